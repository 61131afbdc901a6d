"""What to leave out where nothing protects: coarser tables of the indicators that fail, each tried."""

from collections.abc import Iterator

import pandas as pd

from ctip_analysis.definitions import CALENDAR_KINDS, Definitions, period_kind
from ctip_analysis.disclosure.ledger import Entry
from ctip_analysis.disclosure.protected_counts import ProtectedCounts, protect_counts

__all__ = ["find_coarser"]

#: How many coarser tables are named, and how many are tried.
NAMED, TRIED = 3, 12


def _list_ways(own: pd.DataFrame, breakdowns: list[str], definitions: Definitions) -> Iterator[tuple]:
    """List what could be left out, the least first: a breakdown, the shortest periods, a view, all but the country."""
    finest = next(iter(definitions.views))
    for column in breakdowns:
        yield f"without {column}", own[column].ne("total")
    kinds = own["period"].map(period_kind)
    order = [kind for kind in CALENDAR_KINDS if kind in set(kinds)]
    for place, kind in enumerate(order[:-1]):
        yield f"without periods of a {kind}", kinds.isin(order[: place + 1])
    for view in own["territory"].unique():
        if view != finest:
            yield f"without the territory view {view}", own["territory"].eq(view)
    is_broken = own[breakdowns].ne("total").any(axis=1)
    is_part = own["province"].ne(definitions.country)
    yield "without any breakdown", is_broken
    yield "for the country only", is_part
    yield "for the country only, without any breakdown", is_part | is_broken


def find_coarser(
    failed: ProtectedCounts,
    entries: list[Entry],
    known: dict[str, dict],
    definitions: Definitions,
    breakdowns: list[str],
    threshold: int,
) -> list[str]:
    """Find coarser tables that could be published, by trying them.

    Parameters
    ----------
    failed : ProtectedCounts
    entries, known, definitions, breakdowns, threshold
        As of `protect_counts`.

    Returns
    -------
    list of str
        At most three, the finest first; empty where none of those tried would do.
    """
    systems = [solution for solution in failed.solutions if solution.open_cells]
    rows = {row for one in systems for row in (one.system.cells[: len(failed.counts)] >= 0).nonzero()[0]}
    codes = sorted(set(failed.counts.loc[sorted(rows), "indicator"]))
    own = failed.counts[failed.counts["indicator"].isin(codes)].drop(columns=["is_small", "is_open"])
    found, done, tried = [], [], 0
    for told, is_left_out in _list_ways(own, breakdowns, definitions):
        is_coarser_still = any((is_left_out | less).equals(is_left_out) for less in done)
        if not is_left_out.any() or is_coarser_still or len(found) == NAMED or tried == TRIED:
            continue
        tried += 1
        kept = own[~own["row"].isin(own.loc[is_left_out, "row"])].reset_index(drop=True)
        trial = protect_counts(kept, entries, known, definitions, breakdowns, threshold)
        if not trial.failing:
            found.append(f"{', '.join(codes)} {told}")
            done.append(is_left_out)
    return found
