"""A sheet as it was found in a file: raw cells with their addresses, merges, and what is hidden."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

__all__ = [
    "Borders",
    "Sheet",
    "column_letters",
    "make_borders",
    "spell_address",
    "spell_indent",
    "split_address",
]


@dataclass(frozen=True)
class Borders:
    """Cells with a line on their left, with one above, and others that look unlike the rest; counted from 0.

    Attributes
    ----------
    left, top : frozenset of (row, column)
        Cells with a line on their left; with one above.
    apart, bold : frozenset of (row, column)
        Cells with slanted or colored letters; with bold ones.
    joined : frozenset of (row, column)
        Cells over which the text left of them is centered.
    indents : dict of (row, column) to int
        How far the text of a cell is set in.
    levels : dict of int to int
        How deep the rows of an outline are.
    """

    left: frozenset[tuple[int, int]] = frozenset()
    top: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()
    bold: frozenset[tuple[int, int]] = frozenset()
    joined: frozenset[tuple[int, int]] = frozenset()
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)


def spell_indent(depth: int) -> frozenset[str]:
    """Name the look of a text that is set in.

    Examples
    --------
    >>> spell_indent(2), spell_indent(0)
    (frozenset({'indent 2'}), frozenset())
    """
    return frozenset({f"indent {depth}"} if depth else ())


def make_borders(
    looks: Iterable[tuple[int, int, frozenset[str]]], levels: dict[int, int] | None = None
) -> Borders:
    """Gather what cells look like: of each its row and column, counted from 0, and what is seen of it.

    Examples
    --------
    >>> sorted(make_borders([(0, 0, frozenset({"right", "bold"}))]).left)
    [(0, 1)]
    """
    left, top, others = set(), set(), {"apart": set(), "bold": set(), "joined": set()}
    indents: dict[tuple[int, int], int] = {}
    for row, column, own in looks:
        indents.update(((row, column), int(name[7:])) for name in own if name.startswith("indent "))
        left.update((row, column + step) for side, step in (("left", 0), ("right", 1)) if side in own)
        top.update((row + step, column) for side, step in (("top", 0), ("bottom", 1)) if side in own)
        for name in own.intersection(others):
            others[name].add((row, column))
    return Borders(frozenset(left), frozenset(top), *map(frozenset, others.values()), indents, levels or {})


@dataclass(frozen=True)
class Sheet:
    """The raw cells of a sheet, from row 1 and column A on.

    Attributes
    ----------
    name : str
    rows : list of list
        Numbers, texts, dates, booleans; an empty text for a blank. Rows may be ragged.
    merges : tuple of (top, left, bottom, right)
        Counted from 0, both ends included.
    is_hidden : bool
    hidden_rows, hidden_columns : frozenset of int
        Counted from 0.
    troubles : tuple of (code, cell, what is shown)
        Cells that hold an error or a formula without a value; what else is to be said of the sheet.
    is_text_only : bool
        Whether the file keeps no types, as a CSV does.
    read_borders : callable
        Gives the lines drawn on the sheet, when they are asked for.
    shown : dict of (row, column) to str
        How numbers are seen that are shown as percentages; counted from 0.
    delimiter : str
        What parts the fields of a file of text.
    """

    name: str
    rows: list
    merges: tuple = ()
    is_hidden: bool = False
    hidden_rows: frozenset = frozenset()
    hidden_columns: frozenset = frozenset()
    troubles: tuple = field(default=())
    is_text_only: bool = False
    read_borders: Callable[[], Borders] = Borders
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    delimiter: str = ""


def column_letters(column: int) -> str:
    """Give the letters of a column counted from 1.

    Examples
    --------
    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def spell_address(row: int, column: int) -> str:
    """Give the Excel address of a cell counted from 1.

    Examples
    --------
    >>> spell_address(14, 3)
    'C14'
    """
    return f"{column_letters(column)}{row}"


def split_address(cell: str) -> tuple[int, int]:
    """Give the row and the column of an Excel address, counted from 1.

    Examples
    --------
    >>> split_address("C14")
    (14, 3)
    """
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column
