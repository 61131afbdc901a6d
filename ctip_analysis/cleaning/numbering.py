"""Columns as Excel names them."""

__all__ = ["column_letter"]


def column_letter(number: int) -> str:
    """Give the letters of a column.

    Examples
    --------
    >>> column_letter(1), column_letter(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
