"""The headlines of the page of the four Ps: which indicator stands for a pillar, its periods, its number in words."""

from dataclasses import dataclass, replace

import pandas as pd

from ctip_analysis.definitions import describe_indicator, period_kind, say
from ctip_analysis.presenting.findings import write_cell
from ctip_analysis.presenting.selecting import (
    NUMBERED,
    find_last_day,
    list_shown_periods,
    select_place,
    sort_periods,
)
from ctip_analysis.presenting.style import ACCENT, INK, MUTED
from ctip_analysis.presenting.texts import wrap_text
from ctip_analysis.presenting.wording import format_period, unit_of

__all__ = ["Headline", "collect_headlines", "find_target", "write_headline"]

TREND_LENGTH = 8
HEADLINE_POINTS = 20.0
TEXT_POINTS = 8.5
NOTE_POINTS = 7.0


@dataclass(frozen=True, eq=False)
class Headline:
    """An indicator that stands for a pillar.

    Attributes
    ----------
    indicator, pillar : str
    rows : DataFrame
        Its protected values of one place, a row a period, the last one last.
    """

    indicator: str
    pillar: str
    rows: pd.DataFrame


def collect_headlines(request, indicators, *, period: str | None, province, territory) -> list[Headline]:
    """Collect the headlines and their last eight periods of one kind, up to the period that is asked for.

    A headline without any row is kept, as not reported; where none has a row there is none.
    """
    found = []
    for indicator, pillar in _choose_headlines(request, indicators).items():
        periods = _last_periods(request, indicator, period)
        rows = select_place(
            request.checked,
            province=province,
            territory=territory,
            periods=periods,
            **request.chosen(indicator),
        )
        found.append(Headline(indicator, pillar, rows))
    return _fill_gaps(request, found, period, province)


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


def _fill_gaps(request, headlines: list[Headline], period: str | None, province) -> list[Headline]:
    """Give a headline without any row the last period of the page, as not reported."""
    shown = [headline.rows for headline in headlines if len(headline.rows)]
    if not shown:
        return []
    ends = {rows["period"].iloc[-1] for rows in shown}
    last = period or max(ends, key=lambda code: (find_last_day(code), code))
    gap = {"province": province or request.definitions.country, "period": last, "status": "not_reported"}
    missing = pd.DataFrame([gap], columns=shown[0].columns)
    return [headline if len(headline.rows) else replace(headline, rows=missing) for headline in headlines]


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


def find_target(goals, headline: Headline, province) -> float | None:
    """Find the target of the year that the last period is; a shorter period has none."""
    period = headline.rows["period"].iloc[-1]
    year = str(find_last_day(period).year)
    found = goals[goals["indicator"].eq(headline.indicator) & goals["year"].eq(year)]
    found = found[found["province"].eq(province or "")]
    return None if found.empty or period_kind(period) != "year" else float(found["target"].iloc[0])


def write_headline(request, headline: Headline, width: float) -> list[tuple]:
    """Write the lines above a trend: pillar, number, name; each (text, points, weight, colour)."""
    definitions, language = request.definitions, request.language
    indicator, last = headline.indicator, headline.rows.iloc[-1]
    value = write_cell(definitions, indicator, last["value"], last["status"], language)
    is_number = last["status"] in NUMBERED
    number = value.split(" (")[0] if is_number else value
    name = describe_indicator(definitions, indicator, language)
    period = format_period(definitions, last["period"], language)
    note = f"{period} · {unit_of(definitions, indicator, language)}"
    if last["status"] == "partial":
        note += f" · {say(definitions, 'partial', language)}"
    word = f"pillar_{headline.pillar}"
    is_named = word in set(definitions.words["word"])
    pillar = say(definitions, word, language) if is_named else headline.pillar
    return [
        (pillar, TEXT_POINTS, "bold", ACCENT),
        (number, HEADLINE_POINTS if is_number else 11.0, "bold", INK),
        *((line, TEXT_POINTS, "normal", INK) for line in wrap_text(name, width, TEXT_POINTS)),
        *((line, NOTE_POINTS, "normal", MUTED) for line in wrap_text(note, width, NOTE_POINTS)),
    ]
