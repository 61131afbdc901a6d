"""Numbers, dates, periods and counted nouns in the language of a figure: by Babel, never by hand."""

import datetime as dt

from babel.core import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from ctip_analysis.definitions import CALENDAR_KINDS, describe_code, period_bounds, period_kind, say
from ctip_analysis.errors import InputError

__all__ = [
    "bounds_of",
    "count_noun",
    "decimals_of",
    "describe_breakdowns",
    "facts_of",
    "format_day",
    "format_number",
    "format_period",
    "split_period",
    "unit_of",
]

SKELETONS = {
    True: {"month": "yMMM", "quarter": "yQQQ", "year": "y"},
    False: {"month": "yMMMM", "quarter": "yQQQQ", "year": "y"},
}


def format_number(value, language: str, *, decimals: int = 0, is_signed: bool = False) -> str:
    """Write a number as the language does.

    Examples
    --------
    >>> format_number(12345.678, "en", decimals=1), format_number(12345.678, "ru", decimals=1)
    ('12,345.7', '12\\xa0345,7')
    >>> format_number(3, "en", is_signed=True)
    '+3'
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    # Half away from zero, as people round: Babel's default is half to even.
    text = format_decimal(_round_half_up(value, decimals), format=pattern, locale=language)
    return f"+{text}" if is_signed and value > 0 else text.replace("-", "−")


def _round_half_up(value, decimals: int):
    from decimal import ROUND_HALF_UP, Decimal

    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def format_period(definitions, period: str, language: str, *, is_short: bool = False) -> str:
    """Name a period as the language does.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> format_period(load_definitions(), "2019Q2", "en", is_short=True)
    'Q2 2019'
    >>> format_period(load_definitions(), "2019H1", "ru")
    '1-е полугодие 2019 г.'
    >>> format_period(load_definitions(), "2019Q2R12", "en")
    'twelve months, July 2018 – June 2019'
    """
    kind = period_kind(period)
    if kind == "half":
        word = "period_half_short" if is_short else "period_half"
        return say(definitions, word, language, number=period[-1], year=period[:4])
    first, last = bounds_of(definitions, period)
    if kind in CALENDAR_KINDS:
        return format_skeleton(SKELETONS[is_short][kind], first, locale=language)
    months = [format_skeleton(SKELETONS[is_short]["month"], day, locale=language) for day in (first, last)]
    span = " – ".join(dict.fromkeys(months))
    return span if is_short or kind == "project" else say(definitions, f"period_{kind}", language, span=span)


def bounds_of(definitions, period: str) -> tuple[dt.date, dt.date]:
    """Give the first and the last day of a period of any kind; the plan is the pack's.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> [day.isoformat() for day in bounds_of(load_definitions(), "2019Q2PTD")]
    ['2017-01-01', '2019-06-30']
    """
    return period_bounds(period, plan_start=definitions.settings.get("plan", {}).get("from", ""))


def split_period(definitions, period: str, language: str) -> tuple[str, str]:
    """Name a period's part of the year and its year apart, for an axis; a year has no part.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> split_period(load_definitions(), "2019Q2", "ru")
    ('2-й кв.', '2019')
    """
    kind = period_kind(period)
    if kind == "year":
        return "", period
    if kind == "project":
        return "", format_period(definitions, period, language, is_short=True)
    if kind not in CALENDAR_KINDS:
        # What runs to the end of a quarter stands at that quarter; the words above the chart say since when.
        return split_period(definitions, period[: -len(kind)], language)
    first = period_bounds(period)[0]
    if kind == "half":
        return say(definitions, "period_half_part", language, number=period[-1]), period[:4]
    return format_date(first, {"month": "LLL", "quarter": "qqq"}[kind], locale=language), period[:4]


def format_day(day, language: str) -> str:
    """Write an ISO date, or a date of Python's, in words.

    Examples
    --------
    >>> format_day("2019-07-15", "en")
    'July 15, 2019'
    """
    try:
        date = day if isinstance(day, dt.date) else dt.date.fromisoformat(day)
    except (TypeError, ValueError) as error:
        raise InputError(f"{day!r} is no date. Expected one as 2019-07-15.") from error
    return format_date(date, "long", locale=language)


def facts_of(definitions, indicator: str) -> dict[str, str]:
    """Give the row of an indicator in the pack.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> facts_of(load_definitions(), "PREV-02")["unit"]
    'attendances'
    """
    return definitions.rows["indicators"][(indicator,)]


def decimals_of(definitions, indicator: str) -> int:
    """Tell how many decimals an indicator is shown with.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> decimals_of(load_definitions(), "PREV-05")
    1
    """
    return int(facts_of(definitions, indicator)["decimals"])


def unit_of(definitions, indicator: str, language: str) -> str:
    """Name the unit of an indicator.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> unit_of(load_definitions(), "PREV-02", "ru")
    'посещения'
    """
    return say(definitions, f"unit_{facts_of(definitions, indicator)['unit']}", language)


def count_noun(definitions, indicator: str, value, language: str) -> str:
    """Write a value with its counted noun in the right plural.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> [count_noun(load_definitions(), "PREV-01", n, "ru") for n in (1, 3, 5)]
    ['1 мероприятие', '3 мероприятия', '5 мероприятий']
    """
    row = facts_of(definitions, indicator)
    text = format_number(value, language, decimals=int(row["decimals"]))
    return pick_plural(definitions, f"count_{row['unit']}", value, language, value_text=text)


def pick_plural(definitions, word: str, value, language: str, *, value_text: str) -> str:
    """Choose among the forms of a word ("one=… |other=…") by the plural rule of the language.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> pick_plural(load_definitions(), "count_events", 2, "en", value_text="two")
    'two events'
    """
    forms = dict(form.split("=", 1) for form in say_raw(definitions, word, language).split("|"))
    number = int(value) if float(value).is_integer() else float(value)
    tag = Locale.parse(language).plural_form(number)
    return forms.get(tag, forms["other"]).format(value=value_text)


def say_raw(definitions, word: str, language: str) -> str:
    """Give a word of the pack with its braces unfilled."""
    return say(definitions, word, language, value="{value}")


def describe_breakdowns(definitions, breakdowns: dict[str, str], language: str) -> list[str]:
    """Name the codes that a figure is narrowed to; totals say nothing.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> describe_breakdowns(load_definitions(), {"sex": "female", "age_group": "total"}, "ru")
    ['женский']
    """
    return [
        describe_code(definitions, name, code, language)
        for name, code in breakdowns.items()
        if code != "total"
    ]
