"""The workbook of tables for donors, after the guidance of the statistics offices (gptables)."""

import math

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from ctip_analysis.definitions import describe_indicator, say
from ctip_analysis.packing import pack_workbook
from ctip_analysis.presenting.selecting import check_values
from ctip_analysis.presenting.tabulating import MARK_OF_STATUS, format_for, tabulate_indicator
from ctip_analysis.presenting.wording import format_day, unit_of

__all__ = ["build_tables_workbook"]

TITLE = Font(name="Calibri", size=16, bold=True)
HEADER = Font(name="Calibri", size=11, bold=True)
PLAIN = Font(name="Calibri", size=11)
ALERT = Font(name="Calibri", size=12, bold=True, color="A40000")
WRAP = Alignment(wrap_text=True, vertical="top")
TOP = Alignment(vertical="top")
#: A text that follows a number keeps its distance from it.
TEXT = Alignment(horizontal="left", vertical="top", indent=1)
NUMBER_HEADER = Alignment(wrap_text=True, vertical="top", horizontal="right")
LINE_HEIGHT_POINTS = 15
STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
WIDEST = 60


def _write(sheet, row: int, column: int, content, font=PLAIN, number_format: str | None = None) -> None:
    """Write a cell; text is text even where it begins like a formula."""
    cell = sheet.cell(row=row, column=column, value=content)
    cell.font = font
    if isinstance(content, str):
        cell.data_type = "s"
    elif number_format:
        cell.number_format = number_format


def _write_table(sheet, frame: pd.DataFrame, first_row: int, name: str, formats=None) -> None:
    """Write a frame as a named table with filters, its header frozen and repeated on each printed page."""
    is_numeric = False
    for column, title in enumerate(frame.columns, start=1):
        follows_number, contents = is_numeric, frame[title].tolist()
        is_numeric = any(not isinstance(content, str) for content in contents)
        _write(sheet, first_row, column, str(title), HEADER)
        alignment = TEXT if follows_number and not is_numeric else None
        sheet.cell(row=first_row, column=column).alignment = (
            NUMBER_HEADER if is_numeric else alignment or WRAP
        )
        number_format = (formats or {}).get(title)
        for offset, content in enumerate(contents, start=1):
            _write(sheet, first_row + offset, column, content, PLAIN, number_format)
            mark = NUMBER_HEADER if is_numeric and isinstance(content, str) else None
            sheet.cell(row=first_row + offset, column=column).alignment = alignment or mark or TOP
    last = first_row + max(len(frame), 1)
    table = Table(displayName=name, ref=f"A{first_row}:{get_column_letter(len(frame.columns))}{last}")
    table.tableStyleInfo = STYLE
    sheet.add_table(table)
    sheet.freeze_panes = f"B{first_row + 1}"
    sheet.print_title_rows = f"{first_row}:{first_row}"
    _set_widths(sheet, frame)


def _set_widths(sheet, frame: pd.DataFrame) -> None:
    for column, title in enumerate(frame.columns, start=1):
        contents = [str(title), *(str(content) for content in frame[title])]
        width = min(max(map(len, contents)) + 3, WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = max(width, 10)


def _wrap_column(sheet, column: int, width: int, first_row: int) -> None:
    """Break the lines of a column of texts, and make its rows as high as their text needs."""
    sheet.column_dimensions[get_column_letter(column)].width = width
    for (cell,) in sheet.iter_rows(min_col=column, max_col=column, min_row=first_row):
        cell.alignment = WRAP
        lines = math.ceil(len(str(cell.value or "")) * 1.1 / width)
        height = sheet.row_dimensions[cell.row].height or LINE_HEIGHT_POINTS
        if lines > 1:
            sheet.row_dimensions[cell.row].height = max(height, LINE_HEIGHT_POINTS * lines)


def _set_print(sheet) -> None:
    """Print one page wide, lying, with page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A – &P / &N"
    sheet.sheet_view.showGridLines = False


def _open_sheet(book, title: str, lines: list[str], *, alerts=()) -> tuple:
    """Open a sheet with a heading and lines below it; gives the sheet and the next free row."""
    sheet = book.create_sheet(title[:31])
    _write(sheet, 1, 1, lines[0], TITLE)
    row = 2
    for font, texts in ((ALERT, alerts), (PLAIN, lines[1:])):
        for text in texts:
            if text:
                _write(sheet, row, 1, text, font)
                row += 1
    return sheet, row


def _add_cover(book, definitions, language, alerts, as_of, sentences) -> None:
    lines = [
        say(definitions, "tables_title", language),
        definitions.settings["name"][language],
        say(definitions, "as_of", language, date=format_day(as_of, language)) if as_of else "",
        say(definitions, "tables_about", language),
        *sentences,
    ]
    sheet, _ = _open_sheet(book, say(definitions, "sheet_cover", language), lines, alerts=alerts)
    _wrap_column(sheet, 1, 110, first_row=2)
    _set_print(sheet)


def _add_contents(book, definitions, language, indicators, alerts) -> None:
    title = say(definitions, "sheet_contents", language)
    sheet, row = _open_sheet(book, title, [title], alerts=alerts)
    frame = pd.DataFrame(
        {
            say(definitions, "column_sheet", language): indicators,
            say(definitions, "column_name", language): [
                describe_indicator(definitions, code, language) for code in indicators
            ],
            say(definitions, "column_unit", language): [
                unit_of(definitions, code, language) for code in indicators
            ],
        },
        dtype=str,
    )
    _write_table(sheet, frame, row, "contents")
    _wrap_column(sheet, 2, WIDEST, first_row=row + 1)
    for offset, code in enumerate(indicators, start=1):
        sheet.cell(row=row + offset, column=1).hyperlink = f"#'{code}'!A1"
        sheet.cell(row=row + offset, column=1).font = Font(
            name="Calibri", size=11, underline="single", color="0563C1"
        )
    _set_print(sheet)


def _explain(definitions, code: str, language: str) -> str:
    """Give an indicator's name, definition and caveat as sentences."""
    parts = (
        describe_indicator(definitions, code, language, part=p) for p in ("name", "definition", "caveat")
    )
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _add_notes(book, definitions, language, indicators, alerts) -> None:
    title = say(definitions, "sheet_notes", language)
    limit = definitions.settings["disclosure"]["threshold"] - 1
    lines = [title, say(definitions, "protection_statement", language, limit=limit)]
    sheet, row = _open_sheet(book, title, lines, alerts=alerts)
    marks = [
        (mark, say(definitions, f"mark_meaning_{status}", language))
        for status, mark in MARK_OF_STATUS.items()
    ]
    marks += [
        (say(definitions, status, language), say(definitions, f"mark_meaning_{status}", language))
        for status in ("partial", "zero")
    ]
    marks += [(code, _explain(definitions, code, language)) for code in indicators]
    names = [say(definitions, word, language) for word in ("column_mark", "column_meaning")]
    frame = pd.DataFrame(marks, columns=names, dtype=str)
    _write_table(sheet, frame, row, "notes")
    _wrap_column(sheet, 1, 18, first_row=row)
    _wrap_column(sheet, 2, 110, first_row=row)
    _set_print(sheet)


def _add_indicator(book, protected, definitions, language, code: str, alerts) -> None:
    frame = tabulate_indicator(protected, definitions=definitions, indicator=code, language=language)
    lines = [
        f"{code}. {describe_indicator(definitions, code, language)}",
        describe_indicator(definitions, code, language, part="definition"),
        describe_indicator(definitions, code, language, part="caveat"),
        say(definitions, "table_intro", language, notes=say(definitions, "sheet_notes", language)),
    ]
    sheet, row = _open_sheet(book, code, lines, alerts=alerts)
    formats = dict.fromkeys(frame.columns, "#,##0")
    value = next(
        title for title in frame.columns if title.startswith(say(definitions, "column_value", language))
    )
    formats[value] = format_for(definitions, code)
    _write_table(sheet, frame, row, "table_" + "".join(c if c.isalnum() else "_" for c in code), formats)
    _set_print(sheet)


def _add_metadata(book, definitions, language, metadata: dict, alerts) -> None:
    title = say(definitions, "sheet_metadata", language)
    facts = {say(definitions, "pack_version", language): definitions.settings.get("version", "")} | metadata
    sheet, row = _open_sheet(book, title, [title], alerts=alerts)
    names = [say(definitions, word, language) for word in ("column_name", "column_value")]
    frame = pd.DataFrame([(str(key), str(fact)) for key, fact in facts.items()], columns=names, dtype=str)
    _write_table(sheet, frame, row, "metadata")
    _set_print(sheet)


def build_tables_workbook(
    protected,
    *,
    definitions,
    language: str = "en",
    indicators=None,
    sentences=(),
    metadata: dict | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
) -> bytes:
    """Build the workbook of tables: cover, contents, notes, a sheet an indicator, metadata.

    Parameters
    ----------
    protected : ProtectedValues
    definitions : Definitions
    language : str
    indicators : sequence of str, optional
        Those that the values hold, in the order of the pack, when not given.
    sentences : sequence of str
        For the cover.
    metadata : dict, optional
        Names and facts for the last sheet: versions, hashes.
    is_synthetic : bool
        Whether made-up reports are among the data: every sheet says so.
    as_of : str, optional
        The ISO date of the data.

    Returns
    -------
    bytes
        An .xlsx; the same input gives the same bytes.

    Raises
    ------
    DisclosureError
        If the values are not protected.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> build_tables_workbook(protected, definitions=definitions, is_synthetic=True)[:2]
    b'PK'
    """
    protected = check_values(protected)
    held = set(protected.values["indicator"])
    codes = [code for code in definitions.indicators["indicator"] if code in held]
    codes = [code for code in codes if indicators is None or code in set(indicators)]
    alerts = (say(definitions, "synthetic", language),) if is_synthetic else ()
    book = Workbook()
    book.remove(book.active)
    _add_cover(book, definitions, language, alerts, as_of, sentences)
    _add_contents(book, definitions, language, codes, alerts)
    _add_notes(book, definitions, language, codes, alerts)
    for code in codes:
        _add_indicator(book, protected, definitions, language, code, alerts)
    _add_metadata(book, definitions, language, metadata or {}, alerts)
    properties = book.properties
    properties.title, properties.language = say(definitions, "tables_title", language), language
    return pack_workbook(book)
