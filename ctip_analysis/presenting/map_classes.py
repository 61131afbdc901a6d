"""The classes of a map: those asked for, those kept from earlier releases, the pack's own, or from all its values."""

from dataclasses import replace

from ctip_analysis.presenting.classing import Classes, make_classes
from ctip_analysis.presenting.selecting import list_shown_periods, pool_values
from ctip_analysis.presenting.style import DEFAULT_CMAP
from ctip_analysis.presenting.wording import decimals_of

__all__ = ["choose_classes", "find_own_breaks", "restore_classes"]

DEFAULT_SCHEME = "quantiles"
DEFAULT_K = 5


def find_own_breaks(definitions, indicator: str, numbers) -> list[float] | None:
    """Find the breaks that the pack sets for an indicator (``[figures.breaks]``), as long as all numbers lie within.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> find_own_breaks(load_definitions(), "DQ-01", [86.0, 100.0])
    [25, 50, 75, 100]
    """
    own = definitions.settings.get("figures", {}).get("breaks", {}).get(indicator)
    return list(own) if own and all(number <= own[-1] for number in numbers) else None


def choose_classes(
    protected,
    *,
    definitions,
    indicator: str,
    period: str,
    territory: str,
    breakdowns: dict[str, str],
    column: str = "value",
    scheme: str | None = None,
    k: int | None = None,
    breaks=None,
    cmap=None,
    entry: dict | None = None,
) -> Classes:
    """Choose the classes of a map of values, over all periods of the kind of ``period``.

    Parameters
    ----------
    entry : dict, optional
        What the registry keeps for the map.

    Notes
    -----
    The first that there is: ``breaks``; the entry's; the pack's own, unless a scheme or a number of classes is asked
    for; those of the scheme.
    """
    chosen = {"definitions": definitions, "indicator": indicator}
    decimals = decimals_of(definitions, indicator)
    if breaks is None and entry and column == "value":
        return restore_classes(entry, cmap=cmap, decimals=decimals)
    every = list_shown_periods(protected, like=period, **chosen)
    numbers = pool_values(
        protected, territory=territory, periods=every, column=column, breakdowns=breakdowns, **chosen
    )
    if breaks is None and scheme is None and k is None and column == "value":
        breaks = find_own_breaks(definitions, indicator, numbers)
    return make_classes(
        numbers,
        scheme=scheme or DEFAULT_SCHEME,
        k=DEFAULT_K if k is None else k,
        breaks=breaks,
        cmap=cmap or DEFAULT_CMAP,
        decimals=decimals,
    )


def restore_classes(entry: dict, *, cmap, decimals: int, midpoint: float | None = None, default=DEFAULT_CMAP):
    """Make the classes that an entry of the registry keeps, in its colors unless others are asked for."""
    breaks, colors = entry["breaks"], tuple(entry.get("colors", ()))
    kept = cmap or entry.get("cmap", default)
    classes = make_classes([], breaks=breaks, cmap=kept, decimals=decimals, midpoint=midpoint)
    return replace(classes, colors=colors) if cmap is None and len(colors) == len(breaks) else classes
