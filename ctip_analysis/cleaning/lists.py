"""Lists (one record a row, one field a column) to records, by the form that their headers mean.

All lists of a run whose headers mean the same, column by column, are read together, as one block.
"""

from dataclasses import replace

from ctip_analysis.cleaning.asides import find_asides, is_of_another_period
from ctip_analysis.cleaning.attendance import record_attendance
from ctip_analysis.cleaning.blocks import Block, pick, read_texts
from ctip_analysis.cleaning.cases import record_cases, record_services
from ctip_analysis.cleaning.columns import keep_extras, note_spots, raise_columns
from ctip_analysis.cleaning.events import record_events
from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import INCREMENTS, Harvest
from ctip_analysis.cleaning.listed_rows import NUMBERING, FittedList, ListedRow, find_first_row, read_rows
from ctip_analysis.cleaning.logs import (
    record_calls,
    record_changes,
    record_partnerships,
    record_plan_measures,
    record_shelters,
)
from ctip_analysis.cleaning.no_records import raise_repeated
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.proceedings import record_proceedings
from ctip_analysis.cleaning.scaling import find_thousands
from ctip_analysis.cleaning.stocks import record_caseloads
from ctip_analysis.cleaning.telling_words import is_part
from ctip_analysis.cleaning.titles import own_province, titled_district, titled_province
from ctip_analysis.cleaning.totals import check_totals, find_totals

__all__ = ["record_lists"]

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
        kind = (*own.fit.columns, thousands, find_first_row(own.table, own.fit, own.place))
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
    place = replace(own.place, province=province, district=titled_district(own.place, province))
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
    rows, block = read_rows(lists, fit, thousands, first, harvest)
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
    _raise_unknown_senders(rows, block)
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


def _raise_unknown_senders(rows: list[ListedRow], block: Block) -> None:
    """F01: a row's organization is not known, nor the file's; or its cell is blank and that of a row above was taken."""
    if "organization" not in block.cells:
        return
    for row, cell in enumerate(block.cells["organization"]):
        if not block.places[row].sender.organization:
            block.raise_issue(row, "F01", "organization", case="row")
        elif cell is None and not rows[row].own.place.sender.organization:
            block.raise_issue(row, "F01", case="carried")


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
