"""Different things counted in overlapping units and periods: each once in every one of them, and never added."""

import itertools
from functools import lru_cache

import numpy as np

from ctip_analysis.indicators.adding import add_over

__all__ = ["count_anew"]

#: So many places of things are looked at in one go.
MOST_AT_ONCE = 2**20


def _group_apart(sets: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """Give the place of each of some sets among the different ones, and groups of these that have nothing in common.

    Parameters
    ----------
    sets : numpy.ndarray
        Of sets by members, true where a set has a member.
    """
    bits = [int.from_bytes(row, "big") for row in np.packbits(sets, axis=1)]
    place_of = {own: place for place, own in enumerate(dict.fromkeys(bits))}
    groups: list[tuple[int, list[int]]] = []
    for own in sorted(place_of, key=int.bit_count):
        at = next((n for n, (taken, _) in enumerate(groups) if not taken & own), len(groups))
        taken, places = groups[at] if at < len(groups) else (0, [])
        groups[at : at + 1] = [(taken | own, [*places, place_of[own]])]
    return np.array([place_of[own] for own in bits], dtype=np.int64), [
        np.array(places) for _, places in groups
    ]


def _name_holders(sets: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Give for each member the name of the set that has it, of sets with nothing in common; -1 where none has."""
    return np.where(sets.any(axis=0), names[sets.argmax(axis=0)], -1)


def _find_occurring(cells: np.ndarray) -> np.ndarray:
    """Find the different cells that occur, in order."""
    ordered = np.sort(cells)
    return ordered[np.diff(ordered, prepend=-1) > 0]


@lru_cache(maxsize=64)
def _plan_passes(units: bytes, units_shape: tuple, periods: bytes, periods_shape: tuple):
    """Plan how units and periods, given as the bytes of their sets, are counted in as few passes as may be.

    Returns
    -------
    tuple
        The place of each unit among the different ones, that of each period, and for each pass, of units and periods
        that do not overlap, and each province and slot the unit and period that hold it, as the place of the unit
        times the number of periods plus that of the period; -1 where nothing does.
    """
    holds = np.frombuffer(units, dtype=bool).reshape(units_shape)
    within = np.frombuffer(periods, dtype=bool).reshape(periods_shape)
    (unit_of, groups_of_units), (period_of, groups_of_periods) = _group_apart(holds), _group_apart(within)
    first_unit, first_period = (np.unique(places, return_index=True)[1] for places in (unit_of, period_of))
    held = [_name_holders(holds[first_unit[own]], own)[:, None] for own in groups_of_units]
    spanned = [_name_holders(within[first_period[own]], own) for own in groups_of_periods]
    targets = [
        np.where((unit >= 0) & (period >= 0), unit * len(first_period) + period, -1).ravel()
        for unit, period in itertools.product(held, spanned)
    ]
    return unit_of, period_of, np.array(targets)


def _count_alone(cell: np.ndarray, code: np.ndarray, codes_n: int, units: np.ndarray, periods: np.ndarray):
    """Count things that stand in one province and slot each: they add up."""
    shape = (units.shape[1], periods.shape[1], codes_n)
    cells = np.bincount(cell * codes_n + code, minlength=int(np.prod(shape))).reshape(shape)
    return add_over(cells, units, periods)


def _count_apart(thing: np.ndarray, target: np.ndarray, code_of: np.ndarray, codes_n: int, size: int):
    """Count things once in each unit and period of some passes; ``target`` is what holds each thing in each pass."""
    own = np.broadcast_to(thing, target.shape)[target >= 0] * size + target[target >= 0]
    own, at = np.divmod(_find_occurring(own), size)
    return np.bincount(at * codes_n + code_of[own], minlength=size * codes_n)


def count_anew(
    owner: np.ndarray, cell: np.ndarray, codes_n: int, units: np.ndarray, periods: np.ndarray
) -> np.ndarray:
    """Count different things in each unit, period and code once, however many provinces and slots they stand in.

    Parameters
    ----------
    owner : numpy.ndarray
        For each record the number of its thing times the number of codes, plus its code.
    cell : numpy.ndarray
        For each record the place of its province times the number of slots, plus that of its slot.
    codes_n : int
    units : numpy.ndarray
        Of units by provinces, true where a unit holds a province.
    periods : numpy.ndarray
        Of periods by slots, true where a period holds a slot.

    Examples
    --------
    One thing in both provinces, another in the second alone, and the two provinces together:

    >>> units = np.array([[True, False], [False, True], [True, True]])
    >>> count_anew(np.array([0, 0, 1]), np.array([0, 1, 1]), 1, units, np.ones((1, 1), dtype=bool)).ravel()
    array([1., 2., 2.])
    """
    cells_n = units.shape[1] * periods.shape[1]
    owner, cell = np.divmod(_find_occurring(owner * cells_n + cell), cells_n)
    is_first = np.diff(owner, prepend=-1) > 0
    is_alone = is_first & np.append(is_first[1:], True)
    total = _count_alone(cell[is_alone], owner[is_alone] % codes_n, codes_n, units, periods)
    if is_alone.all() or not total.size:
        return total
    unit_of, period_of, targets = _plan_passes(units.tobytes(), units.shape, periods.tobytes(), periods.shape)
    cell, is_first = cell[~is_alone], is_first[~is_alone]
    thing, code_of = np.cumsum(is_first) - 1, owner[~is_alone][is_first] % codes_n
    shape = (unit_of.max() + 1, period_of.max() + 1, codes_n)
    found, size = np.zeros(int(np.prod(shape))), shape[0] * shape[1]
    for own in np.array_split(targets, -(-targets.shape[0] * len(cell) // MOST_AT_ONCE)):
        found += _count_apart(thing, own[:, cell], code_of, codes_n, size)
    return total + found.reshape(shape)[unit_of][:, period_of]
