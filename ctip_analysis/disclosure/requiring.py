"""What is asked of a pattern: each small count could be as low as its floor and at least the threshold."""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.disclosure.attacking import CLOSE, Attacker
from ctip_analysis.disclosure.linking import System

__all__ = ["Requirements", "Tables", "find_least", "find_unmet", "require_of"]


@dataclass(frozen=True)
class Requirements:
    """The small cells of a system, and how low and high each must still be able to be.

    Attributes
    ----------
    cells : numpy.ndarray of int
        The small cells.
    floor, goal : numpy.ndarray of int
        For every distinct cell: how low and how high it must be able to be where it is small.
    """

    cells: np.ndarray
    floor: np.ndarray
    goal: np.ndarray


def find_least(system: System) -> np.ndarray:
    """Find what each cell is at least when it is hidden and nothing but the zeros is known: the sum over its parts."""
    low = system.least.astype(float).copy()
    sizes = np.diff(system.base.indptr)
    n_base = system.base.shape[1]
    of_base = np.zeros(n_base)
    alone = np.flatnonzero(sizes == 1)
    of_base[system.base.indices[system.base.indptr[alone]]] = system.least[alone]
    low = np.maximum(low, system.base @ of_base)
    by_total: dict[int, list] = {}
    for total, parts in system.lines:
        by_total.setdefault(total, []).append(parts)
    changed = True
    while changed:
        before = low.copy()
        for total, own in by_total.items():
            low[total] = max(low[total], *(low[parts].sum() for parts in own))
        changed = bool((low > before).any())
    return low


def require_of(system: System, attacker: Attacker, threshold: int) -> Requirements:
    """Say what is asked of each small cell.

    The floor is the lowest count that the zeros alone leave possible: for a margin of three parts that are not
    zero it is 3.
    """
    floor = attacker.low.copy()
    cells = np.flatnonzero(system.is_small)
    attacker.hide(np.ones(system.size, dtype=bool))
    unsure = set(cells.tolist())
    while unsure:
        pushed = attacker.push(np.array(sorted(unsure)), -1)
        reached = {cell for cell in unsure if pushed[cell] <= floor[cell] + CLOSE}
        unsure -= reached
        if not reached:
            break
    for cell in sorted(unsure):
        floor[cell] = np.ceil(attacker.push(np.array([cell]), -1)[cell] - CLOSE)
    return Requirements(cells, np.round(floor).astype(int), np.full(system.size, threshold))


class Tables:
    """Tables found so far that agree with some pattern: those that fit the next pattern prove at once."""

    def __init__(self, size: int):
        self.rows = np.zeros((64, size))
        self.count = 0

    def add(self, table: np.ndarray) -> None:
        """Keep a table."""
        if self.count == len(self.rows):
            self.rows = np.vstack([self.rows, np.zeros_like(self.rows)])
        self.rows[self.count] = table
        self.count += 1

    def find_fitting(self, hidden: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Find the tables in which all cells that are shown have their true counts."""
        rows = self.rows[: self.count]
        return rows[(np.abs(rows[:, ~hidden] - values[~hidden]) < CLOSE).all(axis=1)]


def find_unmet(
    attacker: Attacker,
    hidden: np.ndarray,
    asked: Requirements,
    tables: Tables,
    *,
    first: np.ndarray | None = None,
) -> tuple[list[int], list[int]]:
    """Find the small cells that a pattern holds below the threshold, and those that it holds above their floor.

    Parameters
    ----------
    attacker : Attacker
    hidden : numpy.ndarray of bool
    asked : Requirements
    tables : Tables
        Those found before; new ones are added.
    first : numpy.ndarray of bool, optional
        Which small cells to ask for first, one by one; then one that fails is enough.

    Returns
    -------
    tuple of list of int
    """
    cells = asked.cells
    goal, floor = asked.goal[cells] - CLOSE, asked.floor[cells] + CLOSE
    fitting = tables.find_fitting(hidden, attacker.system.values)[:, cells]
    is_open = {1: (fitting < goal).all(axis=0), -1: (fitting > floor).all(axis=0)}
    attacker.hide(hidden)

    def push(chosen: np.ndarray, direction: int) -> None:
        if direction > 0:
            attacker.cap(chosen, asked.goal[chosen])
        table = attacker.push(chosen, direction)[: attacker.n]
        if direction > 0:
            attacker.free(chosen)
        tables.add(table)
        is_open[1] &= table[cells] < goal
        is_open[-1] &= table[cells] > floor

    def fail(place: int, direction: int) -> bool:
        """Ask for one cell; whether it stays open."""
        push(cells[[place]], direction)
        return bool(is_open[direction][place])

    if first is not None:
        for direction in (1, -1):
            for place in np.flatnonzero(is_open[direction] & first):
                if is_open[direction][place] and fail(place, direction):
                    return [int(cells[place])], []
    unmet = []
    for direction in (1, -1):
        still = is_open[direction]
        before = len(cells) + 1
        while 0 < still.sum() < before:
            before = still.sum()
            push(cells[still], direction)
        failed = []
        for place in np.flatnonzero(still):
            if still[place] and fail(place, direction):
                failed.append(int(cells[place]))
                if first is not None:
                    return failed, []
        unmet.append(failed)
    return unmet[0], unmet[1]
