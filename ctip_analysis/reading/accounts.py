"""What every row of a sheet's used range is for, and the cells that stand outside the bodies of tables."""

import numpy as np

from ctip_analysis.reading.bodies import Body
from ctip_analysis.reading.drafts import Draft
from ctip_analysis.reading.framing import fill_objects
from ctip_analysis.reading.grid import Grid

__all__ = ["account_rows", "as_columns", "place_texts"]

BODY = frozenset({"data", "total", "blank"})


def account_rows(grid: Grid, tables: list[tuple[int, Draft, Body]]) -> list[tuple[int, int, str]]:
    """Name what every row of the used range is for; a row that no table has stands alone.

    Parameters
    ----------
    grid : Grid
    tables : list of (number, Draft, Body)

    Returns
    -------
    list of (row, number of its table, kind)
        Rows counted from 0, in their order; -1 for a row outside every table.
    """
    found: list[tuple[int, int, str]] = []
    for number, draft, body in tables:
        own = dict(zip(body.rows, body.kinds, strict=True))
        header = (*draft.header, *draft.machine)
        title = (*draft.shared_title, *draft.title)
        own |= dict.fromkeys((row for row in draft.notes if row not in header and row not in title), "note")
        own |= dict.fromkeys(title, "title") | dict.fromkeys(header, "header")
        found += [(row, number, kind) for row, kind in own.items()]
    seen = {row for row, *_ in found}
    rest = [row for row in range(grid.shape[0]) if row not in seen]
    found += [
        (row, -1, "note" if any(grid.row_kinds(row, 0, grid.shape[1] - 1)) else "blank") for row in rest
    ]
    found.sort()
    return found


def as_columns(account: list[tuple[int, int, str]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the tables, the rows counted from 1, and the kinds of an account as arrays.

    Examples
    --------
    >>> as_columns([(0, -1, "note")])[1].tolist()
    [1]
    """
    rows, numbers, kinds = zip(*account, strict=True) if account else ((), (), ())
    return np.array(numbers, dtype=np.int64), np.array(rows, dtype=np.int64) + 1, fill_objects(kinds)


def place_texts(
    grid: Grid, account: list[tuple[int, int, str]], tables: list[tuple[int, Draft, Body]]
) -> list[tuple[int, int, int]]:
    """Find the cells of titles, headers, sections and notes.

    Parameters
    ----------
    grid : Grid
    account : list of (row, number of its table, kind)
        From `account_rows`.
    tables : list of (number, Draft, Body)

    Returns
    -------
    list of (number of the table, row, column)
        Rows and columns counted from 0.
    """
    last = grid.shape[1] - 1
    stretches = {number: (draft.left, draft.right, draft.shared_title) for number, draft, _ in tables}
    found = []
    for row, number, kind in account:
        if kind in BODY:
            continue
        left, right, shared = stretches.get(number, (0, last, ()))
        left, right = (0, last) if row in shared else (left, min(right, last))
        found += [(number, row, column) for column in grid.filled_columns(row, left, right)]
    return found + _place_beside(grid, account, stretches)


def _place_beside(grid: Grid, account: list[tuple[int, int, str]], stretches: dict) -> list[tuple]:
    """Find the cells in the rows of tables, but beside all tables: a summary or a legend at the right of a list."""
    last = grid.shape[1] - 1
    if all(left == 0 and right >= last for left, right, _ in stretches.values()):
        return []
    covered: dict[int, set[int]] = {}
    for row, number, _ in account:
        left, right, _ = stretches.get(number, (0, last, ()))
        covered.setdefault(row, set()).update(range(left, right + 1))
    return [
        (-1, row, column)
        for row, own in covered.items()
        for column in grid.filled_columns(row, 0, last)
        if column not in own
    ]
