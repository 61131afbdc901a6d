"""Totals told by what they share: one word among their labels, or a label that stands alone in its row.

"Total Osh", "Total Talas" in one table, "Osh Total" in another, a province alone in its row above its districts: where
each of the rows that share such a trait, or bold letters, is the sum of the rows before it, or of those behind it, that no other total
holds, they are totals, however small their numbers. One of them by itself may add up by chance; that all rows with the
same word do, and no others are needed for it, does not. Here the trait is the proof, and the sums confirm it; totals
without a trait are for `covering`.
"""

from collections.abc import Iterator

import numpy as np

from ctip_analysis.reading.grid import Grid, cross
from ctip_analysis.reading.marks import BLANK, TEXT

__all__ = ["find_alike_totals"]

#: A larger table is not looked through for words.
MAXIMUM_ROWS, MAXIMUM_TRAITS = 400, 30
#: So large a share of the rows may be totals: many a group has one row.
MOST = 0.6
#: So many decimal digits of sums must agree besides, unless no row is left over: rows of zeros add up to anything.
DIGITS = 1.3
CLOSE = 1e-6


def find_alike_totals(grid: Grid, rows: list[int], numbers: np.ndarray, labels) -> frozenset[int]:
    """Find the totals that share a trait.

    Parameters
    ----------
    grid : Grid
    rows : list of int
        The records, in their order.
    numbers : numpy.ndarray
        Their numbers; nan where there is none.
    labels : sequence of int
        The columns of labels.

    Returns
    -------
    frozenset of int
        Places among the rows; none where no trait tells the totals, or several tell others.
    """
    plain = np.nan_to_num(numbers)
    if len(rows) > MAXIMUM_ROWS or (plain < 0).any():
        return frozenset()
    found = {told for trait in _find_traits(grid, rows, labels) if (told := _sum_up(plain, trait))}
    largest = max(found, key=len, default=frozenset())
    return largest if all(told <= largest for told in found) else frozenset()


def _find_traits(grid: Grid, rows: list[int], labels) -> Iterator[frozenset[int]]:
    """Give the sets of places that share a word at one end of a label, or bold letters, or whose outer label stands alone."""
    own: dict[tuple[int, str], set[int]] = {}
    for column in labels:
        for place, text in enumerate(grid.texts(rows, column)):
            words = text.casefold().split()
            for end in (0, -1) if words else ():
                if words[end].isalpha():
                    own.setdefault((end, words[end]), set()).add(place)
    traits = set(map(frozenset, own.values()))
    if len(labels) > 1:
        filled = grid.kinds[cross(rows, labels)] != BLANK
        alone = filled[:, 0] & ~filled[:, 1:].any(axis=1) & (grid.kinds[rows, labels[0]] == TEXT)
        traits.add(frozenset(np.flatnonzero(alone).tolist()))
    bold = grid.borders.bold
    for column in labels[:1]:
        traits.add(frozenset(place for place, row in enumerate(rows) if (row, column) in bold))
    may_be = [trait for trait in traits if 1 < len(trait) <= MOST * len(rows)]
    return iter(sorted(may_be, key=sorted)[:MAXIMUM_TRAITS])


def _sum_up(plain: np.ndarray, trait: frozenset[int]) -> frozenset[int]:
    """Give the totals, if all rows with a trait are totals below their parts, or all above them."""
    last = len(plain) - 1
    if told := _sum_down(plain, trait):
        return told
    told = _sum_down(plain[::-1], frozenset(last - place for place in trait))
    return frozenset(last - place for place in told)


def _sum_down(plain: np.ndarray, trait: frozenset[int]) -> frozenset[int]:
    """Give the totals, if each row with a trait is the sum of rows above it; what it sums up is left out from there on.

    The first or the last row may be the total of the whole.
    """
    for first, has_whole in ((1, True), (0, False), (1, False)):
        held: list[int] = []
        told: set[int] = set()
        digits, sizes = 0.0, []
        for place in range(first, len(plain)):
            size = _find_parts(plain, held, place) if place in trait or place == len(plain) - 1 else 0
            if place in trait and not size:
                break
            if place in trait or 1 < size == len(held):
                digits += _count_digits(plain[held[-size:]], plain[place])
                held = held[:-size]
                told.add(place)
                sizes.append(size)
            held.append(place)
        else:
            if first and np.abs(plain[held].sum(axis=0) - plain[0]).max() <= CLOSE and len(held) > 1:
                told.add(0)
            elif has_whole:
                continue
            is_whole = told.issuperset(held) and min(sizes) > 1
            if trait <= told and (is_whole or digits >= DIGITS):
                return frozenset(told)
    return frozenset()


def _find_parts(plain: np.ndarray, held: list[int], place: int) -> int:
    """Count the open rows that a row sums up: as many as possible, but for rows of zeros before them."""
    if not held or not plain[place].any():
        return 0
    sums = np.cumsum(plain[held[::-1]], axis=0)
    agrees = np.flatnonzero((np.abs(sums - plain[place]) <= CLOSE).all(axis=1))
    return int(agrees[-1]) + 1 if len(agrees) else 0


def _count_digits(parts: np.ndarray, total: np.ndarray) -> float:
    """Count the decimal digits of the largest number that is a sum of several."""
    several = (parts != 0).sum(axis=0) > 1
    return float(np.log10(total[several].max() + 1)) if several.any() else 0.0
