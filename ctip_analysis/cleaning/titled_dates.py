"""Dates that stand in the title of an event ("Round table, 10.12.2019"), where no column says them."""

import re

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.dates import Dates, read_date
from ctip_analysis.definitions import period_bounds

__all__ = ["find_titled_dates"]

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


def _date_of(title: str, block: Block, row: int) -> Dates | None:
    written, period = set(FULL_DATE.findall(title)), block.places[row].sender.period
    if len(written) != 1 or not period:
        return None
    text = written.pop()
    date = read_date(text, text, matcher=block.tools.vocabulary.matcher)
    first, last = (day.isoformat() for day in period_bounds(period))
    return date if date.precision == "day" and first <= date.start <= last else None
