"""Labels that stand right of the numbers: those of the left once more in another language, or the only ones.

Statistics in two languages repeat the label of each row at the other end of the row; tables in languages that are
written from the right may have all labels there. Such a column has one short text in each row, and the texts of the
two ends go together one to one. Of a list, and of remarks, that is true by chance: the two ends must be in two
alphabets, or names among them be written alike, or the header leave their column without a name beside years; and they
have capitals where the others do.
"""

import unicodedata
from collections import Counter
from functools import lru_cache

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.questions import question

__all__ = ["find_trailing_labels"]

#: So large a share of the rows must be labelled.
MOST = 0.9
#: What is longer than a label is, and twice as long as the label on the left, is a remark.
LONG = 25
#: Names are written much alike in two languages: so many of their first letters are the same, in so many rows.
ALIKE, MANY = 3, 0.3
RIGHT_TO_LEFT = frozenset({"R", "AL"})


def find_trailing_labels(
    grid: Grid,
    rows: np.ndarray,
    leading: list[int],
    rest: list[int],
    *,
    types: dict[int, str],
    has_groups: bool,
    corners: frozenset[int],
) -> tuple[int, ...]:
    """Find the columns of labels that end a table.

    Parameters
    ----------
    grid : Grid
    rows : numpy.ndarray of int
        The rows with values.
    leading, rest : list of int
        The label columns that the table begins with, and all columns behind them.
    types : dict of int to str
        What each column holds.
    has_groups : bool
        Whether years or groups head the columns.
    corners : frozenset of int
        The columns that the header leaves without a name.

    Returns
    -------
    tuple of int
        None where texts stand among the numbers.
    """
    start = len(rest)
    while start and types[rest[start - 1]] == "text":
        start -= 1
    between, trailing = rest[:start], rest[start:]
    if not trailing or not between or any(types[column] != "number" for column in between):
        return ()
    if not has_groups and len(between) < 2:
        return ()
    are_labels = all(
        _labels_rows(grid, rows, column, tuple(leading), has_groups, column in corners) for column in trailing
    )
    return tuple(trailing) if are_labels else ()


@question
def _labels_rows(
    grid: Grid, rows: np.ndarray, column: int, leading: tuple, has_groups: bool, is_corner: bool
) -> bool:
    """Tell whether the texts of a column name the rows, as those of a label column on the left do."""
    texts = grid.texts(rows, column)
    known = [text for text in texts if text]
    if len(known) < max(2, MOST * len(rows)) or any("@" in text or "://" in text for text in known):
        return False
    if not leading:
        is_named = len(set(known)) >= MOST * len(known) and _mean_length(known) <= LONG
        return is_named and (has_groups or _are_from_the_right(known))
    return any(_go_together(grid.texts(rows, left), texts, has_groups and is_corner) for left in leading)


def _go_together(left: list[str], right: list[str], is_corner: bool) -> bool:
    """Tell whether each text on the left has one of its own on the right, that may be the same in another language."""
    pairs = {pair for pair in zip(left, right, strict=True) if all(pair)}
    if len(pairs) < 2 or not len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs}):
        return False
    own, other = [a for a, _ in pairs], [b for _, b in pairs]
    if _mean_length(other) > max(LONG, 2 * _mean_length(own)):
        return False
    if sum(map(_differ_in_capitals, own, other)) > (1 - MOST) * len(pairs):
        return False
    n_alike = sum(a.casefold()[:ALIKE] == b.casefold()[:ALIKE] for a, b in pairs)
    return is_corner or n_alike >= MANY * len(pairs) or _are_of_two_scripts(pairs)


def _differ_in_capitals(own: str, other: str) -> bool:
    """Tell whether one of two texts is a name and the other is none, in alphabets that have capitals."""
    has_cases = all(any(letter.lower() != letter.upper() for letter in text) for text in (own, other))
    return has_cases and any(map(str.isupper, own)) != any(map(str.isupper, other))


def _mean_length(texts: list[str]) -> float:
    return sum(map(len, texts)) / len(texts)


@lru_cache(maxsize=5000)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""


def _are_of_two_scripts(pairs: set[tuple[str, str]]) -> bool:
    """Tell whether the two texts of a row are of one alphabet each, and not of the same, in nearly every row.

    Which end is written in which alphabet may change from row to row, as where some names are left untranslated.
    """
    scripts = [(_find_script(a), _find_script(b)) for a, b in pairs]
    known = [pair for pair in scripts if all(pair)]
    return len(known) > 1 and sum(a != b for a, b in known) >= MOST * len(pairs)


def _find_script(text: str) -> str:
    """Name the alphabet of most letters of a text; nothing where it has no letters."""
    counted = Counter(filter(None, map(_script_of, text)))
    return counted.most_common(1)[0][0] if counted else ""


def _are_from_the_right(texts: list[str]) -> bool:
    """Tell whether texts are in letters that are written from the right to the left."""
    return all(any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text) for text in texts)
