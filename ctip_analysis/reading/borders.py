"""Where the lines are drawn in an xlsx, and which letters are slanted or colored.

Lines part groups of columns and of rows whose name stands in their middle; slanted or colored letters set remarks apart
from names. Looked up only where a name governs blanks beside it and no merge says how far, or where remarks may stand.
"""

import re
import zipfile
from functools import lru_cache

from ctip_analysis.reading.containers import Trouble, read_part
from ctip_analysis.reading.sheets import Borders, make_borders, spell_indent, split_address

__all__ = ["part_by_lines", "read_borders"]

BORDERS = re.compile(rb"<borders\b.*?</borders>", re.S)
BORDER = re.compile(rb"<border\b[^>]*?(?:/>|>(.*?)</border>)", re.S)
CELL_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.S)
FORMAT = re.compile(rb"<xf\b([^>]*?)(?:/>|>(.*?)</xf>)", re.S)
FONTS = re.compile(rb"<fonts\b.*?</fonts>", re.S)
FONT = re.compile(rb"<font\b[^>]*?(?:/>|>(.*?)</font>)", re.S)
SLANTED = re.compile(rb'<i\s*/>|<i val="(?:1|true)"')
BOLD = re.compile(rb'<b\s*/>|<b val="(?:1|true)"')
COLORED = re.compile(rb'<color\b[^>]*(?:rgb="(?!(?:..)?000000)|theme="(?![01]"))')
FONT_ID = re.compile(rb'fontId="(\d+)"')
BORDER_ID = re.compile(rb'borderId="(\d+)"')
ACROSS = b'horizontal="centerContinuous"'
INDENT = re.compile(rb'\bindent="(\d{1,2})"')
LEVEL = re.compile(rb'<row\b(?=[^>]*\boutlineLevel="(\d)")[^>]*\br="(\d+)"')
SIDES = ("left", "right", "top", "bottom")
#: Larger styles are not remembered.
SMALL_STYLES = 100_000


def _describe_borders(styles: bytes) -> list[frozenset[str]]:
    """Give the sides on which each border draws a line."""
    block = BORDERS.search(styles)
    return [
        frozenset(side for side in SIDES if re.search(rb"<%s\b[^>]*\bstyle=" % side.encode(), content))
        for content in (BORDER.findall(block[0]) if block else ())
    ]


def _describe_fonts(styles: bytes) -> list[frozenset[str]]:
    """Tell of each font whether it sets its letters apart, and whether they are bold."""
    block = FONTS.search(styles)
    fonts = FONT.findall(block[0]) if block else ()
    return [
        frozenset(
            (("apart",) if SLANTED.search(f) or COLORED.search(f) else ())
            + (("bold",) if BOLD.search(f) else ())
        )
        for f in fonts
    ]


@lru_cache(maxsize=16)
def _looks_of_formats(styles: bytes) -> list[frozenset[str]]:
    """Give the sides on which each cell format draws a line, how it sets its letters, whether it centers across cells.

    The workbooks of one template have the same styles.
    """
    formats = CELL_FORMATS.search(styles)
    parts = ((BORDER_ID, _describe_borders(styles)), (FONT_ID, _describe_fonts(styles)))
    found = []
    for attributes, within in FORMAT.findall(formats[0]) if formats else ():
        ids = ((pattern.search(attributes), known) for pattern, known in parts)
        found.append(
            frozenset({"joined"} if ACROSS in within else ()).union(
                spell_indent(int(INDENT.search(within)[1]) if b"indent=" in within else 0),
                *(known[int(n[1])] for n, known in ids if n is not None and int(n[1]) < len(known)),
            )
        )
    return found


@lru_cache(maxsize=16)
def _cells_of(formats: tuple[bytes, ...]) -> re.Pattern:
    """Give what finds the cells of some formats."""
    return re.compile(rb'<c\b(?=[^>]*\bs="0*(%s)")[^>]*\br="([A-Z]{1,3}\d+)"' % b"|".join(formats))


def read_borders(archive: zipfile.ZipFile, part: str) -> Borders:
    """Read the lines of a sheet, and which letters are set apart.

    Parameters
    ----------
    archive : zipfile.ZipFile
    part : str
        The sheet's part.

    Returns
    -------
    Borders
    """
    try:
        styles = read_part(archive, "xl/styles.xml")
        describe = _looks_of_formats if len(styles) <= SMALL_STYLES else _looks_of_formats.__wrapped__
        looks = describe(styles)
        content = read_part(archive, part)
    except (Trouble, KeyError):
        return Borders()
    seen = {str(number).encode(): own for number, own in enumerate(looks) if own}
    cells = _cells_of(tuple(seen)).findall(content) if seen else ()
    places = ((split_address(cell.decode()), seen[number]) for number, cell in cells)
    levels = {int(row) - 1: int(level) for level, row in LEVEL.findall(content)}
    return make_borders(((row - 1, column - 1, own) for (row, column), own in places), levels)


def part_by_lines(names: list[str], has_line: list[bool]) -> list[str] | None:
    """Give each place the name of the stretch between two lines that it lies in.

    Parameters
    ----------
    names : list of str
        What stands at each place; an empty text for a blank.
    has_line : list of bool
        Whether a line is drawn before each place.

    Returns
    -------
    list of str or None
        None where the lines part nothing: none within, one at every place, or a stretch without a name.

    Examples
    --------
    >>> part_by_lines(["", "Female", "", "", "Male"], [True, False, False, True, False])
    ['Female', 'Female', 'Female', 'Male', 'Male']
    """
    starts = [place for place, line in enumerate(has_line) if line and place] if names else []
    stretches = list(zip([0, *starts], [*starts, len(names)], strict=True))
    if not starts or len(stretches) == len(names):
        return None
    found: list[str] = []
    for first, after in stretches:
        name = next((name for name in names[first:after] if name), "")
        if not name:
            return None
        found += [name] * (after - first)
    return found
