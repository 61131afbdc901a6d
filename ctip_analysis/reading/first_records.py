"""The first record of a list, where it is all of words: "апрель | семинар | Ош" below "Дата | Мероприятие | Место".

A row of words right below a header may be its second row, as names in two languages are. It is a record where the
header names every one of its cells and it says what records say: a text that stands again below it, a number amid
words where numbers amid words follow, a month where dates follow; or where the header alone is in bold letters.
"""

import re

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import DATE, LOOSE, NUMBER, RANGE, TEXT, TEXTUAL, count_among, count_filled
from ctip_analysis.reading.questions import question

__all__ = ["is_first_counted", "is_first_record"]

FEWEST_CELLS = 3
PLAIN, AMID_WORDS = bytes((NUMBER, DATE)), bytes((LOOSE, RANGE))
DIGIT, WORD = re.compile(r"\d"), re.compile(r"[^\W\d_]+")


def is_first_record(grid: Grid, row: int, header: int, left: int, right: int, bottom: int) -> bool:
    """Tell whether a row of words below a header is a record.

    Parameters
    ----------
    grid : Grid
    row, header : int
        The row, and the lowest row of the header above it.
    left, right, bottom : int
        The table's first and last column, and its last row.
    """
    own = grid.filled_columns(row, left, right)
    named = grid.filled_columns(header, left, right)
    if len(own) < FEWEST_CELLS or not set(own) <= set(named) or row == bottom:
        return False
    if count_among(grid.row_kinds(row, left, right), TEXTUAL) < len(own):
        return False
    if any(start < end for line in (row, header) for _, start, _, end in grid.merges_on(line)):
        return False
    return _says_what_records_say(grid, row, header, tuple(own), bottom)


@question
def is_first_counted(grid: Grid, row: int, header: int, counters: list[int], bottom: int) -> bool:
    """Tell whether a row is the first of those that a column counts 1, 2, below a word or a sign for "number".

    Parameters
    ----------
    grid : Grid
    row, header : int
        The row, and the lowest row of the header above it.
    counters : list of int
        The columns that count rows.
    bottom : int
    """
    if not counters or grid.kind(row, counters[0]) != NUMBER or grid.kind(header, counters[0]) != TEXT:
        return False
    kinds = grid.column_kinds(counters[0], row, bottom)
    own = [row + place for place, kind in enumerate(kinds) if kind == NUMBER][:2]
    return grid.column_numbers(own, counters[0]) == [1, 2]


@question
def _says_what_records_say(grid: Grid, row: int, header: int, columns: tuple[int, ...], bottom: int) -> bool:
    """Tell whether any cell of a row is like those below it and unlike the header's, or the row's letters are."""
    signs = (_stands_again, _is_amid_words, _is_month_of_dates)
    return any(
        sign(grid, row, header, column, bottom) for column in columns for sign in signs
    ) or _is_plain_below_bold(grid, row, header, columns, bottom)


def _stands_again(grid: Grid, row: int, header: int, column: int, bottom: int) -> bool:
    """Tell whether a text stands again further down; a header that is repeated on each page does too."""
    texts = grid.column_texts(column)
    below = {text.casefold() for text in texts[row + 1 : bottom + 1]}
    return texts[row].casefold() in below and texts[header].casefold() not in below


def _is_amid_words(grid: Grid, row: int, header: int, column: int, bottom: int) -> bool:
    """Tell whether a cell holds a number amid words, where half of the cells below it do and the header does not."""
    if not DIGIT.search(grid.text(row, column)) or DIGIT.search(grid.text(header, column)):
        return False
    kinds = grid.column_kinds(column, row + 1, bottom)
    texts = [grid.text(r, column) for r, kind in enumerate(kinds, start=row + 1) if kind == TEXT]
    amid_words = count_among(kinds, AMID_WORDS) + sum(bool(DIGIT.search(text)) for text in texts)
    return amid_words > 0 and 2 * amid_words >= count_filled(kinds)


def _is_month_of_dates(grid: Grid, row: int, header: int, column: int, bottom: int) -> bool:
    """Tell whether a cell names a month, where dates stand below it."""
    kinds = grid.column_kinds(column, row + 1, bottom)
    if 2 * kinds.count(DATE) < count_filled(kinds):
        return False
    words = WORD.findall(grid.text(row, column).casefold())
    return bool(grid.words.months.keys() & set(words))


def _is_plain_below_bold(grid: Grid, row: int, header: int, columns: tuple[int, ...], bottom: int) -> bool:
    """Tell whether the header is bold and the row is not, in a list: no more than half of its columns are of values."""
    kinds = [grid.column_kinds(column, row + 1, bottom) for column in columns]
    values = sum(2 * count_among(own, PLAIN) > count_filled(own) for own in kinds)
    if 2 * values > len(columns):
        return False
    bold, apart = grid.borders.bold, grid.borders.apart
    return all((header, c) in bold for c in columns) and not any(
        (row, c) in marked for c in columns for marked in (bold, apart)
    )
