"""Protect the indicator values of a run, with what its country pack says of each indicator."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions, parse_breakdowns, parse_filter
from ctip_analysis.disclosure.auditing_record import describe_audit
from ctip_analysis.disclosure.ledger import describe_cover, extend_ledger, fingerprint, read_ledger
from ctip_analysis.disclosure.linked_values import link_counts, publish_counts
from ctip_analysis.disclosure.proof import ProtectedValues, hash_frame
from ctip_analysis.disclosure.solving import Solution, solve_system, tell_revealing
from ctip_analysis.disclosure.values import COUNT_KINDS, list_equations
from ctip_analysis.disclosure.wording import describe_protection
from ctip_analysis.errors import DisclosureError
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE, require_columns

__all__ = ["protect"]

#: What is taken out of a hidden row.
NUMBER_COLUMNS = ("value", "numerator", "denominator", "interval_low", "interval_high")
STATUSES_WITH_NUMBER = ("reported", "zero", "partial")


@dataclass(frozen=True)
class _Counts:
    """The counts of people of one indicator, and what was found for them."""

    rows: np.ndarray
    hidden: np.ndarray
    is_small: np.ndarray
    solutions: list[Solution]


def _list_protected(values: pd.DataFrame, definitions: Definitions) -> dict[str, dict]:
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


def _list_breakdowns(values: pd.DataFrame) -> list[str]:
    columns = list(values.columns)
    return columns[columns.index(VALUE_COLUMNS_BEFORE[-1]) + 1 : columns.index(VALUE_COLUMNS_AFTER[0])]


def _name_rows(values: pd.DataFrame, rows: np.ndarray, breakdowns: list[str]) -> list[str]:
    keys = [*VALUE_COLUMNS_BEFORE, *breakdowns]
    records = values.iloc[rows][keys].astype(str).to_dict("records")
    return [
        describe_cover(
            {name: [code] for name, code in row.items() if name not in breakdowns or code != "total"}
        )
        for row in records
    ]


def _name_cells(solution: Solution, names: list[str]) -> list[str]:
    """Name each distinct cell by its first row; "" for a rest that no row publishes."""
    told = [""] * solution.system.size
    for row in reversed(np.flatnonzero(solution.system.cells >= 0)):
        told[solution.system.cells[row]] = names[row]
    return told


def _protect_counts(values, rows, indicator: dict, definitions, breakdowns, earlier: dict, threshold: int):
    """Protect the counts of one indicator: choose, prove, or name what cannot be protected."""
    numbers = values["value"].to_numpy(dtype=float)[rows]
    names = _name_rows(values, rows, breakdowns)
    before = [earlier.get(name) for name in names]
    is_known = np.array(
        [
            entry is not None and entry.fingerprint == fingerprint(name, number)
            for entry, name, number in zip(before, names, numbers, strict=True)
        ],
        dtype=bool,
    )
    was_hidden = np.array([entry is not None and np.isnan(entry.value) for entry in before], dtype=bool)
    equations = list_equations(values.iloc[rows], definitions, breakdowns, indicator["kind"])
    systems = link_counts(numbers, equations, is_known & ~was_hidden, is_known & was_hidden, threshold)
    hidden = np.zeros(len(rows), dtype=bool)
    solutions, failed = [], []
    for system in systems:
        solution = solve_system(
            system,
            lambda pattern, asked, system=system: publish_counts(system, pattern, asked, threshold),
            np.arange(system.size),
            threshold,
        )
        inside = system.cells >= 0
        hidden[inside] = solution.hidden[system.cells[inside]]
        named = dict(enumerate(_name_cells(solution, names)))
        failed += [
            names[row] + tell_revealing(solution.revealing.get(int(system.cells[row]), []), named)
            for row in np.flatnonzero(inside)
            if system.cells[row] in set(solution.open_cells)
        ]
        solutions.append(solution)
    is_small = (numbers > 0) & (numbers < threshold)
    return _Counts(rows, hidden, is_small, solutions), failed


def _find_source(indicator: dict, known: dict[str, dict]) -> tuple[str, str, set[str]] | None:
    """Find for a share the counts that it is made of: an indicator, its breakdown and the codes."""
    conditions = [
        parse_filter(indicator[part]) for part in ("numerator", "denominator") if indicator.get(part)
    ]
    named = [condition for own in conditions for condition in own]
    columns = {condition.column for condition in named}
    if len(conditions) != 2 or len(columns) != 1 or any(condition.is_negated for condition in named):
        return None
    for code, row in known.items():
        same = all(row.get(part, "") == indicator.get(part, "") for part in ("table", "filter", "measure"))
        broken_down = {breakdown.columns for breakdown in parse_breakdowns(row["breakdowns"])}
        if row["kind"] in COUNT_KINDS and same and tuple(columns) in broken_down:
            return code, next(iter(columns)), {one for condition in named for one in condition.codes}
    return None


def _find_shown_functions(values, rows, indicator: dict, known, breakdowns, is_shown: dict) -> np.ndarray:
    """Find the values that are functions of counts all of which are shown."""
    keys = values.iloc[rows][["territory", "province", "period", *breakdowns]].astype(str).to_dict("records")
    if known.keys() & {indicator["numerator"], indicator["denominator"]}:
        others = [code for code in (indicator["numerator"], indicator["denominator"]) if code in known]
        wanted = [[(code, *key.values()) for code in others] for key in keys]
    else:
        source = _find_source(indicator, known)
        if source is None:
            return np.zeros(len(rows), dtype=bool)
        code, column, codes = source
        wanted = [
            [(code, *(key | {column: one}).values()) for one in sorted(codes)]
            if key[column] == "total"
            else [None]
            for key in keys
        ]
    return np.array([all(is_shown.get(cell, False) for cell in cells) for cells in wanted], dtype=bool)


def protect(
    values: pd.DataFrame,
    definitions: Definitions,
    *,
    threshold: int | None = None,
    ledger: pd.DataFrame | None = None,
) -> ProtectedValues:
    """Hide what would let anybody work out a small count of people.

    The counts of an indicator are one linked system over territory views, periods and breakdowns; rates, shares and
    their intervals are shown where the counts behind them are shown. Counts of activities pass through.

    Parameters
    ----------
    values : pandas.DataFrame
        From `compute_indicators`.
    definitions : Definitions
    threshold : int, optional
        Counts from 1 to one below it are small; the pack's own (11) when not given.
    ledger : pandas.DataFrame, optional
        What earlier releases published.

    Returns
    -------
    ProtectedValues
        The same rows in the same order; where the status is "suppressed" there is no number. Its audit says
        what was proved.

    Raises
    ------
    DisclosureError
        If an indicator of the values is not described, or the protection cannot be proved.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     values = ctip.compute_indicators(ctip.clean(ctip.read_reports(folder), definitions), definitions)
    >>> ctip.protect(values, definitions).audit["passed"]
    True
    """
    require_columns(values, [*VALUE_COLUMNS_BEFORE, *VALUE_COLUMNS_AFTER], "values")
    threshold = definitions.settings["disclosure"]["threshold"] if threshold is None else threshold
    known = _list_protected(values, definitions)
    breakdowns = _list_breakdowns(values)
    numbers = [name for name in NUMBER_COLUMNS if name in values.columns]
    has_number = values[numbers].notna().any(axis=1).to_numpy()
    counts = values["value"].to_numpy(dtype=float)
    is_count = np.isfinite(counts) & (counts >= 0) & (counts == np.floor(counts))
    code = values["indicator"].to_numpy()
    latest = {describe_cover(entry.cover): entry for entry in read_ledger(ledger, threshold)}
    hidden = np.isin(code, list(known)) & has_number
    found, failed = [], []
    for name, indicator in known.items():
        if indicator["kind"] in COUNT_KINDS:
            rows = np.flatnonzero((code == name) & has_number & is_count)
            own, open_cells = _protect_counts(
                values, rows, indicator, definitions, breakdowns, latest, threshold
            )
            hidden[rows] = own.hidden
            found.append(own)
            failed += open_cells
    if failed:
        raise DisclosureError(
            "What was published before leaves these small counts no protection:\n"
            + "\n".join(f"- {cell}" for cell in failed[:40])
            + "\nPublish a coarser table: years for quarters, fewer breakdowns, merged categories."
        )
    cells = values[["indicator", "territory", "province", "period", *breakdowns]].astype(str)
    is_shown = dict(zip(map(tuple, cells.to_numpy()), ~hidden & has_number, strict=True))
    for name, indicator in known.items():
        if indicator["kind"] not in COUNT_KINDS:
            rows = np.flatnonzero((code == name) & has_number)
            hidden[rows] = ~_find_shown_functions(values, rows, indicator, known, breakdowns, is_shown)
            is_shown |= dict(zip(map(tuple, cells.iloc[rows].to_numpy()), ~hidden[rows], strict=True))
    shown = values.copy()
    shown[numbers] = shown[numbers].astype("float64")
    shown.loc[hidden, numbers] = np.nan
    with_number = shown["status"].isin(STATUSES_WITH_NUMBER).to_numpy()
    shown["status"] = shown["status"].mask(hidden & with_number, "suppressed")
    small = np.zeros(len(values), dtype=bool)
    for own in found:
        small[own.rows] = own.is_small
    published = np.flatnonzero(np.isin(code, list(known)) & has_number & is_count)
    extended = extend_ledger(
        ledger,
        _name_rows(values, published, breakdowns),
        counts[published],
        hidden[published],
        small[published],
        np.ones(len(published), dtype=int),
        threshold,
    )
    solutions = [solution for own in found for solution in own.solutions]
    audit = describe_audit(
        solutions,
        threshold=threshold,
        rows_primary=int((small & hidden).sum()),
        rows_hidden=int(hidden.sum()),
        rows_shown=int((~hidden & has_number).sum()),
        indicators=sorted(set(code) & set(known)),
        earlier=0 if ledger is None or not len(ledger) else int(ledger["release"].max()),
        values_sha256=hash_frame(shown),
    )
    audit["in_words"] = {
        language: describe_protection(audit, definitions, language) for language in definitions.languages
    }
    annex = {
        "systems": [(one.publication, one.witnesses) for one in solutions],
        "cells": [
            _name_cells(one, _name_rows(values, own.rows, breakdowns))
            for own in found
            for one in own.solutions
        ],
    }
    return ProtectedValues(shown, audit, ledger=extended, annex=annex)
