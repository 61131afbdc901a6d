"""The columns of values of a stretch of rows: those that hold numbers, marks or dates from some row on."""

import re
from functools import wraps
from itertools import pairwise

from ctip_analysis.reading.grid import Grid, as_number
from ctip_analysis.reading.marks import (
    BLANK,
    LOOSE,
    MARK,
    NUMBER,
    RANGE,
    TEXT,
    TEXTUAL,
    TYPED,
    count_among,
    count_filled,
)
from ctip_analysis.reading.questions import question

__all__ = ["find_value_columns", "remember"]

MAXIMUM_ROWS_ABOVE = 10
LOOSE_OR_BLANK = bytes((LOOSE, BLANK))
NUMBER_BEFORE_UNIT = re.compile(r"^\d[\d\s.,]*")
UNTYPED = bytes((BLANK, *TEXTUAL))
PERHAPS_TYPED = bytes((*TYPED, LOOSE, RANGE))
SURELY_TYPED = bytes(set(TYPED) - {MARK})


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


def remember(find):
    """Let a function of a grid and a stretch of it work once for each stretch.

    Parameters
    ----------
    find : callable
        Takes a grid and the edges of a stretch.
    """

    @wraps(find)
    def recall(grid: Grid, *stretch: int):
        """Give what is known of a stretch, or find it."""
        # What is found within a question is not noted, and must not stand for what is found outside of it.
        key = (find.__name__, grid.notes.asked is None, *stretch)
        if key not in grid.remembered:
            grid.remembered[key] = find(grid, *stretch)
        return grid.remembered[key]

    return recall


@remember
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
    measured = [
        column
        for column, kinds in enumerate(stretches, left)
        if kinds.count(LOOSE) > 1 and column not in columns and column > used[0]
    ]
    columns = sorted([*columns, *(column for column in measured if _has_one_unit(grid, column, top, bottom))])
    if len(used) > 1 and columns[:1] == used[:1] and _is_counter(grid, columns[0], top, bottom):
        return columns[1:], columns[:1]
    return columns, []


@question
def _has_one_unit(grid: Grid, column: int, top: int, bottom: int) -> bool:
    """Tell whether from some row on a column holds numbers with one and the same word behind them ("12 fő", "8 fő").

    Years, and numbers that count on as quarters and ages do, are labels also with a word behind them. A word may end
    otherwise behind another number ("1 casa", "3 casas").
    """
    kinds = grid.column_kinds(column, top, bottom)
    start = kinds.index(LOOSE)
    rows = [row for row, kind in enumerate(kinds[start:], top + start) if kind]
    units = {NUMBER_BEFORE_UNIT.sub("", grid.text(row, column)).casefold()[:3] for row in rows}
    if count_among(kinds[start:], LOOSE_OR_BLANK) < len(kinds) - start or len(units) > 1 or "" in units:
        return False
    numbers = grid.column_numbers(rows, column)
    are_years = all(1900 <= number <= 2100 for number in numbers)
    count_on = all(after in (before + 1, numbers[0]) for before, after in pairwise(numbers))
    return not are_years and not count_on


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
