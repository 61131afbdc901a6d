"""All counts of people of a run -> which of them are hidden, and why that is enough."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions
from ctip_analysis.disclosure.counting import tell_count
from ctip_analysis.disclosure.earlier import join_releases
from ctip_analysis.disclosure.joining import solve_in_turns
from ctip_analysis.disclosure.ledger import Entry
from ctip_analysis.disclosure.limiting import limit_detail
from ctip_analysis.disclosure.linked_values import Line, LinkedCounts, settle_sums
from ctip_analysis.disclosure.nesting import list_chains, list_nestings
from ctip_analysis.disclosure.solving import Solution, tell_revealing
from ctip_analysis.disclosure.steps import list_steps
from ctip_analysis.disclosure.sums import Sum, list_sums
from ctip_analysis.disclosure.working import ALLOWED, Work

__all__ = ["ProtectedCounts", "protect_counts"]


@dataclass(frozen=True)
class ProtectedCounts:
    """The counts of a run, which of them are hidden, and why that is enough.

    ``failing`` are the names of those that nothing protects; ``named`` names the cells of each solution, ``told_lines``
    are the sums between them: total, parts, and whether it is more (1) or less (-1) than they. ``n_given_up`` differences
    of two indicators, the one taken for a part of the other, are not protected, for nothing could. The counts
    ``left_out`` are hidden whole with their rows, as ``told_left_out`` says.
    """

    counts: pd.DataFrame
    lines: list[Line]
    solutions: list[Solution]
    named: list[list[str]]
    told_lines: list[list[tuple]]
    is_hidden: np.ndarray
    failing: list[str]
    n_given_up: int
    left_out: pd.DataFrame
    told_left_out: list[dict]


def _list_all_sums(
    counts: pd.DataFrame, known: dict, definitions: Definitions, breakdowns: list[str]
) -> list[Sum]:
    """List every sum among counts: over territory, time and breakdowns, and between indicators."""
    found = []
    for (code, _), own in counts.groupby(["indicator", "part"], sort=True):
        is_stock = known[code]["moment"] == "end"
        found += list_sums(own, definitions, breakdowns, is_stock=is_stock)
    filled = counts[counts["count"].ne(0)]
    found += list_nestings(filled, known, breakdowns, found)
    found += list_chains(filled, definitions, breakdowns)
    return [*found, *list_steps(counts, known, definitions, breakdowns)]


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


def _tell_failing(solution: Solution, named: list[str]) -> list[str]:
    """Tell which small counts nothing protects, each with those that narrow it."""
    told = {cell: tell_count(name) if name else "" for cell, name in enumerate(named)}
    return [
        (told[cell] or "a count of an earlier release or of persons in no published part")
        + tell_revealing(solution.revealing.get(cell, []), told)
        for cell in solution.open_cells
    ]


def _make_linker(
    entries: list[Entry], known: dict[str, dict], definitions: Definitions, breakdowns: list[str]
) -> Callable[[pd.DataFrame], tuple[list[Line], LinkedCounts]]:
    """Make what links counts: from a frame of them to the lines between them, and to these with earlier releases."""

    def list_them(own: pd.DataFrame, columns: list[str]) -> list[Sum]:
        """List the sums of this or of an earlier release, by its own breakdowns."""
        return _list_all_sums(own, known, definitions, columns)

    def link(own: pd.DataFrame) -> tuple[list[Line], LinkedCounts]:
        """Link some of the counts with each other and with earlier releases."""
        lines = settle_sums(own["count"].to_numpy(dtype=float), list_them(own, breakdowns))
        joined = join_releases(
            own, lines, entries, known=known, breakdowns=breakdowns, list_all_sums=list_them
        )
        return lines, joined

    return link


def _place_counts(counts: pd.DataFrame, solved: list) -> tuple[pd.DataFrame, np.ndarray]:
    """Say of each count in which system it stands, as which cell, and whether it is hidden."""
    counts, is_hidden = counts.copy(), ~counts["is_open"].to_numpy()
    for number, (system, _, solution, _) in enumerate(solved):
        own = system.cells[: len(counts)]
        inside = own >= 0
        is_hidden |= inside & solution.hidden[own]
        counts.loc[inside, ["system", "cell"]] = np.c_[np.full(inside.sum(), number), own[inside]]
    # A share whose one number is hidden tells none.
    return counts, counts["row"].isin(counts.loc[is_hidden, "row"]).to_numpy()


def protect_counts(
    counts: pd.DataFrame,
    entries: list[Entry],
    known: dict[str, dict],
    definitions: Definitions,
    breakdowns: list[str],
    threshold: int,
) -> ProtectedCounts:
    """Protect all counts of people together: choose, prove, or name what cannot be protected.

    Parameters
    ----------
    counts : pandas.DataFrame
        From `list_counts`.
    entries : list of Entry
        Of earlier releases, from `read_ledger`.
    known : dict
        Rows of ``indicators.csv`` by code, from `list_protected`.
    definitions : Definitions
    breakdowns : list of str
    threshold : int

    Returns
    -------
    ProtectedCounts
    """
    closed = _find_closed_rows(counts, threshold)
    counts = counts.assign(
        is_small=counts["count"].between(1, threshold - 1),
        is_open=~counts["row"].isin(closed),
        system=-1,
        cell=-1,
    )
    link = _make_linker(entries, known, definitions, breakdowns)
    limited = limit_detail(
        counts,
        link,
        lambda linked: list(solve_in_turns(linked, threshold, Work(ALLOWED))),
        breakdowns=breakdowns,
        definitions=definitions,
        threshold=threshold,
    )
    counts, is_hidden = _place_counts(limited.counts, limited.solved)
    names = [*counts["name"], *[""] * (len(limited.linked.values) - len(counts))]
    solutions = [solution for _, _, solution, _ in limited.solved]
    named = [_name_cells(solution, names) for solution in solutions]
    return ProtectedCounts(
        counts,
        limited.lines,
        solutions,
        named,
        [[(line.total, line.parts, line.sign) for line in said] for _, said, _, _ in limited.solved],
        is_hidden,
        [cell for one, own in zip(solutions, named, strict=True) for cell in _tell_failing(one, own)],
        sum(given_up for *_, given_up in limited.solved),
        limited.left_out,
        limited.told,
    )
