"""The people of events beyond those by sex: by age and by group where a form counts them apart, and those untold."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.frames import SOURCE_COLUMNS
from ctip_analysis.indicators.encoding import Table, encode_texts, make_table

__all__ = ["EventMargins", "add_margins", "add_untold_events", "find_margins"]

#: Figures of this name, with the column at its end, count an event's people by another dimension than sex.
MARGIN_MEASURE = "participants_by_"
#: By that column, the column of the figures that tells the code.
TOLD_IN = {"age_group": "age_group", "participant_group": "category"}
#: What of such people only their event tells.
OF_THE_EVENT = ("activity", "status", "activity_type", "activity_class", "joint_event", "date")
TOTAL, UNKNOWN = "total", "unknown"


@dataclass(frozen=True)
class EventMargins:
    """Rows of people to add to those by sex; a result of `find_margins`.

    ``figure`` and ``activity`` are rows of these tables, ``n`` is the number of people, ``dimension`` the column that
    tells them apart, ``code`` what it says.
    """

    figure: np.ndarray
    activity: np.ndarray
    n: np.ndarray
    dimension: np.ndarray
    code: np.ndarray


def _number_places(read, table: str, labels: list[dict]) -> np.ndarray:
    """Number the rows of a table by the row of a sheet they came from, by the labels of activities; -1 elsewhere."""
    joint, is_known = 0, True
    for name, known in zip(SOURCE_COLUMNS, labels, strict=True):
        positions, own = read(table, name)
        place = np.array([known.get(label, -1) for label in own], dtype=np.int64)[positions]
        joint, is_known = joint * len(known) + place, is_known & (place >= 0)
    return np.where(is_known, joint, -1)


def _match_events(read, figures: np.ndarray) -> np.ndarray:
    """Give for each of some rows of figures the activity that is alone on its row of the sheet; -1 where none is."""
    labels = [
        {label: number for number, label in enumerate(read("activities", name)[1])} for name in SOURCE_COLUMNS
    ]
    places, first, count = np.unique(
        _number_places(read, "activities", labels), return_index=True, return_counts=True
    )
    if not len(places):
        return np.full(len(figures), -1)
    own = _number_places(read, "figures", labels)[figures]
    at = np.minimum(np.searchsorted(places, own), len(places) - 1)
    return np.where((places[at] == own) & (own >= 0) & (count[at] == 1), first[at], -1)


def _count_people(read, read_numbers, events: np.ndarray) -> np.ndarray:
    """Count the people of each event by its number among the labels of activities; missing where none are told."""
    owner, owners = read("participants", "activity")
    place = {label: number for number, label in enumerate(events)}
    own = np.array([place.get(label, len(events)) for label in owners], dtype=np.int64)[owner]
    n = np.nan_to_num(read_numbers("participants", "n"))
    total = np.bincount(own, weights=n, minlength=len(events) + 1)
    return np.where(np.bincount(own, minlength=len(events) + 1) > 0, total, np.nan)


def find_margins(read, read_numbers) -> EventMargins | None:
    """Find the people of events by age and by group; None where no form counts them so.

    Such counts are figures of the same row of the same sheet. What they leave over of the event's people is unknown;
    `settle_margins` later takes one account of each event.

    Parameters
    ----------
    read, read_numbers : callable
        Give positions and labels, or floats, of a column by its table and name.
    """
    measure, measures = read("figures", "measure")
    dimensions = np.array(
        [
            label.removeprefix(MARGIN_MEASURE) if label.startswith(MARGIN_MEASURE) else ""
            for label in measures
        ],
        dtype=object,
    )
    figures = np.flatnonzero(np.isin(dimensions, list(TOLD_IN))[measure])
    if not len(figures):
        return None
    activity = _match_events(read, figures)
    figures, activity = figures[activity >= 0], activity[activity >= 0]
    event, events = read("activities", "activity")
    whole, values = _count_people(read, read_numbers, events), read_numbers("figures", "value")
    parts = []
    for dimension, column in TOLD_IN.items():
        is_own = dimensions[measure[figures]] == dimension
        own, of, n = figures[is_own], activity[is_own], values[figures[is_own]]
        told, labels = read("figures", column)
        held, first = np.unique(event[of], return_index=True)
        left = whole[held] - np.bincount(event[of], weights=np.nan_to_num(n), minlength=len(events))[held]
        first, left = first[left > 0], left[left > 0]
        parts += [(own, of, n, dimension, labels[told[own]])]
        parts += [(own[first], of[first], left, dimension, np.full(len(first), UNKNOWN, dtype=object))]
    return EventMargins(
        *(np.concatenate([part[place] for part in parts]) for place in range(3)),
        np.concatenate([np.full(len(part[0]), part[3], dtype=object) for part in parts]),
        np.concatenate([part[4] for part in parts]),
    )


def _join_labels(first: tuple, second: tuple) -> tuple[np.ndarray, np.ndarray]:
    """Join two encoded columns, one under the other, with those labels of the second that occur."""
    (positions, labels), (added, names) = first, second
    held, own = np.unique(added, return_inverse=True)
    place = {label: number for number, label in enumerate(labels.tolist())}
    at = [place.setdefault(name, len(place)) for name in names[held].tolist()]
    joined = np.concatenate([positions, np.array(at, dtype=np.int64)[own]])
    return joined, np.append(labels, np.array(list(place)[len(labels) :], dtype=object))


def add_margins(table: Table, margins: EventMargins, figures, read) -> Table:
    """Add the people by age and by group to those by sex.

    Parameters
    ----------
    table : Table
        The participants.
    margins : EventMargins
    figures : collection of str
        The columns that figures have.
    read : callable
        As for `find_margins`.
    """
    size = len(margins.figure)

    def read_added(name: str):
        """Give a column of texts of the added rows."""
        if name in OF_THE_EVENT:
            positions, labels = read("activities", name)
            return positions[margins.activity], labels
        if name in TOLD_IN:
            return encode_texts(pd.Series(np.where(margins.dimension == name, margins.code, TOTAL)))
        if name in figures and name != "sex":
            positions, labels = read("figures", name)
            return positions[margins.figure], labels
        return np.zeros(size, dtype=np.int64), np.array([TOTAL if name == "sex" else ""], dtype=object)

    return make_table(
        table.size + size,
        table.positions,
        table.numbers,
        lambda name: _join_labels((table.positions[name], table.labels[name]), read_added(name)),
        lambda name: np.concatenate(
            [table.numbers[name], margins.n if name == "n" else np.full(size, np.nan)]
        ),
    )


def add_untold_events(table: Table, activities, read, read_numbers) -> Table:
    """Add a row for each event of which no row tells people: how many they were is not known, and no zero.

    Parameters
    ----------
    table : Table
        The participants.
    activities : collection of str
        The columns that activities have.
    read, read_numbers : callable
        As for `find_margins`.
    """
    event, events = read("activities", "activity")
    told = set(read("participants", "activity")[1].tolist())
    is_untold = np.array([name != "" and name not in told for name in events], dtype=bool)[event]
    rows = np.flatnonzero(is_untold)
    if not len(rows):
        return table
    people = read_numbers("activities", "participants_total")[rows]

    def read_added(name: str):
        """Give a column of texts of the added rows."""
        if name in activities:
            positions, labels = read("activities", name)
            return positions[rows], labels
        nothing = TOTAL if name in ("sex", *TOLD_IN) else ""
        return np.zeros(len(rows), dtype=np.int64), np.array([nothing], dtype=object)

    return make_table(
        table.size + len(rows),
        table.positions,
        table.numbers,
        lambda name: _join_labels((table.positions[name], table.labels[name]), read_added(name)),
        lambda name: np.concatenate(
            [table.numbers[name], people if name == "n" else np.full(len(rows), np.nan)]
        ),
    )
