"""What no longer fits the kept classes of the maps: values beyond the last one, and entries of another land."""

from ctip_analysis.definitions import describe_indicator, list_units, make_issue, period_kind
from ctip_analysis.presenting.classing import class_of, make_classes
from ctip_analysis.presenting.geometry import fingerprint_boundaries
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.selecting import (
    SHADED,
    check_values,
    list_breakdowns,
    list_shown_periods,
    select_units,
)
from ctip_analysis.presenting.wording import decimals_of, format_number, format_period

__all__ = ["list_overflow"]


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
