"""Values being built: a block holds the values of one breakdown of an indicator, its texts as places in lists."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

__all__ = ["Block", "Texts", "block_of_frame", "join_texts", "match_rows"]


@dataclass(frozen=True)
class Texts:
    """A column of texts: for each row the place of its text in ``names``."""

    place: np.ndarray
    names: list[str]

    def keep(self, rows: np.ndarray) -> "Texts":
        """Give some of the rows."""
        return Texts(self.place[rows], self.names)


@dataclass(frozen=True)
class Block:
    """The values of one breakdown of an indicator; ``columns`` are those by which it is broken down."""

    columns: tuple[str, ...]
    texts: dict[str, Texts]
    numbers: dict[str, np.ndarray]

    @property
    def size(self) -> int:
        """The number of values."""
        return len(self.texts["period"].place)

    def keep(self, rows: np.ndarray) -> "Block":
        """Give some of the rows."""
        return Block(
            self.columns,
            {name: texts.keep(rows) for name, texts in self.texts.items()},
            {name: numbers[rows] for name, numbers in self.numbers.items()},
        )

    def with_columns(self, texts=(), numbers=()) -> "Block":
        """Give the block with other or more columns."""
        return Block(self.columns, self.texts | dict(texts), self.numbers | dict(numbers))


def block_of_frame(frame: pd.DataFrame, columns: tuple[str, ...], numbers: Iterable[str]) -> Block:
    """Put a frame of values into a block: what is not listed among the numbers is a text.

    Examples
    --------
    >>> frame = pd.DataFrame({"period": ["2019", "2018", "2019"], "value": [1.0, 2.0, 3.0]})
    >>> block_of_frame(frame, (), ["value"]).texts["period"].place.tolist()
    [0, 1, 0]
    """
    texts = {}
    for name in frame.columns.difference([*numbers]):
        place, names = pd.factorize(frame[name])
        texts[name] = Texts(place, [str(label) for label in names])
    return Block(columns, texts, {name: frame[name].to_numpy(dtype="float64") for name in numbers})


def join_texts(columns: Iterable[Texts]) -> Texts:
    """Join columns of texts, one under the other; the names of the result are sorted, so that places are ranks.

    Examples
    --------
    >>> joined = join_texts([Texts(np.array([0, 0]), ["b"]), Texts(np.array([1]), ["c", "a"])])
    >>> joined.place.tolist(), joined.names
    ([1, 1, 0], ['a', 'b', 'c'])
    """
    columns = list(columns)
    names = sorted({name for texts in columns for name in texts.names})
    rank = {name: number for number, name in enumerate(names)}
    places = [
        np.array([rank[name] for name in texts.names], dtype=np.int64)[texts.place] for texts in columns
    ]
    return Texts(np.concatenate([*places, np.array([], dtype=np.int64)]), names)


def match_rows(block: Block, other: Block, columns: Iterable[str]) -> np.ndarray:
    """Give for each row of a block the row of another with the same texts in some columns; -1 where there is none.

    Examples
    --------
    >>> blocks = [
    ...     block_of_frame(pd.DataFrame({"period": periods}), (), ()) for periods in (["a", "b"], ["b"])
    ... ]
    >>> match_rows(*blocks, ["period"]).tolist()
    [-1, 0]
    """
    key = np.zeros(block.size + other.size, dtype=np.int64)
    for name in columns:
        joined = join_texts([block.texts[name], other.texts[name]])
        key = key * len(joined.names) + joined.place
    mine, theirs = key[: block.size], key[block.size :]
    order = np.argsort(theirs)
    at = np.searchsorted(theirs[order], mine)
    found = np.append(order, -1)[at]
    return np.where(np.append(theirs, -1)[found] == mine, found, -1)
