"""Whether rows that are sums of others are totals, or add up by chance: small numbers often do.

A sum of large numbers, or of several columns that do not depend on each other, hardly comes about by chance, nor do
several sums in one table. Where the numbers are too small to tell, the look of the row does: bold letters, a line
above, a label that is blank, in capitals or of another kind. A word for a total breaks the tie where all of that is
silent; without one the row is a record like the others, and that is said.
"""

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BLANK, TEXT

__all__ = ["is_beyond_chance", "stands_out"]

#: Decimal digits of the sums that agree: of one total, and of several together. One in so many rows agrees by chance.
DIGITS_OF_ONE, DIGITS_OF_SEVERAL = 1.7, 3.0
#: So large a share of the other rows may look like a total.
FEW = 0.2


def _count_digits(numbers: np.ndarray, row: int) -> float:
    """Count the decimal digits of the sums of a row, those of columns that follow from other columns left out."""
    total = numbers[row]
    others = np.delete(numbers, row, axis=0)
    strong = np.isfinite(total) & (total != 0) & ((np.nan_to_num(others) != 0).sum(axis=0) > 1)
    if not strong.any():
        return 0.0
    held = total[strong]
    decimals = next((n for n in range(3) if np.allclose(held, np.round(held, n), rtol=0, atol=1e-9)), 3)
    independent = np.linalg.matrix_rank(np.nan_to_num(others[:, strong]))
    digits = np.sort(np.log10(np.abs(held) * 10**decimals + 1))
    return float(digits[:independent].sum())


def is_beyond_chance(numbers: np.ndarray, totals: list[int]) -> bool:
    """Tell whether the sums of rows are too many, or too long, to have come about by chance.

    Parameters
    ----------
    numbers : numpy.ndarray
        Rows by columns; nan where there is no number.
    totals : list of int
        The rows that are sums.

    Examples
    --------
    >>> is_beyond_chance(np.array([[1.0], [2.0], [3.0], [6.0]]), [3])
    False
    >>> is_beyond_chance(np.array([[104.0], [237.0], [18.0], [359.0]]), [3])
    True
    """
    digits = sum(_count_digits(numbers, row) for row in totals)
    if len(totals) > 1:
        return digits >= DIGITS_OF_SEVERAL
    # Within a table any row might add up; the first and the last are two only.
    is_within = any(0 < row < len(numbers) - 1 for row in totals)
    return digits >= DIGITS_OF_ONE + (np.log10(len(numbers)) if is_within else 0)


def stands_out(grid: Grid, row: int, others: list[int], labels, columns) -> bool:
    """Tell whether a row looks unlike the others, as a total does, or has a word for one.

    Parameters
    ----------
    grid : Grid
    row : int
    others : list of int
        The other rows.
    labels, columns : sequences of int
        Columns of labels, and all.
    """
    own = [column for column in (labels or columns) if grid.kind(row, column) == TEXT]
    if any(grid.words.is_total(grid.text(row, column)) for column in own):
        return True
    named = [sum(grid.kind(other, c) != BLANK for other in others) for c in labels]
    if labels and not any(grid.kind(row, c) for c in labels) and max(named) > (1 - FEW) * len(others):
        return True
    if any(_is_unlike(grid, row, others, column) for column in own):
        return True
    return any(_is_marked(marked, row, others, columns) for marked in (grid.borders.bold, grid.borders.top))


def _is_unlike(grid: Grid, row: int, others: list[int], column: int) -> bool:
    """Tell whether a text stands in a column of numbers or dates, or in capitals where the others do not."""
    if sum(grid.kind(other, column) == TEXT for other in others) <= FEW * len(others):
        return True
    is_large = [grid.text(r, column).isupper() and len(grid.text(r, column)) > 2 for r in (row, *others)]
    return is_large[0] and sum(is_large[1:]) <= FEW * len(others)


def _is_marked(marked: frozenset, row: int, others: list[int], columns) -> bool:
    """Tell whether cells of a row are marked that are not in the other rows."""
    found = [c for c in columns if (row, c) in marked]
    return any(sum((other, c) in marked for other in others) <= FEW * len(others) for c in found)
