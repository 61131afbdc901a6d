"""Counter-trafficking indicators, maps and charts from the spreadsheets of many organizations."""

from ctip_analysis.cleaning import clean
from ctip_analysis.definitions import load_definitions
from ctip_analysis.examples import example_reports, write_example_reports
from ctip_analysis.indicators import compute_indicators
