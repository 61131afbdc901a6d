"""Headers that say nothing but of which time their numbers are: of the report's own, since January, of an earlier one.

"For the 2nd quarter" beside "Since the beginning of the year" leaves it to the rows what is counted.
"""

import re
from enum import Enum

from ctip_analysis.cleaning.vocabulary import IN_BRACKETS, Vocabulary
from ctip_analysis.definitions import fold_text, period_kind, remember

__all__ = ["BareTime", "drop_words_around", "drop_words_of_plan", "read_bare_time"]

WORDS = re.compile(r"[^\W_]+")
KINDS = ("month", "quarter", "half", "year")
UNIT_OF_TIME = "period.unit_"
OWN_PERIOD = ("col.period",)
PLANNED_OR_ACTUAL = ("col.target", "col.actual")


class BareTime(Enum):
    """Of which time a column is: the report's own, one since the beginning of the year, an earlier one, one nobody can tell."""

    NONE = ""
    OWN = "own"
    CUMULATIVE = "cumulative"
    EARLIER = "earlier"
    UNCLEAR = "unclear"


@remember
def drop_words_around(vocabulary: Vocabulary, label: str) -> str:
    """Give a folded label without brackets and the words that may stand around a time ("for the", "за отчетный")."""
    words = WORDS.findall(fold_text(IN_BRACKETS.sub(" ", label)))
    return " ".join(word for word in words if not _stands_around(vocabulary, word))


def _stands_around(vocabulary: Vocabulary, word: str) -> bool:
    return bool(vocabulary.matcher.match(word, "period.around", "row.total"))


@remember
def drop_words_of_plan(vocabulary: Vocabulary, label: str) -> str:
    """Give what a label says beside "planned" or "actual" ("Q1 Actual"); the label itself where it says neither.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> drop_words_of_plan(Vocabulary(ctip.load_definitions()), "Q1 Actual")
    'Q1'
    """
    words = label.split()
    return " ".join(word for word in words if not vocabulary.stems.match(word, *PLANNED_OR_ACTUAL))


def read_bare_time(vocabulary: Vocabulary, label: str, period: str) -> BareTime:
    """Say of which time the numbers below a label are that says nothing else.

    A unit of time alone ("the quarter", "за год") is the report's own where it is as long, and one since the beginning
    of the year where it is longer.

    Parameters
    ----------
    vocabulary : Vocabulary
    label : str
    period : str
        The report's own, or an empty text.
    """
    matcher, folded = vocabulary.matcher, fold_text(label)
    if matcher.find_within(folded, "period.earlier"):
        return BareTime.EARLIER
    if _is_cumulative_alone(vocabulary, label):
        return BareTime.CUMULATIVE
    rest = drop_words_around(vocabulary, label)
    if rest and matcher.match(rest, "col.period") == OWN_PERIOD and not matcher.match(rest, UNIT_OF_TIME):
        return BareTime.OWN
    units = matcher.match(rest, UNIT_OF_TIME) if rest and rest != folded else ()
    return _compare(units[0].removeprefix(UNIT_OF_TIME), period) if len(units) == 1 else BareTime.NONE


def _compare(kind: str, period: str) -> BareTime:
    """Say what a unit of time is in a report of a period."""
    own = period_kind(period) if period else kind
    if own not in KINDS or kind not in KINDS:
        return BareTime.UNCLEAR
    if KINDS.index(kind) > KINDS.index(own):
        return BareTime.CUMULATIVE
    return BareTime.OWN if kind == own else BareTime.UNCLEAR


@remember
def _is_cumulative_alone(vocabulary: Vocabulary, label: str) -> bool:
    """Whether a label says that its numbers are since the beginning of the year, and what stands beside it says no more."""
    plain = fold_text(IN_BRACKETS.sub(" ", label))
    spelled = _spell_cumulative(vocabulary)
    rest = spelled.sub(" ", plain)
    return rest != plain and not drop_words_around(vocabulary, rest)


@remember
def _spell_cumulative(vocabulary: Vocabulary) -> re.Pattern:
    own = [
        word for word, concepts in vocabulary.matcher.concepts_of.items() if "period.cumulative" in concepts
    ]
    words = sorted(own, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")
