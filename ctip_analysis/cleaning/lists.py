"""Lists (one record a row, one field a column) to records, by the form that their headers mean.

All lists of a run whose headers mean the same, column by column, are read together, as one block.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from ctip_analysis.cleaning.asides import find_asides, is_of_another_period
from ctip_analysis.cleaning.attendance import record_attendance
from ctip_analysis.cleaning.blocks import Block, pick, read_texts
from ctip_analysis.cleaning.cases import record_cases, record_services
from ctip_analysis.cleaning.columns import keep_extras, note_spots, raise_columns
from ctip_analysis.cleaning.events import record_events
from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import INCREMENTS, Harvest, Place, Tools
from ctip_analysis.cleaning.logs import (
    record_calls,
    record_changes,
    record_partnerships,
    record_plan_measures,
    record_shelters,
)
from ctip_analysis.cleaning.no_records import is_header_again, is_signature, raise_repeated
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.proceedings import record_proceedings
from ctip_analysis.cleaning.scaling import fill_same, find_thousands, in_ones
from ctip_analysis.cleaning.several_numbers import split_wholes
from ctip_analysis.cleaning.stocks import record_caseloads
from ctip_analysis.cleaning.submissions import find_organization
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.cleaning.telling_words import is_part
from ctip_analysis.cleaning.titles import own_province, titled_province
from ctip_analysis.cleaning.totals import check_totals, find_totals
from ctip_analysis.definitions import fold_text

__all__ = ["FittedList", "record_lists"]

RECORD = {
    "activities": record_events,
    "attendance": record_attendance,
    "cases": record_cases,
    "services": record_services,
    "proceedings": record_proceedings,
    "partnerships": record_partnerships,
    "hotline": record_calls,
    "shelters": record_shelters,
    "plan": record_plan_measures,
    "changes": record_changes,
    "caseload": record_caseloads,
}
PLACES = {"province", "district", "settlement"}
NOWHERE = {"plan", "changes"}
AFTER_OTHERS = {"attendance"}
NUMBERS = ("count", "number", "people")
#: Fields that only number a row: one in which nothing else is filled is no record.
PREFILLED = {"province", "district", "municipality", "settlement", "organization"}
SAYS_AN_EVENT = {"date", "quarter", "title", "activity_type"}
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


def record_lists(lists: list[FittedList], *, harvest: Harvest, personal: PersonalData) -> None:
    """Record each row of lists.

    Parameters
    ----------
    lists : list of FittedList
        In the order of reading.
    harvest : Harvest
    personal : PersonalData
        Says which texts may be kept.
    """
    alike: dict[tuple, list[FittedList]] = {}
    said = set()
    for own in lists:
        # Records that stand across share the names of their fields.
        names = (own.place.file, own.place.sheet, *own.table.heads)
        if not own.table.heads or names not in said:
            raise_columns(own.table, own.fit, own.place, harvest)
        said.add(names)
        note_spots(own.table, own.fit, own.place, harvest)
        thousands = find_thousands(own.table, own.fit, own.place, harvest)
        kind = (*own.fit.columns, thousands, _find_first_row(own.table, own.fit, own.place))
        alike.setdefault(kind, []).append(_with_titled_province(own, harvest))
    # Whether the event of a list of participants is known already shows when all others are recorded.
    after_others = {kind: own[0].fit.form["record"] in AFTER_OTHERS for kind, own in alike.items()}
    for kind in sorted(alike, key=after_others.__getitem__):
        *_, thousands, first = kind
        _record_alike(alike[kind], thousands, first, harvest, personal)


def _with_titled_province(own: FittedList, harvest: Harvest) -> FittedList:
    """Give a list whose rows name no place the province of its title, else its organization's only one; it is said."""
    fit, table = own.fit, own.table
    if PLACES & {*fit.fields.values()} or fit.form["record"] in NOWHERE or _has_places_in_sections(own):
        return own
    titled = titled_province(own.place)
    province = titled or own_province(own.place)
    if not province:
        return own
    place = replace(own.place, province=province)
    harvest.raise_issue(place, "F03", case="titled" if titled else "own_rows", cell=table.cells[0].cell)
    return replace(own, place=place)


def _has_places_in_sections(own: FittedList) -> bool:
    sections = {text for cell in own.table.cells for text in cell.sections}
    return any(any(own.place.vocabulary.find_place(text)[:2]) for text in sections)


def _record_alike(
    lists: list[FittedList], thousands: frozenset[int], first: int, harvest: Harvest, personal: PersonalData
) -> None:
    """Record lists whose headers mean the same, those of some columns thousands, from a first row on."""
    fit = lists[0].fit
    rows, block = _read_rows(lists, fit, thousands, first, harvest)
    kinds = [row.own.table.kind_of(row.number) for row in rows]
    totals = find_totals(block, [row.cells for row in rows], kinds)
    asides = find_asides(block, rows, totals)
    totals -= asides
    for number in sorted(totals):
        harvest.totals.add(rows[number].spot)
        block.raise_issue(number, "F08")
    heads = _find_heads(rows, block, fit, totals) | asides
    harvest.noted |= {rows[number].spot for number in heads}
    _check_sums(lists, pick(rows, sorted(totals)), pick(rows, sorted(heads)), fit, harvest)
    left = [number for number in range(len(rows)) if number not in totals | heads]
    rows, block = pick(rows, left), block.take(left)
    _raise_unknown_senders(block)
    _carry_provinces(rows, block)
    _note_cumulative(rows, lists, harvest)
    recorded = RECORD[fit.form["record"]](block)
    if "date" in block.cells:
        raise_repeated(pick(rows, recorded), NUMBERING, harvest)
    keep_extras(pick(rows, recorded), fit, harvest, personal)
    _count_rows_of_cards(pick(rows, recorded), harvest)
    if "row_code" in block.cells and fit.form["record"] != "changes":
        codes = zip(rows, read_texts(block, "row_code"), strict=True)
        harvest.row_codes.update({row.spot: code for row, code in codes if code})


def _count_rows_of_cards(rows: list[ListedRow], harvest: Harvest) -> None:
    """Note all rows of records that stood across, a field a row: each of them was recorded."""
    for row in rows:
        file, sheet, _ = row.spot
        numbers = row.own.table.headers() if row.own.table.heads else ()
        harvest.counted |= {(file, sheet, number) for number in numbers}


def _find_heads(rows: list[ListedRow], block: Block, fit: Fit, totals: set[int]) -> set[int]:
    """Find the rows that say a place where others say an event ("I. Chuy province"): they head the rows below as sections.

    Only of a list that has no column of places; the block's sections of the rows below are set.
    """
    if PLACES & {*fit.fields.values()} or fit.form["record"] != "activities":
        return set()
    vocabulary, country = block.tools.vocabulary, block.tools.vocabulary.definitions.country
    named = [name for name in ("title", "activity_type") if name in block.cells]
    dated = [name for name in ("date", "quarter") if name in block.cells]
    heads, section, former = set(), (), None
    for number, row in enumerate(rows):
        section = section if former is row.own else ()
        former = row.own
        said = [cell for name in named if (cell := block.cells[name][number]) is not None]
        has_date = any(block.cells[name][number] is not None for name in dated)
        places = set(vocabulary.find_provinces((said[0].text,))) - {country} if len(said) == 1 else set()
        if len(places) == 1 and dated and not has_date and number not in totals:
            heads.add(number)
            section = (said[0].text,)
        elif section:
            block.sections[number] = section
    return heads


def _read_rows(
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
    for number, cell in enumerate(stated or ()):
        if cell is not None and (named := find_organization([cell.text], places[number].vocabulary)):
            place = places[number]
            places[number] = replace(place, sender=replace(place.sender, organization=named))
    return places


def _raise_unknown_senders(block: Block) -> None:
    """F01: a column names the organization of a row, nobody knows it, and the file says none itself."""
    for row, cell in enumerate(block.column("organization")):
        if cell is not None and not block.places[row].sender.organization:
            block.raise_issue(row, "F01", cell=cell.cell)


def _is_numbering(cells: list[Cell]) -> bool:
    """Whether a row is the "1 2 3 4" that stands under a header."""
    if len(cells) < 4 or cells[0].value != 1 or cells[1].value != 2:
        return False
    values = [cell.value for cell in cells]
    return all(isinstance(v, (int, float)) for v in values) and values == list(range(1, len(values) + 1))


def _find_first_row(table: Table, fit: Fit, place: Place) -> int:
    """Give the first row of records where the header holds the form's own names of its fields, as the agreed form's does."""
    known = place.tools.known("first rows", fit.code)
    if table.layout not in known:
        names = {fold_text(name) for name in fit.form["fields"]}
        heads = {fold_text(labels[0]) for labels in table.headers().values() if len(labels) > 1}
        first = place.definitions.settings.get("agreed_form", {}).get("first_row", 0)
        known[table.layout] = first if len(heads & names) >= 3 else 0
    return known[table.layout]


def _carry_provinces(rows: list[ListedRow], block: Block) -> None:
    """Give rows without a province that of the row above, where a list states it once for several rows; it is said."""
    stated = block.cells.get("province", ())
    blank = {id(row.own): row.own for row, cell in zip(rows, stated, strict=False) if cell is None}
    carried = {key: own.table.carried(_column_of(own.fit, "province")) for key, own in blank.items()}
    for number, row in enumerate(rows) if blank else ():
        if stated[number] is None and (cell := carried[id(row.own)].get(row.number)):
            stated[number] = cell
            block.raise_issue(number, "F03", "province", case="carried")


def _column_of(fit: Fit, field: str) -> int:
    return next(number for number, name in fit.fields.items() if name == field)


def _note_cumulative(rows: list[ListedRow], lists: list[FittedList], harvest: Harvest) -> None:
    """Note the rows of lists of which a person decided that a column counts since the beginning of the year."""
    cumulative = {
        id(own)
        for own in lists
        if own.place.tools.answers
        and any(
            own.place.answer("cumulative", own.place.subject(column_letter(number))) == INCREMENTS
            for number in own.table.headers()
        )
    }
    harvest.cumulative |= {row.spot for row in rows if id(row.own) in cumulative}


def _check_sums(
    lists: list[FittedList], totals: list[ListedRow], heads: list[ListedRow], fit: Fit, harvest: Harvest
) -> None:
    """Compare the totals that each list states with its sums."""
    entries = {number: fit.form["fields"][name] for number, name in fit.fields.items()}
    # What was there at a moment never adds up.
    counted = {n for n, own in entries.items() if own["type"] == "count" and not own.get("is_stock")}
    stated: dict[int, set[int]] = {}
    parts = [
        row
        for row in totals
        if any(is_part(row.own.place.vocabulary, cell.text) for cell in row.cells)
        or is_of_another_period(row.cells, row.own.place)
    ]
    for row in totals:
        stated.setdefault(id(row.own), set()).add(row.number)
    headed = {(id(row.own), row.number) for row in (*heads, *parts)}
    for own in lists:
        numbers = stated.get(id(own), set()) - {number for key, number in headed if key == id(own)}
        above = {number for key, number in headed if key == id(own)}
        columns = {*counted, *fit.people}
        check_totals(own.table, numbers, columns, place=own.place, harvest=harvest, heads=above)
