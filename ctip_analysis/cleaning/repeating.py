"""Events that an organization tells in two of its tables: on two sheets, in two files. They count once, and it is said.

Events with a day are compared one by one. A table without days gives way as a whole: where another one holds all of
its rows, or where the numbers of a period are those that a table with days adds up to.
"""

from typing import NamedTuple

import pandas as pd

from ctip_analysis.cleaning.harvest import LAST, Harvest, Tools
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.definitions import fold_softly, make_issue

__all__ = ["COUNTED_IN_ANOTHER_TABLE", "leave_out_repeated"]

COUNTED_IN_ANOTHER_TABLE = "repeated"
#: A table without days of fewer rows may be like another by chance.
FEWEST_ROWS = 2
UNTOLD = ("", "unknown", "other", "total")


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
        return is_alike and (self.title in other.title or other.title in self.title)


def leave_out_repeated(
    frames: dict[str, pd.DataFrame], harvest: Harvest, tools: Tools, personal: PersonalData
) -> dict[str, pd.DataFrame]:
    """Give the records in which an event that stands in two tables of an organization counts once.

    Parameters
    ----------
    frames : dict of str to pandas.DataFrame
        The tables of records; ``status`` of activities and participants is set.
    harvest : Harvest
        Takes an issue for each of these events and a question for each pair of tables.
    tools : Tools
    personal : PersonalData
        Says which names of files and sheets may be written.
    """
    activities = frames["activities"]
    if activities.empty or len(activities.groupby(["source_file", "source_sheet"])) < 2:
        return frames
    events = _list_events(activities, frames["participants"], harvest)
    repeated = {
        index: other
        for index, other in sorted((_match_events(events) | _match_tables(events)).items())
        if tools.answers.get(("duplicate", _subject(activities, index, other)), "") != "no"
    }
    if not repeated:
        return frames
    for index, other in repeated.items():
        _say(activities, index, other, harvest, tools, personal)
    is_repeated = pd.Series(activities.index.isin(list(repeated)), index=activities.index)
    status = activities["status"].mask(is_repeated, COUNTED_IN_ANOTHER_TABLE)
    participants = frames["participants"]
    left_out = participants["activity"].isin(activities.loc[is_repeated, "activity"])
    return frames | {
        "activities": activities.assign(status=status),
        "participants": participants.assign(
            status=participants["status"].mask(left_out, COUNTED_IN_ANOTHER_TABLE)
        ),
    }


def _list_events(activities: pd.DataFrame, participants: pd.DataFrame, harvest: Harvest) -> list[Event]:
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
        counts = (None if pd.isna(n) else int(n), int(people), women.get(activity))
        events.append(Event(index, (file, sheet), organization, period, day, *place, *counts, title))
    return events


def _match_events(events: list[Event]) -> dict[int, int]:
    """Give, for events with a day that another table of the organization tells before, that one."""
    first: dict[tuple, list[Event]] = {}
    repeated: dict[int, int] = {}
    for event in [event for event in events if event.day]:
        known = first.setdefault(event.numbers, [])
        likely = [own for own in known if own.table != event.table and own.may_be(event)]
        if likely:
            # Each event stands for one other.
            repeated[event.index] = likely[0].index
            known.remove(likely[0])
        else:
            known.append(event)
    return repeated


def _match_tables(events: list[Event]) -> dict[int, int]:
    """Give, for the events of tables without days that other tables tell too, one of the events there."""
    tables: dict[tuple, list[Event]] = {}
    for event in events:
        tables.setdefault((event.organization, event.table), []).append(event)
    undated = [key for key, own in tables.items() if not any(event.day for event in own)]
    repeated: dict[int, int] = {}
    for key in sorted(undated, key=lambda key: len(tables[key])):
        others = [
            own
            for other, own in tables.items()
            if other != key and other[0] == key[0] and own[0].index not in repeated
        ]
        repeated |= next(filter(None, (_match_table(tables[key], own) for own in others)), {})
    return repeated


def _match_table(own: list[Event], other: list[Event]) -> dict[int, int]:
    """Give the rows of another table for all rows of one without days, or nothing where it tells something of its own."""
    left, found = list(other), {}
    for event in own:
        its = next((its for its in left if its.counts_like(event) and its.may_be(event)), None)
        if its is None:
            break
        left.remove(its)
        found[event.index] = its.index
    if len(found) == len(own) >= FEWEST_ROWS:
        return found
    is_dated = all(event.day for event in other)
    if is_dated and own[0].table[0] != other[0].table[0] and _sums_of(own) == _sums_of(other):
        alike = {event.people: event.index for event in reversed(other)}
        return {event.index: alike.get(event.people, other[0].index) for event in own}
    return {}


def _sums_of(events: list[Event]) -> dict[tuple, list]:
    """Give the events, people and women of each period and province; with a number missing nothing is like another."""
    sums: dict[tuple, list] = {}
    for event in events:
        own = sums.setdefault((event.period, event.province), [0, 0, 0])
        for place, n in enumerate((event.events, event.people, event.women)):
            own[place] += float("nan") if n is None else n
    return sums


def _subject(activities: pd.DataFrame, index: int, other: int) -> str:
    columns = ["source_file", "source_sheet"]
    return "|".join([*activities.loc[index, columns], *activities.loc[other, columns]])


def _say(
    activities: pd.DataFrame,
    index: int,
    other: int,
    harvest: Harvest,
    tools: Tools,
    personal: PersonalData,
) -> None:
    """Say of an event where it stands too, and ask once for its table whether it is the same."""
    own, its = activities.loc[index], activities.loc[other]
    cell = f"{own['source_row']}:{own['source_row']}"
    place = {"organization": own["organization"], "file": own["source_file"], "sheet": own["source_sheet"]}
    names = ["source_sheet"] if own["source_file"] == its["source_file"] else ["source_file", "source_sheet"]
    where = ", ".join(personal.show_name(its[name]) for name in names)
    said = {"other": where, "row": int(its["source_row"]), "language": tools.language}
    definitions = tools.vocabulary.definitions
    harvest.issues.append(make_issue(definitions, "same_event", place=place | {"cell": cell}, **said))
    subject = _subject(activities, index, other)
    asked = {"question": "duplicate", "subject": subject, **place, "cell": cell, "suggestion": "yes"}
    harvest.questions.setdefault(("duplicate", subject), ((LAST, 2), asked))
