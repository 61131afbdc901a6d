"""Draw the state of each report: came, came late, came in part, told that nothing happened, did not come."""

import pandas as pd
from matplotlib.patches import Patch

from ctip_analysis.definitions import say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.captions import describe_coverage
from ctip_analysis.presenting.chart_page import draw_nothing, open_chart
from ctip_analysis.presenting.grid_cells import collect_periods, name_code
from ctip_analysis.presenting.grids import Cell, Grid, draw_grid, finish_grid, mark_cell, name_periods
from ctip_analysis.presenting.layout import Header
from ctip_analysis.presenting.legends import list_status_entries
from ctip_analysis.presenting.requests import Spoken
from ctip_analysis.presenting.selecting import NUMBERED, list_shown_periods
from ctip_analysis.presenting.style import OUTLINE, SERIES_COLORS, figure_style
from ctip_analysis.presenting.wording import format_day, format_period

__all__ = ["draw_states", "find_reporting_settings", "list_states", "require_states"]

NIL_COLOR = "#f2d0a9"
PRESENT = ("reported", "nil", "partial", "late")
STATES = ("reported", "nil", "late", "partial", "not_reported", "not_due")
STATE_COLORS = {
    "reported": SERIES_COLORS[0],
    "nil": NIL_COLOR,
    "late": SERIES_COLORS[2],
    "partial": SERIES_COLORS[3],
}
#: What a state is called; any other has the name of the status.
STATE_WORDS = {
    "reported": "report_came",
    "partial": "report_came_in_part",
    "not_reported": "report_did_not_come",
}
#: From the most complete to the least; what was not due says least of all.
STATE_RANK = ("not_due", "reported", "nil", "late", "partial", "suppressed", "not_reported")


def require_states(reports: pd.DataFrame) -> pd.DataFrame:
    """Give the three columns of a frame of reports; an error where one lacks or a state is none of ours."""
    lacking = [name for name in ("organization", "period", "status") if name not in reports]
    if lacking:
        raise InputError(
            f"The frame of reports lacks {', '.join(lacking)}. Expected organization, period, status."
        )
    strange = sorted(set(reports["status"].astype(str)) - set(STATES))
    if strange:
        raise InputError(f"There is no status {', '.join(strange)}. There are {', '.join(STATES)}.")
    return reports[["organization", "period", "status"]].astype(str)


def draw_states(frame, spoken: Spoken, periods, words: dict, *, source: str = "", ax=None, figsize=None):
    """Draw the state of each organization's report of each period; what is not in the frame was not due.

    Parameters
    ----------
    frame : DataFrame
        With the columns organization, period and status.
    spoken : Spoken
    periods : list of str
        The columns, in order.
    words : dict
        title, is_synthetic, as_of.
    source : str
        The line that says whose figures these are.
    ax, figsize
        As for ``draw_map``.

    Returns
    -------
    matplotlib.axes.Axes
    """
    header = _make_header(spoken, frame, periods, words, source)
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if frame.empty:
            return draw_nothing(page, spoken.definitions, spoken.language, "kind_heatmap", frame)
        return _draw_cells(page, spoken, _find_least_complete(frame), periods)


def _find_least_complete(frame: pd.DataFrame) -> pd.Series:
    """Give one status an organization and period: where several reports were due, that of the least complete."""
    order = {status: place for place, status in enumerate(STATE_RANK)}
    ranked = frame.assign(rank=frame["status"].map(order)).sort_values("rank")
    return ranked.groupby(["organization", "period"])["status"].last()


def _draw_cells(page, spoken: Spoken, statuses: pd.Series, periods):
    """Draw the grid of organizations by periods."""
    definitions, language = spoken.definitions, spoken.language
    organizations = sorted(statuses.index.unique("organization"))
    held = statuses.to_dict()
    shown = {
        (row, column): held.get((organization, period), "not_due")
        for row, organization in enumerate(organizations)
        for column, period in enumerate(periods)
    }
    entries = _list_entries(spoken, set(shown.values()))
    grid = Grid(
        rows=tuple(name_code(definitions, "organization", code, language) for code in organizations),
        cells={place: _show_state(status) for place, status in shown.items()},
        **name_periods(definitions, periods, language),
    )
    return finish_grid(
        draw_grid(page, grid, entries),
        spoken,
        grid,
        kind="kind_heatmap",
        corner=say(definitions, "column_name", language),
        data=statuses.reset_index(),
        entries=entries,
    )


def _list_entries(spoken: Spoken, shown: set[str]) -> list:
    """List the handles of the legend: the colours of what came, the hatches of what did not."""
    colored = [
        Patch(
            facecolor=color,
            edgecolor=OUTLINE,
            linewidth=0.5,
            label=say(spoken.definitions, STATE_WORDS.get(status, status), spoken.language),
        )
        for status, color in STATE_COLORS.items()
        if status in shown
    ]
    gaps = shown - {"partial"}
    return colored + list_status_entries(spoken.definitions, gaps, spoken.language, words=STATE_WORDS)


def _show_state(status: str) -> Cell:
    return Cell(STATE_COLORS[status]) if status in STATE_COLORS else mark_cell(status)


def _make_header(spoken: Spoken, frame, periods, words: dict, source: str) -> Header:
    """Give the lines above and below the grid: how many of the reports due have come."""
    definitions, language = spoken.definitions, spoken.language
    due = frame[~frame["status"].isin(["not_due", "suppressed"])]
    received = pd.DataFrame(
        {
            "organizations_reporting": [due["status"].isin(PRESENT).sum()],
            "organizations_expected": [len(due)],
        }
    )
    named = [format_period(definitions, period, language) for period in (periods[:1] + periods[-1:])]
    as_of = words["as_of"]
    notes = [
        describe_coverage(definitions, received, language),
        source,
        say(definitions, "as_of", language, date=format_day(as_of, language)) if as_of else "",
    ]
    alerts = (say(definitions, "synthetic", language),) if words["is_synthetic"] else ()
    title = words["title"] or say(definitions, "heatmap_title", language)
    return Header(title, " – ".join(dict.fromkeys(named)), tuple(filter(None, notes)), alerts)


def find_reporting_settings(definitions) -> dict:
    """Give the pack's names of the indicators of completeness and timeliness: received, on_time."""
    return definitions.settings.get("figures", {}).get("reporting", {})


def list_states(request, received: str, periods, territory) -> pd.DataFrame:
    """Give the state of each organization's report of each period, from the shares that came and came in time."""
    cells = collect_periods(request, received, "organization", periods, None, territory)
    if cells.empty:
        return pd.DataFrame(columns=["organization", "period", "status"])
    on_time = find_reporting_settings(request.definitions).get("on_time")
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
