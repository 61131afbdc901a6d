"""Which form a list fits: by what its headers mean, and by what its columns hold."""

from dataclasses import replace

from ctip_analysis.cleaning.forms import Fit, choose_form, fit_columns, list_fits
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import PEOPLE, Column
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.tables import Table

__all__ = ["fit_list"]

EVENTS = "col.n_events"
WHOLE = ("total", "total", "total")


def fit_list(table: Table, place: Place) -> Fit | None:
    """Give the form that a list's headers fit, or None; lists with the same headers share their fit."""
    layouts = place.tools.known("columns")
    if table.layout not in layouts:
        columns = {number: place.tools.headers.read(labels) for number, labels in table.layout}
        layouts[table.layout] = (columns, _may_count(table, columns, place.vocabulary))
    columns, may_count = layouts[table.layout]
    counting = _find_counting(table, may_count)
    summed = _find_sums_of_sexes(table, counting, columns)
    counting -= summed
    key = (counting, summed, table.layout)
    known = place.tools.fits
    if key not in known:
        counted = {number: replace(columns[number], concepts=(EVENTS,)) for number in counting}
        counted |= {number: replace(columns[number], concepts=(PEOPLE,)) for number in summed}
        known[key] = list_fits(columns | counted, place.vocabulary)
    fit = choose_form(known[key], place.tools.fold(table.sheet, *table.title))
    return _with_decided(fit, table.headers(), place) if fit and fit.cumulative else fit


def _may_count(table: Table, columns: dict[int, Column], vocabulary) -> set[int]:
    """Give the columns that count events if they hold numbers: "Trainings", a bare "Number" beside the participants."""
    named = {n for n, column in columns.items() if "col.event_name" in column.concepts}
    said = {concept for column in columns.values() for concept in column.concepts}
    if PEOPLE in said and EVENTS not in said and said & {"col.event_name", "col.event_type"}:
        heads = table.headers()
        bare = {
            n
            for n, c in columns.items()
            if not c.concepts and vocabulary.match_labels(heads[n][-1:], "unit.count")
        }
        named |= bare if len(bare) == 1 else set()
    return named


def _find_counting(table: Table, columns: set[int]) -> frozenset[int]:
    """Find the columns that hold numbers of events (3, 5), not names and not a numbering of rows."""
    values = {
        n: [c.value for c in table.cells if c.column == n and table.kind_of(c.row) == "data"] for n in columns
    }
    return frozenset(
        n
        for n, own in values.items()
        if own
        and all(isinstance(value, (int, float)) for value in own)
        and own != list(range(1, len(own) + 1))
    )


def _find_sums_of_sexes(table: Table, counting: frozenset[int], columns: dict[int, Column]) -> frozenset[int]:
    """Find the column of a bare "Number" that is the sum of women and men in every row: it counts people, not events."""
    whole = [n for n, c in columns.items() if PEOPLE in c.concepts and (c.sex, c.age, c.group) == WHOLE]
    parts = [n for n, c in columns.items() if PEOPLE in c.concepts and c.sex != "total" and c.age == "total"]
    if whole or not parts or len(counting) != 1:
        return frozenset()
    bare = next(iter(counting))
    rows = [
        {c.column: c.value for c in cells}
        for row, cells in table.rows_of_cells()
        if table.kind_of(row) == "data"
    ]
    sums = [(row[bare], [row[n] for n in parts if n in row]) for row in rows if bare in row]
    told = [
        (number, sum(numbers))
        for number, numbers in sums
        if numbers and all(isinstance(n, (int, float)) for n in (number, *numbers))
    ]
    return counting if told and all(number == known for number, known in told) else frozenset()


def _with_decided(fit: Fit, heads: dict[int, tuple[str, ...]], place: Place) -> Fit:
    """Give a fit in which the cumulative columns of which a person decided are read like the others."""
    columns = {number: place.tools.headers.read(labels) for number, labels in heads.items()}
    decided = {n for n in fit.cumulative if place.answer("cumulative", place.subject(column_letter(n)))}
    if not decided:
        return fit
    columns |= {number: replace(columns[number], is_cumulative=False) for number in decided}
    return fit_columns(columns, fit.code, fit.form)
