"""Draw a grid of rows and columns: who does what where, which reports came, forms of exploitation by year."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from ctip_analysis.presenting.chart_page import finish_chart, place_chart, points_for
from ctip_analysis.presenting.layout import pitch
from ctip_analysis.presenting.legends import draw_legend, plan_legend
from ctip_analysis.presenting.painting import ink_on
from ctip_analysis.presenting.rows_page import write_names
from ctip_analysis.presenting.style import INK, MARKS, OUTLINE, PAGE
from ctip_analysis.presenting.texts import POINTS_PER_INCH, font_of, measure_width, wrap_text
from ctip_analysis.presenting.wording import format_period, split_period

__all__ = ["Cell", "Grid", "draw_grid"]

ROW_INCHES = 0.24
NAME_SHARE = 0.34
GAP = 0.1


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a colour, or the hatch of a kind of no number, and a text."""

    color: str = PAGE
    hatch: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Grid:
    """A grid before it has a place: names of rows and columns, and a cell for each pair of their places.

    ``heads`` are drawn above the columns in place of their full names, and ``bands`` above them: (place, word).
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[int, int], Cell]
    heads: tuple[str, ...] = ()
    bands: tuple[tuple[int, str], ...] = ()

    @property
    def drawn_heads(self) -> tuple[str, ...]:
        """The names that are drawn above the columns."""
        return self.heads or self.columns


def name_periods(definitions, periods, language: str) -> dict[str, tuple]:
    """Name the columns of a grid of periods: in full, and as they are drawn, the part of the year below its year.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> name_periods(load_definitions(), ["2018Q4", "2019Q1"], "en")
    {'columns': ('Q4 2018', 'Q1 2019'), 'heads': ('Q4', 'Q1'), 'bands': ((0, '2018'), (1, '2019'))}
    """
    parts = [split_period(definitions, period, language) for period in periods]
    full = tuple(format_period(definitions, period, language, is_short=True) for period in periods)
    if not all(part for part, _ in parts):
        return {"columns": full}
    years = [year for _, year in parts]
    bands = tuple((place, year) for place, year in enumerate(years) if place == 0 or years[place - 1] != year)
    return {"columns": full, "heads": tuple(part for part, _ in parts), "bands": bands}


def mark_cell(status: str) -> Cell:
    """Give the cell of a kind of no number.

    Examples
    --------
    >>> mark_cell("suppressed").hatch
    '....'
    """
    return Cell(hatch=MARKS.get(status, MARKS["not_applicable"]))


def _turn_names(names, width: float, points: float) -> bool:
    """Tell whether the names of columns must stand upright to fit side by side."""
    room = width / max(len(names), 1)
    return any(measure_width(name, points) > room - 0.04 for name in names)


def draw_grid(page, grid: Grid, entries, *, legend_title: str | None = None):
    """Draw a grid and its legend in the room of a page; gives the page with its final height.

    Parameters
    ----------
    page : Page
    grid : Grid
    entries : list
        Handles of the legend.
    legend_title : str, optional
    """
    points = points_for(page.width)
    wrapped = [wrap_text(name, page.width * NAME_SHARE, points) for name in grid.rows]
    left = max((measure_width(line, points) for lines in wrapped for line in lines), default=0.5) + GAP
    across = page.width - left
    is_turned = _turn_names(grid.drawn_heads, across, points)
    tallest = max((measure_width(name, points) for name in grid.drawn_heads), default=0.0)
    above = tallest + 0.08 if is_turned else pitch(points) + 0.04
    band = pitch(points) if grid.bands else 0.0
    columns, below = plan_legend(entries, page.width, has_title=legend_title is not None)
    lines = max((len(lines) for lines in wrapped), default=1)
    height = max(ROW_INCHES, lines * pitch(points) + 0.04) * len(grid.rows)
    page = place_chart(page, height=height + above + band, left=left, below=below + 0.05)
    ax = page.ax
    _set_axes(page, grid, above + band, points, is_turned)
    _paint_cells(ax, grid)
    write_names(ax, wrapped, points)
    _write_texts(ax, grid, across / max(len(grid.columns), 1), points)
    _write_bands(ax, grid.bands, above, points)
    draw_legend(page, entries, columns, page.bottom + below, legend_title)
    return page


def _set_axes(page, grid: Grid, above: float, points: float, is_turned: bool) -> None:
    """Give the axes the room below the names of the columns, and write those."""
    ax = page.ax
    box, up = ax.get_position(original=True), ax.figure.get_size_inches()[1]
    ax.set_position((box.x0, box.y0, box.width, max(box.height - above / up, 0.01)))
    ax.set_xlim(-0.5, len(grid.columns) - 0.5)
    ax.set_ylim(len(grid.rows) - 0.5, -0.5)
    ax.set_axis_off()
    for place, name in enumerate(grid.drawn_heads):
        ax.annotate(
            name,
            (place, -0.5),
            xytext=(0, 3),
            textcoords="offset points",
            va="bottom",
            ha="center",
            rotation=90 if is_turned else 0,
            fontproperties=font_of(points),
            color=INK,
            annotation_clip=False,
        )


def _write_bands(ax, bands, above: float, points: float) -> None:
    """Write the words above the names of columns."""
    for place, word in bands:
        ax.annotate(
            word,
            (place - 0.5, -0.5),
            xytext=(2, above * POINTS_PER_INCH),
            textcoords="offset points",
            ha="left",
            va="bottom",
            fontproperties=font_of(points, "bold"),
            color=INK,
            annotation_clip=False,
        )


def _paint_cells(ax, grid: Grid) -> None:
    """Paint the cells: one collection a hatch, so that a hundred cells are drawn as fast as one."""
    boxes: dict[str | None, list] = {}
    for (row, column), cell in grid.cells.items():
        boxes.setdefault(cell.hatch, []).append((Rectangle((column - 0.5, row - 0.5), 1, 1), cell.color))
    for hatch, found in boxes.items():
        rectangles, colors = zip(*found, strict=True)
        ax.add_collection(
            PatchCollection(
                rectangles, facecolor=colors, edgecolor=OUTLINE if hatch else PAGE, linewidth=0.8, hatch=hatch
            ),
            autolim=False,
        )


def _write_texts(ax, grid: Grid, room: float, points: float) -> None:
    """Write the numbers into their cells, where all of them fit; else the legend and the data tell them."""
    texts = [cell.text for cell in grid.cells.values() if cell.text]
    if not texts or max(measure_width(text, points) for text in texts) > room - 0.03:
        return
    for (row, column), cell in grid.cells.items():
        if cell.text:
            ax.text(
                column,
                row,
                cell.text,
                ha="center",
                va="center",
                fontproperties=font_of(points),
                color=ink_on(cell.color),
                zorder=4,
            )


def finish_grid(page, request, grid: Grid, *, kind: str, corner: str, data, entries, findings=None):
    """Keep what a grid shows, as a table of its words; gives the axes."""
    words = _list_words(grid, entries)
    table = pd.DataFrame(
        {
            corner: list(grid.rows),
            **{
                name: [words[row, column] for row in range(len(grid.rows))]
                for column, name in enumerate(grid.columns)
            },
        },
        dtype=str,
    )
    plain = [
        (entry.get_label(), entry.get_facecolor())
        for entry in entries
        if hasattr(entry, "get_hatch") and not entry.get_hatch()
    ]
    return finish_chart(
        page,
        request.definitions,
        request.language,
        kind=kind,
        findings=findings if findings is not None else _count_words(words),
        data=data,
        table=table,
        ladder=plain,
    )


def _list_words(grid: Grid, entries) -> dict[tuple[int, int], str]:
    """Say each cell in words: its text, or what the legend calls its colour or hatch."""
    from matplotlib.colors import to_hex

    by_hatch, by_color = {}, {}
    for entry in entries:
        if getattr(entry, "get_hatch", lambda: None)():
            by_hatch[entry.get_hatch()] = entry.get_label()
        elif hasattr(entry, "get_facecolor"):
            by_color[to_hex(entry.get_facecolor())] = entry.get_label()
    words = {}
    for row, column in np.ndindex(len(grid.rows), len(grid.columns)):
        cell = grid.cells.get((row, column), Cell())
        words[row, column] = cell.text or by_hatch.get(cell.hatch) or by_color.get(to_hex(cell.color), "")
    return words


def _count_words(words: dict) -> list[str]:
    """Say how many cells there are of each kind, the most first."""
    counts = pd.Series(list(words.values()), dtype=str).value_counts(sort=True)
    return [
        f"{word}: {count}" for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
