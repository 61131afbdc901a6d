"""A count of calls that one file tells whole ("January") and other files of the organization in parts (its weeks): it counts once."""

from ctip_analysis.definitions import period_kind, period_within

__all__ = ["find_wholes"]

FINEST_FIRST = ("month", "quarter")


def find_wholes(rows: list) -> dict[int, int]:
    """Give the rows that sum up several rows of other files, each with the first of these.

    A row is of several others where its organization and all that it is about are theirs, they lie in its period, and
    their numbers add up to its own.

    Parameters
    ----------
    rows : list of Told
        What is compared of each row, from `sent_twice`; what they are about begins with the period.
    """
    alike: dict[tuple, list] = {}
    for row in rows:
        alike.setdefault((row.organization, *row.about[1:]), []).append(row)
    wholes: dict[int, int] = {}
    for own in alike.values():
        for kind in FINEST_FIRST if len({row.table[0] for row in own}) > 1 else ():
            for row in [row for row in own if row.period and period_kind(row.period) == kind]:
                parts = [its for its in own if its.index not in wholes and _may_be_part(its, row)]
                if len(parts) > 1 and _adds_up(row, parts):
                    wholes[row.index] = min(its.index for its in parts)
    return wholes


def _may_be_part(part, whole) -> bool:
    if part.table[0] == whole.table[0] or not part.period:
        return False
    return part.period == whole.period or (
        period_kind(whole.period) == "quarter"
        and period_kind(part.period) == "month"
        and period_within(part.period, "quarter") == whole.period
    )


def _adds_up(whole, parts: list) -> bool:
    """Whether every number that a row tells is the sum of what its parts tell, and its first is above zero."""
    for place, number in enumerate(whole.numbers):
        told = [part.numbers[place] for part in parts if part.numbers[place] is not None]
        if number is not None and told and sum(told) != number:
            return False
    firsts = [part.numbers[0] for part in parts]
    return bool(whole.numbers[0]) and None not in firsts and sum(firsts) == whole.numbers[0]
