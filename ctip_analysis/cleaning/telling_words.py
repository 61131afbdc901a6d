"""Words by which a text says what stands with it: a total, a part, the same as above, nothing at all, about so many."""

import re

from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import fold_text, list_texts, remember

__all__ = [
    "find_estimated",
    "is_part",
    "is_total",
    "list_words_for_parts",
    "names_a_part",
    "says_all",
    "says_nil",
    "says_same",
]


@remember
def is_total(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a text is a word for a total or for a part of one, or begins with it ("Итого по области")."""
    is_word = bool(vocabulary.matcher.match(text, "row.total", "row.including"))
    begins = fold_text(text).startswith(_words_for_totals(vocabulary))
    return is_word or begins or _is_total_of_a_name(vocabulary, text)


@remember
def _words_for_totals(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Words, each with a space after it, with which the label of a total, or of a part of one, begins."""
    spelled = vocabulary.matcher.concepts_of.items()
    named = {"row.total", "row.including"}
    return tuple(f"{word} " for word, concepts in spelled if len(word) > 3 and named & set(concepts))


def _is_total_of_a_name(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a text is the name of a place, a time or a kind of activity with a word for a total behind it."""
    folded = fold_text(text)
    if not folded.endswith(_words_behind_names(vocabulary)):
        return False
    word = next(word for word in _words_behind_names(vocabulary) if folded.endswith(word))
    name = folded[: -len(word)].rstrip(" :-")
    if not name:
        return False
    if vocabulary.matcher.match(name, "month.", "quarter.") or vocabulary.find_period(f"{name} 2000"):
        return True
    return any(vocabulary.find_place(name)[:2]) or vocabulary.find_code("activity_type", name).how == "exact"


@remember
def _words_behind_names(vocabulary: Vocabulary) -> tuple[str, ...]:
    own = {f" {fold_text(word)}" for word in _spell(vocabulary, "row.total") if len(word) > 3}
    return tuple(sorted(own, key=lambda word: (-len(word), word)))


def is_part(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a text announces a part of the row above ("в т.ч. молодежь")."""
    return bool(_part(vocabulary).match(fold_text(text)))


def names_a_part(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a text says anywhere that what follows is a part of what stands before ("45, из них 20")."""
    return bool(_part(vocabulary).search(fold_text(text)))


@remember
def _part(vocabulary: Vocabulary) -> re.Pattern:
    own = {fold_text(word) for word in _spell(vocabulary, "row.including") if len(word) > 2}
    words = sorted(own, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")


@remember
def list_words_for_parts(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Words beside those that say who is counted ("из них", "и", "все"), long ones first."""
    own = _spell(vocabulary, "row.including", "word.and", "word.all")
    return tuple(sorted(own, key=lambda word: (-len(word), word)))


def says_all(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a text says that all who were counted are such ("25, все женщины")."""
    return not _spell(vocabulary, "word.all").isdisjoint(re.findall(r"\w+", fold_text(text)))


@remember
def says_nil(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a text says that there was nothing to report."""
    return bool(vocabulary.matcher.find_within(fold_text(text), "file.nil"))


@remember
def says_same(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a cell says that it repeats the one above ("-//-", "то же")."""
    return len(text) <= 16 and "".join(text.casefold().split()).strip(".") in _words_for_same(vocabulary)


@remember
def _words_for_same(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset("".join(word.casefold().split()) for word in _spell(vocabulary, "word.same"))


def find_estimated(vocabulary: Vocabulary, text: str) -> str:
    """Give what a text says behind or before a word for "about" ("около 40"), folded, or an empty text."""
    found = _estimate(vocabulary).fullmatch(fold_text(text))
    return found[1] or found[2] if found else ""


@remember
def _estimate(vocabulary: Vocabulary) -> re.Pattern:
    """A folded number with a word for "about" before or behind it."""
    words = [word for word, concepts in vocabulary.matcher.concepts_of.items() if "value.approx" in concepts]
    any_word = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"
    return re.compile(rf"(?:{any_word})\s*(\d.*)|(\d.*?)\s*(?:{any_word})")


@remember
def _spell(vocabulary: Vocabulary, *concepts: str) -> frozenset[str]:
    spelled = list_texts(vocabulary.definitions.glossary, "concept", "variant")
    return frozenset(variant for concept, variant in spelled if concept in concepts)
