"""Keep linked systems of counts at a size that can be settled: what asks too much is hidden whole, kind after kind.

Twelve rolling months, a year to date and a plan to date beside months and quarters tie every count to every other. One
pattern for tens of thousands of counts takes hours; so the least needed detail of the indicators in such a system is not
published: first the kinds of periods that cross the calendar, the fullest first; then the shortest periods, the
breakdowns, the provinces, and last of all the rest. So it is where the counts are few enough and yet take more steps
than a protection may. The same input loses the same detail, on any machine.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ctip_analysis.definitions import CALENDAR_KINDS, Definitions, period_kind
from ctip_analysis.disclosure.linked_values import Line, LinkedCounts, link_counts
from ctip_analysis.disclosure.working import TooMuchWork

__all__ = ["Limited", "limit_detail"]

#: Distinct counts that one system may have that is searched for a cheap pattern, and one that others are joined to.
MOST_CELLS, MOST_JOINED = 2_500, 8_000


@dataclass(frozen=True)
class Limited:
    """Counts in systems that can be settled.

    Attributes
    ----------
    counts : pandas.DataFrame
        Those that are left, numbered anew.
    left_out : pandas.DataFrame
        Those whose rows are hidden whole.
    lines : list of Line
        Between the counts that are left.
    linked : LinkedCounts
    solved : list
        Of each system what `settle` gives.
    told : list of dict
        What was left out, step by step: ``detail`` and the ``indicators``.
    """

    counts: pd.DataFrame
    left_out: pd.DataFrame
    lines: list[Line]
    linked: LinkedCounts
    solved: list
    told: list[dict]


def _find_inside(linked: LinkedCounts, n_counts: int, threshold: int) -> np.ndarray:
    """Find the counts of this release that stand in a system of too many."""
    early = replace(linked, lines=[line for line in linked.lines if not line.is_late])
    inside = np.zeros(n_counts, dtype=bool)
    for which, most in ((early, MOST_CELLS), (linked, MOST_JOINED)):
        for system, _ in link_counts(which, threshold):
            if system.size > most:
                inside |= system.cells[:n_counts] >= 0
        if inside.any():
            break
    return inside


def _choose_detail(
    own: pd.DataFrame, breakdowns: list[str], definitions: Definitions
) -> tuple[str, Callable[[pd.DataFrame], pd.Series]]:
    """Choose what some counts are to do without, and how to tell which counts that are."""
    sizes = own["period"].map(period_kind).value_counts()
    across = sorted(set(sizes.index) - set(CALENDAR_KINDS), key=lambda kind: (-sizes[kind], kind))
    calendar = [kind for kind in CALENDAR_KINDS if kind in sizes.index]
    if len(sizes) > 1:
        kind = [*across, *calendar][0]
        return f"periods: {kind}", lambda counts: counts["period"].map(period_kind).eq(kind)
    ways = {
        "breakdowns": lambda counts: counts[breakdowns].ne("total").any(axis=1),
        "provinces": lambda counts: counts["province"].ne(definitions.country),
    }
    for detail, is_it in ways.items():
        if is_it(own).any():
            return detail, is_it
    return "everything", lambda counts: pd.Series(True, index=counts.index)


def limit_detail(
    counts: pd.DataFrame,
    link: Callable[[pd.DataFrame], tuple[list[Line], LinkedCounts]],
    settle: Callable[[LinkedCounts], list],
    *,
    breakdowns: list[str],
    definitions: Definitions,
    threshold: int,
) -> Limited:
    """Leave out the detail that makes a system too large or too much work, until all systems are settled.

    Parameters
    ----------
    counts : pandas.DataFrame
        From `list_counts`.
    link : callable
        From counts to the lines between them, and to these and the counts of earlier releases linked.
    settle : callable
        From linked counts to what is hidden in each system; `TooMuchWork` is met with less detail.
    breakdowns : list of str
    definitions : Definitions
    threshold : int

    Returns
    -------
    Limited

    Raises
    ------
    TooMuchWork
        If a system holds counts of earlier releases alone, of which nothing can be left out.
    """
    left_out, told = [counts.iloc[:0]], []
    while True:
        lines, linked = link(counts)
        inside = _find_inside(linked, len(counts), threshold)
        if not inside.any():
            try:
                return Limited(counts, pd.concat(left_out), lines, linked, settle(linked), told)
            except TooMuchWork as stopped:
                inside = stopped.inside[: len(counts)]
                if not inside.any():
                    raise
        codes = sorted(set(counts.loc[inside, "indicator"]))
        detail, is_it = _choose_detail(counts[inside], breakdowns, definitions)
        # Zeros too: with none told, all people of a total may be in any one of its parts, or none of them.
        found = counts["indicator"].isin(codes) & is_it(counts)
        is_out = counts["row"].isin(counts.loc[found, "row"])
        left_out.append(counts[is_out])
        counts = counts[~is_out].reset_index(drop=True)
        told.append({"detail": detail, "indicators": codes})
