"""Does a pattern leave open what is asked? Told from tables and inequalities found before, else by linear programs."""

from collections.abc import Iterator

import numpy as np

from ctip_analysis.disclosure.attacking import CLOSE, Attacker
from ctip_analysis.disclosure.cutting import Cuts, find_cut, read_cut
from ctip_analysis.disclosure.requiring import Requirements

__all__ = ["Examiner", "Tables"]

#: Linear programs that end this near to whole numbers have found them.
WHOLE = 1e-6


def _grow(rows: np.ndarray, count: int) -> np.ndarray:
    return rows if count < len(rows) else np.vstack([rows, np.zeros_like(rows)])


class Tables:
    """Tables found so far that agree with some pattern: what of the true one they change, and what they prove.

    Parameters
    ----------
    attacker : Attacker
    asked : Requirements
        The asked for are numbered: first how high each small cell must be able to be, then how low.
    """

    def __init__(self, attacker: Attacker, asked: Requirements):
        self.values, self.asked = attacker.system.values, asked
        self.goal, self.floor = asked.goal[asked.cells] - CLOSE, asked.floor[asked.cells] + CLOSE
        self.moves = np.zeros((64, len(self.values)))
        self.changes = np.zeros((64, len(self.values)), dtype=bool)
        self.proves = np.zeros((64, 2 * len(asked.cells)), dtype=bool)
        self.count = 0
        self.whole: list[np.ndarray] = []
        self.add(np.r_[self.values, attacker.loose])

    def add(self, columns: np.ndarray) -> np.ndarray:
        """Keep a table, given as distinct cells and loose base cells; returns what it proves."""
        rounded = np.round(columns)
        if np.abs(columns - rounded).max(initial=0) < WHOLE:
            self.whole.append(rounded.astype(np.int64))
        return self._keep(columns[: len(self.values)] - self.values)

    def _keep(self, moves: np.ndarray) -> np.ndarray:
        for name in ("moves", "changes", "proves"):
            setattr(self, name, _grow(getattr(self, name), self.count))
        small = (self.values + moves)[self.asked.cells]
        self.moves[self.count], self.changes[self.count] = moves, np.abs(moves) > CLOSE
        self.proves[self.count] = np.r_[small >= self.goal, small <= self.floor]
        self.count += 1
        return self.proves[self.count - 1]

    def list_open(self, fitting: np.ndarray, cell: int) -> np.ndarray:
        """Tell which requirements some tables do not prove with one cell more shown.

        Of two tables that prove the same, one with the cell higher and one with it lower, some mean has it as it is.
        """
        moved = self.moves[fitting, cell]
        up, down = fitting[moved > CLOSE], fitting[moved < -CLOSE]
        still = fitting[~self.changes[fitting, cell]]
        is_balanced = self.proves[up].any(axis=0) & self.proves[down].any(axis=0)
        return ~self.proves[still].any(axis=0) & ~is_balanced

    def show(self, fitting: np.ndarray, cell: int) -> np.ndarray:
        """List the tables that go on with one cell more shown, means of two of them where it takes those."""
        moved = self.moves[fitting, cell]
        up, down = fitting[moved > CLOSE], fitting[moved < -CLOSE]
        still = fitting[~self.changes[fitting, cell]]
        is_open, before = ~self.proves[still].any(axis=0), self.count
        for number in np.flatnonzero(is_open):
            if is_open[number]:
                above, below = up[self.proves[up, number]], down[self.proves[down, number]]
                if len(above) and len(below):
                    is_open &= ~self._keep(self._balance(above[-1], below[-1], cell))
        return np.r_[still, before : self.count]

    def _balance(self, above: int, below: int, cell: int) -> np.ndarray:
        high, low = self.moves[above], self.moves[below]
        mean = (high * -low[cell] + low * high[cell]) / (high[cell] - low[cell])
        mean[cell] = 0.0
        return mean

    def list_fitting(self, hidden: np.ndarray) -> np.ndarray:
        """List the tables in which all cells that are shown have their true counts."""
        return np.flatnonzero(~self.changes[: self.count][:, ~hidden].any(axis=1))


class Examiner:
    """Tells what a pattern leaves unmet, and learns from each answer.

    Parameters
    ----------
    attacker : Attacker
    asked : Requirements
    cuts : Cuts
        Takes in the inequality that each requirement found unmet gives.
    """

    def __init__(self, attacker: Attacker, asked: Requirements, cuts: Cuts):
        self.attacker, self.asked, self.cuts = attacker, asked, cuts
        self.tables = Tables(attacker, asked)
        self.prices = attacker.system.prices
        n = len(asked.cells)
        self.cell_of = np.r_[asked.cells, asked.cells]
        self.direction_of = np.r_[np.ones(n, dtype=int), -np.ones(n, dtype=int)]

    def find_unmet(self, hidden: np.ndarray) -> list[int]:
        """Find the requirements that a pattern does not meet, by number, and light inequalities that they give."""
        unmet = list(self.walk(hidden))
        if unmet:
            self.attacker.hide_nearly(hidden, float(self.asked.goal.max(initial=1)))
        for number in unmet:
            cell, direction = int(self.cell_of[number]), int(self.direction_of[number])
            self._take(find_cut(self.attacker, self.asked, cell, direction), cell)
        return unmet

    def find_guarded(self, hidden: np.ndarray, is_open: np.ndarray) -> int | None:
        """Find a small cell that a pattern fails, among requirements that no known table proves."""
        number = next(self.walk(hidden, is_open), None)
        return None if number is None else int(self.cell_of[number])

    def walk(self, hidden: np.ndarray, is_open: np.ndarray | None = None) -> Iterator[int]:
        """Go through the requirements that a pattern does not meet; whoever walks may hide more on the way.

        Parameters
        ----------
        hidden : numpy.ndarray of bool
        is_open : numpy.ndarray of bool, optional
            The requirements to ask for; those that no known table proves when not given.
        """
        tables = self.tables
        if is_open is None:
            is_open = ~tables.proves[tables.list_fitting(hidden)].any(axis=0)
        for direction in (1, -1):
            own = (self.direction_of == direction) & is_open
            self.attacker.hide(hidden)
            if own.sum() > 1:
                own &= ~self._push(np.flatnonzero(own))
            for number in np.flatnonzero(own):
                if own[number] and own.sum() > 1:
                    own &= ~self._push(np.flatnonzero(own), lead=number)
                while own[number] and not self._push(np.array([number]))[number]:
                    cell, before, asked_with = int(self.cell_of[number]), tables.count, hidden.copy()
                    self._take(read_cut(self.attacker, self.asked, cell, direction), cell)
                    yield int(number)
                    own &= ~tables.proves[before : tables.count].any(axis=0)
                    self.attacker.hide(hidden)
                    if (hidden == asked_with).all():
                        break
                own[number] = False

    def _push(self, numbers: np.ndarray, lead: int | None = None) -> np.ndarray:
        """Push the cells of some requirements of one direction together; returns what the table proves."""
        attacker, cells, direction = self.attacker, self.cell_of[numbers], self.direction_of[numbers[0]]
        if direction > 0:
            attacker.cap(cells, self.asked.goal[cells])
        table = attacker.push(cells, direction, lead=None if lead is None else self.cell_of[lead])
        if direction > 0:
            attacker.free(cells)
        return self.tables.add(table)

    def _take(self, cut: tuple | None, cell: int) -> None:
        if cut is not None:
            self.cuts.add({cut: cell})
