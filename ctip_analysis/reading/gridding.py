"""A sheet to its grid: the kind of each cell is told in one pass, and each different text is read once."""

import datetime as dt
from functools import lru_cache
from itertools import chain

import numpy as np

from ctip_analysis.reading.framing import fill_objects
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BLANK, BOOLEAN, DATE, NUMBER, read_text
from ctip_analysis.reading.sheets import Sheet
from ctip_analysis.reading.thousands import settle_thousands
from ctip_analysis.reading.words import CellWords, load_cell_words

__all__ = ["make_grid"]

#: So many different texts are remembered.
MAXIMUM_KINDS = 200_000
KIND_OF_TYPE = {
    float: NUMBER,
    int: NUMBER,
    bool: BOOLEAN,
    dt.date: DATE,
    dt.datetime: DATE,
    dt.time: DATE,
    dt.timedelta: DATE,
}


class _Kinds(dict):
    """The kind of each different text, in the light of some words."""

    def __init__(self, words: CellWords):
        super().__init__()
        self.words = words
        self.two_ways: set[str] = set()

    def __missing__(self, text: str) -> int:
        if len(self) >= MAXIMUM_KINDS:
            self.clear()
            self.two_ways.clear()
        mark = read_text(text, self.words)
        if mark.kind == NUMBER and mark.value is None:
            self.two_ways.add(text)
        self[text] = mark.kind
        return mark.kind


@lru_cache(maxsize=4)
def _kinds_by(words: CellWords) -> _Kinds:
    return _Kinds(words)


def _is_text(held) -> bool:
    return type(held) is str


def _level(rows: list, width: int) -> list:
    """Give all cells row by row, every row of the same width."""
    if len(set(map(len, rows))) > 1:
        rows = [row + [""] * (width - len(row)) for row in rows]
    return list(chain.from_iterable(rows))


def _tell_kinds(cells: list, words: CellWords) -> bytes:
    """Tell the kinds of cells."""
    kind_of, kind_of_type = _kinds_by(words), KIND_OF_TYPE
    return bytes([kind_of[held] if type(held) is str else kind_of_type[type(held)] for held in cells])


def _find_width(codes: bytes, width: int) -> int:
    """Count the columns up to the last one that holds something."""
    return next((last for last in range(width, 0, -1) if codes[last - 1 :: width].strip(b"\0")), 0)


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
    full = max(map(len, sheet.rows), default=0)
    cells = _level(sheet.rows, full)
    codes = _tell_kinds(cells, words)
    two_ways = _kinds_by(words).two_ways
    shown = sheet.shown | settle_thousands(cells, full, words, two_ways, delimiter=sheet.delimiter)
    two_ways = frozenset(two_ways.intersection(filter(_is_text, cells))) if two_ways else frozenset()
    height = -(-len(codes.rstrip(b"\0")) // full) if full else 0
    merges = tuple(
        (top, left, min(bottom, height - 1), right)
        for top, left, bottom, right in sheet.merges
        if top < height and left < full and codes[top * full + left] != BLANK
    )
    codes = codes[: height * full]
    width = max([_find_width(codes, full), *(right + 1 for *_, right in merges if right < full)])
    held, kinds = fill_objects(cells[: height * full]), np.frombuffer(codes, dtype=np.int8)
    if width < full:
        held, kinds = (array.reshape(height, full)[:, :width].flatten() for array in (held, kinds))
        codes = kinds.tobytes()
    return Grid(held, kinds.reshape(height, width), codes, merges, sheet.read_borders, words, shown, two_ways)
