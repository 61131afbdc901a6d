"""Put values into classes, by mapclassify or by breaks that are given, and name the classes."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.errors import InputError
from ctip_analysis.presenting.style import BEYOND_COLOR, sample_diverging, sample_palette
from ctip_analysis.presenting.wording import format_number, say

__all__ = ["Classes", "class_of", "compute_breaks", "make_classes", "name_classes"]


def _find_quantiles(numbers: np.ndarray, k: int) -> np.ndarray:
    return np.quantile(numbers, np.arange(1, k + 1) / k)


def _find_equal_steps(numbers: np.ndarray, k: int) -> np.ndarray:
    return np.linspace(numbers.min(), numbers.max(), k + 1)[1:]


def _by_mapclassify(name: str):
    def find(numbers: np.ndarray, k: int) -> np.ndarray:
        import mapclassify  # takes a second and a half to import: only who asks for it waits

        with warnings.catch_warnings():
            # It recommends numba for speed; a few dozen numbers need none.
            warnings.filterwarnings("ignore", message="Numba not installed")
            return getattr(mapclassify, name)(numbers, k=k).bins

    return find


#: The two plain schemes give what mapclassify gives (a test holds them to it) without waiting for it.
SCHEMES = {
    "quantiles": _find_quantiles,
    "natural_breaks": _by_mapclassify("FisherJenks"),
    "fisherjenks": _by_mapclassify("FisherJenks"),
    "fisher_jenks": _by_mapclassify("FisherJenks"),
    "equal_interval": _find_equal_steps,
    "equalinterval": _find_equal_steps,
    "pretty_breaks": _by_mapclassify("PrettyBreaks"),
    "prettybreaks": _by_mapclassify("PrettyBreaks"),
}


@dataclass(frozen=True)
class Classes:
    """The classes of a map: their upper breaks (included), colours and, of changes, the midpoint."""

    breaks: tuple[float, ...]
    colors: tuple[str, ...]
    decimals: int
    cmap: str
    scheme: str
    midpoint: float | None = None


def compute_breaks(values, *, scheme: str = "quantiles", k: int = 5, decimals: int = 0) -> tuple[float, ...]:
    """Compute the upper breaks of at most ``k`` classes, rounded as the values are shown.

    Parameters
    ----------
    values : sequence of float
        Numbers shown in any of the periods drawn; zeros and gaps are left out.
    scheme : {"quantiles", "natural_breaks", "equal_interval", "pretty_breaks"}
    k : int
    decimals : int

    Returns
    -------
    tuple of float
        Increasing; fewer than ``k`` where the values do not fill them; empty without values.

    Examples
    --------
    >>> compute_breaks([1, 2, 3, 4, 10, 20], scheme="equal_interval", k=2)
    (11.0, 20.0)
    """
    if not isinstance(k, int | np.integer) or k < 1:
        raise InputError(f"There cannot be {k!r} classes. Expected a whole number from 1.")
    if str(scheme).lower() not in SCHEMES:
        raise InputError(f"There is no scheme {scheme!r}. There are {', '.join(SCHEMES)}.")
    numbers = pd.to_numeric(pd.Series(values), errors="coerce").dropna().round(decimals)
    numbers = numbers[numbers.ne(0)].to_numpy(dtype=float)
    distinct = np.unique(numbers)
    if len(distinct) <= k:
        return tuple(float(value) for value in distinct)
    found = SCHEMES[str(scheme).lower()](numbers, k)
    rounded = np.unique(np.ceil(np.round(found * 10**decimals, 6)) / 10**decimals)
    kept = [float(b) for b in rounded if b >= distinct[0]]
    return tuple(kept)


def make_classes(
    values, *, scheme="quantiles", k=5, breaks=None, cmap="YlGnBu", decimals=0, midpoint=None
) -> Classes:
    """Make the classes of a map from values or from given breaks."""
    if breaks is None:
        breaks = compute_breaks(values, scheme=scheme, k=k, decimals=decimals)
    else:
        _require_breaks(breaks)
    if midpoint is None:
        sampled = sample_palette(cmap, max(len(breaks), 2))
        colors = sampled[len(sampled) - len(breaks) :]
    else:
        colors = _sample_around(cmap, list(breaks).index(midpoint), len(breaks))
    name = cmap if isinstance(cmap, str) else cmap.name
    return Classes(tuple(map(float, breaks)), tuple(colors), decimals, name, scheme, midpoint)


def _require_breaks(breaks) -> None:
    """Refuse breaks that are no increasing numbers."""
    found = [] if isinstance(breaks, str) else list(breaks)
    are_numbers = all(isinstance(number, int | float | np.number) for number in found)
    if not found or not are_numbers or found != sorted(set(found)):
        raise InputError(
            f"Class breaks must be numbers that increase, at least one; these are not: {breaks!r}."
        )


def _sample_around(cmap, middle: int, count: int) -> list[str]:
    """Take the colours of classes of which one is the middle: as strong at the same distance on either side."""
    side = max(middle, count - middle - 1)
    return sample_diverging(cmap, side)[side - middle : side - middle + count]


def class_of(classes: Classes, values) -> np.ndarray:
    """Give the number of each value's class; one past the last for a value beyond the last break.

    Examples
    --------
    >>> class_of(make_classes([], breaks=[10, 20]), [5, 10, 11, 25]).tolist()
    [0, 0, 1, 2]
    """
    rounded = np.round(np.asarray(values, dtype=float), classes.decimals)
    return np.searchsorted(classes.breaks, rounded - 10.0 ** -(classes.decimals + 3), side="left")


def color_of(classes: Classes, values) -> list[str]:
    """Give the colour of each value."""
    colors = [*classes.colors, BEYOND_COLOR]
    return [colors[number] for number in class_of(classes, values)]


def name_classes(definitions, classes: Classes, language: str) -> list[str]:
    """Name the classes from the first to the one beyond the last break.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> name_classes(load_definitions(), make_classes([], breaks=[10, 20]), "en")
    ['up to 10', '11–20', 'over 20: beyond the scale']
    """

    is_signed = classes.midpoint is not None

    def write(number: float) -> str:
        return format_number(number, language, decimals=classes.decimals, is_signed=is_signed)

    step = 10.0**-classes.decimals
    names = []
    for position, high in enumerate(classes.breaks):
        low = classes.breaks[position - 1] + step if position else None
        if is_signed and high == classes.midpoint:
            names.append(f"{write(high)}: {say(definitions, 'change_none', language)}")
        elif low is None and is_signed:
            names.append(say(definitions, "change_fewer", language, value=write(high)))
        elif low is None:
            names.append(say(definitions, "legend_first", language, high=write(high)))
        elif abs(low - high) < step / 2:
            names.append(write(high))
        else:
            names.append(f"{write(low)} … {write(high)}" if is_signed else f"{write(low)}–{write(high)}")
    beyond = write(classes.breaks[-1]) if classes.breaks else write(0)
    return [*names, say(definitions, "legend_beyond", language, high=beyond)]
