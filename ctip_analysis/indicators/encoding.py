"""Records as arrays: texts as the positions of their labels, so that a million rows are compared in milliseconds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Condition
from ctip_analysis.definitions.filters import meet_numbers, meet_texts

__all__ = [
    "Lazy",
    "Table",
    "encode_table",
    "encode_texts",
    "find_rows",
    "make_table",
    "mark_meeting",
    "merge_labels",
    "name_keys",
]


class Lazy(Mapping):
    """Columns by name, each worked out when it is first asked for."""

    def __init__(self, names: Iterable[str], make: Callable[[str], object]):
        self._names, self._make, self._made = dict.fromkeys(names), make, {}

    def __getitem__(self, name: str):
        """Give a column."""
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is such a column; nothing is worked out for it."""
        return name in self._names

    def __iter__(self):
        """Give the names of the columns."""
        return iter(self._names)

    def __len__(self) -> int:
        """Give the number of columns."""
        return len(self._names)


@dataclass(frozen=True)
class Table:
    """A table of records; a result of `encode_table`.

    ``positions`` holds for each text column the position of every row's label in ``labels``, which are all different;
    ``numbers`` holds the number columns as floats. An unknown text is "", an unknown number is missing. ``ranks``
    holds the place of each label among the sorted ones, ``meets`` marks the rows that meet a condition: both are
    worked out once for all indicators.
    """

    size: int
    positions: Mapping[str, np.ndarray]
    labels: Mapping[str, np.ndarray]
    numbers: Mapping[str, np.ndarray]
    ranks: Mapping[str, np.ndarray]
    meets: Callable[[Condition], np.ndarray]

    def replace_labels(self, column: str, labels) -> "Table":
        """Give the table with other labels in a column; equal labels are merged."""

        def read(name: str):
            """Give a column, the one that is replaced with its new labels."""
            if name == column:
                return merge_labels(self.positions[name], labels)
            return self.positions[name], self.labels[name]

        return make_table(self.size, self.positions, self.numbers, read, self.numbers.__getitem__)

    def keep(self, rows: np.ndarray) -> "Table":
        """Give some of the rows."""
        return make_table(
            len(rows),
            self.positions,
            self.numbers,
            lambda name: (self.positions[name][rows], self.labels[name]),
            lambda name: self.numbers[name][rows],
        )


def make_table(size: int, texts, numbers, read_texts, read_numbers) -> Table:
    """Make a table whose columns are worked out when they are asked for.

    Parameters
    ----------
    size : int
    texts, numbers : iterable of str
        The names of the columns.
    read_texts, read_numbers : callable
        Give a column by its name: positions and labels, or floats.
    """
    coded, floats = Lazy(texts, read_texts), Lazy(numbers, read_numbers)

    @cache
    def meets(condition: Condition) -> np.ndarray:
        """Mark the rows that meet a condition."""
        if condition.column in floats:
            return meet_numbers(floats[condition.column], condition)
        positions, labels = coded[condition.column]
        return meet_texts(labels, condition, {"period_end": ""})[positions]

    return Table(
        size,
        Lazy(texts, lambda name: coded[name][0]),
        Lazy(texts, lambda name: coded[name][1]),
        floats,
        Lazy(texts, lambda name: _rank(coded[name][1])),
        meets,
    )


def _rank(labels: np.ndarray) -> np.ndarray:
    """Give the rank of each label among the sorted ones."""
    rank = np.empty(len(labels), dtype=np.int64)
    rank[np.argsort(labels, kind="stable")] = np.arange(len(labels))
    return rank


def merge_labels(positions: np.ndarray, labels) -> tuple[np.ndarray, np.ndarray]:
    """Give positions and labels in which each label stands once.

    Examples
    --------
    >>> positions, labels = merge_labels(np.array([0, 1, 2]), ["b", "a", "b"])
    >>> positions.tolist(), labels.tolist()
    ([1, 0, 1], ['a', 'b'])
    """
    names = sorted({*labels})
    number = {name: place for place, name in enumerate(names)}
    place = np.array([number[label] for label in labels], dtype=np.int64)
    return place[positions], np.array(names, dtype=object)


def encode_texts(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Give the place of each row's text among the different labels; what is missing is "".

    Examples
    --------
    >>> positions, labels = encode_texts(pd.Series(["male", "female", None, "male"], dtype=object))
    >>> positions.tolist(), labels.tolist()
    ([0, 1, 2, 0], ['male', 'female', ''])
    """
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
    return (positions, labels) if len(set(labels)) == len(labels) else merge_labels(positions, labels)


def encode_numbers(column: pd.Series) -> np.ndarray:
    """Give the numbers of a column as floats; what is none is missing.

    Examples
    --------
    >>> encode_numbers(pd.Series([3, "4", None, "x"], dtype=object)).tolist()
    [3.0, 4.0, nan, nan]
    """
    if not pd.api.types.is_numeric_dtype(column.dtype):
        column = pd.to_numeric(column, errors="coerce")
    return column.to_numpy(dtype="float64", na_value=np.nan)


def encode_table(frame: pd.DataFrame, columns, *, numbers, encode=None) -> Table:
    """Encode the columns of a table that are needed; one that the frame lacks is unknown throughout.

    Parameters
    ----------
    frame : pandas.DataFrame
    columns : iterable of str
    numbers : collection of str
        Those of the columns that hold numbers.
    encode : callable, optional
        Gives positions and labels of a text column of the frame by its name; it may remember them.

    Examples
    --------
    >>> table = encode_table(pd.DataFrame({"sex": ["male", "female", None]}), ["sex"], numbers=())
    >>> table.labels["sex"][table.positions["sex"]].tolist()
    ['male', 'female', '']
    """
    size = len(frame)

    def read_texts(name: str):
        """Give positions and labels of a column."""
        if name not in frame:
            return np.zeros(size, dtype=np.int64), np.array([""], dtype=object)
        return encode_texts(frame[name]) if encode is None else encode(name)

    def read_numbers(name: str):
        """Give a column of numbers."""
        if name not in frame:
            return np.full(size, np.nan)
        return encode_numbers(frame[name])

    texts = [name for name in columns if name not in numbers]
    return make_table(size, texts, [name for name in columns if name in numbers], read_texts, read_numbers)


def mark_meeting(table: Table, conditions: Iterable[Condition]) -> np.ndarray:
    """Mark the rows that meet the conditions of a filter of the pack.

    Examples
    --------
    >>> from ctip_analysis.definitions import parse_filter
    >>> table = encode_table(pd.DataFrame({"sex": ["male", "female"]}), ["sex"], numbers=())
    >>> mark_meeting(table, parse_filter("sex == 'female'")).tolist()
    [False, True]
    """
    marks = [table.meets(condition) for condition in conditions]
    return np.logical_and.reduce(marks) if marks else np.ones(table.size, dtype=bool)


def find_rows(table: Table, conditions: Iterable[Condition], rows: np.ndarray, *, end: str) -> np.ndarray:
    """Find the rows, among those given, that meet the conditions of a filter of the pack on a day.

    Examples
    --------
    >>> table = encode_table(pd.DataFrame({"closed": ["2019-05-02", ""]}), ["closed"], numbers=())
    >>> from ctip_analysis.definitions import parse_filter
    >>> conditions = parse_filter("not closed <= period_end")
    >>> find_rows(table, conditions, np.arange(2), end="2019-06-30").tolist()
    [1]
    """
    for condition in conditions:
        column = condition.column
        if condition.names_period:
            known = meet_texts(table.labels[column], condition, {"period_end": end})
            rows = rows[known[table.positions[column][rows]]]
        else:
            rows = rows[table.meets(condition)[rows]]
    return rows


def _first_known(table: Table, spec: str, rows: np.ndarray) -> tuple[np.ndarray, int]:
    """Number the keys of rows by the first of several columns that is known ("person|case"); -1 where none is."""
    keys, offset = np.full(len(rows), -1, dtype=np.int64), 0
    for column in reversed(spec.split("|")):
        is_known = table.meets(Condition(column, ("",), is_negated=True))[rows]
        keys = np.where(is_known, table.positions[column][rows] + offset, keys)
        offset += len(table.labels[column])
    return keys, offset


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
    keys, _ = parts[0]
    for own, size in parts[1:]:
        joint, _ = pd.factorize(keys * size + own)
        keys = np.where(np.minimum(keys, own) < 0, -1, joint)
    return keys
