"""Who is due: the organizations of a pack, and the file of a project's own that lies beside its reports."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ctip_analysis.definitions.folding import fold_text
from ctip_analysis.definitions.loading import Definitions
from ctip_analysis.definitions.organizations import find_organization_faults
from ctip_analysis.definitions.tables import list_records, read_table
from ctip_analysis.errors import DefinitionsError

__all__ = ["ORGANIZATION_COLUMNS", "REGISTRY_NAME", "add_organizations"]

REGISTRY_NAME = "organizations.csv"
#: What every row of the file says; names, aliases and kind may stand beside, as in the pack.
ORGANIZATION_COLUMNS = ("organization", "provinces", "expected_from", "expected_to", "forms")


def _find_missing_names(added: pd.DataFrame, languages, name: str) -> Iterator[str]:
    """Find organizations that the pack does not know and that have no name in a language."""
    for position, row in added.iterrows():
        for language in languages:
            if not row[f"name_{language}"]:
                yield (
                    f"{name}, row {position + 2}, column name_{language}: {row['organization']} is not in the pack; "
                    "give its name."
                )


def add_organizations(definitions: Definitions, path) -> Definitions:
    """Give the definitions with the organizations of a project's own file: it alone says who is due.

    Parameters
    ----------
    definitions : Definitions
    path : path-like
        A CSV with the columns organization, provinces (codes joined by ";"), expected_from and expected_to
        (quarters; both blank for nobody who is due, the last alone for one who goes on), forms (codes joined by
        ";"); names, aliases, kind and is_synthetic may stand beside. A row replaces what the pack says of the
        organization, in the columns that the file has; an organization that the pack does not know is added, and
        needs its names. One that only the pack lists stays known by its names, and is due nothing; made up, it
        gives way to one of the file with the same name. Where there is no file, the pack stands.

    Returns
    -------
    Definitions

    Raises
    ------
    DefinitionsError
        If rows cannot be understood; the message lists all faults with row and column.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> definitions = load_definitions()
    >>> add_organizations(definitions, "no such file.csv") is definitions
    True
    """
    path = Path(path)
    if not path.exists():
        return definitions
    faults: list[str] = []
    own = read_table(path, ORGANIZATION_COLUMNS, faults, may_have_semicolons=True)
    pack = definitions.organizations
    stated = [column for column in own if column in pack]
    known = pack.set_index("organization", drop=False).reindex(own["organization"])
    merged = known.reset_index(drop=True).fillna("").assign(**{column: own[column] for column in stated})
    faults += find_organization_faults(
        merged, path.name, provinces=definitions.provinces["province"], forms=definitions.forms
    )
    is_new = ~own["organization"].isin(pack["organization"])
    faults += _find_missing_names(merged[is_new], definitions.languages, path.name)
    if faults:
        listing = "\n".join(f"  - {fault}" for fault in faults)
        raise DefinitionsError(f"{path.name} has {len(faults)} fault(s):\n{listing}")
    return dataclasses.replace(definitions, organizations=_join(pack, merged, definitions.languages))


def _join(pack: pd.DataFrame, own: pd.DataFrame, languages) -> pd.DataFrame:
    """Give the organizations of a pack with those of a project's own list in their places, and the others due nothing."""
    rows = own.set_index("organization", drop=False)
    named = {name for row in list_records(own) for name in _list_names(row, languages)}
    kept = []
    for row in list_records(pack):
        if row["organization"] in rows.index:
            kept.append(rows.loc[row["organization"]].to_dict())
        elif row["is_synthetic"] != "yes" or named.isdisjoint(_list_names(row, languages)):
            kept.append(row | {"expected_from": "", "expected_to": ""})
    is_new = ~own["organization"].isin(pack["organization"])
    return pd.DataFrame([*kept, *own[is_new].to_dict("records")], columns=pack.columns)


def _list_names(row: dict, languages) -> set[str]:
    """Give the folded names and aliases of an organization."""
    names = (*(row[f"name_{language}"] for language in languages), *row["aliases"].split(";"))
    return {fold_text(name) for name in names if name.strip()}
