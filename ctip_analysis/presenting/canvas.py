"""A canvas that remembers the words it has painted: a hundred figures repeat the same notes, names and numbers."""

from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.font_manager import FontProperties

__all__ = ["FigureCanvas"]

PAD = 2


class _Renderer(RendererAgg):
    """Measures and paints a text once in a size and colour; what is upright or mathematics goes the usual way."""

    def get_text_width_height_descent(self, s, prop, ismath):
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        return _measure(s, _name_font(prop), self.dpi)

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        if ismath or angle or not s:
            return super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        pixels, depth = _paint(s, _name_font(prop), self.dpi, tuple(gc.get_rgb()))
        # Whole pixels: no eye sees a third of one at 300 dpi, and the same word is the same wherever it stands.
        return self.draw_image(gc, round(x) - PAD, round(self.height - y) - depth, pixels)


class FigureCanvas(FigureCanvasAgg):
    """The canvas on which a figure becomes pixels.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure((1, 1), dpi=50)
    >>> canvas = FigureCanvas(figure)
    >>> canvas.draw()
    >>> np.asarray(canvas.buffer_rgba()).shape
    (50, 50, 4)
    """

    def get_renderer(self):
        """Give a renderer of the figure's size, which remembers words."""
        width, height = self.figure.bbox.size
        return _Renderer(width, height, self.figure.dpi)


def _name_font(prop) -> tuple:
    """Name a font by what it is: properties change, and then their hash."""
    return tuple(prop.get_family()), prop.get_weight(), prop.get_size_in_points(), prop.get_style()


def _make_font(name: tuple) -> FontProperties:
    family, weight, size, style = name
    return FontProperties(family=list(family), weight=weight, size=size, style=style)


@lru_cache(maxsize=8192)
def _measure(text: str, font: tuple, dpi: float) -> tuple[float, float, float]:
    return RendererAgg(1, 1, dpi).get_text_width_height_descent(text, _make_font(font), False)


@lru_cache(maxsize=2048)
def _paint(text: str, font: tuple, dpi: float, color: tuple) -> tuple[np.ndarray, int]:
    """Paint a text on nothing; give its pixels, the lowest row first, and how many lie below its base line."""
    width, height, descent = _measure(text, font, dpi)
    depth = int(np.ceil(descent)) + PAD
    renderer = RendererAgg(int(np.ceil(width)) + 3 * PAD, int(np.ceil(height)) + depth + 2 * PAD, dpi)
    gc = renderer.new_gc()
    gc.set_foreground(color)
    renderer.draw_text(gc, PAD, renderer.height - depth, text, _make_font(font), 0)
    return np.asarray(renderer.buffer_rgba())[::-1].copy(), depth
