"""Test of a finished pattern: is each cell that is hidden for others needed, or hidden for nothing?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ctip_analysis.disclosure.auditing import find_witnesses
from ctip_analysis.disclosure.examining import Examiner
from ctip_analysis.disclosure.verifying import Publication, keep_consistent

__all__ = ["Needs", "show_needless"]

#: Distinct cells up to which every cell that fractions call needless is tried in whole numbers, and how many else.
EXACT, TRIALS = 200, 20


@dataclass(frozen=True)
class Needs:
    """What the test of each cell that is hidden for others found; counts of distinct cells.

    Attributes
    ----------
    tested : int
        Cells that were tested. Those that an earlier release hid stay so and are not.
    shown_again : int
        Hidden for nothing, and shown again.
    held_by_whole_numbers : int
        Fractions could do without; in whole numbers no proof was found.
    untried : int
        Fractions could do without; whole numbers were not tried, so these may be hidden for nothing.
    guards : dict of int to int
        For each needed cell a small one that would be narrowed were it shown.
    untested : int
        Hidden for others in a pattern made of moves, where no cell is tested.
    """

    tested: int
    shown_again: int
    held_by_whole_numbers: int
    untried: int
    guards: dict
    untested: int = 0


def show_needless(
    examiner: Examiner,
    hidden: np.ndarray,
    publish: Callable,
    proof: tuple[Publication, np.ndarray],
    guards: dict[int, int],
    places: np.ndarray,
) -> tuple[np.ndarray, tuple[Publication, np.ndarray], Needs]:
    """Test each cell hidden for others: would the proof hold with it shown? Then show it.

    What is needed in a pattern is needed in any smaller one, so that one pass is enough.

    Parameters
    ----------
    examiner : Examiner
    hidden : numpy.ndarray of bool
    publish : callable
        From a pattern and its requirements to the `Publication` that a reader gets.
    proof : tuple of Publication and numpy.ndarray
        Of the pattern.
    guards : dict of int to int
        For a cell the small one to ask about first.
    places : numpy.ndarray of int
        For each cell of the `Publication` the distinct cell.

    Returns
    -------
    tuple
        The pattern, its proof, and what was found.
    """
    system, tables, hidden = examiner.attacker.system, examiner.tables, hidden.copy()
    extra = np.flatnonzero(hidden & ~system.must_hide)
    found, loads = {}, examiner.cuts.weigh(hidden)
    counts = {"shown_again": 0, "held_by_whole_numbers": 0, "untried": 0}
    for cell in sorted(extra.tolist(), key=lambda c: (-system.costs[c], -system.values[c], c)):
        guarded = guards.get(cell, examiner.cuts.find_broken(loads, cell))
        trial = hidden.copy()
        trial[cell] = False
        if guarded is None:
            is_open = ~tables.proves[tables.list_fitting(trial)].any(axis=0)
            guarded = examiner.find_guarded(trial, is_open)
            loads += examiner.cuts.weigh(hidden, len(loads))
        if guarded is not None:
            found[cell] = guarded
        elif system.size > EXACT and sum(counts.values()) >= TRIALS:
            counts["untried"] += 1
        else:
            publication = publish(trial, examiner.asked)
            witnesses, high, low = find_witnesses(
                publication, known=keep_consistent(publication, proof[1]), work=examiner.attacker.work
            )
            if high or low:
                counts["held_by_whole_numbers"] += 1
                found[cell] = int(places[(high or low)[0]])
            else:
                hidden, proof = trial, (publication, witnesses)
                loads = examiner.cuts.weigh(hidden)
                counts["shown_again"] += 1
    return hidden, proof, Needs(tested=len(extra), guards=found, **counts)
