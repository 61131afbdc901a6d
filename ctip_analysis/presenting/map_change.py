"""Draw how the units changed between two periods, in colours that part at a stated midpoint."""

from ctip_analysis.definitions import say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.change_classes import choose_change_classes
from ctip_analysis.presenting.changes import compute_changes
from ctip_analysis.presenting.chart_page import draw_nothing
from ctip_analysis.presenting.layout import open_page
from ctip_analysis.presenting.map_content import make_content
from ctip_analysis.presenting.maps import find_land, finish_map, list_map_notes
from ctip_analysis.presenting.registry import name_change, read_entry
from ctip_analysis.presenting.requests import make_own_header, make_request, name_period, name_view
from ctip_analysis.presenting.selecting import select_country
from ctip_analysis.presenting.style import figure_style
from ctip_analysis.presenting.wording import format_number, format_period

__all__ = ["draw_map_change"]


def draw_map_change(
    protected,
    *,
    indicator: str,
    period: str,
    compared_with: str,
    is_relative: bool = False,
    midpoint: float = 0.0,
    territory: str | None = None,
    definitions=None,
    language: str = "en",
    scheme: str | None = None,
    k: int | None = None,
    breaks=None,
    cmap=None,
    registry: dict | None = None,
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
    k : int, optional
        The number of classes on each side of the midpoint, at most; 3 when not given. They are made of all pairs of
        periods as far apart as these two.
    breaks : sequence of float, optional
        Upper breaks of all classes; the midpoint must be one of them.
    cmap : str or Colormap, optional
        A palette of two colours that part at a light middle.
    definitions, territory, language, scheme, registry, boundaries, lakes, legend, legend_kwds, missing_kwds, labels
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
    definitions, territory = request.definitions, name_view(request.definitions, territory)
    period, compared_with = name_period(period), name_period(compared_with)
    pair = {"period": period, "compared_with": compared_with, "territory": territory}
    _require_midpoint(midpoint, breaks)
    rows = compute_changes(request, indicator, is_relative=is_relative, **pair)
    entry = read_entry(registry, name_change(request, indicator, is_relative=is_relative, **pair))
    classes = choose_change_classes(
        request,
        indicator,
        is_relative=is_relative,
        midpoint=midpoint,
        scheme=scheme,
        k=k,
        breaks=breaks,
        cmap=cmap,
        entry=entry,
        **pair,
    )
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
            *_say_midpoint(request, midpoint, classes.decimals),
            *list_map_notes(definitions, land, language, entry=entry if breaks is None else None),
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


def _require_midpoint(midpoint: float, breaks) -> None:
    """Raise an error where breaks are given and the midpoint is none of them."""
    if breaks is not None and midpoint not in list(breaks):
        raise InputError(f"The midpoint {midpoint} is none of the breaks {list(breaks)}. Add it to them.")


def _say_midpoint(request, midpoint: float, decimals: int) -> tuple[str, str]:
    """Say where the colours part, and what a gap means."""
    definitions, language = request.definitions, request.language
    number = format_number(midpoint, language, decimals=decimals)
    return (
        say(definitions, "change_midpoint", language, midpoint=number),
        say(definitions, "change_gap", language),
    )


def _say_periods(definitions, period: str, compared_with: str, language: str) -> str:
    """Say the later and the earlier period."""
    return say(
        definitions,
        "change_subtitle",
        language,
        later=format_period(definitions, period, language),
        earlier=format_period(definitions, compared_with, language),
    )
