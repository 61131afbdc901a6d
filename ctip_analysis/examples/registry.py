"""Who is due with what in a made-up network: the file of organizations beside the reports."""

from pathlib import Path

import pandas as pd

from ctip_analysis.definitions import REGISTRY_NAME
from ctip_analysis.errors import InputError

__all__ = ["require_made_up", "write_registry_of_examples"]

FORMS = "activities"
#: The forms of one that also keeps cases, calls, meetings and proceedings.
ALL_FORMS = "activities;cases;services;hotline;partnerships;proceedings"


def require_made_up(folder: Path) -> None:
    """Raise if the file of organizations beside a folder is a real one: nobody's list is written over.

    Raises
    ------
    InputError
    """
    path = folder.parent / REGISTRY_NAME
    if not path.exists():
        return
    frame = pd.read_csv(
        path, dtype=str, keep_default_na=False, encoding="utf-8-sig", sep=None, engine="python"
    )
    if "is_synthetic" not in frame or not frame["is_synthetic"].eq("yes").all():
        raise InputError(
            f"{path} lists real organizations, and the synthetic ones are written to that file. Name a folder elsewhere."
        )


def write_registry_of_examples(
    folder: Path, keeps_cases: dict[str, bool], quarters: tuple[str, str], definitions
) -> None:
    """Write which made-up organizations are due in a span of quarters, and with which forms; all others are not.

    Parameters
    ----------
    folder : pathlib.Path
        That of the reports; the file stands beside it.
    keeps_cases : dict of str to bool
        The organizations that report, and whether each keeps cases.
    quarters : pair of str
    definitions : Definitions
    """
    rows = definitions.organizations.query("is_synthetic == 'yes'").copy()
    is_due = rows["organization"].isin(keeps_cases)
    rows["expected_from"], rows["expected_to"] = (
        is_due.map({True: quarter, False: ""}) for quarter in quarters
    )
    rows["forms"] = [ALL_FORMS if keeps_cases.get(name) else FORMS for name in rows["organization"]]
    text = rows.to_csv(index=False, lineterminator="\n")
    (folder.parent / REGISTRY_NAME).write_bytes(text.encode("utf-8-sig"))
