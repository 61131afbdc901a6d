"""Totals that stand above their parts: a province over its districts, a group of causes over the causes.

From the bottom up, a row is one where its whole numbers are the sums of the rows right below it that sum up to nothing
themselves; these are then taken for one with it, and the next level is looked for. Columns of shares or means cannot
add up: there the numbers of the row lie between those of its parts.

By chance some row is the sum of the next few ones in many a table of small numbers. It is a total only where all such
rows together are beyond chance, or where just these rows look unlike the others: in bold letters, or further out.
"""

from bisect import bisect_left
from itertools import accumulate

import numpy as np

from ctip_analysis.reading.chance import count_digits
from ctip_analysis.reading.grid import Grid

__all__ = ["Heads", "are_told_by_looks", "covers", "find_depth", "find_heads", "is_proved", "may_have_heads"]

#: The rows of each head: the head itself, and its parts.
Heads = list[tuple[int, list[int]]]
MAXIMUM_LEVELS = 4
#: One in so many tables (decimal digits) has such rows by chance.
DIGITS = 1.7
CLOSE = 1e-6


def find_heads(numbers: np.ndarray) -> Heads:
    """Find the rows that are the sums of rows right below them.

    Parameters
    ----------
    numbers : numpy.ndarray
        Rows by columns; nan where there is no number.

    Examples
    --------
    >>> find_heads(np.array([[9.0], [5.0], [2.0], [3.0], [4.0], [1.0], [3.0]]))
    [(4, [5, 6]), (1, [2, 3]), (0, [1, 4])]
    """
    plain = np.where(np.isfinite(numbers), numbers, 0)
    if len(plain) < 3 or (plain < 0).any():
        return []
    is_whole = (plain == np.floor(plain)).all(axis=0)
    counts = plain[:, is_whole] if is_whole.any() else plain
    left, found = np.arange(len(plain)), []
    for _ in range(MAXIMUM_LEVELS):
        hits = _find_level(counts[left], left, plain)
        if not hits:
            break
        found += hits
        left = np.setdiff1d(left, [part for _, parts in hits for part in parts])
    return found


def _find_level(counts: np.ndarray, rows: np.ndarray, plain: np.ndarray) -> Heads:
    """Find the rows that are sums of the rows right below them, none of which is one itself."""
    sums = np.cumsum(counts.sum(axis=1))
    wanted = sums + counts.sum(axis=1)
    ends = np.searchsorted(sums, wanted - CLOSE)
    is_hit = (ends < len(sums)) & (counts.sum(axis=1) > 0)
    is_hit[is_hit] = np.abs(sums[ends[is_hit]] - wanted[is_hit]) <= CLOSE
    hits: Heads = []
    bound = len(rows)
    for at in np.flatnonzero(is_hit)[::-1].tolist():
        end = int(ends[at])
        parts = rows[at + 1 : end + 1]
        if end < at + 2 or end >= bound or not _is_sum(plain[rows[at]], plain[parts]):
            continue
        hits.append((int(rows[at]), parts.tolist()))
        bound = at
    return hits


def _is_sum(total: np.ndarray, parts: np.ndarray) -> bool:
    """Tell whether the whole numbers of a row are sums of its parts, two at least, and the others lie among them."""
    agrees = np.abs(parts.sum(axis=0) - total) <= CLOSE
    lies_among = (parts.min(axis=0) <= total) & (total <= parts.max(axis=0))
    is_strong = agrees & ((parts != 0).sum(axis=0) >= 2)
    return bool((agrees | lies_among).all() and is_strong.any() and 2 * agrees.sum() >= len(agrees))


def is_proved(numbers: np.ndarray, heads: Heads, digits: float = 0.0) -> bool:
    """Tell whether so many rows, or such large ones, are hardly sums by chance.

    Parameters
    ----------
    numbers : numpy.ndarray
    heads : list of (int, list of int)
        From `find_heads`.
    digits : float
        The decimal digits of what else speaks for them.

    Examples
    --------
    >>> small = np.array([[5.0], [2.0], [3.0], [7.0]])
    >>> is_proved(small, find_heads(small)), is_proved(small * 997, find_heads(small))
    (False, True)
    """
    own = [count_digits(numbers[[head, *parts]], 0) for head, parts in heads]
    # Any row might be one, with any number of those below it.
    return bool(sum(own) - len(own) * np.log10(len(numbers)) + digits >= DIGITS)


def are_told_by_looks(grid: Grid, rows: list[int], heads: Heads, columns) -> bool:
    """Tell whether just these rows are in bold letters, or stand further out than their parts, in some column.

    Parameters
    ----------
    grid : Grid
    rows : list of int
        The rows of the sheet that the heads and their parts are numbered by.
    heads : list of (int, list of int)
    columns : sequence of int
        Of labels.
    """
    own = {head for head, _ in heads}
    plain = [rows[part] for _, parts in heads for part in parts if part not in own]
    bold = grid.borders.bold
    return any(
        (all((rows[at], c) in bold for at in own) and not any((row, c) in bold for row in plain))
        or _stand_out(grid, rows, heads, c)
        for c in columns
    )


def _stand_out(grid: Grid, rows: list[int], heads: Heads, column: int) -> bool:
    """Tell whether the text of each head begins further out than those of all of its parts."""
    depths = [find_depth(grid, row, column) for row in rows]
    return all(depths[head] < min(depths[part] for part in parts) for head, parts in heads)


def find_depth(grid: Grid, row: int, column: int) -> int:
    """Tell how far a text stands in: by blanks before it, by the indent of its cell, by the level of its row.

    Parameters
    ----------
    grid : Grid
    row, column : int
    """
    held, borders = grid.value(row, column), grid.borders
    blanks = len(held) - len(held.lstrip()) if type(held) is str else 0
    return blanks + borders.indents.get((row, column), 0) + borders.levels.get(row, 0)


def covers(count: int, heads: Heads) -> bool:
    """Tell whether nearly all of so many rows are heads or parts of one, as they are not by chance.

    Examples
    --------
    >>> covers(3, [(0, [1, 2])]), covers(9, [(4, [5, 6])])
    (True, False)
    """
    held = {row for head, parts in heads for row in (head, *parts)}
    return len(held) >= 0.8 * count


def may_have_heads(numbers: list[float]) -> bool:
    """Tell whether a column of whole numbers has one that is the sum of the next ones; most tables have none.

    Examples
    --------
    >>> may_have_heads([5.0, 2.0, 3.0]), may_have_heads([5.0, 3.0, 3.0])
    (True, False)
    """
    own = [n if n == n else 0.0 for n in numbers]
    sums = list(accumulate(own))
    for at, number in enumerate(own):
        wanted = sums[at] + number
        end = bisect_left(sums, wanted - CLOSE)
        if number > 0 and at + 1 < end < len(own) and abs(sums[end] - wanted) <= CLOSE:
            return True
    return False
