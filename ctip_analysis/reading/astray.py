"""Cells that stand where none can, and numbers that are none: what a reader lays out or hands on without a question.

The reader makes room for the furthest address that a cell claims, whatever its row says: one cell of many millions
would take all memory. And it reads "NaN" and "INF", which some exporters write for "missing", as numbers.
"""

import re
from functools import lru_cache
from math import isfinite

from ctip_analysis.reading.containers import Trouble
from ctip_analysis.reading.sheets import spell_address

__all__ = ["NO_NUMBER", "find_no_numbers", "require_places"]

#: How Excel shows what is no number.
NO_NUMBER = "#NUM!"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
ROW_OF_CELL = re.compile(rb' r="[A-Za-z]+(\d+)"')
#: Excel's last row has so many digits.
MOST_DIGITS = 7


@lru_cache(maxsize=MOST_DIGITS)
def _with_more_digits(digits: int) -> re.Pattern:
    """Give what finds an address beyond the last column, or whose row has more digits than that."""
    return re.compile(rb' r="(?:[A-Za-z]{4}|[A-Za-z]+\d{%d})' % (digits + 1))


def require_places(block: bytes, last_row: int) -> None:
    """Raise ``corrupt`` where a cell of a sheet's XML claims a row or column that the sheet does not have.

    Parameters
    ----------
    block : bytes
        Whole rows.
    last_row : int
        The last row seen so far; 0 where rows have no numbers.

    Examples
    --------
    >>> require_places(b'<row r="4"><c r="D4"><v>1</v></c></row>', 4)
    """
    if block.startswith(UTF_16):
        raise Trouble("corrupt")
    digits = len(str(last_row)) if last_row else MOST_DIGITS
    found = _with_more_digits(digits).search(block)
    if found is None:
        return
    last = max([last_row, *map(int, ROW.findall(block))]) or 10**MOST_DIGITS
    if not found[0][-1:].isdigit() or max(map(int, ROW_OF_CELL.findall(block))) > last:
        raise Trouble("corrupt")


def find_no_numbers(rows: list[list]) -> list[tuple[int, int, str]]:
    """Find the numbers of a sheet that are none.

    Parameters
    ----------
    rows : list of list

    Returns
    -------
    list of (row, column, address)
        Rows and columns counted from 0.

    Examples
    --------
    >>> find_no_numbers([["a", 1.0], ["b", float("nan")]])
    [(1, 1, 'B2')]
    """
    numbers = [[held for held in row if type(held) is float] for row in rows]
    return [
        (number, column, spell_address(number + 1, column + 1))
        for number, own in enumerate(numbers)
        if own and not isfinite(sum(own))
        for column, held in enumerate(rows[number])
        if type(held) is float and not isfinite(held)
    ]
