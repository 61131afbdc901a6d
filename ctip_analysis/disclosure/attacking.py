"""What a reader can work out of a pattern: bounds of hidden cells by linear programs (HiGHS).

HiGHS with two settings of ``threads`` in one process gives silent zeros, so there is one, and each status is checked.
"""

from dataclasses import replace

import highspy
import numpy as np

from ctip_analysis.disclosure.linking import System
from ctip_analysis.disclosure.working import Work
from ctip_analysis.errors import DisclosureError

__all__ = ["CLOSE", "Attacker", "make_solver"]

#: Linear programs are solved to 1e-7; whole numbers are told apart well above that.
CLOSE = 1e-5
#: How far cells that are shown may move while a cut is looked for: makes the dual choose few and light cells.
SLACK = 1e-3
#: For how many cells the one counts that a table is sought for first of all.
LEAD = 50

SOLVED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)


def make_solver():
    """Make a silent solver with the one setting of threads that this package uses."""
    # The compiled class: the wrapper around it prints a banner before it can be silenced.
    solver = highspy.Highs.__base__()
    solver.setOptionValue("log_to_console", False)
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    return solver


def pass_model(solver, *, cost, lower, upper, matrix, row_lower, row_upper, is_whole=None) -> None:
    """Hand a model over to the solver."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), matrix.shape[0]
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
    model.row_lower_, model.row_upper_ = row_lower, row_upper
    rows = matrix.tocsr()
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.indptr.astype(np.int32)
    model.a_matrix_.index_ = rows.indices.astype(np.int32)
    model.a_matrix_.value_ = rows.data.astype(float)
    if is_whole is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(whole)] for whole in is_whole]
    solver.passModel(model)


class Attacker:
    """A reader who knows the structure and what is shown, and asks how low or high hidden cells can be.

    Parameters
    ----------
    system : System
        Its counts may be missing where only an earlier release knew them: the attacker's own ``system`` has counts
        there that agree with the others.
    low : numpy.ndarray
        What each distinct cell is at least when it is hidden.
    work : Work, optional
        Counts the steps of this and of other programs together.

    Attributes
    ----------
    spent : int
        Steps of the simplex method so far: a measure of work that is the same on every machine, as seconds are not.
    """

    def __init__(self, system: System, low: np.ndarray, work: Work | None = None):
        self.system, self.low, self.work = system, low, work or Work()
        self.n = system.size
        self.n_columns = system.ties.shape[1]
        self.lower, self.upper = np.zeros(self.n_columns), np.full(self.n_columns, np.inf)
        self.cost, self.spent = np.zeros(self.n_columns), 0
        rows = np.zeros(system.ties.shape[0])
        self.solver = make_solver()
        # From one question to the next the objective changes: the primal simplex goes on from where it stood.
        self.solver.setOptionValue("simplex_strategy", 4)
        self.columns = np.arange(self.n_columns, dtype=np.int32)
        pass_model(
            self.solver,
            cost=self.cost,
            lower=self.lower,
            upper=self.upper,
            matrix=system.ties,
            row_lower=rows,
            row_upper=rows,
        )
        unknown = np.isnan(system.values)
        self.system = replace(system, values=np.where(unknown, 0.0, system.values))
        self.hide(unknown)
        found = self.push(np.zeros(0, dtype=int), 1)
        self.system = replace(system, values=found[: self.n].copy())
        self.loose = found[self.n :]

    def hide(self, hidden: np.ndarray) -> None:
        """Set the bounds of a pattern."""
        values, n = self.system.values, self.n
        self.lower[:n] = np.where(hidden, self.low, values)
        self.upper[:n] = np.where(hidden, np.inf, values)
        self.solver.changeColsBounds(self.n_columns, self.columns, self.lower, self.upper)

    def hide_partly(self, shares: np.ndarray, reach: float) -> None:
        """Let each cell move by a share of its room, so that the dual tells which cells matter."""
        values, n = self.system.values, self.n
        self.lower[:n] = values - shares * np.minimum(values - self.low, reach).clip(0)
        self.upper[:n] = np.where(shares >= 1, np.inf, values + shares * reach)
        self.lower[:n][shares >= 1] = self.low[shares >= 1]
        self.solver.changeColsBounds(self.n_columns, self.columns, self.lower, self.upper)

    def hide_nearly(self, hidden: np.ndarray, reach: float) -> None:
        """Set the bounds of a pattern, and let what is shown move a little."""
        self.hide_partly(np.minimum(hidden + SLACK, 1.0), reach)

    def cap(self, cells: np.ndarray, at) -> None:
        """Hold hidden cells at or below a number."""
        at = np.broadcast_to(np.asarray(at, dtype=float), len(cells)).copy()
        cells = cells.astype(np.int32)
        self.solver.changeColsBounds(len(cells), cells, self.lower[cells].copy(), at)

    def free(self, cells: np.ndarray) -> None:
        """Take the caps off again."""
        cells = cells.astype(np.int32)
        self.solver.changeColsBounds(len(cells), cells, self.lower[cells].copy(), self.upper[cells].copy())

    def push(self, cells: np.ndarray, direction: int, *, lead: int | None = None) -> np.ndarray:
        """Find counts that make the sum of some cells as high (1) or as low (-1) as can be; one may count for many."""
        cost = np.zeros(self.n_columns)
        cost[cells] = -direction
        if lead is not None:
            cost[lead] = -direction * LEAD
        changed = np.flatnonzero(cost != self.cost).astype(np.int32)
        if len(changed):
            self.solver.changeColsCost(len(changed), changed, cost[changed].copy())
        self.cost = cost
        if not self._run():
            raise DisclosureError(
                f"A linear program of the protection ended with "
                f"{self.solver.modelStatusToString(self.solver.getModelStatus())}. "
                "The counts may not come from one population; check that the linked tables agree."
            )
        return np.asarray(self.solver.getSolution().col_value)

    def _run(self) -> bool:
        """Solve; where the steps from the last answer end nowhere, start afresh."""
        for is_afresh in (False, True):
            if is_afresh:
                self.solver.clearSolver()
            self.solver.run()
            self.spent += self.work.take(self.solver, self.system.ties.shape[0])
            if self.solver.getModelStatus() in SOLVED:
                return True
        return False

    def read_gains(self) -> np.ndarray:
        """Read what a unit more of each column would add to the last sum that was pushed."""
        return -np.asarray(self.solver.getSolution().col_dual)
