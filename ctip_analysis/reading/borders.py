"""Where the lines are drawn in an xlsx: they part groups of columns and of rows whose name stands in their middle.

Looked up only where a name governs blanks beside it and no merge says how far.
"""

import re
import zipfile

from ctip_analysis.reading.containers import Trouble, read_part
from ctip_analysis.reading.sheets import Borders, split_address

__all__ = ["part_by_lines", "read_borders"]

BORDERS = re.compile(rb"<borders\b.*?</borders>", re.S)
BORDER = re.compile(rb"<border\b[^>]*?(?:/>|>(.*?)</border>)", re.S)
CELL_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.S)
FORMAT = re.compile(rb"<xf\b([^>]*)")
BORDER_ID = re.compile(rb'borderId="(\d+)"')
CELL = re.compile(rb'<c\b(?=[^>]*\bs="(\d+)")[^>]*\br="([A-Z]{1,3}\d+)"')
SIDES = ("left", "right", "top", "bottom")


def _sides_of_formats(styles: bytes) -> list[frozenset[str]]:
    """Give the sides on which each cell format draws a line."""
    block, formats = BORDERS.search(styles), CELL_FORMATS.search(styles)
    if block is None or formats is None:
        return []
    drawn = [
        frozenset(side for side in SIDES if re.search(rb"<%s\b[^>]*\bstyle=" % side.encode(), content))
        for content in BORDER.findall(block[0])
    ]
    ids = [BORDER_ID.search(attributes) for attributes in FORMAT.findall(formats[0])]
    places = [int(found[1]) if found else 0 for found in ids]
    return [drawn[place] if place < len(drawn) else frozenset() for place in places]


def read_borders(archive: zipfile.ZipFile, part: str) -> Borders:
    """Read the lines of a sheet.

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
        sides = _sides_of_formats(read_part(archive, "xl/styles.xml"))
        cells = CELL.findall(read_part(archive, part))
    except (Trouble, KeyError):
        return Borders()
    left, top = set(), set()
    for number, address in cells:
        own = sides[int(number)] if int(number) < len(sides) else frozenset()
        row, column = split_address(address.decode())
        left.update((row - 1, column - 1 + step) for side, step in (("left", 0), ("right", 1)) if side in own)
        top.update((row - 1 + step, column - 1) for side, step in (("top", 0), ("bottom", 1)) if side in own)
    return Borders(frozenset(left), frozenset(top))


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
