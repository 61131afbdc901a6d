"""Periods and their codes.

``2019-04`` a month, ``2019Q2`` a quarter, ``2019H1`` a half-year, ``2019`` a year; ``2019Q2R12`` the twelve months that
end with a quarter, ``2019Q2YTD`` the year to its end, ``2019Q2PTD`` the plan to its end, ``2018-03/2019-08`` any months.
"""

import datetime as dt
import re
from functools import cache, lru_cache

from ctip_analysis.definitions.folding import fold_text
from ctip_analysis.errors import InputError

__all__ = [
    "CALENDAR_KINDS",
    "PERIOD_KINDS",
    "find_period",
    "list_periods",
    "period_bounds",
    "period_kind",
    "period_of_date",
    "period_within",
]

PATTERNS = {
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"(\d{4})Q([1-4])"),
    "half": re.compile(r"(\d{4})H([12])"),
    "year": re.compile(r"(\d{4})"),
}
#: The kinds of which periods follow each other without gap or overlap, and those that are made of them.
CALENDAR_KINDS = ("month", "quarter", "half", "year")
CUMULATIVE = re.compile(r"(\d{4}Q[1-4])(R12|YTD|PTD)")
PROJECT = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))/(\d{4}-(?:0[1-9]|1[0-2]))")
PERIOD_KINDS = (*CALENDAR_KINDS, "R12", "YTD", "PTD", "project")
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
# "1 и 2 квартал", "I-II квартал": two numbers with at most a short word between them are two periods.
TWO_NUMBERS = re.compile(r"(?<!\w)([1-4]|i{1,3}|iv)(?: \w{1,4})?[ -]+([1-4]|i{1,3}|iv)(?!\w)")


@lru_cache(maxsize=10_000)
def period_kind(period: str) -> str:
    """Tell which kind of period a code is.

    Returns
    -------
    str
        One of month, quarter, half, year, R12, YTD, PTD, project.

    Raises
    ------
    InputError
        If it is none of them.

    Examples
    --------
    >>> period_kind("2019Q2"), period_kind("2019Q2R12"), period_kind("2018-03/2019-08")
    ('quarter', 'R12', 'project')
    """
    for kind, pattern in PATTERNS.items():
        if pattern.fullmatch(period):
            return kind
    if cumulative := CUMULATIVE.fullmatch(period):
        return cumulative[2]
    project = PROJECT.fullmatch(period)
    if project and project[1] <= project[2]:
        return "project"
    raise InputError(
        f"{period!r} is no period. Expected 2019-04 (month), 2019Q2 (quarter), 2019H1 (half-year), 2019 (year), "
        "2019Q2R12 (twelve months to the quarter's end), 2019Q2YTD (year to date), 2019Q2PTD (plan to date) or "
        "2018-03/2019-08 (from month to month)."
    )


def _calendar_bounds(period: str, kind: str) -> tuple[dt.date, dt.date]:
    """Give the first and the last day of a period of the calendar."""
    parts = PATTERNS[kind].fullmatch(period).groups()
    year, number = int(parts[0]), int(parts[1]) if len(parts) > 1 else 1
    months = MONTHS_IN[kind]
    end_month = number * months
    after = dt.date(year + end_month // 12, end_month % 12 + 1, 1)
    return dt.date(year, end_month - months + 1, 1), after - dt.timedelta(days=1)


@lru_cache(maxsize=10_000)
def period_bounds(period: str, *, plan_start: str = "") -> tuple[dt.date, dt.date]:
    """Give the first and the last day of a period.

    Parameters
    ----------
    period : str
    plan_start : str
        The month ("2017-01") in which the plan begins: a period of plan to date has no first day without it.

    Raises
    ------
    InputError
        If it is no period, or a plan to date of a plan whose start is not given.

    Examples
    --------
    >>> [day.isoformat() for day in period_bounds("2019Q2")]
    ['2019-04-01', '2019-06-30']
    >>> [day.isoformat() for day in period_bounds("2019Q2R12")]
    ['2018-07-01', '2019-06-30']
    >>> period_bounds("2019Q2PTD", plan_start="2017-01")[0].isoformat()
    '2017-01-01'
    """
    kind = period_kind(period)
    if kind in PATTERNS:
        return _calendar_bounds(period, kind)
    if kind == "project":
        first, last = period.split("/")
        return _calendar_bounds(first, "month")[0], _calendar_bounds(last, "month")[1]
    end = _calendar_bounds(period[: -len(kind)], "quarter")[1]
    if kind == "YTD":
        return dt.date(end.year, 1, 1), end
    if kind == "R12":
        after = end + dt.timedelta(days=1)
        return dt.date(after.year - 1, after.month, 1), end
    if not plan_start:
        raise InputError(
            f"{period!r} runs from the start of the plan. Give plan_start, or set plan.from in pack.toml."
        )
    return _calendar_bounds(plan_start, "month")[0], end


@lru_cache(maxsize=10_000)
def period_of_date(day: str, kind: str) -> str:
    """Give the period of a kind in which an ISO date (a day or a month) lies.

    Examples
    --------
    >>> period_of_date("2019-05-12", "quarter"), period_of_date("2019-05", "half")
    ('2019Q2', '2019H1')
    """
    year, month = day[:4], int(day[5:7])
    number = (month - 1) // MONTHS_IN[kind] + 1
    return {
        "month": f"{year}-{month:02d}",
        "quarter": f"{year}Q{number}",
        "half": f"{year}H{number}",
        "year": year,
    }[kind]


@lru_cache(maxsize=10_000)
def period_within(period: str, kind: str) -> str | None:
    """Give the longer period of a kind that holds a period whole, or None where none does.

    Examples
    --------
    >>> period_within("2019Q2", "year"), period_within("2019H1", "quarter")
    ('2019', None)
    """
    start, end = period_bounds(period)
    holder = period_of_date(start.isoformat(), kind)
    return holder if period_bounds(holder)[1] >= end else None


def list_periods(first: str, last: str) -> list[str]:
    """List the periods of one kind from the first to the last, both included.

    Examples
    --------
    >>> list_periods("2018Q4", "2019Q2")
    ['2018Q4', '2019Q1', '2019Q2']
    """
    return list(_list_periods(first, last))


@cache
def _list_periods(first: str, last: str) -> tuple[str, ...]:
    """List periods, once for each pair of ends."""
    kind = period_kind(first)
    periods, day = [], period_bounds(first)[0]
    while day <= period_bounds(last)[0]:
        periods.append(period_of_date(day.isoformat(), kind))
        day = period_bounds(periods[-1])[1] + dt.timedelta(days=1)
    return tuple(periods)


def _find_part(text: str, matcher, namespace: str) -> set[int]:
    """Find the numbers of months, quarters or halves that a text names."""
    found = matcher.find_within(text, namespace)
    return {int(concept.split(".")[1]) for concept in found}


def _find_span(text: str) -> str | None:
    """Give the period that two dates of a text begin and end ("01.04.2019 - 30.06.2019")."""
    days = [(year, int(month), int(day)) for day, month, year in DAY_MONTH_YEAR.findall(text)]
    if len(days) != 2 or days[0][0] != days[1][0] or days[0][2] != 1:
        return None
    (year, first, _), (_, last, day) = days
    if not 1 <= first <= last <= 12 or _calendar_bounds(f"{year}-{last:02d}", "month")[1].day != day:
        return None
    return _span_months(year, [first, last]) or (f"{year}-{first:02d}" if first == last else None)


def _span_months(year: str, months: list[int]) -> str | None:
    """Give the quarter, half-year or year that runs from the first to the last of some months ("April - June")."""
    first, last = months[0], months[-1]
    length = last - first + 1
    if len(months) not in (2, length) or length not in (3, 6, 12) or (first - 1) % length:
        return None
    return {3: f"{year}Q{last // 3}", 6: f"{year}H{last // 6}", 12: year}[length]


def find_period(text: str, matcher) -> str | None:
    """Find the one period that a title, a header, a sheet's or a file's name speaks of.

    Parameters
    ----------
    text : str
    matcher : Matcher
        Knows the words for quarters, half-years and months of the pack's languages.

    Returns
    -------
    str or None
        A period's code; None where there is no year, or where the text speaks of several.

    Examples
    --------
    >>> from ctip_analysis.definitions import build_matcher, load_definitions
    >>> matcher = build_matcher(load_definitions())
    >>> find_period("Отчёт за II квартал 2019 г.", matcher), find_period("2018-ж.", matcher)
    ('2019Q2', '2018')
    >>> find_period("2018, 2019", matcher) is None
    True
    """
    stripped = text.strip()
    for pattern in PATTERNS.values():
        if pattern.fullmatch(stripped):
            return stripped
    if spanned := _find_span(text):
        return spanned
    folded = fold_text(text)
    years = set(YEAR.findall(folded))
    if len(years) != 1:
        return None
    (year,) = years
    rest = YEAR.sub(" ", folded)
    parts = {kind: _find_part(rest, matcher, f"{kind}.") for kind in ("quarter", "half", "month")}
    named = {kind: numbers for kind, numbers in parts.items() if numbers}
    if not named:
        return year
    if set(named) == {"month"} and (spanned := _span_months(year, sorted(named["month"]))):
        return spanned
    if len(named) > 1 or len(next(iter(named.values()))) > 1 or TWO_NUMBERS.search(rest):
        return None
    ((kind, numbers),) = named.items()
    number = next(iter(numbers))
    return {"quarter": f"{year}Q{number}", "half": f"{year}H{number}", "month": f"{year}-{number:02d}"}[kind]
