from ctip_analysis.reading.drawing import draw_inspection, show_sheet
from ctip_analysis.reading.inspection import inspection_document
from ctip_analysis.reading.reports import Reports, list_report_files, read_reports
from ctip_analysis.reading.workbook import Workbook, read_workbook

__all__ = [
    "Reports",
    "Workbook",
    "draw_inspection",
    "inspection_document",
    "list_report_files",
    "read_reports",
    "read_workbook",
    "show_sheet",
]
