"""Draw the gallery of docs from made-up values, in the languages of the pack: python scripts/build_gallery.py."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import ctip_analysis as ctip
from ctip_analysis.definitions import say
from ctip_analysis.presenting import render_figure
from ctip_analysis.presenting.samples import show_protected

DOCS = Path(__file__).parents[1] / "docs"
TWO = {"period": "2019Q2", "compared_with": "2018Q2"}
TARGETS = pd.DataFrame(
    {"indicator": ["PREV-01", "PREV-02"], "year": "2019", "target": [150, 9000], "baseline": [100, 6000]}
)
REPORTS = pd.DataFrame(
    [
        (
            f"SYNTHETIC {letter}",
            quarter,
            ("reported", "reported", "late", "not_reported", "not_due")[(i * 3 + j * j) % 5],
        )
        for i, letter in enumerate("ABCDEF")
        for j, quarter in enumerate(["2018Q3", "2018Q4", "2019Q1", "2019Q2", "2019Q3", "2019Q4"])
    ],
    columns=["organization", "period", "status"],
)
#: Convictions are known of an earlier year than the stages before them: each has its own.
YEARS = {"PROS-01": "2019", "PROS-02": "2019", "PROS-04": "2019", "PROS-05": "2018"}
#: Each figure of the gallery: its function and what it is called with.
FIGURES = {
    "map": ("draw_map", {"indicator": "PREV-02", "period": "2019Q2", "value_labels": True}),
    "map_series": ("draw_map_series", {"indicator": "PREV-02"}),
    "map_change": ("draw_map_change", {"indicator": "PREV-02", **TWO}),
    "trend": ("draw_trend", {"indicator": "PREV-02"}),
    "trend_by_sex": ("draw_trend", {"indicator": "PREV-02", "by": "sex"}),
    "targets": ("draw_targets", {"period": "2019Q2", "targets": TARGETS}),
    "pyramid": ("draw_pyramid", {"indicator": "PREV-02"}),
    "forms": ("draw_forms", {}),
    "cascade": ("draw_cascade", {"period": "2019"}),
    "cascade_justice": ("draw_cascade", {"cascade": "justice", "period": YEARS}),
    "four_p": ("draw_4p_page", {}),
    "matrix": ("draw_coverage_matrix", {"period": "2019Q2", "by": "activity_type"}),
    "reporting": ("draw_reporting_heatmap", {"reports": REPORTS}),
    "dots": ("draw_change_dots", {"indicator": "PREV-02", **TWO}),
}


def draw_one(name: str, definitions, protected, language: str):
    """Draw one figure of the gallery."""
    function, options = FIGURES[name]
    given = options if "reports" in options else {"protected": protected, **options}
    common = {"definitions": definitions, "language": language, "is_synthetic": True, "as_of": "2019-12-31"}
    return np.ravel(getattr(ctip, function)(**given, **common))[0].figure


def main() -> None:
    """Write the pictures and the page that shows them."""
    definitions, protected = show_protected()
    folder = DOCS / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    page = [
        "# Gallery\n",
        "Every figure, in every language, from SYNTHETIC values. Made by `scripts/build_gallery.py`.",
    ]
    for name, (function, _) in FIGURES.items():
        page.append(f"\n## `{function}`: {name.replace('_', ' ')}\n")
        for language in definitions.languages:
            figure = draw_one(name, definitions, protected, language)
            (folder / f"{name}_{language}.png").write_bytes(render_figure(figure, "png", dpi=110))
            alt = ctip.describe(figure).alt.replace("[", "(").replace("]", ")")
            page.append(f"![{alt}](gallery/{name}_{language}.png)\n")
            plt.close(figure)
    (DOCS / "gallery.md").write_text("\n".join(page), encoding="utf-8", newline="\n")
    figure = draw_one("map", definitions, protected, "en")
    (DOCS / "map.png").write_bytes(render_figure(figure, "png", dpi=150))
    print(say(definitions, "synthetic", "en"))


if __name__ == "__main__":
    main()
