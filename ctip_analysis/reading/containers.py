"""What a file is by its bytes, and whether it is safe to open: sizes are looked up before anything is unpacked.

An archive says how large its parts are, but may lie: parts are unpacked in pieces, and no further than the limit. An
old compound file names its streams; a password shows in them, or in the record that follows the workbook's first one.
"""

import io
import re
import struct
import zipfile
import zlib
from functools import lru_cache, partial
from itertools import islice

__all__ = [
    "MAXIMUM_BLANK_CELLS",
    "ZIP_FAILURES",
    "Trouble",
    "find_format",
    "read_part",
    "read_pieces",
    "require_extent",
]

#: A part may be this large unpacked; a part that is packed much tighter than a sheet ever is, only a tenth of it.
MAXIMUM_PART_BYTES = 768 * 2**20
MAXIMUM_RATIO = 150
SMALL_PART_BYTES = 48 * 2**20
MAXIMUM_TEXT_BYTES = 64 * 2**20
#: A sheet may span this many cells; this many if hardly any of them is filled; a text file, read by Python, fewer.
MAXIMUM_CELLS = 8_000_000
MAXIMUM_BLANK_CELLS = 2_500_000
MAXIMUM_TEXT_ROWS = 500_000
MAXIMUM_ENTRIES = 10_000
PIECE = 4 * 2**20
#: A part of so few bytes is remembered: the workbooks of one template have the same styles and lists of sheets.
REMEMBERED_BYTES = 64 * 2**10

LOCAL_HEADER = b"PK\x03\x04"
CONTENT_TYPES = "[Content_Types].xml"
MACRO_TYPE = b"sheet.macroEnabled.main+xml"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN_SIGNATURES = (
    b"%PDF",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ",
    b"{\\rtf",
    b"SQLite",
    b"RIFF",
    b"ID3",
)
# BOF records of the two old kinds of workbook, BIFF 5 and BIFF 8, and the record of a password.
BOF = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
FILEPASS = 0x002F
ZIP_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    struct.error,
)


class Trouble(Exception):
    """A file, or one of its sheets, cannot be read; the code says why."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def _stream_name(name: str) -> bytes:
    return name.encode("utf-16-le")


def _check_old_password(content: bytes) -> None:
    """Raise if the record of a password stands among the first ones of the workbook's stream."""
    for start in BOF.finditer(content):
        if start.start() % 64:
            continue
        at = start.start()
        for _ in range(12):
            if at + 4 > len(content):
                break
            record, length = struct.unpack_from("<HH", content, at)
            if record == FILEPASS:
                raise Trouble("password_protected")
            at += 4 + length
        return


def _find_ole_format(content: bytes) -> str:
    if _stream_name("EncryptedPackage") in content or _stream_name("EncryptionInfo") in content:
        raise Trouble("password_protected")
    # A directory entry is 128 bytes: the name in 64, then its length with the closing zero.
    has_book = any(
        re.search(re.escape(_stream_name(name)) + rb"\0\0", content)
        for name in ("Workbook", "Book", "WORKBOOK")
    )
    if not has_book:
        foreign = any(
            _stream_name(name) in content for name in ("WordDocument", "PowerPoint Document", "__substg")
        )
        raise Trouble("not_a_workbook" if foreign or len(content) > 4096 else "corrupt")
    _check_old_password(content)
    return "xls"


def _find_zip_format(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MAXIMUM_ENTRIES or any(map(_is_too_large, entries)):
        raise Trouble("too_large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Trouble("password_protected")
    if "mimetype" in names:
        kind = read_part(archive, "mimetype")[:100]
        if b"spreadsheet" not in kind:
            raise Trouble("not_a_workbook")
        if "META-INF/manifest.xml" in names and b"encryption-data" in read_part(
            archive, "META-INF/manifest.xml"
        ):
            raise Trouble("password_protected")
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    if any(name.lower().startswith("xl/") and name.lower().endswith("workbook.xml") for name in names):
        says = read_part(archive, CONTENT_TYPES) if CONTENT_TYPES in names else b""
        return "xlsm" if "xl/vbaProject.bin" in names or MACRO_TYPE in says else "xlsx"
    raise Trouble("not_a_workbook")


def _is_too_large(entry: zipfile.ZipInfo) -> bool:
    ratio = entry.file_size / max(entry.compress_size, 1)
    is_tight = entry.file_size > SMALL_PART_BYTES and ratio > MAXIMUM_RATIO
    return entry.file_size > MAXIMUM_PART_BYTES or is_tight


def _find_packed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """Give the bytes of a deflated part as they stand in the archive; None for another part."""
    if entry.compress_type != zipfile.ZIP_DEFLATED or not isinstance(archive.fp, io.BytesIO):
        return None
    content = archive.fp.getvalue()
    if content[entry.header_offset : entry.header_offset + 4] != LOCAL_HEADER:
        raise zipfile.BadZipFile
    start = entry.header_offset + 30 + sum(struct.unpack_from("<HH", content, entry.header_offset + 26))
    return content[start : start + entry.compress_size]


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo):
    """Unpack a part piece by piece: a deflated one here, at a third of what zipfile takes for a small part."""
    packed = _find_packed(archive, entry)
    if packed is not None:
        yield from _inflate(packed, entry.CRC)
        return
    with archive.open(entry) as part:
        yield from iter(partial(part.read, PIECE), b"")


def _inflate(packed: bytes, expected: int):
    """Unpack deflated bytes piece by piece, and check their sum."""
    inflater, rest, checksum = zlib.decompressobj(-zlib.MAX_WBITS), packed, 0
    while not inflater.eof:
        piece = inflater.decompress(rest, PIECE)
        checksum, rest = zlib.crc32(piece, checksum), inflater.unconsumed_tail
        if not piece and not rest:
            break
        yield piece
    if checksum != expected:
        raise zipfile.BadZipFile


@lru_cache(maxsize=256)
def _inflate_small(packed: bytes, expected: int, size: int) -> bytes | None:
    """Unpack a few deflated bytes at once; None where there are more of them than the archive says."""
    found = b"".join(islice(_inflate(packed, expected), 2))
    return found if len(found) == size else None


def read_pieces(archive: zipfile.ZipFile, name: str):
    """Unpack a part piece by piece, and stop with ``too_large`` where it is larger than it may be or said."""
    entry = archive.getinfo(name)
    limit = min(MAXIMUM_PART_BYTES, max(entry.file_size, SMALL_PART_BYTES))
    unpacked = 0
    for piece in _unpack(archive, entry):
        unpacked += len(piece)
        if unpacked > limit:
            raise Trouble("too_large")
        yield piece


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack a small part whole; the same few bytes once."""
    entry = archive.getinfo(name)
    is_small = max(entry.file_size, entry.compress_size) <= REMEMBERED_BYTES
    packed = _find_packed(archive, entry) if is_small else None
    if packed and (whole := _inflate_small(packed, entry.CRC, entry.file_size)) is not None:
        return whole
    found = []
    for piece in read_pieces(archive, name):
        found.append(piece)
        if sum(map(len, found)) > SMALL_PART_BYTES:
            raise Trouble("too_large")
    return b"".join(found)


def require_extent(rows: int, columns: int, cells: int) -> None:
    """Raise ``too_large`` where the rectangle around a sheet's cells is too wide for them: the reader lays it out whole.

    Examples
    --------
    >>> require_extent(10_000, 20, cells=50_000)
    """
    if rows * columns > min(MAXIMUM_CELLS, max(MAXIMUM_BLANK_CELLS, 8 * cells)):
        raise Trouble("too_large")


def find_format(content: bytes, archive: zipfile.ZipFile | None) -> str:
    """Tell what a file is: xlsx, xlsm, xlsb, ods, xls, markup or text.

    Parameters
    ----------
    content : bytes
    archive : zipfile.ZipFile or None
        The content, where it is an archive.

    Raises
    ------
    Trouble
        ``empty``, ``not_a_workbook``, ``password_protected``, ``too_large`` or ``corrupt``.

    Examples
    --------
    >>> find_format(b"a;b", None)
    'text'
    """
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise Trouble("empty")
    if archive is not None:
        return _find_zip_format(archive)
    if content.startswith(OLE_SIGNATURE):
        return _find_ole_format(content)
    if content.startswith(FOREIGN_SIGNATURES):
        raise Trouble("not_a_workbook")
    head = content[:4096].lower()
    if len(content) > MAXIMUM_TEXT_BYTES or content.count(b"\n") > MAXIMUM_TEXT_ROWS:
        raise Trouble("too_large")
    if b"<table" in content[:200_000].lower() and head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "markup"
    return "text"
