"""Protect the indicator values of a run, with what its country pack says of each indicator."""

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions
from ctip_analysis.disclosure.auditing_record import describe_audit
from ctip_analysis.disclosure.coarsening import find_coarser
from ctip_analysis.disclosure.counting import list_breakdowns, list_counts, list_protected
from ctip_analysis.disclosure.earlier import extend_ledger_of_values
from ctip_analysis.disclosure.ledger import read_ledger
from ctip_analysis.disclosure.proof import ProtectedValues, hash_frame
from ctip_analysis.disclosure.protected_counts import ProtectedCounts, protect_counts
from ctip_analysis.disclosure.wording import describe_protection
from ctip_analysis.errors import DisclosureError
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE, require_columns

__all__ = ["protect"]

#: What is taken out of a hidden row.
NUMBER_COLUMNS = ("value", "numerator", "denominator", "interval_low", "interval_high")
STATUSES_WITH_NUMBER = ("reported", "zero", "partial")
NOTHING_COARSER = "No coarser table of these indicators would do: leave them out of this release"


def _hide(values: pd.DataFrame, hidden: np.ndarray, numbers: list[str]) -> pd.DataFrame:
    shown = values.copy()
    shown[numbers] = shown[numbers].astype("float64")
    shown.loc[hidden, numbers] = np.nan
    with_number = shown["status"].isin(STATUSES_WITH_NUMBER).to_numpy()
    shown["status"] = shown["status"].mask(hidden & with_number, "suppressed")
    return shown


def _mark_rows(values: pd.DataFrame, rows) -> np.ndarray:
    marked = np.zeros(len(values), dtype=bool)
    marked[rows] = True
    return marked


def _count_by_indicator(code: pd.Series, is_protected, hidden) -> dict[str, dict[str, int]]:
    """Count for each protected indicator what is hidden and what is shown; not what is hidden for itself."""
    told = pd.DataFrame({"hidden": hidden, "shown": ~hidden}, index=code.index)
    sums = told[is_protected].groupby(code[is_protected]).sum()
    return {own: {name: int(n) for name, n in row.items()} for own, row in sums.to_dict("index").items()}


def _refuse(failing: list[str], coarser: list[str]) -> DisclosureError:
    """Say which small counts nothing protects, and which coarser tables would do."""
    cells = "\n".join(f"- {cell}" for cell in failing[:40])
    ways = "; ".join(coarser)
    told = f"These coarser tables would do: {ways}" if coarser else NOTHING_COARSER
    return DisclosureError(
        f"What was published before leaves these small counts no protection:\n{cells}\n{told}.",
        word="error_unprotected" if coarser else "error_unprotected_whole",
        cells=cells,
        coarser=ways,
    )


def _make_annex(found: ProtectedCounts, counts: pd.DataFrame) -> dict:
    """Keep what proves the protection and what explains it, without a count."""
    told = ["row", "name", "system", "cell", "is_small", "is_closed", "is_hidden"]
    return {
        "systems": [(one.publication, one.witnesses) for one in found.solutions],
        "cells": found.named,
        "lines": found.told_lines,
        "guards": [one.needs.guards for one in found.solutions],
        "counts": counts.assign(is_closed=~counts["is_open"])[told],
    }


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

    Notes
    -----
    Where periods that cross the calendar, breakdowns and provinces tie more counts into one system than can be settled,
    the detail that does so is hidden whole: ``left_out`` of the audit names it and the indicators.

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
    is_protected = values["indicator"].isin(known).to_numpy()
    counts, is_told = list_counts(values, known, definitions)
    entries = read_ledger(ledger, threshold)
    setting = (entries, known, definitions, breakdowns, threshold)
    found = protect_counts(counts, *setting)
    if found.failing:
        raise _refuse(found.failing, find_coarser(found, *setting))
    every = pd.concat([found.counts.assign(is_hidden=found.is_hidden), found.left_out.assign(is_hidden=True)])
    hides_amount = is_protected & has_number & ~is_told
    hidden = _mark_rows(values, every.loc[every["is_hidden"], "row"]) | hides_amount
    shown = _hide(values, hidden, numbers)
    audit = describe_audit(
        found.solutions,
        threshold=threshold,
        rows_primary=int((_mark_rows(values, every.loc[~every["is_open"], "row"]) & hidden).sum()),
        rows_hidden=int(hidden.sum()),
        rows_shown=int((~hidden & has_number).sum()),
        indicators=sorted(set(values["indicator"]) & set(known)),
        earlier=max((entry.release for entry in entries), default=0),
        tables=_count_by_indicator(values["indicator"], is_protected & has_number, hidden),
        earlier_releases_sha256=None if not entries else hash_frame(ledger),
        values_sha256=hash_frame(shown),
        **_tell_limits(found),
    )
    audit["in_words"] = {
        language: describe_protection(audit, definitions, language) for language in definitions.languages
    }
    kept = found.counts.assign(is_hidden=found.is_hidden)
    extended = extend_ledger_of_values(ledger, kept, found.lines, threshold)
    return ProtectedValues(shown, audit, ledger=extended, annex=_make_annex(found, every))


def _tell_limits(found: ProtectedCounts) -> dict:
    """Tell what of the counts is not protected one by one, and by how many sums they are tied."""
    return {
        "differences_not_protected": found.n_given_up,
        "left_out": found.told_left_out,
        "sums": len(found.lines),
    }
