"""Choose which cells to hide: cutting planes from below, repair and clean-up from above, until they meet."""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.attacking import CLOSE, Attacker, make_solver, pass_model
from ctip_analysis.disclosure.cutting import Master, find_cuts, list_line_cuts
from ctip_analysis.disclosure.linking import TIE, System
from ctip_analysis.disclosure.requiring import Requirements, Tables, find_unmet

__all__ = ["Pattern", "choose_pattern", "find_guarded", "hide_more"]

KINDS = {False: highspy.HighsVarType.kContinuous, True: highspy.HighsVarType.kInteger}
#: How often a repair is sought anew with prices per unit moved, so that few cells move instead of little.
REWEIGHTED = 2
#: Small cells times cells up to which a system is taken to the optimum or near it.
MODEST = 20_000
RELAXED_ROUNDS = 15
#: Steps of the simplex method that searches for the optimum may take together, and nodes that one may look at.
ALLOWANCE = 2_000
NODES = 5


@dataclass(frozen=True)
class Pattern:
    """Which distinct cells are hidden, and how near the optimum that is.

    Attributes
    ----------
    hidden : numpy.ndarray of bool
    cost, bound : float
        Of this pattern; below which no pattern is.
    failing : list of int
        The small cells that no pattern protects; then everything that may be hidden is hidden.
    guards : dict of int to int
        For cells that are hidden for others a small one that would be narrowed were it shown.
    """

    hidden: np.ndarray
    cost: float
    bound: float
    failing: list
    guards: dict


class Repairer:
    """Finds, for a requirement that fails, the cheapest further cells to hide."""

    def __init__(self, system: System):
        self.system, self.prices, n = system, system.prices, system.size
        self.n = n
        ties = system.ties.tocsc()
        cells, loose = ties[:, :n], ties[:, n:]
        right = -np.asarray(cells @ system.values)
        self.n_columns = 2 * n + loose.shape[1]
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
        """Find counts that meet one requirement and differ from the true ones in few cells that are shown."""
        system, n = self.system, self.n
        upper = np.full(self.n_columns, np.inf)
        upper[:n][system.must_show] = 0
        upper[n : 2 * n] = np.where(system.must_show, 0, system.values - low)
        lower = np.zeros(self.n_columns)
        lower[cell if direction > 0 else n + cell] = need
        upper[n + cell if direction > 0 else cell] = 0
        columns = np.arange(self.n_columns, dtype=np.int32)
        self.solver.changeColsBounds(self.n_columns, columns, lower, upper)
        kinds = np.full(self.n_columns, int(KINDS[is_whole]), dtype=np.uint8)
        self.solver.changeColsIntegrality(self.n_columns, columns, kinds)
        price = np.where(hidden, 0.0, self.prices)
        moved = np.zeros(n)
        for _ in range(REWEIGHTED):
            cost = np.zeros(self.n_columns)
            weight = price / (moved + 0.5) if moved.any() else price
            cost[:n] = cost[n : 2 * n] = weight + np.where(hidden, 1e-6, 0.0)
            self.solver.changeColsCost(self.n_columns, columns, cost)
            self.solver.run()
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            found = np.asarray(self.solver.getSolution().col_value)
            moved = np.abs(found[:n] - found[n : 2 * n])
            if not price[moved > CLOSE].any():
                break
        return system.values + found[:n] - found[n : 2 * n]


def _repair(attacker, repairer, asked, hidden, high, low, tables: Tables) -> np.ndarray | None:
    """Hide more until no requirement fails."""
    system = attacker.system
    hidden = hidden.copy()
    for cells, direction in ((high, 1), (low, -1)):
        for cell in cells:
            value = system.values[cell]
            need = asked.goal[cell] - value if direction > 0 else value - asked.floor[cell]
            fitting = tables.find_fitting(hidden, system.values)[:, cell]
            if ((fitting - value) * direction >= need - CLOSE).any():
                continue
            if _is_met_by_now(attacker, asked, hidden, cell, direction, tables):
                continue
            table = repairer.find(hidden, attacker.low, cell, need, direction)
            if table is None:
                return None
            hidden |= np.abs(table - system.values) > CLOSE
            tables.add(table)
    return hidden


def _is_met_by_now(attacker, asked, hidden, cell: int, direction: int, tables: Tables) -> bool:
    """Whether what was hidden for others does for this cell too."""
    one = np.array([cell])
    attacker.hide(hidden)
    if direction > 0:
        attacker.cap(one, asked.goal[one])
    table = attacker.push(one, direction)[: attacker.n]
    if direction > 0:
        attacker.free(one)
    tables.add(table)
    return bool(
        table[cell] >= asked.goal[cell] - CLOSE if direction > 0 else table[cell] <= asked.floor[cell] + CLOSE
    )


def _list_neighbors(system: System) -> dict[int, list[int]]:
    """List for each cell those that stand in an equation with it."""
    found: dict[int, list] = {}
    for total, parts in system.lines:
        line = [total, *parts.tolist()]
        for cell in line:
            found.setdefault(cell, []).extend(line)
    return found


def find_guarded(high: list[int], low: list[int]) -> int | None:
    """Find a small cell that a pattern fails; None where it fails none."""
    return next(iter([*high, *low]), None)


def _clean_up(attacker, asked, hidden, tables: Tables) -> tuple[np.ndarray, dict[int, int]]:
    """Show again what is hidden for nothing: the dearest first, then the largest; say what the others guard."""
    system = attacker.system
    hidden, guards = hidden.copy(), {}
    neighbors = _list_neighbors(system)
    extra = np.flatnonzero(hidden & ~system.must_hide)
    for cell in sorted(extra.tolist(), key=lambda c: (-system.costs[c], -system.values[c], c)):
        hidden[cell] = False
        first = np.isin(asked.cells, neighbors.get(cell, []))
        guarded = find_guarded(*find_unmet(attacker, hidden, asked, tables, first=first))
        if guarded is not None:
            hidden[cell], guards[cell] = True, guarded
    return hidden, guards


class _Best:
    """The cheapest pattern found so far."""

    def __init__(self, attacker, asked):
        self.attacker, self.asked = attacker, asked
        self.system, self.prices = attacker.system, attacker.system.prices
        self.repairer = Repairer(self.system)
        self.tables = Tables(self.system.size)
        self.hidden, self.guards, self.cost = None, {}, np.inf

    def try_from(self, hidden: np.ndarray) -> tuple[list[int], list[int]] | None:
        """Repair and clean up a pattern; returns what failed in it before, None where nothing can protect."""
        unmet = find_unmet(self.attacker, hidden, self.asked, self.tables)
        repaired = _repair(self.attacker, self.repairer, self.asked, hidden, *unmet, self.tables)
        if repaired is None:
            return None
        repaired, guards = _clean_up(self.attacker, self.asked, repaired, self.tables)
        cost = float(self.prices[repaired].sum())
        if cost < self.cost - CLOSE:
            self.hidden, self.guards, self.cost = repaired, guards, cost
        return unmet


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
    system, more = attacker.system, hidden.copy()
    repairer = Repairer(system)
    for cells, direction in ((high, 1), (low, -1)):
        for cell in cells:
            value = system.values[cell]
            need = asked.goal[cell] - value if direction > 0 else value - asked.floor[cell]
            table = repairer.find(more, attacker.low, int(cell), need, direction, is_whole=True)
            if table is not None:
                more |= np.abs(table - system.values) > CLOSE
    return more if (more & ~hidden).any() else None


def choose_pattern(attacker: Attacker, asked: Requirements) -> Pattern:
    """Choose a pattern that meets every requirement.

    Small systems are taken to the optimum or near it, with a bound; for large ones the inequalities of single
    equations give the start and the bound, and repair and clean-up do the rest.

    Parameters
    ----------
    attacker : Attacker
    asked : Requirements

    Returns
    -------
    Pattern
    """
    system = attacker.system
    master, best = Master(system), _Best(attacker, asked)
    master.add(list_line_cuts(system, attacker.low, asked))
    is_modest = len(asked.cells) * system.size <= MODEST
    shares, bound = _raise_bound(master, attacker, asked, RELAXED_ROUNDS if is_modest else 0)
    for share in (0.5, 0.25) if is_modest else (0.5,):
        if best.try_from(shares > share) is None:
            return _give_up(attacker, asked, best.tables)
    if is_modest:
        bound = max(bound, _close_gap(master, best, attacker, asked, bound))
    cost = float(system.costs[best.hidden].sum())
    return Pattern(best.hidden, cost, min(cost, round_bound(system, bound)), [], best.guards)


def _raise_bound(master: Master, attacker, asked, rounds: int) -> tuple[np.ndarray, float]:
    """Raise the bound with cells hidden in part, until that gives no more."""
    shares, bound = master.relax()
    for _ in range(rounds):
        before = bound
        if not master.add(find_cuts(attacker, shares, asked, asked.cells, asked.cells)):
            break
        shares, bound = master.relax()
        if bound - before < 0.001 * bound:
            break
    return shares, bound


def _close_gap(master: Master, best: _Best, attacker, asked, bound: float) -> float:
    """Find the best pattern that keeps all inequalities, add those that it breaks, until nothing is broken."""
    step = attacker.system.costs[master.free].min(initial=1.0)
    while best.cost - bound >= (1 - TIE) * step - CLOSE and master.spent < ALLOWANCE:
        hidden, found = master.solve(nodes=NODES)
        bound = max(bound, found)
        high, low = best.try_from(hidden)
        if not master.add(find_cuts(attacker, hidden.astype(float), asked, high, low)):
            break
    return bound


def round_bound(system: System, bound: float) -> float:
    """Take the broken ties out of a bound; where all costs are whole, so is it."""
    least = system.costs[system.costs > 0].min(initial=1.0)
    bound -= TIE * least
    is_whole = (system.costs == np.round(system.costs)).all()
    return float(max(np.ceil(bound - CLOSE) if is_whole else bound, 0.0))


def _give_up(attacker: Attacker, asked: Requirements, tables: Tables) -> Pattern:
    """Hide all that may be hidden, and name the small cells that even this leaves open to a reader."""
    hidden = ~attacker.system.must_show
    high, low = find_unmet(attacker, hidden, asked, tables)
    return Pattern(hidden, float(attacker.system.costs[hidden].sum()), np.inf, sorted({*high, *low}), {})
