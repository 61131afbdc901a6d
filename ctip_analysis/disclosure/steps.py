"""What two levels of a stock say together: whoever subtracts one from the next counts those who came or who left.

Open cases of 20 and then of 21 tell of one new case, or of so many more new ones than closed. The step is a count of
people, to be protected as any other; and where the pack names the indicator that counts those who came, the level
before and they are the level after, as long as nobody left.
"""

import itertools
from collections.abc import Iterator

import pandas as pd

from ctip_analysis.definitions import Definitions, period_bounds, period_kind
from ctip_analysis.disclosure.sums import ONE_DAY, Sum

__all__ = ["list_steps"]


def _list_pairs(periods: set[str], plan_start: str) -> list[tuple[str | None, str, bool]]:
    """List the periods of one kind that follow one another, and whether no time lies between; the first follows none."""
    bounds = {period: period_bounds(period, plan_start=plan_start) for period in periods}
    by_kind: dict[str, list[str]] = {}
    for period in sorted(bounds, key=lambda own: (bounds[own][1], own)):
        by_kind.setdefault(period_kind(period), []).append(period)
    return [
        (before, after, before is None or bounds[after][0] - bounds[before][1] == ONE_DAY)
        for own in by_kind.values()
        for before, after in itertools.pairwise([None, *own])
    ]


def list_steps(
    counts: pd.DataFrame, known: dict[str, dict], definitions: Definitions, breakdowns: list[str]
) -> Iterator[Sum]:
    """List the steps of stocks from one period to the next, and with whom they rise.

    Parameters
    ----------
    counts : pandas.DataFrame
        From `list_counts`.
    known : dict
        Rows of ``indicators.csv`` by code.
    definitions : Definitions
        ``[disclosure.entering]`` of ``pack.toml`` names for a stock the indicator of those who come into it.
    breakdowns : list of str

    Yields
    ------
    Sum
        Either of two levels as the total of the other: which one it is, is for the counts to say.
    """
    entering = definitions.settings["disclosure"].get("entering", {})
    plan_start = definitions.settings["plan"]["from"]
    numbers = counts["count"].to_dict()
    keys = ["indicator", "part", "territory", "province", *breakdowns]
    place: dict[tuple, dict[str, int]] = {}
    for number, *cell, period in counts[[*keys, "period"]].itertuples(name=None):
        place.setdefault(tuple(cell), {}).setdefault(period, int(number))
    for (code, part, *cell), levels in place.items():
        if known[code]["moment"] != "end":
            continue
        comers = place.get((entering.get(code, ""), "", *cell), {})
        for before, after, are_adjacent in _list_pairs(set(levels), plan_start):
            high, known_before = levels[after], [levels[before]] if before else []
            for low in known_before:
                if numbers[low] != numbers[high]:
                    yield Sum(high, (low,), is_whole=False, is_assumed=True)
                    yield Sum(low, (high,), is_whole=False, is_assumed=True)
            if are_adjacent and not part and after in comers:
                yield Sum(high, (*known_before, comers[after]), of_people=False, is_late=True)
