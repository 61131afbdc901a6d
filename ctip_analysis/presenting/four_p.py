"""Draw the page of the four Ps: a headline a pillar, its trend of eight quarters, its target."""

import numpy as np
import pandas as pd

from ctip_analysis.definitions import describe_indicator, say
from ctip_analysis.presenting.chart_page import clear_frame, draw_nothing, style_ticks
from ctip_analysis.presenting.drawing import Drawing, keep_drawing
from ctip_analysis.presenting.findings import write_cell
from ctip_analysis.presenting.headlines import NOTE_POINTS, collect_headlines, find_target, write_headline
from ctip_analysis.presenting.layout import open_page, pitch, place_texts, settle_height
from ctip_analysis.presenting.legends import draw_legend, list_status_entries, plan_legend
from ctip_analysis.presenting.map_content import describe_place
from ctip_analysis.presenting.requests import make_request, make_shared_header, name_period, name_view
from ctip_analysis.presenting.rows_page import largest
from ctip_analysis.presenting.selecting import NUMBERED
from ctip_analysis.presenting.style import ACCENT, INK, MARKS, OUTLINE, PAGE, figure_style
from ctip_analysis.presenting.targets import require_targets
from ctip_analysis.presenting.texts import font_of
from ctip_analysis.presenting.wording import format_number, format_period

__all__ = ["draw_4p_page"]

TREND_INCHES = 0.75
GUTTER = 0.3


def draw_4p_page(
    protected,
    *,
    period: str | None = None,
    indicators=None,
    targets: pd.DataFrame | None = None,
    province: str | None = None,
    territory: str | None = None,
    definitions=None,
    language: str = "en",
    title: str | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
    ax=None,
    figsize=None,
    **kwargs,
):
    """Draw a page of four headline numbers, each with its trend of eight quarters and its target.

    Parameters
    ----------
    protected : ProtectedValues
    period : str, optional
        The last period shown; the latest when not given.
    indicators : sequence of str, optional
        Headlines of your own; the pack's (``[figures.headlines]``), one a pillar, when not given.
    targets : DataFrame, optional
        As for ``draw_targets``.
    province : str, optional
        A unit of the view; the whole country when not given.
    definitions, territory, language, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    **kwargs
        A breakdown of the values by its name; the rest goes to the lines.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
        The trends, one a headline; their figure is ``axes[0].figure``.

    Raises
    ------
    DisclosureError, InputError
        As ``draw_map``.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> axes = draw_4p_page(protected, indicators=["PREV-01", "PREV-02"], period="2019Q3")
    >>> len(axes)
    2
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions = request.definitions
    goals, period = require_targets(definitions, targets), name_period(period)
    headlines = collect_headlines(
        request, indicators, period=period, province=province, territory=name_view(definitions, territory)
    )
    counted = [part.rows for part in headlines if part.rows["organizations_expected"].notna().any()]
    header = make_shared_header(
        request,
        [headline.indicator for headline in headlines],
        counted[0].iloc[-1:] if counted else pd.DataFrame(),
        title=title or say(definitions, "four_p_title", language),
        parts=[describe_place(definitions, province, language)],
        is_synthetic=is_synthetic,
        as_of=as_of,
    )
    with figure_style():
        page = open_page(ax, header, figsize=figsize)
        if not headlines:
            return np.array(
                [draw_nothing(page, definitions, language, "kind_four_p", pd.DataFrame())], dtype=object
            )
        axes = _draw_panels(page, request, headlines, goals, province)
        _keep(axes[0], request, header, headlines)
    return axes


def _draw_panels(page, request, headlines, goals, province) -> np.ndarray:
    """Lay the headlines out side by side, or one below the other on a phone."""
    columns = 2 if page.width > 5 and len(headlines) > 1 else 1
    width = (page.width - GUTTER * (columns - 1)) / columns
    texts = [write_headline(request, headline, width) for headline in headlines]
    head = max(sum(pitch(points) for _, points, _, _ in lines) for lines in texts) + 0.08
    height = head + TREND_INCHES + pitch(NOTE_POINTS) + 0.25
    rows = -(-len(headlines) // columns)
    entries = list_status_entries(request.definitions, _statuses_of(headlines), request.language)
    legend_columns, below = plan_legend(entries, page.width, has_title=False)
    page = settle_height(page, rows * height + below)
    height = (page.top - page.bottom - below) / rows
    figure, axes = page.ax.figure, []
    across, up = figure.get_size_inches()
    for place, (headline, lines) in enumerate(zip(headlines, texts, strict=True)):
        left = page.left + (place % columns) * (width + GUTTER)
        top = page.top - (place // columns) * height
        trend = max(height - head - pitch(NOTE_POINTS) - 0.2, 0.1)
        box = (left / across, (top - head - trend) / up, width / across, trend / up)
        axis = page.ax if place == 0 else figure.add_axes(box)
        axis.set_position(box)
        _write_lines(axis, lines, left / across, top, up)
        _draw_trend(axis, request, headline.rows, find_target(goals, headline, province))
        axes.append(axis)
    draw_legend(page, entries, legend_columns, page.bottom + below, None)
    place_texts(page, with_title=False)
    return np.array(axes, dtype=object)


def _statuses_of(headlines) -> set[str]:
    """Collect the statuses of all that is drawn."""
    return {status for headline in headlines for status in headline.rows["status"]}


def _write_lines(ax, lines, x: float, top: float, up: float) -> None:
    """Write the lines of a headline, downwards from the top."""
    for text, points, weight, color in lines:
        top -= pitch(points)
        ax.text(
            x,
            (top + 0.25 * pitch(points)) / up,
            text,
            transform=ax.figure.transFigure,
            fontproperties=font_of(points, weight),
            color=color,
            clip_on=False,
        )


def _draw_trend(ax, request, rows, target: float | None) -> None:
    """Draw the small trend: hollow where reports are missing, hatched where nothing is shown."""
    definitions, language = request.definitions, request.language
    values = rows["value"].astype(float).where(rows["status"].isin(NUMBERED)).to_numpy()
    places = np.arange(len(rows))
    ax.plot(places, values, **({"color": ACCENT, "linewidth": 1.6, "zorder": 3} | request.options))
    for statuses, face in ((("reported", "zero"), ACCENT), (("partial",), PAGE)):
        at = rows["status"].isin(statuses).to_numpy()
        ax.plot(
            places[at],
            values[at],
            linestyle="none",
            marker="o",
            markersize=4,
            markerfacecolor=face,
            markeredgecolor=ACCENT,
            zorder=4,
            clip_on=False,
        )
    for place, status in enumerate(rows["status"]):
        if status in MARKS:
            ax.axvspan(
                place - 0.5, place + 0.5, facecolor=PAGE, edgecolor=OUTLINE, linewidth=0, hatch=MARKS[status]
            )
    top = max(largest(values), target or 0.0)
    if target:
        ax.axhline(target, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))
        told = say(definitions, "four_p_target", language, value=format_number(target, language))
        ax.text(
            len(rows) - 0.5,
            target,
            told,
            ha="right",
            va="bottom",
            fontproperties=font_of(NOTE_POINTS),
            color=INK,
        )
    ax.set_ylim(0, top * 1.15)
    ax.set_xlim(-0.5, len(rows) - 0.5)
    ax.set_yticks([])
    ends = sorted({0, len(rows) - 1})
    names = [
        format_period(definitions, rows["period"].iloc[place], language, is_short=True) for place in ends
    ]
    ax.set_xticks(ends, names)
    style_ticks(ax, "x", NOTE_POINTS, length=2)
    for label, side in zip(ax.get_xticklabels(), ("left", "right"), strict=False):
        label.set_horizontalalignment(side if len(ends) > 1 else "center")
    clear_frame(ax)


def _keep(ax, request, header, headlines) -> None:
    """Keep what the page shows: the table of its words, and the data."""
    definitions, language = request.definitions, request.language
    tables, data, findings = [], [], []
    columns = [say(definitions, f"column_{name}", language) for name in ("name", "period", "value")]
    for headline in headlines:
        indicator, rows = headline.indicator, headline.rows
        name = describe_indicator(definitions, indicator, language)
        cells = [write_cell(definitions, indicator, r.value, r.status, language) for r in rows.itertuples()]
        periods = [format_period(definitions, period, language) for period in rows["period"]]
        tables += list(zip([name] * len(rows), periods, cells, strict=True))
        findings.append(f"{name}, {periods[-1]}: {cells[-1]}")
        shown = rows["status"].isin(NUMBERED)
        kept = rows[["province", "period", "status"]]
        data.append(kept.assign(indicator=indicator, value=rows["value"].where(shown).astype(float)))
    drawing = Drawing(
        kind=say(definitions, "kind_four_p", language),
        language=language,
        title=header.title,
        subtitle=header.subtitle,
        findings=tuple(findings),
        notes=(*header.alerts, *header.notes),
        data=pd.concat(data, ignore_index=True),
        table=pd.DataFrame(tables, columns=columns, dtype=str),
        keys=2,
    )
    keep_drawing(ax, drawing)
