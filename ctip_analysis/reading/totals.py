"""Total rows: told by sums that check, and by what a last row lacks; never by a word.

A row is a total where each of its numbers is the sum of the rows since the last total, or of all totals, or of all
rows; the first row is one where it is the sum of all below. Enough columns must say so that chance is ruled out (see `chance`). In a
list, and where rows have several labels, a last row with numbers that lacks what every other row has is one too.
"""

from itertools import accumulate

import numpy as np

from ctip_analysis.reading.alike_totals import find_alike_totals
from ctip_analysis.reading.chance import (
    NEARLY,
    count_digits,
    is_beyond_chance,
    names_a_column,
    stands_out,
)
from ctip_analysis.reading.closing_totals import is_only_total
from ctip_analysis.reading.covering import find_cover, sums_up_a_run
from ctip_analysis.reading.grid import Grid, cross
from ctip_analysis.reading.marks import BLANK, DATE, LOOSE, NUMBER, TEXT, is_among
from ctip_analysis.reading.questions import question
from ctip_analysis.reading.running_totals import check_sums, find_running_totals, is_grand
from ctip_analysis.reading.subtotals import (
    Heads,
    are_told_by_looks,
    covers,
    find_heads,
    is_proved,
    may_have_heads,
)
from ctip_analysis.reading.wholes import find_whole

__all__ = ["find_totals"]

MAXIMUM_ROWS = 5000
#: In a larger table all ways to sum are tried at once.
MAXIMUM_LOOKED_AT = 1000


def _find_by_lack(grid: Grid, rows: np.ndarray, columns: list[int], labels) -> list[int]:
    """Find the place of a last row with numbers and at most one text that lacks the texts or dates of all others.

    A row that lacks an outer label beside its inner one goes on with the block above; so does one under a merge.
    """
    if len(rows) < 3:
        return []
    named = [bool(grid.kind(int(rows[-1]), column)) for column in labels]
    is_under = any(top < rows[-1] <= bottom for top, _, bottom, _ in grid.merges)
    if is_under or named != sorted(named, reverse=True):
        return []
    last = grid.kinds[rows[-1], columns].tolist()
    has_numbers = NUMBER in last or LOOSE in last
    if BLANK not in last or not has_numbers or last.count(TEXT) > 1 or DATE in last:
        return []
    blank = [column for column, kind in zip(columns, last, strict=True) if kind == BLANK]
    is_usual = is_among(grid.kinds[cross(rows[:-1], blank)], (TEXT, DATE)).mean(axis=0) > 0.9
    return [len(rows) - 1] if is_usual.any() else []


def find_totals(grid: Grid, rows: np.ndarray, kinds: list[str], *, values, labels, columns, is_list: bool):
    """Find the total rows of a body.

    Parameters
    ----------
    grid : Grid
    rows : numpy.ndarray of int
    kinds : list of str
        What each row is: data, section, note or blank.
    values, labels, columns : sequences of int
        Columns of numbers, of labels, and all.
    is_list : bool

    Returns
    -------
    tuple of two lists of int
        Places among the rows: of the totals, and of those that are sums, perhaps by chance.
    """
    places = [place for place, kind in enumerate(kinds) if kind == "data"]
    data = rows[places]
    found: set[int] = set()
    doubtful: tuple[int, ...] = ()
    if is_list or len(labels) > 1:
        found.update(_find_by_lack(grid, data, columns, labels))
    if values and 2 < len(data) <= MAXIMUM_ROWS:
        stretches = _part_at_sections(kinds)
        sums, doubtful = _find_sums(
            grid, data, values, stretches, tuple(found), tuple(labels), tuple(columns)
        )
        found.update(sums)
    return [places[at] for at in sorted(found)], [places[at] for at in doubtful]


def _find_at_a_glance(grid: Grid, rows: list[int], values, labels, known) -> tuple[int, ...] | None:
    """Find the unknown totals of a small table that adds up in one way at most; None where all ways are to be tried."""
    if len(rows) * len(values) > MAXIMUM_LOOKED_AT:
        return None
    columns = [grid.column_numbers(rows, column) for column in values]
    if _may_be_summed(columns):
        return () if known == (len(rows) - 1,) and is_only_total(columns) else None
    return tuple(find_whole(grid, rows, np.array(columns).T, labels)) if _may_be_whole(columns) else ()


def _may_be_summed(columns: list[list[float]]) -> bool:
    """Tell whether a row of a table may be the sum of all rows above or below it, or a first or last row mostly.

    Most tables have none, and a small table is looked through faster than it is summed in all ways.
    """
    sums = [list(accumulate([n if n == n else 0.0 for n in column])) for column in columns]
    if _has_sum_of_above(columns, sums) or any(_may_sum_others(columns, sums, place) for place in (0, -1)):
        return True
    if any(_is_near(3 * column[0], own[-1]) for column, own in zip(columns, sums, strict=True)):
        return True
    return may_have_heads(_choose_counts(columns))


def _may_be_whole(columns: list[list[float]]) -> bool:
    """Tell whether the first or the last row has the largest number of each column, and no more than all others."""
    sums = [sum([n for n in column if n == n]) for column in columns]
    return any(
        all(all(n != n or n <= column[place] for n in column) for column in columns)
        and not any(
            2 * own[place] > 1.000001 * total + 1e-6 for own, total in zip(columns, sums, strict=True)
        )
        for place in (0, -1)
    )


def _choose_counts(columns: list[list[float]]) -> list[float]:
    """Give the first column of whole numbers, or the first one."""
    return next((own for own in columns if all(n != n or n % 1 == 0 for n in own)), columns[0])


def _has_sum_of_above(columns: list[list[float]], sums: list[list[float]]) -> bool:
    """Tell whether all known numbers of some row may be the sums of those above; one column rules most rows out."""
    rows = range(2, len(columns[0]))
    for column, own in zip(columns, sums, strict=True):
        rows = [row for row in rows if column[row] != column[row] or _is_near(column[row], own[row - 1])]
        if not rows:
            return False
    return any(column[row] == column[row] for row in rows for column in columns)


def _may_sum_others(columns: list[list[float]], sums: list[list[float]], place: int) -> bool:
    """Tell whether two known numbers of a row, or all, may be the sums of all others."""
    known = [
        (column[place], own[-1])
        for column, own in zip(columns, sums, strict=True)
        if column[place] == column[place]
    ]
    agree = [_is_near(n, total - n, NEARLY) for n, total in known]
    return sum(agree) > 1 or (bool(agree) and all(agree))


def _is_near(number: float, total: float, share: float = 2e-9) -> bool:
    """Tell whether a number is as good as a sum; a little wider than the check proper."""
    return abs(total - number) <= 2e-6 + share * abs(total)


@question
def _find_sums(
    grid: Grid, data: np.ndarray, values, stretches: list[tuple[int, int]], known, labels, columns
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Find the rows that are sums, some totals being known already; and those that may be sums by chance."""
    if len(stretches) == 1:
        few = _find_at_a_glance(grid, data.tolist(), values, labels, known)
        if few is not None:
            return few, ()
    numbers, found = grid.numbers(data, values), set(known)
    may_nest = sums_up_a_run(numbers)
    if may_nest and (alike := find_alike_totals(grid, data.tolist(), numbers, labels)):
        return tuple(sorted(alike - found)), ()
    cover = find_cover(numbers) if may_nest and len(stretches) == 1 else []
    if cover and found <= {*cover}:
        return tuple(sorted(cover)), ()
    heads: Heads = []
    for first, after in stretches:
        own = find_running_totals(numbers[first:after]) if after - first > 2 else []
        found.update(first + at for at in own)
        if not own and after - first > 2:
            heads += [
                (first + at, [first + n for n in parts]) for at, parts in _find_heads(numbers[first:after])
            ]
    if not found and len(stretches) == 1:
        found.update(find_whole(grid, data.tolist(), numbers, labels))
    last = len(data) - 1
    is_open = len(stretches) > 1 and last not in found
    # Below several sections the last row may be the sum of all of them.
    if is_open and is_grand(numbers, np.where(np.isfinite(numbers), numbers, 0), sorted(found), last):
        found.add(last)
    parts = np.nan_to_num(np.delete(numbers, [0, *found], axis=0))
    # Above several sections the first row may be, where it stands above all of them.
    is_above = len(stretches) > 1 and stretches[0] == (0, 1) and len(parts) > 1
    if is_above and check_sums(numbers[0], parts.sum(axis=0), (parts != 0).sum(axis=0)):
        found.add(0)
    above, open_heads = _settle_heads(grid, data.tolist(), numbers, heads, labels or columns[:1])
    new = sorted(found - set(known))
    if not new:
        return above, open_heads
    if is_beyond_chance(numbers, new):
        return tuple(sorted({*new, *above})), open_heads
    rows = data.tolist()
    sure = [
        at
        for at in new
        if stands_out(grid, rows[at], [*rows[:at], *rows[at + 1 :]], labels, columns)
        or names_a_column(grid, rows[at], rows[0], labels)
    ]
    unsure = {*(at for at in new if at not in sure), *open_heads}
    return tuple(sorted({*sure, *above})), tuple(sorted(unsure))


def _find_heads(numbers: np.ndarray) -> Heads:
    """Find the rows that are sums of those right below them, where a column of counts says that there may be some."""
    whole = (numbers % 1 == 0) | np.isnan(numbers)
    column = int(whole.all(axis=0).argmax())
    return find_heads(numbers) if may_have_heads(numbers[:, column].tolist()) else []


def _settle_heads(grid: Grid, rows: list[int], numbers: np.ndarray, heads: Heads, labels):
    """Give the rows that are totals above their parts, and those that may be, where nearly all rows are held by some."""
    if not heads:
        return (), ()
    found = tuple(sorted(head for head, _ in heads))
    last = len(rows) - 1
    is_whole = is_grand(numbers, np.nan_to_num(numbers), list(found), last)
    # A total of the whole below them says once more that they are totals.
    closing = count_digits(numbers[[last, *found]], 0) if is_whole and covers(last, heads) else 0.0
    if is_proved(numbers, heads, closing) or are_told_by_looks(grid, rows, heads, labels):
        return (*found, last) if is_whole else found, ()
    return (), found if covers(len(rows), heads) else ()


def _part_at_sections(kinds: list[str]) -> list[tuple[int, int]]:
    """Give the stretches of data rows that sections part: the first of each, counted among data rows, and the next."""
    bounds, count, is_parted = [0], 0, False
    for kind in kinds:
        if kind == "section":
            is_parted = True
        elif kind == "data":
            if is_parted and count:
                bounds.append(count)
            is_parted, count = False, count + 1
    return list(zip(bounds, [*bounds[1:], count], strict=True))
