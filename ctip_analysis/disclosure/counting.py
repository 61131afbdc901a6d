"""Indicator values -> the counts of people that each of them tells: one a count, two a share, one a rate.

A row is shown when all its counts are; a share of a total is thereby two counts and, by subtraction, a third.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Condition, Definitions, parse_filter
from ctip_analysis.disclosure.ledger import describe_cover
from ctip_analysis.errors import DisclosureError
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE

__all__ = [
    "COUNT_KINDS",
    "Meaning",
    "list_breakdowns",
    "list_counts",
    "list_protected",
    "name_count",
    "tell_count",
    "tell_meaning",
]

#: The kinds of indicators whose value is a count of people; all others are functions of counts.
COUNT_KINDS = ("flow_sum", "distinct_count", "stock_end")
#: The columns of a frame of counts before its breakdowns.
COUNT_KEYS = ("indicator", "part", "territory", "province", "period")


def list_protected(values: pd.DataFrame, definitions: Definitions) -> dict[str, dict]:
    """List the indicators that count people to protect, and those that are made from them."""
    known = {row["indicator"]: row for row in definitions.indicators.to_dict("records")}
    unknown = sorted(set(values["indicator"]) - set(known))
    if unknown:
        raise DisclosureError(
            f"Indicators without a word on their protection: {', '.join(unknown)}. Add them to indicators.csv."
        )
    chosen = {code for code, row in known.items() if row["protection"] != "none"}
    while True:
        made = {
            code
            for code, row in known.items()
            if chosen & {row["numerator"], row["denominator"]} and code not in chosen
        }
        if not made:
            return {code: known[code] for code in sorted(chosen)}
        chosen |= made


def list_breakdowns(values: pd.DataFrame) -> list[str]:
    """List the columns of breakdowns: those between the period and the value."""
    columns = list(values.columns)
    return columns[columns.index(VALUE_COLUMNS_BEFORE[-1]) + 1 : columns.index(VALUE_COLUMNS_AFTER[0])]


def _list_parts(indicator: dict, known: dict, amounts: Iterable[str]) -> list[tuple[str, str, str]]:
    """List what a row of an indicator tells: the column of the number, and the indicator and the part it belongs to.

    None for amounts of money and the like: they do not tell of how many people they are.
    """
    code = indicator["indicator"]
    if {indicator["measure"], indicator["denominator_measure"]} & set(amounts):
        return []
    if indicator["kind"] in COUNT_KINDS:
        return [("value", code, "")]
    if not indicator["aggregate"]:
        others = [(part, indicator[part]) for part in ("numerator", "denominator")]
        return [(part, other, "") for part, other in others if other in known]
    return [("numerator", code, "numerator"), ("denominator", code, "denominator")]


def name_count(row: dict, breakdowns: list[str]) -> str:
    """Name a count, the same in every release."""
    keys = [*COUNT_KEYS, *breakdowns]
    return describe_cover(
        {key: [row[key]] for key in keys if row[key] not in ("", "total") or key == "province"}
    )


def tell_count(name: str) -> str:
    """Say in codes which count a name names.

    Examples
    --------
    >>> tell_count('{"indicator": ["PROT-01"], "period": ["2019"], "province": ["KG"], "sex": ["male"]}')
    'PROT-01 KG 2019 sex male'
    """
    named = {key: own[0] for key, own in json.loads(name).items()}
    keys = [named.pop(key, "") for key in ("indicator", "part", "province", "period")]
    named.pop("territory", None)
    return " ".join([*filter(None, keys), *(f"{column} {code}" for column, code in named.items())])


def list_counts(
    values: pd.DataFrame, known: dict[str, dict], definitions: Definitions
) -> tuple[pd.DataFrame, np.ndarray]:
    """List the counts of people that protected values tell.

    Parameters
    ----------
    values : pandas.DataFrame
    known : dict
        From `list_protected`.
    definitions : Definitions

    Returns
    -------
    counts : pandas.DataFrame
        One row a count: ``row`` (its position in the values), ``indicator``, ``part`` ("", "numerator",
        "denominator"), ``territory``, ``province``, ``period``, the breakdowns, ``count`` and ``name``.
    is_told : numpy.ndarray of bool
        For each value whether all its numbers are known to be counts; what is not cannot be shown.
    """
    breakdowns = list_breakdowns(values)
    amounts = definitions.settings["disclosure"].get("amounts", ())
    code = values["indicator"].to_numpy()
    blocks, is_told = [], np.zeros(len(values), dtype=bool)
    for own, indicator in known.items():
        rows = np.flatnonzero(code == own)
        parts = _list_parts(indicator, known, amounts)
        is_told[rows] = bool(parts)
        for column, other, part in parts:
            numbers = values[column].to_numpy(dtype=float)[rows]
            is_count = np.isfinite(numbers) & (numbers >= 0) & (numbers == np.floor(numbers))
            is_told[rows[np.isfinite(numbers) & ~is_count]] = False
            keys = values.iloc[rows[is_count]][["territory", "province", "period", *breakdowns]].astype(str)
            blocks.append(
                keys.assign(indicator=other, part=part, count=numbers[is_count], row=rows[is_count])
            )
    if not blocks:
        return pd.DataFrame(columns=[*COUNT_KEYS, *breakdowns, "count", "row", "name"]), is_told
    counts = pd.concat(blocks, ignore_index=True)
    records = counts[[*COUNT_KEYS, *breakdowns]].to_dict("records")
    counts = counts.assign(name=[name_count(row, breakdowns) for row in records])
    # By name, so that the order of the rows decides nothing.
    return counts.sort_values("name", kind="stable", ignore_index=True), is_told


@dataclass(frozen=True)
class Meaning:
    """What a count counts: how, and the records that meet all conditions.

    ``counted`` are the columns whose different values are counted; empty where records are counted, or added up.
    """

    how: tuple
    counted: frozenset
    conditions: frozenset

    def is_within(self, other: "Meaning") -> bool:
        """Whether all that meets these conditions meets those of another."""
        return all(any(_implies(mine, theirs) for mine in self.conditions) for theirs in other.conditions)


def _implies(narrow: Condition, wide: Condition) -> bool:
    if narrow.column != wide.column:
        return False
    if narrow == wide:
        return True
    if narrow.compare != "in" or wide.compare != "in":
        return False
    mine, theirs = set(narrow.codes), set(wide.codes)
    if narrow.is_negated:
        return wide.is_negated and theirs <= mine
    return not mine & theirs if wide.is_negated else mine <= theirs


def _simplify(conditions: Iterable[Condition]) -> frozenset:
    """Say the same with as few conditions as it takes: of a column, the codes that meet all of them."""
    found: dict[str, list[Condition]] = {}
    for condition in conditions:
        found.setdefault(condition.column, []).append(condition)
    simple = set()
    for column, own in found.items():
        among = [set(one.codes) for one in own if one.compare == "in" and not one.is_negated]
        without = {code for one in own if one.compare == "in" and one.is_negated for code in one.codes}
        simple |= {one for one in own if one.compare != "in"}
        if among:
            simple.add(Condition(column, tuple(sorted(set.intersection(*among) - without))))
        elif without:
            simple.add(Condition(column, tuple(sorted(without)), is_negated=True))
    return frozenset(simple)


def tell_meaning(indicator: dict, part: str, codes: dict[str, str]) -> Meaning:
    """Tell what a count of an indicator counts.

    Parameters
    ----------
    indicator : dict
        A row of ``indicators.csv``.
    part : str
        "numerator" or "denominator" of a share; "" for a count.
    codes : dict of str to str
        The codes of its breakdowns.

    Examples
    --------
    >>> row = dict.fromkeys(("source", "table", "date", "moment", "denominator", "numerator"), "")
    >>> row |= {"aggregate": "distinct", "measure": "person;service_type", "deduplicate_on": ""}
    >>> row |= {"filter": "service_type != 'one_off'", "denominator_measure": ""}
    >>> sorted(tell_meaning(row, "", {"service_type": "return"}).counted)
    ['person']
    """
    texts = [indicator["filter"]]
    texts += [indicator["denominator"]] if part else []
    texts += [indicator["numerator"]] if part == "numerator" else []
    conditions = _simplify(
        [condition for text in texts for condition in parse_filter(text)]
        + [Condition(column, (code,)) for column, code in codes.items()]
    )
    fixed = {one.column for one in conditions if len(one.codes) == 1 and not one.is_negated}
    aggregate, measure = indicator["aggregate"], indicator["measure"]
    if part == "denominator" and indicator["denominator_measure"]:
        measure = indicator["denominator_measure"]
    once = indicator["deduplicate_on"]
    counted: set[str] = set()
    if aggregate == "distinct":
        counted = set(measure.split(";"))
        counted = counted - fixed or counted
    elif aggregate == "count" and once:
        aggregate, counted = "distinct", {once}
    elif aggregate == "sum":
        counted = {f"sum of {measure}"}
    how = (*(indicator[name] for name in ("source", "table", "date", "moment")), aggregate, once)
    return Meaning(how, frozenset(counted), conditions)
