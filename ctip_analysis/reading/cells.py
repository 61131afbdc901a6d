"""The body cells of tables: found table by table, read for many tables at once.

A table of a report is small, and what is done once for each of thousands of tables is most of the work: so a table is
only cut out of its sheet, and values, texts, statuses, addresses and labels are given to all cells of many tables
together.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from ctip_analysis.reading.dates import read_date
from ctip_analysis.reading.framing import fill_objects
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BOOLEAN, DATE, NUMBER
from ctip_analysis.reading.places import CellPlaces
from ctip_analysis.reading.readings import MAXIMUM_READINGS, READINGS, choose_reading, readings_by
from ctip_analysis.reading.sheets import column_letters, spell_address
from ctip_analysis.reading.words import CellWords

__all__ = ["TableCells", "find_open_numbers", "find_two_ways", "read_cells", "take_cells"]

#: The addresses of the first rows of the first columns are spelled once.
FIRST_ROWS, FIRST_COLUMNS = 1024, 256
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
    shown : dict of int to str
        The texts of the cells that are seen unlike what they hold, by their places among the filled ones.
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
    shown: dict[int, str] = field(default_factory=dict)


def take_cells(grid: Grid, places: CellPlaces) -> TableCells:
    """Take what the cells of a table hold, and the texts of its labels, sections and heads.

    Parameters
    ----------
    grid : Grid
    places : CellPlaces

    Returns
    -------
    TableCells
    """
    readings = places.readings.copy() if places.open_columns else places.readings
    for place, kinds, at in places.open_columns:
        readings[place] = choose_reading(kinds, grid.held[at].tolist(), grid.words)
    labels = [list(map(grid.column_texts(column).__getitem__, sources)) for column, sources in places.labels]
    named = [grid.texts_of(cells) for cells in places.named]
    return TableCells(
        rows=places.rows,
        columns=places.columns,
        row_at=places.row_at,
        column_at=places.column_at,
        held=grid.held[places.at],
        kinds=places.kinds,
        readings=readings,
        row_labels=list(zip(*labels, strict=True)) if labels else [()] * len(places.rows),
        sections=[named[place] for place in places.sections],
        heads=[named[place] for place in places.heads],
        shown=_find_shown(grid, places) if grid.shown else {},
    )


def _find_shown(grid: Grid, places: CellPlaces) -> dict[int, str]:
    """Give the texts of the cells of a table that are seen unlike what they hold."""
    found = enumerate(divmod(at, grid.shape[1]) for at in places.at.tolist())
    return {place: grid.shown[cell] for place, cell in found if cell in grid.shown}


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
    dates = np.flatnonzero(cells.kinds == DATE)
    if str not in set(map(type, cells.held[dates].tolist())):
        return []
    found = [
        (int(cells.row_at[place]), int(cells.column_at[place]))
        for place, held in zip(dates.tolist(), cells.held[dates].tolist(), strict=True)
        if type(held) is str and _is_two_ways(held, words)
    ]
    return [
        spell_address(int(cells.rows[row]) + 1, int(cells.columns[column]) + 1)
        for row, column in found
        if cells.readings[column] not in DECIDED
    ]


def find_open_numbers(cells: TableCells, two_ways: frozenset[str]) -> list[str]:
    """Give the addresses of the numbers, in columns of numbers, that can be read two ways: with thousands or decimals.

    Parameters
    ----------
    cells : TableCells
    two_ways : frozenset of str
        The texts that can.

    Returns
    -------
    list of str
    """
    found = [
        (int(cells.row_at[place]), int(cells.column_at[place]))
        for place in np.flatnonzero(cells.kinds == NUMBER).tolist()
        if cells.held[place] in two_ways
    ]
    return [
        spell_address(int(cells.rows[row]) + 1, int(cells.columns[column]) + 1)
        for row, column in found
        if READINGS[cells.readings[column]][0] == "number"
    ]


@lru_cache(maxsize=50_000)
def _is_two_ways(text: str, words: CellWords) -> bool:
    date = read_date(text.strip(), words)
    return date is not None and date.is_two_ways


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
    starts = np.cumsum([0, *(len(table.held) for table in tables)]).tolist()
    shown = {
        start + place: text
        for start, table in zip(starts, tables, strict=False)
        for place, text in table.shown.items()
    }
    tables.clear()
    del row_at, column_at
    row += 1
    column += 1
    read = _read_held(held, kinds, readings, words)
    for place, text in shown.items():
        read["text"][place] = text
    return found | {"row": row, "column": column} | read


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
