"""How many organizations were due in each unit and period, and how many are complete."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import ANY, Arrivals
from ctip_analysis.frames import RECORD_COLUMNS
from ctip_analysis.indicators.adding import add_sets
from ctip_analysis.indicators.places import Places
from ctip_analysis.indicators.timeline import Timeline

__all__ = ["Counts", "DueGrid", "count_due", "count_own_reports", "spread_due"]


@dataclass(frozen=True)
class Counts:
    """Who was due and who came, for each unit and period; the arrays are of units by periods.

    ``complete`` counts the organizations that sent every report due from them, ``came`` the reports received.
    """

    expected: np.ndarray
    complete: np.ndarray
    reports: np.ndarray
    came: np.ndarray


@dataclass(frozen=True)
class DueGrid:
    """The reports that were due, and those that came though none was.

    ``listed`` says by quarter, organization and unit what the pack lists as due; ``owed`` by table the organizations
    that are due with it; ``came`` by table, quarter and organization which reports came whole; ``spoken`` by table in
    which units those speak that were not due.
    """

    organizations: list[str]
    listed: np.ndarray
    owed: dict[str, np.ndarray]
    came: dict[str, np.ndarray]
    spoken: dict[str, np.ndarray]

    def find_due(self, table: str) -> tuple[np.ndarray, np.ndarray]:
        """Give what was due with a table or came without being due, by quarter, organization and unit; and what came."""
        nothing = np.zeros(self.listed.shape[:2], dtype=bool)
        due = self.listed & self.owed.get(table, self.owed[ANY])[:, None]
        return due | self.spoken.get(table, np.False_), self.came.get(table, nothing)


def _spread_units(cells: np.ndarray, places: Places) -> np.ndarray:
    """Mark the units that hold any of the marked provinces: one report speaks of all its provinces, and is one.

    Of organizations by provinces by quarters it makes quarters by organizations by units.
    """
    units = add_sets(cells, places.holds, axis=1) > 0
    return np.ascontiguousarray(np.moveaxis(units, 2, 0))


def spread_due(
    due: pd.DataFrame,
    arrivals: Arrivals,
    tables_due: dict[str, set[str] | None],
    timeline: Timeline,
    places: Places,
) -> DueGrid:
    """Spread the reports that were due and those that came over organizations, units and quarters.

    Parameters
    ----------
    due : pandas.DataFrame
        From `list_due_reports`.
    arrivals : Arrivals
    tables_due : dict
        From `list_tables_due`.
    timeline : Timeline
    places : Places
    """
    organizations = sorted({*due["organization"].tolist()})
    lists = organizations, [*places.provinces, ""], timeline.quarters
    numbers = [{name: place for place, name in enumerate(own)} for own in lists]
    listed = _mark_listed(due, numbers)
    is_due, is_empty = listed.any(axis=1), ~listed.any(axis=0)
    owed = {table: _mark_owed(organizations, table, tables_due) for table in (ANY, *RECORD_COLUMNS)}
    came, spoken = _mark_came(arrivals, numbers), {}
    for table, own in came.items():
        # Of one that was due, only places where nobody was: a row in a wrong place adds nobody to those due there.
        is_own = is_due & owed.get(table, owed[ANY])[:, None]
        cells = _mark_spoken(arrivals, table, numbers) & own[:, None, :]
        spoken[table] = _spread_units(cells & (~is_own[:, None, :] | is_empty), places)
    came = {table: np.ascontiguousarray(own.T) for table, own in came.items()}
    return DueGrid(organizations, _spread_units(listed, places), owed, came, spoken)


def _mark_listed(due: pd.DataFrame, numbers: list[dict[str, int]]) -> np.ndarray:
    """Mark organization, province and quarter of the reports that are listed as due, an unknown province last."""
    organizations, provinces, quarters = numbers
    listed = np.zeros([len(own) for own in numbers], dtype=bool)
    columns = (due[name].tolist() for name in ("organization", "province", "period", "is_listed"))
    for organization, province, quarter, is_listed in zip(*columns, strict=True):
        if is_listed == "yes":
            place = provinces.get(province, len(provinces) - 1)
            listed[organizations[organization], place, quarters[quarter]] = True
    return listed


def _mark_came(arrivals: Arrivals, numbers: list[dict[str, int]]) -> dict[str, np.ndarray]:
    """Mark by table the organizations and quarters whose report came whole."""
    organizations, _, quarters = numbers
    tables = {ANY}.union(*arrivals.tables.values())
    came = {table: np.zeros((len(organizations), len(quarters)), dtype=bool) for table in tables}
    for (organization, quarter), own in arrivals.tables.items():
        if organization in organizations and quarter in quarters:
            for table in own:
                came[table][organizations[organization], quarters[quarter]] = True
    return came


def _mark_spoken(arrivals: Arrivals, table: str, numbers: list[dict[str, int]]) -> np.ndarray:
    """Mark organization, province and quarter of which rows of a table speak, an unknown province last."""
    cells = np.zeros([len(own) for own in numbers], dtype=bool)
    if table in arrivals.spoken:
        lists = arrivals.organizations, arrivals.provinces, arrivals.quarters
        missing = (-1, len(numbers[1]) - 1, -1)
        own = [
            np.array([number.get(name, nothing) for name in names], dtype=np.int64)
            for number, names, nothing in zip(numbers, lists, missing, strict=True)
        ]
        organization, quarter, province = arrivals.spoken[table].nonzero()
        found = own[0][organization], own[1][province], own[2][quarter]
        is_kept = (found[0] >= 0) & (found[2] >= 0)
        cells[tuple(place[is_kept] for place in found)] = True
    return cells


def _mark_owed(organizations: list[str], table: str, tables_due: dict[str, set[str] | None]) -> np.ndarray:
    """Mark the organizations that are due with a table."""
    owed = [tables_due.get(name) for name in organizations]
    return np.array([table == ANY or tables is None or table in tables for tables in owed], dtype=bool)


def count_due(grid: DueGrid, table: str, timeline: Timeline, *, at_end: bool = False) -> Counts:
    """Count, for each unit and period, the organizations due with a table and those complete.

    Parameters
    ----------
    grid : DueGrid
    table : str
        The table of records; "" for any report at all.
    timeline : Timeline
    at_end : bool
        Whether only the report of the quarter counts in which a period ends.

    Returns
    -------
    Counts
        An organization that reported though it was not due counts as due and complete: who reports is never more
        than who is expected.
    """
    due, came = grid.find_due(table)
    spoken = np.arange(len(timeline.quarters)) == timeline.last[:, None] if at_end else timeline.due
    reports, missing = (add_sets(cells, spoken) for cells in (due, due & ~came[:, :, None]))
    is_any = reports > 0
    found = is_any.sum(axis=1), (is_any & (missing == 0)).sum(axis=1), reports.sum(axis=1)
    return Counts(*(np.ascontiguousarray(own.T) for own in (*found, found[2] - missing.sum(axis=1))))


def count_own_reports(
    grid: DueGrid, timeline: Timeline, *, table: str = ANY
) -> tuple[np.ndarray, np.ndarray]:
    """Say for each organization and period whether a report was due with a table, and whether all that were due came."""
    due, came = grid.find_due(table)
    is_due = due.any(axis=2)
    reports, missing = (add_sets(cells, timeline.due) for cells in (is_due, is_due & ~came))
    return reports.T > 0, missing.T == 0
