"""Which records an indicator counts, each once, and where in time and territory each falls."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np

from ctip_analysis.definitions import period_bounds, period_of_date
from ctip_analysis.indicators.encoding import Table, find_rows, name_keys
from ctip_analysis.indicators.places import Places
from ctip_analysis.indicators.timeline import Timeline, place_slots

__all__ = ["Rows", "choose_rows", "settle_margins"]

#: The columns of ``participants`` by which a form may break the same people down one by one: such margins overlap.
MARGINS = ("sex", "age_group", "participant_group")
#: What holds together when one of several accounts of the same thing is chosen.
OWNERS = ("activity", "source_file", "source_sheet", "source_row")


@dataclass(frozen=True)
class Rows:
    """The records that an indicator counts, and where they fall.

    ``rows`` are positions in the table, ``province`` and ``slot`` the places of each; ``within`` and ``touching`` say
    for each period and slot whether it lies in it whole or only partly.
    """

    table: Table
    rows: np.ndarray
    province: np.ndarray
    slot: np.ndarray
    within: np.ndarray
    touching: np.ndarray

    def keep(self, is_kept: np.ndarray) -> "Rows":
        """Give some of the rows."""
        return Rows(
            self.table,
            self.rows[is_kept],
            self.province[is_kept],
            self.slot[is_kept],
            self.within,
            self.touching,
        )


def settle_margins(table: Table, used: set[str]) -> Table:
    """Of an event's people, counted once by sex and once by age, choose the account that the breakdown needs.

    Parameters
    ----------
    table : Table
    used : set of str
        The columns by which people are to be told apart.

    Returns
    -------
    Table
        Each event's people once; where no account tells them apart, they are ``unknown``.
    """
    margins = [column for column in MARGINS if column in table.positions and "activity" in table.positions]
    if not margins:
        return table
    is_told = {
        column: ~np.isin(table.labels[column], ["total", ""])[table.positions[column]] for column in margins
    }
    pattern = sum(is_told[column].astype(np.int64) << place for place, column in enumerate(margins))
    patterns = np.unique(pattern)
    if len(patterns) > 1:
        # The account that tells most of what is used apart, and least else.
        told = [[column for place, column in enumerate(margins) if code >> place & 1] for code in patterns]
        ranks = [
            (-len(used & set(columns)), len(columns), code)
            for columns, code in zip(told, patterns, strict=True)
        ]
        rank_of = np.argsort(np.argsort([sorted(ranks).index(rank) for rank in ranks]))
        rank = rank_of[np.searchsorted(patterns, pattern)]
        best = np.full(len(table.labels["activity"]), len(patterns))
        np.minimum.at(best, table.positions["activity"], rank)
        kept = np.flatnonzero(rank == best[table.positions["activity"]])
        table = Table(
            len(kept),
            {column: positions[kept] for column, positions in table.positions.items()},
            table.labels,
            {column: numbers[kept] for column, numbers in table.numbers.items()},
        )
    for column in margins:
        if column in used:
            labels = ["unknown" if label in ("total", "") else label for label in table.labels[column]]
            table = table.replace_labels(column, labels)
    return table


def _quarter_of(period: str) -> str:
    """Give the quarter that a period lies in, or the period itself where it is longer."""
    first, last = period_bounds(period)
    quarter = period_of_date(first.isoformat(), "quarter")
    return quarter if period_bounds(quarter)[1] >= last else period


def _slot_of_date(text: str, kind: str) -> str:
    is_known = len(text) >= 7 and text[4] == "-" and text[:4].isdigit() and text[5:7].isdigit()
    return period_of_date(text, kind) if is_known and 1 <= int(text[5:7]) <= 12 else ""


def _place_names(*lists: list[str]) -> tuple[list[str], list[np.ndarray]]:
    """Give the sorted names of several lists, and the place of each list's names among them."""
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
        names, (place,) = _place_names(by_period)
        return place[table.positions["period"]], names
    by_date = [_slot_of_date(label, kind) for label in table.labels[own]]
    names, (place, place_of_date) = _place_names(by_period, by_date)
    slots, dated = place[table.positions["period"]], place_of_date[table.positions[own]]
    is_known = np.array([bool(name) for name in names], dtype=bool)[dated]
    if not date:
        # The period stands; a date only says which of its months.
        quarters = np.array([_quarter_of(name) if name else "" for name in names], dtype=object)
        _, quarter = np.unique(quarters, return_inverse=True)
        stands = np.array([name == _quarter_of(name) if name else False for name in names], dtype=bool)
        is_known &= stands[slots] & (quarter[dated] == quarter[slots])
    return np.where(is_known, dated, slots), names


def _days_of(table: Table, date: str, slot: np.ndarray, slots: list[str], rows: np.ndarray):
    """Give the day from which each row holds, its date or the first of its slot, as a place among sorted days."""
    first = [period_bounds(name)[0].isoformat() if name else "" for name in slots]
    if not date:
        names, (place,) = _place_names(first)
        return place[slot[rows]], names
    stated = [label if len(label) == 10 else "" for label in table.labels[date]]
    names, (place, place_of_date) = _place_names(first, stated)
    own = table.positions[date][rows]
    is_day = np.array([bool(label) for label in stated], dtype=bool)[own]
    return np.where(is_day, place_of_date[own], place[slot[rows]]), names


def _order_rows(table: Table, rows: np.ndarray, days: np.ndarray, measure: np.ndarray) -> np.ndarray:
    """Order rows by day, then the largest first, then by what makes the order the same on every run."""
    names = ("period", "province", "organization", *OWNERS)
    ties = [table.positions[name][rows] for name in names if name in table.positions]
    return np.lexsort([*reversed(ties), -measure, days])


def _choose_first(table: Table, rows: np.ndarray, days: np.ndarray, indicator: dict) -> np.ndarray:
    """Of rows with the same key keep the first; of an event told by several organizations the largest account."""
    keys = name_keys(table, indicator["deduplicate_on"], rows)
    # Only what stands there more than once has to be chosen from.
    repeated = (keys >= 0) & (np.bincount(keys[keys >= 0], minlength=1)[keys] > 1)
    if not repeated.any():
        return rows
    numbers = table.numbers.get(indicator["measure"])
    measure = np.zeros(len(rows)) if numbers is None else np.nan_to_num(numbers[rows])
    owner = np.arange(len(rows))
    if "activity" in table.positions:
        owner = table.positions["activity"][rows]
        measure = np.bincount(owner, weights=measure)[owner]
    held = np.flatnonzero(repeated)
    order = held[_order_rows(table, rows[held], days[held], measure[held])]
    chosen = np.full(keys.max() + 1, -1)
    # Of several values given to one place the last stays: the order is turned around for the first.
    chosen[keys[order[::-1]]] = owner[order[::-1]]
    return rows[~repeated | (owner == chosen[keys])]


def _choose_during(
    table: Table, indicator: dict, timeline: Timeline, places: Places, with_months: bool
) -> Rows:
    """Choose the records that fall in periods."""
    slot, slots = _name_slots(table, indicator["date"], with_months)
    known = np.array([bool(name) for name in slots], dtype=bool)
    rows = find_rows(table, indicator["filter"], rows=np.flatnonzero(known[slot]))
    if indicator["deduplicate_on"] and len(rows):
        days, _ = _days_of(table, indicator["date"], slot, slots, rows)
        rows = _choose_first(table, rows, days, indicator)
    within, touching = _place_known(timeline, slots)
    province = places.find_provinces(table.labels["province"])[table.positions["province"][rows]]
    return Rows(table, rows, province, slot[rows], within, touching)


def _place_known(timeline: Timeline, slots: list[str]) -> tuple[np.ndarray, np.ndarray]:
    known = [place for place, name in enumerate(slots) if name]
    inside, touched = place_slots(timeline, [slots[place] for place in known])
    within = np.zeros((len(timeline.periods), len(slots)), dtype=bool)
    touching = within.copy()
    within[:, known], touching[:, known] = inside, touched
    return within, touching


def _keep_last(keys: np.ndarray) -> np.ndarray:
    """Give the place of the last row of each key, in their order; rows without a key all stay."""
    last = np.full(keys.max(initial=-1) + 2, -1)
    last[keys[keys >= 0]] = np.flatnonzero(keys >= 0)
    return np.flatnonzero((keys < 0) | (last[keys] == np.arange(len(keys))))


def _choose_at_end(
    table: Table, indicator: dict, timeline: Timeline, places: Places, with_months: bool
) -> Rows:
    """Choose, for the last day of each period, what held then by the last that is known of it."""
    slot, slots = _name_slots(table, indicator["date"], with_months)
    known = np.array([bool(name) for name in slots], dtype=bool)
    rows = np.flatnonzero(known[slot])
    days, names = _days_of(table, indicator["date"], slot, slots, rows)
    # Of rows of the same day the one that states the number comes last, and is kept.
    numbers = table.numbers.get(indicator["denominator_measure"] or indicator["measure"])
    is_stated = np.zeros(len(rows)) if numbers is None else ~np.isnan(numbers[rows])
    order = _order_rows(table, rows, days, -is_stated.astype("float64"))
    rows, days = rows[order], days[order]
    keys = name_keys(table, indicator["deduplicate_on"], rows) if indicator["deduplicate_on"] else None
    ends = sorted({last.isoformat() for _, last in timeline.bounds})
    chosen, at = [], []
    for place, end in enumerate(ends):
        held = np.arange(np.searchsorted(days, bisect_right(names, end)))
        if not indicator["date"]:
            # A level that is reported: that of the quarter which ends then, never of an earlier one.
            start = period_bounds(period_of_date(end, "quarter"))[0].isoformat()
            held = held[days[held] >= bisect_left(names, start)]
        if keys is not None:
            held = held[_keep_last(keys[held])]
        found = find_rows(table, indicator["filter"], rows=rows[held], end=end)
        chosen.append(found)
        at.append(np.full(len(found), place))
    rows = np.concatenate([*chosen, np.array([], dtype=np.int64)])
    within = np.array([[last.isoformat() == end for end in ends] for _, last in timeline.bounds], dtype=bool)
    within = within.reshape(len(timeline.periods), len(ends))
    province = places.find_provinces(table.labels["province"])[table.positions["province"][rows]]
    slots_at = np.concatenate([*at, np.array([], dtype=np.int64)])
    return Rows(table, rows, province, slots_at, within, np.zeros_like(within))


MOMENTS = {"during": _choose_during, "end": _choose_at_end}


def choose_rows(
    table: Table, indicator: dict, timeline: Timeline, places: Places, *, with_months: bool
) -> Rows:
    """Choose the records that an indicator counts.

    Parameters
    ----------
    table : Table
    indicator : dict
        A row of the pack's indicators.
    timeline : Timeline
    places : Places
    with_months : bool
        Whether periods are cut by months.
    """
    return MOMENTS[indicator["moment"]](table, indicator, timeline, places, with_months)
