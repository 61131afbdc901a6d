"""Understand a label by the stems of its words, where no spelling of the glossary fits whole.

A rule of ``stems.csv`` holds terms that must all stand in the label, each with alternatives ("женщин|women"): the
beginning of a word, a whole word ("=пол") or, with a hyphen or an underscore, several words. The rule with the most
terms wins; of equally specific rules that name different concepts all are given, and nobody chooses here.
"""

import re
from dataclasses import dataclass

from ctip_analysis.definitions.folding import fold_softly

__all__ = ["StemMatcher", "build_stem_matcher"]

NOT_A_WORD = re.compile(r"[^\w№%#+<>/-]+|_")


@dataclass(frozen=True)
class Rule:
    """A row of ``stems.csv``: patterns that must all be found, and one that must not."""

    concept: str
    terms: tuple[re.Pattern, ...]
    unless: re.Pattern | None


@dataclass(frozen=True)
class StemMatcher:
    """The rules of ``stems.csv``, ready to look up; a result of `build_stem_matcher`."""

    rules: tuple[Rule, ...]

    def match(self, text: str, *namespaces: str) -> tuple[str, ...]:
        """Give the concepts of the most specific rules that a text meets.

        Examples
        --------
        >>> from ctip_analysis.definitions import build_stem_matcher, load_definitions
        >>> matcher = build_stem_matcher(load_definitions())
        >>> matcher.match("Дата проведения занятия", "col.")
        ('col.date',)
        >>> matcher.match("Число погибших планет", "country.")
        ()
        """
        words = split_words(text)
        best, found = 0, set()
        for rule in self.rules:
            if namespaces and not rule.concept.startswith(namespaces):
                continue
            if len(rule.terms) >= best and _meets(rule, words):
                if len(rule.terms) > best:
                    best, found = len(rule.terms), set()
                found.add(rule.concept)
        return tuple(sorted(found))


def split_words(text: str) -> str:
    """Give a text's folded words with one space between and around them."""
    return f" {' '.join(NOT_A_WORD.sub(' ', fold_softly(text)).split())} "


def _meets(rule: Rule, words: str) -> bool:
    return not (rule.unless and rule.unless.search(words)) and all(term.search(words) for term in rule.terms)


def _compile(alternatives: str) -> re.Pattern:
    parts = []
    for alternative in filter(None, alternatives.split("|")):
        is_whole = alternative.startswith("=")
        words = split_words(alternative.removeprefix("=").replace("_", " ").replace("-", " ")).strip()
        parts.append(f" {re.escape(words)}{' ' if is_whole else ''}")
    return re.compile("|".join(parts))


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
                tuple(_compile(term) for term in row["words"].split()),
                _compile(row["unless"]) if row["unless"] else None,
            )
            for row in definitions.stems.to_dict("records")
        )
    )
