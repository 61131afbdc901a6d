"""What is said of the columns of a list, and what is kept of those that no form knows."""

from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import INCREMENTS, Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE, header_subject
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.tables import Table

__all__ = ["keep_extras", "note_spots", "raise_columns"]


def raise_columns(table: Table, fit: Fit, place: Place, harvest: Harvest) -> None:
    """Say once for a table which columns no form knows, which say the same twice, which hold personal data."""
    for number in fit.unknown:
        _ask_header(table.head_cell(number), table.headers()[number], place, harvest)
    for number in fit.repeated:
        harvest.raise_issue(place, "column", case="repeated", cell=table.head_cell(number))
    for number in fit.inferred:
        case = "inferred_people" if number in fit.people else "inferred_events"
        harvest.raise_issue(place, "column", case=case, cell=table.head_cell(number))
    for number in fit.unclear:
        harvest.raise_issue(place, "column", case="unclear", cell=table.head_cell(number))
        subject = place.subject(column_letter(number))
        harvest.ask(place, "header", subject, cell=table.head_cell(number), suggestion=PEOPLE)
    for number in fit.redundant:
        harvest.raise_issue(place, "P03", case="redundant", cell=table.head_cell(number))
    for number in fit.cumulative:
        harvest.raise_issue(place, "P03", cell=table.head_cell(number))
        subject = place.subject(column_letter(number))
        harvest.ask(place, "cumulative", subject, cell=table.head_cell(number), suggestion=INCREMENTS)
    if rule := fit.form.get("says", ""):
        harvest.raise_issue(place, rule, cell=table.cells[0].cell)
    is_public = fit.form["record"] == "activities"
    for number in [n for n, name in fit.fields.items() if name == "age" and is_public]:
        harvest.raise_issue(place, "F10", case="public", cell=table.head_cell(number))
    for number in fit.personal:
        harvest.raise_issue(place, "F11", case="column", cell=table.head_cell(number))


def _ask_header(cell: str, labels: tuple[str, ...], place: Place, harvest: Harvest) -> None:
    harvest.raise_issue(place, "column", case="unknown", cell=cell)
    subject = header_subject(labels)
    suggestion = "" if place.answer("header", subject) else place.tools.headers.suggest(subject)
    harvest.ask(place, "header", subject, cell=cell, suggestion=suggestion)


def note_spots(table: Table, fit: Fit, place: Place, harvest: Harvest) -> None:
    """Note in which column each field stands, so that a check can name the cell."""
    rows = [number for number, _ in table.rows_of_cells()]
    if rows and not table.heads:
        first, last = rows[0], rows[-1]
        known = place.tools.known("spots")
        if id(fit) not in known:
            known[id(fit)] = _name_columns(fit)
        harvest.spots += [(place.file, place.sheet, first, last, *named) for named in known[id(fit)]]


def _name_columns(fit: Fit) -> list[tuple[str, str]]:
    """Give the field of each column of a form, with the column's letters."""
    people = {number: f"people:{'|'.join(key)}" for number, key in fit.people.items()}
    return [(name, column_letter(number)) for number, name in (*fit.fields.items(), *people.items())]


def keep_extras(rows, fit: Fit, harvest: Harvest, personal: PersonalData) -> None:
    """Keep what stands in columns that no form knows beside the records: numbers and dates, texts where they may be.

    Parameters
    ----------
    rows : list of ListedRow
        The rows that were recorded.
    fit, harvest, personal
    """
    columns = {*fit.unknown, *fit.repeated, *fit.unclear}
    is_confidential = fit.form["recognize"].get("is_confidential", False)
    for row in rows if columns else ():
        place = row.own.place
        for cell in [cell for cell in row.cells if cell.column in columns]:
            kept = personal.keep(cell, is_confidential=is_confidential)
            if kept is not None:
                header = personal.keep_text(" | ".join(dict.fromkeys(cell.column_labels)))
                spot = (place.file, place.sheet, row.number, cell.cell)
                harvest.extras.append((place.order, *spot, header, kept))
