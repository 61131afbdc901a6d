"""Columns headed as codes of a field ("Shelter", "Lawyer" of services) whose cells say yes to them: a tick, a date, a word.

Of a register of cases "M", "F" and "minors" may be such columns too, though they are headed like counts: where nothing
but ticks stands below them.
"""

from dataclasses import replace

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import PEOPLE, Column
from ctip_analysis.cleaning.reading_dates import first_day
from ctip_analysis.cleaning.tables import Table

__all__ = ["find_tickable", "find_ticked", "list_marked", "with_marked"]

#: Fewer such columns may be of anything.
FEWEST_COLUMNS = 2
MOST_WORDS = 4
CASE, SEX, AGE = "col.case_code", "col.sex", "col.age_group"
#: What stands in a column of ticks beside ticks.
NO_TICK = ("nil", "not_available")


def find_tickable(columns: dict[int, Column]) -> dict[int, str]:
    """Give the columns headed as people of a sex or an age, and which of the two, where each row has the code of a case.

    Parameters
    ----------
    columns : dict of int to Column
        What the headers of a list mean.
    """
    if not any(CASE in column.concepts for column in columns.values()):
        return {}
    people = {n: column for n, column in columns.items() if PEOPLE in column.concepts}
    tickable = {
        n: SEX if c.age == "total" else AGE for n, c in people.items() if c.sex != "total" or c.age != "total"
    }
    return tickable if list(tickable.values()).count(SEX) >= FEWEST_COLUMNS else {}


def find_ticked(table: Table, tickable: dict[int, str], place: Place) -> dict[int, tuple[str, ...]]:
    """Give the meaning of the columns that `find_tickable` found, where all of them hold ticks and nothing else.

    Parameters
    ----------
    table : Table
    tickable : dict of int to str
    place : Place
    """
    if not tickable:
        return {}
    cells = [cell for cell in table.cells if cell.column in tickable and table.kind_of(cell.row) == "data"]
    matcher = place.vocabulary.matcher
    are_ticks = all(
        cell.status in NO_TICK or cell.value in (0, 1) or matcher.match(cell.text, "value.yes", "value.no")
        for cell in cells
    )
    return {n: (concept,) for n, concept in tickable.items()} if cells and are_ticks else {}


def with_marked(fit: Fit, heads: dict[int, tuple[str, ...]], place: Place) -> Fit:
    """Give a fit that knows which of its columns are headed as codes of a field that may be ticked.

    Parameters
    ----------
    fit : Fit
    heads : dict of int to tuple of str
        The header cells of each column.
    place : Place
    """
    marked: dict[int, tuple[str, str]] = {}
    for name, entry in fit.form["fields"].items():
        if not entry.get("is_ticked"):
            continue
        own = [number for number, field in fit.fields.items() if field == name]
        columns = (*own, *fit.unknown, *fit.repeated)
        found = {
            n: code for n in columns if n in heads and (code := _name_code(heads[n], name, entry, place))
        }
        if len(found) >= entry.get("fewest_ticked", FEWEST_COLUMNS):
            marked |= {number: (name, code) for number, code in found.items()}
    if not marked:
        return fit
    return replace(
        fit,
        fields={number: name for number, name in fit.fields.items() if number not in marked},
        unknown=tuple(number for number in fit.unknown if number not in marked),
        repeated=tuple(number for number in fit.repeated if number not in marked),
        marked=marked,
    )


def _name_code(labels: tuple[str, ...], name: str, entry: dict, place: Place) -> str:
    """Give the code of a field's list that the lowest level of a header names, where it names nothing else."""
    own = {*entry["concepts"], *entry.get("ticked_with", ())}
    said = set(place.tools.headers.read(labels[-1:]).concepts)
    if not said <= own and PEOPLE not in said & own:
        return ""
    text = labels[-1].rpartition(":")[2].strip()
    found = place.vocabulary.find_code(entry["list"], text)
    return found.code if len(text.split()) <= MOST_WORDS else ""


def list_marked(block: Block, name: str) -> list[tuple[int, str, str]]:
    """List what is ticked of a field: the row, the code, and the day where the cell says one."""
    matcher = block.tools.vocabulary.matcher
    ticked = []
    for (field, code), cells in block.marked.items():
        for row, cell in enumerate(cells if field == name else ()):
            is_none = cell is None or cell.status in NO_TICK or cell.value == 0
            if is_none or "value.no" in matcher.match(cell.text):
                continue
            date = read_date(cell.value, cell.text, matcher=matcher, order=block.places[row].date_order)
            ticked.append((row, code, "" if isinstance(cell.value, (int, float)) else first_day(date)))
    return sorted(ticked)
