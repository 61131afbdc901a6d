"""One model for everything published: cells are sums over base cells, and cells with the same base cells are one cell.

Hierarchies, linked tables, roll-ups, periods and earlier releases are the same thing here.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ctip_analysis.disclosure.boxing import FREE, Crossing

__all__ = ["TIE", "Published", "System", "link_cells"]

#: Places of all dimensions crossed up to which they are written out.
MOST_PLACES = 500_000
#: All ties together weigh less than this share of the cheapest cell.
TIE = 0.2


@dataclass(frozen=True)
class Published:
    """What is published, as its labels say, before cells that are the same are made one.

    Attributes
    ----------
    covers : list of numpy.ndarray
        For each cell the base cells that it adds up, sorted.
    values : numpy.ndarray of float
        Counts; missing where only an earlier release knew it.
    costs : numpy.ndarray of float
        Of hiding a cell.
    least : numpy.ndarray of int
        What a reader knows a hidden cell to be at least: 1 where zeros are shown, else 0.
    must_show, must_hide, is_small : numpy.ndarray of bool
    lines : list of (int, list of int)
        Equations between cells: a total and its parts.
    n_base : int
    members : list of list of numpy.ndarray of int
        For each dimension its members, leaves and totals, as the leaves that they cover.
    places : numpy.ndarray of int or None
        For each cell its member of each dimension; None where base cells are not those of one crossing.
    """

    covers: list
    values: np.ndarray
    costs: np.ndarray
    least: np.ndarray
    must_show: np.ndarray
    must_hide: np.ndarray
    is_small: np.ndarray
    lines: list
    n_base: int
    members: list = ()
    places: np.ndarray | None = None


@dataclass(frozen=True)
class System:
    """Distinct cells of a linked system, what ties them, and what is asked of them.

    Attributes
    ----------
    cells : numpy.ndarray of int
        For each published cell its distinct cell, -1 for a shown zero.
    values, costs, least, must_show, must_hide, is_small : numpy.ndarray
        Of distinct cells.
    base : scipy.sparse.csr_array
        Distinct cells by base cells, 0 and 1.
    ties : scipy.sparse.csr_array
        Equations over distinct cells and then loose base cells (those that are published nowhere alone):
        each row adds up to zero.
    lines : list of (int, numpy.ndarray)
        A total and its parts, as distinct cells.
    columns : numpy.ndarray of int or None
        For each base cell of what is published its column of ``ties``, -1 where it is known to be empty or stands
        in another's place; None where they are one and the same.
    crossing : Crossing or None
        Where the cells stand in all dimensions crossed; None where they do not, or in too many places.
    """

    cells: np.ndarray
    values: np.ndarray
    costs: np.ndarray
    least: np.ndarray
    must_show: np.ndarray
    must_hide: np.ndarray
    is_small: np.ndarray
    base: sparse.csr_array
    ties: sparse.csr_array
    lines: list
    columns: np.ndarray | None = None
    crossing: Crossing | None = None

    @property
    def prices(self) -> np.ndarray:
        """Costs with ties broken, the same on every machine: of equal cells the smaller count is hidden."""
        order = np.lexsort((np.arange(self.size), self.values))
        ranks = np.empty(self.size)
        ranks[order] = np.arange(self.size)
        least = self.costs[self.costs > 0].min(initial=1.0)
        return self.costs + TIE * least * ranks / max(self.size, 1) ** 2

    @property
    def size(self) -> int:
        """How many distinct cells there are."""
        return len(self.values)


def _drop_known_zeros(published: Published) -> list[np.ndarray]:
    """Leave out the base cells that a shown zero tells to be empty."""
    is_empty = np.zeros(published.n_base, dtype=bool)
    shown_zero = (published.values == 0) & ~published.must_hide
    for cell in np.flatnonzero(shown_zero):
        is_empty[published.covers[cell]] = True
    return [cover[~is_empty[cover]] for cover in published.covers]


def _merge(covers: list[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
    found: dict[bytes, int] = {}
    distinct, cells = [], np.full(len(covers), -1)
    for number, cover in enumerate(covers):
        if not len(cover):
            continue
        key = cover.tobytes()
        if key not in found:
            found[key] = len(distinct)
            distinct.append(cover)
        cells[number] = found[key]
    return cells, distinct


def _merge_lines(lines, cells: np.ndarray) -> list[tuple[int, np.ndarray]]:
    merged = {}
    for total, parts in lines:
        own = np.unique(cells[parts])
        own = own[own >= 0]
        if cells[total] >= 0 and len(own) > 1:
            merged[(int(cells[total]), own.tobytes())] = own
    return [(total, own) for (total, _), own in sorted(merged.items(), key=lambda item: item[0])]


def _group_base(covers: list[np.ndarray], n_base: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Make base cells one that no published cell tells apart; say for each that is left where it stands."""
    rows = np.repeat(np.arange(len(covers)), [len(cover) for cover in covers])
    columns = np.concatenate(covers) if covers else np.zeros(0, dtype=int)
    by_base = sparse.csc_array((np.ones(len(rows)), (rows, columns)), shape=(len(covers), n_base))
    groups: dict[bytes, int] = {}
    group_of, first = np.full(n_base, -1), []
    for base in np.flatnonzero(np.diff(by_base.indptr)):
        key = np.sort(by_base.indices[by_base.indptr[base] : by_base.indptr[base + 1]]).tobytes()
        group_of[base] = groups.setdefault(key, len(groups))
        if len(groups) > len(first):
            first.append(base)
    return [np.unique(group_of[cover]) for cover in covers], np.array(first, dtype=int)


def _tie(covers, lines, alone: dict[int, int], loose: dict[int, int]) -> sparse.csr_array:
    """Write each cell as the sum of the fewest others: of parts where there is an equation, else of base cells."""
    shortest: dict[int, np.ndarray] = {}
    for total, parts in lines:
        if total not in shortest or len(parts) < len(shortest[total]):
            shortest[total] = parts
    n = len(covers)
    rows, columns, signs = [], [], []
    row = 0
    for cell, cover in enumerate(covers):
        if len(cover) == 1:
            continue
        parts = shortest.get(cell)
        if parts is None or len(parts) > len(cover):
            parts = [alone[base] if base in alone else n + loose[base] for base in cover]
        rows += [row] * (len(parts) + 1)
        columns += [cell, *parts]
        signs += [-1.0] + [1.0] * len(parts)
        row += 1
    return sparse.csr_array((signs, (rows, columns)), shape=(row, n + len(loose)))


def _cross(published: Published, cells: np.ndarray, columns: np.ndarray) -> Crossing | None:
    """Say where the cells stand in all dimensions crossed."""
    sizes = [len(own) for own in published.members]
    if published.places is None or np.prod([size + 1.0 for size in sizes]) > MOST_PLACES:
        return None
    leaves = []
    for own in published.members:
        is_inside = np.zeros((len(own), max(int(one.max()) for one in own) + 1), dtype=bool)
        for member, covered in enumerate(own):
            is_inside[member, covered] = True
        leaves.append(is_inside)
    found = np.full([size + 1 for size in sizes], FREE)
    alone = [np.flatnonzero(own.sum(axis=1) == 1) for own in leaves]
    # Of one leaf one member, in the order of leaves.
    alone = [own[np.argsort(inside[own].argmax(axis=1))] for own, inside in zip(alone, leaves, strict=True)]
    found[np.ix_(*alone)] = columns.reshape([len(own) for own in alone])
    found[tuple(published.places.T)] = cells
    return Crossing(found, leaves)


def link_cells(published: Published) -> System:
    """Make one system of all that is published.

    Parameters
    ----------
    published : Published

    Returns
    -------
    System
    """
    cells, covers = _merge(_drop_known_zeros(published))
    covers, first = _group_base(covers, published.n_base)
    n_base = len(first)
    lines = _merge_lines(published.lines, cells)
    n = len(covers)
    known = cells >= 0
    own = cells[known]

    def gather(what, start, by):
        """Bring what is said of published cells to distinct ones."""
        gathered = np.full(n, start, dtype=np.asarray(what).dtype)
        by(gathered, own, np.asarray(what)[known])
        return gathered

    values = np.full(n, np.nan)
    has_value = known & ~np.isnan(published.values)
    values[cells[has_value]] = published.values[has_value]
    alone = {int(cover[0]): cell for cell, cover in enumerate(covers) if len(cover) == 1}
    loose = {base: place for place, base in enumerate(b for b in range(n_base) if b not in alone)}
    columns = np.full(published.n_base, -1)
    columns[first] = [alone[b] if b in alone else n + loose[b] for b in range(n_base)]
    lengths = [len(cover) for cover in covers]
    base = sparse.csr_array(
        (
            np.ones(sum(lengths)),
            (np.repeat(np.arange(n), lengths), np.concatenate(covers) if covers else np.zeros(0, dtype=int)),
        ),
        shape=(n, n_base),
    )
    return System(
        cells=cells,
        values=values,
        costs=gather(published.costs, 0.0, np.add.at),
        least=gather(published.least, 0, np.maximum.at),
        must_show=gather(published.must_show, False, np.logical_or.at),
        must_hide=gather(published.must_hide, False, np.logical_or.at),
        is_small=gather(published.is_small, False, np.logical_or.at),
        base=base,
        ties=_tie(covers, lines, alone, loose),
        lines=lines,
        columns=columns,
        crossing=_cross(published, cells, columns),
    )
