"""The cells of a matrix that count: those of no total, and of no column since January of which nobody decided."""

from collections.abc import Iterator

from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import INCREMENTS, Harvest, Place
from ctip_analysis.cleaning.headings import FIELD_OF_COUNT
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.telling_words import is_total
from ctip_analysis.cleaning.total_columns import check_total_columns, find_total_columns

__all__ = ["is_in_total_row", "leave_out_totals"]


def leave_out_totals(figures: list[Figure], place: Place, harvest: Harvest) -> Iterator[Figure]:
    """Give the cells that count: those of no total, and of no cumulative column of which nobody decided."""
    decided = _decide_cumulative(figures, place, harvest)
    summing = find_total_columns(figures, place)
    check_total_columns(figures, summing, place=place, harvest=harvest)
    left_out = {*summing.totals, *summing.held}
    for figure in figures:
        spot = (place.file, place.sheet, figure.row)
        if is_in_total_row(figure, place):
            harvest.totals.add(spot)
            continue
        answer = decided.get(figure.cell.column, "")
        if figure.cell.column in left_out or (figure.column.is_cumulative and not answer):
            continue
        if answer == INCREMENTS:
            harvest.cumulative.add(spot)
        yield figure


def is_in_total_row(figure: Figure, place: Place) -> bool:
    """Whether a cell stands in a row that calls itself a total."""
    # "Of which women" names women, "of which on trafficking" calls, whatever they are a part of.
    read = place.tools.headers.read
    return any(
        is_total(place.vocabulary, label)
        and read((label,)).sex == "total"
        and not FIELD_OF_COUNT.keys() & set(read((label,)).concepts)
        for label in figure.cell.row_labels
        if label
    )


def _decide_cumulative(figures: list[Figure], place: Place, harvest: Harvest) -> dict[int, str]:
    """Give what a person decided of each cumulative column; without an answer it is said and asked."""
    counts = {figure.cell.column: figure.column for figure in figures}
    own = {column.counts for column in counts.values() if not column.is_cumulative}
    cumulative = sorted(number for number, column in counts.items() if column.is_cumulative)
    redundant = [number for number in cumulative if counts[number].counts in own]
    columns = [number for number in cumulative if number not in redundant]
    decided = {column: place.answer("cumulative", place.subject(column_letter(column))) for column in columns}
    top = min((figure.row for figure in figures), default=1)
    for number in redundant:
        harvest.raise_issue(place, "P03", case="redundant", cell=f"{column_letter(number)}{top}")
    for column, answer in decided.items():
        if not answer:
            cell = f"{column_letter(column)}{top}"
            harvest.raise_issue(place, "P03", cell=cell)
            harvest.ask(
                place, "cumulative", place.subject(column_letter(column)), cell=cell, suggestion=INCREMENTS
            )
    return decided
