"""A table in the making, and whether the rows behind it go on with it."""

from dataclasses import dataclass, field

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BLANK, DATE, NUMBER, TEXT, is_among
from ctip_analysis.reading.regions import Lane

__all__ = ["Draft", "goes_on"]


@dataclass
class Draft:
    """A table in the making: rows counted from 0, by what they are for."""

    left: int
    right: int
    header: tuple[int, ...] = ()
    machine: list[int] = field(default_factory=list)
    title: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    is_clear: bool = True
    candidates: tuple[int, ...] = ()
    shared_title: tuple[int, ...] = ()


def goes_on(grid: Grid, lane: Lane, top: int, bottom: int, table: Draft | None) -> bool:
    """Tell whether rows without a header go on with a table: in its columns, of its kinds.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    top, bottom : int
        Its first and last row.
    table : Draft or None
        The table above.
    """
    if table is None or not table.is_clear:
        return False
    filled = (
        np.flatnonzero((grid.kinds[top : bottom + 1, lane.left : lane.right + 1] != BLANK).any(axis=0))
        + lane.left
    )
    body = table.body or list(table.header)
    known = {
        c for c in range(lane.left, lane.right + 1) if (grid.kinds[[*table.header, *body], c] != BLANK).any()
    }
    if not set(filled.tolist()) <= known:
        return False
    if not table.body:
        return True
    for column in filled.tolist():
        old = grid.kinds[table.body, column]
        new = grid.kinds[top : bottom + 1, column]
        old_typed, new_typed = old[is_among(old, (NUMBER, DATE))], new[is_among(new, (NUMBER, DATE))]
        if len(new_typed) and not len(old_typed) and (old == TEXT).any():
            return False
        if len(new_typed) and len(old_typed) and not np.isin(new_typed, old_typed).any():
            return False
    return True
