"""Draw a named map or chart from a release: what ``ctip map`` and ``ctip chart`` do."""

import contextlib
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from ctip_analysis import presenting
from ctip_analysis.definitions import period_kind
from ctip_analysis.errors import InputError
from ctip_analysis.presenting import (
    check_values,
    fill_change_registry,
    fill_registry,
    list_own_periods,
    list_shown_periods,
    save_figure,
)
from ctip_analysis.releasing.reading_back import read_release
from ctip_analysis.releasing.registry_file import read_registry, write_registry

__all__ = ["draw_from_release"]

COMMON = ("territory",)
MAP = (*COMMON, "indicator", "scheme", "k", "boundaries", "lakes", "registry")
#: Each name with its function, the options it takes, and those it cannot do without.
FIGURES = {
    "map_map": ("draw_map", (*MAP, "period", "value_labels"), ("indicator", "period")),
    "map_series": ("draw_map_series", MAP, ("indicator",)),
    "map_change": (
        "draw_map_change",
        (*MAP, "period", "compared_with", "is_relative", "value_labels"),
        ("indicator", "period", "compared_with"),
    ),
    "trend": ("draw_trend", (*COMMON, "indicator", "by", "provinces"), ("indicator",)),
    "targets": ("draw_targets", (*COMMON, "period", "province"), ()),
    "pyramid": ("draw_pyramid", (*COMMON, "indicator", "period", "province"), ("indicator",)),
    "forms": ("draw_forms", (*COMMON, "indicator", "by", "province"), ()),
    "cascade": ("draw_cascade", (*COMMON, "cascade", "period", "province"), ()),
    "4p": ("draw_4p_page", (*COMMON, "period", "province"), ()),
    "matrix": ("draw_coverage_matrix", (*COMMON, "indicator", "period", "by"), ()),
    "heatmap": ("draw_reporting_heatmap", (*COMMON, "indicator"), ()),
    "dots": (
        "draw_change_dots",
        (*COMMON, "indicator", "period", "compared_with"),
        ("indicator", "period", "compared_with"),
    ),
}
SUFFIXES = (".png", ".svg", ".pdf")


def _read_where(where) -> dict[str, str]:
    """Read breakdowns written as ``name=code``."""
    faults = [text for text in where if "=" not in text]
    if faults:
        raise InputError(
            f"A breakdown is written as name=code, as sex=female; this is not: {', '.join(faults)}."
        )
    return dict(text.split("=", 1) for text in where)


def _fill_periods(checked, definitions, options: dict, needed) -> dict:
    """Take the latest period of the indicator's own kind, and the one before, where none are given."""
    if "indicator" not in needed or not {"period", "compared_with"} & set(needed):
        return options
    chosen = {"definitions": definitions, "indicator": options["indicator"]}
    every = list_shown_periods(checked, **chosen)
    given = options.get("period") or options.get("compared_with")
    own = period_kind(given) if given else definitions.rows["indicators"][(options["indicator"],)]["period"]
    periods = [period for period in every if period_kind(period) == own] or every
    if periods and not options.get("period"):
        options = options | {"period": periods[-1]}
    if (
        "compared_with" in needed
        and not options.get("compared_with")
        and options.get("period") in periods[1:]
    ):
        options = options | {"compared_with": periods[periods.index(options["period"]) - 1]}
    return options


def draw_from_release(
    folder, name: str, out, *, definitions, language: str = "en", where=(), dpi: int = 300, **options
) -> list[Path]:
    """Draw a figure from a release and save it with its data beside it.

    Parameters
    ----------
    folder : path-like
        A release, or the folder of results that holds one.
    name : str
        "trend", "targets", ... or "map_map", "map_series", "map_change".
    out : path-like
        Ends in .png, .svg or .pdf.
    definitions : Definitions
    language : str
    where : sequence of str
        Breakdowns, as ``sex=female``.
    dpi : int
        For PNG.
    **options
        Of the drawing function; what is None is left out.

    Returns
    -------
    list of Path

    Raises
    ------
    InputError
        If there is no such figure, or an option that it needs is missing, or one is given that it does not take.
    DisclosureError
        If the release cannot be verified.

    Examples
    --------
    >>> draw_from_release("no/folder", "pie", "a.png", definitions=None)
    Traceback (most recent call last):
    ctip_analysis.errors.InputError: There is no chart 'pie'. There are trend, targets, pyramid, ...
    """
    out = Path(out)
    if name not in FIGURES:
        listed = ", ".join(known for known in FIGURES if not known.startswith("map_"))
        raise InputError(f"There is no chart {name!r}. There are {listed}.")
    if out.suffix.lower() not in SUFFIXES:
        raise InputError(f"{out.name} cannot be written. Expected a name that ends in {', '.join(SUFFIXES)}.")
    function, taken, needed = FIGURES[name]
    release = read_release(folder)
    checked = check_values(release.protected)
    options = {key: value for key, value in options.items() if value is not None}
    if "provinces" in taken and "province" in options:
        options["provinces"] = [options.pop("province")]
    strange = [key for key in options if key not in taken]
    if strange:
        raise InputError(
            f"{name.removeprefix('map_')} takes no {', '.join(strange)}. It takes {', '.join(taken)}."
        )
    options = _fill_periods(checked, definitions, options, needed) if "indicator" in options else options
    lacking = [key for key in needed if key not in options]
    if lacking:
        raise InputError(
            f"{name.removeprefix('map_')} needs {', '.join('--' + key.replace('_', '-') for key in lacking)}."
        )
    breakdowns = _read_where(where)
    if "registry" in taken and not {"scheme", "k"} & set(options):
        options["registry"] = _keep_classes(Path(folder), checked, definitions, options, breakdowns)
    sources = dict(definitions.indicators[["indicator", "source"]].itertuples(index=False))
    source = sources.get(options.get("indicator"), "organizations")
    drawn = getattr(presenting, function)(
        checked,
        definitions=definitions,
        language=language,
        is_synthetic=release.is_synthetic and source == "organizations",
        as_of=release.as_of.get(source),
        **options,
        **breakdowns,
    )
    figure = np.ravel(drawn)[0].figure
    try:
        return save_figure(figure, out, dpi=dpi)
    finally:
        plt.close(figure)


def _keep_classes(folder: Path, checked, definitions, options: dict, breakdowns: dict) -> dict:
    """Give the registry of a release with the entry of this map; what is new is kept beside the results of a run.

    A release that was received has no ``internal`` beside it: there nothing is written.
    """
    results = folder if (folder / "release").is_dir() else folder.parent
    beside = results.resolve().parent / "figures.toml"
    is_own = (results / "internal").is_dir()
    known = read_registry(results / "release" / "figures.toml") or read_registry(folder / "figures.toml")
    known = (read_registry(beside) if is_own else {}) | known
    indicator = options["indicator"]
    territory = str(options.get("territory") or next(iter(definitions.views)))
    chosen = {"definitions": definitions, "breakdowns": breakdowns}
    if "compared_with" in options:
        pair = {name: options[name] for name in ("period", "compared_with", "is_relative") if name in options}
        filled = fill_change_registry(
            checked, known, indicator=indicator, territory=territory, **pair, **chosen
        )
    else:
        own = list_own_periods(checked, definitions=definitions, indicator=indicator)
        periods = [options.get("period", next(reversed(own), None))]
        maps = [(indicator, period, territory) for period in periods if period]
        filled = fill_registry(checked, known, maps=maps, **chosen)
    if is_own and filled != read_registry(beside):
        with contextlib.suppress(OSError):  # of a folder that cannot be written the map is drawn all the same
            write_registry(filled, beside)
    return filled
