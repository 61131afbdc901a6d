"""Which columns of a table are labels, and what labels each row carries.

A list has one record a row: it has dates, or texts right of its numbers, or nothing but texts, or labels that name no
row because they repeat. Anything else with texts on the left and values on the right is a matrix, and those texts are
its labels. A label is filled down only under a merge, or in a column where blanks below a label are the rule.
"""

from itertools import pairwise

import numpy as np

from ctip_analysis.reading.borders import part_by_lines
from ctip_analysis.reading.grid import Grid, cross
from ctip_analysis.reading.layout import Draft
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
from ctip_analysis.reading.questions import question
from ctip_analysis.reading.trailing_labels import find_trailing_labels

__all__ = ["cells_under_merges", "choose_labels", "label_rows"]

SAMPLE = 2000
MAXIMUM_REMARKED = 60
NUMBER_OR_BLANK = bytes((NUMBER, BLANK))
NUMERIC = bytes((NUMBER, MARK, LOOSE))
#: So large a share of the rows that numbers name may be named by words, as totals are.
NAMED_BY_WORDS = 0.1


def _is_numbered(kinds: bytes) -> bool:
    """Tell whether a column holds numbers, but for a word or two at its ends."""
    words = len(kinds) - count_among(kinds, NUMBER_OR_BLANK)
    inner = kinds.lstrip(bytes((TEXT,))).rstrip(bytes((TEXT,)))
    is_pure = count_among(inner, NUMBER_OR_BLANK) == len(inner)
    return not words or (is_pure and words <= max(1, NAMED_BY_WORDS * len(kinds)))


@question
def _names_rows(grid: Grid, rows: np.ndarray, column: int) -> bool:
    """Tell whether a column of whole numbers rises as years, ages or row numbers do; years may fall."""
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
def _is_code_column(grid: Grid, rows: np.ndarray, column: int) -> bool:
    """Tell whether a column of numbers codes the texts beside it: each number once, in rising order."""
    kinds = grid.kinds[rows, column].tobytes()
    if not _is_numbered(kinds) or len(rows) < 3 or count_filled(kinds) < 0.5 * len(rows):
        return False
    return all(before < after for before, after in pairwise(_numbers(grid, rows, kinds, column)))


def _describe_column(kinds: bytes) -> str:
    """Name the type of a column's body: text, number, date, boolean or empty."""
    filled = count_filled(kinds)
    if not filled:
        return "empty"
    for kind, name in ((DATE, "date"), (BOOLEAN, "boolean")):
        if kinds.count(kind) * 2 >= filled:
            return name
    has_numbers = NUMBER in kinds or (MARK in kinds and TEXT not in kinds)
    return "number" if has_numbers and count_among(kinds, NUMERIC) * 2 >= filled else "text"


def _is_sparse(grid: Grid, rows: np.ndarray, column: int) -> bool:
    return bool((grid.kinds[rows, column] != BLANK).mean() < 0.5)


def _is_corner(grid: Grid, draft: Draft, column: int) -> bool:
    """Tell whether the header leaves a column without a name."""
    return all(grid.kind(row, column) == BLANK for row in draft.header)


def _find_leading(grid: Grid, rows: np.ndarray, used: list[int], types: dict[int, str]) -> list[int]:
    """Give the columns of labels that a table begins with: texts; years, numbers or dates that name its rows."""
    leading: list[int] = []
    for column in used:
        is_first = column == used[0]
        names_rows = is_first and _names_rows(grid, rows, column)
        follows = used[used.index(column) + 1 :][:1]
        names_rows |= (
            is_first and bool(follows) and types[follows[0]] == "text" and _is_code_column(grid, rows, column)
        )
        is_time = is_first and types[column] == "date" and all(types[c] == "number" for c in used[1:])
        if types[column] != "text" and not names_rows and not is_time:
            break
        leading.append(column)
    return leading


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
    held, height = grid.kinds[cross(rows, columns)].T.tobytes(), len(rows)
    types = {c: _describe_column(held[n * height : (n + 1) * height]) for n, c in enumerate(columns)}
    used = [c for c in columns if types[c] != "empty"]
    if not used:
        return (), True
    leading = _find_leading(grid, rows, used, types)
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
    if not has_groups and _repeats(grid, rows, leading):
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


@question
def _repeats(grid: Grid, rows: np.ndarray, leading: list[int]) -> bool:
    """Tell whether records repeat the same labels, so that the labels name no row."""
    full = rows[(grid.kinds[cross(rows, leading)] != BLANK).all(axis=1)]
    keys = list(zip(*(grid.texts(full, c) for c in leading), strict=True))
    # One label alone repeats in good order too: "urban, rural" below each province.
    share = 0.9 if len(leading) > 1 else 0.4
    return len(keys) >= 4 and len(set(keys)) < share * len(keys)


def cells_under_merges(grid: Grid, rows) -> dict[tuple[int, int], tuple[int, int]]:
    """Map each cell of some rows that lies under a merge to the cell that holds its content."""
    if not grid.merges:
        return {}
    wanted = set(map(int, rows))
    return {
        (row, column): (top, left)
        for top, left, bottom, right in grid.merges
        for row in range(top, bottom + 1)
        if row in wanted
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _is_block_column(filled: np.ndarray, place: int, is_under: np.ndarray | None) -> bool:
    """Tell whether a label stands once for the rows below it.

    It is often blank where a label further right is not, or blank together with the other outer labels.
    """
    if place == filled.shape[1] - 1 or (is_under is not None and is_under[:, place].any()):
        return False
    if filled[:, place].all():
        return False
    labelled = filled[:, place + 1 :].any(axis=1)
    if not labelled.any() or not filled[labelled.argmax(), place]:
        return False
    is_blank = labelled & ~filled[:, place]
    others = [other for other in range(filled.shape[1] - 1) if other != place]
    goes_with_others = bool(others) and is_blank.any() and not filled[np.ix_(is_blank, others)].any()
    return goes_with_others or bool(is_blank.sum() >= 0.3 * labelled.sum())


def label_rows(
    grid: Grid, rows: list[int], kinds: list[str], labels: tuple[int, ...], under: dict
) -> list[list[int]]:
    """Find, for each row of a body, where the labels left of its values stand.

    Parameters
    ----------
    grid : Grid
    rows, kinds : list
        The rows of the body and what each is.
    labels : tuple of int
        The label columns.
    under : dict
        From `cells_under_merges`.

    Returns
    -------
    list of list of int
        Of each label column: the row in which the label of each row stands, -1 where the column says nothing.
    """
    if not labels:
        return []
    filled = grid.kinds[cross(rows, labels)] != BLANK
    is_row = np.array([kind == "data" for kind in kinds], dtype=bool)
    of_rows, is_under = filled[is_row], None
    if under:
        is_under = np.array([[(row, c) in under for c in labels] for row in rows])
    sources = np.where(filled, np.array(rows)[:, None], -1).T.tolist()
    for place, column in enumerate(labels):
        own = sources[place]
        if under and is_under[:, place].any():
            for at in np.flatnonzero(is_under[:, place]).tolist():
                row, source_column = under[rows[at], column]
                own[at] = row if source_column == column else -1
        elif framed := _frame_blocks(grid, rows, column, own, kinds):
            sources[place] = framed
        elif named := _name_remarks(grid, rows, column, own, kinds, place == 0 < len(labels) - 1):
            sources[place] = named
        elif _is_block_column(of_rows, place, is_under[is_row] if under else None):
            _fill_blocks(own, filled, place, kinds)
    return sources


@question
def _find_lines(grid: Grid, rows: list[int], column: int) -> tuple[bool, ...]:
    """Tell of each row whether a line is drawn above its cell."""
    return tuple((row, column) in grid.borders.top for row in rows)


@question
def _find_remarks(grid: Grid, rows: list[int], column: int) -> tuple[bool, ...]:
    """Tell of each row whether the letters of its cell are slanted or colored; nothing where two cells say the same."""
    texts = grid.texts(rows, column)
    if len(set(texts)) < len(texts) or "" in texts:
        return ()
    return tuple((row, column) in grid.borders.apart for row in rows)


def _frame_blocks(
    grid: Grid, rows: list[int], column: int, sources: list[int], kinds: list[str]
) -> list[int] | None:
    """Give each row the label between the two lines that frame it, where the label stands in the middle of its rows."""
    blanks = sources.count(-1)
    if not 0.3 * len(sources) <= blanks < len(sources) or sources[0] >= 0 or set(kinds) - {"data", "total"}:
        return None
    names = ["" if row < 0 else str(row) for row in sources]
    framed = part_by_lines(names, list(_find_lines(grid, rows, column)))
    return framed and [int(name) for name in framed]


def _name_remarks(
    grid: Grid, rows: list[int], column: int, sources: list[int], kinds: list[str], is_outer: bool
) -> list[int] | None:
    """Give each row the name of its block, where a remark in letters of its own kind stands below each name.

    Only where it is the rule: outer labels all different, each name in plain letters, and remarks below each of them.
    """
    # Letters are looked up in the whole XML of the sheet: only in a small table can remarks be the rule.
    if not is_outer or not 4 <= len(rows) <= MAXIMUM_REMARKED or set(kinds) != {"data"} or -1 in sources:
        return None
    is_remark = list(_find_remarks(grid, rows, column))
    names = [place for place, remark in enumerate(is_remark) if not remark]
    if (
        len(names) < 2
        or names[0] != 0
        or not all(is_remark[place + 1 : place + 2] == [True] for place in names)
    ):
        return None
    return [sources[max(name for name in names if name <= place)] for place in range(len(sources))]


def _fill_blocks(sources: list[int], filled: np.ndarray, place: int, kinds: list[str]) -> None:
    """Fill a block's label down its rows, up to the next block, an outer label or a section."""
    current = -1
    for at, kind in enumerate(kinds):
        if kind == "section" or filled[at, :place].any():
            current = -1
        if filled[at, place]:
            current = sources[at]
        elif filled[at, place + 1 :].any():
            sources[at] = current
