"""What the header of a table says of each of its columns: the header cells above it, groups filled over their columns."""

from ctip_analysis.reading.borders import part_by_lines
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BLANK
from ctip_analysis.reading.questions import question

__all__ = ["label_heads"]


def label_heads(
    grid: Grid, header: tuple[int, ...], columns: list[int]
) -> dict[int, tuple[tuple[int, int], ...]]:
    """Find the header cells above each column from top to bottom, groups filled over the columns they govern.

    Parameters
    ----------
    grid : Grid
    header : tuple of int
        The header rows.
    columns : list of int

    Returns
    -------
    dict of int to tuple of (row, column)
    """
    under = {
        (row, column): (top, left)
        for top, left, bottom, right in grid.merges
        for row in set(header).intersection(range(top, bottom + 1))
        for column in range(left, right + 1)
    }
    heads: dict[int, list[tuple[int, int]]] = {c: [] for c in columns}
    framed = _frame_groups(grid, header, columns, under)
    for place, row in enumerate(header):
        lower = header[place + 1 :]
        across = [(left, right) for _, left, _, right in grid.merges_on(row) if right > left]
        has_merges = any(left <= columns[-1] and right >= columns[0] for left, right in across)
        for column in columns:
            source = framed.get((row, column)) or _find_head(
                grid, row, column, columns, lower, under, has_merges
            )
            if source is not None and source not in heads[column]:
                heads[column].append(source)
    return {column: tuple(sources) for column, sources in heads.items()}


@question
def _find_lines(grid: Grid, row: int, columns: list[int]) -> tuple[int, ...]:
    """Give the columns with a line on the left of their cell in a row."""
    return tuple(column for column in columns if (row, column) in grid.borders.left)


def _frame_groups(grid: Grid, header: tuple[int, ...], columns: list[int], under: dict) -> dict:
    """Map the cells of group rows to the cell that names the stretch between two lines in which they lie."""
    framed: dict[tuple[int, int], tuple[int, int]] = {}
    for row in header[:-1]:
        filled = [c for c in columns if grid.kind(row, c) != BLANK]
        grouped = [c for c in columns if grid.kind(row, c) != BLANK or c > min(filled, default=0)]
        if not filled or len(filled) == len(grouped) or any((row, c) in under for c in columns):
            continue
        lines = _find_lines(grid, row, columns)
        span = [c for c in columns if c >= min([*filled, *(c for c in lines if c <= min(filled))])]
        names = [str(c) if grid.kind(row, c) != BLANK else "" for c in span]
        if found := part_by_lines(names, [c in lines for c in span]):
            framed |= {(row, c): (row, int(name)) for c, name in zip(span, found, strict=True)}
    return framed


def _find_head(grid, row, column, columns, lower, under, has_merges) -> tuple[int, int] | None:
    """Find the cell that says what a header row says of a column."""
    if (row, column) in under:
        return under[row, column]
    if grid.kind(row, column) != BLANK:
        return row, column
    if not lower or has_merges or not _is_filled(grid, lower, column):
        return None
    # A group named once, over its first column, governs the columns up to the next name.
    for left in range(column - 1, min(columns) - 1, -1):
        if grid.kind(row, left) != BLANK:
            return (row, left) if _is_filled(grid, lower, left) and (row, left) not in under else None
    return None


def _is_filled(grid: Grid, rows: tuple[int, ...], column: int) -> bool:
    return any(grid.kind(r, column) != BLANK for r in rows)
