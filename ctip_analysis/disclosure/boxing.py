"""Moves that are boxes: of a crossed table more at one place, less at its neighbor along a dimension, and so on along each.

Every total between the two stays as it is, so that a box of two dimensions moves 4 counts and one of three 8. Where a
count is to move with its totals, the box has no neighbor in that dimension. All boxes around a place are weighed at once,
without a linear program: it is a sum of a few blocks of prices.
"""

import itertools
from dataclasses import dataclass

import numpy as np

__all__ = ["EMPTY", "FREE", "Boxer", "Crossing"]

#: Places of a crossing that are known to be empty, and those of which nothing is published.
EMPTY, FREE = -1, -2
#: How many boxes are weighed for one place at most.
MOST_BOXES = 30_000
#: How much less it costs to take from a count that is many times the step: boxes around it fit into one table.
ROOMY = 0.01

#: The columns that a move changes, and by how much.
Move = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Crossing:
    """Where distinct cells and loose base cells stand in all dimensions crossed.

    Attributes
    ----------
    columns : numpy.ndarray of int
        For each place, a member of every dimension, its column of ``ties``, `EMPTY` or `FREE`. Along each dimension
        one place more than there are members: of the rest of boxes that have fewer corners there.
    leaves : list of numpy.ndarray of bool
        For each dimension members by leaves.
    """

    columns: np.ndarray
    leaves: list


def _list_ways(leaves: np.ndarray, member: int) -> tuple[np.ndarray, np.ndarray]:
    """List how one unit more of a member may be made up along its dimension: the members that change, and their signs."""
    inside, outside = np.flatnonzero(leaves[member]), np.flatnonzero(~leaves[member])
    changes = [leaves[:, leaf].astype(int) for leaf in inside]
    changes += [
        leaves[:, leaf].astype(int) - leaves[:, other] for leaf, other in itertools.product(inside, outside)
    ]
    members = [np.r_[member, np.setdiff1d(np.flatnonzero(change), [member])] for change in changes]
    width = max(map(len, members))
    places, signs = np.full((len(members), width), len(leaves)), np.ones((len(members), width), dtype=int)
    for row, (own, change) in enumerate(zip(members, changes, strict=True)):
        places[row, : len(own)], signs[row, : len(own)] = own, change[own]
    return places, signs


class Boxer:
    """Finds the cheapest box around a cell.

    Parameters
    ----------
    crossing : Crossing
    room : numpy.ndarray
        By how much each column can fall.
    n_cells : int
        Distinct cells; the columns after them are loose.
    """

    def __init__(self, crossing: Crossing, room: np.ndarray, n_cells: int):
        self.columns, self.leaves, self.n_cells = crossing.columns, crossing.leaves, n_cells
        self.room = np.r_[room, np.inf, -np.inf]
        self.ways: dict[tuple[int, int], tuple] = {}
        self.place: dict[int, tuple[int, ...]] = {}
        sizes = [np.r_[own.sum(axis=1), 0] for own in self.leaves]
        places = np.argwhere((self.columns >= 0) & (self.columns < n_cells))
        widths = np.prod([own[places[:, axis]] for axis, own in enumerate(sizes)], axis=0)
        for row in np.lexsort((*places.T[::-1], widths)):
            # Of several places of one cell the narrowest: what the others hold besides is known to be nothing.
            self.place.setdefault(int(self.columns[tuple(places[row])]), tuple(places[row].tolist()))

    def find(self, cell: int, step: int, prices: np.ndarray) -> Move | None:
        """Find the cheapest box in which a cell is higher (or lower) by a step; None where there is none.

        Parameters
        ----------
        cell : int
        step : int
        prices : numpy.ndarray
            Of moving each column; infinite where it must not move.
        """
        if cell not in self.place:
            return None
        prices = np.r_[prices, 0.0, np.inf]
        ways = [self._choose_ways(axis, cell, prices) for axis in range(self.columns.ndim)]
        cost = np.zeros([len(places) for places, _ in ways])
        corners = list(itertools.product(*(range(places.shape[1]) for places, _ in ways)))
        for corner in corners:
            columns, signs = self._list_corner(ways, corner)
            cost = cost + self._weigh(columns, signs * step, prices)
        best = np.unravel_index(np.argmin(cost), cost.shape)
        if not np.isfinite(cost[best]):
            return None
        return self._write(
            [(places[[at]], signs[[at]]) for (places, signs), at in zip(ways, best, strict=True)], step
        )

    def _choose_ways(self, axis: int, cell: int, prices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Choose the ways along a dimension whose own corners are the cheapest, as many as can be weighed."""
        place = self.place[cell]
        key = (axis, place[axis])
        if key not in self.ways:
            self.ways[key] = _list_ways(self.leaves[axis], place[axis])
        places, signs = self.ways[key]
        most = int(MOST_BOXES ** (1 / self.columns.ndim))
        if len(places) > most:
            line = self.columns[(*place[:axis], slice(None), *place[axis + 1 :])]
            columns = line[places]
            weights = prices[columns].sum(axis=1) + ROOMY / (self.room[columns].max(axis=1) + 1).clip(1)
            kept = np.sort(np.argsort(weights, kind="stable")[:most])
            places, signs = places[kept], signs[kept]
        return places, signs

    def _list_corner(self, ways: list, corner: tuple) -> tuple[np.ndarray, np.ndarray]:
        """List the columns of one corner of all boxes, and the signs of their steps."""
        own, sign = [], np.ones((1,) * len(ways), dtype=int)
        for axis, ((places, signs), at) in enumerate(zip(ways, corner, strict=True)):
            # The cell's own place is the same in all ways, and need be looked up once.
            own.append(places[:1, at] if at == 0 else places[:, at])
            shape = [1] * len(ways)
            shape[axis] = -1
            sign = sign * (signs[:1, at] if at == 0 else signs[:, at]).reshape(shape)
        return self.columns[np.ix_(*own)], sign

    def _weigh(self, columns: np.ndarray, steps: np.ndarray, prices: np.ndarray) -> np.ndarray:
        room = self.room[columns]
        falls = np.maximum(-steps, 0)
        return np.where(falls > room.clip(0), np.inf, prices[columns] + ROOMY * falls / (room + 1).clip(1))

    def _write(self, ways: list, step: int) -> Move:
        """Write a box out."""
        moved: dict[int, int] = {}
        for corner in itertools.product(*(range(places.shape[1]) for places, _ in ways)):
            columns, signs = self._list_corner(ways, corner)
            column, own = int(columns.item()), int(signs.item()) * step
            if column >= 0:
                # A cell that stands at several places moves once; loose base cells that nothing tells apart add up.
                moved[column] = own if column < self.n_cells else moved.get(column, 0) + own
        columns = np.array(sorted(column for column, own in moved.items() if own))
        return columns, np.array([moved[int(column)] for column in columns], dtype=float)
