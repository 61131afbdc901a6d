"""Of an event's people, counted once by sex and once by age, the account that a breakdown needs."""

import numpy as np

from ctip_analysis.indicators.encoding import Table

__all__ = ["MARGINS", "find_accounts", "list_margins", "order_accounts", "settle_margins"]

#: The columns of ``participants`` by which a form may break the same people down one by one: such margins overlap.
MARGINS = ("sex", "age_group", "participant_group")
#: What stands in such a column where an account does not tell its people apart.
UNTOLD = ("total", "")


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


def find_accounts(table: Table) -> dict[tuple[str, ...], np.ndarray]:
    """Find the accounts of events' people: the columns that each tells apart, and its rows; none of other tables.

    Examples
    --------
    >>> import pandas as pd
    >>> from ctip_analysis.indicators.encoding import encode_table
    >>> people = pd.DataFrame({"activity": ["a", "a"], "sex": ["male", "total"], "age_group": ["", "child"]})
    >>> {
    ...     told: rows.tolist()
    ...     for told, rows in find_accounts(encode_table(people, people, numbers=())).items()
    ... }
    {('sex',): [0], ('age_group',): [1]}
    """
    margins = [column for column in MARGINS if column in list_margins(table)]
    pattern = np.zeros(table.size, dtype=np.int64)
    for place, column in enumerate(margins):
        pattern += (~np.isin(table.labels[column], UNTOLD))[table.positions[column]].astype(np.int64) << place
    return {
        tuple(column for place, column in enumerate(margins) if code >> place & 1): np.flatnonzero(
            pattern == code
        )
        for code in np.flatnonzero(np.bincount(pattern)).tolist()
        if margins
    }


def order_accounts(accounts, used: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Order accounts so that what tells most of what is used apart, and least else, comes first.

    Examples
    --------
    >>> order_accounts([(), ("sex",), ("sex", "age_group")], frozenset(["sex"]))
    (('sex',), ('sex', 'age_group'), ())
    """
    if len(accounts) < 2:
        return tuple(accounts)
    place = {told: number for number, told in enumerate(accounts)}
    return tuple(sorted(accounts, key=lambda told: (-len(used & {*told}), len(told), place[told])))


def settle_margins(
    table: Table, accounts: dict, order: tuple[tuple[str, ...], ...]
) -> tuple[Table, np.ndarray | slice]:
    """Of an event's people, counted once by sex and once by age, choose the account that a breakdown needs.

    Parameters
    ----------
    table : Table
    accounts : dict
        From `find_accounts`.
    order : tuple
        From `order_accounts`.

    Returns
    -------
    tuple
        A table of each event's people once, where those whom no account tells apart are ``unknown``; and which rows of
        the former table it holds.
    """
    rows = slice(None)
    if len(order) > 1:
        rows = np.sort(_choose_accounts(table, [([*columns], accounts[columns]) for columns in order]))
        table = table.keep(rows)
    for column in list_margins(table):
        labels = ["unknown" if label in UNTOLD else label for label in table.labels[column]]
        table = table.replace_labels(column, labels)
    return table, rows
