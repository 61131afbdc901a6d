"""The codes of a breakdown that the chosen records have."""

import itertools

import numpy as np

from ctip_analysis.definitions import Definitions
from ctip_analysis.indicators.ages import roll_up_bands
from ctip_analysis.indicators.choosing import Rows

__all__ = ["UNKNOWN", "code_rows"]

SEVERAL, UNKNOWN = "mixed", "unknown"


def _name_codes(labels: np.ndarray) -> list[str]:
    """Name the code of each label of a breakdown: a set of several is mixed, a blank is unknown."""
    codes = [SEVERAL if ";" in label else label or UNKNOWN for label in labels]
    return [UNKNOWN if code == "total" else code for code in codes]


def _list_held(positions: np.ndarray) -> np.ndarray:
    """List the different places that occur, in order, without sorting all of them."""
    return np.flatnonzero(np.bincount(positions))


def _code_column(rows: Rows, column: str, definitions: Definitions) -> tuple[np.ndarray, list[str]] | None:
    """Give the place of each row's code of a column among those that occur; None where no record says anything."""
    position, labels = rows.table.positions[column][rows.rows], rows.table.labels[column]
    held = _list_held(position)
    codes = _name_codes(labels[held])
    if set(codes) <= {UNKNOWN}:
        return None
    rolled = roll_up_bands(codes, definitions, column)
    own = sorted({*rolled.values()})
    number = {code: place for place, code in enumerate(own)}
    at = np.zeros(len(labels), dtype=np.int64)
    at[held] = [number[rolled[code]] for code in codes]
    return at[position], own


def code_rows(
    rows: Rows, columns: tuple[str, ...], definitions: Definitions
) -> tuple[np.ndarray, list[tuple]] | None:
    """Give the place of each row's code of a breakdown among those that occur.

    Returns
    -------
    tuple or None
        None where no record says anything of a column: it is then no breakdown, and the total says all there is.
    """
    if not columns:
        return np.zeros(len(rows.rows), dtype=np.int64), [()]
    coded = [_code_column(rows, column, definitions) for column in columns]
    if any(own is None for own in coded):
        return None
    return _cross_codes([place for place, _ in coded], [names for _, names in coded])


def _cross_codes(parts: list[np.ndarray], names: list[list[str]]) -> tuple[np.ndarray, list[tuple]]:
    """Join the codes of one or two columns to those of their combinations that occur."""
    joint = parts[0] if len(parts) == 1 else parts[0] * len(names[1]) + parts[1]
    occurring = _list_held(joint)
    place_of_cell = np.zeros(joint.max(initial=-1) + 1, dtype=np.int64)
    place_of_cell[occurring] = np.arange(len(occurring))
    crossed = list(itertools.product(*names))
    return place_of_cell[joint], [crossed[cell] for cell in occurring.tolist()]
