"""What every drawing function does first: check the proof, find the pack, part breakdowns from other options."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from matplotlib.collections import PatchCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ctip_analysis.definitions import Definitions, describe_indicator, load_definitions, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.captions import describe_coverage, list_notes, make_header
from ctip_analysis.presenting.layout import Header
from ctip_analysis.presenting.selecting import Checked, check_values, list_breakdowns, split_options
from ctip_analysis.presenting.wording import describe_breakdowns, facts_of, format_day

__all__ = [
    "Request",
    "Spoken",
    "load_own_pack",
    "make_own_header",
    "make_request",
    "make_shared_header",
    "name_period",
    "name_periods_asked",
    "name_view",
]


#: What the keywords of a drawing function may style.
DRAWN = (PatchCollection, Line2D, Rectangle)


@dataclass(frozen=True, eq=False)
class Spoken:
    """A pack and a language: all that a figure without values needs."""

    definitions: Definitions
    language: str


@dataclass(frozen=True, eq=False)
class Request(Spoken):
    """What is asked of a drawing function, checked.

    Attributes
    ----------
    checked : Checked
    definitions : Definitions
    language : str
    breakdowns : dict of str to str
        A code for each breakdown of the values, ``total`` where none was asked for.
    options : dict
        The keywords that are for matplotlib.
    """

    checked: Checked
    breakdowns: dict[str, str]
    options: dict

    def chosen(self, indicator: str, **narrowed) -> dict:
        """Give the keywords by which rows of an indicator are selected."""
        breakdowns = self.breakdowns | narrowed
        return {"definitions": self.definitions, "indicator": indicator, "breakdowns": breakdowns}


def name_period(period) -> str | None:
    """Give a period as text, so that the year 2019 may be a number; None stays None.

    Examples
    --------
    >>> name_period(2019), name_period(None)
    ('2019', None)
    """
    return None if period is None else str(period)


def name_view(definitions: Definitions, territory=None) -> str:
    """Give a territory view as text; the first of the pack where none is asked for.

    Examples
    --------
    >>> name_view(load_own_pack(), 8), name_view(load_own_pack())
    ('8', '9')
    """
    return next(iter(definitions.views)) if territory is None else str(territory)


def name_periods_asked(periods) -> list[str] | None:
    """Give several periods as texts, or one as the only one; None stays None."""
    if periods is None:
        return None
    return [str(periods)] if isinstance(periods, str | int) else [str(period) for period in periods]


def _require_options(options: dict, breakdowns) -> None:
    """Refuse keywords that are neither a breakdown nor a property of what matplotlib draws."""
    strange = [name for name in options if not any(hasattr(drawn, f"set_{name}") for drawn in DRAWN)]
    if strange:
        raise InputError(
            f"There is no option {', '.join(strange)}. Breakdowns of these values are {', '.join(breakdowns)}; any other "
            "keyword must be a property of the matplotlib artists that are drawn."
        )


@lru_cache(maxsize=1)
def load_own_pack() -> Definitions:
    return load_definitions()


def make_request(protected, definitions, language: str, options: dict) -> Request:
    """Check what is asked for; without definitions the package's own pack is used.

    Raises
    ------
    DisclosureError
        If the values are not protected.
    InputError
        If the pack does not speak the language, or a breakdown is none of the values.
    """
    checked = check_values(protected)
    definitions = definitions or load_own_pack()
    say(definitions, "total", language)
    given = dict(options.pop("breakdowns", None) or {})
    known = list_breakdowns(checked.values)
    strange = [name for name in given if name not in known]
    if strange:
        raise InputError(f"There is no breakdown {', '.join(strange)}. There are {', '.join(known)}.")
    breakdowns, rest = split_options(checked.values, options | given)
    _require_options(rest, known)
    return Request(definitions, language, checked, breakdowns, rest)


def make_shared_header(
    request: Request,
    indicators,
    rows: pd.DataFrame,
    *,
    title: str,
    parts=(),
    is_synthetic: bool = False,
    as_of: str | None = None,
    notes=(),
) -> Header:
    """Make the words around a figure of several indicators: sources and caveats once each."""
    definitions, language = request.definitions, request.language
    sources = dict.fromkeys(facts_of(definitions, indicator)["source"] for indicator in indicators)
    named = "; ".join(say(definitions, f"source_{source}", language) for source in sources)
    caveats = dict.fromkeys(
        describe_indicator(definitions, indicator, language, part="caveat") for indicator in indicators
    )
    lines = [
        describe_coverage(definitions, rows, language) if "organizations" in sources and len(rows) else "",
        say(definitions, "source", language, source=named) if named else "",
        say(definitions, "as_of", language, date=format_day(as_of, language)) if as_of else "",
        *caveats,
        *notes,
    ]
    told = [*parts, *describe_breakdowns(definitions, request.breakdowns, language)]
    alerts = (say(definitions, "synthetic", language),) if is_synthetic else ()
    return Header(title, " · ".join(filter(None, told)), tuple(filter(None, lines)), alerts)


def make_own_header(
    request: Request, indicator: str, rows, country, *, periods=(), places=(), words: dict, extra=()
) -> Header:
    """Make the words around a figure of one indicator, from ``title``, ``is_synthetic``, ``as_of`` and ``unit``."""
    notes = list_notes(
        request.definitions,
        indicator,
        rows,
        country,
        request.language,
        as_of=words.get("as_of"),
        extra=extra,
    )
    return make_header(
        request.definitions,
        indicator,
        request.language,
        periods=periods,
        breakdowns=request.breakdowns,
        title=words.get("title"),
        is_synthetic=words.get("is_synthetic", False),
        notes=notes,
        places=places,
        unit=words.get("unit"),
    )
