"""Which columns a group name governs where neither a merge nor a line says it.

A name stands over the first of its columns, or in their middle; columns that belong to no group may stand before the
first. What is below tells: headers that repeat as often as there are names, a gap between groups, headers that no
group has twice, a column that is the sum of others. Where two readings remain, there is no answer.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

__all__ = ["part_columns"]

Parts = tuple[int | None, ...]
MAXIMUM_ROWS = 200


def _by_bounds(count: int, names: Sequence[int], bounds: Sequence[int], end: int | None = None) -> Parts:
    """Give each place its name, the stretch of each name beginning at a bound."""
    found: list[int | None] = [None] * count
    for name, first, after in zip(names, bounds, [*bounds[1:], count if end is None else end], strict=True):
        found[first:after] = [name] * (after - first)
    return tuple(found)


def _find_tilings(heads: Sequence, names: Sequence[int]) -> set[tuple[int, int, Parts]]:
    """Find the ways to lay equal sets of headers under the names: columns before and behind them, and the parts."""
    count, found = len(heads), set()
    for before in range(names[0] + 1):
        for behind in range(count - names[-1]):
            size, rest = divmod(count - before - behind, len(names))
            bounds = [before + size * n for n in range(len(names))]
            if (
                rest
                or size < 2
                or any(not b <= name < b + size for b, name in zip(bounds, names, strict=True))
            ):
                continue
            tiles = {tuple(heads[b : b + size]) for b in bounds}
            if len(tiles) == 1 and len(set(*tiles)) > 1:
                is_plain = len(set(*tiles)) == size
                found.add((is_plain, before, behind, _by_bounds(count, names, bounds, count - behind)))
    # A set may have a header twice, where groups of its own part it; one that has each header once goes before it.
    return {
        tuple(rest)
        for is_plain, *rest in map(tuple, found)
        if is_plain or not any(plain for plain, *_ in found)
    }


def _find_centered(count: int, names: Sequence[int], lean: int) -> Iterator[Parts]:
    """Find the ways to part all columns so that each name stands in the middle of its own.

    Of two middle columns it is always the left one (``lean`` 0), or always the right one (1).
    """
    ends: dict[int, list[int]] = {0: []}
    for number, name in enumerate(names):
        last = names[number + 1] if number + 1 < len(names) else count
        reached: dict[int, list[int]] = {}
        for first, bounds in ends.items():
            if first <= name:
                for size in (2 * (name - first) + 1, 2 * (name - first + 1 - lean)):
                    if size and first + size <= last:
                        reached.setdefault(first + size, [*bounds, first])
        ends = reached
    if count in ends:
        yield _by_bounds(count, names, ends[count])


def _find_sums(numbers: np.ndarray) -> list[tuple[int, range]]:
    """Find the columns that are the sum of two or more columns right beside them, and which these are."""
    numbers = numbers[np.isfinite(numbers).all(axis=1)][:MAXIMUM_ROWS]
    count, found = numbers.shape[1], []
    if len(numbers) < 2:
        return found
    sums = np.cumsum(np.c_[np.zeros(len(numbers)), numbers], axis=1)
    for total in range(count):
        held = numbers[:, total]
        beside = [(total + 1, after) for after in range(total + 3, count + 1)]
        beside += [(first, total) for first in range(total - 1)]
        for first, after in beside:
            agrees = np.abs(sums[:, after] - sums[:, first] - held) <= 1e-9 * np.abs(held) + 1e-9
            several = (numbers[:, first:after] != 0).sum(axis=1) > 1
            # Columns that are multiples of each other add up to a third by themselves.
            if agrees.all() and several.sum() > 1 and np.linalg.matrix_rank(numbers[:, first:after]) > 1:
                found.append((total, range(first, after)))
    return found


def _allows(parts: Parts, total: int, addends: range) -> bool:
    """Tell whether a sum goes with a parting: within one group, or of whole groups outside any."""
    summed = {parts[place] for place in addends}
    if parts[total] is not None:
        return summed == {parts[total]}
    return all(part is None or place in addends for place, part in enumerate(parts) if part in summed)


def _has_heads_twice(parts: Parts, heads: Sequence) -> bool:
    """Tell whether a group has two columns with the same header."""
    own = [pair for pair in zip(parts, heads, strict=True) if pair[0] is not None]
    return len(set(own)) < len(own)


def _breaks_kinds(parts: Parts, is_value: Sequence[bool]) -> bool:
    """Tell whether a group has columns of texts and of values."""
    own = {pair for pair in zip(parts, is_value, strict=True) if pair[0] is not None}
    return len(own) > len({part for part, _ in own})


def _part_by_gaps(names: Sequence[int], gaps: Sequence[int], count: int) -> Parts | None:
    """Part the columns at the gaps between them, where that gives each name a stretch of its own."""
    bounds = [0, *gaps, count]
    found: list[int | None] = [None] * count
    for first, after in pairwise(bounds):
        own = [name for name in names if first <= name < after]
        if len(own) > 1:
            return None
        found[first:after] = [own[0] if own else None] * (after - first)
    return tuple(found) if gaps else None


def _choose_tiling(heads: Sequence, names: Sequence[int], sums) -> tuple[bool, Parts | None]:
    """Choose by repeated headers: whether they repeat at all, and the parting if there is but one."""
    tilings = _find_tilings(heads, names) if len(names) > 1 else set()
    whole = {parts for _, behind, parts in tilings if not behind}
    if whole or not tilings:
        return bool(whole), next(iter(whole)) if len(whole) == 1 else None
    options = {parts for *_, parts in tilings}
    last = names[-1]
    # A column behind the last set is its sum, or that of all sets; without a sum it may belong to either.
    options |= {tuple(last if place > last else part for place, part in enumerate(p)) for p in options}
    known = sums()
    behind = {place for parts in options for place in range(last, len(heads)) if parts[place] is None}
    told = [(total, addends) for total, addends in known if total in behind]
    options = {p for p in options if told and all(_allows(p, *one) for one in told)}
    return True, next(iter(options)) if len(options) == 1 else None


def part_columns(
    heads: Sequence,
    names: Sequence[int],
    *,
    gaps: Sequence[int] = (),
    numbers: np.ndarray | None = None,
    is_value: Sequence[bool] | None = None,
    is_named_above: bool = False,
) -> Parts | None:
    """Tell which columns each of the names above them governs.

    Parameters
    ----------
    heads : sequence
        What stands below the names, a header a column.
    names : sequence of int
        The places of the columns that have a name above them; at least one.
    gaps : sequence of int, optional
        The places before which a column is left blank.
    numbers : numpy.ndarray, optional
        Rows by columns; nan where there is no number.
    is_value : sequence of bool, optional
        Whether each column holds values rather than texts.
    is_named_above : bool
        Whether columns outside all groups have their names in the row of the group names.

    Returns
    -------
    tuple of (int or None), or None
        For each column the place of the name that governs it, None for a column outside all groups; None at all where
        nothing decides.

    Examples
    --------
    >>> part_columns(["2018", "2019", "2018", "2019"], [0, 2])
    (0, 0, 2, 2)
    >>> part_columns(["2017", "2018", "2019", "2017", "2018", "2019"], [1, 4])
    (1, 1, 1, 4, 4, 4)
    """
    count = len(heads)
    known: list[list] = []

    def sums() -> list[tuple[int, range]]:
        if not known:
            known.append(_find_sums(numbers) if numbers is not None and numbers.size else [])
        return known[0]

    has_tiles, tiled = _choose_tiling(heads, names, sums)
    if has_tiles:
        return tiled
    by_gaps = _part_by_gaps(names, gaps, count)
    if by_gaps is not None and not _has_heads_twice(by_gaps, heads):
        return by_gaps
    left = _by_bounds(count, names, names)
    centered = {parts for lean in (0, 1) for parts in _find_centered(count, names, lean)} - {left}
    options = [parts for parts in centered if not _has_heads_twice(parts, heads)]
    if names[0] == 0:
        if not options:
            return left
        return _choose_from_first(left, options, heads, sums(), is_value)
    largest = _find_largest(numbers, left) if numbers is not None else []
    return _choose_behind_first(left, options, heads, sums(), largest, is_named_above)


def _choose_from_first(left: Parts, options: list[Parts], heads, sums, is_value) -> Parts | None:
    """Choose where the first name stands over the first column: names stand over first columns unless that is refuted."""
    is_broken = is_value is not None and _breaks_kinds(left, is_value)
    whole = [parts for parts in options if is_broken and not _breaks_kinds(parts, is_value)]
    if _has_heads_twice(left, heads) or whole or not all(_allows(left, *one) for one in sums):
        rest = [parts for parts in whole or options if all(_allows(parts, *one) for one in sums)]
        if rest or _has_heads_twice(left, heads):
            return rest[0] if len(rest) == 1 else None
    return left


def _find_largest(numbers: np.ndarray, left: Parts) -> list[int]:
    """Find the columns before all groups that are nowhere smaller than the sum of any of several groups."""
    numbers = numbers[np.isfinite(numbers).all(axis=1)]
    names = sorted({part for part in left if part is not None})
    if len(numbers) < 3 or len(names) < 2:
        return []
    sums = [numbers[:, [part == name for part in left]].sum(axis=1) for name in names]
    return [at for at in range(names[0]) if all((numbers[:, at] >= own).all() for own in sums)]


def _choose_behind_first(
    left: Parts, options: list[Parts], heads, sums, largest: list[int], is_named_above: bool
) -> Parts | None:
    """Choose where columns stand before the first name: they are outside all groups, or the names stand in the middle."""
    before = {total for total, addends in sums if left[total] is None and left[addends[0]] is not None}
    before |= set(largest)
    is_possible = not _has_heads_twice(left, heads) and all(_allows(left, *one) for one in sums)
    options = [parts for parts in options if all(_allows(parts, *one) for one in sums)]
    n_before = left.count(None)
    if is_possible and len(before) == n_before and not is_named_above:
        return left
    if is_named_above and not before:
        names = {part for part in left if part is not None}
        return (
            (next(iter(names)),) * len(left) if len(names) == 1 else options[0] if len(options) == 1 else None
        )
    if is_possible and not options:
        return left if n_before == 1 and not is_named_above else None
    return options[0] if len(options) == 1 and not is_possible else None
