"""Rows of the sheets of changes, applied to the records of earlier reports; each is said."""

from dataclasses import replace

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.frames import SOURCE_COLUMNS

__all__ = ["apply_changes"]

NEEDS_EARLIER = ("update", "delete")


def apply_changes(
    tables: dict[str, dict[str, list]], harvest: Harvest, discarded: set[str], places: dict[str, Place]
) -> dict[str, dict[str, list]]:
    """Apply the rows of the sheets of changes: delete and update drop an earlier report's row; each is said (P08).

    Parameters
    ----------
    tables : dict of str to dict of str to list
        The columns of each table of records; new ones are given.
    harvest : Harvest
    discarded : set of str
        Files that do not count.
    places : dict of str to Place
        Each file's, with its sender.
    """
    changes = [change for change in harvest.changes if change["place"].file not in discarded]
    if not changes:
        return tables
    senders = {
        spot: sender
        for columns in tables.values()
        for spot, sender in zip(
            _spots(columns), zip(columns["organization"], columns["period"], strict=True), strict=True
        )
    }
    dropped: set[tuple[str, str, int]] = set()
    for change in changes:
        place, cell = change["place"], f"{change['row']}:{change['row']}"
        coded = [spot for spot, code in harvest.row_codes.items() if code == change["row_code"]]
        about = (place.sender.organization, change["period"])
        earlier = [
            spot
            for spot in coded
            if spot[0] != place.file and spot[0] not in discarded and senders.get(spot) == about
        ]
        is_renewed = any(spot[0] == place.file for spot in coded)
        needs_earlier = change["action"] in NEEDS_EARLIER
        if (needs_earlier and len(earlier) != 1) or (change["action"] == "update" and not is_renewed):
            harvest.raise_issue(place, "P08", case="unmatched", cell=cell)
            continue
        if needs_earlier:
            dropped.add(earlier[0])
            _raise_outdated(earlier[0], place.file, places, harvest)
        harvest.raise_issue(place, "P08", cell=cell, period=change["period"])
    return {table: _without(columns, dropped) for table, columns in tables.items()}


def _raise_outdated(
    spot: tuple[str, str, int], later: str, places: dict[str, Place], harvest: Harvest
) -> None:
    """Say at an earlier report's row that a later report changes or deletes it."""
    file, sheet, row = spot
    harvest.outdated.add(file)
    place = replace(places[file], sheet=sheet)
    harvest.raise_issue(place, "P08", case="outdated", cell=f"{row}:{row}", other=later)


def _spots(columns: dict[str, list]) -> list[tuple[str, str, int]]:
    return list(zip(*(columns[name] for name in SOURCE_COLUMNS), strict=True))


def _without(columns: dict[str, list], dropped: set[tuple[str, str, int]]) -> dict[str, list]:
    kept = [row for row, spot in enumerate(_spots(columns)) if spot not in dropped]
    return {name: [column[row] for row in kept] for name, column in columns.items()}
