"""Errors of cells in the words of other programs ("#BUSY!", "#ERROR!"): the reader knows Excel's own, and stops at any other."""

import io
import re
import zipfile

from ctip_analysis.reading.containers import read_part

__all__ = ["spell_errors_as_texts"]

#: A larger workbook is not written anew.
MOST_BYTES = 50_000_000
ERROR_CELL = re.compile(
    rb'(<c\b[^>]*\bt=")e("[^>]*>\s*(?:<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*)?<v>([^<]*)</v>)'
)
KNOWN = frozenset(
    {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!", b"#GETTING_DATA"}
)


def _spell(error: re.Match) -> bytes:
    return error[0] if error[3] in KNOWN else error[1] + b"str" + error[2]


def spell_errors_as_texts(archive: zipfile.ZipFile) -> bytes | None:
    """Give a workbook in which errors that the reader does not know are texts; None where there are none.

    Parameters
    ----------
    archive : zipfile.ZipFile
        An xlsx or xlsm.
    """
    if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
        return None
    parts = {name: read_part(archive, name) for name in archive.namelist()}
    sheets = {
        name: ERROR_CELL.sub(_spell, content) for name, content in parts.items() if "/worksheets/" in name
    }
    if all(parts[name] == content for name, content in sheets.items()):
        return None
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as anew:
        for name, content in (parts | sheets).items():
            anew.writestr(name, content)
    return written.getvalue()
