"""Prove a pattern: whole-number tables that agree with everything published and leave every small count open.

This works on base cells, from what is published alone; it neither sees a hidden count nor shares code with the
choice of the pattern.
"""

import highspy
import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.attacking import make_solver, pass_model
from ctip_analysis.disclosure.verifying import Publication

__all__ = ["find_witnesses"]

WHOLE = 1e-6
#: How many nodes a search for whole numbers may look at: the same limit on every machine.
NODES = 2000


class _Search:
    """A search for tables of whole numbers that agree with a publication."""

    def __init__(self, publication: Publication):
        self.publication = publication
        n = len(publication.shown)
        is_hidden = np.isnan(publication.shown)
        data = np.ones(len(publication.members))
        self.matrix = sparse.csr_array(
            (data, publication.members, publication.starts), shape=(n, publication.n_base)
        )
        starts, members, signs = publication.ties
        ties = sparse.csr_array(
            (signs.astype(float), members, starts), shape=(len(starts) - 1, publication.n_base)
        )
        nothing = np.zeros(ties.shape[0])
        self.lower = np.r_[np.where(is_hidden, publication.least, publication.shown), nothing].astype(float)
        self.upper = np.r_[np.where(is_hidden, np.inf, publication.shown), nothing].astype(float)
        self.all_rows = sparse.vstack([self.matrix, ties]).tocsr()
        self.columns = np.arange(publication.n_base, dtype=np.int32)
        zero = np.zeros(publication.n_base)
        empty = np.unique(self.matrix[np.flatnonzero(publication.shown == 0)].indices)
        self.most = np.full(publication.n_base, np.inf)
        self.most[empty] = 0
        self.solver = make_solver()
        pass_model(
            self.solver,
            cost=zero,
            lower=zero,
            upper=self.most,
            matrix=self.all_rows,
            row_lower=self.lower,
            row_upper=self.upper,
        )

    def bound(self, cells, lower=None, upper=None) -> None:
        """Hold published cells between bounds; back to what is published where none are given."""
        for cell in cells:
            low = self.lower[cell] if lower is None else lower
            high = self.upper[cell] if upper is None else upper
            self.solver.changeRowBounds(int(cell), float(low), float(high))

    def find(self, cells, direction: int) -> np.ndarray | None:
        """Find whole numbers that make the sum of some cells high or low; None where there are none."""
        chosen = np.zeros(self.matrix.shape[0])
        chosen[cells] = -direction
        self.solver.changeColsCost(len(self.columns), self.columns, np.asarray(self.matrix.T @ chosen))
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = np.asarray(self.solver.getSolution().col_value)
        if np.abs(found - np.round(found)).max(initial=0) > WHOLE:
            found = self._find_whole()
        return None if found is None else np.round(found).astype(np.int64)

    def _find_whole(self) -> np.ndarray | None:
        count = len(self.columns)
        self.solver.setOptionValue("mip_max_nodes", NODES)
        self.solver.setOptionValue("mip_rel_gap", 0.05)
        kinds = np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self.solver.changeColsIntegrality(count, self.columns, kinds)
        self.solver.run()
        is_found = (
            self.solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        )
        found = np.asarray(self.solver.getSolution().col_value) if is_found else None
        kinds[:] = int(highspy.HighsVarType.kContinuous)
        self.solver.changeColsIntegrality(count, self.columns, kinds)
        return found


def find_witnesses(publication: Publication) -> tuple[np.ndarray, list[int], list[int]]:
    """Find tables that prove a publication, and the small cells that stay unproved.

    Parameters
    ----------
    publication : Publication

    Returns
    -------
    witnesses : numpy.ndarray of int
        A row for each table, a column for each base cell.
    high, low : list of int
        Published cells that could not be shown to reach the threshold, and their floor.
    """
    search = _Search(publication)
    witnesses: list[np.ndarray] = []
    small = np.flatnonzero(publication.is_small)
    left = {1: set(small.tolist()), -1: set(small.tolist())}

    def credit(table: np.ndarray | None) -> bool:
        if table is None:
            return False
        sums = search.matrix @ table
        before = sum(map(len, left.values()))
        left[1] -= {cell for cell in left[1] if sums[cell] >= publication.threshold}
        left[-1] -= {cell for cell in left[-1] if sums[cell] <= publication.floor[cell]}
        is_new = sum(map(len, left.values())) < before
        if is_new:
            witnesses.append(table)
        return is_new

    for direction in (1, -1):
        while left[direction]:
            cells = sorted(left[direction])
            if direction > 0:
                search.bound(cells, upper=publication.threshold)
            is_new = credit(search.find(cells, direction))
            search.bound(cells)
            if not is_new:
                break
        for cell in sorted(left[direction]):
            if cell in left[direction]:
                goal = publication.threshold if direction > 0 else publication.floor[cell]
                search.bound([cell], **{"lower" if direction > 0 else "upper": goal})
                credit(search.find([cell], -direction))
                search.bound([cell])
    found = np.array(witnesses, dtype=np.int64).reshape(len(witnesses), publication.n_base)
    return found, sorted(left[1]), sorted(left[-1])
