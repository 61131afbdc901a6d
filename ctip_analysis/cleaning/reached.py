"""Columns headed as stages ("Sent to court", "Дата возбуждения") whose cells hold the day on which each was reached.

Each is a stage of its own. Of a row that names no other stage the last of them is the one that it tells.
"""

from dataclasses import replace
from typing import NamedTuple

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.cleaning.forms import Fit, fit_columns
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import Column
from ctip_analysis.cleaning.reading_dates import read_days
from ctip_analysis.cleaning.tables import Table

__all__ = ["Reached", "find_latest", "find_stages", "list_reached", "with_stages"]

MOST_WORDS = 5
#: What a header that names a stage may mean besides: the day of something.
DATES = {"col.date", "col.date_start", "col.date_end", "col.opened", "col.referred_n", "col.case_code"}
#: What stands where a stage was not reached.
NOT_REACHED = ("nil", "not_available", "suppressed_at_source")


class Reached(NamedTuple):
    """A row's stage, the day on which it was reached, and the cell that says so."""

    row: int
    stage: str
    day: str
    cell: str


def _dated_list(form: dict) -> str:
    """Give the code list of the form's field whose codes may head columns of days, or an empty text."""
    fields = form["fields"].values()
    return next((entry["list"] for entry in fields if entry.get("is_dated")), "")


def find_stages(table: Table, columns: dict[int, Column], place: Place) -> dict[int, str]:
    """Give the columns headed as a stage that hold days and nothing else, each with its stage.

    Parameters
    ----------
    table : Table
    columns : dict of int to Column
        What the headers mean.
    place : Place
    """
    known = place.tools.known("headed as stages")
    if table.layout not in known:
        known[table.layout] = _find_headed(table, columns, place)
    headed = known[table.layout]
    if not headed:
        return {}
    is_day: dict[int, list[bool]] = {}
    for cell in table.cells:
        if cell.column in headed and cell.status not in NOT_REACHED and table.kind_of(cell.row) == "data":
            read = read_date(cell.value, cell.text, matcher=place.vocabulary.matcher, order=place.date_order)
            is_day.setdefault(cell.column, []).append(bool(read.precision))
    return {n: stage for n, stage in headed.items() if all(is_day.get(n, [False]))}


def _find_headed(table: Table, columns: dict[int, Column], place: Place) -> dict[int, str]:
    lists = {_dated_list(form) for form in place.definitions.forms.values()} - {""}
    said = {n: labels[-1] for n, labels in table.headers().items() if labels}
    heads = {n: label for n, label in said.items() if {*columns[n].concepts} <= DATES}
    named = {
        n: place.vocabulary.find_code(code_list, label).code
        for n, label in heads.items()
        for code_list in lists
        if len(label.split()) <= MOST_WORDS
    }
    return {n: stage for n, stage in named.items() if stage}


def with_stages(fit: Fit, columns: dict[int, Column], stages: dict[int, str]) -> Fit:
    """Give a fit whose columns of days of stages are no other field of its form.

    Parameters
    ----------
    fit : Fit
    columns : dict of int to Column
    stages : dict of int to str
        From `find_stages`.
    """
    name = next((name for name, entry in fit.form["fields"].items() if entry.get("is_dated")), "")
    if not name or not stages:
        return fit
    own = fit_columns(columns | dict.fromkeys(stages, Column()), fit.code, fit.form)
    marked = {number: (name, stage) for number, stage in stages.items()}
    return replace(own, unknown=tuple(n for n in own.unknown if n not in stages), marked=marked)


def list_reached(block: Block) -> list[Reached]:
    """List the stages that a block's columns of days tell, in the order of the columns."""
    fields = block.form["fields"].items()
    columns = [
        (entry["stage"], block.cells[name])
        for name, entry in fields
        if "stage" in entry and entry["type"] == "date" and name in block.cells
    ]
    columns += [(stage, cells) for (_, stage), cells in block.marked.items()]
    return [
        Reached(row, stage, day, cells[row].cell)
        for stage, cells in columns
        for row, day in enumerate(read_days(replace(block, cells={stage: cells}), stage))
        if day
    ]


def find_latest(reached: list[Reached], order: list[str]) -> dict[int, Reached]:
    """Give the last stage of each row; of two of one day the one that stands later in the list of stages."""
    latest: dict[int, Reached] = {}
    for own in sorted(reached, key=lambda own: (own.row, own.day, order.index(own.stage))):
        latest[own.row] = own
    return latest
