"""A sheet's cells as arrays: what each holds and what kind it is, so that shapes are seen at once.

What is asked of one row or column is asked of bytes; loops over cells stay out of the layout. `gridding` makes it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import compress

import numpy as np

from ctip_analysis.reading.marks import BLANK, LOOSE, NUMBER, is_among, read_text
from ctip_analysis.reading.questions import Notes
from ctip_analysis.reading.sheets import Borders
from ctip_analysis.reading.words import CellWords, load_cell_words

__all__ = ["Grid", "as_number", "cross", "show_label"]

NUMERIC, NAN = (NUMBER, LOOSE), float("nan")


@dataclass(frozen=True)
class Grid:
    """The used part of a sheet.

    Attributes
    ----------
    held : numpy.ndarray of object
        What the cells hold, row by row; texts as they stand. Looked at through ``values``, ``text`` and their like.
    kinds : numpy.ndarray of int8
        The kind of each cell; a cell under a merge is blank. A view of ``codes``, and as little to be changed.
    codes : bytes
        The same row by row: what is asked of one row or column is asked of bytes, many times faster than of an array.
    merges : tuple of (top, left, bottom, right)
        Those that hold something.
    read_borders : callable
        Gives the lines drawn on the sheet.
    words : CellWords
        What stands for a value, or names a month.
    shown : dict of (row, column) to str
        How numbers are seen that are shown otherwise than they are held: percentages, and texts with thousands.
    two_ways : frozenset of str
        Texts among its cells that are a number which can be read two ways.
    remembered : dict
        What was found of a stretch of it, so that it is found once.
    notes : Notes
        What its layout asks of its contents.
    """

    held: np.ndarray
    kinds: np.ndarray
    codes: bytes
    merges: tuple
    read_borders: Callable[[], Borders] = Borders
    words: CellWords = field(default_factory=load_cell_words)
    shown: dict[tuple[int, int], str] = field(default_factory=dict, repr=False)
    two_ways: frozenset[str] = frozenset()
    remembered: dict = field(default_factory=dict, repr=False, compare=False)
    notes: Notes = field(default_factory=Notes, repr=False, compare=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.kinds.shape

    @property
    def values(self) -> np.ndarray:
        """What the cells hold, rows by columns."""
        self.notes.look()
        return self.held.reshape(self.kinds.shape)

    @property
    def has_number_texts(self) -> bool:
        """Whether some number is stored as a text."""
        if "number texts" not in self.remembered:
            numbers = self.held[self.kinds.reshape(-1) == NUMBER].tolist()
            self.remembered["number texts"] = LOOSE in self.codes or str in set(map(type, numbers))
        return self.remembered["number texts"]

    @property
    def borders(self) -> Borders:
        """The lines drawn on the sheet; looked up when first asked for."""
        self.notes.look()
        if "borders" not in self.remembered:
            self.remembered["borders"] = self.read_borders()
        return self.remembered["borders"]

    def value(self, row: int, column: int):
        """Give what a cell holds."""
        self.notes.look()
        return self.held[row * self.kinds.shape[1] + column]

    def kind(self, row: int, column: int) -> int:
        """Give the kind of a cell."""
        return self.codes[row * self.kinds.shape[1] + column]

    def row_kinds(self, row: int, left: int, right: int) -> bytes:
        """Give the kinds of a row's cells, between two columns."""
        start = row * self.kinds.shape[1]
        return self.codes[start + left : start + right + 1]

    def column_kinds(self, column: int, top: int, bottom: int) -> bytes:
        """Give the kinds of a column's cells, between two rows."""
        width = self.kinds.shape[1]
        return self.codes[top * width + column : bottom * width + column + 1 : width]

    def pick_kinds(self, row: int, columns) -> bytes:
        """Give the kinds of some cells of a row."""
        start = row * self.kinds.shape[1]
        return bytes([self.codes[start + column] for column in columns])

    def filled_columns(self, row: int, left: int, right: int) -> list[int]:
        """Give the columns, between two, in which a row holds something."""
        return list(compress(range(left, right + 1), self.row_kinds(row, left, right)))

    def merges_on(self, row: int) -> list[tuple[int, int, int, int]]:
        """Give the merges that lie on a row."""
        return [merge for merge in self.merges if merge[0] <= row <= merge[2]]

    def count_filled(self, top: int, bottom: int, left: int, right: int) -> np.ndarray:
        """Count the cells of each row that hold something, between two columns."""
        key = ("filled", left, right)
        if key not in self.remembered:
            self.remembered[key] = (self.kinds[:, left : right + 1] != BLANK).sum(axis=1)
        return self.remembered[key][top : bottom + 1]

    def column_texts(self, column: int) -> list[str]:
        """Give the texts of a column's cells from the first row on, and an empty text behind the last one, for none."""
        self.notes.look()
        key = ("texts", column)
        if key not in self.remembered:
            held = self.held[column :: self.kinds.shape[1]].tolist()
            texts = [*(v.strip() if type(v) is str else show_label(v) for v in held), ""]
            for row in [row for row, own in self.shown if own == column]:
                texts[row] = self.shown[row, column]
            self.remembered[key] = texts
        return self.remembered[key]

    def texts(self, rows, column: int) -> list[str]:
        """Give the texts of some of a column's cells; a blank is an empty text."""
        return list(map(self.column_texts(column).__getitem__, np.asarray(rows).tolist()))

    def texts_of(self, places) -> tuple[str, ...]:
        """Give the texts of cells, each told by its row and its column."""
        self.notes.look()
        if self.shown:
            return tuple([self.text(row, column) for row, column in places])
        held, width = self.held, self.kinds.shape[1]
        found = [held[row * width + column] for row, column in places]
        return tuple([v.strip() if type(v) is str else show_label(v) for v in found])

    def row_texts(self, row: int, left: int, right: int) -> tuple[str, ...]:
        """Give the texts of the filled cells of a row, between two columns."""
        self.notes.look()
        if self.shown:
            return tuple([self.text(row, column) for column in self.filled_columns(row, left, right)])
        start = row * self.kinds.shape[1]
        held = self.held[start + left : start + right + 1].tolist()
        filled = compress(held, self.row_kinds(row, left, right))
        return tuple([v.strip() if type(v) is str else show_label(v) for v in filled])

    def column_numbers(self, rows: list[int], column: int) -> list[float]:
        """Give the numbers of some of a column's cells, nan where there is none that is certain."""
        self.notes.look()
        held, codes, width = self.held, self.codes, self.kinds.shape[1]
        at = [row * width + column for row in rows]
        return [as_number(held[n], self.words) if codes[n] in NUMERIC else NAN for n in at]

    def numbers(self, rows, columns) -> np.ndarray:
        """Give the numbers of a block of cells, nan where there is none that is certain."""
        at = cross(rows, columns)
        kinds = self.kinds[at]
        is_number = is_among(kinds, (NUMBER, LOOSE))
        held = self.values[at]
        if is_number.all() and not self.has_number_texts:
            return held.astype(float)
        found, numbers = np.full(kinds.shape, np.nan), held[is_number].tolist()
        found[is_number] = [as_number(n, self.words) for n in numbers] if self.has_number_texts else numbers
        return found

    def text(self, row: int, column: int) -> str:
        """Give a cell's text without blanks around it."""
        self.notes.look()
        value = self.held[row * self.kinds.shape[1] + column]
        return value.strip() if type(value) is str else self.shown.get((row, column)) or show_label(value)


def cross(rows, columns) -> tuple[np.ndarray, np.ndarray]:
    """Give what picks the cells of some rows and columns from an array.

    Examples
    --------
    >>> np.arange(9).reshape(3, 3)[cross([0, 2], [1])].tolist()
    [[1], [7]]
    """
    return np.asarray(rows, dtype=np.intp)[:, None], np.asarray(columns, dtype=np.intp)


def as_number(value, words: CellWords | None = None) -> float:
    """Give the number of a cell that holds one, be it stored as a number or as a text; nan where it is uncertain.

    Examples
    --------
    >>> as_number("1 234,5"), as_number(3)
    (1234.5, 3.0)
    """
    if type(value) is float:
        return value
    if isinstance(value, str):
        value = read_text(value, words).value
    return float(value) if isinstance(value, (int, float)) else NAN


def show_label(value) -> str:
    """Give a header or label as text: 2010.0 is "2010", a date is ISO.

    Examples
    --------
    >>> show_label(2010.0), show_label(" По полу "), show_label(dt.date(2018, 1, 1))
    ('2010', 'По полу', '2018-01-01')
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)
