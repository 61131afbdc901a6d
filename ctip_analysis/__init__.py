"""Counter-trafficking indicators, maps and charts from the spreadsheets of many organizations."""
