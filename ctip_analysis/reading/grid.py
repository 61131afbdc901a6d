"""A sheet's cells as arrays: what each holds and what kind it is, so that shapes are seen at once.

Types are told by one pass over the cells; each different text is read once. Loops over cells stay out of the layout.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

import numpy as np

from ctip_analysis.reading.framing import fill_objects
from ctip_analysis.reading.marks import BLANK, BOOLEAN, DATE, LOOSE, NUMBER, is_among, read_text
from ctip_analysis.reading.sheets import Borders, Sheet
from ctip_analysis.reading.words import CellWords, load_cell_words

__all__ = ["Grid", "as_number", "cross", "make_grid", "show_label"]

#: So many different texts are remembered.
MAXIMUM_KINDS = 200_000
KIND_OF_TYPE = {
    str: -1,
    float: NUMBER,
    int: NUMBER,
    bool: BOOLEAN,
    dt.date: DATE,
    dt.datetime: DATE,
    dt.time: DATE,
    dt.timedelta: DATE,
}


@dataclass(frozen=True)
class Grid:
    """The used part of a sheet.

    Attributes
    ----------
    values : numpy.ndarray of object
        Rows by columns; texts as they stand.
    kinds : numpy.ndarray of int8
        The kind of each cell; a cell under a merge is blank. A view of ``codes``, and as little to be changed.
    codes : bytes
        The same row by row: what is asked of one row or column is asked of bytes, many times faster than of an array.
    merges : tuple of (top, left, bottom, right)
        Those that hold something.
    read_borders : callable
        Gives the lines drawn on the sheet.
    has_number_texts : bool
        Whether some number is stored as a text.
    words : CellWords
        What stands for a value, or names a month.
    remembered : dict
        What was found of a stretch of it, so that it is found once.
    """

    values: np.ndarray
    kinds: np.ndarray
    codes: bytes
    merges: tuple
    read_borders: Callable[[], Borders] = Borders
    has_number_texts: bool = True
    words: CellWords = field(default_factory=load_cell_words)
    remembered: dict = field(default_factory=dict, repr=False, compare=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.kinds.shape

    @property
    def borders(self) -> Borders:
        """The lines drawn on the sheet; looked up when first asked for."""
        if "borders" not in self.remembered:
            self.remembered["borders"] = self.read_borders()
        return self.remembered["borders"]

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
        return [column for column, kind in enumerate(self.row_kinds(row, left, right), left) if kind]

    def merges_on(self, row: int) -> list[tuple[int, int, int, int]]:
        """Give the merges that lie on a row."""
        return [merge for merge in self.merges if merge[0] <= row <= merge[2]]

    def count_filled(self, top: int, bottom: int, left: int, right: int) -> np.ndarray:
        """Count the cells of each row that hold something, between two columns."""
        key = ("filled", left, right)
        if key not in self.remembered:
            self.remembered[key] = (self.kinds[:, left : right + 1] != BLANK).sum(axis=1)
        return self.remembered[key][top : bottom + 1]

    def texts(self, rows, column: int) -> list[str]:
        """Give the texts of a column's cells; a blank is an empty text."""
        key = ("texts", column)
        if key not in self.remembered:
            held = self.values[:, column].tolist()
            self.remembered[key] = [v.strip() if type(v) is str else show_label(v) for v in held]
        known = self.remembered[key]
        return list(map(known.__getitem__, np.asarray(rows).tolist()))

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
        return show_label(self.values[row, column])


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
    if isinstance(value, str):
        value = read_text(value, words).value
    return float(value) if isinstance(value, (int, float)) else float("nan")


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


class _Kinds(dict):
    """The kind of each different text, in the light of some words."""

    def __init__(self, words: CellWords):
        super().__init__()
        self.words = words

    def __missing__(self, text: str) -> int:
        if len(self) >= MAXIMUM_KINDS:
            self.clear()
        self[text] = kind = read_text(text, self.words).kind
        return kind


@lru_cache(maxsize=4)
def _kinds_by(words: CellWords) -> _Kinds:
    return _Kinds(words)


def _level(rows: list, width: int) -> list:
    """Give all cells row by row, every row of the same width."""
    if len(set(map(len, rows))) > 1:
        rows = [row + [""] * (width - len(row)) for row in rows]
    return list(chain.from_iterable(rows))


def _tell_kinds(flat: list, values: np.ndarray, words: CellWords) -> tuple[np.ndarray, bool]:
    """Tell the kinds of cells, and whether some number is stored as a text."""
    kinds = np.fromiter(map(KIND_OF_TYPE.__getitem__, map(type, flat)), dtype=np.int8, count=len(flat))
    is_text = kinds == -1
    texts = values[is_text].tolist()
    of_texts = np.fromiter(map(_kinds_by(words).__getitem__, texts), dtype=np.int8, count=len(texts))
    kinds[is_text] = of_texts
    return kinds, bool(is_among(of_texts, (NUMBER, LOOSE)).any())


def make_grid(sheet: Sheet, words: CellWords | None = None) -> Grid:
    """Lay a sheet's cells out as arrays; what lies beyond its last cell is cut off.

    Parameters
    ----------
    sheet : Sheet
    words : CellWords, optional
        Those of the built-in pack where none are given.

    Returns
    -------
    Grid
    """
    words = words or load_cell_words()
    width = max(map(len, sheet.rows), default=0)
    flat = _level(sheet.rows, width)
    values = fill_objects(flat)
    kinds, has_number_texts = _tell_kinds(flat, values, words)
    kinds, values = (array.reshape(len(sheet.rows), width) for array in (kinds, values))
    filled = kinds != BLANK
    used_rows, used_columns = np.flatnonzero(filled.any(axis=1)), np.flatnonzero(filled.any(axis=0))
    height = int(used_rows[-1]) + 1 if len(used_rows) else 0
    width = int(used_columns[-1]) + 1 if len(used_columns) else 0
    merges = tuple(
        (top, left, min(bottom, height - 1), right)
        for top, left, bottom, right in sheet.merges
        if top < height and left < width and kinds[top, left] != BLANK
    )
    width = max([width, *(right + 1 for *_, right in merges if right < kinds.shape[1])])
    codes = kinds[:height, :width].tobytes()
    kinds = np.frombuffer(codes, dtype=np.int8).reshape(height, width)
    return Grid(values[:height, :width], kinds, codes, merges, sheet.read_borders, has_number_texts, words)
