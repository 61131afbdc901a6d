"""Draw the page of the four Ps: a headline a pillar, its trend of eight quarters, its target."""

import numpy as np
import pandas as pd

from ctip_analysis.definitions import describe_indicator, period_kind, say
from ctip_analysis.presenting.chart_page import clear_frame, draw_nothing, style_ticks
from ctip_analysis.presenting.drawing import Drawing, keep_drawing
from ctip_analysis.presenting.findings import write_cell
from ctip_analysis.presenting.layout import open_page, pitch, place_texts, settle_height
from ctip_analysis.presenting.legends import draw_legend, list_status_entries, plan_legend
from ctip_analysis.presenting.map_content import describe_place
from ctip_analysis.presenting.requests import make_request, make_shared_header, name_period, name_view
from ctip_analysis.presenting.rows_page import largest
from ctip_analysis.presenting.selecting import (
    NUMBERED,
    find_last_day,
    list_shown_periods,
    select_place,
    sort_periods,
)
from ctip_analysis.presenting.style import ACCENT, INK, MARKS, MUTED, OUTLINE, PAGE, figure_style
from ctip_analysis.presenting.targets import require_targets
from ctip_analysis.presenting.texts import font_of, wrap_text
from ctip_analysis.presenting.wording import format_number, format_period, unit_of

__all__ = ["draw_4p_page"]

TREND_LENGTH = 8
HEADLINE_POINTS = 20.0
TREND_INCHES = 0.75
GUTTER = 0.3


def _choose_headlines(request, indicators) -> dict[str, str]:
    """Give the headline indicator of each pillar: asked for, the pack's, else the first core one that is held.

    The pack's own stays even where the values hold nothing of it: another indicator in its place, perhaps of another
    source, would be taken for it.
    """
    listed = request.definitions.indicators
    held = set(request.checked.values["indicator"])
    pillar_of = dict(zip(listed["indicator"], listed["pillar"], strict=True))
    if indicators is not None:
        return {indicator: pillar_of.get(indicator, "") for indicator in indicators}
    own = request.definitions.settings.get("figures", {}).get("headlines", {})
    if own:
        return {indicator: pillar for pillar, indicator in own.items()}
    core = listed[listed["indicator"].isin(held)].drop_duplicates("pillar")
    return dict(zip(core["indicator"], core["pillar"], strict=True))


def _fill_gaps(request, parts, period: str | None, province) -> list[tuple]:
    """Give a headline without any row the last period of the page, as not reported."""
    shown = [rows for *_, rows in parts if len(rows)]
    if not shown:
        return []
    last = period or max(
        (rows["period"].iloc[-1] for rows in shown), key=lambda code: (find_last_day(code), code)
    )
    gap = {"province": province or request.definitions.country, "period": last, "status": "not_reported"}
    return [
        (indicator, pillar, rows if len(rows) else pd.DataFrame([gap], columns=shown[0].columns))
        for indicator, pillar, rows in parts
    ]


def _last_periods(request, indicator: str, period: str | None) -> list[str]:
    """List the last eight periods of the headline's kind, up to the one that is asked for."""
    every = list_shown_periods(request.checked, definitions=request.definitions, indicator=indicator)
    if not every:
        return []
    kinds = {period_kind(code) for code in every}
    wanted = period_kind(period) if period and period_kind(period) in kinds else None
    kind = wanted or ("quarter" if "quarter" in kinds else period_kind(every[-1]))
    found = [code for code in every if period_kind(code) == kind]
    if period:
        found = [code for code in found if find_last_day(code) <= find_last_day(period)]
    return sort_periods(found)[-TREND_LENGTH:]


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
    parts = []
    for indicator, pillar in _choose_headlines(request, indicators).items():
        periods = _last_periods(request, indicator, period)
        rows = select_place(
            request.checked,
            province=province,
            territory=name_view(definitions, territory),
            periods=periods,
            **request.chosen(indicator),
        )
        parts.append((indicator, pillar, rows))
    parts = _fill_gaps(request, parts, period, province)
    counted = [rows for *_, rows in parts if rows["organizations_expected"].notna().any()]
    header = make_shared_header(
        request,
        [indicator for indicator, *_ in parts],
        counted[0].iloc[-1:] if counted else pd.DataFrame(),
        title=title or say(definitions, "four_p_title", language),
        parts=[describe_place(definitions, province, language)],
        is_synthetic=is_synthetic,
        as_of=as_of,
    )
    with figure_style():
        page = open_page(ax, header, figsize=figsize)
        if not parts:
            return np.array(
                [draw_nothing(page, definitions, language, "kind_four_p", pd.DataFrame())], dtype=object
            )
        axes = _draw_panels(page, request, parts, goals, province)
        _keep(axes[0], request, header, parts)
    return axes


def _find_target(goals, indicator: str, period: str, province) -> float | None:
    """Find the target of the year a period lies in."""
    year = str(find_last_day(period).year)
    found = goals[goals["indicator"].eq(indicator) & goals["year"].eq(year)]
    found = found[found["province"].eq(province or "")]
    return None if found.empty or period_kind(period) != "year" else float(found["target"].iloc[0])


def _draw_panels(page, request, parts, goals, province) -> np.ndarray:
    """Lay the headlines out side by side, or one below the other on a phone."""
    columns = 2 if page.width > 5 and len(parts) > 1 else 1
    width = (page.width - GUTTER * (columns - 1)) / columns
    texts = [_write_headline(request, *part, width) for part in parts]
    head = max(sum(pitch(points) for _, points, _, _ in lines) for lines in texts) + 0.08
    height = head + TREND_INCHES + pitch(7.0) + 0.25
    rows = -(-len(parts) // columns)
    entries = list_status_entries(request.definitions, statuses_of(parts), request.language)
    legend_columns, below = plan_legend(entries, page.width, has_title=False)
    page = settle_height(page, rows * height + below)
    height = (page.top - page.bottom - below) / rows
    figure, axes = page.ax.figure, []
    across, up = figure.get_size_inches()
    for place, ((indicator, _, shown), lines) in enumerate(zip(parts, texts, strict=True)):
        left = page.left + (place % columns) * (width + GUTTER)
        top = page.top - (place // columns) * height
        trend = max(height - head - pitch(7.0) - 0.2, 0.1)
        box = (left / across, (top - head - trend) / up, width / across, trend / up)
        axis = page.ax if place == 0 else figure.add_axes(box)
        axis.set_position(box)
        _write_lines(axis, lines, left / across, top, up)
        _draw_trend(axis, request, shown, _find_target(goals, indicator, shown["period"].iloc[-1], province))
        axes.append(axis)
    draw_legend(page, entries, legend_columns, page.bottom + below, None)
    place_texts(page, with_title=False)
    return np.array(axes, dtype=object)


def statuses_of(parts) -> set[str]:
    """Collect the statuses of all that is drawn."""
    return {status for *_, rows in parts for status in rows["status"]}


def _write_headline(request, indicator: str, pillar: str, rows, width: float) -> list[tuple]:
    """Write the lines above a trend: pillar, number, name; each (text, points, weight, colour)."""
    definitions, language = request.definitions, request.language
    last = rows.iloc[-1]
    value = write_cell(definitions, indicator, last["value"], last["status"], language)
    is_number = last["status"] in NUMBERED
    number = value.split(" (")[0] if is_number else value
    name = describe_indicator(definitions, indicator, language)
    period = format_period(definitions, last["period"], language)
    note = f"{period} · {unit_of(definitions, indicator, language)}"
    if last["status"] == "partial":
        note += f" · {say(definitions, 'partial', language)}"
    pillar_name = (
        say(definitions, f"pillar_{pillar}", language)
        if f"pillar_{pillar}" in set(definitions.words["word"])
        else pillar
    )
    return [
        (pillar_name, 8.5, "bold", ACCENT),
        (number, HEADLINE_POINTS if is_number else 11.0, "bold", INK),
        *((line, 8.5, "normal", INK) for line in wrap_text(name, width, 8.5)),
        *((line, 7.0, "normal", MUTED) for line in wrap_text(note, width, 7.0)),
    ]


def _write_lines(ax, lines, x: float, top: float, up: float) -> None:
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
            len(rows) - 0.5, target, told, ha="right", va="bottom", fontproperties=font_of(7.0), color=INK
        )
    ax.set_ylim(0, top * 1.15)
    ax.set_xlim(-0.5, len(rows) - 0.5)
    ax.set_yticks([])
    ends = sorted({0, len(rows) - 1})
    names = [
        format_period(definitions, rows["period"].iloc[place], language, is_short=True) for place in ends
    ]
    ax.set_xticks(ends, names)
    style_ticks(ax, "x", 7.0, length=2)
    for label, side in zip(ax.get_xticklabels(), ("left", "right"), strict=False):
        label.set_horizontalalignment(side if len(ends) > 1 else "center")
    clear_frame(ax)


def _keep(ax, request, header, parts) -> None:
    definitions, language = request.definitions, request.language
    tables, data, findings = [], [], []
    columns = [say(definitions, f"column_{name}", language) for name in ("name", "period", "value")]
    for indicator, _, rows in parts:
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
