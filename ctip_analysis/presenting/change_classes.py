"""The classes of a map of change: they mirror each other around a midpoint and come from all pairs alike in time."""

import numpy as np

from ctip_analysis.presenting.changes import compute_changes
from ctip_analysis.presenting.classing import Classes, compute_breaks, make_classes
from ctip_analysis.presenting.map_classes import DEFAULT_SCHEME, restore_classes
from ctip_analysis.presenting.selecting import list_shown_periods
from ctip_analysis.presenting.style import CHANGE_CMAP
from ctip_analysis.presenting.wording import decimals_of

__all__ = ["choose_change_classes", "count_steps", "find_change_breaks"]

DEFAULT_K = 3


def find_change_breaks(changes, *, k: int, decimals: int, scheme: str = "quantiles", midpoint: float = 0.0):
    """Find upper breaks that mirror each other around the midpoint, with a class of no change between.

    Parameters
    ----------
    changes : sequence of float
    k : int
        The number of classes on each side, at most.
    decimals : int
        As the changes are shown.
    scheme : str
        How the sizes of the changes are parted.
    midpoint : float

    Returns
    -------
    tuple of float

    Examples
    --------
    >>> find_change_breaks([-30, -5, 0, 10, 40], k=2, decimals=0)
    (-21.0, -1.0, 0.0, 20.0, 40.0)
    """
    sizes = np.abs(np.asarray(list(changes), dtype=float) - midpoint)
    steps = compute_breaks(sizes, scheme=scheme, k=k, decimals=decimals)
    if not steps:
        return (midpoint,)
    step = 10.0**-decimals
    below = [midpoint - size - step for size in reversed(steps[:-1])]
    found = [*below, midpoint - step, midpoint, *(midpoint + size for size in steps)]
    return tuple(round(value, decimals) + 0.0 for value in found)


def _list_pairs(request, indicator: str, period: str, compared_with: str) -> list[tuple[str, str]]:
    """List the pairs of periods as far apart as the two asked for: (later, earlier), in the order of time."""
    every = list_shown_periods(
        request.checked, definitions=request.definitions, indicator=indicator, like=period
    )
    steps = count_steps(every, period, compared_with)
    pairs = list(zip(every[steps:], every[:-steps], strict=True)) if steps > 0 else []
    return pairs if (period, compared_with) in pairs else [(period, compared_with)]


def count_steps(every: list[str], period: str, compared_with: str) -> int:
    """Count the periods from the earlier to the later; 0 where either is none of them.

    Examples
    --------
    >>> count_steps(["2018Q4", "2019Q1", "2019Q2"], "2019Q2", "2018Q4")
    2
    """
    return every.index(period) - every.index(compared_with) if {period, compared_with} <= set(every) else 0


def choose_change_classes(
    request,
    indicator: str,
    *,
    period: str,
    compared_with: str,
    territory: str,
    is_relative: bool = False,
    midpoint: float = 0.0,
    scheme: str | None = None,
    k: int | None = None,
    breaks=None,
    cmap=None,
    entry: dict | None = None,
) -> Classes:
    """Choose the classes of a map of change: those given, those kept, else from all pairs as far apart in time."""
    decimals = 0 if is_relative else decimals_of(request.definitions, indicator)
    if breaks is None and entry and midpoint in entry["breaks"]:
        return restore_classes(entry, cmap=cmap, decimals=decimals, midpoint=midpoint, default=CHANGE_CMAP)
    if breaks is None:
        found = []
        for later, earlier in _list_pairs(request, indicator, period, compared_with):
            rows = compute_changes(
                request,
                indicator,
                period=later,
                compared_with=earlier,
                territory=territory,
                is_relative=is_relative,
            )
            found += rows["value"].dropna().tolist()
        scheme, k = scheme or DEFAULT_SCHEME, DEFAULT_K if k is None else k
        breaks = find_change_breaks(found, k=k, decimals=decimals, scheme=scheme, midpoint=midpoint)
    return make_classes([], breaks=breaks, cmap=cmap or CHANGE_CMAP, decimals=decimals, midpoint=midpoint)
