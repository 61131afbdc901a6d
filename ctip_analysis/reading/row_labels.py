"""What labels each row of a table carries.

A label is filled down only under a merge, between two lines, or in a column where blanks below a label are the rule.
"""

import numpy as np

from ctip_analysis.reading.borders import part_by_lines
from ctip_analysis.reading.grid import Grid, cross
from ctip_analysis.reading.marks import BLANK
from ctip_analysis.reading.questions import question

__all__ = ["cells_under_merges", "label_rows"]

MAXIMUM_REMARKED = 60


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


def _is_outline(filled: np.ndarray) -> bool:
    """Tell whether the first of some label columns names blocks, in a row of its own above the rows of each block.

    No row names both, and no block is without rows; above the first and below the last may be a row for all of them.
    """
    filled = filled[filled.any(axis=1)]
    if filled.shape[1] < 2 or not len(filled):
        return False
    outer, inner = filled[:, 0], filled[:, 1:].any(axis=1)
    is_head = outer & ~inner
    return bool(
        is_head[0] and inner.any() and not (outer & inner).any() and not (is_head[1:-1] & is_head[2:]).any()
    )


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
    with_totals = filled[np.array([kind in ("data", "total") for kind in kinds], dtype=bool)]
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
        elif (
            _is_block_column(of_rows, place, is_under[is_row] if under else None)
            or (not of_rows[:, place].any() and _is_block_column(with_totals, place, None))
            or _is_outline(with_totals[:, place:])
        ):
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
