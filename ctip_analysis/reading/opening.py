"""A file of any kind to its sheets, by what it contains and never by what it is called."""

import csv
import io
import zipfile
from dataclasses import dataclass
from functools import partial
from math import isfinite

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ctip_analysis.reading.astray import NO_NUMBER, find_no_numbers
from ctip_analysis.reading.binaries import find_binary_parts, find_binary_percents, scan_binary_sheet
from ctip_analysis.reading.borders import read_borders
from ctip_analysis.reading.borders_binary import read_binary_borders, read_record_borders
from ctip_analysis.reading.borders_document import read_document_borders
from ctip_analysis.reading.containers import ZIP_FAILURES, Trouble, find_format
from ctip_analysis.reading.delimited import UnknownEncoding, decode_text, read_delimited
from ctip_analysis.reading.documents import scan_document
from ctip_analysis.reading.foreign_errors import spell_errors_as_texts
from ctip_analysis.reading.markup import read_markup
from ctip_analysis.reading.package import PartFacts, find_sheet_parts, scan_sheet
from ctip_analysis.reading.percents import find_percent_formats, show_percent
from ctip_analysis.reading.plain_xml import is_plain_xml, read_plain_xml
from ctip_analysis.reading.raised import find_raised_texts
from ctip_analysis.reading.records import scan_records
from ctip_analysis.reading.sheets import Borders, Sheet, split_address

__all__ = ["Opened", "open_file"]

#: What a damaged file makes the readers raise; a panic of the Rust reader is no Exception, and is named below.
FAILURES = (*ZIP_FAILURES, CalamineError, MemoryError, csv.Error)
#: How the parts of the sheets are found in an archive, and what is looked up in each of them.
PARTS = {
    "xlsx": (find_sheet_parts, scan_sheet, read_borders),
    "xlsm": (find_sheet_parts, scan_sheet, read_borders),
    "xlsb": (find_binary_parts, scan_binary_sheet, read_binary_borders),
}
#: How the lines of the sheet at a place are read where sheets are no parts of their own.
NUMBERED = {"xls": read_record_borders, "ods": read_document_borders}


@dataclass(frozen=True)
class Opened:
    """A file's format, its sheets, and the sheets that could not be read with the code of the reason."""

    format: str
    sheets: tuple[Sheet, ...]
    unread: tuple[tuple[str, str], ...] = ()


def _put_back(rows: list[list], facts: PartFacts) -> None:
    """Show in its cell what calamine gives as a blank: an error, or a formula without a value."""
    for _, cell, shown in facts.troubles:
        row, column = split_address(cell)
        while len(rows) < row:
            rows.append([])
        rows[row - 1].extend([""] * (column - len(rows[row - 1])))
        if rows[row - 1][column - 1] == "":
            rows[row - 1][column - 1] = shown if len(shown) > 1 else "=?"


def _mark_no_numbers(rows: list[list], facts: PartFacts) -> None:
    """Show what is no number as the error that it is."""
    for row, column, cell in find_no_numbers(rows):
        rows[row][column] = NO_NUMBER
        facts.troubles.append(("error_cell", cell, NO_NUMBER))


def _show_raised(rows: list[list], facts: PartFacts) -> None:
    """Show raised digits as such."""
    for cell, text in facts.raised.items():
        row, column = split_address(cell)
        rows[row - 1][column - 1] = text


def _show_percents(rows: list[list], facts: PartFacts) -> dict[tuple[int, int], str]:
    """Give the texts of the numbers that are shown as percentages, by their places."""
    shown = {}
    for cell, text in facts.shown.items():
        row, column = split_address(cell)
        shown[row - 1, column - 1] = text
    for cell, (decimals, sign) in facts.percents.items():
        row, column = split_address(cell)
        held = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""
        if type(held) in (int, float) and isfinite(held):
            shown[row - 1, column - 1] = show_percent(held, decimals, sign)
    return shown


def _read_sheet(workbook: CalamineWorkbook, meta, facts: PartFacts, read_borders) -> Sheet:
    found = workbook.get_sheet_by_name(meta.name)
    merges = found.merged_cell_ranges or ()
    rows = found.to_python(skip_empty_area=False)
    _put_back(rows, facts)
    _mark_no_numbers(rows, facts)
    _show_raised(rows, facts)
    return Sheet(
        meta.name,
        rows,
        tuple(facts.merges or ((top, left, bottom, right) for (top, left), (bottom, right) in merges)),
        is_hidden=meta.visible != SheetVisibleEnum.Visible,
        hidden_rows=frozenset(facts.hidden_rows),
        hidden_columns=frozenset(facts.hidden_columns),
        troubles=tuple(facts.troubles),
        read_borders=read_borders,
        shown=_show_percents(rows, facts),
    )


def _read_workbook(content: bytes, found: str, archive: zipfile.ZipFile | None) -> Opened:
    find_parts, scan_part, lines_of = PARTS.get(found, (None, None, None))
    parts = find_parts(archive) if find_parts else {}
    if scan_part is scan_sheet:
        raised, percents = find_raised_texts(archive), find_percent_formats(archive)
        scan_part = partial(scan_sheet, raised=raised, percents=percents)
    elif scan_part is scan_binary_sheet:
        scan_part = partial(scan_binary_sheet, percents=find_binary_percents(archive))
    scanned = scan_document(archive) if found == "ods" else scan_records(content) if found == "xls" else []
    sheets, unread = [], []
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for place, meta in enumerate(workbook.sheets_metadata):
        if meta.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet):
            continue
        try:
            part = parts.get(meta.name)
            facts = scan_part(archive, part) if part else PartFacts()
            facts = scanned[place] if place < len(scanned) else facts
            borders = partial(lines_of, archive, part) if part and lines_of else Borders
            if found in NUMBERED:
                borders = partial(NUMBERED[found], content if found == "xls" else archive, place)
            sheets.append(_read_sheet(workbook, meta, facts, borders))
        except Trouble as trouble:
            unread.append((meta.name, trouble.code))
    return Opened(found, tuple(sheets), tuple(unread))


def _read_any(content: bytes, name: str) -> Opened:
    archive = zipfile.ZipFile(io.BytesIO(content)) if content.startswith(b"PK") else None
    found = find_format(content, archive)
    if found in ("markup", "text") and is_plain_xml(content):
        return Opened("xml", tuple(read_plain_xml(content)))
    if found == "markup":
        sheets = tuple(read_markup(decode_text(content), name))
        if not any(any(row) for sheet in sheets for row in sheet.rows):
            raise Trouble("not_a_workbook")
        return Opened("html", sheets)
    if found == "text":
        found, sheet = read_delimited(content, name)
        return Opened(found, (sheet,))
    try:
        return _read_workbook(content, found, archive)
    except CalamineError:
        anew = spell_errors_as_texts(archive) if found in ("xlsx", "xlsm") else None
        if anew is None:
            raise
        return _read_workbook(anew, found, archive)


def open_file(content: bytes, name: str) -> Opened:
    """Open a file.

    Parameters
    ----------
    content : bytes
    name : str
        What a sheet without a name is called.

    Returns
    -------
    Opened

    Raises
    ------
    Trouble
        With the code of what is wrong with it.

    Examples
    --------
    >>> open_file(b"a,b\\n1,2\\n", "report").sheets[0].rows
    [['a', 'b'], ['1', '2']]
    """
    try:
        return _read_any(content, name)
    except PasswordError:
        raise Trouble("password_protected") from None
    except UnknownEncoding as unknown:
        raise Trouble(unknown.code) from None
    except FAILURES:
        raise Trouble("corrupt") from None
    except BaseException as failure:
        if type(failure).__name__ == "PanicException":
            raise Trouble("corrupt") from None
        raise
