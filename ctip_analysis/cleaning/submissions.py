"""Who sent a file, and for which period: from its cover, its titles, its sheets' names and its own name."""

import re
from dataclasses import dataclass

from ctip_analysis.definitions import fold_text, list_records, period_bounds

__all__ = ["Sender", "SpelledOrganizations", "find_organization", "find_sender", "spell_organizations"]

LONGEST_TITLE = 120
LEGAL_FORM = "orgtype."
#: One word of fewer letters is an abbreviation of many things.
SHORTEST_NAME = 4


@dataclass(frozen=True)
class Sender:
    """What a file says of itself; an empty text is "does not say"."""

    organization: str = ""
    period: str = ""
    language: str = ""
    has_two_periods: bool = False


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


def find_organization(texts, vocabulary) -> str:
    """Give the one organization that texts name, or an empty text where they name none or several."""
    found = {organization for text in texts for organization in vocabulary.find_organizations(text)}
    return found.pop() if len(found) == 1 else ""


def _one_period(texts, vocabulary) -> str:
    found = {period for text in texts if (period := vocabulary.find_period(text))}
    # A quarter says more than the year it lies in.
    finer = {period for period in found if not any(_holds(period, other) for other in found - {period})}
    return finer.pop() if len(finer) == 1 else ""


def _quarter_without_year(texts, year: str, vocabulary) -> str:
    """Give the one quarter or half-year that texts name without its year (the sheet "II квартал")."""
    found = {vocabulary.find_period(f"{text} {year}") for text in texts if len(text) <= LONGEST_TITLE}
    finer = {period for period in found if period.startswith(year) and len(period) == 6}
    return finer.pop() if len(finer) == 1 else ""


def _holds(period: str, other: str) -> bool:
    (start, end), (first, last) = period_bounds(period), period_bounds(other)
    return start <= first and last <= end


def find_sender(file: str, *, covers, titles, sheets, headers, vocabulary) -> Sender:
    """Find the organization, period and language of a file.

    Parameters
    ----------
    file : str
        Its path below the folder of reports.
    covers, titles, sheets, headers : sequence of str
        Texts of its cover, texts above and below the tables, names of sheets, headers and labels.
    vocabulary : Vocabulary

    Returns
    -------
    Sender
        The cover counts first, then titles; sheets' names and the file's own name only where these are silent. Where
        the file's name speaks of another period than the titles, none is taken.
    """
    name = file.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
    folder = file.rpartition("/")[0].replace("/", " ").replace("_", " ")
    sources = (tuple(covers), tuple(titles), tuple(sheets), (name,), (folder,))
    organization = next((o for s in sources if (o := find_organization(s, vocabulary))), "")
    period = next((p for s in sources if (p := _one_period(s, vocabulary))), "")
    if len(period) == 4:
        period = _quarter_without_year((*covers, *titles, *sheets, name), period, vocabulary) or period
    of_name = _one_period((name,), vocabulary)
    differs = bool(of_name and period and not _holds(of_name, period) and not _holds(period, of_name))
    # Of a year the file's own name may say the quarter; a half-year in the title is meant as one.
    if of_name and len(period) == 4 and _holds(period, of_name):
        period = of_name
    return Sender(
        organization, "" if differs else period, vocabulary.find_language([*titles, *headers]), differs
    )
