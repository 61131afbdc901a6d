"""Where the lines are drawn, and how letters are set, in an old xls and in an xlsb: from the records of their formats.

Each cell names a format, each format a font and, in an xlsb, a border. The layout of the records is [MS-XLS] and
[MS-XLSB], both published by Microsoft.
"""

import struct
import zipfile
from itertools import takewhile

from ctip_analysis.reading.binaries import walk_parts
from ctip_analysis.reading.containers import Trouble, read_part
from ctip_analysis.reading.records import (
    BOUND_SHEET,
    END,
    FORMAT,
    find_cell_formats,
    read_stream,
    walk_records,
)
from ctip_analysis.reading.sheets import Borders, make_borders, spell_indent

__all__ = ["read_binary_borders", "read_record_borders"]

Look = frozenset[str]
SLANTED, ACROSS, BOLD_FROM = 0x02, 6, 600
#: A record of an xls.
FONT = 0x31
#: Numbers of the colors that are black in an xls: those of the palette, and what the system writes with.
BLACK = frozenset({0, 8, 64, 0x7FFF})
#: Records of an xlsb.
ROW, FIRST_CELL, LAST_CELL = 0, 1, 11
BINARY_FONT, BINARY_BORDER, BINARY_FORMAT, BEGIN_FORMATS, END_FORMATS = 43, 46, 47, 617, 618


def _describe_font(flags: int, weight: int, is_colored: bool) -> Look:
    """Tell whether a font is bold, and whether it sets its letters apart."""
    return frozenset(
        (("bold",) if weight >= BOLD_FROM else ()) + (("apart",) if flags & SLANTED or is_colored else ())
    )


def _describe_format(fonts: list[Look], body: bytes) -> Look:
    """Tell what a format of an xls shows: its font, its lines, whether it centers across cells."""
    (font,) = struct.unpack_from("<H", body)
    # There is no font 4: numbers above it are one too high.
    font -= font > 4
    lines = struct.unpack_from("<H", body, 10)[0]
    sides = {
        side for place, side in enumerate(("left", "right", "top", "bottom")) if lines >> 4 * place & 0xF
    }
    across = {"joined"} if body[6] & 7 == ACROSS else set()
    indent = spell_indent(body[8] & 0xF if len(body) > 16 else 0)
    return frozenset(sides | across | indent | (fonts[font] if font < len(fonts) else frozenset()))


def read_record_borders(content: bytes, place: int) -> Borders:
    """Read the lines of a sheet of an xls, and how its letters are set.

    Parameters
    ----------
    content : bytes
    place : int
        Of the sheet among those of the workbook, from 0.

    Returns
    -------
    Borders
        Nothing where the records cannot be followed.
    """
    try:
        stream = read_stream(content)
        book = list(takewhile(lambda found: found[0] != END, walk_records(stream, 0)))
        fonts = [
            _describe_font(flags, weight, color not in BLACK)
            for flags, color, weight in (
                struct.unpack_from("<2xHHH", body) for record, body in book if record == FONT
            )
        ]
        looks = [_describe_format(fonts, body) for record, body in book if record == FORMAT]
        starts = [struct.unpack_from("<I", body)[0] for record, body in book if record == BOUND_SHEET]
        page = takewhile(lambda found: found[0] != END, walk_records(stream, starts[place]))
        cells = (cell for record, body in page for cell in find_cell_formats(record, body))
        return make_borders((row, c, looks[n]) for row, c, n in cells if n < len(looks) and looks[n])
    except (struct.error, IndexError):
        return Borders()


def _describe_binary_border(body: bytes) -> Look:
    """Give the sides on which a border of an xlsb draws a line; each takes ten bytes, the first is its style."""
    sides = ("top", "bottom", "left", "right")
    return frozenset(side for at, side in zip(range(1, 41, 10), sides, strict=True) if body[at])


def _describe_binary_font(body: bytes) -> Look:
    flags, weight = struct.unpack_from("<2xHH", body)
    kind, number = body[12] >> 1, body[13]
    red_green_blue = body[16:19]
    # A color is one of the palette (1), given in full (2), or of the theme (3); the first two of a theme are plain.
    is_colored = (kind == 2 and any(red_green_blue)) or (kind == 3 and number > 1)
    return _describe_font(flags, weight, is_colored or (kind == 1 and number not in BLACK))


def _describe_binary_formats(styles: bytes) -> list[Look]:
    fonts, borders, looks, is_open = [], [], [], False
    for kind, at, end in walk_parts(styles):
        body = styles[at:end]
        if kind == BINARY_FONT:
            fonts.append(_describe_binary_font(body))
        elif kind == BINARY_BORDER:
            borders.append(_describe_binary_border(body))
        elif kind in (BEGIN_FORMATS, END_FORMATS):
            is_open = kind == BEGIN_FORMATS
        elif kind == BINARY_FORMAT and is_open:
            font, border = struct.unpack_from("<4xH2xH", body)
            parts = [known[n] for n, known in ((font, fonts), (border, borders)) if n < len(known)]
            across = {"joined"} if body[12] & 7 == ACROSS else ()
            looks.append(frozenset(across).union(spell_indent(body[11]), *parts))
    return looks


def read_binary_borders(archive: zipfile.ZipFile, part: str) -> Borders:
    """Read the lines of a sheet of an xlsb, and how its letters are set.

    Parameters
    ----------
    archive : zipfile.ZipFile
    part : str
        The sheet's part.

    Returns
    -------
    Borders
        Nothing where there are no styles.
    """
    try:
        looks = _describe_binary_formats(read_part(archive, "xl/styles.bin"))
        content, row, found = read_part(archive, part), 0, []
        for kind, at, _ in walk_parts(content):
            if kind == ROW:
                row = int.from_bytes(content[at : at + 4], "little")
            elif FIRST_CELL <= kind <= LAST_CELL:
                number = int.from_bytes(content[at + 4 : at + 7], "little")
                if number < len(looks) and looks[number]:
                    found.append((row, int.from_bytes(content[at : at + 4], "little"), looks[number]))
        return make_borders(found)
    except (Trouble, KeyError, IndexError, struct.error):
        return Borders()
