"""The account of a file's rows: recorded, total, note, blank or set aside; the five add up to what was seen."""

import pandas as pd

__all__ = ["count_rows", "name_account"]

PARTS = ("recorded", "total", "note", "blank", "set_aside")

# A row that crosses two tables counts once, as the first of these that it is.
PRECEDENCE = {
    kind: place for place, kind in enumerate(("data", "total", "section", "header", "title", "note", "blank"))
}
ACCOUNT_OF_KIND = {"total": "total", "blank": "blank"} | dict.fromkeys(
    ("section", "header", "title", "note"), "note"
)


def count_rows(
    rows: pd.DataFrame, recorded: set, noted=frozenset(), totals=frozenset()
) -> dict[str, dict[str, int]]:
    """Count the rows of files by their fate.

    Parameters
    ----------
    rows : pandas.DataFrame
        Every row of every sheet's used range, as the reader saw it: file, sheet, row, kind.
    recorded : set of (file, sheet, row)
        The rows that records lead back to.
    noted, totals : set of (file, sheet, row)
        Rows that turned out to be notes or totals when their meaning was read.

    Returns
    -------
    dict of str to dict of str to int
        For each file rows_seen and its five parts.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"file": "a", "sheet": "1", "row": [1, 2, 3], "kind": ["header", "data", "data"]})
    >>> count_rows(rows, {("a", "1", 2)})["a"]["rows_set_aside"]
    1
    """
    accounts: dict[str, dict[str, int]] = {}
    for spot, kind in _first_kinds(rows).items():
        own = accounts.setdefault(spot[0], dict.fromkeys(PARTS, 0))
        part = (
            "recorded"
            if spot in recorded
            else "total"
            if spot in totals
            else "note"
            if spot in noted
            else ACCOUNT_OF_KIND.get(kind, "set_aside")
        )
        own[part] += 1
    return {file: name_account(own) for file, own in accounts.items()}


def name_account(parts: dict[str, int]) -> dict[str, int]:
    """Give the columns of an account: what was seen, and its parts."""
    return {"rows_seen": sum(parts.values())} | {f"rows_{part}": parts.get(part, 0) for part in PARTS}


def _first_kinds(rows: pd.DataFrame) -> dict[tuple[str, str, int], str]:
    """Give what each row is; one that crosses two tables is the first in order of precedence."""
    kinds: dict[tuple[str, str, int], str] = {}
    spots = zip(*(rows[name].tolist() for name in ("file", "sheet", "row")), strict=True)
    for spot, kind in zip(spots, rows["kind"].tolist(), strict=True):
        former = kinds.setdefault(spot, kind)
        if PRECEDENCE[kind] < PRECEDENCE[former]:
            kinds[spot] = kind
    return kinds
