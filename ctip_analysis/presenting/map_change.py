"""Draw how the units changed between two periods, in colours that part at a stated midpoint."""

import numpy as np

from ctip_analysis.definitions import say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.changes import compute_changes
from ctip_analysis.presenting.chart_page import draw_nothing
from ctip_analysis.presenting.classing import compute_breaks, make_classes
from ctip_analysis.presenting.layout import open_page
from ctip_analysis.presenting.map_content import make_content
from ctip_analysis.presenting.maps import find_land, finish_map, list_map_notes
from ctip_analysis.presenting.requests import make_own_header, make_request
from ctip_analysis.presenting.selecting import select_country
from ctip_analysis.presenting.style import CHANGE_CMAP, figure_style
from ctip_analysis.presenting.wording import decimals_of, format_number, format_period

__all__ = ["draw_map_change"]


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


def draw_map_change(
    protected,
    *,
    indicator: str,
    period: str,
    compared_with: str,
    is_relative: bool = False,
    midpoint: float = 0.0,
    territory: str = "9",
    definitions=None,
    language: str = "en",
    scheme: str = "quantiles",
    k: int = 3,
    breaks=None,
    cmap: str = CHANGE_CMAP,
    boundaries=None,
    lakes=None,
    legend: bool = True,
    legend_kwds: dict | None = None,
    missing_kwds: dict | None = None,
    labels: bool = True,
    value_labels: bool = True,
    title: str | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
    ax=None,
    figsize=None,
    **kwargs,
):
    """Draw a map of how far each unit moved between two periods.

    Parameters
    ----------
    protected : ProtectedValues
    indicator : str
    period, compared_with : str
        The later and the earlier period.
    is_relative : bool
        Draw the change in percent of the earlier number, instead of in the indicator's unit.
    midpoint : float
        Where the two colours part; the map states it.
    k : int
        The number of classes on each side of the midpoint, at most.
    breaks : sequence of float, optional
        Upper breaks of all classes; the midpoint must be one of them.
    cmap : str
        A palette of two colours that part at a light middle.
    definitions, territory, language, scheme, boundaries, lakes, legend, legend_kwds, missing_kwds, labels
        As for ``draw_map``.
    value_labels, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    **kwargs
        A breakdown of the values by its name; the rest goes to the collection of the shapes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DisclosureError, InputError
        As ``draw_map``; or if the midpoint is none of the breaks.

    Notes
    -----
    A change is drawn only where both numbers are shown; where either is hidden or missing the unit has the hatch of
    the reason. Where either is partly reported the unit has the mark of partial reporting.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_map_change(protected, indicator="PREV-02", period="2019Q2", compared_with="2018Q2")
    >>> ax.get_title()
    'People reached by awareness events (attendances)'
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions, territory = request.definitions, str(territory)
    rows = compute_changes(
        request,
        indicator,
        period=period,
        compared_with=compared_with,
        territory=territory,
        is_relative=is_relative,
    )
    decimals = 0 if is_relative else decimals_of(definitions, indicator)
    if breaks is not None and midpoint not in list(breaks):
        raise InputError(f"The midpoint {midpoint} is none of the breaks {list(breaks)}. Add it to them.")
    if breaks is None:
        shown = rows["value"].dropna()
        breaks = find_change_breaks(shown, k=k, decimals=decimals, scheme=scheme, midpoint=midpoint)
    classes = make_classes([], breaks=breaks, cmap=cmap, decimals=decimals, midpoint=midpoint)
    land = find_land(definitions, territory, rows, boundaries, lakes)
    header = make_own_header(
        request,
        indicator,
        rows.assign(numerator=None),
        select_country(request.checked, periods=[period], **request.chosen(indicator)),
        places=(_say_periods(definitions, period, compared_with, language),),
        words={
            "title": title,
            "is_synthetic": is_synthetic,
            "as_of": as_of,
            "unit": say(definitions, "unit_percent", language) if is_relative else None,
        },
        extra=(
            say(
                definitions,
                "change_midpoint",
                language,
                midpoint=format_number(midpoint, language, decimals=decimals),
            ),
            say(definitions, "change_gap", language),
            *list_map_notes(definitions, land, language),
        ),
    )
    with figure_style():
        page = open_page(ax, header, figsize=figsize)
        if rows.empty:
            return draw_nothing(page, definitions, language, "kind_map_change", rows)
        content = make_content(
            definitions,
            indicator,
            language,
            land,
            rows,
            classes,
            is_signed=True,
            is_percent=is_relative,
            missing_kwds=missing_kwds or {},
        )
        return finish_map(
            page,
            request,
            content,
            kind="kind_map_change",
            territory=territory,
            labels=labels,
            value_labels=value_labels,
            legend=legend,
            legend_kwds=legend_kwds,
            codes={"compared_with": compared_with},
        )


def _say_periods(definitions, period: str, compared_with: str, language: str) -> str:
    return say(
        definitions,
        "change_subtitle",
        language,
        later=format_period(definitions, period, language),
        earlier=format_period(definitions, compared_with, language),
    )
