"""Columns whose header speaks of calls and that count none: what a call was about, its day, its hour, who called."""

import re

from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import Column
from ctip_analysis.cleaning.tables import Table

__all__ = ["find_worded"]

CALLS, TOPIC = {"col.calls", "col.calls_relevant"}, "col.topic"
#: What a header of calls may mean besides that says what they were about.
KINDS = {"col.event_type", "col.event_name", TOPIC}
NOTHING = ("nil", "not_available", "suppressed_at_source")
DIGIT, HOUR = re.compile(r"\d"), re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")


def find_worded(table: Table, columns: dict[int, Column], place: Place) -> dict[int, tuple[str, ...]]:
    """Give the meaning of the columns headed as calls in which no cell is a number.

    Parameters
    ----------
    table : Table
    columns : dict of int to Column
        What the headers mean.
    place : Place
    """
    headed = [n for n, column in columns.items() if CALLS & {*column.concepts}]
    if not headed:
        return {}
    match = place.vocabulary.matcher.match
    said: dict[int, list[str]] = {n: [] for n in headed}
    numbers = set()
    for cell in table.cells:
        if cell.column not in said or cell.status in NOTHING or table.kind_of(cell.row) != "data":
            continue
        if isinstance(cell.value, str):
            # "нет" counts nothing, and is no topic either.
            said[cell.column] += [cell.text.strip()] if not match(cell.text, "value.") else []
        else:
            numbers.add(cell.column)
    settled = {n: _settle(columns[n], said[n]) for n in headed if said[n] and n not in numbers}
    return {n: concepts for n, concepts in settled.items() if concepts is not None}


def _settle(column: Column, said: list[str]) -> tuple[str, ...] | None:
    """Give what a column means that holds such texts; None where they may be numbers in words ("5 звонков")."""
    beside = {*column.concepts} - CALLS
    if beside - KINDS:
        return tuple(sorted(beside))
    if all(map(HOUR.fullmatch, said)):
        return ()
    return None if any(map(DIGIT.search, said)) else (TOPIC,)
