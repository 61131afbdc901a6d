from ctip_analysis.reading.reports import Reports, list_report_files, read_reports
