"""The break registry: which classes and colours a map got when it was first drawn, kept with the release.

A registry is a plain dict, one entry a map; ``releasing`` keeps it as ``figures.toml``. An entry is never changed
once it stands: the same value has the same colour in every later figure, and a value beyond the last break is said.
"""

from ctip_analysis.definitions import describe_indicator, list_units, make_issue, period_kind
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.change_classes import choose_change_classes, count_steps
from ctip_analysis.presenting.classing import Classes, class_of, make_classes
from ctip_analysis.presenting.geometry import Land, fingerprint_boundaries
from ctip_analysis.presenting.map_classes import choose_classes
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.requests import make_request
from ctip_analysis.presenting.selecting import (
    SHADED,
    check_values,
    list_breakdowns,
    list_shown_periods,
    select_units,
)
from ctip_analysis.presenting.wording import decimals_of, format_number, format_period

__all__ = [
    "fill_change_registry",
    "fill_registry",
    "find_entry",
    "is_of_other_land",
    "list_overflow",
    "name_change",
    "name_entry",
    "read_entry",
]

CHANGE_WORDS = {False: "change", True: "change_percent"}


def name_entry(indicator: str, period: str, territory: str, breakdowns: dict[str, str]) -> str:
    """Name the entry of a map: all periods of a kind share it.

    Examples
    --------
    >>> name_entry("PREV-02", "2019Q2", "9", {"sex": "female", "age_group": "total"})
    'PREV-02.quarter.9.sex=female'
    """
    narrowed = [f"{name}={code}" for name, code in sorted(breakdowns.items()) if code != "total"]
    return ".".join([indicator, period_kind(period), territory, *narrowed])


def name_change(request, indicator: str, *, period, compared_with, territory, is_relative=False) -> str:
    """Name the entry of a map of change: all pairs of periods as far apart share it.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> request = make_request(protected, definitions, "en", {})
    >>> name_change(request, "PREV-02", period="2019Q2", compared_with="2018Q2", territory="9")
    'PREV-02.quarter.9.change=4'
    """
    chosen = {"definitions": request.definitions, "indicator": indicator}
    every = list_shown_periods(request.checked, like=period, **chosen)
    steps = count_steps(every, period, compared_with)
    name = name_entry(indicator, period, territory, request.breakdowns)
    return f"{name}.{CHANGE_WORDS[is_relative]}={steps or compared_with}"


def find_entry(registry, indicator: str, period: str, territory: str, breakdowns: dict[str, str]) -> dict:
    """Find what the registry keeps for a map; an empty dict where it keeps nothing.

    Examples
    --------
    >>> find_entry({"PREV-02.quarter.9": {"breaks": [10.0]}}, "PREV-02", "2019Q2", "9", {"sex": "total"})
    {'breaks': [10.0]}
    """
    return read_entry(registry, name_entry(indicator, period, territory, breakdowns))


def read_entry(registry, name: str) -> dict:
    """Read an entry of a registry by its name; an empty dict where it keeps none.

    Raises
    ------
    InputError
        If the registry is no dict, or the entry has no breaks that increase.

    Examples
    --------
    >>> read_entry(None, "PREV-02.quarter.9")
    {}
    """
    if registry is not None and not isinstance(registry, dict):
        raise InputError(
            f"A registry is a dict, as read_registry gives it, and this is a {type(registry).__name__}."
        )
    entry = (registry or {}).get(name)
    breaks = [] if entry is None else list(entry.get("breaks", ()))
    if entry is not None and (not breaks or breaks != sorted(set(breaks))):
        raise InputError(
            f"The entry {name} of the registry needs breaks that increase. Mend it, or delete it."
        )
    return entry or {}


def is_of_other_land(entry: dict, land: Land) -> bool:
    """Tell whether an entry was made with other units or other boundaries than those of a map.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> from ctip_analysis.presenting.geometry import load_land
    >>> is_of_other_land({"units": ["KG-B"]}, load_land(load_definitions()))
    True
    """
    units, fingerprint = list(land.units), land.fingerprint
    return entry.get("units", units) != units or entry.get("boundaries_sha256", fingerprint) != fingerprint


def _make_entry(definitions, territory: str, classes: Classes) -> dict:
    return {
        "scheme": classes.scheme,
        "cmap": classes.cmap,
        "breaks": list(classes.breaks),
        "colors": list(classes.colors),
        "units": list_units(definitions, territory),
        "boundaries_sha256": fingerprint_boundaries(definitions),
    }


def fill_registry(
    protected,
    registry: dict | None,
    *,
    definitions,
    maps,
    breakdowns: dict[str, str] | None = None,
    scheme: str | None = None,
    k: int | None = None,
    cmap=None,
) -> dict:
    """Add the maps that a registry does not know yet; what it knows stands as it is.

    Parameters
    ----------
    protected : ProtectedValues
    registry : dict or None
    definitions : Definitions
    maps : sequence of (str, str, str)
        Indicator, any period of the kind, territory view.
    breakdowns : dict of str to str, optional
        What the maps are narrowed to.
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
    request, filled = make_request(protected, definitions, "en", dict(breakdowns or {})), dict(registry or {})
    for indicator, period, territory in maps:
        name = name_entry(indicator, period, territory, request.breakdowns)
        if name in filled:
            continue
        chosen = request.chosen(indicator) | {"period": period, "territory": territory}
        classes = choose_classes(request.checked, scheme=scheme, k=k, cmap=cmap, **chosen)
        if classes.breaks:
            filled[name] = _make_entry(definitions, territory, classes)
    return dict(sorted(filled.items()))


def fill_change_registry(
    protected,
    registry: dict | None,
    *,
    definitions,
    indicator: str,
    period: str,
    compared_with: str,
    territory: str,
    is_relative: bool = False,
    breakdowns: dict[str, str] | None = None,
) -> dict:
    """Add a map of change that a registry does not know yet.

    Returns
    -------
    dict
        A new registry, sorted by its names.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> two = {"period": "2019Q2", "compared_with": "2018Q2", "territory": "9"}
    >>> list(fill_change_registry(protected, None, definitions=definitions, indicator="PREV-02", **two))
    ['PREV-02.quarter.9.change=4']
    """
    request, filled = make_request(protected, definitions, "en", dict(breakdowns or {})), dict(registry or {})
    pair = {"period": period, "compared_with": compared_with, "territory": territory}
    name = name_change(request, indicator, is_relative=is_relative, **pair)
    if name not in filled:
        classes = choose_change_classes(request, indicator, is_relative=is_relative, **pair)
        if len(classes.breaks) > 1:
            filled[name] = _make_entry(definitions, territory, classes)
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
    overflow = [
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
    return [*overflow, *_list_other_lands(definitions, registry, language)]


def _list_other_lands(definitions, registry: dict, language: str) -> list[dict]:
    """List the entries that were made with other units or boundaries than the pack has now, an issue each."""
    known, fingerprint = set(definitions.indicators["indicator"]), fingerprint_boundaries(definitions)
    found = []
    for name, entry in registry.items():
        indicator, _, territory, *_ = name.split(".")
        if indicator not in known or territory not in definitions.views:
            continue
        units = list_units(definitions, territory)
        if entry.get("units", units) != units or entry.get("boundaries_sha256", fingerprint) != fingerprint:
            own = describe_indicator(definitions, indicator, language)
            found.append(
                make_issue(definitions, "class_other_land", language=language, place={"text": name}, name=own)
            )
    return found


def _parse_narrowed(checked, narrowed: list[str]) -> dict[str, str] | None:
    """Read what an entry is narrowed to; None where it is no breakdown of the values, as of a map of change."""
    given = dict(part.split("=", 1) for part in narrowed if "=" in part)
    known = list_breakdowns(checked.values)
    if len(given) != len(narrowed) or not set(given) <= set(known):
        return None
    return dict.fromkeys(known, "total") | given


def _find_beyond(checked, definitions, name: str, entry: dict):
    """Find the rows of an entry whose number is beyond its last class; entries of other packs find nothing."""
    indicator, kind, territory, *narrowed = name.split(".")
    breakdowns = _parse_narrowed(checked, narrowed)
    if (
        breakdowns is None
        or indicator not in set(checked.values["indicator"])
        or territory not in definitions.views
    ):
        return
    chosen = {"definitions": definitions, "indicator": indicator}
    periods = [p for p in list_shown_periods(checked, **chosen) if period_kind(p) == kind]
    rows = select_units(checked, territory=territory, periods=periods, breakdowns=breakdowns, **chosen)
    rows = rows[rows["status"].isin(SHADED) & rows["value"].notna()]
    classes = make_classes([], breaks=entry["breaks"], decimals=decimals_of(definitions, indicator))
    yield indicator, classes, rows[class_of(classes, rows["value"]) >= len(classes.breaks)]
