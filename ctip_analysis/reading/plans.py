"""What every cell of a sheet is for, as places only: sheets of one shape share a plan, and each fills it with its own.

Finding the tables of a small sheet costs more than reading it. The reports of one template, and the sheets of one
report, are often of the same shape: their plan is found once (see `questions`).
"""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.reading.accounts import account_rows, as_columns, place_texts
from ctip_analysis.reading.bodies import Body, read_body
from ctip_analysis.reading.drafts import Draft
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.layout import find_tables
from ctip_analysis.reading.places import CellPlaces, place_cells
from ctip_analysis.reading.questions import Layouts
from ctip_analysis.reading.sheets import column_letters, spell_address

__all__ = ["PLANS", "SheetPlan", "TablePlan", "plan_sheet"]

#: Plans of sheets with so many cells altogether are remembered.
MAXIMUM_CELLS = 1_000_000


@dataclass(frozen=True)
class TablePlan:
    """A table: what the frame of tables says of it, and the places of its cells.

    Attributes
    ----------
    range : str
    header_rows : tuple of int
        Counted from 1.
    label_columns : tuple of str
    is_list : bool
    title, notes : tuple of (row, column)
        Counted from 0.
    cells : CellPlaces or None
    candidates : str
        Of the header, where it is unclear.
    doubtful : tuple of int
        Rows that are the sum of others, perhaps by chance; counted from 1.
    """

    range: str
    header_rows: tuple[int, ...]
    label_columns: tuple[str, ...]
    is_list: bool
    title: tuple[tuple[int, int], ...]
    notes: tuple[tuple[int, int], ...]
    cells: CellPlaces | None
    candidates: str = ""
    doubtful: tuple[int, ...] = ()


@dataclass(frozen=True)
class SheetPlan:
    """A sheet.

    Attributes
    ----------
    tables : tuple of TablePlan
    row_tables, rows, row_kinds : numpy.ndarray
        What each row of the used range is for: the number of its table in the sheet, the row counted from 1, its kind.
    texts : tuple of (number of the table in the sheet, row, column, cell)
        The cells outside the bodies of tables; rows and columns counted from 1.
    """

    tables: tuple[TablePlan, ...]
    row_tables: np.ndarray
    rows: np.ndarray
    row_kinds: np.ndarray
    texts: tuple[tuple[int, int, int, str], ...]


def _spell_range(top: int, left: int, bottom: int, right: int) -> str:
    return f"{spell_address(top + 1, left + 1)}:{spell_address(bottom + 1, right + 1)}"


def _places(grid: Grid, rows: list[int], left: int, right: int) -> tuple[tuple[int, int], ...]:
    """Give the places of the filled cells of some rows, between two columns."""
    right = min(right, grid.shape[1] - 1)
    return tuple((row, column) for row in rows for column in grid.filled_columns(row, left, right))


def _plan_table(grid: Grid, draft: Draft, body: Body) -> TablePlan:
    kinds = list(zip(body.rows, body.kinds, strict=True))
    outer = [*draft.header, *(row for row, kind in kinds if kind in ("data", "total", "section"))]
    notes = [*(row for row, kind in kinds if kind == "note"), *draft.notes]
    columns = body.columns or (draft.left,)
    is_clear = draft.is_clear and body.heads is not None
    return TablePlan(
        range=_spell_range(min(outer), min(columns), max(outer), max(columns)),
        header_rows=tuple(row + 1 for row in draft.header),
        label_columns=tuple(column_letters(c + 1) for c in body.label_columns) if is_clear else (),
        is_list=body.is_list,
        title=(
            *_places(grid, draft.shared_title, 0, grid.shape[1]),
            *_places(grid, draft.title, draft.left, draft.right),
        ),
        notes=_places(grid, notes, draft.left, draft.right),
        cells=place_cells(grid, body) if is_clear else None,
        candidates="" if is_clear else ", ".join(str(row + 1) for row in draft.candidates or draft.header),
        doubtful=tuple(row + 1 for row in body.doubtful) if is_clear else (),
    )


def plan_sheet(grid: Grid) -> SheetPlan:
    """Find the tables of a sheet, and what each of its rows and cells is for.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    SheetPlan
    """
    drafts = [(draft, read_body(grid, draft)) for draft in find_tables(grid)]
    numbered = [(number, *parts) for number, parts in enumerate(drafts)]
    account = account_rows(grid, numbered)
    row_tables, rows, row_kinds = as_columns(account)
    return SheetPlan(
        tables=tuple(_plan_table(grid, *parts) for parts in drafts),
        row_tables=row_tables,
        rows=rows,
        row_kinds=row_kinds,
        texts=tuple(
            (number, row + 1, column + 1, spell_address(row + 1, column + 1))
            for number, row, column in place_texts(grid, account, numbered)
        ),
    )


PLANS = Layouts(plan_sheet, MAXIMUM_CELLS)
