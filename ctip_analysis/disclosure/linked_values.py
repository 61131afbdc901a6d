"""Counts of one indicator and the equations between them -> linked systems, each as small as it can be."""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ctip_analysis.disclosure.linking import System
from ctip_analysis.disclosure.requiring import Requirements
from ctip_analysis.disclosure.verifying import Publication

__all__ = ["link_counts", "publish_counts"]


def _find_same(values: np.ndarray, equations) -> np.ndarray:
    """Give cells that are one and the same count one number: a total with a single part that is not zero."""
    pairs = []
    for total, parts in equations:
        filled = [part for part in parts if values[part] > 0]
        if len(filled) == 1 and values[total] == values[filled[0]]:
            pairs.append((total, filled[0]))
    n = len(values)
    rows, columns = np.array(pairs, dtype=int).reshape(-1, 2).T
    return connected_components(sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(n, n)))[1]


def _read_lines(values, same: np.ndarray, equations) -> list[tuple[int, tuple[int, ...], int]]:
    """Bring equations to distinct counts; the sign says whether the total is the sum (0), more (1) or less (-1)."""
    lines = set()
    for total, parts in equations:
        filled = [part for part in parts if values[part] > 0]
        if not filled or not values[total] > 0:
            continue
        own = tuple(sorted({int(same[part]) for part in filled}))
        if own != (int(same[total]),):
            lines.add((int(same[total]), own, int(np.sign(values[total] - sum(values[filled])))))
    return sorted(lines)


def _add_rests(lines: list, count: np.ndarray) -> tuple[list, np.ndarray]:
    """Make what a total has over its parts a count of its own: persons in none of the published categories.

    Whoever subtracts finds them, so they are protected as any others; that there are any is not known.
    """
    rests, added = [], list(count)
    for total, parts, sign in lines:
        if sign > 0:
            rests.append((total, (*parts, len(added)), 0))
            added.append(count[total] - sum(count[part] for part in parts))
        else:
            rests.append((total, parts, sign))
    return rests, np.array(added)


def _tie(lines, n: int) -> sparse.csr_array:
    """Write the equations as rows that add up to zero; what a total lacks is a loose column."""
    rows, columns, signs = [], [], []
    row, column = 0, n

    def write(entries):
        nonlocal row
        for place, sign in entries:
            rows.append(row)
            columns.append(place)
            signs.append(float(sign))
        row += 1

    for total, parts, sign in lines:
        left = [(total, -1)]
        if sign:
            left.append((column, sign))
            column += 1
        write([*left, *((part, 1) for part in parts)])
        if sign < 0:
            for part in parts:
                write([(total, -1), (part, 1), (column, 1)])
                column += 1
    return sparse.csr_array((signs, (rows, columns)), shape=(row, column))


def _gather(what: np.ndarray, cells: np.ndarray, size: int, by) -> np.ndarray:
    """Bring what is said of counts to distinct cells."""
    found = np.zeros(size, dtype=what.dtype)
    by.at(found, cells[cells >= 0], what[cells >= 0])
    return found


def link_counts(
    values: np.ndarray, equations: list, must_show: np.ndarray, must_hide: np.ndarray, threshold: int
) -> list[System]:
    """Make linked systems of counts, one for each set of counts that equations tie together.

    Parameters
    ----------
    values : numpy.ndarray
        Counts; zeros are shown and known.
    equations : list of (int, list of int)
        From `list_equations`.
    must_show, must_hide : numpy.ndarray of bool
        What earlier releases showed and hid.
    threshold : int

    Returns
    -------
    list of System
        ``cells`` of each says for each count its distinct cell, -1 for what is not in the system.
    """
    same = _find_same(values, equations)
    lines = _read_lines(values, same, equations)
    n_published = int(same.max(initial=-1)) + 1
    count = np.zeros(n_published)
    np.maximum.at(count, same, values)
    lines, count = _add_rests(lines, count)
    n = len(count)
    ends = [(total, part) for total, parts, _ in lines for part in parts]
    rows, columns = np.array(ends, dtype=int).reshape(-1, 2).T
    group = connected_components(sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(n, n)))[1]
    is_small = (count > 0) & (count < threshold)
    systems = []
    for number in np.unique(group[is_small]):
        own = np.flatnonzero(group == number)
        place = np.full(n, -1)
        place[own] = np.arange(len(own))
        inside = [
            (int(place[total]), tuple(int(place[part]) for part in parts), sign)
            for total, parts, sign in lines
            if place[total] >= 0
        ]
        cells = np.where(values > 0, place[same], -1)

        size = len(own)
        was_shown = _gather(must_show, cells, size, np.logical_or)
        systems.append(
            System(
                cells=cells,
                values=count[own],
                costs=_gather(np.ones(len(values)), cells, size, np.add),
                least=(own < n_published).astype(int),
                must_show=was_shown,
                must_hide=_gather(must_hide, cells, size, np.logical_or)
                | (is_small[own] & ~was_shown)
                | (own >= n_published),
                is_small=is_small[own] & ~was_shown,
                base=sparse.eye_array(len(own), format="csr"),
                ties=_tie(inside, len(own)),
                lines=[
                    (total, np.array(parts)) for total, parts, sign in inside if not sign and len(parts) > 1
                ],
            )
        )
    return systems


def publish_counts(system: System, hidden: np.ndarray, asked: Requirements, threshold: int) -> Publication:
    """Say what a reader gets of a system of counts."""
    n = system.size
    return Publication(
        starts=np.arange(n + 1, dtype=np.int64),
        members=np.arange(n, dtype=np.int64),
        shown=np.where(hidden, np.nan, system.values),
        least=system.least,
        is_small=system.is_small,
        floor=asked.floor,
        threshold=threshold,
        n_base=system.ties.shape[1],
        ties=(
            system.ties.indptr.astype(np.int64),
            system.ties.indices.astype(np.int64),
            system.ties.data.astype(np.int64),
        ),
    )
