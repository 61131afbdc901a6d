"""Whether the commas of a sheet's texts part thousands: "1,234" alone can be read two ways, a whole sheet often says which.

Every number with a comma must have exactly three digits behind each, and one of them must say more: two commas
("1,234,567"), a decimal point elsewhere on the sheet ("0.75"), or a sum that holds with thousands only
(1,234 + 567 = 1,801). Without that they stay unreadable.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from ctip_analysis.reading.marks import LOOSE, NUMBER, read_text
from ctip_analysis.reading.words import CellWords

__all__ = ["has_comma", "parts_thousands", "settle_commas"]

COMMA_NUMBER = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
WITH_COMMA = re.compile(r"\d[\d.,\s'’]*,\s*\d[\d.,\s'’]*")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
SAYS_MORE = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}|(?:,\d{3})+\.\d+)")
#: A decimal point that no day and month, and no thousands, are written with.
DECIMAL_POINT = re.compile(r"[+-]?(?:\d+\.\d|\d+\.\d{2}|\d+\.\d{4,}|0\.\d+)")
DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")
#: A sum stands below so many parts at most.
MAXIMUM_PARTS = 200


def has_comma(text: str) -> bool:
    """Tell whether a text is a number with thousands or with three decimals.

    Examples
    --------
    >>> [has_comma(text) for text in ("1,234", "12,5", "567", "0,125")]
    [True, False, False, False]
    """
    return COMMA_NUMBER.fullmatch(text.strip()) is not None


def _read_thousands(text: str) -> int:
    return int(text.replace(",", ""))


def settle_commas(cells: list, width: int, words: CellWords, known: set[str]) -> dict[tuple[int, int], str]:
    """Put numbers in the place of the texts whose commas part thousands, and give these texts by their places.

    Parameters
    ----------
    cells : list
        What the cells of a sheet hold, row by row; changed.
    width : int
        How many stand in a row.
    words : CellWords
    known : set of str
        The texts for which `has_comma` is true that this sheet, or another, has.

    Returns
    -------
    dict of (row, column) to str
        Counted from 0.
    """
    if not known or known.isdisjoint(cells) or not parts_thousands(cells, width, words):
        return {}
    texts = {held for held in cells if type(held) is str and has_comma(held)}
    found = [place for place, held in enumerate(cells) if type(held) is str and held in texts]
    shown = {divmod(place, width): cells[place].strip() for place in found}
    for place in found:
        cells[place] = _read_thousands(cells[place])
    return shown


def parts_thousands(cells: list, width: int, words: CellWords) -> bool:
    """Tell whether the commas of a sheet part thousands, by all of its cells.

    Parameters
    ----------
    cells : list
        What the cells hold, row by row.
    width : int
        How many stand in a row.
    words : CellWords

    Examples
    --------
    >>> from ctip_analysis.reading.words import load_cell_words
    >>> parts_thousands(["1,234", "567", "1,801"], 1, load_cell_words())
    True
    >>> parts_thousands(["1,234", "2,345"], 1, load_cell_words())
    False
    """
    texts = {cell for cell in cells if type(cell) is str and len(cell) <= 60}
    numbers = {text.strip() for text in texts if read_text(text, words).kind in (NUMBER, LOOSE)}
    written = [found.strip() for text in numbers for found in WITH_COMMA.findall(text)]
    if not written or not all(map(GROUPED.fullmatch, written)):
        return False
    return (
        any(map(SAYS_MORE.fullmatch, written))
        or any(DECIMAL_POINT.fullmatch(text) and not DAY_AND_MONTH.fullmatch(text) for text in numbers)
        or any(_has_sum(list(_read_both(cells[column::width], words))) for column in range(width))
    )


def _read_both(column: list, words: CellWords) -> Iterator[tuple[float, float, bool]]:
    """Give the numbers of a column with commas for thousands and for decimals, and whether they have one."""
    for cell in column:
        if type(cell) in (int, float):
            yield cell, cell, False
        elif type(cell) is str and (mark := read_text(cell, words)).kind == NUMBER:
            if has_comma(cell):
                yield _read_thousands(cell), float(cell.replace(",", ".")), True
            elif mark.value is not None:
                yield mark.value, mark.value, False


def _has_sum(numbers: list[tuple[float, float, bool]]) -> bool:
    """Tell whether a number with a comma is the sum of all above it, as thousands only; years may head them."""
    if not any(is_open for *_, is_open in numbers):
        return False
    for start in range(min(3, len(numbers))):
        stretch = numbers[start : start + MAXIMUM_PARTS]
        above = accumulate((number[:2] for number in stretch), lambda a, b: (a[0] + b[0], a[1] + b[1]))
        for (whole, decimal), (in_ones, in_parts, is_open) in list(zip(above, stretch[1:], strict=False))[1:]:
            if is_open and whole == in_ones and abs(decimal - in_parts) > 1e-6:
                return True
    return False
