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
    """What was counted of one breakdown of an indicator: of each wanted unit and period a number for each code.

    ``unit`` and ``period`` are their places in the lists of the run; the numbers are of the first for all ``codes``, then
    of the second. A count is no ratio:
    its ``denominator`` is missing. ``is_open`` marks where there may be more than was counted, ``is_told`` where a count
    that is missing can be nothing.
    """

    indicator: dict
    columns: tuple[str, ...]
    codes: list[tuple]
    unit: np.ndarray
    period: np.ndarray
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


@dataclass(frozen=True)
class _Cells:
    """The units and periods of all parts, one under the other.

    ``part`` is the place of the part of each, ``number`` gives for each number of all parts the place of its cell.
    """

    part: np.ndarray
    unit: np.ndarray
    period: np.ndarray
    number: np.ndarray

    def look_up(self, grids: list[np.ndarray], place: np.ndarray) -> np.ndarray:
        """Look up for each number what stands at the place of its cell in the grid of its part; parts share grids."""
        held = {id(grid): grid for grid in grids}
        at = {own: number * grids[0].size for number, own in enumerate(held)}
        first = np.array([at[id(grid)] for grid in grids], dtype=np.int64)
        return np.concatenate([grid.ravel() for grid in held.values()])[first[self.part] + place][self.number]

    def spread(self, own: list) -> np.ndarray:
        """Give for each number what is said of its part."""
        return np.array(own)[self.part][self.number]


def _join(parts: list[Part], name: str) -> np.ndarray:
    """Join a column of all parts, one under the other."""
    return np.concatenate([getattr(part, name) for part in parts])


def _join_cells(parts: list[Part]) -> _Cells:
    """Join the units and periods of all parts."""
    of_part = np.repeat(np.arange(len(parts)), [len(part.unit) for part in parts])
    sizes = np.array([len(part.codes) for part in parts])[of_part]
    number = np.repeat(np.arange(len(of_part)), sizes)
    return _Cells(of_part, _join(parts, "unit"), _join(parts, "period"), number)


def _divide(parts: list[Part], cells: _Cells, came: np.ndarray, is_ratio: np.ndarray) -> tuple:
    """Give value, numerator and denominator, and where there is something below the line: of a count, 1."""
    numerator, denominator, is_open = (_join(parts, name) for name in ("numerator", "denominator", "is_open"))
    # Where a report came and holds no such record, the count is a true nothing; elsewhere it stays missing.
    is_nothing = np.isnan(numerator) & (came > 0) & ~(is_ratio | is_open) & _join(parts, "is_told")
    numerator[is_nothing] = 0.0
    above = numerator * cells.spread([float(part.indicator["multiplier"]) for part in parts])
    below = np.where(is_ratio, denominator, 1.0)
    is_divided = below > 0
    value = np.divide(above, below, out=np.full(below.shape, np.nan), where=is_divided)
    return {"value": value, "numerator": numerator, "denominator": denominator}, is_divided


def _settle(parts: list[Part], cells: _Cells, setting: Setting) -> tuple[dict, dict]:
    """Settle the numbers of all parts, and the places of their status and of whether they are provisional."""
    timeline, counts = setting.timeline, [setting.count_reports(part.indicator) for part in parts]
    place = cells.unit * len(timeline.periods) + cells.period
    due, came, expected, complete = (
        cells.look_up([getattr(own, name) for own in counts], place)
        for name in ("reports", "came", "expected", "complete")
    )
    is_ratio, is_calendar = (
        cells.spread([getattr(part, name) for part in parts]) for name in ("is_ratio", "is_calendar")
    )
    numbers, is_divided = _divide(parts, cells, came, is_ratio)
    outside = (~timeline.is_whole & ~timeline.is_calendar)[cells.period][cells.number]
    status = settle_status(
        numbers["value"],
        due,
        came,
        # A ratio of which only what stands above the line is not known has something to divide by.
        is_ratio=is_ratio & ~is_divided,
        is_calendar=is_calendar,
        is_cut=(_join(parts, "is_open") | outside) & ~is_calendar,
    )
    open_cohorts = [_find_provisional(part.indicator, timeline, setting.data_end) for part in parts]
    provisional = cells.look_up(open_cohorts, cells.period).astype(np.int64)
    numbers |= {"organizations_reporting": complete, "organizations_expected": expected}
    return numbers, {"status": Texts(status, STATUSES), "is_provisional": Texts(provisional, PROVISIONAL)}


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
    cells, places = _join_cells(parts), setting.places
    numbers, texts = _settle(parts, cells, setting)
    unit, period = cells.unit[cells.number], cells.period[cells.number]
    texts["territory"], texts["province"] = (
        Texts(unit, [pair[at] for pair in places.units]) for at in (0, 1)
    )
    texts["period"] = Texts(period, setting.timeline.periods)
    blocks, end = [], 0
    for part in parts:
        start, end = end, end + len(part.numerator)
        own = {name: Texts(column.place[start:end], column.names) for name, column in texts.items()}
        code = np.tile(np.arange(len(part.codes)), len(part.unit))
        for number, name in enumerate(part.columns):
            own[name] = Texts(code, [names[number] for names in part.codes])
        block = Block(part.columns, own, {name: column[start:end] for name, column in numbers.items()})
        blocks.append(_narrow_to_organizations(block, setting) if "organization" in part.columns else block)
    return blocks
