"""Indicators put together from others: one indicator's numbers over another's, or over the population."""

import datetime as dt
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ctip_analysis.definitions import (
    CALENDAR_KINDS,
    Definitions,
    parse_breakdowns,
    period_bounds,
    period_kind,
)
from ctip_analysis.indicators.population import find_population, list_population_groups, prepare_population
from ctip_analysis.indicators.statuses import NUMBERS

__all__ = ["compute_referring", "order_by_reference"]

#: What the population may be told apart by; every other breakdown of a rate is over all persons.
POPULATION_GROUPS = ("sex", "age_group")


def order_by_reference(indicators: list[dict]) -> list[dict]:
    """Order indicators so that each comes after those to which it refers; the pack has no circles.

    Examples
    --------
    >>> rows = [{"indicator": "R", "aggregate": "", "numerator": "S", "denominator": "population"}]
    >>> rows += [{"indicator": "S", "aggregate": "sum", "numerator": "", "denominator": ""}]
    >>> [row["indicator"] for row in order_by_reference(rows)]
    ['S', 'R']
    """
    by_code = {row["indicator"]: row for row in indicators}

    def depth(row: dict) -> int:
        if row["aggregate"]:
            return 0
        return 1 + max(
            depth(by_code[name]) for name in (row["numerator"], row["denominator"]) if name in by_code
        )

    return sorted(indicators, key=depth)


def _is_of(values: pd.DataFrame, columns: Iterable[str], breakdowns: list[str]) -> pd.Series:
    """Mark the rows that are broken down by exactly these columns."""
    others = [name for name in breakdowns if name not in columns]
    return values[list(columns)].ne("total").all(axis=1) & values[others].eq("total").all(axis=1)


def _choose_rows(values: pd.DataFrame, indicator: dict, breakdowns: list[str]) -> pd.DataFrame:
    """Choose the numerator's rows: of the indicator's own breakdowns, and no finer than its own period."""
    own = values[values["indicator"].eq(indicator["numerator"])]
    wanted = [(), *(part.columns for part in parse_breakdowns(indicator["breakdowns"]))]
    is_wanted = pd.concat([_is_of(own, columns, breakdowns) for columns in wanted], axis=1).any(axis=1)
    kinds = own["period"].map({period: period_kind(period) for period in own["period"].unique()})
    # Months may be cut from quarters; a yearly rate has no shorter period.
    finer = (
        ()
        if indicator["period"] == "quarter"
        else CALENDAR_KINDS[: CALENDAR_KINDS.index(indicator["period"])]
    )
    return own[is_wanted & ~kinds.isin(finer)].copy()


def _middle_year(period: str, plan_start: str) -> int:
    first, last = period_bounds(period, plan_start=plan_start)
    return (first + dt.timedelta(days=(last - first).days // 2)).year


def _put_over_population(row: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """Put numerators over the population of the same unit and group, of the year in which the period has its middle."""
    population = prepare_population(definitions)
    groups = [name for name in POPULATION_GROUPS if name in row]
    keys = ["unit", "territory", "period", *groups]
    given = list_population_groups(population)
    for place, name in enumerate(POPULATION_GROUPS):
        if name in groups and {key[place] for key in given} == {"total"}:
            row = row[row[name].eq("total")]
    plan = definitions.settings["plan"]["from"]
    years = {period: _middle_year(period, plan) for period in row["period"].unique()}
    known = row[keys].drop_duplicates()
    found = [
        find_population(population, unit, view, years[period], **dict(zip(groups, codes, strict=True)))
        for unit, view, period, *codes in known.itertuples(index=False)
    ]
    known = known.assign(
        denominator=[np.nan if persons is None else persons for persons, _ in found],
        denominator_source=[source for _, source in found],
    )
    return row.drop(columns=["denominator", "denominator_source"], errors="ignore").merge(
        known, on=keys, how="left"
    )


def _put_over_indicator(
    row: pd.DataFrame, values: pd.DataFrame, code: str, breakdowns: list[str]
) -> pd.DataFrame:
    keys = ["unit", "territory", "period", *breakdowns]
    below = values.loc[values["indicator"].eq(code), [*keys, "value", "status"]]
    below = below.rename(columns={"value": "denominator", "status": "status_below"})
    found = row.drop(columns="denominator").merge(below, on=keys, how="left")
    is_partial = found["status_below"].eq("partial") & found["status"].isin(NUMBERS)
    found["status"] = found["status"].mask(is_partial, "partial")
    return found.drop(columns="status_below")


def compute_referring(
    indicator: dict, values: pd.DataFrame, definitions: Definitions, breakdowns: list[str]
) -> pd.DataFrame:
    """Divide one indicator's values by another's, or by the population, in the same unit, period and breakdown.

    Parameters
    ----------
    indicator : dict
        A row of the pack's indicators without an aggregate.
    values : pandas.DataFrame
        Those computed so far.
    definitions : Definitions
    breakdowns : list of str
        The breakdown columns of ``values``.

    Returns
    -------
    pandas.DataFrame
        As ``values``, with ``denominator_source`` for a rate. A value whose denominator is missing or nothing is
        ``not_applicable``.
    """
    row = _choose_rows(values, indicator, breakdowns)
    if row.empty:
        return row
    row["numerator"] = row["value"]
    if indicator["denominator"] == "population":
        row = _put_over_population(row, definitions)
    else:
        row = _put_over_indicator(row, values, indicator["denominator"], breakdowns)
    over = row["denominator"].astype(float).where(row["denominator"].gt(0))
    row["value"] = row["numerator"] * float(indicator["multiplier"]) / over
    has_number = row["status"].isin(NUMBERS)
    row["status"] = row["status"].mask(has_number & row["value"].isna(), "not_applicable")
    return row
