"""Which move for which small count, so that all moves together hide little: each is sought anew beside the others."""

import numpy as np

from ctip_analysis.disclosure.boxing import Boxer, Move
from ctip_analysis.disclosure.requiring import Requirements

__all__ = ["list_steps", "plan_boxes"]

#: How often every move is sought anew beside all others at most.
PASSES = 2
#: Of how many moves a hidden cell may be part that it is tried to do without.
FEW = 4

#: A small cell, and whether it is to be higher (1) or lower (-1).
Requirement = tuple[int, int]


class _Plan:
    """One move for each requirement, and how many of them move each column."""

    def __init__(
        self, boxer: Boxer, prices: np.ndarray, must_hide: np.ndarray, steps: dict[Requirement, int]
    ):
        self.boxer, self.steps = boxer, steps
        # What must be hidden, and what is published nowhere, moves for nothing.
        self.prices = prices
        self.prices[: len(must_hide)][must_hide] = 0.0
        self.uses = np.zeros(len(prices), dtype=int)
        self.moves: dict[Requirement, Move] = {}
        self.users: list[dict[Requirement, None]] = [{} for _ in range(len(prices))]

    @property
    def left(self) -> np.ndarray:
        """What each column costs besides those that are moved anyway."""
        return np.where(self.uses > 0, 0.0, self.prices)

    @property
    def cost(self) -> float:
        return float(self.prices[self.uses > 0].sum())

    def find(self, one: Requirement, prices: np.ndarray) -> Move | None:
        return self.boxer.find(one[0], self.steps[one], prices)

    def put(self, one: Requirement, move: Move) -> None:
        self.moves[one] = move
        self.uses[move[0]] += 1
        for column in move[0].tolist():
            self.users[column][one] = None

    def take(self, one: Requirement) -> Move:
        move = self.moves.pop(one)
        self.uses[move[0]] -= 1
        for column in move[0].tolist():
            del self.users[column][one]
        return move

    def seek_anew(self, one: Requirement) -> None:
        """Seek one move anew beside all others, where it alone moves something."""
        own = self.moves[one][0]
        if not self.prices[own[self.uses[own] == 1]].any():
            return
        before = self.take(one)
        self.put(one, self.find(one, self.left) or before)

    def do_without(self, column: int, users: list[Requirement]) -> bool:
        """Lead the moves of one column around it, if that costs less; whether it does."""
        cost, before = self.cost, {one: self.take(one) for one in users}
        for one in users:
            prices = self.left
            prices[column] = np.inf
            move = self.find(one, prices)
            if move is None:
                break
            self.put(one, move)
        if len(self.moves) == len(self.steps) and self.cost < cost - 1e-9:
            return True
        for one in users:
            if one in self.moves:
                self.take(one)
            self.put(one, before[one])
        return False


def _do_without_each(plan: _Plan) -> None:
    """Try to do without each column that few moves need, the dearest first."""
    extra = np.flatnonzero((plan.uses > 0) & (plan.prices > 0) & (plan.uses <= FEW))
    for column in extra[np.lexsort((extra, -plan.prices[extra], plan.uses[extra]))].tolist():
        if not 0 < plan.uses[column] <= FEW:
            continue
        plan.do_without(column, sorted(plan.users[column]))


def list_steps(values: np.ndarray, asked: Requirements) -> dict[Requirement, int]:
    """List for each small cell and way, up (1) or down (-1), by how much it is to move: the widest first."""
    steps = {}
    for way, goal in ((1, asked.goal), (-1, asked.floor)):
        need = goal - values[: len(goal)]
        for cell in asked.cells[np.argsort(-np.abs(need)[asked.cells], kind="stable")]:
            if need[cell] * way > 0:
                steps[int(cell), way] = int(need[cell])
    return steps


def plan_boxes(
    boxer: Boxer,
    prices: np.ndarray,
    must_hide: np.ndarray,
    steps: dict[Requirement, int],
    *,
    first_prices: np.ndarray,
) -> dict[Requirement, Move]:
    """Plan a box for each requirement around which there is one.

    Parameters
    ----------
    boxer : Boxer
    prices : numpy.ndarray
        Of hiding each column; infinite where it must be shown.
    must_hide : numpy.ndarray of bool
        Of distinct cells, the first columns.
    first_prices : numpy.ndarray
        Those of the first round: what single equations ask for is cheap there.
    steps : dict of (int, int) to int
        For each requirement by how much its cell is to rise or fall, in the order in which they are planned.
    """
    plan = _Plan(boxer, prices.copy(), must_hide, dict(steps))
    for one in steps:
        move = plan.find(one, np.minimum(plan.left, first_prices))
        if move is None:
            del plan.steps[one]
        else:
            plan.put(one, move)
    for _ in range(PASSES):
        before = plan.cost
        for one in plan.steps:
            plan.seek_anew(one)
        _do_without_each(plan)
        if plan.cost >= before - 1e-9:
            break
    return plan.moves
