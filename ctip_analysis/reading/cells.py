"""The body cells of a table to values, texts and statuses, each read in the light of its column.

"30-40" is a doubt among numbers and an age among texts; "нет" is none among numbers and an answer among texts. What a
column holds is counted first; then each cell is read.
"""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.reading.bodies import Body
from ctip_analysis.reading.dates import decide_order, read_in_order
from ctip_analysis.reading.grid import Grid, show_label
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

#: From this length on a column's numbers are shared, which saves memory and not time.
LONG = 5000
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


def _describe(kinds: np.ndarray, values: np.ndarray) -> str:
    """Tell whether a column holds numbers, dates or texts."""
    counts = np.bincount(kinds, minlength=8)
    texts = counts[TEXT]
    if texts:
        texts -= sum(read_text(value).is_word for value in values[kinds == TEXT].tolist())
    if counts[DATE] and counts[DATE] >= max(texts, counts[NUMBER], 1):
        return "date"
    if counts[NUMBER] and counts[NUMBER] >= texts:
        return "number"
    if texts or counts[RANGE] or counts[BOOLEAN]:
        return "text"
    return "number" if counts[MARK] or counts[LOOSE] or counts[TEXT] else "text"


def _share(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give numbers and their texts as objects; in a long column the same object wherever the same number stands."""
    if len(numbers) < LONG:
        objects = [int(n) if n.is_integer() else n for n in numbers.tolist()]
        return _objects(objects), _objects([str(n) if type(n) is int else f"{n:.15g}" for n in objects])
    different, places = np.unique(numbers, return_inverse=True)
    is_whole = (different == np.floor(different)) & (np.abs(different) < 2**53)
    objects = [int(n) if whole else n for n, whole in zip(different.tolist(), is_whole.tolist(), strict=True)]
    texts = [str(n) if isinstance(n, int) else f"{n:.15g}" for n in objects]
    return _objects(objects)[places], _objects(texts)[places]


def _read_column(kinds: np.ndarray, values: np.ndarray) -> tuple:
    """Read the cells of a column to values, texts and statuses; a blank is read as nothing."""
    column = _describe(kinds, values)
    is_plain = kinds == NUMBER
    if column == "number" and is_plain.all() and set(map(type, values)) == {float}:
        return *_share(values.astype(float)), "reported"
    order = decide_order(v for v in values.tolist() if isinstance(v, str)) if column == "date" else ""
    read = [
        (None, "", "")
        if kind == BLANK
        else _read_number(value, column)
        if kind == NUMBER and not isinstance(value, str)
        else _read_one(value, kind, column, order)
        for kind, value in zip(kinds.tolist(), values.tolist(), strict=True)
    ]
    return tuple(map(_objects, zip(*read, strict=True)))


def _read_one(value, kind: int, column: str, order: str = "") -> tuple[object, str, str]:
    """Give value, text and status of a cell that is no plain number."""
    if kind == BOOLEAN:
        shown = str(value).upper()
        return shown, shown, "reported"
    if not isinstance(value, str):
        iso = iso_of(value)
        return iso, iso, "reported"
    mark, shown = read_text(value), value.strip()
    if kind == NUMBER:
        if column == "date" and (iso := read_excel_serial(mark.value)):
            return iso, shown, "reported"
        return mark.value, shown, mark.status
    if kind == MARK:
        return None, shown, mark.status
    if kind == DATE and order and not mark.value and (iso := read_in_order(shown, order)):
        return iso, shown, "reported"
    if kind == DATE:
        return mark.value or None, shown, mark.status
    if kind in (LOOSE, RANGE):
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


def _objects(items: list) -> np.ndarray:
    """Give a one-dimensional array of objects, tuples among them."""
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


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
    at = np.ix_(rows, columns)
    kinds, values = grid.kinds[at], grid.values[at]
    if body.is_list:
        _fill_down(grid, body, rows, columns, kinds, values)
        is_heading = np.array([body.kinds[place] == "section" for place in places])
        kinds[is_heading, 0] = BLANK
    filled = kinds != BLANK
    row_at, column_at = np.nonzero(filled)
    if not len(row_at):
        return None
    numbers = [str(row + 1) for row in rows.tolist()]
    cell, value, text, status = (np.empty(filled.shape, dtype=object) for _ in range(4))
    for place, column in enumerate(columns):
        letters = column_letters(column + 1)
        cell[:, place] = [letters + number for number in numbers]
        value[:, place], text[:, place], status[:, place] = _read_column(kinds[:, place], values[:, place])
    return TableCells(
        row=rows[row_at] + 1,
        column=np.array(columns)[column_at] + 1,
        cell=_pick(cell, filled),
        value=_pick(value, filled),
        text=_pick(text, filled),
        status=_pick(status, filled),
        row_labels=_objects([body.labels[place] for place in places])[row_at],
        column_labels=_objects([body.heads[c] for c in columns])[column_at],
        sections=_objects([body.sections[place] for place in places])[row_at],
    )
