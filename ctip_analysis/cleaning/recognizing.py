"""What a file is before its rows are read: who sent it, which form each of its tables fits, how it writes dates."""

from dataclasses import dataclass, replace

from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.cleaning.days_beside import join_days
from ctip_analysis.cleaning.fitting import fit_list
from ctip_analysis.cleaning.forms import Fit, is_hinted
from ctip_analysis.cleaning.harvest import Place, Tools
from ctip_analysis.cleaning.headings import find_counting_label, has_varying_headers
from ctip_analysis.cleaning.pivots import name_summed_fields
from ctip_analysis.cleaning.slashed import part_slashed
from ctip_analysis.cleaning.submissions import Sender, find_organization, find_sender
from ctip_analysis.cleaning.tables import Sheets, Table
from ctip_analysis.cleaning.titles import counted_by_title
from ctip_analysis.cleaning.turning import turn_sheet, turn_table
from ctip_analysis.cleaning.years_beside import join_years
from ctip_analysis.definitions import fold_text

DATED = ("date", "quarter")
#: What a report on a plan says of a measure beside its indicators.
OF_A_PLAN = {"measure", "due", "responsible"}
PLACES = {"col.adm1", "col.adm2", "col.adm3", "col.settlement"}
__all__ = ["APPARATUS", "Recognized", "date_columns", "is_sheet_named", "recognize_file", "says_nil"]

APPARATUS = ("sheet.lists", "sheet.summary", "sheet.cover")
LONGEST_LABEL = 60
CELLS_WITH_LABELS = 200


@dataclass(frozen=True)
class Recognized:
    """A file with the place of it as a whole, and its tables, each with the form that it fits as a list, or None."""

    sheets: Sheets
    place: Place
    fits: list[tuple[Table, Fit | None]]


def recognize_file(file: str, sheets: Sheets, sha256: str, tools: Tools) -> Recognized:
    """Say who sent a file, which form each of its tables fits, and in which order it writes day and month."""
    sender = _find_sender(file, sheets, tools)
    base = Place(file, "", sha256, sender, tools)
    fits = _fit_tables(sheets, base)
    order = tools.answers.get(("date_order", file), "") or _find_date_order(fits)
    if not sender.period and not sender.has_two_periods and (period := _period_of_rows(fits, tools)):
        sender = replace(sender, period=period)
    if not sender.organization:
        sender = replace(sender, organization=_organization_of_rows(fits, tools))
    return Recognized(sheets, replace(base, sender=sender, date_order=order), fits)


def _fit_tables(sheets: Sheets, base: Place) -> list[tuple[Table, Fit | None]]:
    """Give each table with the form that it fits; records that stand across are lists of their own."""
    fits: list[tuple[Table, Fit | None]] = []
    for table in sheets.tables:
        place = replace(base, sheet=table.sheet)
        table = part_slashed(name_summed_fields(table, place), place)
        fits += turn_table(table, sheets, place) or [_fit(table, sheets, place)]
    tabled = {table.sheet for table in sheets.tables}
    for sheet in [sheet for sheet in sheets.texts if sheet not in tabled]:
        if not any(is_sheet_named(sheet, concept, base.tools) for concept in APPARATUS):
            fits += turn_sheet(sheet, sheets, replace(base, sheet=sheet))
    return fits


def is_sheet_named(sheet: str, concept: str, tools: Tools) -> bool:
    """Whether the name of a sheet is a word for a concept ("sheet.cover"), after its number."""
    known = tools.known("sheet", concept)
    if sheet not in known:
        known[sheet] = concept in tools.vocabulary.matcher.match(fold_text(sheet.lstrip("0123456789_ ")))
    return known[sheet]


def _texts_of_covers(sheets: Sheets, tools: Tools) -> list[str]:
    """Give the texts of a cover: label and value side by side."""
    texts = []
    for sheet, cells in sheets.texts.items():
        if is_sheet_named(sheet, "sheet.cover", tools):
            texts += [text for *_, text in cells]
    for table in sheets.tables:
        if is_sheet_named(table.sheet, "sheet.cover", tools):
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
    headers |= {
        label
        for table in tables
        if table.label_columns
        for cell in table.cells[:CELLS_WITH_LABELS]
        for label in cell.row_labels
    }
    titles = [text for table in tables for text in (*table.title, *table.notes)] + _loose_texts(sheets)
    return find_sender(
        file,
        covers=_texts_of_covers(sheets, tools),
        titles=titles,
        sheets=list(dict.fromkeys([*(table.sheet for table in tables), *sheets.texts])),
        headers=sorted(label for label in headers if len(label) <= LONGEST_LABEL),
        vocabulary=tools.vocabulary,
    )


def says_nil(sheets: Sheets, tools: Tools) -> bool:
    """Whether a file says that nothing was done: in a title, a note, a cell, or by the tick of its cover."""
    if not tools.marks.nil.isdisjoint(sheets.said):
        return True
    return any(_is_ticked(rows, tools) for rows in _rows_of_covers(sheets, tools))


def _rows_of_covers(sheets: Sheets, tools: Tools) -> list[list[str]]:
    """Give the texts of each row of a cover."""
    rows: dict[tuple[str, int], list[str]] = {}
    for sheet, cells in sheets.texts.items():
        for _, row, _, _, text in cells if is_sheet_named(sheet, "sheet.cover", tools) else ():
            rows.setdefault((sheet, row), []).append(text)
    for table in sheets.tables:
        is_cover = is_sheet_named(table.sheet, "sheet.cover", tools)
        for row, cells in table.rows_of_cells() if is_cover else ():
            texts = [*cells[0].row_labels, *(cell.text for cell in cells)]
            rows.setdefault((table.sheet, row), []).extend(texts)
    return [texts for _, texts in sorted(rows.items())]


def _is_ticked(texts: list[str], tools: Tools) -> bool:
    """Whether a row asks for "nothing to report" and holds a tick."""
    matcher = tools.vocabulary.matcher
    is_asked = any("cover.nil" in matcher.match(text) for text in texts)
    return is_asked and any("value.yes" in matcher.match(text) for text in texts)


def date_columns(fit: Fit | None) -> tuple[int, ...]:
    """Give the columns of dates of a form."""
    if fit is None:
        return ()
    return tuple(n for n, name in fit.fields.items() if fit.form["fields"][name]["type"] in DATED)


def _dates_of(tables: list[tuple[Table, Fit | None]]) -> list:
    """Give the cells of the columns of dates of a file."""
    return [
        cell
        for table, fit in tables
        if (columns := date_columns(fit))
        for cell in table.cells
        if cell.column in columns
    ]


def _find_date_order(tables: list[tuple[Table, Fit | None]]) -> str:
    """Give the order of day and month that the file's own dates with slashes show, where they agree."""
    orders = set()
    for cell in _dates_of(tables):
        if cell.text.count("/") == 2:
            first, _, rest = cell.text.split()[0].partition("/")
            second = rest.partition("/")[0]
            if first.isdigit() and second.isdigit() and len(first) <= 2:
                orders |= {"day_first"} if int(first) > 12 else {"month_first"} if int(second) > 12 else set()
    return orders.pop() if len(orders) == 1 else ""


def _period_of_rows(tables: list[tuple[Table, Fit | None]], tools: Tools) -> str:
    """Give the quarter in which all dates of a file lie that says no period itself, or an empty text."""
    quarters = set()
    for cell in _dates_of(tables):
        found = read_date(cell.value, cell.text, matcher=tools.vocabulary.matcher)
        if found.precision == "day" and not found.others:
            quarters.add(f"{found.start[:4]}Q{(int(found.start[5:7]) + 2) // 3}")
    return quarters.pop() if len(quarters) == 1 else ""


def _organization_of_rows(tables: list[tuple[Table, Fit | None]], tools: Tools) -> str:
    """Give the one organization that a column of every row names in a file that says none itself, or an empty text."""
    named = {
        find_organization([cell.text], tools.vocabulary)
        for table, fit in tables
        if fit is not None
        for number in [n for n, name in fit.fields.items() if name == "organization"]
        for cell in table.cells
        if cell.column == number and table.kind_of(cell.row) == "data"
    }
    return named.pop() if len(named) == 1 else ""


def _fit(table: Table, sheets: Sheets, place: Place) -> tuple[Table, Fit | None]:
    """Give a table and the form that it fits as a list; a matrix whose label columns are fields of a form is a list."""
    if not table.cells:
        return table, None
    if not table.is_list:
        districts = _find_district_labels(table, sheets, place)
        table = replace(table, district_labels=districts) if districts else table
    if has_varying_headers(table, place):
        return (table.as_matrix() if table.is_list else table), None
    if table.is_list:
        table = join_days(join_years(table, place), place)
        return table, fit_list(table, place)
    turned = join_years(table.as_list(sheets.heads_of(table), sheets.labeled_rows(table)), place)
    turned = join_days(turned, place)
    fit = fit_list(turned, place)
    if (
        fit is None
        or fit.repeated
        or (fit.form["record"] == "activities" and not _has_one_event_a_row(table, fit, place))
        or (fit.form["record"] == "plan" and _counts_by_its_rows(table, fit, place))
    ):
        return table, None
    return turned, fit


def _counts_by_its_rows(table: Table, fit: Fit, place: Place) -> bool:
    """Whether the rows of a table of indicators say what is counted, and nothing says that it reports on a plan.

    A report on a plan names its measures, who answers for them or when they are due.
    """
    if {*fit.fields.values()} & OF_A_PLAN or is_hinted(fit.form, place.tools.fold(table.sheet, *table.title)):
        return False
    labels = {cells[0].row_labels for row, cells in table.rows_of_cells() if table.kind_of(row) == "data"}
    counting = [own for own in labels if find_counting_label(own, place) is not None]
    return 2 * len(counting) > len(labels)


def _find_district_labels(table: Table, sheets: Sheets, place: Place) -> frozenset[int]:
    """Find the label columns that are headed as districts, and not as provinces or villages too."""
    heads = sheets.heads_of(table)
    said = [set(place.tools.headers.read(heads.get(n, ())).concepts) for n in table.label_columns]
    return frozenset(n for n, concepts in enumerate(said) if concepts & PLACES == {"col.adm2"})


def _has_one_event_a_row(table: Table, fit: Fit, place: Place) -> bool:
    """Whether rows of activities are events: they have dates, or names and no number of events, or come twice."""
    fields = set(fit.fields.values())
    if fields & {"date", "quarter"}:
        return True
    if "n_events" in fields or counted_by_title((table.sheet, *table.title), place.vocabulary):
        return False
    labels = [cells[0].row_labels for row, cells in table.rows_of_cells() if table.kind_of(row) == "data"]
    return "title" in fields or ("activity_type" in fields and len(set(labels)) < len(labels))
