"""Tables that state again in sums what the lists of the same file hold event by event: they are not counted twice.

A table without dates whose events and people are those of the lists with dates, all of them or one, is such a summary,
whatever its sheet is called.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import PEOPLE
from ctip_analysis.cleaning.headings import read_figures
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.cleaning.telling_words import is_total
from ctip_analysis.cleaning.total_columns import find_total_columns
from ctip_analysis.cleaning.unnamed_counts import EVENTS

__all__ = ["find_restated"]

DATED = {"date", "quarter"}
WHOLE = ("total", "total", "total")
SEXES = ("female", "male", "unknown")


class Sums(NamedTuple):
    """How many events and people a table holds; nothing where it does not say it."""

    events: float | None
    people: float | None
    women: float | None

    def __add__(self, other: "Sums") -> "Sums":
        pairs = zip(self, other, strict=True)
        return Sums(*(None if None in pair else sum(pair) for pair in pairs))

    def says_again(self, other: "Sums") -> bool:
        """Whether what it says is all that another says: people, and events or women too where both say them."""
        told = [(own, its) for own, its in zip(self, other, strict=True) if None not in (own, its)]
        return bool(self.people) and self.people == other.people and all(own == its for own, its in told)


def find_restated(fits: list[tuple[Table, Fit | None]], place: Place) -> dict[int, tuple[str, ...]]:
    """Find the tables that sum up lists of their file: the sheets of these lists, by the table's place among all.

    Parameters
    ----------
    fits : list of (Table, Fit or None)
        The tables of a file, each with the form that it fits as a list.
    place : Place
    """
    told = [
        number
        for number, (table, fit) in enumerate(fits)
        if table.cells and (fit is None or _is_of_events(fit))
    ]
    dated = {number for number in told if fits[number][1] and DATED & set(fits[number][1].fields.values())}
    others = [number for number in told if number not in dated]
    if not dated or not others:
        return {}
    lists = {number: _sum_list(*fits[number], place) for number in sorted(dated)}
    whole = Sums(0, 0, 0)
    for own in lists.values():
        whole += own
    restated = {}
    for number in others:
        table, fit = fits[number]
        sums = _sum_matrix(table, place) if fit is None else _sum_list(table, fit, place)
        if sums.says_again(whole):
            restated[number] = tuple(dict.fromkeys(fits[n][0].sheet for n in lists))
        elif alike := [n for n, own in lists.items() if sums.says_again(own)]:
            restated[number] = (fits[alike[0]][0].sheet,)
    return restated


def _is_of_events(fit: Fit | None) -> bool:
    return fit is not None and fit.form["record"] == "activities"


def _number(cell: Cell) -> float | None:
    if cell.status == "nil":
        return 0
    return cell.value if _is_number(cell) else None


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)


def _rows_of_records(table: Table, place: Place) -> Iterator[dict[int, Cell]]:
    for row, cells in table.rows_of_cells():
        texts = [*cells[0].row_labels, *(cell.text for cell in cells if not _is_number(cell))]
        if table.kind_of(row) == "data" and not any(
            is_total(place.vocabulary, text) for text in texts if text
        ):
            yield {cell.column: cell for cell in cells}


def _sum_list(table: Table, fit: Fit, place: Place) -> Sums:
    people = {key: number for number, key in fit.people.items()}
    events = next((number for number, name in fit.fields.items() if name == "n_events"), None)
    # A row with a date is one event; one without may be of many.
    alone = 1 if DATED & set(fit.fields.values()) else None
    sums = Sums(0, 0, 0)
    for cells in _rows_of_records(table, place):
        found = {key: _number(cells[number]) if number in cells else None for key, number in people.items()}
        if all(n is None for n in found.values()) and (events is None or events not in cells):
            continue
        by_sex = [n for (sex, age, group), n in found.items() if sex in SEXES and (age, group) == WHOLE[1:]]
        known = sum(n for n in by_sex if n is not None) if any(n is not None for n in by_sex) else None
        whole = found.get(WHOLE)
        held = alone if events is None else _number(cells[events]) if events in cells else None
        sums += Sums(held, known if whole is None else whole, found.get(("female", "total", "total")))
    return sums


def _sum_matrix(table: Table, place: Place) -> Sums:
    figures = read_figures(table.as_matrix() if table.is_list else table, place)
    left_out = {*find_total_columns(figures, place).totals}
    sexes = {figure.column.sex for figure in figures}
    counted = {PEOPLE, "col.total"} if sexes != {"total"} else {PEOPLE}
    sums: dict[str, float] = {}
    for figure in figures:
        labels = [label for label in figure.cell.row_labels if label]
        is_summed = table.kind_of(figure.row) != "data" or any(is_total(place.vocabulary, t) for t in labels)
        column = figure.column
        if is_summed or figure.cell.column in left_out or (column.age, column.group) != WHOLE[1:]:
            continue
        concepts = set(column.concepts)
        name = "events" if EVENTS in concepts else column.sex if counted & concepts else ""
        if name and figure.number is not None:
            sums[name] = sums.get(name, 0) + figure.number
    by_sex = [sums[sex] for sex in SEXES if sex in sums]
    people = sums.get("total", sum(by_sex) if by_sex else None)
    return Sums(sums.get("events"), people, sums.get("female"))
