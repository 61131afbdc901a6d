"""Rows of numbers that head columns: their numbers (1, 2, 3), years, dates, months in even steps."""

import re
from functools import lru_cache

import numpy as np

from ctip_analysis.reading.grid import Grid, as_number
from ctip_analysis.reading.machine_rows import are_first_letters
from ctip_analysis.reading.marks import BLANK, DATE, LOOSE, NUMBER, TEXT, TYPED, count_among, count_filled
from ctip_analysis.reading.questions import question

__all__ = ["is_header_of_values", "is_number_row", "is_numbered_header", "is_second_of_years", "is_year_cell"]

COLUMN_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?(?:\s*=[\d\s=+*/:%()\[\]-]+)?")
#: A year with the mark of a footnote behind it: "2019 (2)", "2020 [p]".
MARKED_YEAR = re.compile(r"((?:19|20)\d\d)\s*[(\[]\w{1,2}[)\]]")
#: From one month, or one class of ages, to the next.
STEPS = (1, 5, 10)


def _numbers(grid: Grid, row: int, columns) -> list[float]:
    return [as_number(grid.value(row, c), grid.words) for c in columns if grid.kind(row, c) == NUMBER]


def _is_year(number: float) -> bool:
    return number == int(number) and 1900 <= number <= 2100 if number == number else False


@question
def is_year_cell(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell holds a year or a date, as it may head a column."""
    kind = grid.kind(row, column)
    if kind == LOOSE:
        return MARKED_YEAR.fullmatch(grid.text(row, column)) is not None
    return kind == DATE or (kind == NUMBER and _is_year(as_number(grid.value(row, column), grid.words)))


@question
def is_header_of_values(grid: Grid, row: int, columns: list[int], bottom: int) -> bool:
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
    marked = [c for c in columns if grid.kind(row, c) == LOOSE and is_year_cell(grid, row, c)]
    if (
        len(numbers) > 1
        and len({*numbers, *(as_number(grid.value(row, c), grid.words) for c in marked)}) == 1
    ):
        return False
    next_numbers = _numbers(grid, below, used)
    return not next_numbers or not all(map(_is_year, next_numbers))


@question
def is_second_of_years(grid: Grid, row: int, header: int, columns: list[int], labels: list[int]) -> bool:
    """Tell whether a row of what might be years is one of values, beside a corner that is named already.

    Years head its columns already; or each of its numbers has a name of its own above it, that does not say the year.
    """
    if not any(grid.kind(row, c) != BLANK and grid.kind(header, c) != BLANK for c in labels):
        return False
    if sum(is_year_cell(grid, header, c) for c in columns) * 2 > len(columns):
        return True
    own = [c for c in columns if grid.kind(row, c) in TYPED]
    if DATE in grid.pick_kinds(row, own) or any(
        left < right for line in (row, header) for _, left, _, right in grid.merges_on(line)
    ):
        return False
    return all(grid.kind(header, c) != BLANK and grid.text(row, c) not in grid.text(header, c) for c in own)


@question
def is_number_row(grid: Grid, row: int, left: int, right: int, bottom: int) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3, perhaps after the letters A, B over the labels."""
    columns = grid.filled_columns(row, left, right)
    kinds = grid.row_kinds(row, left, right).replace(b"\0", b"")
    may_be_numbers = len(columns) > 2 and COLUMN_NUMBER.fullmatch(grid.text(row, columns[0]))
    if may_be_numbers and _are_numbers_of_columns(grid.row_texts(row, left, right)):
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
        return TEXT in kinds[: len(letters)] and are_first_letters(letters) and not goes_on
    over_labels = [c for c in columns if _mostly_text(grid, row, c, bottom)]
    return bool(over_labels) or len(numbers) >= 5


@lru_cache(maxsize=20_000)
def _are_numbers_of_columns(texts: tuple[str, ...]) -> bool:
    """Tell whether texts number columns in brackets, or say of which they are made: "[1]", "[2]"; "1", "2=3+4"."""
    found = [COLUMN_NUMBER.fullmatch(text) for text in texts]
    if len(texts) < 3 or None in found or all(text.isdigit() for text in texts):
        return False
    return [int(match[1]) for match in found] == list(range(1, len(texts) + 1))


@question
def is_numbered_header(grid: Grid, row: int, columns: list[int], labels: list[int], bottom: int) -> bool:
    """Tell whether numbers in even steps (months, quarters, classes of ages) head the columns of values beside a text corner."""
    numbers = _numbers(grid, row, columns)
    if not len(numbers) == len(columns) >= 3 or not labels or row >= bottom:
        return False
    steps, below = np.diff(numbers), np.diff(_numbers(grid, row + 1, columns))
    is_even = steps[0] in STEPS and (steps == steps[0]).all() and numbers[0] == int(numbers[0])
    goes_on = len(below) == len(steps) and (below == steps[0]).all()
    return bool(is_even and not goes_on and _mostly_text(grid, row, labels[-1], bottom))


def _mostly_text(grid: Grid, row: int, column: int, bottom: int) -> bool:
    below = grid.column_kinds(column, row + 1, min(bottom, row + 40))
    return 0 < count_filled(below) <= 2 * below.count(TEXT)
