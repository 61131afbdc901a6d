"""Columns to a frame at once: pandas is handed whole arrays, so that it neither copies nor guesses their types.

A frame made column by column costs more than reading the sheet of a small workbook.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from pandas.api.internals import create_dataframe_from_blocks

from ctip_analysis.frames import CELL_COLUMNS, ROW_COLUMNS

__all__ = ["fill_objects", "frame_arrays", "frame_cells", "frame_rows", "frame_tuples", "name_cells"]

NUMBERS = frozenset({"table", "row", "column"})


@lru_cache(maxsize=16)
def _index_of(names: tuple[str, ...]) -> pd.Index:
    return pd.Index(list(names))


def fill_objects(items: Sequence) -> np.ndarray:
    """Give a one-dimensional array of objects, tuples among them.

    Examples
    --------
    >>> fill_objects([("a",), ()]).shape
    (2,)
    """
    return np.fromiter(items, dtype=object, count=len(items))


def frame_arrays(names: tuple[str, ...], columns: Sequence[np.ndarray]) -> pd.DataFrame:
    """Put arrays of one length side by side; they are not copied.

    Examples
    --------
    >>> frame_arrays(("row", "kind"), [np.array([1, 2]), fill_objects(["data", "note"])]).shape
    (2, 2)
    """
    blocks = [(column.reshape(1, -1), np.array([place])) for place, column in enumerate(columns)]
    return create_dataframe_from_blocks(
        blocks, index=pd.RangeIndex(len(columns[0])), columns=_index_of(tuple(names))
    )


def _join(parts: list[np.ndarray], dtype) -> np.ndarray:
    return parts[0] if len(parts) == 1 else np.concatenate(parts or [np.empty(0, dtype=dtype)])


def _repeat(items: list, counts: list[int], dtype=object) -> np.ndarray:
    """Give each item as often as its table has rows."""
    return np.repeat(fill_objects(items).astype(dtype), counts)


def name_cells(tables: list[tuple], cells: dict[str, np.ndarray]) -> list[np.ndarray]:
    """Put file, sheet and table before the columns of cells, in the order of the frame.

    Parameters
    ----------
    tables : list of (file, sheet, number of the table, number of its cells)
    cells : dict of str to numpy.ndarray
        The other columns by their names.
    """
    counts = [table[3] for table in tables]
    names = [_repeat([table[place] for table in tables], counts) for place in (0, 1)]
    numbers = _repeat([table[2] for table in tables], counts, np.int64)
    return [*names, numbers, *(cells[name] for name in CELL_COLUMNS[3:])]


def frame_cells(parts: list[list[np.ndarray]]) -> pd.DataFrame:
    """Put the columns of cells that were read one after the other into one frame.

    Parameters
    ----------
    parts : list of list of numpy.ndarray
        From `name_cells`.
    """
    dtypes = [np.int64 if name in NUMBERS else object for name in CELL_COLUMNS]
    columns = [_join([part[place] for part in parts], dtype) for place, dtype in enumerate(dtypes)]
    return frame_arrays(CELL_COLUMNS, columns)


def frame_rows(sheets: list[tuple]) -> pd.DataFrame:
    """Put the accounts of the rows of sheets into one frame.

    Parameters
    ----------
    sheets : list of (file, sheet, tables, rows, kinds)
    """
    counts = [len(sheet[3]) for sheet in sheets]
    columns = [_repeat([sheet[place] for sheet in sheets], counts) for place in (0, 1)]
    for place, name in enumerate(ROW_COLUMNS[2:], 2):
        columns.append(_join([sheet[place] for sheet in sheets], np.int64 if name in NUMBERS else object))
    return frame_arrays(ROW_COLUMNS, columns)


def frame_tuples(rows: list[tuple], names: tuple[str, ...], **dtypes) -> pd.DataFrame:
    """Put rows into a frame; a column is of objects where no type is named.

    Examples
    --------
    >>> frame_tuples([(1, "a")], ("table", "sheet"), table=np.int64).dtypes.astype(str).tolist()
    ['int64', 'object']
    """
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return frame_arrays(
        names,
        [fill_objects(c).astype(dtypes.get(n, object)) for n, c in zip(names, columns, strict=True)],
    )
