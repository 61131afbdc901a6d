"""Totals that a table states: left out of the records, and compared with the sum of the rows that they stand for."""

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.tables import Cell, Table

__all__ = ["check_totals", "is_named_total", "is_total_text"]


def is_named_total(cells: list[Cell], vocabulary) -> bool:
    """Whether a word for a total stands in a row, as its label or as a cell of its own."""
    texts = [*cells[0].row_labels, *(cell.text for cell in cells if not isinstance(cell.value, (int, float)))]
    return any(is_total_text(text, vocabulary) for text in texts if text)


def is_total_text(text: str, vocabulary) -> bool:
    """Whether a text is a word for a total or for a part of one, or begins with it ("Итого по области", "в т.ч. село").

    The short name of the country stands for the national total too; in a list it says where somebody is from.
    """
    return vocabulary.is_total(text) and not vocabulary.matcher.match(text, "country.")


def _number(cell: Cell) -> float | None:
    if cell.status == "nil":
        return 0.0
    is_number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    return float(cell.value) if is_number and cell.status == "reported" else None


def check_totals(table: Table, totals: set[int], columns, *, place: Place, harvest: Harvest) -> None:
    """Raise F08 where a stated total is neither the sum of all rows above it nor of those since the last total.

    Parameters
    ----------
    table : Table
    totals : set of int
        The rows that are totals.
    columns : collection of int
        The columns that are counted.
    place, harvest
    """
    if not totals:
        return
    whole = dict.fromkeys(columns, 0.0)
    since = dict.fromkeys(columns, 0.0)
    doubtful: set[int] = set()
    for number, cells in table.rows_of_cells():
        own = {cell.column: cell for cell in cells if cell.column in since}
        if number not in totals:
            for column, cell in own.items():
                value = _number(cell)
                if value is None:
                    doubtful.add(column)
                    continue
                whole[column] += value
                since[column] += value
            continue
        for column, cell in own.items():
            stated = _number(cell)
            if stated is not None and column not in doubtful and stated not in (whole[column], since[column]):
                sums = {"stated": f"{stated:g}", "summed": f"{whole[column]:g}"}
                harvest.raise_issue(place, "F08", case="differs", cell=cell.cell, **sums)
        since = dict.fromkeys(columns, 0.0)
