"""Rows of a list that are no records: nothing was done, the columns are named once more, somebody signed; and rows twice."""

from ctip_analysis.cleaning.forms import Fit
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.tables import Cell

__all__ = ["is_no_record", "raise_repeated", "says_none"]

#: The share of a row's cells that are names of columns where it names them once more.
MOST = 0.6
#: A row of fewer cells may be the same as another by chance.
FEWEST_CELLS = 4


def says_none(cell: Cell) -> bool:
    """Whether a cell holds a dash or a zero: a row of nothing else was left empty."""
    return cell.status in ("nil", "not_available") or cell.value == 0


def is_no_record(cells: list[Cell], fit: Fit, place: Place) -> bool:
    """Whether a row counts nobody and says that nothing was done, names the columns once more, or says who signed.

    Parameters
    ----------
    cells : list of Cell
        Of the row.
    fit : Fit
        What the columns are.
    place : Place
    """
    if any(
        cell.value for cell in cells if cell.column in fit.people and isinstance(cell.value, (int, float))
    ):
        return False
    nil = place.tools.marks.nil
    return (
        (bool(nil) and any(cell.text in nil for cell in cells))
        or _is_signature(cells, place)
        or _names_columns(cells, place)
    )


def _is_signature(cells: list[Cell], place: Place) -> bool:
    """Whether a row begins with a word of who signs ("Директор:")."""
    first = cells[0].text.strip()
    bare = first.strip(" :")
    is_said = len(cells) > 1 or bare != first
    return is_said and bool(place.vocabulary.matcher.match(bare, "row.signature"))


def _names_columns(cells: list[Cell], place: Place) -> bool:
    if len(cells) < FEWEST_CELLS or not all(
        isinstance(cell.value, str) or cell.value is None for cell in cells
    ):
        return False
    if any(letter.isdigit() for cell in cells for letter in cell.text):
        return False
    known = [bool(place.tools.headers.read((cell.text,)).concepts) for cell in cells]
    return known[0] and sum(known) >= MOST * len(known)


def raise_repeated(rows: list, numbering: set[str], harvest: Harvest) -> None:
    """Say of a row of a list that says the same as one above it in every column; both count.

    Parameters
    ----------
    rows : list of ListedRow
    numbering : set of str
        The fields that only number a row.
    harvest : Harvest
    """
    seen: dict[tuple, int] = {}
    for row in rows:
        fit = row.own.fit
        said = tuple([(c.column, c.text) for c in row.cells if fit.fields.get(c.column) not in numbering])
        key = (*row.spot[:2], said)
        has_count = any(cell.column in fit.people for cell in row.cells)
        if key in seen and has_count and len(said) >= FEWEST_CELLS:
            at = f"{row.number}:{row.number}"
            harvest.raise_issue(row.own.place, "same_row", cell=at, row=seen[key])
        seen.setdefault(key, row.number)
