"""Values of what organizations report: every unit and period that was due stays in the table."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ctip_analysis.definitions import ANY, Breakdown, Definitions, parse_breakdowns
from ctip_analysis.indicators.blocks import Block, Texts
from ctip_analysis.indicators.choosing import Rows
from ctip_analysis.indicators.coding import UNKNOWN
from ctip_analysis.indicators.counts import Counts
from ctip_analysis.indicators.kinds import KINDS, Grid, Parts
from ctip_analysis.indicators.margins import MARGINS
from ctip_analysis.indicators.places import Places
from ctip_analysis.indicators.population import Population
from ctip_analysis.indicators.slots import Sheet
from ctip_analysis.indicators.statuses import STATUSES, settle_status
from ctip_analysis.indicators.timeline import Timeline
from ctip_analysis.indicators.used_columns import RATIOS, list_conditions

__all__ = ["CALENDAR_TABLES", "TABLES_OF_ANY", "Setting", "compute_reported"]

#: Tables about reporting itself: that a report is missing is what they tell.
CALENDAR_TABLES = ("due_reports", "submissions")
#: Tables for which a report with any of its parts is enough.
TABLES_OF_ANY = (*CALENDAR_TABLES, "reported_rows")
#: Months are cut from quarters where they are asked for; no indicator asks for them itself.
FINENESS = {"month": 0, "quarter": 0, "half": 1, "year": 2}
PROVISIONAL = ["", "yes"]


@dataclass(frozen=True)
class Setting:
    """What all indicators of a run share: the periods, the units, until when data speak, who was due and who came.

    ``count`` gives the counts of a table's reports, in the quarter in which a period ends or in all of its quarters;
    ``place`` gives a table of records for the columns by which its people are told apart; ``choose`` gives the rows
    that an indicator counts, for such columns, and ``code`` their codes of a breakdown. ``own_reports`` says for each
    organization and period whether any report was due, and whether all that were due came.
    """

    definitions: Definitions
    timeline: Timeline
    places: Places
    data_end: dt.date
    count: Callable[[str, bool], Counts]
    place: Callable[[str, frozenset], Sheet]
    choose: Callable[[dict, frozenset], Rows]
    code: Callable[[Rows, tuple], tuple | None]
    organizations: list[str]
    own_reports: tuple[np.ndarray, np.ndarray]
    population: Population


def _count_reports(indicator: dict, setting: Setting) -> Counts:
    """Count who was due: for a stock in the quarter in which the period ends, else in all quarters of the period."""
    table = ANY if indicator["table"] in TABLES_OF_ANY else indicator["table"]
    return setting.count(table, indicator["moment"] == "end")


def _choose_periods(indicator: dict, rows: Rows, timeline: Timeline, finest: str) -> np.ndarray:
    """Choose the periods of an indicator: not finer than its own, and whole, asked for by name or spoken of."""
    least = max(FINENESS[indicator["period"]], FINENESS.get(finest, 0))
    too_fine = [kind for kind, fineness in FINENESS.items() if fineness < least]
    is_coarse, is_shown = ~timeline.mark_kinds(*too_fine), timeline.is_whole | ~timeline.is_calendar
    if is_shown.all():
        return np.flatnonzero(is_coarse)
    held = np.bincount(rows.slot, minlength=rows.within.shape[1]) > 0
    spoken = (rows.within & held).any(axis=1) & timeline.mark_kinds("quarter")
    return np.flatnonzero(is_coarse & (is_shown | spoken))


def _choose_units(indicator: dict, breakdown: Breakdown, places: Places) -> np.ndarray:
    """Choose the units of a breakdown: those of the views of the indicator, or the country alone."""
    views = indicator["views"].split(";") if indicator["views"] else None
    if breakdown.is_country_only or views == ["country"]:
        return np.array([places.country])
    return np.array(
        [
            n
            for n, (view, _) in enumerate(places.units)
            if views is None or view in views or n == places.country
        ]
    )


def _find_provisional(indicator: dict, timeline: Timeline, data_end: dt.date) -> np.ndarray:
    """Say of each period whether the follow-up of its cohort is still open; without a window it never closes."""
    if indicator["kind"] != "cohort_ratio":
        return np.zeros(len(timeline.periods), dtype=bool)
    if not indicator["window_days"]:
        return np.ones(len(timeline.periods), dtype=bool)
    window = dt.timedelta(days=int(indicator["window_days"]))
    return np.array([last + window > data_end for _, last in timeline.bounds], dtype=bool)


def _list_parts(parts: Parts, unit: np.ndarray, period: np.ndarray) -> list[np.ndarray]:
    """List numerator, denominator and the mark of some cells, each one after the other."""
    empty = np.full(parts.numerator.shape, np.nan) if parts.denominator is None else parts.denominator
    return [cells[unit, period].ravel() for cells in (parts.numerator, empty, parts.is_open)]


def _mark_untold(parts: Parts, codes: list[tuple]) -> np.ndarray:
    """Mark the codes of which nothing is known in a cell: all that was counted there is of an unknown code."""
    is_unknown = np.array([UNKNOWN in code for code in codes], dtype=bool)
    counted = np.nan_to_num(parts.numerator[:, :, is_unknown]) > 0
    has_unknown = (counted | parts.is_open[:, :, is_unknown]).any(axis=2)
    has_known = ~np.isnan(parts.numerator[:, :, ~is_unknown]).all(axis=2)
    return (has_unknown & ~has_known)[:, :, None] & ~is_unknown


def _lay_out(
    parts: Parts, indicator: dict, setting: Setting, is_wanted: np.ndarray, codes: list[tuple], columns
) -> Block:
    """Lay the wanted units and periods of one breakdown out as columns."""
    timeline, places = setting.timeline, setting.places
    is_ratio, is_calendar = indicator["kind"] in RATIOS, indicator["table"] in CALENDAR_TABLES
    counts = _count_reports(indicator, setting)
    unit, period = np.nonzero(is_wanted)
    numerator, denominator, is_open = _list_parts(parts, unit, period)
    unit, period = np.repeat(unit, len(codes)), np.repeat(period, len(codes))
    due, came = counts.reports[unit, period], counts.came[unit, period]
    if not is_ratio:
        # Where a report came and holds no such record, the count is a true nothing; elsewhere it stays missing.
        is_told = ~_mark_untold(parts, codes)[np.nonzero(is_wanted)].ravel()
        numerator = np.where(np.isnan(numerator) & (came > 0) & ~is_open & is_told, 0.0, numerator)
    below = denominator if is_ratio else np.ones_like(numerator)
    above = numerator * float(indicator["multiplier"])
    value = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
    outside = ~timeline.is_whole & ~timeline.is_calendar
    is_cut = (is_open | outside[period]) & (not is_calendar)
    # A ratio of which only what stands above the line is not known has something to divide by.
    is_undivided = is_ratio & ~(below > 0)
    status = settle_status(value, due, came, is_ratio=is_undivided, is_calendar=is_calendar, is_cut=is_cut)
    provisional = _find_provisional(indicator, timeline, setting.data_end)[period]
    code = np.tile(np.arange(len(codes)), int(is_wanted.sum()))
    return Block(
        columns,
        {
            "territory": Texts(unit, [view for view, _ in places.units]),
            "province": Texts(unit, [name for _, name in places.units]),
            "period": Texts(period, timeline.periods),
            "status": Texts(status, STATUSES),
            "is_provisional": Texts(provisional.astype(np.int64), PROVISIONAL),
        }
        | {name: Texts(code, [key[place] for key in codes]) for place, name in enumerate(columns)},
        {
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
            "organizations_reporting": counts.complete[unit, period],
            "organizations_expected": counts.expected[unit, period],
        },
    )


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


def _mark_wanted(
    indicator: dict, rows: Rows, listed: list[Breakdown], timeline: Timeline, places: Places
) -> np.ndarray:
    """Mark the units and periods of one breakdown, which may be listed twice: by quarter for the country, by year below."""
    is_wanted = np.zeros((len(places.units), len(timeline.periods)), dtype=bool)
    for breakdown in listed:
        units = _choose_units(indicator, breakdown, places)
        periods = _choose_periods(indicator, rows, timeline, breakdown.period)
        is_wanted[np.ix_(units, periods)] = True
    return is_wanted


def compute_reported(indicator: dict, setting: Setting) -> list[Block]:
    """Compute an indicator from organizations' records.

    Parameters
    ----------
    indicator : dict
        A row of the pack's indicators with an aggregate.
    setting : Setting

    Returns
    -------
    list of Block
        One for each breakdown, with territory, province, period, the breakdown, status and is_provisional, and
        value, numerator, denominator, organizations_reporting and organizations_expected; none where nobody was due
        and nothing came.
    """
    has_records = bool(setting.place(indicator["table"], frozenset()).table.size)
    if not has_records and not _count_reports(indicator, setting).expected.any():
        return []
    conditions = {condition.column for condition in list_conditions(indicator)}
    listed: dict[tuple, list[Breakdown]] = {}
    for breakdown in (Breakdown(), *parse_breakdowns(indicator["breakdowns"])):
        listed.setdefault(breakdown.columns, []).append(breakdown)
    blocks = []
    for columns, breakdowns in listed.items():
        used = frozenset({*columns, *conditions} & {*MARGINS})
        rows = setting.choose(indicator, used)
        coded = setting.code(rows, columns)
        if coded is None:
            continue
        is_wanted = _mark_wanted(indicator, rows, breakdowns, setting.timeline, setting.places)
        code, codes = coded
        grid = Grid(setting.places, setting.timeline, code, len(codes))
        parts = KINDS[indicator["kind"]](rows, indicator, grid)
        block = _lay_out(parts, indicator, setting, is_wanted, codes, columns)
        blocks.append(_narrow_to_organizations(block, setting) if "organization" in columns else block)
    return blocks
