"""A chart of rows: names at the left, one row each, marks along a number axis, words where there is no number."""

import pandas as pd

from ctip_analysis.definitions import say
from ctip_analysis.presenting.chart_page import clear_frame, place_chart, points_for, set_number_axis
from ctip_analysis.presenting.layout import pitch
from ctip_analysis.presenting.style import INK, MUTED, TEXT_SPACING
from ctip_analysis.presenting.texts import font_of, measure_width, wrap_text
from ctip_analysis.presenting.wording import format_number

__all__ = ["largest", "open_rows", "write_names", "write_reason", "write_value"]

NAME_SHARE = 0.36
GAP = 0.1


def open_rows(
    page,
    names,
    language: str,
    *,
    top: float | None,
    decimals: int = 0,
    right: float = 0.1,
    below: float = 0.0,
):
    """Place the axes of a chart of rows and write the names; the first row is at the top.

    Parameters
    ----------
    page : Page
    names : sequence of str
    language : str
    top : float or None
        The largest number drawn: the axis ends a little beyond it. None where no number is: no scale then.
    decimals : int
    right, below : float
        Inches for labels at the right and for a legend below.

    Returns
    -------
    Page
        Its axes has row 0 at 0, row 1 at 1, and so on downwards.
    """
    points = points_for(page.width)
    wrapped = [wrap_text(name, page.width * NAME_SHARE, points) for name in names]
    left = max((measure_width(line, points) for lines in wrapped for line in lines), default=0.0) + GAP
    step = max(max((len(lines) for lines in wrapped), default=1) * pitch(points) + 0.06, 0.26)
    page = place_chart(
        page, height=step * len(names) + 0.1, left=left, below=below + pitch(points) + 0.06, right=right
    )
    ax = page.ax
    if top is None:
        ax.set_xlim(0, 1)
        ax.set_xticks([])
    else:
        across = ax.get_position(original=True).width * ax.figure.get_size_inches()[0]
        widest = measure_width(format_number(top, language, decimals=decimals), points) + 0.2
        bins = min(5, max(1, int(across / widest)))
        set_number_axis(ax, language, along="x", top=top, decimals=decimals, points=points, bins=bins)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_yticks([])
    clear_frame(ax, keep=("left",))
    write_names(ax, wrapped, points)
    return page


def write_names(ax, wrapped, points: float) -> None:
    """Write names, each wrapped into lines, at the left of the axes."""
    for row, lines in enumerate(wrapped):
        ax.annotate(
            "\n".join(lines),
            (0, row),
            xycoords=ax.get_yaxis_transform(),
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontproperties=font_of(points),
            color=INK,
            linespacing=TEXT_SPACING,
            annotation_clip=False,
        )


def write_reason(ax, definitions, language: str, row: float, status: str, points: float, *, x: float = 0.0):
    """Write in the place of a mark why there is no number: its form says nothing of the size."""
    ax.annotate(
        say(definitions, status if isinstance(status, str) else "not_applicable", language),
        (x, row),
        xytext=(4, 0),
        textcoords="offset points",
        ha="left",
        va="center",
        fontproperties=font_of(points),
        color=MUTED,
    )


def write_value(ax, x: float, row: float, text: str, points: float, *, color: str = INK, side: str = "left"):
    """Write a value beside the end of its mark."""
    offset = {"left": 4, "right": -4}[side]
    ax.annotate(
        text,
        (x, row),
        xytext=(offset, 0),
        textcoords="offset points",
        ha=side,
        va="center",
        fontproperties=font_of(points),
        color=color,
        annotation_clip=False,
        zorder=5,
    )


def largest(values, default: float = 1.0) -> float:
    """Give the largest of the numbers that are shown."""
    numbers = pd.to_numeric(pd.Series(list(values), dtype=object), errors="coerce").dropna()
    return float(numbers.max()) if len(numbers) and numbers.max() > 0 else default
