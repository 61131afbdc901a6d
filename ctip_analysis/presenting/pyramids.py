"""Draw people by sex and age, one sex to the left and one to the right."""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from ctip_analysis.definitions import describe_code, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.chart_page import (
    clear_frame,
    draw_nothing,
    finish_chart,
    open_chart,
    place_chart,
    points_for,
    style_ticks,
)
from ctip_analysis.presenting.findings import explain_partial, write_cell, write_short
from ctip_analysis.presenting.layout import pitch
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.requests import make_own_header, make_request, name_period, name_view
from ctip_analysis.presenting.rows_page import largest, write_reason, write_value
from ctip_analysis.presenting.selecting import (
    NUMBERED,
    list_breakdowns,
    list_own_periods,
    select_place,
    sort_periods,
)
from ctip_analysis.presenting.style import INK, SERIES_COLORS, figure_style
from ctip_analysis.presenting.texts import font_of, measure_width
from ctip_analysis.presenting.wording import format_number

__all__ = ["draw_pyramid"]

SIDES = 2


def _order_ages(definitions, codes: set[str]) -> list[str]:
    """List the ages that are drawn, the youngest first: no group beside the groups that it is made of."""
    listed = definitions.codes[definitions.codes["list"].eq("age_group")]
    parent = dict(zip(listed["code"], listed["parent"], strict=True))
    parents = {parent.get(code) for code in codes}
    known = [code for code in listed["code"] if code in codes and code not in parents]
    return [code for code in known if code not in ("unknown", "total")]


def draw_pyramid(
    protected,
    *,
    indicator: str,
    period: str | None = None,
    province: str | None = None,
    territory: str | None = None,
    sides: tuple[str, str] | None = None,
    definitions=None,
    language: str = "en",
    title: str | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
    ax=None,
    figsize=None,
    **kwargs,
):
    """Draw a pyramid of one indicator by sex and age.

    Parameters
    ----------
    protected : ProtectedValues
        With the breakdowns ``sex`` and ``age_group`` crossed.
    indicator : str
    period : str, optional
        The latest whose values are crossed by sex and age when not given.
    province : str, optional
        A unit of the view; the whole country when not given.
    sides : (str, str), optional
        The sex at the left and at the right; the first two of the pack's code list when not given.
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
    Both sides have one scale. A hidden number has no bar, only the word for it.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_pyramid(protected, indicator="PREV-02", period="2019")
    >>> len(ax.patches)
    10
    """
    request = make_request(protected, definitions, language, kwargs)
    definitions = request.definitions
    lacking = [name for name in ("sex", "age_group") if name not in list_breakdowns(request.checked.values)]
    if lacking:
        raise InputError(
            f"A pyramid needs the breakdowns sex and age_group; the values lack {', '.join(lacking)}."
        )
    sides = _require_sides(definitions, sides)
    period = name_period(period) or _find_last_crossed(request, indicator, sides)
    cells = _collect(request, indicator, period, province, name_view(definitions, territory), sides)
    country = select_place(
        request.checked,
        territory=name_view(definitions, territory),
        province=province,
        periods=[period] if period else [],
        **request.chosen(indicator),
    )
    header = make_own_header(
        request,
        indicator,
        cells if len(cells) else country.iloc[:0],
        country,
        periods=[period] if period else [],
        places=(name_place(definitions, province, language),) if province else (),
        words={"title": title, "is_synthetic": is_synthetic, "as_of": as_of},
        extra=[
            *_say_unknown(request, indicator, period, province, name_view(definitions, territory)),
            *explain_partial(definitions, cells["status"], language),
        ]
        if len(cells)
        else [],
    )
    with figure_style():
        page = open_chart(ax, header, figsize=figsize)
        if cells.empty:
            return draw_nothing(page, definitions, language, "kind_pyramid", cells)
        page = _draw_sides(page, request, indicator, cells, sides)
        table = _make_table(request, indicator, cells)
        return finish_chart(
            page,
            definitions,
            language,
            kind="kind_pyramid",
            findings=[f"{sex}, {age}: {value}" for sex, age, value in table.itertuples(index=False)][:4],
            data=_list_drawn(indicator, cells),
            table=table,
            keys=2,
            others=[
                (describe_code(definitions, "sex", sex, language), SERIES_COLORS[number])
                for number, sex in enumerate(sides)
            ],
        )


def _require_sides(definitions, sides) -> tuple[str, str]:
    """Take the two sexes asked for, or the first two of the pack."""
    sexes = definitions.codes.loc[definitions.codes["list"].eq("sex"), "code"].tolist()
    sides = tuple(sides or sexes[:SIDES])
    if len(sides) != SIDES or not set(sides) <= set(sexes):
        raise InputError(
            f"A pyramid has two sides; {', '.join(map(str, sides))} are none. There are {', '.join(sexes)}."
        )
    return sides


def _find_last_crossed(request, indicator: str, sides) -> str | None:
    """Find the last period whose values are crossed by sex and age, else the indicator's own last one."""
    values = request.checked.values
    own = values[
        values["indicator"].eq(indicator) & values["sex"].isin(sides) & values["age_group"].ne("total")
    ]
    chosen = {"definitions": request.definitions, "indicator": indicator}
    return next(reversed(sort_periods(own["period"]) or list_own_periods(request.checked, **chosen)), None)


def _collect(request, indicator, period, province, territory, sides) -> pd.DataFrame:
    """Find a row a sex and age; what the values do not hold stands as not applicable."""
    values = request.checked.values
    own = values[values["indicator"].eq(indicator) & values["period"].eq(period)]
    own = own[own["sex"].isin(sides) & own["age_group"].ne("total")]
    ages = _order_ages(request.definitions, set(own["age_group"]))
    found = []
    for age in ages:
        for sex in sides:
            rows = select_place(
                request.checked,
                province=province,
                territory=territory,
                periods=[period],
                **request.chosen(indicator, sex=sex, age_group=age),
            )
            row = rows.iloc[0].to_dict() if len(rows) else {"status": "not_applicable", "value": None}
            found.append({"numerator": None, "period": period, **row, "sex": sex, "age_group": age})
    cells = pd.DataFrame(found)
    return cells if len(cells) and cells["status"].ne("not_applicable").any() else pd.DataFrame()


def _say_unknown(request, indicator, period, province, territory) -> list[str]:
    """Say how many are on neither side, where it is shown: sex not known, whatever the age."""
    if period is None:
        return []
    rows = select_place(
        request.checked,
        province=province,
        territory=territory,
        periods=[period],
        **request.chosen(indicator, sex="unknown"),
    )
    if rows.empty or rows.iloc[0]["status"] not in ("reported", "partial") or not rows.iloc[0]["value"] > 0:
        return []
    value = write_cell(request.definitions, indicator, rows.iloc[0]["value"], "reported", request.language)
    return [say(request.definitions, "pyramid_unknown", request.language, value=value)]


def _draw_sides(page, request, indicator, cells, sides):
    definitions, language, points = request.definitions, request.language, points_for(page.width)
    ages = list(dict.fromkeys(cells["age_group"]))
    names = [describe_code(definitions, "age_group", age, language) for age in ages]
    left = max(measure_width(name, points) for name in names) + 0.1
    page = place_chart(
        page, height=0.27 * len(ages) + 0.35, left=left, below=pitch(points) + 0.06, right=0.15
    )
    ax, shown = page.ax, cells["status"].isin(NUMBERED) & cells["value"].notna()
    texts = [
        write_short(definitions, indicator, row.value, row.status, language) if has else ""
        for row, has in zip(cells.itertuples(), shown, strict=True)
    ]
    half = ax.get_position(original=True).width * ax.figure.get_size_inches()[0] / 2
    room = max(measure_width(text, points) for text in texts) + 0.12
    longest = largest(cells["value"][shown])
    end = longest / max(1 - room / half, 0.2)
    for number, sex in enumerate(sides):
        sign = (-1, 1)[number]
        part = cells[cells["sex"].eq(sex)].reset_index(drop=True)
        has = part["status"].isin(NUMBERED) & part["value"].notna()
        style = {"color": SERIES_COLORS[number], "height": 0.72, "zorder": 2} | request.options
        ax.barh(part.index[has], sign * part["value"][has].astype(float), **style)
        for place, row in enumerate(part.itertuples()):
            if has.iloc[place]:
                text = write_short(definitions, indicator, row.value, row.status, language)
                write_value(ax, sign * row.value, place, text, points, side=("right", "left")[number])
            else:
                write_reason(
                    ax, definitions, language, place, row.status, points, x=(-end * 0.45, 0.0)[number]
                )
        ax.text(
            sign * end / 2,
            -0.62,
            describe_code(definitions, "sex", sex, language),
            ha="center",
            va="bottom",
            fontproperties=font_of(points, "bold"),
            color=INK,
        )
    _set_axes(ax, language, names, end, longest, points)
    return page


def _set_axes(ax, language: str, names, end: float, longest: float, points: float) -> None:
    """Name the ages at the left and give both sides one scale from the middle."""
    ax.set_xlim(-end, end)
    ax.set_ylim(len(names) - 0.5, -1.3)
    ax.set_yticks(range(len(names)), names)
    ax.axvline(0, color=INK, linewidth=0.6, zorder=3)
    steps = MaxNLocator(nbins=2, steps=[1, 2, 5, 10], integer=True).tick_values(0, longest)
    side = max((step for step in steps if step <= longest), default=longest)
    ticks = [-side, 0, side]
    ax.set_xticks(ticks, [format_number(abs(tick), language) for tick in ticks])
    style_ticks(ax, "y", points)
    style_ticks(ax, "x", points, length=2)
    clear_frame(ax)


def _make_table(request, indicator, cells) -> pd.DataFrame:
    definitions, language = request.definitions, request.language
    columns = {
        say(definitions, "column_sex", language): [
            describe_code(definitions, "sex", sex, language) for sex in cells["sex"]
        ],
        say(definitions, "column_age_group", language): [
            describe_code(definitions, "age_group", age, language) for age in cells["age_group"]
        ],
        say(definitions, "column_value", language): [
            write_cell(definitions, indicator, row.value, row.status, language) for row in cells.itertuples()
        ],
    }
    return pd.DataFrame(columns, dtype=str)


def _list_drawn(indicator: str, cells: pd.DataFrame) -> pd.DataFrame:
    shown = cells["status"].isin(NUMBERED)
    kept = cells[["sex", "age_group", "period"]]
    return kept.assign(indicator=indicator, value=cells["value"].where(shown), status=cells["status"])
