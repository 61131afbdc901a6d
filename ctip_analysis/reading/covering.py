"""Totals of a table that parts into groups as a whole: each group adds up to its total, the totals to the last row.

A single small sum is chance. That all rows of a table stand in groups, each closed by its total, is hardly so, and less
where just the totals share a word ("Total Batken", "Total Osh") that no other row has.
"""

from collections.abc import Iterator

import numpy as np

from ctip_analysis.reading.chance import count_digits
from ctip_analysis.reading.grid import Grid

__all__ = ["find_cover", "names_a_column", "share_a_word"]

CLOSE = 1e-6
#: Larger tables, and more ways to part one, are not tried.
MAXIMUM_ROWS, MAXIMUM_COVERS = 300, 8
#: One in so many tables (decimal digits) parts into groups by chance: with a total of all, and without one.
DIGITS_WITH_WHOLE, DIGITS = 2.0, 3.5


def find_cover(grid: Grid, rows: list[int], numbers: np.ndarray, labels) -> list[int]:
    """Find the totals by which all rows of a table stand in groups; nothing where there are none, or it may be chance.

    Parameters
    ----------
    grid : Grid
    rows : list of int
        The rows of the sheet.
    numbers : numpy.ndarray
        Their numbers, rows by columns; nan where there is none.
    labels : sequence of int
        Columns of labels.
    """
    plain = np.where(np.isfinite(numbers), numbers, 0)
    if not 5 < len(plain) <= MAXIMUM_ROWS or (plain < 0).any():
        return []
    covers = {tuple(sorted(cover)): has_whole for cover, has_whole in _list_covers(plain)}
    told = [cover for cover in covers if share_a_word(grid, rows, cover, labels)]
    if len(told) == 1:
        return list(told[0])
    if len(covers) != 1:
        return []
    cover, has_whole = covers.popitem()
    digits = sum(count_digits(numbers, at) for at in cover)
    return list(cover) if digits >= (DIGITS_WITH_WHOLE if has_whole else DIGITS) else []


def _list_covers(plain: np.ndarray) -> Iterator[tuple[list[int], bool]]:
    """Give the totals of each way to part rows into groups, totals below or above their parts; and whether one is of all."""
    last = len(plain) - 1
    for wholes, own in (([], range(last + 1)), ([last], range(last)), ([0], range(1, last + 1))):
        places = list(own)
        for ordered in (places, places[::-1]):
            for found in _part(plain[ordered]):
                totals = [ordered[at] for at in found]
                summed = plain[totals].sum(axis=0)
                if not wholes or (np.abs(summed - plain[wholes[0]]) <= CLOSE).all():
                    yield [*totals, *wholes], bool(wholes)


def _part(plain: np.ndarray) -> list[list[int]]:
    """Give the totals below their parts of each way to part all rows into two groups or more."""
    sums = np.vstack([np.zeros(plain.shape[1]), np.cumsum(plain, axis=0)])
    open_ways: list[tuple[int, list[int]]] = [(0, [])]
    found: list[list[int]] = []
    while open_ways and len(found) < MAXIMUM_COVERS and len(open_ways) < MAXIMUM_COVERS * len(plain):
        start, totals = open_ways.pop()
        if start == len(plain):
            found += [totals] if len(totals) > 1 else []
            continue
        ends = np.arange(start + 2, len(plain))
        agrees = (np.abs(sums[ends] - sums[start] - plain[ends]) <= CLOSE).all(axis=1)
        open_ways += [
            (int(end) + 1, [*totals, int(end)]) for end in ends[agrees & (plain[ends] > 0).any(axis=1)]
        ]
    return found


def share_a_word(grid: Grid, rows: list[int], totals, labels) -> bool:
    """Tell whether the labels of some rows, two at least, share a word that those of no other row have.

    Parameters
    ----------
    grid : Grid
    rows : list of int
    totals : collection of int
        Places among the rows.
    labels : sequence of int
    """
    words = [_read_words(grid, row, labels) for row in rows]
    own = [words[at] for at in totals]
    others = set().union(*(words[at] for at in range(len(rows)) if at not in totals))
    return len(own) > 1 and bool(set.intersection(*own) - others)


def _read_words(grid: Grid, row: int, labels) -> set[str]:
    return {word for column in labels for word in grid.text(row, column).casefold().split() if len(word) > 2}


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
