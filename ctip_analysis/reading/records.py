"""What calamine leaves out of an old xls: errors, formulas without a value, hidden rows and columns, its extent.

They are looked up in the records of its stream. The layout of the compound file is [MS-CFB], that of the records
[MS-XLS]; both are published by Microsoft. Programs that calculate leave a record that says with which engine they did;
without it, a formula whose value is blank was written by a program that does not, and nobody knows its value.
"""

import struct
from collections.abc import Iterator
from itertools import takewhile

from ctip_analysis.reading.containers import require_extent
from ctip_analysis.reading.package import PartFacts
from ctip_analysis.reading.percents import PercentFormats, choose_formats
from ctip_analysis.reading.sheets import spell_address

__all__ = [
    "BOUND_SHEET",
    "END",
    "ERRORS",
    "FORMAT",
    "find_cell_formats",
    "read_stream",
    "scan_records",
    "walk_records",
]

FORMULA, BOOLEAN_OR_ERROR, ROW, COLUMNS, BOUND_SHEET, END, ENGINE = (
    0x06,
    0x205,
    0x208,
    0x7D,
    0x85,
    0x0A,
    0x1C1,
)
#: Records of one cell each that holds something, and the record of several numbers in a row.
ONE_CELL = frozenset({FORMULA, BOOLEAN_OR_ERROR, 0x203, 0x27E, 0xFD, 0x204, 0xD6})
SEVERAL_NUMBERS, BLANK_CELL, BLANK_CELLS = 0xBD, 0x201, 0xBE
NUMBER_FORMAT, FORMAT = 0x41E, 0xE0
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
STREAMS = ("Workbook", "Book")
FREE = 0xFFFFFFF0
SMALL_STREAM, SMALL_SECTOR = 4096, 64


def _chain(start: int, table: list[int], limit: int) -> list[int]:
    sectors = []
    while start < FREE and start < len(table) and len(sectors) <= limit:
        sectors.append(start)
        start = table[start]
    return sectors


def read_stream(content: bytes) -> bytes:
    """Put the sectors of the workbook's stream together; a small one lies in small sectors of its own."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    count = len(content) // size

    def sector(number: int) -> bytes:
        """Give a sector by its number."""
        return content[(number + 1) * size : (number + 2) * size]

    table: list[int] = []
    for number in struct.unpack_from("<109I", content, 76):
        if number < FREE:
            part = sector(number)
            table += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
    directory, _, _, small_table = struct.unpack_from("<4I", content, 48)
    entries = b"".join(map(sector, _chain(directory, table, count)))
    (root,) = struct.unpack_from("<I", entries, 116)
    for at in range(0, len(entries) - 127, 128):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        start, stream_size = struct.unpack_from("<II", entries, at + 116)
        if name not in STREAMS:
            continue
        if stream_size >= SMALL_STREAM:
            return b"".join(map(sector, _chain(start, table, count)))[:stream_size]
        small = b"".join(map(sector, _chain(root, table, count)))
        part = b"".join(map(sector, _chain(small_table, table, count)))
        links = list(struct.unpack(f"<{len(part) // 4}I", part))
        pieces = _chain(start, links, len(links))
        return b"".join(small[n * SMALL_SECTOR : (n + 1) * SMALL_SECTOR] for n in pieces)[:stream_size]
    return b""


def walk_records(stream: bytes, at: int):
    """Give the number and the body of each record of a stream from a place on."""
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        yield record, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _find_trouble(record: int, body: bytes, is_calculated: bool) -> tuple[str, str] | None:
    """Give the code and what is shown of a cell that holds an error, or a formula without a value."""
    if record == BOOLEAN_OR_ERROR and len(body) >= 8 and body[7] == 1:
        return "error_cell", ERRORS.get(body[6], "#?")
    if record != FORMULA or len(body) < 14 or body[12:14] != b"\xff\xff":
        return None
    if body[6] == 2:
        return "error_cell", ERRORS.get(body[8], "#?")
    return ("formula_without_value", "=?") if body[6] == 3 and not is_calculated else None


def _read_code(body: bytes) -> tuple[int, str]:
    """Give the number and the code of a number format: its letters are of one byte or of two."""
    number, count, flags = struct.unpack_from("<HHB", body)
    return number, body[5 : 5 + 2 * count].decode("utf-16-le") if flags & 1 else body[5 : 5 + count].decode(
        "latin-1"
    )


def _find_percents(book: list[tuple[int, bytes]]) -> PercentFormats:
    """Give the cell formats that show a number as a percentage."""
    codes = (_read_code(body) for record, body in book if record == NUMBER_FORMAT and b"%" in body)
    used = (struct.unpack_from("<2xH", body)[0] for record, body in book if record == FORMAT)
    return choose_formats(codes, used)


def find_cell_formats(record: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Give row, column and format of each cell of a record, blank ones too."""
    if record in ONE_CELL or record == BLANK_CELL:
        yield struct.unpack_from("<HHH", body)
    elif record in (BLANK_CELLS, SEVERAL_NUMBERS):
        row, column = struct.unpack_from("<HH", body)
        size = 2 if record == BLANK_CELLS else 6
        for place, at in enumerate(range(4, len(body) - 2, size)):
            yield row, column + place, struct.unpack_from("<H", body, at)[0]


def _scan_sheet(stream: bytes, at: int, is_calculated: bool, percents: PercentFormats) -> PartFacts:
    facts = PartFacts()
    cells = rows = columns = 0
    for record, body in walk_records(stream, at):
        if record == END:
            break
        if record in ONE_CELL or record == SEVERAL_NUMBERS:
            row, column = struct.unpack_from("<HH", body)
            if found := _find_trouble(record, body, is_calculated):
                facts.troubles.append((found[0], spell_address(row + 1, column + 1), found[1]))
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if record == SEVERAL_NUMBERS else column
            cells, rows, columns = cells + last - column + 1, max(rows, row + 1), max(columns, last + 1)
            for own_row, own, number in find_cell_formats(record, body) if percents else ():
                if number in percents:
                    facts.percents[spell_address(own_row + 1, own + 1)] = percents[number]
        elif record == ROW and len(body) >= 14 and body[12] & 0x20:
            facts.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif record == COLUMNS and len(body) >= 10 and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            facts.hidden_columns.update(range(first, min(last, 255) + 1))
    require_extent(rows, columns, cells)
    return facts


def scan_records(content: bytes) -> list[PartFacts]:
    """Search the records of an old workbook, sheet by sheet.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    list of PartFacts
        In the order of the sheets; nothing where the records cannot be followed.

    Raises
    ------
    Trouble
        ``too_large`` where the cells of a sheet span too wide a rectangle.
    """
    try:
        stream = read_stream(content)
        book = list(takewhile(lambda found: found[0] != END, walk_records(stream, 0)))
        places = [struct.unpack_from("<I", body)[0] for record, body in book if record == BOUND_SHEET]
        is_calculated = any(record == ENGINE for record, _ in book)
        percents = _find_percents(book)
        return [_scan_sheet(stream, place, is_calculated, percents) for place in places]
    except (struct.error, IndexError):
        return []
