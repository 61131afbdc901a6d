"""Rows of a list that are no records: its header again, labels below machine names, signatures at its end; and rows twice."""

from ctip_analysis.cleaning.harvest import Harvest, Tools
from ctip_analysis.cleaning.tables import Cell

__all__ = ["is_header_again", "is_signature", "raise_repeated"]

FEWEST_LABELS = 2
#: A row of fewer cells may be the same as another by chance.
FEWEST_CELLS = 4
#: The share of a row's cells that must label their columns for it to be the header in other words.
MOST_OF = 0.75


def is_header_again(cells: list[Cell], tools: Tools, *, is_first: bool) -> bool:
    """Whether a row repeats the header, word by word; of a table's first row also in other words ("oblast", "Область").

    Parameters
    ----------
    cells : list of Cell
        Of one row.
    tools : Tools
    is_first : bool
        Whether the row is the first below the header.
    """
    if len(cells) < FEWEST_LABELS or any(isinstance(cell.value, (int, float)) for cell in cells):
        return False
    if all(cell.text in cell.column_labels for cell in cells):
        return True
    return is_first and _labels_its_columns(cells, tools)


def _labels_its_columns(cells: list[Cell], tools: Tools) -> bool:
    """Whether most cells of a row label their columns; a record shows within a few cells that they do not."""
    others, most = 0, (1 - MOST_OF) * len(cells)
    for cell in cells:
        others += not _labels_its_column(cell, tools)
        if others > most:
            return False
    return len(cells) - others > FEWEST_LABELS


def _labels_its_column(cell: Cell, tools: Tools) -> bool:
    """Whether a cell, read as a header, means what its column's header means."""
    if cell.text in cell.column_labels:
        return True
    return tools.headers.means_alike((cell.text,), cell.column_labels)


def is_signature(cells: list[Cell], tools: Tools) -> bool:
    """Whether a row is of those who sign a report ("Director: ..."), and counts nothing."""
    if any(isinstance(cell.value, (int, float)) for cell in cells):
        return False
    first = cells[0].text.strip()
    known = tools.known("signature")
    if first not in known:
        role, colon, _ = first.partition(":")
        bare = role.strip(" _./") if colon or first.endswith("_") else first.strip(" _./")
        known[first] = bool(bare) and "row.signature" in tools.vocabulary.matcher.match(bare)
    return known[first]


def raise_repeated(rows: list, numbering: set[str], harvest: Harvest) -> None:
    """Say of a row of a list that says the same as one above it in every column; both count.

    Parameters
    ----------
    rows : list of ListedRow
    numbering : set of str
        The fields that only number a row.
    harvest : Harvest
    """
    # What many rows say is not kept, only its hash; rows of one hash are compared.
    seen: dict[int, object] = {}
    for row in rows:
        said = _list_said(row, numbering)
        first = seen.setdefault(hash(said), row)
        if first is row or _list_said(first, numbering) != said or len(said[-1]) < FEWEST_CELLS:
            continue
        if any(cell.column in row.own.fit.people for cell in row.cells):
            at = f"{row.number}:{row.number}"
            harvest.raise_issue(row.own.place, "same_row", cell=at, row=first.number)


def _list_said(row, numbering: set[str]) -> tuple:
    """List the sheet of a row and what its columns say, but those that only number it."""
    fields = row.own.fit.fields
    said = tuple([(c.column, c.text) for c in row.cells if fields.get(c.column) not in numbering])
    return (*row.spot[:2], said)
