"""Values of what organizations report: every unit and period that was due stays in the table."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import CALENDAR_KINDS, Breakdown, Definitions, parse_breakdowns
from ctip_analysis.indicators.choosing import MARGINS, Rows, choose_rows, settle_margins
from ctip_analysis.indicators.coding import code_rows, is_untold
from ctip_analysis.indicators.due import ANY, Counts, count_due, list_received_reports
from ctip_analysis.indicators.encoding import Table
from ctip_analysis.indicators.kinds import KINDS, Grid, Parts
from ctip_analysis.indicators.places import Places
from ctip_analysis.indicators.statuses import fill_nothing, settle_status
from ctip_analysis.indicators.timeline import Timeline
from ctip_analysis.indicators.used_columns import RATIOS, list_conditions

__all__ = ["CALENDAR_TABLES", "Setting", "compute_reported"]

#: Tables about reporting itself: that a report is missing is what they tell.
CALENDAR_TABLES = ("due_reports", "submissions")
#: Months are cut from quarters where they are asked for; no indicator asks for them itself.
FINENESS = {"month": 0, "quarter": 0, "half": 1, "year": 2}


@dataclass(frozen=True)
class Setting:
    """What all indicators of a run share: who was due, who came, the periods, the units, and until when data speak."""

    definitions: Definitions
    due: pd.DataFrame
    arrivals: dict[str, set[tuple[str, str]]]
    timeline: Timeline
    places: Places
    with_months: bool
    data_end: dt.date


def _count_reports(indicator: dict, setting: Setting) -> Counts:
    """Count who was due: for a stock in the quarter in which the period ends, else in all quarters of the period."""
    quarters = None
    if indicator["moment"] == "end":
        quarters = np.arange(len(setting.timeline.quarters)) == setting.timeline.last[:, None]
    return count_due(
        setting.due,
        ANY if indicator["table"] in CALENDAR_TABLES else indicator["table"],
        setting.arrivals,
        timeline=setting.timeline,
        places=setting.places,
        definitions=setting.definitions,
        quarters_of_period=quarters,
    )


def _choose_periods(indicator: dict, rows: Rows, timeline: Timeline, finest: str) -> np.ndarray:
    """Choose the periods of an indicator: not finer than its own, and whole, asked for by name or spoken of."""
    least = max(FINENESS[indicator["period"]], FINENESS.get(finest, 0))
    is_coarse = np.array([FINENESS.get(kind, least) >= least for kind in timeline.kinds], dtype=bool)
    held = np.bincount(rows.slot, minlength=rows.within.shape[1]) > 0
    spoken = (rows.within & held).any(axis=1) & (timeline.kinds == "quarter")
    is_other = ~np.isin(timeline.kinds, CALENDAR_KINDS)
    return np.flatnonzero(is_coarse & (timeline.is_whole | is_other | spoken))


def _choose_units(indicator: dict, breakdown: Breakdown, places: Places) -> np.ndarray:
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


def _lay_out(
    parts: Parts, indicator: dict, counts: Counts, setting: Setting, units, periods, codes, columns
) -> dict:
    """Lay the arrays of one breakdown out as columns."""
    is_ratio = indicator["kind"] in RATIOS
    is_calendar = indicator["table"] in CALENDAR_TABLES
    numerator = parts.numerator if is_ratio else fill_nothing(parts.numerator, parts.is_unread, counts)
    below = np.ones_like(numerator) if parts.denominator is None else parts.denominator
    above = numerator * float(indicator["multiplier"])
    value = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
    outside = ~setting.timeline.is_whole & ~np.isin(setting.timeline.kinds, CALENDAR_KINDS)
    is_cut = (parts.is_cut | outside[None, :, None]) & (not is_calendar)
    status = settle_status(value, counts, is_ratio=is_ratio, is_calendar=is_calendar, is_cut=is_cut)
    at = np.ix_(units, periods, np.arange(len(codes)))
    shape = value[at].shape
    unit, period, code = (axis.ravel() for axis in np.indices(shape))
    names = np.array([[view, name] for view, name in setting.places.units], dtype=object)[units[unit]]
    found = {
        "territory": names[:, 0],
        "unit": names[:, 1],
        "period": np.array(setting.timeline.periods, dtype=object)[periods[period]],
        "value": value[at].ravel(),
        "numerator": numerator[at].ravel(),
        "denominator": np.full(value[at].size, np.nan) if parts.denominator is None else below[at].ravel(),
        "status": status[at].ravel(),
        "organizations_reporting": counts.complete[np.ix_(units, periods)].ravel().repeat(len(codes)),
        "organizations_expected": counts.expected[np.ix_(units, periods)].ravel().repeat(len(codes)),
    }
    provisional = _find_provisional(indicator, setting.timeline, setting.data_end)[periods[period]]
    found["is_provisional"] = np.where(provisional, "yes", "")
    for place, column in enumerate(columns):
        found[column] = np.array([key[place] for key in codes], dtype=object)[code]
    return found


def _compute_breakdown(
    rows: Rows, indicator: dict, breakdown: Breakdown, setting: Setting, counts: Counts
) -> pd.DataFrame:
    code, codes = code_rows(rows, breakdown.columns, setting.definitions)
    periods = _choose_periods(indicator, rows, setting.timeline, breakdown.period)
    units = _choose_units(indicator, breakdown, setting.places)
    grid = Grid(setting.places, setting.timeline, code, len(codes))
    parts = KINDS[indicator["kind"]](rows, indicator, grid)
    found = _lay_out(parts, indicator, counts, setting, units, periods, codes, breakdown.columns)
    if "organization" not in breakdown.columns:
        return pd.DataFrame(found)
    return _narrow_to_organizations(pd.DataFrame(found), setting)


def _narrow_to_organizations(found: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """Keep the rows of organizations that have a number, each beside its own reports alone."""
    own = found[found["value"].notna()]
    reports = list_received_reports(setting.due)
    spoken = [
        (period, quarter)
        for period, row in zip(setting.timeline.periods, setting.timeline.due, strict=True)
        for quarter, is_due in zip(setting.timeline.quarters, row, strict=True)
        if is_due
    ]
    pairs = pd.DataFrame(spoken, columns=["holder", "period"]).merge(reports, on="period")
    came = pairs.assign(came=pairs["is_received"].eq("yes")).groupby(["organization", "holder"])["came"].all()
    keys = pd.MultiIndex.from_frame(own[["organization", "period"]])
    is_due, is_whole = keys.isin(came.index), came.reindex(keys, fill_value=True).to_numpy()
    status = own["status"].where(own["status"].ne("partial") | ~is_whole, "reported")
    return own.assign(
        organizations_expected=is_due.astype(int),
        organizations_reporting=(is_due & is_whole).astype(int),
        status=status.where(status.ne("reported") | own["value"].ne(0), "zero"),
    )


def compute_reported(table: Table, indicator: dict, setting: Setting) -> pd.DataFrame:
    """Compute an indicator from organizations' records.

    Parameters
    ----------
    table : Table
        From `encode_records`.
    indicator : dict
        A row of the pack's indicators with an aggregate.
    setting : Setting

    Returns
    -------
    pandas.DataFrame
        Columns territory, unit, period, the breakdowns, numerator, denominator, value,
        organizations_expected, organizations_reporting, status, is_provisional; empty where nobody was due and nothing came.
    """
    counts = _count_reports(indicator, setting)
    if not table.size and not counts.expected.any():
        return pd.DataFrame()
    chosen: dict[frozenset, Rows] = {}
    blocks = []
    listed = (Breakdown(), *parse_breakdowns(indicator["breakdowns"]))
    conditions = {condition.column for condition in list_conditions(indicator)}
    for breakdown in listed:
        used = frozenset({*breakdown.columns, *conditions} & {*MARGINS})
        if used not in chosen:
            own = settle_margins(table, set(used))
            chosen[used] = choose_rows(
                own, indicator, setting.timeline, setting.places, with_months=setting.with_months
            )
        if not any(is_untold(chosen[used], column) for column in breakdown.columns):
            blocks.append(_compute_breakdown(chosen[used], indicator, breakdown, setting, counts))
    # The same breakdown may be listed for the country by quarter and for provinces by year: they share rows.
    keys = ["territory", "unit", "period", *dict.fromkeys(name for part in listed for name in part.columns)]
    found = pd.concat(blocks, ignore_index=True)
    return found.drop_duplicates([key for key in keys if key in found], ignore_index=True)
