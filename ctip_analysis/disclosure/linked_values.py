"""Counts and the sums between them -> linked systems, each as small as it can be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ctip_analysis.disclosure.linking import System
from ctip_analysis.disclosure.requiring import Requirements
from ctip_analysis.disclosure.sums import Sum
from ctip_analysis.disclosure.verifying import Publication

__all__ = ["Line", "LinkedCounts", "link_counts", "publish_counts", "settle_sums"]


@dataclass(frozen=True)
class Line:
    """What a sum says once the counts are known.

    ``sign`` is 0 where the total is the sum of its parts, 1 where it is more and -1 where it is less. What a total
    has over its parts is a count of people to protect, where it is ``of_people``; whether it is a small one, or None
    where the counts tell. ``is_assumed`` where a reader only would take the parts for parts of the total; ``is_late``
    where it joins two systems that are settled one by one before.
    """

    total: int
    parts: tuple[int, ...]
    sign: int
    of_people: bool = True
    is_small: bool | None = None
    is_assumed: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class LinkedCounts:
    """Counts of this and of earlier releases, and what ties them.

    Attributes
    ----------
    values : numpy.ndarray of float
        Missing where only an earlier release knew them.
    costs : numpy.ndarray of float
    must_show, must_hide, is_small : numpy.ndarray of bool
        What must be shown wins where one count stands in several places.
    is_open : numpy.ndarray of bool
        Whether the count may be shown where it stands; one that may be nowhere is hidden.
    lines : list of Line
    """

    values: np.ndarray
    costs: np.ndarray
    must_show: np.ndarray
    must_hide: np.ndarray
    is_small: np.ndarray
    is_open: np.ndarray
    lines: list[Line]


def settle_sums(values: np.ndarray, sums: Iterable[Sum]) -> list[Line]:
    """Read from the counts what each sum says; parts that are nothing are left out, and what says nothing too."""
    lines: set[Line] = set()
    for one in sums:
        parts = tuple(sorted({part for part in one.parts if values[part] > 0}))
        if not parts or not values[one.total] > 0:
            continue
        sign = int(np.sign(values[one.total] - values[list(parts)].sum()))
        said = Line(one.total, parts, sign, one.of_people, is_assumed=one.is_assumed, is_late=one.is_late)
        if not one.is_whole and sign == 0:
            # That nobody is over is not known: no reader sees that the one is the other.
            lines.add(Line(one.total, parts, 1, of_people=False))
        elif sign >= 0 or len(parts) > 1:
            lines.add(said)
        if sign < 0 and len(parts) > 1:
            # An official table may have a part above its total: no reader expects that, and nothing is known.
            held = [part for part in parts if values[part] <= values[one.total]]
            lines |= {
                replace(said, parts=(part,), sign=1, of_people=False, is_assumed=False) for part in held
            }
    return sorted(
        lines, key=lambda one: (one.total, one.parts, one.sign, one.of_people, one.is_assumed, one.is_late)
    )


def _find_same(n: int, lines: list[Line]) -> np.ndarray:
    """Give counts that are one and the same one number: a total with a single part and nothing over."""
    pairs = [(line.total, line.parts[0]) for line in lines if len(line.parts) == 1 and line.sign == 0]
    rows, columns = np.array(pairs, dtype=int).reshape(-1, 2).T
    return connected_components(sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(n, n)))[1]


def _bring_to_cells(lines: list[Line], same: np.ndarray) -> list[Line]:
    """Bring lines to distinct counts, each once."""
    found: dict[tuple, Line] = {}
    for line in lines:
        total, parts = int(same[line.total]), tuple(sorted({int(same[part]) for part in line.parts}))
        if parts == (total,):
            continue
        key = (total, parts)
        if key not in found or (line.of_people and not found[key].of_people):
            found[key] = replace(line, total=total, parts=parts)
    return [found[key] for key in sorted(found)]


class _Cells:
    """Distinct counts, and after them the rests: persons in a total who are in none of its published parts.

    Whoever subtracts finds them, so they are protected as any others; that there are any is not known.
    """

    def __init__(self, linked: LinkedCounts, same: np.ndarray, lines: list[Line], threshold: int):
        self.n_published = int(same.max(initial=-1)) + 1
        values = np.full(self.n_published, np.nan)
        known = ~np.isnan(linked.values)
        values[same[known]] = linked.values[known]
        small = np.zeros(self.n_published, dtype=bool)
        np.logical_or.at(small, same, linked.is_small)
        rests, is_small, self.lines = [], [], []
        for line in lines:
            if line.sign <= 0 or not line.of_people:
                self.lines.append(line)
                continue
            rest = values[line.total] - values[list(line.parts)].sum()
            self.lines.append(replace(line, parts=(*line.parts, self.n_published + len(rests)), sign=0))
            rests.append(rest)
            is_small.append(0 < rest < threshold if np.isfinite(rest) else bool(line.is_small))
        self.values = np.r_[values, rests]
        self.is_small = np.r_[small, np.array(is_small, dtype=bool)]
        self.n = len(self.values)

    def group(self) -> np.ndarray:
        """Number the sets of counts that lines tie together."""
        ends = [(line.total, part) for line in self.lines for part in line.parts]
        rows, columns = np.array(ends, dtype=int).reshape(-1, 2).T
        graph = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(self.n, self.n))
        return connected_components(graph)[1]


def _tie(lines: list[Line], n: int) -> sparse.csr_array:
    """Write lines as rows that add up to zero; what a total lacks or has over is a loose column."""
    rows, columns, signs = [], [], []
    column = n
    for row, line in enumerate(lines):
        left = [(line.total, -1)]
        if line.sign:
            left.append((column, line.sign))
            column += 1
        entries = [*left, *((part, 1) for part in line.parts)]
        rows += [row] * len(entries)
        columns += [place for place, _ in entries]
        signs += [float(sign) for _, sign in entries]
    return sparse.csr_array((signs, (rows, columns)), shape=(len(lines), column))


def _gather(what: np.ndarray, cells: np.ndarray, size: int, by) -> np.ndarray:
    """Bring what is said of counts to distinct cells."""
    found = np.zeros(size, dtype=what.dtype)
    by.at(found, cells[cells >= 0], what[cells >= 0])
    return found


def _make_system(
    linked: LinkedCounts, found: _Cells, own: np.ndarray, lines: list[Line], cells
) -> tuple[System, list[Line]]:
    size = len(own)
    place = np.full(found.n, -1)
    place[own] = np.arange(size)
    lines = [
        replace(line, total=int(place[line.total]), parts=tuple(int(place[part]) for part in line.parts))
        for line in lines
    ]
    was_shown = _gather(linked.must_show, cells, size, np.logical_or)
    is_open = _gather(linked.is_open, cells, size, np.logical_or)
    is_rest = own >= found.n_published
    is_small = found.is_small[own] & ~was_shown
    hidden = _gather(linked.must_hide, cells, size, np.logical_or) | is_rest | ~is_open | is_small
    system = System(
        cells=cells,
        values=found.values[own],
        costs=_gather(linked.costs, cells, size, np.add),
        least=(~is_rest).astype(int),
        must_show=was_shown,
        must_hide=hidden & ~was_shown,
        is_small=is_small,
        base=sparse.eye_array(size, format="csr"),
        ties=_tie(lines, size),
        lines=[(line.total, np.array(line.parts)) for line in lines if not line.sign and len(line.parts) > 1],
    )
    return system, lines


def link_counts(linked: LinkedCounts, threshold: int) -> list[tuple[System, list[Line]]]:
    """Make linked systems of counts, one for each set of counts that lines tie together and that holds a small one.

    Parameters
    ----------
    linked : LinkedCounts
    threshold : int

    Returns
    -------
    list of (System, list of Line)
        ``cells`` of each system says for each count its distinct cell, -1 for what is not in the system; the lines
        are between distinct cells.
    """
    same = _find_same(len(linked.values), linked.lines)
    found = _Cells(linked, same, _bring_to_cells(linked.lines, same), threshold)
    group = found.group()
    lines_of: dict[int, list[Line]] = {}
    for line in found.lines:
        lines_of.setdefault(int(group[line.total]), []).append(line)
    is_counted = np.isnan(linked.values) | (linked.values > 0)
    systems = []
    for number in np.unique(group[found.is_small]):
        own = np.flatnonzero(group == number)
        place = np.full(found.n, -1)
        place[own] = np.arange(len(own))
        cells = np.where(is_counted, place[same], -1)
        systems.append(_make_system(linked, found, own, lines_of.get(int(number), []), cells))
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
