"""Hide more where a pattern leaves too little open: for each requirement the cheapest further cells."""

import highspy
import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.attacking import CLOSE, Attacker, make_solver, pass_model
from ctip_analysis.disclosure.cutting import read_cut
from ctip_analysis.disclosure.examining import Examiner
from ctip_analysis.disclosure.linking import System
from ctip_analysis.disclosure.requiring import Requirements
from ctip_analysis.disclosure.working import Work

__all__ = ["Repairer", "hide_more", "repair"]

KINDS = {False: highspy.HighsVarType.kContinuous, True: highspy.HighsVarType.kInteger}
#: How often a repair is sought anew with prices per unit moved, so that few cells move instead of little.
REWEIGHTED = 2
#: How many nodes a search for a repair in whole numbers may look at.
NODES = 500


class Repairer:
    """Finds, for a requirement that fails, the cheapest further cells to hide."""

    def __init__(self, system: System, work: Work):
        self.system, self.work, self.prices, n = system, work, system.prices, system.size
        self.n = n
        ties = system.ties.tocsc()
        cells, loose = ties[:, :n], ties[:, n:]
        right = -np.asarray(cells @ system.values)
        self.n_columns = 2 * n + loose.shape[1]
        self.columns = np.arange(self.n_columns, dtype=np.int32)
        self.solver = make_solver()
        pass_model(
            self.solver,
            cost=np.zeros(self.n_columns),
            lower=np.zeros(self.n_columns),
            upper=np.full(self.n_columns, np.inf),
            matrix=sparse.hstack([cells, -cells, loose]),
            row_lower=right,
            row_upper=right,
        )

    def find(
        self, hidden, low, cell: int, need: float, direction: int, *, is_whole: bool = False
    ) -> np.ndarray | None:
        """Find counts that meet one requirement and differ from the true ones in few cells that are shown.

        Returns distinct cells and then loose base cells; None where there are none.
        """
        system, n = self.system, self.n
        upper = np.full(self.n_columns, np.inf)
        upper[:n][system.must_show] = 0
        upper[n : 2 * n] = np.where(system.must_show, 0, system.values - low)
        lower = np.zeros(self.n_columns)
        lower[cell if direction > 0 else n + cell] = need
        upper[n + cell if direction > 0 else cell] = 0
        self.solver.changeColsBounds(self.n_columns, self.columns, lower, upper)
        if is_whole:
            self._ask_for(True)
        price = np.where(hidden, 0.0, self.prices)
        moved = np.zeros(n)
        for _ in range(REWEIGHTED):
            cost = np.zeros(self.n_columns)
            weight = price / (moved + 0.5) if moved.any() else price
            cost[:n] = cost[n : 2 * n] = weight + np.where(hidden, 1e-6, 0.0)
            self.solver.changeColsCost(self.n_columns, self.columns, cost)
            self.solver.run()
            self.work.take(self.solver, self.system.ties.shape[0])
            if not self._has_found(is_whole):
                self._ask_for(False)
                return None
            found = np.asarray(self.solver.getSolution().col_value)
            moved = np.abs(found[:n] - found[n : 2 * n])
            if not price[moved > CLOSE].any():
                break
        if is_whole:
            self._ask_for(False)
        return np.r_[system.values + found[:n] - found[n : 2 * n], found[2 * n :]]

    def _has_found(self, is_whole: bool) -> bool:
        """Whether there is an answer: the best one, or where whole numbers are sought any."""
        if not is_whole:
            return self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        status = self.solver.getInfo().primal_solution_status
        return status == highspy.SolutionStatus.kSolutionStatusFeasible

    def _ask_for(self, whole: bool) -> None:
        kinds = np.full(self.n_columns, int(KINDS[whole]), dtype=np.uint8)
        self.solver.changeColsIntegrality(self.n_columns, self.columns, kinds)
        self.solver.setOptionValue("mip_max_nodes", NODES)


def repair(examiner: Examiner, repairer: Repairer | None, hidden: np.ndarray) -> np.ndarray | None:
    """Hide more until a pattern meets everything asked; None where nothing can.

    Parameters
    ----------
    examiner : Examiner
    repairer : Repairer or None
        Without one, each requirement that is not met hides the cheapest cell of the inequality that it gives.
    hidden : numpy.ndarray of bool
    """
    hidden, values = hidden.copy(), examiner.attacker.system.values
    for number in examiner.walk(hidden):
        if repairer is None:
            cell = _find_cheapest(examiner, hidden, number)
            if cell is None:
                return None
            hidden[cell] = True
            continue
        cell, direction = int(examiner.cell_of[number]), int(examiner.direction_of[number])
        need = _find_need(values, examiner.asked, cell, direction)
        table = repairer.find(hidden, examiner.attacker.low, cell, need, direction)
        if table is None:
            return None
        hidden |= np.abs(table[: len(values)] - values) > CLOSE
        examiner.tables.add(table)
    return hidden


def _find_cheapest(examiner: Examiner, hidden: np.ndarray, number: int) -> int | None:
    """Find the cell that brings most for its price to the inequality that a requirement gives."""
    cell, direction = int(examiner.cell_of[number]), int(examiner.direction_of[number])
    cut = read_cut(examiner.attacker, examiner.asked, cell, direction) or ()
    prices = examiner.prices
    offers = [(-weight / max(prices[other], CLOSE), other) for other, weight in cut if not hidden[other]]
    return min(offers)[1] if offers else None


def _find_need(values: np.ndarray, asked: Requirements, cell: int, direction: int) -> float:
    return float(asked.goal[cell] - values[cell] if direction > 0 else values[cell] - asked.floor[cell])


def hide_more(attacker: Attacker, asked: Requirements, hidden, high, low) -> np.ndarray | None:
    """Hide more where fractions leave enough open and whole numbers do not.

    Parameters
    ----------
    attacker : Attacker
    asked : Requirements
    hidden : numpy.ndarray of bool
    high, low : iterable of int
        Cells that cannot reach the threshold, or their floor, in whole numbers.

    Returns
    -------
    numpy.ndarray of bool or None
        None where hiding more does not help.
    """
    values, more = attacker.system.values, hidden.copy()
    repairer = Repairer(attacker.system, attacker.work)
    for cells, direction in ((high, 1), (low, -1)):
        for cell in cells:
            need = _find_need(values, asked, int(cell), direction)
            table = repairer.find(more, attacker.low, int(cell), need, direction, is_whole=True)
            if table is not None:
                more |= np.abs(table[: len(values)] - values) > CLOSE
    return more if (more & ~hidden).any() else None
