"""What was counted of each breakdown laid out as values: of all indicators at once, for they are many and small."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from ctip_analysis.indicators.blocks import Block, Texts
from ctip_analysis.indicators.setting import CALENDAR_TABLES, Setting
from ctip_analysis.indicators.statuses import STATUSES, settle_status
from ctip_analysis.indicators.timeline import Timeline
from ctip_analysis.indicators.used_columns import RATIOS

__all__ = ["Part", "lay_out"]

PROVISIONAL = ["", "yes"]


@dataclass(frozen=True)
class Part:
    """What was counted of one breakdown of an indicator, a number for each wanted unit and period and each code.

    ``unit`` and ``period`` are places in the lists of the run, ``code`` is the place in ``codes``. A count is no ratio:
    its ``denominator`` is missing. ``is_open`` marks where there may be more than was counted, ``is_told`` where a count
    that is missing can be nothing.
    """

    indicator: dict
    columns: tuple[str, ...]
    codes: list[tuple]
    unit: np.ndarray
    period: np.ndarray
    code: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    is_open: np.ndarray
    is_told: np.ndarray

    @property
    def is_ratio(self) -> bool:
        """Whether the numbers are shares."""
        return self.indicator["kind"] in RATIOS

    @property
    def is_calendar(self) -> bool:
        """Whether the indicator is about reporting itself."""
        return self.indicator["table"] in CALENDAR_TABLES


def _find_provisional(indicator: dict, timeline: Timeline, data_end: dt.date) -> np.ndarray:
    """Say of each period whether the follow-up of its cohort is still open; without a window it never closes."""
    if indicator["kind"] != "cohort_ratio":
        return np.zeros(len(timeline.periods), dtype=bool)
    if not indicator["window_days"]:
        return np.ones(len(timeline.periods), dtype=bool)
    window = dt.timedelta(days=int(indicator["window_days"]))
    return np.array([last + window > data_end for _, last in timeline.bounds], dtype=bool)


class _Joined:
    """All parts, one under the other."""

    def __init__(self, parts: list[Part]):
        self._parts = parts
        self.starts = np.cumsum([0, *(len(part.unit) for part in parts)])
        self._which = np.repeat(np.arange(len(parts)), np.diff(self.starts))

    def join(self, name: str) -> np.ndarray:
        """Join what each part says of each of its numbers."""
        return np.concatenate([getattr(part, name) for part in self._parts])

    def spread(self, say) -> np.ndarray:
        """Say the same of all numbers of a part."""
        return np.array([say(part) for part in self._parts])[self._which]

    def look_up(self, grids: list[np.ndarray], cell: np.ndarray) -> np.ndarray:
        """Look up for each number its cell in the grid of its part; parts share grids."""
        held = {id(grid): grid for grid in grids}
        place = {own: number for number, own in enumerate(held)}
        first = np.array([place[id(grid)] for grid in grids]) * grids[0].size
        return np.concatenate([grid.ravel() for grid in held.values()]).take(first[self._which] + cell)


def _settle(parts: list[Part], setting: Setting) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Settle the values of all parts: their numbers, and the places of their status and whether they are provisional."""
    every, timeline = _Joined(parts), setting.timeline
    unit, period, numerator, denominator, is_open = (
        every.join(name) for name in ("unit", "period", "numerator", "denominator", "is_open")
    )
    is_ratio, is_calendar = (
        every.spread(lambda part, n=n: getattr(part, n)) for n in ("is_ratio", "is_calendar")
    )
    counts = [setting.count_reports(part.indicator) for part in parts]
    due, came, expected, complete = (
        every.look_up([getattr(own, name) for own in counts], unit * len(timeline.periods) + period)
        for name in ("reports", "came", "expected", "complete")
    )
    # Where a report came and holds no such record, the count is a true nothing; elsewhere it stays missing.
    is_nothing = ~is_ratio & np.isnan(numerator) & (came > 0) & ~is_open & every.join("is_told")
    numerator = np.where(is_nothing, 0.0, numerator)
    below = np.where(is_ratio, denominator, 1.0)
    above = numerator * every.spread(lambda part: float(part.indicator["multiplier"]))
    value = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
    outside = ~timeline.is_whole & ~timeline.is_calendar
    status = settle_status(
        value,
        due,
        came,
        # A ratio of which only what stands above the line is not known has something to divide by.
        is_ratio=is_ratio & ~(below > 0),
        is_calendar=is_calendar,
        is_cut=(is_open | outside[period]) & ~is_calendar,
    )
    open_cohorts = [_find_provisional(part.indicator, timeline, setting.data_end) for part in parts]
    provisional = every.look_up(open_cohorts, period).astype(np.int64)
    numbers = {"value": value, "numerator": numerator, "denominator": denominator}
    numbers |= {"organizations_reporting": complete, "organizations_expected": expected}
    return numbers, {"status": status, "is_provisional": provisional}


def _narrow_to_organizations(block: Block, setting: Setting) -> Block:
    """Keep the rows of organizations that have a number, each beside its own reports alone."""
    block = block.keep(np.flatnonzero(~np.isnan(block.numbers["value"])))
    number = {name: place for place, name in enumerate(setting.organizations)}
    texts = block.texts["organization"]
    owner = np.array([number.get(name, -1) for name in texts.names], dtype=np.int64)[texts.place]
    is_due, is_whole = np.zeros(block.size, dtype=bool), np.ones(block.size, dtype=bool)
    known, period = owner >= 0, block.texts["period"].place
    is_due[known], is_whole[known] = (marks[owner[known], period[known]] for marks in setting.own_reports)
    reported, zero, partial = (STATUSES.index(name) for name in ("reported", "zero", "partial"))
    status = block.texts["status"].place
    status = np.where((status == partial) & is_whole, reported, status)
    status = np.where((status == reported) & (block.numbers["value"] == 0), zero, status)
    return block.with_columns(
        {"status": Texts(status, STATUSES)},
        {
            "organizations_expected": is_due.astype(np.int64),
            "organizations_reporting": (is_due & is_whole).astype(np.int64),
        },
    )


def lay_out(parts: list[Part], setting: Setting) -> list[Block]:
    """Lay the numbers of breakdowns out as values.

    Parameters
    ----------
    parts : list of Part
    setting : Setting

    Returns
    -------
    list of Block
        One for each part, with territory, province, period, the breakdown, status and is_provisional, and value,
        numerator, denominator, organizations_reporting and organizations_expected.
    """
    if not parts:
        return []
    numbers, texts = _settle(parts, setting)
    names = {"status": STATUSES, "is_provisional": PROVISIONAL}
    views, units = ([pair[place] for pair in setting.places.units] for place in (0, 1))
    blocks, end = [], 0
    for part in parts:
        start, end = end, end + len(part.unit)
        own = {
            "territory": Texts(part.unit, views),
            "province": Texts(part.unit, units),
            "period": Texts(part.period, setting.timeline.periods),
        }
        own |= {name: Texts(place[start:end], names[name]) for name, place in texts.items()}
        for number, name in enumerate(part.columns):
            own[name] = Texts(part.code, [code[number] for code in part.codes])
        block = Block(part.columns, own, {name: column[start:end] for name, column in numbers.items()})
        blocks.append(_narrow_to_organizations(block, setting) if "organization" in part.columns else block)
    return blocks
