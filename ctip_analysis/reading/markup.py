"""An HTML page with tables, as programs save it under the name of a workbook, to sheets."""

from html.parser import HTMLParser

from ctip_analysis.reading.containers import require_extent
from ctip_analysis.reading.sheets import Sheet

__all__ = ["read_markup"]

MAXIMUM_SPAN = 1000


class _TableParser(HTMLParser):
    """Gathers the cells of each table, spans as merges; what is nested in a cell is its text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[dict[int, str]], list[tuple[int, int, int, int]]]] = []
        self.depth = 0
        self.cell: list[str] | None = None
        self.taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag, attributes):
        """Open a table, a row or a cell."""
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append(([], []))
                self.taken = set()
        elif self.depth == 1 and tag == "tr":
            self._close_cell()
            self.tables[-1][0].append({})
        elif self.depth == 1 and tag in ("td", "th") and self.tables[-1][0]:
            self._close_cell()
            self._open_cell(dict(attributes))
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def _open_cell(self, attributes: dict) -> None:
        """Begin a cell at the first column that no cell above reaches down to."""
        rows, merges = self.tables[-1]
        row, column = len(rows) - 1, 0
        while (row, column) in self.taken or column in rows[-1]:
            column += 1
        down, across = (_read_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        if down > 1 or across > 1:
            merges.append((row, column, row + down - 1, column + across - 1))
        self.taken.update((row + r, column + c) for r in range(down) for c in range(across))
        self.cell = []
        self.place = column

    def _close_cell(self) -> None:
        """Put the text of the open cell into its row."""
        if self.cell is not None:
            lines = [" ".join(line.split(" ")).strip() for line in "".join(self.cell).split("\n")]
            self.tables[-1][0][-1][self.place] = " ".join(line for line in lines if line)
            self.cell = None

    def handle_endtag(self, tag):
        """Close a cell or a table."""
        if self.depth == 1 and tag in ("td", "th", "tr", "table"):
            self._close_cell()
        if tag == "table" and self.depth:
            self.depth -= 1

    def handle_data(self, data):
        """Add to the open cell."""
        if self.cell is not None:
            self.cell.append(data.replace("\r", " ").replace("\n", " ").replace("\t", " "))


def _read_span(text: str | None) -> int:
    return min(max(int(text), 1), MAXIMUM_SPAN) if text and text.strip().isdigit() else 1


def read_markup(text: str, name: str) -> list[Sheet]:
    """Read the tables of an HTML page, a sheet each.

    Raises
    ------
    Trouble
        ``too_large`` where few cells span too wide a rectangle.

    Examples
    --------
    >>> read_markup("<table><tr><td>a</td><td>1</td></tr></table>", "page")[0].rows
    [['a', '1']]
    """
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    sheets = []
    for number, (rows, merges) in enumerate(parser.tables, 1):
        width = max((max(row, default=-1) + 1 for row in rows), default=0)
        require_extent(len(rows), width, sum(map(len, rows)))
        cells = [[row.get(column, "") for column in range(width)] for row in rows]
        within = tuple(m for m in merges if m[2] < len(cells))
        title = name if len(parser.tables) == 1 else f"{name} {number}"
        sheets.append(Sheet(title, cells, within, is_text_only=True))
    return sheets
