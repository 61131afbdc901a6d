"""Protect the indicator values of a run, with what its country pack says of each indicator."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions
from ctip_analysis.disclosure.auditing_record import describe_audit
from ctip_analysis.disclosure.counting import list_breakdowns, list_counts, list_protected
from ctip_analysis.disclosure.earlier import extend_ledger_of_values, join_releases
from ctip_analysis.disclosure.ledger import read_ledger
from ctip_analysis.disclosure.linked_values import Line, link_counts, publish_counts, settle_sums
from ctip_analysis.disclosure.nesting import list_nestings
from ctip_analysis.disclosure.proof import ProtectedValues, hash_frame
from ctip_analysis.disclosure.solving import Solution, solve_system, tell_revealing
from ctip_analysis.disclosure.sums import Sum, list_sums
from ctip_analysis.disclosure.wording import describe_protection
from ctip_analysis.errors import DisclosureError
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE, require_columns

__all__ = ["protect"]

#: What is taken out of a hidden row.
NUMBER_COLUMNS = ("value", "numerator", "denominator", "interval_low", "interval_high")
STATUSES_WITH_NUMBER = ("reported", "zero", "partial")


@dataclass(frozen=True)
class _Protected:
    """The counts of a run, which of them are hidden, and why that is enough.

    ``failing`` are the names of those that nothing protects; ``named`` names the cells of each solution.
    """

    counts: pd.DataFrame
    lines: list[Line]
    solutions: list[Solution]
    named: list[list[str]]
    is_hidden: np.ndarray
    failing: list[str]


def _list_all_sums(
    counts: pd.DataFrame, known: dict, definitions: Definitions, breakdowns: list[str]
) -> list[Sum]:
    """List every sum among counts: over territory, time and breakdowns, and between indicators."""
    found = []
    for (code, _), own in counts.groupby(["indicator", "part"], sort=True):
        is_stock = known[code]["moment"] == "end"
        found += list_sums(own, definitions, breakdowns, is_stock=is_stock)
    filled = counts[counts["count"].ne(0)]
    return found + list_nestings(filled, known, definitions, breakdowns, found)


def _find_closed_rows(counts: pd.DataFrame, threshold: int) -> set[int]:
    """Find the values that tell of a small count, or whose two counts do so by subtraction."""
    small = counts["count"].between(1, threshold - 1)
    above, below = (
        counts[counts["part"].eq(part)].set_index("row")["count"] for part in ("numerator", "denominator")
    )
    rest = below - above
    return {*counts.loc[small, "row"], *rest.index[rest.between(1, threshold - 1)]}


def _name_cells(solution: Solution, names: list[str]) -> list[str]:
    """Name each distinct cell by its first count; "" for a rest that no row publishes."""
    told = [""] * solution.system.size
    for row in reversed(np.flatnonzero(solution.system.cells >= 0)):
        told[solution.system.cells[row]] = names[row]
    return told


def _protect_counts(counts: pd.DataFrame, entries: list, known, definitions, breakdowns, threshold: int):
    """Protect all counts of people together: choose, prove, or name what cannot be protected."""
    closed = _find_closed_rows(counts, threshold)
    counts = counts.assign(
        is_small=counts["count"].between(1, threshold - 1), is_open=~counts["row"].isin(closed)
    )

    def list_them(own: pd.DataFrame, columns: list[str]) -> list[Sum]:
        return _list_all_sums(own, known, definitions, columns)

    lines = settle_sums(counts["count"].to_numpy(dtype=float), list_them(counts, breakdowns))
    linked = join_releases(
        counts, lines, entries, known=known, breakdowns=breakdowns, list_all_sums=list_them
    )
    names = [*counts["name"], *[""] * (len(linked.values) - len(counts))]
    is_hidden = ~counts["is_open"].to_numpy()
    solutions, named, failing = [], [], []
    for system in link_counts(linked, threshold):
        solution = solve_system(
            system,
            lambda pattern, asked, system=system: publish_counts(system, pattern, asked, threshold),
            np.arange(system.size),
            threshold,
        )
        own = system.cells[: len(counts)]
        is_hidden |= (own >= 0) & solution.hidden[own]
        solutions.append(solution)
        named.append(_name_cells(solution, names))
        told = dict(enumerate(named[-1]))
        failing += [
            (told[cell] or "a count of an earlier release or of persons in no published part")
            + tell_revealing(solution.revealing.get(cell, []), told)
            for cell in solution.open_cells
        ]
    # A share whose one number is hidden tells none.
    is_hidden = counts["row"].isin(counts.loc[is_hidden, "row"]).to_numpy()
    return _Protected(counts, lines, solutions, named, is_hidden, failing)


def _hide(values: pd.DataFrame, hidden: np.ndarray, numbers: list[str]) -> pd.DataFrame:
    shown = values.copy()
    shown[numbers] = shown[numbers].astype("float64")
    shown.loc[hidden, numbers] = np.nan
    with_number = shown["status"].isin(STATUSES_WITH_NUMBER).to_numpy()
    shown["status"] = shown["status"].mask(hidden & with_number, "suppressed")
    return shown


def protect(
    values: pd.DataFrame,
    definitions: Definitions,
    *,
    threshold: int | None = None,
    ledger: pd.DataFrame | None = None,
) -> ProtectedValues:
    """Hide what would let anybody work out a small count of people.

    All counts of the same people are one linked system: over territory views, periods and breakdowns, from one
    indicator to another (those assisted among those identified), and with what earlier releases published. Rates,
    shares and their intervals are shown where the counts behind them are shown and what is left between a share's two
    counts is no small count either. Counts of activities pass through.

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
    known = list_protected(values, definitions)
    breakdowns = list_breakdowns(values)
    numbers = [name for name in NUMBER_COLUMNS if name in values.columns]
    has_number = values[numbers].notna().any(axis=1).to_numpy()
    counts, is_told = list_counts(values, known, definitions)
    entries = read_ledger(ledger, threshold)
    found = _protect_counts(counts, entries, known, definitions, breakdowns, threshold)
    if found.failing:
        raise DisclosureError(
            "What was published before leaves these small counts no protection:\n"
            + "\n".join(f"- {cell}" for cell in found.failing[:40])
            + "\nPublish a coarser table: years for quarters, fewer breakdowns, merged categories."
        )
    is_protected = values["indicator"].isin(known).to_numpy()
    hidden = is_protected & has_number & ~is_told
    hidden[found.counts.loc[found.is_hidden, "row"]] = True
    small = np.zeros(len(values), dtype=bool)
    small[found.counts.loc[~found.counts["is_open"], "row"]] = True
    shown = _hide(values, hidden, numbers)
    audit = describe_audit(
        found.solutions,
        threshold=threshold,
        rows_primary=int((small & hidden).sum()),
        rows_hidden=int(hidden.sum()),
        rows_shown=int((~hidden & has_number).sum()),
        indicators=sorted(set(values["indicator"]) & set(known)),
        earlier=max((entry.release for entry in entries), default=0),
        values_sha256=hash_frame(shown),
    )
    audit["in_words"] = {
        language: describe_protection(audit, definitions, language) for language in definitions.languages
    }
    annex = {
        "systems": [(one.publication, one.witnesses) for one in found.solutions],
        "cells": found.named,
    }
    kept = found.counts.assign(is_hidden=found.is_hidden)
    return ProtectedValues(
        shown, audit, ledger=extend_ledger_of_values(ledger, kept, found.lines, threshold), annex=annex
    )
