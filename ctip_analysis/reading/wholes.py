"""The total of a whole beside whose parts stand parts of these: "of which the town of Tokmok" below its province.

What stands further in than the rows around it is held by the row above it already, and is left out of the sum. Only
the first or the last row may be such a total; all of its numbers must be sums, and beyond chance.
"""

import numpy as np

from ctip_analysis.reading.chance import is_beyond_chance
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.subtotals import find_depth

__all__ = ["find_whole"]

CLOSE = 1e-6


def _find_inner(plain: np.ndarray, at: int) -> list[list[int]]:
    """Find the neighboring rows, each time, that are left over where a row is the sum of all others but them."""
    over = plain.sum(axis=0) - 2 * plain[at]
    if over.min() < 0 or over.max() <= 0 or not plain[at].any():
        return []
    sums = np.vstack([np.zeros(plain.shape[1]), np.cumsum(np.delete(plain, at, axis=0), axis=0)])
    shift = int(at == 0)
    # A row is told by its largest surplus; the others are compared where that agrees.
    column = int(over.argmax())
    ends = np.searchsorted(sums[:, column], sums[:, column] + over[column] - CLOSE)
    starts = np.flatnonzero(ends < len(sums))
    agrees = (np.abs(sums[ends[starts]] - sums[starts] - over) <= CLOSE).all(axis=1)
    return [list(range(start + shift, int(ends[start]) + shift)) for start in starts[agrees].tolist()]


def find_whole(grid: Grid, rows: list[int], numbers: np.ndarray, labels) -> list[int]:
    """Find the total of a whole, the first or the last row, where what it leaves out stands further in than all others.

    Parameters
    ----------
    grid : Grid
    rows : list of int
        The rows of the sheet.
    numbers : numpy.ndarray
        Their numbers, rows by columns; nan where there is no number.
    labels : sequence of int
        Columns of labels.

    Returns
    -------
    list of int
        The place of the total among the rows; none where there is no such one.
    """
    plain = np.nan_to_num(numbers)
    if len(plain) < 4 or (plain < 0).any():
        return []
    for at in (0, len(plain) - 1):
        for inner in _find_inner(plain, at):
            outer = [place for place in range(len(rows)) if place != at and place not in inner]
            is_clear = len(outer) > 1 and is_beyond_chance(numbers, [at])
            if is_clear and _stand_further_in(grid, rows, inner, outer, labels):
                return [at]
    return []


def _stand_further_in(grid: Grid, rows: list[int], inner: list[int], outer: list[int], labels) -> bool:
    """Tell whether some rows, each behind one of the others, stand further in than all of these."""
    if inner[0] < outer[0]:
        return False
    return any(
        min(find_depth(grid, rows[at], c) for at in inner)
        > max(find_depth(grid, rows[at], c) for at in outer)
        for c in labels
    )
