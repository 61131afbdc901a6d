"""Which records an indicator counts, each once, and where in time and territory each falls."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ctip_analysis.definitions import period_bounds, period_of_date
from ctip_analysis.definitions.filters import allow_unknown, parse_filter
from ctip_analysis.indicators.encoding import Table, find_rows, mark_meeting, name_keys
from ctip_analysis.indicators.slots import Sheet, Slots, place_names
from ctip_analysis.indicators.timeline import Timeline

__all__ = ["Rows", "choose_rows"]

#: What holds together when one of several accounts of the same thing is chosen.
OWNERS = ("activity", "source_file", "source_sheet", "source_row")
#: So many numbers are told apart by one key.
MOST_NUMBERS = 2**62


@dataclass(frozen=True)
class Rows:
    """The records that an indicator counts, and where they fall.

    ``rows`` are positions in the table, ``province`` and ``slot`` the places of each; ``within`` and ``touching`` say
    for each period and slot whether it lies in it whole or only partly. ``alone_by`` names the key of which no period
    has two rows, if there is one; ``doubtful`` are records of which is not known whether they count, in the same slots.
    """

    table: Table
    rows: np.ndarray
    province: np.ndarray
    slot: np.ndarray
    within: np.ndarray
    touching: np.ndarray
    alone_by: str = ""
    doubtful: "Rows | None" = None

    @cached_property
    def is_spoken(self) -> np.ndarray:
        """Whether any row lies in each period."""
        held = np.bincount(self.slot, minlength=self.within.shape[1]) > 0
        return (self.within & held).any(axis=1)

    def keep(self, is_kept: np.ndarray) -> "Rows":
        """Give some of the rows."""
        return Rows(
            self.table,
            self.rows[is_kept],
            self.province[is_kept],
            self.slot[is_kept],
            self.within,
            self.touching,
            self.alone_by,
            self.doubtful,
        )

    def repeat(self, times: int) -> "Rows":
        """Give the rows so many times, one after the other."""
        if times == 1:
            return self
        rows, province, slot = (np.tile(own, times) for own in (self.rows, self.province, self.slot))
        return replace(self, rows=rows, province=province, slot=slot)

    def narrow(self, periods: np.ndarray) -> "Rows":
        """Give the same rows for some of the periods."""
        if len(periods) == len(self.within):
            return self
        doubtful = None if self.doubtful is None else self.doubtful.narrow(periods)
        return replace(self, within=self.within[periods], touching=self.touching[periods], doubtful=doubtful)


def _days_of(table: Table, date: str, slots: Slots, rows: np.ndarray, *, is_level: bool = False):
    """Give the day from which each row holds, as a place among sorted days.

    It is the row's date or the first day of its slot; of a level it is the last day of the slot.
    """
    first = [period_bounds(name)[is_level].isoformat() if name else "" for name in slots.names]
    slot = slots.place[rows]
    if not date:
        names, (place,) = place_names(first)
        return place[slot], names
    stated = [label if len(label) == 10 else "" for label in table.labels[date]]
    names, (place, place_of_date) = place_names(first, stated)
    own = table.positions[date][rows]
    is_day = np.array([bool(label) for label in stated], dtype=bool)[own]
    return np.where(is_day, place_of_date[own], place[slot]), names


def pack_keys(keys: list[tuple[np.ndarray, int]]) -> list[np.ndarray]:
    """Join keys, each of numbers below a size, to as few as hold them; they order rows as before, only sooner.

    Examples
    --------
    >>> [key.tolist() for key in pack_keys([(np.array([1, 0]), 2), (np.array([2, 1]), 3)])]
    [[5, 1]]
    """
    packed, room = [], 0
    for key, size in keys:
        if room * size == 0 or room * size > MOST_NUMBERS:
            packed.append(key.astype(np.int64))
            room = size
        else:
            packed[-1] = packed[-1] * size + key
            room *= size
    return packed


def _rank_ties(table: Table, rows: np.ndarray) -> list[np.ndarray]:
    """Give keys that make the order of rows the same on every run, the first counting most."""
    names = ("period", "province", "organization", *OWNERS)
    return pack_keys(
        [
            (table.ranks[name][table.positions[name][rows]], len(table.ranks[name]))
            for name in names
            if name in table.ranks
        ]
    )


def _order_rows(table: Table, rows: np.ndarray, days: np.ndarray, measure: np.ndarray) -> np.ndarray:
    """Order rows by day, then the largest first, then by what makes the order the same on every run."""
    return np.lexsort([*reversed(_rank_ties(table, rows)), -measure, days])


def _keep_least(keys: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Mark the rows that have the least number of those with the same key."""
    least = np.full(keys.max(initial=-1) + 1, np.inf)
    np.minimum.at(least, keys, numbers)
    return numbers == least[keys]


def _measure_owners(table: Table, rows: np.ndarray, measure: str) -> tuple[np.ndarray, np.ndarray]:
    """Number what each row is a part of, the activity of its people or the row itself, and add up its measure."""
    numbers = table.numbers.get(measure)
    own = np.zeros(len(rows)) if numbers is None else np.nan_to_num(numbers[rows])
    if "activity" not in table.positions:
        return rows, own
    owner = table.positions["activity"][rows]
    return owner, np.bincount(owner, weights=own)[owner]


def _choose_first(table: Table, rows: np.ndarray, slots: Slots, indicator: dict) -> np.ndarray:
    """Of rows with the same key keep the first; of an event told by several organizations the largest account."""
    keys = name_keys(table, indicator["deduplicate_on"], rows)
    known = np.flatnonzero(keys >= 0)
    # Only what stands there more than once has to be chosen from.
    repeated = known[np.bincount(keys[known], minlength=1)[keys[known]] > 1]
    if not len(repeated):
        return rows
    owner, measure = _measure_owners(table, rows, indicator["measure"])
    keys, own, owner, measure = keys[repeated], rows[repeated], owner[repeated], measure[repeated]
    held, days = np.arange(len(own)), _days_of(table, indicator["date"], slots, own)[0]
    for numbers in (days.astype("float64"), -measure):
        held = held[_keep_least(keys[held], numbers[held])]
    order = held[np.lexsort(_rank_ties(table, own[held])[::-1])]
    chosen = np.full(keys.max() + 1, -1)
    # Of several values given to one place the last stays: the order is turned around for the first.
    chosen[keys[order[::-1]]] = owner[order[::-1]]
    is_kept = np.ones(len(rows), dtype=bool)
    is_kept[repeated] = owner == chosen[keys]
    return rows[is_kept]


def _choose_during(sheet: Sheet, indicator: dict, timeline: Timeline) -> Rows:
    """Choose the records that fall in periods."""
    table, slots = sheet.table, sheet.slots[indicator["date"]]
    conditions, is_placed = parse_filter(indicator["filter"]), slots.is_known[slots.place]
    is_counted = mark_meeting(table, conditions)
    rows = np.flatnonzero(is_counted & is_placed)
    if indicator["deduplicate_on"] and len(rows):
        rows = _choose_first(table, rows, slots, indicator)
    perhaps = np.flatnonzero(mark_meeting(table, allow_unknown(conditions)) & ~is_counted & is_placed)

    def place(own: np.ndarray, **more) -> Rows:
        """Give some rows and where they fall."""
        return Rows(table, own, sheet.province[own], slots.place[own], slots.within, slots.touching, **more)

    # An event that is kept may have several rows of people.
    alone_by = "" if "activity" in table.positions else indicator["deduplicate_on"]
    return place(rows, alone_by=alone_by, doubtful=place(perhaps) if len(perhaps) else None)


def _keep_last(keys: np.ndarray) -> np.ndarray:
    """Give the place of the last row of each key, in their order; rows without a key all stay."""
    last = np.full(keys.max(initial=-1) + 2, -1)
    last[keys[keys >= 0]] = np.flatnonzero(keys >= 0)
    return np.flatnonzero((keys < 0) | (last[keys] == np.arange(len(keys))))


def _mark_spanning(slots: Slots, rows: np.ndarray, day: str) -> np.ndarray:
    """Mark the rows whose slot has begun on a day: where it ends later, their level on that day is not told."""
    has_begun = [bool(name) and period_bounds(name)[0].isoformat() <= day for name in slots.names]
    return np.array(has_begun, dtype=bool)[slots.place[rows]]


def _choose_at_end(sheet: Sheet, indicator: dict, timeline: Timeline) -> Rows:
    """Choose, for the last day of each period, what held then by the last that is known of it."""
    table, slots = sheet.table, sheet.slots[indicator["date"]]
    rows = np.flatnonzero(slots.is_known[slots.place])
    days, names = _days_of(table, indicator["date"], slots, rows, is_level=not indicator["date"])
    # Of rows of the same day the one that states the number comes last, and is kept.
    numbers = table.numbers.get(indicator["denominator_measure"] or indicator["measure"])
    is_stated = np.zeros(len(rows)) if numbers is None else ~np.isnan(numbers[rows])
    order = _order_rows(table, rows, days, -is_stated.astype("float64"))
    rows, days = rows[order], days[order]
    keys = name_keys(table, indicator["deduplicate_on"], rows) if indicator["deduplicate_on"] else None
    conditions = parse_filter(indicator["filter"])
    widened = allow_unknown(conditions)
    ends = np.array(sorted({last.isoformat() for _, last in timeline.bounds}), dtype=object)
    chosen, perhaps = [], []
    for end in ends:
        held, later = np.split(np.arange(len(rows)), [np.searchsorted(days, bisect_right(names, end))])
        untold = rows[:0] if indicator["date"] else rows[later][_mark_spanning(slots, rows[later], end)]
        if not indicator["date"]:
            # A level that is reported: that of the quarter which ends then, never of an earlier one.
            start = period_bounds(period_of_date(end, "quarter"))[0].isoformat()
            held = held[days[held] >= bisect_left(names, start)]
        if keys is not None:
            held = held[_keep_last(keys[held])]
        chosen.append(find_rows(table, conditions, rows[held], end=end))
        if widened != conditions:
            found = find_rows(table, widened, rows[held], end=end)
            untold = np.concatenate([np.setdiff1d(found, chosen[-1]), untold])
        perhaps.append(untold)
    within = np.array([last.isoformat() for _, last in timeline.bounds], dtype=object)[:, None] == ends

    def place(lists: list[np.ndarray], **more) -> Rows:
        """Give the rows of each end and where they fall."""
        own = np.concatenate([*lists, np.array([], dtype=np.int64)])
        at = np.repeat(np.arange(len(ends)), [len(part) for part in lists])
        return Rows(table, own, sheet.province[own], at, within, np.zeros_like(within), **more)

    doubtful = place(perhaps) if sum(map(len, perhaps)) else None
    return place(chosen, alone_by=indicator["deduplicate_on"], doubtful=doubtful)


def _choose_last(sheet: Sheet, indicator: dict, timeline: Timeline) -> Rows:
    """Choose, for each period, of the records that fall in it the last of each thing: what several state is one state."""
    table, slots = sheet.table, sheet.slots[indicator["date"]]
    rows = np.flatnonzero(
        mark_meeting(table, parse_filter(indicator["filter"])) & slots.is_known[slots.place]
    )
    for measure in (indicator["measure"], indicator["denominator_measure"]):
        if measure in table.numbers:
            rows = rows[~np.isnan(table.numbers[measure][rows])]
    days, _ = _days_of(table, indicator["date"], slots, rows)
    rows = rows[_order_rows(table, rows, days, np.zeros(len(rows)))]
    keys = name_keys(table, indicator["deduplicate_on"], rows)
    chosen = [np.array([], dtype=np.int64)]
    for inside in slots.within:
        held = np.flatnonzero(inside[slots.place[rows]])
        chosen.append(rows[held[_keep_last(keys[held])]])
    slot = np.repeat(np.arange(len(slots.within)), [len(own) for own in chosen[1:]])
    found, within = np.concatenate(chosen), np.eye(len(slots.within), dtype=bool)
    nothing = np.zeros_like(within)
    return Rows(table, found, sheet.province[found], slot, within, nothing, indicator["deduplicate_on"])


MOMENTS = {"during": _choose_during, "end": _choose_at_end, "last": _choose_last}


def choose_rows(sheet: Sheet, indicator: dict, timeline: Timeline) -> Rows:
    """Choose the records that an indicator counts.

    Parameters
    ----------
    sheet : Sheet
        The indicator's table, placed by its date.
    indicator : dict
        A row of the pack's indicators.
    timeline : Timeline
    """
    return MOMENTS[indicator["moment"]](sheet, indicator, timeline)
