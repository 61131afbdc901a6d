"""Protect the indicator values of a run, with what its country pack says of each indicator."""

import pandas as pd

from ctip_analysis.definitions import Definitions, units_parts
from ctip_analysis.disclosure.proof import ProtectedValues
from ctip_analysis.disclosure.values import protect_values

__all__ = ["protect"]


def _describe_indicators(definitions: Definitions) -> pd.DataFrame:
    """Say of each indicator whom it counts and of which counts it is a function."""
    indicators = definitions.indicators[["indicator", "protection", "people", "kind"]].copy()
    known = set(indicators["indicator"])
    for part in ("numerator", "denominator"):
        named = definitions.indicators[part]
        indicators[f"{part}_indicator"] = named.where(named.isin(known), "")
    return indicators


def _list_parts(definitions: Definitions) -> dict:
    parts: dict = {definitions.country: list(definitions.provinces["province"])}
    for view in definitions.views:
        parts |= {(view, unit): own for unit, own in units_parts(definitions, view).items() if own != [unit]}
    return parts


def protect(
    values: pd.DataFrame,
    definitions: Definitions,
    *,
    threshold: int | None = None,
    ledger: pd.DataFrame | None = None,
) -> ProtectedValues:
    """Hide what would let anybody work out a small count of people.

    Parameters
    ----------
    values : pandas.DataFrame
        From `compute_indicators`.
    definitions : Definitions
    threshold : int, optional
        Counts from 1 to one below it are small; the pack's own (11) when not given.
    ledger : pandas.DataFrame, optional
        What earlier releases published.

    Returns
    -------
    ProtectedValues
        The same rows in the same order; where the status is "suppressed" there is no number. Its audit says
        what was proved.

    Raises
    ------
    DisclosureError
        If the protection cannot be proved.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     values = ctip.compute_indicators(ctip.clean(ctip.read_reports(folder), definitions), definitions)
    >>> ctip.protect(values, definitions).audit["passed"]
    True
    """
    return protect_values(
        values,
        indicators=_describe_indicators(definitions),
        province_parts=_list_parts(definitions),
        threshold=definitions.settings["disclosure"]["threshold"] if threshold is None else threshold,
        ledger=ledger,
    )
