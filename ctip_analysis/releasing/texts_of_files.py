"""Everything that can be read in a file of a release: text, attributes, comments, metadata, what is packed inside."""

import base64
import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

__all__ = ["list_texts"]

TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r"\b([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
#: Attributes that draw: coordinates and styles stand for no number that anybody reads.
DRAWING = {
    "d",
    "style",
    "transform",
    "points",
    "viewBox",
    "x",
    "y",
    "width",
    "height",
    "id",
    "class",
    "clip-path",
}
EMBEDDED = re.compile(r"data:image/([\w+]+);base64,([A-Za-z0-9+/=\s]+)")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
PDF_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
PDF_SHOWN = re.compile(rb"\[((?:\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>|[^\]()<>])*)\]\s*TJ", re.DOTALL)
PDF_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
BF_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
BF_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
OCTAL_DIGITS = [b"%d" % digit for digit in range(8)]
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


def _read_png(data: bytes) -> Iterator[str]:
    """Read the text chunks of a picture, packed ones too."""
    place = 8
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        place += 12 + length
        keyword, _, rest = body.partition(b"\0")
        if kind == b"tEXt":
            yield f"{keyword.decode('latin-1')}: {rest.decode('utf-8', 'replace')}"
        elif kind == b"zTXt":
            yield f"{keyword.decode('latin-1')}: {_inflate(rest[1:]).decode('utf-8', 'replace')}"
        elif kind == b"iTXt":
            is_packed, text = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
            yield f"{keyword.decode('latin-1')}: {(_inflate(text) if is_packed else text).decode('utf-8', 'replace')}"


def _unescape(match) -> bytes:
    own = match.group(1)
    return bytes([int(own, 8) & 255]) if own[:1] in OCTAL_DIGITS else LETTERS.get(own, own)


def _read_pdf_string(text: bytes) -> bytes:
    if text.startswith(b"<"):
        digits = re.sub(rb"\s", b"", text[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return PDF_ESCAPE.sub(_unescape, text[1:-1])


def _read_glyph_names(streams: list[bytes]) -> dict[int, str]:
    """Read what the numbers of glyphs stand for, of all fonts of a file."""
    found: dict[int, str] = {}
    for stream in streams:
        if b"begincmap" not in stream:
            continue
        for first, last, start in BF_RANGE.findall(stream):
            for step in range(min(int(last, 16) - int(first, 16), 65535) + 1):
                found[int(first, 16) + step] = chr(int(start[-4:], 16) + step)
        for part in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.DOTALL):
            for code, own in BF_CHAR.findall(part):
                found[int(code, 16)] = bytes.fromhex(own.decode("ascii")).decode("utf-16-be", "replace")
    return found


def _read_pdf(data: bytes) -> Iterator[str]:
    """Read the strings of a page in each way they may be meant: letters, pairs of bytes, numbers of glyphs."""
    streams = [_inflate(found) or found for found in STREAM.findall(data)]
    glyphs = _read_glyph_names(streams)
    for part in (STREAM.sub(b"", data), *(stream for stream in streams if b"BT" in stream)):
        strings = [_read_pdf_string(found) for found in PDF_STRING.findall(part)]
        strings += [
            b"".join(map(_read_pdf_string, PDF_STRING.findall(row))) for row in PDF_SHOWN.findall(part)
        ]
        if not strings:
            continue
        yield "\n".join(own.decode("latin-1") for own in strings)
        pairs = [own for own in strings if len(own) % 2 == 0]
        yield "\n".join(own.decode("utf-16-be", "replace") for own in pairs)
        if glyphs:
            codes = [zip(own[::2], own[1::2], strict=True) for own in pairs]
            yield "\n".join("".join(glyphs.get(high * 256 + low, "") for high, low in own) for own in codes)


def _read_markup(data: bytes) -> Iterator[str]:
    """Read text, comments, attributes and the pictures inside of HTML, SVG or XML."""
    raw = data.decode("utf-8", "replace")
    for kind, content in EMBEDDED.findall(raw):
        yield from list_texts(f"x.{kind.partition('+')[0]}", base64.b64decode(content))
    raw = EMBEDDED.sub("", raw)
    yield html.unescape(TAG.sub("\n", re.sub(r"<!--(.*?)-->", r"\1", raw, flags=re.DOTALL)))
    for tag in TAG.findall(raw):
        found = [(name, one or other) for name, one, other in ATTRIBUTE.findall(tag)]
        yield from (html.unescape(text) for name, text in found if name not in DRAWING and text)


def _read_workbook(data: bytes) -> Iterator[str]:
    """Read what a workbook holds beside the cells of its sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                yield from list_texts(name, archive.read(name))


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    **dict.fromkeys(("html", "svg", "xml", "rels", "vml"), _read_markup),
    "png": _read_png,
    "pdf": _read_pdf,
    "xlsx": _read_workbook,
}


def list_texts(name: str, data: bytes) -> Iterator[str]:
    """List the texts of a file, by the ending of its name; of a file of no known kind all of it.

    Examples
    --------
    >>> list(list_texts("map.svg", b'<svg><desc aria-label="a">Batken: 3</desc></svg>'))
    ['\\n\\nBatken: 3\\n\\n', 'a']
    """
    reader = READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        yield data.decode("utf-8-sig", "replace")
    else:
        yield from reader(data)
