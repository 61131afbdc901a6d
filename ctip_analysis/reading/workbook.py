"""One file of any kind to labelled cells, with its tables, the account of its rows, and what was doubtful."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from ctip_analysis.definitions import load_definitions
from ctip_analysis.errors import InputError
from ctip_analysis.frames import PROBLEM_COLUMNS, TABLE_COLUMNS, TEXT_COLUMNS
from ctip_analysis.reading.cells import TableCells, find_open_numbers, find_two_ways, read_cells, take_cells
from ctip_analysis.reading.containers import Trouble
from ctip_analysis.reading.framing import frame_cells, frame_rows, frame_tuples, name_cells
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.gridding import make_grid
from ctip_analysis.reading.marks import DATE, MARK
from ctip_analysis.reading.opening import Opened, open_file
from ctip_analysis.reading.plans import PLANS, TablePlan
from ctip_analysis.reading.problems import make_problem
from ctip_analysis.reading.readings import MAXIMUM_READINGS
from ctip_analysis.reading.sheets import Sheet, column_letters, spell_address
from ctip_analysis.reading.ties import change_kinds, find_named_totals
from ctip_analysis.reading.words import load_cell_words

__all__ = ["Gathered", "Workbook", "gather_workbook", "read_workbook"]

#: A sheet full of errors need not be listed to its last cell.
MAXIMUM_TROUBLES = 1000


@dataclass(frozen=True)
class Workbook:
    """What was read from a file.

    Attributes
    ----------
    file, format, sha256 : str
        Its name, what it is by its content, the hash of its bytes.
    cells, tables, rows, problems, texts : pandas.DataFrame
        Columns as in ``frames``: body cells with their labels, tables, every row of the used range, problems, the
        cells outside the bodies of tables.
    path : str
        Where the file was read from.
    """

    file: str
    format: str
    sha256: str
    cells: pd.DataFrame
    tables: pd.DataFrame
    rows: pd.DataFrame
    problems: pd.DataFrame
    texts: pd.DataFrame
    path: str = ""


class Gathered:
    """The rows of the frames, gathered sheet by sheet, be it of one file or of thousands; framed once.

    Attributes
    ----------
    file : str
        The file that is being read.
    first_table : int
        How many tables the files before it have.
    """

    def __init__(self, language: str, definitions=None):
        self.file, self.first_table, self.language = "", 0, language
        self.definitions, self.words = definitions or _default_pack(), load_cell_words(definitions)
        self.cells: list[list[np.ndarray]] = []
        self.unread: list[tuple[str, str, int, TableCells]] = []
        self.count = 0
        self.tables: list[tuple] = []
        self.rows: list[tuple] = []
        self.problems: list[tuple] = []
        self.texts: list[tuple] = []

    def say(self, code: str, **place) -> None:
        """Add a problem of the file that is being read."""
        parts = {"shown": ""} | place
        self.problems.append(
            make_problem(self.definitions, code, file=self.file, language=self.language, **parts)
        )

    def add_cells(self, sheet: str, number: int, cells: TableCells) -> None:
        """Add the cells of a table; they are read together with those of others."""
        self.unread.append((self.file, sheet, number, cells))
        self.count += len(cells.held)

    def read_if_many(self) -> None:
        """Read the cells that were added if they are many: between two sheets, so that nothing else of these is held."""
        if self.count >= MAXIMUM_READINGS:
            self._read_cells()

    def _read_cells(self) -> None:
        """Read the cells that wait, and let them go."""
        tables, self.unread, self.count = self.unread, [], 0
        if tables:
            names = [(*names, len(cells.held)) for *names, cells in tables]
            cells = [cells for *_, cells in tables]
            del tables
            self.cells.append(name_cells(names, read_cells(cells, self.words)))

    def frame(self) -> dict[str, pd.DataFrame]:
        """Give the five frames by their names."""
        self._read_cells()
        return {
            "cells": frame_cells(self.cells),
            "tables": frame_tuples(self.tables, TABLE_COLUMNS, table=np.int64, is_list=bool),
            "rows": frame_rows(self.rows),
            "problems": frame_tuples(self.problems, PROBLEM_COLUMNS),
            "texts": frame_tuples(self.texts, TEXT_COLUMNS, table=np.int64, row=np.int64, column=np.int64),
        }


@lru_cache(maxsize=1)
def _default_pack():
    return load_definitions()


def _add_table(gathered: Gathered, sheet: str, number: int, grid: Grid, plan: TablePlan) -> tuple[int, ...]:
    """Add a table, its cells and what is doubtful of it; give the doubtful rows that a word settled as totals."""
    gathered.tables.append(
        (
            gathered.file,
            sheet,
            number,
            plan.range,
            plan.header_rows,
            plan.label_columns,
            plan.is_list,
            grid.texts_of(plan.title),
            grid.texts_of(plan.notes),
        )
    )
    if plan.candidates:
        gathered.say("header_unclear", sheet=sheet, cell=plan.range, candidates=plan.candidates)
    named = find_named_totals(grid, plan)
    for row in plan.doubtful:
        if row not in named:
            gathered.say("total_unclear", sheet=sheet, cell=f"{row}:{row}")
    if plan.cells is not None:
        found = take_cells(grid, plan.cells)
        gathered.add_cells(sheet, number, found)
        for cell in find_two_ways(found, gathered.words) if DATE in grid.codes else ():
            gathered.say("date_two_ways", sheet=sheet, cell=cell)
        for cell in find_open_numbers(found, grid.two_ways)[:MAXIMUM_TROUBLES] if grid.two_ways else ():
            gathered.say("number_two_ways", sheet=sheet, cell=cell)
    return named


def _tell_hidden(gathered: Gathered, sheet: Sheet) -> None:
    if sheet.is_hidden:
        gathered.say("hidden_sheet", sheet=sheet.name)
    for first, last in _find_spans(sheet.hidden_rows):
        gathered.say("hidden_rows", sheet=sheet.name, cell=f"{first + 1}:{last + 1}")
    for first, last in _find_spans(sheet.hidden_columns):
        cell = f"{column_letters(first + 1)}:{column_letters(last + 1)}"
        gathered.say("hidden_columns", sheet=sheet.name, cell=cell)


def _tell_written_errors(gathered: Gathered, sheet: str, grid: Grid, known: set[str]) -> None:
    """Say which cells hold the text of an error or of a formula, as a CSV or an ODS shows them."""
    if MARK not in grid.codes:
        return
    for row, column in np.argwhere(grid.kinds == MARK)[:MAXIMUM_TROUBLES].tolist():
        shown = grid.text(row, column)
        if shown[:1] in ("#", "=", "E") and (cell := spell_address(row + 1, column + 1)) not in known:
            code = "formula_without_value" if shown.startswith("=") else "error_cell"
            gathered.say(code, sheet=sheet, cell=cell, shown=shown)


def _find_spans(places: frozenset[int]) -> list[tuple[int, int]]:
    """Join neighboring rows or columns."""
    spans: list[tuple[int, int]] = []
    for place in sorted(places):
        if spans and spans[-1][1] == place - 1:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    return spans


def _read_sheet(gathered: Gathered, sheets: list[Sheet]) -> None:
    """Take the next sheet and read it; its raw rows are let go as soon as they are laid out: they are large."""
    sheet = sheets.pop(0)
    name = sheet.name
    _tell_hidden(gathered, sheet)
    for code, cell, shown in sheet.troubles[:MAXIMUM_TROUBLES]:
        gathered.say(code, sheet=name, cell=cell, shown=shown)
    grid, known = make_grid(sheet, gathered.words), {cell for _, cell, _ in sheet.troubles}
    del sheet
    _tell_written_errors(gathered, name, grid, known)
    plan = PLANS.find(grid)
    first = len(gathered.tables) - gathered.first_table
    named: set[int] = set()
    for number, table in enumerate(plan.tables, first):
        named.update(_add_table(gathered, name, number, grid, table))
    row_kinds = change_kinds(plan.row_kinds, plan.rows, named)
    tables = np.where(plan.row_tables < 0, -1, plan.row_tables + first) if first else plan.row_tables
    gathered.rows.append((gathered.file, name, tables, plan.rows, row_kinds))
    texts = grid.texts_of([(row - 1, column - 1) for _, row, column, _ in plan.texts])
    gathered.texts += [
        (gathered.file, name, number + first if number >= 0 else -1, row, column, cell, text)
        for (number, row, column, cell), text in zip(plan.texts, texts, strict=True)
        if text
    ]


def gather_workbook(gathered: Gathered, path: Path, name: str) -> tuple[str, str, str]:
    """Add what a file holds to what is gathered.

    Returns
    -------
    tuple of str
        The file's name, its format, and the hash of its bytes.
    """
    gathered.file, gathered.first_table = name, len(gathered.tables)
    content = path.read_bytes()
    try:
        opened = open_file(content, path.stem)
    except Trouble as trouble:
        opened = Opened("", ())
        gathered.say(trouble.code)
    found = name, opened.format, hashlib.sha256(content).hexdigest()
    for sheet_name, code in opened.unread:
        gathered.say(code, sheet=sheet_name)
    sheets = list(opened.sheets)
    del opened, content
    while sheets:
        _read_sheet(gathered, sheets)
        gathered.read_if_many()
    return found


def read_workbook(path, *, name: str | None = None, language: str = "en", definitions=None) -> Workbook:
    """Read a file of any kind: find its tables, and give every body cell its address and labels.

    Parameters
    ----------
    path : path-like
        A workbook (xlsx, xlsm, xlsb, xls, ods) or a text table (csv, tsv), told by its content.
    name : str, optional
        What to call the file; its own name when not given.
    language : str
        Of the messages of problems.
    definitions : Definitions, optional
        Whose words stand for a value ("none", "about") and name the months; the built-in pack where none are given.

    Returns
    -------
    Workbook

    Raises
    ------
    InputError
        If there is no such file. What is wrong with a file never raises: it becomes a row of ``problems``.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> with ctip.example_reports() as folder:
    ...     workbook = ctip.read_workbook(sorted(folder.iterdir())[0])
    >>> workbook.tables["header_rows"].tolist()
    [(5,)]
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(
            f"There is no file {path}. Name a workbook or a CSV: ctip inspect report.xlsx.",
            word="error_no_file",
            file=path,
        )
    gathered = Gathered(language, definitions)
    found = gather_workbook(gathered, path, name or path.name)
    return Workbook(*found, **gathered.frame(), path=str(path))
