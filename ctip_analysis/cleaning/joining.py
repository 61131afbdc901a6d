"""The same event of two organizations: proposed as one, joined where it is identical or a person said so."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from ctip_analysis.cleaning.harvest import LAST, Harvest, Tools
from ctip_analysis.cleaning.repeating import COUNTED_IN_ANOTHER_TABLE
from ctip_analysis.cleaning.told_alike import Told, tell_events
from ctip_analysis.definitions import make_issue

__all__ = ["Pair", "find_joint_events", "find_repeats", "join_and_ask", "join_events"]

COUNTED_ELSEWHERE = "joint"
DAYS_APART = 1
SHARE_APART = 0.2


@dataclass(frozen=True)
class Pair:
    """Two rows of the activities that may be one event; ``is_identical`` when nothing in them differs."""

    first: int
    second: int
    is_identical: bool

    def subject(self, activities: pd.DataFrame) -> str:
        """Give the question's subject: the two activities, in the order of their names."""
        return "|".join(sorted((activities["activity"][self.first], activities["activity"][self.second])))


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= SHARE_APART * max(one, other)


def find_joint_events(activities: pd.DataFrame, told: dict[int, Told]) -> list[Pair]:
    """Find events of two organizations at one place, of one type, a day apart at most, with close totals.

    Parameters
    ----------
    activities : pandas.DataFrame
    told : dict of int to Told
        What the title of each activity tells, by its index.

    Returns
    -------
    list of Pair
        Identical: the same day, type and total, and the same title, or one that names the other organization.
    """
    dated = activities[
        activities["date_precision"].eq("day")
        & activities["participants_total"].notna()
        & activities["n_events"].eq(1)
        & activities["status"].ne(COUNTED_IN_ANOTHER_TABLE)
    ]
    groups: dict[tuple, list] = {}
    columns = ["organization", "date", "district", "participants_total"]
    keys = zip(dated["province"], dated["activity_type"], strict=True)
    for key, index, row in zip(
        keys, dated.index, dated[columns].itertuples(index=False, name=None), strict=True
    ):
        groups.setdefault(key, []).append(
            (index, *row[:1], dt.date.fromisoformat(row[1]), row[2], int(row[3]))
        )
    pairs = []
    for group in groups.values():
        if len({organization for _, organization, *_ in group}) < 2:
            continue
        group.sort(key=lambda event: (event[2], event[0]))
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if (other[2] - one[2]).days > DAYS_APART:
                    break
                pair = _pair(one, other, told)
                if pair:
                    pairs.append(pair)
    return pairs


def _pair(one, other, told: dict[int, Told]) -> Pair | None:
    if one[1] == other[1] or not one[4] or not _is_close(one[4], other[4]):
        return None
    if one[3] and other[3] and one[3] != other[3]:
        return None
    own, its = told[one[0]], told[other[0]]
    is_named = other[1] in own.organizations or one[1] in its.organizations
    is_certain = is_named or (bool(own.title) and own.title == its.title)
    same_place = bool(one[3]) and one[3] == other[3]
    may_be_one = (same_place and own.has_type) or ((same_place or own.is_in_city) and own.is_like(its))
    if not (is_certain or may_be_one):
        return None
    return Pair(one[0], other[0], is_certain and one[2] == other[2] and one[4] == other[4])


def join_events(activities: pd.DataFrame, pairs: list[Pair], answers: dict) -> pd.Series:
    """Give each activity the key of its joint event, where it is identical or confirmed; else an empty text."""
    keys = pd.Series("", index=activities.index, dtype=object)
    for pair in pairs:
        answer = answers.get(("joint_event", pair.subject(activities)), "")
        if answer == "yes" or (pair.is_identical and answer != "no"):
            key = keys[pair.first] or keys[pair.second] or activities["activity"][pair.first]
            keys[pair.first] = keys[pair.second] = key
    return keys


def find_repeats(activities: pd.DataFrame, keys: pd.Series) -> pd.Series:
    """Tell which activities are counted with another organization's: all of a joint event but the largest."""
    joint = activities.assign(key=keys)[keys.ne("")]
    ordered = joint.sort_values(["participants_total", "activity"], ascending=[False, True], kind="stable")
    return pd.Series(activities.index.isin(ordered.index[ordered.duplicated("key")]), index=activities.index)


def join_and_ask(frames: dict[str, pd.DataFrame], harvest: Harvest, tools: Tools) -> dict[str, pd.DataFrame]:
    """Join the events that two organizations report alike, and ask about those that are only like each other (O01)."""
    activities = frames["activities"]
    if activities.empty:
        return frames
    pairs = find_joint_events(activities, tell_events(activities, harvest, tools.vocabulary))
    if not pairs:
        return frames
    joint = join_events(activities, pairs, tools.answers)
    for pair in pairs:
        _raise_pair(pair, activities, "joined" if joint[pair.first] else "", harvest, tools)
    repeats = find_repeats(activities, joint)
    activities = activities.assign(
        joint_event=joint, status=activities["status"].mask(repeats, COUNTED_ELSEWHERE)
    )
    named = activities.set_index("activity")
    participants = frames["participants"]
    return frames | {
        "activities": activities,
        "participants": participants.assign(
            joint_event=participants["activity"].map(named["joint_event"]).fillna(""),
            status=participants["activity"].map(named["status"]).fillna(participants["status"]),
        ),
    }


def _raise_pair(pair: Pair, activities: pd.DataFrame, case: str, harvest: Harvest, tools: Tools) -> None:
    """Say at both events of a pair that the other may be the same, and ask where they differ."""
    one, other = (activities.loc[index].to_dict() for index in (pair.first, pair.second))
    for own, against in ((one, other), (other, one)):
        about = {"case": case, "language": tools.language, "other": against["organization"]}
        definitions = tools.vocabulary.definitions
        harvest.issues.append(make_issue(definitions, "O01", place=_place_of(own), **about))
    if not pair.is_identical:
        subject = pair.subject(activities)
        asked = {"question": "joint_event", "subject": subject, **_place_of(one), "suggestion": "yes"}
        harvest.questions.setdefault(("joint_event", subject), ((LAST, 1), asked))


def _place_of(event: dict) -> dict[str, str]:
    return {
        "organization": event["organization"],
        "file": event["source_file"],
        "sheet": event["source_sheet"],
        "cell": f"{event['source_row']}:{event['source_row']}",
    }
