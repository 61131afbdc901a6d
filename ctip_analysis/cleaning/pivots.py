"""Headers of pivot tables, which put what they do with a field before its name ("Sum of Women", "Сумма по полю Женщины")."""

import re
from dataclasses import replace

from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.tables import Table
from ctip_analysis.definitions import list_texts

__all__ = ["name_summed_fields"]

SUM_OF = "word.sum_of"


def name_summed_fields(table: Table, place: Place) -> Table:
    """Give a table in which the header of a sum is the name of what is summed; of a count or an average it stays.

    Parameters
    ----------
    table : Table
    place : Place
    """
    known = place.tools.known("summed fields")
    if table.layout not in known:
        known[table.layout] = _name_sums(table, place)
    heads = known[table.layout]
    if not heads:
        return table
    return replace(
        table,
        cells=[
            cell._replace(column_labels=heads.get(cell.column_labels, cell.column_labels))
            for cell in table.cells
        ],
    )


def _name_sums(table: Table, place: Place) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Give the names of what is summed by the headers of the sums."""
    pattern = _spell_sums(place)
    named = {
        labels: tuple(pattern.sub("", label) for label in labels) for labels in set(table.headers().values())
    }
    return {labels: own for labels, own in named.items() if own != labels}


def _spell_sums(place: Place) -> re.Pattern:
    known = place.tools.known("words for sums")
    if SUM_OF not in known:
        spelled = list_texts(place.definitions.glossary, "concept", "variant")
        words = sorted({variant for concept, variant in spelled if concept == SUM_OF}, key=len, reverse=True)
        known[SUM_OF] = re.compile(
            rf"^\s*(?:{'|'.join(map(re.escape, words)) or '(?!)'})\s+(?=\S)", re.IGNORECASE
        )
    return known[SUM_OF]
