"""The body cells of a table to values, texts and statuses, each read in the light of its column.

"30-40" is a doubt among numbers and an age among texts; "нет" is none among numbers and an answer among texts. What a
column holds is counted first; then each cell is read.
"""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.reading.bodies import Body
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


@dataclass(frozen=True)
class TableCells:
    """The cells of a table, column by column of the frame; rows and columns counted from 1."""

    row: list
    column: list
    cell: list
    value: list
    text: list
    status: list
    row_labels: list
    column_labels: list
    sections: list


def _describe(grid: Grid, rows: list[int], column: int) -> str:
    """Tell whether a column holds numbers, dates or texts."""
    kinds = grid.kinds[rows, column]
    counts = np.bincount(kinds, minlength=8)
    texts = counts[TEXT]
    if texts:
        cells = (grid.values[r, column] for r, kind in zip(rows, kinds, strict=True) if kind == TEXT)
        texts -= sum(read_text(cell).is_word for cell in cells)
    if counts[DATE] and counts[DATE] >= max(texts, counts[NUMBER], 1):
        return "date"
    if counts[NUMBER] and counts[NUMBER] >= texts:
        return "number"
    if texts or counts[RANGE]:
        return "text"
    return "number" if counts[MARK] or counts[LOOSE] or counts[TEXT] else "text"


def _read_one(value, kind: int, column: str) -> tuple[object, str, str]:
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


def read_cells(grid: Grid, body: Body) -> TableCells:
    """Read every non-blank body cell outside the label columns.

    Parameters
    ----------
    grid : Grid
    body : Body

    Returns
    -------
    TableCells
    """
    rows = [row for row, kind in body.kinds.items() if kind in ("data", "total")]
    found = TableCells([], [], [], [], [], [], [], [], [])
    columns = [c for c in body.columns if c not in body.label_columns]
    if not rows or not columns:
        return found
    kind_of = {c: _describe(grid, rows, c) for c in columns}
    letters = {c: column_letters(c + 1) for c in columns}
    fills = body.filled_down if body.is_list else {}
    for row in rows:
        labels, sections = body.labels.get(row, ()), body.sections.get(row, ())
        for column in columns:
            at = (row, column)
            if grid.kinds[at] == BLANK:
                at = fills.get(at)
                if at is None:
                    continue
            kind, value = int(grid.kinds[at]), grid.values[at]
            if kind == NUMBER and not isinstance(value, str):
                read = _read_number(value, kind_of[column])
            else:
                read = _read_one(value, kind, kind_of[column])
            found.row.append(row + 1)
            found.column.append(column + 1)
            found.cell.append(f"{letters[column]}{row + 1}")
            found.value.append(read[0])
            found.text.append(read[1])
            found.status.append(read[2])
            found.row_labels.append(labels)
            found.column_labels.append(body.column_labels.get(column, ()))
            found.sections.append(sections)
    return found
