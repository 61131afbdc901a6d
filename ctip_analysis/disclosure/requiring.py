"""What is asked of a pattern: each small count could be as low as its floor and at least the threshold."""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.disclosure.attacking import CLOSE, Attacker
from ctip_analysis.disclosure.linking import System

__all__ = ["Requirements", "find_least", "require_of"]


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
