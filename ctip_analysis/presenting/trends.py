"""Draw how an indicator moved, with what was missing along the way."""

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from ctip_analysis.presenting.chart_page import (
    clear_frame,
    draw_nothing,
    finish_chart,
    open_chart,
    place_chart,
    points_for,
    set_number_axis,
    style_ticks,
)
from ctip_analysis.presenting.layout import pitch
from ctip_analysis.presenting.legends import draw_legend, list_status_entries, plan_legend
from ctip_analysis.presenting.map_content import describe_place
from ctip_analysis.presenting.requests import make_own_header, make_request, name_view
from ctip_analysis.presenting.selecting import select_place
from ctip_analysis.presenting.style import INK, MARKS, OUTLINE, PAGE, SERIES_COLORS, figure_style
from ctip_analysis.presenting.texts import font_of, measure_width
from ctip_analysis.presenting.trend_series import (
    choose_periods,
    list_drawn_series,
    list_series,
    make_series_table,
    say_ends,
)
from ctip_analysis.presenting.wording import decimals_of, format_number, split_period

__all__ = ["draw_trend"]

NUMBERED = ("reported", "zero", "partial")
DASHES = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (5, 2, 1.5, 2)))
MARKERS = ("o", "s", "D", "^")
NEEDED = ("numerator", "status")


def draw_trend(
    protected,
    *,
    indicator: str,
    definitions=None,
    periods=None,
    period_kind: str | None = None,
    provinces=None,
    by: str | None = None,
    territory: str | None = None,
    language: str = "en",
    title: str | None = None,
    value_labels: bool = True,
    is_synthetic: bool = False,
    as_of: str | None = None,
    ax=None,
    figsize=None,
    **kwargs,
):
    """Draw a line of one indicator over its periods: hollow where reports are missing, a hatch where nothing is.

    Parameters
    ----------
    protected : ProtectedValues
    indicator : str
    definitions : Definitions, optional
    periods : sequence of str, optional
        Of one kind; without them all periods of ``period_kind``, or of the indicator's own kind.
    period_kind : {"month", "quarter", "half", "year"}, optional
    provinces : sequence of str, optional
        Units to draw a line each, at most four; the whole country when not given.
    by : str, optional
        A breakdown ("sex") whose codes get a line each, for the country or the one province.
    territory, language, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    value_labels : bool
        Write the values at the points, where there is one line and room.
    **kwargs
        A breakdown of the values by its name; the rest goes to the lines.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DisclosureError, InputError
        As ``draw_map``.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_trend(protected, definitions=definitions, indicator="PREV-01")
    >>> len(ax.lines[0].get_xdata())
    8
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions, territory = request.definitions, name_view(request.definitions, territory)
    provinces = [provinces] if isinstance(provinces, str) else list(provinces or ())
    periods = choose_periods(request, indicator, periods, period_kind)
    asked = {"periods": periods, "territory": territory}
    series = list_series(request, indicator, provinces=provinces, by=by, **asked)
    place = provinces[0] if len(provinces) == 1 else None
    rows = pd.concat([part for _, part in series]) if series else pd.DataFrame(columns=NEEDED)
    whole = request.chosen(indicator) | {"breakdowns": dict.fromkeys(request.breakdowns, "total")}
    header = make_own_header(
        request,
        indicator,
        rows,
        select_place(request.checked, province=place, **asked, **whole),
        periods=periods,
        places=(describe_place(definitions, place, language),) if place else (),
        words={"title": title, "is_synthetic": is_synthetic, "as_of": as_of},
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if rows.empty:
            return draw_nothing(page, definitions, language, "kind_trend", rows)
        page = _fill_page(page, request, indicator, periods, series, value_labels)
        return finish_chart(
            page,
            definitions,
            language,
            kind="kind_trend",
            findings=say_ends(definitions, indicator, series, language),
            data=list_drawn_series(indicator, series),
            table=make_series_table(definitions, indicator, periods, series, language),
            others=[(name, SERIES_COLORS[number]) for number, (name, _) in enumerate(series)],
        )


def _fill_page(page, request, indicator: str, periods, series, value_labels: bool):
    """Draw the lines, their marks, the axes and the legend; give the page with its final height."""
    definitions, language, points = request.definitions, request.language, points_for(page.width)
    ax = page.ax
    entries = _list_entries(definitions, series, language)
    columns, legend_height = plan_legend(entries, page.width, has_title=False)
    top = max((rows["value"].max() for _, rows in series if rows["value"].notna().any()), default=1.0)
    left = set_number_axis(
        ax, language, top=float(top), decimals=decimals_of(definitions, indicator), points=points
    )
    page = place_chart(
        page,
        height=min(2.9, page.width * 0.55),
        left=left,
        below=legend_height + 2 * pitch(points) + 0.08,
        right=0.1,
        above=pitch(points) + 0.03 if value_labels and len(series) == 1 else 0.05,
    )
    for number, (name, rows) in enumerate(series):
        _draw_line(ax, periods, rows, number, name, request.options)
    if len(series) == 1:
        _mark_gaps(ax, periods, series[0][1])
        if value_labels:
            _label_points(ax, page, definitions, indicator, periods, series[0][1], language, points)
    _set_period_axis(ax, definitions, language, periods, page.width - left, points)
    clear_frame(ax)
    draw_legend(page, entries, columns, page.bottom + legend_height, None)
    return page


def _draw_line(ax, periods, rows, number: int, name: str, options) -> None:
    values = rows.set_index("period").reindex(periods)
    color = SERIES_COLORS[number]
    style = {
        "color": color,
        "linestyle": DASHES[number],
        "linewidth": 1.8,
        "label": name,
        "zorder": 3,
    } | options
    ax.plot(range(len(periods)), values["value"].to_numpy(dtype=float), **style)
    for statuses, face in ((("reported", "zero"), color), (("partial",), PAGE)):
        at = np.flatnonzero(values["status"].isin(statuses).to_numpy())
        ax.plot(
            at,
            values["value"].to_numpy(dtype=float)[at],
            linestyle="none",
            marker=MARKERS[number],
            markersize=5,
            markerfacecolor=face,
            markeredgecolor=color,
            markeredgewidth=1.3,
            zorder=4,
            clip_on=False,
        )


def _mark_gaps(ax, periods, rows) -> None:
    statuses = rows.set_index("period")["status"].reindex(periods)
    for place, status in enumerate(statuses):
        if status in MARKS:
            ax.axvspan(
                place - 0.5,
                place + 0.5,
                facecolor=PAGE,
                edgecolor=OUTLINE,
                linewidth=0,
                hatch=MARKS[status],
                zorder=1,
            )


def _hangs(shown, place: int) -> bool:
    """Tell whether a point is lower than its neighbours, so that its label belongs below."""
    near = [shown.iloc[other] for other in (place - 1, place + 1) if 0 <= other < len(shown)]
    near = [value for value in near if not pd.isna(value)]
    return bool(near) and all(value > shown.iloc[place] for value in near)


def _label_points(ax, page, definitions, indicator, periods, rows, language, points) -> None:
    """Write each value above its point where all fit side by side, else the last one only."""
    decimals = decimals_of(definitions, indicator)
    shown = rows.set_index("period")["value"].reindex(periods)
    texts = {
        place: format_number(value, language, decimals=decimals)
        for place, value in enumerate(shown)
        if not pd.isna(value)
    }
    room = (page.width - 0.6) / max(len(periods), 1)
    if any(measure_width(text, points) > room * 0.95 for text in texts.values()):
        texts = dict(list(texts.items())[-1:])
    for place, text in texts.items():
        is_low, hangs = shown.iloc[place] <= 0.12 * shown.max(), _hangs(shown, place)
        is_below = hangs and not is_low
        # There is no room below a low point; the line rises away from the first and falls to the last.
        side = {min(texts): -1, max(texts): 1}.get(place, 0) if hangs and is_low else 0
        ax.annotate(
            text,
            (place, shown.iloc[place]),
            xytext=(5 * side, -5 if is_below else 5),
            textcoords="offset points",
            ha={-1: "right", 0: "center", 1: "left"}[side],
            va="top" if is_below else "bottom",
            fontproperties=font_of(points),
            color=INK,
            zorder=5,
        )


def _set_period_axis(ax, definitions, language, periods, width: float, points: float) -> None:
    """Name the periods below the axis, as many as fit, always the last."""
    parts = [split_period(definitions, period, language) for period in periods]
    names = [part or year for part, year in parts]
    room = width / max(len(periods), 1)
    step = max(1, int(np.ceil((max(measure_width(name, points) for name in names) + 0.06) / room)))
    places = list(range(len(periods) - 1, -1, -step))[::-1]
    # The year stands below its first tick only.
    told: set[str] = set()
    for place in places:
        part, year = parts[place]
        # An empty second line where there is no year keeps all first lines at one height.
        if part:
            names[place] += f"\n{year}" if year not in told else "\n"
        told.add(year)
    ax.set_xlim(-0.5, len(periods) - 0.5)
    ax.set_xticks(places, [names[place] for place in places])
    style_ticks(ax, "x", points, length=2)


def _list_entries(definitions, series, language) -> list:
    """List the handles of the legend: the lines where there are several, and each kind of gap that is there."""
    entries = []
    if len(series) > 1:
        entries = [
            Line2D(
                [],
                [],
                color=SERIES_COLORS[number],
                linestyle=DASHES[number],
                marker=MARKERS[number],
                markersize=4.5,
                linewidth=1.8,
                label=name,
            )
            for number, (name, _) in enumerate(series)
        ]
    statuses = {status for _, rows in series for status in rows["status"]}
    return entries + list_status_entries(definitions, statuses, language, with_gaps=len(series) == 1)
