"""Numbers since the beginning of the year to each quarter's own: what was reported before is taken off."""

from ctip_analysis.cleaning.assembling import list_columns, list_rows
from ctip_analysis.cleaning.harvest import Harvest

__all__ = ["turn_into_increments"]

NUMBERS = {"activities": ("n_events", "participants_total", "materials_n"), "participants": ("n",)}
SAME = ("organization", "province", "district", "activity_type", "sex", "age_group", "participant_group")


def turn_into_increments(
    tables: dict[str, dict[str, list]], harvest: Harvest, discarded: set[str]
) -> dict[str, dict[str, list]]:
    """Take off cumulative rows what the same organization reported of the same kind earlier in the year.

    A row that would fall below zero has no number: the reports contradict each other.

    Parameters
    ----------
    tables : dict of str to dict of str to list
        The columns of each table of records; new ones are given.
    harvest : Harvest
    discarded : set of str
        Files that do not count.
    """
    if not harvest.cumulative:
        return tables
    return tables | {
        table: list_columns(
            _take_off_earlier(list_rows(tables[table]), names, harvest, discarded), tables[table]
        )
        for table, names in NUMBERS.items()
    }


def _take_off_earlier(
    rows: list[dict], names: tuple[str, ...], harvest: Harvest, discarded: set[str]
) -> list[dict]:
    """Change freshly made rows: take off each cumulative one what was known before it."""
    earlier: dict[tuple, dict[str, int]] = {}
    counted = [row for row in rows if row["source_file"] not in discarded]
    for row in sorted(counted, key=lambda row: row["period"]):
        known = earlier.setdefault((row["period"][:4], *(row.get(name, "") for name in SAME)), {})
        if (row["source_file"], row["source_sheet"], row["source_row"]) in harvest.cumulative:
            _take_off(row, names, known)
        for name in names:
            known[name] = known.get(name, 0) + (row[name] or 0)
    return rows


def _take_off(row: dict, names: tuple[str, ...], known: dict[str, int]) -> None:
    for name in names:
        if row[name] is not None:
            own = row[name] - known.get(name, 0)
            row[name] = own if own >= 0 else None
            row["value_status"] = row["value_status"] if own >= 0 else "unreadable"
