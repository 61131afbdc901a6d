"""The break registry: which classes and colours a map got when it was first drawn, kept with the release.

A registry is a plain dict, one entry a map; ``releasing`` keeps it as ``figures.toml``. An entry is never changed
once it stands: the same value has the same colour in every later figure, and a value beyond the last break is said.
"""

import hashlib

from ctip_analysis.definitions import describe_indicator, list_units, make_issue, period_kind
from ctip_analysis.presenting.classing import class_of, make_classes
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.selecting import (
    SHADED,
    check_values,
    list_breakdowns,
    list_shown_periods,
    pool_values,
    select_units,
)
from ctip_analysis.presenting.style import DEFAULT_CMAP
from ctip_analysis.presenting.wording import decimals_of, format_number, format_period

__all__ = ["fill_registry", "find_entry", "list_overflow", "name_entry"]


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
    """Find what the registry keeps for a map; an empty dict where it keeps nothing.

    Examples
    --------
    >>> find_entry({"PREV-02.quarter.9": {"breaks": [10.0]}}, "PREV-02", "2019Q2", "9", {"sex": "total"})
    {'breaks': [10.0]}
    """
    return (registry or {}).get(name_entry(indicator, period, territory, breakdowns), {})


def _hash_boundaries(definitions) -> str:
    return hashlib.sha256(definitions.boundaries_path.read_bytes()).hexdigest()[:16]


def fill_registry(
    protected,
    registry: dict | None,
    *,
    definitions,
    maps,
    scheme: str = "quantiles",
    k: int = 5,
    cmap: str = DEFAULT_CMAP,
) -> dict:
    """Add the maps that a registry does not know yet; what it knows stays as it is.

    Parameters
    ----------
    protected : ProtectedValues
    registry : dict or None
    definitions : Definitions
    maps : sequence of (str, str, str)
        Indicator, any period of the kind, territory view.
    scheme, k, cmap
        As for ``draw_map``; the classes are made over all periods of the kind.

    Returns
    -------
    dict
        A new registry, sorted by its names.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> kept = fill_registry(protected, None, definitions=definitions, maps=[("PREV-01", "2019Q2", "9")])
    >>> list(kept), kept["PREV-01.quarter.9"]["scheme"]
    (['PREV-01.quarter.9'], 'quantiles')
    """
    checked, filled = check_values(protected), dict(registry or {})
    breakdowns = dict.fromkeys(list_breakdowns(checked.values), "total")
    for indicator, period, territory in maps:
        name = name_entry(indicator, period, territory, breakdowns)
        if name in filled:
            continue
        chosen = {"definitions": definitions, "indicator": indicator}
        periods = list_shown_periods(checked, like=period, **chosen)
        numbers = pool_values(checked, territory=territory, periods=periods, breakdowns=breakdowns, **chosen)
        classes = make_classes(
            numbers, scheme=scheme, k=k, cmap=cmap, decimals=decimals_of(definitions, indicator)
        )
        if classes.breaks:
            filled[name] = {
                "scheme": scheme,
                "cmap": classes.cmap,
                "breaks": list(classes.breaks),
                "colors": list(classes.colors),
                "units": list_units(definitions, territory),
                "boundaries_sha256": _hash_boundaries(definitions),
            }
    return dict(sorted(filled.items()))


def list_overflow(protected, registry: dict, *, definitions, language: str = "en") -> list[dict]:
    """List the values beyond the last break of their map, an issue each: the classes need new breaks.

    Parameters
    ----------
    protected : ProtectedValues
    registry : dict
    definitions : Definitions
    language : str

    Returns
    -------
    list of dict
        Rows for ``frames.make_issues``; from protected values only, so no hidden number is among them.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> kept = {"PREV-01.quarter.9": {"breaks": [40.0]}}
    >>> list_overflow(protected, kept, definitions=definitions)[0]["message"]
    'Awareness-raising events held: 41 of Bishkek city (4th quarter 2018) is beyond the last class, 40.'
    """
    checked = check_values(protected)
    return [
        make_issue(
            definitions,
            "class_overflow",
            language=language,
            place={"text": name},
            name=describe_indicator(definitions, indicator, language),
            value=format_number(row.value, language, decimals=classes.decimals),
            place_name=name_place(definitions, row.province, language),
            period=format_period(definitions, row.period, language),
            limit=format_number(classes.breaks[-1], language, decimals=classes.decimals),
        )
        for name, entry in registry.items()
        for indicator, classes, rows in _find_beyond(checked, definitions, name, entry)
        for row in rows.itertuples()
    ]


def _find_beyond(checked, definitions, name: str, entry: dict):
    """Find the rows of an entry whose number is beyond its last class; entries of other packs find nothing."""
    indicator, kind, territory, *narrowed = name.split(".")
    if narrowed or indicator not in set(checked.values["indicator"]) or territory not in definitions.views:
        return
    breakdowns = dict.fromkeys(list_breakdowns(checked.values), "total")
    chosen = {"definitions": definitions, "indicator": indicator}
    periods = [p for p in list_shown_periods(checked, **chosen) if period_kind(p) == kind]
    rows = select_units(checked, territory=territory, periods=periods, breakdowns=breakdowns, **chosen)
    rows = rows[rows["status"].isin(SHADED) & rows["value"].notna()]
    classes = make_classes([], breaks=entry["breaks"], decimals=decimals_of(definitions, indicator))
    yield indicator, classes, rows[class_of(classes, rows["value"]) >= len(classes.breaks)]
