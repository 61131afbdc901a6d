"""A list (one record a row, one field a column) to records, by the form that its headers mean."""

from dataclasses import replace

from ctip_analysis.cleaning.cases import record_case, record_service
from ctip_analysis.cleaning.events import record_event
from ctip_analysis.cleaning.forms import Fit, find_form
from ctip_analysis.cleaning.harvest import Harvest, Place
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
from ctip_analysis.cleaning.submissions import find_organization
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.definitions import fold_text

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
}
FIRST_ROW_OF_THE_AGREED_FORM = 5


def fit_list(table: Table, place: Place) -> Fit | None:
    """Give the form that a list's headers fit, or None."""
    columns = {number: place.tools.headers.read(labels) for number, labels in table.headers().items()}
    texts = fold_text(" ".join((table.sheet, *table.title)))
    return find_form(columns, texts, place.vocabulary)


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
    first = FIRST_ROW_OF_THE_AGREED_FORM if _has_machine_names(table, fit) else 0
    record = RECORD[fit.form["record"]]
    before: dict[str, Reading] = {}
    for number, cells in table.rows_of_cells():
        if table.kind_of(number) == "total":
            continue
        if number < first or _is_numbering(cells):
            harvest.noted.add((place.file, place.sheet, number))
            continue
        row = _make_row(number, cells, fit, place, harvest, before)
        if row is None:
            harvest.noted.add((place.file, place.sheet, number))
            continue
        if _is_total(row, place):
            harvest.totals.add((place.file, place.sheet, number))
            harvest.raise_issue(place, "F08", cell=row.where)
            continue
        before = row.cells if "province" in row.cells else before
        if record(row):
            _keep_extras(cells, table, fit, place, harvest, personal)
        if code := row.text("row_code"):
            harvest.row_codes[place.file, place.sheet, number] = code


def _make_row(
    number, cells: list[Cell], fit: Fit, place: Place, harvest: Harvest, before: dict
) -> Row | None:
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
    own = place
    if "organization" in readings and (
        named := find_organization([readings["organization"].text], place.vocabulary)
    ):
        own = replace(place, sender=replace(place.sender, organization=named))
    return Row(
        number, own, harvest, readings, people, cells[0].sections, fit.form, frozenset(fit.people.values())
    )


def _is_total(row: Row, place: Place) -> bool:
    """Whether a row's only texts are words for a total."""
    texts = [
        r.text
        for name, r in row.cells.items()
        if isinstance(r.value, str) and r.status == "reported" and name != "row_code"
    ]
    code = row.cells.get("row_code")
    texts += [code.text] if code is not None and isinstance(code.value, str) else []
    words = [place.vocabulary.matcher.match(text, "row.total") for text in texts]
    return (
        bool(words)
        and any(words)
        and all(hit or text.strip().isdigit() for hit, text in zip(words, texts, strict=True))
    )


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
                harvest.ask(place, "header", fold_text(" ".join(headers[number])), cell=cell)
            if case == "cumulative":
                harvest.ask(
                    place, "cumulative", f"{place.file}|{place.sheet}|{column_letter(number)}", cell=cell
                )
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
