"""Prove a pattern: whole-number tables that agree with everything published and leave every small count open.

This works on base cells, from what is published alone; it neither sees a hidden count nor shares code with the
choice of the pattern.
"""

from collections.abc import Iterable

import highspy
import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.attacking import make_solver, pass_model
from ctip_analysis.disclosure.verifying import Publication
from ctip_analysis.disclosure.working import Work

__all__ = ["find_witnesses"]

WHOLE = 1e-6
#: How many nodes a search for whole numbers may look at: the same limit on every machine.
NODES = 2000
#: How often fractions are rounded and the rest solved anew before a search for whole numbers is made.
ROUNDINGS = 40
#: How many corners are rounded, and what makes their weights differ.
TURNS, STRIDE = 12, 37
#: Fractions so near to a whole number are rounded together.
NEAR = 0.1


def _work_out(rows: sparse.csr_array, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Work out the base cells that single equations tell; missing where none does."""
    known = np.full(rows.shape[1], np.nan)
    is_equation = np.flatnonzero(lower == upper)
    equations, right = rows[is_equation], lower[is_equation]
    nothing = np.unique(equations[np.flatnonzero((right == 0) & _is_sum(equations))].indices)
    known[nothing] = 0
    while True:
        is_open = np.isnan(known)
        count = abs(equations) @ is_open.astype(float)
        alone = np.flatnonzero(count == 1)
        if not len(alone):
            return known
        rest = right - equations @ np.nan_to_num(known)
        for row in alone:
            own = slice(equations.indptr[row], equations.indptr[row + 1])
            for column, sign in zip(equations.indices[own], equations.data[own], strict=True):
                if is_open[column]:
                    known[column] = np.round(rest[row] * sign)


def _is_sum(rows: sparse.csr_array) -> np.ndarray:
    """Whether a row only adds."""
    return np.asarray((rows < 0).sum(axis=1)).ravel() == 0


def _list_telling_rows(rows: sparse.csr_array, is_asked: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """List the rows that say something: a shown sum once, and hidden sums that are asked about or bind."""
    kept, seen = [], set()
    for row in range(rows.shape[0]):
        own = slice(rows.indptr[row], rows.indptr[row + 1])
        columns = rows.indices[own]
        if not len(columns):
            continue
        key = (np.sort(columns).tobytes(), rows.data[own][np.argsort(columns)].tobytes())
        if not np.isinf(upper[row]) and not is_asked[row]:
            if key in seen:
                continue
            seen.add(key)
        kept.append(row)
    return np.array(kept, dtype=int)


class _Search:
    """A search for tables of whole numbers that agree with a publication."""

    def __init__(self, publication: Publication, work: Work):
        self.publication, self.work = publication, work
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
        all_rows = sparse.vstack([self.matrix, ties]).tocsr()
        nothing = np.zeros(ties.shape[0])
        lower = np.r_[np.where(is_hidden, publication.least, publication.shown), nothing].astype(float)
        upper = np.r_[np.where(is_hidden, np.inf, publication.shown), nothing].astype(float)
        self.known = _work_out(all_rows, lower, upper)
        self.free = np.flatnonzero(np.isnan(self.known))
        settled = all_rows @ np.nan_to_num(self.known)
        rest = all_rows[:, self.free]
        kept = _list_telling_rows(
            rest, np.r_[publication.is_small, np.ones(ties.shape[0], dtype=bool)], upper
        )
        self.row_of = np.full(all_rows.shape[0], -1)
        self.row_of[kept] = np.arange(len(kept))
        self.n_rows = len(kept)
        self.settled, self.lower, self.upper = settled, lower - settled, upper - settled
        zero = np.zeros(len(self.free))
        self.most = np.full(len(self.free), np.inf)
        self.columns = np.arange(len(self.free), dtype=np.int32)
        self.solver = make_solver()
        # Each program goes on from where the last one ended: what presolve saves it would lose.
        self.solver.setOptionValue("presolve", "off")
        pass_model(
            self.solver,
            cost=zero,
            lower=zero,
            upper=self.most,
            matrix=rest[kept],
            row_lower=self.lower[kept],
            row_upper=self.upper[kept],
        )

    def bound(self, cells, lower=None, upper=None) -> None:
        """Hold published cells between bounds; back to what is published where none are given."""
        for cell in cells:
            low = self.lower[cell] if lower is None else lower - self.settled[cell]
            high = self.upper[cell] if upper is None else upper - self.settled[cell]
            if self.row_of[cell] >= 0:
                self.solver.changeRowBounds(int(self.row_of[cell]), float(low), float(high))

    def find(self, up, down) -> np.ndarray | None:
        """Find whole numbers that make the sum of some cells high and of others low; None where there are none."""
        chosen = np.zeros(self.matrix.shape[0])
        chosen[list(up)] = -1.0
        chosen[list(down)] = 1.0
        cost = np.asarray(self.matrix.T @ chosen)[self.free]
        found = None
        for turn in range(TURNS):
            # Other weights lead to another corner, from which rounding may go better.
            weights = 1 + (np.arange(len(cost)) * STRIDE * turn % 101) / 101
            self.solver.changeColsCost(
                len(self.columns), self.columns, cost * weights + 0.01 * turn * weights
            )
            if not self._run():
                return None
            found = self._round(np.asarray(self.solver.getSolution().col_value))
            if found is not None:
                break
        else:
            found = self._find_whole()
        if found is None:
            return None
        table = self.known.copy()
        table[self.free] = found
        return np.round(table).astype(np.int64)

    def _hold(self, columns: np.ndarray, at: np.ndarray) -> bool:
        """Hold base cells at whole numbers and solve for the others; whether there is a table."""
        self.solver.changeColsBounds(len(columns), columns, at, at)
        return self._run()

    def _run(self) -> bool:
        self.solver.run()
        self.work.take(self.solver, self.n_rows)
        return self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def _round(self, found: np.ndarray) -> np.ndarray | None:
        """Round fractions a few at a time, nearest first, and solve for the rest; None where that leads nowhere."""
        held = np.zeros(len(found), dtype=bool)
        for _ in range(ROUNDINGS):
            far = np.abs(found - np.round(found))
            broken = np.flatnonzero(far > WHOLE)
            if not len(broken):
                break
            near = broken[far[broken] <= max(NEAR, far[broken].min() + WHOLE)]
            one = near[[np.argmin(far[near])]].astype(np.int32)
            several = near.astype(np.int32) if far[near].max() <= NEAR else one
            tries = [
                (several, np.round(found[several])),
                (one, np.floor(found[one])),
                (one, np.ceil(found[one])),
            ]
            for columns, at in tries:
                if self._hold(columns, at):
                    held[columns] = True
                    break
                self._release(columns)
            else:
                found = None
                break
            found = np.asarray(self.solver.getSolution().col_value)
        else:
            found = None
        self._release(np.flatnonzero(held).astype(np.int32))
        return found

    def _release(self, columns: np.ndarray) -> None:
        self.solver.changeColsBounds(len(columns), columns, np.zeros(len(columns)), self.most[columns])

    def _find_whole(self) -> np.ndarray | None:
        count = len(self.columns)
        self.solver.setOptionValue("mip_max_nodes", NODES)
        self.solver.setOptionValue("mip_rel_gap", 0.05)
        # Any table that keeps the bounds is a proof.
        self.solver.setOptionValue("mip_max_improving_sols", 1)
        self.solver.setOptionValue("presolve", "choose")
        kinds = np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self.solver.changeColsIntegrality(count, self.columns, kinds)
        self._run()
        is_found = (
            self.solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        )
        found = np.asarray(self.solver.getSolution().col_value) if is_found else None
        self.solver.setOptionValue("presolve", "off")
        kinds[:] = int(highspy.HighsVarType.kContinuous)
        self.solver.changeColsIntegrality(count, self.columns, kinds)
        return found


def _prove_one(
    search: _Search, publication: Publication, cell: int, direction: int, left: dict, credit
) -> None:
    """Prove one requirement, and as many others on the way as will come along."""
    others = sorted(left[1] - {cell})
    side = {"lower": publication.threshold} if direction > 0 else {"upper": publication.floor[cell]}
    search.bound(others, upper=publication.threshold)
    search.bound([cell], **side)
    is_new = credit(search.find(others, sorted(left[-1] - left[1])))
    search.bound([*others, cell])
    if not is_new:
        search.bound([cell], **side)
        credit(search.find(*([], [cell]) if direction > 0 else ([cell], [])))
        search.bound([cell])


def find_witnesses(
    publication: Publication, *, known: Iterable[np.ndarray] = (), work: Work | None = None
) -> tuple[np.ndarray, list[int], list[int]]:
    """Find tables that prove a publication, and the small cells that stay unproved.

    Parameters
    ----------
    publication : Publication
    known : iterable of numpy.ndarray of int, optional
        Tables that agree with it, found before.
    work : Work, optional
        Counts the steps of the programs.

    Returns
    -------
    witnesses : numpy.ndarray of int
        A row for each table, a column for each base cell.
    high, low : list of int
        Published cells that could not be shown to reach the threshold, and their floor.
    """
    search = _Search(publication, work or Work())
    witnesses: list[np.ndarray] = []
    small = np.flatnonzero(publication.is_small)
    left = {1: set(small.tolist()), -1: set(small.tolist())}

    def credit(table: np.ndarray | None) -> bool:
        """Keep a table that proves something new; whether it does."""
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

    for table in known:
        credit(table)
    for direction in (1, -1):
        while left[direction]:
            cells = sorted(left[direction])
            if direction > 0:
                search.bound(cells, upper=publication.threshold)
            is_new = credit(search.find(*(cells, []) if direction > 0 else ([], cells)))
            search.bound(cells)
            if not is_new:
                break
    for direction in (1, -1):
        for cell in sorted(left[direction]):
            if cell in left[direction]:
                _prove_one(search, publication, cell, direction, left, credit)
    found = np.array(witnesses, dtype=np.int64).reshape(len(witnesses), publication.n_base)
    return found, sorted(left[1]), sorted(left[-1])
