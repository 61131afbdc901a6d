"""Draw one map a period, small, side by side, with one legend and the same classes."""

from dataclasses import replace

import numpy as np
import pandas as pd

from ctip_analysis.definitions import say
from ctip_analysis.presenting.chart_page import draw_nothing
from ctip_analysis.presenting.drawing import Drawing, keep_drawing
from ctip_analysis.presenting.findings import find_extremes, make_table
from ctip_analysis.presenting.geometry import find_anchors
from ctip_analysis.presenting.layout import GAP, open_page, pitch, place_texts, settle_height
from ctip_analysis.presenting.legends import draw_legend, plan_legend
from ctip_analysis.presenting.map_classes import choose_classes
from ctip_analysis.presenting.map_content import (
    list_drawn,
    list_ladder,
    list_map_entries,
    list_small_units,
    make_content,
)
from ctip_analysis.presenting.maps import find_land, list_map_notes
from ctip_analysis.presenting.painting import paint_labels, paint_land, paint_scale_bar, say_length
from ctip_analysis.presenting.panel_axes import PanelAxes
from ctip_analysis.presenting.placing import arrange_map
from ctip_analysis.presenting.registry import find_entry
from ctip_analysis.presenting.requests import make_own_header, make_request, name_periods_asked, name_view
from ctip_analysis.presenting.selecting import list_own_periods, select_country, select_units
from ctip_analysis.presenting.style import INK, LABEL_POINTS, PARTIAL_MARK, figure_style
from ctip_analysis.presenting.texts import font_of
from ctip_analysis.presenting.wording import format_period, unit_of

__all__ = ["draw_map_series"]

PANEL_INCHES = 2.3
NARROW_PANEL_INCHES = 1.6
PANEL_GAP = 0.1


def _choose_periods(request, indicator: str, periods) -> list[str]:
    """Take the periods asked for, else all of the indicator's own kind."""
    if periods is not None:
        return name_periods_asked(periods)
    return list_own_periods(request.checked, definitions=request.definitions, indicator=indicator)


def draw_map_series(
    protected,
    *,
    indicator: str,
    periods=None,
    columns: int | None = None,
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
    title: str | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
    ax=None,
    figsize=None,
    **kwargs,
):
    """Draw small maps of one indicator, one a period, with one legend.

    Parameters
    ----------
    protected : ProtectedValues
    indicator : str
    periods : sequence of str, optional
        All of the indicator's own kind when not given.
    columns : int, optional
        Maps side by side; as many as fit when not given.
    definitions, territory, language, scheme, k, breaks, cmap, registry, boundaries, lakes
        As for ``draw_map``.
    legend, legend_kwds, missing_kwds, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    **kwargs
        A breakdown of the values by its name; the rest goes to the collections of the shapes.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
        One a period, in their order; their figure is ``axes[0].figure``.

    Raises
    ------
    DisclosureError, InputError
        As ``draw_map``.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> axes = draw_map_series(protected, indicator="PREV-02", periods=["2019Q1", "2019Q2"])
    >>> [axis.get_title() for axis in axes]
    ['Q1 2019', 'Q2 2019']
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions, territory = request.definitions, name_view(request.definitions, territory)
    periods, chosen = _choose_periods(request, indicator, periods), request.chosen(indicator)
    rows = select_units(request.checked, territory=territory, periods=periods, **chosen)
    land = find_land(definitions, territory, rows, boundaries, lakes)
    entry = find_entry(registry, indicator, periods[0], territory, request.breakdowns) if periods else {}
    header = make_own_header(
        request,
        indicator,
        rows,
        select_country(request.checked, periods=periods, **chosen),
        periods=periods,
        words={"title": title, "is_synthetic": is_synthetic, "as_of": as_of},
        extra=list_map_notes(definitions, land, language, entry=entry if breaks is None else None),
    )
    with figure_style():
        page = open_page(ax, header, figsize=figsize)
        if rows.empty:
            return np.array([draw_nothing(page, definitions, language, "kind_map_series", rows)])
        classes = choose_classes(
            request.checked,
            period=periods[0],
            territory=territory,
            entry=entry,
            scheme=scheme,
            k=k,
            breaks=breaks,
            cmap=cmap,
            **chosen,
        )
        contents = [
            make_content(
                definitions, indicator, language, land, part, classes, missing_kwds=missing_kwds or {}
            )
            for part in (rows[rows["period"].eq(period)] for period in periods)
        ]
        entries = list_map_entries(contents[0], rows)
        axes = _draw_panels(page, request, contents, periods, columns, entries if legend else [], legend_kwds)
        codes = {"indicator": indicator, "territory": territory, **request.breakdowns}
        _keep(axes[0], request, header, contents, codes, list_ladder(contents[0], entries), periods)
    return axes


def _draw_panels(page, request, contents, periods, columns, entries, legend_kwds) -> np.ndarray:
    """Lay out the small maps, draw each on its own axes, then the one legend."""
    narrow = page.width <= 5
    wanted = NARROW_PANEL_INCHES if narrow else PANEL_INCHES
    columns = max(1, columns or min(len(periods), int(page.width / wanted)))
    width = (page.width - PANEL_GAP * (columns - 1)) / columns
    arrangement = _arrange(contents, width)
    up = (arrangement.extent[3] - arrangement.extent[1]) / arrangement.scale
    head = pitch(LABEL_POINTS) + 0.04
    rows = -(-len(periods) // columns)
    legend_columns, below = plan_legend(entries, page.width)
    page = settle_height(page, rows * (up + head + PANEL_GAP) + below)
    figure, axes = page.ax.figure, []
    across, high = figure.get_size_inches()
    up = min(up, (page.top - page.bottom - below) / rows - head - PANEL_GAP)
    for place, content in enumerate(contents):
        left = page.left + (place % columns) * (width + PANEL_GAP)
        bottom = page.top - (place // columns + 1) * (up + head + PANEL_GAP) + PANEL_GAP
        box = (left / across, bottom / high, width / across, max(up, 0.05) / high)
        axis = page.ax if place == 0 else figure.add_axes(box, axes_class=PanelAxes)
        axis.set_position(box)
        axes.append(axis)
        paint_land(axis, content, arrangement, request.options)
        paint_labels(axis, content, _keep_marks(arrangement, content))
    paint_scale_bar(axes[0], contents[0], arrangement, points=LABEL_POINTS - 1)
    place_texts(page, with_title=False)
    # A title with a height of its own spares the search for tick labels above the axes: a third of the time.
    for axis, period in zip(axes, periods, strict=True):
        name = format_period(request.definitions, period, request.language, is_short=True)
        axis.set_title(
            name, x=0.0, y=1.0, ha="left", pad=3, fontproperties=font_of(LABEL_POINTS, "bold"), color=INK
        )
    unit = unit_of(request.definitions, contents[0].indicator, request.language)
    draw_legend(page, entries, legend_columns, page.bottom + below - GAP / 2, unit, legend_kwds)
    return np.array(axes, dtype=object)


def _arrange(contents, width: float):
    """Arrange all small maps alike: the cities as markers beside the land, room for the mark of partial reporting
    wherever any of them has it, no names.
    """
    content = contents[0]
    marked = {row.province for one in contents for row in one.rows.itertuples() if row.status == "partial"}
    lines = {unit: (PARTIAL_MARK,) if unit in marked else () for unit in content.land.units}
    return arrange_map(
        content.land.units,
        content.land.shapes,
        find_anchors(content.definitions, content.land),
        lines,
        small=list_small_units(content),
        width=width,
        height=None,
        points=LABEL_POINTS - 1,
        bar_text=say_length(content, 100),
        icon_points=2.1,
    )


def _keep_marks(arrangement, content):
    """Leave the mark of partial reporting only where this map has it; the insets stay where they are."""
    partial = set(content.rows.loc[content.rows["status"].eq("partial"), "province"])
    labels = [label if label.unit in partial else replace(label, lines=()) for label in arrangement.labels]
    return replace(arrangement, labels=tuple(label for label in labels if label.lines or label.icon))


def _keep(ax, request, header, contents, codes, ladder, periods) -> None:
    """Keep what the whole series shows on its first axes."""
    definitions, language, indicator = request.definitions, request.language, contents[0].indicator
    told = [
        f"{format_period(definitions, period, language)}. "
        + " ".join(
            f"{finding}." for finding in find_extremes(definitions, indicator, content.rows, language)[:2]
        )
        for period, content in ((periods[0], contents[0]), (periods[-1], contents[-1]))
    ]
    rows = pd.concat([content.rows for content in contents], ignore_index=True)
    every = replace(contents[0], rows=rows)
    drawing = Drawing(
        kind=say(definitions, "kind_map_series", language),
        language=language,
        title=header.title,
        subtitle=header.subtitle,
        findings=tuple(dict.fromkeys(told)),
        notes=(*header.alerts, *header.notes),
        data=list_drawn(every, **codes),
        table=make_table(definitions, indicator, every.rows, language),
        keys=2,
        ladder=ladder,
    )
    keep_drawing(ax, drawing)
