"""What was wrong or uncertain while a file was read, as rows that a person can act on.

The sentences stand in the pack's rules, in its languages; the codes are those of the contract.
"""

from ctip_analysis.definitions import make_issue
from ctip_analysis.frames import PROBLEM_COLUMNS

__all__ = ["make_problem"]


def make_problem(
    definitions, code: str, *, file: str, language: str, sheet: str = "", cell: str = "", **parts
) -> tuple:
    """Make a row of the frame of problems.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> make_problem(load_definitions(), "empty", file="a.xlsx", language="en")[3:5]
    ('empty', 'blocking')
    """
    place = {"file": file, "sheet": sheet, "cell": cell}
    issue = make_issue(definitions, code, language=language, place=place, **parts)
    return tuple(issue["rule"] if column == "code" else issue[column] for column in PROBLEM_COLUMNS)
