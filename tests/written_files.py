"""Write grids as workbooks and text files of several formats: reading is tried on files, not on its own arrays."""

import csv
import datetime as dt
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def write_xlsx(path, *sheets, merges=()):
    """Write grids as sheets: each a list of rows, or a pair of a name and rows. Merges go to the first."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for number, sheet in enumerate(sheets, 1):
        name, rows = sheet if isinstance(sheet, tuple) else (f"Sheet{number}", sheet)
        page = workbook.create_sheet(name)
        for row, line in enumerate(rows, 1):
            for column, value in enumerate(line, 1):
                if value is not None and value != "":
                    page.cell(row, column, value)
        for merge in merges if number == 1 else ():
            page.merge_cells(merge)
    workbook.save(path)
    return path


def ods_cell(value, span=""):
    if value is None or value == "":
        return f"<table:table-cell{span}/>"
    if isinstance(value, bool):
        return f'<table:table-cell{span} office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell{span} office:value-type="float" office:value="{value}"/>'
    if isinstance(value, dt.date):
        return f'<table:table-cell{span} office:value-type="date" office:date-value="{value.isoformat()}"/>'
    return f'<table:table-cell{span} office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def write_ods(path, *sheets):
    """Write grids as the sheets of an ODS."""
    body = []
    for number, rows in enumerate(sheets, 1):
        body.append(f"<table:table table:name={quoteattr(f'Sheet{number}')}>")
        body += (
            f"<table:table-row>{''.join(map(ods_cell, row)) or ods_cell(None)}</table:table-row>"
            for row in rows
        )
        body.append("</table:table>")
    write_ods_content(path, "".join(body))
    return path


def write_ods_content(path, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr("content.xml", ODS_HEAD + content + ODS_TAIL)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def show_as_text(value):
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    return str(value)


def write_csv(path, rows, *, delimiter=",", encoding="utf-8"):
    """Write a grid as delimited text."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows([map(show_as_text, row) for row in rows])
    path.write_bytes(target.getvalue().encode(encoding))
    return path


def edit_part(path, part, edit):
    """Change one part of an archive by a function of its bytes; a part that is not there begins empty."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = edit(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
