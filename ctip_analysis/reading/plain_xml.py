"""A workbook in plain XML, as Excel 2003 writes it, and programs that export to Excel without Excel.

The format is Microsoft's "XML Spreadsheet". Entities are never resolved: a file that declares one is refused. What lies
far out is told by its extent before rows are laid out.
"""

import datetime as dt
from math import isfinite
from xml.parsers import expat

from ctip_analysis.reading.astray import NO_NUMBER
from ctip_analysis.reading.containers import Trouble, require_extent
from ctip_analysis.reading.sheets import Sheet, spell_address

__all__ = ["is_plain_xml", "read_plain_xml"]

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
PREFIX, EXCEL = NAMESPACE.decode() + " ", "urn:schemas-microsoft-com:office:excel "
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def is_plain_xml(content: bytes) -> bool:
    """Tell whether a file is such a workbook, in one byte a letter or in two.

    Examples
    --------
    >>> is_plain_xml(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">')
    True
    """
    head = content[:4096].replace(b"\0", b"")
    return NAMESPACE in head and head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def _read_value(kind: str, text: str):
    """Give what a cell holds, by the type that it says it has."""
    if kind == "Number":
        return float(text)
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "DateTime":
        return dt.datetime.fromisoformat(text.strip()[:19])
    return text


class _Page:
    """A sheet in the making: cells by row and column, counted from 0."""

    def __init__(self, name: str):
        self.name = name
        self.cells: dict[int, dict[int, object]] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.troubles: list[tuple[str, str, str]] = []
        self.is_hidden = False
        self.row = self.column = self.list_column = -1
        self.count = self.width = 0

    def put(self, value) -> None:
        """Put a value into the open cell."""
        self.cells.setdefault(self.row, {})[self.column] = value
        self.count, self.width = self.count + 1, max(self.width, self.column + 1)

    def lay_out(self) -> Sheet:
        """Give the sheet with its rows."""
        height = max(self.cells, default=-1) + 1
        require_extent(height, self.width, self.count)
        rows = [
            [own.get(column, "") for column in range(max(own, default=-1) + 1)]
            for own in (self.cells.get(row, {}) for row in range(height))
        ]
        return Sheet(
            self.name,
            rows,
            tuple(self.merges),
            is_hidden=self.is_hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            troubles=tuple(self.troubles),
        )


class _Reader:
    """Gathers sheets from the elements of the XML."""

    def __init__(self):
        self.pages: list[_Page] = []
        self.texts: list[str] | None = None
        self.kind = self.formula = ""
        self.is_valued = False
        self.opens = {"Worksheet": self._open_page, "Column": self._open_column, "Row": self._open_row}
        self.opens |= {"Cell": self._open_cell, "Data": self._open_data}
        self.closes = {"Cell": self._close_cell, "Data": self._close_data}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if name == EXCEL + "Visible":
            self.kind, self.texts = "Visible", []
        elif name.startswith(PREFIX) and (open_ := self.opens.get(name[len(PREFIX) :])):
            open_({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """Close an element."""
        if name == EXCEL + "Visible" and self.pages and self.texts is not None:
            self.pages[-1].is_hidden = "".join(self.texts).strip() != "SheetVisible"
            self.texts = None
        elif name.startswith(PREFIX) and (close := self.closes.get(name[len(PREFIX) :])):
            close()

    def add_text(self, text: str) -> None:
        """Add to the open text."""
        if self.texts is not None:
            self.texts.append(text)

    def _open_page(self, about: dict[str, str]) -> None:
        self.pages.append(_Page(about.get("Name", str(len(self.pages) + 1))))

    def _open_column(self, about: dict[str, str]) -> None:
        page = self.pages[-1]
        first = _read_index(about, page.list_column, LAST_COLUMN)
        page.list_column = first + _read_count(about, "Span", LAST_COLUMN)
        if about.get("Hidden") == "1":
            page.hidden_columns.update(range(first, page.list_column + 1))

    def _open_row(self, about: dict[str, str]) -> None:
        page = self.pages[-1]
        first = _read_index(about, page.row, LAST_ROW)
        page.row, page.column = first + _read_count(about, "Span", LAST_ROW), -1
        if about.get("Hidden") == "1":
            page.hidden_rows.update(range(first, page.row + 1))

    def _open_cell(self, about: dict[str, str]) -> None:
        page = self.pages[-1]
        page.column = _read_index(about, page.column, LAST_COLUMN)
        self.formula, self.is_valued = about.get("Formula", ""), False
        down, across = (_read_count(about, name, LAST_ROW) for name in ("MergeDown", "MergeAcross"))
        self.across = min(across, LAST_COLUMN)
        if down or across:
            page.merges.append((page.row, page.column, page.row + down, page.column + self.across))

    def _open_data(self, about: dict[str, str]) -> None:
        self.kind, self.texts = about.get("Type", "String"), []

    def _close_data(self) -> None:
        page, text = self.pages[-1], "".join(self.texts or ())
        self.texts, self.is_valued = None, True
        if self.kind == "Error":
            page.troubles.append(("error_cell", spell_address(page.row + 1, page.column + 1), text or "#?"))
        if text:
            held = _read_value(self.kind, text)
            if isinstance(held, float) and not isfinite(held):
                held = NO_NUMBER
                page.troubles.append(("error_cell", spell_address(page.row + 1, page.column + 1), NO_NUMBER))
            page.put(held)

    def _close_cell(self) -> None:
        page = self.pages[-1]
        if self.formula and not self.is_valued:
            cell = spell_address(page.row + 1, page.column + 1)
            page.troubles.append(("formula_without_value", cell, self.formula))
            page.put(self.formula)
        page.column += self.across


def _read_index(about: dict[str, str], last: int, limit: int) -> int:
    """Give the place of a row, column or cell, counted from 0: the next one, where it does not say."""
    place = int(about["Index"]) - 1 if "Index" in about else last + 1
    if not last < place < limit:
        raise Trouble("corrupt")
    return place


def _read_count(about: dict[str, str], name: str, limit: int) -> int:
    return min(max(int(about.get(name, 0)), 0), limit)


def _refuse(*_) -> None:
    raise Trouble("corrupt")


def read_plain_xml(content: bytes) -> list[Sheet]:
    """Read the sheets of a workbook in plain XML.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    list of Sheet

    Raises
    ------
    Trouble
        ``corrupt`` where it is not whole, or declares entities; ``too_large`` where a sheet spans too wide a rectangle.

    Examples
    --------
    >>> head = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row>'
    >>> read_plain_xml(head + b"<Cell><Data>a</Data></Cell></Row></Table></Worksheet></Workbook>")[0].rows
    [['a']]
    """
    reader, parser = _Reader(), expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.add_text
    parser.EntityDeclHandler = parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Trouble("corrupt") from None
    return [page.lay_out() for page in reader.pages]
