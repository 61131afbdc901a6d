"""Say in words what a figure shows: alt text and a long description, from its data, in its language."""

from dataclasses import dataclass

import pandas as pd

from ctip_analysis.presenting.drawing import find_drawings

__all__ = ["Description", "describe"]


@dataclass(frozen=True)
class Description:
    """A figure in words.

    Attributes
    ----------
    language : str
    title : str
    alt : str
        One or two sentences for a screen reader.
    long : str
        Everything the figure says, value by value.
    data : pandas.DataFrame
        What was drawn and nothing more, with codes.
    table : pandas.DataFrame
        The same for people.
    """

    language: str
    title: str
    alt: str
    long: str
    data: pd.DataFrame
    table: pd.DataFrame


def _stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _list_values(table: pd.DataFrame, keys: int) -> str:
    """Write a table as one sentence: the words that name a row, then its value, or its values by their columns."""
    columns, lines = list(table.columns[keys:]), []
    for row in table.itertuples(index=False):
        named = ", ".join(filter(None, map(str, row[:keys])))
        told = zip(columns, map(str, row[keys:]), strict=True)
        values = [value if len(columns) == 1 else f"{column} {value}" for column, value in told if value]
        lines.append(f"{named}: {', '.join(values)}")
    return _stop("; ".join(lines)) if lines else ""


def describe(figure) -> Description:
    """Describe a figure that the ``draw_`` functions of this package have drawn.

    Parameters
    ----------
    figure : Figure, or what a ``draw_`` function gave
        An axes or an array of axes stands for its figure.

    Returns
    -------
    Description

    Raises
    ------
    InputError
        If the figure holds nothing of this package.

    Examples
    --------
    >>> from ctip_analysis.presenting import draw_map
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_map(protected, definitions=definitions, indicator="PREV-01", period="2019Q2", territory="7")
    >>> describe(ax.figure).alt[:48]
    'Map: Awareness-raising events held. 2nd quarter '
    """
    drawings = find_drawings(figure)
    first = drawings[0]
    heads = [" ".join(_stop(part) for part in (f"{d.kind}: {d.title}", d.subtitle) if part) for d in drawings]
    said = [" ".join([head, *map(_stop, d.findings)]) for head, d in zip(heads, drawings, strict=True)]
    alt = " ".join(said) if len(drawings) == 1 else " ".join([heads[0], *map(_stop, first.findings)])
    long = " ".join(
        part
        for text, drawing in zip(said, drawings, strict=True)
        for part in (text, _list_values(drawing.table, drawing.keys), *map(_stop, drawing.notes))
        if part
    )
    tables = [drawing.table for drawing in drawings if len(drawing.table.columns)]
    data = [drawing.data for drawing in drawings if len(drawing.data.columns)]
    return Description(
        first.language,
        first.title,
        alt,
        long,
        pd.concat(data, ignore_index=True) if data else pd.DataFrame(),
        pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(),
    )
