"""Large systems: a pattern of moves in whole numbers, each of a few cells around a small one, and so proved as it is made.

Where 8 more here, 8 less there and so on leave all that is shown as it is, the counts may as well be the others. For
each small cell the cheapest such move is sought among the cells around it, by a small linear program whose corners are
nearly always whole numbers; what it moves is hidden. Many moves fit into one witness table. The pattern is some cells
dearer than one that is searched for with all cells at once, and takes time in proportion to the number of cells.
"""

import highspy
import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.attacking import CLOSE, Attacker, make_solver, pass_model
from ctip_analysis.disclosure.boxing import Boxer, Move
from ctip_analysis.disclosure.choosing import Pattern, round_bound
from ctip_analysis.disclosure.covering import Master
from ctip_analysis.disclosure.cutting import Cuts, list_line_cuts
from ctip_analysis.disclosure.examining import Examiner
from ctip_analysis.disclosure.linking import System
from ctip_analysis.disclosure.planning import list_steps, plan_boxes
from ctip_analysis.disclosure.requiring import Requirements

__all__ = ["Mover", "choose_by_moves"]

#: How many cells a move is sought among; where none is found there, among more.
NEAR = (150, 600, 3_000)
#: What moving a hidden cell costs, as a share of what hiding one does: short moves fit into tables together.
HIDDEN_SHARE = 0.03
#: How much cheaper a cell counts that single equations ask for, where they ask for the whole of it.
ASKED_FOR = 0.7
#: Distinct cells from which on moves are boxes, where they can be.
WIDE = 5_000
#: How often a column is brought to a whole number and the rest solved anew.
DIVES = 10
#: How many nodes a search for whole numbers among the most cells may look at.
NODES = 20


class Mover:
    """Finds moves from one table of whole numbers, that of the true counts.

    Parameters
    ----------
    system : System
    start : numpy.ndarray
        Counts of distinct cells and then loose base cells.
    low : numpy.ndarray
        What each of them is at least when it is hidden.
    shares : numpy.ndarray or float
        How much of each distinct cell single equations ask to be hidden.
    """

    def __init__(self, system: System, start: np.ndarray, low: np.ndarray, shares: np.ndarray | float = 0.0):
        self.start, self.room = start, start - low
        n_loose = len(start) - system.size
        none = np.zeros(n_loose)
        self.prices = np.r_[system.prices * (1 - ASKED_FOR * shares), none]
        self.must_hide = system.must_hide
        self.must_show = np.r_[system.must_show, none.astype(bool)]
        self.ties = system.ties.tocsc()
        rows = system.ties.tocsr()
        self.lines = [rows.indices[rows.indptr[k] : rows.indptr[k + 1]] for k in range(rows.shape[0])]
        self.lines += [np.r_[total, parts] for total, parts in system.lines]
        self.of_column: list[list[int]] = [[] for _ in range(len(start))]
        for number, line in enumerate(self.lines):
            for column in line.tolist():
                self.of_column[column].append(number)

    def is_move(self, columns: np.ndarray, steps: np.ndarray) -> bool:
        """Whether every sum that holds still holds with some columns moved, and none falls too low."""
        is_whole = not (self.ties[:, columns] @ steps).any()
        return bool(is_whole and (self.room[columns] + steps >= 0).all())

    def find(self, hidden: np.ndarray, cell: int, step: int) -> Move | None:
        """Find the cheapest move near a cell in which it is higher (or lower) by a step; None where there is none.

        Parameters
        ----------
        hidden : numpy.ndarray of bool
            The distinct cells that are hidden already.
        cell : int
        step : int
        """
        is_open = np.r_[hidden, np.ones(len(self.start) - len(hidden), dtype=bool)]
        known = 0
        for size in NEAR:
            near = self._list_near(cell, abs(step), is_open, size)
            if len(near) > known:
                moved = self._move(near, cell, step, is_open, is_last=size == NEAR[-1])
                if moved is not None:
                    changed = moved != 0
                    return near[changed], moved[changed]
            known = len(near)
        return None

    def _list_near(self, cell: int, need: int, is_open: np.ndarray, size: int) -> np.ndarray:
        """List the likeliest partners in each line of a cell, and what they close to rectangles, cubes and so on."""
        own, is_usable = self.of_column[cell], ~self.must_show
        count = max(int(size ** (1 / max(len(set(own)), 1))), 2)
        chosen = {cell}
        for number in own:
            line = self.lines[number]
            line = line[is_usable[line] & (line != cell)]
            fits = self.room[line] >= need
            rank = np.lexsort((line, self.prices[line], ~is_open[line], ~fits))
            chosen.update(line[rank[:count]].tolist())
        edge = sorted(chosen)
        marks: dict[int, set[int]] = {}
        while edge and len(chosen) < size:
            for column in edge:
                for number in self.of_column[column]:
                    for other in self.lines[number].tolist():
                        if is_usable[other] and other not in chosen:
                            marks.setdefault(other, set()).add(number)
            edge = sorted(other for other, lines in marks.items() if len(lines) > 1)
            for other in edge:
                del marks[other]
            chosen.update(edge)
        return np.array(sorted(chosen))

    def _move(
        self, near: np.ndarray, cell: int, step: int, is_open: np.ndarray, *, is_last: bool
    ) -> np.ndarray | None:
        own = self.ties[:, near]
        rows = np.unique(own.indices)
        matrix = own.tocsr()[rows]
        n, place = len(near), int(np.searchsorted(near, cell))
        lower, upper = np.zeros(2 * n), np.r_[np.full(n, np.inf), self.room[near]]
        if step > 0:
            lower[place], upper[n + place] = step, 0
        else:
            lower[n + place], upper[place] = -step, 0
        price = np.where(is_open[near], HIDDEN_SHARE, np.maximum(self.prices[near], HIDDEN_SHARE))
        solver = make_solver()
        pass_model(
            solver,
            cost=np.r_[price, price] / abs(step),
            lower=lower,
            upper=upper,
            matrix=sparse.hstack([matrix, -matrix]),
            row_lower=np.zeros(len(rows)),
            row_upper=np.zeros(len(rows)),
        )
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = np.asarray(solver.getSolution().col_value)
        if np.abs(found - np.round(found)).max() > CLOSE:
            found = _dive(solver, lower.copy(), upper.copy())
            if found is None and is_last:
                found = _search_whole(solver, lower, upper)
        return None if found is None else np.round(found[:n]) - np.round(found[n:])


def _dive(solver, lower: np.ndarray, upper: np.ndarray) -> np.ndarray | None:
    """Ask the program that was just solved for whole numbers, one column after another; None where that leads nowhere."""
    for _ in range(DIVES):
        found = np.asarray(solver.getSolution().col_value)
        broken = np.flatnonzero(np.abs(found - np.round(found)) > CLOSE)
        if not len(broken):
            return found
        one = int(broken[np.argmax(found[broken])])
        for low, high in ((np.ceil(found[one]), upper[one]), (lower[one], np.floor(found[one]))):
            if low <= high and _solve_within(solver, one, low, high):
                lower[one], upper[one] = low, high
                break
        else:
            return None
    return None


def _search_whole(solver, lower: np.ndarray, upper: np.ndarray) -> np.ndarray | None:
    """Ask the program for whole numbers at once, which takes long; None where none are found soon."""
    count = len(lower)
    columns = np.arange(count, dtype=np.int32)
    solver.changeColsBounds(count, columns, lower, upper)
    solver.changeColsIntegrality(
        count, columns, np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    )
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.setOptionValue("mip_max_improving_sols", 1)
    solver.run()
    is_found = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return np.asarray(solver.getSolution().col_value) if is_found else None


def _solve_within(solver, column: int, low: float, high: float) -> bool:
    solver.changeColBounds(column, float(low), float(high))
    solver.run()
    return solver.getModelStatus() == highspy.HighsModelStatus.kOptimal


def choose_by_moves(attacker: Attacker, asked: Requirements) -> tuple[Pattern, Examiner] | None:
    """Choose a pattern of moves; None where the counts are not all known.

    A small cell around which no move is found is left for the proof to see to.

    Returns
    -------
    tuple of Pattern and Examiner, or None
        The examiner knows the tables that prove the pattern.
    """
    system, start = attacker.system, np.r_[attacker.system.values, attacker.loose]
    if np.abs(start - np.round(start)).max(initial=0) > CLOSE:
        return None
    cuts = Cuts(system.size)
    cuts.add(list_line_cuts(system, attacker.low, asked))
    shares, bound = Master(system, cuts).relax()
    mover = Mover(system, np.round(start), np.r_[attacker.low, np.zeros(len(attacker.loose))], shares)
    planned = _plan(mover, system, asked)
    kept = planned | _keep_few(system, _list_moves(mover, asked, planned))
    hidden = system.must_hide.copy()
    for columns, _ in kept.values():
        hidden[columns[columns < system.size]] = True
    examiner = Examiner(attacker, asked, cuts)
    for table in _pack(mover, asked, kept):
        examiner.tables.add(table)
    cost = float(system.costs[hidden].sum())
    return Pattern(hidden, cost, min(cost, round_bound(system, bound)), [], {}), examiner


def _plan(mover: Mover, system: System, asked: Requirements) -> dict[tuple[int, int], Move]:
    """Plan boxes, as far as they reach; those that are no moves, for a cell stands in them twice, are left out."""
    if system.crossing is None or system.size <= WIDE:
        return {}
    boxer = Boxer(system.crossing, mover.room, system.size)
    true_prices = np.r_[system.prices, np.zeros(len(mover.start) - system.size)]
    prices, first = (np.where(mover.must_show, np.inf, own) for own in (true_prices, mover.prices))
    moves = plan_boxes(boxer, prices, system.must_hide, list_steps(mover.start, asked), first_prices=first)
    return {one: move for one, move in moves.items() if mover.is_move(*move)}


def _list_moves(mover: Mover, asked: Requirements, planned: dict) -> dict[tuple[int, int], list[Move]]:
    """List for each small cell and way for which nothing is planned the moves that prove it, where there are any."""
    hidden, values = mover.must_hide.copy(), mover.start
    for columns, _ in planned.values():
        hidden[columns[columns < len(hidden)]] = True
    goals = {1: asked.goal, -1: asked.floor}
    steps = list_steps(mover.start, asked)
    proved = {one: [] for one in steps if one not in planned}
    for (cell, way), known in proved.items():
        if known:
            continue
        move = mover.find(hidden, cell, steps[cell, way])
        if move is None:
            continue
        for column, step in zip(move[0].tolist(), move[1].tolist(), strict=True):
            side = 1 if step > 0 else -1
            own = proved.get((column, side))
            if own is not None and (goals[side][column] - values[column] - step) * side <= 0:
                own.append(move)
        hidden[move[0][move[0] < len(hidden)]] = True
    return {asked_for: moves for asked_for, moves in proved.items() if moves}


def _keep_few(system: System, proved: dict) -> dict[tuple[int, int], Move]:
    """Keep one move for each requirement, so that few cells are hidden: the dearest are done without first."""
    using: dict[int, set] = {}
    for asked_for, moves in proved.items():
        for columns, _ in moves:
            for column in columns[columns < system.size].tolist():
                if not system.must_hide[column]:
                    using.setdefault(column, set()).add(asked_for)
    left = dict(proved)
    for column in sorted(using, key=lambda c: (-system.costs[c], len(using[c]), -system.values[c], c)):
        others = {
            asked_for: [move for move in left[asked_for] if column not in move[0]]
            for asked_for in using[column]
        }
        if all(others.values()):
            left |= others
    return {asked_for: moves[0] for asked_for, moves in left.items()}


def _pack(mover: Mover, asked: Requirements, kept: dict[tuple[int, int], Move]) -> list[np.ndarray]:
    """Pack moves into few tables, each of which proves the cells that its moves were made for."""
    tables, left = [], kept
    while left:
        table, over = mover.start.copy(), {}
        lowest, highest = mover.start - mover.room, np.full(len(table), np.inf)
        for (cell, way), (columns, steps) in left.items():
            moved = table[columns] + steps
            goal = (asked.goal if way > 0 else asked.floor)[cell]
            # Moves made before may have led the cell the other way.
            is_short = ((goal - moved[columns == cell]) * way > 0).any()
            if is_short or (moved < lowest[columns]).any() or (moved > highest[columns]).any():
                over[cell, way] = (columns, steps)
                continue
            table[columns] = moved
            if way > 0:
                lowest[cell] = max(lowest[cell], goal)
            else:
                highest[cell] = min(highest[cell], goal)
        tables.append(table)
        left = over
    return tables
