"""The periods of a run, and which quarters and months lie in each."""

import datetime as dt
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from ctip_analysis.definitions import (
    CALENDAR_KINDS,
    PERIOD_KINDS,
    Definitions,
    list_periods,
    period_bounds,
    period_kind,
    period_of_date,
    period_within,
)

__all__ = ["Timeline", "build_timeline", "needs_months", "place_slots"]


@dataclass(frozen=True)
class Timeline:
    """The periods of a run against the quarters in which reports are due.

    ``due`` says for each period and quarter whether the quarter's report speaks of the period; ``last`` is the
    quarter in which each period ends; ``is_whole`` whether reports were due for all of it.
    """

    periods: list[str]
    kinds: np.ndarray
    bounds: list[tuple[dt.date, dt.date]]
    quarters: list[str]
    due: np.ndarray
    last: np.ndarray
    is_whole: np.ndarray

    @cached_property
    def is_calendar(self) -> np.ndarray:
        """Whether each period is one of the calendar."""
        return self.mark_kinds(*CALENDAR_KINDS)

    @cached_property
    def is_shown(self) -> np.ndarray:
        """Whether each period is whole, or was asked for by name."""
        return self.is_whole | ~self.is_calendar

    @cached_property
    def _of_kind(self) -> dict[str, np.ndarray]:
        """Mark the periods of each kind."""
        return {kind: self.kinds == kind for kind in dict.fromkeys(self.kinds)}

    def mark_kinds(self, *kinds: str) -> np.ndarray:
        """Mark the periods of some kinds."""
        marks = np.zeros(len(self.periods), dtype=bool)
        for kind in kinds:
            marks |= self._of_kind.get(kind, False)
        return marks


@cache
def _bounds(period: str, plan_start: str = "") -> tuple[dt.date, dt.date]:
    """Give the first and the last day of a period."""
    return period_bounds(period, plan_start=plan_start)


def needs_months(entries) -> bool:
    """Whether any of the periods asked for is cut by months.

    Examples
    --------
    >>> needs_months(["quarter", "year"]), needs_months(["2018-03/2019-08"])
    (False, True)
    """
    return any(entry == "month" or entry not in PERIOD_KINDS for entry in entries)


def _list_entry(entry: str, quarters: list[str]) -> list[str]:
    """List the periods that an entry of the settings asks for: all of a kind, or the one that it names."""
    if entry not in PERIOD_KINDS:
        period_kind(entry)
        return [entry]
    if entry == "month":
        return [
            month
            for quarter in quarters
            for month in list_periods(*(f"{day:%Y-%m}" for day in _bounds(quarter)))
        ]
    if entry in CALENDAR_KINDS:
        return sorted({period_within(quarter, entry) for quarter in quarters})
    return [quarter + entry for quarter in quarters]


def _lie_all_in(first: dt.date, last: dt.date, quarters: set[str]) -> bool:
    """Whether every quarter that lies between two days is among those given."""
    ends = (period_of_date(day.isoformat(), "quarter") for day in (first, last))
    return quarters.issuperset(list_periods(*ends))


def build_timeline(
    due: set[str], unlisted: set[str], reported: set[str], entries, definitions: Definitions
) -> Timeline:
    """Build the periods of a run.

    Parameters
    ----------
    due, unlisted, reported : set of str
        The quarters for which reports were due, for which reports came that were not due, and of which records speak.
        A longer period is whole within the span that was due, or where each of its quarters is due or was reported.
    entries : sequence of str
        Kinds of periods, or single periods.
    definitions : Definitions

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> build_timeline({"2019Q1", "2019Q2"}, set(), set(), ["half", "year"], load_definitions()).periods
    ['2019H1']
    """
    quarters, known = sorted(due | unlisted | reported), due | unlisted
    plan = definitions.settings["plan"]["from"]
    wanted = dict.fromkeys(period for entry in entries for period in _list_entry(entry, quarters))
    span = (_bounds(min(due))[0], _bounds(max(due))[1]) if due else None
    named = {entry for entry in entries if entry not in PERIOD_KINDS}
    periods, bounds, whole = [], [], []
    for period in sorted(wanted):
        first, last = _bounds(period, plan)
        if last < first:
            continue
        is_whole = (span is not None and span[0] <= first and last <= span[1]) or _lie_all_in(
            first, last, known
        )
        # A plan to date may begin before anything was due: it is then partial. All others must be whole.
        begins_before = span is not None and period_kind(period) == "PTD" and span[0] <= last <= span[1]
        if is_whole or begins_before or period in named or period in reported:
            periods.append(period)
            bounds.append((first, last))
            whole.append(is_whole)
    days = [_bounds(quarter) for quarter in quarters]
    overlaps = np.array([[a <= last and b >= first for a, b in days] for first, last in bounds], dtype=bool)
    return Timeline(
        periods,
        np.array([period_kind(period) for period in periods], dtype=object),
        bounds,
        quarters,
        overlaps.reshape(len(periods), len(quarters)),
        np.array([_last_quarter(last, days) for _, last in bounds], dtype=np.int64),
        np.array(whole, dtype=bool),
    )


def _last_quarter(last: dt.date, days: list) -> int:
    """Give the place of the quarter in which a period ends; -1 where it is none of them."""
    return next((place for place, (first, end) in enumerate(days) if first <= last <= end), -1)


def place_slots(timeline: Timeline, slots) -> tuple[np.ndarray, np.ndarray]:
    """Say for each period and slot (a quarter, a month) whether it lies in it whole, and whether only partly.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> timeline = build_timeline({"2019Q1"}, set(), set(), ["month"], load_definitions())
    >>> within, touching = place_slots(timeline, ["2019Q1", "2019-02"])
    >>> within[1].tolist(), touching[1].tolist()
    ([False, True], [True, False])
    """
    days = np.array([[day.toordinal() for day in _bounds(slot)] for slot in slots], dtype=np.int64)
    ends = np.array([[day.toordinal() for day in pair] for pair in timeline.bounds], dtype=np.int64)
    (first, last), (start, end) = days.reshape(-1, 2).T, ends.reshape(-1, 2).T[:, :, None]
    inside = (start <= first) & (last <= end)
    return inside, (first <= end) & (last >= start) & ~inside
