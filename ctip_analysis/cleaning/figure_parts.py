"""Of whom a figure is: its sex, age, form of exploitation; and which figures nobody can tell from a total.

A number below "women" is no total, whatever the case of the word. Where a header or a row's label is not understood,
its numbers would pass for totals beside the total: they are kept without a measure, and it is said.
"""

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import SHARE
from ctip_analysis.cleaning.labels import Meaning

__all__ = ["PARTS", "leave_out_unclear", "names_part", "read_codes_of_figures"]

PARTS = ("sex", "age_group", "exploitation")


def names_part(meaning: Meaning) -> bool:
    """Tell whether labels name a part of what is counted: a place, a time, a sex, or all of it.

    Examples
    --------
    >>> names_part(Meaning(codes={"sex": "female"})), names_part(Meaning(measure="calls"))
    (True, False)
    """
    times = (meaning.period, meaning.quarter, meaning.month, meaning.half)
    return bool(meaning.provinces or meaning.district or meaning.is_total or meaning.codes or any(times))


def read_codes_of_figures(figures: list) -> dict[str, list[str]]:
    """Give the code of each figure in each breakdown: what its labels spell, else what its header or row counts.

    Parameters
    ----------
    figures : list of Figure
    """
    codes = {name: [f.meaning.codes.get(name, "total") for f in figures] for name in PARTS}
    for name, counted in (("sex", "sex"), ("age_group", "age")):
        codes[name] = [
            getattr(f.column, counted) if code == "total" else code
            for f, code in zip(figures, codes[name], strict=True)
        ]
    return codes


def leave_out_unclear(
    figures: list, measures: list[str], parts: dict[str, list[str]], place: Place, harvest: Harvest
) -> list[str]:
    """Give the measures without those of figures that nobody can tell from a total; each column or row is said.

    Parameters
    ----------
    figures : list of Figure
    measures : list of str
    parts : dict of str to list of str
        What tells figures apart: province, district, period, codes, category.
    place, harvest
    """
    keys = list(zip(measures, *parts.values(), strict=True))
    unclear = _find_shares(figures) | _find_alike_columns(figures, keys) | _find_open_rows(figures)
    unclear = {place for place in unclear if measures[place]}
    said = set()
    for number in sorted(unclear):
        cell = figures[number].cell
        if (cell.column_labels, cell.row_labels) not in said and cell.column_labels not in said:
            harvest.raise_issue(place, "column", case="repeated", cell=cell.cell)
            said |= {cell.column_labels, (cell.column_labels, cell.row_labels)}
    return ["" if number in unclear else measure for number, measure in enumerate(measures)]


def _find_shares(figures: list) -> set[int]:
    """Find the figures below percents and means."""
    return {number for number, figure in enumerate(figures) if figure.column.how == SHARE}


def _find_alike_columns(figures: list, keys: list[tuple]) -> set[int]:
    """Find the figures of a row that mean the same in several columns; the one below "total" is clear."""
    alike: dict[tuple, list[int]] = {}
    for number, (figure, key) in enumerate(zip(figures, keys, strict=True)):
        alike.setdefault((figure.row, figure.cell.row_labels, key), []).append(number)
    unclear = set()
    for numbers in alike.values():
        if len(numbers) > 1:
            clear = [n for n in numbers if figures[n].head.is_total or figures[n].head.measure]
            unclear |= set(numbers) - set(clear if len(clear) == 1 else ())
    return unclear


def _find_open_rows(figures: list) -> set[int]:
    """Find the figures of rows outside sections whose labels say nothing, where other rows say which part they are."""
    told = [names_part(figure.side) or bool(figure.side.measure) for figure in figures]
    sexes = [(figure.column.sex, figure.column.age) != ("total", "total") for figure in figures]
    if not any(figure.side.is_total or figure.side.codes for figure in figures):
        return set()
    return {
        number
        for number, figure in enumerate(figures)
        if figure.cell.row_labels and not (figure.cell.sections or told[number] or sexes[number])
    }
