"""Values of what organizations report: every unit and period that was due stays in the table."""

from dataclasses import dataclass

import pandas as pd

from ctip_analysis.definitions import (
    Definitions,
    apply_filter,
    period_bounds,
    period_within,
    unit_of_province,
)
from ctip_analysis.indicators.due import count_reporting
from ctip_analysis.indicators.kinds import AGGREGATIONS

__all__ = ["Calendar", "compute_reported", "prepare_calendar"]

PERIOD_KINDS = ("quarter", "half", "year")


def _within(frame: pd.DataFrame, kind: str, complete: set[str]) -> pd.DataFrame:
    periods = frame["period"].map({p: period_within(p, kind) for p in frame["period"].unique()})
    return frame.assign(period=periods)[periods.isin(complete)]


def _complete_periods(due: pd.DataFrame, kind: str) -> set[str]:
    """List the periods of a kind whose every quarter lies within the span of what was due."""
    quarters = sorted(due["period"].unique())
    if not quarters:
        return set()
    first, last = period_bounds(quarters[0])[0], period_bounds(quarters[-1])[1]
    holders = {period_within(quarter, kind) for quarter in quarters} - {None}
    return {p for p in holders if period_bounds(p)[0] >= first and period_bounds(p)[1] <= last}


def _place_in_units(frame: pd.DataFrame, definitions: Definitions, territory: str) -> pd.DataFrame:
    """Give each record its unit; under the nine units each record also counts once for the country."""
    placed = frame.assign(unit=frame["province"].map(unit_of_province(definitions, territory)))
    return pd.concat(
        [placed, *(frame.assign(unit=country) for country in _country_of(definitions, territory))],
        ignore_index=True,
    )


def _country_of(definitions: Definitions, territory: str) -> list[str]:
    """Give the country under the finest view, which holds its rows, and nothing under the others."""
    return [definitions.country] if territory == next(iter(definitions.views)) else []


def _status(row: pd.DataFrame, is_of_calendar: bool) -> pd.Series:
    """Say of each value what its number rests on; see the contract for the codes."""
    due, received = row["reports_expected"], row["reports_received"]
    has_number = row["value"].notna()
    status = pd.Series("partial", index=row.index, dtype=object)
    complete = due.le(received) | is_of_calendar
    status[complete & has_number] = "reported"
    status[complete & has_number & row["value"].eq(0)] = "zero"
    status[complete & ~has_number] = "not_applicable"
    status[~complete & ~has_number] = "partial"
    if not is_of_calendar:
        status[due.gt(0) & received.eq(0) & ~has_number] = "not_reported"
    status[due.eq(0) & ~has_number] = "not_due"
    return status


def _fill_absent(row: pd.DataFrame, is_ratio: bool) -> pd.DataFrame:
    """Where a report came and holds no such record, the count is a true nothing; elsewhere it stays missing."""
    came = row["reports_received"].gt(0)
    if not is_ratio:
        row.loc[came & row["numerator"].isna() & ~row["is_unread"], "numerator"] = 0.0
    return row


def _grid(units: list[str], periods: list[str], keys: dict[str, list[str]]) -> pd.MultiIndex:
    return pd.MultiIndex.from_product([units, periods, *keys.values()], names=["unit", "period", *keys])


@dataclass(frozen=True)
class Calendar:
    """Who was due and who came, for one view and one kind of period; a part of `prepare_calendar`'s result.

    ``complete`` holds the periods whose every quarter was due, ``counts`` the numbers of `count_reporting`.
    """

    territory: str
    kind: str
    complete: set[str]
    units: list[str]
    counts: pd.DataFrame


def prepare_calendar(due: pd.DataFrame, definitions: Definitions) -> list[Calendar]:
    """Count once, for each view and kind of period, who was due and who came.

    Parameters
    ----------
    due : pandas.DataFrame
        As `list_due_reports`.
    definitions : Definitions
    """
    calendars = []
    for territory in definitions.views:
        placed = _place_in_units(due, definitions, territory)
        units = sorted({*unit_of_province(definitions, territory), *_country_of(definitions, territory)})
        for kind in PERIOD_KINDS:
            complete = _complete_periods(due, kind)
            counts = count_reporting(_within(placed, kind, complete))
            calendars.append(Calendar(territory, kind, complete, units, counts))
    return calendars


def _compute_block(placed: pd.DataFrame, calendar: Calendar, indicator: dict, breakdown: str) -> pd.DataFrame:
    """Compute one indicator for one view, kind of period and breakdown, on the whole grid of what was due."""
    kept = apply_filter(placed, indicator["filter"])
    keys = {breakdown: sorted(kept[breakdown].unique())} if breakdown else {}
    by = ["unit", "period", *keys]
    periods = sorted({*calendar.complete, *placed["period"]})
    found = AGGREGATIONS[indicator["kind"]](placed, indicator, by)
    row = found.reindex(_grid(calendar.units, periods, keys)).reset_index()
    is_unread = kept[kept[indicator["measure"]].isna()].groupby(by, observed=True).size().gt(0)
    row["is_unread"] = is_unread.reindex(pd.MultiIndex.from_frame(row[by]), fill_value=False).to_numpy()
    counts = calendar.counts.reindex(pd.MultiIndex.from_frame(row[["unit", "period"]]), fill_value=0)
    row[counts.columns] = counts.to_numpy()
    is_ratio = indicator["kind"] == "ratio_of_sums"
    row = _fill_absent(row, is_ratio)
    over = row["denominator"].where(row["denominator"].gt(0)) if is_ratio else 1.0
    row["value"] = row["numerator"] / over * float(indicator["multiplier"])
    row["status"] = _status(row, indicator["table"] == "due_reports")
    return row.assign(territory=calendar.territory)


def compute_reported(
    frame: pd.DataFrame, calendars: list[Calendar], indicator: dict, definitions: Definitions
) -> pd.DataFrame:
    """Compute an indicator from organizations' records.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records with organization, province, period (quarters) and what the indicator names.
    calendars : list of Calendar
        From `prepare_calendar`.
    indicator : dict
        A row of the pack's indicators; kind flow_sum, distinct_count or ratio_of_sums.
    definitions : Definitions

    Returns
    -------
    pandas.DataFrame
        Columns unit, period, territory, the breakdowns, numerator, denominator, value, organizations_expected,
        organizations_reporting, status.
    """
    blocks = []
    breakdowns = ["", *filter(None, indicator["breakdowns"].split(";"))]
    wanted = PERIOD_KINDS[PERIOD_KINDS.index(indicator["period"]) :]
    for calendar in calendars:
        if calendar.kind not in wanted:
            continue
        placed = _place_in_units(frame, definitions, calendar.territory)
        # A quarter that was nobody's due and yet was reported stays in the table; a longer period must be whole.
        own = calendar.complete | (set(frame["period"]) if calendar.kind == "quarter" else set())
        placed = _within(placed, calendar.kind, own)
        if own:
            blocks += [_compute_block(placed, calendar, indicator, breakdown) for breakdown in breakdowns]
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame()
