"""Days in a column of their own, beside the months that they are of ("Day | Month | Year"), joined to them."""

import re
from dataclasses import replace

from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.tables import Cell, Table

__all__ = ["join_days"]

DATE, MONTH = "col.date", "col.month"
DAYS = ("col.day", DATE)
LAST_DAY = 31
YEAR_AND_MONTH = re.compile(r"\d{4}-\d\d")


def join_days(table: Table, place: Place) -> Table:
    """Give a list whose months say their day too, where a column of days stands beside them.

    Parameters
    ----------
    table : Table
        Whose months say their year already, where a column of years stands beside them.
    place : Place

    Returns
    -------
    Table
        The same, where no column of days (1 to 31) stands beside one of months.
    """
    known = place.tools.known("days beside")
    if table.layout not in known:
        known[table.layout] = _find_days_and_months(table, place)
    days, months = known[table.layout]
    if not table.is_list or len(days) != 1 or len(months) != 1 or not _holds_days(table, days[0]):
        return table
    heads = table.headers()
    is_date = DATE in place.tools.headers.read(heads[days[0]]).concepts
    # "Number" alone would be a date itself: the month joins it there.
    moved = {"column": days[0], "column_labels": heads[days[0]]} if is_date else {}
    joined = []
    for _, own in table.rows_of_cells():
        day = next((cell for cell in own if cell.column == days[0] and _is_day(cell)), None)
        month = next((cell for cell in own if cell.column == months[0] and cell.text.strip()), None)
        if month is None:
            joined += own
        else:
            whole = _join(day, month)._replace(**moved)
            joined += [whole if cell is month else cell for cell in own if cell is not day]
    return replace(table, cells=joined)


def _find_days_and_months(table: Table, place: Place) -> tuple[list[int], list[int]]:
    concepts = {n: place.tools.headers.read(labels).concepts for n, labels in table.layout}
    days = [n for n, own in concepts.items() if own and own[0] in DAYS]
    return days, [n for n, own in concepts.items() if own == (MONTH,)]


def _holds_days(table: Table, column: int) -> bool:
    """Whether all that a column says in digits are days; words ("Total") may stand between."""
    cells = [c for c in table.cells if c.column == column and any(map(str.isdigit, c.text))]
    return bool(cells) and all(_is_day(cell) for cell in cells)


def _is_day(cell: Cell) -> bool:
    text = cell.text.strip()
    return text.isdecimal() and 1 <= int(text) <= LAST_DAY


def _join(day: Cell | None, month: Cell) -> Cell:
    """Give a month with its day: a whole date where it says its year, else as people write it ("12.04", "12 April")."""
    if day is None:
        return month
    number, text = int(day.text), month.text.strip()
    if YEAR_AND_MONTH.fullmatch(text):
        said = f"{text}-{number:02d}"
    else:
        said = f"{number:02d}.{int(text):02d}" if text.isdecimal() else f"{number} {text}"
    return month._replace(value=said, text=said, status="reported")
