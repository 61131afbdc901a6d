"""Indicator values of a run -> the same values, hidden where a person could be worked out."""

import pandas as pd

from ctip_analysis.disclosure.proof import ProtectedValues, hash_frame
from ctip_analysis.errors import DisclosureError
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE, require_columns

__all__ = ["protect_values"]

#: The columns of ``indicators`` that protection needs.
INDICATOR_COLUMNS = (
    "indicator",
    "protection",
    "people",
    "kind",
    "numerator_indicator",
    "denominator_indicator",
)
NUMBER_COLUMNS = ["value", "numerator", "denominator"]
STATUSES_WITH_NUMBER = ("reported", "zero", "partial")


def protect_values(
    values: pd.DataFrame,
    *,
    indicators: pd.DataFrame,
    province_parts: dict,
    threshold: int = 11,
    ledger: pd.DataFrame | None = None,
) -> ProtectedValues:
    """Hide what would let anybody work out a small count of people.

    Parameters
    ----------
    values : pandas.DataFrame
        One row per indicator, territory view, province, period and breakdown; see ``contract.md``.
    indicators : pandas.DataFrame
        ``indicator``, ``protection`` (``none`` or ``victims``), ``people`` (indicators with the same
        word count the same people and are one linked system), ``kind``, ``numerator_indicator``,
        ``denominator_indicator``.
    province_parts : dict
        Each total and its parts: ``{"KG": ["KG-B", ...], ("8", "KG-C"): ["KG-C", "KG-GB"], ...}``.
    threshold : int, default 11
        Counts from 1 to ``threshold - 1`` are small.
    ledger : pandas.DataFrame, optional
        What earlier releases published.

    Returns
    -------
    ProtectedValues

    Raises
    ------
    MissingColumnsError
        If a frame lacks columns.
    DisclosureError
        If an indicator of the values is not described.

    Examples
    --------
    >>> import pandas as pd
    >>> values = pd.DataFrame(
    ...     [["PROT-01", "9", "KG-B", "2019", 3, 3, None, 1, 1, "reported"]],
    ...     columns=[*VALUE_COLUMNS_BEFORE, *VALUE_COLUMNS_AFTER],
    ... )
    >>> indicators = pd.DataFrame(
    ...     [["PROT-01", "victims", "victims", "flow_sum", "", ""]], columns=INDICATOR_COLUMNS
    ... )
    >>> protect_values(values, indicators=indicators, province_parts={}).values[["value", "status"]]
       value      status
    0    NaN  suppressed
    """
    require_columns(values, [*VALUE_COLUMNS_BEFORE, *VALUE_COLUMNS_AFTER], "values")
    require_columns(indicators, INDICATOR_COLUMNS, "indicators")
    known = indicators.set_index("indicator")
    unknown = sorted(set(values["indicator"]) - set(known.index))
    if unknown:
        raise DisclosureError(f"Indicators without a word on their protection: {', '.join(unknown)}.")
    is_hidden = find_hidden_rows(values, known, threshold)
    shown = values.copy()
    shown[NUMBER_COLUMNS] = shown[NUMBER_COLUMNS].astype("float64").mask(is_hidden)
    has_number = shown["status"].isin(STATUSES_WITH_NUMBER)
    shown["status"] = shown["status"].mask(is_hidden & has_number, "suppressed")
    audit = {
        "passed": True,
        "method": "every number of people that has a small count among its people is hidden",
        "threshold": threshold,
        "cells_hidden": int(is_hidden.sum()),
        "values_sha256": hash_frame(shown),
    }
    return ProtectedValues(shown, audit)


def find_hidden_rows(values: pd.DataFrame, indicators: pd.DataFrame, threshold: int) -> pd.Series:
    """Find the rows to hide: all numbers but zeros of a group of people that has any small count."""
    is_protected = values["indicator"].map(indicators["protection"]).ne("none")
    people = values["indicator"].map(indicators["people"]).fillna("")
    numbers = values[NUMBER_COLUMNS].astype("float64")
    is_small = (numbers.gt(0) & numbers.lt(threshold)).any(axis=1) & is_protected
    return is_protected & people.isin(people[is_small]) & numbers.gt(0).any(axis=1)
