"""All indicators of the pack, each by its kind, in one frame of values."""

import datetime as dt

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions, parse_breakdowns, period_bounds, period_within
from ctip_analysis.errors import InputError
from ctip_analysis.frames import (
    RECORD_COLUMNS,
    VALUE_COLUMNS_AFTER,
    VALUE_COLUMNS_BEFORE,
    require_columns,
)
from ctip_analysis.indicators.due import ANY, find_arrivals, list_due_reports
from ctip_analysis.indicators.intervals import INTERVALS
from ctip_analysis.indicators.places import list_places
from ctip_analysis.indicators.ratios import compute_referring, order_by_reference
from ctip_analysis.indicators.reported import Setting, compute_reported
from ctip_analysis.indicators.statistics_values import compute_official
from ctip_analysis.indicators.statuses import NUMBERS
from ctip_analysis.indicators.timeline import build_timeline, needs_months
from ctip_analysis.indicators.used_columns import encode_records

__all__ = ["VALUE_COLUMNS_EXTRA", "compute_indicators"]

#: What a value carries beyond the contract's columns.
VALUE_COLUMNS_EXTRA = ("source", "denominator_source", "interval_low", "interval_high", "is_provisional")
PARTS = ["numerator", "denominator"]


def _list_breakdowns(definitions: Definitions, codes=None) -> list[str]:
    """List the columns of breakdowns: those that the pack puts first, then those that indicators list."""
    indicators = definitions.indicators
    own = indicators if codes is None else indicators[indicators["indicator"].isin(codes)]
    names = {name for text in own["breakdowns"] for part in parse_breakdowns(text) for name in part.columns}
    every = {
        name for text in indicators["breakdowns"] for part in parse_breakdowns(text) for name in part.columns
    }
    first = [name for name in definitions.settings["values"]["first_breakdowns"] if name in every]
    return [*first, *sorted(names - set(first))]


def _give_tables(records, due: pd.DataFrame):
    """Give a function from a table's name to its frame; one that the records lack is empty."""

    def give(name: str) -> pd.DataFrame:
        if name == "due_reports":
            return due
        frame = getattr(records, name, None)
        columns = RECORD_COLUMNS.get(name, ())
        if frame is None:
            return pd.DataFrame(columns=list(columns), dtype=object)
        lacking = [column for column in columns if column not in frame]
        return frame.assign(**dict.fromkeys(lacking)) if lacking else frame

    return give


def _list_quarters(records) -> set[str]:
    """List the quarters of which records of organizations speak."""
    tables = [getattr(records, name, None) for name in RECORD_COLUMNS if name != "figures"]
    periods = {str(p) for frame in tables if frame is not None for p in frame["period"].unique() if p}
    return {quarter for period in periods if (quarter := period_within(period, "quarter"))}


def _find_data_end(arrivals) -> dt.date:
    """Give the last day of which a received report speaks: data have no other clock."""
    quarters = [quarter for _, quarter in arrivals[ANY]]
    return max((period_bounds(quarter)[1] for quarter in quarters), default=dt.date.min)


def _prepare_setting(records, definitions: Definitions, due: pd.DataFrame, entries) -> Setting:
    arrivals = find_arrivals(records, definitions)
    timeline = build_timeline(set(due["period"]), _list_quarters(records), entries, definitions)
    places = list_places(definitions)
    data_end = _find_data_end(arrivals)
    return Setting(definitions, due, arrivals, timeline, places, needs_months(entries), data_end)


def _add_interval(found: pd.DataFrame, indicator: dict) -> pd.DataFrame:
    """Add the interval of a rate of rare events or of a share, by the method that the pack names."""
    low, high = np.full(len(found), np.nan), np.full(len(found), np.nan)
    if indicator["interval"]:
        numbers = found[["numerator", "denominator"]].to_numpy(dtype="float64")
        known = (found["value"].notna() & (numbers[:, 1] > 0)).to_numpy()
        bounds = INTERVALS[indicator["interval"]](numbers[known, 0], numbers[known, 1])
        low[known], high[known] = (bound * float(indicator["multiplier"]) for bound in bounds)
    return found.assign(interval_low=low, interval_high=high)


def _complete_columns(found: pd.DataFrame, indicator: dict, breakdowns: list[str]) -> pd.DataFrame:
    """Give an indicator's rows every column of the values."""
    own = {"indicator": indicator["indicator"], "source": indicator["source"]}
    texts = {name: "" for name in ("denominator_source", "is_provisional") if name not in found}
    found = found.assign(**own, **texts)
    return found.assign(
        **{name: found[name].fillna("total") if name in found else "total" for name in breakdowns}
    )


def _finish(values: pd.DataFrame, breakdowns: list[str]) -> pd.DataFrame:
    """Order the columns and rows as the contract says; only a value with a number keeps its parts."""
    values = values.rename(columns={"unit": "province"})
    no_number = ~values["status"].isin(NUMBERS)
    values["value"] = values["value"].mask(no_number)
    values[PARTS] = values[PARTS].mask(no_number & values["status"].ne("not_applicable"))
    texts = ["denominator_source", "is_provisional"]
    values[texts] = values[texts].fillna("")
    counts = ["organizations_reporting", "organizations_expected"]
    values[counts] = values[counts].astype(int)
    keys = [*VALUE_COLUMNS_BEFORE, *breakdowns]
    ranks = [pd.factorize(values[key], sort=True)[0] for key in keys]
    ordered = values.iloc[np.lexsort(ranks[::-1])].reset_index(drop=True)
    return ordered[[*keys, *VALUE_COLUMNS_AFTER, *VALUE_COLUMNS_EXTRA]]


def _choose_indicators(definitions: Definitions, wanted) -> list[dict]:
    """Choose indicators, and those to which they refer."""
    rows = {row["indicator"]: row for row in definitions.indicators.to_dict("records")}
    if wanted is None:
        return list(rows.values())
    unknown = [code for code in wanted if code not in rows]
    if unknown:
        raise InputError(f"The pack has no indicator {', '.join(unknown)}. It has {', '.join(rows)}.")
    chosen, waiting = {}, list(wanted)
    while waiting:
        code = waiting.pop()
        if code in rows and code not in chosen:
            chosen[code] = rows[code]
            waiting += [] if rows[code]["aggregate"] else [rows[code]["numerator"], rows[code]["denominator"]]
    return [row for code, row in rows.items() if code in chosen]


def compute_indicators(
    records,
    definitions: Definitions,
    *,
    periods=None,
    indicators=None,
    received: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compute every indicator of the pack for every unit, period and breakdown that was due.

    Parameters
    ----------
    records : Records
        From `clean`. A table that it does not have counts as empty.
    definitions : Definitions
    periods : sequence of str, optional
        Kinds of periods (month, quarter, half, year, R12, YTD, PTD) or single periods, also of a project that does
        not match the calendar ("2018-03/2019-08"); those of ``pack.toml`` when not given.
    indicators : sequence of str, optional
        Codes; all of the pack when not given.
    received : pandas.DataFrame, optional
        The days on which reports came, from `load_received`; without them nothing is known of timeliness.

    Returns
    -------
    pandas.DataFrame
        Columns as in the contract: indicator, territory, province, period, a column for each breakdown, value,
        numerator, denominator, organizations_reporting, organizations_expected, status; then source
        ("organizations", "official"), denominator_source (which population a rate divides by), interval_low and
        interval_high (95 %, in the unit of the value), is_provisional ("yes" while a cohort's follow-up is open).
        One row a combination, sorted. Unprotected.

    Notes
    -----
    A half-year or a year stands in the table only when each of its quarters lies in the span that was due.
    ``organizations_reporting`` are those that sent every report due from them in the period, with the table that the
    indicator counts. An indicator for whose table nobody was due and nothing came has no rows.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     values = ctip.compute_indicators(ctip.clean(ctip.read_reports(folder), definitions), definitions)
    >>> values.query(
    ...     "indicator == 'DQ-01' and province == 'KG' and period == '2019Q2' and organization == 'total'"
    ... )["value"].round(1).tolist()
    [85.7]
    """
    for name, columns in {
        "activities": ("organization", "period", "province"),
        "figures": ("measure",),
    }.items():
        require_columns(getattr(records, name), columns, name)
    entries = list(definitions.settings["values"]["periods"] if periods is None else periods)
    chosen = order_by_reference(_choose_indicators(definitions, indicators))
    due = list_due_reports(records, definitions, received=received)
    setting = _prepare_setting(records, definitions, due, entries)
    tables = _give_tables(records, due)
    breakdowns = _list_breakdowns(definitions)
    encoded: dict = {}
    blocks: dict[str, pd.DataFrame] = {}
    for indicator in chosen:
        found = _compute_one(indicator, setting, tables, chosen, encoded, blocks, breakdowns)
        if len(found):
            found = _add_interval(found, indicator)
            blocks[indicator["indicator"]] = _complete_columns(found, indicator, breakdowns)
    if not blocks:
        columns = [*VALUE_COLUMNS_BEFORE, *_list_breakdowns(definitions, ()), *VALUE_COLUMNS_AFTER]
        return pd.DataFrame(columns=[*columns, *VALUE_COLUMNS_EXTRA])
    values = pd.concat(blocks.values(), ignore_index=True)
    return _finish(values, _list_breakdowns(definitions, blocks))


def _compute_one(
    indicator, setting: Setting, tables, chosen, encoded: dict, blocks: dict, breakdowns
) -> pd.DataFrame:
    if not indicator["aggregate"]:
        parts = [
            blocks[code] for code in (indicator["numerator"], indicator["denominator"]) if code in blocks
        ]
        if indicator["numerator"] not in blocks:
            return pd.DataFrame()
        return compute_referring(
            indicator, pd.concat(parts, ignore_index=True), setting.definitions, breakdowns
        )
    if indicator["source"] == "official":
        return compute_official(tables("figures"), indicator, setting.definitions)
    name = indicator["table"]
    if name not in encoded:
        encoded[name] = encode_records(name, tables, chosen)
    return compute_reported(encoded[name], indicator, setting)
