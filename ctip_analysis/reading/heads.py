"""What the header of a table says of each of its columns: the header cells above it, groups filled over their columns.

How far a group goes is said by a merge, by the lines drawn, by an alignment across cells; else by what stands below it.
"""

from collections.abc import Sequence
from itertools import pairwise

from ctip_analysis.reading.borders import part_by_lines
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.groups import MAXIMUM_ROWS, part_columns
from ctip_analysis.reading.marks import BLANK
from ctip_analysis.reading.questions import question

__all__ = ["label_heads"]

Cell = tuple[int, int]


def label_heads(
    grid: Grid,
    header: tuple[int, ...],
    columns: list[int],
    *,
    labels: Sequence[int] = (),
    values: Sequence[int] = (),
    rows: Sequence[int] = (),
) -> dict[int, tuple[Cell, ...]] | None:
    """Find the header cells above each column from top to bottom, groups filled over the columns they govern.

    Parameters
    ----------
    grid : Grid
    header : tuple of int
        The header rows.
    columns, labels, values : sequences of int
        Columns that hold anything; those of labels, and those of values.
    rows : sequence of int
        The rows of records, whose sums tell what nothing else does.

    Returns
    -------
    dict of int to tuple of (row, column), or None
        None where it is not certain which columns a group governs.
    """
    under = {
        (row, column): (top, left)
        for top, left, bottom, right in grid.merges
        for row in set(header).intersection(range(top, bottom + 1))
        for column in range(left, right + 1)
    }
    heads: dict[int, list[Cell]] = {c: [] for c in columns}
    for place, row in enumerate(header):
        found = {
            c: under.get((row, c)) or ((row, c) if grid.kind(row, c) != BLANK else None) for c in columns
        }
        lower = header[place + 1 :]
        if lower and None in found.values():
            groups = _find_groups(grid, row, lower, found, heads, (labels, values, rows))
            if groups is None:
                return None
            found |= groups
        for column, source in found.items():
            if source is not None and source not in heads[column]:
                heads[column].append(source)
    return {column: tuple(sources) for column, sources in heads.items()}


@question
def _part(grid: Grid, lower, span: list[int], names: list[int], parts, is_named_above: bool):
    """Tell which of the columns each name governs, from what stands below; see `part_columns`."""
    values, rows = parts
    return part_columns(
        [tuple(grid.text(r, c) for r in lower) for c in span],
        names,
        gaps=[n for n, (a, b) in enumerate(pairwise(span), 1) if b > a + 1],
        numbers=grid.numbers(list(rows)[:MAXIMUM_ROWS], span) if len(rows) else None,
        is_value=[c in values for c in span],
        is_named_above=is_named_above,
    )


@question
def _find_lines(grid: Grid, row: int, columns: list[int]) -> tuple[int, ...]:
    """Give the columns with a line on the left of their cell in a row."""
    return tuple(column for column in columns if (row, column) in grid.borders.left)


@question
def _find_joined(grid: Grid, row: int, columns: list[int]) -> tuple[int, ...]:
    """Give the columns over whose cell in a row the text left of it is centered."""
    return tuple(column for column in columns if (row, column) in grid.borders.joined)


def _find_groups(grid: Grid, row: int, lower, found: dict, heads: dict, parts) -> dict[int, Cell] | None:
    """Map the columns that a header row leaves blank to the cell of their group; None where that is not certain."""
    columns = list(found)
    is_merged = any(source is not None and source != (row, c) for c, source in found.items())
    if framed := {} if is_merged else _frame_groups(grid, row, columns):
        return framed
    labels, values, rows = parts
    leaves = [c for c in columns if c not in labels and _is_filled(grid, lower, c)]
    across = [merge for merge in grid.merges_on(row) if merge[3] > merge[1]]
    if any(left <= columns[-1] and right >= columns[0] for _, left, _, right in across):
        return {}
    if joined := _join_groups(grid, row, leaves):
        return joined
    alone = [c for c in columns if found[c] is not None and not _is_filled(grid, lower, c)]
    groups: dict[int, Cell] = {}
    for span in _find_spans(leaves, columns, found, heads, alone):
        span = _trim(span, [c for c in span if found[c] is not None], set(values))
        names = [place for place, c in enumerate(span) if found[c] is not None]
        if not names or len(names) == len(span):
            continue
        told = _part(grid, lower, span, names, (values, rows), bool(alone))
        if told is None:
            return None
        groups |= {c: (row, span[name]) for c, name in zip(span, told, strict=True) if name is not None}
    return groups


def _find_spans(leaves: list[int], columns: list[int], found: dict, heads: dict, alone) -> list[list[int]]:
    """Part the columns that have headers below a row where one does not, where the group above changes, or a merge ends."""
    spans: list[list[int]] = []
    last = None
    for column in columns:
        is_free = found[column] is None or found[column][1] == column
        if column not in leaves or column in alone or not is_free:
            last = None
            continue
        if last is None or heads[column] != heads[last]:
            spans.append([])
        spans[-1].append(column)
        last = column
    return spans


def _trim(span: list[int], named: list[int], values: set[int]) -> list[int]:
    """Cut off the columns before the first name and behind numbers that are of another kind than those at the name."""
    if not named:
        return []
    first, last = span.index(named[0]), span.index(named[-1])
    while first and (span[first - 1] in values) == (named[0] in values):
        first -= 1
    is_value = [c in values for c in span[last:]]
    count = is_value.index(False) if False in is_value else len(is_value)
    return span[first : last + count] if count > 1 and not any(is_value[count:]) else span[first:]


def _join_groups(grid: Grid, row: int, leaves: list[int]) -> dict[int, Cell]:
    """Map the cells over which a name is centered to the cell that holds it."""
    joined: dict[int, Cell] = {}
    blank = [column for column in leaves if column and grid.kind(row, column) == BLANK]
    for column in _find_joined(grid, row, blank) if blank else ():
        before = joined.get(column - 1, (row, column - 1))
        if grid.kind(*before) != BLANK:
            joined[column] = before
    return joined


def _frame_groups(grid: Grid, row: int, columns: list[int]) -> dict[int, Cell]:
    """Map the cells of a row of groups to the cell that names the stretch between two lines in which they lie."""
    filled = [c for c in columns if grid.kind(row, c) != BLANK]
    grouped = [c for c in columns if grid.kind(row, c) != BLANK or c > min(filled, default=0)]
    if not filled or len(filled) == len(grouped):
        return {}
    lines = _find_lines(grid, row, columns)
    span = [c for c in columns if c >= min([*filled, *(c for c in lines if c <= min(filled))])]
    names = [str(c) if grid.kind(row, c) != BLANK else "" for c in span]
    framed = part_by_lines(names, [c in lines for c in span])
    return {} if framed is None else {c: (row, int(name)) for c, name in zip(span, framed, strict=True)}


def _is_filled(grid: Grid, rows: tuple[int, ...], column: int) -> bool:
    return any(grid.kind(r, column) != BLANK for r in rows)
