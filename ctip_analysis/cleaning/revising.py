"""Events that a later table of the same organization tells with other numbers: the later ones count.

Two tables are versions of one list where most events of the shorter one stand in the other too, by day, place and kind,
and something shows that this is no chance: a word of a name ("draft", "corrected"), a hidden sheet, an event that is the
same in every number, or numbers that are close in two files.
"""

import itertools

from ctip_analysis.cleaning.told_events import Event

__all__ = ["match_revised"]

#: Numbers of two versions differ by less than this share of the larger one, where nothing else shows that they are two.
CLOSE = 0.25


def match_revised(events: list[Event], ranks: dict[tuple[str, str], tuple]) -> dict[int, int]:
    """Give, for events that a later version tells otherwise, the event there.

    Parameters
    ----------
    events : list of Event
    ranks : dict of (file, sheet) to tuple
        How late each table is, from `rank_tables`.
    """
    lists: dict[tuple, dict[tuple[str, str], list[Event]]] = {}
    for event in [event for event in events if event.day]:
        own = lists.setdefault((event.organization, event.period), {})
        own.setdefault(event.table, []).append(event)
    revised: dict[int, int] = {}
    for tables in lists.values():
        for former, later in itertools.combinations(sorted(tables, key=ranks.__getitem__), 2):
            pairs = _pair_up(tables[former], tables[later])
            changed = [(one, its) for one, its in pairs if one.told != its.told]
            fewest = min(len(tables[former]), len(tables[later]))
            is_most = 2 * len(pairs) > fewest
            if changed and is_most and _are_versions(former, later, pairs, changed, ranks):
                revised |= {one.index: its.index for one, its in changed}
    return revised


def _pair_up(former: list[Event], later: list[Event]) -> list[tuple[Event, Event]]:
    """Give the events of one day, place and kind in two tables, each once; those with the same numbers first."""
    likely = [
        (own.told != its.told, abs(own.people - its.people), own.index, its.index, own, its)
        for own in former
        for its in later
        if (own.day, own.province) == (its.day, its.province) and own.may_be(its)
    ]
    pairs, taken = [], set()
    for *_, own, its in sorted(likely, key=lambda pair: pair[:4]):
        if own.index not in taken and its.index not in taken:
            taken |= {own.index, its.index}
            pairs.append((own, its))
    return pairs


def _are_versions(former, later, pairs, changed, ranks) -> bool:
    """Whether two tables that tell of the same events are versions of one, and not two lists of like events."""
    is_marked = ranks[former][:2] != ranks[later][:2]
    are_close = all(
        abs(own.people - its.people) <= CLOSE * max(own.people, its.people) for own, its in changed
    )
    return is_marked or len(changed) < len(pairs) or (former[0] != later[0] and are_close)
