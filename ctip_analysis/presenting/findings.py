"""What the data of a figure say in words: for the alt text, the long description and the table for people."""

import pandas as pd

from ctip_analysis.definitions import say
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.style import PARTIAL_MARK
from ctip_analysis.presenting.wording import decimals_of, format_number, format_period

__all__ = ["explain_partial", "find_extremes", "make_table", "write_cell", "write_short"]

NUMBERED = ("reported", "zero", "partial")


def write_cell(definitions, indicator: str, value, status: str, language: str, *, is_signed=False) -> str:
    """Write a value for people, or the word for why there is none; what is partly reported says so.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> write_cell(load_definitions(), "PREV-01", 12, "partial", "en")
    '12 (partly reported)'
    """
    if status not in NUMBERED or pd.isna(value):
        return say(definitions, status if status not in NUMBERED else "not_applicable", language)
    text = format_number(value, language, decimals=decimals_of(definitions, indicator), is_signed=is_signed)
    return f"{text} ({say(definitions, 'partial', language)})" if status == "partial" else text


def write_short(definitions, indicator: str, value, status: str, language: str) -> str:
    """Write a value as a label of a chart: what is partly reported has its mark, not its words.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> write_short(load_definitions(), "PREV-01", 12, "partial", "en")
    '12 ◐'
    """
    text = write_cell(definitions, indicator, value, "reported" if status == "partial" else status, language)
    return f"{text} {PARTIAL_MARK}" if status == "partial" and not pd.isna(value) else text


def explain_partial(definitions, statuses, language: str) -> list[str]:
    """Give the note that explains the mark of partial reporting, where it is drawn."""
    if "partial" not in set(statuses):
        return []
    return [f"{PARTIAL_MARK} {say(definitions, 'partial', language)}"]


def find_extremes(
    definitions, indicator: str, rows: pd.DataFrame, language: str, *, is_signed: bool = False
) -> list[str]:
    """Say which units have the most and the least of what is shown, and which have no number and why.

    Returns
    -------
    list of str
        Sentences without a full stop.
    """
    named = {unit: name_place(definitions, unit, language) for unit in rows["province"]}
    shown = rows[rows["status"].isin(NUMBERED)].sort_values(["value", "province"], kind="stable")
    if shown.empty and rows.empty:
        return [say(definitions, "no_data", language)]

    def list_units(part) -> str:
        return ", ".join(f"{named[row.province]} ({write(row)})" for row in part.itertuples())

    def write(row) -> str:
        return write_cell(definitions, indicator, row.value, row.status, language, is_signed=is_signed)

    found = []
    if len(shown) > 1 and shown["value"].iloc[0] != shown["value"].iloc[-1]:
        for word, value in (("highest", shown["value"].iloc[-1]), ("lowest", shown["value"].iloc[0])):
            part = shown[shown["value"].eq(value)]
            found.append(say(definitions, word, language, items=list_units(part)))
    elif len(shown):
        found.append(list_units(shown))
    for status in ("suppressed", "not_reported", "not_due", "not_applicable"):
        units = [named[unit] for unit in rows.loc[rows["status"].eq(status), "province"]]
        if units:
            found.append(f"{say(definitions, status, language)}: {', '.join(units)}")
    return found


def make_table(
    definitions, indicator: str, rows: pd.DataFrame, language: str, *, is_signed: bool = False
) -> pd.DataFrame:
    """Make the table for people: place, period and value, in words of the language."""
    return pd.DataFrame(
        {
            say(definitions, "column_place", language): [
                name_place(definitions, unit, language) for unit in rows["province"]
            ],
            say(definitions, "column_period", language): [
                format_period(definitions, period, language) if isinstance(period, str) else ""
                for period in rows["period"]
            ],
            say(definitions, "column_value", language): [
                write_cell(definitions, indicator, row.value, row.status, language, is_signed=is_signed)
                for row in rows.itertuples()
            ],
        },
        dtype=str,
    )
