"""Cells that do not say the whole themselves: "the same" as above, and numbers in thousands."""

from collections.abc import Iterable

from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.cleaning.telling_words import says_same
from ctip_analysis.definitions import fold_text

__all__ = ["fill_same", "find_thousands", "in_ones"]

NUMBERS = ("count", "number")


def fill_same(table: Table, place: Place, harvest: Harvest) -> Iterable[tuple[int, list[Cell]]]:
    """Give the rows of a table, with what stands above in cells that say "the same"; each is said."""
    rows = table.rows_of_cells()
    marks = place.tools.marks.same
    if not marks or not any(cell.text in marks for cell in table.cells):
        return rows
    filled, above = [], {}
    for number, cells in rows:
        above = {cell.column: _fill(cell, above.get(cell.column), place, harvest) for cell in cells}
        filled.append((number, list(above.values())))
    return filled


def _says_same(cell: Cell, place: Place) -> bool:
    is_text = isinstance(cell.value, str) or cell.status == "unreadable"
    return is_text and says_same(place.vocabulary, cell.text)


def _fill(cell: Cell, former: Cell | None, place: Place, harvest: Harvest) -> Cell:
    if former is None or not _says_same(cell, place):
        return cell
    harvest.raise_issue(place, "F07", case="same", cell=cell.cell)
    return cell._replace(value=former.value, text=former.text, status=former.status)


def find_thousands(table: Table, fit: Fit, place: Place, harvest: Harvest) -> frozenset[int]:
    """Find the columns of counts and amounts whose header says thousands; each is said."""
    known = place.tools.known("thousands")
    heads = table.headers()
    found = []
    for number in sorted({*fit.people, *(n for n, name in fit.fields.items() if _is_number(fit, name))}):
        text = " ".join(heads.get(number, ()))
        if text not in known:
            find_within = place.vocabulary.matcher.find_within
            known[text] = bool(find_within(fold_text(text), "unit.thousand", shortest=3))
        if known[text]:
            found.append(number)
    for number in found:
        harvest.raise_issue(place, "F07", case="thousands", cell=table.head_cell(number))
    return frozenset(found)


def _is_number(fit: Fit, name: str) -> bool:
    return fit.form["fields"][name]["type"] in NUMBERS


def in_ones(cells: list[Cell | None]) -> list[Cell | None]:
    """Give the cells of a column of thousands with their numbers as they are."""
    return [_times_thousand(cell) if cell is not None else None for cell in cells]


def _times_thousand(cell: Cell) -> Cell:
    if not isinstance(cell.value, (int, float)) or isinstance(cell.value, bool):
        return cell
    value = round(cell.value * 1000, 6)
    return cell._replace(value=value, text=f"{value:.0f}" if value == int(value) else f"{value:g}")
