"""Columns of numbers whose header does not say what they count ("Кол-во", "Fact"): people, events, or nobody can tell.

The numbers beside them show it: a count of people is the sum of its parts and no less than any of them; a count of
events stands for several people each. Where neither shows, nothing is counted and a person is asked.
"""

from collections.abc import Iterable

from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import ACTUAL, PEOPLE, Column
from ctip_analysis.cleaning.tables import Table
from ctip_analysis.definitions import read_thresholds

__all__ = [
    "EVENTS",
    "NAMELESS",
    "decide_counts",
    "find_fewest",
    "find_unnamed",
    "is_numbering",
    "list_numbers",
]

EVENTS = "col.n_events"
NUMBERING = "col.row_no"
#: What a header of a bare unit ("Number") is read as: nothing, or a number of the row.
NAMELESS = ((), (NUMBERING,))
Counts = dict[int, float]


def find_unnamed(columns: dict[int, Column], heads: dict[int, tuple[str, ...]], vocabulary) -> frozenset[int]:
    """Find the columns whose header says no more than that they count: a bare unit of number, a bare "actual"."""
    return frozenset(
        n
        for n, column in columns.items()
        if column.concepts == (ACTUAL,)
        or (column.concepts in NAMELESS and vocabulary.match_labels(heads[n][-1:], "unit.count"))
    )


def find_fewest(place: Place) -> float:
    """Give how many people an event has at least, if nothing is wrong with it (the least average of R05)."""
    return read_thresholds(place.definitions, "R05")["smallest"]


def list_numbers(table: Table) -> dict[int, Counts]:
    """Give the numbers of each column of a table by their rows, without those of totals."""
    numbers: dict[int, Counts] = {}
    for cell in table.cells:
        is_number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
        if is_number and table.kind_of(cell.row) == "data":
            numbers.setdefault(cell.column, {})[cell.row] = cell.value
    return numbers


def is_numbering(numbers: Counts) -> bool:
    """Whether the numbers of a column are 1, 2, 3 from its first row on."""
    return list(numbers.values()) == list(range(1, len(numbers) + 1))


def decide_counts(
    numbers: dict[int, Counts],
    columns: dict[int, Column],
    unnamed: Iterable[int],
    *,
    is_dated: bool,
    fewest: float,
) -> dict[int, str]:
    """Say what each column that holds numbers counts: `PEOPLE`, `EVENTS`, or "" where it does not show.

    Parameters
    ----------
    numbers : dict of int to dict of int to float
        The numbers of each column, by their rows.
    columns : dict of int to Column
        What the header of each column means.
    unnamed : iterable of int
        From `find_unnamed`; those that hold no numbers, or number the rows, are left out.
    is_dated : bool
        Whether each row has a date: then it is one event, if nothing speaks against it.
    fewest : float
        From `find_fewest`.
    """
    parts: dict[str, list[Counts]] = {}
    for n, column in columns.items():
        if PEOPLE in column.concepts or "col.total" in column.concepts:
            parts.setdefault(_breakdown_of(column), []).append(numbers.get(n, {}))
    wholes = parts.pop("", [])
    decided = {}
    for n in unnamed:
        if n not in numbers or _numbers_rows(numbers[n], columns[n]):
            continue
        people = wholes[0] if wholes else None
        decided[n] = _decide(numbers[n], people, parts, is_dated=is_dated, fewest=fewest)
    return decided


def _numbers_rows(numbers: Counts, column: Column) -> bool:
    """Whether a column only numbers its rows (1, 2, 3)."""
    return is_numbering(numbers) and (len(numbers) > 1 or column.concepts == (NUMBERING,))


def _breakdown_of(column: Column) -> str:
    """Name the one breakdown that a column of people is a part of; nothing where it counts all of them."""
    named = zip(("sex", "age", "group"), (column.sex, column.age, column.group), strict=True)
    return "|".join(name for name, code in named if code != "total")


def _decide(
    count: Counts, people: Counts | None, parts: dict[str, list[Counts]], *, is_dated: bool, fewest: float
) -> str:
    if people is not None:
        both = [(n, people[row]) for row, n in count.items() if row in people]
        is_few = all(n <= 1 or n * fewest <= reached for n, reached in both)
        is_less = not is_dated and all(n <= reached for n, reached in both)
        return EVENTS if both and (is_few or is_less) else ""
    verdicts = {_compare(count, own, fewest) for own in parts.values()} - {""}
    return verdicts.pop() if len(verdicts) == 1 else ""


def _compare(count: Counts, parts: list[Counts], fewest: float) -> str:
    """Say what a column counts beside the parts of one breakdown: what holds in most rows that tell it."""
    rows = [(n, [own.get(row, 0) for own in parts]) for row, n in count.items()]
    telling = [(n, own) for n, own in rows if sum(own) > 0 and n > 0]
    is_sum = [n for n, own in telling if n == sum(own)]
    is_enough = [n for n, own in telling if n >= max(own) and (n > 1 or len(own) == 1)]
    is_few = [n for n, own in telling if n * fewest <= sum(own)]
    if not telling or len(is_few) == len(telling):
        return EVENTS if telling else ""
    if 2 * len(is_sum) > len(telling) or len(is_enough) == len(telling):
        return PEOPLE
    return ""
