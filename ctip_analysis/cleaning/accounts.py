"""The account of a file's rows: recorded, total, note, blank or set aside; the five add up to what was seen."""

import pandas as pd

__all__ = ["count_rows"]

# A row that crosses two tables counts once, as the first of these that it is.
PRECEDENCE = ("data", "total", "section", "header", "title", "note", "blank")
ACCOUNT_OF_KIND = {"total": "total", "blank": "blank"} | dict.fromkeys(
    ("section", "header", "title", "note"), "note"
)


def count_rows(rows: pd.DataFrame, recorded: set[tuple[str, int]]) -> dict[str, int]:
    """Count the rows of one file by their fate.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns sheet, row, kind: every row of every sheet's used range.
    recorded : set of (sheet, row)
        The rows that records lead back to.

    Returns
    -------
    dict of str to int
        rows_seen and its five parts.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"sheet": "1", "row": [1, 2, 3], "kind": ["header", "data", "data"]})
    >>> count_rows(rows, {("1", 2)})["rows_set_aside"]
    1
    """
    rank = rows["kind"].map({kind: place for place, kind in enumerate(PRECEDENCE)})
    first = rows.assign(rank=rank).sort_values("rank", kind="stable").drop_duplicates(["sheet", "row"])
    accounts = {"recorded": 0, "total": 0, "note": 0, "blank": 0, "set_aside": 0}
    for sheet, row, kind in first[["sheet", "row", "kind"]].itertuples(index=False):
        is_recorded = (sheet, row) in recorded
        accounts["recorded" if is_recorded else ACCOUNT_OF_KIND.get(kind, "set_aside")] += 1
    return {"rows_seen": len(first)} | {f"rows_{account}": count for account, count in accounts.items()}
