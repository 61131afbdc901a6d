"""What a figure shows, kept with its axes: for alt text, for the data beside it, for the check of colours."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ctip_analysis.errors import InputError

__all__ = ["Drawing", "find_drawings", "keep_drawing"]


@dataclass(frozen=True)
class Drawing:
    """What one axes shows, in words, numbers and colours. Holds nothing that is hidden in the values.

    Attributes
    ----------
    kind : str
        What kind of figure it is, in the language ("Map", "Line chart").
    language : str
    title, subtitle : str
    findings : tuple of str
        Sentences made from the data: the alt text takes them.
    notes : tuple of str
        Coverage, source, caveat and disclaimers as drawn.
    data : pandas.DataFrame
        What was drawn and nothing more, with codes.
    table : pandas.DataFrame
        The same for people: names and numbers in the language.
    keys : int
        How many of the table's columns, the first ones, name a row.
    ladder : tuple of (str, colour)
        The plain areas in their order: neighbours must differ in grey too.
    others : tuple of (str, colour)
        Other plain areas, without an order.
    """

    kind: str
    language: str
    title: str
    subtitle: str
    findings: tuple[str, ...]
    notes: tuple[str, ...]
    data: pd.DataFrame
    table: pd.DataFrame
    ladder: tuple[tuple[str, str], ...] = field(default=())
    others: tuple[tuple[str, str], ...] = field(default=())
    keys: int = 1


def figure_of(drawn):
    """Give the figure of what a drawing function gave: an axes, or an array of them; a figure is its own.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> figure, ax = plt.subplots()
    >>> figure_of(ax) is figure_of([ax]) is figure_of(figure) is figure
    True
    """
    first = np.ravel(np.asarray(drawn, dtype=object))[0] if np.size(drawn) else None
    if not hasattr(first, "figure"):
        raise InputError(f"A figure is needed, or the axes of one, and this is a {type(drawn).__name__}.")
    return first.figure


def keep_drawing(ax, drawing: Drawing) -> None:
    """Keep what an axes shows on the axes itself: it goes where the figure goes and ends with it."""
    ax.ctip_drawing = drawing


def find_drawings(figure) -> list[Drawing]:
    """Find what the axes of a figure show, in their order; of one of its axes, or of an array of them, as well.

    Raises
    ------
    InputError
        If none of the axes was drawn by this package.
    """
    found = [ax.ctip_drawing for ax in figure_of(figure).axes if hasattr(ax, "ctip_drawing")]
    if not found:
        raise InputError("The figure holds nothing that a draw_ function of this package has drawn.")
    return found
