"""A matrix (labels on the left and on top, numbers inside) to labelled figures, or to events.

A figure's meaning is put together from its row's labels, the sections above it, its column's headers and the
table's title. What several of them say alike is taken; what they leave open stays open.
"""

from dataclasses import dataclass, replace

import pandas as pd

from ctip_analysis.cleaning.events import Reading, record_event
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.labels import Meaning

__all__ = ["record_matrix"]

FIELD_OF_COUNT = {
    "col.n_events": "n_events",
    "col.participants_total": "participants_total",
    "col.participants_f": "participants_female",
    "col.participants_m": "participants_male",
    "col.participants_unknown": "participants_unknown",
    "col.materials": "materials_n",
}


@dataclass(frozen=True)
class Figure:
    """One body cell with the meaning of its labels."""

    reading: Reading
    row: int
    row_labels: tuple[str, ...]
    sections: tuple[str, ...]
    meaning: Meaning


def _section_dimension(sections: tuple[str, ...], vocabulary) -> str:
    """Give the dimension that the nearest section opens ("sex"), or an empty text."""
    return vocabulary.read_labels(sections).dimension if sections else ""


def _join(row: Meaning, column: Meaning, title: Meaning) -> Meaning:
    """Join what a cell's row, column and title say; the row's word goes before the column's."""
    period = row.period or column.period or title.period
    quarter = row.quarter or column.quarter
    if quarter and "Q" not in period and len(period) >= 4:
        period = f"{period[:4]}Q{quarter}"
    return Meaning(
        provinces=row.provinces or column.provinces,
        district=row.district or column.district,
        period=period,
        measure=row.measure or column.measure,
        count=column.count or row.count,
        is_total=row.is_total,
        codes={**column.codes, **row.codes},
    )


def _read_figures(cells: pd.DataFrame, titles: tuple[str, ...], place: Place) -> list[Figure]:
    vocabulary = place.vocabulary
    title = replace(vocabulary.read_labels(titles), provinces=(), codes={})
    if not title.period:
        title = replace(title, period=place.sender.period)
    columns = ["row", "cell", "value", "text", "status", "row_labels", "column_labels", "sections"]
    figures = []
    for row, cell, value, text, status, row_labels, column_labels, sections in cells[columns].itertuples(
        index=False
    ):
        own = vocabulary.read_labels(row_labels, within=_section_dimension(sections, vocabulary))
        head = _read_header(column_labels, vocabulary)
        meaning = _join(own, head, title)
        figures.append(Figure(Reading(value, text, status, cell), row, row_labels, sections, meaning))
    return figures


def _read_header(labels: tuple[str, ...], vocabulary) -> Meaning:
    """Read the levels of a header one by one: each says a different thing."""
    meaning = Meaning()
    for label in labels:
        level = vocabulary.read_labels((label,))
        meaning = Meaning(
            provinces=level.provinces or meaning.provinces,
            district=level.district or meaning.district,
            period=level.period or meaning.period,
            quarter=level.quarter or meaning.quarter,
            measure=level.measure or meaning.measure,
            count=level.count or meaning.count,
            codes={**meaning.codes, **level.codes},
        )
    return meaning


def _is_of_events(figures: list[Figure], vocabulary) -> str:
    """Give the form whose matrix this is: provinces and counts of events or of their participants."""
    has_provinces = any(figure.meaning.provinces for figure in figures)
    says = {figure.meaning.count for figure in figures} | {
        "activity." for figure in figures if "activity_type" in figure.meaning.codes
    }
    if not has_provinces:
        return ""
    for code, form in vocabulary.definitions.forms.items():
        groups = form["recognize"].get("matrix", ())
        if groups and all(says.intersection(group) for group in groups):
            return code
    return ""


def _record_events(figures: list[Figure], place: Place, harvest: Harvest) -> None:
    events: dict[tuple, dict[str, Reading]] = {}
    for figure in figures:
        name = FIELD_OF_COUNT.get(figure.meaning.count)
        if name is None or figure.meaning.is_total:
            continue
        kind = figure.meaning.codes.get("activity_type", "")
        key = (figure.row, kind, figure.meaning.period, figure.meaning.provinces, figure.meaning.district)
        events.setdefault(key, {})[name] = figure.reading
    for (row, kind, period, provinces, district), readings in events.items():
        dated = readings | ({"date": Reading(period, period, "reported", f"{row}:{row}")} if period else {})
        record_event(
            dated,
            candidates=provinces,
            district=district,
            activity_type=kind,
            row=row,
            part=f"{kind}|{period}",
            place=place,
            harvest=harvest,
        )


def _find_inherited_measure(figures: list[Figure]) -> str:
    """Give the measure of the rows that stand in sections and name none of their own.

    Of several measures above the sections it is the one to which a section's rows add up, column by column:
    a count does, a rate or a population does not. Where none does, it stays open.
    """
    own: dict[str, dict[str, float]] = {}
    sections: dict[tuple, dict[str, float]] = {}
    for figure in figures:
        value = figure.reading.value
        if not isinstance(value, (int, float)) or figure.reading.status != "reported":
            continue
        column = figure.meaning.period
        if figure.sections:
            sums = sections.setdefault(figure.sections, {})
            sums[column] = sums.get(column, 0) + value
        elif figure.meaning.measure:
            own.setdefault(figure.meaning.measure, {})[column] = value
    if len(own) == 1:
        return next(iter(own))
    for measure, totals in own.items():
        for sums in sections.values():
            if sums and all(abs(sums.get(column, 0) - total) < 1e-9 for column, total in totals.items()):
                return measure
    return ""


def _label(texts: tuple[str, ...]) -> str:
    return " | ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


def _number(reading: Reading) -> float | None:
    """Give the number of a cell: its own, 0 where the reporter wrote "none", nothing elsewhere."""
    if reading.status == "nil":
        return 0
    return reading.value if isinstance(reading.value, (int, float)) else None


def _record_figures(figures: list[Figure], titles: tuple[str, ...], place: Place, harvest: Harvest) -> None:
    vocabulary = place.vocabulary
    definitions = vocabulary.definitions
    inherited = _find_inherited_measure(figures)
    sources = dict(definitions.measures[["measure", "source"]].itertuples(index=False))
    units = dict(definitions.measures[["measure", "unit"]].itertuples(index=False))
    has_provinces = any(figure.meaning.provinces for figure in figures)
    heading = next((f.row_labels for f in figures if not f.sections and not f.meaning.provinces), titles[:3])
    found_units = vocabulary.match_labels(titles, "unit.")
    for figure in figures:
        measure = figure.meaning.measure or (inherited if figure.sections else "")
        provinces = figure.meaning.provinces
        known = bool(measure) or has_provinces
        province = (
            provinces[0] if len(provinces) == 1 else definitions.country if known and not provinces else ""
        )
        if len(provinces) > 1:
            harvest.raise_issue(
                place, "F03", case="ambiguous", cell=figure.reading.cell, choices=", ".join(provinces)
            )
        dimension = _section_dimension(figure.sections, vocabulary)
        codes = figure.meaning.codes
        is_coded = dimension == "province" or dimension in codes or not figure.sections
        harvest.figures.append(
            {
                "organization": sources.get(measure, place.sender.organization),
                "measure": measure,
                "measure_label": _label(heading if figure.sections or provinces else figure.row_labels),
                "unit": units.get(measure) or (found_units[0].removeprefix("unit.") if found_units else ""),
                "province": province,
                "district": figure.meaning.district if len(provinces) != 1 else "",
                "period": figure.meaning.period,
                "sex": codes.get("sex", "total"),
                "age_group": codes.get("age_group", "total"),
                "exploitation": codes.get("exploitation", "total"),
                "category_of": "" if is_coded else _label(figure.sections),
                "category": "" if is_coded else _label(figure.row_labels),
                "value": _number(figure.reading),
                "status": figure.reading.status,
                "source_cell": figure.reading.cell,
                **place.source(figure.row),
            }
        )
    if not any(figure.meaning.measure or (inherited and figure.sections) for figure in figures):
        rows = [figure.row for figure in figures]
        harvest.raise_issue(place, "measure_unknown", cell=f"{min(rows)}:{max(rows)}")


def record_matrix(cells: pd.DataFrame, titles: tuple[str, ...], *, place: Place, harvest: Harvest) -> str:
    """Record each cell of a matrix, as events where its labels are a form's, as figures otherwise.

    Parameters
    ----------
    cells : pandas.DataFrame
        The cells of one table, totals too.
    titles : tuple of str
        The texts above the table.
    place : Place
    harvest : Harvest

    Returns
    -------
    str
        The form's code, or "statistics".
    """
    figures = _read_figures(cells, titles, place)
    if form := _is_of_events(figures, place.vocabulary):
        _record_events(figures, place, harvest)
        return form
    _record_figures(figures, titles, place, harvest)
    return "statistics"
