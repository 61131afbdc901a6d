"""Measure and wrap text by its font, in inches, without drawing."""

from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

from ctip_analysis.presenting.style import FONTS

__all__ = ["font_of", "measure_width", "wrap_text"]

POINTS_PER_INCH = 72
#: Screens fit letters to pixels: a line may come out a little wider than its outline.
SAFETY = 1.02

for _path in sorted((Path(__file__).parent / "fonts").glob("*.ttf")):
    fontManager.addfont(_path)


@lru_cache(maxsize=64)
def font_of(points: float, weight: str = "normal") -> FontProperties:
    """Give the font of all figures in a size and weight."""
    return FontProperties(family=list(FONTS), size=points, weight=weight)


@lru_cache(maxsize=8192)
def _width_at_100(text: str, weight: str) -> float:
    return text_to_path.get_text_width_height_descent(text, font_of(100.0, weight), False)[0]


def measure_width(text: str, points: float, weight: str = "normal") -> float:
    """Measure the width of one line of text in inches.

    Examples
    --------
    >>> 0.4 < measure_width("Batken", 10) < 0.7
    True
    """
    return _width_at_100(text, weight) * points / 100 / POINTS_PER_INCH * SAFETY


def wrap_text(text: str, width: float, points: float, weight: str = "normal") -> list[str]:
    """Break a text into lines no wider than ``width`` inches; a longer word stands alone.

    Examples
    --------
    >>> wrap_text("one two three", 0.6, 10)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure_width(joined, points, weight) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
