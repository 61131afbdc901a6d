"""Fonts, sizes, colours and hatches of every figure, held in one context and nowhere else."""

from contextlib import contextmanager

import matplotlib as mpl
import numpy as np
from matplotlib.colors import to_hex

from ctip_analysis.errors import InputError

__all__ = ["MARKS", "ZERO_COLOR", "figure_style", "sample_diverging", "sample_palette"]

#: Ours holds Latin and Cyrillic with ң ө ү and is quick to embed; what it lacks comes with matplotlib.
FONTS = ("Ctip Sans", "DejaVu Sans")
INK = "#1a1a1a"
MUTED = "#555555"
OUTLINE = "#5f5f5f"
GRID = "#dddddd"
ALERT = "#a40000"
WATER = "#c6dbef"
ACCENT = "#225ea8"
PAGE = "#ffffff"

TITLE_POINTS = 11.0
SUBTITLE_POINTS = 8.5
LABEL_POINTS = 7.5
CAPTION_POINTS = 7.0
LINE_SPACING = 1.32
#: Of several lines in one text. From 3.11 on matplotlib sets lines unevenly by any number, evenly by this word.
TEXT_SPACING = "normal" if mpl.__version_info__ >= (3, 11) else LINE_SPACING
WIDTH_INCHES = 7.2

#: A zero is no first class of the scale: its own pale colour.
ZERO_COLOR = "#f7ede1"
BEYOND_COLOR = "#111111"
PARTIAL_MARK = "◐"
DEFAULT_CMAP = "YlGnBu"
CHANGE_CMAP = "PuOr"
#: How the kinds of no number look: a hatch on white each, told apart by form and not by colour.
MARKS = {
    "not_reported": "/////",
    "not_due": "---",
    "suppressed": "....",
    "not_applicable": "xxxx",
}
#: Series that stand side by side, told apart by lightness too (checked when a figure is saved).
SERIES_COLORS = ("#08306b", "#e08214", "#5aae61", "#c2a5cf")

RC = {
    "font.family": list(FONTS),
    "font.size": LABEL_POINTS,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.unicode_minus": True,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.linewidth": 0.7,
    "hatch.color": OUTLINE,
    "patch.linewidth": 0.5,
    "legend.frameon": False,
    "figure.facecolor": PAGE,
    "axes.facecolor": PAGE,
}


#: Families of settings that change how a figure looks; those of backends and windows are not ours to touch.
LOOKS = (
    "agg.path",
    "axes.",
    "figure.autolayout",
    "figure.constrained_layout",
    "figure.edgecolor",
    "figure.facecolor",
    "figure.frameon",
    "font.",
    "grid.",
    "hatch.",
    "legend.",
    "lines.",
    "markers.",
    "mathtext.",
    "patch.",
    "path.",
    "pdf.",
    "savefig.",
    "svg.",
    "text.",
    "xaxis.",
    "xtick.",
    "yaxis.",
    "ytick.",
)
#: Ours upon matplotlib's own: a style sheet of the user changes no figure.
STYLE = {name: value for name, value in mpl.rcParamsDefault.items() if name.startswith(LOOKS)} | RC


@contextmanager
def figure_style(**own):
    """Hold the style while something is drawn or saved; what was set before comes back after.

    Parameters
    ----------
    **own
        Settings more, with ``_`` for the dot of their names.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> before = mpl.rcParams["font.size"]
    >>> with figure_style(pdf_fonttype=42):
    ...     mpl.rcParams["font.size"], mpl.rcParams["pdf.fonttype"]
    (7.5, 42)
    >>> mpl.rcParams["font.size"] == before
    True
    """
    wanted = STYLE | {name.replace("_", ".", 1): value for name, value in own.items()}
    # Not mpl.rc_context: it would also take back what a notebook's backend sets when the first figure is made.
    before = {name: mpl.rcParams[name] for name, value in wanted.items() if mpl.rcParams[name] != value}
    mpl.rcParams.update({name: wanted[name] for name in before})
    try:
        yield
    finally:
        mpl.rcParams.update(before)


def find_cmap(cmap):
    """Find a colour map by its name, or take one.

    Raises
    ------
    InputError
        If matplotlib has none of that name.
    """
    if not isinstance(cmap, str):
        return cmap
    if cmap not in mpl.colormaps:
        raise InputError(
            f"There is no colour map {cmap!r}. Expected one of matplotlib's, as YlGnBu, Blues or viridis."
        )
    return mpl.colormaps[cmap]


def sample_palette(cmap, count: int) -> list[str]:
    """Take colours from a colour map, from light to dark, without its palest and darkest ends.

    Examples
    --------
    >>> sample_palette("Blues", 2)
    ['#bdd7ec', '#083573']
    """
    low, high = 0.28, 0.98
    colors = find_cmap(cmap)
    places = np.linspace(low, high, count) if count > 1 else [(low + high) / 2]
    return [to_hex(colors(place)) for place in places]


def sample_diverging(cmap, side: int) -> list[str]:
    """Take colours that part at a light middle: so many on either side, the middle between.

    The palest of a side keeps its distance from the middle, which stands for no change.

    Examples
    --------
    >>> len(sample_diverging("PuOr", 3))
    7
    """
    colors = find_cmap(cmap)
    below = np.linspace(0.04, 0.34, side) if side > 1 else np.array([0.2][:side])
    places = [*below, 0.5, *(1 - below[::-1])]
    return [to_hex(colors(place)) for place in places]
