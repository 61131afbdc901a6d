"""The maps and charts of a release: every language of the pack, as PNG, SVG and PDF, with their data beside."""

from pathlib import Path

import matplotlib.pyplot as plt

from ctip_analysis.definitions import Definitions, period_bounds, period_kind
from ctip_analysis.disclosure import ProtectedValues
from ctip_analysis.presenting import (
    check_values,
    draw_map,
    draw_trend,
    list_drawn_csv,
    render_figure,
    show_figure,
)
from ctip_analysis.releasing.jobs import run_jobs

__all__ = ["list_figures", "write_figures"]

FORMATS = ("png", "svg", "pdf")
PHONE_WIDTH = 3.6
DRAW = {"maps": draw_map, "charts": draw_trend}


def list_figures(protected: ProtectedValues, definitions: Definitions) -> list[tuple[str, str]]:
    """List the indicators and periods to draw: the latest of the indicator's own kind of period."""
    values = protected.values
    drawn = []
    for row in definitions.indicators.to_dict("records"):
        periods = values.loc[values["indicator"].eq(row["indicator"]), "period"].unique()
        own = [period for period in periods if period_kind(period) == row["period"]]
        if own and row["indicator"] in definitions.settings.get("release", {}).get("figures", ()):
            drawn.append((row["indicator"], max(own, key=period_bounds)))
    return drawn


def _write(figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for form in FORMATS:
        path.with_name(f"{path.name}.{form}").write_bytes(render_figure(figure, form))
    path.with_name(f"{path.name}.csv").write_bytes(list_drawn_csv(figure))


def _draw_one(job: dict) -> dict | None:
    """Draw one figure and write its files; give what the report shows of it, where the report has it."""
    draw = DRAW[job["folder"].name]
    figures = [draw(**job["options"]).figure]
    _write(figures[0], job["folder"] / job["name"])
    shown = None
    if job["is_in_report"]:
        figures.append(draw(**job["options"], figsize=(PHONE_WIDTH, None)).figure)
        shown = show_figure(tuple(figures))
    for figure in figures:
        plt.close(figure)
    return shown


def write_figures(
    protected: ProtectedValues,
    folder: Path,
    *,
    definitions: Definitions,
    language: str,
    is_synthetic: bool,
    as_of: dict[str, str],
    registry: dict | None = None,
) -> dict[str, dict]:
    """Write the figures of a release below ``maps`` and ``charts``.

    Parameters
    ----------
    protected : ProtectedValues
    folder : Path
    definitions : Definitions
    language : str
        Whose figures to give back; all languages are written.
    is_synthetic : bool
        Whether organizations' data are made up: their figures then say so, official statistics' do not.
    as_of : dict of str to str
        ISO date of each source.
    registry : dict, optional
        The break registry: its maps have the classes and colors it keeps.

    Returns
    -------
    dict of str to dict
        For the report, in the order of the pack; each at full width and for a phone.
    """
    source = dict(definitions.indicators[["indicator", "source"]].itertuples(index=False))
    checked = check_values(protected)
    jobs = []
    for indicator, period in list_figures(protected, definitions):
        for spoken in definitions.languages:
            options = {
                "protected": checked,
                "definitions": definitions,
                "indicator": indicator,
                "language": spoken,
                "is_synthetic": is_synthetic and source[indicator] == "organizations",
                "as_of": as_of.get(source[indicator]),
            }
            for kind, name, own in (
                ("maps", f"{indicator}_{period}_{spoken}", {"period": period, "registry": registry}),
                ("charts", f"{indicator}_trend_{spoken}", {}),
            ):
                job = {"folder": folder / kind, "name": name, "options": options | own}
                jobs.append(job | {"is_in_report": spoken == language})
    shown = run_jobs(_draw_one, jobs)
    return {job["name"]: found for job, found in zip(jobs, shown, strict=True) if found}
