"""Indicator values -> equations between their counts: territory views, periods, breakdowns.

Whether a total is the sum of its parts is read from the counts. Where it is, the equation is assumed to be known;
where parts are missing or somebody is in none, the total is at least the sum; where persons are in several parts
(a victim of two forms of exploitation, in two quarters), it is at most the sum and at least the largest part.
Assuming more than a reader may know errs on the safe side.
"""

import datetime as dt

import pandas as pd

from ctip_analysis.definitions import Definitions, list_periods, period_bounds, units_parts

__all__ = ["COUNT_KINDS", "list_equations"]

#: The kinds of indicators whose value is a count of people; all others are functions of counts.
COUNT_KINDS = ("flow_sum", "distinct_count", "stock_end")
PERIOD_KINDS = ("year", "half", "quarter", "month")


def _find_parts_of_period(period: str, known: set[str], kind: str) -> list[tuple[str, ...]]:
    """List the ways to cut a period into shorter known ones; of a stock, the one with the same end."""
    start, end = period_bounds(period)
    ways = []
    for length in PERIOD_KINDS:
        first, last = _period_at(start, length), _period_at(end, length)
        if period_bounds(first)[0] != start or period_bounds(last)[1] != end or first == period:
            continue
        parts = list_periods(first, last)
        if kind == "stock_end":
            parts = parts[-1:]
        if known.intersection(parts):
            ways.append(tuple(parts))
    return ways


def _period_at(day: dt.date, kind: str) -> str:
    number = (day.month - 1) // {"month": 1, "quarter": 3, "half": 6, "year": 12}[kind] + 1
    return {
        "month": f"{day.year}-{day.month:02d}",
        "quarter": f"{day.year}Q{number}",
        "half": f"{day.year}H{number}",
        "year": f"{day.year}",
    }[kind]


def _list_units(definitions: Definitions) -> dict[tuple[str, str], list[list[tuple[str, str]]]]:
    """List for the country and each merged unit the ways to cut it into units of a view."""
    finest = next(iter(definitions.views))
    country = (finest, definitions.country)
    ways: dict[tuple[str, str], list] = {country: []}
    for view in definitions.views:
        parts = units_parts(definitions, view)
        ways[country].append([(view, unit) for unit in parts])
        if view != finest:
            ways |= {(view, unit): [[(finest, province) for province in own]] for unit, own in parts.items()}
    return ways


def list_equations(
    rows: pd.DataFrame, definitions: Definitions, breakdowns: list[str], kind: str
) -> list[tuple[int, list[int]]]:
    """List the totals and their parts among the values of one indicator.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of one indicator; only those that carry a number. Positions in it stand for the cells.
    definitions : Definitions
    breakdowns : list of str
    kind : str
        Of the indicator.

    Returns
    -------
    list of (int, list of int)
        Parts that have no number are left out: whether the equation holds is for the counts to say.
    """
    keys = ["territory", "province", "period", *breakdowns]
    cells = list(map(tuple, rows[keys].to_numpy(dtype=object)))
    place = {cell: number for number, cell in enumerate(cells)}
    periods = set(rows["period"])
    units = _list_units(definitions)
    in_periods = {period: _find_parts_of_period(period, periods, kind) for period in periods}
    by_breakdown: dict[tuple, list[int]] = {}
    for cell, number in place.items():
        for column, code in enumerate(cell[3:], 3):
            if code != "total":
                by_breakdown.setdefault((column, *cell[:column], *cell[column + 1 :]), []).append(number)
    found = []
    for cell, number in place.items():
        territory, province, period, *rest = cell
        wanted = [[(*unit, period, *rest) for unit in way] for way in units.get((territory, province), [])]
        wanted += [[(territory, province, part, *rest) for part in way] for way in in_periods[period]]
        lines = [[place[part] for part in way if part in place] for way in wanted]
        lines += [
            by_breakdown.get((column, *cell[:column], *cell[column + 1 :]), [])
            for column, code in enumerate(cell[3:], 3)
            if code == "total"
        ]
        found += [(number, line) for line in lines if line and line != [number]]
    return found
