from ctip_analysis.reading.reports import Reports, list_report_files, read_reports
from ctip_analysis.reading.workbook import read_workbook, draw_inspection, inspection_document
