"""Draw which reports have come: a row an organization or a unit, a column a period."""

import pandas as pd
from matplotlib.patches import Patch

from ctip_analysis.definitions import say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.captions import describe_coverage
from ctip_analysis.presenting.chart_page import draw_nothing, open_chart
from ctip_analysis.presenting.grid_cells import (
    collect_periods,
    find_peaks,
    list_drawn_cells,
    name_code,
    shade_cells,
)
from ctip_analysis.presenting.grids import (
    Cell,
    Grid,
    draw_grid,
    finish_grid,
    mark_cell,
    name_periods,
)
from ctip_analysis.presenting.layout import Header
from ctip_analysis.presenting.legends import list_status_entries
from ctip_analysis.presenting.map_classes import find_own_breaks
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.requests import (
    Spoken,
    load_own_pack,
    make_own_header,
    make_request,
    name_periods_asked,
    name_view,
)
from ctip_analysis.presenting.selecting import (
    NUMBERED,
    list_breakdowns,
    list_own_periods,
    list_shown_periods,
    select_country,
    select_units,
    sort_periods,
)
from ctip_analysis.presenting.style import OUTLINE, SERIES_COLORS, figure_style
from ctip_analysis.presenting.wording import (
    facts_of,
    format_day,
    format_period,
    unit_of,
)

__all__ = ["draw_reporting_heatmap"]

NIL_COLOR = "#f2d0a9"
PRESENT = ("reported", "nil", "partial", "late")
REPORT_STATUSES = ("reported", "nil", "late", "partial", "not_reported", "not_due")
REPORT_COLORS = {
    "reported": SERIES_COLORS[0],
    "nil": NIL_COLOR,
    "late": SERIES_COLORS[2],
    "partial": SERIES_COLORS[3],
}
#: From the most complete to the least; what was not due says least of all.
STATE_RANK = ("not_due", "reported", "nil", "late", "partial", "suppressed", "not_reported")


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
        return _draw_reports(reports, definitions, language, periods, words, ax, figsize)
    request = make_request(reports, definitions, language, kwargs)
    return _draw_completeness(
        request, indicator, periods, name_view(request.definitions, territory), words, ax, figsize
    )


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
    periods = sort_periods(frame["period"]) if periods is None else name_periods_asked(periods)
    frame = frame[frame["period"].isin(periods)]
    header = _make_report_header(definitions, language, frame, periods, words)
    with figure_style():
        return _draw_states(frame, definitions, language, periods, open_chart(ax, header, figsize=figsize))


def _draw_states(frame, definitions, language, periods, page):
    """Draw the state of each organization's report of each period; what is not in the frame was not due."""
    if frame.empty:
        return draw_nothing(page, definitions, language, "kind_heatmap", frame)
    organizations = sorted(frame["organization"].unique())
    order = {status: place for place, status in enumerate(STATE_RANK)}
    # Several reports of one organization and period: the cell tells of the least complete.
    worst = (
        frame.assign(rank=frame["status"].map(order))
        .sort_values("rank")
        .groupby(["organization", "period"])
        .last()
    )
    statuses = worst["status"].to_dict()
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
    ] + list_status_entries(definitions, set(shown) - {"partial"}, language)
    names = [name_code(definitions, "organization", code, language) for code in organizations]
    grid = Grid(rows=tuple(names), cells=cells, **name_periods(definitions, periods, language))
    page = draw_grid(page, grid, entries)
    return finish_grid(
        page,
        Spoken(definitions, language),
        grid,
        kind="kind_heatmap",
        corner=say(definitions, "column_name", language),
        data=worst.reset_index()[["organization", "period", "status"]],
        entries=entries,
    )


def _show_report(status: str) -> Cell:
    return Cell(REPORT_COLORS[status]) if status in REPORT_COLORS else mark_cell(status)


def _make_report_header(definitions, language, frame, periods, words, source: str = "") -> Header:
    due = frame[~frame["status"].isin(["not_due", "suppressed"])]
    received = pd.DataFrame(
        {
            "organizations_reporting": [due["status"].isin(PRESENT).sum()],
            "organizations_expected": [len(due)],
        }
    )
    named = [format_period(definitions, period, language) for period in (periods[:1] + periods[-1:])]
    notes = [
        describe_coverage(definitions, received, language),
        source,
        say(definitions, "as_of", language, date=format_day(words["as_of"], language))
        if words["as_of"]
        else "",
    ]
    alerts = (say(definitions, "synthetic", language),) if words["is_synthetic"] else ()
    title = words["title"] or say(definitions, "heatmap_title", language)
    return Header(title, " – ".join(dict.fromkeys(named)), tuple(filter(None, notes)), alerts)


def _settings_of(definitions) -> dict:
    return definitions.settings.get("figures", {}).get("reporting", {})


def _list_states(request, received: str, periods, territory) -> pd.DataFrame:
    """Give the state of each organization's report of each period, from the shares that came and came in time."""
    cells = collect_periods(request, received, "organization", periods, None, territory)
    if cells.empty:
        return pd.DataFrame(columns=["organization", "period", "status"])
    on_time = _settings_of(request.definitions).get("on_time")
    held = request.checked.values["indicator"]
    timely = pd.DataFrame()
    if on_time in set(held):
        known = set(list_shown_periods(request.checked, definitions=request.definitions, indicator=on_time))
        shared = [period for period in periods if period in known]
        timely = collect_periods(request, on_time, "organization", shared, None, territory)
    in_time = {(row.code, row.period): row.value for row in timely.itertuples()}
    statuses = [
        _state_of(row.value, row.status, in_time.get((row.code, row.period))) for row in cells.itertuples()
    ]
    return cells.rename(columns={"code": "organization"}).assign(status=statuses)[
        ["organization", "period", "status"]
    ]


def _state_of(share, status: str, in_time) -> str:
    """Say what became of the reports due: all came, some came, none came; none of them in time.

    Examples
    --------
    >>> _state_of(0.0, "zero", None), _state_of(50.0, "reported", 100.0), _state_of(100.0, "reported", 0.0)
    ('not_reported', 'partial', 'late')
    """
    if status not in NUMBERED or pd.isna(share):
        return "not_due" if status == "not_applicable" else status
    if share == 0:
        return "not_reported"
    if share < 100:
        return "partial"
    return "late" if in_time is not None and in_time < 100 else "reported"


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


def _draw_completeness(request, indicator, periods, territory, words, ax, figsize):
    """Draw protected values: units, or organizations, by period."""
    definitions, language = request.definitions, request.language
    own = list_own_periods(request.checked, definitions=definitions, indicator=indicator)
    periods = own if periods is None else name_periods_asked(periods)
    country = select_country(request.checked, periods=periods, **request.chosen(indicator))
    received = _settings_of(definitions).get("received")
    if indicator == received:
        words = words | {"title": words["title"] or say(definitions, "heatmap_title", language)}
    if "organization" in list_breakdowns(request.checked.values) and indicator == received:
        states = _list_states(request, received, periods, territory)
        source = say(definitions, f"source_{facts_of(definitions, indicator)['source']}", language)
        told = say(definitions, "source", language, source=source)
        header = _make_report_header(definitions, language, states, periods, words, told)
        with figure_style():
            page = open_chart(ax, header, figsize=figsize)
            return _draw_states(states, definitions, language, periods, page)
    cells, named = _collect_rows(request, indicator, periods, territory)
    if indicator == received:
        cells = cells.assign(status=cells["status"].mask(cells["value"].eq(0), "not_reported"))
    header = make_own_header(
        request,
        indicator,
        cells.assign(numerator=None),
        country,
        periods=periods,
        words=words,
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if cells.empty:
            return draw_nothing(page, definitions, language, "kind_heatmap", cells)
        codes = [code for code, _ in named]
        cells = cells.assign(row=cells["code"].map(codes.index), column=cells["period"].map(periods.index))
        columns = name_periods(definitions, periods, language)
        own_breaks = find_own_breaks(definitions, indicator, cells["value"].dropna())
        steps = {"breaks": own_breaks} if own_breaks else {"k": 4}
        grid, entries = shade_cells(request, indicator, cells, [name for _, name in named], columns, **steps)
        page = draw_grid(page, grid, entries, legend_title=unit_of(definitions, indicator, language))
        return finish_grid(
            page,
            request,
            grid,
            kind="kind_heatmap",
            corner=say(definitions, "column_place", language),
            data=list_drawn_cells(cells, indicator),
            entries=entries,
            findings=find_peaks(request, indicator, cells, grid),
        )
