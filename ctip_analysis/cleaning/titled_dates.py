"""Dates that stand among other words: in the title of an event ("Round table, 10.12.2019"), beside a verdict."""

import re

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.dates import Dates, read_date
from ctip_analysis.definitions import period_bounds

__all__ = ["find_stage_dates", "find_titled_dates"]

FULL_DATE = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\d)")


def find_titled_dates(block: Block, dates: list[Dates | None]) -> list[Dates | None]:
    """Give the dates of rows, where there is none the one full date of the title, if it lies in the report's period (F04).

    Parameters
    ----------
    block : Block
    dates : list of Dates or None
        What the columns of dates say.
    """
    found = list(dates)
    for row, cell in enumerate(block.column("title")):
        if found[row] is None and cell is not None and (date := _date_of(cell.text, block, row)):
            found[row] = date
            block.raise_issue(row, "F04", "title", case="titled", first=date.start)
    return found


def find_stage_dates(block: Block, dates: list[Dates | None]) -> list[Dates | None]:
    """Give the dates of rows; of a stage beside the one full date of its cell ("convicted 18.06.2020") that one (F04).

    Parameters
    ----------
    block : Block
    dates : list of Dates or None
        What the columns of dates say: of a stage that says its own date they may be those of another.
    """
    found = list(dates)
    for row, cell in enumerate(block.column("stage")):
        date = _read_only_date(cell.text, block) if cell is not None else None
        if date is not None and (found[row] is None or found[row].start != date.start):
            found[row] = date
            block.raise_issue(row, "F04", "stage", case="within", first=date.start)
    return found


def _date_of(title: str, block: Block, row: int) -> Dates | None:
    date, period = _read_only_date(title, block), block.places[row].sender.period
    if date is None or not period:
        return None
    first, last = (day.isoformat() for day in period_bounds(period))
    return date if first <= date.start <= last else None


def _read_only_date(text: str, block: Block) -> Dates | None:
    """Give the one full date of a text, or None where it holds none or several."""
    written = set(FULL_DATE.findall(text))
    own = written.pop() if len(written) == 1 else ""
    date = read_date(own, own, matcher=block.tools.vocabulary.matcher) if own else Dates()
    return date if date.precision == "day" else None
