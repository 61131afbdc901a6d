"""Years in a column of their own, beside the quarters or months that they are of ("Year | Quarter"), joined to them."""

import re
from dataclasses import replace

from ctip_analysis.cleaning.dates import CYRILLIC_ROMAN, MONTHS_IN_ROMAN
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.tables import Cell, Table

__all__ = ["join_years"]

YEAR = re.compile(r"((?:19|20)\d\d)(?:\s*-?\s*([^\W\d]+\.?))?")
QUARTER, MONTH = "col.quarter", "col.month"


def join_years(table: Table, place: Place) -> Table:
    """Give a table whose quarters and months say their year too, where a column of years stands beside them.

    A year stands once for the rows below it until the next one.

    Parameters
    ----------
    table : Table
    place : Place

    Returns
    -------
    Table
        The same, where no column of years stands beside one of quarters or months.
    """
    known = place.tools.known("years beside")
    if table.layout not in known:
        known[table.layout] = _find_years_and_parts(table, place)
    years, parts = known[table.layout]
    if not table.is_list or len(years) != 1 or not parts:
        return table
    beside, year, joined = min(parts), "", []
    for _, own in table.rows_of_cells():
        stated = next((cell for cell in own if cell.column == years[0]), None)
        is_year = stated is not None and _find_year(stated.text, place)
        year = is_year or year
        if year and any(cell.column in parts for cell in own):
            joined += [
                _join(c, parts.get(c.column, ""), year, place) for c in own if not (is_year and c is stated)
            ]
        else:
            # "2018, total" stands where the years do: it says what row it is, as a quarter would.
            moved = {"column": beside, "column_labels": table.headers()[beside]}
            joined += [c._replace(**moved) if c is stated and not is_year else c for c in own]
    return replace(table, cells=joined)


def _find_years_and_parts(table: Table, place: Place) -> tuple[list[int], dict[int, str]]:
    """Give the columns of years, and those of quarters or months with which of them they are."""
    concepts = {n: place.tools.headers.read(labels).concepts for n, labels in table.layout}
    years = [n for n, own in concepts.items() if own == ("col.year",)]
    parts = {n: next((c for c in (QUARTER, MONTH) if c in own), "") for n, own in concepts.items()}
    return years, {n: part for n, part in parts.items() if part}


def _find_year(text: str, place: Place) -> str:
    """Give the year of a text that says nothing else ("2019", "2019 г."), or an empty text."""
    found = YEAR.fullmatch(text.strip())
    is_alone = found and (not found[2] or place.vocabulary.matcher.match(found[2], "period.suffix_year"))
    return found[1] if is_alone else ""


def _join(cell: Cell, part: str, year: str, place: Place) -> Cell:
    """Give a quarter or a month with its year, as a period's code; a cell that says neither stays."""
    text = cell.text.strip()
    roman = text.strip(" .").upper().translate(CYRILLIC_ROMAN)
    number, period = int(text) if text.isdigit() else MONTHS_IN_ROMAN.get(roman, 0), ""
    if part == QUARTER and 1 <= number <= 4:
        period = f"{year}Q{number}"
    elif part == MONTH and 1 <= number <= 12:
        period = f"{year}-{number:02d}"
    elif part:
        period = place.vocabulary.find_period(f"{text} {year}")
    return cell._replace(value=period, text=period, status="reported") if len(period) > 4 else cell
