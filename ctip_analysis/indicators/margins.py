"""Of an event's people, counted once by sex and once by age, the account that a breakdown needs."""

import numpy as np

from ctip_analysis.indicators.encoding import Table

__all__ = ["MARGINS", "list_margins", "settle_margins"]

#: The columns of ``participants`` by which a form may break the same people down one by one: such margins overlap.
MARGINS = ("sex", "age_group", "participant_group")


def list_margins(table: Table) -> frozenset[str]:
    """List the columns by which a table's people may be told apart one by one: only those of events overlap."""
    return frozenset(MARGINS) & set(table.positions) if "activity" in table.positions else frozenset()


def settle_margins(table: Table, used: frozenset[str]) -> Table:
    """Of an event's people, counted once by sex and once by age, choose the account that the breakdown needs.

    Parameters
    ----------
    table : Table
    used : frozenset of str
        The columns by which people are to be told apart.

    Returns
    -------
    Table
        Each event's people once; where no account tells them apart, they are ``unknown``.
    """
    margins = [column for column in MARGINS if column in list_margins(table)]
    if not margins:
        return table
    is_told = {
        column: ~np.isin(table.labels[column], ["total", ""])[table.positions[column]] for column in margins
    }
    pattern = sum(is_told[column].astype(np.int64) << place for place, column in enumerate(margins))
    patterns = np.unique(pattern)
    if len(patterns) > 1:
        # The account that tells most of what is used apart, and least else.
        told = [[column for place, column in enumerate(margins) if code >> place & 1] for code in patterns]
        ranks = [
            (-len(used & set(columns)), len(columns), code)
            for columns, code in zip(told, patterns, strict=True)
        ]
        rank_of = np.argsort(np.argsort([sorted(ranks).index(rank) for rank in ranks]))
        rank = rank_of[np.searchsorted(patterns, pattern)]
        best = np.full(len(table.labels["activity"]), len(patterns))
        np.minimum.at(best, table.positions["activity"], rank)
        kept = np.flatnonzero(rank == best[table.positions["activity"]])
        table = table.keep(kept)
    for column in margins:
        if column in used:
            labels = ["unknown" if label in ("total", "") else label for label in table.labels[column]]
            table = table.replace_labels(column, labels)
    return table
