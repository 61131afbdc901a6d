"""Dates as people write them, to ISO with the precision they have.

A day is ``2018-05-12``, a month ``2018-05``, days in a row ``2018-05-12/2018-05-14``. With dots the day goes first
wherever dots are used; with slashes or dashes it is told only by a number above 12: ``5/12/18`` is a date that can
be read two ways, and gives none.
"""

import datetime as dt
import re
from dataclasses import dataclass

__all__ = ["FoundDate", "decide_order", "read_date", "read_in_order"]

YEAR_MARK = r"(?:\s*[^\W\d_]{1,4}\.?)?"
TIME = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-./])(\d{{1,2}})\2(\d{{1,2}}){TIME}")
DOTTED = re.compile(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?(\d{{4}}|\d{{2}}){YEAR_MARK}{TIME}")
SLASHED = re.compile(rf"(\d{{1,2}})([/-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){YEAR_MARK}{TIME}")
DOTTED_DAYS = re.compile(
    rf"(\d{{1,2}})(?:\.(\d{{1,2}}))?(?:\.(\d{{4}}))?\s*[-–—]\s*(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}}){YEAR_MARK}"
)
MONTH_NUMBER = re.compile(r"(?:(\d{4})[-/.](0[1-9]|1[0-2])|(0[1-9]|1[0-2])[-/.](\d{4}))")
DAY_OF_NAMED_MONTH = re.compile(
    rf"(\d{{1,2}})(?:\s*[-–—]\s*(\d{{1,2}}))?[\s.-]*([^\W\d_]+)\.?(?:[\s,-]*(\d{{4}}){YEAR_MARK})?"
)
SHORT_YEAR = re.compile(r"(\d{1,2})[- ]([^\W\d_]+)\.?[- ](\d{2})")
NAMED_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})")
NAMED_MONTH = re.compile(rf"([^\W\d_]+)\.?[\s,-]*(\d{{4}}){YEAR_MARK}")
YEAR_NAMED_MONTH = re.compile(r"(\d{4})[\s,-]*(?:[^\W\d_]{1,5}[\s.]+)?([^\W\d_]+)\.?")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as ISO text; empty where it does not exist, lacks its year, or can be read in two ways."""

    iso: str = ""
    is_two_ways: bool = False


def _day(year: str | int, month: str | int, day: str | int) -> str:
    year = int(year)
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return dt.date(year, int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _span(first: str, last: str) -> FoundDate:
    return FoundDate(f"{first}/{last}" if first and last and first <= last else "")


def _read_slashed(first: str, second: str, year: str) -> FoundDate:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first and month_first and day_first != month_first:
        return FoundDate("", is_two_ways=True)
    return FoundDate(day_first or month_first)


def _read_numeric(text: str) -> FoundDate | None:
    if match := YEAR_FIRST.fullmatch(text):
        return FoundDate(_day(match[1], match[3], match[4]))
    if match := DOTTED.fullmatch(text):
        return FoundDate(_day(match[3], match[2], match[1]))
    if match := SLASHED.fullmatch(text):
        return _read_slashed(match[1], match[3], match[4])
    if match := DOTTED_DAYS.fullmatch(text):
        day, month, year, last_day, last_month, last_year = match.groups()
        first = _day(year or last_year, month or last_month, day)
        return _span(first, _day(last_year, last_month, last_day))
    if match := MONTH_NUMBER.fullmatch(text):
        return FoundDate(f"{match[1] or match[4]}-{match[2] or match[3]}")
    return None


def _read_named(text: str, months: dict[str, int]) -> FoundDate | None:
    if (match := DAY_OF_NAMED_MONTH.fullmatch(text)) and (month := months.get(match[3])):
        day, last, year = match[1], match[2], match[4]
        if not year:
            return FoundDate()
        first = _day(year, month, day)
        return _span(first, _day(year, month, last)) if last else FoundDate(first)
    if (match := SHORT_YEAR.fullmatch(text)) and (month := months.get(match[2])):
        return FoundDate(_day(match[3], month, match[1]))
    if text[0].isdigit() and (match := YEAR_NAMED_MONTH.fullmatch(text)) and (month := months.get(match[2])):
        return FoundDate(f"{match[1]}-{month:02d}")
    if text[0].isdigit():
        return None
    if (match := NAMED_MONTH_FIRST.fullmatch(text)) and (month := months.get(match[1])):
        return FoundDate(_day(match[3], month, match[2]))
    if (match := NAMED_MONTH.fullmatch(text)) and (month := months.get(match[1])):
        return FoundDate(f"{match[2]}-{month:02d}")
    return None


def decide_order(texts) -> str:
    """Tell from the dates of a column whether the day or the month goes first; an empty text where nothing decides.

    Examples
    --------
    >>> decide_order(["5/12/18", "25/12/18"])
    'day'
    """
    pairs = [(int(match[1]), int(match[3])) for text in texts if (match := SLASHED.fullmatch(text.strip()))]
    is_day_first, is_month_first = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    if is_day_first == is_month_first:
        return ""
    return "day" if is_day_first else "month"


def read_in_order(text: str, order: str) -> str:
    """Give the ISO date of a text with slashes, the order of its parts being known.

    Examples
    --------
    >>> read_in_order("5/12/18", "day")
    '2018-12-05'
    """
    match = SLASHED.fullmatch(text.strip())
    if match is None:
        return ""
    first, second, year = match[1], match[3], match[4]
    return _day(year, second, first) if order == "day" else _day(year, first, second)


def read_date(text: str, words) -> FoundDate | None:
    """Read a date; None where the text is not shaped like one.

    Parameters
    ----------
    text : str
        Without blanks around it.
    words : CellWords
        Knows the names of the months.

    Examples
    --------
    >>> from ctip_analysis.reading.words import load_cell_words
    >>> words = load_cell_words()
    >>> [read_date(text, words).iso for text in ("12.05.2018", "12-14 мая 2018", "май 2018", "5/12/18")]
    ['2018-05-12', '2018-05-12/2018-05-14', '2018-05', '']
    """
    found = _read_numeric(text) if text[0].isdigit() else None
    return found or _read_named(text.casefold(), words.months)
