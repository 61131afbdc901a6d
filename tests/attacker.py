"""A reader who attacks what is published: separate code, on every base cell, with scipy's integer programs.

It knows the published counts, the structure, that counts are whole numbers and that zeros are shown.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


def list_leaves(dimension, member):
    if member not in dimension:
        return [member]
    return [leaf for part in dimension[member] for leaf in list_leaves(dimension, part)]


def list_all_leaves(dimension):
    return sorted({leaf for member in dimension for leaf in list_leaves(dimension, member)})


@dataclass
class Cell:
    """A published cell: what it covers, its true count and what is shown of it (None where hidden)."""

    name: tuple
    members: np.ndarray
    true: int
    shown: int | None
    least: int


def list_cells(truth, released, dimensions, *, value="n", zeros_shown=True, base=None):
    """List the cells of one release over the base cells, which are made unless given."""
    if base is None:
        used = sorted({c for frame in truth.values() for c in frame.columns if c != value})
        grid = itertools.product(*(list_all_leaves(dimensions[name]) for name in used))
        base = {"names": used, "of": {leaves: number for number, leaves in enumerate(grid)}}
    cells = []
    for table, frame in truth.items():
        out = released[table]
        assert len(out) == len(frame)
        for (_, row), (_, published) in zip(frame.iterrows(), out.iterrows(), strict=True):
            axes = [
                list_leaves(dimensions[name], row[name])
                if name in frame.columns
                else list_all_leaves(dimensions[name])
                for name in base["names"]
            ]
            members = np.array([base["of"][leaves] for leaves in itertools.product(*axes)])
            is_hidden = published["status"] == "suppressed"
            assert is_hidden == (published[value] != published[value])
            shown = None if is_hidden else int(published[value])
            name = (table, *(row[c] for c in frame.columns if c != value))
            cells.append(Cell(name, members, int(row[value]), shown, int(zeros_shown)))
    return cells, base


def attack(cells, n_base, *, threshold=11, is_whole=True):
    """Name every small count that a reader learns something of: recovered, narrowed, or simply shown.

    Returns tuples of the cell's name, its count and the bounds found; empty when nothing is learnt.
    """
    matrix = np.zeros((len(cells), n_base))
    for row, cell in enumerate(cells):
        matrix[row, cell.members] = 1
    lower = np.array([cell.least if cell.shown is None else cell.shown for cell in cells], dtype=float)
    upper = np.array([np.inf if cell.shown is None else cell.shown for cell in cells], dtype=float)
    known_least = np.array([min(cell.least, cell.true) for cell in cells], dtype=float)
    known_most = np.array([0.0 if cell.least and cell.true == 0 else np.inf for cell in cells])
    kinds = np.full(n_base, int(is_whole))

    def reach(target, low, high):
        found = milp(
            target, constraints=LinearConstraint(matrix, low, high), bounds=Bounds(0), integrality=kinds
        )
        assert found.status in (0, 3, 4), found.message  # 3 and 4: without a limit
        return found.fun if found.status == 0 else -np.inf

    learnt = []
    for row, cell in enumerate(cells):
        if cell.shown is not None:
            assert cell.shown == cell.true, "a shown count is not the true one"
        if not (cell.true < threshold and (cell.true > 0 or not cell.least)):
            continue
        if cell.shown is not None:
            learnt.append((cell.name, cell.true, "shown"))
            continue
        highest = -reach(-matrix[row], lower, upper)
        lowest = reach(matrix[row], lower, upper)
        floor = cell.least
        if lowest > floor + 0.5:
            floor = reach(matrix[row], known_least, known_most)
        if highest < threshold - 0.5 or lowest > floor + 0.5:
            learnt.append((cell.name, cell.true, lowest, highest))
    return learnt
