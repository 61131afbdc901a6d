"""Where, with no blank row between, the next table of a lane begins, or the header of a long one is repeated."""

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import (
    BLANK,
    DATE,
    NUMBER,
    TEXT,
    TEXTUAL,
    TYPED,
    count_among,
    count_filled,
    is_among,
    read_text,
)
from ctip_analysis.reading.questions import question
from ctip_analysis.reading.regions import Lane
from ctip_analysis.reading.value_columns import find_value_columns

__all__ = ["find_next_start"]


def _texts(grid: Grid, row: int, left: int, right: int) -> list[str]:
    kinds = grid.row_kinds(row, left, right)
    return [grid.text(row, column) if kind else "" for column, kind in enumerate(kinds, left)]


@question
def _repeats(grid: Grid, lane: Lane, row: int, header: int) -> bool:
    """Tell whether a row says the same as the lowest header row."""
    return _texts(grid, row, lane.left, lane.right) == _texts(grid, header, lane.left, lane.right)


@question
def _starts_anew(grid: Grid, lane: Lane, row: int, bottom: int, columns: list[int], header: int) -> bool:
    """Tell whether a row within a body is a header again: different texts over the columns of numbers."""
    kinds = grid.pick_kinds(row, columns)
    if count_among(kinds, TYPED) or _begins_with_date(grid.row_kinds(row, lane.left, lane.right)):
        return False
    texts = [grid.text(row, c) for c, kind in zip(columns, kinds, strict=True) if kind in TEXTUAL]
    if not any(not read_text(text, grid.words).is_word for text in texts):
        return False
    if _repeats(grid, lane, row, header) or _narrows(grid, lane, row, bottom, header):
        return True
    own = count_filled(kinds)
    return own >= 2 and own * 2 >= len(columns) and len(set(texts)) > 1 and TEXT in kinds


def _begins_with_date(kinds: bytes) -> bool:
    """Tell whether a date is the first thing in a row: it is of a record."""
    return kinds.strip(bytes((BLANK,)))[:1] == bytes((DATE,))


def _narrows(grid: Grid, lane: Lane, row: int, bottom: int, header: int) -> bool:
    """Tell whether from a row of texts on, a table of fewer columns stands directly below a wider one."""
    filled = grid.kinds[row : bottom + 1, lane.left : lane.right + 1] != BLANK
    above = grid.kinds[header, lane.left : lane.right + 1] != BLANK
    own = filled[0]
    is_headed = own.sum() >= 2 and is_among(grid.kinds[row, lane.left : lane.right + 1][own], TEXTUAL).all()
    return bool(
        is_headed
        and len(filled) > 2
        and above[own].all()
        and (above & ~own).any()
        and not filled[:, ~own].any()
    )


def find_next_start(grid: Grid, lane: Lane, body: int, bottom: int, header: int) -> tuple[int, bool] | None:
    """Find where, within a stretch of rows, the next table begins, or the header is repeated.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    body, bottom : int
        The first and the last row of the stretch.
    header : int
        The lowest header row of the table above.

    Returns
    -------
    tuple of int and bool, or None
        The row, and whether it repeats the header. None where the table goes on to the end.
    """
    height = bottom - body + 1
    stretches = {c: grid.column_kinds(c, body, bottom) for c in range(lane.left, lane.right + 1)}
    # A new header is a text in columns of numbers.
    numeric = [c for c, kinds in stretches.items() if kinds.count(NUMBER) >= 0.3 * height]
    if not any(count_among(stretches[c], TEXTUAL) for c in numeric):
        return None
    columns, _ = find_value_columns(grid, body, bottom, lane.left, lane.right)
    numeric = [c for c in columns if c in numeric]
    for row in _find_untyped(stretches, numeric, body):
        if row == bottom or not _starts_anew(grid, lane, row, bottom, numeric, header):
            continue
        start = row
        while start - 1 > body and not count_among(grid.pick_kinds(start - 1, numeric), TYPED):
            start -= 1
        return start, start == row and _repeats(grid, lane, row, header)
    return None


def _find_untyped(stretches: dict[int, bytes], columns: list[int], first: int) -> list[int]:
    """Give the rows that have a text, and no value, in some of the columns."""
    if not any(count_among(stretches[column], TEXTUAL) for column in columns):
        return []
    kinds = np.array([np.frombuffer(stretches[column], dtype=np.int8) for column in columns])
    has_text, has_value = (is_among(kinds, wanted).any(axis=0) for wanted in (TEXTUAL, TYPED))
    return (first + np.flatnonzero(has_text & ~has_value)).tolist()
