"""Draw which reports have come: a row an organization or a unit, a column a period."""

import pandas as pd

from ctip_analysis.definitions import say
from ctip_analysis.presenting.chart_page import draw_nothing, open_chart
from ctip_analysis.presenting.grid_cells import (
    collect_periods,
    find_peaks,
    list_drawn_cells,
    name_code,
    shade_cells,
)
from ctip_analysis.presenting.grids import draw_grid, finish_grid, name_periods
from ctip_analysis.presenting.map_classes import find_own_breaks
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.reporting_states import (
    draw_states,
    find_reporting_settings,
    list_states,
    require_states,
)
from ctip_analysis.presenting.requests import (
    Spoken,
    load_own_pack,
    make_own_header,
    make_request,
    name_periods_asked,
    name_view,
)
from ctip_analysis.presenting.selecting import (
    list_breakdowns,
    list_own_periods,
    select_country,
    select_units,
    sort_periods,
)
from ctip_analysis.presenting.style import figure_style
from ctip_analysis.presenting.wording import facts_of, unit_of

__all__ = ["draw_reporting_heatmap"]


def draw_reporting_heatmap(
    reports,
    *,
    indicator: str = "DQ-01",
    periods=None,
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
    """Draw which reports have come: a row an organization, a column a quarter; or a row a unit, from values.

    Parameters
    ----------
    reports : DataFrame or ProtectedValues
        A frame with the columns organization, period and status (reported, nil, late, partial, not_reported,
        not_due): it holds no number of persons. Or protected values: then the rows are the organizations of the
        breakdown ``organization``, or the units of the view where there is none, shaded by the indicator. The pack's
        indicator of completeness (``[figures.reporting]``) of organizations is drawn as states, not as shares: a
        report that was due and did not come is ``not_reported``, never a zero.
    indicator : str
        Of protected values.
    periods : sequence of str, optional
        All quarters, or all of the indicator's own kind, when not given.
    definitions, territory, language, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    **kwargs
        A breakdown of the values by its name.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        If the frame lacks a column, or holds another status.

    Examples
    --------
    >>> reports = pd.DataFrame(
    ...     {"organization": ["A", "B"], "period": ["2019Q1"] * 2, "status": ["reported", "not_reported"]}
    ... )
    >>> ax = draw_reporting_heatmap(reports)
    >>> ax.get_title()
    'Which reports have come'
    """
    words = {"title": title, "is_synthetic": is_synthetic, "as_of": as_of}
    if isinstance(reports, pd.DataFrame):
        return _draw_reports(
            reports, Spoken(definitions or load_own_pack(), language), periods, words, ax=ax, figsize=figsize
        )
    request = make_request(reports, definitions, language, kwargs)
    territory = name_view(request.definitions, territory)
    own = list_own_periods(request.checked, definitions=request.definitions, indicator=indicator)
    periods = own if periods is None else name_periods_asked(periods)
    draw = _draw_received if _is_of_organizations(request, indicator) else _draw_shares
    return draw(request, indicator, periods, territory, words, ax=ax, figsize=figsize)


def _draw_reports(reports, spoken: Spoken, periods, words: dict, *, ax, figsize):
    """Draw a frame of reports."""
    frame = require_states(reports)
    periods = sort_periods(frame["period"]) if periods is None else name_periods_asked(periods)
    frame = frame[frame["period"].isin(periods)]
    return draw_states(frame, spoken, periods, words, ax=ax, figsize=figsize)


def _is_of_organizations(request, indicator: str) -> bool:
    """Tell whether this is the pack's indicator of completeness, and the values hold it by organization."""
    is_received = indicator == find_reporting_settings(request.definitions).get("received")
    return is_received and "organization" in list_breakdowns(request.checked.values)


def _draw_received(request, indicator, periods, territory, words, *, ax, figsize):
    """Draw what became of the report of each organization, from protected values."""
    states = list_states(request, indicator, periods, territory)
    source = say(
        request.definitions, f"source_{facts_of(request.definitions, indicator)['source']}", request.language
    )
    told = say(request.definitions, "source", request.language, source=source)
    return draw_states(states, request, periods, words, source=told, ax=ax, figsize=figsize)


def _collect_rows(request, indicator, periods, territory) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Collect an indicator by organization, or by unit where it is not broken down so; and name the rows."""
    definitions, language = request.definitions, request.language
    if "organization" in list_breakdowns(request.checked.values):
        cells = collect_periods(request, indicator, "organization", periods, None, territory)
        if len(cells):
            codes = list(dict.fromkeys(cells["code"]))
            return cells, [(code, name_code(definitions, "organization", code, language)) for code in codes]
    rows = select_units(request.checked, territory=territory, periods=periods, **request.chosen(indicator))
    cells = rows.rename(columns={"province": "code"})[["code", "period", "value", "status"]]
    codes = list(dict.fromkeys(cells["code"]))
    return cells, [(code, name_place(definitions, code, language, is_short=True)) for code in codes]


def _draw_shares(request, indicator, periods, territory, words, *, ax, figsize):
    """Draw an indicator of units, or of organizations, by period."""
    definitions, language = request.definitions, request.language
    country = select_country(request.checked, periods=periods, **request.chosen(indicator))
    cells, named = _collect_rows(request, indicator, periods, territory)
    if indicator == find_reporting_settings(definitions).get("received"):
        words = words | {"title": words["title"] or say(definitions, "heatmap_title", language)}
        cells = cells.assign(status=cells["status"].mask(cells["value"].eq(0), "not_reported"))
    rows = cells.assign(numerator=None)
    header = make_own_header(request, indicator, rows, country, periods=periods, words=words)
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if cells.empty:
            return draw_nothing(page, definitions, language, "kind_heatmap", cells)
        codes, names = zip(*named, strict=True)
        cells = cells.assign(row=cells["code"].map(codes.index), column=cells["period"].map(periods.index))
        return _draw_shaded(page, request, indicator, cells, names, periods)


def _draw_shaded(page, request, indicator, cells, names, periods):
    """Draw the grid of an indicator, its cells shaded by classes."""
    definitions, language = request.definitions, request.language
    columns = name_periods(definitions, periods, language)
    own_breaks = find_own_breaks(definitions, indicator, cells["value"].dropna())
    steps = {"breaks": own_breaks} if own_breaks else {"k": 4}
    grid, entries = shade_cells(request, indicator, cells, list(names), columns, **steps)
    return finish_grid(
        draw_grid(page, grid, entries, legend_title=unit_of(definitions, indicator, language)),
        request,
        grid,
        kind="kind_heatmap",
        corner=say(definitions, "column_place", language),
        data=list_drawn_cells(cells, indicator),
        entries=entries,
        findings=find_peaks(request, indicator, cells, grid),
    )
