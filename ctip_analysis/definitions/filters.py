"""The small language in which an indicator says which records it counts.

``column == 'code'``, ``column != 'code'``, ``column in ('a', 'b')``, ``column not in ('a', 'b')``, joined by
``and``. It is parsed by hand: no text of a pack is ever evaluated as code.
"""

import re
from dataclasses import dataclass

import pandas as pd

from ctip_analysis.errors import DefinitionsError

__all__ = ["Condition", "apply_filter", "parse_filter"]

CONDITION = re.compile(
    r"\s*(?P<column>[a-z_]\w*)\s*(?:(?P<compare>==|!=)\s*'(?P<code>[^']*)'"
    r"|(?P<negate>not\s+)?in\s*\((?P<codes>\s*'[^']*'(?:\s*,\s*'[^']*')*\s*,?\s*)\))\s*"
)


@dataclass(frozen=True)
class Condition:
    """One condition: the values of ``column`` that count are in ``codes`` (or are not, if ``is_negated``)."""

    column: str
    codes: tuple[str, ...]
    is_negated: bool = False


def _parse_condition(part: str, text: str) -> Condition:
    match = CONDITION.fullmatch(part)
    if match is None:
        raise DefinitionsError(
            f"The filter {text!r} has a part that cannot be read: {part.strip()!r}. "
            "Expected: column == 'code', column != 'code', column in ('a', 'b') or column not in ('a', 'b'), "
            "joined by the word and."
        )
    codes = (match["code"],) if match["compare"] else tuple(re.findall(r"'([^']*)'", match["codes"]))
    return Condition(match["column"], codes, match["compare"] == "!=" or bool(match["negate"]))


def parse_filter(text: str) -> tuple[Condition, ...]:
    """Parse a filter into its conditions; the empty text has none.

    Raises
    ------
    DefinitionsError
        If a part is not a condition.

    Examples
    --------
    >>> parse_filter("sex in ('female', 'male') and status == 'completed'")
    (Condition(column='sex', codes=('female', 'male'), is_negated=False),
     Condition(column='status', codes=('completed',), is_negated=False))
    """
    if not text.strip():
        return ()
    # The word "and" inside quotes belongs to a code.
    parts = re.split(r"\band\b(?=(?:[^']*'[^']*')*[^']*$)", text)
    return tuple(_parse_condition(part, text) for part in parts)


def apply_filter(frame: pd.DataFrame, text: str) -> pd.DataFrame:
    """Keep the rows of a frame that meet a filter.

    Parameters
    ----------
    frame : pandas.DataFrame
        Has every column that the filter names.
    text : str

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": ["female", "male", "female"], "n": [3, 4, 5]})
    >>> int(apply_filter(people, "sex == 'female'")["n"].sum())
    8
    """
    keep = pd.Series(True, index=frame.index)
    for condition in parse_filter(text):
        keep &= frame[condition.column].isin(condition.codes) != condition.is_negated
    return frame[keep]
