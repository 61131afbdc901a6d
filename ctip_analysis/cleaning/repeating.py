"""Events that an organization tells in two of its tables: on two sheets, in two files. They count once, and it is said.

Events with a day are compared one by one, those of a later version with other numbers too. A table without days gives
way as a whole: where another one holds all of its rows, or where the numbers of a period are those that a table with
days adds up to. Else those of its rows do that sum up lists elsewhere.
"""

from typing import NamedTuple

import pandas as pd

from ctip_analysis.cleaning.harvest import LAST, Harvest, Tools
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.restating_sums import match_sums
from ctip_analysis.cleaning.revising import match_revised
from ctip_analysis.cleaning.told_events import Event, list_events
from ctip_analysis.cleaning.versions import rank_tables
from ctip_analysis.definitions import make_issue

__all__ = ["COUNTED_IN_ANOTHER_TABLE", "Repeated", "leave_out_repeated", "name_pair", "say_repeated"]

COUNTED_IN_ANOTHER_TABLE = "repeated"
#: A table without days of fewer rows may be like another by chance.
FEWEST_ROWS = 2


class Repeated(NamedTuple):
    """An event elsewhere that counts for one, and what is said of that one: the rule, its case, the parts of its message."""

    other: int
    rule: str
    case: str = ""
    said: tuple[tuple[str, int], ...] = ()


def leave_out_repeated(
    frames: dict[str, pd.DataFrame],
    harvest: Harvest,
    tools: Tools,
    personal: PersonalData,
    marks: dict[tuple[str, str], tuple] | None = None,
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
    marks : dict of (file, sheet) to tuple
        What says that a sheet is an earlier or a later version, from `mark_sheets`.
    """
    activities = frames["activities"]
    if activities.empty or len(activities.groupby(["source_file", "source_sheet"])) < 2:
        return frames
    events = list_events(activities, frames["participants"], harvest)
    found = _find_repeated(events, rank_tables(events, marks or {}, tools.vocabulary.matcher))
    repeated = {
        index: own
        for index, own in sorted(found.items())
        if tools.answers.get(("duplicate", name_pair(activities, index, own.other)), "") != "no"
    }
    if not repeated:
        return frames
    for index, own in repeated.items():
        say_repeated(activities, index, own, harvest, tools, personal)
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


def _find_repeated(events: list[Event], ranks: dict[tuple[str, str], tuple]) -> dict[int, Repeated]:
    """Give the events that do not count, each with the one that does and what is said of it."""
    latest_first = sorted(events, key=lambda event: (ranks[event.table], -event.index), reverse=True)
    same = _match_events(latest_first) | _match_tables(events)
    found = {index: Repeated(other, "same_event") for index, other in same.items()}
    people = {event.index: event.people for event in events}
    for index, other in match_revised(events, ranks).items():
        said = (("former", people[index]), ("later", people[other]))
        found.setdefault(index, Repeated(other, "P08", "revised", said))
    for index, own in match_sums(events, found).items():
        said = (("stated", own.stated), ("summed", own.summed))
        is_same = own.stated == own.summed
        rule = ("same_event", "summed") if is_same else ("F08", "summed", said)
        found[index] = Repeated(own.other, *rule)
    return found


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


def name_pair(records: pd.DataFrame, index: int, other: int) -> str:
    """Name the sheets of two records, as the subject of the question whether they tell the same."""
    columns = ["source_file", "source_sheet"]
    return "|".join([*records.loc[index, columns], *records.loc[other, columns]])


def say_repeated(
    records: pd.DataFrame,
    index: int,
    repeated: Repeated,
    harvest: Harvest,
    tools: Tools,
    personal: PersonalData,
) -> None:
    """Say of a record where it stands too, and ask once for its table whether it is the same."""
    own, its = records.loc[index], records.loc[repeated.other]
    cell = f"{own['source_row']}:{own['source_row']}"
    place = {"organization": own["organization"], "file": own["source_file"], "sheet": own["source_sheet"]}
    names = ["source_sheet"] if own["source_file"] == its["source_file"] else ["source_file", "source_sheet"]
    where = ", ".join(personal.show_name(its[name]) for name in names)
    said = {"other": where, "row": int(its["source_row"]), "language": tools.language} | dict(repeated.said)
    definitions = tools.vocabulary.definitions
    issue = make_issue(definitions, repeated.rule, case=repeated.case, place=place | {"cell": cell}, **said)
    harvest.issues.append(issue)
    subject = name_pair(records, index, repeated.other)
    asked = {"question": "duplicate", "subject": subject, **place, "cell": cell, "suggestion": "yes"}
    harvest.questions.setdefault(("duplicate", subject), ((LAST, 2), asked))
