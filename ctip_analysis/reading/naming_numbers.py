"""Columns of numbers that name rows rather than count something: years, ages, row numbers, codes of the texts beside."""

from collections import Counter
from itertools import pairwise

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BLANK, NUMBER, TEXT, TEXTUAL, count_among, count_filled
from ctip_analysis.reading.questions import question

__all__ = [
    "begins_with_years",
    "counts_below_words",
    "is_code_column",
    "names_rows",
    "names_rows_of_blocks",
]

NUMBER_OR_BLANK = bytes((NUMBER, BLANK))
#: So large a share of the rows that numbers name may be named by words, as totals are.
NAMED_BY_WORDS = 0.1


def _is_numbered(kinds: bytes) -> bool:
    """Tell whether a column holds numbers, but for a word or two at its ends."""
    words = len(kinds) - count_among(kinds, NUMBER_OR_BLANK)
    inner = kinds.strip(TEXTUAL)
    is_pure = count_among(inner, NUMBER_OR_BLANK) == len(inner)
    return not words or (is_pure and words <= max(1, NAMED_BY_WORDS * len(kinds)))


@question
def names_rows(grid: Grid, rows: np.ndarray, column: int) -> bool:
    """Tell whether a column of whole numbers rises as years, ages or row numbers do; years may fall.

    Parameters
    ----------
    grid : Grid
    rows : numpy.ndarray of int
    column : int
    """
    kinds = grid.kinds[rows, column].tobytes()
    numbers = _numbers(grid, rows, kinds, column) if _is_numbered(kinds) else []
    if len(numbers) < 2 or any(number % 1 for number in numbers):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    is_steady = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    if is_steady and all(1900 <= number <= 2100 for number in numbers):
        return True
    if len(numbers) >= 3 and numbers[0] >= 0 and all(step == 1 for step in steps):
        return True
    restarts = zip(steps, numbers[1:], strict=True)
    return numbers[0] == 1 and all(step == 1 or number == 1 for step, number in restarts)


def _numbers(grid: Grid, rows: np.ndarray, kinds: bytes, column: int) -> list[float]:
    """Give the numbers of a column, from the top down."""
    own = [row for row, kind in zip(rows.tolist(), kinds, strict=True) if kind == NUMBER]
    return grid.column_numbers(own, column)


@question
def is_code_column(grid: Grid, rows: np.ndarray, column: int, named: int) -> bool:
    """Tell whether a column of numbers codes the texts beside it.

    Each number once, in rising order; or each again and again, always beside the same text, as below several sections.

    Parameters
    ----------
    grid : Grid
    rows : numpy.ndarray of int
    column : int
    named : int
        The column of the texts.
    """
    kinds = grid.kinds[rows, column].tobytes()
    if not _is_numbered(kinds) or len(rows) < 3 or count_filled(kinds) < 0.5 * len(rows):
        return False
    if all(before < after for before, after in pairwise(_numbers(grid, rows, kinds, column))):
        return True
    pairs = Counter(zip(grid.texts(rows, column), grid.texts(rows, named), strict=True))
    codes, names = zip(*pairs, strict=True)
    return min(pairs.values()) > 1 and len(set(codes)) == len(pairs) == len(set(names)) > 1


@question
def counts_below_words(grid: Grid, rows: np.ndarray, column: int) -> bool:
    """Tell whether a column counts 1, 2, 3 anew below each of several words, as "I, 1, 2, II, 1, 2" does.

    Parameters
    ----------
    grid : Grid
    rows : numpy.ndarray of int
    column : int
    """
    kinds = grid.kinds[rows, column].tobytes()
    numbers = iter(_numbers(grid, rows, kinds, column))
    words, last = 0, None
    for kind in kinds:
        if kind == NUMBER:
            number = next(numbers)
            if last is None or number != last + 1:
                return False
            last = number
        elif kind in TEXTUAL:
            words, last = words + 1, 0
    return words > 1


@question
def begins_with_years(grid: Grid, rows: np.ndarray, column: int) -> bool:
    """Tell whether a column names its first rows by years that rise or fall, and all rows below them by words.

    The rows of the years are of the whole country, those below them of its parts.

    Parameters
    ----------
    grid : Grid
    rows : numpy.ndarray of int
    column : int
    """
    kinds = grid.kinds[rows, column].tobytes()
    words = kinds.lstrip(bytes((NUMBER,)))
    years = _numbers(grid, rows, kinds, column)
    if not years or len(years) + len(words) < len(kinds) or words.count(TEXT) < max(1, len(words)):
        return False
    steps = {after > before for before, after in pairwise(years)}
    return (
        len(steps) < 2
        and len(set(years)) == len(years)
        and all(1900 <= year <= 2100 and not year % 1 for year in years)
    )


@question
def names_rows_of_blocks(grid: Grid, rows: np.ndarray, outer: int, column: int) -> bool:
    """Tell whether the same years, or the numbers 1, 2, 3, stand once in each of the blocks that another column names.

    The other column names a block in its first row and is blank in all others.

    Parameters
    ----------
    grid : Grid
    rows : numpy.ndarray of int
    outer, column : int
        The column of the names, and that of the numbers.
    """
    starts = np.flatnonzero(grid.kinds[rows, outer] != BLANK).tolist()
    if len(starts) < 2 or starts[0] != 0 or len(rows) < 2 * len(starts):
        return False
    if count_among(grid.kinds[rows, column].tobytes(), bytes((NUMBER,))) < len(rows):
        return False
    numbers = grid.column_numbers(rows.tolist(), column)
    blocks = {tuple(numbers[a:b]) for a, b in pairwise([*starts, len(rows)])}
    (first, *others) = blocks
    are_years = all(1900 <= number <= 2100 and not number % 1 for number in first)
    counts = list(first) == list(range(1, len(first) + 1))
    return not others and len(set(first)) == len(first) and (are_years or counts)
