"""The public record of an audit: what was assumed, proved and not covered, in plain data."""

import hashlib
from collections.abc import Iterable

import numpy as np

from ctip_analysis.disclosure.solving import Solution

__all__ = ["describe_audit", "hash_witnesses", "publish_audit"]

READER = [
    "every published count, of this release and of the earlier ones",
    "the whole structure: which counts add up to which, over territory, time and breakdowns, and from one indicator to "
    "another; which count is a part of another; and where nobody is left between a total and its parts",
    "both counts of each share, and the population under each rate",
    "that counts are whole numbers, and that zeros are shown, so a hidden count is at least 1",
    "the threshold",
]
NOT_COVERED = [
    "what a reader concludes from the choice of cells: which of them this method would have hidden for other counts",
    "what a reader knows of the persons from elsewhere",
    "likeness between indicators that no definition ties: of victims and of proceedings, say",
    "hidden counts of what left_out names, which is published nowhere: that each could be as low as its floor",
    "by how much a shown count was revised between releases",
    "the difference of two indicators of which one is only taken for a part of the other, or of a level of open cases "
    "and the next, where nothing protects it: as many as differences_not_protected says",
]
#: How many of the hidden cells are small counts, and what tells it. Whoever knows that few are not takes the others for
#: small: a large count would make every count that holds it a large one too.
SPLIT = ("cells_primary", "cells_complementary", "tested_whether_needed", "not_tested", "small_counts_proved")
#: The split is told where at least so many of the hidden cells, and at least this share of them, are of either kind.
MANY, SHARE = 100, 0.1
WITHHELD = "how many of the hidden cells are small counts: so few are not that it would tell which"
METHOD = (
    "Cell suppression: small counts are hidden, and as few others as it takes (cutting planes after Fischetti and "
    "Salazar-Gonzalez 2000, repair, clean-up, search around one place after another); proved by tables of whole "
    "numbers that agree with everything published."
)
MOVES = (
    " In systems of many cells the pattern is made of moves in whole numbers around each small count, and the cells hidden "
    "for others are not tested one by one: more of them are hidden than it takes."
)


def _describe_needs(solutions: list[Solution]) -> dict:
    """Tell what the test of each cell that is hidden for others found."""
    needs = [solution.needs for solution in solutions if solution.needs is not None]
    needed = sum(len(one.guards) for one in needs)
    tested, untried = sum(one.tested for one in needs), sum(one.untried for one in needs)
    shown_again = sum(one.shown_again for one in needs)
    return {
        "tested_whether_needed": tested,
        "hidden_for_nothing": tested - shown_again - untried - needed,
        "shown_again": shown_again,
        "needed_in_whole_numbers_only": sum(one.held_by_whole_numbers for one in needs),
        "not_tested_in_whole_numbers": untried,
        "not_tested": sum(one.untested for one in needs),
    }


def hash_witnesses(systems: Iterable[np.ndarray]) -> str:
    """Hash the witness tables of all systems, by which an audit and its annex are known to belong together."""
    return hashlib.sha256(b"".join(tables.astype("<i8").tobytes() for tables in systems)).hexdigest()


def publish_audit(audit: dict) -> dict:
    """Give the audit as it may be sent with a release: without how many hidden cells are small where that would tell.

    Parameters
    ----------
    audit : dict
        Of `protect`.

    Returns
    -------
    dict
        The same, and ``cells_hidden``. Where few of the hidden cells are of either kind the numbers that tell them
        apart are left out, and ``withheld`` says so.

    Examples
    --------
    >>> told = publish_audit({"cells_primary": 300, "cells_complementary": 4, "passed": True})
    >>> told["cells_hidden"], "cells_primary" in told
    (304, False)
    """
    parts = [audit["cells_primary"], audit["cells_complementary"]]
    hidden = sum(parts)
    if min(parts) >= max(MANY, SHARE * hidden):
        return {**audit, "cells_hidden": hidden}
    kept = {name: told for name, told in audit.items() if name not in SPLIT}
    return {**kept, "cells_hidden": hidden, "withheld": WITHHELD}


def describe_audit(
    solutions: list[Solution],
    *,
    threshold: int,
    rows_primary: int,
    rows_hidden: int,
    rows_shown: int,
    indicators: list[str],
    earlier: int,
    **further,
) -> dict:
    """Describe what was proved of a release; fit for JSON. What of it is for the public `publish_audit` says.

    Parameters
    ----------
    solutions : list of Solution
        Each with its proof passed.
    threshold : int
    rows_primary, rows_hidden, rows_shown : int
        Small counts; all that is hidden; all that is shown.
    indicators : list of str
        Indicators or tables that were protected.
    earlier : int
        How many earlier releases were taken into account.
    **further
        Plain data besides: the SHA-256 of what the audit is about.
    """
    needs = _describe_needs(solutions)
    return {
        "passed": not any(solution.open_cells for solution in solutions),
        "method": METHOD + (MOVES if needs["not_tested"] else ""),
        "guarantee": f"each hidden small count could be as low as its floor (1, or for a margin the number of its "
        f"parts that are not zero) and at least {threshold}",
        "reader_knows": READER,
        "not_covered": NOT_COVERED,
        "threshold": threshold,
        "protected": indicators,
        "earlier_releases": earlier,
        "systems": len(solutions),
        "cells_primary": rows_primary,
        "cells_complementary": rows_hidden - rows_primary,
        "cells_shown": rows_shown,
        "cost": float(sum(solution.pattern.cost for solution in solutions)),
        "bound": float(sum(min(solution.pattern.bound, solution.pattern.cost) for solution in solutions)),
        "witnesses": int(sum(len(solution.witnesses) for solution in solutions)),
        "small_counts_proved": int(sum(np.sum(s.publication.is_small) for s in solutions)),
        **needs,
        "witnesses_sha256": hash_witnesses(solution.witnesses for solution in solutions),
        **further,
    }
