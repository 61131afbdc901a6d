"""The words of every figure: title, what it is narrowed to, coverage, source, date, caveat."""

import pandas as pd

from ctip_analysis.definitions import describe_indicator, period_kind, say
from ctip_analysis.presenting.layout import Header
from ctip_analysis.presenting.selecting import sort_periods
from ctip_analysis.presenting.wording import (
    bounds_of,
    describe_breakdowns,
    facts_of,
    format_day,
    format_number,
    format_period,
    unit_of,
)

__all__ = ["describe_coverage", "list_notes", "make_header", "name_coverage"]

SMALL_NUMBER = 20
RATIO_KINDS = ("rate", "ratio_of_sums")


def describe_coverage(definitions, rows, language: str) -> str:
    """Say how many of the reports due have come, over the periods that know it; of several it says which.

    Of periods that hold one another the shorter count, so that no report counts twice.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> rows = pd.DataFrame({"organizations_reporting": [27], "organizations_expected": [31]})
    >>> describe_coverage(load_definitions(), rows, "en")
    'Reports received: 27 of 31'
    >>> rows = pd.concat([rows, rows]).assign(period=["2019Q1", "2019Q2"])
    >>> describe_coverage(load_definitions(), rows, "en")
    'Reports received: 54 of 62 (Q1 2019 – Q2 2019)'
    >>> describe_coverage(load_definitions(), rows.assign(period="2019"), "en")
    'Organizations of which every report came: 27 of 31'
    """
    known = rows.dropna(subset=["organizations_reporting", "organizations_expected"])
    known = known[pd.to_numeric(known["organizations_expected"]).gt(0)]
    if known.empty:
        return ""
    periods = _list_shortest(definitions, known["period"]) if "period" in known else []
    known = known[known["period"].isin(periods)].drop_duplicates("period") if periods else known
    received, expected = (
        format_number(pd.to_numeric(known[f"organizations_{what}"]).sum(), language)
        for what in ("reporting", "expected")
    )
    told = say(
        definitions, name_coverage("coverage", *periods), language, received=received, expected=expected
    )
    if len(periods) < 2 and (not periods or len(rows["period"].unique()) < 2):
        return told
    ends = [format_period(definitions, period, language, is_short=True) for period in periods]
    return f"{told} ({' – '.join(dict.fromkeys((ends[0], ends[-1])))})"


def name_coverage(word: str, *periods: str) -> str:
    """Name the word that says what came: reports of quarters, of longer periods the organizations that sent them all.

    Examples
    --------
    >>> name_coverage("coverage", "2019Q1", "2019Q2"), name_coverage("coverage", "2019")
    ('coverage', 'coverage_whole')
    """
    is_long = any(period_kind(period) not in ("month", "quarter") for period in periods)
    return f"{word}_whole" if is_long else word


def _list_shortest(definitions, periods) -> list[str]:
    """List the periods that hold no other of them, in the order of time."""
    bounds = {period: bounds_of(definitions, period) for period in sort_periods(periods)}
    shortest = [
        period
        for period, (first, last) in bounds.items()
        if not any(
            first <= start and end <= last and (start, end) != (first, last) for start, end in bounds.values()
        )
    ]
    return sorted(shortest, key=bounds.get)


def list_notes(
    definitions, indicator: str, rows, country, language: str, *, as_of: str | None = None, extra=()
) -> tuple[str, ...]:
    """List the notes below a figure: coverage, source, date, caveat, small numbers, then what is its own."""
    row = facts_of(definitions, indicator)
    source = say(definitions, f"source_{row['source']}", language)
    notes = [
        describe_coverage(definitions, country, language) if row["source"] == "organizations" else "",
        say(definitions, "source", language, source=source),
        say(definitions, "as_of", language, date=format_day(as_of, language)) if as_of else "",
        row[f"caveat_{language}"],
    ]
    counts = pd.to_numeric(rows["numerator"], errors="coerce")
    shown = rows["status"].isin(["reported", "partial"])
    if row["kind"] in RATIO_KINDS and (shown & counts.between(1, SMALL_NUMBER - 1)).any():
        notes.append(say(definitions, "small_numbers", language, limit=SMALL_NUMBER))
    return tuple(note for note in (*notes, *extra) if note)


def make_header(
    definitions,
    indicator: str,
    language: str,
    *,
    periods=(),
    breakdowns=None,
    title: str | None = None,
    is_synthetic: bool = False,
    notes=(),
    places=(),
    unit: str | None = None,
) -> Header:
    """Make the words around a figure of one indicator."""
    spans = [format_period(definitions, period, language) for period in dict.fromkeys(periods)]
    parts = [
        "–".join(spans) if len(spans) < 2 else f"{spans[0]} – {spans[-1]}",
        *places,
        *describe_breakdowns(definitions, breakdowns or {}, language),
        unit or unit_of(definitions, indicator, language),
    ]
    name = describe_indicator(definitions, indicator, language)
    if title:
        parts.insert(0, name)
    alerts = (say(definitions, "synthetic", language),) if is_synthetic else ()
    return Header(title or name, " · ".join(part for part in parts if part), tuple(notes), alerts)
