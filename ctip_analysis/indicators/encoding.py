"""Records as arrays: texts as the positions of their labels, so that a million rows are compared in milliseconds."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import parse_filter
from ctip_analysis.definitions.filters import meet_numbers, meet_texts

__all__ = ["Table", "encode_table", "find_rows", "name_keys"]


@dataclass(frozen=True)
class Table:
    """A table of records; a result of `encode_table`.

    ``positions`` holds for each text column the position of every row's label in ``labels``;
    ``numbers`` holds the number columns as floats. An unknown text is "", an unknown number is missing.
    """

    size: int
    positions: dict[str, np.ndarray]
    labels: dict[str, np.ndarray]
    numbers: dict[str, np.ndarray]

    def replace_labels(self, column: str, labels) -> "Table":
        """Give the table with other labels in a column; equal labels are merged."""
        names, position = np.unique(np.asarray(labels, dtype=object), return_inverse=True)
        return Table(
            self.size,
            self.positions | {column: position[self.positions[column]]},
            self.labels | {column: names},
            self.numbers,
        )


def _encode_texts(column: pd.Series, is_ordered: bool) -> tuple[np.ndarray, np.ndarray]:
    """Give the place of each row's text among its labels, sorted where it is asked for; what is missing is ""."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        labels, codes = column.cat.categories.to_numpy(dtype=object), column.cat.codes.to_numpy()
    else:
        codes, labels = pd.factorize(column.to_numpy(dtype=object))
    if pd.api.types.infer_dtype(labels, skipna=False) != "string":
        labels = np.array([str(label) for label in labels], dtype=object)
    positions = codes.astype(np.int64)
    if (positions < 0).any():
        positions = np.where(positions < 0, len(labels), positions)
        labels = np.append(labels, "")
    if not is_ordered and len(set(labels)) == len(labels):
        return positions, labels
    if (labels[:-1] < labels[1:]).all():
        return positions, labels
    labels, place = np.unique(labels, return_inverse=True)
    return place[positions], labels


def encode_table(frame: pd.DataFrame, columns, *, numbers, keys=()) -> Table:
    """Encode the columns of a table that are needed; one that the frame lacks is unknown throughout.

    Parameters
    ----------
    frame : pandas.DataFrame
    columns : iterable of str
    numbers : collection of str
        Those of the columns that hold numbers.
    keys : collection of str
        Those by which nothing is ever ordered: their labels may stand in any order.

    Examples
    --------
    >>> table = encode_table(pd.DataFrame({"sex": ["male", "female", None]}), ["sex"], numbers=())
    >>> table.labels["sex"][table.positions["sex"]].tolist()
    ['male', 'female', '']
    """
    positions, labels, found = {}, {}, {}
    for column in columns:
        own = frame[column] if column in frame else pd.Series([None] * len(frame), dtype=object)
        if column in numbers:
            found[column] = pd.to_numeric(own, errors="coerce").to_numpy(dtype="float64", na_value=np.nan)
        else:
            positions[column], labels[column] = _encode_texts(own, column not in keys)
    return Table(len(frame), positions, labels, found)


def find_rows(table: Table, text: str, *, rows: np.ndarray | None = None, end: str = "") -> np.ndarray:
    """Find the rows, among those given, that meet a filter of the pack.

    Examples
    --------
    >>> table = encode_table(pd.DataFrame({"sex": ["male", "female"]}), ["sex"], numbers=())
    >>> find_rows(table, "sex == 'female'").tolist()
    [1]
    """
    rows = np.arange(table.size) if rows is None else rows
    for condition in parse_filter(text):
        column = condition.column
        if column in table.numbers:
            meets = meet_numbers(table.numbers[column][rows], condition)
        else:
            known = meet_texts(table.labels[column], condition, {"period_end": end})
            meets = known[table.positions[column][rows]]
        rows = rows[meets]
    return rows


def _first_known(table: Table, spec: str, rows: np.ndarray) -> np.ndarray:
    """Number the keys of rows by the first of several columns that is known ("person|case"); -1 where none is."""
    keys, offset = np.full(len(rows), -1, dtype=np.int64), 0
    for column in spec.split("|"):
        positions = table.positions[column][rows]
        is_known = (table.labels[column] != "")[positions]
        keys = np.where((keys < 0) & is_known, positions + offset, keys)
        offset += len(table.labels[column])
    return keys


def name_keys(table: Table, spec: str, rows: np.ndarray) -> np.ndarray:
    """Number the keys of rows; a key of several columns is their combination, -1 where any of it is unknown.

    Parameters
    ----------
    table : Table
    spec : str
        "person", "person|case" (the case where the person is unknown), "person|case;service_type".
    rows : numpy.ndarray

    Examples
    --------
    >>> frame = pd.DataFrame({"person": ["a", "", "a"], "case": ["1", "2", "3"]})
    >>> table = encode_table(frame, ["person", "case"], numbers=())
    >>> keys = name_keys(table, "person|case", np.arange(3))
    >>> bool(keys[0] == keys[2] != keys[1])
    True
    """
    parts = [_first_known(table, part, rows) for part in spec.split(";")]
    if len(parts) == 1:
        return parts[0]
    keys = np.zeros(len(rows), dtype=np.int64)
    for own in parts:
        _, keys = np.unique(keys * (own.max(initial=0) + 2) + own + 1, return_inverse=True)
    return np.where(np.minimum.reduce(parts) < 0, -1, keys)
