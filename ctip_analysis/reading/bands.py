"""Bands: the rows of a lane between two blank ones. How they are spaced, and whether they are texts, a form or a list.

A title, a note or a signature is a text or two a row. A form of two columns asks on the left and is answered on the
right; it is no table, however much it looks like one.
"""

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.headers import Header
from ctip_analysis.reading.marks import TEXT
from ctip_analysis.reading.questions import question
from ctip_analysis.reading.regions import Lane
from ctip_analysis.reading.value_columns import find_value_columns

__all__ = ["count_filled_cells", "is_form", "is_list_of_two", "is_narrow", "join_spaced"]


def count_filled_cells(grid: Grid, lane: Lane, top: int, bottom: int) -> np.ndarray:
    """Count the filled cells of each row of a band.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    top, bottom : int
        Its first and last row.
    """
    return grid.count_filled(top, bottom, lane.left, lane.right)


def is_narrow(grid: Grid, lane: Lane, top: int, bottom: int) -> bool:
    """Tell whether rows hold a text or two each, as titles, notes and signatures do.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    top, bottom : int
        Its first and last row.
    """
    return bool((count_filled_cells(grid, lane, top, bottom) <= 2).all())


def join_spaced(grid: Grid, lane: Lane, bands: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join single rows with one blank row between each two of them: it is how the table is spaced.

    So it is where four rows or more stand like that, three of them with several cells.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    bands : list of (first row, last row)
    """
    joined: list[tuple[int, int]] = []
    place = 0
    while place < len(bands):
        end = place
        while end + 1 < len(bands) and bands[end + 1][0] == bands[end + 1][1] == bands[end][0] + 2:
            end += 1
        rows = [top for top, _ in bands[place : end + 1]]
        several = sum(count_filled_cells(grid, lane, row, row)[0] > 1 for row in rows)
        if len(rows) < 4 or several < 3:
            end = place
        joined.append((bands[place][0], bands[end][1]))
        place = end + 1
    return joined


@question
def _count_colons(grid: Grid, rows: list[int], column: int) -> int:
    """Count the cells of a column that end in a colon, as the questions of a form do."""
    return sum(grid.text(row, column).endswith(":") for row in rows) if column < grid.shape[1] else 0


def is_form(grid: Grid, lane: Lane, top: int, bottom: int, header: Header) -> bool:
    """Tell whether a band of two columns is a form: most of its pairs stand above what would be its header.

    Or else pairs of texts stand above and below it, as many as there are numbers.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    top, bottom : int
        Its first and last row.
    header : Header
        What would be its header.
    """
    if not is_narrow(grid, lane, top, bottom):
        return False
    pairs = (top + np.flatnonzero(count_filled_cells(grid, lane, top, bottom) == 2)).tolist()
    with_colon = _count_colons(grid, pairs, lane.left)
    above = sum(row < header.rows[0] for row in pairs)
    below = sum(row >= header.body for row in pairs)
    ends = [grid.filled_columns(row, lane.left, lane.right)[-1] for row in pairs]
    texts = sum(grid.kind(row, c) == TEXT for row, c in zip(pairs, ends, strict=True))
    has_texts = above > 0 and texts > above + 1 and texts * 2 >= len(pairs)
    return with_colon * 2 > len(pairs) or above >= max(below, 1) or has_texts


def is_list_of_two(grid: Grid, lane: Lane, top: int, bottom: int) -> bool:
    """Tell whether two columns of texts are a list: both filled in each row, under different words.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    top, bottom : int
        Its first and last row.
    """
    counts = count_filled_cells(grid, lane, top, bottom)
    counters = find_value_columns(grid, top, bottom, lane.left, lane.right)[1]
    if counters and len(counts) > 3:
        # Titles may stand above the header of numbered rows.
        counts = counts[int((counts > 1).argmax()) :]
    if len(counts) < 3 or (counts != 2).any():
        return False
    return not _count_colons(grid, list(range(top, bottom + 1)), lane.left)
