"""Cases over time: one that comes again counts once, its services say of it what their own rows do not."""

from ctip_analysis.cleaning.assembling import list_columns, list_rows
from ctip_analysis.cleaning.harvest import Harvest
from ctip_analysis.cleaning.persons import hash_codes
from ctip_analysis.cleaning.proceedings import settle_stage_counts
from ctip_analysis.definitions import fold_softly

__all__ = ["has_cases", "settle_registers"]

REGISTERS = ("cases", "services", "proceedings")


def has_cases(tables: dict[str, dict[str, list]]) -> bool:
    """Whether any record names a case or a proceeding."""
    return any(tables[table]["source_row"] for table in REGISTERS)


def settle_registers(
    tables: dict[str, dict[str, list]],
    harvest: Harvest,
    discarded: set[str],
    key: bytes | None,
    attributes: tuple[str, ...],
) -> dict[str, dict[str, list]]:
    """Give the tables with each case once, services that know their case, and hashed codes.

    Parameters
    ----------
    tables : dict of str to dict of str to list
        The columns of each table of records, in the order of reading.
    harvest : Harvest
    discarded : set of str
        Files that do not count.
    key : bytes or None
        Of the hashes.
    attributes : tuple of str
        Columns of a case that must be the same beside its code for two cases to be of one person.
    """
    rows = {table: list_rows(tables[table]) for table in REGISTERS}
    rows["cases"] = _drop_repeated(rows["cases"], harvest, discarded)
    rows["services"] = _fill_services(rows["services"], rows["cases"])
    rows = hash_codes(rows, key, attributes)
    return tables | {table: list_columns(own, tables[table]) for table, own in rows.items()}


def count_stages_once(tables: dict[str, dict[str, list]], harvest: Harvest) -> dict[str, dict[str, list]]:
    """Give the tables with the persons that columns name by stage counted once for a proceeding."""
    own = tables["proceedings"]
    if not any(own["stated_at"]):
        return tables
    return tables | {"proceedings": list_columns(settle_stage_counts(list_rows(own), harvest), own)}


def _drop_repeated(cases: list[dict], harvest: Harvest, discarded: set[str]) -> list[dict]:
    """Keep of a case that stands in several reports of an organization the row of the latest."""
    latest: dict[tuple, dict] = {}
    counted = [row for row in cases if row["source_file"] not in discarded and row["case"]]
    for row in counted:
        key = (row["organization"], fold_softly(row["case"]))
        former = latest.get(key)
        if former is None or _lateness(row) >= _lateness(former):
            latest[key] = row
    kept = {id(row) for row in latest.values()}
    dropped = {id(row) for row in counted} - kept
    for row in counted:
        if id(row) in dropped:
            harvest.noted.discard((row["source_file"], row["source_sheet"], row["source_row"]))
    return [row for row in cases if id(row) not in dropped]


def _lateness(row: dict) -> tuple:
    return (row["closed"], row["source_file"], row["source_row"])


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
