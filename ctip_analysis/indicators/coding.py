"""The codes of a breakdown that the chosen records have."""

import numpy as np

from ctip_analysis.definitions import Definitions
from ctip_analysis.indicators.ages import roll_up_bands
from ctip_analysis.indicators.choosing import Rows

__all__ = ["UNKNOWN", "code_rows", "is_untold"]

SEVERAL, UNKNOWN = "mixed", "unknown"


def _name_codes(labels: np.ndarray) -> list[str]:
    """Name the code of each label of a breakdown: a set of several is mixed, a blank is unknown."""
    codes = [SEVERAL if ";" in label else label or UNKNOWN for label in labels]
    return [UNKNOWN if code == "total" else code for code in codes]


def _list_held(positions: np.ndarray) -> np.ndarray:
    """List the different places that occur, in order, without sorting all of them."""
    return np.flatnonzero(np.bincount(positions))


def code_rows(
    rows: Rows, columns: tuple[str, ...], definitions: Definitions
) -> tuple[np.ndarray, list[tuple]]:
    """Give the place of each row's code of a breakdown among those that occur."""
    if not columns:
        return np.zeros(len(rows.rows), dtype=np.int64), [()]
    parts, names = [], []
    for column in columns:
        position = rows.table.positions[column][rows.rows]
        held = _list_held(position)
        codes = _name_codes(rows.table.labels[column][held])
        rolled = roll_up_bands(codes, definitions, column)
        own, place = np.unique([rolled[code] for code in codes], return_inverse=True)
        at = np.zeros(len(rows.table.labels[column]), dtype=np.int64)
        at[held] = place
        parts.append(at[position])
        names.append(own)
    joint = parts[0] if len(parts) == 1 else parts[0] * len(names[1]) + parts[1]
    occurring = _list_held(joint)
    place_of_cell = np.zeros(joint.max(initial=-1) + 1, dtype=np.int64)
    place_of_cell[occurring] = np.arange(len(occurring))
    code = place_of_cell[joint]
    splits = [np.unravel_index(cell, [len(own) for own in names]) for cell in occurring]
    return code, [tuple(own[i] for own, i in zip(names, split, strict=True)) for split in splits]


def is_untold(rows: Rows, column: str) -> bool:
    """Whether no record says anything of a breakdown: it is then no breakdown, and the total says all there is."""
    held = _list_held(rows.table.positions[column][rows.rows])
    return set(rows.table.labels[column][held]) <= {"", "total", UNKNOWN}
