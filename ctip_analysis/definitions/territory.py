"""The ways to count the country: nine units, eight (council view), seven (province view), north and south."""

import pandas as pd

__all__ = ["list_units", "unit_of_province", "units_parts"]


def unit_of_province(definitions, territory: str) -> pd.Series:
    """Give the unit of a view in which each province is counted.

    Parameters
    ----------
    definitions : Definitions
    territory : str
        A view that the pack knows: "9", "8", "7" or "2".

    Returns
    -------
    pandas.Series
        Unit codes, indexed by province.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> unit_of_province(load_definitions(), "7")["KG-GO"]
    'KG-O'
    """
    column = definitions.views[territory]
    provinces = definitions.provinces
    return pd.Series(provinces[column].to_numpy(), index=provinces["province"].to_numpy(), name="unit")


def units_parts(definitions, territory: str) -> dict[str, list[str]]:
    """Give the provinces that each unit of a view is made of.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> units_parts(load_definitions(), "8")["KG-C"]
    ['KG-C', 'KG-GB']
    """
    parts: dict[str, list[str]] = {}
    columns = (definitions.provinces[name].tolist() for name in ("province", definitions.views[territory]))
    for province, unit in zip(*columns, strict=True):
        parts.setdefault(unit, []).append(province)
    return parts


def list_units(definitions, territory: str) -> list[str]:
    """List the units of a view in the order of their codes.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> len(list_units(load_definitions(), "8"))
    8
    """
    return sorted(units_parts(definitions, territory))
