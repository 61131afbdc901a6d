"""Protect linked tables of counts: small counts hidden, and as few others as it takes that none can be worked out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ctip_analysis.disclosure.auditing_record import describe_audit
from ctip_analysis.disclosure.collecting import Collection, collect
from ctip_analysis.disclosure.dimensions import (
    name_cell,
    read_dimensions,
    require_tables,
)
from ctip_analysis.disclosure.ledger import extend_ledger, read_ledger
from ctip_analysis.disclosure.proof import hash_frame
from ctip_analysis.disclosure.solving import Solution, solve, tell_revealing
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


def _weigh(read: dict, tables: Mapping, cost: str) -> dict[str, np.ndarray]:
    choices = {
        "cells": lambda table, counts: np.ones(len(counts)),
        "values": lambda table, counts: counts.astype(float),
    }
    choose = choices.get(cost, lambda table, counts: tables[table][cost].to_numpy(dtype=float))
    return {table: choose(table, counts) for table, (_, _, counts) in read.items()}


def _read_never_hidden(never_hide, dimensions: dict, faults: list[str]) -> list[dict[str, str]]:
    """Read which cells are never hidden; what is wrong is added to the faults."""
    is_list = isinstance(never_hide, Iterable) and not isinstance(never_hide, (str, Mapping))
    given = list(never_hide) if is_list else [None]
    if not all(isinstance(one, Mapping) for one in given):
        faults.append('never_hide is to be a list of mappings, as [{"province": "KG"}]')
        return []
    wanted = [{str(name): str(member) for name, member in one.items()} for one in given]
    faults += [
        f"never_hide: {name} {member} is no member of a dimension"
        for one in wanted
        for name, member in one.items()
        if name not in dimensions or member not in dimensions[name].leaves
    ]
    return wanted


def _match_never_hidden(wanted: list[dict], read: dict, dimensions, is_small: Callable) -> dict:
    """Find the rows that are never hidden; a small count among them is refused."""
    matched, small = {}, []
    whole = {name: dimension.whole for name, dimension in dimensions.items()}
    for table, (names, keys, counts) in read.items():
        rows = np.zeros(len(keys), dtype=bool)
        for row, key in enumerate(keys if wanted else ()):
            own = whole | {n: dimensions[n].leaves[m] for n, m in zip(names, key, strict=True)}
            rows[row] = any(all(own[n] == dimensions[n].leaves[m] for n, m in one.items()) for one in wanted)
            if rows[row] and is_small(counts[row]):
                small.append(f"never_hide: {name_cell(table, names, key)} is a small count")
        matched[table] = rows
    if small:
        raise DisclosureError(
            "What is never to be hidden cannot be so:\n" + "\n".join(f"- {told}" for told in small)
        )
    return matched


def _refuse(solution: Solution, read: dict, places: dict) -> str:
    """Say which small counts nothing can protect."""
    open_cells, told = set(solution.open_cells), []
    named: dict[int, str] = {}
    for table, (names, keys, _) in read.items():
        for row, key in enumerate(keys):
            named.setdefault(int(solution.system.cells[places[table][row]]), name_cell(table, names, key))
    for table, (names, keys, _) in read.items():
        told += [
            name_cell(table, names, key)
            + tell_revealing(
                solution.revealing.get(int(solution.system.cells[places[table][row]]), []), named
            )
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
    never_hide: Iterable[Mapping] = (),
    optimal: bool = False,
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
    never_hide : iterable of mapping
        Cells that are to be shown, each as a member of some dimensions: ``{"province": "KG"}`` is every cell of the
        country, ``{"province": "KG", "sex": "total"}`` its total alone.
    optimal : bool
        True searches until no cheaper pattern is left: seconds for a table of 150 cells, and without an end in sight
        above some 300. By default the search ends early, and the audit's ``bound`` says what no pattern is below.

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
    faults = _check_threshold(threshold)
    known = read_dimensions(dimensions, faults)
    weights = None if cost in ("cells", "values") else cost
    wanted = _read_never_hidden(never_hide, known, faults)
    read = require_tables(tables, known, value=value, weights=weights, faults=faults)
    entries = read_ledger(ledger, threshold)
    found = collect(
        read,
        known,
        _weigh(read, tables, cost),
        threshold=threshold,
        zeros_shown=zeros_shown,
        entries=entries,
        must_show=_match_never_hidden(
            wanted, read, known, lambda count: count < threshold and (count > 0 or not zeros_shown)
        ),
    )
    solution = solve(found.published, threshold, is_optimal=optimal)
    if solution.open_cells:
        raise DisclosureError(_refuse(solution, read, found.places))
    shown = {
        table: _mask(frame, value, solution.hidden[found.places[table]]) for table, frame in tables.items()
    }
    earlier = max((entry.release for entry in entries), default=0)
    return ProtectedTables(
        shown,
        _describe(found, solution, shown, threshold=threshold, zeros_shown=zeros_shown, earlier=earlier),
        _extend(ledger, found, solution.hidden, threshold),
        {
            "publication": solution.publication,
            "witnesses": solution.witnesses,
            "places": found.places,
            "names": {table: (names, keys) for table, (names, keys, _) in read.items()},
            "lines": found.published.lines,
        },
    )


def _check_threshold(threshold) -> list[str]:
    is_whole = isinstance(threshold, (int, np.integer)) and not isinstance(threshold, bool)
    return [] if is_whole and threshold >= 1 else ["threshold is to be a whole number of at least 1"]


def _mask(frame: pd.DataFrame, value: str, hidden: np.ndarray) -> pd.DataFrame:
    """Take the hidden counts out of a table and say of each row whether it is shown."""
    counts = np.where(hidden, np.nan, frame[value].astype("float64"))
    return frame.assign(**{value: counts, "status": np.where(hidden, "suppressed", "shown")})


def _extend(ledger, found: Collection, hidden: np.ndarray, threshold: int) -> pd.DataFrame:
    """Append this release to the ledger."""
    n, published = len(found.covers), found.published
    return extend_ledger(
        ledger,
        found.covers,
        published.values[:n],
        hidden[:n],
        published.is_small[:n],
        published.least[:n],
        threshold,
    )


def _describe(
    found: Collection, solution: Solution, shown: dict, *, threshold: int, zeros_shown: bool, earlier: int
) -> dict:
    """Describe what was proved of this release."""
    n, published, hidden = len(found.covers), found.published, solution.hidden
    return describe_audit(
        [solution],
        threshold=threshold,
        rows_primary=int(published.is_small[:n].sum()),
        rows_hidden=int(hidden[:n].sum()),
        rows_shown=int((~hidden[:n]).sum()),
        indicators=[str(table) for table in shown],
        earlier=earlier,
        zeros_shown=zeros_shown,
        nothing_shown=[str(table) for table in shown if _is_empty(published, hidden, found.places[table])],
        tables_sha256={str(table): hash_frame(frame) for table, frame in shown.items()},
    )


def _is_empty(published, hidden: np.ndarray, rows: np.ndarray) -> bool:
    """Whether of a table nothing above zero can be shown."""
    return bool((hidden[rows] | (published.values[rows] == 0)).all() and hidden[rows].any())
