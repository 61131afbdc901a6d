"""The days on which reports came, noted by whoever opens the mail: a file of their own, beside the reports."""

from pathlib import Path

import pandas as pd

from ctip_analysis.definitions.periods import period_bounds
from ctip_analysis.definitions.tables import read_table
from ctip_analysis.errors import DefinitionsError, InputError

__all__ = ["RECEIVED_COLUMNS", "load_received"]

#: A row names a file, or an organization and a period; ``received`` is an ISO day.
RECEIVED_COLUMNS = ("file", "organization", "period", "received")


def _find_faults(frame: pd.DataFrame, organizations, name: str) -> list[str]:
    """List the faults of the noted days, each with its row."""
    faults = []
    days = pd.to_datetime(frame["received"], format="%Y-%m-%d", errors="coerce")
    for position, row in enumerate(frame.to_dict("records"), start=2):
        where = f"{name}, row {position}"
        if pd.isna(days.iloc[position - 2]):
            faults.append(f"{where}, column received: {row['received']!r} is no day. Expected 2019-07-08.")
        if row["file"]:
            continue
        if row["organization"] not in organizations:
            faults.append(
                f"{where}, column organization: {row['organization']!r} is not in organizations.csv."
            )
        try:
            period_bounds(row["period"])
        except InputError as error:
            faults.append(f"{where}, column period: {error}")
    return faults


def load_received(path, definitions) -> pd.DataFrame:
    """Load the days on which reports came.

    Parameters
    ----------
    path : path-like
        A CSV with the columns file, organization, period, received; where there is none, nothing is known. Neither a
        clock nor the date of a file is ever asked: both change when a folder is copied.
    definitions : Definitions

    Returns
    -------
    pandas.DataFrame
        Texts; one row a report, or a version of it.

    Raises
    ------
    DefinitionsError
        If rows cannot be understood; the message lists all of them.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> load_received("no such file.csv", load_definitions()).columns.tolist()
    ['file', 'organization', 'period', 'received']
    """
    path, faults = Path(path), []
    if not path.exists():
        return pd.DataFrame(columns=list(RECEIVED_COLUMNS), dtype=str)
    frame = read_table(path, RECEIVED_COLUMNS, faults)
    faults += _find_faults(frame, set(definitions.organizations["organization"]), path.name)
    if faults:
        listing = "\n".join(f"  - {fault}" for fault in faults)
        raise DefinitionsError(f"{path.name} has {len(faults)} fault(s):\n{listing}")
    return frame
