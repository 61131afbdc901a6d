"""Protect linked tables of counts: small counts hidden, and as few others as it takes that none can be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ctip_analysis.disclosure.dimensions import (
    Dimension,
    find_lines,
    name_cell,
    read_dimensions,
    require_tables,
)
from ctip_analysis.disclosure.linking import Published
from ctip_analysis.disclosure.solving import Solution, solve
from ctip_analysis.errors import DisclosureError

__all__ = ["ProtectedTables", "protect_tables"]


@dataclass(frozen=True)
class ProtectedTables:
    """Tables of counts of which no small one can be worked out, with the proof.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        The rows that went in, in the same order: the count is missing where hidden, ``status`` is ``shown`` or
        ``suppressed``.
    audit : dict
        What was proved, how, and what was not; plain data, fit for JSON.
    ledger : pandas.DataFrame
        Confidential: what this and the earlier releases published.
    annex : dict
        Confidential: the witness tables.
    """

    tables: dict[str, pd.DataFrame]
    audit: dict
    ledger: pd.DataFrame | None = field(default=None, repr=False)
    annex: dict | None = field(default=None, repr=False)


class _Grid:
    """Base cells: the leaves of every dimension that any table uses, crossed."""

    def __init__(self, dimensions: dict[str, Dimension]):
        self.names = list(dimensions)
        self.leaves = {name: sorted(dimensions[name].whole) for name in self.names}
        self.number = {name: {leaf: i for i, leaf in enumerate(own)} for name, own in self.leaves.items()}
        self.shape = tuple(len(self.leaves[name]) for name in self.names)

    @property
    def size(self) -> int:
        return int(np.prod(self.shape))

    def cover(self, covers: dict[str, frozenset]) -> np.ndarray:
        """List the base cells of a cell; a dimension that it does not name is covered whole."""
        axes = [
            np.sort([self.number[name][leaf] for leaf in covers[name]])
            if name in covers
            else np.arange(len(self.leaves[name]))
            for name in self.names
        ]
        return np.ravel_multi_index(np.ix_(*axes), self.shape).ravel()


def _collect(read: dict, dimensions: dict[str, Dimension], costs: dict, *, threshold: int, zeros_shown: bool):
    used = {name for names, _, _ in read.values() for name in names}
    grid = _Grid({name: dimension for name, dimension in dimensions.items() if name in used})
    covers, values, weights, lines, first = [], [], [], [], {}
    places = {}
    for table, (names, keys, counts) in read.items():
        start = len(covers)
        place = {key: start + row for row, key in enumerate(keys)}
        places[table] = np.arange(start, start + len(keys))
        for row, key in enumerate(keys):
            cover = grid.cover({n: dimensions[n].leaves[m] for n, m in zip(names, key, strict=True)})
            covers.append(cover)
            is_first = first.setdefault(cover.tobytes(), len(covers)) == len(covers)
            weights.append(costs[table][row] if is_first else 0.0)
        values += counts.tolist()
        lines += [
            (place[total], [place[part] for part in parts])
            for total, parts in find_lines(names, set(keys), dimensions)
        ]
    counts = np.array(values)
    is_small = (counts < threshold) & ((counts > 0) | (not zeros_shown))
    published = Published(
        covers=covers,
        values=counts,
        costs=np.array(weights),
        least=np.full(len(counts), int(zeros_shown)),
        must_show=np.zeros(len(counts), dtype=bool),
        must_hide=is_small,
        is_small=is_small,
        lines=lines,
        n_base=grid.size,
    )
    return published, places


def _weigh(read: dict, tables: Mapping, cost: str) -> dict[str, np.ndarray]:
    choices = {
        "cells": lambda table, counts: np.ones(len(counts)),
        "values": lambda table, counts: counts.astype(float),
    }
    choose = choices.get(cost, lambda table, counts: tables[table][cost].to_numpy(dtype=float))
    return {table: choose(table, counts) for table, (_, _, counts) in read.items()}


def _refuse(solution: Solution, read: dict, places: dict) -> str:
    """Say which small counts nothing can protect."""
    open_cells, told = set(solution.open_cells), []
    for table, (names, keys, _) in read.items():
        told += [
            name_cell(table, names, key)
            for row, key in enumerate(keys)
            if int(places[table][row]) in open_cells
        ]
    return (
        "No pattern protects these small counts beside what must be shown:\n"
        + "\n".join(f"- {cell}" for cell in told[:40])
        + "\nPublish a coarser table: merge categories, a year for its quarters, or leave a dimension out."
    )


def protect_tables(
    tables: Mapping[str, pd.DataFrame],
    dimensions: Mapping[str, Mapping],
    value: str = "n",
    *,
    threshold: int = 11,
    zeros_shown: bool = True,
    ledger: pd.DataFrame | None = None,
    cost: str = "cells",
) -> ProtectedTables:
    """Hide small counts, and as few others as it takes that no reader can work a small one out.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        One row a cell, a column for each dimension, a column of counts. A table without a dimension counts all of it.
    dimensions : mapping of str to mapping
        For each dimension each total and its parts; hierarchies may be deeper.
    value : str
        The column of counts.
    threshold : int
        Counts from 1 to one below it are small.
    zeros_shown : bool
        False hides zeros as small counts.
    ledger : pandas.DataFrame, optional
        What earlier releases published: the ``ledger`` of the last result.
    cost : str
        What is kept as small as can be: the number of hidden ``cells``, the sum of their ``values``, or the sum of
        the weights in a column of that name.

    Returns
    -------
    ProtectedTables

    Raises
    ------
    DisclosureError
        With all faults of the input at once; or if the protection cannot be proved.

    Notes
    -----
    From everything published, a reader who knows the structure, that counts are whole numbers and that zeros are
    shown finds that each hidden small count could be as low as its floor (1, or for a margin the number of its
    parts that are not zero) and at least the threshold. The model is that of Fischetti and Salazar-González (2000),
    *Models and algorithms for optimizing cell suppression in tabular data with linear constraints*, JASA 95;
    see also Hundepool et al. (2012), *Statistical Disclosure Control*.

    Examples
    --------
    >>> import pandas as pd
    >>> import ctip_analysis as ctip
    >>> counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [40, 37, 3]})
    >>> protected = ctip.protect_tables({"sex": counts}, {"sex": {"total": ["female", "male"]}}, value="n")
    >>> protected.tables["sex"]
          sex     n      status
    0   total  40.0       shown
    1  female   NaN  suppressed
    2    male   NaN  suppressed
    """
    faults: list[str] = []
    if isinstance(threshold, bool) or not isinstance(threshold, (int, np.integer)) or threshold < 1:
        faults.append("threshold is to be a whole number of at least 1")
    known = read_dimensions(dimensions, faults)
    weights = None if cost in ("cells", "values") else cost
    read = require_tables(tables, known, value=value, weights=weights, faults=faults)
    published, places = _collect(
        read, known, _weigh(read, tables, cost), threshold=threshold, zeros_shown=zeros_shown
    )
    solution = solve(published, threshold)
    hidden, pattern = solution.hidden, solution.pattern
    if solution.open_cells:
        raise DisclosureError(_refuse(solution, read, places))
    shown = {
        table: frame.assign(
            **{
                value: np.where(hidden[places[table]], np.nan, frame[value].astype("float64")),
                "status": np.where(hidden[places[table]], "suppressed", "shown"),
            }
        )
        for table, frame in tables.items()
    }
    audit = {
        "passed": True,
        "threshold": threshold,
        "cells_primary": int((published.is_small).sum()),
        "cells_complementary": int((hidden & ~published.is_small).sum()),
        "cells_shown": int((~hidden).sum()),
        "cost": pattern.cost,
        "bound": pattern.bound,
        "witnesses": len(solution.witnesses),
    }
    return ProtectedTables(
        shown, audit, None, {"publication": solution.publication, "witnesses": solution.witnesses}
    )
