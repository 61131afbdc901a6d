"""The body cells of a table to values, texts and statuses, each read in the light of its column.

"30-40" is a doubt among numbers and an age among texts; "нет" is none among numbers and an answer among texts. What a
column holds is counted first; then each cell is read.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ctip_analysis.reading.bodies import Body
from ctip_analysis.reading.dates import decide_order, read_in_order
from ctip_analysis.reading.framing import fill_objects
from ctip_analysis.reading.grid import Grid, cross, show_label
from ctip_analysis.reading.marks import (
    BLANK,
    BOOLEAN,
    DATE,
    LOOSE,
    MARK,
    NUMBER,
    RANGE,
    TEXT,
    iso_of,
    read_excel_serial,
    read_text,
)
from ctip_analysis.reading.sheets import column_letters

__all__ = ["TableCells", "read_cells"]

#: So many different things are remembered, and so many cells are read at once.
MAXIMUM_READINGS = 50_000
#: The addresses of this many rows are spelled once for all sheets.
FIRST_ROWS = 1024
#: Rows that give cells; in a list a heading may carry remarks beside its name.
CELL_ROWS = {True: ("data", "total", "section"), False: ("data", "total")}


@dataclass(frozen=True)
class TableCells:
    """The cells of a table as arrays, row by row; rows and columns counted from 1."""

    row: np.ndarray
    column: np.ndarray
    cell: np.ndarray
    value: np.ndarray
    text: np.ndarray
    status: np.ndarray
    row_labels: np.ndarray
    column_labels: np.ndarray
    sections: np.ndarray


def _describe(counts: np.ndarray, kinds: np.ndarray, values: np.ndarray) -> str:
    """Tell whether a column holds numbers, dates or texts, from how often each kind of cell occurs."""
    n_numbers, texts = counts[NUMBER], counts[TEXT]
    if texts:
        texts -= sum(read_text(value).is_word for value in values[kinds == TEXT].tolist())
    if counts[DATE] and counts[DATE] >= max(texts, n_numbers, 1):
        return "date"
    if n_numbers and n_numbers >= texts:
        return "number"
    if texts or counts[RANGE] or counts[BOOLEAN]:
        return "text"
    return "number" if counts[MARK] or counts[LOOSE] or counts[TEXT] else "text"


class _Readings(dict):
    """What cells of columns of one kind say: each different thing is read once, numbered, and shared from then on.

    Parameters
    ----------
    column : str
        What the column holds: number, date or text.
    order : str
        Of day and month in the dates of this column.
    """

    def __init__(self, column: str, order: str = "", size: int = 2 * MAXIMUM_READINGS):
        super().__init__()
        self.column, self.order = column, order
        self.known = [np.empty(size, dtype=object) for _ in range(3)]

    def __missing__(self, held) -> int:
        if isinstance(held, str):
            found = _read_text_cell(held, self.column, self.order)
        elif isinstance(held, (int, float)):
            found = _read_number(held, self.column)
        else:
            iso = iso_of(held)
            found = iso, iso, "reported"
        self[held] = number = len(self)
        for known, part in zip(self.known, found, strict=True):
            known[number] = part
        return number

    def read(self, held: list) -> list[np.ndarray]:
        """Give values, texts and statuses; no more than `MAXIMUM_READINGS` at once."""
        if len(self) + len(held) > len(self.known[0]):
            self.clear()
        numbers = np.fromiter(map(self.__getitem__, held), dtype=np.intp, count=len(held))
        return [known[numbers] for known in self.known]


#: What numbers and texts are read to is the same in every table; dates depend on the rest of their column.
READINGS = {column: _Readings(column) for column in ("number", "text")}


def _read_all(kinds: np.ndarray, cells: np.ndarray, readings: _Readings) -> list[np.ndarray]:
    """Read cells of columns of one kind to values, texts and statuses; a blank is read as nothing."""
    held = cells.ravel().tolist()
    starts = range(0, len(held), MAXIMUM_READINGS)
    parts = [readings.read(held[start : start + MAXIMUM_READINGS]) for start in starts]
    found = parts[0] if len(parts) == 1 else [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    is_boolean = kinds.ravel() == BOOLEAN
    if is_boolean.any():
        # True is 1 to a dictionary.
        for place in np.flatnonzero(is_boolean).tolist():
            found[0][place] = found[1][place] = str(held[place]).upper()
            found[2][place] = "reported"
    return [column.reshape(kinds.shape) for column in found]


def _read_columns(kinds: np.ndarray, values: np.ndarray) -> list[np.ndarray]:
    """Read some columns to values, texts and statuses; those that hold numbers, or texts, at once."""
    width = kinds.shape[1]
    shifted = kinds + 8 * np.arange(width)
    counts = np.bincount(shifted.ravel(), minlength=8 * width).reshape(width, 8).tolist()
    held: dict[str, list[int]] = {"number": [], "text": [], "date": []}
    for place, own in enumerate(counts):
        held[_describe(own, kinds[:, place], values[:, place])].append(place)
    groups = [(READINGS[column], held[column]) for column in READINGS if held[column]]
    for place in held["date"]:
        order = decide_order(value for value in values[:, place].tolist() if isinstance(value, str))
        groups.append((_Readings("date", order, min(len(kinds), MAXIMUM_READINGS)), [place]))
    if len(groups) == 1:
        return _read_all(kinds, values, groups[0][0])
    read = [np.empty(kinds.shape, dtype=object) for _ in range(3)]
    for readings, places in groups:
        for whole, part in zip(read, _read_all(kinds[:, places], values[:, places], readings), strict=True):
            whole[:, places] = part
    return read


@lru_cache(maxsize=128)
def _first_addresses(column: int) -> np.ndarray:
    letters = column_letters(column + 1)
    return fill_objects([f"{letters}{row}" for row in range(1, FIRST_ROWS + 1)])


def _spell_addresses(rows: np.ndarray, column: int) -> np.ndarray:
    """Give the addresses of a column's cells; those of the first rows are the same objects in every sheet."""
    if rows[-1] < FIRST_ROWS:
        return _first_addresses(column)[rows]
    letters = column_letters(column + 1)
    return fill_objects([f"{letters}{row}" for row in (rows + 1).tolist()])


def _read_text_cell(value: str, column: str, order: str) -> tuple[object, str, str]:
    """Give value, text and status of a cell that holds a text."""
    mark, shown = read_text(value), value.strip()
    if mark.kind == BLANK:
        return None, "", ""
    if mark.kind == NUMBER:
        if column == "date" and (iso := read_excel_serial(mark.value)):
            return iso, shown, "reported"
        return mark.value, shown, mark.status
    if mark.kind == MARK:
        return None, shown, mark.status
    if mark.kind == DATE and order and not mark.value and (iso := read_in_order(shown, order)):
        return iso, shown, "reported"
    if mark.kind == DATE:
        return mark.value or None, shown, mark.status
    if mark.kind in (LOOSE, RANGE):
        return (mark.value, shown, mark.status) if column == "number" else _read_plain(shown, column)
    if mark.is_word and column != "text":
        return None, shown, mark.status
    return _read_plain(shown, column)


def _read_plain(shown: str, column: str) -> tuple[object, str, str]:
    return (shown, shown, "reported") if column == "text" else (None, shown, "unreadable")


def _read_number(value: float | int, column: str) -> tuple[object, str, str]:
    if column == "date" and (iso := read_excel_serial(value)):
        return iso, show_label(value), "reported"
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    return number, show_label(value), "reported"


def _pick(block: np.ndarray, filled: np.ndarray) -> np.ndarray:
    """Give the filled cells row by row; a block without a blank is not copied."""
    return block.reshape(-1) if filled.all() else block[filled]


def _fill_down(grid: Grid, body: Body, rows: np.ndarray, columns: list[int], kinds, values) -> None:
    """Give the cells of a list that lie under a merge the content of the merge."""
    row_at = {row: place for place, row in enumerate(rows.tolist())}
    column_at = {column: place for place, column in enumerate(columns)}
    for (row, column), source in body.filled_down.items():
        if row in row_at and column in column_at:
            kinds[row_at[row], column_at[column]] = grid.kinds[source]
            values[row_at[row], column_at[column]] = grid.values[source]


def read_cells(grid: Grid, body: Body) -> TableCells | None:
    """Read every non-blank body cell outside the label columns.

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
    is_heading = np.array([body.kinds[place] == "section" for place in places]) if body.is_list else None
    filled = grid.kinds[cross(rows, columns)] != BLANK
    cell, value, text, status = (np.empty(filled.shape, dtype=object) for _ in range(4))
    step = max(1, MAXIMUM_READINGS // len(rows))
    for start in range(0, len(columns), step):
        own, part = columns[start : start + step], slice(start, start + step)
        at = cross(rows, own)
        kinds, values = grid.kinds[at], grid.values[at]
        if body.is_list:
            if body.filled_down:
                _fill_down(grid, body, rows, own, kinds, values)
            if start == 0:
                kinds[is_heading, 0] = BLANK
            filled[:, part] = kinds != BLANK
        read = _read_columns(kinds, values)
        if step >= len(columns):
            value, text, status = read
        else:
            value[:, part], text[:, part], status[:, part] = read
        for place, column in enumerate(own, start):
            cell[:, place] = _spell_addresses(rows, column)
    row_at, column_at = np.nonzero(filled)
    if not len(row_at):
        return None
    return TableCells(
        row=rows[row_at] + 1,
        column=np.array(columns)[column_at] + 1,
        cell=_pick(cell, filled),
        value=_pick(value, filled),
        text=_pick(text, filled),
        status=_pick(status, filled),
        row_labels=fill_objects([body.labels[place] for place in places])[row_at],
        column_labels=fill_objects([body.heads[c] for c in columns])[column_at],
        sections=fill_objects([body.sections[place] for place in places])[row_at],
    )
