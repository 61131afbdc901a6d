"""Draw a choropleth that says what is missing, shows the small cities and never moves its classes."""

from ctip_analysis.definitions import list_units, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.chart_page import draw_nothing
from ctip_analysis.presenting.drawing import Drawing, keep_drawing
from ctip_analysis.presenting.findings import find_extremes, make_table
from ctip_analysis.presenting.geometry import describe_source, find_anchors, load_land
from ctip_analysis.presenting.layout import GAP, open_page, place_picture, place_texts, settle_height
from ctip_analysis.presenting.legends import draw_legend, plan_legend
from ctip_analysis.presenting.map_classes import choose_classes
from ctip_analysis.presenting.map_content import (
    label_units,
    list_drawn,
    list_ladder,
    list_map_entries,
    list_small_units,
    make_content,
)
from ctip_analysis.presenting.painting import paint_labels, paint_land, paint_scale_bar, say_length
from ctip_analysis.presenting.placing import arrange_map
from ctip_analysis.presenting.registry import find_entry, is_of_other_land
from ctip_analysis.presenting.requests import make_own_header, make_request, name_period, name_view
from ctip_analysis.presenting.selecting import select_country, select_units
from ctip_analysis.presenting.style import LABEL_POINTS, figure_style
from ctip_analysis.presenting.wording import unit_of

__all__ = ["draw_map"]


def draw_map(
    protected,
    *,
    indicator: str,
    period: str,
    definitions=None,
    column: str = "value",
    territory: str | None = None,
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
    value_labels: bool = False,
    title: str | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
    ax=None,
    figsize=None,
    **kwargs,
):
    """Draw a map of one indicator in one period.

    Parameters
    ----------
    protected : ProtectedValues
        As ``protect`` returned it: nothing else is drawn.
    indicator, period : str
        Their codes.
    definitions : Definitions, optional
        The package's own pack when not given.
    column : {"value", "numerator", "denominator"}
        What is drawn.
    territory : str, optional
        A view of the pack ("9", "8", "7"), its first when not given; the shapes are merged as the figures are.
    language : str
        One that the pack speaks.
    scheme : {"quantiles", "natural_breaks", "equal_interval", "pretty_breaks"}, optional
        How classes are computed, over all periods that the values hold; the country is never in. When not given, the
        breaks that the pack sets for the indicator, else quantiles.
    k : int, optional
        The number of classes at most; 5 when not given.
    breaks : sequence of float, optional
        Upper breaks, instead of a scheme.
    cmap : str or Colormap, optional
    registry : dict, optional
        The break registry: where it knows this map, its breaks and colours are used; the figure says so where they
        were made with other units or boundaries.
    boundaries, lakes : path-like or GeoDataFrame, optional
        The user's own; matched by ISO 3166-2, P-code or SOATE.
    legend : bool
    legend_kwds, missing_kwds : dict, optional
        For the legend, and for the areas without a number.
    labels, value_labels : bool
        Names of the units; their values under the names.
    title : str, optional
        A finding, instead of the indicator's name.
    is_synthetic : bool
        Whether made-up reports are among the data: the figure says so.
    as_of : str, optional
        The ISO date of the data.
    ax : Axes, optional
        Where to draw; everything stays inside its place. Without one a figure is made.
    figsize : (float, float or None), optional
        With None for the height, it is as high as it needs: ``(3.6, None)`` for a phone.
    **kwargs
        A breakdown of the values by its name (``sex="female"``, or ``breakdowns={"sex": "female"}``); the rest goes
        to the collection of the shapes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DisclosureError
        If the values are not protected.
    InputError
        If the indicator, the period or a code does not exist; the message says which do.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_map(protected, definitions=definitions, indicator="PREV-02", period="2019Q2")
    >>> ax.get_title()
    'People reached by awareness events (attendances)'
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions, breakdowns = request.definitions, request.breakdowns
    territory, period, chosen = (
        name_view(definitions, territory),
        name_period(period),
        request.chosen(indicator),
    )
    rows = _take_column(
        select_units(request.checked, territory=territory, periods=[period], **chosen), column
    )
    entry = find_entry(registry, indicator, period, territory, breakdowns)
    classes = choose_classes(
        request.checked,
        period=period,
        territory=territory,
        entry=entry,
        scheme=scheme,
        k=k,
        breaks=breaks,
        cmap=cmap,
        column=column,
        **chosen,
    )
    land = find_land(definitions, territory, rows, boundaries, lakes)
    header = make_own_header(
        request,
        indicator,
        rows,
        select_country(request.checked, periods=[period], **chosen),
        periods=[period],
        words={"title": title, "is_synthetic": is_synthetic, "as_of": as_of},
        extra=list_map_notes(definitions, land, language, entry=entry if breaks is None else None),
    )
    with figure_style():
        page = open_page(ax, header, figsize=figsize)
        if rows.empty:
            return draw_nothing(page, definitions, language, "kind_map", rows)
        content = make_content(
            definitions, indicator, language, land, rows, classes, missing_kwds=missing_kwds or {}
        )
        return finish_map(
            page,
            request,
            content,
            kind="kind_map",
            territory=territory,
            labels=labels,
            value_labels=value_labels,
            legend=legend,
            legend_kwds=legend_kwds,
        )


def find_land(definitions, territory: str, rows, boundaries, lakes):
    """Load the shapes for rows of provinces, or of districts."""
    strange = set(rows["province"]) - set(list_units(definitions, territory))
    return load_land(
        definitions,
        territory=territory,
        boundaries=boundaries,
        lakes=lakes,
        level="district" if strange else "province",
    )


def list_map_notes(definitions, land, language: str, *, entry: dict | None = None) -> list[str]:
    """List the notes that every map has: where its boundaries are from, what they do not say, whose classes it has."""
    notes = [describe_source(definitions, land, language), say(definitions, "disclaimer", language)]
    if entry and is_of_other_land(entry, land):
        notes.insert(0, say(definitions, "registry_other", language))
    return notes


def finish_map(
    page, request, content, *, kind, territory, labels, value_labels, legend, legend_kwds, codes=None
):
    """Draw a map whose content is ready on its page, and keep what it shows; gives the axes."""
    definitions, language = request.definitions, request.language
    entries = list_map_entries(content)
    names = label_units(content, labels=labels, value_labels=value_labels)
    page = _fill_page(page, content, names, entries if legend else [], legend_kwds, request.options)
    codes = {"indicator": content.indicator, "territory": territory, **request.breakdowns, **(codes or {})}
    drawing = Drawing(
        kind=say(definitions, kind, language),
        language=language,
        title=page.header.title,
        subtitle=page.header.subtitle,
        findings=tuple(
            find_extremes(definitions, content.indicator, content.rows, language, is_signed=content.is_signed)
        ),
        notes=(*page.header.alerts, *page.header.notes),
        data=list_drawn(content, **codes),
        table=make_table(definitions, content.indicator, content.rows, language, is_signed=content.is_signed),
        keys=2,
        ladder=list_ladder(content, entries),
    )
    keep_drawing(page.ax, drawing)
    return page.ax


COLUMNS = ("value", "numerator", "denominator")


def _take_column(rows, column: str):
    """Draw another number than the value: it is hidden where the value is."""
    if column not in COLUMNS:
        raise InputError(f"There is no column {column!r} to draw. There are {', '.join(COLUMNS)}.")
    return rows.assign(value=rows[column]) if column != "value" else rows


def label_points(width: float) -> float:
    """Choose the size of labels for a map of so many inches."""
    return LABEL_POINTS if width > 5 else LABEL_POINTS - 1


def _fill_page(page, content, names: dict, entries: list, legend_kwds, options):
    """Arrange and draw the map and its legend in the room of a page; give the page with its final height."""
    columns, below = plan_legend(entries, page.width)
    points = label_points(page.width)
    arrangement = arrange_map(
        content.land.units,
        content.land.shapes,
        find_anchors(content.definitions, content.land),
        names,
        small=list_small_units(content),
        width=page.width,
        height=None if page.is_free else page.top - page.bottom - below,
        points=points,
        bar_text=say_length(content, 100),
    )
    _, south, _, north = arrangement.extent
    page = settle_height(page, (north - south) / arrangement.scale + below)
    bottom = page.bottom + below
    place_picture(page, page.left, bottom, page.width, page.top - bottom)
    paint_land(page.ax, content, arrangement, options)
    paint_labels(page.ax, content, arrangement)
    paint_scale_bar(page.ax, content, arrangement, points=points)
    place_texts(page)
    unit = unit_of(content.definitions, content.indicator, content.language)
    if content.is_percent:
        unit = say(content.definitions, "unit_percent", content.language)
    draw_legend(page, entries, columns, bottom - GAP / 2, unit, legend_kwds)
    return page
