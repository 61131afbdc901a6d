"""Values against what was to be reached: percent of target, distance, and a light."""

import pandas as pd

from ctip_analysis.definitions import Definitions, period_bounds, period_kind
from ctip_analysis.indicators.places import find_own_views
from ctip_analysis.indicators.statuses import NUMBERS

__all__ = ["compare_with_targets"]

PLAN = "plan"


def _name_target(period: str) -> tuple[str, bool]:
    """Give the target that a period is held against ("2019", "plan", "" for none), and whether it is cumulative."""
    kind = period_kind(period)
    if kind == "year":
        return period, False
    if kind == "YTD":
        return period[:4], True
    return (PLAN, True) if kind == "PTD" else ("", False)


def _share_elapsed(period: str, definitions: Definitions) -> float:
    """Give the percent of the year, or of the plan, that has passed at the end of a period."""
    plan = definitions.settings["plan"]
    end = period_bounds(period, plan_start=plan["from"])[1]
    name, _ = _name_target(period)
    whole = f"{plan['from']}/{plan['to']}" if name == PLAN else name
    first, last = period_bounds(whole)
    return 100 * ((end - first).days + 1) / ((last - first).days + 1)


def _reach(row: pd.DataFrame) -> pd.Series:
    """Give the percent of the target that is reached; of the way from the baseline where the aim is to go down."""
    up = 100 * row["value"] / row["target"].where(row["target"].ne(0))
    way = row["target"] - row["baseline"]
    # From a baseline at or below the target there is no way down to it.
    down = 100 * (row["value"] - row["baseline"]) / way.where(way.lt(0))
    return up.where(row["direction"].ne("down"), down)


def _light(row: pd.DataFrame, definitions: Definitions) -> pd.Series:
    """Give the light: of how much was to be reached by now for what grows, of the target itself for what should fall."""
    limits = definitions.settings["targets"]
    by_now = row["percent_of_target"] / row["elapsed_percent"] * 100
    measure = by_now.where(row["is_cumulative"] & row["kind"].eq("flow_sum"), row["percent_of_target"])
    is_down = row["direction"].eq("down")
    is_met = (is_down & row["value"].le(row["target"])) | (~is_down & row["target"].eq(0))
    light = pd.Series("red", index=row.index, dtype=object)
    light[measure.ge(limits["amber_percent"])] = "amber"
    light[measure.ge(limits["green_percent"]) | is_met] = "green"
    has_none = row["value"].isna() | row["target"].isna() | row["direction"].eq("context")
    return light.mask(has_none, "")


def compare_with_targets(values: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """Hold values against the targets of the pack.

    Parameters
    ----------
    values : pandas.DataFrame
        From `compute_indicators`. Years are held against the year's target, years to date (``2019Q2YTD``) against the
        same one, plans to date (``2019Q2PTD``) against the target of the plan.
    definitions : Definitions
        ``targets.csv``: indicator, year ("2019" or "plan"), province (a unit, or blank for the country), target,
        baseline, baseline_year, source.

    Returns
    -------
    pandas.DataFrame
        One row a value that has a target: indicator, territory, province, period, value, status, target, baseline,
        percent_of_target, distance (value less target, in the unit), elapsed_percent (of the year or plan), light
        ("green", "amber", "red", or "" where there is no number or the indicator is no aim), source.

    Notes
    -----
    Of a sum to date the light asks for the part of the target that the part of the time would bring. An aim to go
    down is green at or below its target, and else measured on the way from its baseline: without one, or from one at
    or below the target, it is red. An aim to grow to 0 is met by any number.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> compare_with_targets(pd.DataFrame(columns=["indicator", "period"]), load_definitions()).columns[-1]
    'source'
    """
    columns = ["indicator", "territory", "province", "period", "value", "status", "target", "baseline"]
    columns += ["percent_of_target", "distance", "elapsed_percent", "light", "source"]
    targets = definitions.targets
    if values.empty or targets.empty:
        return pd.DataFrame(columns=columns)
    names = list(values.columns)
    breakdowns = names[names.index("period") + 1 : names.index("value")]
    row = values[values["indicator"].isin(targets["indicator"]) & values[breakdowns].eq("total").all(axis=1)]
    held = {period: _name_target(period) for period in row["period"].unique()}
    row = row.assign(
        year=row["period"].map({period: name for period, (name, _) in held.items()}),
        is_cumulative=row["period"].map({period: flag for period, (_, flag) in held.items()}),
    )[["indicator", "territory", "province", "period", "value", "status", "year", "is_cumulative"]]
    own = targets.assign(
        province=targets["province"].replace("", definitions.country),
        target=pd.to_numeric(targets["target"]),
        baseline=pd.to_numeric(targets["baseline"]),
    )[["indicator", "year", "province", "target", "baseline", "source"]]
    # The code of a province is also that of a larger unit of other views: a target is of the province.
    own = own.assign(territory=own["province"].map(find_own_views(definitions)))
    row = row.merge(own, on=["indicator", "year", "territory", "province"])
    row = row.merge(definitions.indicators[["indicator", "direction", "kind"]], on="indicator")
    elapsed = {period: _share_elapsed(period, definitions) for period in row["period"].unique()}
    row["value"] = row["value"].astype(float).where(row["status"].isin(NUMBERS))
    row = row.assign(
        percent_of_target=_reach(row),
        distance=row["value"] - row["target"],
        elapsed_percent=row["period"].map(elapsed).astype(float),
    )
    return row.assign(light=_light(row, definitions))[columns]
