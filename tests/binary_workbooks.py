"""Write an xlsb: the records of [MS-XLSB] that a sheet of numbers and texts needs, and no more."""

import struct
import zipfile

ROW, REAL, TEXT = 0, 5, 6
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


def _cell(column, value):
    place = struct.pack("<II", column, 0)
    if isinstance(value, str):
        return _record(TEXT, place + _text(value))
    return _record(REAL, place + struct.pack("<d", value))


def _sheet(rows):
    last = max(map(len, rows)) - 1
    body = b"".join(
        _record(ROW, struct.pack("<IIHBIII", number, 0, 300, 0, 1, 0, last))
        + b"".join(_cell(column, value) for column, value in enumerate(row) if value is not None)
        for number, row in enumerate(rows)
    )
    size = _record(DIMENSION, struct.pack("<4I", 0, len(rows) - 1, 0, last))
    return _record(BEGIN_SHEET) + size + _record(BEGIN_DATA) + body + _record(END_DATA) + _record(END_SHEET)


def write_xlsb(path, rows, *, sheet="Sheet1"):
    """Write one sheet of numbers and texts; None is a blank."""
    named = _record(SHEET, struct.pack("<II", 0, 1) + _text("rId1") + _text(sheet))
    book = _record(BEGIN_BOOK) + _record(BEGIN_SHEETS) + named + _record(END_SHEETS) + _record(END_BOOK)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATION.format(kind="officeDocument", target="xl/workbook.bin"))
        archive.writestr(
            "xl/_rels/workbook.bin.rels", RELATION.format(kind="worksheet", target="worksheets/sheet1.bin")
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", _sheet(rows))
    return path
