"""Turn a rule that was broken into an issue that a person can act on, in her language."""

from ctip_analysis.errors import InputError

__all__ = ["make_issue"]


def make_issue(definitions, rule: str, *, case: str = "", language: str = "en", place: dict, **parts) -> dict:
    """Make one issue from a row of ``rules.csv``.

    Parameters
    ----------
    definitions : Definitions
    rule : str
        "F03", "R01", ... or the code of a reading problem.
    case : str
        Which of the rule's sentences.
    language : str
    place : dict
        Any of organization, file, sheet, cell, text. The text never holds personal data.
    **parts
        What stands for the names in braces of the sentences.

    Returns
    -------
    dict
        A row for `frames.make_issues`.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> make_issue(load_definitions(), "F01", place={"file": "a.xlsx"})["severity"]
    'blocking'
    """
    rules = definitions.rules
    found = rules[rules["rule"].eq(rule) & rules["case"].eq(case)]
    if found.empty:
        raise InputError(f"rules.csv of the pack has no rule {rule!r} with the case {case!r}. Add its row.")
    row = found.iloc[0]
    return {
        "rule": rule,
        "severity": row["severity"],
        **place,
        "message": row[f"message_{language}"].format(**parts),
        "suggestion": row[f"suggestion_{language}"].format(**parts),
    }
