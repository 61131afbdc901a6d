"""Dimensions and tables of counts as they are given: understood, and every fault named before anything is computed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.errors import DisclosureError

__all__ = ["Dimension", "find_lines", "name_cell", "read_dimensions", "require_tables"]

FAULTS_SHOWN = 40
#: How far a total may be from the sum of its parts where counts are no whole numbers, which is a fault of its own.
ROUNDING = 1e-6
#: Above this the numbers of a computer skip whole numbers.
LARGEST = 2**53


@dataclass(frozen=True)
class Dimension:
    """A dimension: its totals with their parts, and the leaves that each member covers."""

    name: str
    parts: dict[str, tuple[str, ...]]
    leaves: dict[str, frozenset[str]]

    @property
    def whole(self) -> frozenset[str]:
        """All leaves."""
        return frozenset().union(*self.leaves.values())


def _cover_leaves(parts: dict, member: str, above: tuple, faults: list[str], name: str) -> frozenset:
    if member in above:
        faults.append(f"dimension {name}: {member} is among its own parts")
        return frozenset()
    if member not in parts:
        return frozenset([member])
    below = [_cover_leaves(parts, part, (*above, member), faults, name) for part in parts[member]]
    covered = frozenset().union(*below)
    if sum(map(len, below)) != len(covered):
        faults.append(f"dimension {name}: the parts of {member} overlap, so they do not add up to it")
    return covered


def _read_dimension(name: str, given, faults: list[str]) -> Dimension | None:
    if not isinstance(given, Mapping) or not given:
        faults.append(f'dimension {name} has no total: write {{"total": ["part", "part"]}}')
        return None
    parts: dict[str, tuple[str, ...]] = {}
    for total, own in given.items():
        if isinstance(own, str) or not len(own):
            faults.append(f"dimension {name}: the parts of {total} are to be a list with at least one code")
            return None
        parts[str(total)] = tuple(map(str, own))
    before = len(faults)
    members = sorted({*parts, *(part for own in parts.values() for part in own)})
    leaves = {member: _cover_leaves(parts, member, (), faults, name) for member in members}
    if len(faults) > before:
        return None
    whole = frozenset().union(*leaves.values())
    if whole not in leaves.values():
        faults.append(f"dimension {name} has no total: none of {', '.join(parts)} holds all the others")
        return None
    return Dimension(name, parts, leaves)


def read_dimensions(dimensions: Mapping, faults: list[str]) -> dict[str, Dimension]:
    """Read each total and its parts; what is wrong is added to the faults."""
    if not isinstance(dimensions, Mapping):
        faults.append('dimensions is to be a mapping, as {"sex": {"total": ["female", "male"]}}')
        return {}
    found = {str(name): _read_dimension(str(name), given, faults) for name, given in dimensions.items()}
    return {name: found[name] for name in sorted(found) if found[name] is not None}


def name_cell(table: str, names: list[str], cell: tuple) -> str:
    """Name a cell by its table and the members that it counts."""
    return f"{table}: " + ", ".join(f"{name} {member}" for name, member in zip(names, cell, strict=True))


def find_lines(names: list[str], cells: set[tuple], dimensions: dict[str, Dimension]) -> list[tuple]:
    """List the equations of a table: each total of a dimension with its parts, the other dimensions held.

    Where a level is left out, its parts stand for it. Returns pairs of a cell and the list of its parts.
    """
    present = {name: {cell[place] for cell in cells} for place, name in enumerate(names)}
    lines = []
    for place, name in enumerate(names):
        parts = dimensions[name].parts
        known = {total: _present_parts(total, parts, present[name]) for total in parts}
        for cell in sorted(cells):
            found = known.get(cell[place])
            if found:
                line = [(*cell[:place], part, *cell[place + 1 :]) for part in found]
                if all(part in cells for part in line):
                    lines.append((cell, line))
    return lines


def _present_parts(total: str, parts: dict, present: set[str]) -> list[str] | None:
    found: list[str] = []
    for part in parts[total]:
        below = [part] if part in present else _present_parts(part, parts, present) if part in parts else None
        if below is None:
            return None
        found += below
    return found


def _check_columns(
    table: str, frame, dimensions, value: str, weights: str | None, faults: list[str]
) -> list[str] | None:
    if not isinstance(frame, pd.DataFrame):
        faults.append(f"{table} is to be a DataFrame, and is a {type(frame).__name__}")
        return None
    if not frame.columns.is_unique:
        faults.append(f"{table}: a column stands twice")
        return None
    if weights is not None and weights not in frame.columns:
        faults.append(f"{table} has no column {weights}")
    before = len(faults)
    if value not in frame.columns:
        faults.append(f"{table} has no column {value}")
    names = [column for column in frame.columns if column not in (value, weights)]
    unknown = [str(column) for column in names if str(column) not in dimensions]
    faults += [f"{table}: the column {column} is no dimension with a total" for column in unknown]
    if not names and len(faults) == before:
        faults.append(f"{table} has no column of a dimension")
    if not len(frame):
        faults.append(f"{table} has no rows")
    return sorted(map(str, names)) if len(faults) == before else None


def _check_weights(table: str, frame: pd.DataFrame, weights: str, names, keys, faults: list[str]) -> None:
    numbers = pd.to_numeric(frame[weights], errors="coerce").astype("float64").to_numpy()
    wrong = {"has no weight": ~np.isfinite(numbers), "has a negative weight": numbers < 0}
    for what, where in wrong.items():
        faults += [f"{name_cell(table, names, keys[row])} {what}" for row in np.flatnonzero(where)]


def _check_counts(table: str, frame: pd.DataFrame, value: str, names, keys, faults: list[str]) -> np.ndarray:
    numbers = pd.to_numeric(frame[value], errors="coerce").astype("float64").to_numpy()
    numbers = np.where(frame[value].map(lambda n: isinstance(n, (str, bool))).to_numpy(bool), np.nan, numbers)
    wrong = {
        "has no number": ~np.isfinite(numbers),
        "has a negative count": np.isfinite(numbers) & (numbers < 0),
        "has a count that is no whole number": np.isfinite(numbers) & (numbers != np.floor(numbers)),
        f"has a count above {LARGEST}, where whole numbers cannot be told apart": np.isfinite(numbers)
        & (numbers > LARGEST),
    }
    for what, where in wrong.items():
        faults += [f"{name_cell(table, names, keys[row])} {what}" for row in np.flatnonzero(where)]
    return numbers


def _check_members(table: str, names, keys, dimensions, faults: list[str]) -> None:
    for place, name in enumerate(names):
        known, present = dimensions[name], {key[place] for key in keys}
        unknown = sorted(present - set(known.leaves))
        faults += [f"{table}: {name} has no member {member}" for member in unknown]
        present -= set(unknown)
        for total, parts in known.parts.items():
            absent = sorted(set(parts) - present)
            if absent and set(parts) & present:
                faults += [f"{table}: {name} {part}, a part of {total}, is missing" for part in absent]
        covers = [known.leaves[member] for member in present]
        if covers and frozenset().union(*covers) not in covers:
            faults.append(f"{table}: {name} has no total over {', '.join(sorted(present))}")


def _check_cells(table: str, names, keys, faults: list[str]) -> None:
    seen: set[tuple] = set()
    for key in keys:
        if key in seen:
            faults.append(f"{name_cell(table, names, key)} stands twice")
        seen.add(key)
    members = [sorted({key[place] for key in seen}) for place in range(len(names))]
    if np.prod([len(m) for m in members], dtype=float) > len(seen):
        grid = pd.MultiIndex.from_product(members)
        absent = [cell for cell in grid.to_flat_index() if tuple(cell) not in seen]
        faults += [f"{name_cell(table, names, cell)} is missing" for cell in absent]


def _check_sums(table: str, names, counts: dict[tuple, float], dimensions, faults: list[str]) -> None:
    for total, parts in find_lines(names, set(counts), dimensions):
        if abs(counts[total] - sum(counts[part] for part in parts)) > ROUNDING:
            faults.append(f"{name_cell(table, names, total)} is not the sum of its parts")


def _check_agreement(read: dict, dimensions: dict[str, Dimension], faults: list[str]) -> None:
    seen: dict[tuple, tuple[str, float]] = {}
    for table, (names, keys, counts) in read.items():
        for key, count in zip(keys, counts, strict=True):
            covers = {name: dimensions[name].leaves[member] for name, member in zip(names, key, strict=True)}
            same = tuple(sorted((n, tuple(sorted(c))) for n, c in covers.items() if c != dimensions[n].whole))
            other, first = seen.setdefault(same, (table, count))
            if first != count:
                faults.append(f"{name_cell(table, names, key)} is another count than in {other}")


def require_tables(
    tables: Mapping, dimensions: dict[str, Dimension], *, value: str, weights: str | None, faults: list[str]
) -> dict[str, tuple[list[str], list[tuple], np.ndarray]]:
    """Read the tables, or raise one error that lists every fault.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
    dimensions : dict of str to Dimension
    value : str
        The column of counts.
    weights : str or None
        A column of weights, where the cost of hiding is the user's own.
    faults : list of str
        Those found so far.

    Returns
    -------
    dict
        For each table the names of its dimensions, sorted; the members of each row; the counts.

    Raises
    ------
    DisclosureError
    """
    read = {}
    given = dict(tables) if isinstance(tables, Mapping) else {}
    if not given:
        faults.append("tables is to be a mapping of names to DataFrames, with at least one")
    for table, frame in given.items():
        names = _check_columns(str(table), frame, dimensions, value, weights, faults)
        if names is None:
            continue
        by_name = {str(column): column for column in frame.columns}
        columns = [frame[by_name[name]].astype(object).map(str).tolist() for name in names]
        keys = list(zip(*columns, strict=True))
        counts = _check_counts(str(table), frame, value, names, keys, faults)
        if weights is not None and weights in frame.columns:
            _check_weights(str(table), frame, weights, names, keys, faults)
        _check_members(str(table), names, keys, dimensions, faults)
        known = {
            key: count
            for key, count in zip(keys, counts, strict=True)
            if all(member in dimensions[name].leaves for name, member in zip(names, key, strict=True))
        }
        _check_cells(str(table), names, [key for key in keys if key in known], faults)
        _check_sums(str(table), names, known, dimensions, faults)
        read[table] = (names, keys, counts)
    if not faults:
        _check_agreement(read, dimensions, faults)
    if faults:
        listed = "\n".join(f"- {fault}" for fault in faults[:FAULTS_SHOWN])
        more = f"\n- and {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
        raise DisclosureError(
            f"The tables cannot be protected as they are. Mend these and try again:\n{listed}{more}"
        )
    return read
