"""What was done to protect people, in one paragraph for whoever receives the release."""

from ctip_analysis.definitions import Definitions, say

__all__ = ["describe_protection"]


def describe_protection(audit: dict, definitions: Definitions, language: str) -> str:
    """Say in one paragraph what was hidden, why, and what is proved.

    Parameters
    ----------
    audit : dict
        Of `protect` or `protect_tables`.
    definitions : Definitions
    language : str

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> audit = {"threshold": 11, "cells_primary": 3, "cells_complementary": 2, "witnesses": 4}
    >>> describe_protection(audit | {"earlier_releases": 0}, load_definitions(), "en")[:50]
    'Counts of people from 1 to 10 are not published, n'
    """
    return say(
        definitions,
        "protection_paragraph",
        language,
        below=audit["threshold"] - 1,
        threshold=audit["threshold"],
        hidden=audit["cells_primary"] + audit["cells_complementary"],
        earlier=audit["earlier_releases"],
        witnesses=audit["witnesses"],
    )
