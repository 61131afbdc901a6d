"""Whether an ODS is safe to open: its XML says how often rows and cells are repeated, and a short file may say millions."""

import re
import zipfile

from ctip_analysis.reading.containers import MAXIMUM_BLANK_CELLS, Trouble, read_pieces

__all__ = ["check_repeats"]

ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
TABLE = re.compile(rb"<table:table[ >]")
ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.S)
CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
FEW = 1000


def _span_of(cells: bytes) -> int:
    """Give how many columns the cells of a row span, up to the last that is not empty."""
    at, last = 0, 0
    for attributes, closed in CELL.findall(cells):
        repeated = COLUMNS_REPEATED.search(attributes)
        at += int(repeated[1]) if repeated else 1
        if not closed or b"office:value" in attributes:
            last = at
    return last


def check_repeats(archive: zipfile.ZipFile) -> None:
    """Raise ``too_large`` if the rows of a sheet, repeated as they say, span too many cells.

    Raises
    ------
    Trouble
    """
    content = b"".join(read_pieces(archive, "content.xml"))
    if ENTITY.search(content[:4096]):
        raise Trouble("corrupt")
    if all(int(n) < FEW for n in re.findall(rb'-repeated="(\d+)"', content)):
        return
    for table in TABLE.split(content)[1:]:
        row, last, width = 0, 0, 0
        for attributes, cells in ROW.findall(table):
            repeated = ROWS_REPEATED.search(attributes)
            row += int(repeated[1]) if repeated else 1
            if span := _span_of(cells):
                last, width = row, max(width, span)
        if last * width > MAXIMUM_BLANK_CELLS:
            raise Trouble("too_large")
