"""Values of what organizations report: every unit and period that was due stays in the table."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import CALENDAR_KINDS, Breakdown, Definitions, parse_breakdowns, parse_filter
from ctip_analysis.indicators.ages import roll_up_bands
from ctip_analysis.indicators.choosing import Rows, choose_rows, settle_margins
from ctip_analysis.indicators.derived import derive_columns
from ctip_analysis.indicators.due import ANY, Counts, count_due, list_received_reports
from ctip_analysis.indicators.encoding import Table, encode_table
from ctip_analysis.indicators.kinds import KINDS, Grid, Parts
from ctip_analysis.indicators.places import Places
from ctip_analysis.indicators.statuses import fill_nothing, settle_status
from ctip_analysis.indicators.timeline import Timeline

__all__ = ["Setting", "compute_reported", "encode_records", "list_used_columns"]

RATIOS = ("ratio_of_sums", "cohort_ratio")
#: Tables about reporting itself: that a report is missing is what they tell.
CALENDAR_TABLES = ("due_reports", "submissions")
#: Months are cut from quarters where they are asked for; no indicator asks for them itself.
FINENESS = {"month": 0, "quarter": 0, "half": 1, "year": 2}
SEVERAL, UNKNOWN = "mixed", "unknown"
ALWAYS = (
    "organization",
    "period",
    "province",
    "date",
    "activity",
    "source_file",
    "source_sheet",
    "source_row",
)


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


def _split_names(spec: str) -> list[str]:
    return [name for part in spec.split(";") for name in part.split("|") if name]


def _name_conditions(indicator: dict) -> set[str]:
    texts = [indicator["filter"]]
    if indicator["kind"] in RATIOS:
        texts += [indicator["numerator"], indicator["denominator"]]
    return {condition.column for text in texts for condition in parse_filter(text)}


def list_used_columns(indicators: list[dict], table: str) -> tuple[list[str], set[str]]:
    """List the columns of a table that indicators use, and those of them that hold numbers.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> list_used_columns(load_definitions().indicators.to_dict("records"), "hotline")[1]
    {'calls_relevant'}
    """
    used, numbers = dict.fromkeys(ALWAYS), set()
    for indicator in indicators:
        if indicator["table"] != table or not indicator["aggregate"]:
            continue
        broken = [name for part in parse_breakdowns(indicator["breakdowns"]) for name in part.columns]
        keys = _split_names(indicator["deduplicate_on"])
        measures = _split_names(indicator["measure"])
        if indicator["aggregate"] == "sum":
            numbers |= {*measures, *_split_names(indicator["denominator_measure"])}
        conditions = [part for text in _list_texts(indicator) for part in parse_filter(text)]
        numbers |= {c.column for c in conditions if isinstance(c.bound, float)}
        names = [
            *broken,
            *keys,
            *measures,
            *_split_names(indicator["denominator_measure"]),
            *_name_conditions(indicator),
        ]
        used |= dict.fromkeys([*names, indicator["date"]] if indicator["date"] else names)
    return list(used), numbers


def _list_texts(indicator: dict) -> list[str]:
    return [
        indicator["filter"],
        *([indicator["numerator"], indicator["denominator"]] if indicator["kind"] in RATIOS else []),
    ]


def encode_records(name: str, tables, indicators: list[dict]) -> Table:
    """Encode the columns of a table of records that indicators use.

    Parameters
    ----------
    name : str
    tables : callable
        Gives the frame of a table by its name.
    indicators : list of dict
    """
    columns, numbers = list_used_columns(indicators, name)
    frame = derive_columns(name, tables)
    present = [
        column
        for column in columns
        if column not in ALWAYS or column in frame or column in ("period", "province")
    ]
    return encode_table(frame, present, numbers=numbers)


def _name_codes(labels: np.ndarray, definitions: Definitions, column: str) -> list[str]:
    """Name the code of each label of a breakdown: a set of several is mixed, a blank is unknown."""
    codes = [SEVERAL if ";" in label else label or UNKNOWN for label in labels]
    return [UNKNOWN if code == "total" else code for code in codes]


def _list_held(positions: np.ndarray) -> np.ndarray:
    """List the different places that occur, in order, without sorting all of them."""
    return np.flatnonzero(np.bincount(positions))


def _code_rows(
    rows: Rows, columns: tuple[str, ...], definitions: Definitions
) -> tuple[np.ndarray, list[tuple]]:
    """Give the place of each row's code of a breakdown among those that occur."""
    if not columns:
        return np.zeros(len(rows.rows), dtype=np.int64), [()]
    parts, names = [], []
    for column in columns:
        position = rows.table.positions[column][rows.rows]
        held = _list_held(position)
        codes = _name_codes(rows.table.labels[column][held], definitions, column)
        rolled = roll_up_bands(codes, definitions, column)
        own, place = np.unique([rolled[code] for code in codes], return_inverse=True)
        at = np.zeros(len(rows.table.labels[column]), dtype=np.int64)
        at[held] = place
        parts.append(at[position])
        names.append(own)
    joint = parts[0] if len(parts) == 1 else parts[0] * len(names[1]) + parts[1]
    occurring = _list_held(joint)
    place_of_cell = np.zeros(joint.max(initial=-1) + 1, dtype=np.int64)
    place_of_cell[occurring] = np.arange(len(occurring))
    code = place_of_cell[joint]
    splits = [np.unravel_index(cell, [len(own) for own in names]) for cell in occurring]
    return code, [tuple(own[i] for own, i in zip(names, split, strict=True)) for split in splits]


def _is_untold(rows: Rows, column: str) -> bool:
    """Whether no record says anything of a breakdown: it is then no breakdown, and the total says all there is."""
    held = _list_held(rows.table.positions[column][rows.rows])
    return set(rows.table.labels[column][held]) <= {"", "total", UNKNOWN}


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
    table: Table, indicator: dict, breakdown: Breakdown, setting: Setting, counts, rows
) -> pd.DataFrame:
    code, codes = _code_rows(rows, breakdown.columns, setting.definitions)
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
    chosen: dict[frozenset, tuple[Table, Rows]] = {}
    blocks = []
    listed = (Breakdown(), *parse_breakdowns(indicator["breakdowns"]))
    for breakdown in listed:
        used = frozenset(
            {*breakdown.columns, *_name_conditions(indicator)} & {"sex", "age_group", "participant_group"}
        )
        if used not in chosen:
            own = settle_margins(table, set(used))
            rows = choose_rows(
                own, indicator, setting.timeline, setting.places, with_months=setting.with_months
            )
            chosen[used] = own, rows
        own, rows = chosen[used]
        if any(_is_untold(rows, column) for column in breakdown.columns):
            continue
        blocks.append(_compute_breakdown(own, indicator, breakdown, setting, counts, rows))
    # The same breakdown may be listed for the country by quarter and for provinces by year: they share rows.
    keys = ["territory", "unit", "period", *dict.fromkeys(name for part in listed for name in part.columns)]
    found = pd.concat(blocks, ignore_index=True)
    return found.drop_duplicates([key for key in keys if key in found], ignore_index=True)
