"""Whether rows that are sums of others are totals, or add up by chance: small numbers often do.

A sum of large numbers, or of several columns that do not depend on each other, hardly comes about by chance, nor do
several sums in one table. Where the numbers are too small to tell, the look of the row does: bold letters, a line
above, a label that is blank, in capitals or of another kind. Where all of that is silent, the row is a record like the
others for the layout, and it is left open (see `ties`).
"""

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BLANK, TEXT

__all__ = ["NEARLY", "count_digits", "is_beyond_chance", "is_rounded_sum", "names_a_column", "stands_out"]

#: Decimal digits of the sums that agree: of one total, and of several together. One in so many rows agrees by chance.
DIGITS_OF_ONE, DIGITS_OF_SEVERAL = 1.7, 3.0
#: So large a share of the other rows may look like a total.
FEW = 0.2
#: A sum of rounded numbers is off by less.
NEARLY = 0.005


def count_digits(numbers: np.ndarray, row: int) -> float:
    """Count the decimal digits of the sums of a row, those of columns that follow from other columns left out.

    Parameters
    ----------
    numbers : numpy.ndarray
        The row among its parts; nan where there is no number.
    row : int

    Examples
    --------
    >>> round(count_digits(np.array([[99.0], [60.0], [39.0]]), 0), 2)
    2.0
    """
    total = numbers[row]
    others = np.delete(numbers, row, axis=0)
    strong = np.isfinite(total) & (total != 0) & ((np.nan_to_num(others) != 0).sum(axis=0) > 1)
    if not strong.any():
        return 0.0
    held = total[strong]
    decimals = _count_decimals(held)
    independent = np.linalg.matrix_rank(np.nan_to_num(others[:, strong]))
    digits = np.sort(np.log10(np.abs(held) * 10**decimals + 1))
    return float(digits[:independent].sum())


def _count_decimals(numbers: np.ndarray) -> int:
    return next((n for n in range(3) if np.allclose(numbers, np.round(numbers, n), rtol=0, atol=1e-9)), 3)


def is_rounded_sum(total: np.ndarray, parts: np.ndarray) -> bool:
    """Tell whether a row is the sum of others, all of them rounded, beyond chance.

    Numbers with decimals, and whole numbers of more than six digits, are rounded more often than counted. Of n rounded
    parts the sum is off by the root of n/12 of their last digit; three times that is allowed. Other columns hold shares
    or means, which lie among those of the parts, or nothing in the parts.

    Parameters
    ----------
    total, parts : numpy.ndarray
        A row, and rows; nan where there is no number.

    Examples
    --------
    >>> parts = np.array([[120.4, 30.3], [240.4, 40.4], [77.4, 12.6]])
    >>> is_rounded_sum(np.array([438.3, 83.2]), parts), is_rounded_sum(np.array([439.3, 83.2]), parts)
    (True, False)
    """
    sums, known = np.nan_to_num(parts).sum(axis=0), np.isfinite(total) & np.isfinite(parts).any(axis=0)
    off = np.abs(sums - total)
    if 3 * (off <= NEARLY * np.abs(total))[known].sum() < known.sum():
        return False
    digits, n_agree = 0.0, 0
    for column in np.flatnonzero(known).tolist():
        own, held = parts[:, column][np.isfinite(parts[:, column])], abs(total[column])
        decimals = _count_decimals(np.append(own, total[column]))
        allowed = (0.5 + 0.9 * np.sqrt(len(own))) / 10**decimals
        allowed = allowed if decimals else min(allowed, 1e-6 * held)
        if off[column] <= allowed + 1e-9 and (own != 0).sum() > 1:
            digits, n_agree = digits + np.log10(held / max(2 * allowed, 10.0**-decimals) + 1), n_agree + 1
        elif not own.min() <= total[column] <= own.max():
            return False
    return bool(n_agree > 1 and 3 * n_agree >= known.sum() and digits >= DIGITS_OF_SEVERAL)


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
    digits = sum(count_digits(numbers, row) for row in totals)
    if len(totals) > 1:
        return digits >= DIGITS_OF_SEVERAL
    # Within a table any row might add up; the first and the last are two only.
    is_within = any(0 < row < len(numbers) - 1 for row in totals)
    return digits >= DIGITS_OF_ONE + (np.log10(len(numbers)) if is_within else 0)


def stands_out(grid: Grid, row: int, others: list[int], labels, columns) -> bool:
    """Tell whether a row looks unlike the others, as a total does.

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


def names_a_column(grid: Grid, row: int, first: int, labels) -> bool:
    """Tell whether the label of a row heads a column too ("Total" below, "Total" at the right).

    Parameters
    ----------
    grid : Grid
    row : int
    first : int
        The first row below the header.
    labels : sequence of int
    """
    own = {text for column in labels if len(text := grid.text(row, column).strip().casefold()) > 2}
    width = grid.kinds.shape[1]
    heads = (grid.text(above, column) for above in range(max(0, first - 4), first) for column in range(width))
    return bool(own) and any(head.strip().casefold() in own for head in heads)
