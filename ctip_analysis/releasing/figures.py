"""The maps and charts of a release: every language of the pack, as PNG, SVG and PDF, with their data beside."""

from pathlib import Path

import matplotlib.pyplot as plt

from ctip_analysis.definitions import Definitions, period_bounds, period_kind
from ctip_analysis.disclosure import ProtectedValues
from ctip_analysis.presenting import draw_map, draw_trend, list_drawn_csv, render_figure, show_figure

__all__ = ["list_figures", "write_figures"]

FORMATS = ("png", "svg", "pdf")
PHONE_WIDTH = 3.6


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


def write_figures(
    protected: ProtectedValues,
    folder: Path,
    *,
    definitions: Definitions,
    language: str,
    is_synthetic: bool,
    as_of: dict[str, str],
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

    Returns
    -------
    dict of str to dict
        For the report, in the order of the pack; each at full width and for a phone.
    """
    source = dict(definitions.indicators[["indicator", "source"]].itertuples(index=False))
    kept: dict[str, dict] = {}
    for indicator, period in list_figures(protected, definitions):
        for spoken in definitions.languages:
            options = {
                "definitions": definitions,
                "indicator": indicator,
                "language": spoken,
                "is_synthetic": is_synthetic and source[indicator] == "organizations",
                "as_of": as_of.get(source[indicator]),
            }
            drawings = {"maps": (draw_map, {"period": period}), "charts": (draw_trend, {})}
            for kind, (draw, own) in drawings.items():
                name = f"{indicator}_{period}_{spoken}" if kind == "maps" else f"{indicator}_trend_{spoken}"
                figures = [draw(protected, **options, **own).figure]
                _write(figures[0], folder / kind / name)
                if spoken == language:
                    figures.append(draw(protected, **options, **own, figsize=(PHONE_WIDTH, None)).figure)
                    kept[name] = show_figure(tuple(figures))
                for figure in figures:
                    plt.close(figure)
    return kept
