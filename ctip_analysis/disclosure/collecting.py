"""Tables and earlier releases -> everything published, over one set of base cells."""

from dataclasses import dataclass, replace

import numpy as np

from ctip_analysis.disclosure.dimensions import Dimension, find_lines
from ctip_analysis.disclosure.ledger import Entry, describe_cover, fingerprint, renumber_base
from ctip_analysis.disclosure.linking import Published

__all__ = ["Collection", "collect"]


@dataclass(frozen=True)
class Collection:
    """Everything published, and where each table's rows stand in it.

    Attributes
    ----------
    published : Published
    places : dict of str to numpy.ndarray of int
        For each table the published cell of each row.
    covers : list of str
        Of the cells of this release, as the ledger writes them; they come first among the published cells.
    """

    published: Published
    places: dict
    covers: list


class _Grid:
    """Base cells: the leaves of every dimension that anything published uses, crossed."""

    def __init__(self, leaves: dict[str, set[str]]):
        self.leaves = {name: sorted(own) for name, own in sorted(leaves.items())}
        self.number = {name: {leaf: i for i, leaf in enumerate(own)} for name, own in self.leaves.items()}
        self.shape = tuple(len(own) for own in self.leaves.values())
        self.size = int(np.prod(self.shape))

    def cover(self, covers: dict) -> np.ndarray:
        """List the base cells of a cell; a dimension that it does not name is covered whole."""
        axes = [
            np.sort([self.number[name][leaf] for leaf in covers[name]])
            if name in covers
            else np.arange(len(own))
            for name, own in self.leaves.items()
        ]
        return np.ravel_multi_index(np.ix_(*axes), self.shape).ravel()


def _number_members(grid: _Grid, owns: list[dict]) -> tuple[list, np.ndarray]:
    """Number the members of each dimension, every leaf among them, and say of each cell which it has."""
    members, places = [], []
    for name, leaves in grid.leaves.items():
        known = {frozenset(own[name]) for own in owns} | {frozenset([leaf]) for leaf in leaves}
        covers = sorted((len(own), sorted(grid.number[name][leaf] for leaf in own)) for own in known)
        number = {tuple(own): at for at, (_, own) in enumerate(covers)}
        place_of = {own: number[tuple(sorted(grid.number[name][leaf] for leaf in own))] for own in known}
        members.append([np.array(own) for _, own in covers])
        places.append([place_of[own[name]] for own in owns])
    return members, np.array(places).T


def _make_grid(used: dict[str, Dimension], entries: list[Entry]) -> _Grid:
    leaves = {name: set(dimension.whole) for name, dimension in used.items()}
    for entry in entries:
        for name, own in entry.cover.items():
            leaves.setdefault(name, set()).update(own)
    return _Grid(leaves)


def collect(
    read: dict,
    dimensions: dict[str, Dimension],
    costs: dict[str, np.ndarray],
    *,
    threshold: int,
    zeros_shown: bool,
    entries: list[Entry],
    must_show: dict[str, np.ndarray],
) -> Collection:
    """Collect this release's tables and the earlier releases.

    Parameters
    ----------
    read : dict
        From `require_tables`.
    dimensions : dict of str to Dimension
    costs : dict of str to numpy.ndarray
        For each table what hiding each row costs.
    threshold : int
    zeros_shown : bool
    entries : list of Entry
        From `read_ledger`.
    must_show : dict of str to numpy.ndarray of bool
        For each table the rows that are never hidden.

    Returns
    -------
    Collection
    """
    names_used = {name for names, _, _ in read.values() for name in names}
    used = {name: dimensions[name] for name in sorted(names_used)}
    grid = _make_grid(used, entries)
    cells = _list_cells(read, used, dimensions, costs, must_show)
    known = {text: grid.cover(own) for text, own in zip(cells.texts, cells.owns, strict=True)}
    covers, old, n_base = [known[text] for text in cells.texts], [], grid.size
    if entries:
        covers, old, n_base = _renumber(grid, covers, cells.texts, np.array(cells.values), entries)
    published = _publish(cells, covers, old, n_base, threshold=threshold, zeros_shown=zeros_shown)
    if not entries:
        members, places = _number_members(grid, cells.owns)
        published = replace(published, members=members, places=places)
    return Collection(published, cells.places, cells.texts)


@dataclass(frozen=True)
class _Cells:
    """The cells of this release, table after table, and the sums between them."""

    owns: list[dict]
    texts: list[str]
    values: list[float]
    costs: list[float]
    must_show: list[bool]
    lines: list[tuple]
    places: dict


def _list_cells(
    read: dict,
    used: dict[str, Dimension],
    dimensions: dict[str, Dimension],
    costs: dict[str, np.ndarray],
    must_show: dict[str, np.ndarray],
) -> _Cells:
    """List the cells in the order of names and codes, whatever that of tables and rows: the pattern depends on it."""
    cells, known = _Cells([], [], [], [], [], [], {}), set()
    for table, (names, keys, counts) in sorted(read.items(), key=lambda item: str(item[0])):
        start, order = len(cells.texts), sorted(range(len(keys)), key=keys.__getitem__)
        place = {keys[row]: start + rank for rank, row in enumerate(order)}
        cells.places[table] = np.array([place[key] for key in keys])
        for row in order:
            member = dict(zip(names, keys[row], strict=True))
            own = {n: d.leaves[member[n]] if n in member else d.whole for n, d in used.items()}
            text = describe_cover(own)
            cells.owns.append(own)
            cells.texts.append(text)
            # A cell of several tables costs once.
            cells.costs.append(0.0 if text in known else float(costs[table][row]))
            known.add(text)
        cells.values.extend(counts[order].tolist())
        cells.must_show.extend(must_show[table][order].tolist())
        cells.lines.extend(
            (place[total], [place[part] for part in parts])
            for total, parts in find_lines(names, set(keys), dimensions)
        )
    return cells


def _publish(
    cells: _Cells, covers: list, old: list, n_base: int, *, threshold: int, zeros_shown: bool
) -> Published:
    """Put the cells of this release and those of earlier ones together."""
    counts = np.array(cells.values)
    is_small = (counts < threshold) & ((counts > 0) | (not zeros_shown))
    old_values = np.array([entry.value for entry, _ in old], dtype=float)
    old_least = np.array([entry.least for entry, _ in old], dtype=int)
    return Published(
        covers=[*covers, *(members for _, members in old)],
        values=np.concatenate([counts, old_values]),
        costs=np.concatenate([cells.costs, np.zeros(len(old))]),
        least=np.concatenate([np.full(len(counts), int(zeros_shown)), old_least]),
        must_show=np.concatenate([np.array(cells.must_show, dtype=bool), ~np.isnan(old_values)]),
        must_hide=np.concatenate([is_small, np.isnan(old_values)]),
        is_small=np.concatenate([is_small, np.array([entry.is_small for entry, _ in old], dtype=bool)]),
        lines=cells.lines,
        n_base=n_base,
    )


def _renumber(grid: _Grid, covers, texts, counts, entries: list[Entry]):
    """Number base cells anew from release to release where they were revised."""
    by_release: dict[int, list[tuple[Entry, np.ndarray]]] = {}
    for entry in entries:
        by_release.setdefault(entry.release, []).append((entry, np.sort(grid.cover(entry.cover))))
    releases = [
        {describe_cover(entry.cover): (members, entry.fingerprint) for entry, members in by_release[number]}
        for number in sorted(by_release)
    ]
    releases.append(
        {text: (cover, fingerprint(text, n)) for text, cover, n in zip(texts, covers, counts, strict=True)}
    )
    numbers, n_base = renumber_base(releases, grid.size)
    old: dict[tuple, tuple[Entry, np.ndarray]] = {}
    for number, own in zip(sorted(by_release), numbers, strict=False):
        for entry, members in by_release[number]:
            renumbered = np.sort(own[members])
            old.setdefault((renumbered.tobytes(), np.isnan(entry.value)), (entry, renumbered))
    return [np.sort(numbers[-1][cover]) for cover in covers], list(old.values()), n_base
