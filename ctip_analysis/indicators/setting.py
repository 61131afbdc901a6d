"""What all indicators of a run share."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ctip_analysis.definitions import ANY, Definitions
from ctip_analysis.indicators.choosing import Rows
from ctip_analysis.indicators.counts import Counts
from ctip_analysis.indicators.places import Places
from ctip_analysis.indicators.population import Population
from ctip_analysis.indicators.slots import Sheet
from ctip_analysis.indicators.timeline import Timeline

__all__ = ["CALENDAR_TABLES", "TABLES_OF_ANY", "Setting"]

#: Tables about reporting itself: that a report is missing is what they tell.
CALENDAR_TABLES = ("due_reports", "submissions")
#: Tables for which a report with any of its parts is enough.
TABLES_OF_ANY = (*CALENDAR_TABLES, "reported_rows")


@dataclass(frozen=True)
class Setting:
    """What all indicators of a run share: the periods, the units, until when data speak, who was due and who came.

    ``count`` gives the counts of a table's reports, in the quarter in which a period ends or in all of its quarters;
    ``place`` gives a table of records for the columns by which its people are told apart; ``choose`` gives the rows
    that an indicator counts, for such columns, and ``code`` their codes of a breakdown. ``own_reports`` says for each
    organization and period whether any report was due, and whether all that were due came.
    """

    definitions: Definitions
    timeline: Timeline
    places: Places
    data_end: dt.date
    count: Callable[[str, bool], Counts]
    place: Callable[[str, frozenset], Sheet]
    choose: Callable[[dict, frozenset], Rows]
    code: Callable[[Rows, tuple], tuple | None]
    organizations: list[str]
    own_reports: tuple[np.ndarray, np.ndarray]
    population: Population

    def count_reports(self, indicator: dict) -> Counts:
        """Count who was due: for a stock in the quarter in which the period ends, else in all quarters of the period."""
        table = ANY if indicator["table"] in TABLES_OF_ANY else indicator["table"]
        return self.count(table, indicator["moment"] == "end")
