"""The body of a table: which columns are labels, which rows are sections, totals, notes, and what labels they carry.

A list has one record a row: it has dates, or texts right of numbers, or nothing but texts. Anything else with
texts on the left and values on the right is a matrix, and its texts are labels. A total is a row whose numbers are
the sums of the rows next to it; in a list also a last row that lacks what every record has.
"""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.headers import TYPED, as_number, find_value_columns
from ctip_analysis.reading.layout import Draft
from ctip_analysis.reading.marks import BLANK, DATE, LOOSE, MARK, NUMBER, RANGE, TEXT
from ctip_analysis.reading.totals import find_totals

__all__ = ["Body", "read_body"]


@dataclass(frozen=True)
class Body:
    """What the rows and columns of a table are for; rows and columns counted from 0."""

    columns: tuple[int, ...]
    label_columns: tuple[int, ...]
    is_list: bool
    kinds: dict[int, str]
    sections: dict[int, tuple[str, ...]]
    labels: dict[int, tuple[str, ...]]
    column_labels: dict[int, tuple[str, ...]]
    filled_down: dict[tuple[int, int], tuple[int, int]]


def _rows_with_values(grid: Grid, rows: list[int], columns: list[int]) -> list[int]:
    if not rows or not columns:
        return []
    has = np.isin(grid.kinds[np.ix_(rows, columns)], TYPED).any(axis=1)
    return [row for row, flag in zip(rows, has.tolist(), strict=True) if flag]


def _share(kinds: np.ndarray, wanted: tuple) -> float:
    filled = kinds[kinds != BLANK]
    return float(np.isin(filled, wanted).mean()) if len(filled) else 0.0


def _is_year_or_count(grid: Grid, rows: list[int], column: int) -> bool:
    """Tell whether a column of whole numbers only rises, as years or row numbers do."""
    cells = [(grid.kinds[r, column], grid.values[r, column]) for r in rows]
    if any(kind not in (NUMBER, BLANK) for kind, _ in cells):
        return False
    numbers = [as_number(value) for kind, value in cells if kind == NUMBER]
    if len(numbers) < 2 or any(n != int(n) for n in numbers):
        return False
    steps = np.diff(numbers)
    rises = bool((steps > 0).all() or (steps < 0).all())
    return rises and (
        all(1900 <= n <= 2100 for n in numbers) or (numbers[0] == 1 and bool((steps == 1).all()))
    )


def _describe_columns(grid: Grid, rows: list[int], columns: list[int]) -> dict[int, str]:
    """Name the type of each column's body: text, number, date or empty."""
    types = {}
    for column in columns:
        kinds = grid.kinds[rows, column]
        if not (kinds != BLANK).any():
            types[column] = "empty"
        elif _share(kinds, (DATE,)) >= 0.5:
            types[column] = "date"
        elif (_share(kinds, (NUMBER, MARK, LOOSE)) >= 0.5 and np.isin(kinds, (NUMBER, MARK)).any()) or _share(
            kinds, (MARK,)
        ) == 1:
            types[column] = "number"
        else:
            types[column] = "text"
    return types


def _is_corner(grid: Grid, draft: Draft, column: int) -> bool:
    """Tell whether the header leaves a column without a name."""
    return all(grid.kinds[row, column] == BLANK for row in draft.header)


def _is_sparse(grid: Grid, rows: list[int], column: int) -> bool:
    return bool((grid.kinds[rows, column] != BLANK).mean() < 0.5)


def _choose_labels(
    grid: Grid, draft: Draft, rows: list[int], columns: list[int]
) -> tuple[tuple[int, ...], bool]:
    """Tell a list from a matrix, and name the label columns of the matrix."""
    types = _describe_columns(grid, rows, columns)
    used = [c for c in columns if types[c] != "empty"]
    if not used:
        return (), True
    leading = []
    for column in used:
        if (
            types[column] == "text"
            or (column == used[0] and _is_year_or_count(grid, rows, column))
            or (column == used[0] and types[column] == "date" and all(types[c] == "number" for c in used[1:]))
        ):
            leading.append(column)
        else:
            break
    values = [c for c in used if c not in leading]
    if not values:
        is_crossed = (
            len(used) > 1 and _is_corner(grid, draft, used[0]) and not _is_sparse(grid, rows, used[0])
        )
        return ((used[0],), False) if is_crossed else ((), True)
    if not leading:
        return ((used[0],), False) if _is_corner(grid, draft, used[0]) and len(used) > 1 else ((), True)
    if any(types[c] == "date" for c in values):
        return (), True
    late = [c for c in values if types[c] == "text" and not (c == values[-1] and _is_sparse(grid, rows, c))]
    has_groups = _has_groups(grid, draft, columns)
    if late and not (has_groups and types[leading[0]] == "text"):
        return (), True
    if _repeats_labels(grid, rows, leading) and not has_groups:
        return (), True
    return tuple(range(min(columns), max(leading) + 1)), False


def _has_groups(grid: Grid, draft: Draft, columns: list[int]) -> bool:
    """Tell whether upper header rows group the columns, or the header's values are years or dates."""
    heads = grid.kinds[np.ix_(list(draft.header), columns)]
    if np.isin(heads, (NUMBER, DATE)).sum() >= 2:
        return True
    for row in draft.header[:-1]:
        filled = [c for c in columns if grid.kinds[row, c] != BLANK]
        if 0 < len(filled) < len(columns):
            return True
    return False


def _repeats_labels(grid: Grid, rows: list[int], leading: list[int]) -> bool:
    """Tell whether records repeat the same labels, so that the labels name no row."""
    keys = [
        tuple(grid.text(r, c) for c in leading)
        for r in rows
        if all(grid.kinds[r, c] != BLANK for c in leading)
    ]
    return len(keys) >= 4 and len(set(keys)) < 0.9 * len(keys)


def _is_label_row(grid: Grid, row: int, labels: tuple[int, ...], columns: list[int], is_list: bool) -> bool:
    filled = [c for c in columns if grid.kinds[row, c] != BLANK]
    if not filled or not all(grid.kinds[row, c] in (TEXT, LOOSE, RANGE) for c in filled):
        return False
    if is_list:
        return len(filled) == 1
    if all(c in labels for c in filled):
        return True
    merges = [m for m in grid.merges if m[0] <= row <= m[2] and m[1] in filled and m[3] > m[1]]
    return len(filled) == 1 and bool(merges)


def _classify(grid: Grid, draft: Draft, labels, is_list, columns, counters) -> dict[int, str]:
    kinds: dict[int, str] = {}
    own = [c for c in columns if c not in counters]
    for row in draft.body:
        filled = grid.kinds[row, columns] != BLANK
        if not filled.any() or (counters and not (grid.kinds[row, own] != BLANK).any()):
            kinds[row] = "blank"
        elif _is_label_row(grid, row, labels, own, is_list):
            kinds[row] = "section"
        else:
            kinds[row] = "data"
    last = max((row for row, kind in kinds.items() if kind == "data"), default=-1)
    return {row: "note" if kind == "section" and row > last else kind for row, kind in kinds.items()}


def _section_texts(grid: Grid, row: int, columns: list[int]) -> tuple[str, ...]:
    return tuple(grid.text(row, c) for c in columns if grid.kinds[row, c] not in (BLANK, NUMBER))


def _govern(grid: Grid, kinds: dict[int, str], columns: list[int]) -> dict[int, tuple[str, ...]]:
    """Give each row the sections above it: the last run of them, one below the other."""
    governing: list[tuple[str, ...]] = []
    sections, in_run = {}, 0
    for row, kind in kinds.items():
        if kind == "section":
            if not in_run:
                depth = len(governing)
                governing = governing[:-1] if depth > 1 else []
            governing.append(_section_texts(grid, row, columns))
            in_run += 1
        elif kind != "blank":
            in_run = 0
            sections[row] = tuple(text for section in governing for text in section)
    return sections


def _cells_under_merges(grid: Grid, rows: list[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Map each cell under a merge to the cell that holds its content."""
    wanted = set(rows)
    return {
        (row, column): (top, left)
        for top, left, bottom, right in grid.merges
        for row in range(top, bottom + 1)
        if row in wanted
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _is_block_column(grid: Grid, rows: list[int], column: int, labels: tuple[int, ...], under: dict) -> bool:
    """Tell whether a label stands once for the rows below it: blank in many rows that are labelled further right."""
    if any((row, column) in under for row in rows):
        return False
    deeper = [c for c in labels if c > column]
    if not deeper:
        return False
    labelled = [r for r in rows if any(grid.kinds[r, c] != BLANK for c in deeper)]
    blank = [r for r in labelled if grid.kinds[r, column] == BLANK]
    return bool(labelled) and grid.kinds[labelled[0], column] != BLANK and len(blank) >= 0.3 * len(labelled)


def _label_rows(
    grid: Grid, kinds: dict[int, str], labels: tuple[int, ...], under: dict
) -> dict[int, tuple[str, ...]]:
    rows = [row for row, kind in kinds.items() if kind in ("data", "total")]
    blocks = [c for c in labels if _is_block_column(grid, rows, c, labels, under)]
    current: dict[int, str] = {}
    found = {}
    for row, kind in kinds.items():
        if kind == "section":
            current = {}
        if kind not in ("data", "total"):
            continue
        own = []
        for column in labels:
            source = under.get((row, column), (row, column))
            text = grid.text(*source) if grid.kinds[source] != BLANK else ""
            if source[1] != column:
                text = ""
            if column in blocks:
                if text:
                    current = {c: t for c, t in current.items() if c < column} | {column: text}
                elif any(grid.kinds[row, c] != BLANK for c in labels if c > column):
                    text = current.get(column, "")
            own.append(text)
        found[row] = tuple(own)
    return found


def _head_columns(grid: Grid, draft: Draft, columns: list[int]) -> dict[int, tuple[str, ...]]:
    """Give the header cells above each column, groups filled over the columns that they govern."""
    under = _cells_under_merges(grid, list(draft.header))
    heads: dict[int, list[str]] = {c: [] for c in columns}
    for place, row in enumerate(draft.header):
        lower = draft.header[place + 1 :]
        across = any(m[0] <= row <= m[2] and m[3] > m[1] for m in grid.merges)
        for column in columns:
            source = _head_source(grid, row, column, columns, lower, under, across)
            if source is not None and (
                source[0] == row or source not in _seen(under, draft.header, row, column)
            ):
                heads[column].append(grid.text(*source))
    return {c: tuple(texts) for c, texts in heads.items()}


def _seen(under: dict, header: tuple[int, ...], row: int, column: int) -> set[tuple[int, int]]:
    above = [r for r in header if r < row]
    return {under.get((r, column), (r, column)) for r in above}


def _head_source(grid, row, column, columns, lower, under, across) -> tuple[int, int] | None:
    """Give the cell that says what a header row says of a column."""
    if (row, column) in under:
        return under[row, column]
    if grid.kinds[row, column] != BLANK:
        return row, column
    if not lower or across or not _is_filled(grid, lower, column):
        return None
    # A group named once, over its first column, governs the columns up to the next name.
    for left in range(column - 1, min(columns) - 1, -1):
        if grid.kinds[row, left] != BLANK or (row, left) in under:
            return (row, left) if _is_filled(grid, lower, left) and (row, left) not in under else None
    return None


def _is_filled(grid: Grid, rows: tuple[int, ...], column: int) -> bool:
    return any(grid.kinds[r, column] != BLANK for r in rows)


def read_body(grid: Grid, draft: Draft) -> Body:
    """Read what the rows and columns of a table are for.

    Parameters
    ----------
    grid : Grid
    draft : Draft

    Returns
    -------
    Body
    """
    rows = [*draft.header, *draft.body]
    filled = (grid.kinds[rows, draft.left : draft.right + 1] != BLANK).any(axis=0)
    columns = [draft.left + int(c) for c in np.flatnonzero(filled)]
    values, counters = (
        find_value_columns(grid, min(rows), max(rows), draft.left, draft.right) if draft.body else ([], [])
    )
    with_values = _rows_with_values(grid, draft.body, values) or draft.body
    labels, is_list = _choose_labels(grid, draft, with_values, columns) if draft.body else ((), True)
    kinds = _classify(grid, draft, labels, is_list, columns, counters)
    figures = [c for c in values if c not in labels]
    totals = find_totals(grid, kinds, values=figures, labels=labels, columns=columns, is_list=is_list)
    kinds |= dict.fromkeys(totals, "total")
    under = _cells_under_merges(grid, draft.body)
    return Body(
        columns=tuple(columns),
        label_columns=labels,
        is_list=is_list,
        kinds=kinds,
        sections=_govern(grid, kinds, list(labels) if labels else columns),
        labels=_label_rows(grid, kinds, labels, under),
        column_labels=_head_columns(grid, draft, columns),
        filled_down={
            at: source
            for at, source in under.items()
            if at[1] == source[1] and grid.kinds[source] in (TEXT, DATE)
        },
    )
