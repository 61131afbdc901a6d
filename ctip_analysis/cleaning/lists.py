"""A list (one record a row, one field a column) to records, by the form that its headers mean."""

from dataclasses import replace
from itertools import pairwise

from ctip_analysis.cleaning.cases import record_case, record_service
from ctip_analysis.cleaning.events import WHOLE, record_event
from ctip_analysis.cleaning.forms import Fit, choose_form, fit_columns, list_fits
from ctip_analysis.cleaning.harvest import INCREMENTS, Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE, Column, header_subject
from ctip_analysis.cleaning.logs import (
    record_calls,
    record_change,
    record_partnership,
    record_plan_measure,
    record_proceeding,
    record_shelter,
)
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.reading_cells import Reading, Row
from ctip_analysis.cleaning.several_numbers import split_people
from ctip_analysis.cleaning.stocks import record_caseload
from ctip_analysis.cleaning.submissions import find_organization
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.cleaning.titles import own_province, titled_province
from ctip_analysis.cleaning.totals import check_totals, is_named_total, is_total_text
from ctip_analysis.definitions import describe_code, fold_text

__all__ = ["fit_list", "record_list"]

RECORD = {
    "activities": record_event,
    "cases": record_case,
    "services": record_service,
    "proceedings": record_proceeding,
    "partnerships": record_partnership,
    "hotline": record_calls,
    "shelters": record_shelter,
    "plan": record_plan_measure,
    "changes": record_change,
    "caseload": record_caseload,
}
EVENTS = "col.n_events"
PLACES = {"province", "district", "settlement"}
NOWHERE = {"plan", "changes"}


def fit_list(table: Table, place: Place) -> Fit | None:
    """Give the form that a list's headers fit, or None."""
    heads = table.headers()
    columns = {number: place.tools.headers.read(labels) for number, labels in heads.items()}
    counting = _find_counting(table, columns, place.vocabulary)
    key = (counting, *heads.items())
    known = place.tools.fits
    if key not in known:
        columns |= {number: replace(columns[number], concepts=(EVENTS,)) for number in counting}
        known[key] = list_fits(columns, place.vocabulary)
    fit = choose_form(known[key], fold_text(" ".join((table.sheet, *table.title))))
    return _with_decided(fit, heads, place) if fit and fit.cumulative else fit


def _find_counting(table: Table, columns: dict[int, Column], vocabulary) -> frozenset[int]:
    """Find the columns that hold numbers of events: "Trainings" (3, 5), or a bare "Number" beside the participants."""
    named = {n for n, column in columns.items() if "col.event_name" in column.concepts}
    said = {concept for column in columns.values() for concept in column.concepts}
    if PEOPLE in said and EVENTS not in said and said & {"col.event_name", "col.event_type"}:
        heads = table.headers()
        bare = {
            n
            for n, c in columns.items()
            if not c.concepts and vocabulary.match_labels(heads[n][-1:], "unit.count")
        }
        named |= bare if len(bare) == 1 else set()
    values = {
        n: [c.value for c in table.cells if c.column == n and table.kind_of(c.row) == "data"] for n in named
    }
    return frozenset(
        n
        for n, own in values.items()
        if own
        and all(isinstance(value, (int, float)) for value in own)
        and own != list(range(1, len(own) + 1))
    )


def _with_decided(fit: Fit, heads: dict[int, tuple[str, ...]], place: Place) -> Fit:
    """Give a fit in which the cumulative columns of which a person decided are read like the others."""
    columns = {number: place.tools.headers.read(labels) for number, labels in heads.items()}
    decided = {n for n in fit.cumulative if place.answer("cumulative", place.subject(column_letter(n)))}
    columns |= {number: replace(columns[number], is_cumulative=False) for number in decided}
    return fit_columns(columns, fit.code, fit.form)


def record_list(table: Table, fit: Fit, *, place: Place, harvest: Harvest, personal: PersonalData) -> None:
    """Record each row of a list.

    Parameters
    ----------
    table : Table
    fit : Fit
        From `fit_list`.
    place, harvest
    personal : PersonalData
        Says which texts may be kept.
    """
    _raise_columns(table, fit, place, harvest)
    _note_spots(table, fit, place, harvest)
    form = place.definitions.settings.get("agreed_form", {})
    first = form.get("first_row", 0) if _has_machine_names(table, fit) else 0
    record = RECORD[fit.form["record"]]
    totals: set[int] = set()
    carried = _carry_provinces(table, fit)
    if not PLACES & {*fit.fields.values()} and fit.form["record"] not in NOWHERE and not table.has_sections():
        place = _with_province(place, table.cells[0].cell, harvest)
    is_cumulative = any(
        place.answer("cumulative", place.subject(column_letter(number))) == INCREMENTS
        for number in table.headers()
    )
    thousands = _find_thousands(table, fit, place, harvest)
    above: dict[int, Cell] = {}
    for number, cells in table.rows_of_cells():
        cells = _fill_same(cells, above, place, harvest)
        if number < first or _is_numbering(cells):
            harvest.noted.add((place.file, place.sheet, number))
            continue
        row = _make_row(number, _in_ones(cells, thousands), fit, place, harvest)
        if row is None:
            harvest.noted.add((place.file, place.sheet, number))
            continue
        if _is_total(row, place) or (
            table.kind_of(number) == "total" and not _is_record_after_all(row, cells)
        ):
            totals.add(number)
            harvest.totals.add((place.file, place.sheet, number))
            harvest.raise_issue(place, "F08", cell=row.where)
            continue
        if number in carried and "province" not in row.cells:
            row = replace(row, cells={"province": carried[number], **row.cells})
            row.raise_issue("F03", "province", case="carried")
        if is_cumulative:
            harvest.cumulative.add((place.file, place.sheet, number))
        if record(row):
            _keep_extras(cells, table, fit, place, harvest, personal)
        if fit.form["record"] != "changes" and (code := row.text("row_code")):
            harvest.row_codes[place.file, place.sheet, number] = code
    counted = [n for n, name in fit.fields.items() if fit.form["fields"][name]["type"] == "count"]
    check_totals(table, totals, {*counted, *fit.people}, place=place, harvest=harvest)


def _find_thousands(table: Table, fit: Fit, place: Place, harvest: Harvest) -> frozenset[int]:
    """Find the columns of counts and amounts whose header says thousands; each is said."""
    counted = {n for n, name in fit.fields.items() if fit.form["fields"][name]["type"] in ("count", "number")}
    heads = table.headers()
    found = frozenset(
        n
        for n in sorted({*counted, *fit.people})
        if place.vocabulary.matcher.find_within(fold_text(" ".join(heads[n])), "unit.thousand", shortest=3)
    )
    for number in sorted(found):
        harvest.raise_issue(
            place, "F07", case="thousands", cell=f"{column_letter(number)}{min(table.header_rows or (1,))}"
        )
    return found


def _in_ones(cells: list[Cell], thousands: frozenset[int]) -> list[Cell]:
    """Give the cells with the numbers of columns of thousands as they are."""
    if not thousands:
        return cells
    return [_times_thousand(cell) if cell.column in thousands else cell for cell in cells]


def _times_thousand(cell: Cell) -> Cell:
    if not isinstance(cell.value, (int, float)) or isinstance(cell.value, bool):
        return cell
    value = round(cell.value * 1000, 6)
    return cell._replace(value=value, text=f"{value:.0f}" if value == int(value) else f"{value:g}")


def _with_province(place: Place, cell: str, harvest: Harvest) -> Place:
    """Give the place with the province of the title, else the only one where the organization works; it is said."""
    titled = titled_province(place)
    province = titled or own_province(place)
    if province:
        harvest.raise_issue(place, "F03", case="titled" if titled else "own_rows", cell=cell)
    return replace(place, province=province)


def _fill_same(cells: list[Cell], above: dict[int, Cell], place: Place, harvest: Harvest) -> list[Cell]:
    """Put what stands above into cells that say "the same"; each is said. Remembers the row for the next one."""
    filled = []
    for cell in cells:
        is_same = isinstance(cell.value, str) or cell.status == "unreadable"
        if is_same and place.vocabulary.says_same(cell.text) and (former := above.get(cell.column)):
            cell = cell._replace(value=former.value, text=former.text, status=former.status)
            harvest.raise_issue(place, "F07", case="same", cell=cell.cell)
        filled.append(cell)
    above.clear()
    above.update((cell.column, cell) for cell in filled)
    return filled


def _carry_provinces(table: Table, fit: Fit) -> dict[int, Reading]:
    """Give the province of the rows where it stands only in the first of a block.

    That it stands once for a block shows in the column itself: it is filled in the first row, and no two rows in a
    row say the same.
    """
    column = next((n for n, name in fit.fields.items() if name == "province"), None)
    rows = [(number, cells) for number, cells in table.rows_of_cells() if table.kind_of(number) == "data"]
    stated = [next((c for c in cells if c.column == column), None) for _, cells in rows]
    repeats = any(a is not None and b is not None and a.text == b.text for a, b in pairwise(stated))
    if not stated or stated[0] is None or repeats or None not in stated:
        return {}
    carried, last = {}, stated[0]
    for (number, _), cell in zip(rows, stated, strict=True):
        last = cell or last
        if cell is None:
            carried[number] = Reading(last.value, last.text, last.status, last.cell)
    return carried


def _is_record_after_all(row: Row, cells: list[Cell]) -> bool:
    """Whether a row that the reader took for a total by its sums says a date or a place of its own; that is said."""
    if is_named_total(cells, row.place.vocabulary):
        return False
    date, province = row.cells.get("date"), row.cells.get("province")
    has_date = date is not None and date.status in ("reported", "unreadable")
    has_place = province is not None and bool(row.place.vocabulary.find_provinces((province.text,)))
    if has_date or has_place:
        row.raise_issue("F08", case="uncertain", cell=row.where)
    return has_date or has_place


def _make_row(number, cells: list[Cell], fit: Fit, place: Place, harvest: Harvest) -> Row | None:
    """Give a row's readings by field; None where no field of the form is filled but its number."""
    readings = {
        fit.fields[c.column]: Reading(c.value, c.text, c.status, c.cell)
        for c in cells
        if c.column in fit.fields
    }
    people = {
        fit.people[c.column]: Reading(c.value, c.text, c.status, c.cell)
        for c in cells
        if c.column in fit.people
    }
    if not people and not readings.keys() - {"row_code", "number"}:
        return None
    _split_whole(people, place, harvest)
    own = place
    if "organization" in readings and (
        named := find_organization([readings["organization"].text], place.vocabulary)
    ):
        own = replace(place, sender=replace(place.sender, organization=named))
    return Row(
        number, own, harvest, readings, people, cells[0].sections, fit.form, frozenset(fit.people.values())
    )


def _split_whole(people: dict[tuple, Reading], place: Place, harvest: Harvest) -> None:
    """Put the numbers of a cell that names a total and its parts beside the row's own; that is said."""
    whole = people.get(WHOLE)
    if whole is None or whole.status not in ("reported", "unreadable", "estimated"):
        return
    numbers = split_people(whole.text, place.tools) if any(map(str.isalpha, whole.text)) else {}
    if not numbers:
        return
    del people[WHOLE]
    for key, n in numbers.items():
        people.setdefault(key, Reading(n, str(n), "reported", whole.cell))
    said = ", ".join(f"{_name_people(key, place)} {n}" for key, n in numbers.items())
    harvest.raise_issue(place, "F05", case="several", cell=whole.cell, parts=said)


def _name_people(key: tuple[str, str, str], place: Place) -> str:
    named = [
        describe_code(place.definitions, code_list, code, place.language)
        for code_list, code in zip(("sex", "age_group", "participant_group"), key, strict=True)
        if code != "total"
    ]
    return " ".join(named) or describe_code(place.definitions, "sex", "total", place.language)


def _is_total(row: Row, place: Place) -> bool:
    """Whether a row calls itself a total: all its texts do, or one does and it has no date of its own."""
    texts = [
        reading.text
        for reading in row.cells.values()
        if not isinstance(reading.value, (int, float)) and reading.status in ("reported", "unreadable")
    ]
    named = [text for text in texts if is_total_text(text, place.vocabulary)]
    others = [text for text in texts if text not in named and not text.strip().isdigit()]
    if not named or not others:
        return bool(named)
    types = {name: entry["type"] for name, entry in row.form["fields"].items()}
    has_date = any(
        types[name] in ("date", "quarter") and own.text not in named for name, own in row.cells.items()
    )
    return "note" not in row.cells and not has_date


def _is_numbering(cells: list[Cell]) -> bool:
    """Whether a row is the "1 2 3 4" that stands under a header."""
    values = [c.value for c in cells]
    return (
        len(values) >= 4
        and all(isinstance(v, (int, float)) for v in values)
        and values == list(range(1, len(values) + 1))
    )


def _has_machine_names(table: Table, fit: Fit) -> bool:
    """Whether the header holds the form's own names of its fields, as the agreed form does in a hidden row."""
    names = {fold_text(name) for name in fit.form["fields"]}
    heads = [fold_text(labels[0]) for labels in table.headers().values() if len(labels) > 1]
    return len([head for head in heads if head in names]) >= 3


def _raise_columns(table: Table, fit: Fit, place: Place, harvest: Harvest) -> None:
    """Say once for a table which columns no form knows, which say the same twice, which hold personal data."""
    headers = table.headers()
    top = min(table.header_rows or (1,))
    for numbers, case in (
        (fit.unknown, "unknown"),
        (fit.repeated, "repeated"),
        (fit.cumulative, "cumulative"),
    ):
        for number in numbers:
            cell = f"{column_letter(number)}{top}"
            rule = "P03" if case == "cumulative" else "column"
            harvest.raise_issue(place, rule, case="" if rule == "P03" else case, cell=cell)
            if case == "unknown":
                subject = header_subject(headers[number])
                suggestion = "" if place.answer("header", subject) else place.tools.headers.suggest(subject)
                harvest.ask(place, "header", subject, cell=cell, suggestion=suggestion)
            if case == "cumulative":
                harvest.ask(
                    place,
                    "cumulative",
                    place.subject(column_letter(number)),
                    cell=cell,
                    suggestion=INCREMENTS,
                )
    ages = [n for n, name in fit.fields.items() if name == "age" and fit.form["record"] == "activities"]
    for number in ages:
        harvest.raise_issue(place, "F10", case="public", cell=f"{column_letter(number)}{top}")
    for number in fit.personal:
        harvest.raise_issue(place, "F11", case="column", cell=f"{column_letter(number)}{top}")


def _note_spots(table: Table, fit: Fit, place: Place, harvest: Harvest) -> None:
    """Note in which column each field stands, so that a check can name the cell."""
    rows = [number for number, _ in table.rows_of_cells()]
    names = {**fit.fields, **{n: f"people:{'|'.join(key)}" for n, key in fit.people.items()}}
    harvest.spots += [
        {
            "source_file": place.file,
            "source_sheet": place.sheet,
            "first_row": min(rows),
            "last_row": max(rows),
            "field": name,
            "column": column_letter(number),
        }
        for number, name in names.items()
        if rows
    ]


def _keep_extras(
    cells: list[Cell], table: Table, fit: Fit, place: Place, harvest: Harvest, personal: PersonalData
) -> None:
    """Keep what stands in columns that no form knows beside the record: numbers and dates, texts where they may be."""
    is_confidential = fit.form["recognize"].get("is_confidential", False)
    for cell in cells:
        if cell.column not in fit.unknown and cell.column not in fit.repeated:
            continue
        kept = personal.keep(cell, is_confidential=is_confidential)
        if kept is not None:
            header = personal.keep_text(" | ".join(dict.fromkeys(cell.column_labels)))
            harvest.extras.append(
                {**place.source(cell.row), "source_cell": cell.cell, "header": header, "value": kept}
            )
