"""Rows of a list that tell more of its records and are none: averages and shares below it, an event's people split below it.

Such a row has one text and neither a date nor a place of its own, where the records have them.
"""

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.tables import Cell
from ctip_analysis.cleaning.telling_words import is_part
from ctip_analysis.definitions import fold_text

__all__ = ["find_asides", "is_of_another_period"]

TIMES_AND_PLACES = ("date", "quarter", "province", "district", "settlement")


def find_asides(block: Block, rows: list, totals: set[int]) -> set[int]:
    """Find the rows of a block that are no records of their own; each is said (F08).

    Parameters
    ----------
    block : Block
    rows : list of ListedRow
        With all cells of each row.
    totals : set of int
        The rows that are totals; one that announces parts ("of them:") heads those below it.
    """
    own_columns = [block.cells[name] for name in TIMES_AND_PLACES if name in block.cells]
    if block.form["record"] != "activities" or not own_columns:
        return set()
    asides, is_split, former = set(), False, None
    for number, row in enumerate(rows):
        is_split = is_split and row.own is former
        former = row.own
        texts = {cell.text for cell in row.cells if not isinstance(cell.value, (int, float)) and cell.text}
        own = {cell.text for column in own_columns if (cell := column[number]) is not None}
        if len(texts) == 1 and own <= texts and _says_statistic(*texts, block):
            asides.add(number)
            block.raise_issue(number, "F08", case="statistic")
        elif len(texts) == 1 and number in totals:
            is_split = is_part(block.tools.vocabulary, *texts)
        elif len(texts) == 1 and is_split and not own:
            asides.add(number)
            block.raise_issue(number, "F08", case="split")
        else:
            is_split = False
    return asides


def _says_statistic(text: str, block: Block) -> bool:
    """Whether a text names an average, a share or a change."""
    known = block.tools.known("statistic")
    if text not in known:
        find_within = block.tools.vocabulary.matcher.find_within
        known[text] = bool(find_within(fold_text(text), "row.statistic", shortest=3))
    return known[text]


def is_of_another_period(cells: list[Cell], place) -> bool:
    """Whether the label of a total names a period, and none of the report's ("Total of the 1st quarter of last year")."""
    report = place.sender.period
    texts = [cell.text for cell in cells if not isinstance(cell.value, (int, float)) and cell.text]
    years = {period[:4] for text in texts if (period := place.vocabulary.find_period(text))}
    return bool(report and years) and report[:4] not in years
