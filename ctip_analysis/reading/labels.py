"""Which columns of a table are labels.

A list has one record a row: it has dates, or texts right of its numbers, or nothing but texts, or labels that name no
row because they repeat. Anything else with texts on the left and values on the right is a matrix, and those texts are
its labels.
"""

from collections import Counter

import numpy as np

from ctip_analysis.reading.drafts import Draft
from ctip_analysis.reading.grid import Grid, cross
from ctip_analysis.reading.marks import (
    BLANK,
    BOOLEAN,
    DATE,
    LOOSE,
    MARK,
    NUMBER,
    TEXT,
    TYPED,
    count_among,
    count_filled,
    is_among,
)
from ctip_analysis.reading.naming_numbers import (
    begins_with_years,
    counts_below_words,
    is_code_column,
    names_rows,
    names_rows_of_blocks,
)
from ctip_analysis.reading.questions import question
from ctip_analysis.reading.trailing_labels import find_trailing_labels

__all__ = ["choose_labels"]

SAMPLE = 2000
NUMERIC = bytes((NUMBER, MARK, LOOSE))


def _describe_column(kinds: bytes, has_values: bool) -> str:
    """Name the type of a column's body: text, number, date, boolean or empty."""
    filled = count_filled(kinds)
    if not filled:
        return "empty"
    for kind, name in ((DATE, "date"), (BOOLEAN, "boolean")):
        if kinds.count(kind) * 2 >= filled:
            return name
    has_numbers = NUMBER in kinds or (has_values and LOOSE in kinds) or (MARK in kinds and TEXT not in kinds)
    return "number" if has_numbers and count_among(kinds, NUMERIC) * 2 >= filled else "text"


def _is_sparse(grid: Grid, rows: np.ndarray, column: int) -> bool:
    return bool((grid.kinds[rows, column] != BLANK).mean() < 0.5)


def _is_corner(grid: Grid, draft: Draft, column: int) -> bool:
    """Tell whether the header leaves a column without a name."""
    return all(grid.kind(row, column) == BLANK for row in draft.header)


def _find_leading(
    grid: Grid, draft: Draft, rows: np.ndarray, used: list[int], types: dict[int, str]
) -> list[int]:
    """Give the columns of labels that a table begins with: texts; years, numbers or dates that name its rows."""
    leading: list[int] = []
    for column in used:
        is_first = column == used[0]
        is_naming = is_first and names_rows(grid, rows, column)
        follows = used[used.index(column) + 1 :][:1]
        if is_first and follows and types[follows[0]] == "text":
            is_naming |= is_code_column(grid, rows, column, follows[0]) or counts_below_words(
                grid, rows, column
            )
        if is_first and len(used) > 1 and all(types[c] == "number" for c in used[1:]):
            is_naming |= begins_with_years(grid, rows, column)
        is_time = is_first and types[column] == "date" and all(types[c] == "number" for c in used[1:])
        is_under_corner = bool(leading) and _is_under_corner(grid, draft, leading[0], column)
        if leading and column != used[-1] and types[column] == "number":
            is_naming |= names_rows_of_blocks(grid, rows, leading[-1], column)
            is_naming |= _is_lettered(grid, draft, column)
        if types[column] != "text" and not is_naming and not is_time and not is_under_corner:
            break
        leading.append(column)
    return leading


@question
def _find_lettered(grid: Grid, rows: tuple[int, ...]) -> frozenset[int]:
    """Give the columns that a row numbers by letters where it numbers others 1, 2, 3: those of labels."""
    found = set()
    for row in rows:
        texts = {c: grid.text(row, c) for c in grid.filled_columns(row, 0, grid.shape[1] - 1)}
        letters = [c for c, text in texts.items() if len(text) == 1 and text.isalpha()]
        if letters and [text for c, text in texts.items() if c not in letters][:2] == ["1", "2"]:
            found.update(letters)
    return frozenset(found)


def _is_lettered(grid: Grid, draft: Draft, column: int) -> bool:
    return bool(draft.machine) and column in _find_lettered(grid, tuple(draft.machine))


def _is_under_corner(grid: Grid, draft: Draft, first: int, column: int) -> bool:
    """Tell whether one header cell, with none below it, is merged over the first label column and another one.

    What it names are labels: a region and its code.
    """
    return any(
        top in draft.header and bottom >= draft.header[-1] and left <= first < column <= right
        for top, left, bottom, right in grid.merges
    )


def _find_coded(
    grid: Grid, draft: Draft, rows: np.ndarray, used: list[int], types: dict[int, str]
) -> list[int]:
    """Give the columns of labels of a table that begins with numbers before texts: codes, or years of each row.

    Only beside columns that are crossed with the rows, by years or groups over all of them: then no column is a
    field of a list. The header names the label columns in words, and together they name each row once.
    """
    kinds = [types[column] for column in used]
    if "text" not in kinds:
        return []
    first = kinds.index("text")
    after = next((at for at, kind in enumerate(kinds) if at > first and kind != "text"), len(kinds))
    rest = used[after:]
    if set(kinds[:first]) != {"number"} or not rest or not _are_crossed(grid, draft, used[:after], rest):
        return []
    return used[:after] if _name_each_row(grid, rows, used[:after], first) else []


def _are_crossed(grid: Grid, draft: Draft, leading: list[int], rest: list[int]) -> bool:
    """Tell whether years, or groups in an upper header row, stand over nearly all values and over no label."""
    heads = grid.kinds[cross(list(draft.header), rest)]
    own = grid.kinds[cross(list(draft.header), leading)]
    if is_among(own, (NUMBER, DATE)).any():
        return False
    if is_among(heads, (NUMBER, DATE)).any(axis=0).mean() > 0.5:
        return True
    lower = (heads != BLANK).any(axis=1).nonzero()[0]
    return len(lower) > 1 and not (own[lower[-1]] != BLANK).any()


@question
def _name_each_row(grid: Grid, rows: np.ndarray, columns: list[int], n_numbers: int) -> bool:
    """Tell whether some columns, the first of them of whole numbers, have other contents in each row."""
    numbers = [n for c in columns[:n_numbers] for n in grid.column_numbers(rows.tolist(), c) if n == n]
    keys = list(zip(*(grid.texts(rows, c) for c in columns), strict=True))
    return len(keys) > 1 and len(set(keys)) == len(keys) and all(n % 1 == 0 for n in numbers)


def choose_labels(grid: Grid, draft: Draft, rows: np.ndarray, columns: list[int], values: list[int]):
    """Tell a list from a matrix, and name the label columns of the matrix.

    Parameters
    ----------
    grid : Grid
    draft : Draft
    rows : numpy.ndarray of int
        The rows of the body.
    columns, values : list of int
        Columns that hold anything; those that hold values.

    Returns
    -------
    tuple
        The label columns (none in a list), and whether it is a list.
    """
    rows = rows[:SAMPLE]
    if values:
        with_values = is_among(grid.kinds[cross(rows, values)], TYPED).any(axis=1)
        rows = rows[with_values] if with_values.any() else rows
        # A year alone in its row is a section rather than a record.
        several = (grid.kinds[cross(rows, columns)] != BLANK).sum(axis=1) > 1
        rows = rows[several] if several.any() else rows
    parts = _number_sections(grid, draft, rows, columns)
    held, height = grid.kinds[cross(rows, columns)].T.tobytes(), len(rows)
    types = {
        c: _describe_column(held[n * height : (n + 1) * height], c in values) for n, c in enumerate(columns)
    }
    used = [c for c in columns if types[c] != "empty"]
    if not used:
        return (), True
    leading = _find_leading(grid, draft, rows, used, types) or _find_coded(grid, draft, rows, used, types)
    rest = [c for c in used if c not in leading]
    if not values and _is_marked_cross(grid, rows, used):
        return (used[0],), False
    has_groups = _has_groups(grid, draft, columns)
    corners = frozenset(c for c in rest if _is_corner(grid, draft, c))
    trailing = find_trailing_labels(
        grid, rows, leading, rest, types=types, has_groups=has_groups, corners=corners
    )
    if trailing and not leading:
        return trailing, False
    if not rest or not leading:
        is_crossed = (
            len(used) > 1 and _is_corner(grid, draft, used[0]) and not _is_sparse(grid, rows, used[0])
        )
        return ((used[0],), False) if is_crossed else ((), True)
    late = [c for c in rest if types[c] == "text" and c not in corners]
    late = [c for c in late if not (c == rest[-1] and _is_sparse(grid, rows, c))]
    late = [c for c in late if c not in trailing]
    if any(types[c] == "date" for c in rest) or (late and not (has_groups and types[leading[0]] == "text")):
        return (), True
    if not has_groups and _repeats(grid, rows, leading, parts):
        return (), True
    return (*range(min(columns), max(leading) + 1), *trailing), False


@question
def _is_marked_cross(grid: Grid, rows: np.ndarray, used: list[int]) -> bool:
    """Tell whether a table of texts is one of crosses: names on the left, one mark or two in all other columns."""
    if len(used) < 3 or len(rows) < 3:
        return False
    names = grid.texts(rows, used[0])
    marks = {text for c in used[1:] for text in grid.texts(rows, c)} - {""}
    return "" not in names and len(set(names)) == len(names) and len(marks) <= 2 and max(map(len, marks)) <= 3


def _has_groups(grid: Grid, draft: Draft, columns: list[int]) -> bool:
    """Tell whether upper header rows group the columns, or years or dates head them."""
    heads = grid.kinds[cross(list(draft.header), columns)]
    if is_among(heads, (NUMBER, DATE)).sum() >= 2:
        return True
    counts = (heads != BLANK).sum(axis=1)[:-1]
    return bool(((counts > 0) & (counts < len(columns))).any())


def _is_edge(below: list[tuple], place: int) -> bool:
    """Tell whether a record of one of several sections is the first or the last of its section."""
    parts = [part for part, _ in below]
    own = parts[place]
    beside = [*parts[max(place - 1, 0) : place], *parts[place + 1 : place + 2]]
    return len(set(parts)) > 1 and beside.count(own) < 2


def _number_sections(grid: Grid, draft: Draft, rows: np.ndarray, columns: list[int]) -> tuple[int, ...]:
    """Tell for each record how many rows with one cell alone stand above it."""
    body = np.array(draft.body, dtype=int)
    alone = (grid.kinds[cross(body, columns)] != BLANK).sum(axis=1) == 1
    return tuple(np.searchsorted(body[alone], rows).tolist())


@question
def _repeats(grid: Grid, rows: np.ndarray, leading: list[int], parts: tuple[int, ...]) -> bool:
    """Tell whether records repeat the same labels, so that the labels name no row.

    Where the same labels stand below each of several sections, once each, they are crossed with these; where they do
    so at the end of each, or at its beginning, they name its total.
    """
    is_full = (grid.kinds[cross(rows, leading)] != BLANK).all(axis=1)
    keys = list(zip(*(grid.texts(rows[is_full], c) for c in leading), strict=True))
    below = list(zip(np.array(parts)[is_full].tolist(), keys, strict=True))
    counted = Counter(key for _, key in set(below))
    if len(set(below)) == len(below) and counted and min(counted.values()) > 1:
        return False
    keys = [key for place, (part, key) in enumerate(below) if counted[key] == 1 or not _is_edge(below, place)]
    # One label alone repeats in good order too: "urban, rural" below each province.
    share = 0.9 if len(leading) > 1 else 0.4
    return len(keys) >= 4 and len(set(keys)) < share * len(keys)
