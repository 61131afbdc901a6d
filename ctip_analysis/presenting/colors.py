"""Can two colours be told apart: in print, in grey, and by eyes without red or green cones."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import to_hex, to_rgb

__all__ = ["CVD_MATRICES", "contrast_ratio", "difference", "find_confusions", "simulate_vision"]

#: Machado, Oliveira, Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision
#: Deficiency", IEEE TVCG 15(6), severity 1.0; applied to linear RGB.
CVD_MATRICES = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
#: Linear sRGB to CIE XYZ under D65, IEC 61966-2-1.
XYZ_OF_RGB = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = XYZ_OF_RGB.sum(axis=1)
#: CIEDE2000 below which two areas that mean different things are too alike: about three times the difference
#: that is just seen side by side (2.3), since a legend and a map are not side by side.
SMALLEST_DIFFERENCE = 7.5
#: WCAG 2.2 contrast of two neighbouring areas below which a grey print cannot tell them apart. (WCAG asks 3
#: of a lone graphic; a ladder of five classes cannot have that at each step, and has outlines and labels too.)
SMALLEST_CONTRAST = 1.18


def _linear(color) -> np.ndarray:
    channels = np.asarray(to_rgb(color))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast_ratio(first, second) -> float:
    """Compute the contrast of two colours, from 1 to 21, as WCAG 2.2 defines it.

    Examples
    --------
    >>> round(contrast_ratio("black", "white"), 1)
    21.0
    """
    high, low = sorted((float(_linear(color) @ XYZ_OF_RGB[1]) for color in (first, second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def simulate_vision(color, vision: str) -> str:
    """Show a colour as eyes without green ("deuteranopia") or red ("protanopia") cones see it.

    Examples
    --------
    >>> simulate_vision("#ff0000", "normal")
    '#ff0000'
    """
    seen = np.clip(np.asarray(CVD_MATRICES[vision]) @ _linear(color), 0, 1)
    return to_hex(np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055))


def _lab(color) -> np.ndarray:
    ratio = (XYZ_OF_RGB @ _linear(color)) / WHITE
    cubed = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * cubed[1] - 16, 500 * (cubed[0] - cubed[1]), 200 * (cubed[1] - cubed[2])])


def _hue_terms(a1: float, b1: float, a2: float, b2: float) -> tuple[float, float]:
    """Give the difference and the mean of two hues, in degrees (Sharma et al., equations 7, 10, 14)."""
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 if (a or b) else 0.0 for a, b in ((a1, b1), (a2, b2)))
    if not (a1 or b1) or not (a2 or b2):
        return 0.0, h1 + h2
    turn = (h2 - h1 + 180) % 360 - 180
    mean = (h1 + h2) / 2 if abs(h1 - h2) <= 180 else ((h1 + h2 + 360) / 2) % 360
    return turn, mean


def lab_difference(first, second) -> float:
    """Compute CIEDE2000 between two CIELAB colours.

    Sharma, Wu, Dalal (2005), "The CIEDE2000 Color-Difference Formula", Color Research & Application 30(1).

    Examples
    --------
    >>> round(lab_difference((50, 2.6772, -79.7751), (50, 0, -82.7485)), 4)
    2.0425
    """
    (l1, a1, b1), (l2, a2, b2) = first, second
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    turn, hue = _hue_terms(a1, b1, a2, b2)
    weight = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    d_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    d_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    d_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    rotation *= np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    return float(np.sqrt(d_light**2 + d_chroma**2 + d_hue**2 + rotation * d_chroma * d_hue))


def difference(first, second, *, vision: str = "normal") -> float:
    """Compute how different two colours look (CIEDE2000) to eyes of a kind.

    Examples
    --------
    >>> round(difference("#d7191c", "#1a9641")) > round(
    ...     difference("#d7191c", "#1a9641", vision="deuteranopia")
    ... )
    True
    """
    return lab_difference(_lab(simulate_vision(first, vision)), _lab(simulate_vision(second, vision)))


@lru_cache(maxsize=1024)
def _why_alike(first: str, second: str, *, are_neighbours: bool) -> str:
    for vision in CVD_MATRICES:
        distance = difference(first, second, vision=vision)
        if distance < SMALLEST_DIFFERENCE:
            return f"differ by {distance:.1f} (CIEDE2000, {vision} vision), at least {SMALLEST_DIFFERENCE:g} is wanted"
    contrast = contrast_ratio(first, second)
    if are_neighbours and contrast < SMALLEST_CONTRAST:
        return f"have a contrast of {contrast:.2f}, at least {SMALLEST_CONTRAST:g} is wanted for a grey print"
    return ""


def find_confusions(ladder, others=()) -> list[str]:
    """Name the pairs of colours that could be mistaken for each other.

    Parameters
    ----------
    ladder : sequence of (str, colour)
        Plain areas in their order, with what each means: neighbours must also differ in grey.
    others : sequence of (str, colour)
        Plain areas that have no order.

    Returns
    -------
    list of str
        A sentence a pair, with the number that fails.

    Examples
    --------
    >>> find_confusions([("low", "#deebf7"), ("high", "#08519c")])
    []
    >>> len(find_confusions([("low", "#deebf7"), ("high", "#e0ebf7")]))
    1
    """
    named = [(name, to_hex(color)) for name, color in (*ladder, *others)]
    found = []
    for later, (name, color) in enumerate(named):
        for earlier, (other_name, other) in enumerate(named[:later]):
            are_neighbours = later - earlier == 1 and later < len(ladder)
            reason = _why_alike(other, color, are_neighbours=are_neighbours)
            if reason:
                found.append(f"{other_name!r} ({other}) and {name!r} ({color}) {reason}")
    return found
