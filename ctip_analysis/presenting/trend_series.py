"""What a trend shows before it is drawn: its periods, its lines, and the same in words and as data."""

import pandas as pd

from ctip_analysis.definitions import PERIOD_KINDS, describe_code, period_kind, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.findings import write_cell
from ctip_analysis.presenting.map_content import describe_place
from ctip_analysis.presenting.requests import name_periods_asked
from ctip_analysis.presenting.selecting import (
    NUMBERED,
    list_own_periods,
    list_shown_periods,
    select_place,
    sort_periods,
)
from ctip_analysis.presenting.style import SERIES_COLORS
from ctip_analysis.presenting.wording import format_period

__all__ = ["choose_periods", "list_drawn_series", "list_series", "make_series_table", "say_ends"]


def choose_periods(request, indicator: str, periods, kind: str | None) -> list[str]:
    """Take the periods asked for, in the order of time, else all of a kind, else all of the indicator's own."""
    if periods is not None:
        return sort_periods(name_periods_asked(periods))
    if kind is not None and kind not in PERIOD_KINDS:
        raise InputError(f"There is no kind of period {kind!r}. There are {', '.join(PERIOD_KINDS)}.")
    chosen = {"definitions": request.definitions, "indicator": indicator}
    if kind is None:
        return list_own_periods(request.checked, **chosen)
    return [period for period in list_shown_periods(request.checked, **chosen) if period_kind(period) == kind]


def list_series(
    request, indicator: str, *, periods, provinces, by: str | None, territory: str
) -> list[tuple]:
    """List what gets a line: (name, rows in the order of the periods), at most four.

    Raises
    ------
    InputError
        If there is no such unit or breakdown, or more lines than can be told apart.
    """
    chosen = {"periods": periods, "territory": territory}

    def select(province: str | None, **narrowed) -> pd.DataFrame:
        own = request.chosen(indicator, **narrowed)
        return select_place(request.checked, province=province, **chosen, **own)

    places = list(provinces or [None])
    if by is None:
        named = [
            (describe_place(request.definitions, unit, request.language), rows)
            for unit in places
            if len(rows := select(unit))
        ]
    else:
        named = [
            (describe_code(request.definitions, by, code, request.language), select(places[0], **{by: code}))
            for code in _list_codes(request, indicator, by)
        ]
    series = [(name, rows.assign(series=name)) for name, rows in named if len(rows)]
    if len(series) > len(SERIES_COLORS):
        raise InputError(
            f"A trend shows at most {len(SERIES_COLORS)} lines; these are {len(series)}. Choose fewer provinces or codes."
        )
    return series


def _list_codes(request, indicator: str, by: str) -> list[str]:
    """List the codes of a breakdown that an indicator has, in the pack's order."""
    if by not in request.breakdowns:
        raise InputError(f"There is no breakdown {by!r}. There are {', '.join(request.breakdowns)}.")
    values, codes = request.checked.values, request.definitions.codes
    used = set(values.loc[values["indicator"].eq(indicator), by])
    return [code for code in codes.loc[codes["list"].eq(by), "code"] if code in used]


def say_ends(definitions, indicator, series, language) -> list[str]:
    """Say the first and the last value of each line, and the gaps."""
    found = []
    for name, rows in series:
        ends = [
            f"{format_period(definitions, row.period, language)}: "
            f"{write_cell(definitions, indicator, row.value, row.status, language)}"
            for row in (rows.iloc[0], rows.iloc[-1])
        ]
        found.append(f"{name}. {' → '.join(dict.fromkeys(ends))}")
    return found


def list_drawn_series(indicator: str, series) -> pd.DataFrame:
    """List what is drawn and nothing more: a row a line and period."""
    rows = pd.concat([part for _, part in series], ignore_index=True)
    kept = rows[["series", "province", "period"]]
    value = rows["value"].where(rows["status"].isin(NUMBERED))
    drawn = kept.assign(indicator=indicator, value=value, status=rows["status"])
    return drawn[["indicator", "series", "province", "period", "value", "status"]]


def make_series_table(definitions, indicator: str, periods, series, language: str) -> pd.DataFrame:
    """Make the table for people: a row a period, a column a line; empty where a line has no row for the period."""
    named = say(definitions, "column_period", language)
    table = {named: [format_period(definitions, period, language) for period in periods]}
    for name, rows in series:
        cells = {
            row.period: write_cell(definitions, indicator, row.value, row.status, language)
            for row in rows.itertuples()
        }
        table[name] = [cells.get(period, "") for period in periods]
    return pd.DataFrame(table, dtype=str)
