"""What one cell says in the light of its column, to a value, a text and a status.

"30-40" is a doubt among numbers and an age among texts; "нет" is none among numbers and an answer among texts; "5/12/18"
is a day in a column whose other dates tell the order. Each different thing is read once and shared from then on, by
all cells of all files.
"""

from functools import lru_cache

import numpy as np

from ctip_analysis.reading.dates import decide_order, read_in_order
from ctip_analysis.reading.grid import show_label
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
from ctip_analysis.reading.words import CellWords

__all__ = ["MAXIMUM_READINGS", "READINGS", "choose_reading", "readings_by"]

#: So many different things are remembered, and so many cells are read at once.
MAXIMUM_READINGS = 50_000


class _Readings(dict):
    """What cells of columns of one kind say.

    Parameters
    ----------
    column : str
        What the column holds: number, text or date.
    words : CellWords
    order : str
        Of day and month in the dates of the column, where it is known.
    """

    def __init__(self, column: str, words: CellWords, order: str = ""):
        super().__init__()
        self.column, self.words, self.order = column, words, order
        self.known = [np.empty(2 * MAXIMUM_READINGS, dtype=object) for _ in range(3)]

    def __missing__(self, held) -> int:
        if isinstance(held, str):
            found = _read_text_cell(held, self.column, self.order, self.words)
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


#: What a column holds, and the order of day and month where it is known.
READINGS = (("number", ""), ("text", ""), ("date", ""), ("date", "day"), ("date", "month"))


@lru_cache(maxsize=2)
def readings_by(words: CellWords) -> tuple[_Readings, ...]:
    """Give what reads the cells of columns of each of `READINGS`."""
    return tuple(_Readings(column, words, order) for column, order in READINGS)


def choose_reading(kinds: bytes, values, words: CellWords) -> int:
    """Choose among `READINGS` the one of a column, from how often each kind of cell occurs.

    Parameters
    ----------
    kinds : bytes
        Of the cells of the column.
    values : sequence
        Their contents.
    words : CellWords

    Examples
    --------
    >>> from ctip_analysis.reading.words import load_cell_words
    >>> READINGS[choose_reading(bytes([NUMBER, TEXT, NUMBER]), [1, "нет", 3], load_cell_words())]
    ('number', '')
    """
    column = _describe(kinds, values, words)
    if column != "date":
        return READINGS.index((column, ""))
    order = decide_order(value for value in values if isinstance(value, str)) if kinds.count(DATE) else ""
    return READINGS.index(("date", order))


def _describe(kinds: bytes, values, words: CellWords) -> str:
    """Tell whether a column holds numbers, dates or texts."""
    n_numbers, n_dates, texts = kinds.count(NUMBER), kinds.count(DATE), kinds.count(TEXT)
    if texts:
        held = (value for value, kind in zip(values, kinds, strict=True) if kind == TEXT)
        are_words = (read_text(value, words).is_word for value in held)
        # Where nothing else stands, one text that is no such word is enough.
        texts = texts - sum(are_words) if n_numbers or n_dates else not all(are_words)
    if n_dates and n_dates >= max(texts, n_numbers, 1):
        return "date"
    if n_numbers and n_numbers >= texts:
        return "number"
    if texts or kinds.count(RANGE) > kinds.count(LOOSE) or BOOLEAN in kinds:
        return "text"
    return "number" if MARK in kinds or LOOSE in kinds or TEXT in kinds else "text"


def _read_text_cell(value: str, column: str, order: str, words: CellWords) -> tuple[object, str, str]:
    """Give value, text and status of a cell that holds a text."""
    mark, shown = read_text(value, words), value.strip()
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
