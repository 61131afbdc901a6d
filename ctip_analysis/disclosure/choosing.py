"""Choose which cells to hide: cutting planes from below, repair, clean-up and search from above, until they meet."""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.disclosure.attacking import CLOSE, Attacker
from ctip_analysis.disclosure.covering import Master
from ctip_analysis.disclosure.cutting import Cuts, find_cuts, list_line_cuts
from ctip_analysis.disclosure.examining import Examiner
from ctip_analysis.disclosure.improving import (
    clean_up,
    count_steps,
    find_step,
    search_around,
    show_proved,
)
from ctip_analysis.disclosure.linking import TIE, System
from ctip_analysis.disclosure.repairing import Repairer, repair
from ctip_analysis.disclosure.requiring import Requirements

__all__ = ["Pattern", "choose_pattern"]

#: Small cells times cells up to which a system is taken to the optimum or near it.
MODEST = 20_000
RELAXED_ROUNDS = 15
#: Cells that may be hidden or shown up to which the optimum is searched for without being asked for.
FEW = 60
#: Steps of the simplex method that searches for the optimum may take together, and nodes that one may look at, in a
#: system of a hundred cells: by default, and where the optimum is asked for.
HUNDRED = 100
GAP = {False: (400, 5), True: (500_000, 50_000)}
#: Distinct cells up to which a repair is sought with a program of its own.
MANY = 1_500
#: Steps that the search for a cheaper pattern may take, in a modest system and in a large one.
SEARCH = {True: 800, False: 1_500}


@dataclass(frozen=True)
class Pattern:
    """Which distinct cells are hidden, and how near the optimum that is.

    Attributes
    ----------
    hidden : numpy.ndarray of bool
    cost, bound : float
        Of this pattern; below which no pattern is.
    failing : list of int
        The small cells that no pattern protects; then everything that may be hidden is hidden.
    guards : dict of int to int
        For cells that are hidden for others a small one that would be narrowed were it shown.
    """

    hidden: np.ndarray
    cost: float
    bound: float
    failing: list
    guards: dict


class _Best:
    """The cheapest pattern found so far."""

    def __init__(self, examiner: Examiner, master: Master):
        self.examiner, self.master = examiner, master
        system = examiner.attacker.system
        self.repairer = Repairer(system, examiner.attacker.work) if system.size <= MANY else None
        self.hidden, self.guards, self.cost = None, {}, np.inf

    def try_from(self, hidden: np.ndarray) -> bool:
        """Repair and clean up a pattern; False where nothing can protect."""
        repaired = repair(self.examiner, self.repairer, hidden)
        if repaired is not None:
            self.take(repaired)
        return repaired is not None

    def take(self, hidden: np.ndarray) -> None:
        """Clean up a pattern that protects, and keep it if it is the cheapest."""
        cleaned, guards = clean_up(self.examiner, hidden)
        cost = self.master.price(cleaned)
        if cost < self.cost - CLOSE:
            self.hidden, self.guards, self.cost = cleaned, guards, cost


def choose_pattern(
    attacker: Attacker, asked: Requirements, *, is_optimal: bool = False, is_searched: bool = True
) -> tuple[Pattern, Examiner]:
    """Choose a pattern that meets every requirement.

    Small systems are taken to the optimum or near it, with a bound; for large ones the inequalities of single
    equations give the start and the bound, and repair, clean-up and search do the rest.

    Parameters
    ----------
    attacker : Attacker
    asked : Requirements
    is_optimal : bool
        Whether to search until no cheaper pattern is left, or as long as the allowance lasts.
    is_searched : bool
        Whether to search for a cheaper pattern at all, once one protects.

    Returns
    -------
    tuple of Pattern and Examiner
        The examiner knows the tables and inequalities that were found on the way.
    """
    system = attacker.system
    cuts = Cuts(system.size)
    cuts.add(list_line_cuts(system, attacker.low, asked))
    examiner, master = Examiner(attacker, asked, cuts), Master(system, cuts)
    best = _Best(examiner, master)
    if not is_searched:
        return _choose_first(best, bound=master.relax()[1])
    is_modest = len(asked.cells) * system.size <= MODEST
    shares, bound = _raise_bound(master, attacker, asked, RELAXED_ROUNDS if is_modest else 0)
    for share in (0.5, 0.25) if is_modest else (0.5,):
        if not best.try_from(shares > share):
            return _give_up(examiner), examiner
    best.take(search_around(examiner, master, best.hidden, allowance=SEARCH[is_modest], bound=bound))
    bound = max(bound, master.relax()[1])
    if is_optimal or (is_modest and master.is_free.sum() <= FEW):
        bound = _close_gap(master, best, bound, effort=GAP[is_optimal])
    cost = float(system.costs[best.hidden].sum())
    return Pattern(best.hidden, cost, min(cost, round_bound(system, bound)), [], best.guards), examiner


def _choose_first(best: _Best, *, bound: float) -> tuple[Pattern, Examiner]:
    """Give what must be hidden and what its requirements ask for besides, the first pattern that protects."""
    examiner = best.examiner
    system = examiner.attacker.system
    hidden = repair(examiner, best.repairer, system.must_hide)
    if hidden is None:
        return _give_up(examiner), examiner
    hidden = show_proved(examiner, hidden)
    cost = float(system.costs[hidden].sum())
    return Pattern(hidden, cost, min(cost, round_bound(system, bound)), [], {}), examiner


def _raise_bound(master: Master, attacker, asked, rounds: int) -> tuple[np.ndarray, float]:
    """Raise the bound with cells hidden in part, until that gives no more."""
    shares, bound = master.relax()
    for _ in range(rounds):
        before = bound
        if not master.cuts.add(find_cuts(attacker, shares, asked)):
            break
        shares, bound = master.relax()
        if bound - before < 0.001 * bound:
            break
    return shares, bound


def _close_gap(master: Master, best: _Best, bound: float, *, effort: tuple[int, int]) -> float:
    """Look for a cheaper pattern that keeps all inequalities, and learn those that it breaks, until there is none.

    Parameters
    ----------
    master : Master
    best : _Best
    bound : float
        Below which no pattern is, as far as is known.
    effort : tuple of int and int
        Steps of the simplex method that all searches may take together, and nodes of the search tree that each may
        look at.

    Returns
    -------
    float
        Below which no pattern is.
    """
    system, step, start = master.system, find_step(master.system), count_steps(master, best.examiner)
    allowance, nodes = (int(own * HUNDRED / max(system.size, HUNDRED)) for own in effort)
    while best.cost - bound >= step and count_steps(master, best.examiner) - start < allowance:
        hidden, found = master.find_cheaper(system.must_hide, master.is_free, best.cost - step, nodes=nodes)
        bound = max(bound, min(found, best.cost))
        if hidden is None:
            break
        known, cost = len(master.cuts.rows), best.cost
        best.examiner.find_unmet(hidden)
        best.try_from(hidden)
        if len(master.cuts.rows) == known and best.cost == cost:
            break
    return bound


def round_bound(system: System, bound: float) -> float:
    """Take the broken ties out of a bound; where all costs are whole, so is it."""
    least = system.costs[system.costs > 0].min(initial=1.0)
    bound -= TIE * least
    is_whole = (system.costs == np.round(system.costs)).all()
    return float(max(np.ceil(bound - CLOSE) if is_whole else bound, 0.0))


def _give_up(examiner: Examiner) -> Pattern:
    """Hide all that may be hidden, and name the small cells that even this leaves open to a reader."""
    system = examiner.attacker.system
    hidden = ~system.must_show
    failing = sorted({int(examiner.cell_of[number]) for number in examiner.find_unmet(hidden)})
    return Pattern(hidden, float(system.costs[hidden].sum()), np.inf, failing, {})
