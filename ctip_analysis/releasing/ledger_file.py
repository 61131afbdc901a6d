"""The ledger as a file: what was published, kept beside the reports by the people who publish."""

from pathlib import Path

import pandas as pd

from ctip_analysis.errors import InputError

__all__ = ["read_ledger_file"]


def read_ledger_file(path) -> pd.DataFrame | None:
    """Read the ledger of earlier releases, or None where there is none.

    A run proposes the next ledger as ``internal/ledger.csv``; whoever sends the release puts it beside the reports.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    pandas.DataFrame or None

    Raises
    ------
    InputError
        If the file is no table.

    Examples
    --------
    >>> read_ledger_file("no/such/ledger.csv") is None
    True
    """
    path = Path(path)
    if not path.is_file():
        return None
    kinds = dict.fromkeys(("cover", "status", "is_small", "fingerprint"), str)
    try:
        return pd.read_csv(
            path, encoding="utf-8-sig", dtype=kinds, keep_default_na=False, na_values={"value": [""]}
        )
    except (ValueError, OSError) as error:
        reason = str(error).strip() or type(error).__name__
        raise InputError(
            f"{path.name} cannot be read as the ledger of earlier releases: {reason}. Put back the ledger.csv that the "
            "last run proposed (internal/ledger.csv).",
            word="error_ledger",
            file=path.name,
            reason=reason,
        ) from error
