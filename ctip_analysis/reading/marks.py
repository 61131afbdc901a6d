"""What one cell says: a number, an ISO date, "none", "not available", or a text; and how certain that is.

A text is read by its shape first, in any language. The few words that stand for "none", "not available", "about"
and for the months are data: they come from the pack's glossary. A number is taken only where it is certain; what
can be read in two ways keeps its text and says ``unreadable``. Each different text is read once.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np

from ctip_analysis.reading.dates import read_date
from ctip_analysis.reading.words import CellWords, load_cell_words

__all__ = [
    "BLANK",
    "BOOLEAN",
    "DATE",
    "LOOSE",
    "MARK",
    "NUMBER",
    "RANGE",
    "TEXT",
    "TEXTUAL",
    "TYPED",
    "Mark",
    "count_among",
    "count_filled",
    "is_among",
    "iso_of",
    "parse_number",
    "read_excel_serial",
    "read_text",
]

#: What a cell is to the eye. A LOOSE cell holds a number among words ("12 чел."), a RANGE two ("30-40"): both are
#: numbers in a column of numbers, and texts among texts.
BLANK, TEXT, NUMBER, DATE, MARK, LOOSE, RANGE, BOOLEAN = range(8)

#: Kinds of values, and of texts that may be values.
TYPED = bytes((NUMBER, DATE, MARK, BOOLEAN))
TEXTUAL = bytes((TEXT, LOOSE, RANGE))

CURRENCIES = "$€£¥₽₸₴₹"
SPACES = " \u00a0\u2009\u202f"
NIL = frozenset("-‐‑‒–—―−") | {"--", "---"}
NOT_AVAILABLE = frozenset({"…", "...", "..", "....", ". . .", "…..", "n/a", "n.a.", "n/d", "n.d.", ":"})
SUPPRESSED = frozenset({"(*)", "*", "**", "***", "(**)", "(c)", "[c]", "(с)", "[x]"})

MAY_BEGIN_NUMBER = frozenset("0123456789+-−(~≈±<>≤≥" + CURRENCIES)
ERROR = re.compile(r"#(?:[^\W\d_]+(?:/[\w]+)?[!?]|N/A|Н/Д|NV)|Err:5\d\d", re.IGNORECASE)
FORMULA = re.compile(r"=[\w($+-].*", re.S)
FOOTNOTE = re.compile(r"(?<=\d)(?:\s*[*†‡]+|\s*[⁽¹²³⁴⁵⁶⁷⁸⁹⁰][⁰¹²³⁴⁵⁶⁷⁸⁹⁾,*]*|\s+\d\))$")
INTEGER = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})")
SPACED = re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:[{SPACES}'’]\d{{3}})+(?:[.,]\d+)?")
#: By thousands, or as in India by hundreds above the first thousand ("10,38,04,637").
COMMA_THOUSANDS = re.compile(
    r"[+-]?(?:[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?)"
)
DOT_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})")
DECIMAL = re.compile(r"[+-]?(?:\d{1,15})[.,]\d{1,15}")
TWO_READINGS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d{1,3}")
IN_BRACKETS = re.compile(r"\(\s*(\d[\d.,\s]*)\s*\)")
PERCENT = re.compile(rf"(.*\d)[{SPACES}]*%")
NUMBER_RANGE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:[-‐‑‒–—―]|\.\.)\s*\d+(?:[.,]\d+)?")
BOUND = re.compile(r"[<>≤≥]\s*\d.*")
WITH_UNIT = re.compile(rf"(\d[\d{SPACES}.,]*)(?<=\d)[{SPACES}]?([^\W\d_][^\d()]*|\(.*\)|\[.*\])")
TYPED_AS_LETTER = re.compile(r"(?=.{1,6}$)[\dОоOolI|]*[ОоOolI|][\dОоOolI|]*")


#: A digit of any alphabet; and what parts thousands and decimals between Arabic ones.
DIGIT = re.compile(r"\d")
ARABIC_SEPARATORS = str.maketrans("٫٬", ".’")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a text says: its kind, its value, its status where its column is one of numbers, and elsewhere."""

    kind: int
    value: object
    status: str
    is_word: bool = False


@lru_cache(maxsize=64)
def _table_of(wanted: bytes | tuple[int, ...]) -> np.ndarray:
    return np.isin(np.arange(8), list(wanted))


def count_among(kinds: bytes, wanted: bytes) -> int:
    """Count the cells of a row or column whose kind is one of some.

    Examples
    --------
    >>> count_among(bytes([TEXT, NUMBER, BLANK]), TYPED)
    1
    """
    return len(kinds) - len(kinds.translate(None, wanted))


def count_filled(kinds: bytes) -> int:
    """Count the cells of a row or column that hold something.

    Examples
    --------
    >>> count_filled(bytes([TEXT, NUMBER, BLANK]))
    2
    """
    return len(kinds) - kinds.count(BLANK)


def is_among(kinds: np.ndarray, wanted: bytes | tuple[int, ...]) -> np.ndarray:
    """Mark the cells whose kind is one of some.

    Examples
    --------
    >>> is_among(np.array([TEXT, NUMBER], dtype=np.int8), TYPED).tolist()
    [False, True]
    """
    return _table_of(wanted)[kinds]


def parse_number(text: str) -> float | int | None:
    """Give the number that a text is, or None where it is none or could be two.

    Examples
    --------
    >>> [parse_number(text) for text in ("1 234,5", "1,234.5", "12,5", "1.200", "007")]
    [1234.5, 1234.5, 12.5, None, None]
    """
    body = text.replace("−", "-")
    if INTEGER.fullmatch(body):
        return int(body)
    if SPACED.fullmatch(body):
        body = re.sub(rf"[{SPACES}'’]", "", body).replace(",", ".")
    elif COMMA_THOUSANDS.fullmatch(body):
        body = body.replace(",", "")
    elif DOT_THOUSANDS.fullmatch(body):
        body = body.replace(".", "").replace(",", ".")
    elif DECIMAL.fullmatch(body):
        if TWO_READINGS.fullmatch(body) or re.match(r"[+-]?0\d", body):
            return None
        body = body.replace(",", ".")
    elif not SCIENTIFIC.fullmatch(body):
        return None
    number = float(body)
    if not isfinite(number):
        return None
    return int(number) if "." not in body and number.is_integer() else number


def _read_number(text: str) -> Mark | None:
    if (number := parse_number(text)) is not None:
        return Mark(NUMBER, number, "reported")
    if match := IN_BRACKETS.fullmatch(text):
        number = parse_number(match[1].strip())
        if number is not None:
            return Mark(NUMBER, number, "estimated")
    if (bare := text.strip(CURRENCIES)) != text and bare:
        return _read_number(bare.strip())
    if match := PERCENT.fullmatch(text):
        number = parse_number(match[1])
        if number is not None:
            return Mark(NUMBER, number, "reported")
    if TWO_READINGS.fullmatch(text):
        return Mark(NUMBER, None, "unreadable")
    if (cut := FOOTNOTE.sub("", text)) != text:
        return _read_number(cut)
    return None


def _read_loose(text: str, words: CellWords) -> Mark | None:
    """Read a number among words; it counts only in a column of numbers."""
    if match := words.approximate.match(text):
        rest = _read_number(text[match.end() :].strip()) or _read_with_unit(
            text[match.end() :].strip(), words
        )
        if rest is not None and rest.value is not None:
            return Mark(LOOSE, rest.value, "estimated")
    if NUMBER_RANGE.fullmatch(text):
        return Mark(RANGE, None, "unreadable")
    if BOUND.fullmatch(text):
        return Mark(LOOSE, None, "unreadable")
    return _read_with_unit(text, words)


def _read_with_unit(text: str, words: CellWords) -> Mark | None:
    match = WITH_UNIT.fullmatch(text)
    if match is None:
        return None
    number = parse_number(match[1].strip())
    if words.approximate_after.search(match[2]):
        return Mark(LOOSE, number, "estimated")
    return Mark(LOOSE, number, "reported" if number is not None else "unreadable")


@lru_cache(maxsize=200_000)
def read_text(text: str, words: CellWords | None = None) -> Mark:
    """Read the text of a cell.

    Parameters
    ----------
    text : str
    words : CellWords, optional
        Those of the built-in pack where none are given.

    Returns
    -------
    Mark
        Kind, value (a number, an ISO date, the text itself, or None) and status.

    Examples
    --------
    >>> [read_text(text).status for text in ("-", "…", "(*)", "(33,0)", "около 50", "31.06.2018")]
    ['nil', 'not_available', 'suppressed_at_source', 'estimated', 'estimated', 'unreadable']
    >>> read_text("12.05.2018").value
    '2018-05-12'
    """
    stripped = text.strip(" \t\r\n\u00a0\u200b\ufeff\u2009\u202f")
    if not stripped:
        return Mark(BLANK, None, "")
    if len(stripped) > 60 and stripped[0] != "=":
        return Mark(TEXT, text, "reported")
    folded = stripped.casefold()
    for marks, status in (
        (NIL, "nil"),
        (NOT_AVAILABLE, "not_available"),
        (SUPPRESSED, "suppressed_at_source"),
    ):
        if folded in marks:
            return Mark(MARK, None, status)
    if ERROR.fullmatch(stripped) or FORMULA.fullmatch(stripped):
        return Mark(MARK, None, "unreadable")
    words = words or load_cell_words()
    if status := words.statuses.get(folded.rstrip(".")) or words.statuses.get(folded):
        return Mark(TEXT, text, status, is_word=True)
    return _read_with_digits(stripped, words) or Mark(TEXT, text, "reported")


def _spell_in_digits(text: str) -> str:
    """Write the digits of other alphabets, and what parts them, as ours."""
    return DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text.translate(ARABIC_SEPARATORS))


def _read_with_digits(text: str, words: CellWords) -> Mark | None:
    """Read a text that may hold a number or a date; its first letter tells which are worth trying."""
    text = text if text.isascii() else _spell_in_digits(text)
    if len(text) <= 6 and TYPED_AS_LETTER.fullmatch(text) and parse_number(text) is None:
        return Mark(LOOSE, None, "unreadable")
    if not DIGIT.search(text):
        return None
    may_be_number = text[0] in MAY_BEGIN_NUMBER
    if may_be_number and (mark := _read_number(text)) is not None:
        return mark
    if (found := read_date(text, words)) is not None:
        return Mark(DATE, found.iso, "reported" if found.iso else "unreadable")
    if may_be_number or words.approximate.match(text):
        return _read_loose(text, words)
    return None


def iso_of(value) -> str:
    """Give the ISO text of a date, a date and time, a time or a duration.

    Examples
    --------
    >>> iso_of(dt.datetime(2019, 4, 2)), iso_of(dt.datetime(2019, 4, 2, 9, 30))
    ('2019-04-02', '2019-04-02T09:30:00')
    """
    if isinstance(value, dt.datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.replace(microsecond=0).isoformat()
    if isinstance(value, dt.timedelta):
        return str(value)
    return value.isoformat()


def read_excel_serial(number) -> str:
    """Give the ISO date of an Excel day number, or an empty text where it is none of our age.

    Examples
    --------
    >>> read_excel_serial(43587)
    '2019-05-02'
    """
    if not isinstance(number, (int, float)) or number != number or not 20_000 <= number < 80_000:
        return ""
    return (dt.date(1899, 12, 30) + dt.timedelta(days=int(number))).isoformat()
