"""A table of records placed in time and territory: the quarter or month of each row, and its province."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from ctip_analysis.definitions import period_bounds, period_of_date
from ctip_analysis.indicators.encoding import Table
from ctip_analysis.indicators.places import Places
from ctip_analysis.indicators.timeline import Timeline, place_slots

__all__ = ["Sheet", "Slots", "place_names", "place_table"]


@dataclass(frozen=True)
class Slots:
    """The slot of each row of a table: ``place`` in ``names``, where "" is unknown.

    ``within`` and ``touching`` say for each period and slot whether it lies in it whole or only partly.
    """

    place: np.ndarray
    names: list[str]
    is_known: np.ndarray
    within: np.ndarray
    touching: np.ndarray


@dataclass(frozen=True)
class Sheet:
    """A table with the province of each row, and its slots by each date that indicators go by ("" for the period)."""

    table: Table
    province: np.ndarray
    slots: dict[str, Slots]

    def keep(self, table: Table, rows) -> "Sheet":
        """Give some of the rows, whose table is given."""
        slots = {date: replace(own, place=own.place[rows]) for date, own in self.slots.items()}
        return Sheet(table, self.province[rows], slots)


@cache
def _quarter_of(period: str) -> str:
    """Give the quarter that a period lies in, or the period itself where it is longer."""
    first, last = period_bounds(period)
    quarter = period_of_date(first.isoformat(), "quarter")
    return quarter if period_bounds(quarter)[1] >= last else period


@cache
def _slot_of_date(text: str, kind: str) -> str:
    """Give the month or quarter of an ISO date, also of one known to the month; nothing of anything else."""
    is_known = len(text) >= 7 and text[4] == "-" and text[:4].isdigit() and text[5:7].isdigit()
    return period_of_date(text, kind) if is_known and 1 <= int(text[5:7]) <= 12 else ""


def place_names(*lists: list[str]) -> tuple[list[str], list[np.ndarray]]:
    """Give the sorted names of several lists, and the place of each list's names among them.

    Examples
    --------
    >>> names, places = place_names(["b"], ["c", "a"])
    >>> names, [place.tolist() for place in places]
    (['a', 'b', 'c'], [[1], [2, 0]])
    """
    names = sorted(set().union(*lists))
    place = {name: number for number, name in enumerate(names)}
    return names, [np.array([place[name] for name in own], dtype=np.int64) for own in lists]


def _name_slots(table: Table, date: str, with_months: bool) -> tuple[np.ndarray, list[str]]:
    """Give the slot of each row: of its date where the indicator names one, else of its period."""
    kind = "month" if with_months else "quarter"
    periods = [str(label) for label in table.labels["period"]]
    by_period = [period if with_months or not period else _quarter_of(period) for period in periods]
    own = date or ("date" if with_months and "date" in table.positions else "")
    if not own:
        names, (place,) = place_names(by_period)
        return place[table.positions["period"]], names
    by_date = [_slot_of_date(label, kind) for label in table.labels[own]]
    names, (place, place_of_date) = place_names(by_period, by_date)
    slots, dated = place[table.positions["period"]], place_of_date[table.positions[own]]
    is_known = np.array([bool(name) for name in names], dtype=bool)[dated]
    if not date:
        # The period stands; a date only says which of its months.
        quarters = np.array([_quarter_of(name) if name else "" for name in names], dtype=object)
        _, quarter = np.unique(quarters, return_inverse=True)
        stands = np.array([name == _quarter_of(name) if name else False for name in names], dtype=bool)
        is_known &= stands[slots] & (quarter[dated] == quarter[slots])
    return np.where(is_known, dated, slots), names


def _place_known(timeline: Timeline, slots: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Say of each period and slot whether it lies in it whole or partly; an unknown slot lies in none."""
    known = [place for place, name in enumerate(slots) if name]
    inside, touched = place_slots(timeline, [slots[place] for place in known])
    within = np.zeros((len(timeline.periods), len(slots)), dtype=bool)
    touching = within.copy()
    within[:, known], touching[:, known] = inside, touched
    return within, touching


def _find_slots(table: Table, date: str, timeline: Timeline, with_months: bool) -> Slots:
    """Find the slot of each row of a table by a date."""
    place, names = _name_slots(table, date, with_months)
    is_known = np.array([bool(name) for name in names], dtype=bool)
    return Slots(place, names, is_known, *_place_known(timeline, names))


def place_table(table: Table, dates, timeline: Timeline, places: Places, *, with_months: bool) -> Sheet:
    """Place a table in time and territory.

    Parameters
    ----------
    table : Table
    dates : iterable of str
        The columns by whose date indicators place a row; "" for the period alone.
    timeline : Timeline
    places : Places
    with_months : bool
        Whether periods are cut by months.
    """
    province = places.find_provinces(table.labels["province"])[table.positions["province"]]
    return Sheet(
        table, province, {date: _find_slots(table, date, timeline, with_months) for date in sorted({*dates})}
    )
