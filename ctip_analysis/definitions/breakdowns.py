"""How an indicator lists its breakdowns: ``sex;age_group;sex*age_group@year;organization@country``."""

from dataclasses import dataclass
from functools import cache

from ctip_analysis.definitions.periods import CALENDAR_KINDS
from ctip_analysis.errors import DefinitionsError

__all__ = ["Breakdown", "parse_breakdowns"]

COUNTRY = "country"


@dataclass(frozen=True)
class Breakdown:
    """One breakdown: the columns that are crossed, the finest kind of period, and whether only for the country."""

    columns: tuple[str, ...] = ()
    period: str = ""
    is_country_only: bool = False


def _parse_breakdown(part: str, text: str) -> Breakdown:
    """Parse one breakdown of a text of several."""
    names, *limits = part.split("@")
    columns = tuple(name.strip() for name in names.split("*"))
    unknown = [limit for limit in limits if limit not in (*CALENDAR_KINDS, COUNTRY)]
    if unknown or not all(columns) or len(columns) > 2 or len(set(columns)) < len(columns):
        raise DefinitionsError(
            f"The breakdowns {text!r} have a part that cannot be read: {part!r}. Expected a column (sex) or two crossed "
            f"(sex*age_group), perhaps with @{', @'.join(CALENDAR_KINDS)} (its finest period) or @{COUNTRY} (only for "
            "the whole country), separated by semicolons."
        )
    period = next((limit for limit in limits if limit != COUNTRY), "")
    return Breakdown(columns, period, COUNTRY in limits)


@cache
def parse_breakdowns(text: str) -> tuple[Breakdown, ...]:
    """Parse what an indicator says of its breakdowns.

    Raises
    ------
    DefinitionsError
        If a part is no breakdown.

    Examples
    --------
    >>> [breakdown.columns for breakdown in parse_breakdowns("sex;sex*age_group@year")]
    [('sex',), ('sex', 'age_group')]
    """
    return tuple(_parse_breakdown(part.strip(), text) for part in text.split(";") if part.strip())
