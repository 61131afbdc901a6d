"""Where the cells of a table stand: all that can be told of them before what they hold is looked at."""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.reading.bodies import Body
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BLANK, DATE, TEXT
from ctip_analysis.reading.readings import choose_reading

__all__ = ["CellPlaces", "place_cells"]

#: Rows that give cells; in a list a heading may carry remarks beside its name.
CELL_ROWS = {True: ("data", "total", "section"), False: ("data", "total")}


@dataclass(frozen=True)
class CellPlaces:
    """The filled cells of a table, row by row; rows and columns counted from 0.

    Attributes
    ----------
    rows, columns : numpy.ndarray of int
        Rows and columns of the table.
    row_at, column_at : numpy.ndarray of int
        The place of each cell among them.
    at, kinds : numpy.ndarray
        The place of what each cell holds among all cells of the sheet, and its kind.
    readings : numpy.ndarray of int8
        How each column is read, where the kinds of its cells tell it.
    open_columns : tuple of (place, kinds, places among all cells)
        The columns of which only the contents tell it.
    labels : tuple of (column, list of int)
        The label columns, and the row in which the label of each row stands; -1 for none.
    named : list of tuple of (row, column)
        Cells that govern rows, or head columns; each group of them once.
    sections, heads : list of int
        The places among them of the cells that govern each row, and that head each column.
    """

    rows: np.ndarray
    columns: np.ndarray
    row_at: np.ndarray
    column_at: np.ndarray
    at: np.ndarray
    kinds: np.ndarray
    readings: np.ndarray
    open_columns: tuple[tuple[int, bytes, np.ndarray], ...]
    labels: tuple[tuple[int, list[int]], ...]
    named: list[tuple[tuple[int, int], ...]]
    sections: list[int]
    heads: list[int]


def _fill_down(body: Body, rows: list[int], columns: list[int], at: np.ndarray, width: int) -> None:
    """Let the cells of a list that lie under a merge stand where the content of the merge does."""
    row_at = {row: place for place, row in enumerate(rows)}
    column_at = {column: place for place, column in enumerate(columns)}
    for (row, column), source in body.filled_down.items():
        if row in row_at and column in column_at:
            at[row_at[row], column_at[column]] = source[0] * width + source[1]


def _find_filled(kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the places of the filled cells, row by row."""
    if not kinds.all():
        row_at, column_at = kinds.nonzero()
        return row_at.astype(np.int32), column_at.astype(np.int32)
    height, width = (np.arange(size, dtype=np.int32) for size in kinds.shape)
    return np.repeat(height, len(width)), np.tile(width, len(height))


def _pick(block: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Give the filled cells row by row; a block without a blank is not copied."""
    return block.reshape(-1) if kinds.all() else block[kinds != BLANK]


def place_cells(grid: Grid, body: Body) -> CellPlaces | None:
    """Find where every non-blank body cell outside the label columns stands.

    Parameters
    ----------
    grid : Grid
        Only the kinds of its cells are looked at.
    body : Body

    Returns
    -------
    CellPlaces or None
        None where there is no cell.
    """
    places = [place for place, kind in enumerate(body.kinds) if kind in CELL_ROWS[body.is_list]]
    columns = [c for c in body.columns if c not in body.label_columns]
    if not places or not columns:
        return None
    rows, width = [body.rows[place] for place in places], grid.shape[1]
    at = (np.array(rows)[:, None] * width + np.array(columns)).astype(np.int32)
    if body.is_list and body.filled_down:
        _fill_down(body, rows, columns, at, width)
    kinds = grid.kinds.reshape(-1)[at]
    if body.is_list:
        kinds[[body.kinds[place] == "section" for place in places], 0] = BLANK
    row_at, column_at = _find_filled(kinds)
    if not len(row_at):
        return None
    sections, heads = [body.sections[place] for place in places], [body.heads[column] for column in columns]
    named = {cells: place for place, cells in enumerate(dict.fromkeys([*sections, *heads]))}
    by_column = [kinds[:, place].tobytes() for place in range(len(columns))]
    is_open = [TEXT in held or DATE in held for held in by_column]
    return CellPlaces(
        rows=np.array(rows),
        columns=np.array(columns),
        row_at=row_at,
        column_at=column_at,
        at=_pick(at, kinds),
        kinds=_pick(kinds, kinds),
        readings=np.array(
            [0 if o else choose_reading(h, (), grid.words) for h, o in zip(by_column, is_open, strict=True)],
            dtype=np.int8,
        ),
        open_columns=tuple(
            (place, by_column[place], at[:, place].copy()) for place in range(len(columns)) if is_open[place]
        ),
        labels=tuple(
            (column, [sources[place] for place in places])
            for column, sources in zip(body.label_columns, body.labels, strict=True)
        ),
        named=list(named),
        sections=[named[cells] for cells in sections],
        heads=[named[cells] for cells in heads],
    )
