"""Cells that a program wrote as numbers and that are none: NaN, and numbers beyond every number (1e400)."""

from math import isfinite

__all__ = ["NO_NUMBER", "show_no_numbers"]

#: As Excel shows a result that is no number.
NO_NUMBER = "#NUM!"


def show_no_numbers(cells: list) -> list:
    """Give cells with the error of Excel in the place of what is no number.

    Examples
    --------
    >>> show_no_numbers([1.0, float("nan"), "a", float("inf")])
    [1.0, '#NUM!', 'a', '#NUM!']
    """
    if isfinite(sum([held for held in cells if type(held) is float])):
        return cells
    return [NO_NUMBER if type(held) is float and not isfinite(held) else held for held in cells]
