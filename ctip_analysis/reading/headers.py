"""Where a table begins: its header rows, found by the break between texts and values.

Below a header stand values of one kind a column; in it stand texts, years or dates above them. The lowest header
row is the last row of texts (or of years) over the columns of values; rows above it belong to the header as long
as they group its columns or fill what it leaves blank. A row over the labels alone is a title or a section.
"""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.reading.first_records import is_first_counted, is_first_record
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.header_groups import grow_upwards, is_short, says_one_thing
from ctip_analysis.reading.machine_rows import is_machine_row
from ctip_analysis.reading.marks import (
    BLANK,
    LOOSE,
    RANGE,
    TEXTUAL,
    TYPED,
    count_among,
    count_filled,
    read_text,
)
from ctip_analysis.reading.number_rows import (
    is_header_of_values,
    is_number_row,
    is_numbered_header,
    is_second_of_years,
    is_year_cell,
)
from ctip_analysis.reading.questions import question
from ctip_analysis.reading.value_columns import find_value_columns, remember

__all__ = ["Header", "find_header"]

#: So many letters has the longest name of a field.
LONGEST_NAME = 150
#: So many words, and a full stop behind them, are a sentence: a record's, where no other row follows.
WORDS_OF_SENTENCE = 6


@dataclass(frozen=True)
class Header:
    """Header rows of a table, machine rows (tags, column numbers) beside them, and where the body begins."""

    rows: tuple[int, ...]
    machine_rows: tuple[int, ...]
    body: int


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
        if len(own) > 2 and says_one_thing(grid, row, own):
            continue
        machine = []
        if is_machine_row(grid, row, left, right):
            if row + 1 in candidates and _names_fields(grid, row + 1, left, right, bottom):
                machine, row = [row], row + 1
            else:
                return Header((row,), (), row + 1)
        rows = grow_upwards(grid, [row], top, left, right, []) if not machine else [row]
        body = row + 1
        while body <= bottom and is_machine_row(grid, body, left, right):
            machine.append(body)
            body += 1
        return Header(tuple(rows), tuple(machine), body)
    return None


def _names_fields(grid: Grid, row: int, left: int, right: int, bottom: int) -> bool:
    """Tell whether a row below names for machines names the same fields for people.

    What is long is a record; so is a sentence, where the row is the last one.
    """
    columns = grid.filled_columns(row, left, right)
    if is_machine_row(grid, row, left, right) or not is_short(grid, row, columns, LONGEST_NAME):
        return False
    return row < bottom or not _has_sentence(grid, row, columns)


@question
def _has_sentence(grid: Grid, row: int, columns: list[int]) -> bool:
    texts = (grid.text(row, column) for column in columns)
    return any(text.endswith(".") and len(text.split()) >= WORDS_OF_SENTENCE for text in texts)


@remember
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
    columns, counters = find_value_columns(grid, top, bottom, left, right)
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
        elif lowest is not None and _is_beside_corner(grid, row, lowest, left, right, labels or [left]):
            lowest = row
        elif lowest is not None and is_first_counted(grid, row, lowest, counters, bottom):
            body = row
            break
        elif lowest is not None and _heads_rows(grid, row, lowest, left, right):
            continue
        elif count_among(kinds, TYPED):
            if is_header_of_values(grid, row, columns, bottom) and not (
                lowest is not None and is_second_of_years(grid, row, lowest, columns, labels)
            ):
                lowest = row
            elif lowest is None and filled <= 2 and filled < 0.5 * typical:
                continue
            elif lowest is None and is_numbered_header(grid, row, columns, labels, bottom):
                lowest = row
            else:
                body = row
                break
        elif lowest is not None and (
            _is_record(grid, row, lowest, columns, labels, bottom)
            or is_first_record(grid, row, lowest, left, right, bottom)
        ):
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
    if _names_corner(grid, lowest, left, right, columns, bottom):
        lowest += 1
    rows = grow_upwards(grid, [lowest], top, left, right, labels)
    if not _covers(grid, rows, columns):
        return None
    body = max([lowest, *[m for m in machine if m < body]]) + 1
    return Header(tuple(rows), tuple(m for m in machine if rows[0] - 1 <= m < body), body)


def _names_corner(grid: Grid, header: int, left: int, right: int, columns: list[int], bottom: int) -> bool:
    """Tell whether the row below a header only names label columns that the header leaves without a name.

    The header itself names another label column, and the rows below fill the columns that are named last.
    """
    if header + 3 > bottom:
        return False
    own = grid.filled_columns(header + 1, left, right)
    named = [c for c in range(left, min(columns)) if grid.kind(header, c) != BLANK]
    if not own or not named or own[-1] >= min(columns) or any(grid.kind(header, c) != BLANK for c in own):
        return False
    below = [grid.column_kinds(c, header + 2, bottom) for c in own]
    return all(2 * count_filled(kinds) > len(kinds) for kinds in below)


def _is_beside_corner(grid: Grid, row: int, header: int, left: int, right: int, corner: list[int]) -> bool:
    """Tell whether a row stands beside a cell of the header over the labels that is merged down to it, or further.

    The row has something of its own, over what the header says of the columns of values.
    """
    return (
        any(
            top <= header < row <= bottom and start in corner and end <= corner[-1]
            for top, start, bottom, end in grid.merges_on(row)
        )
        and len(grid.filled_columns(header, corner[-1] + 1, right)) > 0
        and len(grid.filled_columns(row, left, right)) > 0
    )


def _heads_rows(grid: Grid, row: int, header: int, left: int, right: int) -> bool:
    """Tell whether a row below header rows is a section of the body rather than a header of narrower columns.

    Its one or two cells stand at the left, under columns that the header has already named; the columns right of
    them, which the header names one by one, it leaves blank or lies across. Or its one cell lies across columns that
    the header names one by one, or is a year under a corner without a name: groups stand above what they group.
    """
    own = grid.filled_columns(row, left, right)
    if any(top <= header and row <= bottom for top, _, bottom, _ in grid.merges_on(row)):
        # What is beside a header cell merged down is of the header.
        return False
    above = (max(header - 1, 0), header)
    named = [c for c in range(left, right + 1) if any(grid.kind(r, c) != BLANK for r in above)]
    is_across = {start: end for top, start, last, end in grid.merges if top <= header <= last}
    if len(own) == 1 and (
        _lies_across(grid, row, own[0], [c for c in named if is_across.get(c, c) == c])
        or (own[0] == left and named[:1] > own and is_year_cell(grid, row, left))
    ):
        return len(named) > 1
    if not own or len(own) > 2 or own != named[: len(own)]:
        return False
    return len(named) - len(own) >= 2 and not any(is_across.get(c, c) > c for c in own)


def _lies_across(grid: Grid, row: int, column: int, named: list[int]) -> bool:
    """Tell whether a cell is merged over two or more columns of their own names, from one of them to another."""
    ends = [end for top, start, last, end in grid.merges if (top, start, last) == (row, column, row)]
    return bool(ends) and ends[0] > column and {column, ends[0]} <= set(named)


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
