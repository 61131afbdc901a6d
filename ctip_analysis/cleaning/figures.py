"""The figures of a matrix that is no form's: each cell with its measure, place, period and breakdown."""

from dataclasses import dataclass, field

from ctip_analysis.cleaning.figure_parts import leave_out_unclear, names_part, read_codes_of_figures
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import Column
from ctip_analysis.cleaning.labels import Meaning, read_labels
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.tables import LARGEST_COUNT, Cell
from ctip_analysis.definitions import fold_text

__all__ = ["Figure", "record_figures", "section_dimension"]

#: A shorter name of a measure may stand in any title.
SHORTEST_MEASURE = 15
#: A larger number is somebody's, of a document or a telephone: no figure.
LARGEST_FIGURE = 1e11


@dataclass(frozen=True)
class Figure:
    """One body cell with the meaning of its labels.

    ``head`` is what its header says alone, ``side`` what its row's labels say alone, ``column`` what it counts.
    """

    cell: Cell
    meaning: Meaning
    column: Column
    head: Meaning = field(default_factory=Meaning)
    side: Meaning = field(default_factory=Meaning)

    @property
    def number(self) -> float | None:
        """Its number: 0 where the reporter wrote "none", nothing where it says no number."""
        if self.cell.status == "nil":
            return 0
        value = self.cell.value
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        is_count = is_number and abs(value) < LARGEST_FIGURE
        return value if is_count and self.cell.status != "unreadable" else None

    @property
    def row(self) -> int:
        """Its row, as Excel numbers it."""
        return self.cell.row


def section_dimension(sections: tuple[str, ...], vocabulary) -> str:
    """Give the dimension that the nearest section opens ("sex"), or an empty text."""
    return read_labels(vocabulary, sections).dimension if sections else ""


def _find_inherited_measure(figures: list[Figure]) -> str:
    """Give the measure of the rows that stand in sections and name none of their own.

    Of several measures above the sections it is the one to which a section's rows add up, column by column:
    a count does, a rate or a population does not. Where none does, it stays open.
    """
    own: dict[str, dict[str, float]] = {}
    sections: dict[tuple, dict[str, float]] = {}
    for figure in figures:
        value = figure.cell.value
        if not isinstance(value, (int, float)) or figure.cell.status != "reported":
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
    figures: list[Figure],
    titles: tuple[str, ...],
    place: Place,
    harvest: Harvest,
    personal: PersonalData,
    *,
    is_named: bool = False,
) -> None:
    """Record each cell as a figure under its measure; where none is known, under its own label or the table's titles.

    Parameters
    ----------
    figures : list of Figure
    titles : tuple of str
    place, harvest, personal
    is_named : bool
        Whether it is known what is counted, though no measure has its name.
    """
    vocabulary = place.vocabulary
    inherited = _find_inherited_measure(figures)
    measures = [f.meaning.measure or (inherited if f.cell.sections else "") for f in figures]
    if not any(measures):
        measures = [_find_titled_measure(figures, titles, place)] * len(figures)
    provinces = _provinces(figures, measures, place, harvest)
    breakdowns = read_codes_of_figures(figures) | _categories(figures, vocabulary, personal)
    periods = [f.meaning.period for f in figures]
    if not is_named:
        _raise_unknown(figures, measures, place, harvest)
    parts = {"province": provinces, "period": periods, **breakdowns}
    measures = leave_out_unclear(figures, measures, parts, place, harvest)
    sources, units = vocabulary.source_of_measure, vocabulary.unit_of_measure
    found_units = vocabulary.match_labels(titles, "unit.")
    unit = found_units[0].removeprefix("unit.") if found_units else ""
    about = {
        "organization": [sources.get(measure) or place.sender.organization for measure in measures],
        "measure": measures,
        "measure_label": _labels_of_measures(figures, titles, personal),
        "unit": [units.get(measure) or unit for measure in measures],
        "province": provinces,
        "district": [f.meaning.district if len(f.meaning.provinces) != 1 else "" for f in figures],
        "period": periods,
    }
    values = {
        "value": [None if _names_somebody(f.number, personal) else f.number for f in figures],
        "status": [f.cell.status for f in figures],
        "source_file": [place.file] * len(figures),
        "source_sheet": [place.sheet] * len(figures),
        "source_row": [f.row for f in figures],
        "source_cell": [f.cell.cell for f in figures],
        "order": [place.order] * len(figures),
    }
    harvest.add("figures", {**about, **breakdowns, **values})


def _raise_unknown(figures: list[Figure], measures: list[str], place: Place, harvest: Harvest) -> None:
    """Say that it is not known what the table counts; or, where some of it is known, each column of which it is not."""
    if not any(measures):
        rows = [figure.row for figure in figures]
        harvest.raise_issue(place, "measure_unknown", cell=f"{min(rows)}:{max(rows)}")
        return
    known = {f.cell.column for f, measure in zip(figures, measures, strict=True) if measure}
    unknown = {f.cell.column: f.cell.cell for f in reversed(figures) if f.cell.column not in known}
    for cell in unknown.values():
        harvest.raise_issue(place, "measure_unknown", case="column", cell=cell)


def _find_titled_measure(figures: list[Figure], titles: tuple[str, ...], place: Place) -> str:
    """Give the measure that the titles name, where the figures can be its counts and their sender the one who has it."""
    vocabulary = place.vocabulary
    found = {
        concept.removeprefix("measure.")
        for title in titles
        for concept in vocabulary.matcher.find_within(fold_text(title), "measure.", shortest=SHORTEST_MEASURE)
    }
    measure = found.pop() if len(found) == 1 else ""
    source, sender = vocabulary.source_of_measure.get(measure, ""), place.sender.organization
    is_another_s = bool(source and sender and source != sender)
    are_counts = all(f.number is None or f.number == int(f.number) for f in figures)
    return measure if are_counts and not is_another_s else ""


def _names_somebody(number: float | None, personal: PersonalData) -> bool:
    """Whether a number is so large that it may be one of a person, and looks like it."""
    return number is not None and abs(number) >= LARGEST_COUNT and bool(personal.find(f"{number:.0f}"))


def _labels_of_measures(figures: list[Figure], titles: tuple[str, ...], personal: PersonalData) -> list[str]:
    """Give what is counted in the table's own words: the row's label; over places and parts the column's, or the heading."""
    is_part = [bool(f.cell.sections) or names_part(f.side) for f in figures]
    headings = (f.cell.row_labels for f, part in zip(figures, is_part, strict=True) if not part)
    heading = next(headings, titles[:3])
    labels = [
        f.cell.row_labels if not part else heading if names_part(f.head) else f.cell.column_labels or heading
        for f, part in zip(figures, is_part, strict=True)
    ]
    return [personal.keep_text(_label(texts)) for texts in labels]


def _provinces(figures: list[Figure], measures: list[str], place: Place, harvest: Harvest) -> list[str]:
    """Give the one province of each figure; the country's where its labels name none and it is known what counts."""
    has_provinces = any(figure.meaning.provinces for figure in figures)
    whole = place.province or place.definitions.country
    provinces = []
    for figure, measure in zip(figures, measures, strict=True):
        own = figure.meaning.provinces
        if len(own) > 1:
            choices = ", ".join(own)
            harvest.raise_issue(place, "F03", case="ambiguous", cell=figure.cell.cell, choices=choices)
        is_whole = not own and (measure or has_provinces)
        provinces.append(own[0] if len(own) == 1 else whole if is_whole else "")
    return provinces


def _categories(figures: list[Figure], vocabulary, personal: PersonalData) -> dict[str, list[str]]:
    """Give the section and the label of figures in a section whose codes no list has."""
    sections, labels = [], []
    for figure in figures:
        own = figure.cell.sections
        dimension = section_dimension(own, vocabulary)
        is_coded = dimension == "province" or dimension in figure.meaning.codes or not own
        sections.append("" if is_coded else personal.keep_text(_label(own)))
        labels.append("" if is_coded else personal.keep_text(_label(figure.cell.row_labels)))
    return {"category_of": sections, "category": labels}
