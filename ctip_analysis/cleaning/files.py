"""One file: who sent it, what each of its tables is, its records."""

from dataclasses import dataclass, field, replace

from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import NOTHING_DONE, Harvest, Place, Tools
from ctip_analysis.cleaning.lists import fit_list, record_list
from ctip_analysis.cleaning.matrices import has_varying_headers, record_matrix
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.screening import screen_table, screen_texts
from ctip_analysis.cleaning.submissions import Sender, find_sender
from ctip_analysis.cleaning.tables import Sheets, Table
from ctip_analysis.cleaning.titles import counted_by_title
from ctip_analysis.cleaning.totals import check_totals
from ctip_analysis.definitions import fold_text

__all__ = ["FileReading", "read_file"]

LONGEST_LABEL = 60


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


def _is_named(sheet: str, concept: str, tools: Tools) -> bool:
    folded = fold_text(sheet.lstrip("0123456789_ "))
    return concept in tools.vocabulary.matcher.match(folded)


def _texts_of_covers(sheets: Sheets, tools: Tools) -> list[str]:
    """Give the texts of a cover: label and value side by side."""
    texts = []
    for sheet, cells in sheets.texts.items():
        if _is_named(sheet, "sheet.cover", tools):
            texts += [text for *_, text in cells]
    for table in sheets.tables:
        if _is_named(table.sheet, "sheet.cover", tools):
            texts += [
                text for cell in table.cells for text in (*cell.row_labels, *cell.column_labels, cell.text)
            ]
    return texts


def _loose_texts(sheets: Sheets) -> list[str]:
    """Give the texts of sheets without a table."""
    tabled = {table.sheet for table in sheets.tables}
    return [text for sheet, cells in sheets.texts.items() if sheet not in tabled for *_, text in cells]


def _find_sender(file: str, sheets: Sheets, tools: Tools) -> Sender:
    tables = sheets.tables
    headers = {label for table in tables for labels in table.headers().values() for label in labels}
    headers |= {label for table in tables for cell in table.cells[:200] for label in cell.row_labels}
    titles = [text for table in tables for text in (*table.title, *table.notes)] + _loose_texts(sheets)
    return find_sender(
        file,
        covers=_texts_of_covers(sheets, tools),
        titles=titles,
        sheets=list(dict.fromkeys([*(table.sheet for table in tables), *sheets.texts])),
        headers=sorted(label for label in headers if len(label) <= LONGEST_LABEL),
        vocabulary=tools.vocabulary,
    )


def _says_nil(sheets: Sheets, tools: Tools) -> bool:
    """Whether a file says that nothing was done: in a title, a note, a cell, or by the tick of its cover."""
    texts = {text for cells in sheets.texts.values() for *_, text in cells}
    for table in sheets.tables:
        texts |= {
            *table.title,
            *table.notes,
            *(cell.text for cell in table.cells if isinstance(cell.value, str)),
        }
        texts |= {label for cell in table.cells for label in cell.row_labels}
    if any(tools.vocabulary.says_nil(text) for text in texts):
        return True
    return any(_is_ticked(rows, tools) for rows in _rows_of_covers(sheets, tools))


def _rows_of_covers(sheets: Sheets, tools: Tools) -> list[list[str]]:
    """Give the texts of each row of a cover."""
    rows: dict[tuple[str, int], list[str]] = {}
    for sheet, cells in sheets.texts.items():
        for _, row, _, _, text in cells:
            rows.setdefault((sheet, row), []).append(text)
    for table in sheets.tables:
        for row, cells in table.rows_of_cells():
            texts = [*cells[0].row_labels, *(cell.text for cell in cells)]
            rows.setdefault((table.sheet, row), []).extend(texts)
    return [texts for (sheet, _), texts in sorted(rows.items()) if _is_named(sheet, "sheet.cover", tools)]


def _is_ticked(texts: list[str], tools: Tools) -> bool:
    """Whether a row asks for "nothing to report" and holds a tick."""
    matcher = tools.vocabulary.matcher
    is_asked = any("cover.nil" in matcher.match(text) for text in texts)
    return is_asked and any("value.yes" in matcher.match(text) for text in texts)


def _find_date_order(tables: list[tuple[Table, Fit | None]]) -> str:
    """Give the order of day and month that the file's own dates with slashes show, where they agree."""
    orders = set()
    for table, fit in tables:
        columns = (
            [n for n, name in fit.fields.items() if fit.form["fields"][name]["type"] in ("date", "quarter")]
            if fit
            else []
        )
        for cell in table.cells:
            if cell.column in columns and cell.text.count("/") == 2:
                parts = cell.text.split()[0].split("/")
                if parts[0].isdigit() and parts[1].isdigit() and len(parts[0]) <= 2:
                    orders |= (
                        {"day_first"}
                        if int(parts[0]) > 12
                        else {"month_first"}
                        if int(parts[1]) > 12
                        else set()
                    )
    return orders.pop() if len(orders) == 1 else ""


def _period_of_rows(tables: list[tuple[Table, Fit | None]], tools: Tools) -> str:
    """Give the quarter in which all dates of a file lie that says no period itself, or an empty text."""
    quarters = set()
    for table, fit in tables:
        for name, number in [(name, n) for n, name in fit.fields.items()] if fit else []:
            if fit.form["fields"][name]["type"] not in ("date", "quarter"):
                continue
            for cell in table.cells:
                if cell.column == number:
                    found = read_date(cell.value, cell.text, matcher=tools.vocabulary.matcher)
                    if found.precision == "day" and not found.others:
                        quarters.add(f"{found.start[:4]}Q{(int(found.start[5:7]) + 2) // 3}")
    return quarters.pop() if len(quarters) == 1 else ""


def read_file(
    file: str, sheets: Sheets, sha256: str, tools: Tools, harvest: Harvest, personal: PersonalData
) -> FileReading:
    """Add what a file holds to the harvest.

    Parameters
    ----------
    file : str
    sheets : Sheets
        What was read of it.
    sha256 : str
    tools, harvest, personal

    Returns
    -------
    FileReading
    """
    sender = _find_sender(file, sheets, tools)
    base = Place(file, "", sha256, sender, tools)
    fits = [_fit(table, sheets, replace(base, sheet=table.sheet)) for table in sheets.tables]
    order = tools.answers.get(("date_order", file), "") or _find_date_order(fits)
    if not sender.period and not sender.has_two_periods and (period := _period_of_rows(fits, tools)):
        sender = replace(sender, period=period)
    forms: list[str] = []
    before = len(harvest.issues)
    for table, fit in fits:
        place = replace(
            base,
            sheet=table.sheet,
            sender=sender,
            date_order=order,
            titles=table.title,
            side=_side_of(table, sheets),
        )
        screen_table(table, place=place, harvest=harvest, personal=personal)
        if _is_apparatus(table, fits, tools):
            harvest.noted |= {(file, table.sheet, cell.row) for cell in table.cells}
            continue
        forms += [_record(table, fit, place, harvest, personal)] * max(1, len(table.cells))
    screen_texts(sheets, place=replace(base, sender=sender), harvest=harvest, personal=personal)
    _raise_file(base, sender, forms, before, harvest, personal)
    found = [form for form in forms if form]
    dates = {
        (table.sheet, table.number): tuple(
            n for n, name in fit.fields.items() if fit.form["fields"][name]["type"] in ("date", "quarter")
        )
        for table, fit in fits
        if fit
    }
    is_nil = _says_nil(sheets, tools) or tools.answers.get(("empty_report", file)) == NOTHING_DONE
    form = max(sorted(set(found)), key=found.count) if found else ""
    return FileReading(sheets, sender, form, is_nil, dates)


def _side_of(table: Table, sheets: Sheets) -> str:
    """Tell a table from those that stand beside it on the same rows of its sheet; nothing where it stands alone."""
    rows = set(table.kinds)
    beside = any(
        other.number < table.number and other.sheet == table.sheet and rows & set(other.kinds)
        for other in sheets.tables
    )
    return f"|{table.number}" if beside else ""


def _fit(table: Table, sheets: Sheets, place: Place) -> tuple[Table, Fit | None]:
    """Give a table and the form that it fits as a list; a matrix whose label columns are fields of a form is a list."""
    if not table.cells:
        return table, None
    if has_varying_headers(table, place):
        return (table.as_matrix() if table.is_list else table), None
    if table.is_list:
        return table, fit_list(table, place)
    turned = table.as_list(sheets.heads_of(table))
    fit = fit_list(turned, place)
    if (
        fit is None
        or fit.repeated
        or (fit.form["record"] == "activities" and not _has_one_event_a_row(table, fit, place))
    ):
        return table, None
    return turned, fit


def _has_one_event_a_row(table: Table, fit: Fit, place: Place) -> bool:
    """Whether rows of activities are events: they have dates, or names and no number of events, or come twice."""
    fields = set(fit.fields.values())
    if fields & {"date", "quarter"}:
        return True
    if "n_events" in fields or counted_by_title((table.sheet, *table.title), place.vocabulary):
        return False
    labels = [cells[0].row_labels for row, cells in table.rows_of_cells() if table.kind_of(row) == "data"]
    return "title" in fields or ("activity_type" in fields and len(set(labels)) < len(labels))


def _raise_file(
    base: Place, sender: Sender, forms: list[str], before: int, harvest: Harvest, personal: PersonalData
) -> None:
    place = replace(base, sender=sender)
    if personal.find(base.file.rpartition("/")[2].rpartition(".")[0].replace("_", " ")):
        harvest.raise_issue(place, "F11", case="name")
    is_report = any(form not in ("", "statistics") for form in forms)
    if is_report and not sender.organization and not _has_records(harvest, base.file):
        harvest.raise_issue(place, "F01")
    if is_report and sender.has_two_periods:
        harvest.raise_issue(place, "F02", case="differs")


def _has_records(harvest: Harvest, file: str) -> bool:
    return any(rows and rows[-1]["source_file"] == file for rows in harvest.tables.values())


def _is_apparatus(table: Table, fits: list[tuple[Table, Fit | None]], tools: Tools) -> bool:
    """Whether a sheet is a form's cover, code lists or summary, beside sheets that hold its records."""
    concepts = ("sheet.lists", "sheet.summary", "sheet.cover")
    if not any(_is_named(table.sheet, concept, tools) for concept in concepts):
        return False
    return any(fit is not None and other.sheet != table.sheet for other, fit in fits)


def _record(table: Table, fit: Fit | None, place: Place, harvest: Harvest, personal: PersonalData) -> str:
    """Record a table by its form, else as a matrix; give the form's code."""
    if not table.cells:
        return ""
    if fit is not None:
        record_list(table, fit, place=place, harvest=harvest, personal=personal)
        form = fit.code
    elif table.is_list:
        rows = [cell.row for cell in table.cells]
        harvest.raise_issue(place, "form_unknown", cell=f"{min(rows)}:{max(rows)}")
        return ""
    else:
        form = record_matrix(table, place=place, harvest=harvest, personal=personal)
    if fit is None and form != "statistics":
        totals = {row for row, kind in table.kinds.items() if kind == "total"}
        totals |= {cell.row for cell in table.cells} & {
            row for file, sheet, row in harvest.totals if (file, sheet) == (place.file, place.sheet)
        }
        for row in sorted(totals):
            harvest.raise_issue(place, "F08", cell=f"{row}:{row}")
        check_totals(table, totals, table.headers(), place=place, harvest=harvest)
    return form
