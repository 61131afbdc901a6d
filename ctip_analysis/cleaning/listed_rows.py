"""The rows of lists that are records of their form, put together as a block, column by column."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from ctip_analysis.cleaning.blocks import Block, pick
from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import Harvest, Place, Tools
from ctip_analysis.cleaning.no_records import is_header_again, is_signature
from ctip_analysis.cleaning.scaling import fill_same, in_ones
from ctip_analysis.cleaning.several_numbers import split_wholes
from ctip_analysis.cleaning.submissions import find_organization
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.definitions import fold_text

__all__ = ["NUMBERING", "FittedList", "ListedRow", "find_first_row", "read_rows"]

NUMBERS = ("count", "number", "people")
#: Fields that a form brings filled: where nothing else is, there is no record.
PREFILLED = {"province", "district", "municipality", "settlement", "organization"}
SAYS_AN_EVENT = {"date", "quarter", "title", "activity_type"}
#: Fields that only number a row.
NUMBERING = {"row_code", "number"}


@dataclass(frozen=True)
class FittedList:
    """A list, the form that it fits, and where it stands."""

    table: Table
    fit: Fit
    place: Place

    @cached_property
    def first_row(self) -> int:
        """The first row below its header."""
        return min((cell.row for cell in self.table.cells), default=0)


class ListedRow(NamedTuple):
    """A row of a list, with its cells."""

    own: FittedList
    number: int
    cells: list[Cell]

    @property
    def spot(self) -> tuple[str, str, int]:
        """Its file, sheet and number."""
        return self.own.place.file, self.own.place.sheet, self.number


def read_rows(
    lists: list[FittedList], fit: Fit, thousands: frozenset[int], first: int, harvest: Harvest
) -> tuple[list[ListedRow], Block]:
    """Give the rows in which a field of the form is filled, and their block; the others are notes."""
    rows = [
        ListedRow(own, number, cells)
        for own in lists
        for number, cells in fill_same(own.table, own.place, harvest)
    ]
    columns: dict[int, list[Cell | None]] = {
        number: [None] * len(rows) for number in (*fit.fields, *fit.people, *fit.marked)
    }
    telling = {*fit.people, *_find_telling(fit)}
    has_words = any(fit.form["fields"][name]["type"] not in NUMBERS for name in fit.fields.values())
    kept = []
    for place, row in enumerate(rows):
        is_filled = False
        for cell in row.cells:
            if cell.column in columns:
                columns[cell.column][place] = cell
                is_filled = is_filled or (cell.column in telling and not (has_words and _says_none(cell)))
        is_filled = is_filled and not (_says_nothing_was_done(row) or _is_no_record(row))
        if is_filled and row.number >= first and not _is_numbering(row.cells):
            kept.append(place)
        else:
            harvest.noted.add(row.spot)
    columns = {number: pick(column, kept) for number, column in columns.items()}
    columns |= {number: in_ones(columns[number]) for number in thousands}
    rows = pick(rows, kept)
    return rows, split_wholes(_make_block(rows, columns, fit, harvest, lists[0].place.tools))


def _find_telling(fit: Fit) -> set[int]:
    """Give the columns of which one must be filled in a record: a place alone, beside empty dates and types, is none."""
    names = set(fit.fields.values())
    idle = PREFILLED if fit.form["record"] == "activities" and names & SAYS_AN_EVENT else set()
    return {n for n, name in fit.fields.items() if name not in NUMBERING | idle}


def _is_no_record(row: ListedRow) -> bool:
    """Whether a row is the header again or a signature."""
    tools, is_first = row.own.place.tools, row.number == row.own.first_row
    return is_header_again(row.cells, tools, is_first=is_first) or is_signature(row.cells, tools)


def _says_nothing_was_done(row: ListedRow) -> bool:
    """Whether a row says that there was nothing ("мероприятия не проводились") and counts nothing."""
    marks = row.own.place.tools.marks.nil
    if not marks or not any(cell.text in marks for cell in row.cells):
        return False
    numbers = [
        c.value for c in row.cells if isinstance(c.value, (int, float)) and c.column in row.own.fit.people
    ]
    return not any(numbers)


def _says_none(cell: Cell) -> bool:
    """Whether a cell holds a dash or a zero: a row of nothing else was left empty."""
    return cell.status in ("nil", "not_available") or cell.value == 0


def _is_numbering(cells: list[Cell]) -> bool:
    """Whether a row is the "1 2 3 4" that stands under a header."""
    if len(cells) < 4 or cells[0].value != 1 or cells[1].value != 2:
        return False
    values = [cell.value for cell in cells]
    return all(isinstance(v, (int, float)) for v in values) and values == list(range(1, len(values) + 1))


def _make_block(
    rows: list[ListedRow], columns: dict[int, list[Cell | None]], fit: Fit, harvest: Harvest, tools: Tools
) -> Block:
    cells = {name: columns[number] for number, name in fit.fields.items()}
    return Block(
        harvest,
        tools,
        fit.form,
        _settle_senders(rows, cells.get("organization")),
        [row.number for row in rows],
        [row.cells[0].sections for row in rows],
        {name: column for name, column in cells.items() if any(column)},
        {fit.people[number]: columns[number] for number in sorted(fit.people)},
        frozenset(fit.people.values()),
        marked=_join_marked(columns, fit),
    )


def _join_marked(columns: dict[int, list[Cell | None]], fit: Fit) -> dict[tuple[str, str], list[Cell | None]]:
    """Give the columns of what is ticked by field and code; of two of one code whichever is filled."""
    marked: dict[tuple[str, str], list[Cell | None]] = {}
    for number, key in fit.marked.items():
        former = marked.get(key, [None] * len(columns[number]))
        marked[key] = [own or cell for own, cell in zip(former, columns[number], strict=True)]
    return marked


def _settle_senders(rows: list[ListedRow], stated: list[Cell | None] | None) -> list[Place]:
    """Give each row's place, with the organization that a column of the row names instead of the file's."""
    places = [row.own.place for row in rows]
    stated = _carry_organizations(rows, stated) if stated else stated
    for number, cell in enumerate(stated or ()):
        if cell is not None and (named := find_organization([cell.text], places[number].vocabulary)):
            place = places[number]
            places[number] = replace(place, sender=replace(place.sender, organization=named))
    return places


def _carry_organizations(rows: list[ListedRow], stated: list[Cell | None]) -> list[Cell | None]:
    """Give the column of organizations where a file that says none itself states one once for several rows."""
    blank = {
        id(row.own): row.own
        for row, cell in zip(rows, stated, strict=True)
        if cell is None and not row.own.place.sender.organization
    }
    columns = {
        key: next(number for number, name in own.fit.fields.items() if name == "organization")
        for key, own in blank.items()
    }
    carried = {key: own.table.carried(columns[key]) for key, own in blank.items()}
    filled = list(stated)
    for number, row in enumerate(rows):
        if filled[number] is None and id(row.own) in carried:
            filled[number] = carried[id(row.own)].get(row.number)
    return filled


def find_first_row(table: Table, fit: Fit, place: Place) -> int:
    """Give the first row of records where the header holds the form's own names of its fields, as the agreed form's does."""
    known = place.tools.known("first rows", fit.code)
    if table.layout not in known:
        names = {fold_text(name) for name in fit.form["fields"]}
        heads = {fold_text(labels[0]) for labels in table.headers().values() if len(labels) > 1}
        first = place.definitions.settings.get("agreed_form", {}).get("first_row", 0)
        known[table.layout] = first if len(heads & names) >= 3 else 0
    return known[table.layout]
