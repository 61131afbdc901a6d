"""Total rows: told by sums that check, and in a list by what a last row lacks; never by a word.

A row is a total where each of its numbers is the sum of the rows before it (or after it) up to the next total, section
or end, and enough of its columns say so that chance is out of the question.
"""

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import BLANK, DATE, LOOSE, NUMBER, TEXT, read_text

__all__ = ["find_totals"]

MAXIMUM_ROWS = 2000


def _number(grid: Grid, row: int, column: int) -> float:
    value, kind = grid.values[row, column], grid.kinds[row, column]
    if kind not in (NUMBER, LOOSE):
        return np.nan
    if isinstance(value, str):
        value = read_text(value).value
    return float(value) if value is not None else np.nan


def _matrix_of(grid: Grid, rows: list[int], columns: list[int]) -> np.ndarray:
    return np.array([[_number(grid, r, c) for c in columns] for r in rows], dtype=float).reshape(
        len(rows), len(columns)
    )


def _is_sum(total: np.ndarray, parts: np.ndarray) -> bool:
    """Tell whether a row is the sum of others, with enough columns to rule chance out."""
    known = ~np.isnan(total)
    if len(parts) < 2 or not known.any():
        return False
    sums = np.nansum(parts[:, known], axis=0)
    if not np.allclose(sums, total[known], rtol=1e-9, atol=1e-6):
        return False
    nonzero = (np.nan_to_num(parts[:, known]) != 0).sum(axis=0)
    strong = int(((nonzero >= 2) & (total[known] != 0)).sum())
    return strong >= 2 or (strong == 1 and int(nonzero.max()) >= 3)


def _find_in_stretch(numbers: np.ndarray) -> set[int]:
    """Find the totals of a stretch of rows: of the rows since the last total, of the totals, or of all below."""
    totals: list[int] = []
    start = 0
    for row in range(2, len(numbers)):
        parts = [r for r in range(start, row) if r not in totals]
        plain = [r for r in range(row) if r not in totals]
        if _is_sum(numbers[row], numbers[parts]) or (
            totals and (_is_sum(numbers[row], numbers[totals]) or _is_sum(numbers[row], numbers[plain]))
        ):
            totals.append(row)
            start = row + 1
    if not totals and len(numbers) > 2 and _is_sum(numbers[0], numbers[1:]):
        totals.append(0)
    return set(totals)


def _find_by_lack(grid: Grid, rows: list[int], columns: list[int]) -> set[int]:
    """Find a last row of a list that has numbers and at most one text, where each record has more."""
    if len(rows) < 3:
        return set()
    last, records = rows[-1], rows[:-1]
    filled = grid.kinds[np.ix_(records, columns)] != BLANK
    usual = {c for c, share in zip(columns, filled.mean(axis=0), strict=True) if share > 0.9}
    own = {c for c in columns if grid.kinds[last, c] != BLANK}
    texts = [c for c in own if grid.kinds[last, c] in (TEXT,)]
    numbers = [c for c in own if grid.kinds[last, c] in (NUMBER, LOOSE)]
    lacks = {c for c in usual - own if (np.isin(grid.kinds[records, c], (TEXT, DATE))).mean() > 0.5}
    has_dates = any(grid.kinds[last, c] == DATE for c in own)
    return {last} if numbers and len(texts) <= 1 and lacks and not has_dates else set()


def find_totals(grid: Grid, kinds: dict[int, str], *, values, labels, columns, is_list: bool) -> set[int]:
    """Find the total rows among the data rows of a table.

    Parameters
    ----------
    grid : Grid
    kinds : dict of int to str
        What each row of the body is: data, section, note or blank.
    values, labels, columns : sequences of int
        Columns of numbers, of labels, and all.
    is_list : bool
    """
    stretches: list[list[int]] = [[]]
    for row, kind in kinds.items():
        if kind == "section":
            stretches.append([])
        elif kind == "data":
            stretches[-1].append(row)
    found: set[int] = set()
    for rows in stretches:
        if values and 2 < len(rows) <= MAXIMUM_ROWS:
            numbers = _matrix_of(grid, rows, values)
            found |= {rows[place] for place in _find_in_stretch(numbers)}
    everything = [row for rows in stretches for row in rows]
    if is_list or len(labels) > 1:
        found |= _find_by_lack(grid, everything, list(columns))
    return found
