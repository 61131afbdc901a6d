"""The cheapest pattern that keeps all inequalities found so far, and a bound below which no pattern is."""

import highspy
import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.attacking import make_solver, pass_model
from ctip_analysis.disclosure.cutting import NOISE, Cuts
from ctip_analysis.disclosure.linking import System

__all__ = ["Master"]


def _list_bridges(system: System, is_free: np.ndarray) -> sparse.csr_array:
    """Write that no cell is hidden alone in a line: it would be worked out, and hidden for nothing."""
    rows, columns, signs, row = [], [], [], 0
    for total, parts in system.lines:
        line = [total, *parts.tolist()]
        if system.must_hide[line].any():
            continue
        free = [cell for cell in line if is_free[cell]]
        for one in free:
            rows += [row] * len(free)
            columns += free
            signs += [-1.0 if other == one else 1.0 for other in free]
            row += 1
    return sparse.csr_array((signs, (rows, columns)), shape=(row, system.size))


class Master:
    """Patterns that keep all inequalities, and how cheap they can be.

    ``spent`` counts the steps of its searches: an allowance that is the same on every machine, as seconds are not.

    Parameters
    ----------
    system : System
    cuts : Cuts
        Those that count; more may be taken in between two questions.
    """

    def __init__(self, system: System, cuts: Cuts):
        self.system, self.cuts, self.prices = system, cuts, system.prices
        self.is_free = ~system.must_hide & ~system.must_show
        self.bridges = _list_bridges(system, self.is_free)
        self.spent = 0

    def _state(self, held: np.ndarray, free: np.ndarray, *, is_whole: bool, most: float = np.inf):
        """State the program for some cells, of which together the hidden ones cost so much at most."""
        settled = held & self.is_free
        # Pairs of cells that are held leave a line's other cells to be hidden as they please.
        needs = np.r_[1 - NOISE - self.cuts.matrix @ settled, -(self.bridges @ settled)]
        rows = sparse.vstack([self.cuts.matrix, self.bridges]).tocsr()[:, free]
        lowest = (rows.sum(axis=1) - abs(rows).sum(axis=1)) / 2
        binding = np.flatnonzero(lowest < needs)
        solver = make_solver()
        pass_model(
            solver,
            cost=self.prices[free],
            lower=np.zeros(len(free)),
            upper=np.ones(len(free)),
            matrix=sparse.vstack([rows[binding], self.prices[free][None, :]]),
            row_lower=np.r_[needs[binding], -np.inf],
            row_upper=np.r_[np.full(len(binding), np.inf), most],
            is_whole=np.ones(len(free), dtype=bool) if is_whole else None,
        )
        return solver

    def price(self, held: np.ndarray) -> float:
        """What a pattern costs, ties broken."""
        return float(self.prices[held & self.is_free].sum() + self.system.costs[self.system.must_hide].sum())

    def relax(self) -> tuple[np.ndarray, float]:
        """Find the cheapest pattern in which cells may be hidden in part, and its cost: a bound."""
        held = self.system.must_hide
        shares = held.astype(float)
        if not self.cuts.rows or not self.is_free.any():
            return shares, self.price(held)
        free = np.flatnonzero(self.is_free)
        solver = self._state(held, free, is_whole=False)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return held | ~self.system.must_show, np.inf
        shares[free] = np.clip(solver.getSolution().col_value, 0, 1)
        return shares, self.price(held) + solver.getInfo().objective_function_value

    def find_cheaper(
        self, held: np.ndarray, around: np.ndarray, below: float, *, nodes: int
    ) -> tuple[np.ndarray | None, float]:
        """Find a pattern that costs no more than a number, and a bound below which none of these is.

        Parameters
        ----------
        held : numpy.ndarray of bool
            Cells that are hidden in any case.
        around : numpy.ndarray of bool
            Cells that may be hidden besides.
        below : float
        nodes : int
            How many nodes of the search tree may be looked at: a limit that is the same on every machine.

        Returns
        -------
        numpy.ndarray of bool or None
            None where none is found.
        float
            Infinite where there is none.
        """
        spare = below - self.price(held)
        if spare < 0:
            return None, np.inf
        free = np.flatnonzero(self.is_free & around & ~held)
        found, bound = self._search(held, free, nodes, spare)
        return found, self.price(held) + bound

    def _search(self, held, free, nodes: int, most: float) -> tuple[np.ndarray | None, float]:
        solver = self._state(held, free, is_whole=True, most=most)
        for option, setting in {
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.5 * self.system.costs[free].min(initial=1.0),
            "mip_max_nodes": nodes,
        }.items():
            solver.setOptionValue(option, setting)
        # Whatever costs no more is good enough.
        solver.setOptionValue("mip_max_improving_sols", 1)
        solver.run()
        info = solver.getInfo()
        self.spent += info.simplex_iteration_count
        if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None, np.inf
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None, info.mip_dual_bound
        hidden = held.copy()
        hidden[free[np.asarray(solver.getSolution().col_value) > 0.5]] = True
        return hidden, info.mip_dual_bound
