"""Inequalities that every protecting pattern keeps: which cells would have to be hidden.

A pattern protects when no requirement cuts it off (Fischetti and Salazar-González 2000): each failing requirement
gives, through the dual of its linear program, an inequality that every protecting pattern keeps.
"""

import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.attacking import CLOSE, SLACK, Attacker
from ctip_analysis.disclosure.linking import System
from ctip_analysis.disclosure.requiring import Requirements

__all__ = ["Cuts", "find_cut", "find_cuts", "list_line_cuts", "read_cut"]

#: Below this a dual price is noise of the linear program.
NOISE = 1e-7
#: By how much a pattern must break an inequality that is taken in.
WORTHWHILE = 0.01


class Cuts:
    """Inequalities found so far: the weights of hidden cells add up to 1 at least.

    Parameters
    ----------
    size : int
        How many distinct cells there are.
    """

    def __init__(self, size: int):
        self.size = size
        self.rows: list[tuple] = []
        self.guarded: list[int] = []
        self.known: set[tuple] = set()
        self.of_cell: list[list[tuple[int, float]]] = [[] for _ in range(size)]
        self._matrix: sparse.csr_array | None = None

    def add(self, cuts: dict[tuple, int]) -> int:
        """Take in new inequalities, each with the small cell it guards, in a fixed order; returns how many were new."""
        new = sorted(set(cuts) - self.known)
        for cut in new:
            for cell, weight in cut:
                self.of_cell[cell].append((len(self.rows), weight))
            self.rows.append(cut)
            self.guarded.append(cuts[cut])
        self.known |= set(new)
        self._matrix = None if new else self._matrix
        return len(new)

    @property
    def matrix(self) -> sparse.csr_array:
        """Weights: inequalities by distinct cells."""
        if self._matrix is None:
            rows = np.repeat(np.arange(len(self.rows)), [len(cut) for cut in self.rows])
            columns = [cell for cut in self.rows for cell, _ in cut]
            weights = [weight for cut in self.rows for _, weight in cut]
            self._matrix = sparse.csr_array((weights, (rows, columns)), shape=(len(self.rows), self.size))
        return self._matrix

    def weigh(self, hidden: np.ndarray, start: int = 0) -> list[float]:
        """Add up for each inequality, from one on, the weights of the cells that a pattern hides."""
        return [sum(weight for cell, weight in cut if hidden[cell]) for cut in self.rows[start:]]

    def find_broken(self, loads: list[float], cell: int) -> int | None:
        """Find the small cell of an inequality that a pattern of these loads breaks once a cell is shown."""
        for row, weight in self.of_cell[cell]:
            if loads[row] - weight < 1 - CLOSE:
                return self.guarded[row]
        return None


def _finish_cut(system: System, weights: dict[int, float], need: float) -> tuple | None:
    """Bring a cut to the form sum >= 1: cells always hidden give their part, cells always shown give none."""
    fixed = sum(weight for cell, weight in weights.items() if system.must_hide[cell])
    need -= fixed
    if need <= CLOSE:
        return None
    left = [
        (cell, round(min(weight / need, 1.0), 9))
        for cell, weight in sorted(weights.items())
        if not system.must_hide[cell] and not system.must_show[cell] and weight > CLOSE * need
    ]
    return tuple(left)


def list_line_cuts(system: System, low: np.ndarray, asked: Requirements) -> dict[tuple, int]:
    """Write down what each single equation asks: a small part needs others in its line that can give way."""
    cuts = {}
    room = system.values - low
    for total, parts in system.lines:
        for cell in parts[system.is_small[parts]].tolist():
            others = [other for other in parts.tolist() if other != cell]
            up, down = (
                asked.goal[cell] - system.values[cell],
                system.values[cell] - asked.floor[cell],
            )
            if not system.must_hide[total]:
                cut = _finish_cut(system, {total: up} | {o: min(room[o], up) for o in others}, up)
                cuts.setdefault(cut, cell)
            if not system.must_hide[others].any():
                cut = _finish_cut(system, {total: min(room[total], down)} | dict.fromkeys(others, down), down)
                cuts.setdefault(cut, cell)
    cuts.pop(None, None)
    return cuts


def read_cut(attacker: Attacker, asked: Requirements, cell: int, direction: int) -> tuple | None:
    """Read the inequality that a requirement gives off the dual of the program that has just pushed its cell alone."""
    system, n = attacker.system, attacker.n
    gains = attacker.read_gains()
    need = float(
        asked.goal[cell] - system.values[cell] if direction > 0 else system.values[cell] - asked.floor[cell]
    )
    need -= float((np.maximum(-gains[n:], 0) * attacker.loose).sum())
    weights = np.maximum(-gains[:n], 0) * (system.values - attacker.low)
    weights[(gains[:n] > NOISE) & ~system.must_hide] = need
    found = np.flatnonzero(weights > NOISE)
    return _finish_cut(system, dict(zip(found.tolist(), weights[found].tolist(), strict=True)), need)


def find_cut(attacker: Attacker, asked: Requirements, cell: int, direction: int) -> tuple | None:
    """Find the inequality that a requirement gives within the bounds that are set; None where it is met.

    Parameters
    ----------
    attacker : Attacker
    asked : Requirements
    cell : int
    direction : int
        1 where the cell must be able to be high, -1 where low.
    """
    one, value = np.array([cell]), attacker.system.values[cell]
    need = asked.goal[cell] - value if direction > 0 else value - asked.floor[cell]
    if direction > 0:
        attacker.cap(one, asked.goal[one])
    moved = (attacker.push(one, direction)[cell] - value) * direction
    cut = read_cut(attacker, asked, cell, direction) if moved <= need - CLOSE else None
    if direction > 0:
        attacker.free(one)
    return cut


def find_cuts(attacker: Attacker, shares: np.ndarray, asked: Requirements) -> dict[tuple, int]:
    """Find for each requirement the inequality that cells hidden in part break.

    Parameters
    ----------
    attacker : Attacker
    shares : numpy.ndarray of float
        How much of each cell is hidden, from 0 to 1.
    asked : Requirements

    Returns
    -------
    dict of tuple to int
        The inequalities, each with the small cell that it guards.
    """
    attacker.hide_partly(np.minimum(shares + SLACK, 1.0), float(asked.goal.max(initial=1)))
    cuts = {}
    for direction in (1, -1):
        for cell in asked.cells.tolist():
            cut = find_cut(attacker, asked, cell, direction)
            if cut is not None and sum(weight * shares[other] for other, weight in cut) < 1 - WORTHWHILE:
                cuts.setdefault(cut, cell)
    return cuts
