"""Where the lines are drawn in an ODS, and how letters are set: from the styles that its cells, rows and columns name."""

import re
import zipfile
from collections.abc import Iterator
from itertools import islice

from ctip_analysis.reading.containers import Trouble, read_part
from ctip_analysis.reading.documents import ROW, ROWS_REPEATED, TABLE, count_repeats, walk_cells
from ctip_analysis.reading.sheets import Borders, make_borders, spell_indent

__all__ = ["read_document_borders"]

Look = frozenset[str]
STYLE = re.compile(
    rb'<style:style\b(?=[^>]*style:family="table-cell")[^>]*style:name="([^"]*)"[^>]*?(?:/>|>(.*?)</style:style>)',
    re.S,
)
COLUMN = re.compile(rb"<table:table-column\b([^>]*)>")
NAME = re.compile(rb'(?<!default-cell-)style-name="([^"]*)"')
DEFAULT_NAME = re.compile(rb'default-cell-style-name="([^"]*)"')
COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
SIDES = ("left", "right", "top", "bottom")
LETTERS = {
    "bold": re.compile(rb'fo:font-weight="(?:bold|[6-9]00)"'),
    "apart": re.compile(rb'fo:font-style="(?:italic|oblique)"|fo:color="#(?!000000)'),
}
#: A text is set in by steps of about a seventh of an inch.
INDENT = re.compile(rb'fo:margin-left="([\d.]{1,8})(cm|mm|in|pt)"')
STEPS = {b"cm": 1 / 0.353, b"mm": 1 / 3.53, b"in": 72 / 10, b"pt": 1 / 10}
#: What is repeated further goes on to the end of the sheet, and holds nothing; so many looks are gathered at most.
FAR, MAXIMUM_LOOKS = 1000, 500_000


def _describe_styles(content: bytes) -> dict[bytes, Look]:
    """Tell what each style of cells shows."""
    looks = {}
    for name, properties in STYLE.findall(content):
        sides = {
            side
            for side in SIDES
            if re.search(rb'fo:border(?:-%s)?="(?!none)[^"]*\d' % side.encode(), properties)
        }
        letters = {look for look, seen in LETTERS.items() if seen.search(properties)}
        indent = INDENT.search(properties)
        depth = round(float(indent[1].strip(b".") or 0) * STEPS[indent[2]]) if indent else 0
        looks[name] = spell_indent(depth) | sides | letters
    return looks


def _find_looks(table: bytes, looks: dict[bytes, Look]) -> Iterator[tuple[int, int, Look]]:
    """Give row, column and look of the cells of a table."""
    defaults: list[bytes] = []
    for attributes in COLUMN.findall(table):
        name = DEFAULT_NAME.search(attributes)
        defaults += [name[1] if name else b""] * min(count_repeats(COLUMNS_REPEATED, attributes), FAR)
    row = 0
    for attributes, cells in ROW.findall(table):
        own = DEFAULT_NAME.search(attributes)
        n_rows = count_repeats(ROWS_REPEATED, attributes)
        for column, about, _ in walk_cells(cells):
            name = NAME.search(about) or own
            for place in range(column - 1, column - 1 + min(count_repeats(COLUMNS_REPEATED, about), FAR)):
                style = name[1] if name else defaults[place] if place < len(defaults) else b""
                if look := looks.get(style):
                    yield from ((row + step, place, look) for step in range(min(n_rows, FAR)))
        row += n_rows


def read_document_borders(archive: zipfile.ZipFile, place: int) -> Borders:
    """Read the lines of a sheet of an ODS, and how its letters are set.

    Parameters
    ----------
    archive : zipfile.ZipFile
    place : int
        Of the sheet among those of the document, from 0.

    Returns
    -------
    Borders
    """
    try:
        content = read_part(archive, "content.xml")
    except Trouble:
        return Borders()
    tables = TABLE.split(content)[1:]
    looks = {name: look for name, look in _describe_styles(content).items() if look}
    if not looks or place >= len(tables):
        return Borders()
    return make_borders(islice(_find_looks(tables[place], looks), MAXIMUM_LOOKS))
