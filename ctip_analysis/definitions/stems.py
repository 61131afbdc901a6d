"""Understand a label by the stems of its words, where no spelling of the glossary fits whole.

A rule of ``stems.csv`` holds terms that must all stand in the label, each with alternatives ("женщин|women"): the
beginning of a word, a whole word ("=пол") or, with a hyphen or an underscore, several words. The rule with the most
terms wins; of equally specific rules that name different concepts all are given, and nobody chooses here.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from ctip_analysis.definitions.folding import fold_softly
from ctip_analysis.definitions.remembering import remember
from ctip_analysis.definitions.tables import list_records

__all__ = ["StemMatcher", "build_stem_matcher"]

NOT_A_WORD = re.compile(r"[^\w№%#+<>/-]+|_")


@dataclass(frozen=True)
class Rule:
    """A row of ``stems.csv``: terms that must all stand in a label, and one that must not."""

    concept: str
    terms: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]


@dataclass(frozen=True)
class StemMatcher:
    """The rules of ``stems.csv``, ready to look up; a result of `build_stem_matcher`."""

    rules: tuple[Rule, ...]
    known: dict = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _terms_of(self) -> dict[str, dict[str, list[tuple[int, int]]]]:
        """The alternatives by the letter with which they begin; of each the terms that it meets: (rule, place of the term)."""
        found: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for number, rule in enumerate(self.rules):
            for place, term in enumerate(rule.terms):
                for alternative in term:
                    own = found.setdefault(alternative[1:2], {})
                    own.setdefault(alternative, []).append((number, place))
        return found

    @remember
    def _find_met(self, text: str) -> list[Rule]:
        """Give the rules that a text meets. Few terms begin like one of its words: only these are looked for."""
        words, met = split_words(text), {}
        for letter in {"", *(word[0] for word in words.split())}:
            for alternative, terms in self._terms_of.get(letter, {}).items():
                if alternative in words:
                    for number, place in terms:
                        met.setdefault(number, set()).add(place)
        whole = [
            self.rules[number] for number in sorted(met) if len(met[number]) == len(self.rules[number].terms)
        ]
        return [rule for rule in whole if not any(alternative in words for alternative in rule.unless)]

    @remember
    def match(self, text: str, *namespaces: str, fewest: int = 1) -> tuple[str, ...]:
        """Give the concepts of the most specific rules that a text meets, of so many terms at least.

        Examples
        --------
        >>> from ctip_analysis.definitions import build_stem_matcher, load_definitions
        >>> matcher = build_stem_matcher(load_definitions())
        >>> matcher.match("Дата проведения занятия", "col.")
        ('col.date',)
        >>> matcher.match("Число погибших планет", "country.")
        ()
        """
        met = [rule for rule in self._find_met(text) if not namespaces or rule.concept.startswith(namespaces)]
        most = max((len(rule.terms) for rule in met), default=0)
        return tuple(sorted({r.concept for r in met if len(r.terms) == most})) if most >= fewest else ()


def split_words(text: str) -> str:
    """Give a text's folded words with one space between and around them."""
    return f" {' '.join(NOT_A_WORD.sub(' ', fold_softly(text)).split())} "


def _split_term(alternatives: str) -> tuple[str, ...]:
    """Give each alternative as it stands in words with spaces around them; a whole word ends with a space."""
    parts = []
    for alternative in filter(None, alternatives.split("|")):
        is_whole = alternative.startswith("=")
        words = split_words(alternative.removeprefix("=").replace("_", " ").replace("-", " ")).strip()
        parts.append(f" {words}{' ' if is_whole else ''}")
    return tuple(parts)


def build_stem_matcher(definitions) -> StemMatcher:
    """Compile the rules of a pack's ``stems.csv``.

    Examples
    --------
    >>> from ctip_analysis.definitions import build_stem_matcher, load_definitions
    >>> build_stem_matcher(load_definitions()).match("Female participants", "sex.")
    ('sex.female',)
    """
    return StemMatcher(
        tuple(
            Rule(
                row["concept"],
                tuple(_split_term(term) for term in row["words"].split()),
                _split_term(row["unless"]),
            )
            for row in list_records(definitions.stems)
        )
    )
