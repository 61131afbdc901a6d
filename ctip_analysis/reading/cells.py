"""The body cells of tables: found table by table, read for many tables at once.

A table of a report is small, and what is done once for each of thousands of tables is most of the work: so a table is
only cut out of its sheet, and values, texts, statuses, addresses and labels are given to all cells of many tables
together.
"""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.reading.bodies import Body
from ctip_analysis.reading.dates import read_date
from ctip_analysis.reading.framing import fill_objects
from ctip_analysis.reading.grid import Grid, cross
from ctip_analysis.reading.marks import BLANK, BOOLEAN, DATE
from ctip_analysis.reading.readings import MAXIMUM_READINGS, choose_reading, readings_by
from ctip_analysis.reading.sheets import column_letters, spell_address
from ctip_analysis.reading.words import CellWords

__all__ = ["TableCells", "find_cells", "find_two_ways", "read_cells"]

#: The addresses of the first rows of the first columns are spelled once.
FIRST_ROWS, FIRST_COLUMNS = 1024, 256
#: Rows that give cells; in a list a heading may carry remarks beside its name.
CELL_ROWS = {True: ("data", "total", "section"), False: ("data", "total")}
DECIDED = (3, 4)


@dataclass(frozen=True)
class TableCells:
    """The filled cells of a table, row by row, not yet read.

    Attributes
    ----------
    rows, columns : numpy.ndarray of int
        Rows and columns of the table, counted from 0.
    row_at, column_at : numpy.ndarray of int
        The place of each cell among them.
    held, kinds : numpy.ndarray
        What each cell holds, and its kind.
    readings : numpy.ndarray of int8
        How each column is read: a place among those of `readings`.
    row_labels, sections, heads : list of tuple of str
        Of each row, and of each column.
    """

    rows: np.ndarray
    columns: np.ndarray
    row_at: np.ndarray
    column_at: np.ndarray
    held: np.ndarray
    kinds: np.ndarray
    readings: np.ndarray
    row_labels: list[tuple[str, ...]]
    sections: list[tuple[str, ...]]
    heads: list[tuple[str, ...]]


def _fill_down(grid: Grid, body: Body, rows: np.ndarray, columns: list[int], kinds, values) -> None:
    """Give the cells of a list that lie under a merge the content of the merge."""
    row_at = {row: place for place, row in enumerate(rows.tolist())}
    column_at = {column: place for place, column in enumerate(columns)}
    for (row, column), source in body.filled_down.items():
        if row in row_at and column in column_at:
            kinds[row_at[row], column_at[column]] = grid.kinds[source]
            values[row_at[row], column_at[column]] = grid.values[source]


def find_cells(grid: Grid, body: Body) -> TableCells | None:
    """Find every non-blank body cell outside the label columns.

    Parameters
    ----------
    grid : Grid
    body : Body

    Returns
    -------
    TableCells or None
        None where there is no cell.
    """
    places = [place for place, kind in enumerate(body.kinds) if kind in CELL_ROWS[body.is_list]]
    columns = [c for c in body.columns if c not in body.label_columns]
    if not places or not columns:
        return None
    rows = np.array([body.rows[place] for place in places])
    at = cross(rows, columns)
    kinds, values = grid.kinds[at], grid.values[at]
    if body.is_list:
        if body.filled_down:
            _fill_down(grid, body, rows, columns, kinds, values)
        kinds[[body.kinds[place] == "section" for place in places], 0] = BLANK
    by_column, height = kinds.T.tobytes(), len(rows)
    readings = [
        choose_reading(
            by_column[place * height : (place + 1) * height], values[:, place].tolist(), grid.words
        )
        for place in range(len(columns))
    ]
    row_at, column_at = _find_filled(kinds)
    if not len(row_at):
        return None
    return TableCells(
        rows=rows,
        columns=np.array(columns),
        row_at=row_at,
        column_at=column_at,
        held=_pick(values, kinds),
        kinds=_pick(kinds, kinds),
        readings=np.array(readings, dtype=np.int8),
        row_labels=[body.labels[place] for place in places],
        sections=[body.sections[place] for place in places],
        heads=[body.heads[column] for column in columns],
    )


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


def find_two_ways(cells: TableCells, words: CellWords) -> list[str]:
    """Give the addresses of the dates that can be read two ways, where nothing in their column decides.

    Parameters
    ----------
    cells : TableCells
    words : CellWords

    Returns
    -------
    list of str
    """
    found = []
    for place in np.flatnonzero(cells.kinds == DATE).tolist():
        held, column = cells.held[place], cells.column_at[place]
        if isinstance(held, str) and cells.readings[column] not in DECIDED:
            date = read_date(held.strip(), words)
            if date is not None and date.is_two_ways:
                found.append(
                    spell_address(int(cells.rows[cells.row_at[place]]) + 1, int(cells.columns[column]) + 1)
                )
    return found


class _Addresses:
    """The addresses of cells; those of the first rows and columns are the same objects in every sheet."""

    def __init__(self):
        self.known = np.empty((FIRST_COLUMNS, FIRST_ROWS), dtype=object)
        self.spelled: set[int] = set()

    def spell(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Give the addresses of cells; rows and columns counted from 0."""
        if rows.max() >= FIRST_ROWS or columns.max() >= FIRST_COLUMNS:
            return self._spell_far(rows, columns)
        for column in set(np.unique(columns).tolist()) - self.spelled:
            letters = column_letters(column + 1)
            self.known[column] = [f"{letters}{row}" for row in range(1, FIRST_ROWS + 1)]
            self.spelled.add(column)
        return self.known[columns, rows]

    @staticmethod
    def _spell_far(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Spell each address anew, piece by piece."""
        letters = [column_letters(column + 1) for column in range(int(columns.max()) + 1)]
        found = np.empty(len(rows), dtype=object)
        for start in range(0, len(rows), MAXIMUM_READINGS):
            part = slice(start, start + MAXIMUM_READINGS)
            pairs = zip(columns[part].tolist(), (rows[part] + 1).tolist(), strict=True)
            found[part] = [f"{letters[column]}{row}" for column, row in pairs]
        return found


ADDRESSES = _Addresses()


def _join(parts: list[np.ndarray]) -> np.ndarray:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _shift(places: list[np.ndarray], sizes: list[int]) -> np.ndarray:
    """Turn places within each table into places within all of them."""
    starts = np.cumsum([0, *sizes[:-1]])
    return _join([own + start if start else own for own, start in zip(places, starts.tolist(), strict=True)])


def read_cells(tables: list[TableCells], words: CellWords) -> dict[str, np.ndarray]:
    """Read the cells of tables.

    Parameters
    ----------
    tables : list of TableCells
        Emptied, so that what has been put together is let go.
    words : CellWords

    Returns
    -------
    dict of str to numpy.ndarray
        row and column (counted from 1), cell, value, text, status, row_labels, column_labels, sections.
    """
    row_at = _shift([table.row_at for table in tables], [len(table.rows) for table in tables])
    column_at = _shift([table.column_at for table in tables], [len(table.columns) for table in tables])
    row = _join([table.rows for table in tables])[row_at]
    column = _join([table.columns for table in tables])[column_at]
    readings = _join([table.readings for table in tables])[column_at]
    found = {
        "row_labels": fill_objects([labels for table in tables for labels in table.row_labels])[row_at],
        "column_labels": fill_objects([heads for table in tables for heads in table.heads])[column_at],
        "sections": fill_objects([sections for table in tables for sections in table.sections])[row_at],
        "cell": ADDRESSES.spell(row, column),
    }
    held, kinds = (_join([getattr(table, name) for table in tables]) for name in ("held", "kinds"))
    tables.clear()
    row += 1
    column += 1
    return found | {"row": row, "column": column} | _read_held(held, kinds, readings, words)


def _read_held(
    held: np.ndarray, kinds: np.ndarray, readings: np.ndarray, words: CellWords
) -> dict[str, np.ndarray]:
    """Give values, texts and statuses of cells, each read as its column is."""
    value, text, status = found = [np.empty(len(held), dtype=object) for _ in range(3)]
    for start in range(0, len(held), MAXIMUM_READINGS):
        part = readings[start : start + MAXIMUM_READINGS]
        for number in np.flatnonzero(np.bincount(part)).tolist():
            places = start + np.flatnonzero(part == number)
            for whole, read in zip(
                found, readings_by(words)[number].read(held[places].tolist()), strict=True
            ):
                whole[places] = read
    # True is 1 to a dictionary.
    for place in np.flatnonzero(kinds == BOOLEAN).tolist():
        value[place] = text[place] = str(held[place]).upper()
        status[place] = "reported"
    return {"value": value, "text": text, "status": status}
