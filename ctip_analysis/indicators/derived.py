"""Columns that indicators need and no report states: days from one date to another, where a proceeding stands.

A column is given as encoded texts (positions and labels) or as floats, made from encoded columns: ``read`` gives those
of a table and a column by their names.
"""

import datetime as dt
import re
from functools import cache, partial

import numpy as np
import pandas as pd

from ctip_analysis.definitions import period_bounds
from ctip_analysis.definitions.record_columns import REPORTED_COLUMNS
from ctip_analysis.indicators.encoding import merge_labels

__all__ = ["DERIVED", "list_reported_rows"]

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: The codes of ``case_status`` that say that a case is closed.
CLOSED = ("closed", "closed_referred")


@cache
def _number_day(date: str) -> float:
    """Give the number of the day of an ISO date; one that is not known to the day is missing."""
    try:
        return float(dt.date.fromisoformat(date).toordinal()) if ISO_DAY.fullmatch(date) else np.nan
    except ValueError:
        return np.nan


def _days(positions: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Read ISO dates as numbers of days."""
    return np.array([_number_day(label) for label in labels.tolist()])[positions]


def _number_known(read, table: str, numbers: dict) -> np.ndarray:
    """Number the person of each row, or its case where no person is known; tables share the numbers."""
    (person, persons), (case, cases) = (read(table, name) for name in ("person", "case"))
    own = np.array([numbers.setdefault(("person", name), len(numbers)) for name in persons], dtype=np.int64)
    other = np.array([numbers.setdefault(("case", name), len(numbers)) for name in cases], dtype=np.int64)
    return np.where((persons != "")[person], own[person], other[case])


def derive_days_to_service(read) -> np.ndarray:
    """Count the days from a person's identification to the start of the first service that is no one-off handout.

    Where the day of identification is not given, the day on which the case was opened stands for it. A service that
    began before counts as at once; who got none is never served; of services without a day nothing is known.
    """
    numbers: dict[tuple[str, str], int] = {}
    served, entered = (_number_known(read, table, numbers) for table in ("services", "cases"))
    kind, kinds = read("services", "service_type")
    is_own = (kinds != "one_off")[kind]
    served, start = served[is_own], _days(*read("services", "start"))[is_own]
    first, has_any = np.full(len(numbers), np.inf), np.zeros(len(numbers), dtype=bool)
    np.minimum.at(first, served, np.where(np.isnan(start), np.inf, start))
    has_any[served] = True
    identified, opened = (_days(*read("cases", name)) for name in ("identified", "opened"))
    day = np.where(np.isnan(identified), opened, identified)
    found = first[entered]
    days = np.maximum(np.where(np.isinf(found), np.nan, found) - day, 0.0)
    return np.where(~np.isnan(day) & ~has_any[entered], np.inf, days)


def derive_identified(read) -> tuple[np.ndarray, np.ndarray]:
    """Give the day on which a person was identified; where it is not given, the day on which the case was opened."""
    (identified, days), (opened, others) = (read("cases", name) for name in ("identified", "opened"))
    is_untold = (days == "")[identified]
    return merge_labels(np.where(is_untold, len(days) + opened, identified), [*days, *others])


def derive_closed(read) -> tuple[np.ndarray, np.ndarray]:
    """Give the day on which a case was closed; of one that is closed on no stated day the last day of its period."""
    (closed, days), (period, periods), (status, statuses) = (
        read("cases", name) for name in ("closed", "period", "case_status")
    )
    ends = [period_bounds(name)[1].isoformat() if name else "" for name in periods]
    is_untold = np.isin(statuses, CLOSED)[status] & (days == "")[closed]
    return merge_labels(np.where(is_untold, len(days) + period, closed), [*days, *ends])


def _fill_unmarked(read, table: str, column: str) -> tuple[np.ndarray, np.ndarray]:
    """Read a blank as "no" in a report that fills the column anywhere; where nobody does, nothing is known."""
    (flag, flags), (file, files) = read(table, column), read(table, "source_file")
    is_marked, is_used = (flags != "")[flag], np.zeros(len(files), dtype=bool)
    is_used[file[is_marked]] = True
    return merge_labels(np.where(~is_marked & is_used[file], len(flags), flag), [*flags, "no"])


def derive_day_of_event(read) -> tuple[np.ndarray, np.ndarray]:
    """Give the day on which the event of people began."""
    (owner, owners), (event, events), (date, dates) = (
        read("participants", "activity"),
        read("activities", "activity"),
        read("activities", "date"),
    )
    day_of = dict(zip(events[event].tolist(), dates[date].tolist(), strict=True))
    return merge_labels(owner, [day_of.get(name, "") if name else "" for name in owners])


def derive_start(read) -> tuple[np.ndarray, np.ndarray]:
    """Give the day on which a service began as its date."""
    return read("services", "start")


def derive_partners(read) -> tuple[np.ndarray, np.ndarray]:
    """Say of each activity whether it had a state partner, as far as its report tells partners at all."""
    return _fill_unmarked(read, "activities", "has_state_partner")


def derive_days_to_acceptance(read) -> np.ndarray:
    """Count the days from a service's start to its acceptance.

    A report that says "yes" and no day counts as at once, one that says "no" as never; what no report says is unknown.
    """
    accepted, labels = _fill_unmarked(read, "services", "accepted")
    days = _days(accepted, labels) - _days(*read("services", "start"))
    stated = np.array([{"yes": 0.0, "no": np.inf}.get(label, np.nan) for label in labels])[accepted]
    return np.where(np.isnan(days), stated, days)


def _rank(labels: np.ndarray) -> np.ndarray:
    """Give the rank of each label among the sorted ones."""
    return np.argsort(np.argsort(labels, kind="stable"), kind="stable")


def derive_from_cases(read, column: str) -> tuple[np.ndarray, np.ndarray]:
    """Take what is known of each service's case, from the last row of it that tells it."""
    (case, cases), (period, periods), (code, codes) = (
        read("cases", name) for name in ("case", "period", column)
    )
    told = np.flatnonzero(~np.isin(codes, ["", "unknown"])[code] & (cases != "")[case])
    order = told[np.lexsort((_rank(codes)[code[told]], _rank(periods)[period[told]]))]
    last = np.full(len(cases) + 1, len(codes))
    # Of several values given to one place the last stays.
    last[case[order]] = code[order]
    place = {name: number for number, name in enumerate(cases)}
    own, names = read("services", "case")
    found = np.array([place.get(name, len(cases)) for name in names], dtype=np.int64)
    return merge_labels(last[found][own], [*codes, ""])


def derive_current_stage(read) -> tuple[np.ndarray, np.ndarray]:
    """Say where each proceeding stands, by its last dated stage."""
    proceeding, proceedings = read("proceedings", "proceeding")
    columns = [read("proceedings", name) for name in ("date", "period", "stage")]
    order = np.lexsort([_rank(labels)[positions] for positions, labels in reversed(columns)])
    stage, stages = columns[-1]
    last = np.zeros(len(proceedings), dtype=np.int64)
    last[proceeding[order]] = stage[order]
    return last[proceeding], stages


def derive_edition_article(read) -> tuple[np.ndarray, np.ndarray]:
    """Name articles with their edition of the code."""
    (edition, editions), (article, articles) = (
        read("proceedings", name) for name in ("code_edition", "article")
    )
    names = [f"{first}-{last}" if first and last else "" for first in editions for last in articles]
    return merge_labels(edition * len(articles) + article, names)


def list_reported_rows(read, tables: list[str]) -> pd.DataFrame:
    """List which organization reported anything for which province and period.

    Parameters
    ----------
    read : callable
        Gives positions and labels of a column of a table.
    tables : list of str
        The tables that have rows.
    """
    found: dict[tuple[str, ...], None] = {}
    for table in tables:
        columns = [
            read(table, name) for name in REPORTED_COLUMNS if name != "status" or table == "activities"
        ]
        joint = np.zeros(len(columns[0][0]), dtype=np.int64)
        for positions, labels in columns:
            joint = joint * len(labels) + positions
        places = np.unravel_index(pd.unique(joint), [len(labels) for _, labels in columns])
        names = [labels[place] for place, (_, labels) in zip(places, columns, strict=True)]
        names += [["completed"] * len(places[0])] if len(columns) < len(REPORTED_COLUMNS) else []
        found |= dict.fromkeys(zip(*names, strict=True))
    return pd.DataFrame(list(found), columns=list(REPORTED_COLUMNS), dtype=object)


#: By table and column what works it out; "exploitation" of a service and its like stand with its case.
DERIVED = {
    "activities": {"has_state_partner": derive_partners},
    "cases": {
        "days_to_service": derive_days_to_service,
        "identified": derive_identified,
        "closed": derive_closed,
    },
    "participants": {"date": derive_day_of_event},
    "services": {
        "date": derive_start,
        "days_to_acceptance": derive_days_to_acceptance,
        "exploitation": partial(derive_from_cases, column="exploitation"),
        "country_exploitation": partial(derive_from_cases, column="country_exploitation"),
    },
    "proceedings": {"current_stage": derive_current_stage, "edition_article": derive_edition_article},
}
