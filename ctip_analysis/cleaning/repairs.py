"""What a careful reader mends in a list before its cells are read: "the same" marks, columns in thousands; each is said."""

from collections.abc import Iterator

from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.tables import Cell, Table

__all__ = ["fill_same", "find_thousands", "in_ones"]

COUNTED = ("count", "number")


def fill_same(table: Table, place: Place, harvest: Harvest) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows of a list with what stands above in the cells that say "the same"."""
    says_same = place.vocabulary.says_same
    if not any(map(says_same, {cell.text for cell in table.cells})):
        yield from table.rows_of_cells()
        return
    above: dict[int, Cell] = {}
    for number, cells in table.rows_of_cells():
        if any(says_same(cell.text) for cell in cells):
            cells = [_fill(cell, above, place, harvest) if says_same(cell.text) else cell for cell in cells]
        above = {cell.column: cell for cell in cells}
        yield number, cells


def _fill(cell: Cell, above: dict[int, Cell], place: Place, harvest: Harvest) -> Cell:
    former = above.get(cell.column)
    if former is None:
        return cell
    harvest.raise_issue(place, "F07", case="same", cell=cell.cell)
    return cell._replace(value=former.value, text=former.text, status=former.status)


def find_thousands(table: Table, fit: Fit, place: Place, harvest: Harvest) -> list[int]:
    """Find the columns of counts and amounts whose header says thousands; each is said."""
    counted = {n for n, name in fit.fields.items() if fit.form["fields"][name]["type"] in COUNTED}
    heads = table.headers()
    found = [
        n
        for n in sorted({*counted, *fit.people} & heads.keys())
        if place.vocabulary.is_in_thousands(" ".join(heads[n]))
    ]
    for number in found:
        cell = f"{column_letter(number)}{min(table.header_rows or (1,))}"
        harvest.raise_issue(place, "F07", case="thousands", cell=cell)
    return found


def in_ones(cells: list[Cell | None]) -> list[Cell | None]:
    """Give the cells of a column of thousands with their numbers as they are."""
    return [_times_thousand(cell) if cell is not None else None for cell in cells]


def _times_thousand(cell: Cell) -> Cell:
    if not isinstance(cell.value, (int, float)) or isinstance(cell.value, bool):
        return cell
    value = round(cell.value * 1000, 6)
    return cell._replace(value=value, text=f"{value:.0f}" if value == int(value) else f"{value:g}")
