"""Draw who does what where, and how the forms of exploitation changed."""

import pandas as pd

from ctip_analysis.definitions import list_units, say
from ctip_analysis.presenting.chart_page import draw_nothing, open_chart
from ctip_analysis.presenting.grid_cells import (
    codes_of,
    collect_periods,
    find_peaks,
    list_drawn_cells,
    name_code,
    require_breakdown,
    shade_cells,
)
from ctip_analysis.presenting.grids import draw_grid, finish_grid, name_periods
from ctip_analysis.presenting.map_content import describe_place, name_place
from ctip_analysis.presenting.requests import (
    make_own_header,
    make_request,
    name_period,
    name_periods_asked,
    name_view,
)
from ctip_analysis.presenting.selecting import (
    list_breakdowns,
    list_own_periods,
    select_country,
    select_place,
    select_units,
)
from ctip_analysis.presenting.style import figure_style
from ctip_analysis.presenting.wording import unit_of

__all__ = ["draw_coverage_matrix", "draw_forms"]

#: The breakdowns that a matrix takes for its rows, the first that the indicator has.
FIRST_ROWS = ("organization", "activity_type")


def draw_coverage_matrix(
    protected,
    *,
    indicator: str = "PREV-01",
    period: str | None = None,
    by: str | None = None,
    territory: str | None = None,
    definitions=None,
    language: str = "en",
    cmap: str = "YlGnBu",
    k: int = 4,
    title: str | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
    ax=None,
    figsize=None,
    **kwargs,
):
    """Draw who does what where: a row an organization (or another breakdown), a column a unit.

    Parameters
    ----------
    protected : ProtectedValues
    indicator : str
        What is counted in each cell.
    period : str, optional
        The latest of the indicator's own kind when not given.
    by : str, optional
        The breakdown of the rows; ``organization`` where the indicator has it, else ``activity_type``,
        else the first that it has.
    cmap, k
        Of the shades.
    definitions, territory, language, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    **kwargs
        Another breakdown of the values by its name.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DisclosureError, InputError
        As ``draw_map``; or if the values have no such breakdown.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_coverage_matrix(protected, period="2019Q2", by="activity_type")
    >>> ax.get_title()
    'What is done where'
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions, territory = request.definitions, name_view(request.definitions, territory)
    known = list_breakdowns(request.checked.values)
    if by is None:
        tried = [name for name in dict.fromkeys((*FIRST_ROWS, *known)) if name in known]
        by = next((name for name in tried if codes_of(request, indicator, name)), FIRST_ROWS[-1])
    require_breakdown(request, by)
    period = name_period(period) or next(
        reversed(list_own_periods(request.checked, definitions=definitions, indicator=indicator)), None
    )
    codes, units = codes_of(request, indicator, by), list_units(definitions, territory)
    cells = _collect_units(request, indicator, period, by, codes, units, territory)
    held = [code for code in codes if code in set(cells["code"])] if len(cells) else []
    country = _country_rows(request, indicator, period)
    title_word = "matrix_title" if by == "organization" else "matrix_title_kind"
    header = make_own_header(
        request,
        indicator,
        cells.assign(numerator=None) if len(cells) else country.iloc[:0],
        country,
        periods=[period] if period else [],
        words={
            "title": title or say(definitions, title_word, language),
            "is_synthetic": is_synthetic,
            "as_of": as_of,
        },
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if cells.empty:
            return draw_nothing(page, definitions, language, "kind_matrix", cells)
        rows = [name_code(definitions, by, code, language) for code in held]
        columns = {"columns": tuple(name_place(definitions, unit, language, is_short=True) for unit in units)}
        cells = cells.assign(row=cells["code"].map(held.index), column=cells["province"].map(units.index))
        grid, entries = shade_cells(request, indicator, cells, rows, columns, k=k, cmap=cmap)
        page = draw_grid(page, grid, entries, legend_title=unit_of(definitions, indicator, language))
        return finish_grid(
            page,
            request,
            grid,
            kind="kind_matrix",
            corner=say(definitions, "column_name", language),
            data=list_drawn_cells(cells.rename(columns={"code": by}), indicator),
            entries=entries,
            findings=find_peaks(request, indicator, cells, grid),
        )


def _country_rows(request, indicator: str, period) -> pd.DataFrame:
    periods = [period] if period else []
    return select_country(request.checked, periods=periods, **request.chosen(indicator))


def _collect_units(request, indicator, period, by, codes, units, territory) -> pd.DataFrame:
    """Collect a row a code and unit; a code without any number shown in the period is left out."""
    found = []
    for code in codes if period else ():
        rows = select_units(
            request.checked, territory=territory, periods=[period], **request.chosen(indicator, **{by: code})
        )
        if len(rows) and rows["status"].ne("not_applicable").any():
            found.append(rows.assign(code=code)[["code", "province", "period", "value", "status"]])
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def draw_forms(
    protected,
    *,
    indicator: str = "STAT-01",
    by: str = "exploitation",
    periods=None,
    province: str | None = None,
    territory: str | None = None,
    definitions=None,
    language: str = "en",
    cmap: str = "YlGnBu",
    k: int = 4,
    title: str | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
    ax=None,
    figsize=None,
    **kwargs,
):
    """Draw the forms of exploitation by year: a row a form, a column a year, each number in its own cell.

    Parameters
    ----------
    protected : ProtectedValues
    indicator : str
    by : str
        The breakdown of the rows.
    periods : sequence of str, optional
        All of the indicator's own kind when not given.
    province : str, optional
        A unit of the view; the whole country when not given.
    cmap, k
        Of the shades.
    definitions, territory, language, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    **kwargs
        Another breakdown of the values by its name.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DisclosureError, InputError
        As ``draw_map``; or if the values have no such breakdown.

    Notes
    -----
    Nothing is stacked: the rest of a stack would give a hidden part away.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_forms(protected)
    >>> ax.get_title()[:18]
    'Registered victims'
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions, territory = request.definitions, name_view(request.definitions, territory)
    require_breakdown(request, by)
    own = list_own_periods(request.checked, definitions=definitions, indicator=indicator)
    periods = own if periods is None else name_periods_asked(periods)
    cells = collect_periods(request, indicator, by, periods, province, territory)
    country = select_place(
        request.checked, province=province, territory=territory, periods=periods, **request.chosen(indicator)
    )
    header = make_own_header(
        request,
        indicator,
        cells.assign(numerator=None) if len(cells) else country.iloc[:0],
        country,
        periods=periods,
        places=(describe_place(definitions, province, language),) if province else (),
        words={"title": title, "is_synthetic": is_synthetic, "as_of": as_of},
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if cells.empty:
            return draw_nothing(page, definitions, language, "kind_forms", cells)
        codes = list(dict.fromkeys(cells["code"]))
        cells = cells.assign(row=cells["code"].map(codes.index), column=cells["period"].map(periods.index))
        rows = [name_code(definitions, by, code, language) for code in codes]
        columns = name_periods(definitions, periods, language)
        grid, entries = shade_cells(request, indicator, cells, rows, columns, k=k, cmap=cmap)
        page = draw_grid(page, grid, entries, legend_title=unit_of(definitions, indicator, language))
        return finish_grid(
            page,
            request,
            grid,
            kind="kind_forms",
            corner=say(definitions, "column_name", language),
            data=list_drawn_cells(cells.rename(columns={"code": by}), indicator),
            entries=entries,
            findings=find_peaks(request, indicator, cells, grid),
        )
