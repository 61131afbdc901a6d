"""Test of a finished pattern: is each cell that is hidden for others needed, or hidden for nothing?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ctip_analysis.disclosure.attacking import Attacker
from ctip_analysis.disclosure.auditing import find_witnesses
from ctip_analysis.disclosure.choosing import find_guarded
from ctip_analysis.disclosure.requiring import Requirements, Tables, find_unmet
from ctip_analysis.disclosure.verifying import Publication, add_up

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
    """

    tested: int
    shown_again: int
    held_by_whole_numbers: int
    untried: int
    guards: dict


def _find_fitting(publication: Publication, witnesses: np.ndarray) -> np.ndarray:
    """Find the witnesses that also agree with what is newly shown."""
    is_shown = ~np.isnan(publication.shown)
    return witnesses[(add_up(publication, witnesses)[:, is_shown] == publication.shown[is_shown]).all(axis=1)]


def show_needless(
    attacker: Attacker,
    asked: Requirements,
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
    attacker : Attacker
    asked : Requirements
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
    system, hidden = attacker.system, hidden.copy()
    extra = np.flatnonzero(hidden & ~system.must_hide)
    found, tables = {}, Tables(system.size)
    counts = {"shown_again": 0, "held_by_whole_numbers": 0, "untried": 0}
    for cell in sorted(extra.tolist(), key=lambda c: (-system.costs[c], -system.values[c], c)):
        trial = hidden.copy()
        trial[cell] = False
        first = asked.cells == guards.get(cell, -1)
        guarded = find_guarded(*find_unmet(attacker, trial, asked, tables, first=first))
        if guarded is not None:
            found[cell] = guarded
        elif system.size > EXACT and sum(counts.values()) >= TRIALS:
            counts["untried"] += 1
        else:
            publication = publish(trial, asked)
            witnesses, high, low = find_witnesses(publication, known=_find_fitting(publication, proof[1]))
            if high or low:
                counts["held_by_whole_numbers"] += 1
                found[cell] = int(places[(high or low)[0]])
            else:
                hidden, proof = trial, (publication, witnesses)
                counts["shown_again"] += 1
    return hidden, proof, Needs(tested=len(extra), guards=found, **counts)
