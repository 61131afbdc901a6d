"""What calamine leaves out of an xlsb: cells with errors, hidden rows and columns, merges, extent, from its records.

Each part is a row of records: a number that says what it is, a length, a body. Their layout is [MS-XLSB], published by
Microsoft. A formula always keeps its last value there; an empty text is what the formula gave.
"""

import struct
import zipfile

from ctip_analysis.reading.containers import Trouble, read_part, read_pieces, require_extent
from ctip_analysis.reading.package import PartFacts, find_targets
from ctip_analysis.reading.percents import PercentFormats, choose_formats
from ctip_analysis.reading.records import ERRORS
from ctip_analysis.reading.sheets import spell_address

__all__ = ["find_binary_parts", "find_binary_percents", "scan_binary_sheet", "walk_parts"]

STYLES_PART = "xl/styles.bin"
NUMBER_FORMAT, FORMAT, BEGIN_FORMATS, END_FORMATS = 44, 47, 617, 618
ROW, ERROR, FORMULA_ERROR, COLUMNS, SHEET, MERGE = 0, 3, 11, 60, 156, 176
#: Cells that hold something; record 1 is a cell that has a format alone.
FIRST_CELL, LAST_CELL = 2, 11
HIDDEN_ROW, HIDDEN_COLUMN = 0x10, 0x01
SHOWN_OF_ERROR = ERRORS | {43: "#GETTING_DATA"}


def walk_parts(part: bytes):
    """Give the kind of each record, and where its body begins and ends.

    Kind and length are written seven bits a byte, the lowest first; the eighth bit says that another byte follows.
    """
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield kind, at, at + length
        at += length


def _read_text(part: bytes, at: int) -> tuple[str, int]:
    """Give a text that begins with the number of its letters, and where it ends."""
    (count,) = struct.unpack_from("<I", part, at)
    end = at + 4 + 2 * count
    return part[at + 4 : end].decode("utf-16-le", "replace"), end


def find_binary_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the part of each sheet of an xlsb by the sheet's name."""
    names = {name.lower(): name for name in archive.namelist()}
    targets = find_targets(read_part(archive, names["xl/_rels/workbook.bin.rels"]))
    book = read_part(archive, "xl/workbook.bin")
    parts = {}
    for kind, at, _ in walk_parts(book):
        if kind == SHEET:
            relation, after = _read_text(book, at + 8)
            name, _ = _read_text(book, after)
            if part := names.get(targets.get(relation, "").lower()):
                parts[name] = part
    return parts


def find_binary_percents(archive: zipfile.ZipFile) -> PercentFormats:
    """Give the cell formats of an xlsb that show a number as a percentage; none where they cannot be followed."""
    codes, used, is_open = [], [], False
    try:
        styles = read_part(archive, STYLES_PART)
        for kind, at, end in walk_parts(styles):
            if kind == NUMBER_FORMAT:
                codes.append((int.from_bytes(styles[at : at + 2], "little"), _read_text(styles, at + 2)[0]))
            elif kind in (BEGIN_FORMATS, END_FORMATS):
                is_open = kind == BEGIN_FORMATS
            elif kind == FORMAT and is_open and end > at + 3:
                used.append(int.from_bytes(styles[at + 2 : at + 4], "little"))
    except (Trouble, KeyError, IndexError, struct.error):
        return {}
    return choose_formats(codes, used)


def scan_binary_sheet(archive: zipfile.ZipFile, part: str, percents: PercentFormats) -> PartFacts:
    """Search the records of a sheet.

    Parameters
    ----------
    archive : zipfile.ZipFile
    part : str
    percents : dict of int to (int, str)
        The cell formats of percentages.

    Raises
    ------
    Trouble
        ``too_large`` where its cells span too wide a rectangle.
    """
    facts, content = PartFacts(), b"".join(read_pieces(archive, part))
    cells = row = last_row = last_column = 0
    for kind, at, _ in walk_parts(content):
        if FIRST_CELL <= kind <= LAST_CELL:
            column = int.from_bytes(content[at : at + 4], "little")
            cells, last_row, last_column = cells + 1, max(last_row, row), max(last_column, column)
            if kind in (ERROR, FORMULA_ERROR):
                shown = SHOWN_OF_ERROR.get(content[at + 8], "#?")
                facts.troubles.append(("error_cell", spell_address(row + 1, column + 1), shown))
            elif percents and (own := percents.get(int.from_bytes(content[at + 4 : at + 7], "little"))):
                facts.percents[spell_address(row + 1, column + 1)] = own
        elif kind == ROW:
            row = int.from_bytes(content[at : at + 4], "little")
            if content[at + 11] & HIDDEN_ROW:
                facts.hidden_rows.add(row)
        elif kind == COLUMNS and content[at + 16] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<II", content, at)
            facts.hidden_columns.update(range(first, min(last, first + 999) + 1))
        elif kind == MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", content, at)
            facts.merges.append((top, left, bottom, right))
    require_extent(last_row + 1, last_column + 1, cells)
    return facts
