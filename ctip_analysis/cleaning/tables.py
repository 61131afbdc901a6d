"""The tables of a file as plain rows of cells: frames are split once, then nothing is looked up in a frame."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from ctip_analysis.cleaning.numbering import column_letter, column_number
from ctip_analysis.frames import TEXT_COLUMNS

__all__ = ["LARGEST_COUNT", "Cell", "Sheets", "Table", "split_reports"]

#: A larger number counts nobody; it is a number of something or somebody.
LARGEST_COUNT = 1e8


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
    """A table of a sheet with its cells, and the kind of each of its rows.

    A list of one record that stood across, a field a row, has the rows of its fields for columns: ``heads`` holds where
    their names stand, ``side`` tells it from the others on the same rows. ``district_labels`` are the places of the label
    columns that are headed as districts.
    """

    sheet: str
    number: int
    is_list: bool
    title: tuple[str, ...]
    notes: tuple[str, ...]
    header_rows: tuple[int, ...]
    label_columns: tuple[str, ...]
    cells: list[Cell] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    side: str = ""
    district_labels: frozenset[int] = frozenset()

    def head_cell(self, column: int) -> str:
        """Give the address of a column's header."""
        return self.heads.get(column) or f"{column_letter(column)}{min(self.header_rows or (1,))}"

    def headers(self) -> dict[int, tuple[str, ...]]:
        """Give the header cells of each column."""
        return self._headers

    @cached_property
    def _headers(self) -> dict[int, tuple[str, ...]]:
        return {cell.column: cell.column_labels for cell in reversed(self.cells)}

    @cached_property
    def layout(self) -> tuple:
        """What tables have in common that are read alike: the header cells of each column."""
        return tuple(self._headers.items())

    def rows_of_cells(self) -> Iterator[tuple[int, list[Cell]]]:
        """Give the rows from top to bottom, each with its cells."""
        return iter(self._rows)

    @cached_property
    def _rows(self) -> list[tuple[int, list[Cell]]]:
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return sorted(rows.items())

    def carried(self, column: int) -> dict[int, Cell]:
        """Give, for rows where a column is blank, the cell above, where the column states a thing once for several rows.

        That it stands once for several rows shows in the column itself: it is filled in the first row, and no two
        rows in a row say the same.
        """
        rows = [(number, cells) for number, cells in self.rows_of_cells() if self.kind_of(number) == "data"]
        stated = [next((cell for cell in cells if cell.column == column), None) for _, cells in rows]
        repeats = any(
            a is not None and b is not None and a.text == b.text for a, b in itertools.pairwise(stated)
        )
        if not stated or stated[0] is None or repeats:
            return {}
        carried, last = {}, stated[0]
        for (number, _), cell in zip(rows, stated, strict=True):
            last = cell or last
            if cell is None:
                carried[number] = last
        return carried

    def has_sections(self) -> bool:
        """Whether any row stands in a section."""
        return any(cell.sections for cell in self.cells)

    def kind_of(self, row: int) -> str:
        """Give what a row is: data, total, ..."""
        return self.kinds.get(row, "data")

    def as_list(
        self, heads: dict[str, tuple[str, ...]], labeled: dict[int, dict[str, str]] | None = None
    ) -> "Table":
        """Give a matrix as a list: its label columns become columns like the others.

        Parameters
        ----------
        heads : dict of str to tuple of str
            The header cells of each label column, by its letters.
        labeled : dict of int to dict of str to str
            Rows that hold labels alone, several of them: records without a number, not headings of others.
        """
        labeled = labeled or {}
        columns = [
            (column_number(letters), letters, heads.get(letters, ())) for letters in self.label_columns
        ]
        headings = {tuple(texts.values()) for texts in labeled.values()}
        cells = [
            Cell(row, number, f"{letters}{row}", own[letters], own[letters], "reported", (), head, ())
            for row, own in labeled.items()
            for number, letters, head in columns
            if letters in own
        ]
        for row, own in self.rows_of_cells():
            if headings:
                own = [cell._replace(sections=()) if cell.sections in headings else cell for cell in own]
            labels = zip(columns, own[0].row_labels, strict=False)
            cells += [
                Cell(row, number, f"{letters}{row}", text, text, "reported", (), head, own[0].sections)
                for (number, letters, head), text in labels
                if text
            ]
            cells += [cell._replace(row_labels=()) for cell in own]
        kinds = self.kinds | dict.fromkeys(labeled, "data")
        return replace(self, cells=cells, kinds=kinds, is_list=True, label_columns=())

    def as_matrix(self) -> "Table":
        """Give a list as a matrix: its columns of texts become labels of its rows."""
        texts = {c.column for c in self.cells if isinstance(c.value, str)}
        numbers = {c.column for c in self.cells if isinstance(c.value, (int, float))}
        labels = sorted(texts - numbers)
        cells = []
        for _, own in self.rows_of_cells():
            stated = {cell.column: cell.text for cell in own}
            row_labels = tuple(stated.get(column, "") for column in labels)
            cells += [cell._replace(row_labels=row_labels) for cell in own if cell.column not in labels]
        letters = tuple(column_letter(column) for column in labels)
        return replace(self, cells=cells, is_list=False, label_columns=letters)


@dataclass(frozen=True)
class Sheets:
    """What was read of one file: its tables, and the cells outside of them by sheet.

    ``texts`` holds (table, row, column, cell, text) of titles, headers, sections and notes.
    """

    tables: list[Table]
    texts: dict[str, list[tuple[int, int, int, str, str]]] = field(default_factory=dict)

    @cached_property
    def said(self) -> frozenset[str]:
        """Every text of the file, each once: of titles, headers, notes, labels and cells of texts."""
        texts = {cell[-1] for cells in self.texts.values() for cell in cells}
        for table in self.tables:
            texts.update(table.title, table.notes)
            texts.update([cell.text for cell in table.cells if isinstance(cell.value, str)])
            if table.label_columns:
                texts.update(label for _, cells in table.rows_of_cells() for label in cells[0].row_labels)
        return frozenset(texts)

    @cached_property
    def unread(self) -> frozenset[str]:
        """The texts of the cells that hold no value."""
        return frozenset([c.text for table in self.tables for c in table.cells if c.value is None])

    @cached_property
    def has_large_numbers(self) -> bool:
        """Whether a number of the file is so large that it may name somebody."""
        numbers = [c.value for table in self.tables for c in table.cells if isinstance(c.value, (int, float))]
        return max(map(abs, numbers), default=0) >= LARGEST_COUNT

    def labeled_rows(self, table: Table) -> dict[int, dict[str, str]]:
        """Give the labels of a table's rows that hold several of them and no number, by row and the column's letters."""
        rows: dict[int, dict[str, str]] = {}
        for _, row, _, cell, text in self.texts.get(table.sheet, ()):
            letters = cell.rstrip("0123456789")
            if table.kinds.get(row) == "section" and letters in table.label_columns:
                rows.setdefault(row, {})[letters] = text
        return {row: own for row, own in rows.items() if len(own) > 1}

    def heads_of(self, table: Table) -> dict[str, tuple[str, ...]]:
        """Give the header cells of a table's label columns, by their letters."""
        heads: dict[str, list[str]] = {}
        for _, row, _, cell, text in self.texts.get(table.sheet, ()):
            letters = cell.rstrip("0123456789")
            if row in table.header_rows and letters in table.label_columns:
                heads.setdefault(letters, []).append(text)
        return {letters: tuple(texts) for letters, texts in heads.items()}


def _is_true(value) -> bool:
    return value is True or str(value).casefold() in ("true", "yes", "1")


def _by_table(frame: pd.DataFrame, items: list) -> dict[tuple[str, str, int], list]:
    """Give what stands for the rows of a frame by file, sheet and table."""
    columns = [frame[name].to_numpy() for name in ("file", "sheet", "table")]
    is_new = np.zeros(len(items), dtype=bool)
    for column in columns:
        is_new[1:] |= column[1:] != column[:-1]
    starts = [0, *np.flatnonzero(is_new).tolist()] if items else []
    found: dict[tuple[str, str, int], list] = {}
    for start, end in itertools.pairwise([*starts, len(items)]):
        key = tuple([column[start] for column in columns])
        found.setdefault(key, []).extend(items[start:end])
    return found


def _share(numbers: pd.Series) -> list[int]:
    """Give whole numbers as a list in which equal ones are one object: the cells of a row tell its number many times."""
    own = list(range(int(numbers.max()) + 1)) if len(numbers) else []
    return list(map(own.__getitem__, numbers.tolist()))


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
    columns = [_share(reports.cells["row"]), *(reports.cells[name].tolist() for name in Cell._fields[1:])]
    bodies = zip(*columns, strict=True)
    # A Cell is a tuple with names: the columns of the frame are its fields.
    cells = _by_table(reports.cells, [tuple.__new__(Cell, body) for body in bodies])
    kinds = _by_table(
        reports.rows, list(zip(reports.rows["row"].tolist(), reports.rows["kind"].tolist(), strict=True))
    )
    tables: dict[str, list[Table]] = {}
    columns = ("file", "sheet", "table", "header_rows", "label_columns", "is_list", "title", "notes")
    for file, sheet, number, header_rows, labels, is_list, title, notes in zip(
        *(reports.tables[name].tolist() for name in columns), strict=True
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
                dict(kinds.get(key, ())),
            )
        )
    texts: dict[str, dict[str, list]] = {}
    for file, sheet, *text in zip(*(reports.texts[name].tolist() for name in TEXT_COLUMNS), strict=True):
        texts.setdefault(file, {}).setdefault(sheet, []).append(tuple(text))
    return {
        file: Sheets(tables.get(file, []), texts.get(file, {})) for file in pd.unique(reports.files["file"])
    }
