"""Different things counted in overlapping units and periods: each once in every one of them, and never added."""

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

__all__ = ["count_anew"]

#: Where more cells than so many times those that occur are to be marked, sorting is faster and smaller.
MOST_MARKS = 64


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


def _find_holders(sets: np.ndarray) -> np.ndarray:
    """Give for each member the place of the set that has it, of sets with nothing in common; -1 where none has."""
    return np.where(sets.any(axis=0), sets.argmax(axis=0), -1)


def _find_occurring(cells: np.ndarray, size: int) -> np.ndarray:
    """Find the different cells that occur: by marking them where they are few enough, else by sorting."""
    if size > MOST_MARKS * len(cells):
        ordered = np.sort(cells)
        return ordered[np.diff(ordered, prepend=-1) > 0]
    marks = np.zeros(size, dtype=bool)
    marks[cells] = True
    return np.flatnonzero(marks)


@dataclass(frozen=True)
class _Pass:
    """Units and periods that do not overlap, to be counted together.

    ``units`` and ``periods`` are their places among the different ones; ``target`` is for each province and slot the
    place of what holds it, -1 where nothing does; ``is_single`` says that nothing holds two provinces or slots.
    """

    units: np.ndarray
    periods: np.ndarray
    target: np.ndarray
    is_single: bool


@lru_cache(maxsize=64)
def _plan_passes(units: bytes, units_shape: tuple, periods: bytes, periods_shape: tuple):
    """Plan how units and periods, given as the bytes of their sets, are counted in as few passes as may be."""
    holds = np.frombuffer(units, dtype=bool).reshape(units_shape)
    within = np.frombuffer(periods, dtype=bool).reshape(periods_shape)
    (unit_of, groups_of_units), (period_of, groups_of_periods) = _group_apart(holds), _group_apart(within)
    first_unit, first_period = (np.unique(places, return_index=True)[1] for places in (unit_of, period_of))
    passes = []
    for own_units, own_periods in itertools.product(groups_of_units, groups_of_periods):
        sets = holds[first_unit[own_units]], within[first_period[own_periods]]
        unit, period = _find_holders(sets[0])[:, None], _find_holders(sets[1])
        target = np.where((unit >= 0) & (period >= 0), unit * len(own_periods) + period, -1).ravel()
        is_single = all(own.sum(axis=1).max() <= 1 for own in sets)
        passes.append(_Pass(own_units, own_periods, target, is_single))
    return unit_of, period_of, passes


def _count_apart(thing: np.ndarray, cell: np.ndarray, code_of: np.ndarray, codes_n: int, own: _Pass):
    """Count things once in each of the units and periods of a pass; ``cell`` is their province and slot."""
    target, size = own.target[cell], len(own.units) * len(own.periods)
    is_kept = target >= 0
    if not is_kept.all():
        thing, target = thing[is_kept], target[is_kept]
    if not own.is_single:
        thing, target = np.divmod(_find_occurring(thing * size + target, len(code_of) * size), size)
    counted = np.bincount(target * codes_n + code_of[thing], minlength=size * codes_n)
    return counted.reshape(len(own.units), len(own.periods), codes_n)


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
    unit_of, period_of, passes = _plan_passes(units.tobytes(), units.shape, periods.tobytes(), periods.shape)
    cells_n = units.shape[1] * periods.shape[1]
    occurring = np.sort(owner * cells_n + cell)
    owner, cell = np.divmod(occurring[np.diff(occurring, prepend=-1) > 0], cells_n)
    is_first = np.diff(owner, prepend=-1) > 0
    thing, code_of = np.cumsum(is_first) - 1, owner[is_first] % codes_n
    found = np.zeros((unit_of.max() + 1, period_of.max(initial=-1) + 1, codes_n))
    for own in passes:
        found[np.ix_(own.units, own.periods)] = _count_apart(thing, cell, code_of, codes_n, own)
    return found[unit_of][:, period_of]
