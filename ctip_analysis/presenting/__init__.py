"""Protected values to maps, charts, tables, sentences and a report, in the languages of the pack."""

from ctip_analysis.presenting.cascades import draw_cascade
from ctip_analysis.presenting.describing import Description, describe
from ctip_analysis.presenting.dots import draw_change_dots
from ctip_analysis.presenting.four_p import draw_4p_page
from ctip_analysis.presenting.grid_charts import draw_coverage_matrix, draw_forms
from ctip_analysis.presenting.map_change import draw_map_change
from ctip_analysis.presenting.map_series import draw_map_series
from ctip_analysis.presenting.maps import draw_map
from ctip_analysis.presenting.overflow import list_overflow
from ctip_analysis.presenting.pyramids import draw_pyramid
from ctip_analysis.presenting.registry import fill_change_registry, fill_registry
from ctip_analysis.presenting.rendering import list_drawn_csv, render_figure, save_figure
from ctip_analysis.presenting.report import build_report, show_figure, write_headlines
from ctip_analysis.presenting.reporting_chart import draw_reporting_heatmap
from ctip_analysis.presenting.selecting import check_values, list_own_periods, list_shown_periods
from ctip_analysis.presenting.sentences import write_sentence
from ctip_analysis.presenting.tabulating import tabulate_indicator
from ctip_analysis.presenting.targets import draw_targets
from ctip_analysis.presenting.trends import draw_trend
from ctip_analysis.presenting.workbook import build_tables_workbook

__all__ = [
    "Description",
    "build_report",
    "build_tables_workbook",
    "check_values",
    "describe",
    "draw_4p_page",
    "draw_cascade",
    "draw_change_dots",
    "draw_coverage_matrix",
    "draw_forms",
    "draw_map",
    "draw_map_change",
    "draw_map_series",
    "draw_pyramid",
    "draw_reporting_heatmap",
    "draw_targets",
    "draw_trend",
    "fill_change_registry",
    "fill_registry",
    "list_drawn_csv",
    "list_overflow",
    "list_own_periods",
    "list_shown_periods",
    "render_figure",
    "save_figure",
    "show_figure",
    "tabulate_indicator",
    "write_headlines",
    "write_sentence",
]
