"""Cases over time: one that comes again counts once, its services say of it what their own rows do not."""

from dataclasses import replace

from ctip_analysis.cleaning.assembling import list_columns, list_rows
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.persons import hash_codes
from ctip_analysis.cleaning.proceedings import settle_stage_counts
from ctip_analysis.definitions import fold_softly, period_bounds

__all__ = ["count_stages_once", "has_cases", "settle_registers"]

REGISTERS = ("cases", "services", "proceedings")


def has_cases(tables: dict[str, dict[str, list]]) -> bool:
    """Whether any record names a case or a proceeding."""
    return any(tables[table]["source_row"] for table in REGISTERS)


def settle_registers(
    tables: dict[str, dict[str, list]],
    harvest: Harvest,
    places: dict[str, Place],
    key: bytes | None,
    attributes: tuple[str, ...],
) -> dict[str, dict[str, list]]:
    """Give the tables with each case once, services that know their case, and hashed codes.

    Parameters
    ----------
    tables : dict of str to dict of str to list
        The columns of each table of records, in the order of reading.
    harvest : Harvest
    places : dict of str to Place
        Of the files that count, each with its sender.
    key : bytes or None
        Of the hashes.
    attributes : tuple of str
        Columns of a case that must be the same beside its code for two cases to be of one person.
    """
    rows = {table: list_rows(tables[table]) for table in REGISTERS}
    rows["cases"] = _drop_repeated(rows["cases"], harvest, places)
    rows["services"] = _fill_services(rows["services"], rows["cases"])
    rows = hash_codes(rows, key, attributes)
    return tables | {table: list_columns(own, tables[table]) for table, own in rows.items()}


def count_stages_once(tables: dict[str, dict[str, list]], harvest: Harvest) -> dict[str, dict[str, list]]:
    """Give the tables with the persons that columns name by stage counted once for a proceeding."""
    own = tables["proceedings"]
    if not any(own["stated_at"]):
        return tables
    return tables | {"proceedings": list_columns(settle_stage_counts(list_rows(own), harvest), own)}


def _drop_repeated(cases: list[dict], harvest: Harvest, places: dict[str, Place]) -> list[dict]:
    """Keep of a case that stands in several rows of an organization the one of the latest report; the others are said."""
    latest: dict[tuple, dict] = {}
    ends = {file: _last_day(place.sender.period) for file, place in places.items()}

    def lateness(row: dict) -> tuple:
        return (ends[row["source_file"]], row["closed"], row["source_file"], row["source_row"])

    counted = [row for row in cases if row["source_file"] in places and row["case"]]
    for row in counted:
        key = (row["organization"], fold_softly(row["case"]))
        former = latest.get(key)
        if former is None or lateness(row) >= lateness(former):
            latest[key] = row
    dropped = set()
    for row in counted:
        last = latest[row["organization"], fold_softly(row["case"])]
        if last is not row:
            dropped.add(id(row))
            _raise_repeated(row, last, places[row["source_file"]], harvest)
    return [row for row in cases if id(row) not in dropped]


def _last_day(period: str) -> str:
    return period_bounds(period)[1].isoformat() if period else ""


def _raise_repeated(row: dict, last: dict, place: Place, harvest: Harvest) -> None:
    harvest.outdated.add(row["source_file"])
    harvest.noted.discard((row["source_file"], row["source_sheet"], row["source_row"]))
    own, cell = replace(place, sheet=row["source_sheet"]), f"{row['source_row']}:{row['source_row']}"
    harvest.raise_issue(own, "P08", case="repeated", cell=cell, other=last["source_file"])


def _fill_services(services: list[dict], cases: list[dict]) -> list[dict]:
    """Give services what their case says of province, sex and age, where they say nothing themselves."""
    about = {(row["organization"], fold_softly(row["case"])): row for row in cases if row["case"]}
    filled = []
    for row in services:
        case = about.get((row["organization"], fold_softly(row["case"])), {})
        own = {name: row[name] or case.get(name, "") for name in ("province", "sex", "age_group")}
        own |= {name: own[name] or "unknown" for name in ("sex", "age_group")}
        filled.append({**row, **own})
    return filled
