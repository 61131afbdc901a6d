"""Rows without days that sum up events of lists elsewhere (a year by quarters behind the quarters' lists)."""

from typing import NamedTuple

from ctip_analysis.cleaning.told_events import UNTOLD, Event

__all__ = ["Restated", "match_sums"]

#: A stated number of people is that of the lists with a slip in it, where it differs by no larger share.
SLIP = 0.1


class Restated(NamedTuple):
    """A row that sums up events of lists: one of them, and the people of both where they differ."""

    other: int
    stated: int
    summed: int


def match_sums(events: list[Event], left_out) -> dict[int, Restated]:
    """Give, for rows of tables without days, what they sum up of the lists of their organization.

    A table sums lists up where one of its rows holds all that several events of its period and place do, or two rows do
    so of an event each. Then all its rows of which there are lists do; the others count.

    Parameters
    ----------
    events : list of Event
    left_out : collection of int
        Events that do not count.
    """
    dated: dict[tuple, list[Event]] = {}
    tables: dict[tuple, list[Event]] = {}
    for event in [event for event in events if event.index not in left_out]:
        tables.setdefault((event.organization, event.table), []).append(event)
        if event.day:
            dated.setdefault((event.organization, event.period, event.province), []).append(event)
    restated: dict[int, Restated] = {}
    for own in tables.values() if dated else ():
        if any(event.day for event in own):
            continue
        found = [
            (event, parts)
            for event in own
            if (parts := [its for its in dated.get(event.where, ()) if _holds(event, its)])
        ]
        alike = [len(parts) for event, parts in found if _says_again(event, parts)]
        if max(alike, default=0) > 1 or len(alike) > 1:
            for event, parts in found:
                summed = sum(its.people for its in parts)
                restated[event.index] = Restated(parts[0].index, event.people, summed)
    return restated


def _holds(row: Event, event: Event) -> bool:
    """Whether an event of a list is of the month, the district and the kind of a row, where the row tells them."""
    told = ((row.month, event.month), (row.district, event.district), (row.kind, event.kind))
    return row.table != event.table and all(own in UNTOLD or own == its for own, its in told)


def _says_again(row: Event, parts: list[Event]) -> bool:
    """Whether a row counts what its parts do together: all of it, or as many events with a slip in their people."""
    sums = [
        None if None in numbers else sum(numbers)
        for numbers in zip(*(its.told for its in parts), strict=True)
    ]
    told = [(own, its) for own, its in zip(row.told, sums, strict=True) if None not in (own, its)]
    has_slip = row.events == sums[0] and abs(row.people - sums[1]) <= SLIP * row.people
    return all(own == its for own, its in told) or (has_slip and len(parts) > 1)
