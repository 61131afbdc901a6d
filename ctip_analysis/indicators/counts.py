"""How many organizations were due in each unit and period, and how many are complete."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import ANY
from ctip_analysis.frames import RECORD_COLUMNS
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

    ``listed`` says by organization, unit and quarter what the pack lists as due; ``owed`` by table the organizations
    that are due with it; ``came`` by table, organization and quarter which reports came whole; ``spoken`` by table in
    which units those speak that were not due.
    """

    organizations: list[str]
    listed: np.ndarray
    owed: dict[str, np.ndarray]
    came: dict[str, np.ndarray]
    spoken: dict[str, np.ndarray]

    def find_due(self, table: str) -> tuple[np.ndarray, np.ndarray]:
        """Give what was due with a table or came without being due, by organization, unit and quarter; and what came."""
        nothing = np.zeros((self.listed.shape[0], self.listed.shape[2]), dtype=bool)
        due = self.listed & self.owed.get(table, self.owed[ANY])[:, None, None]
        return due | self.spoken.get(table, np.False_), self.came.get(table, nothing)


def _spread_units(cells: np.ndarray, places: Places) -> np.ndarray:
    """Mark the units that hold any of the marked provinces: one report speaks of all its provinces, and is one."""
    return np.matmul(places.holds, cells.astype("float64")) > 0


def spread_due(
    due: pd.DataFrame,
    arrivals: dict[str, dict[tuple[str, str], frozenset[str]]],
    tables_due: dict[str, set[str] | None],
    timeline: Timeline,
    places: Places,
) -> DueGrid:
    """Spread the reports that were due and those that came over organizations, units and quarters.

    Parameters
    ----------
    due : pandas.DataFrame
        From `list_due_reports`.
    arrivals : dict
        From `find_arrivals`.
    tables_due : dict
        From `list_tables_due`.
    timeline : Timeline
    places : Places
    """
    organizations = sorted({*due["organization"]})
    numbers = tuple(
        {name: place for place, name in enumerate(names)}
        for names in (organizations, [*places.provinces, ""], timeline.quarters)
    )
    is_listed = due["is_listed"].eq("yes")
    reports: dict[tuple[str, str], set[str]] = {}
    columns = (due.loc[is_listed, name].tolist() for name in ("organization", "period", "province"))
    for organization, quarter, province in zip(*columns, strict=True):
        reports.setdefault((organization, quarter), set()).add(province)
    listed, is_due = _mark(reports, numbers)
    is_empty = ~listed.any(axis=0)
    owed = {table: _mark_owed(organizations, table, tables_due) for table in (ANY, *RECORD_COLUMNS)}
    came, spoken = {}, {}
    for table, told in arrivals.items():
        cells, came[table] = _mark(told, numbers)
        # Of one that was due, only places where nobody was: a row in a wrong place adds nobody to those due there.
        is_own = is_due & owed.get(table, owed[ANY])[:, None]
        spoken[table] = _spread_units(cells & (~is_own[:, None, :] | is_empty), places)
    return DueGrid(organizations, _spread_units(listed, places), owed, came, spoken)


def _mark(reports: dict, numbers: tuple[dict[str, int], ...]) -> tuple[np.ndarray, np.ndarray]:
    """Mark organization, province and quarter of reports, an unknown province last; and organization and quarter."""
    organizations, provinces, quarters = numbers
    cells = np.zeros((len(organizations), len(quarters), len(provinces)), dtype=bool)
    came, other = np.zeros(cells.shape[:2], dtype=bool), len(provinces) - 1
    for (organization, quarter), own in reports.items():
        if organization in organizations and quarter in quarters:
            at = organizations[organization], quarters[quarter]
            came[at] = True
            cells[at][[provinces.get(province, other) for province in own]] = True
    return cells.transpose(0, 2, 1), came


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
    reports, missing = (
        cells.astype("float64") @ spoken.T.astype("float64") for cells in (due, due & ~came[:, None, :])
    )
    return Counts(
        (reports > 0).sum(axis=0),
        ((reports > 0) & (missing == 0)).sum(axis=0),
        reports.sum(axis=0),
        (reports - missing).sum(axis=0),
    )


def count_own_reports(
    grid: DueGrid, timeline: Timeline, *, table: str = ANY
) -> tuple[np.ndarray, np.ndarray]:
    """Say for each organization and period whether a report was due with a table, and whether all that were due came."""
    due, came = grid.find_due(table)
    is_due = due.any(axis=1)
    spoken = timeline.due.T.astype("float64")
    return is_due.astype("float64") @ spoken > 0, (is_due & ~came).astype("float64") @ spoken == 0
