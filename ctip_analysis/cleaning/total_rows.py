"""Rows of a matrix for a longer time than others that lie in it ("Quarter 1" below its months): they count nothing again.

A quarter below only some of its months, which hold less, counts itself, and they do not. A half-year or a year below
only some of its parts is kept: no quarter takes it.
"""

from typing import NamedTuple

from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.labels import read_labels
from ctip_analysis.cleaning.total_columns import lies_in, list_months
from ctip_analysis.definitions import period_within

__all__ = ["leave_out_longer_rows"]


class _Row(NamedTuple):
    """What a row is of, and its numbers by column; ``is_timed`` where its own labels say its period."""

    number: int
    period: str
    said: tuple
    others: tuple[str, ...]
    is_timed: bool
    numbers: dict[int, float | None]


def leave_out_longer_rows(figures: list[Figure], place: Place, harvest: Harvest) -> list[Figure]:
    """Give the cells without those of rows that count others again; the rows are noted in the harvest.

    Parameters
    ----------
    figures : list of Figure
        Of one matrix, without those of rows that are totals by name.
    place, harvest
    """
    rows = _list_rows(figures, place)
    left_out: set[int] = set()
    for row in rows:
        inner = [other for other in rows if _may_hold(row, other)]
        if not inner:
            continue
        parts = {month for other in inner for month in list_months(other.period)}
        innermost = [own for own in inner if not any(lies_in(other.period, own.period) for other in inner)]
        sums = _add_up(innermost)
        stated = {column: n for column, n in row.numbers.items() if n is not None}
        is_more = any(sums.get(column, 0) > n for column, n in stated.items())
        is_sum = any(stated.values()) and all(sums.get(column, 0) == n for column, n in stated.items())
        is_whole = is_more or list_months(row.period) <= parts
        if is_sum or (row.is_timed and is_whole):
            harvest.totals.add((place.file, place.sheet, row.number))
            left_out.add(row.number)
        elif row.is_timed and period_within(row.period, "quarter"):
            for own in inner:
                harvest.noted.add((place.file, place.sheet, own.number))
                cell = f"{own.number}:{own.number}"
                harvest.raise_issue(place, "F08", case="part", cell=cell, row=row.number)
                left_out.add(own.number)
    return [figure for figure in figures if figure.row not in left_out]


def _list_rows(figures: list[Figure], place: Place) -> list[_Row]:
    """List the rows that name their time; none where columns do."""
    rows: dict[int, _Row] = {}
    for figure in figures:
        if figure.head.period or figure.head.quarter or figure.head.month or figure.head.half:
            return []
        meaning = figure.meaning
        if figure.row not in rows:
            own = read_labels(place.vocabulary, figure.cell.row_labels)
            is_timed = bool(own.period or own.quarter or own.month or own.half)
            said = (meaning.codes.get("activity_type", ""), meaning.provinces, meaning.district)
            others = tuple(label for label in figure.cell.row_labels if not _names_time(label, place))
            said = (*said, figure.cell.sections)
            rows[figure.row] = _Row(figure.row, meaning.period, said, others, is_timed, {})
        rows[figure.row].numbers[figure.cell.column] = figure.number
    return list(rows.values()) if any(row.is_timed for row in rows.values()) else []


def _may_hold(row: _Row, other: _Row) -> bool:
    """Whether a row may be of all that another is of; one without a time of its own ("The half-year") is of the title's."""
    is_alike = row.said == other.said and (row.others == other.others or not row.is_timed)
    return other.is_timed and is_alike and lies_in(other.period, row.period)


def _names_time(label: str, place: Place) -> bool:
    own = read_labels(place.vocabulary, (label,))
    return not label.strip(" .1234567890") or bool(own.period or own.quarter or own.month or own.half)


def _add_up(rows: list[_Row]) -> dict[int, float]:
    sums: dict[int, float] = {}
    for row in rows:
        for column, number in row.numbers.items():
            sums[column] = sums.get(column, 0) + (number or 0)
    return sums
