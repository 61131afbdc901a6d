"""Draw results against what was to be reached, and where it began."""

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ctip_analysis.definitions import describe_indicator, period_kind, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.chart_page import draw_nothing, finish_chart, open_chart, points_for
from ctip_analysis.presenting.findings import explain_partial, write_short
from ctip_analysis.presenting.legends import draw_legend, plan_legend
from ctip_analysis.presenting.map_content import describe_place
from ctip_analysis.presenting.requests import make_request, make_shared_header, name_period, name_view
from ctip_analysis.presenting.rows_page import largest, open_rows, write_reason, write_value
from ctip_analysis.presenting.selecting import NUMBERED, find_last_day, list_shown_periods, select_place
from ctip_analysis.presenting.style import ACCENT, INK, figure_style
from ctip_analysis.presenting.texts import measure_width
from ctip_analysis.presenting.wording import decimals_of, format_number, format_period

__all__ = ["draw_targets", "require_targets"]

TARGET_COLUMNS = ("indicator", "year", "target")


def require_targets(definitions, targets) -> pd.DataFrame:
    """Take the targets handed over, or those of the pack, with numbers as numbers."""
    frame = getattr(definitions, "targets", None) if targets is None else targets
    frame = pd.DataFrame(columns=[*TARGET_COLUMNS]) if frame is None else frame
    lacking = [column for column in TARGET_COLUMNS if column not in frame]
    if lacking:
        raise InputError(
            f"The targets lack the columns {', '.join(lacking)}. Expected indicator, year, target and, as known, "
            "province, baseline, baseline_year."
        )
    _require_indicators(definitions, frame["indicator"].astype(str))
    full = frame.assign(
        **{name: None for name in ("province", "baseline", "baseline_year") if name not in frame}
    )
    for name in ("target", "baseline"):
        numbers = pd.to_numeric(full[name], errors="coerce")
        strange = full.loc[numbers.isna() & full[name].notna() & full[name].ne(""), [name, "indicator"]]
        if len(strange):
            listed = ", ".join(
                f"{text!r} of {indicator}" for text, indicator in strange.itertuples(index=False)
            )
            raise InputError(f"A {name} is no number: {listed}.")
        full[name] = numbers
    return full.assign(year=full["year"].astype(str), province=full["province"].fillna("").astype(str))


def _require_indicators(definitions, indicators) -> None:
    known = set(definitions.indicators["indicator"])
    strange = sorted(set(indicators) - known)
    if strange:
        raise InputError(
            f"Targets of unknown indicators: {', '.join(strange)}. There are {', '.join(sorted(known))}."
        )


def _last_year(request, indicators) -> str | None:
    """Find the last year for which any of the indicators has values."""
    years = [
        period
        for indicator in indicators
        for period in list_shown_periods(
            request.checked, definitions=request.definitions, indicator=indicator
        )
        if period_kind(period) == "year"
    ]
    return max(years, default=None)


def _collect(request, targets, period, province, territory) -> pd.DataFrame:
    """Put each target beside its result."""
    definitions = request.definitions
    place = "" if province in (None, definitions.country) else province
    places = ("", definitions.country) if place == "" else (place,)
    year = str(find_last_day(period).year)
    wanted = targets[targets["year"].eq(year) & targets["province"].isin(places) & targets["target"].gt(0)]
    found = []
    for target in wanted.drop_duplicates("indicator").to_dict("records"):
        periods = list_shown_periods(request.checked, definitions=definitions, indicator=target["indicator"])
        if period not in periods:
            continue
        rows = select_place(
            request.checked,
            province=place or None,
            territory=territory,
            periods=[period],
            **request.chosen(target["indicator"]),
        )
        if len(rows):
            kept = {name: target[name] for name in ("indicator", "target", "baseline", "baseline_year")}
            found.append({**rows.iloc[0], **kept})
    rows = pd.DataFrame(found)
    if len(rows):
        shown = rows["status"].isin(NUMBERED)
        rows = rows.assign(
            percent=(100 * rows["value"].astype(float) / rows["target"]).where(shown),
            start=100 * rows["baseline"] / rows["target"],
        )
    return rows


def draw_targets(
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
    """Draw each result as a bar against its target, with the baseline as a tick; all in percent of the target.

    Parameters
    ----------
    protected : ProtectedValues
    period : str, optional
        The period of the results; targets are of its year. The last year when not given.
    indicators : sequence of str, optional
        In this order; all that have a target when not given.
    targets : DataFrame, optional
        Columns indicator, year, target and, as known, province (empty for the country), baseline, baseline_year;
        the pack's ``targets.csv`` when not given.
    province : str, optional
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
        As ``draw_map``; or if the targets lack a column or name an unknown indicator.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> goals = pd.DataFrame(
    ...     {"indicator": ["PREV-02"], "year": ["2019"], "target": [9000], "baseline": [6000]}
    ... )
    >>> ax = draw_targets(protected, period="2019Q2", targets=goals, definitions=definitions)
    >>> len(ax.patches)
    1
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions = request.definitions
    goals = require_targets(definitions, targets)
    if indicators is not None:
        _require_indicators(definitions, indicators)
        goals = goals.set_index("indicator").reindex(list(indicators)).rename_axis("indicator").reset_index()
        goals = goals.dropna(subset=["target"])
    period = name_period(period) or _last_year(request, goals["indicator"])
    rows = (
        _collect(request, goals, period, province, name_view(definitions, territory))
        if period
        else pd.DataFrame()
    )
    parts = [format_period(definitions, period, language)] if period else []
    header = make_shared_header(
        request,
        list(rows["indicator"]) if len(rows) else [],
        rows,
        title=title or say(definitions, "targets_title", language),
        parts=[
            *parts,
            describe_place(definitions, province, language),
            say(definitions, "targets_axis", language),
        ],
        is_synthetic=is_synthetic,
        as_of=as_of,
        notes=explain_partial(definitions, rows["status"], language)
        if len(rows)
        else [say(definitions, "targets_none", language)],
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if rows.empty:
            return draw_nothing(page, definitions, language, "kind_targets", rows)
        page, table = _draw_bars(page, request, rows)
        return finish_chart(
            page,
            definitions,
            language,
            kind="kind_targets",
            findings=[f"{name}: {value}" for name, value, *_ in table.itertuples(index=False)],
            data=_list_drawn(rows),
            table=table,
            others=[
                (say(definitions, "result", language), ACCENT),
                (say(definitions, "targets_target", language), INK),
            ],
        )


def _write_results(request, rows) -> list[str]:
    """Write each result with its target."""
    texts = []
    for row in rows.itertuples():
        decimals = decimals_of(request.definitions, row.indicator)
        target = format_number(row.target, request.language, decimals=decimals)
        value = write_short(request.definitions, row.indicator, row.value, row.status, request.language)
        texts.append(say(request.definitions, "targets_value", request.language, value=value, target=target))
    return texts


def _draw_bars(page, request, rows):
    definitions, language, points = request.definitions, request.language, points_for(page.width)
    names = [describe_indicator(definitions, indicator, language) for indicator in rows["indicator"]]
    texts, shown = _write_results(request, rows), rows["percent"].notna()
    entries = _list_entries(definitions, language, has_baseline=rows["start"].notna().any())
    columns, below = plan_legend(entries, page.width, has_title=False)
    room = max(measure_width(text, points) for text in texts) + 0.1
    top = max(largest(rows["percent"]), largest(rows["start"]), 100.0)
    page = open_rows(page, names, language, top=top, right=room, below=below)
    ax, style = page.ax, {"color": ACCENT, "height": 0.5, "zorder": 2} | request.options
    ax.barh([place for place, has in enumerate(shown) if has], rows["percent"][shown], **style)
    ax.axvline(100, color=INK, linewidth=1.2, zorder=3)
    for place, row in enumerate(rows.itertuples()):
        if not pd.isna(row.start):
            ax.plot(
                [row.start] * 2,
                [place - 0.33, place + 0.33],
                color=INK,
                linewidth=1.2,
                linestyle=":",
                zorder=4,
            )
        if shown.iloc[place]:
            write_value(ax, max(row.percent, 100.0), place, texts[place], points)
        else:
            write_reason(ax, definitions, language, place, row.status, points)
    draw_legend(page, entries, columns, page.bottom + below, None)
    return page, _make_table(definitions, language, rows, names, texts)


def _list_entries(definitions, language: str, *, has_baseline: bool) -> list:
    entries = [
        Patch(facecolor=ACCENT, label=say(definitions, "result", language)),
        Line2D([], [], color=INK, linewidth=1.2, label=say(definitions, "targets_target", language)),
    ]
    baseline = Line2D(
        [], [], color=INK, linewidth=1.2, linestyle=":", label=say(definitions, "targets_baseline", language)
    )
    return [*entries, baseline] if has_baseline else entries


def _make_table(definitions, language, rows, names, texts) -> pd.DataFrame:
    percents = ["" if pd.isna(p) else f"{format_number(p, language)}%" for p in rows["percent"]]
    columns = [say(definitions, word, language) for word in ("column_name", "result", "targets_axis")]
    return pd.DataFrame(dict(zip(columns, (names, texts, percents), strict=True)), dtype=str)


def _list_drawn(rows) -> pd.DataFrame:
    shown = rows["status"].isin(NUMBERED)
    kept = rows[["indicator", "province", "period", "target", "baseline", "status"]]
    return kept.assign(value=rows["value"].where(shown))
