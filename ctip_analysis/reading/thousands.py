"""Whether the commas, or the points, of a sheet's texts part thousands: "1,234" alone can be read two ways.

A whole sheet often says which. Every number with a comma must have exactly three digits behind each, and one of them
must say more: two commas ("1,234,567"), a decimal point elsewhere on the sheet ("0.75"), or a sum that holds with
thousands only (1,234 + 567 = 1,801). The same goes for points, with decimal commas. Where commas part the fields of a
file, those within fields are no decimal commas. And where a column has decimals behind the mark (181.2), 414.264 has too.
Without that they stay unreadable.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from ctip_analysis.reading.marks import LOOSE, NUMBER, read_text
from ctip_analysis.reading.words import CellWords

__all__ = ["find_writing", "settle_thousands"]


@dataclass(frozen=True)
class _Writing:
    """How numbers look whose thousands are parted by a mark.

    Attributes
    ----------
    mark : str
    open : re.Pattern
        A number that can be read two ways.
    marked : re.Pattern
        Any number with the mark in a text.
    grouped, says_more : re.Pattern
        Thousands parted by the mark; more of them than one can mistake for decimals.
    decimal : re.Pattern
        Decimals written with the other mark, that no thousands are written with.
    """

    mark: str
    open: re.Pattern
    marked: re.Pattern
    grouped: re.Pattern
    says_more: re.Pattern
    decimal: re.Pattern


def _describe(mark: str, other: str) -> _Writing:
    m, o = re.escape(mark), re.escape(other)
    return _Writing(
        mark,
        open=re.compile(rf"[+-]?[1-9]\d{{0,2}}{m}\d{{3}}"),
        marked=re.compile(rf"\d[\d.,\s'’]*{m}\s*\d[\d.,\s'’]*"),
        grouped=re.compile(rf"[1-9]\d{{0,2}}(?:{m}\d{{3}})+(?:{o}\d+)?"),
        says_more=re.compile(rf"[1-9]\d{{0,2}}(?:(?:{m}\d{{3}}){{2,}}|(?:{m}\d{{3}})+{o}\d+)"),
        decimal=re.compile(rf"[+-]?(?:\d+{o}\d|\d+{o}\d{{2}}|\d+{o}\d{{4,}}|0{o}\d+)"),
    )


WRITINGS = (_describe(",", "."), _describe(".", ","))
#: What is a decimal point may be a point between day and month.
DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")
#: A sum stands below so many parts at most.
MAXIMUM_PARTS = 200


def settle_thousands(
    cells: list, width: int, words: CellWords, known: set[str], *, delimiter: str = ""
) -> dict[tuple[int, int], str]:
    """Put numbers in the place of the texts that can be read two ways and are settled; give these texts by their places.

    Parameters
    ----------
    cells : list
        What the cells of a sheet hold, row by row; changed.
    width : int
        How many stand in a row.
    words : CellWords
    known : set of str
        The texts, of this sheet or another, that are a number which can be read two ways.
    delimiter : str
        What parts the fields of a file of text.

    Returns
    -------
    dict of (row, column) to str
        Counted from 0.
    """
    if not known or known.isdisjoint(cells):
        return {}
    writing = find_writing(cells, width, words, delimiter=delimiter)
    if writing is None:
        found = {place: own for own in WRITINGS for place in _find_decimals(cells, width, own)}
        read = _read_decimals
    else:
        found = dict.fromkeys(
            (place for place, held in enumerate(cells) if type(held) is str and _is_open(held, writing)),
            writing,
        )
        read = _read_thousands
    shown = {divmod(place, width): cells[place].strip() for place in found}
    for place, own in found.items():
        cells[place] = read(cells[place], own)
    return shown


def _find_decimals(cells: list, width: int, writing: _Writing) -> list[int]:
    """Give the places of numbers that can be read two ways, in columns where the mark has decimals behind it elsewhere."""
    decimal = next(own.decimal for own in WRITINGS if own is not writing)
    found: list[int] = []
    for column in range(width):
        texts = {
            place: cells[place].strip()
            for place in range(column, len(cells), width)
            if type(cells[place]) is str
        }
        own = [place for place, text in texts.items() if writing.open.fullmatch(text)]
        others = [
            text
            for text in texts.values()
            if writing.marked.fullmatch(text) and not writing.open.fullmatch(text)
        ]
        is_known = any(not DAY_AND_MONTH.fullmatch(text) for text in others)
        if own and is_known and all(map(decimal.fullmatch, others)):
            found += own
    return found


def _read_decimals(text: str, writing: _Writing) -> float:
    return float(text.replace(writing.mark, "."))


def _is_open(text: str, writing: _Writing) -> bool:
    return writing.open.fullmatch(text.strip()) is not None


def _read_thousands(text: str, writing: _Writing) -> int:
    return int(text.replace(writing.mark, ""))


def find_writing(cells: list, width: int, words: CellWords, *, delimiter: str = "") -> _Writing | None:
    """Tell which mark parts the thousands of a sheet, by all of its cells; None where nothing says it.

    Parameters
    ----------
    cells : list
        What the cells hold, row by row.
    width : int
        How many stand in a row.
    words : CellWords
    delimiter : str
        What parts the fields of a file of text: no number has it for its decimal mark.

    Examples
    --------
    >>> from ctip_analysis.reading.words import load_cell_words
    >>> find_writing(["1,234", "567", "1,801"], 1, load_cell_words()).mark
    ','
    >>> find_writing(["1,234", "2,345"], 1, load_cell_words())
    """
    texts = {cell for cell in cells if type(cell) is str and len(cell) <= 60}
    numbers = {text.strip() for text in texts if read_text(text, words).kind in (NUMBER, LOOSE)}
    return next(
        (own for own in WRITINGS if _is_written_so(own, numbers, cells, width, words, delimiter)), None
    )


def _is_written_so(
    writing: _Writing, numbers: set[str], cells: list, width: int, words: CellWords, delimiter: str
) -> bool:
    """Tell whether all numbers with a mark go with its parting thousands, and something says that it does."""
    written = [found.strip() for text in numbers for found in writing.marked.findall(text)]
    if not written or not all(map(writing.grouped.fullmatch, written)):
        return False
    return (
        writing.mark == delimiter
        or any(map(writing.says_more.fullmatch, written))
        or any(writing.decimal.fullmatch(text) and not DAY_AND_MONTH.fullmatch(text) for text in numbers)
        or any(_has_sum(list(_read_both(cells[column::width], words, writing))) for column in range(width))
    )


def _read_both(column: list, words: CellWords, writing: _Writing) -> Iterator[tuple[float, float, bool]]:
    """Give the numbers of a column with marks for thousands and for decimals, and whether they have one."""
    for cell in column:
        if type(cell) in (int, float):
            yield cell, cell, False
        elif type(cell) is str and (mark := read_text(cell, words)).kind == NUMBER:
            if _is_open(cell, writing):
                yield _read_thousands(cell, writing), float(cell.replace(",", ".")), True
            elif mark.value is not None:
                yield mark.value, mark.value, False


def _has_sum(numbers: list[tuple[float, float, bool]]) -> bool:
    """Tell whether a number with a mark is the sum of all above it, as thousands only; years may head them."""
    if not any(is_open for *_, is_open in numbers):
        return False
    for start in range(min(3, len(numbers))):
        stretch = numbers[start : start + MAXIMUM_PARTS]
        above = accumulate((number[:2] for number in stretch), lambda a, b: (a[0] + b[0], a[1] + b[1]))
        for (whole, decimal), (in_ones, in_parts, is_open) in list(zip(above, stretch[1:], strict=False))[1:]:
            if is_open and whole == in_ones and abs(decimal - in_parts) > 1e-6:
                return True
    return False
