"""Which cells would have to be hidden: capacity inequalities, and the cheapest pattern that keeps them all.

A pattern protects when no requirement cuts it off (Fischetti and Salazar-González 2000): each failing requirement
gives, through the dual of its linear program, an inequality that every protecting pattern keeps.
"""

import highspy
import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.attacking import CLOSE, Attacker, make_solver, pass_model
from ctip_analysis.disclosure.linking import System
from ctip_analysis.disclosure.requiring import Requirements

__all__ = ["Master", "find_cuts", "list_line_cuts"]

#: How far cells that are shown may move while a cut is looked for: makes the dual choose few and light cells.
SLACK = 1e-3
#: Below this a dual price is noise of the linear program.
NOISE = 1e-7
#: By how much a pattern must break an inequality that is taken in.
WORTHWHILE = 0.01


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


def list_line_cuts(system: System, low: np.ndarray, asked: Requirements) -> set[tuple]:
    """Write down what each single equation asks: a small part needs others in its line that can give way."""
    cuts = set()
    room = system.values - low
    for total, parts in system.lines:
        for cell in parts[system.is_small[parts]].tolist():
            others = [other for other in parts.tolist() if other != cell]
            up, down = (
                asked.goal[cell] - system.values[cell],
                system.values[cell] - asked.floor[cell],
            )
            if not system.must_hide[total]:
                cuts.add(_finish_cut(system, {total: up} | {o: min(room[o], up) for o in others}, up))
            if not system.must_hide[others].any():
                cuts.add(
                    _finish_cut(system, {total: min(room[total], down)} | dict.fromkeys(others, down), down)
                )
    return cuts - {None}


def _find_cut(attacker: Attacker, asked: Requirements, cell: int, direction: int) -> tuple | None:
    system, n = attacker.system, attacker.n
    value = system.values[cell]
    need = asked.goal[cell] - value if direction > 0 else value - asked.floor[cell]
    one = np.array([cell])
    if direction > 0:
        attacker.cap(one, asked.goal[one])
    moved = (attacker.push(one, direction)[cell] - value) * direction
    gains = attacker.read_gains()
    if direction > 0:
        attacker.free(one)
    if moved > need - CLOSE:
        return None
    need -= float((np.maximum(-gains[n:], 0) * attacker.loose).sum())
    weights = np.maximum(-gains[:n], 0) * (system.values - attacker.low)
    weights[(gains[:n] > NOISE) & ~system.must_hide] = need
    found = np.flatnonzero(weights > NOISE)
    return _finish_cut(system, dict(zip(found.tolist(), weights[found].tolist(), strict=True)), need)


def find_cuts(
    attacker: Attacker, shares: np.ndarray, asked: Requirements, high: list[int], low: list[int]
) -> set[tuple]:
    """Find for each failing requirement the inequality that it breaks.

    Parameters
    ----------
    attacker : Attacker
    shares : numpy.ndarray of float
        How much of each cell is hidden, from 0 to 1.
    asked : Requirements
    high, low : iterable of int
        The cells that may fail to reach the threshold, or their floor.
    """
    attacker.hide_partly(np.minimum(shares + SLACK, 1.0), float(asked.goal.max()))
    cuts = {_find_cut(attacker, asked, cell, 1) for cell in high}
    cuts |= {_find_cut(attacker, asked, cell, -1) for cell in low}
    return {
        cut for cut in cuts - {None} if sum(weight * shares[cell] for cell, weight in cut) < 1 - WORTHWHILE
    }


def _list_bridges(system: System, place: dict[int, int]) -> sparse.csr_array:
    """Write that no cell is hidden alone in a line: it would be worked out, and hidden for nothing."""
    rows, columns, signs, row = [], [], [], 0
    for total, parts in system.lines:
        line = [total, *parts.tolist()]
        if system.must_hide[line].any():
            continue
        free = [place[cell] for cell in line if cell in place]
        for one in free:
            rows += [row] * len(free)
            columns += free
            signs += [-1.0 if other == one else 1.0 for other in free]
            row += 1
    return sparse.csr_array((signs, (rows, columns)), shape=(row, len(place)))


class Master:
    """The cheapest pattern that keeps all inequalities found so far.

    ``spent`` counts the steps of its searches: an allowance that is the same on every machine, as seconds are not.
    """

    def __init__(self, system: System):
        self.system, self.prices = system, system.prices
        self.free = np.flatnonzero(~system.must_hide & ~system.must_show)
        self.place = {int(cell): column for column, cell in enumerate(self.free)}
        self.bridges = _list_bridges(system, self.place)
        self.cuts: list[tuple] = []
        self.known: set[tuple] = set()
        self.spent = 0

    def add(self, cuts: set[tuple]) -> int:
        """Take in new inequalities, in a fixed order; returns how many were new."""
        new = sorted(cuts - self.known)
        self.known |= set(new)
        self.cuts += new
        return len(new)

    def _state(self, is_whole: bool):
        size = len(self.free)
        rows = np.repeat(np.arange(len(self.cuts)), [len(cut) for cut in self.cuts])
        columns = [self.place[cell] for cut in self.cuts for cell, _ in cut]
        weights = [weight for cut in self.cuts for _, weight in cut]
        matrix = sparse.csr_array((weights, (rows, columns)), shape=(len(self.cuts), size))
        needs = np.r_[np.full(len(self.cuts), 1 - NOISE), np.zeros(self.bridges.shape[0])]
        solver = make_solver()
        pass_model(
            solver,
            cost=self.prices[self.free],
            lower=np.zeros(size),
            upper=np.ones(size),
            matrix=sparse.vstack([matrix, self.bridges]),
            row_lower=needs,
            row_upper=np.full(len(needs), np.inf),
            is_whole=np.ones(size, dtype=bool) if is_whole else None,
        )
        return solver

    @property
    def settled(self) -> float:
        """What the cells cost that are hidden in any case."""
        return float(self.system.costs[self.system.must_hide].sum())

    def relax(self) -> tuple[np.ndarray, float]:
        """Find the cheapest pattern in which cells may be hidden in part, and its cost: a bound."""
        shares = self.system.must_hide.astype(float)
        if not self.cuts or not len(self.free):
            return shares, self.settled
        solver = self._state(is_whole=False)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return self.system.must_hide | ~self.system.must_show, np.inf
        shares[self.free] = np.clip(solver.getSolution().col_value, 0, 1)
        return shares, self.settled + solver.getInfo().objective_function_value

    def solve(self, *, nodes: int) -> tuple[np.ndarray, float]:
        """Find the cheapest pattern and a bound below which no pattern is.

        Parameters
        ----------
        nodes : int
            How many nodes of the search tree may be looked at: a limit that is the same on every machine.
        """
        hidden = self.system.must_hide.copy()
        if not self.cuts or not len(self.free):
            return hidden, self.settled
        solver = self._state(is_whole=True)
        for option, setting in {
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.5 * self.system.costs[self.free].min(initial=1.0),
            "mip_max_nodes": nodes,
        }.items():
            solver.setOptionValue(option, setting)
        solver.run()
        info = solver.getInfo()
        self.spent += info.simplex_iteration_count
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            hidden[self.free[np.asarray(solver.getSolution().col_value) > 0.5]] = True
        return hidden, self.settled + max(info.mip_dual_bound, 0.0)
