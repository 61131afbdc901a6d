"""The tables of a file as plain rows of cells: frames are split once, then nothing is looked up in a frame."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pandas as pd

__all__ = ["Cell", "Sheets", "Table", "split_reports"]


class Cell(NamedTuple):
    """A body cell; the columns of the frame of cells without its file, sheet and table."""

    row: int
    column: int
    cell: str
    value: object
    text: str
    status: str
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of a sheet with its cells, and the kind of each of its rows."""

    sheet: str
    number: int
    is_list: bool
    title: tuple[str, ...]
    notes: tuple[str, ...]
    header_rows: tuple[int, ...]
    label_columns: tuple[str, ...]
    cells: list[Cell] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)

    def headers(self) -> dict[int, tuple[str, ...]]:
        """Give the header cells of each column."""
        return {cell.column: cell.column_labels for cell in reversed(self.cells)}

    def rows_of_cells(self) -> Iterator[tuple[int, list[Cell]]]:
        """Give the rows from top to bottom, each with its cells."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return iter(sorted(rows.items()))

    def kind_of(self, row: int) -> str:
        """Give what a row is: data, total, ..."""
        return self.kinds.get(row, "data")

    def with_cells(self, cells: list[Cell]) -> "Table":
        """Give the table with other cells."""
        return replace(self, cells=cells)


@dataclass(frozen=True)
class Sheets:
    """What was read of one file."""

    tables: list[Table]
    kinds: list[tuple[str, int, str]]


def _is_true(value) -> bool:
    return value is True or str(value).casefold() in ("true", "yes", "1")


def split_reports(reports) -> dict[str, Sheets]:
    """Split the frames of a reading by file and table.

    Parameters
    ----------
    reports : Reports

    Returns
    -------
    dict of str to Sheets
        For every file, also one without a table.
    """
    cells: dict[tuple[str, str, int], list[Cell]] = {}
    frame = reports.cells
    keys = zip(frame["file"], frame["sheet"], frame["table"], strict=True)
    bodies = map(Cell._make, zip(*(frame[name] for name in Cell._fields), strict=True))
    for key, cell in zip(keys, bodies, strict=True):
        cells.setdefault(key, []).append(cell)
    kinds: dict[tuple[str, str, int], dict[int, str]] = {}
    rows_of: dict[str, list[tuple[str, int, str]]] = {}
    for file, sheet, table, row, kind in zip(
        *(reports.rows[name] for name in ("file", "sheet", "table", "row", "kind")), strict=True
    ):
        kinds.setdefault((file, sheet, table), {})[row] = kind
        rows_of.setdefault(file, []).append((sheet, row, kind))
    tables: dict[str, list[Table]] = {}
    columns = ("file", "sheet", "table", "header_rows", "label_columns", "is_list", "title", "notes")
    for file, sheet, number, header_rows, labels, is_list, title, notes in zip(
        *(reports.tables[name] for name in columns), strict=True
    ):
        key = (file, sheet, number)
        tables.setdefault(file, []).append(
            Table(
                sheet,
                number,
                _is_true(is_list),
                tuple(title),
                tuple(notes),
                tuple(header_rows),
                tuple(labels),
                cells.get(key, []),
                kinds.get(key, {}),
            )
        )
    return {
        file: Sheets(tables.get(file, []), rows_of.get(file, [])) for file in pd.unique(reports.files["file"])
    }
