"""Rows that are read alike, of one table or of the tables of many files: their cells, column by column.

A block is read field by field: cells that are written alike are read once in a run, and a doubt becomes an issue at
each of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ctip_analysis.cleaning.harvest import Harvest, Place, Tools
from ctip_analysis.cleaning.tables import Cell

__all__ = ["Block", "Doubt", "add_by_sex", "interpret", "pick", "read_texts", "unzip"]

_SAID = slice(Cell._fields.index("value"), Cell._fields.index("status") + 1)


@dataclass(frozen=True)
class Doubt:
    """What is wrong or uncertain with a cell: a rule and its case, and what is asked where only a person knows."""

    rule: str
    case: str = ""
    text: str = ""
    parts: dict = field(default_factory=dict)
    question: str = ""
    subject: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class Block:
    """Rows with the same columns.

    ``places`` and ``numbers`` say where each row stands, ``sections`` in which sections. ``cells`` holds a column of
    cells for each field of the form that any row has, ``people`` one for each (sex, age, group); None stands for a
    blank. ``counted`` holds the (sex, age, group) of all columns of people of the tables, ``given`` what the labels of
    a matrix already say: province, district, activity_type, period, and part, which tells events of one row apart;
    ``marked`` the columns of what is ticked, by field and code.
    """

    harvest: Harvest
    tools: Tools
    form: dict
    places: list[Place]
    numbers: list[int]
    sections: list[tuple[str, ...]]
    cells: dict[str, list[Cell | None]]
    people: dict[tuple[str, str, str], list[Cell | None]] = field(default_factory=dict)
    counted: frozenset = frozenset()
    given: dict[str, list[str]] = field(default_factory=dict)
    marked: dict[tuple[str, str], list[Cell | None]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> list[Cell | None]:
        """Give the cells of a field, all of them blank where there is no such column."""
        return self.cells.get(name) or [None] * len(self)

    def has(self, *names: str) -> list[bool]:
        """Tell of each row whether any of some fields is filled."""
        columns = [self.cells[name] for name in names if name in self.cells]
        return [any(cell is not None for cell in cells) for cells in zip(*columns, strict=True)] or [
            False
        ] * len(self)

    def take(self, rows: list[int]) -> "Block":
        """Give the block of some of the rows."""
        if len(rows) == len(self):
            return self
        return replace(
            self,
            places=pick(self.places, rows),
            numbers=pick(self.numbers, rows),
            sections=pick(self.sections, rows),
            cells={name: pick(column, rows) for name, column in self.cells.items()},
            people={key: pick(column, rows) for key, column in self.people.items()},
            given={name: pick(column, rows) for name, column in self.given.items()},
            marked={key: pick(column, rows) for key, column in self.marked.items()},
        )

    def where(self, row: int, name: str = "") -> str:
        """Give the address of a field's cell in a row, or the row's ("14:14")."""
        cell = self.cells[name][row] if name in self.cells else None
        return cell.cell if cell is not None else f"{self.numbers[row]}:{self.numbers[row]}"

    def raise_issue(self, row: int, rule: str, name: str = "", *, cell: str = "", **parts) -> None:
        """Add an issue at a cell, or at a field's cell in a row, or at the row."""
        self.harvest.raise_issue(self.places[row], rule, cell=cell or self.where(row, name), **parts)

    def raise_doubt(self, row: int, doubt: Doubt, cell: str) -> None:
        """Add the issue of a doubt about a cell, and its question."""
        place = self.places[row]
        self.harvest.raise_issue(
            place, doubt.rule, case=doubt.case, text=doubt.text, cell=cell, **doubt.parts
        )
        if doubt.question:
            self.harvest.ask(
                place,
                doubt.question,
                doubt.subject,
                cell=cell,
                row=self.numbers[row],
                suggestion=doubt.suggestion,
            )

    def organizations(self) -> list[str]:
        """Give the organization of each row."""
        return [place.sender.organization for place in self.places]

    def sources(self) -> dict[str, list]:
        """Give the columns by which records lead back to their rows, and the order in which they were read."""
        return {
            "source_file": [place.file for place in self.places],
            "source_sheet": [place.sheet for place in self.places],
            "source_row": self.numbers,
            "order": [place.order for place in self.places],
        }


def pick(column: list, rows: list[int]) -> list:
    """Give what a column holds in some rows."""
    return [column[row] for row in rows]


def unzip(rows: list[tuple], width: int) -> list[list]:
    """Give the columns of rows that hold so many things each."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def interpret(block: Block, cells: list[Cell | None], read: Callable, known: dict, *, blank=None) -> list:
    """Give what each cell of a column says, and raise the doubts about it.

    Parameters
    ----------
    block : Block
    cells : list of Cell or None
    read : callable
        Takes a cell's value, text and status; gives what they say and a `Doubt` or None.
    known : dict
        What was read before, by value, text and status: kept for the run, one for each way of reading.
    blank : object
        What a blank says.
    """
    found = []
    for row, cell in enumerate(cells):
        if cell is None:
            found.append(blank)
            continue
        said = cell[_SAID]
        if said not in known:
            known[said] = read(*said)
        meaning, doubt = known[said]
        if doubt is not None:
            block.raise_doubt(row, doubt, cell.cell)
        found.append(meaning)
    return found


def read_texts(block: Block, name: str) -> list[str]:
    """Give a field's texts as written, with single spaces; an empty text for a blank."""
    if name not in block.cells:
        return [""] * len(block)
    return [
        " ".join(cell.text.split()) if cell is not None and cell.status == "reported" else ""
        for cell in block.cells[name]
    ]


def add_by_sex(block: Block, table: str, *, record: dict, once: dict, by_sex: list, measure: str) -> None:
    """Add a row for each sex that a row of a block tells of; what is told once stands on the first of them."""
    parts = [(row, sex, n) for row, own in enumerate(by_sex) for sex, n in own]
    rows = [row for row, _, _ in parts]
    is_first = [place == 0 or rows[place - 1] != row for place, row in enumerate(rows)]
    block.harvest.add(
        table,
        {
            **{name: pick(column, rows) for name, column in record.items()},
            **{
                name: [column[row] if first else None for row, first in zip(rows, is_first, strict=True)]
                for name, column in once.items()
            },
            "sex": [sex for _, sex, _ in parts],
            measure: [n for _, _, n in parts],
        },
    )
