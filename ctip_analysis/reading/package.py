"""What calamine leaves out of an xlsx: cells with errors, formulas without values, hidden rows and columns, extent.

Sheets are XML; they are searched piece by piece, row by row, with patterns for what can occur. A sheet whose few
cells lie far apart is told by its extent before the reader lays it out as one great rectangle.
"""

import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache

from ctip_analysis.reading.astray import require_places
from ctip_analysis.reading.containers import (
    MAXIMUM_BLANK_CELLS,
    Trouble,
    read_part,
    read_pieces,
    require_extent,
)
from ctip_analysis.reading.percents import PercentFormats, find_percent_cells
from ctip_analysis.reading.raised import find_raised_cells, unescape_xml

__all__ = ["PartFacts", "find_sheet_parts", "find_targets", "scan_sheet"]

SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)/?>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)/?>")
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3}\d+)"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<',
    re.S,
)
EMPTY_FORMULA = re.compile(
    rb"<c\b([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)\s*(<v\s*/>|<v>\s*</v>)?\s*</c>"
)
CELL_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}\d+)"')
HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
HIDDEN_COLUMN = re.compile(rb'<col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
LAST_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
CELL_COLUMN = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})\d')
DIMENSION = re.compile(rb'<dimension\b[^>]*\bref="(?:[A-Z]+\d+:)?([A-Z]{1,3})(\d+)"')
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ANY_COLUMN = re.compile(rb"<c ")
#: Columns with more letters than the last one that a sheet says it has.
BEYOND = {1: re.compile(rb'<c r="[A-Z]{2}'), 2: re.compile(rb'<c r="[A-Z]{3}'), 3: None}
ROW_END = b"</row>"
PREFIX = re.compile(rb"<(\w+:)worksheet\b")
FAR_COLUMN = 256
#: A sheet of so many bytes is searched as a whole.
SMALL_SHEET = 2**20
#: What a larger workbook says of its sheets is not remembered.
MAXIMUM_REMEMBERED = 100_000


@dataclass
class PartFacts:
    """What the XML of one sheet says beside its values; rows and columns counted from 0.

    ``raised`` are the cells whose text has a raised part, and the text as it is seen; ``percents`` those that show
    a percentage, with its decimals and its sign; ``shown`` those with numbers seen otherwise, and the text that is.
    """

    troubles: list[tuple[str, str, str]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    raised: dict[str, str] = field(default_factory=dict)
    percents: dict[str, tuple[int, str]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode().split(":")[-1]: value.decode("utf-8", "replace")
        for name, value in ATTRIBUTE.findall(text)
    }


def find_targets(relations: bytes) -> dict[str, str]:
    """Give the parts that a workbook names, by the codes under which it does.

    Raises
    ------
    Trouble
        ``corrupt`` where the XML declares entities.
    """
    if ENTITY.search(relations):
        raise Trouble("corrupt")
    targets = {}
    for attributes in RELATION.findall(relations):
        if b"worksheet" in attributes or b"macrosheet" in attributes.lower():
            found = _attributes(attributes)
            target = found.get("Target", "")
            targets[found.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return targets


def find_sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the part of each sheet by the place of the sheet in the workbook.

    Returns
    -------
    dict of str to str
        The sheet's name to the name of its part.
    """
    names = {name.lower(): name for name in archive.namelist()}
    book = read_part(archive, names["xl/workbook.xml"])
    relations = read_part(archive, names["xl/_rels/workbook.xml.rels"])
    is_small = len(book) + len(relations) < MAXIMUM_REMEMBERED
    match = _match_parts if is_small else _match_parts.__wrapped__
    return {name: names[part] for name, part in match(book, relations) if part in names}


@lru_cache(maxsize=64)
def _match_parts(book: bytes, relations: bytes) -> tuple[tuple[str, str], ...]:
    """Give the name of each sheet and of its part, in small letters; the reports of one template say the same."""
    if ENTITY.search(book):
        raise Trouble("corrupt")
    targets = find_targets(relations)
    sheets = [_attributes(match[1]) for match in SHEET.finditer(book)]
    return tuple(
        (unescape_xml(found["name"]), targets.get(found.get("id", ""), "").lower())
        for found in sheets
        if "name" in found
    )


def _without_prefix(pieces):
    """Take the prefix off the names of elements, as in ``<x:row>``, where a program gives them one."""
    prefix = None
    for piece in pieces:
        if prefix is None:
            head = piece[:4096]
            found = PREFIX.search(head) if b":worksheet" in head else None
            prefix = found[1] if found else b""
        # A name cut in two at the end of a piece is one cell of millions.
        yield piece.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else piece


def _read_blocks(archive: zipfile.ZipFile, part: str, size: int):
    """Give the XML of a sheet block by block, each of whole rows; a small sheet is one."""
    pieces = _without_prefix(read_pieces(archive, part))
    return _by_whole_rows(pieces) if size > SMALL_SHEET else [b"".join(pieces)]


def _by_whole_rows(pieces):
    """Join pieces so that each ends where a row ends."""
    rest = b""
    for piece in pieces:
        block = rest + piece
        end = block.rfind(ROW_END)
        if end < 0 and len(block) < 64 * 2**20:
            rest = block
            continue
        end = end + len(ROW_END) if end >= 0 else len(block)
        yield block[:end]
        rest = block[end:]
    if rest:
        yield rest


def scan_sheet(
    archive: zipfile.ZipFile, part: str, raised: dict[int, str], percents: PercentFormats
) -> PartFacts:
    """Search the XML of a sheet.

    Parameters
    ----------
    archive : zipfile.ZipFile
    part : str
    raised : dict of int to str
        The shared texts that have a raised part.
    percents : dict of int to (int, str)
        The cell formats of percentages.

    Raises
    ------
    Trouble
        ``too_large`` where its cells span too wide a rectangle, ``corrupt`` where it declares entities or a cell stands
        where none can.
    """
    facts = PartFacts()
    cells, last_row, last_column, far = 0, 0, 0, ANY_COLUMN
    # Only in a large part can there be so many cells that they allow a wider rectangle.
    size = archive.getinfo(part).file_size
    is_large = size > MAXIMUM_BLANK_CELLS
    for number, block in enumerate(_read_blocks(archive, part, size)):
        if number == 0:
            if ENTITY.search(block[:4096]):
                raise Trouble("corrupt")
            if match := DIMENSION.search(block[:4096]):
                last_column = _column_number(match[1])
                far = BEYOND[len(match[1])] if last_column < FAR_COLUMN else ANY_COLUMN
            _find_hidden_columns(block[: max(block.find(b"<sheetData"), 0) or None], facts)
        if is_large:
            cells += block.count(b"<c ")
        row_at = block.rfind(b"<row ")
        if row_at >= 0 and (match := LAST_ROW.match(block, row_at)):
            last_row = max(last_row, int(match[1]))
        require_places(block, last_row)
        # What a sheet says of its extent is believed as long as no cell lies further out.
        if far is not None and far.search(block):
            last_column = max([last_column, *map(_column_number, set(CELL_COLUMN.findall(block)))])
        _search_block(block, facts)
        facts.raised |= find_raised_cells(block, raised)
        facts.percents |= find_percent_cells(block, percents)
    require_extent(last_row, last_column, cells)
    return facts


def _search_block(block: bytes, facts: PartFacts) -> None:
    if b't="e"' in block:
        facts.troubles += [
            ("error_cell", cell.decode(), unescape_xml(shown.decode("utf-8", "replace")))
            for cell, shown in ERROR_CELL.findall(block)
        ]
    if b"<f" in block:
        facts.troubles += _find_empty_formulas(block)
    if b"hidden=" in block:
        facts.hidden_rows.update(int(row) - 1 for row in HIDDEN_ROW.findall(block))


def _find_empty_formulas(block: bytes) -> list[tuple[str, str, str]]:
    """Find the formulas without a value; one that gives an empty text says so by the type of its cell, and has one."""
    found = [
        (CELL_ADDRESS.search(attributes), formula)
        for attributes, formula, value in EMPTY_FORMULA.findall(block)
        if not (value and b't="str"' in attributes)
    ]
    return [
        ("formula_without_value", cell[1].decode(), "=" + unescape_xml(formula.decode("utf-8", "replace")))
        for cell, formula in found
        if cell
    ]


def _find_hidden_columns(block: bytes, facts: PartFacts) -> None:
    for match in HIDDEN_COLUMN.finditer(block):
        found = _attributes(match[0])
        first, last = int(found.get("min", 0)), int(found.get("max", 0))
        facts.hidden_columns.update(range(first - 1, min(last, first + 1000)))
