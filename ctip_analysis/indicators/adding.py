"""Cells added up over sets of them: provinces to units, slots to periods.

Sums are made in the order of the cells and by one processor: matrix products would be spread over several, which takes
longer for arrays of this size, and would add in an order that depends on the machine.
"""

from functools import lru_cache

import numpy as np

__all__ = ["add_over", "add_sets"]


@lru_cache(maxsize=256)
def _plan_rounds(sets: bytes, shape: tuple[int, int]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Plan how sets, given as their bytes, are added up: a member of each set in every round, the largest sets first.

    Returns
    -------
    tuple
        The place of each set among those ordered by size, and for each round the members of those that have so many.
    """
    marks = np.frombuffer(sets, dtype=bool).reshape(shape)
    sizes = marks.sum(axis=1)
    order = np.argsort(-sizes, kind="stable")
    members = [marks[own].nonzero()[0] for own in order]
    rounds = [
        np.array([own[number] for own in members if len(own) > number], dtype=np.int64)
        for number in range(sizes.max(initial=0))
    ]
    return np.argsort(order), rounds


def add_sets(cells: np.ndarray, sets: np.ndarray, *, axis: int = 0) -> np.ndarray:
    """Add up cells along an axis over the members of sets; an empty set has the sum 0.

    Parameters
    ----------
    cells : numpy.ndarray
        Of numbers, or of marks, which are counted.
    sets : numpy.ndarray
        Of sets by places along the axis, true where a set has a place.
    axis : int

    Examples
    --------
    >>> add_sets(np.array([1.0, 2.0, 4.0]), np.array([[True, False, True], [False, False, False]])).tolist()
    [5.0, 0.0]
    """
    place, rounds = _plan_rounds(sets.tobytes(), sets.shape)
    shape = list(cells.shape)
    shape[axis] = len(sets)
    total = np.zeros(shape, dtype="int32" if cells.dtype == bool else "float64")
    for members in rounds:
        total[(slice(None),) * axis + (slice(len(members)),)] += cells.take(members, axis=axis)
    return total.take(place, axis=axis)


def add_over(cells: np.ndarray, units: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """Add up cells, of provinces by slots by codes, over the provinces of each unit and the slots of each period.

    Examples
    --------
    >>> add_over(np.array([[[1], [2]], [[3], [4]]]), np.array([[True, True]]), np.eye(2, dtype=bool)).ravel()
    array([4., 6.])
    """
    return add_sets(add_sets(cells, periods, axis=1), units)
