"""Who sent a file, and for which period: from its cover, its titles, its sheets' names and its own name."""

from dataclasses import dataclass

from ctip_analysis.cleaning.languages import find_language
from ctip_analysis.definitions import period_bounds

__all__ = ["Sender", "find_organization", "find_sender"]

LONGEST_TITLE = 120


@dataclass(frozen=True)
class Sender:
    """What a file says of itself; an empty text is "does not say"."""

    organization: str = ""
    period: str = ""
    language: str = ""
    has_two_periods: bool = False


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
        organization, "" if differs else period, find_language(vocabulary, [*titles, *headers]), differs
    )
