"""Who sent a file, and for which period: from its titles, its sheets' names and its own name."""

import re
from dataclasses import dataclass

from ctip_analysis.cleaning.labels import Vocabulary
from ctip_analysis.definitions import find_period, fold_text

__all__ = ["Sender", "find_organization", "find_sender"]


@dataclass(frozen=True)
class Sender:
    """What a file says of itself; an empty text is "does not say"."""

    organization: str = ""
    period: str = ""
    language: str = ""


def _spell_organizations(definitions) -> list[tuple[str, re.Pattern]]:
    spelled = []
    names = [f"name_{language}" for language in definitions.languages]
    for row in definitions.organizations.to_dict("records"):
        spellings = {row["organization"], *(row[name] for name in names), *row["aliases"].split(";")}
        folded = sorted({fold_text(s) for s in spellings if s}, key=lambda s: (-len(s), s))
        pattern = "|".join(map(re.escape, folded))
        spelled.append((row["organization"], re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")))
    return spelled


def find_organization(texts, definitions) -> str:
    """Give the one organization that texts name, or an empty text where they name none or several."""
    folded = [fold_text(text) for text in texts]
    found = {
        organization
        for organization, pattern in _spell_organizations(definitions)
        if any(pattern.search(text) for text in folded)
    }
    return found.pop() if len(found) == 1 else ""


def _first_period(texts, matcher) -> str:
    found = {period for text in texts if (period := find_period(text, matcher))}
    # A quarter says more than the year it lies in.
    finer = {
        period for period in found if not any(other != period and other.startswith(period) for other in found)
    }
    return finer.pop() if len(finer) == 1 else ""


def find_sender(file: str, sheets, titles, headers, vocabulary: Vocabulary) -> Sender:
    """Find the organization, period and language of a file.

    Parameters
    ----------
    file : str
        Its path below the folder of reports.
    sheets, titles, headers : sequence of str
        Names of sheets, texts above the tables, texts of headers and labels.
    vocabulary : Vocabulary

    Returns
    -------
    Sender
        Titles count first; sheets' names and then the file's own name only where these are silent.
    """
    name = file.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
    sources = (tuple(titles), tuple(sheets), (name,))
    organization = next((o for s in sources if (o := find_organization(s, vocabulary.definitions))), "")
    period = next((p for s in sources if (p := _first_period(s, vocabulary.matcher))), "")
    return Sender(organization, period, vocabulary.find_language([*titles, *headers]))
