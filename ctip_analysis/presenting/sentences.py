"""Numbers in sentences for a report: value, change, what it rests on, coverage and caveat."""

import pandas as pd

from ctip_analysis.definitions import describe_indicator, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.captions import name_coverage
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.requests import name_view
from ctip_analysis.presenting.selecting import (
    NUMBERED,
    check_values,
    select_country,
    select_units,
    split_options,
)
from ctip_analysis.presenting.wording import (
    count_noun,
    decimals_of,
    describe_breakdowns,
    facts_of,
    format_number,
    format_period,
)

__all__ = ["write_sentence"]

RATIO_KINDS = ("rate", "ratio_of_sums")
SMALLEST_BASE = 20


def _find_row(protected, definitions, indicator, period, province, territory, breakdowns):
    """Find the one row that a sentence is about, or None where the values have none."""
    chosen = {
        "definitions": definitions,
        "indicator": indicator,
        "periods": [period],
        "breakdowns": breakdowns,
    }
    if province == definitions.country:
        rows = select_country(protected, **chosen)
    else:
        rows = select_units(protected, territory=territory, **chosen)
        if len(rows) and province not in set(rows["province"]):
            raise InputError(
                f"There is no province {province!r}. There are {', '.join(sorted(set(rows['province'])))}."
            )
        rows = rows[rows["province"].eq(province)]
    return rows.iloc[0] if len(rows) else None


def _say_change(definitions, indicator, row, before, period: str, language: str) -> str:
    """Say how far a value moved; nothing unless both are shown and complete."""
    if before is None or {row["status"], before["status"]} - {"reported", "zero"}:
        return ""
    decimals = decimals_of(definitions, indicator)
    moved = row["value"] - before["value"]
    parts = {
        "change": format_number(moved, language, decimals=decimals, is_signed=True),
        "period": format_period(definitions, period, language),
    }
    # A percentage of a small or a fractional base says more than is known.
    if before["value"] < SMALLEST_BASE or decimals:
        return say(definitions, "sentence_change_only", language, **parts)
    percent = format_number(100 * moved / before["value"], language, decimals=1, is_signed=True)
    return say(definitions, "sentence_change", language, percent=percent, **parts)


def _say_rest(definitions, indicator, row, language: str) -> str:
    """Say the ratio a rate rests on, and how many reports have come."""
    facts = facts_of(definitions, indicator)
    said = []
    if facts["kind"] in RATIO_KINDS and not pd.isna(row["numerator"]) and not pd.isna(row["denominator"]):
        parts = {name: format_number(row[name], language) for name in ("numerator", "denominator")}
        said.append(say(definitions, "sentence_ratio", language, **parts))
    if facts["source"] == "organizations" and row["organizations_expected"] > 0:
        parts = {
            "received": format_number(row["organizations_reporting"], language),
            "expected": format_number(row["organizations_expected"], language),
        }
        word = name_coverage("sentence_coverage", row["period"])
        said.append(say(definitions, word, language, **parts))
    return f" ({'; '.join(said)})" if said else ""


def write_sentence(
    protected,
    *,
    definitions,
    indicator: str,
    period: str,
    province: str | None = None,
    territory: str | None = None,
    language: str = "en",
    compared_with: str | None = None,
    **breakdowns,
) -> str:
    """Write one number as a sentence of a report.

    Parameters
    ----------
    protected : ProtectedValues
    definitions : Definitions
    indicator, period : str
    province : str, optional
        The whole country when not given.
    territory, language : str
    compared_with : str, optional
        An earlier period: the change is said where both values are shown and complete.
    **breakdowns
        Codes to narrow to (``sex="female"``).

    Returns
    -------
    str
        Value, change, what it rests on, coverage and caveat; where there is no number, why.

    Raises
    ------
    DisclosureError
        If the values are not protected.
    InputError
        If something that is asked for does not exist; the message says what does.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> write_sentence(protected, definitions=definitions, indicator="PREV-01", period="2019Q3")
    'Awareness-raising events held, Kyrgyz Republic, 3rd quarter 2019: 156 events (27 of 27 reports received).'
    """
    protected, territory = check_values(protected), name_view(definitions, territory)
    known, strange = split_options(protected.values, breakdowns)
    if strange:
        raise InputError(f"There is no breakdown {', '.join(strange)}. There are {', '.join(known)}.")
    place = province or definitions.country
    row = _find_row(protected, definitions, indicator, period, place, territory, known)
    parts = {
        "name": describe_indicator(definitions, indicator, language),
        "place": ", ".join(
            [name_place(definitions, place, language), *describe_breakdowns(definitions, known, language)]
        ),
        "period": format_period(definitions, period, language),
    }
    if row is None or row["status"] not in NUMBERED:
        reason = say(definitions, "no_data" if row is None else row["status"], language)
        return say(definitions, "sentence_none", language, reason=reason, **parts) + "."
    counted = count_noun(definitions, indicator, row["value"], language)
    text = say(definitions, "sentence_value", language, counted=counted, **parts)
    if compared_with:
        before = _find_row(protected, definitions, indicator, compared_with, place, territory, known)
        change = _say_change(definitions, indicator, row, before, compared_with, language)
        text += f"; {change}" if change else ""
    caveat = describe_indicator(definitions, indicator, language, part="caveat")
    return f"{text}{_say_rest(definitions, indicator, row, language)}. {caveat}".strip()
