"""Numbers that a workbook shows as percentages: 0.25 in a cell of the format "0%" is seen as "25%".

The number stays what it is; only the text of its cell is as it is seen. Sheets are searched for such cells only where
a cell format of the workbook is one of percentages.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from ctip_analysis.reading.containers import Trouble, read_part
from ctip_analysis.reading.raised import unescape_xml

__all__ = ["PercentFormats", "choose_formats", "find_percent_cells", "find_percent_formats", "show_percent"]

#: Decimals and sign of each cell format of percentages, by its number.
PercentFormats = dict[int, tuple[int, str]]

#: The digits of the largest number that a cell can hold, and of its decimals.
EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
#: More formats are looked for one by one among all that cells have.
MAXIMUM_NAMED = 100
STYLES_PART = "xl/styles.xml"
#: Larger styles are not remembered.
SMALL_STYLES = 100_000
BUILT_IN = {9: (0, "%"), 10: (2, "%")}
NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
FORMAT_NUMBER = re.compile(rb'\bnumFmtId="(\d+)"')
FORMAT_CODE = re.compile(rb'\bformatCode="([^"]*%[^"]*)"')
CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
#: "0%", "0.0%", "#,##0.00 %", with colors, and other codes for negative numbers behind them.
PERCENT_CODE = re.compile(r"(?:\[[^\]]*\])*[#0,]*0(?:\.(0{1,30}))?( ?%)(?:_.)*(?:;.*)?", re.S)


def choose_formats(codes: Iterable[tuple[int, str]], used: Iterable[int]) -> PercentFormats:
    """Give the cell formats of percentages, with their decimals and sign.

    Parameters
    ----------
    codes : iterable of (int, str)
        The number and the code of each number format that a workbook defines.
    used : iterable of int
        The number format of each cell format, in order.

    Examples
    --------
    >>> choose_formats([(164, "0.0%")], [0, 9, 164])
    {1: (0, '%'), 2: (1, '%')}
    """
    known = dict(BUILT_IN)
    for number, code in codes:
        if match := PERCENT_CODE.fullmatch(code):
            known[number] = len(match[1] or ""), match[2]
    return {place: known[number] for place, number in enumerate(used) if number in known}


def _read_codes(styles: bytes) -> Iterator[tuple[int, str]]:
    """Give the number and the code of the number formats with a sign of percentages."""
    for attributes in NUMBER_FORMAT.findall(styles):
        number, code = FORMAT_NUMBER.search(attributes), FORMAT_CODE.search(attributes)
        if number and code:
            yield int(number[1]), unescape_xml(code[1].decode("utf-8", "replace"))


def find_percent_formats(archive: zipfile.ZipFile) -> PercentFormats:
    """Give the cell formats of a workbook that show a number as a percentage.

    Parameters
    ----------
    archive : zipfile.ZipFile

    Returns
    -------
    dict of int to (int, str)
        Decimals and sign, by the number of the cell format; none where the formats cannot be read safely.
    """
    if STYLES_PART not in archive.NameToInfo:
        return {}
    try:
        styles = read_part(archive, STYLES_PART)
    except Trouble:
        return {}
    return (_find_formats if len(styles) <= SMALL_STYLES else _find_formats.__wrapped__)(styles)


@lru_cache(maxsize=64)
def _find_formats(styles: bytes) -> PercentFormats:
    """Give the cell formats of percentages that styles hold; workbooks of one template have the same."""
    if b"%" not in styles and not re.search(rb'\bnumFmtId="(?:9|10)"', styles):
        return {}
    block = CELL_FORMATS.search(styles)
    numbers = map(FORMAT_NUMBER.search, CELL_FORMAT.findall(block[0]) if block else ())
    return choose_formats(_read_codes(styles), (int(number[1]) if number else 0 for number in numbers))


@lru_cache(maxsize=64)
def _cells_of(formats: tuple[int, ...]) -> re.Pattern:
    """Give what finds the cells of some formats; a cell without a value ends at once."""
    numbers = "|".join(map(str, formats)) if len(formats) <= MAXIMUM_NAMED else r"\d+"
    return re.compile(rf'<c\b(?=[^>]*\bs="({numbers})")[^>]*\br="([A-Z]{{1,3}}\d+)"[^>]*(?<!/)>'.encode())


def find_percent_cells(block: bytes, formats: PercentFormats) -> dict[str, tuple[int, str]]:
    """Give the cells of a stretch of a sheet's XML that have a format of percentages, with its decimals and sign.

    Parameters
    ----------
    block : bytes
    formats : dict of int to (int, str)
        From `find_percent_formats`.
    """
    if not formats:
        return {}
    found = ((cell.decode(), int(number)) for number, cell in _cells_of(tuple(formats)).findall(block))
    return {cell: formats[number] for cell, number in found if number in formats}


@lru_cache(maxsize=50_000)
def show_percent(value: float | int, decimals: int, sign: str) -> str:
    """Give a number as a cell shows it, halves rounded away from zero.

    Examples
    --------
    >>> show_percent(0.25, 0, "%"), show_percent(0.1255, 1, " %")
    ('25%', '12.6 %')
    """
    shown = EXACT.quantize(Decimal(repr(value)).scaleb(2), Decimal(1).scaleb(-decimals))
    return f"{shown:f}{sign}"
