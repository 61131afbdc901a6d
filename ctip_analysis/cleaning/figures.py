"""The figures of a matrix that is no form's: each cell with its measure, place, period and breakdown."""

from dataclasses import dataclass, field

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import Column
from ctip_analysis.cleaning.labels import Meaning
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.reading_cells import Reading
from ctip_analysis.cleaning.tables import Cell

__all__ = ["Figure", "record_figures", "section_dimension"]


@dataclass(frozen=True)
class Figure:
    """One body cell with the meaning of its labels; ``head`` is what its header says alone, ``column`` what it counts."""

    cell: Cell
    reading: Reading
    meaning: Meaning
    column: Column
    head: Meaning = field(default_factory=Meaning)

    @property
    def number(self) -> float | None:
        """Its number: 0 where the reporter wrote "none", nothing where it says no number."""
        if self.reading.status == "nil":
            return 0
        value = self.reading.value
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return value if is_number and self.reading.status != "unreadable" else None

    @property
    def row(self) -> int:
        """Its row, as Excel numbers it."""
        return self.cell.row


def section_dimension(sections: tuple[str, ...], vocabulary) -> str:
    """Give the dimension that the nearest section opens ("sex"), or an empty text."""
    return vocabulary.read_labels(sections).dimension if sections else ""


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
        if figure.cell.sections:
            sums = sections.setdefault(figure.cell.sections, {})
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


def record_figures(
    figures: list[Figure], titles: tuple[str, ...], place: Place, harvest: Harvest, personal: PersonalData
) -> None:
    """Record each cell as a figure under its measure; where none is known, under its own label or the table's titles.

    Parameters
    ----------
    figures : list of Figure
    titles : tuple of str
    place, harvest, personal
    """
    vocabulary = place.vocabulary
    definitions = vocabulary.definitions
    inherited = _find_inherited_measure(figures)
    sources = dict(definitions.measures[["measure", "source"]].itertuples(index=False))
    units = dict(definitions.measures[["measure", "unit"]].itertuples(index=False))
    has_provinces = any(figure.meaning.provinces for figure in figures)
    heading = next(
        (
            f.cell.row_labels
            for f in figures
            if not (f.cell.sections or f.meaning.provinces or f.meaning.is_total)
        ),
        titles[:3],
    )
    found_units = vocabulary.match_labels(titles, "unit.")
    unit = found_units[0].removeprefix("unit.") if found_units else ""
    for figure in figures:
        sections, labels = figure.cell.sections, figure.cell.row_labels
        measure = figure.meaning.measure or (inherited if sections else "")
        provinces = figure.meaning.provinces
        known = bool(measure) or has_provinces
        province = (
            provinces[0]
            if len(provinces) == 1
            else place.province or definitions.country
            if known and not provinces
            else ""
        )
        if len(provinces) > 1:
            harvest.raise_issue(
                place, "F03", case="ambiguous", cell=figure.reading.cell, choices=", ".join(provinces)
            )
        dimension = section_dimension(sections, vocabulary)
        codes = figure.meaning.codes
        is_coded = dimension == "province" or dimension in codes or not sections
        harvest.tables["figures"].append(
            {
                "organization": sources.get(measure) or place.sender.organization,
                "measure": measure,
                "measure_label": personal.keep_text(
                    _label(heading if sections or provinces or figure.meaning.is_total else labels)
                ),
                "unit": units.get(measure) or unit,
                "province": province,
                "district": figure.meaning.district if len(provinces) != 1 else "",
                "period": figure.meaning.period,
                "sex": codes.get("sex", "total"),
                "age_group": codes.get("age_group", "total"),
                "exploitation": codes.get("exploitation", "total"),
                "category_of": "" if is_coded else personal.keep_text(_label(sections)),
                "category": "" if is_coded else personal.keep_text(_label(labels)),
                "value": figure.number,
                "status": figure.reading.status,
                "source_cell": figure.reading.cell,
                **place.source(figure.row),
            }
        )
    if not any(figure.meaning.measure or (inherited and figure.cell.sections) for figure in figures):
        rows = [figure.row for figure in figures]
        harvest.raise_issue(place, "measure_unknown", cell=f"{min(rows)}:{max(rows)}")
