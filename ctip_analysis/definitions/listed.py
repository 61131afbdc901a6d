"""Which reports the pack lists as due, and which came though none was."""

from ctip_analysis.definitions.loading import Definitions
from ctip_analysis.definitions.periods import list_periods

__all__ = ["list_listed", "list_unlisted"]


def list_listed(came, definitions: Definitions) -> dict[tuple[str, str], tuple[str, ...]]:
    """List organization and quarter of the reports that the pack lists as due, each with its provinces.

    Parameters
    ----------
    came : collection of tuple of str
        Organization and quarter of the reports that came.
    definitions : Definitions
        An organization without a last quarter is due until the last of which any list or report speaks: no clock is
        asked.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> sorted(list_listed({}, load_definitions()))[-1]
    ('CSO-07', '2019Q2')
    """
    columns = ("organization", "provinces", "expected_from", "expected_to")
    rows = zip(*(definitions.organizations[name].tolist() for name in columns), strict=True)
    rows = [(*own, first, last) for *own, first, last in rows if first]
    latest = max({last for *_, last in rows} | {quarter for _, quarter in came}, default="")
    return {
        (organization, quarter): tuple(provinces.split(";"))
        for organization, provinces, first, last in rows
        if last or first <= latest
        for quarter in list_periods(first, last or latest)
    }


def list_unlisted(came: dict[tuple[str, str], frozenset[str]], definitions: Definitions) -> list[tuple]:
    """List organization and quarter of the reports with rows that came though none was due.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> definitions = load_definitions()
    >>> came = {("CSO-01", "2019Q1"): frozenset(["KG-C"]), ("CSO-01", "2019Q4"): frozenset(["KG-C"])}
    >>> list_unlisted(came, definitions)
    [('CSO-01', '2019Q4')]
    """
    listed = list_listed(came, definitions)
    return sorted(key for key, provinces in came.items() if provinces and key not in listed)
