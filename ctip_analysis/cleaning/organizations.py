"""Every way in which the pack's organizations are spelled, so that a text that names one is understood."""

import re
from dataclasses import dataclass

from ctip_analysis.definitions import fold_text, list_records

__all__ = ["SpelledOrganizations", "spell_organizations"]

LEGAL_FORM = "orgtype."
#: One word of fewer letters is an abbreviation of many things.
SHORTEST_NAME = 4


@dataclass(frozen=True)
class SpelledOrganizations:
    """Every spelling of every organization: a pattern of all, whom each can name, and how long it is without a legal form."""

    pattern: re.Pattern
    named: dict[str, set[str]]
    lengths: dict[str, int]

    def find(self, folded: str) -> frozenset[str]:
        """Give whom a folded text can name: of names that overlap the longest ("Umut Plus", not "Umut")."""
        found = [(match.start(1), match.end(1), match[1]) for match in self.pattern.finditer(folded)]
        found.sort(key=lambda own: (-self.lengths[own[2]], own[0] - own[1], own[0]))
        chosen: list[tuple[int, int, str]] = []
        for start, end, spelling in found:
            if all(end <= first or last <= start for first, last, _ in chosen):
                chosen.append((start, end, spelling))
        return frozenset(own for *_, spelling in chosen for own in self.named[spelling])


def spell_organizations(definitions) -> SpelledOrganizations:
    """Spell all organizations: by their code, names and aliases, and by what these are without their legal form."""
    named: dict[str, set[str]] = {}
    names = [f"name_{language}" for language in definitions.languages]
    for row in list_records(definitions.organizations):
        for spelling in {row["organization"], *(row[name] for name in names), *row["aliases"].split(";")}:
            if folded := fold_text(spelling):
                named.setdefault(folded, set()).add(row["organization"])
    bare = {spelling: _without_legal_form(spelling, definitions.matcher) for spelling in named}
    lengths = {spelling: len(own) for spelling, own in bare.items()}
    derived: dict[str, set[str]] = {}
    for spelling, own in bare.items():
        # A name that somebody gave goes before one that is only a part of another.
        if own not in named and _is_telling(own, definitions.matcher):
            derived.setdefault(own, set()).update(named[spelling])
    named |= derived
    lengths |= {spelling: len(spelling) for spelling in derived}
    longest_first = sorted(named, key=lambda spelling: (-len(spelling), spelling))
    pattern = re.compile(rf"(?<!\w)(?=({'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w))")
    return SpelledOrganizations(pattern, named, lengths)


def _without_legal_form(spelling: str, matcher) -> str:
    """Give a folded name without what it says first or last of the kind of organization ("public association")."""
    words = spelling.split()
    for many in range(len(words) - 1, 0, -1):
        if matcher.match(" ".join(words[:many]), LEGAL_FORM):
            return " ".join(words[many:])
        if matcher.match(" ".join(words[-many:]), LEGAL_FORM):
            return " ".join(words[:-many])
    return spelling


def _is_telling(name: str, matcher) -> bool:
    """Whether a name without its legal form can still name nobody else: of several words, or a word that means nothing."""
    return " " in name or (len(name) >= SHORTEST_NAME and not matcher.match(name))
