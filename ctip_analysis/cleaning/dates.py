"""Dates as people write them: a day, several days, a month, a quarter; with the order of day and month left open.

What the reader already made an ISO date is taken as it is. A text that can be two dates is ambiguous until the file's
other dates, or a person, settle its order.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from ctip_analysis.definitions import find_period, fold_text, period_bounds, period_within

__all__ = ["CYRILLIC_ROMAN", "Dates", "read_date"]

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?")
YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
NUMBERS = re.compile(
    r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:\s*-?\s*(?:г\.?|ж\.?|года|жылы|жыл|ж))?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
DAYS_OF_A_MONTH = re.compile(
    r"(?:с|from)?\s*(\d{1,2})\s*(?:-|–|—|по|до|to|,|и)\s*(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\D{0,3}"
)
TWO_DATES = re.compile(r"(?:с |from )?(\S+?)(?:\s*[-–—]\s*|\s+(?:по|до|to)\s+)(\S+)")
DAY_BESIDE_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:\s*(?:-|–|—|по|до|to|,|и|and)\s*(\d{1,2}))?(?!\d)")
SEVERAL_DAYS = re.compile(
    r"(?<!\d)(\d{1,2})(?:\s*(?:,|;|и|and|жана)\s*\d{1,2})+\s*(?:,|;|и|and|жана)\s*(\d{1,2})(?!\d)"
)
# "25.V.2019", also with the Cyrillic letters that look alike.
ROMAN_MONTH = re.compile(r"(\d{1,2})[./ -]([IVXІХ]{1,4})[./ -](\d{4}|\d{2})(?:\s*г)?", re.IGNORECASE)
CYRILLIC_ROMAN = str.maketrans("ІХіх", "IXix")
MONTHS_IN_ROMAN = dict(
    zip(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], range(1, 13), strict=True)
)
# "V.2019": a month, or with I to IV a quarter, as the report's period shows.
ROMAN_AND_YEAR = re.compile(r"([IVXІХ]{1,4})\s*[./ -]\s*(\d{4})", re.IGNORECASE)
# "12 .04. 2019", "12,04,2019", "12.О4.2019": the blanks, commas and letters of a date typed in a hurry.
HURRIED = re.compile(r"([\dOОoоIl|]{1,2})\s*[.,]\s*([\dOОoоIl|]{1,2})\s*[.,]\s*(\d{4})(\s*(?:г|ж)\.?)?")
LOOK_LIKE_DIGITS = str.maketrans("OОoоIl|", "0000111")
DAY_THEN_WORD = re.compile(r"(?<!\d)(\d{1,2})\s*-?\s*([^\W\d]{3,})")
WORD_THEN_DAY = re.compile(r"([^\W\d]{3,})\s+(\d{1,2})(?!\d)")
# "04-19", "04.19" and "04/19" as a month and the last two digits of the report's year.
MONTH_AND_SHORT_YEAR = re.compile(r"(0?[1-9]|1[0-2])[./-](\d\d)")
MONTH_AND_YEAR = re.compile(r"(0?[1-9]|1[0-2])[./-]((?:20)\d\d)")
DOTTED_WITHIN = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.]\d)")
DAY_AND_MONTH = re.compile(r"(\d{1,2})\.(\d{2})\.?")
DAY_SLASH_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
DAYS = re.compile(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?")
FIRST_SERIAL, LAST_SERIAL = 36526, 54788
SERIAL_ZERO = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Dates:
    """The first and last day of what a cell says.

    ``precision`` is day, month, quarter, half or year; an empty one says that there is no such date.
    ``others`` holds the other reading of an ambiguous date; ``is_from_report`` that the year was the report's,
    ``is_repaired`` that letters were read as the digits they look like.
    """

    start: str = ""
    end: str = ""
    precision: str = ""
    others: str = ""
    is_from_report: bool = False
    is_repaired: bool = False


def _day(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return ""


def _span(
    start: str, end: str = "", precision: str = "day", others: str = "", is_from_report: bool = False
) -> Dates:
    end = end or start
    if not start or not end or end < start:
        return Dates()
    return Dates(start, end, precision, others, is_from_report)


def _read_numbers(match: re.Match, order: str) -> Dates:
    """Read day and month in either order; both orders possible with a slash is a question."""
    first, separator, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if order == "month_first":
        return _span(month_first or day_first)
    if separator == "/" and order != "day_first" and day_first and month_first and day_first != month_first:
        return _span(day_first, others=month_first)
    return _span(day_first or (month_first if separator == "/" else ""))


def _read_month_words(text: str, matcher, report: str) -> Dates | None:
    """Read "12-14 мая 2018", "май 2018", "12 мая" (the year is then the report's)."""
    folded = fold_text(text)
    months = sorted({int(concept[6:]) for concept in matcher.find_within(folded, "month.", shortest=3)})
    if not months or len(months) > 2:
        return None
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", folded)
    year = years[0] if years else report[:4]
    if not year or len(set(years)) > 1:
        return None
    if len(months) == 2 and (days := _read_days_of_two_months(folded, matcher, int(year))):
        return _span(*days, is_from_report=not years)
    if len(months) == 2:
        start, end = (period_bounds(f"{year}-{month:02d}")[place] for place, month in enumerate(months))
        return _span(start.isoformat(), end.isoformat(), "quarter", is_from_report=not years)
    rest = SEVERAL_DAYS.sub(r"\1-\2", re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", " ", text))
    days = DAY_BESIDE_MONTH.search(rest)
    if not days:
        start, end = period_bounds(f"{year}-{months[0]:02d}")
        return _span(start.isoformat(), end.isoformat(), "month", is_from_report=not years)
    first = _day(int(year), months[0], int(days[1]))
    last = _day(int(year), months[0], int(days[2])) if days[2] else first
    return _span(first, last, is_from_report=not years) if first and last else Dates()


def _read_days_of_two_months(folded: str, matcher, year: int) -> tuple[str, str] | None:
    """Read "27 мая - 2 июня" and "May 27 - June 2"; None where not both months have their day."""
    said = [(day, word) for day, word in DAY_THEN_WORD.findall(folded)]
    for spelled in (said, [(day, word) for word, day in WORD_THEN_DAY.findall(folded)]):
        found = [(int(day), matcher.find_within(word, "month.", shortest=3)) for day, word in spelled]
        days = [_day(year, int(next(iter(own))[6:]), day) for day, own in found if len(own) == 1]
        if len(days) == 2 and all(days):
            return days[0], days[1]
    return None


def _read_period(text: str, matcher, report: str) -> Dates:
    period = find_period(text, matcher)
    if not period and report:
        # "2 чейрек": a quarter without its year is of the report's year.
        period = find_period(f"{text} {report[:4]}", matcher)
        period = period if period and len(period) > 4 else None
    if not period:
        return Dates()
    if len(period) == 4 and len(re.findall(r"\d+", text)) > 1:
        # A day beside a word that is no month: no date, not a year.
        return Dates()
    start, end = period_bounds(period)
    kind = {7: "month", 6: "half" if "H" in period else "quarter", 4: "year"}[len(period)]
    return _span(start.isoformat(), end.isoformat(), kind)


def _read_without_year(text: str, report: str, order: str) -> Dates | None:
    """Read "10.01" and "10/1" in a column of dates as a day of the report's year, "04-19" as a month of its year 2019.

    "04.19" can be no day and month; "04-19", which may be one written month first, is read as the whole month.
    """
    short = MONTH_AND_SHORT_YEAR.fullmatch(text.strip())
    if short and report and short[2] == report[2:4] and int(short[2]) > 12:
        start, end = period_bounds(f"{report[:4]}-{int(short[1]):02d}")
        return _span(start.isoformat(), end.isoformat(), "month", is_from_report=True)
    if report and DAY_SLASH_MONTH.fullmatch(text.strip()):
        return replace(
            _read_numbers(NUMBERS.fullmatch(f"{text.strip()}/{report[:4]}"), order), is_from_report=True
        )
    match = DAY_AND_MONTH.fullmatch(text.strip())
    if not match or not report:
        return None
    return _span(_day(int(report[:4]), int(match[2]), int(match[1])), is_from_report=True)


def _read_day_of_month(text: str, report: str) -> Dates | None:
    """Read "5" and "5-7" in a table of one month as its days."""
    match = DAYS.fullmatch(text.strip(" ."))
    if not match or len(report) != 7 or report[4] != "-":
        return None
    year, month = int(report[:4]), int(report[5:])
    return _span(
        _day(year, month, int(match[1])), _day(year, month, int(match[2] or match[1])), is_from_report=True
    )


def read_date(value, text: str, *, matcher, report: str = "", order: str = "") -> Dates:
    """Read a cell of a date column.

    Parameters
    ----------
    value : object
        What the reader made of it: an ISO date, a number, a text.
    text : str
        The cell as shown.
    matcher : Matcher
        Knows the words for months and quarters.
    report : str
        The report's period; gives the year where the cell has none.
    order : {"", "day_first", "month_first"}
        What is known of the file's order of day and month.

    Examples
    --------
    >>> from ctip_analysis.definitions import build_matcher, load_definitions
    >>> matcher = build_matcher(load_definitions())
    >>> read_date("12-14 мая 2018", "12-14 мая 2018", matcher=matcher).end
    '2018-05-14'
    >>> read_date("5/12/18", "5/12/18", matcher=matcher).others
    '2018-05-12'
    """
    if found := _read_without_year(str(text), report, order) or _read_day_of_month(str(text), report):
        return found
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value == int(value) and FIRST_SERIAL <= value <= LAST_SERIAL:
            return _span((SERIAL_ZERO + dt.timedelta(days=int(value))).isoformat())
        return Dates()
    written = str(text if value is None or ISO.fullmatch(str(text).strip()) else value).strip()
    if match := ISO.fullmatch(written):
        return _span(_day(*map(int, match.groups())))
    first, _, last = str(value).partition("/")
    if ISO.fullmatch(first) and ISO.fullmatch(last):
        return _span(first, last)
    for candidate in dict.fromkeys((written, str(text).strip())):
        if found := _read_text(candidate, matcher, report, order):
            return found
    return Dates()


def _read_text(written: str, matcher, report: str, order: str) -> Dates | None:
    plain = " ".join(written.replace("\u00a0", " ").split()).strip(" .,;")
    if match := YEAR_FIRST.fullmatch(plain):
        return _span(_day(*map(int, match.groups())))
    if match := NUMBERS.fullmatch(plain):
        return _read_numbers(match, order)
    if match := HURRIED.fullmatch(plain):
        digits = [part.translate(LOOK_LIKE_DIGITS) for part in match.groups()[:3]]
        found = _span(_day(*map(int, digits[::-1])))
        return replace(found, is_repaired=digits != [*match.groups()[:3]])
    if match := ROMAN_AND_YEAR.fullmatch(plain):
        number = MONTHS_IN_ROMAN.get(match[1].translate(CYRILLIC_ROMAN).upper(), 0)
        return _read_month_or_quarter(number, int(match[2]), report)
    if match := ROMAN_MONTH.fullmatch(plain):
        return _span(
            _day(
                int(match[3]),
                MONTHS_IN_ROMAN.get(match[2].translate(CYRILLIC_ROMAN).upper(), 0),
                int(match[1]),
            )
        )
    if match := MONTH_AND_YEAR.fullmatch(plain):
        year = int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2])
        start, end = period_bounds(f"{year}-{int(match[1]):02d}")
        return _span(start.isoformat(), end.isoformat(), "month")
    if match := DAYS_OF_A_MONTH.fullmatch(plain):
        first, last, month, year = map(int, match.groups())
        return _span(_day(year, month, first), _day(year, month, last))
    two = TWO_DATES.fullmatch(plain)
    if two and (both := _read_two(two[1], two[2], order)):
        return both
    if found := _read_month_words(plain, matcher, report):
        return found
    if report and matcher.match(plain, "period.whole"):
        start, end = period_bounds(report)
        return _span(start.isoformat(), end.isoformat(), "quarter")
    found = _read_period(plain, matcher, report)
    if found.precision:
        return found
    # "12.01.2019 г., Ноокенский район": the one date in a longer text.
    within = DOTTED_WITHIN.findall(plain)
    return _span(_day(*map(int, within[0][::-1]))) if len(within) == 1 else None


def _read_month_or_quarter(number: int, year: int, report: str) -> Dates:
    """Give the month of a number or, where the report is about the quarter of that number, the quarter; else nothing."""
    within = period_within(report, "quarter") if report else ""
    quarter, month = f"{year}Q{number}", f"{year}-{number:02d}"
    if number > 4 or (number and within and period_within(month, "quarter") == within):
        start, end = period_bounds(month)
        return _span(start.isoformat(), end.isoformat(), "month")
    if number and within == quarter:
        start, end = period_bounds(quarter)
        return _span(start.isoformat(), end.isoformat(), "quarter")
    return Dates()


def _read_two(first: str, last: str, order: str) -> Dates | None:
    """Read "28.04-02.05.2018" and "12.05.2018 - 14.05.2018"."""
    end = NUMBERS.fullmatch(last.strip(" .,;"))
    if not end:
        return None
    start = NUMBERS.fullmatch(first.strip(" .,;"))
    if not start and (short := re.fullmatch(r"(\d{1,2})[./](\d{1,2})", first.strip(" .,;"))):
        start = NUMBERS.fullmatch(f"{short[1]}.{short[2]}.{end[4]}")
    if not start:
        return None
    return _span(_read_numbers(start, order).start, _read_numbers(end, order).end)
