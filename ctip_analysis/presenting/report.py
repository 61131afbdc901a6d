"""The report: one HTML file with sentences, figures, their numbers and definitions; nothing is fetched."""

import base64
from importlib import resources

from jinja2 import Environment, StrictUndefined

from ctip_analysis.definitions import describe_indicator, period_kind, say
from ctip_analysis.presenting.describing import describe
from ctip_analysis.presenting.rendering import render_figure
from ctip_analysis.presenting.selecting import check_values, list_shown_periods
from ctip_analysis.presenting.sentences import write_sentence
from ctip_analysis.presenting.wording import format_day

__all__ = ["build_report", "show_figure", "write_headlines"]

EXPLAINED = ("not_reported", "not_due", "not_applicable", "suppressed", "partial", "zero")


def _inline(figure) -> str:
    """Give a figure as the address of an image that holds itself."""
    content = base64.b64encode(render_figure(figure, "svg")).decode("ascii")
    return f"data:image/svg+xml;base64,{content}"


def show_figure(figure) -> dict:
    """Give the parts of a figure that the report shows; the figure may be closed afterwards.

    Parameters
    ----------
    figure : Figure, or a pair of them
        Of a pair the second is for narrow screens.

    Returns
    -------
    dict
        For the ``figures`` of `build_report`.

    Examples
    --------
    >>> from ctip_analysis.presenting import draw_map
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_map(protected, definitions=definitions, indicator="PREV-01", period="2019Q2")
    >>> show_figure(ax.figure)["title"]
    'Awareness-raising events held'
    """
    wide, narrow = figure if isinstance(figure, tuple) else (figure, None)
    words = describe(wide)
    return {
        "title": words.title,
        "alt": words.long,
        "wide": _inline(wide),
        "narrow": _inline(narrow) if narrow is not None else "",
        "has_table": len(words.table) > 0,
        "columns": list(words.table.columns),
        "rows": [
            ["" if cell is None or cell != cell else cell for cell in row]
            for row in words.table.itertuples(index=False)
        ],
    }


def write_headlines(protected, *, definitions, language: str = "en", indicators=None) -> list[str]:
    """Write a sentence an indicator: the country in the last period, against the one before.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> write_headlines(protected, definitions=definitions, indicators=["PREV-01"])
    ['Awareness-raising events held, Kyrgyz Republic, 4th quarter 2019: 165 events; +9 (+5.8%) against 3rd quarter 2019 (27 of 27 reports received).']
    """
    protected = check_values(protected)
    held = set(protected.values["indicator"])
    sentences = []
    for row in definitions.indicators.itertuples():
        if row.indicator not in held or (indicators is not None and row.indicator not in set(indicators)):
            continue
        chosen = {"definitions": definitions, "indicator": row.indicator}
        every = list_shown_periods(protected, **chosen)
        own = [period for period in every if period_kind(period) == row.period] or every
        before = own[-2] if len(own) > 1 else None
        sentences.append(
            write_sentence(protected, period=own[-1], compared_with=before, language=language, **chosen)
        )
    return sentences


def build_report(
    protected,
    *,
    definitions,
    language: str = "en",
    figures: dict | None = None,
    sentences=None,
    title: str | None = None,
    is_synthetic: bool = False,
    as_of: str | None = None,
) -> str:
    """Build the report as one HTML file that needs nothing else: it prints, and reads on a phone.

    Parameters
    ----------
    protected : ProtectedValues
    definitions : Definitions
    language : str
    figures : dict of str to Figure, to a pair of them, or to what `show_figure` gave
        In the order of the report. Of a pair the second is shown on narrow screens.
    sentences : sequence of str, optional
        The findings; a headline an indicator when not given.
    title : str, optional
    is_synthetic : bool
        Whether made-up reports are among the data: the report begins with saying so.
    as_of : str, optional
        The ISO date of the data.

    Returns
    -------
    str

    Raises
    ------
    DisclosureError
        If the values are not protected.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> build_report(protected, definitions=definitions, language="ky")[:31]
    '<!DOCTYPE html>\\n<html lang="ky"'
    """
    protected = check_values(protected)
    held = set(protected.values["indicator"])
    codes = [code for code in definitions.indicators["indicator"] if code in held]
    if sentences is None:
        sentences = write_headlines(protected, definitions=definitions, language=language)
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=False, keep_trailing_newline=True
    )
    source = (
        resources.files("ctip_analysis.presenting").joinpath("report.html.j2").read_text(encoding="utf-8")
    )

    def explain(code: str) -> str:
        parts = (
            describe_indicator(definitions, code, language, part=part) for part in ("definition", "caveat")
        )
        return " ".join(filter(None, parts))

    limit = definitions.settings["disclosure"]["threshold"] - 1
    return environment.from_string(source).render(
        language=language,
        title=title or say(definitions, "report_title", language),
        country=definitions.settings["name"][language],
        alerts=[say(definitions, "synthetic", language)] if is_synthetic else [],
        as_of=say(definitions, "as_of", language, date=format_day(as_of, language)) if as_of else "",
        sentences=list(sentences),
        figures=[f if isinstance(f, dict) else show_figure(f) for f in (figures or {}).values()],
        protection=protected.protected.audit.get("in_words", {}).get(language)
        or say(definitions, "protection_statement", language, limit=limit),
        marks=[
            (say(definitions, status, language), say(definitions, f"mark_meaning_{status}", language))
            for status in EXPLAINED
        ],
        definitions=[
            (f"{code}. {describe_indicator(definitions, code, language)}", explain(code)) for code in codes
        ],
        words={
            name: say(definitions, f"report_{name}", language)
            for name in ("findings", "figures", "data", "method", "to_data", "to_figure")
        },
    )
