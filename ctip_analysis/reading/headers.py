"""Where a table begins: its header rows, found by the break between texts and values.

Below a header stand values of one kind a column; in it stand texts, years or dates above them. The lowest header
row is the last row of texts (or of years) over the columns of values; rows above it belong to the header as long
as they group its columns or fill what it leaves blank. A row over the labels alone is a title or a section.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from itertools import pairwise

import numpy as np

from ctip_analysis.reading.grid import Grid, as_number
from ctip_analysis.reading.marks import (
    BLANK,
    DATE,
    LOOSE,
    MARK,
    NUMBER,
    RANGE,
    TEXT,
    TEXTUAL,
    TYPED,
    count_among,
    count_filled,
    read_text,
)
from ctip_analysis.reading.questions import question

__all__ = [
    "Header",
    "find_header",
    "find_value_columns",
    "is_machine_row",
    "is_number_row",
    "is_year_cell",
]

MAXIMUM_HEADER_ROWS = 6
MAXIMUM_ROWS_ABOVE = 10
UNTYPED = bytes((BLANK, *TEXTUAL))
PERHAPS_TYPED = bytes((*TYPED, LOOSE, RANGE))
SURELY_TYPED = bytes(set(TYPED) - {MARK})
NUMBER_OR_DATE = bytes((NUMBER, DATE))
COLUMN_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?(?:\s*=[\d\s=+*/:%()\[\]-]+)?")
TAG = re.compile(r"#[a-z]")
MACHINE_NAME = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+")


@dataclass(frozen=True)
class Header:
    """Header rows of a table, machine rows (tags, column numbers) beside them, and where the body begins."""

    rows: tuple[int, ...]
    machine_rows: tuple[int, ...]
    body: int


@question
def _is_counter(grid: Grid, column: int, top: int, bottom: int) -> bool:
    """Tell whether the numbers of a column count 1, 2, 3 down the rows, perhaps anew in each section."""
    kinds = grid.column_kinds(column, top, bottom)
    texts = kinds.count(TEXT)
    if kinds.count(NUMBER) < max(2, texts):
        return False
    held = zip(grid.values[top : bottom + 1, column].tolist(), kinds, strict=True)
    numbers = [as_number(value, grid.words) for value, kind in held if kind == NUMBER]
    if len(numbers) < max(2, texts) or numbers[0] != 1:
        return False
    return all(after in (before + 1, 1) for before, after in pairwise(numbers))


def _remember(find):
    """Let a function of a grid and a stretch of it work once for each stretch."""

    @wraps(find)
    def recall(grid: Grid, *stretch: int):
        # What is found within a question is not noted, and must not stand for what is found outside of it.
        key = (find.__name__, grid.notes.asked is None, *stretch)
        if key not in grid.remembered:
            grid.remembered[key] = find(grid, *stretch)
        return grid.remembered[key]

    return recall


@_remember
def find_value_columns(
    grid: Grid, top: int, bottom: int, left: int, right: int
) -> tuple[list[int], list[int]]:
    """Find the columns of values of a stretch of rows, and those that only count the rows.

    Returns
    -------
    tuple of two lists of int
        Columns that hold values from some row on; columns of row numbers.
    """
    stretches = [grid.column_kinds(column, top, bottom) for column in range(left, right + 1)]
    columns = [column for column, kinds in enumerate(stretches, left) if _holds_values(kinds)]
    used = [column for column, kinds in enumerate(stretches, left) if count_filled(kinds)]
    if len(used) > 1 and columns[:1] == used[:1] and _is_counter(grid, columns[0], top, bottom):
        return columns[1:], columns[:1]
    return columns, []


def _holds_values(kinds: bytes) -> bool:
    """Tell whether a column holds values from some row on; texts above the first may be titles and headers."""
    start = len(kinds) - len(kinds.lstrip(UNTYPED))
    if start == len(kinds):
        return False
    before, after = kinds[:start], kinds[start:]
    # More texts than a title and a header have speak against it.
    texts_before = max(count_filled(before) - MAXIMUM_ROWS_ABOVE, 0)
    share = count_among(after, PERHAPS_TYPED) / (count_filled(after) + texts_before)
    # Marks alone ("…", "-") stand for values only where no text stands among them.
    return share >= (0.5 if count_among(after, SURELY_TYPED) else 1.0)


def _numbers(grid: Grid, row: int, columns) -> list[float]:
    return [as_number(grid.value(row, c), grid.words) for c in columns if grid.kind(row, c) == NUMBER]


def _is_year(number: float) -> bool:
    return number == int(number) and 1900 <= number <= 2100 if number == number else False


@question
def _is_header_of_values(grid: Grid, row: int, columns: list[int], bottom: int) -> bool:
    """Tell whether a row of years, or of dates, heads the values below rather than being one of their rows."""
    used = [c for c in columns if grid.kind(row, c) in TYPED]
    following = range(row + 1, min(bottom, row + 30) + 1)
    below = next((r for r in following if count_among(grid.pick_kinds(r, used), TYPED)), None)
    if below is None:
        return False
    if all(grid.kind(row, c) == DATE for c in used):
        return DATE not in grid.pick_kinds(below, used)
    numbers = _numbers(grid, row, used)
    if len(numbers) < len(used) or not all(map(_is_year, numbers)):
        return False
    if len(numbers) > 1 and not (np.diff(numbers) != 0).any():
        return False
    next_numbers = _numbers(grid, below, used)
    return not next_numbers or not all(map(_is_year, next_numbers))


@question
def is_number_row(grid: Grid, row: int, left: int, right: int, bottom: int) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3, perhaps after the letters A, B over the labels."""
    columns = grid.filled_columns(row, left, right)
    kinds = grid.pick_kinds(row, columns)
    if _are_numbers_of_columns(grid.row_texts(row, left, right)):
        return True
    if kinds.count(NUMBER) < 2:
        return False
    numbers = _numbers(grid, row, columns)
    letters = [grid.text(row, c) for c, kind in zip(columns, kinds, strict=True) if kind == TEXT]
    if row == bottom or len(numbers) + len(letters) < len(columns):
        return False
    if numbers[0] not in (1, len(letters) + 1) or not (np.diff(numbers) == 1).all():
        return False
    if letters:
        next_label = grid.text(row + 1, columns[0])
        goes_on = len(next_label) == 1 and next_label.isalpha()
        return TEXT in kinds[: len(letters)] and _are_first_letters(letters) and not goes_on
    over_labels = [c for c in columns if _mostly_text(grid, row, c, bottom)]
    return bool(over_labels) or len(numbers) >= 5


@lru_cache(maxsize=20_000)
def _are_numbers_of_columns(texts: tuple[str, ...]) -> bool:
    """Tell whether texts number columns in brackets, or say of which they are made: "[1]", "[2]"; "1", "2=3+4"."""
    found = [COLUMN_NUMBER.fullmatch(text) for text in texts]
    if len(texts) < 3 or None in found or all(text.isdigit() for text in texts):
        return False
    return [int(match[1]) for match in found] == list(range(1, len(texts) + 1))


def _are_first_letters(letters: Sequence[str]) -> bool:
    """Tell whether texts are the first letters of an alphabet, in their order."""
    codes = [ord(letter) if len(letter) == 1 else -1 for letter in letters]
    return codes[0] in map(ord, "AaАа") and codes == list(range(codes[0], codes[0] + len(codes)))


@question
def _is_numbered_header(grid: Grid, row: int, columns: list[int], labels: list[int], bottom: int) -> bool:
    """Tell whether numbers in even steps (months, quarters, ages) head the columns of values beside a text corner."""
    numbers = _numbers(grid, row, columns)
    if not len(numbers) == len(columns) >= 3 or not labels or row >= bottom:
        return False
    steps, below = np.diff(numbers), np.diff(_numbers(grid, row + 1, columns))
    is_even = steps[0] > 0 and (steps == steps[0]).all() and numbers[0] == int(numbers[0])
    goes_on = len(below) == len(steps) and (below == steps[0]).all()
    return bool(is_even and not goes_on and _mostly_text(grid, row, labels[-1], bottom))


def _mostly_text(grid: Grid, row: int, column: int, bottom: int) -> bool:
    below = grid.column_kinds(column, row + 1, min(bottom, row + 40))
    return 0 < count_filled(below) <= 2 * below.count(TEXT)


@question
def is_machine_row(grid: Grid, row: int, left: int, right: int) -> bool:
    """Tell whether a row holds tags or names for machines (HXL, database fields) rather than for people."""
    kinds = grid.row_kinds(row, left, right)
    if not kinds.count(TEXT) * 2 >= count_filled(kinds) > 0:
        return False
    return _are_for_machines(grid.row_texts(row, left, right))


@lru_cache(maxsize=20_000)
def _are_for_machines(texts: tuple[str, ...]) -> bool:
    """Tell whether texts are tags or names for machines."""
    if len(texts) > 2 and _are_first_letters(texts):
        return True
    if sum(bool(TAG.match(text)) for text in texts) * 2 >= len(texts):
        return True
    return len(texts) >= 2 and sum(bool(MACHINE_NAME.fullmatch(t)) for t in texts) >= 0.8 * len(texts)


def _is_group_row(grid: Grid, row: int, lower: list[int], left: int, right: int, labels: list[int]) -> bool:
    """Tell whether a row above header rows belongs to the header: it groups columns, or fills what they leave blank."""
    filled = grid.filled_columns(row, left, right)
    if count_among(grid.pick_kinds(row, filled), NUMBER_OR_DATE) and not all(
        grid.kind(row, c) in TEXTUAL or is_year_cell(grid, row, c) for c in filled
    ):
        return False
    merges = [merge for merge in grid.merges_on(row) if left <= merge[1] <= right]
    across = [m for m in merges if m[3] > m[1] and m[0] == row]
    down = [m for m in merges if m[2] > row and m[2] >= min(lower)]
    own = [c for c in filled if c not in labels]
    if not own and not down:
        return False
    if not filled:
        # All that it has is merged down from above.
        return True
    # A lower row may hold nothing but what is merged down from above.
    used = sorted({c for r in lower for c in grid.filled_columns(r, left, right)} or filled)
    first, last = min(used), max(used)
    if len(filled) == 1:
        return _groups_alone(grid, row, filled[0], across, labels, (first, last), lower)
    if len(filled) >= 3 and _says_one_thing(grid, row, filled):
        return False
    if down or any(m[1] in own for m in across):
        return True
    blank_below = [c for c in filled if all(grid.kind(r, c) == BLANK for r in lower)]
    if len([c for c in blank_below if c in own or len(blank_below) > 1]) > 0 and len(own) >= 1:
        return True
    if _is_same_header_again(grid, row, filled, lower):
        return True
    in_labels = [c for c in filled if c in labels]
    below = set(grid.filled_columns(lower[0], left, right))
    if labels and len(own) > 1 and not in_labels and set(own) == below - set(labels):
        # Units stand below the names of the columns; the labels are named beside the units, or not at all.
        return True
    if in_labels and set(in_labels) <= set(blank_below) and below <= set(own):
        # Units, or names in another language, stand below the names; the labels are named once.
        return True
    if in_labels and len(own) == 1:
        return _names_corner(grid, row, in_labels, own[0], sorted(below), labels)
    groups = [c for c in own if _span_of(c, filled, last) > 1]
    # "Organization: | ABC" stands above the first columns without a gap: a title, not a group of columns.
    is_pair = groups == [filled[-1]] and filled[-1] - first == len(filled) - 1
    return bool(groups) and not is_pair


@question
def _names_corner(grid: Grid, row: int, in_labels: list[int], column: int, below: list[int], labels) -> bool:
    """Tell whether a row names the labels, which the row below leaves blank, and all columns of values at once."""
    is_pair = any(grid.text(row, c).endswith(":") for c in in_labels)
    return not is_pair and len(below) > 1 and below[0] <= column < below[-1] and not set(below) & set(labels)


def _is_same_header_again(grid: Grid, row: int, filled: list[int], lower: list[int]) -> bool:
    """Tell whether a row heads the same columns as the row below, as a header in a second language does."""
    below = grid.filled_columns(lower[0], min(filled), max(filled))
    return (
        len(filled) >= 3
        and below == filled
        and not _says_one_thing(grid, row, filled)
        and _is_short(grid, row, filled, 80)
    )


@question
def _says_one_thing(grid: Grid, row: int, columns: list[int]) -> bool:
    """Tell whether the cells of a row all say the same."""
    return len({grid.text(row, column) for column in columns}) == 1


@question
def _is_short(grid: Grid, row: int, columns: list[int], letters: int) -> bool:
    """Tell whether no cell of a row has more letters."""
    return all(len(grid.text(row, column)) <= letters for column in columns)


@question
def is_year_cell(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell holds a year or a date, as it may head a column."""
    kind = grid.kind(row, column)
    return kind == DATE or (kind == NUMBER and _is_year(as_number(grid.value(row, column), grid.words)))


def _span_of(column: int, filled: list[int], last: int) -> int:
    after = [c for c in filled if c > column]
    return (after[0] if after else last + 1) - column


def _groups_alone(grid, row, column, across, labels, used, lower) -> bool:
    """Tell whether a single text over the columns of values names their group rather than the table."""
    first, last = used
    if across:
        _, start, _, end = across[0]
        covers_labels = any(start <= c <= end for c in labels)
        is_part = bool(labels) or start > first or end < last
        return not covers_labels and is_part
    corner_is_free = bool(labels) and column == max(labels) + 1
    return corner_is_free and last > column and _is_short(grid, row, [column], 60)


def _grow_upwards(
    grid: Grid, rows: list[int], top: int, left: int, right: int, labels: list[int]
) -> list[int]:
    while rows[0] > top and len(rows) < MAXIMUM_HEADER_ROWS:
        above = rows[0] - 1
        if is_machine_row(grid, above, left, right) or not _is_group_row(
            grid, above, rows, left, right, labels
        ):
            break
        rows = [above, *rows]
    return rows


def _find_text_header(grid: Grid, top: int, bottom: int, left: int, right: int) -> Header | None:
    """Find the header of a table of texts: the first row that is as wide as the table."""
    filled = grid.kinds[top : bottom + 1, left : right + 1] != BLANK
    counts = filled.sum(axis=1)
    widest = int(counts.max())
    if widest < 2:
        return None
    # A header is about as wide as the widest row; a title or a pair of words above it is not.
    wide = np.flatnonzero(counts >= max(2, 0.6 * widest))
    candidates = [top + int(r) for r in wide]
    for row in candidates:
        own = grid.filled_columns(row, left, right)
        if len(own) > 2 and _says_one_thing(grid, row, own):
            continue
        machine = []
        if is_machine_row(grid, row, left, right):
            if row + 1 in candidates and not is_machine_row(grid, row + 1, left, right):
                machine, row = [row], row + 1
            else:
                return Header((row,), (), row + 1)
        rows = _grow_upwards(grid, [row], top, left, right, []) if not machine else [row]
        body = row + 1
        while body <= bottom and is_machine_row(grid, body, left, right):
            machine.append(body)
            body += 1
        return Header(tuple(rows), tuple(machine), body)
    return None


@_remember
def find_header(grid: Grid, top: int, bottom: int, left: int, right: int) -> Header | None:
    """Find the first header within a stretch of rows.

    Parameters
    ----------
    grid : Grid
    top, bottom, left, right : int
        Counted from 0, both ends included; no blank row within.

    Returns
    -------
    Header or None
        None where the stretch holds values without a header, or no table at all.
    """
    columns, _ = find_value_columns(grid, top, bottom, left, right)
    if not columns:
        return _find_text_header(grid, top, bottom, left, right)
    labels = list(range(left, min(columns)))
    counts = sorted(grid.count_filled(top, bottom, left, right).tolist())
    typical = (counts[(len(counts) - 1) // 2] + counts[len(counts) // 2]) / 2
    lowest, machine = None, []
    body = top
    for row in range(top, bottom + 1):
        kinds = grid.pick_kinds(row, columns)
        filled = count_filled(grid.row_kinds(row, left, right))
        if is_machine_row(grid, row, left, right) or (
            lowest is not None and is_number_row(grid, row, left, right, bottom)
        ):
            machine.append(row)
        elif count_among(kinds, TYPED):
            if _is_header_of_values(grid, row, columns, bottom) and not (
                lowest is not None and _is_second_of_years(grid, row, lowest, columns, labels)
            ):
                lowest = row
            elif lowest is None and filled <= 2 and filled < 0.5 * typical:
                continue
            elif lowest is None and _is_numbered_header(grid, row, columns, labels, bottom):
                lowest = row
            else:
                body = row
                break
        elif lowest is not None and _heads_rows(grid, row, lowest, left, right):
            continue
        elif lowest is not None and _is_record(grid, row, lowest, columns, labels, bottom):
            body = row
            break
        elif _has_words(grid, row, columns) and (
            filled > 1
            or (len(columns) == 1 and not labels)
            or _is_alone_over_values(grid, row, columns, labels)
        ):
            lowest = row
    if lowest is None and machine:
        # Letters or tags head the columns where nothing else does.
        lowest = machine.pop()
    if lowest is None:
        return None
    lowest = _end_of_merges(grid, lowest, columns, bottom)
    rows = _grow_upwards(grid, [lowest], top, left, right, labels)
    if not _covers(grid, rows, columns):
        return None
    body = max([lowest, *[m for m in machine if m < body]]) + 1
    return Header(tuple(rows), tuple(m for m in machine if rows[0] - 1 <= m < body), body)


def _heads_rows(grid: Grid, row: int, header: int, left: int, right: int) -> bool:
    """Tell whether a row of texts below header rows is a section of the body rather than a header of narrower columns.

    Its one or two cells stand at the left, under columns that the header has already named; the columns right of
    them, which the header names one by one, it leaves blank or lies across.
    """
    own = grid.filled_columns(row, left, right)
    above = (max(header - 1, 0), header)
    named = [c for c in range(left, right + 1) if any(grid.kind(r, c) != BLANK for r in above)]
    if not own or len(own) > 2 or own != named[: len(own)]:
        return False
    is_across = {start: end for top, start, last, end in grid.merges if top <= header <= last}
    return len(named) - len(own) >= 2 and not any(is_across.get(c, c) > c for c in own)


@question
def _is_second_of_years(grid: Grid, row: int, header: int, columns: list[int], labels: list[int]) -> bool:
    """Tell whether a row of what might be years is one of values: years head its columns already, beside the corner."""
    is_named = any(grid.kind(row, c) != BLANK and grid.kind(header, c) != BLANK for c in labels)
    return is_named and sum(is_year_cell(grid, header, c) for c in columns) * 2 > len(columns)


@question
def _is_record(grid: Grid, row: int, header: int, columns: list[int], labels: list[int], bottom: int) -> bool:
    """Tell whether a row of numbers among words ("5 чел.") is one of the body: its labels and columns are named above.

    A range ("18-29") may head a column too; it is a value where others stand below it.
    """
    filled = [c for c in columns if grid.kind(row, c) != BLANK]
    named = [c for c in labels if grid.kind(row, c) != BLANK]
    if not filled or not named or any(grid.kind(header, c) == BLANK for c in (*filled, *named)):
        return False
    return all(
        grid.kind(row, c) == LOOSE
        or (grid.kind(row, c) == RANGE and RANGE in grid.column_kinds(c, row + 1, bottom))
        for c in filled
    )


def _end_of_merges(grid: Grid, header: int, columns: list[int], bottom: int) -> int:
    """Give the row down to which the cells of a header row over values are merged."""
    ends = [b for top, a, b, _ in grid.merges if top == header and a in columns and header < b < bottom]
    rows = range(header + 1, max(ends, default=header) + 1)
    return (
        header if any(count_among(grid.pick_kinds(r, columns), TYPED) for r in rows) else header + len(rows)
    )


@question
def _has_words(grid: Grid, row: int, columns: list[int]) -> bool:
    """Tell whether a row has a text over the values that does not itself stand for a value ("none", "no data")."""
    held = [grid.value(row, c) for c in columns if grid.kind(row, c) in TEXTUAL]
    return any(not (isinstance(value, str) and read_text(value, grid.words).is_word) for value in held)


def _is_alone_over_values(grid: Grid, row: int, columns: list[int], labels: list[int]) -> bool:
    """Tell whether the only text of a row stands over the only column of values."""
    return len(columns) == 1 and bool(labels) and grid.kind(row, columns[0]) in TEXTUAL


def _covers(grid: Grid, rows: list[int], columns: list[int]) -> bool:
    """Tell whether the header says something of at least half of the columns of values."""
    return sum(any(grid.kind(r, c) != BLANK for r in rows) for c in columns) * 2 >= len(columns)
