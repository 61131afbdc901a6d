"""Child or adult from a year or day of birth. The birth itself is personal: it is raised as such and never handed on."""

import datetime as dt
import re

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.cleaning.reading_codes import find_band

__all__ = ["read_births"]

YEAR_ALONE = re.compile(r"((?:19|20)\d\d)(?:\.0)?\s*(?:-?\s*[^\W\d]{1,4}\.?)?")
OLDEST = 110
UNKNOWN = ("unknown", "")


def read_births(block: Block, name: str, spans: list[tuple[dt.date, dt.date]]) -> list[tuple[str, str]]:
    """Give (child, adult or unknown) and the age band of persons on a day that is known by its first and last date.

    A year alone leaves the age open by one: what both ages say is taken, else nothing.

    Parameters
    ----------
    block : Block
    name : str
        The field of births.
    spans : list of tuple of datetime.date
        The first and the last date of the day on which each person was of that age.
    """
    return [
        _find_age(*born, *span, block.tools.vocabulary) if (born := _find_birth(cell, block)) else UNKNOWN
        for cell, span in zip(block.column(name), spans, strict=True)
    ]


def _find_birth(cell, block: Block) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last day on which a person can have been born."""
    if cell is None or cell.status not in ("reported", "estimated"):
        return None
    if year := YEAR_ALONE.fullmatch(cell.text.strip()):
        return dt.date(int(year[1]), 1, 1), dt.date(int(year[1]), 12, 31)
    found = read_date(cell.value, cell.text, matcher=block.tools.vocabulary.matcher)
    days = sorted(filter(None, (found.start, found.end, found.others)))
    return (dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[-1])) if days else None


def _find_age(first_born: dt.date, last_born: dt.date, start: dt.date, end: dt.date, vocabulary):
    youngest, oldest = _count_years(last_born, start), _count_years(first_born, end)
    if not 0 <= youngest <= oldest <= OLDEST:
        return UNKNOWN
    if youngest < 18 <= oldest:
        return UNKNOWN
    bands = {find_band(years, vocabulary) for years in (youngest, oldest)}
    return "child" if oldest < 18 else "adult", bands.pop() if len(bands) == 1 else ""


def _count_years(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
