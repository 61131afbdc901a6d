"""Of an event's people, counted once by sex and once by age, the account that a breakdown needs."""

import numpy as np

from ctip_analysis.indicators.encoding import Table

__all__ = ["MARGINS", "list_margins", "settle_margins"]

#: The columns of ``participants`` by which a form may break the same people down one by one: such margins overlap.
MARGINS = ("sex", "age_group", "participant_group")


def list_margins(table: Table) -> frozenset[str]:
    """List the columns by which a table's people may be told apart one by one: only those of events overlap."""
    return frozenset(MARGINS) & set(table.positions) if "activity" in table.positions else frozenset()


def _key_of(table: Table, columns: list[str], rows: np.ndarray) -> np.ndarray:
    """Number rows by their event and their codes in some columns."""
    key = table.positions["activity"][rows]
    for column in columns:
        key = key * len(table.labels[column]) + table.positions[column][rows]
    return key


def _choose_accounts(table: Table, accounts: list[tuple[list[str], np.ndarray]]) -> np.ndarray:
    """Choose rows so that each event's people are counted once.

    Accounts come in the order of preference, each with the columns that it tells apart and its rows. Of an event that
    has a better account, a row of another stays where the better one has none of its kind: the men by age beside
    the women as one number. Accounts without a common column tell the same people.
    """
    chosen: list[tuple[list[str], np.ndarray]] = []
    for columns, rows in accounts:
        is_kept = np.ones(len(rows), dtype=bool)
        for better, held in chosen:
            shared = [column for column in columns if column in better]
            is_kept &= ~np.isin(_key_of(table, shared, rows), _key_of(table, shared, held))
        chosen.append((columns, rows[is_kept]))
    return np.concatenate([rows for _, rows in chosen])


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
        told = {int(code): [c for place, c in enumerate(margins) if code >> place & 1] for code in patterns}
        ordered = sorted(told, key=lambda code: (-len(used & set(told[code])), len(told[code]), code))
        accounts = [(told[code], np.flatnonzero(pattern == code)) for code in ordered]
        table = table.keep(np.sort(_choose_accounts(table, accounts)))
    for column in margins:
        if column in used:
            labels = ["unknown" if label in ("total", "") else label for label in table.labels[column]]
            table = table.replace_labels(column, labels)
    return table
