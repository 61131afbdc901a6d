"""Find the provinces and districts that a text names, whatever the endings of its words.

The words of a place are reduced to what does not change ("Чуйской области" and "Чуйская обл." to the same two), in any
order. What is longer is found first, so that the "Ош" of "Ош облусу" is no question.
"""

import re
from dataclasses import dataclass, field
from itertools import combinations

from ctip_analysis.definitions.folding import fold_softly
from ctip_analysis.definitions.remembering import remember
from ctip_analysis.definitions.tables import list_records, list_texts

__all__ = ["PlaceFinder", "build_place_finder"]

WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class PlaceWords:
    """What changes in the name of a place: the words for its kind, the endings of the others, prepositions."""

    kinds: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]
    ignored: frozenset[str]
    known: dict = field(default_factory=dict, repr=False, compare=False)

    def reduce(self, text: str) -> list[str]:
        """Give the words of a text without endings, prepositions and the several words for one kind of place."""
        words = map(self._reduce_word, WORD.findall(fold_softly(text)))
        return [word for word in words if word not in self.ignored]

    @remember
    def _reduce_word(self, word: str) -> str:
        """Reduce a word of a place to its kind, or by its ending."""
        if kind := next((short for start, short in self.kinds if _is_kind(word, start)), None):
            return kind
        fitting = (
            word.removesuffix(long) + short
            for long, short in self.endings
            if word.endswith(long) and len(word) > len(long) + 1
        )
        return next(fitting, word)


@dataclass(frozen=True)
class PlaceFinder:
    """Places by their reduced words; a result of `build_place_finder`."""

    places_of: dict[frozenset, frozenset]
    places_of_joined: dict[str, frozenset]
    bare_districts: dict[frozenset, frozenset]
    words: PlaceWords
    longest: int
    known: dict = field(default_factory=dict, repr=False, compare=False)

    @remember
    def find(self, text: str) -> tuple[tuple[str, ...], bool]:
        """Give the places that a text names, and whether the whole text is one place's spelling.

        Parameters
        ----------
        text : str

        Returns
        -------
        tuple of (tuple of str, bool)
            Concepts ("adm1.KG-C", "adm2...."): those of the longest spellings in the text.

        Examples
        --------
        >>> from ctip_analysis.definitions import build_place_finder, load_definitions
        >>> finder = build_place_finder(load_definitions())
        >>> finder.find("в Чуйской области")
        (('adm1.KG-C',), True)
        >>> finder.find("Ош")
        (('adm1.KG-GO', 'adm1.KG-O'), True)
        """
        words = self.words.reduce(text)
        key = frozenset(words)
        whole = (
            self.places_of.get(key)
            or self.places_of_joined.get("".join(words))
            or self.bare_districts.get(key)
        )
        if whole:
            return tuple(sorted(whole)), True
        left = list(dict.fromkeys(words))[:12]
        found, left = _take_longest(left, self.places_of, self.longest)
        if not any(concept.startswith("adm2.") for concept in found):
            # "Ак-Суу" beside "Московский район" is a village; beside nothing else it may be the district.
            found |= _take_longest(left, self.bare_districts, self.longest)[0]
        return tuple(sorted(found)), False


def _take_longest(
    words: list[str], places: dict[frozenset, frozenset], longest: int
) -> tuple[set[str], list[str]]:
    """Find spellings among words, long ones first; give the places and the words that are left."""
    found: set[str] = set()
    for size in range(min(longest, len(words)), 0, -1):
        for group in combinations(tuple(words), size):
            if set(group) <= set(words) and (hit := places.get(frozenset(group))):
                found |= hit
                words = [word for word in words if word not in group]
    return found, words


def _is_kind(word: str, start: str) -> bool:
    """Whether a word is a kind of place by how it begins, or as a whole."""
    return word == start[1:] if start.startswith("=") else word.startswith(start)


def _list_spellings(definitions):
    """List the concepts of places with each of their spellings."""
    for concept, variant in list_texts(definitions.glossary, "concept", "variant"):
        if concept.startswith(("adm1.", "adm2.")) and "group_" not in concept and "AMBIGUOUS" not in concept:
            yield concept, variant
    for table, key, prefix in (("provinces", "province", "adm1."), ("districts", "district", "adm2.")):
        frame = getattr(definitions, table)
        names = [f"{stem}_{language}" for stem in ("name", "short") for language in definitions.languages]
        for name in [name for name in names if name in frame]:
            for code, variant in list_texts(frame, key, name):
                yield prefix + code, variant


def _bare_districts(definitions, place_words: PlaceWords):
    """Give each district's or town's name without its kind ("Сокулук")."""
    kinds = {short for _, short in place_words.kinds}
    for district in list_records(definitions.districts):
        for language in definitions.languages:
            words = place_words.reduce(district[f"name_{language}"])
            bare = [word for word in words if word not in kinds]
            for form in {frozenset(bare), frozenset(word.removesuffix("ск") for word in bare)} - {
                frozenset()
            }:
                yield f"adm2.{district['district']}", form


def _freeze(gathered: dict) -> dict:
    """Make what was gathered fit to be a key."""
    return {key: frozenset(concepts) for key, concepts in gathered.items()}


def build_place_finder(definitions) -> PlaceFinder:
    """Reduce every spelling of a pack's places.

    Examples
    --------
    >>> from ctip_analysis.definitions import build_place_finder, load_definitions
    >>> build_place_finder(load_definitions()).find("Сокулукский р-н")[1]
    True
    """
    settings = definitions.settings.get("place_words", {})
    kinds = tuple((start, short) for short, starts in settings.get("kinds", {}).items() for start in starts)
    endings = tuple((long, short) for short, longs in settings.get("endings", {}).items() for long in longs)
    endings = tuple(
        sorted((pair if pair[1] != "-" else (pair[0], "") for pair in endings), key=lambda p: -len(p[0]))
    )
    place_words = PlaceWords(kinds, endings, frozenset(settings.get("ignored", ())))
    gathered: dict[frozenset, set[str]] = {}
    joined: dict[str, set[str]] = {}
    for concept, variant in _list_spellings(definitions):
        words = place_words.reduce(variant)
        if words:
            gathered.setdefault(frozenset(words), set()).add(concept)
            joined.setdefault("".join(words), set()).add(concept)
    provinces = {
        words for words, concepts in gathered.items() if any(c.startswith("adm1.") for c in concepts)
    }
    bare: dict[frozenset, set[str]] = {}
    for concept, words in _bare_districts(definitions, place_words):
        if words not in provinces:
            bare.setdefault(words, set()).add(concept)
    return PlaceFinder(
        _freeze(gathered),
        _freeze(joined),
        _freeze(bare),
        place_words,
        longest=max(map(len, gathered), default=0),
    )
