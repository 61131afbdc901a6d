"""The small language in which an indicator says which records it counts.

``column == 'code'``, ``column in ('a', 'b')``, ``column <= 90``, ``column > '2019-01-01'`` and their like, each
perhaps after ``not``, joined by ``and``. ``period_start`` and ``period_end`` stand for the days of the period.
It is parsed by hand: no text of a pack is ever evaluated as code.
"""

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

from ctip_analysis.errors import DefinitionsError

__all__ = [
    "Condition",
    "allow_unknown",
    "apply_filter",
    "mark_rows",
    "meet_condition",
    "meet_numbers",
    "meet_texts",
    "parse_filter",
]

CONDITION = re.compile(
    r"\s*(?P<without>not\s+)?(?P<column>[a-z_]\w*)\s*"
    r"(?:(?P<compare>==|!=|<=|>=|<|>)\s*(?:'(?P<code>[^']*)'|(?P<number>-?\d+(?:\.\d+)?)|(?P<day>period_start|period_end))"
    r"|(?P<negate>not\s+)?in\s*\((?P<codes>\s*'[^']*'(?:\s*,\s*'[^']*')*\s*,?\s*)\))\s*"
)
#: What stands where nothing is known; a condition that names one of them asks for just that.
UNKNOWN = ("", "unknown")
OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@dataclass(frozen=True)
class Condition:
    """One condition on a column.

    With ``compare`` "in" the values that count are among ``codes``; with "<", "<=", ">" or ">=" they stand so to
    ``bound``, a number, a text or ``period_start`` or ``period_end``. What is unknown meets no comparison, and so
    meets its negation.
    """

    column: str
    codes: tuple[str, ...] = ()
    is_negated: bool = False
    compare: str = "in"
    bound: float | str | None = None

    @property
    def names_unknown(self) -> bool:
        """Whether the condition asks for what is not known, or for anything but that."""
        return not {*UNKNOWN}.isdisjoint(self.codes)

    @property
    def names_period(self) -> bool:
        """Whether the condition depends on the days of the period."""
        return self.bound in ("period_start", "period_end")


def _refuse(part: str, text: str) -> DefinitionsError:
    """Make the error that names the part that cannot be read."""
    return DefinitionsError(
        f"The filter {text!r} has a part that cannot be read: {part.strip()!r}. "
        "Expected: column == 'code', column != 'code', column in ('a', 'b'), column not in ('a', 'b'), "
        "column <= 90 (or <, >, >=, also with 'a date', period_start or period_end), each perhaps after the word "
        "not, joined by the word and."
    )


def _parse_condition(part: str, text: str) -> Condition:
    """Parse one condition."""
    match = CONDITION.fullmatch(part)
    if match is None:
        raise _refuse(part, text)
    is_negated = bool(match["without"])
    if match["codes"] is not None:
        codes = tuple(re.findall(r"'([^']*)'", match["codes"]))
        return Condition(match["column"], codes, is_negated != bool(match["negate"]))
    if match["compare"] in ("==", "!="):
        if match["code"] is None:
            raise _refuse(part, text)
        return Condition(match["column"], (match["code"],), is_negated != (match["compare"] == "!="))
    bound = float(match["number"]) if match["number"] else match["day"] or match["code"]
    return Condition(match["column"], (), is_negated, match["compare"], bound)


@cache
def parse_filter(text: str) -> tuple[Condition, ...]:
    """Parse a filter into its conditions; the empty text has none.

    Raises
    ------
    DefinitionsError
        If a part is not a condition.

    Examples
    --------
    >>> [condition.codes for condition in parse_filter("sex in ('female', 'male') and status == 'completed'")]
    [('female', 'male'), ('completed',)]
    >>> parse_filter("not closed <= period_end")[0].bound
    'period_end'
    """
    if not text.strip():
        return ()
    # The word "and" inside quotes belongs to a code.
    parts = re.split(r"\band\b(?=(?:[^']*'[^']*')*[^']*$)", text)
    return tuple(_parse_condition(part, text) for part in parts)


@cache
def allow_unknown(conditions: tuple[Condition, ...], *, comparisons: bool = False) -> tuple[Condition, ...]:
    """Widen conditions to what may meet them: also what is not known, unless a condition asks for the unknown itself.

    Parameters
    ----------
    conditions : tuple of Condition
    comparisons : bool
        Whether a number that is missing may meet a comparison too.

    Examples
    --------
    >>> allow_unknown(parse_filter("kind == 'a' and sex in ('male', 'unknown')"))[0].codes
    ('a', '', 'unknown')
    """

    def widen(condition: Condition) -> Condition:
        """Widen one condition; one that excludes codes leaves what is unknown in already."""
        if condition.is_negated or (condition.compare != "in" and not comparisons):
            return condition
        if condition.compare != "in":
            return replace(condition, is_negated=True, compare=OPPOSITES[condition.compare])
        return (
            condition if condition.names_unknown else replace(condition, codes=(*condition.codes, *UNKNOWN))
        )

    # One that asks only that something is known keeps nothing out that may count.
    return tuple(widen(own) for own in conditions if not (own.is_negated and own.names_unknown))


def meet_texts(texts: Sequence[str], condition: Condition, days: dict[str, str]) -> np.ndarray:
    """Mark the texts that meet a condition; ISO dates are compared as the texts they are, numbers as numbers.

    Examples
    --------
    >>> meet_texts(
    ...     ["2019-05-02", ""], parse_filter("not closed <= period_end")[0], {"period_end": "2019-06-30"}
    ... )
    array([False,  True])
    """
    if condition.compare == "in":
        codes = frozenset(condition.codes)
        found = np.array([text in codes for text in texts], dtype=bool)
    elif isinstance(condition.bound, float):
        numbers = pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(dtype="float64")
        return meet_numbers(numbers, condition)
    else:
        order, bound = ORDERS[condition.compare], days.get(condition.bound, condition.bound)
        found = np.array([bool(text) and order(text, bound) for text in texts], dtype=bool)
    return found != condition.is_negated


def meet_numbers(numbers: np.ndarray, condition: Condition) -> np.ndarray:
    """Mark the numbers that meet a condition; one that is missing meets no comparison.

    Examples
    --------
    >>> meet_numbers(np.array([89.0, 91.0, np.nan]), parse_filter("days <= 90")[0])
    array([ True, False, False])
    """
    if isinstance(condition.bound, float):
        return ORDERS[condition.compare](numbers, condition.bound) != condition.is_negated
    return np.full(len(numbers), condition.is_negated)


def meet_condition(column: pd.Series, condition: Condition, days: dict[str, str]) -> pd.Series:
    """Mark the values of a column that meet a condition.

    Parameters
    ----------
    column : pandas.Series
    condition : Condition
    days : dict of str to str
        What ``period_start`` and ``period_end`` stand for.

    Examples
    --------
    >>> meet_condition(pd.Series(["a", "b"]), parse_filter("kind != 'a'")[0], {}).tolist()
    [False, True]
    """
    if pd.api.types.is_numeric_dtype(column.dtype):
        found = meet_numbers(column.to_numpy(dtype="float64", na_value=np.nan), condition)
        return pd.Series(found, index=column.index)
    place, labels = pd.factorize(column, use_na_sentinel=False)
    known = meet_texts(["" if pd.isna(label) else str(label) for label in labels], condition, days)
    return pd.Series(known[place], index=column.index)


def mark_rows(frame: pd.DataFrame, text: str, *, start: str = "", end: str = "") -> pd.Series:
    """Mark the rows of a frame that meet a filter.

    Parameters
    ----------
    frame : pandas.DataFrame
        Has every column that the filter names.
    text : str
    start, end : str
        The ISO days that ``period_start`` and ``period_end`` stand for.

    Examples
    --------
    >>> import pandas as pd
    >>> cases = pd.DataFrame({"closed": ["2019-05-02", ""]})
    >>> mark_rows(cases, "not closed <= period_end", end="2019-06-30").tolist()
    [False, True]
    """
    keep = pd.Series(True, index=frame.index)
    days = {"period_start": start, "period_end": end}
    for condition in parse_filter(text):
        keep &= meet_condition(frame[condition.column], condition, days)
    return keep


def apply_filter(frame: pd.DataFrame, text: str, *, start: str = "", end: str = "") -> pd.DataFrame:
    """Keep the rows of a frame that meet a filter; see `mark_rows`.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": ["female", "male", "female"], "n": [3, 4, 5]})
    >>> int(apply_filter(people, "sex == 'female'")["n"].sum())
    8
    """
    return frame[mark_rows(frame, text, start=start, end=end)]
