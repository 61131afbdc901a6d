"""Rows of a matrix that head others and sum them up: a province above its kinds of activity, a kind above its provinces.

Such a row counts what the rows below it count again. What it names - the place, or the kind - is meant by them all. A
province above its districts is one too, where it is their sum or says that they are parts of it.
"""

import itertools
from dataclasses import replace

from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headings import find_counting_label, read_counting
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.cleaning.telling_words import is_total

__all__ = ["keep_wholes", "settle_outline"]

KIND = "activity_type"
#: What rows may stand below one that sums them up: a place has kinds of activity, a kind has places.
BELOW = {"place": ("kind",), "district": ("kind",), "kind": ("place", "district")}


def keep_wholes(table: Table, place: Place) -> Table:
    """Give a matrix in which a row that counts all ("Calls") above its parts ("of which women") is no total.

    The reader sees that it is the sum of others; that these count something else than it does only their words say.
    """
    rows = [(row, cells[0]) for row, cells in table.rows_of_cells()]
    wholes = [
        row
        for (row, cell), (_, below) in itertools.pairwise(rows)
        if table.kind_of(row) == "total"
        and not any(is_total(place.vocabulary, label) for label in cell.row_labels if label)
        and (counted := _what_it_counts(cell, place))
        and counted != _what_it_counts(below, place) is not None
    ]
    return replace(table, kinds=table.kinds | dict.fromkeys(wholes, "data")) if wholes else table


def _what_it_counts(cell: Cell, place: Place) -> tuple | None:
    """Give what the label of a row counts, of whom; nothing where it does not say it."""
    number = find_counting_label(cell.row_labels, place)
    return None if number is None else read_counting(cell.row_labels[number], place).counts


def settle_outline(figures: list[Figure], place: Place, harvest: Harvest) -> list[Figure]:
    """Give the figures without the rows that sum up those below, which then mean what these name.

    A row heads others where it names a place and they kinds of activity and no place, or the other way round, and its
    numbers are their sums, column by column. Heads are noted in the harvest. Of a province that says that some of its
    districts stand below it, and more than they hold, the districts are left out.

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
        districts = 0 if below else _count_districts(rows, said, number, place)
        if below:
            _note(rows[number], harvest.headed, place)
            head = rows[number][0]
            settled += [
                _under(figure, head, said[number])
                for own in rows[number + 1 : number + 1 + below]
                for figure in own
            ]
        elif districts:
            settled += _settle_districts(
                rows[number], rows[number + 1 : number + 1 + districts], place, harvest
            )
        else:
            settled += rows[number]
        number += 1 + (below or districts)
    return settled


def _note(row: list[Figure], noted: set, place: Place) -> None:
    noted.add((place.file, place.sheet, row[0].row))


def _count_districts(rows: list[list[Figure]], said: list[tuple[str, str]], head: int, place: Place) -> int:
    """Give how many rows below a province's are of its districts and parts of it: by their sum, or as it says."""
    own = rows[head][0].meaning
    if said[head][0] not in ("place", "both") or own.district or len(own.provinces) != 1:
        return 0
    last = head + 1
    alike = said[head] if said[head][0] == "both" else ("district", own.provinces[0])
    while last < len(rows) and said[last] == alike and _is_inside(rows[last], rows[head]):
        last += 1
    below = [row for row in rows[head + 1 : last] if row[0].meaning.district]
    is_part = len(below) == last - head - 1 > 0
    return (
        len(below)
        if is_part and (_is_sum(rows[head], below) or _are_called_parts(rows[head], below, place))
        else 0
    )


def _are_called_parts(head: list[Figure], below: list[list[Figure]], place: Place) -> bool:
    """Whether "of which" stands between a row and those below it."""
    sections = {own[0].cell.sections for own in below}
    texts = next(iter(sections))[-1:] if len(sections) == 1 else ()
    is_said = bool(place.vocabulary.match_labels(tuple(text.strip(" :") for text in texts), "row.including"))
    return is_said and head[0].cell.sections not in sections


def _settle_districts(
    head: list[Figure], below: list[list[Figure]], place: Place, harvest: Harvest
) -> list[Figure]:
    """Give the rows of the districts where they hold all of the province's, else the province's; what is left out is said."""
    sums = _add_up(below)
    is_whole = all(sums.get(figure.cell.column, 0) <= (figure.number or 0) for figure in head)
    if is_whole and not _is_sum(head, below):
        for own in below:
            _note(own, harvest.noted, place)
            cell = f"{own[0].row}:{own[0].row}"
            harvest.raise_issue(place, "F08", case="part", cell=cell, row=head[0].row)
        return head
    _note(head, harvest.headed, place)
    for figure in head:
        summed = sums.get(figure.cell.column, 0)
        if figure.number not in (None, summed):
            said = {"stated": f"{figure.number:g}", "summed": f"{summed:g}"}
            harvest.raise_issue(place, "F08", case="differs", cell=figure.cell.cell, **said)
    return [figure for own in below for figure in own]


def _what_it_says(figure: Figure, place: Place) -> tuple[str, str]:
    """Give "place", "kind", "total", "both" or nothing for what a row's labels name, and the kind."""
    vocabulary, labels = place.vocabulary, [label for label in figure.cell.row_labels if label]
    if any(is_total(vocabulary, label) for label in labels):
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
    sums = _add_up(below)
    stated = {figure.cell.column: figure.number or 0 for figure in head}
    columns = stated.keys() | sums.keys()
    return any(stated.values()) and all(stated.get(n, 0) == sums.get(n, 0) for n in columns)


def _add_up(rows: list[list[Figure]]) -> dict[int, float]:
    """Give the sum of each column of some rows."""
    sums: dict[int, float] = {}
    for figure in itertools.chain.from_iterable(rows):
        sums[figure.cell.column] = sums.get(figure.cell.column, 0) + (figure.number or 0)
    return sums


def _under(figure: Figure, head: Figure, said: tuple[str, str]) -> Figure:
    """Give a figure with what the row above it names."""
    own, above = figure.meaning, head.meaning
    what, kind = said
    if own.district:
        return figure
    if what == "kind":
        return replace(figure, meaning=replace(own, codes={**own.codes, KIND: kind}))
    return replace(figure, meaning=replace(own, provinces=above.provinces, district=above.district))
