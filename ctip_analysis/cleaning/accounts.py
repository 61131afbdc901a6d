"""The account of a file's rows: recorded, total, note, blank or set aside; the five add up to what was seen."""

__all__ = ["count_rows"]

# A row that crosses two tables counts once, as the first of these that it is.
PRECEDENCE = {
    kind: place for place, kind in enumerate(("data", "total", "section", "header", "title", "note", "blank"))
}
ACCOUNT_OF_KIND = {"total": "total", "blank": "blank"} | dict.fromkeys(
    ("section", "header", "title", "note"), "note"
)


def count_rows(rows, recorded: set[tuple[str, int]], noted=frozenset(), totals=frozenset()) -> dict[str, int]:
    """Count the rows of one file by their fate.

    Parameters
    ----------
    rows : iterable of (sheet, row, kind)
        Every row of every sheet's used range, as the reader saw it.
    recorded : set of (sheet, row)
        The rows that records lead back to.
    noted, totals : set of (sheet, row)
        Rows that turned out to be notes or totals when their meaning was read.

    Returns
    -------
    dict of str to int
        rows_seen and its five parts.

    Examples
    --------
    >>> count_rows([("1", 1, "header"), ("1", 2, "data"), ("1", 3, "data")], {("1", 2)})["rows_set_aside"]
    1
    """
    first: dict[tuple[str, int], str] = {}
    for sheet, row, kind in rows:
        former = first.get((sheet, row))
        if former is None or PRECEDENCE[kind] < PRECEDENCE[former]:
            first[sheet, row] = kind
    accounts = {"recorded": 0, "total": 0, "note": 0, "blank": 0, "set_aside": 0}
    for key, kind in first.items():
        if key in recorded:
            accounts["recorded"] += 1
        elif key in totals:
            accounts["total"] += 1
        elif key in noted:
            accounts["note"] += 1
        else:
            accounts[ACCOUNT_OF_KIND.get(kind, "set_aside")] += 1
    return {"rows_seen": len(first)} | {f"rows_{account}": count for account, count in accounts.items()}
