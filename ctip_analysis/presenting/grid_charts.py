"""Who does what where, which reports have come, and how forms of exploitation changed: three grids."""

import pandas as pd
from matplotlib.patches import Patch

from ctip_analysis.definitions import describe_code, list_units, period_kind, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.captions import describe_coverage
from ctip_analysis.presenting.chart_page import draw_nothing, open_chart
from ctip_analysis.presenting.classing import color_of, make_classes
from ctip_analysis.presenting.grids import Cell, Grid, draw_grid, finish_grid, list_mark_entries, mark_cell
from ctip_analysis.presenting.layout import Header
from ctip_analysis.presenting.legends import list_entries
from ctip_analysis.presenting.map_content import describe_place, name_place
from ctip_analysis.presenting.requests import Spoken, load_own_pack, make_own_header, make_request
from ctip_analysis.presenting.selecting import (
    NUMBERED,
    SHADED,
    list_breakdowns,
    list_shown_periods,
    select_country,
    select_place,
    select_units,
    sort_periods,
)
from ctip_analysis.presenting.style import OUTLINE, SERIES_COLORS, ZERO_COLOR, figure_style
from ctip_analysis.presenting.wording import (
    decimals_of,
    facts_of,
    format_day,
    format_number,
    format_period,
    split_period,
    unit_of,
)

__all__ = ["draw_coverage_matrix", "draw_forms", "draw_reporting_heatmap"]

PRESENT = ("reported", "partial", "late")
REPORT_STATUSES = ("reported", "late", "partial", "not_reported", "not_due")
REPORT_COLORS = {"reported": SERIES_COLORS[0], "late": SERIES_COLORS[2], "partial": SERIES_COLORS[3]}


def _require_breakdown(request, by: str) -> None:
    known = list_breakdowns(request.checked.values)
    if by not in known:
        raise InputError(f"The values have no breakdown {by!r}. They have {', '.join(known)}.")


def _codes_of(request, indicator: str, by: str) -> list[str]:
    """List the codes of a breakdown that an indicator has rows of, in the pack's order."""
    values = request.checked.values
    found = set(values.loc[values["indicator"].eq(indicator), by]) - {"total"}
    listed = request.definitions.codes
    order = [code for code in listed.loc[listed["list"].eq(by), "code"] if code in found]
    return order + sorted(found - set(order))


def _name_code(definitions, by: str, code: str, language: str) -> str:
    """Name a code; an organization by its name in the language."""
    organizations = definitions.organizations
    column = f"name_{language}"
    if by == "organization" and column in organizations:
        named = organizations.loc[organizations["organization"].eq(code), column]
        return named.iloc[0] if len(named) and named.iloc[0] else code
    return describe_code(definitions, by, code, language)


def _shade(request, indicator: str, cells: pd.DataFrame, rows, columns, **classing) -> tuple:
    """Make the grid of values: shaded by class, hatched where there is no number."""
    definitions, language, decimals = (
        request.definitions,
        request.language,
        decimals_of(request.definitions, indicator),
    )
    shaded = cells["status"].isin(SHADED) & cells["value"].ne(0)
    classes = make_classes(cells.loc[shaded, "value"].tolist(), decimals=decimals, **classing)
    found = {}
    for row in cells.itertuples():
        place = (row.row, row.column)
        if row.status not in NUMBERED or pd.isna(row.value):
            found[place] = mark_cell(row.status)
            continue
        color = ZERO_COLOR if row.value == 0 else color_of(classes, [row.value])[0]
        found[place] = Cell(color, None, format_number(row.value, language, decimals=decimals))
    numbers = [0] if shaded.any() else []
    status = cells["status"].mask(cells["status"].eq("reported") & cells["value"].eq(0), "zero")
    entries = list_entries(definitions, classes, cells.assign(status=status), language, numbers=numbers)
    return Grid(tuple(rows), tuple(columns), found), [e for e in entries if isinstance(e, Patch)]


def _list_drawn(cells: pd.DataFrame, indicator: str) -> pd.DataFrame:
    kept = cells.drop(columns=["row", "column"])
    return kept.assign(indicator=indicator, value=cells["value"].where(cells["status"].isin(NUMBERED)))


def draw_coverage_matrix(
    protected,
    *,
    indicator: str = "PREV-01",
    period: str | None = None,
    by: str | None = None,
    territory: str = "9",
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
        The breakdown of the rows; ``organization`` where the values have it, else ``activity_type``.
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
    'Who works where'
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions, territory = request.definitions, str(territory)
    known = list_breakdowns(request.checked.values)
    by = by or ("organization" if "organization" in known else "activity_type")
    _require_breakdown(request, by)
    period = period or _last_own_period(request, indicator)
    codes, units = _codes_of(request, indicator, by), list_units(definitions, territory)
    cells = _collect_units(request, indicator, period, by, codes, units, territory)
    held = [code for code in codes if code in set(cells["code"])] if len(cells) else []
    country = _country_rows(request, indicator, period)
    header = make_own_header(
        request,
        indicator,
        cells.assign(numerator=None) if len(cells) else country.iloc[:0],
        country,
        periods=[period] if period else [],
        words={
            "title": title or say(definitions, "matrix_title", language),
            "is_synthetic": is_synthetic,
            "as_of": as_of,
        },
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if cells.empty:
            return draw_nothing(page, definitions, language, "kind_matrix", cells)
        rows = [_name_code(definitions, by, code, language) for code in held]
        columns = [name_place(definitions, unit, language, is_short=True) for unit in units]
        cells = cells.assign(row=cells["code"].map(held.index), column=cells["province"].map(units.index))
        grid, entries = _shade(request, indicator, cells, rows, columns, k=k, cmap=cmap)
        page = draw_grid(page, grid, entries, legend_title=unit_of(definitions, indicator, language))
        return finish_grid(
            page,
            request,
            grid,
            kind="kind_matrix",
            corner=say(definitions, "column_name", language),
            data=_list_drawn(cells.rename(columns={"code": by}), indicator),
            entries=entries,
        )


def _last_own_period(request, indicator: str) -> str | None:
    """Give the last period of the indicator's own kind, else the last there is."""
    periods = list_shown_periods(request.checked, definitions=request.definitions, indicator=indicator)
    own = facts_of(request.definitions, indicator)["period"]
    return next((p for p in reversed(periods) if period_kind(p) == own), periods[-1] if periods else None)


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
    territory: str = "9",
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
    definitions, territory = request.definitions, str(territory)
    _require_breakdown(request, by)
    every = list_shown_periods(request.checked, definitions=definitions, indicator=indicator)
    own = facts_of(definitions, indicator)["period"]
    periods = list(periods) if periods is not None else [p for p in every if period_kind(p) == own]
    cells = _collect_periods(request, indicator, by, periods, province, territory)
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
        rows = [_name_code(definitions, by, code, language) for code in codes]
        columns = [format_period(definitions, period, language, is_short=True) for period in periods]
        grid, entries = _shade(request, indicator, cells, rows, columns, k=k, cmap=cmap)
        page = draw_grid(page, grid, entries, legend_title=unit_of(definitions, indicator, language))
        return finish_grid(
            page,
            request,
            grid,
            kind="kind_forms",
            corner=say(definitions, "column_name", language),
            data=_list_drawn(cells.rename(columns={"code": by}), indicator),
            entries=entries,
        )


def _collect_periods(request, indicator, by, periods, province, territory) -> pd.DataFrame:
    """Collect a row a code and period; a code without any number in any of them is left out."""
    found = []
    for code in _codes_of(request, indicator, by) if periods else ():
        rows = select_place(
            request.checked,
            province=province,
            territory=territory,
            periods=periods,
            **request.chosen(indicator, **{by: code}),
        )
        rows = rows.set_index("period").reindex(periods).rename_axis("period").reset_index()
        rows = rows.assign(status=rows["status"].fillna("not_applicable"), code=code)
        if rows["status"].ne("not_applicable").any():
            found.append(rows[["code", "period", "value", "status"]])
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def draw_reporting_heatmap(
    reports,
    *,
    indicator: str = "DQ-01",
    periods=None,
    territory: str = "9",
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
        A frame with the columns organization, period and status (reported, late, partial, not_reported, not_due): it
        holds no number of persons. Or protected values: then the rows are the organizations of the breakdown
        ``organization``, or the units of the view where there is none, shaded by the indicator.
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
        return _draw_reports(reports, definitions, language, periods, words, ax, figsize)
    request = make_request(reports, definitions, language, kwargs)
    return _draw_completeness(request, indicator, periods, str(territory), words, ax, figsize)


def _require_reports(reports: pd.DataFrame) -> pd.DataFrame:
    lacking = [name for name in ("organization", "period", "status") if name not in reports]
    if lacking:
        raise InputError(
            f"The frame of reports lacks {', '.join(lacking)}. Expected organization, period, status."
        )
    strange = sorted(set(reports["status"].astype(str)) - set(REPORT_STATUSES))
    if strange:
        raise InputError(f"There is no status {', '.join(strange)}. There are {', '.join(REPORT_STATUSES)}.")
    return reports[["organization", "period", "status"]].astype(str)


def _draw_reports(reports, definitions, language, periods, words, ax, figsize):
    """Draw a frame of reports."""
    definitions = definitions or load_own_pack()
    frame = _require_reports(reports)
    periods = list(periods) if periods is not None else sort_periods(frame["period"].unique())
    frame = frame[frame["period"].isin(periods)]
    organizations = sorted(frame["organization"].unique())
    order = {
        status: place
        for place, status in enumerate(("reported", "late", "partial", "not_reported", "not_due"))
    }
    # Several reports of one organization and period: the cell tells of the least complete.
    worst = (
        frame.assign(rank=frame["status"].map(order))
        .sort_values("rank")
        .groupby(["organization", "period"])
        .last()
    )
    statuses = worst["status"].to_dict()
    header = _make_report_header(definitions, language, frame, periods, words)
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if frame.empty:
            return draw_nothing(page, definitions, language, "kind_heatmap", frame)
        cells = {
            (row, column): _show_report(statuses.get((organization, period), "not_due"))
            for row, organization in enumerate(organizations)
            for column, period in enumerate(periods)
        }
        shown = [statuses.get((o, p), "not_due") for o in organizations for p in periods]
        entries = [
            Patch(facecolor=color, edgecolor=OUTLINE, linewidth=0.5, label=say(definitions, status, language))
            for status, color in REPORT_COLORS.items()
            if status in shown
        ] + list_mark_entries(definitions, shown, language)
        names = [_name_code(definitions, "organization", code, language) for code in organizations]
        columns, bands = _name_periods(definitions, periods, language)
        grid = Grid(tuple(names), columns, cells)
        page = draw_grid(page, grid, entries, bands=bands)
        request = Spoken(definitions, language)
        return finish_grid(
            page,
            request,
            grid,
            kind="kind_heatmap",
            corner=say(definitions, "column_name", language),
            data=worst.reset_index()[["organization", "period", "status"]],
            entries=entries,
        )


def _show_report(status: str) -> Cell:
    return Cell(REPORT_COLORS[status]) if status in REPORT_COLORS else mark_cell(status)


def _make_report_header(definitions, language, frame, periods, words) -> Header:
    due = frame[frame["status"].ne("not_due")]
    received = pd.DataFrame(
        {
            "organizations_reporting": [due["status"].isin(PRESENT).sum()],
            "organizations_expected": [len(due)],
        }
    )
    named = [format_period(definitions, period, language) for period in (periods[:1] + periods[-1:])]
    notes = [
        describe_coverage(definitions, received, language),
        say(definitions, "as_of", language, date=format_day(words["as_of"], language))
        if words["as_of"]
        else "",
    ]
    alerts = (say(definitions, "synthetic", language),) if words["is_synthetic"] else ()
    title = words["title"] or say(definitions, "heatmap_title", language)
    return Header(title, " – ".join(dict.fromkeys(named)), tuple(filter(None, notes)), alerts)


def _name_periods(definitions, periods, language) -> tuple[tuple[str, ...], list[tuple[int, str]]]:
    """Name the columns by the part of the year, with the year below its first."""
    parts = [split_period(definitions, period, language) for period in periods]
    if not all(part for part, _ in parts):
        return tuple(format_period(definitions, period, language, is_short=True) for period in periods), []
    bands = [
        (place, year) for place, (_, year) in enumerate(parts) if place == 0 or parts[place - 1][1] != year
    ]
    return tuple(part for part, _ in parts), bands


def _draw_completeness(request, indicator, periods, territory, words, ax, figsize):
    """Draw protected values: units, or organizations, by period."""
    definitions, language = request.definitions, request.language
    own = (
        facts_of(definitions, indicator)["period"]
        if indicator in set(definitions.indicators["indicator"])
        else ""
    )
    every = list_shown_periods(request.checked, definitions=definitions, indicator=indicator)
    periods = list(periods) if periods is not None else [p for p in every if period_kind(p) == own]
    if "organization" in list_breakdowns(request.checked.values):
        cells = _collect_periods(request, indicator, "organization", periods, None, territory)
        named = [
            (code, _name_code(definitions, "organization", code, language))
            for code in dict.fromkeys(cells["code"])
        ]
    else:
        rows = select_units(
            request.checked, territory=territory, periods=periods, **request.chosen(indicator)
        )
        cells = rows.rename(columns={"province": "code"})[["code", "period", "value", "status"]]
        named = [
            (code, name_place(definitions, code, language, is_short=True))
            for code in dict.fromkeys(cells["code"])
        ]
    country = select_country(request.checked, periods=periods, **request.chosen(indicator))
    title = words["title"] or say(definitions, "heatmap_title", language)
    header = make_own_header(
        request,
        indicator,
        cells.assign(numerator=None),
        country,
        periods=periods,
        words=words | {"title": title},
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if cells.empty:
            return draw_nothing(page, definitions, language, "kind_heatmap", cells)
        codes = [code for code, _ in named]
        cells = cells.assign(row=cells["code"].map(codes.index), column=cells["period"].map(periods.index))
        columns, bands = _name_periods(definitions, periods, language)
        steps = (
            {"breaks": [25, 50, 75, 100]}
            if facts_of(definitions, indicator)["unit"] == "percent"
            else {"k": 4}
        )
        grid, entries = _shade(request, indicator, cells, [name for _, name in named], columns, **steps)
        page = draw_grid(
            page, grid, entries, legend_title=unit_of(definitions, indicator, language), bands=bands
        )
        return finish_grid(
            page,
            request,
            grid,
            kind="kind_heatmap",
            corner=say(definitions, "column_place", language),
            data=_list_drawn(cells, indicator),
            entries=entries,
        )
