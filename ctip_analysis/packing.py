"""Pack a workbook so that the same content gives the same bytes on every machine and day."""

import datetime as dt
import io
import zipfile

__all__ = ["pack_workbook"]

FIXED_DATE = dt.datetime(2000, 1, 1)
FIXED_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
#: An entry names the system that wrote it; ours is the same everywhere.
UNIX = 3


def pack_workbook(workbook, *, creator: str = "ctip_analysis") -> bytes:
    """Save an openpyxl workbook to bytes without the clock in them.

    Parameters
    ----------
    workbook : openpyxl.Workbook
    creator : str
        What stands in the document's properties instead of a person's name.

    Returns
    -------
    bytes

    Examples
    --------
    >>> from openpyxl import Workbook
    >>> pack_workbook(Workbook()) == pack_workbook(Workbook())
    True
    """
    workbook.properties.creator = creator
    workbook.properties.lastModifiedBy = creator
    workbook.properties.created = workbook.properties.modified = FIXED_DATE
    written, packed = io.BytesIO(), io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in sorted(source.infolist(), key=lambda entry: entry.filename):
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _fix_modified(content)
            packed_entry = zipfile.ZipInfo(entry.filename, FIXED_ENTRY_DATE)
            packed_entry.create_system = UNIX
            target.writestr(packed_entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _fix_modified(core: bytes) -> bytes:
    """Put the fixed date where openpyxl wrote the clock when it saved."""
    start = core.index(b"<dcterms:modified")
    start = core.index(b">", start) + 1
    end = core.index(b"</dcterms:modified>", start)
    return core[:start] + FIXED_DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + core[end:]
