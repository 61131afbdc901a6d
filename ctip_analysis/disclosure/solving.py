"""From everything published to a pattern and its proof: choose, prove, and hide more until the proof is whole."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ctip_analysis.disclosure.attacking import CLOSE, Attacker
from ctip_analysis.disclosure.auditing import find_witnesses
from ctip_analysis.disclosure.choosing import Pattern, choose_pattern
from ctip_analysis.disclosure.examining import Examiner
from ctip_analysis.disclosure.linking import Published, System, link_cells
from ctip_analysis.disclosure.moving import choose_by_moves
from ctip_analysis.disclosure.needing import Needs, show_needless
from ctip_analysis.disclosure.repairing import hide_more
from ctip_analysis.disclosure.requiring import Requirements, find_least, require_of
from ctip_analysis.disclosure.verifying import Publication, keep_consistent, verify_audit
from ctip_analysis.disclosure.working import Work

__all__ = ["Solution", "publish_cells", "solve", "solve_system", "tell_revealing"]

#: How often more is hidden because whole numbers leave less open than fractions do.
WHOLE_ROUNDS = 20
#: Distinct cells from which on a pattern is made of moves around each small cell.
LARGE = 1_500


@dataclass(frozen=True)
class Solution:
    """A pattern over published cells and what proves it.

    Attributes
    ----------
    hidden : numpy.ndarray of bool
        For each published cell; None where nothing can protect.
    publication : Publication
    witnesses : numpy.ndarray of int
    pattern : Pattern
    system : System
    open_cells : list of int
        Published cells that nothing can protect.
    needs : Needs or None
        Whether each cell hidden for others is needed; None where nothing can protect.
    revealing : dict of int to list of int
        For each distinct cell that nothing can protect those that narrow it together.
    """

    hidden: np.ndarray
    publication: Publication
    witnesses: np.ndarray
    pattern: Pattern
    system: System
    open_cells: list
    needs: Needs | None
    revealing: dict


def publish_cells(published: Published, hidden: np.ndarray, floor: np.ndarray, threshold: int) -> Publication:
    """Say what a reader gets of everything published."""
    lengths = [len(cover) for cover in published.covers]
    return Publication(
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        members=np.concatenate(published.covers).astype(np.int64),
        shown=np.where(hidden, np.nan, published.values),
        least=published.least,
        is_small=published.is_small,
        floor=floor,
        threshold=threshold,
        n_base=published.n_base,
    )


def _write_out(examiner: Examiner, publication: Publication) -> np.ndarray:
    """Write the tables of whole numbers that the choice met with as base cells: they may prove much at once."""
    tables = np.array(examiner.tables.whole, dtype=np.int64)
    tables = tables.reshape(len(tables), examiner.attacker.n_columns)
    columns = examiner.attacker.system.columns
    if columns is not None:
        # What is known to be empty stands at -1: in the column put last.
        tables = np.pad(tables, ((0, 0), (0, 1)))[:, columns]
    return keep_consistent(publication, tables)


def _find_revealing(attacker: Attacker, hidden: np.ndarray, asked: Requirements, cell: int) -> list[int]:
    """Find the cells that narrow one together: those with a price in the dual of its linear program."""
    attacker.hide(hidden)
    one = np.array([cell])
    attacker.cap(one, asked.goal[one])
    for direction, bound in ((1, asked.goal[cell]), (-1, asked.floor[cell])):
        reached = attacker.push(one, direction)[cell]
        if (bound - reached) * direction > CLOSE:
            prices = np.abs(attacker.read_gains()[: attacker.n])
            return [int(other) for other in np.flatnonzero(prices > CLOSE) if other != cell]
    return []


def tell_revealing(cells: list[int], named: dict[int, str]) -> str:
    """Tell which cells narrow one together, to follow its name; without their counts."""
    told = [named[cell] for cell in cells if named.get(cell)]
    told += ["counts of earlier releases"] if len(told) < len(cells) else []
    return f" (narrowed by {', '.join(told)} together)" if told else ""


def solve(published: Published, threshold: int, *, is_optimal: bool = False) -> Solution:
    """Choose what to hide of everything published, and prove that it is enough.

    Parameters
    ----------
    published : Published
    threshold : int
    is_optimal : bool
        Whether to search until no cheaper pattern is left.

    Returns
    -------
    Solution
    """
    system = link_cells(published)

    def publish(pattern: np.ndarray, asked: Requirements) -> Publication:
        """Say what a reader gets of a pattern over distinct cells."""
        # A shown zero is in no distinct cell: its place, -1, is the one put last.
        hidden = np.r_[pattern, False][system.cells] | published.must_hide
        return publish_cells(published, hidden, np.r_[asked.floor, 0][system.cells], threshold)

    by_moves = system.size > LARGE and not is_optimal
    return solve_system(system, publish, system.cells, threshold, is_optimal=is_optimal, by_moves=by_moves)


def solve_system(
    system: System,
    publish: Callable,
    places: np.ndarray,
    threshold: int,
    *,
    is_optimal: bool = False,
    by_moves: bool = False,
    is_searched: bool = True,
    work: Work | None = None,
) -> Solution:
    """Choose what to hide of a system of distinct cells, and prove it.

    Parameters
    ----------
    system : System
    publish : callable
        From a pattern and its requirements to the `Publication` that a reader gets.
    places : numpy.ndarray of int
        For each cell of the `Publication` the distinct cell.
    threshold : int
    is_optimal : bool
        Whether to search until no cheaper pattern is left.
    by_moves : bool
        Whether to make the pattern of moves around each small cell, as far as they reach.
    is_searched : bool
        Whether to look for a cheaper pattern once one protects, and to test each cell that is hidden for others.
    work : Work, optional
        Counts the steps, and ends with `TooMuchWork` where they are more than allowed.

    Returns
    -------
    Solution
    """
    attacker = Attacker(system, find_least(system), work)
    system = attacker.system
    asked = require_of(system, attacker, threshold)
    chosen = choose_by_moves(attacker, asked) if by_moves else None
    pattern, examiner = chosen or choose_pattern(
        attacker, asked, is_optimal=is_optimal, is_searched=is_searched
    )
    for _ in range(WHOLE_ROUNDS):
        publication = publish(pattern.hidden, asked)
        witnesses, high, low = find_witnesses(
            publication, known=_write_out(examiner, publication), work=attacker.work
        )
        if pattern.failing or not (high or low):
            break
        more = hide_more(attacker, asked, pattern.hidden, places[high], places[low])
        if more is None:
            break
        pattern = replace(pattern, hidden=more, cost=float(system.costs[more].sum()))
    open_cells, needs = sorted({*high, *low}), None
    if not open_cells and (chosen is not None or not is_searched):
        needs = Needs(0, 0, 0, 0, {}, untested=int((pattern.hidden & ~system.must_hide).sum()))
        verify_audit(publication, witnesses)
    elif not open_cells:
        needed, (publication, witnesses), needs = show_needless(
            examiner, pattern.hidden, publish, (publication, witnesses), pattern.guards, places
        )
        pattern = replace(pattern, hidden=needed, cost=float(system.costs[needed].sum()))
        verify_audit(publication, witnesses)
    hidden = np.isnan(publication.shown)
    revealing = {
        int(cell): _find_revealing(attacker, pattern.hidden, asked, int(cell))
        for cell in np.unique(places[open_cells])
    }
    return Solution(hidden, publication, witnesses, pattern, system, open_cells, needs, revealing)
