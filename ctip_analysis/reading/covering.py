"""Totals told by arithmetic alone: all rows of a table stand in groups, and each group adds up to its total.

A single small sum is chance. That no row is left over is hardly so, and less where the totals add up to the last or the
first row. What totals look like, and what their labels share, is not asked here: `alike_totals` comes first, and where
it finds a trait that tells the totals this module is not needed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

import numpy as np

from ctip_analysis.reading.chance import count_digits

__all__ = ["find_cover", "sums_up_a_run"]

#: How far numbers may be from their sum; and from what a first look takes for it.
CLOSE, WIDE = 1e-6, 1e-5
#: Larger tables, and more ways to part one, are not tried.
MAXIMUM_ROWS, MAXIMUM_COVERS = 300, 8
#: One in so many tables (decimal digits) parts into groups by chance: with a total of all, and without one.
DIGITS_WITH_WHOLE, DIGITS = 2.0, 3.5


def find_cover(numbers: np.ndarray) -> list[int]:
    """Find the totals by which all rows of a table stand in groups; nothing where there are none, or it may be chance.

    Parameters
    ----------
    numbers : numpy.ndarray
        Rows by columns; nan where there is no number.

    Returns
    -------
    list of int
        Places among the rows; none where there are several ways to part them.

    Examples
    --------
    >>> find_cover(np.array([[7.0], [2.0], [9.0], [3.0], [5.0], [8.0], [17.0]]))
    [2, 5, 6]
    """
    plain = np.where(np.isfinite(numbers), numbers, 0)
    if not 5 < len(plain) <= MAXIMUM_ROWS or (plain < 0).any():
        return []
    covers = {tuple(sorted(cover)): has_whole for cover, has_whole in _list_covers(plain)}
    if len(covers) != 1:
        return []
    cover, has_whole = covers.popitem()
    digits = sum(count_digits(numbers, at) for at in cover)
    return list(cover) if digits >= (DIGITS_WITH_WHOLE if has_whole else DIGITS) else []


def sums_up_a_run(numbers: np.ndarray) -> bool:
    """Tell whether any row adds up rows right above or right below it: nested totals begin with one that does.

    Parameters
    ----------
    numbers : numpy.ndarray
        Rows by columns; nan where there is no number.

    Examples
    --------
    >>> sums_up_a_run(np.array([[2.0, 1.0], [9.0, 9.0], [11.0, 10.0]]))
    True
    >>> sums_up_a_run(np.array([[2.0, 1.0], [9.0, 9.0], [11.0, 11.0]]))
    False
    """
    plain = np.where(np.isfinite(numbers), numbers, 0)
    if not plain.any() or (plain < 0).any():
        return False
    columns = plain.T.tolist()
    return _sums_up_above(columns) or _sums_up_above([column[::-1] for column in columns])


def _sums_up_above(columns: list[list[float]]) -> bool:
    sums = _sum_from_top(columns)
    # Rows are compared by their largest column first: few agree there by chance.
    largest = max(range(len(columns)), key=lambda column: sums[column][-1])
    own = sums[largest]
    for end, number in enumerate(columns[largest]):
        begin = own[end] - number
        starts = range(bisect_left(own, begin - WIDE), bisect_right(own, begin + WIDE)) if number > 0 else ()
        if any(_is_sum(columns, sums, start, end, WIDE) for start in starts):
            return True
    return False


def _sum_from_top(columns: list[list[float]]) -> list[list[float]]:
    """Give the sums of the numbers before each row, and of all."""
    return [[0.0, *accumulate(column)] for column in columns]


def _is_sum(
    columns: list[list[float]], sums: list[list[float]], start: int, end: int, close: float = CLOSE
) -> bool:
    """Tell whether a row is the sum of those from a first one down to it."""
    return all(
        abs(own[end] - own[start] - column[end]) <= close for own, column in zip(sums, columns, strict=True)
    )


def _list_covers(plain: np.ndarray) -> Iterator[tuple[list[int], bool]]:
    """Give the totals of each way to part rows into groups, totals below or above their parts; and whether one is of all."""
    last = len(plain) - 1
    for wholes, own in (([], range(last + 1)), ([last], range(last)), ([0], range(1, last + 1))):
        places = list(own)
        for ordered in (places, places[::-1]):
            for found in _part(plain[ordered].T.tolist()):
                totals = [ordered[at] for at in found]
                summed = plain[totals].sum(axis=0)
                if not wholes or (np.abs(summed - plain[wholes[0]]) <= CLOSE).all():
                    yield [*totals, *wholes], bool(wholes)


def _part(columns: list[list[float]]) -> list[list[int]]:
    """Give the totals below their parts of each way to part all rows into two groups or more."""
    sums, last = _sum_from_top(columns), len(columns[0])
    open_ways: list[tuple[int, list[int]]] = [(0, [])]
    found: list[list[int]] = []
    while open_ways and len(found) < MAXIMUM_COVERS and len(open_ways) < MAXIMUM_COVERS * last:
        start, totals = open_ways.pop()
        if start == last:
            found += [totals] if len(totals) > 1 else []
            continue
        ends = [end for end in range(start + 2, last) if _is_sum(columns, sums, start, end)]
        open_ways += [(end + 1, [*totals, end]) for end in ends if any(column[end] > 0 for column in columns)]
    return found
