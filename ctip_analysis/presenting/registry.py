"""The break registry: which classes and colours a map got when it was first drawn, kept with the release.

A registry is a plain dict, one entry a map; ``releasing`` keeps it as ``figures.toml``.
"""

from ctip_analysis.definitions import period_kind

__all__ = ["find_entry", "name_entry"]


def name_entry(indicator: str, period: str, territory: str, breakdowns: dict[str, str]) -> str:
    """Name the entry of a map: all periods of a kind share it.

    Examples
    --------
    >>> name_entry("PREV-02", "2019Q2", "9", {"sex": "female", "age_group": "total"})
    'PREV-02.quarter.9.sex=female'
    """
    narrowed = [f"{name}={code}" for name, code in sorted(breakdowns.items()) if code != "total"]
    return ".".join([indicator, period_kind(period), territory, *narrowed])


def find_entry(registry, indicator: str, period: str, territory: str, breakdowns: dict[str, str]) -> dict:
    """Find what the registry keeps for a map; an empty dict where it keeps nothing."""
    return (registry or {}).get(name_entry(indicator, period, territory, breakdowns), {})
