"""A sheet cut into lanes: stretches of columns that hold tables one below the other.

Tables side by side are told from one table with a blank column by what stands right of the gap: a header that
repeats the left one, or labels of its own before numbers of its own.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import (
    BLANK,
    DATE,
    LOOSE,
    MARK,
    NUMBER,
    RANGE,
    TEXT,
    TEXTUAL,
    count_among,
    count_filled,
    is_among,
)
from ctip_analysis.reading.number_rows import is_year_cell
from ctip_analysis.reading.questions import question

__all__ = ["Lane", "find_lanes", "find_runs"]

LABEL = bytes((TEXT, RANGE, LOOSE))
MAXIMUM_HEADER_ROWS = 6
RUN = re.compile(rb"\x01+")


@dataclass(frozen=True)
class Lane:
    """Rows and columns of a sheet, counted from 0, both ends included; ``above`` are title rows that several share."""

    top: int
    bottom: int
    left: int
    right: int
    above: tuple[int, ...] = ()


def find_runs(flags) -> list[tuple[int, int]]:
    """Give the first and last place of each run of true flags.

    Examples
    --------
    >>> find_runs([True, True, False, True])
    [(0, 1), (3, 3)]
    """
    written = np.asarray(flags, dtype=bool).tobytes()
    return [(run.start(), run.end() - 1) for run in RUN.finditer(written)]


def mark_occupied(grid: Grid) -> np.ndarray:
    """Mark the cells that hold something or lie under a merge that does."""
    occupied = grid.kinds != BLANK
    for top, left, bottom, right in grid.merges:
        occupied[top : bottom + 1, left : right + 1] = True
    return occupied


@question
def _repeats_header(grid: Grid, rows: tuple[int, int], left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Tell whether some row has the same texts on both sides."""
    for row in range(rows[0], min(rows[1], rows[0] + 12) + 1):
        if TEXT not in grid.row_kinds(row, *right):
            continue
        first, second = (
            [grid.text(row, c) for c in grid.filled_columns(row, a, b)] for a, b in (left, right)
        )
        if len(second) >= 2 and first[-len(second) :] == second:
            return True
    return False


def _has_labels_before_numbers(kinds: np.ndarray) -> bool:
    """Tell whether the rows of a stretch begin with a text and go on with numbers.

    Outer labels may be given once for several rows: a row begins with its first text or number.
    """
    body = kinds[(kinds != BLANK).sum(axis=1) >= 2]
    if len(body) < 2:
        return False
    first = np.take_along_axis(body, (body != BLANK).argmax(axis=1)[:, None], axis=1)
    begins = is_among(first, LABEL)
    values = is_among(body[:, 1:], (NUMBER, MARK, LOOSE))
    is_named = is_among(body[:, 0], LABEL).sum() >= 2
    return bool(is_named and begins.mean() >= 0.8 and values.any(axis=1)[1:].mean() >= 0.6)


def _lacks_labels(left: np.ndarray, right: np.ndarray) -> bool:
    """Tell whether rows begin with a text on the left, and with nothing but values on the right: it is the same table.

    A code may stand before the text. Texts that end the rows are the labels of the left once more.
    """
    body = is_among(right, (NUMBER, MARK)).any(axis=1) & (left[:, 0] != BLANK)
    if not body.any():
        return False
    is_named = any(_names_rows(left[body, column]) for column in range(min(2, left.shape[1])))
    words = is_among(right[body], (TEXT, RANGE, DATE)).any(axis=0)
    first = int(words.argmax()) if words.any() else right.shape[1]
    return bool(is_named and first and not is_among(right[body, first:], (NUMBER, MARK)).any())


def _names_rows(kinds: np.ndarray) -> bool:
    """Tell whether rows begin with texts; one of the first may hold the numbers of the columns."""
    numbered = (kinds[:MAXIMUM_HEADER_ROWS] == NUMBER).nonzero()[0]
    kinds = np.delete(kinds, numbered) if len(numbered) == 1 else kinds
    return bool((kinds == TEXT).any() and is_among(kinds, LABEL).mean() >= 0.8)


def _is_aside(grid: Grid, top: int, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Tell whether pairs of a text and a number begin beside a header of texts: a summary beside a list."""
    header, beside = grid.row_kinds(top, *left), grid.row_kinds(top, *right)
    is_headed = count_filled(header) > 1 and count_among(header, TEXTUAL) == count_filled(header)
    return is_headed and right[1] - right[0] == 1 and beside[0] == TEXT and beside[1] == NUMBER


@question
def _is_titled_alike(
    grid: Grid, rows: tuple[int, int], left: tuple[int, int], right: tuple[int, int]
) -> bool:
    """Tell whether both sides have a title of their own over a header, and the rows on the right begin with years."""
    for first, last in (left, right):
        header = grid.row_kinds(rows[0] + 1, first, last) if rows[0] < rows[1] else b""
        is_titled = grid.filled_columns(rows[0], first, last) == [first] and grid.kind(rows[0], first) == TEXT
        if not is_titled or header.count(TEXT) <= last - first:
            return False
    body = [r for r in range(rows[0] + 2, rows[1] + 1) if count_filled(grid.row_kinds(r, *right))]
    return len(body) > 1 and all(is_year_cell(grid, row, right[0]) for row in body)


def _are_lists_abreast(left: np.ndarray, right: np.ndarray) -> bool:
    """Tell whether both sides have a header of their own, rows that begin with a name or a date, and not equally many."""
    headed = (left == TEXT).all(axis=1) & (right == TEXT).all(axis=1)
    if not headed.any():
        return False
    start = int(headed.argmax()) + 1
    sides = [own[start:] for own in (left, right)]
    counts = [int((own[:, 0] != BLANK).sum()) for own in sides]
    short, long = (sides[place] for place in np.argsort(counts, kind="stable"))
    fewer, more = sorted(counts)
    # One row more on the left may be the total of a list that goes on behind the gap.
    if not 2 <= fewer < more - (counts[0] > counts[1]) or short[fewer:].any():
        return False
    filled = (long[:more] != BLANK).sum(axis=1)
    return bool(
        all(is_among(own[:fewer, 0], (TEXT, DATE, RANGE)).all() for own in sides)
        and all((own == NUMBER).any() for own in sides)
        and np.isin(long[fewer:more, 0], long[:fewer, 0]).all()
        and filled[fewer:].min() >= filled[:fewer].min()
    )


def _is_split(grid: Grid, rows: tuple[int, int], left: tuple[int, int], right: tuple[int, int]) -> bool:
    if right[1] == right[0] or left[1] == left[0]:
        return False
    part = grid.kinds[rows[0] : rows[1] + 1]
    if _repeats_header(grid, rows, left, right):
        return not _lacks_labels(part[:, left[0] : left[1] + 1], part[:, right[0] : right[1] + 1])
    if _is_aside(grid, rows[0], left, right) or _is_titled_alike(grid, rows, left, right):
        return True
    sides = [part[:, a : b + 1] for a, b in (left, right)]
    return all(map(_has_labels_before_numbers, sides)) or _are_lists_abreast(*sides)


@question
def _find_panels(grid: Grid, rows: tuple[int, int], left: int, right: int) -> tuple[int, ...]:
    """Give the columns in which panels begin that stand abreast without a gap: one header repeated, each with its labels."""
    width = right - left + 1
    for row in range(rows[0], min(rows[1], rows[0] + 12) + 1):
        kinds = grid.row_kinds(row, left, right)
        if BLANK in kinds or kinds[0] != TEXT or count_among(kinds, TEXTUAL) < 4:
            continue
        texts = [grid.text(row, column) for column in range(left, right + 1)]
        if texts[0] not in texts[1:]:
            continue
        for size in range(2, width // 2 + 1):
            if width % size or texts != texts[:size] * (width // size) or len(set(texts)) < size:
                continue
            starts = range(left, right + 1, size)
            if all(_begins_with_labels(grid, row + 1, rows[1], start) for start in starts) or _go_on_rising(
                grid, row + 1, rows[1], starts
            ):
                return tuple(starts)
    return ()


def _begins_with_labels(grid: Grid, top: int, bottom: int, column: int) -> bool:
    """Tell whether rows begin with a text, or with their number and a text."""
    first, second = (grid.column_kinds(c, top, bottom) for c in (column, column + 1))
    is_text = [count_among(kinds, LABEL) >= max(2, 0.8 * count_filled(kinds)) for kinds in (first, second)]
    return is_text[0] or (is_text[1] and first.count(NUMBER) == count_filled(first))


def _go_on_rising(grid: Grid, top: int, bottom: int, columns) -> bool:
    """Tell whether whole numbers rise down a column, and from its end on down the next: ages or days in panels."""
    rows = list(range(top, bottom + 1))
    numbers = [[n for n in grid.column_numbers(rows, c) if n == n] for c in columns]
    joined = [n for own in numbers for n in own]
    rises = all(n % 1 == 0 for n in joined) and all(a < b for a, b in pairwise(joined))
    return rises and min(map(len, numbers)) > 1


def _split_band(grid: Grid, occupied: np.ndarray, rows: tuple[int, int], last: int) -> list[tuple[int, int]]:
    """Cut a band of rows at those blank columns that part two tables; ``last`` is the end of what shows its labels."""
    band = occupied[rows[0] : rows[1] + 1]
    single = grid.count_filled(*rows, 0, grid.shape[1] - 1) <= 1
    runs = find_runs((band if single.all() else band[~single]).any(axis=0))
    segments = runs[:1]
    for run in runs[1:]:
        if _is_split(grid, (rows[0], last), segments[-1], run):
            segments.append(run)
        else:
            segments[-1] = (segments[-1][0], run[1])
    return [part for segment in segments for part in _part_panels(grid, rows, segment)]


def _part_panels(grid: Grid, rows: tuple[int, int], segment: tuple[int, int]) -> list[tuple[int, int]]:
    """Part a stretch of columns into its panels."""
    starts = _find_panels(grid, rows, *segment) or segment[:1]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), segment[1]], strict=True))


def _is_of_heads(grid: Grid, top: int, bottom: int) -> bool:
    """Tell whether a few rows hold nothing but texts and years, as a header apart from its values does."""
    return bottom - top < MAXIMUM_HEADER_ROWS and all(
        grid.kind(row, c) in TEXTUAL or is_year_cell(grid, row, c)
        for row in range(top, bottom + 1)
        for c in grid.filled_columns(row, 0, grid.shape[1] - 1)
    )


def _lane_of(start: int, end: int, bounds: list[int]) -> int | None:
    """Give the place of the lane in which a stretch of columns lies whole."""
    for place, left in enumerate(bounds):
        right = bounds[place + 1] - 1 if place + 1 < len(bounds) else 10**9
        if left <= start and end <= right:
            return place
    return None


def find_lanes(grid: Grid) -> list[Lane]:
    """Cut a sheet into lanes, from the top to the bottom and from the left to the right.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    list of Lane
    """
    occupied = mark_occupied(grid)
    width = grid.shape[1]
    groups: list[tuple[list[int], list[tuple[int, tuple[int, int]]]]] = []
    bands = find_runs(occupied.any(axis=1))
    for rows, following in zip(bands, [*bands[1:], None], strict=True):
        is_header = following is not None and _is_of_heads(grid, *rows)
        segments = _split_band(grid, occupied, rows, following[1] if is_header else rows[1])
        columns = np.flatnonzero(occupied[rows[0] : rows[1] + 1].any(axis=0))
        bounds, members = groups[-1] if groups else ([], [])
        if len(segments) == 1:
            place = _lane_of(int(columns[0]), int(columns[-1]), bounds) if bounds else None
            if place is None:
                groups.append(([0], [(0, rows)]))
            else:
                members.append((place, rows))
            continue
        starts = [0, *(left for left, _ in segments[1:])]
        if bounds != starts:
            groups.append((starts, []))
        groups[-1][1].extend((place, rows) for place in range(len(segments)))
    return _lay_lanes(grid, groups, width)


def _lay_lanes(grid: Grid, groups, width: int) -> list[Lane]:
    lanes, shared = [], ()
    for bounds, members in groups:
        if len(bounds) == 1:
            top, bottom = members[0][1][0], members[-1][1][1]
            is_title = (grid.count_filled(top, bottom, 0, width - 1) <= 2).all() and len(groups) > 1
            if is_title and (bounds, members) is not groups[-1]:
                shared = tuple(range(top, bottom + 1))
                continue
        for place, left in enumerate(bounds):
            own = [rows for lane, rows in members if lane == place]
            right = bounds[place + 1] - 1 if place + 1 < len(bounds) else width - 1
            if own:
                lanes.append(Lane(own[0][0], own[-1][1], left, right, shared))
        shared = ()
    return lanes
