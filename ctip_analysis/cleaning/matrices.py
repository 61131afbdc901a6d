"""A matrix (labels on the left and on top, numbers inside) to events or calls, or to labelled figures."""

from dataclasses import replace

from ctip_analysis.cleaning.counting import record_counts
from ctip_analysis.cleaning.figures import Figure, record_figures
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE, Column
from ctip_analysis.cleaning.headings import find_kind, read_figures
from ctip_analysis.cleaning.mixed_rows import STATISTICS, part_by_form
from ctip_analysis.cleaning.outline import settle_outline
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.tables import Table
from ctip_analysis.cleaning.titles import (
    counted_by_title,
    own_province,
    speaks_of_activities,
    titled_province,
)

__all__ = ["record_matrix"]

TITLE_COUNTS = {"col.total": PEOPLE}


def _has_places(figures: list[Figure]) -> bool:
    return any(figure.meaning.provinces or figure.meaning.district for figure in figures)


def _find_form(figures: list[Figure], titles: tuple[str, ...], place: Place) -> str:
    """Give the form whose matrix this is: provinces and counts of events, of their participants, of calls."""
    vocabulary = place.vocabulary
    says = {concept for figure in figures for concept in figure.column.concepts}
    says |= {"activity." for figure in figures if "activity_type" in figure.meaning.codes}
    says |= {TITLE_COUNTS.get(concept, concept) for concept in counted_by_title(titles, vocabulary)}
    labels = {label for figure in figures if not figure.meaning.measure for label in figure.cell.row_labels}
    # "Participants of seminars".
    counted = [label for label in labels if _counts_everybody(place.tools.headers.read((label,)))]
    if (
        any(find_kind(label, place) for label in counted)
        or speaks_of_activities(titles, vocabulary)
        or "activity." in says
    ):
        says |= {"activity."}
    for code, form in vocabulary.definitions.forms.items():
        groups = form["recognize"].get("matrix", ())
        if groups and all(says.intersection(group) for group in groups):
            return code
    return ""


def _counts_everybody(column: Column) -> bool:
    """Whether a label counts people of any sex and age, and nothing else."""
    return column.concepts == (PEOPLE,) and (column.sex, column.age) == ("total", "total")


def _rows_of(figures: list[Figure]) -> str:
    rows = [figure.row for figure in figures]
    return f"{min(rows)}:{max(rows)}"


def record_matrix(table: Table, *, place: Place, harvest: Harvest, personal: PersonalData) -> str:
    """Record each cell of a matrix, as events where its labels are a form's, as figures otherwise.

    Parameters
    ----------
    table : Table
        With the cells of its totals too.
    place, harvest, personal

    Returns
    -------
    str
        The form's code, or "statistics".
    """
    figures = read_figures(table, place)
    titles = (table.sheet, *table.title)
    titled = titled_province(place)
    named = {province for figure in figures for province in figure.meaning.provinces}
    if not _has_places(figures) or (titled and named <= {titled}):
        place = replace(place, province=titled or own_province(place))
    form = _find_form(figures, titles, place)
    needs_places = bool(form) and place.definitions.forms[form]["record"] == "activities"
    if needs_places and not (place.province or _has_places(figures)):
        # Counts of activities of no province are kept as figures, and the province is asked for.
        record_figures(figures, table.title, place, harvest, personal, is_named=True)
        count = len(place.definitions.provinces)
        harvest.raise_issue(place, "F03", cell=_rows_of(figures), count=count)
        return STATISTICS
    if form:
        figures = settle_outline(figures, place, harvest)
        if place.province:
            case = "titled" if titled else "own_rows"
            harvest.raise_issue(place, "F03", case=case, cell=figures[0].cell.cell)
        kept = [figure for figure in figures if table.kind_of(figure.row) != "total"]
        counted = counted_by_title(titles, place.vocabulary)
        for code, own in part_by_form(kept, form, place).items():
            if code == STATISTICS:
                record_figures(own, table.title, replace(place, province=titled), harvest, personal)
            else:
                record_counts(own, code, counted if code == form else (), place, harvest)
        return form
    # What no form knows is a figure of the place that its own labels and titles name.
    record_figures(figures, table.title, replace(place, province=titled), harvest, personal)
    return STATISTICS
