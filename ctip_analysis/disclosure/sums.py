"""Counts of one kind -> the sums between them: territory views, periods, breakdowns.

Whether a total is the sum of its parts is read from the counts. Where it is, the equation is assumed to be known;
where parts are missing or somebody is in none, the total is at least the sum; where persons are in several parts
(a victim of two forms of exploitation, in two quarters), it is at most the sum and at least the largest part.
Assuming more than a reader may know errs on the safe side.
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ctip_analysis.definitions import (
    CALENDAR_KINDS,
    Definitions,
    list_periods,
    period_bounds,
    period_kind,
    units_parts,
)

__all__ = ["Sum", "list_sums"]

ONE_DAY = dt.timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Sum:
    """A total and its parts, as numbers of counts.

    ``is_whole`` where the parts are all kinds that there are, so that without anything over they are the total;
    ``of_people`` where what is over is people too; ``is_assumed`` where a reader only would take the parts for parts;
    ``is_late`` where it joins two systems that are better settled one by one before.
    """

    total: int
    parts: tuple[int, ...]
    is_whole: bool = True
    of_people: bool = True
    is_assumed: bool = False
    is_late: bool = False


def _period_at(day: dt.date, kind: str) -> str:
    number = (day.month - 1) // MONTHS[kind] + 1
    return {
        "month": f"{day.year}-{day.month:02d}",
        "quarter": f"{day.year}Q{number}",
        "half": f"{day.year}H{number}",
        "year": f"{day.year}",
    }[kind]


def _find_parts_of_period(period: str, bounds: dict[str, tuple], is_stock: bool) -> list[tuple[str, ...]]:
    """List the ways to cut a period into shorter known ones; of a stock, the one with the same end."""
    start, end = bounds[period]
    if is_stock:
        shorter = [p for p, (first, last) in bounds.items() if last == end and first > start]
        return [(max(shorter, key=lambda p: bounds[p][0]),)] if shorter else []
    ways = []
    for kind in reversed(CALENDAR_KINDS):
        first, last = _period_at(start, kind), _period_at(end, kind)
        if period_bounds(first)[0] != start or period_bounds(last)[1] != end or first == period:
            continue
        parts = list_periods(first, last)
        if bounds.keys() & set(parts):
            ways.append(tuple(parts))
    return ways


def _list_halves(bounds: dict[str, tuple]) -> dict[str, list[tuple[str, str]]]:
    """List for each period that matches no calendar the pairs of known periods that make it up: a year to date."""
    by_bounds = {own: period for period, own in bounds.items()}
    found: dict[str, list] = {}
    for (one, (start, middle)), (start_of_other, end) in itertools.product(bounds.items(), by_bounds):
        whole = by_bounds.get((start, end))
        if start_of_other - middle == ONE_DAY and whole is not None:
            found.setdefault(whole, []).append((one, by_bounds[start_of_other, end]))
    return found


def _list_crossed(bounds: dict[str, tuple]) -> dict[str, list[tuple[str, ...]]]:
    """List for each period that cuts calendar periods, of each kind, those within it and all that it touches."""
    found: dict[str, list] = {}
    for period, (start, end) in bounds.items():
        for kind in CALENDAR_KINDS if period_kind(period) not in CALENDAR_KINDS else ():
            own = {other: bound for other, bound in bounds.items() if period_kind(other) == kind}
            within = tuple(one for one, (first, last) in own.items() if start <= first and last <= end)
            touched = list_periods(_period_at(start, kind), _period_at(end, kind))
            ways = [within, tuple(touched) if set(touched) <= own.keys() else ()]
            found.setdefault(period, []).extend(way for way in ways if way and len(touched) > len(within))
    return found


def _cut_periods(periods: set[str], plan_start: str, is_stock: bool) -> dict[str, list[tuple[str, ...]]]:
    """List for each period the ways to cut it."""
    bounds = {period: period_bounds(period, plan_start=plan_start) for period in sorted(periods)}
    halves = {} if is_stock else _list_halves(bounds)
    crossed = {} if is_stock else _list_crossed(bounds)
    ways = {period: _find_parts_of_period(period, bounds, is_stock) for period in bounds}
    more = {
        period: {*halves.get(period, ()), *crossed.get(period, ())} - set(ways[period]) for period in ways
    }
    return {period: [*own, *sorted(more[period])] for period, own in ways.items()}


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


def _list_parents(definitions: Definitions) -> dict[tuple[str, str], str]:
    codes = definitions.codes
    return {
        (name, code): parent
        for name, code, parent in zip(codes["list"], codes["code"], codes["parent"], strict=True)
        if parent
    }


def _sort_by_parent(column: str, codes: dict[str, int], parents: dict) -> Iterator[tuple[str, list[int]]]:
    """Give the counts of codes to the nearest known code that holds them; "total" to the others."""
    below: dict[str, list[int]] = {}
    for code, number in codes.items():
        above = parents.get((column, code), "total")
        while above != "total" and above not in codes:
            above = parents.get((column, above), "total")
        below.setdefault(above, []).append(number)
    yield from below.items()


def _list_breakdown_sums(place: dict[tuple, int], columns: list[str], parents: dict) -> Iterator[Sum]:
    """List totals over one breakdown, and over several crossed where no margin stands between."""
    groups: dict[tuple, dict[tuple, int]] = {}
    for cell, number in place.items():
        told = [at for at in range(3, len(cell)) if cell[at] != "total"]
        held = set()
        for size in range(1, len(told) + 1):
            for over in itertools.combinations(told, size):
                if any(set(other) < set(over) for other in held):
                    continue
                total = tuple("total" if at in over else code for at, code in enumerate(cell))
                if total in place:
                    held.add(over)
                    groups.setdefault((total, over), {})[tuple(cell[at] for at in over)] = number
    for (total, over), own in groups.items():
        if len(over) > 1:
            yield Sum(place[total], tuple(own.values()))
            continue
        codes = {code: number for (code,), number in own.items()}
        for above, numbers in _sort_by_parent(columns[over[0] - 3], codes, parents):
            yield Sum(place[total] if above == "total" else codes[above], tuple(numbers))


def list_sums(
    counts: pd.DataFrame, definitions: Definitions, breakdowns: list[str], *, is_stock: bool = False
) -> list[Sum]:
    """List the totals and their parts among counts of one kind.

    Parameters
    ----------
    counts : pandas.DataFrame
        Its index numbers the counts. Of several with the same place, time and breakdown the first is taken.
    definitions : Definitions
    breakdowns : list of str
    is_stock : bool
        Whether they are levels at the end of a period, which no addition over time gives.

    Returns
    -------
    list of Sum
        Parts that are missing are left out: whether the equation holds is for the counts to say.
    """
    keys = ["territory", "province", "period", *breakdowns]
    place: dict[tuple, int] = {}
    for number, cell in zip(counts.index, counts[keys].itertuples(index=False, name=None), strict=True):
        place.setdefault(cell, int(number))
    units = _list_units(definitions)
    in_periods = _cut_periods(set(counts["period"]), definitions.settings["plan"]["from"], is_stock)
    found = []
    for (territory, province, period, *rest), number in place.items():
        ways = [[(*unit, period, *rest) for unit in way] for way in units.get((territory, province), [])]
        ways += [[(territory, province, part, *rest) for part in way] for way in in_periods[period]]
        lines = [tuple(place[part] for part in way if part in place) for way in ways]
        found += [Sum(number, line) for line in lines if line]
    return [*found, *_list_breakdown_sums(place, breakdowns, _list_parents(definitions))]
