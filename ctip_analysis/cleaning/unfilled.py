"""Forms that came back unfilled, but for the zeros that their own formulas write into total rows and columns."""

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.tables import Table
from ctip_analysis.cleaning.telling_words import is_total

__all__ = ["leave_out_unfilled"]


def leave_out_unfilled(table: Table, place: Place, harvest: Harvest) -> bool:
    """Leave out a table that holds zeros alone, in rows that are numbered or called a total and say nothing else.

    Zeros of rows that name something ("Seminars") were typed by somebody, and count.

    Parameters
    ----------
    table : Table
        That fits no list.
    place, harvest

    Returns
    -------
    bool
        Whether it was left out; its rows are then totals and notes.
    """
    if any(cell.value != 0 or isinstance(cell.value, bool) for cell in table.cells if cell.text.strip()):
        return False
    totals = {}
    for cell in table.cells:
        said = [label for label in cell.row_labels if label.strip(" .") and not _is_number(label)]
        if cell.sections or not all(is_total(place.vocabulary, label) for label in said):
            return False
        totals[cell.row] = bool(said)
    if not any(totals.values()):
        return False
    for row, is_named in totals.items():
        spot = (place.file, place.sheet, row)
        (harvest.totals if is_named else harvest.noted).add(spot)
        if is_named:
            harvest.raise_issue(place, "F08", cell=f"{row}:{row}")
    return True


def _is_number(label: str) -> bool:
    return label.strip(" .").replace(".", "").isdigit()
