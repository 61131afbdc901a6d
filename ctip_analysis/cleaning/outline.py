"""Rows of a matrix that head others and sum them up: a province above its kinds of activity, a kind above its provinces.

Such a row counts what the rows below it count again. What it names - the place, or the kind - is meant by them all.
"""

import itertools
from dataclasses import replace

from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Harvest, Place

__all__ = ["settle_outline"]

KIND = "activity_type"
#: What rows may stand below one that sums them up: a province has kinds of activity or districts, a kind has places.
BELOW = {"place": ("kind", "district"), "district": ("kind",), "kind": ("place", "district")}


def settle_outline(figures: list[Figure], place: Place, harvest: Harvest) -> list[Figure]:
    """Give the figures without the rows that sum up those below, which then mean what these name.

    A row heads others where it names a place and they kinds of activity and no place, or the other way round, and its
    numbers are their sums, column by column. Heads are noted in the harvest.

    Parameters
    ----------
    figures : list of Figure
        Of one table, row by row.
    place, harvest
    """
    rows = [list(own) for _, own in itertools.groupby(figures, key=lambda figure: figure.row)]
    said = [_what_it_says(own[0], place) for own in rows]
    settled, number = [], 0
    while number < len(rows):
        below = _count_below(rows, said, number)
        if below:
            harvest.headed.add((place.file, place.sheet, rows[number][0].row))
            head = rows[number][0]
            settled += [
                _under(figure, head, said[number])
                for own in rows[number + 1 : number + 1 + below]
                for figure in own
            ]
        else:
            settled += rows[number]
        number += 1 + below
    return settled


def _what_it_says(figure: Figure, place: Place) -> tuple[str, str]:
    """Give "place", "kind", "total", "both" or nothing for what a row's labels name, and the kind."""
    vocabulary, labels = place.vocabulary, [label for label in figure.cell.row_labels if label]
    if any(vocabulary.is_total(label) for label in labels):
        return "total", ""
    named = [label for label in labels if any(vocabulary.find_place(label)[:2])]
    found = [vocabulary.find_code(KIND, label).code for label in labels if label not in named]
    kind = next(filter(None, found), "")
    if named and kind:
        return "both", kind
    if named and figure.meaning.district:
        return "district", figure.meaning.provinces[0] if figure.meaning.provinces else ""
    return ("place", "") if named else ("kind", kind) if kind else ("", "")


def _count_below(rows: list[list[Figure]], said: list[tuple[str, str]], head: int) -> int:
    """Give how many rows below one it sums up; 0 where it heads none."""
    for below_of in BELOW.get(said[head][0], ()):
        last = head + 1
        while last < len(rows) and said[last][0] == below_of and _is_inside(rows[last], rows[head]):
            last += 1
        below = rows[head + 1 : last]
        if below and _is_sum(rows[head], below):
            return len(below)
    return 0


def _is_inside(row: list[Figure], head: list[Figure]) -> bool:
    """Whether a district's row is of the province that a row above names; rows without a district are."""
    own, above = row[0].meaning, head[0].meaning
    return not own.district or own.provinces == above.provinces


def _is_sum(head: list[Figure], below: list[list[Figure]]) -> bool:
    sums: dict[int, float] = {}
    for figure in itertools.chain.from_iterable(below):
        sums[figure.cell.column] = sums.get(figure.cell.column, 0) + (figure.number or 0)
    stated = {figure.cell.column: figure.number or 0 for figure in head}
    columns = stated.keys() | sums.keys()
    return any(stated.values()) and all(stated.get(n, 0) == sums.get(n, 0) for n in columns)


def _under(figure: Figure, head: Figure, said: tuple[str, str]) -> Figure:
    """Give a figure with what the row above it names."""
    own, above = figure.meaning, head.meaning
    what, kind = said
    if own.district:
        return figure
    if what == "kind":
        return replace(figure, meaning=replace(own, codes={**own.codes, KIND: kind}))
    return replace(figure, meaning=replace(own, provinces=above.provinces, district=above.district))
