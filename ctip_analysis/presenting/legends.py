"""The legend of a map: classes, zero, and each kind of no number, each only where it is on the map."""

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ctip_analysis.definitions import say
from ctip_analysis.presenting.classing import Classes, name_classes
from ctip_analysis.presenting.layout import GAP, pitch
from ctip_analysis.presenting.style import (
    BEYOND_COLOR,
    INK,
    LABEL_POINTS,
    MARKS,
    OUTLINE,
    PAGE,
    PARTIAL_MARK,
    ZERO_COLOR,
)
from ctip_analysis.presenting.texts import POINTS_PER_INCH, font_of, measure_width

__all__ = ["draw_legend", "list_entries", "list_status_entries", "plan_legend"]

HANDLE = 2.2
PAD = 0.6
COLUMN_GAP = 1.6


def _patch(label: str, color: str, hatch: str | None = None) -> Patch:
    return Patch(facecolor=color, edgecolor=OUTLINE, linewidth=0.5, hatch=hatch, label=label)


def list_entries(definitions, classes: Classes, rows, language: str, *, numbers, missing_kwds=None) -> list:
    """List the handles of a legend, in their order.

    Parameters
    ----------
    definitions : Definitions
    classes : Classes
    rows : DataFrame
        With the column status.
    language : str
    numbers : sequence of int
        The class of each number that is drawn.
    missing_kwds : dict, optional
        What the areas without a number are drawn with, in place of their hatch.
    """
    names = name_classes(definitions, classes, language)
    present = set(rows["status"])
    has_numbers = len(numbers) > 0
    entries = [
        _patch(name, color) for name, color in zip(names[:-1], classes.colors, strict=True) if has_numbers
    ]
    if has_numbers and max(numbers) >= len(classes.breaks):
        entries.append(_patch(names[-1], BEYOND_COLOR))
    if "zero" in present:
        entries.append(_patch(say(definitions, "zero", language), ZERO_COLOR))
    for status, hatch in MARKS.items():
        if status in present:
            patch = _patch(say(definitions, status, language), PAGE, hatch)
            patch.set(**(missing_kwds or {}))
            entries.append(patch)
    if "partial" in present:
        entries.append(
            Line2D(
                [],
                [],
                linestyle="none",
                marker="o",
                fillstyle="left",
                markersize=LABEL_POINTS * 0.75,
                color=INK,
                markerfacecoloralt=PAGE,
                markeredgewidth=0.7,
                label=say(definitions, "partial", language),
            )
        )
    return entries


def list_status_entries(definitions, statuses, language: str, *, with_gaps: bool = True, words=None) -> list:
    """List the handles of a line's legend: the hollow mark of partial reporting, and a hatch for each kind of gap.

    ``words`` names the word of a status where it is not the status itself.
    """
    hollow = Line2D(
        [],
        [],
        linestyle="none",
        marker="o",
        markersize=5,
        markerfacecolor=PAGE,
        markeredgecolor=INK,
        label=say(definitions, "trend_partial", language),
    )
    gaps = [
        _patch(say(definitions, (words or {}).get(status, status), language), PAGE, hatch)
        for status, hatch in MARKS.items()
        if status in statuses and with_gaps
    ]
    return [hollow, *gaps] if "partial" in statuses else gaps


def plan_legend(entries, width: float, *, has_title: bool = True) -> tuple[int, float]:
    """Tell the columns of a legend in a width, and its height, in inches, with its title."""
    if not entries:
        return 1, 0.0
    em = LABEL_POINTS / POINTS_PER_INCH
    widest = max(measure_width(entry.get_label(), LABEL_POINTS) for entry in entries)
    column = widest + (HANDLE + PAD + COLUMN_GAP) * em
    columns = max(1, min(len(entries), int((width + COLUMN_GAP * em) / column)))
    rows = -(-len(entries) // columns)
    # As few columns as those rows need: else the last row would hold one entry and the columns stand uneven.
    columns = -(-len(entries) // rows)
    return columns, (rows + has_title) * pitch(LABEL_POINTS) * 1.12 + GAP


def draw_legend(page, entries, columns: int, top: float, title: str | None, legend_kwds=None) -> None:
    """Draw a legend whose upper left corner is at the left margin and ``top`` (inches)."""
    if not entries:
        return
    figure = page.ax.figure
    across, up = figure.get_size_inches()
    options = {
        "loc": "upper left",
        "bbox_to_anchor": (page.left / across, top / up),
        "bbox_transform": figure.transFigure,
        "ncols": columns,
        "title": title,
        "alignment": "left",
        "borderaxespad": 0,
        "borderpad": 0,
        "handlelength": HANDLE,
        "handleheight": 1.0,
        "handletextpad": PAD,
        "columnspacing": COLUMN_GAP,
        "labelspacing": 0.45,
        "frameon": False,
        "prop": font_of(LABEL_POINTS),
        "title_fontproperties": font_of(LABEL_POINTS, "bold"),
    }
    legend = page.ax.legend(handles=entries, **(options | (legend_kwds or {})))
    legend.set_in_layout(False)


def mark_partial(text: str, status: str) -> str:
    """Mark the last line of a label where some reports are missing."""
    return f"{text} {PARTIAL_MARK}" if status == "partial" else text
