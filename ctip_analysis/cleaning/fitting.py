"""Which form a list fits: by what its headers mean, and by what its columns hold."""

import re
from dataclasses import replace

from ctip_analysis.cleaning.forms import Fit, choose_form, fit_columns, list_fits
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import PEOPLE, PLANNED, Column
from ctip_analysis.cleaning.marked import find_tickable, find_ticked, with_marked
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.reached import find_stages, with_stages
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.cleaning.topic_counts import find_headed_by_topics, settle_topics
from ctip_analysis.cleaning.unnamed_counts import (
    EVENTS,
    decide_counts,
    find_fewest,
    find_unnamed,
    is_numbering,
    list_numbers,
)
from ctip_analysis.cleaning.worded_calls import find_worded

__all__ = ["fit_list"]

NAMES_EVENTS = {"col.event_name", "col.event_type"}
DATES = {"col.date", "col.date_start"}
AUDIENCE = "col.group"
MATERIALS, MATERIAL_TYPE = "col.materials", "col.material_type"
NAMES_MATERIALS = ("col.event_name", MATERIAL_TYPE)
#: A code of a row, as "A1" or "ТР-12".
CODE, CODES = re.compile(r"[^\W\d_]{1,4}[-./]?\d{1,6}"), "col.row_code"
#: What stands where there was nothing.
NOTHING = ("nil", "not_available")


def fit_list(table: Table, place: Place) -> Fit | None:
    """Give the form that a list's headers fit, or None; lists with the same headers share their fit."""
    layouts = place.tools.known("columns")
    if table.layout not in layouts:
        columns = {number: place.tools.headers.read(labels) for number, labels in table.layout}
        layouts[table.layout] = (
            columns,
            {n for n, column in columns.items() if "col.event_name" in column.concepts},
            {n for n, column in columns.items() if column.concepts == (EVENTS,)},
            _find_unnamed(table, columns, place.vocabulary),
            _find_materials(table, columns, place.vocabulary),
            find_tickable(columns),
            find_headed_by_topics(columns, table, place),
        )
    columns, names, numbered, unnamed, (kinds, copies), tickable, topics = layouts[table.layout]
    counting = dict.fromkeys(_find_counting(table, names), (EVENTS,))
    counting |= dict.fromkeys(_find_codes(table, numbered), (CODES,))
    counting |= find_ticked(table, tickable, place)
    counting |= find_worded(table, columns, place)
    counting |= settle_topics(topics, columns, table, place) if topics else {}
    if kinds:
        counting |= _settle_materials(table, kinds, copies)
        unnamed = unnamed - {*counting}
    counted, unclear = _settle_unnamed(table, columns, unnamed, place) if unnamed else ({}, ())
    counting |= counted
    stages = find_stages(table, columns, place)
    key = (tuple(sorted(counting.items())), unclear, tuple(sorted(stages.items())), table.layout)
    known = place.tools.fits
    if key not in known:
        settled = {
            number: replace(columns[number], concepts=concepts) for number, concepts in counting.items()
        }
        planned = {n for n, column in columns.items() if unclear and column.concepts == (PLANNED,)}
        settled |= {number: Column() for number in (*unclear, *planned)}
        fits = list_fits(columns | settled, place.vocabulary)
        fits = [with_stages(fit, columns | settled, stages) for fit in fits]
        fits = [_with_unnamed(fit, unclear, tuple(counted)) for fit in fits]
        known[key] = [with_marked(fit, table.headers(), place) for fit in fits]
    fit = choose_form(known[key], place.tools.fold(table.sheet, *table.title))
    return _with_decided(fit, table.headers(), place) if fit and fit.cumulative else fit


def _find_unnamed(table: Table, columns: dict[int, Column], vocabulary) -> frozenset[int]:
    """Find the columns of a list of events whose header does not say what they count."""
    said = {concept for column in columns.values() for concept in column.concepts}
    if EVENTS in said or not (said & NAMES_EVENTS and said & (DATES | {PEOPLE, AUDIENCE})):
        return frozenset()
    usual = choose_form(list_fits(columns, vocabulary), "")
    if usual is not None and usual.form["record"] != "activities":
        return frozenset()
    return find_unnamed(columns, table.headers(), vocabulary)


def _settle_unnamed(
    table: Table, columns: dict[int, Column], unnamed: frozenset[int], place: Place
) -> tuple[dict[int, tuple[str, ...]], tuple[int, ...]]:
    """Give the concepts of the columns that do not name what they count, and those of which a person must say it."""
    said = {concept for column in columns.values() for concept in column.concepts}
    numbers, is_dated = list_numbers(table), bool(said & DATES)
    decided = decide_counts(numbers, columns, unnamed, is_dated=is_dated, fewest=find_fewest(place))
    if AUDIENCE in said and len(decided) == 1 and PEOPLE not in said:
        # "Who came | Number" counts those who came.
        decided = dict.fromkeys(decided, PEOPLE)
    for number in [number for number, concept in decided.items() if not concept]:
        if answer := place.answer("header", place.subject(column_letter(number))):
            decided[number] = next(iter(place.tools.headers.read_answer(answer).concepts), "")
    counted = {number: (concept,) for number, concept in decided.items() if concept}
    return counted, tuple(sorted(number for number, concept in decided.items() if not concept))


def _with_unnamed(fit: Fit, unclear: tuple[int, ...], inferred: tuple[int, ...]) -> Fit:
    """Give a fit that knows which of its columns do not name what they count."""
    unknown = tuple(number for number in fit.unknown if number not in unclear)
    return replace(fit, unknown=unknown, unclear=unclear, inferred=inferred)


def _find_counting(table: Table, columns: set[int]) -> frozenset[int]:
    """Find the columns that hold numbers of events (3, 5, a dash), not names and not a numbering of rows."""
    return frozenset(
        n
        for n, cells in _cells_of(table, columns).items()
        if (values := [cell.value for cell in cells if cell.status not in NOTHING])
        and all(isinstance(value, (int, float)) for value in values)
        and values != list(range(1, len(values) + 1))
    )


def _find_codes(table: Table, columns: set[int]) -> frozenset[int]:
    """Find the columns headed as numbers of events that hold a code of each row (A1, A2), not how many there were."""
    return frozenset(
        n
        for n, cells in _cells_of(table, columns).items()
        if cells
        and all(CODE.fullmatch(cell.text.strip()) for cell in cells)
        and len({cell.text for cell in cells}) == len(cells)
    )


def _find_materials(table: Table, columns: dict[int, Column], vocabulary) -> tuple[frozenset, frozenset]:
    """Find the columns headed as materials, and those that may be their numbers, where no events and nothing else is counted."""
    kinds = frozenset(n for n, column in columns.items() if {MATERIALS, MATERIAL_TYPE} & {*column.concepts})
    others = {concept for n, column in columns.items() if n not in kinds for concept in column.concepts}
    if not kinds or others & {EVENTS, PEOPLE, "col.total", *NAMES_EVENTS}:
        return frozenset(), frozenset()
    return kinds, find_unnamed(columns, table.headers(), vocabulary)


def _settle_materials(
    table: Table, kinds: frozenset[int], copies: frozenset[int]
) -> dict[int, tuple[str, ...]]:
    """Give the meaning of the column that names materials, and of the one beside it that says how many of each."""
    numbers = list_numbers(table)
    own = [n for n in copies if n in numbers and not is_numbering(numbers[n])]
    if len(own) != 1 or any(n in numbers for n in kinds):
        return {}
    return dict.fromkeys(kinds, NAMES_MATERIALS) | {own[0]: (MATERIALS,)}


def _cells_of(table: Table, columns: set[int]) -> dict[int, list[Cell]]:
    """Give the cells of the rows of data by their column."""
    if not columns:
        return {}
    data = [cell for cell in table.cells if cell.column in columns and table.kind_of(cell.row) == "data"]
    return {n: [cell for cell in data if cell.column == n] for n in sorted(columns)}


def _with_decided(fit: Fit, heads: dict[int, tuple[str, ...]], place: Place) -> Fit:
    """Give a fit in which the cumulative columns of which a person decided are read like the others."""
    columns = {number: place.tools.headers.read(labels) for number, labels in heads.items()}
    decided = {n for n in fit.cumulative if place.answer("cumulative", place.subject(column_letter(n)))}
    if not decided:
        return fit
    columns |= {number: replace(columns[number], is_cumulative=False) for number in decided}
    return fit_columns(columns, fit.code, fit.form)
