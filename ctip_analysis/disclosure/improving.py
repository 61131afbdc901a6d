"""Make a protecting pattern cheaper: show what is hidden for nothing, and search around one place after another."""

import numpy as np

from ctip_analysis.disclosure.attacking import CLOSE
from ctip_analysis.disclosure.covering import Master
from ctip_analysis.disclosure.examining import Examiner
from ctip_analysis.disclosure.linking import TIE, System

__all__ = ["clean_up", "count_steps", "find_step", "search_around", "show_proved"]

#: Nodes of the search tree for the cells around one place, and how often what is found there is put to the test.
NODES, TESTS = 1, 6
#: How many steps of the attacker's programs take as long as one of the master's.
STEPS_ALIKE = 5
#: How many places are searched at most.
TURNS = 60
#: How many hidden cells are set free around a place, from turn to turn, and the stride from place to place.
SIZES, STRIDE = (10, 16), 7


def clean_up(examiner: Examiner, hidden: np.ndarray) -> tuple[np.ndarray, dict[int, int]]:
    """Show again what is hidden for nothing: the dearest first, then the largest; say what the others guard."""
    system, tables, cuts = examiner.attacker.system, examiner.tables, examiner.cuts
    hidden, guards = hidden.copy(), {}
    fitting, loads = tables.list_fitting(hidden), cuts.weigh(hidden)
    extra = np.flatnonzero(hidden & ~system.must_hide)
    for cell in sorted(extra.tolist(), key=lambda c: (-system.costs[c], -system.values[c], c)):
        guarded = cuts.find_broken(loads, cell)
        if guarded is None:
            before, is_open = tables.count, tables.list_open(fitting, cell)
            hidden[cell] = False
            guarded = examiner.find_guarded(hidden, is_open)
            if guarded is None:
                fitting = tables.show(fitting, cell)
                for row, weight in cuts.of_cell[cell]:
                    loads[row] -= weight
            hidden[cell] = guarded is not None
            fitting = np.r_[fitting, before : tables.count]
            loads += cuts.weigh(hidden, len(loads))
        if guarded is not None:
            guards[cell] = guarded
    return hidden, guards


def show_proved(examiner: Examiner, hidden: np.ndarray) -> np.ndarray:
    """Show again what is hidden for nothing as far as the known tables prove it, without another linear program."""
    system, tables, hidden = examiner.attacker.system, examiner.tables, hidden.copy()
    fitting = tables.list_fitting(hidden)
    extra = np.flatnonzero(hidden & ~system.must_hide)
    for cell in sorted(extra.tolist(), key=lambda c: (-system.costs[c], -system.values[c], c)):
        if not tables.list_open(fitting, cell).any():
            fitting = tables.show(fitting, cell)
            hidden[cell] = False
    return hidden


def find_step(system: System) -> float:
    """Find by how much a cheaper pattern is cheaper at least: the cheapest cell, less what breaks ties."""
    is_free = ~system.must_hide & ~system.must_show
    return (1 - TIE) * system.costs[is_free].min(initial=1.0) - CLOSE


class _Places:
    """Which hidden cells stand around a place: those of its lines, of their lines, and so on."""

    def __init__(self, system: System):
        self.lines = [np.r_[total, parts] for total, parts in system.lines]
        self.of_cell: list[list[int]] = [[] for _ in range(system.size)]
        for number, line in enumerate(self.lines):
            for cell in line.tolist():
                self.of_cell[cell].append(number)

    def list_around(self, place: int, is_extra: np.ndarray, size: int) -> list[int]:
        """List the nearest of some cells, nearest first."""
        found, seen, edge = [place], {place}, [place]
        while edge and len(found) < size:
            near = self.list_neighbors(edge) - seen
            seen |= near
            edge = sorted(near)
            found += [cell for cell in edge if is_extra[cell]]
        return found[:size]

    def list_neighbors(self, cells: list[int]) -> set[int]:
        """List the cells that share a line with some cell."""
        return {int(c) for cell in cells for line in self.of_cell[cell] for c in self.lines[line]}


def search_around(
    examiner: Examiner, master: Master, hidden: np.ndarray, *, allowance: int, bound: float
) -> np.ndarray:
    """Set the hidden cells around one place after another free, and look there for a cheaper pattern.

    Parameters
    ----------
    examiner : Examiner
    master : Master
    hidden : numpy.ndarray of bool
        A pattern that protects.
    allowance : int
        Steps of the simplex method that the search may take.
    bound : float
        Below which no pattern is; where it is reached, the search ends.
    """
    system, places, step = (
        examiner.attacker.system,
        _Places(examiner.attacker.system),
        find_step(master.system),
    )
    start = count_steps(master, examiner)
    for turn in range(TURNS):
        if count_steps(master, examiner) - start > allowance:
            break
        is_extra = hidden & ~system.must_hide
        extra = np.flatnonzero(is_extra)
        if not len(extra) or master.price(hidden) - bound < step:
            break
        size = SIZES[turn % len(SIZES)]
        freed = places.list_around(int(extra[turn * STRIDE % len(extra)]), is_extra, size)
        around = np.zeros(system.size, dtype=bool)
        around[sorted(places.list_neighbors(freed))] = True
        hidden = _find_cheaper(examiner, master, hidden, freed, around, step)
    return hidden


def count_steps(master: Master, examiner: Examiner) -> float:
    """Count the steps of the master's programs, and those of the attacker's as many as take as long."""
    return master.spent + examiner.attacker.spent / STEPS_ALIKE


def _find_cheaper(examiner: Examiner, master: Master, hidden, freed, around, step: float) -> np.ndarray:
    held = hidden.copy()
    held[freed] = False
    for _ in range(TESTS):
        found, _ = master.find_cheaper(held, around, master.price(hidden) - step, nodes=NODES)
        if found is None:
            break
        before = len(examiner.cuts.rows)
        if not examiner.find_unmet(found):
            return found
        if len(examiner.cuts.rows) == before:
            break
    return hidden
