"""Indicators put together from others: one indicator's numbers over another's, or over the population."""

import datetime as dt

import numpy as np

from ctip_analysis.definitions import (
    CALENDAR_KINDS,
    Definitions,
    parse_breakdowns,
    period_bounds,
    period_kind,
)
from ctip_analysis.indicators.blocks import Block, Texts, match_rows
from ctip_analysis.indicators.population import Population, find_population
from ctip_analysis.indicators.statuses import NUMBERS, STATUSES

__all__ = ["compute_referring", "list_unknown_groups", "order_by_reference"]

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
        """Give how many references lie between an indicator and records."""
        if row["aggregate"]:
            return 0
        return 1 + max(
            depth(by_code[name]) for name in (row["numerator"], row["denominator"]) if name in by_code
        )

    return sorted(indicators, key=depth)


def _choose_rows(blocks: list[Block], indicator: dict) -> list[Block]:
    """Choose the numerator's values: of the indicator's own breakdowns, and no finer than its own period."""
    wanted = [(), *(part.columns for part in parse_breakdowns(indicator["breakdowns"]))]
    # Months may be cut from quarters; a yearly rate has no shorter period.
    finer = (
        ()
        if indicator["period"] == "quarter"
        else CALENDAR_KINDS[: CALENDAR_KINDS.index(indicator["period"])]
    )
    chosen = []
    for block in blocks:
        if block.columns in wanted:
            texts = block.texts["period"]
            is_kept = np.array([period_kind(name) not in finer for name in texts.names], dtype=bool)
            chosen.append(block.keep(np.flatnonzero(is_kept[texts.place])))
    return [block for block in chosen if block.size]


def _middle_year(period: str, plan_start: str) -> int:
    """Give the year in which a period has its middle."""
    first, last = period_bounds(period, plan_start=plan_start)
    return (first + dt.timedelta(days=(last - first).days // 2)).year


def _list_groups(block: Block, definitions: Definitions) -> tuple[np.ndarray, list[tuple]]:
    """Number the different units, years and groups of persons of a block."""
    plan = definitions.settings["plan"]["from"]
    period = block.texts["period"]
    years = [_middle_year(name, plan) for name in period.names]
    texts = [block.texts["province"], block.texts["territory"]]
    texts += [block.texts[name] for name in POPULATION_GROUPS if name in block.columns]
    columns = [(column.place, column.names) for column in texts] + [(period.place, years)]
    key = np.zeros(block.size, dtype=np.int64)
    for place, names in columns:
        key = key * len(names) + place
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return group, list(zip(*([names[place[row]] for row in first] for place, names in columns), strict=True))


def list_unknown_groups(definitions: Definitions) -> set[str]:
    """List the columns by which persons may be told apart and the population of the pack is not.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> sorted(list_unknown_groups(load_definitions()))
    ['age_group', 'sex']
    """
    return {name for name in POPULATION_GROUPS if definitions.population[name].eq("total").all()}


def _put_over_population(block: Block, population: Population, definitions: Definitions) -> Block:
    """Put numerators over the population of the same unit and group, of the year in which the period has its middle."""
    group, keys = _list_groups(block, definitions)
    names = [name for name in POPULATION_GROUPS if name in block.columns]
    found = [
        find_population(population, unit, view, year, **dict(zip(names, codes, strict=True)))
        for unit, view, *codes, year in keys
    ]
    persons = np.array([np.nan if n is None else n for n, _ in found], dtype="float64")
    sources = Texts(group, [source for _, source in found])
    return block.with_columns({"denominator_source": sources}, {"denominator": persons[group]})


def _put_over_indicator(block: Block, below: list[Block]) -> Block:
    """Put numerators over the values of another indicator for the same units, periods and codes."""
    denominator, status = np.full(block.size, np.nan), block.texts["status"].place
    for other in (other for other in below if other.columns == block.columns):
        row = match_rows(block, other, ("territory", "province", "period", *block.columns))
        is_found, partial_ = row >= 0, STATUSES.index("partial")
        denominator[is_found] = other.numbers["value"][row[is_found]]
        is_partial = is_found & (other.texts["status"].place[row] == partial_)
        status = np.where(is_partial & (status < len(NUMBERS)), partial_, status)
    return block.with_columns({"status": Texts(status, STATUSES)}, {"denominator": denominator})


def _divide(block: Block, multiplier: float) -> Block:
    """Divide; where there is nothing below the line the ratio is not applicable."""
    above, below = block.numbers["value"], block.numbers["denominator"]
    value = np.divide(above * multiplier, below, out=np.full(block.size, np.nan), where=below > 0)
    status = block.texts["status"].place
    has_none = (status < len(NUMBERS)) & np.isnan(value)
    status = np.where(has_none, STATUSES.index("not_applicable"), status)
    return block.with_columns({"status": Texts(status, STATUSES)}, {"value": value, "numerator": above})


def compute_referring(
    indicator: dict, blocks: dict[str, list[Block]], definitions: Definitions, population: Population
) -> list[Block]:
    """Divide one indicator's values by another's, or by the population, in the same unit, period and breakdown.

    Parameters
    ----------
    indicator : dict
        A row of the pack's indicators without an aggregate.
    blocks : dict
        The values computed so far, by indicator.
    definitions : Definitions
    population : Population

    Returns
    -------
    list of Block
        With ``denominator_source`` for a rate. A value whose denominator is missing or nothing is
        ``not_applicable``.
    """
    chosen = _choose_rows(blocks.get(indicator["numerator"], []), indicator)
    if indicator["denominator"] == "population":
        unknown = list_unknown_groups(definitions)
        chosen = [block for block in chosen if not unknown & {*block.columns}]
        found = [_put_over_population(block, population, definitions) for block in chosen]
    else:
        below = blocks.get(indicator["denominator"], [])
        found = [_put_over_indicator(block, below) for block in chosen]
    return [_divide(block, float(indicator["multiplier"])) for block in found]
