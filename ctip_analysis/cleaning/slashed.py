"""Columns that hold several numbers a cell, parted by a slash as in their header ("12/8" under "women/men").

Each of the numbers becomes a column of its own, under the words that name it: of the header, else of the table's title.
Words that all count the same ("materials (leaflets/posters)") name parts of one number, their sum; words none of which
counts anything ("date (DD/MM)") part no numbers.
"""

import re
from dataclasses import replace

from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import ACTUAL, COUNTS
from ctip_analysis.cleaning.headings import COUNTS_OF_A_CELL
from ctip_analysis.cleaning.numbering import COLUMNS_OF_A_SHEET
from ctip_analysis.cleaning.several_numbers import split_people
from ctip_analysis.cleaning.tables import Cell, Table

__all__ = ["part_slashed"]

NUMBERS = re.compile(r"\s*(\d{1,7}|[-–—])\s*(?:/\s*(?:\d{1,7}|[-–—])\s*)+")
SLASH = re.compile(r"\s*[/\\]\s*")
#: The words of a header in brackets or behind a colon, else all of it; of a title what stands between its commas.
WORDS = re.compile(r"[(\[]([^()\[\]]*/[^()\[\]]*)[)\]]|:\s*([^:]*/[^:]*)$")
CLAUSES = re.compile(r"[,;:.]\s+")
MOST_PARTS = 4
COUNTED = {*COUNTS_OF_A_CELL, *COUNTS, ACTUAL}


def part_slashed(table: Table, place: Place) -> Table:
    """Give a table in which each number of cells like "12/8" has a column of its own.

    Parameters
    ----------
    table : Table
    place : Place

    Returns
    -------
    Table
        The same, where no header and no title names several numbers, or most cells below it do not hold as many.
    """
    titled = next(filter(None, (_name_by_title(title, place) for title in table.title[::-1])), ())
    known = place.tools.known("slashed headers")
    if table.layout not in known:
        known[table.layout] = {column: _name_by_header(labels, place) for column, labels in table.layout}
    heads = known[table.layout]
    named = {column: own or titled for column, own in heads.items() if own or titled}
    slashed = {
        column: names
        for column, names in named.items()
        if _hold_so_many(table, column, len(names), most=not heads[column])
    }
    if not slashed:
        return table
    cells = []
    for cell in table.cells:
        names, labels = slashed.get(cell.column, ()), cell.column_labels
        if names and heads[cell.column]:
            labels = _above_names(labels)
        parts = _part_cell(cell, names, labels, place) if names else [cell]
        cells += [_add_up(cell, parts)] if names and _are_alike(labels, names, place) else parts
    return replace(table, cells=cells)


def _name_by_header(labels: tuple[str, ...], place: Place) -> tuple[str, ...]:
    """Give what the lowest level of a header names, one for each number of its cells; of these one at least counts."""
    if not labels or "/" not in labels[-1]:
        return ()
    within = WORDS.search(labels[-1])
    names = tuple(SLASH.split((within[1] or within[2]) if within else labels[-1]))
    if not 1 < len(names) <= MOST_PARTS or not all(names) or len({*names}) < len(names):
        return ()
    above = _above_names(labels)
    said = {c for name in names for c in place.tools.headers.read((*above, name)).concepts}
    return names if COUNTED & said else ()


def _above_names(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Give the levels of a header without the words that name the numbers of its cells."""
    return tuple(filter(None, (*labels[:-1], _without_names(labels[-1]))))


def _are_alike(above: tuple[str, ...], names: tuple[str, ...], place: Place) -> bool:
    """Whether all names count the same: the numbers are then parts of one."""
    return len({place.tools.headers.read((*above, name)).counts for name in names}) == 1


def _add_up(cell: Cell, parts: list[Cell]) -> Cell:
    """Give a cell with the sum of the numbers that it holds; as it stands where nobody knows them all."""
    told = [part.value for part in parts if part.status != "nil"]
    if not told or None in told:
        return cell
    return cell._replace(value=sum(told), text=f"{sum(told)}", status="reported")


def _name_by_title(title: str, place: Place) -> tuple[str, ...]:
    """Give what a title names that is counted in each cell ("Events / participants by district")."""
    read = place.tools.headers.read
    for clause in CLAUSES.split(title) if "/" in title else ():
        names = tuple(name.strip() for name in SLASH.split(clause))
        if len(names) > 1 and all(COUNTS_OF_A_CELL & set(read((name,)).concepts) for name in names):
            return names
    return ()


def _hold_so_many(table: Table, column: int, many: int, *, most: bool) -> bool:
    """Whether cells of a column hold so many numbers: one of them, or most of those that are no dash."""
    texts = [cell.text for cell in table.cells if cell.column == column and cell.status != "nil"]
    held = sum(_holds(text, many) for text in texts)
    return held * 2 > len(texts) if most else held > 0


def _holds(text: str, many: int) -> bool:
    return text.count("/") == many - 1 and bool(NUMBERS.fullmatch(text))


def _part_cell(cell: Cell, names: tuple[str, ...], above: tuple[str, ...], place: Place) -> list[Cell]:
    """Give a cell for each number of one; those of words ("10 ж, 5 м") by the words, of anything else one that is unreadable."""
    heads = [(*above, name) for name in names]
    if cell.status == "nil" or cell.value == 0:
        parts: list[int | None] = [None] * len(names)
    elif _holds(cell.text, len(names)):
        parts = [int(part) if part.isdigit() else None for part in map(str.strip, cell.text.split("/"))]
    else:
        told = split_people(cell.text, place.tools)
        keys = [(own.sex, own.age, own.group) for own in map(place.tools.headers.read, heads)]
        if not told or any(key not in keys for key in told):
            # A lone number is one of several: nobody knows which.
            own = {"value": None, "text": f"{cell.text} / ?", "status": "unreadable"}
            return [cell._replace(column_labels=heads[0], **own)]
        parts = [told.get(key) for key in keys]
    return [
        cell._replace(
            column=cell.column + number * COLUMNS_OF_A_SHEET,
            value=part,
            text="-" if part is None else str(part),
            status="nil" if part is None else "reported",
            column_labels=head,
        )
        for number, (head, part) in enumerate(zip(heads, parts, strict=True))
    ]


def _without_names(label: str) -> str:
    """Give a label without the words that name its numbers; nothing where it has no others."""
    return WORDS.sub("", label).strip(" :") if WORDS.search(label) else ""
