"""Write an xlsb and an old xls: the records of [MS-XLSB] and [MS-XLS] that a sheet needs, and no more."""

import struct
import zipfile
from dataclasses import dataclass

from openpyxl.utils import range_boundaries

ROW, BLANK, ERROR, REAL, TEXT, FORMULA_ERROR, COLUMN, MERGE = 0, 1, 3, 5, 6, 11, 60, 176
FONT, BORDER, FORMAT, BEGIN_FORMATS, END_FORMATS = 43, 46, 47, 617, 618
BEGIN_SHEET, END_SHEET, BEGIN_BOOK, END_BOOK = 129, 130, 131, 132
BEGIN_SHEETS, END_SHEETS, BEGIN_DATA, END_DATA, DIMENSION, SHEET = 143, 144, 145, 146, 148, 156
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>'
)
RELATION = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
)
#: Font (1 is bold), border (1 is a line on the left), alignment (6 is across cells), number format, indent of each look.
LOOKS = ((0, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 6, 0, 0), (1, 0, 0, 0, 0))
LOOKS += ((0, 0, 0, 9, 0), (0, 0, 0, 164, 0), (0, 0, 0, 0, 1))
PLAIN, LINE_ON_LEFT, ACROSS, BOLD, PERCENT, ONE_DECIMAL, INDENTED = range(7)
CODE = "0.0%"


@dataclass(frozen=True)
class Error:
    """An error in a cell by its code: 7 is #DIV/0!, 42 is #N/A."""

    code: int
    is_formula: bool = False


@dataclass(frozen=True)
class Unvalued:
    """A formula whose value is a blank."""


def _number(value):
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    written = bytearray()
    while True:
        written.append((value & 0x7F) | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(written)


def _record(kind, body=b""):
    return _number(kind) + _number(len(body)) + body


def _text(text):
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def _cell(column, value, look=0):
    """Write a cell: a blank, a text, a number, or an `Error`, be it typed or what a formula gave."""
    place = struct.pack("<II", column, look)
    if value is None:
        return _record(BLANK, place)
    if isinstance(value, Error):
        formula = struct.pack("<HII", 0, 0, 0) if value.is_formula else b""
        return _record(FORMULA_ERROR if value.is_formula else ERROR, place + bytes([value.code]) + formula)
    if isinstance(value, str):
        return _record(TEXT, place + _text(value))
    return _record(REAL, place + struct.pack("<d", value))


def _merge(merge):
    left, top, right, bottom = range_boundaries(merge)
    return _record(MERGE, struct.pack("<4I", top - 1, bottom - 1, left - 1, right - 1))


def _sheet(rows, merges, hidden_rows, hidden_columns, looks):
    last = max(map(len, rows)) - 1
    columns = b"".join(_record(COLUMN, struct.pack("<4IH", c, c, 2560, 0, 1)) for c in hidden_columns)
    body = b"".join(
        _record(
            ROW, struct.pack("<IIHBBBIII", number, 0, 300, 0, 0x10 * (number in hidden_rows), 0, 1, 0, last)
        )
        + b"".join(
            _cell(column, value, looks.get((number, column), 0))
            for column, value in enumerate(row)
            if value is not None or (number, column) in looks
        )
        for number, row in enumerate(rows)
        if row
    )
    size = _record(DIMENSION, struct.pack("<4I", 0, len(rows) - 1, 0, last))
    begin = _record(BEGIN_SHEET) + size + (_record(390) + columns + _record(391) if columns else b"")
    return (
        begin
        + _record(BEGIN_DATA)
        + body
        + _record(END_DATA)
        + b"".join(map(_merge, merges))
        + _record(END_SHEET)
    )


def _styles():
    """Write the formats of `LOOKS`: the first is plain."""
    fonts = [
        struct.pack("<HHHHBBBBBBh4B", 220, 0, bold, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 255)
        for bold in (400, 700)
    ]
    borders = [b"\0" + b"".join(bytes([line]) + bytes(9) for line in (0, 0, left, 0, 0)) for left in (0, 1)]
    formats = [
        struct.pack("<5HBBBBHH", 0, number, font, 0, border, 0, indent, across, 0, 0, 0)
        for font, border, across, number, indent in LOOKS
    ]
    parts = [
        *((FONT, f) for f in fonts),
        *((BORDER, b) for b in borders),
        (44, struct.pack("<H", 164) + _text(CODE)),
        (BEGIN_FORMATS, struct.pack("<I", len(LOOKS))),
    ]
    return b"".join(_record(*part) for part in [*parts, *((FORMAT, f) for f in formats), (END_FORMATS,)])


def write_xlsb(
    path, rows, *, sheet="Sheet1", merges=(), hidden_rows=(), hidden_columns=(), is_hidden=False, looks=None
):
    """Write one sheet of numbers, texts and errors; None is a blank. What is hidden is counted from 0.

    ``looks`` gives cells, counted from 0, the number of one of `LOOKS`.
    """
    named = _record(SHEET, struct.pack("<II", int(is_hidden), 1) + _text("rId1") + _text(sheet))
    book = _record(BEGIN_BOOK) + _record(BEGIN_SHEETS) + named + _record(END_SHEETS) + _record(END_BOOK)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATION.format(kind="officeDocument", target="xl/workbook.bin"))
        archive.writestr(
            "xl/_rels/workbook.bin.rels", RELATION.format(kind="worksheet", target="worksheets/sheet1.bin")
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/worksheets/sheet1.bin", _sheet(rows, merges, hidden_rows, hidden_columns, looks or {})
        )
        if looks:
            archive.writestr("xl/styles.bin", _styles())
    return path


# --- the old kind ----------------------------------------------------------------------------------------------------

SECTOR, END_OF_CHAIN, FREE, OF_TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
BOOK, PAGE, CALCULATED = 5, 0x10, b"\xc1\x01\0\0\x54\x8d\x01\0"


def _old(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def _old_text(text):
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _old_cell(row, column, value, look=0):
    """Write a cell; an `Unvalued` formula keeps a blank for its value."""
    place = struct.pack("<HHH", row, column, look)
    if value is None:
        return _old(0x201, place)
    if isinstance(value, Error) and not value.is_formula:
        return _old(0x205, place + bytes([value.code, 1]))
    if isinstance(value, (Error, Unvalued)):
        kind, code = (2, value.code) if isinstance(value, Error) else (3, 0)
        return _old(
            0x06, place + bytes([kind, 0, code, 0, 0, 0, 0xFF, 0xFF]) + bytes(6) + b"\x03\0\x1e\x01\0"
        )
    if isinstance(value, str):
        return _old(0x204, place + _old_text(value))
    return _old(0x203, place + struct.pack("<d", value))


def _old_sheet(rows, merges, hidden_rows, hidden_columns, looks):
    cells = b"".join(
        _old(0x208, struct.pack("<8H", number, 0, len(row), 300, 0, 0, 0x20 * (number in hidden_rows), 0))
        + b"".join(
            _old_cell(number, column, value, looks.get((number, column), 0))
            for column, value in enumerate(row)
            if value is not None or (number, column) in looks
        )
        for number, row in enumerate(rows)
        if row
    )
    columns = b"".join(_old(0x7D, struct.pack("<6H", c, c, 2560, 0, 1, 0)) for c in hidden_columns)
    bounds = [range_boundaries(merge) for merge in merges]
    merged = b"".join(
        struct.pack("<4H", top - 1, bottom - 1, left - 1, right - 1) for left, top, right, bottom in bounds
    )
    merged = _old(0xE5, struct.pack("<H", len(bounds)) + merged) if bounds else b""
    begin = _old(0x809, struct.pack("<HHHHII", 0x600, PAGE, 0, 0, 0, 6))
    return begin + columns + cells + merged + _old(0x0A)


def _compound(stream):
    """Put one stream into a compound file: its sectors, then the directory, then the table that chains them."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    n_tables = -(-(count + 1) * 4 // (SECTOR - 8)) + 1
    chain = [*range(1, count), END_OF_CHAIN, END_OF_CHAIN, *[OF_TABLE] * n_tables]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(n_tables * SECTOR, b"\xff")
    first = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        n_tables,
        count,
        0,
        4096,
        END_OF_CHAIN,
        0,
        END_OF_CHAIN,
        0,
    )
    first += struct.pack(f"<{n_tables}I", *range(count + 1, count + 1 + n_tables)).ljust(436, b"\xff")

    def entry(name, kind, start, size, child):
        written = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
        return (
            written.ljust(64, b"\0")
            + struct.pack("<H", len(written))
            + links
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, END_OF_CHAIN, 0, 1) + entry("Workbook", 2, 0, len(stream), FREE)
    return first + stream + directory.ljust(SECTOR, b"\0") + table


def _old_styles():
    """Write the fonts and formats of `LOOKS`."""
    fonts = [
        _old(0x31, struct.pack("<HHHHHBBBBBB", 220, 0, 0x7FFF, w, 0, 0, 2, 0, 0, 1, 0) + b"A")
        for w in (400, 700)
    ]
    formats = [
        _old(0xE0, struct.pack("<HHHBBBBIIH", font, number, 0, across, 0, indent, 0, border, 0, 0))
        for font, border, across, number, indent in LOOKS
    ]
    code = _old(0x41E, struct.pack("<H", 164) + _old_text(CODE))
    return b"".join([*fonts, code, *formats])


def write_xls(
    path,
    rows,
    *,
    sheet="Sheet1",
    merges=(),
    hidden_rows=(),
    hidden_columns=(),
    is_hidden=False,
    is_calculated=True,
    looks=None,
):
    """Write one sheet as Excel 97 does, or, where it is not calculated, as a program that knows no values."""
    begin = _old(0x809, struct.pack("<HHHHII", 0x600, BOOK, 0, 0, 0, 6)) + _old(0x42, b"\xb0\x04")
    engine, end = _old(0x1C1, CALCULATED) if is_calculated else b"", _old(0x0A)
    begin += _old_styles() if looks else b""
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    place = len(begin + engine + end) + 4 + 6 + len(name)
    named = _old(0x85, struct.pack("<IBB", place, is_hidden, 0) + name)
    page = _old_sheet(rows, merges, hidden_rows, hidden_columns, looks or {})
    path.write_bytes(_compound(begin + engine + named + end + page))
    return path
