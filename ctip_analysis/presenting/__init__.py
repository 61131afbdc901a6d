"""Protected values to maps, charts, tables, sentences and a report, in the languages of the pack."""

from ctip_analysis.presenting.describing import Description, describe
from ctip_analysis.presenting.maps import draw_map
from ctip_analysis.presenting.rendering import list_drawn_csv, render_figure, save_figure
from ctip_analysis.presenting.report import build_report, show_figure, write_headlines
from ctip_analysis.presenting.selecting import check_values
from ctip_analysis.presenting.sentences import write_sentence
from ctip_analysis.presenting.tabulating import tabulate_indicator
from ctip_analysis.presenting.trends import draw_trend
from ctip_analysis.presenting.workbook import build_tables_workbook

__all__ = [
    "Description",
    "build_report",
    "build_tables_workbook",
    "check_values",
    "describe",
    "draw_map",
    "draw_trend",
    "list_drawn_csv",
    "render_figure",
    "save_figure",
    "show_figure",
    "tabulate_indicator",
    "write_headlines",
    "write_sentence",
]
