"""What the rows of activities tell of their events, so that the same event in two tables of an organization is found."""

import re
from typing import NamedTuple

import pandas as pd

from ctip_analysis.cleaning.harvest import Harvest
from ctip_analysis.definitions import fold_softly

__all__ = ["UNTOLD", "Event", "are_of_one_title", "list_events"]

UNTOLD = ("", "unknown", "other", "total")
LATIN, CYRILLIC = re.compile("[a-z]"), re.compile("[а-яёңөү]")
#: A title with a larger share of its letters in a script is of that script: a name of a donor may stand in another.
MOST_LETTERS = 0.6


class Event(NamedTuple):
    """What is compared of a row of the activities; ``table`` is its file and sheet."""

    index: int
    table: tuple[str, str]
    organization: str
    period: str
    day: str
    province: str
    district: str
    kind: str
    events: int | None
    people: int
    women: int | None
    title: str
    month: str = ""

    @property
    def numbers(self) -> tuple:
        """When it was and what it counts."""
        return self.organization, self.period, self.day, self.province, self.events, self.people, self.women

    def counts_like(self, other: "Event") -> bool:
        """Whether both count the same people in one period and province, and as many events and women where both tell it."""
        told = ((self.events, other.events), (self.women, other.women))
        place = (self.period, self.province, self.people) == (other.period, other.province, other.people)
        return place and all(one == its or None in (one, its) for one, its in told)

    def may_be(self, other: "Event") -> bool:
        """Whether nothing that both tell of their kind, their district and their title differs."""
        told = ((self.kind, other.kind), (self.district, other.district))
        is_alike = all(one == its or one in UNTOLD or its in UNTOLD for one, its in told)
        return is_alike and are_of_one_title(self.title, other.title)

    @property
    def where(self) -> tuple:
        """Whose it is, in which period and province."""
        return self.organization, self.period, self.province

    @property
    def told(self) -> tuple:
        """What it counts: events, people, women."""
        return self.events, self.people, self.women


def are_of_one_title(title: str, other: str) -> bool:
    """Whether one title holds the other, or they are of two scripts: of those in two languages nobody can say more."""
    if title in other or other in title:
        return True
    return {_script_of(title), _script_of(other)} == {"latin", "cyrillic"}


def _script_of(title: str) -> str:
    """Name the script of most letters of a title; a title in two languages has none."""
    latin, cyrillic = len(LATIN.findall(title)), len(CYRILLIC.findall(title))
    if latin > MOST_LETTERS * (latin + cyrillic):
        return "latin"
    return "cyrillic" if cyrillic > MOST_LETTERS * (latin + cyrillic) else ""


def list_events(activities: pd.DataFrame, participants: pd.DataFrame, harvest: Harvest) -> list[Event]:
    """List the completed events that tell how many took part."""
    own = participants[participants["sex"].eq("female")]
    women = own.groupby("activity")["n"].sum(min_count=1).to_dict()
    names = ["source_file", "source_sheet", "source_row", "activity", "organization", "period", "date"]
    names += ["date_precision", "province", "district", "activity_type", "n_events", "participants_total"]
    told = activities[activities["participants_total"].gt(0) & activities["status"].eq("completed")]
    events = []
    for index, file, sheet, row, activity, organization, period, date, precision, *place, n, people in zip(
        told.index, *(told[name].tolist() for name in names), strict=True
    ):
        title = fold_softly(harvest.titles.get((file, sheet, row), ""))
        day = date if precision == "day" else ""
        month = date[:7] if precision in ("day", "month") else ""
        counts = (None if pd.isna(n) else int(n), int(people), women.get(activity))
        events.append(Event(index, (file, sheet), organization, period, day, *place, *counts, title, month))
    return events
