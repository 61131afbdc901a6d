"""Draw how many reached each stage of a way, each stage with its own period."""

import pandas as pd

from ctip_analysis.definitions import describe_indicator, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.chart_page import draw_nothing, finish_chart, open_chart, points_for
from ctip_analysis.presenting.findings import explain_partial, write_short
from ctip_analysis.presenting.map_content import describe_place
from ctip_analysis.presenting.requests import make_request, make_shared_header, name_period, name_view
from ctip_analysis.presenting.rows_page import largest, open_rows, write_reason, write_value
from ctip_analysis.presenting.selecting import NUMBERED, list_own_periods, list_shown_periods, select_place
from ctip_analysis.presenting.style import ACCENT, figure_style
from ctip_analysis.presenting.texts import measure_width
from ctip_analysis.presenting.wording import format_number, format_period

__all__ = ["draw_cascade"]

COLUMNS = ("value", "numerator", "denominator")


def _list_stages(definitions, cascade, indicators) -> list[tuple[str, str]]:
    """List the stages as (indicator, column)."""
    known = definitions.settings.get("figures", {}).get("cascades", {})
    if indicators is None and cascade not in known:
        raise InputError(f"The pack has no cascade {cascade!r}. It has {', '.join(known) or 'none'}.")
    names = known[cascade] if indicators is None else indicators
    stages = [(name.split(".")[0], name.split(".")[1] if "." in name else "value") for name in names]
    held = set(definitions.indicators["indicator"])
    strange = [indicator for indicator, _ in stages if indicator not in held]
    if strange and indicators is not None:
        raise InputError(
            f"There is no indicator {', '.join(strange)}. The pack has {', '.join(sorted(held))}."
        )
    columns = [column for _, column in stages if column not in COLUMNS]
    if columns:
        raise InputError(f"There is no column {', '.join(columns)} to draw. There are {', '.join(COLUMNS)}.")
    return [stage for stage in stages if stage[0] in held]


def _collect(request, stages, period, province, territory) -> pd.DataFrame:
    """Find the row of each stage: in the period asked for, its own of a dict of periods, or its latest."""
    found = []
    for indicator, column in stages:
        periods = list_shown_periods(request.checked, definitions=request.definitions, indicator=indicator)
        latest = list_own_periods(request.checked, definitions=request.definitions, indicator=indicator)
        own = name_period(period.get(indicator) if isinstance(period, dict) else period)
        own = own or next(reversed(latest), None)
        if own is None or (own not in periods and isinstance(period, str) and not periods):
            continue
        rows = select_place(
            request.checked,
            province=province,
            territory=territory,
            periods=[own],
            **request.chosen(indicator),
        )
        if len(rows):
            row = rows.iloc[0]
            found.append({**row, "indicator": indicator, "column": column, "value": row[column]})
    return pd.DataFrame(found)


def draw_cascade(
    protected,
    *,
    cascade: str = "assistance",
    indicators=None,
    period=None,
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
    """Draw a bar for each stage of a way: identified to reintegrated, complaint to conviction.

    Parameters
    ----------
    protected : ProtectedValues
    cascade : str
        A cascade of the pack (``[figures.cascades]``): "assistance" or "justice".
    indicators : sequence of str, optional
        Stages of your own, instead of a cascade of the pack; ``"CODE.numerator"`` takes the numerator.
    period : str or dict of str to str, optional
        One for all stages, or a stage's own by its indicator; the latest of each, of its own kind, when not given.
    province : str, optional
        A unit of the view; the whole country when not given.
    definitions, territory, language, title, is_synthetic, as_of, ax, figsize
        As for ``draw_map``.
    **kwargs
        A breakdown of the values by its name; the rest goes to the bars.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DisclosureError, InputError
        As ``draw_map``.

    Notes
    -----
    A stage whose number is hidden has no bar, only the word for it. No percentage of the stage before is written:
    stages count persons or cases of different times.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_cascade(protected, indicators=["PREV-02", "PREV-01"], period="2019Q2")
    >>> len(ax.patches)
    2
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions = request.definitions
    stages = _list_stages(definitions, cascade, indicators)
    rows = _collect(request, stages, period, province, name_view(definitions, territory))
    codes = [indicator for indicator, _ in stages]
    header = make_shared_header(
        request,
        codes,
        rows,
        title=title
        or say(definitions, f"cascade_{cascade}" if indicators is None else "kind_cascade", language),
        parts=[describe_place(definitions, province, language)],
        is_synthetic=is_synthetic,
        as_of=as_of,
        notes=[
            say(definitions, "cascade_own", language),
            *explain_partial(definitions, rows["status"] if len(rows) else [], language),
        ],
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if rows.empty:
            return draw_nothing(page, definitions, language, "kind_cascade", rows)
        page, table = _draw_bars(page, request, rows)
        return finish_chart(
            page,
            definitions,
            language,
            kind="kind_cascade",
            findings=[f"{name} ({time}): {value}" for name, time, value in table.itertuples(index=False)],
            data=_list_drawn(rows),
            table=table,
            keys=2,
            others=[(say(definitions, "result", language), ACCENT)],
        )


def _draw_bars(page, request, rows: pd.DataFrame):
    """Draw the bars; give the page and the table for people."""
    definitions, language = request.definitions, request.language
    points = points_for(page.width)
    names = [describe_indicator(definitions, row.indicator, language) for row in rows.itertuples()]
    times = [format_period(definitions, row.period, language, is_short=True) for row in rows.itertuples()]
    shown = rows["status"].isin(NUMBERED) & rows["value"].notna()
    texts = [
        write_short(definitions, row.indicator, row.value, row.status, language)
        if row.column == "value" or not is_shown
        else format_number(row.value, language)
        for row, is_shown in zip(rows.itertuples(), shown, strict=True)
    ]
    labels = [f"{name}, {time}" for name, time in zip(names, times, strict=True)]
    room = max(measure_width(text, points) for text in texts) + 0.1
    page = open_rows(
        page, labels, language, top=largest(rows["value"][shown]) if shown.any() else None, right=room
    )
    style = {"color": ACCENT, "height": 0.62, "zorder": 2} | request.options
    page.ax.barh([i for i, s in enumerate(shown) if s], rows["value"][shown].astype(float), **style)
    for place, row in enumerate(rows.itertuples()):
        if shown.iloc[place]:
            write_value(page.ax, row.value, place, texts[place], points)
        else:
            write_reason(page.ax, definitions, language, place, row.status, points)
    columns = [say(definitions, f"column_{name}", language) for name in ("name", "period", "value")]
    return page, pd.DataFrame(list(zip(names, times, texts, strict=True)), columns=columns, dtype=str)


def _list_drawn(rows: pd.DataFrame) -> pd.DataFrame:
    shown = rows["status"].isin(NUMBERED)
    kept = rows[["indicator", "column", "province", "period"]]
    return kept.assign(value=rows["value"].where(shown), status=rows["status"])
