"""A file of any kind to its sheets, by what it contains and never by what it is called."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ctip_analysis.reading.delimited import UnknownEncoding, read_delimited
from ctip_analysis.reading.sheets import Sheet

__all__ = ["Opened", "Trouble", "open_file"]

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FAILURES = (CalamineError, OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile, EOFError)


class Trouble(Exception):
    """A file cannot be opened; the code says why."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Opened:
    """A file's format, its bytes' hash and its sheets."""

    format: str
    sha256: str
    sheets: tuple[Sheet, ...]


def _format_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"spreadsheet" in archive.read("mimetype")[:200]:
                return "ods"
    except FAILURES:
        raise Trouble("corrupt") from None
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/vbaProject.bin" in names:
        return "xlsm"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise Trouble("not_a_workbook")


def _find_format(content: bytes) -> str:
    if not content.strip(b"\0 \r\n\t"):
        raise Trouble("empty")
    if content.startswith(b"PK"):
        return _format_of_zip(content)
    if content.startswith(OLE_SIGNATURE):
        return "xls"
    return "text"


def _read_with_calamine(content: bytes) -> list[Sheet]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        found = workbook.get_sheet_by_name(meta.name)
        merges = tuple((r0, c0, r1, c1) for (r0, c0), (r1, c1) in found.merged_cell_ranges or ())
        sheets.append(
            Sheet(
                meta.name,
                found.to_python(skip_empty_area=False),
                merges,
                is_hidden=meta.visible != SheetVisibleEnum.Visible,
            )
        )
    return sheets


def open_file(path: Path) -> Opened:
    """Open a file.

    Raises
    ------
    Trouble
        With the code of what is wrong with it.
    """
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    found = _find_format(content)
    try:
        if found == "text":
            found, sheet = read_delimited(content, path.stem)
            return Opened(found, sha256, (sheet,))
        return Opened(found, sha256, tuple(_read_with_calamine(content)))
    except PasswordError:
        raise Trouble("password_protected") from None
    except UnknownEncoding:
        raise Trouble("unknown_encoding") from None
    except FAILURES:
        raise Trouble("corrupt") from None
