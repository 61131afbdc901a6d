"""Columns of a matrix that sum up its others ("Всего", "Итого за полугодие"): left out, and compared with their sum."""

from collections.abc import Iterable

from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE
from ctip_analysis.definitions import period_bounds

__all__ = ["check_total_columns", "find_total_columns"]


def _differs_by(figure: Figure) -> tuple:
    """Give what a column says that another may say otherwise: a time, a kind of activity, a place."""
    meaning = figure.head
    return (
        meaning.period,
        meaning.quarter,
        meaning.month,
        meaning.half,
        meaning.codes.get("activity_type", ""),
        meaning.provinces,
        meaning.district,
    )


def _holds(period: str, others: Iterable[str]) -> bool:
    """Whether a period is longer than others that lie in it."""
    start, end = period_bounds(period)
    inner = [period_bounds(other) for other in others if other and other != period]
    return any(start <= first and last <= end for first, last in inner)


def find_total_columns(figures: list[Figure], place: Place) -> frozenset[int]:
    """Find the columns that are named a total and name none of the times, kinds and places by which the others differ.

    A total of a half-year beside its quarters is one too; "of which women" below a total or behind it is a part of it.
    """
    firsts = {figure.cell.column: figure for figure in reversed(figures)}
    said = {column: _differs_by(figure) for column, figure in firsts.items()}
    nothing = ("", "", "", "", "", (), "")
    if len({what for what in said.values() if what != nothing}) < 2:
        return frozenset()
    periods = [figure.meaning.period for figure in firsts.values()]
    found = set()
    for column, figure in firsts.items():
        head = figure.cell.column_labels
        named = bool(head) and place.vocabulary.is_total(head[0]) and not figure.column.is_cumulative
        is_longer = bool(figure.meaning.period) and _holds(figure.meaning.period, periods)
        if (named and (said[column] == nothing or is_longer)) or _sums_up_time(figure, firsts):
            found.add(column)
    return frozenset(found)


def _sums_up_time(figure: Figure, firsts: dict[int, Figure]) -> bool:
    """Whether a column's period holds those of two others or more that count the same: a quarter beside its months."""
    own = figure.meaning.period
    if not own or figure.column.is_cumulative or own.endswith("YTD"):
        return False
    within = [
        other
        for other in firsts.values()
        if _counted(other) == _counted(figure)
        and other.head.codes == figure.head.codes
        and _lies_in(other.meaning.period, own)
    ]
    return len(within) > 1


def _lies_in(period: str, longer: str) -> bool:
    """Whether a period is a part of a longer one."""
    if not period or period == longer or period.endswith("YTD"):
        return False
    (start, end), (first, last) = period_bounds(longer), period_bounds(period)
    return start <= first and last <= end


def _counted(figure: Figure) -> tuple:
    column = figure.column
    return (frozenset(column.concepts) - {"col.total", PEOPLE}, column.sex, column.age, column.group)


def check_total_columns(
    figures: list[Figure], totals: frozenset[int], *, place: Place, harvest: Harvest
) -> None:
    """Raise F08 where a stated total differs from the sum of the cells of its row that count the same.

    Parameters
    ----------
    figures : list of Figure
        All cells of the matrix, those of the total columns too.
    totals : frozenset of int
        From `find_total_columns`.
    place, harvest
    """
    parts: dict[tuple, list[Figure]] = {}
    for figure in figures:
        if figure.cell.column not in totals:
            parts.setdefault((figure.row, _counted(figure)), []).append(figure)
    for figure in figures:
        own = parts.get((figure.row, _counted(figure)), []) if figure.cell.column in totals else []
        within = [part for part in own if _lies_in(part.meaning.period, figure.meaning.period)]
        numbers = [part.number for part in within or own]
        summed = None if None in numbers or not numbers else sum(numbers)
        if summed is not None and figure.number not in (None, summed):
            harvest.raise_issue(
                place,
                "F08",
                case="differs",
                cell=figure.cell.cell,
                stated=f"{figure.number:g}",
                summed=f"{summed:g}",
            )
