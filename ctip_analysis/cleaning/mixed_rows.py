"""Rows of one matrix that count what several forms take: events and people, then calls, then victims who were assisted."""

from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headings import (
    COUNTS_OF_A_CELL,
    FIELD_OF_COUNT,
    find_counting_label,
    read_counting,
)

__all__ = ["STATISTICS", "part_by_form"]

STATISTICS = "statistics"


def part_by_form(figures: list[Figure], form: str, place: Place) -> dict[str, list[Figure]]:
    """Give the cells of a matrix by the form that takes what their rows count.

    A row of women or men is of what the rows above it count. What a row names that is a measure and no form's count is
    a figure.

    Parameters
    ----------
    figures : list of Figure
    form : str
        Which takes most of them, and every cell whose row does not say what it counts.
    place : Place

    Returns
    -------
    dict of str to list of Figure
        By the code of a form, or `STATISTICS`.
    """
    parts: dict[str, list[Figure]] = {}
    rows: dict[int, list[Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.row, []).append(figure)
    current = form
    for own in rows.values():
        says_itself = all(figure.column == own[0].column for figure in own)
        current = _find_form(own[0], form, current, place) if says_itself else form
        parts.setdefault(current, []).extend(own)
    return parts


def _find_form(figure: Figure, form: str, current: str, place: Place) -> str:
    """Give the form that takes what a row's label counts; every column of the row counts it."""
    labels = figure.cell.row_labels
    counting = find_counting_label(labels, place)
    if counting is None:
        is_measured = bool(figure.meaning.measure) and not COUNTS_OF_A_CELL & set(figure.column.concepts)
        return STATISTICS if is_measured else form
    own = read_counting(labels[counting], place)
    names_kind = place.vocabulary.find_code("activity_type", labels[counting]).how == "exact"
    if own != figure.column or names_kind:
        # "Consultations" beside other kinds of activities are one of them.
        return form
    counted = {FIELD_OF_COUNT[concept] for concept in own.concepts if concept in FIELD_OF_COUNT}
    if not counted:
        return current if own.sex != "total" and current != STATISTICS else form
    forms = place.definitions.forms
    takes = [code for code in (form, *forms) if counted & forms[code]["fields"].keys()]
    return next((code for code in takes if code == form or forms[code]["recognize"].get("matrix")), form)
