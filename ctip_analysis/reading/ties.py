"""What the structure of a sheet leaves open, a word of the pack may settle: rows that are sums, perhaps by chance.

The layout knows no words. It calls such a row a record, and doubts it. Here, behind the layout, the row becomes a total
where one of its labels is a word for it; without such a word it stays a record, and the doubt is said. No other row is
looked at: a word never makes a total of a row that adds up to nothing.
"""

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import TEXT
from ctip_analysis.reading.plans import TablePlan

__all__ = ["change_kinds", "find_named_totals"]


def find_named_totals(grid: Grid, plan: TablePlan) -> tuple[int, ...]:
    """Give the doubtful rows of a table that a word names as totals; counted from 1.

    Parameters
    ----------
    grid : Grid
    plan : TablePlan

    Returns
    -------
    tuple of int
    """
    if not plan.doubtful:
        return ()
    columns = [column for column, _ in plan.cells.labels] or plan.cells.columns.tolist()
    return tuple(row for row in plan.doubtful if _is_named(grid, row - 1, columns))


def _is_named(grid: Grid, row: int, columns: list[int]) -> bool:
    texts = (grid.text(row, column) for column in columns if grid.kind(row, column) == TEXT)
    return any(map(grid.words.is_total, texts))


def change_kinds(row_kinds: np.ndarray, rows: np.ndarray, totals: set[int]) -> np.ndarray:
    """Give the kinds of the rows of a sheet with some of them made totals.

    Parameters
    ----------
    row_kinds, rows : numpy.ndarray
        The kind of each row, and its number.
    totals : set of int

    Examples
    --------
    >>> change_kinds(np.array(["data", "data"], dtype=object), np.array([2, 3]), {3}).tolist()
    ['data', 'total']
    """
    if not totals:
        return row_kinds
    kinds = row_kinds.copy()
    kinds[np.isin(rows, sorted(totals))] = "total"
    return kinds
