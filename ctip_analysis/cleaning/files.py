"""The files of a run: each is recognized, its tables are sorted into lists and matrices, and all are recorded."""

import itertools
from dataclasses import dataclass, field, replace

from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import NOTHING_DONE, Harvest, Place, Tools
from ctip_analysis.cleaning.listed_rows import FittedList
from ctip_analysis.cleaning.lists import record_lists
from ctip_analysis.cleaning.matrices import record_matrix
from ctip_analysis.cleaning.outline import keep_wholes
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.recognizing import (
    APPARATUS,
    Recognized,
    date_columns,
    is_sheet_named,
    recognize_file,
    says_nil,
)
from ctip_analysis.cleaning.restating import find_restated
from ctip_analysis.cleaning.screening import screen_table, screen_texts
from ctip_analysis.cleaning.submissions import Sender
from ctip_analysis.cleaning.summaries import check_summaries
from ctip_analysis.cleaning.tables import Sheets, Table
from ctip_analysis.cleaning.totals import check_totals
from ctip_analysis.cleaning.unfilled import leave_out_unfilled

__all__ = ["FileReading", "read_files"]


@dataclass(frozen=True)
class FileReading:
    """What a file turned out to be.

    ``date_columns`` holds the columns of dates of each (sheet, table); ``is_nil`` that it says that there was
    nothing to report.
    """

    sheets: Sheets
    sender: Sender
    form: str
    is_nil: bool = False
    date_columns: dict[tuple[str, int], tuple[int, ...]] = field(default_factory=dict)


def read_files(
    sheets: dict[str, Sheets], hashes: dict[str, str], tools: Tools, harvest: Harvest, personal: PersonalData
) -> dict[str, FileReading]:
    """Add what files hold to the harvest.

    Parameters
    ----------
    sheets : dict of str to Sheets
        What was read of each file.
    hashes : dict of str to str
        Of the bytes of each.
    tools, harvest, personal

    Returns
    -------
    dict of str to FileReading
    """
    known = [recognize_file(file, found, hashes[file], tools) for file, found in sheets.items()]
    order = itertools.count()
    lists: list[FittedList] = []
    summaries: list[tuple[Table, Place]] = []
    forms = [_read_tables(own, order, lists, summaries, harvest, personal) for own in known]
    record_lists(lists, harvest=harvest, personal=personal)
    check_summaries(summaries, harvest)
    recorded = harvest.files()
    readings = {}
    for own, found in zip(known, forms, strict=True):
        suspect = _is_suspect(own.sheets, tools)
        screen_texts(own.sheets, place=own.place, harvest=harvest, personal=personal, is_suspect=suspect)
        _raise_file(own.place, found, own.place.file in recorded, harvest, personal)
        readings[own.place.file] = _describe(own, found, tools)
    return readings


def _describe(own: Recognized, forms: list[str], tools: Tools) -> FileReading:
    named = [form for form in forms if form]
    dates = {
        (table.sheet, table.number): date_columns(fit) for table, fit in own.fits if fit and not table.side
    }
    answer = tools.answers.get(("empty_report", own.place.file))
    says_so = says_nil(own.sheets, tools) or _holds_dashes_alone(own)
    is_nil = (says_so and not _counts_anything(own)) or answer == NOTHING_DONE
    form = max(sorted(set(named)), key=named.count) if named else ""
    return FileReading(own.sheets, own.place.sender, form, is_nil, dates)


def _holds_dashes_alone(own: Recognized) -> bool:
    """Whether all rows of the lists of a file hold dashes in every column: the reporter wrote "none" into each."""
    many = 0
    for table, fit in own.fits:
        for cell in table.cells if fit else ():
            if table.kind_of(cell.row) == "data":
                if cell.status != "nil":
                    return False
                many += 1
    return many > 1


def _counts_anything(own: Recognized) -> bool:
    """Whether a file holds a number above zero that is no row's own: it then has something to report."""
    for table, fit in own.fits:
        heads = table.headers()
        counted = {*fit.people, *_columns_of(fit, "count")} if fit else set(heads)
        counted -= {n for n in counted if "col.row_no" in own.place.tools.headers.read(heads[n]).concepts}
        if any(isinstance(c.value, (int, float)) and c.value > 0 for c in table.cells if c.column in counted):
            return True
    return False


def _columns_of(fit: Fit, kind: str) -> set[int]:
    return {n for n, name in fit.fields.items() if fit.form["fields"][name]["type"] == kind}


def _read_tables(
    own: Recognized,
    order: itertools.count,
    lists: list,
    summaries: list,
    harvest: Harvest,
    personal: PersonalData,
) -> list[str]:
    """Record the matrices of a file, hand on its lists and summaries; give each table's form, once for each of its cells."""
    forms: list[str] = []
    suspect = _is_suspect(own.sheets, own.place.tools)
    restated = find_restated(own.fits, own.place)
    for number, (table, fit) in enumerate(own.fits):
        side = _side_of(table, own.sheets)
        place = replace(own.place, sheet=table.sheet, titles=table.title, order=next(order), side=side)
        screen_table(table, place=place, harvest=harvest, personal=personal, is_suspect=suspect)
        if _is_apparatus(table, own.fits, place.tools):
            harvest.noted |= {(place.file, table.sheet, cell.row) for cell in table.cells}
            if is_sheet_named(table.sheet, "sheet.summary", place.tools):
                summaries.append((table, place))
            continue
        if number in restated and _is_left_out(
            table, [personal.show_name(sheet) for sheet in restated[number]], place, harvest
        ):
            summaries.append((table, place))
            continue
        if fit is not None and table.cells:
            lists.append(FittedList(table, fit, place))
        form = fit.code if fit is not None else _record_without_form(table, place, harvest, personal)
        forms += [form] * max(1, len(table.cells))
    return forms


def _is_left_out(table: Table, sheets: list[str], place: Place, harvest: Harvest) -> bool:
    """Whether a table that sums up lists is not counted again; it is said and asked, unless a person said that it counts."""
    rows = sorted({cell.row for cell in table.cells})
    subject = place.subject(str(rows[0]))
    if place.answer("duplicate", subject) == "no":
        return False
    cell = f"{rows[0]}:{rows[-1]}"
    harvest.raise_issue(place, "F08", case="restated", cell=cell, sheets=", ".join(sheets))
    harvest.ask(place, "duplicate", subject, cell=cell, suggestion="yes")
    harvest.totals |= {(place.file, table.sheet, row) for row in rows}
    return True


def _is_suspect(sheets: Sheets, tools: Tools) -> bool:
    """Whether anything in a file may be personal, so that each cell is worth a look."""
    return sheets.has_large_numbers or not tools.marks.personal.isdisjoint(sheets.said)


def _side_of(table: Table, sheets: Sheets) -> str:
    """Tell a table from those that stand beside it on the same rows of its sheet; nothing where it stands alone."""
    if table.side:
        return table.side
    before = [other for other in sheets.tables if other.number < table.number and other.sheet == table.sheet]
    return f"|{table.number}" if any(table.kinds.keys() & other.kinds.keys() for other in before) else ""


def _is_apparatus(table: Table, fits: list[tuple[Table, Fit | None]], tools: Tools) -> bool:
    """Whether a sheet is a form's cover, code lists or summary, beside sheets that hold its records."""
    if not any(is_sheet_named(table.sheet, concept, tools) for concept in APPARATUS):
        return False
    return any(fit is not None and other.sheet != table.sheet for other, fit in fits)


def _record_without_form(table: Table, place: Place, harvest: Harvest, personal: PersonalData) -> str:
    """Record a matrix, and give its form's code; a list that fits no form is said."""
    if not table.cells:
        return ""
    rows = [cell.row for cell in table.cells]
    if table.is_list:
        harvest.raise_issue(place, "form_unknown", cell=f"{min(rows)}:{max(rows)}")
        return ""
    if leave_out_unfilled(table, place, harvest):
        return ""
    table = keep_wholes(table, place)
    form = record_matrix(table, place=place, harvest=harvest, personal=personal)
    if form != "statistics":
        totals = {row for row, kind in table.kinds.items() if kind == "total"}
        totals |= {row for row in rows if (place.file, place.sheet, row) in harvest.totals}
        headed = {row for row in rows if (place.file, place.sheet, row) in harvest.headed}
        harvest.totals |= {(place.file, place.sheet, row) for row in headed}
        for row in sorted(totals | headed):
            harvest.raise_issue(place, "F08", cell=f"{row}:{row}")
        check_totals(table, totals - headed, table.headers(), place=place, harvest=harvest, heads=headed)
    return form


def _raise_file(
    place: Place, forms: list[str], has_records: bool, harvest: Harvest, personal: PersonalData
) -> None:
    if personal.find_in_name(place.file.rpartition("/")[2].rpartition(".")[0]):
        harvest.raise_issue(place, "F11", case="name")
    is_report = any(form not in ("", "statistics") for form in forms)
    if is_report and not place.sender.organization and not has_records:
        harvest.raise_issue(place, "F01")
    if is_report and place.sender.has_two_periods:
        harvest.raise_issue(place, "F02", case="differs")
