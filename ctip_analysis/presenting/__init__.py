"""Protected values to maps, charts, tables, sentences and a report, in the languages of the pack."""

from ctip_analysis.presenting.describing import Description, describe
from ctip_analysis.presenting.maps import draw_map
from ctip_analysis.presenting.rendering import list_drawn_csv, render_figure, save_figure
from ctip_analysis.presenting.trends import draw_trend

__all__ = [
    "Description",
    "describe",
    "draw_map",
    "draw_trend",
    "list_drawn_csv",
    "render_figure",
    "save_figure",
]
