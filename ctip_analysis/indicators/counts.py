"""How many organizations were due in each unit and period, and how many are complete."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.indicators.due import ANY
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
    """The reports that were due: ``in_units`` by organization, unit and quarter, ``is_due`` by organization and quarter."""

    organizations: list[str]
    in_units: np.ndarray
    is_due: np.ndarray


def spread_due(due: pd.DataFrame, timeline: Timeline, places: Places) -> DueGrid:
    """Spread the reports that were due over organizations, units and quarters.

    Parameters
    ----------
    due : pandas.DataFrame
        From `list_due_reports`.
    timeline : Timeline
    places : Places
    """
    organization, organizations = pd.factorize(due["organization"], sort=True)
    quarter = pd.Index(timeline.quarters, dtype=object).get_indexer(due["period"])
    province = places.find_provinces(due["province"])
    cells = np.zeros((len(organizations), len(places.provinces) + 1, len(timeline.quarters)))
    cells[organization, province, quarter] = 1.0
    # One report of an organization speaks of all its provinces: within a unit it is one.
    in_units = np.einsum("up,opq->ouq", places.holds, cells) > 0
    return DueGrid([str(name) for name in organizations], in_units, cells.any(axis=1))


def _mark_arrivals(grid: DueGrid, arrivals: set[tuple[str, str]], timeline: Timeline) -> np.ndarray:
    """Mark by organization and quarter the reports that came."""
    return np.array(
        [[(name, quarter) in arrivals for quarter in timeline.quarters] for name in grid.organizations],
        dtype=bool,
    ).reshape(grid.is_due.shape)


def _mark_owed(grid: DueGrid, table: str, tables_due: dict[str, set[str] | None]) -> np.ndarray:
    """Mark the organizations that are due with a table."""
    owed = [tables_due.get(name) for name in grid.organizations]
    return np.array([table == ANY or tables is None or table in tables for tables in owed], dtype=bool)


def count_due(
    grid: DueGrid,
    table: str,
    arrivals: dict[str, set[tuple[str, str]]],
    timeline: Timeline,
    tables_due: dict[str, set[str] | None],
    *,
    at_end: bool = False,
) -> Counts:
    """Count, for each unit and period, the organizations due with a table and those complete.

    Parameters
    ----------
    grid : DueGrid
    table : str
        The table of records; "" for any report at all.
    arrivals : dict
        From `find_arrivals`.
    timeline : Timeline
    tables_due : dict
        From `list_tables_due`.
    at_end : bool
        Whether only the report of the quarter counts in which a period ends.
    """
    is_owed = _mark_owed(grid, table, tables_due)
    came = _mark_arrivals(grid, arrivals.get(table, set()), timeline)
    due = grid.in_units & is_owed[:, None, None]
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
    grid: DueGrid,
    arrivals: dict[str, set[tuple[str, str]]],
    timeline: Timeline,
    tables_due: dict[str, set[str] | None],
    *,
    table: str = ANY,
) -> tuple[np.ndarray, np.ndarray]:
    """Say for each organization and period whether a report was due with a table, and whether all that were due came."""
    came = _mark_arrivals(grid, arrivals.get(table, set()), timeline)
    due = grid.is_due & _mark_owed(grid, table, tables_due)[:, None]
    spoken = timeline.due.T.astype("float64")
    return due.astype("float64") @ spoken > 0, (due & ~came).astype("float64") @ spoken == 0
