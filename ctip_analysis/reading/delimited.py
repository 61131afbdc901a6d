"""A text file of delimited fields to rows: its encoding, its delimiter, its quotes, ragged rows.

The encoding is told by its mark, else by what decodes: UTF-8 hardly ever fits by chance. The delimiter is the one
that gives the most rows the same number of fields.
"""

import csv
import io
import re

from ctip_analysis.reading.containers import Trouble, require_extent
from ctip_analysis.reading.sheets import Sheet

__all__ = ["UnknownEncoding", "decode_text", "read_delimited"]

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 64 * 1024
WORD = re.compile(r"[^\W\d_]{3,}")
MAXIMUM_LINES_IN_FIELD = 50
#: No sheet has more columns.
MAXIMUM_COLUMNS = 16_384
LONG_LINE = re.compile(rf"[^\n]{{{MAXIMUM_COLUMNS}}}[^\n]*")


class UnknownEncoding(Exception):
    """The bytes of a file are in no encoding that can be told, or are no text at all; the code says which."""

    def __init__(self, code: str = "unknown_encoding"):
        super().__init__(code)
        self.code = code


def _is_binary(sample: bytes) -> bool:
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return controls > 0.002 * len(sample)


def _is_written(text: str) -> bool:
    """Tell whether words are written as words are: a wrong code page turns capitals and small letters around."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    wrong = sum(word[0].islower() and word[1:] != word[1:].lower() for word in words)
    return wrong <= 0.3 * len(words)


def _decode_single_byte(content: bytes) -> str:
    """Tell Cyrillic code page 1251 from Latin 1: in Cyrillic text most letters lie above 0xC0, in Latin text few do."""
    sample = content[:SAMPLE]
    if _is_binary(sample):
        raise UnknownEncoding("not_a_workbook")
    high = sum(byte >= 0xC0 for byte in sample)
    middle = sum(0x80 <= byte < 0xC0 for byte in sample)
    letters = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in sample)
    encoding = "cp1251" if high > letters * 0.4 else "cp1252"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if middle > 0.4 * (high + middle) + 3 or not _is_written(text[:SAMPLE]):
        raise UnknownEncoding
    return text


def _decode_utf16(content: bytes) -> str | None:
    """Decode UTF-16 without a mark, told by the zeros between its letters."""
    sample = content[:SAMPLE]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = sample[start::2].count(0)
        others = sample[1 - start :: 2].count(0)
        # Cyrillic letters have a 4 there, so that few zeros (of blanks, digits, separators) may be all there is.
        if len(sample) > 3 and zeros > 0.1 * len(sample) / 2 and not others:
            text = content[: len(content) // 2 * 2].decode(encoding, "replace")
            return text if "\n" in text and "\ufffd" not in text else None
    return None


def decode_text(content: bytes) -> str:
    """Decode the bytes of a text file.

    Raises
    ------
    UnknownEncoding
        If they are in none of utf-8, utf-16, cp1251, latin-1.

    Examples
    --------
    >>> decode_text("Область;Число".encode("cp1251"))
    'Область;Число'
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise UnknownEncoding from None
    if (text := _decode_utf16(content)) is not None:
        return text
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_single_byte(content)
    if _is_binary(content[:SAMPLE]):
        raise UnknownEncoding("not_a_workbook")
    return text.replace("\0", "")


def _split(text: str, delimiter: str) -> list[list[str]]:
    if text.count('"') % 2:
        # One quote has no other: it belongs to the text, and parts nothing.
        return [
            [field[1:-1] if len(field) > 1 and field[0] == field[-1] == '"' else field for field in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        ]
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if any(field.count("\n") > MAXIMUM_LINES_IN_FIELD for row in rows for field in row if len(field) > 200):
        # A quote that is never closed swallows the rest of the file.
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE))
    return rows


def find_delimiter(text: str) -> str:
    """Find the delimiter of a text, by which most rows have equally many fields, and many.

    Examples
    --------
    >>> find_delimiter("a;b;c\\n1,5;2;3\\n2,5;3;4\\n")
    ';'
    """
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        try:
            widths = [len(row) for row in _split(sample, delimiter) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        agreement = sum(width == usual for width in widths) / len(widths)
        score = agreement + len(wide) / len(widths) + 0.01 * min(usual, 20)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read_delimited(content: bytes, name: str) -> tuple[str, Sheet]:
    """Read a CSV or TSV.

    Parameters
    ----------
    content : bytes
    name : str
        What the only sheet is called.

    Returns
    -------
    tuple of str and Sheet
        The format, csv or tsv, and the sheet; a quoted line break starts no row.

    Raises
    ------
    Trouble
        ``too_large`` where a line has more fields than any sheet has columns, or few cells span too wide a rectangle.
    """
    text = decode_text(content)
    if any(
        line[0].count(mark) >= MAXIMUM_COLUMNS for line in LONG_LINE.finditer(text) for mark in DELIMITERS
    ):
        raise Trouble("too_large")
    csv.field_size_limit(10_000_000)
    first, _, rest = text.partition("\n")
    declared = first.strip().lower()
    if declared.startswith("sep=") and len(declared) == 5:
        delimiter, rows = declared[4], [[first.strip()], *_split(rest, declared[4])]
    else:
        delimiter = find_delimiter(text)
        rows = _split(text, delimiter)
    filled = sum(len(row) - row.count("") for row in rows)
    require_extent(len(rows), max(map(len, rows), default=0), filled)
    return ("tsv" if delimiter == "\t" else "csv"), Sheet(name, rows, is_text_only=True, delimiter=delimiter)
