"""The break registry: which classes and colours a map got when it was first drawn, kept with the release.

A registry is a plain dict, one entry a map; ``releasing`` keeps it as ``figures.toml``. An entry is never changed
once it stands: the same value has the same colour in every later figure, and a value beyond the last break is said.
"""

from ctip_analysis.definitions import list_units, period_kind
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.change_classes import choose_change_classes, count_steps
from ctip_analysis.presenting.classing import Classes
from ctip_analysis.presenting.geometry import Land, fingerprint_boundaries
from ctip_analysis.presenting.map_classes import choose_classes
from ctip_analysis.presenting.requests import make_request
from ctip_analysis.presenting.selecting import list_shown_periods

__all__ = [
    "fill_change_registry",
    "fill_registry",
    "find_entry",
    "is_of_other_land",
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
