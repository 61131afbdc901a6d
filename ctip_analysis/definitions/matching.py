"""Match a text to the concepts of the glossary: exactly, after folding; never by likeness."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ctip_analysis.definitions.folding import fold_softly, fold_text
from ctip_analysis.definitions.remembering import remember
from ctip_analysis.definitions.tables import list_texts

__all__ = ["Matcher", "build_matcher", "parse_age_band"]

#: What a spelling may begin with: a word, or a sign.
PART, LETTER = re.compile(r"\w+|[^\w\s]"), re.compile(r"\w")
AGE_BAND = re.compile(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})")
AGE_FROM = re.compile(
    r"^\s*(\d{1,3})\s*\+|^\s*(\d{1,3})\s+\D*(?:и выше|и старше|и более|and above|and over|жогору|улуу)"
)


@dataclass(frozen=True)
class Matcher:
    """The glossary, folded and ready to look up; a result of `build_matcher`."""

    concepts_of: dict[str, tuple[str, ...]]
    concepts_of_soft: dict[str, tuple[str, ...]]
    languages_of: dict[str, frozenset[str]]
    _spellings: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)
    _phrases: dict[tuple[str, int], dict[str, list[str]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    known: dict = field(default_factory=dict, repr=False, compare=False)

    def match(self, text: str, *namespaces: str) -> tuple[str, ...]:
        """Give the concepts that a text names, all of them when it names several.

        Parameters
        ----------
        text : str
        *namespaces : str
            Only concepts that begin with one of these ("adm1.", "sex."); all when none is given.

        Examples
        --------
        >>> from ctip_analysis.definitions import build_matcher, load_definitions
        >>> matcher = build_matcher(load_definitions())
        >>> matcher.match("Чуй облусу", "adm1.")
        ('adm1.KG-C',)
        >>> matcher.match("Ош", "adm1.")
        ('adm1.KG-GO', 'adm1.KG-O')
        """
        folded = fold_text(text)
        found = self._within(self.concepts_of.get(folded, ()), namespaces)
        return found or self._within(self.concepts_of_soft.get(fold_softly(text), ()), namespaces)

    @staticmethod
    def _within(concepts: tuple[str, ...], namespaces: tuple[str, ...]) -> tuple[str, ...]:
        """Keep the concepts of some namespaces."""
        return tuple(c for c in concepts if c.startswith(namespaces)) if namespaces else concepts

    @remember
    def find_within(self, text: str, namespace: str, *, shortest: int = 1) -> frozenset[str]:
        """Find the concepts of a namespace whose spelling, of so many letters at least, stands in a folded text.

        Examples
        --------
        >>> from ctip_analysis.definitions import build_matcher, load_definitions
        >>> build_matcher(load_definitions()).find_within("отчет за 2 квартал", "quarter.")
        frozenset({'quarter.2'})
        """
        key = (namespace, shortest)
        if key not in self._phrases:
            self._phrases[key] = _sort_phrases(
                s for s in self._spellings_within(namespace) if len(s) >= shortest
            )
        hits = _find_phrases(text, self._phrases[key])
        return frozenset(
            [concept for hit in hits for concept in self._within(self.concepts_of[hit], (namespace,))]
        )

    def _spellings_within(self, namespace: str) -> list[str]:
        """List the spellings of a namespace."""
        if not self._spellings:
            for spelling, concepts in self.concepts_of.items():
                for space in {concept.partition(".")[0] for concept in concepts}:
                    self._spellings.setdefault(space, []).append(spelling)
        own = self._spellings.get(namespace.partition(".")[0], ())
        return [spelling for spelling in own if self._within(self.concepts_of[spelling], (namespace,))]


def _sort_phrases(spellings: Iterable[str]) -> dict[str, list[str]]:
    """Give spellings by the word or sign with which they begin, the longest of each first."""
    phrases: dict[str, list[str]] = {}
    for spelling in sorted(spellings, key=lambda spelling: (-len(spelling), spelling)):
        phrases.setdefault(PART.match(spelling)[0], []).append(spelling)
    return phrases


def _find_phrases(text: str, phrases: dict[str, list[str]]) -> Iterator[str]:
    """Find the spellings that stand in a text between the ends of words, from the left, the longest at each place.

    Word by word: to compile a pattern of all spellings takes longer than to look up the texts of hundreds of reports.
    """
    if phrases.keys().isdisjoint(PART.findall(text)):
        return
    after = 0
    for part in PART.finditer(text):
        start = part.start()
        if part[0] not in phrases or start < after or (start and LETTER.match(text, start - 1)):
            continue
        for phrase in phrases[part[0]]:
            end = start + len(phrase)
            if text.startswith(phrase, start) and not LETTER.match(text, end):
                yield phrase
                after = end
                break


def _collect(pairs) -> dict[str, tuple[str, ...]]:
    """Give the concepts of each spelling."""
    gathered: dict[str, set[str]] = {}
    for spelling, concept in pairs:
        if spelling:
            gathered.setdefault(spelling, set()).add(concept)
    return {spelling: tuple(sorted(concepts)) for spelling, concepts in gathered.items()}


def _list_spellings(definitions) -> list[tuple[str, str, str]]:
    """List concept, language and text of every spelling: the glossary's, and the names that the other tables give."""
    found = list_texts(definitions.glossary, "concept", "language", "variant")
    for language in definitions.languages:
        for place, kind, table in (("province", "adm1.", "provinces"), ("district", "adm2.", "districts")):
            names = list_texts(getattr(definitions, table), place, f"name_{language}")
            found += [(kind + code, language, name) for code, name in names]
    codes = definitions.provinces["province"].tolist()
    return [*found, *(("adm1." + code, "code", code) for code in codes)]


def build_matcher(definitions) -> Matcher:
    """Fold every spelling of a pack into a lookup.

    Parameters
    ----------
    definitions : Definitions

    Returns
    -------
    Matcher

    Examples
    --------
    >>> from ctip_analysis.definitions import build_matcher, load_definitions
    >>> build_matcher(load_definitions()).match("Мужчины", "sex.")
    ('sex.male',)
    """
    concepts, spoken, variants = zip(*_list_spellings(definitions), strict=True)
    folded = list(map(fold_text, variants))
    soft = map(fold_softly, variants)
    languages: dict[str, set[str]] = {}
    for spelling, language in zip(folded, spoken, strict=True):
        languages.setdefault(spelling, set()).add(language)
    return Matcher(
        _collect(zip(folded, concepts, strict=True)),
        _collect(zip(soft, concepts, strict=True)),
        {spelling: frozenset(found) for spelling, found in languages.items()},
    )


def parse_age_band(text: str) -> tuple[int, int | None] | None:
    """Read an age band as its first and last year of age; the last is None for an open band.

    Examples
    --------
    >>> parse_age_band("18-29 лет"), parse_age_band("70 лет и выше"), parse_age_band("женщины")
    ((18, 29), (70, None), None)
    """
    if match := AGE_BAND.search(text):
        low, high = int(match[1]), int(match[2])
        return (low, high) if low < high <= 120 else None
    if match := AGE_FROM.search(text.casefold()):
        return int(match[1] or match[2]), None
    return None
