"""Turn a rule that was broken into an issue that a person can act on, in her language."""

from ctip_analysis.errors import InputError

__all__ = ["make_issue", "read_thresholds"]


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
    row = definitions.rows["rules"].get((rule, case))
    if row is None:
        raise InputError(f"rules.csv of the pack has no rule {rule!r} with the case {case!r}. Add its row.")
    said = {"text": place.get("text", ""), **parts}
    return {
        "rule": rule,
        "severity": row["severity"],
        **place,
        "message": row[f"message_{language}"].format(**said),
        "suggestion": row[f"suggestion_{language}"].format(**said),
    }


def read_thresholds(definitions, rule: str, *, case: str = "") -> dict[str, float]:
    """Give the limits of a rule by their names.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> read_thresholds(load_definitions(), "R05")["largest"]
    500.0
    """
    row = definitions.rows["rules"].get((rule, case), {})
    pairs = (part.split("=") for part in row.get("threshold", "").split())
    return {name: float(limit) for name, limit in pairs}
