"""Columns of a matrix that sum up its others ("Всего", "Q1" beside its months): left out, said, and compared with their sum.

A quarter beside only some of its months is no sum of theirs, but holds them: then it counts, and they do not. No quarter
takes a half-year or a year: beside a quarter that it is not the sum of, both are kept.
"""

from dataclasses import dataclass, field, replace

from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.telling_words import is_total
from ctip_analysis.definitions import period_bounds, period_within

__all__ = ["Summing", "check_total_columns", "find_total_columns", "lies_in", "list_months"]

#: The end of a period since the beginning of the year: no sum of quarters.
TO_DATE = "YTD"
NO_TIME = ("", "", "", "")
#: Where what a column counts holds its sex, age and group.
BREAKDOWNS = (1, 2, 3)


@dataclass(frozen=True)
class Summing:
    """The columns that count what others count again.

    ``totals`` holds, for each column that sums up others, these; ``held`` those that a column of a longer period holds
    without being their sum.
    """

    totals: dict[int, frozenset[int]] = field(default_factory=dict)
    held: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Head:
    """What a column's header says: a time, a kind of activity, a place, what it counts, and whether it is named a total."""

    time: tuple
    period: str
    kind: str
    provinces: tuple[str, ...]
    district: str
    counted: tuple
    is_named: bool

    @property
    def said(self) -> tuple:
        """What it says that others may say otherwise."""
        return self.time, self.kind, self.provinces, self.district

    @property
    def says_nothing(self) -> bool:
        return self.time == NO_TIME and not (self.kind or self.provinces or self.district)


def find_total_columns(figures: list[Figure], place: Place) -> Summing:
    """Find the columns that sum up others that count the same.

    One that is named a total and leaves open by what the others differ; one of a longer time than others that lie in
    it; one of a province beside its districts, where it is their sum.

    Parameters
    ----------
    figures : list of Figure
        All cells of the matrix.
    place : Place
    """
    heads = _read_heads(figures, place)
    if len({head.said for head in heads.values()}) < 2:
        return Summing()
    numbers = _numbers_by_column(figures)
    totals, held = {}, set()
    home = place.vocabulary.province_of_district
    for column, head in heads.items():
        inner = frozenset(n for n, other in heads.items() if n != column and _holds(head, other, home))
        is_of_parts = not inner and head.is_named
        if is_of_parts:
            inner = _find_parts(column, heads, home)
        is_sum = _is_sum(numbers.get(column, {}), [numbers.get(n, {}) for n in inner])
        # A lone "Total" beside one quarter sums nothing up, but where it is the sum of its women and men.
        is_alone = head.says_nothing and len({heads[n].said for n in inner}) < 2
        if not inner or (is_alone and not (is_of_parts and is_sum)):
            continue
        if head.says_nothing or is_sum or _is_covered(head, [heads[n] for n in inner]):
            totals[column] = inner
        elif all(heads[n].time != head.time for n in inner) and period_within(head.period, "quarter"):
            held |= inner
    return Summing({n: inner - totals.keys() for n, inner in totals.items()}, frozenset(held - totals.keys()))


def _read_heads(figures: list[Figure], place: Place) -> dict[int, _Head]:
    heads: dict[int, _Head] = {}
    for figure in figures:
        if figure.cell.column in heads or figure.column.is_cumulative:
            continue
        said, labels = figure.head, figure.cell.column_labels
        time = (said.period, said.quarter, said.month, said.half)
        is_named = bool(labels) and (
            is_total(place.vocabulary, labels[0])
            or bool(place.vocabulary.match_labels(labels[-1:], "row.total"))
        )
        heads[figure.cell.column] = _Head(
            time,
            figure.meaning.period if time != NO_TIME else "",
            said.codes.get("activity_type", ""),
            said.provinces,
            said.district,
            _counted(figure),
            is_named,
        )
    return heads


def _find_parts(column: int, heads: dict[int, _Head], home: dict[str, str]) -> frozenset[int]:
    """Find the columns that count by sex, else by age, else by group what a column counts whole."""
    for dimension in BREAKDOWNS:
        whole = {n: replace(other, counted=_without(other, dimension)) for n, other in heads.items()}
        parts = frozenset(
            n
            for n, other in whole.items()
            if n != column and other.counted != heads[n].counted and _holds(heads[column], other, home)
        )
        if len(parts) > 1:
            return parts
    return frozenset()


def _without(head: _Head, dimension: int) -> tuple:
    """Give what a column counts, were it not parted by one dimension."""
    return (*head.counted[:dimension], "total", *head.counted[dimension + 1 :])


def _holds(head: _Head, other: _Head, home: dict[str, str]) -> bool:
    """Whether a column is of all that another is of, and of more."""
    if head.counted != other.counted:
        return False
    is_longer = lies_in(other.period, head.period)
    in_time = head.time == other.time or is_longer or (head.is_named and head.time == NO_TIME)
    in_kind = head.kind == other.kind or (head.is_named and not head.kind)
    is_around = bool(other.district) and not head.district and head.provinces == (home[other.district],)
    same_place = (head.provinces, head.district) == (other.provinces, other.district)
    in_place = same_place or is_around or (head.is_named and not head.provinces)
    is_wider = head.time != other.time or head.kind != other.kind or not same_place
    return in_time and in_kind and in_place and is_wider


def lies_in(period: str, longer: str) -> bool:
    """Whether a period is a part of a longer one, and no count since the beginning of the year.

    Examples
    --------
    >>> lies_in("2019-02", "2019Q1"), lies_in("2019Q1", "2019Q1"), lies_in("2019Q1", "2019Q2YTD")
    (True, False, False)
    """
    if not period or not longer or period == longer or TO_DATE in period + longer:
        return False
    (first, last), (start, end) = period_bounds(period), period_bounds(longer)
    return start <= first and last <= end


def _is_covered(head: _Head, inner: list[_Head]) -> bool:
    """Whether the times of some columns fill the longer one of another, or it has none and is a total by its name."""
    if head.is_named and all(other.time == head.time or head.time == NO_TIME for other in inner):
        return True
    months = {month for other in inner for month in list_months(other.period)}
    return bool(head.period) and list_months(head.period) <= months


def list_months(period: str) -> set[int]:
    """Give the months of a period, each counted from year 0.

    Examples
    --------
    >>> sorted(list_months("2019Q1"))
    [24229, 24230, 24231]
    """
    if not period:
        return set()
    start, end = (bound.year * 12 + bound.month for bound in period_bounds(period))
    return set(range(start, end + 1))


def _numbers_by_column(figures: list[Figure]) -> dict[int, dict[int, float | None]]:
    numbers: dict[int, dict[int, float | None]] = {}
    for figure in figures:
        numbers.setdefault(figure.cell.column, {})[figure.row] = figure.number
    return numbers


def _is_sum(total: dict[int, float | None], parts: list[dict[int, float | None]]) -> bool:
    stated = {row: number for row, number in total.items() if number is not None}
    sums = {row: sum(own.get(row) or 0 for own in parts) for row in stated}
    return any(stated.values()) and stated == sums


def _counted(figure: Figure) -> tuple:
    column = figure.column
    return (frozenset(column.concepts) - {"col.total", PEOPLE}, column.sex, column.age, column.group)


def check_total_columns(figures: list[Figure], summing: Summing, *, place: Place, harvest: Harvest) -> None:
    """Say which columns are left out (F08), and where a stated total differs from the sum of the cells that it sums up.

    Parameters
    ----------
    figures : list of Figure
        All cells of the matrix, those of the total columns too.
    summing : Summing
        From `find_total_columns`.
    place, harvest
    """
    top = min((figure.row for figure in figures), default=1)
    for case, columns in (("column", summing.totals), ("held", summing.held)):
        for column in sorted(columns):
            harvest.raise_issue(place, "F08", case=case, cell=f"{column_letter(column)}{top}")
    numbers = _numbers_by_column(figures)
    for figure in figures if summing.totals else ():
        inner = summing.totals.get(figure.cell.column, ())
        parts = [numbers[n][figure.row] for n in inner if figure.row in numbers[n]]
        summed = sum(part for part in parts if part is not None)
        if parts and None not in parts and figure.number not in (None, summed):
            said = {"stated": f"{figure.number:g}", "summed": f"{summed:g}"}
            harvest.raise_issue(place, "F08", case="differs", cell=figure.cell.cell, **said)
