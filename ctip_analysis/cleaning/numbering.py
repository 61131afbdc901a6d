"""Columns as Excel names them."""

from functools import lru_cache

__all__ = ["COLUMNS_OF_A_SHEET", "column_letter", "column_number"]

#: A larger number is that of a column which holds a further number of the same cells: it has the same letters.
COLUMNS_OF_A_SHEET = 16_384


@lru_cache(maxsize=20_000)
def column_letter(number: int) -> str:
    """Give the letters of a column.

    Examples
    --------
    >>> column_letter(1), column_letter(28)
    ('A', 'AB')
    """
    letters, number = "", (number - 1) % COLUMNS_OF_A_SHEET + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Give the number of a column.

    Examples
    --------
    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
