"""What calamine leaves out of an ODS: merges, errors, formulas without a value; and whether it is safe to open.

Its XML says how often rows and cells are repeated, and a short file may say millions.
"""

import re
import zipfile

from ctip_analysis.reading.containers import Trouble, read_pieces, require_extent
from ctip_analysis.reading.package import PartFacts
from ctip_analysis.reading.raised import find_raised_styles, spell_raised, unescape_xml
from ctip_analysis.reading.sheets import spell_address

__all__ = ["ROW", "ROWS_REPEATED", "TABLE", "count_repeats", "scan_document", "walk_cells"]

ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
TABLE = re.compile(rb"<table:table(?=[ >])")
ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.S)
CELL = re.compile(
    rb"<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)", re.S
)
ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
ROWS_SPANNED = re.compile(rb'number-rows-spanned="(\d{1,7})"')
COLUMNS_SPANNED = re.compile(rb'number-columns-spanned="(\d{1,5})"')
FORMULA = re.compile(rb'table:formula="(?:\w+:)?([^"]*)"')
SHOWN = re.compile(rb"<text:p[^>]*>([^<]*)<")
PERCENTAGE = b'office:value-type="percentage"'
FEW = 1000


def count_repeats(pattern: re.Pattern, attributes: bytes) -> int:
    """Give how often a row or a cell stands there, by what it says of itself."""
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def walk_cells(cells: bytes):
    """Give column, attributes and content of each cell of a row; columns counted from 1."""
    column = 1
    for attributes, content in CELL.findall(cells):
        yield column, attributes, content
        column += count_repeats(COLUMNS_REPEATED, attributes)


def _find_trouble(attributes: bytes, content: bytes) -> tuple[str, str] | None:
    """Give the code and what is shown of a cell that holds an error, or a formula without a value."""
    shown = SHOWN.search(content)
    text = unescape_xml(shown[1].decode("utf-8", "replace")) if shown else ""
    formula = FORMULA.search(attributes)
    if b'value-type="error"' in attributes or (formula and text.startswith(("#", "Err:"))):
        return "error_cell", text or "#?"
    if formula and not text and b"office:value" not in attributes:
        return "formula_without_value", unescape_xml(formula[1].decode("utf-8", "replace"))
    return None


def _find_merge(row: int, column: int, attributes: bytes) -> tuple[int, int, int, int] | None:
    """Give the merge that a cell opens, counted from 0."""
    down, across = count_repeats(ROWS_SPANNED, attributes), count_repeats(COLUMNS_SPANNED, attributes)
    return (row - 1, column - 1, row + down - 2, column + across - 2) if down > 1 or across > 1 else None


def _repeat(row: int, column: int, row_about: bytes, about: bytes, text: str) -> dict[str, str]:
    """Give a text to each of the cells that a repeated cell of a repeated row stands for; a few of them."""
    rows, columns = count_repeats(ROWS_REPEATED, row_about), count_repeats(COLUMNS_REPEATED, about)
    return {
        spell_address(row + down, column + right): text
        for down in range(min(rows, FEW))
        for right in range(min(columns, FEW))
    }


def _scan_table(table: bytes, has_formulas: bool, must_walk: bool, raised: frozenset[bytes]) -> PartFacts:
    facts = PartFacts()
    row, last, width, filled = 1, 0, 0, 0
    for attributes, cells in ROW.findall(table):
        for column, about, content in walk_cells(cells) if must_walk else ():
            if content or b"office:value" in about:
                last = row + count_repeats(ROWS_REPEATED, attributes) - 1
                width = max(width, column + count_repeats(COLUMNS_REPEATED, about) - 1)
                filled += 1
            if b"-spanned=" in about and (merge := _find_merge(row, column, about)):
                facts.merges.append(merge)
            if PERCENTAGE in about and (seen := SHOWN.search(content)):
                facts.shown |= _repeat(row, column, attributes, about, seen[1].decode("utf-8", "replace"))
            if raised and content and (seen := spell_raised(content, raised)):
                facts.raised[spell_address(row, column)] = seen
            if has_formulas and (found := _find_trouble(about, content)):
                facts.troubles.append((found[0], spell_address(row, column), found[1]))
        if b'visibility="collapse"' in attributes or b'visibility="filter"' in attributes:
            facts.hidden_rows.add(row - 1)
        row += count_repeats(ROWS_REPEATED, attributes)
    require_extent(last, width, filled)
    return facts


def scan_document(archive: zipfile.ZipFile) -> list[PartFacts]:
    """Search the XML of an ODS, sheet by sheet.

    Raises
    ------
    Trouble
        ``too_large`` where repeated rows and cells span too wide a rectangle, ``corrupt`` where entities are declared.
    """
    content = b"".join(read_pieces(archive, "content.xml"))
    if ENTITY.search(content[:4096]):
        raise Trouble("corrupt")
    has_repeats = any(int(n) >= FEW for n in re.findall(rb'-repeated="(\d{1,12})"', content))
    has_formulas = b"table:formula" in content or b'value-type="error"' in content
    raised = find_raised_styles(content)
    must_walk = (
        has_repeats or has_formulas or bool(raised) or b"-spanned=" in content or PERCENTAGE in content
    )
    if not must_walk and b'visibility="' not in content:
        return []
    return [_scan_table(table, has_formulas, must_walk, raised) for table in TABLE.split(content)[1:]]
