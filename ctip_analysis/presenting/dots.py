"""Draw where each unit stood in two periods: a hollow dot, a line, a full dot."""

import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from ctip_analysis.definitions import say
from ctip_analysis.presenting.changes import compute_changes
from ctip_analysis.presenting.chart_page import draw_nothing, finish_chart, open_chart, points_for
from ctip_analysis.presenting.findings import write_cell
from ctip_analysis.presenting.legends import draw_legend, plan_legend
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.requests import make_own_header, make_request, name_period, name_view
from ctip_analysis.presenting.rows_page import largest, open_rows, write_reason, write_value
from ctip_analysis.presenting.selecting import select_country
from ctip_analysis.presenting.style import ACCENT, GRID, MUTED, PAGE, figure_style
from ctip_analysis.presenting.texts import measure_width
from ctip_analysis.presenting.wording import decimals_of, format_number, format_period, unit_of

__all__ = ["draw_change_dots"]

CHANGED = ("reported", "partial")


def draw_change_dots(
    protected,
    *,
    indicator: str,
    period: str,
    compared_with: str,
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
    """Draw a row a unit with a dot a period, joined by a line; the change is written at the right.

    Parameters
    ----------
    protected : ProtectedValues
    indicator : str
    period, compared_with : str
        The later and the earlier period.
    definitions, territory, language, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    **kwargs
        A breakdown of the values by its name; the rest goes to the later dots.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DisclosureError, InputError
        As ``draw_map``.

    Notes
    -----
    A unit has its dots only where both numbers are shown; else the word for the reason. Rows stand in the pack's
    order of units, never in the order of the numbers: a hidden one would have a place in it.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_change_dots(protected, indicator="PREV-02", period="2019Q2", compared_with="2018Q2")
    >>> len(ax.lines)
    2
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions, territory = request.definitions, name_view(request.definitions, territory)
    period, compared_with = name_period(period), name_period(compared_with)
    rows = compute_changes(
        request, indicator, period=period, compared_with=compared_with, territory=territory
    )
    words = {"title": title, "is_synthetic": is_synthetic, "as_of": as_of}
    header = make_own_header(
        request,
        indicator,
        rows.assign(numerator=None),
        select_country(request.checked, periods=[period], **request.chosen(indicator)),
        periods=[compared_with, period],
        words=words,
        extra=(say(definitions, "change_gap", language),),
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if rows.empty:
            return draw_nothing(page, definitions, language, "kind_dots", rows)
        page, table = _draw_rows(page, request, indicator, rows, period, compared_with)
        return finish_chart(
            page,
            definitions,
            language,
            kind="kind_dots",
            findings=[f"{name}: {change}" for name, *_, change in table.itertuples(index=False)],
            data=_list_drawn(rows, indicator, compared_with),
            table=table,
            others=[(unit_of(definitions, indicator, language), ACCENT)],
        )


def _write_change(request, indicator: str, row) -> str:
    """Write a change with its sign."""
    decimals = decimals_of(request.definitions, indicator)
    return format_number(row.value, request.language, decimals=decimals, is_signed=True)


def _draw_rows(page, request, indicator, rows, period, compared_with):
    definitions, language, points = request.definitions, request.language, points_for(page.width)
    names = [name_place(definitions, unit, language) for unit in rows["province"]]
    shown = rows["status"].isin(CHANGED).to_numpy()
    changes = [
        _write_change(request, indicator, row) if has else ""
        for row, has in zip(rows.itertuples(), shown, strict=True)
    ]
    entries = _list_entries(definitions, language, period, compared_with)
    columns, below = plan_legend(entries, page.width, has_title=False)
    room = max((measure_width(text, points) for text in changes), default=0.0) + 0.14
    top = largest([*rows["earlier"][shown], *rows["later"][shown]]) if shown.any() else None
    decimals = decimals_of(definitions, indicator)
    page = open_rows(page, names, language, top=top, decimals=decimals, right=room, below=below)
    ax, at, drawn = page.ax, [place for place, has in enumerate(shown) if has], rows[shown]
    pairs = list(zip(drawn["earlier"], drawn["later"], at, strict=True))
    ax.add_collection(
        LineCollection([[(a, y), (b, y)] for a, b, y in pairs], colors=MUTED, linewidths=1.2, zorder=3),
        autolim=False,
    )
    hollow = {
        "linestyle": "none",
        "marker": "o",
        "markersize": 6,
        "markeredgecolor": ACCENT,
        "clip_on": False,
    }
    ax.plot(drawn["earlier"], at, **hollow, markerfacecolor=PAGE, zorder=4)
    ax.plot(drawn["later"], at, **(hollow | {"markerfacecolor": ACCENT, "zorder": 5} | request.options))
    ax.hlines(
        range(len(names)), 0, 1, transform=ax.get_yaxis_transform(), color=GRID, linewidth=0.5, zorder=1
    )
    end = ax.get_xlim()[1]
    for place, row in enumerate(rows.itertuples()):
        if shown[place]:
            write_value(ax, end, place, changes[place], points)
        else:
            write_reason(ax, definitions, language, place, row.status, points)
    draw_legend(page, entries, columns, page.bottom + below, None)
    return page, _make_table(request, indicator, rows, names, changes, period, compared_with)


def _list_entries(definitions, language: str, period: str, compared_with: str) -> list:
    """List the handles of the legend: the hollow dot of the earlier period, the full one of the later."""
    return [
        Line2D(
            [],
            [],
            linestyle="none",
            marker="o",
            markersize=6,
            markeredgecolor=ACCENT,
            markerfacecolor=face,
            label=say(definitions, word, language, period=format_period(definitions, code, language)),
        )
        for word, face, code in (("dots_earlier", PAGE, compared_with), ("dots_later", ACCENT, period))
    ]


def _make_table(request, indicator, rows, names, changes, period, compared_with) -> pd.DataFrame:
    definitions, language = request.definitions, request.language

    def write(row, value) -> str:
        return write_cell(definitions, indicator, value, row.status, language)

    reasons = [say(definitions, row.status, language) for row in rows.itertuples()]
    columns = {
        say(definitions, "column_place", language): names,
        format_period(definitions, compared_with, language): [
            write(row, row.earlier) for row in rows.itertuples()
        ],
        format_period(definitions, period, language): [write(row, row.later) for row in rows.itertuples()],
        say(definitions, "kind_dots", language): [
            change or reason for change, reason in zip(changes, reasons, strict=True)
        ],
    }
    return pd.DataFrame(columns, dtype=str)


def _list_drawn(rows, indicator: str, compared_with: str) -> pd.DataFrame:
    shown = rows["status"].isin(CHANGED)
    return pd.DataFrame(
        {
            "indicator": indicator,
            "province": rows["province"],
            "period": rows["period"],
            "compared_with": compared_with,
            "earlier": rows["earlier"].where(shown),
            "later": rows["later"].where(shown),
            "change": rows["value"].where(shown),
            "status": rows["status"],
        }
    )
