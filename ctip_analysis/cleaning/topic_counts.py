"""Columns of numbers beside numbers of calls that are headed by a topic: how many were about it, not the topic's name."""

from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import COUNTS, Column
from ctip_analysis.cleaning.tables import Table

__all__ = ["find_headed_by_topics", "settle_topics"]

CALLS, RELEVANT, TOPIC = "col.calls", "col.calls_relevant", "col.topic"
#: What the cells of a column of words say of a row; numbers do not.
SAID_IN_WORDS = {TOPIC, "col.agenda", "col.people"}


def find_headed_by_topics(columns: dict[int, Column], table: Table, place: Place) -> dict[int, str]:
    """Find the columns beside numbers of calls whose header names a topic in words of its own, or only that it is one.

    Returns
    -------
    dict of int to str
        The code of the topic of each; an empty text where none is named.
    """
    if not any(CALLS in column.concepts for column in columns.values()):
        return {}
    heads = table.headers()
    headed = {
        n: place.vocabulary.find_code("topic", heads[n][-1]).code
        for n, column in columns.items()
        if column.how != "exact"
        and heads[n]
        and (column.sex, column.age, column.group) == ("total", "total", "total")
        and SAID_IN_WORDS.issuperset(column.concepts)
        and not set(COUNTS) & set(column.concepts)
    }
    return {n: code for n, code in headed.items() if code or TOPIC in columns[n].concepts}


def settle_topics(
    headed: dict[int, str], columns: dict[int, Column], table: Table, place: Place
) -> dict[int, tuple[str, ...]]:
    """Give what those of them count that hold numbers alone: the calls on a relevant topic, or nothing that a form takes."""
    numeric = [n for n in headed if _holds_numbers(table, n)]
    forms = place.definitions.forms.values()
    relevant = {topic for form in forms for topic in form.get("defaults", {}).get("relevant_topics", ())}
    is_told = any(RELEVANT in column.concepts for column in columns.values())
    first = next((n for n in numeric if headed[n] in relevant and not is_told), None)
    return {n: (RELEVANT,) if n == first else () for n in numeric}


def _holds_numbers(table: Table, column: int) -> bool:
    values = [
        cell.value
        for cell in table.cells
        if cell.column == column and cell.status != "nil" and table.kind_of(cell.row) == "data"
    ]
    return bool(values) and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values)
