"""Who was due to report for which province and quarter, and who did."""

import pandas as pd

from ctip_analysis.definitions import Definitions, list_periods, period_bounds

__all__ = ["count_reporting", "list_due_reports"]

RECEIVED = ("accepted", "accepted_with_issues")


def _list_received(records) -> set[tuple[str, str]]:
    """List the (organization, quarter) for which a report came; one without a period speaks by its events."""
    submissions = records.submissions
    received = submissions[submissions["fate"].isin(RECEIVED) & submissions["organization"].ne("")]
    found: set[tuple[str, str]] = set()
    for file, organization, period in received[["file", "organization", "period"]].itertuples(index=False):
        if period:
            found |= {(organization, quarter) for quarter in _quarters_of(period)}
        else:
            quarters = records.activities.loc[records.activities["source_file"].eq(file), "period"]
            found |= {(organization, quarter) for quarter in quarters}
    return found


def _quarters_of(period: str) -> list[str]:
    start, end = period_bounds(period)
    first = f"{start.year}Q{(start.month + 2) // 3}"
    last = f"{end.year}Q{(end.month + 2) // 3}"
    return list_periods(first, last)


def list_due_reports(records, definitions: Definitions) -> pd.DataFrame:
    """List every report that was due, and whether it came.

    Parameters
    ----------
    records : Records
    definitions : Definitions
        Its ``organizations`` say who is due from which quarter to which, and for which provinces.

    Returns
    -------
    pandas.DataFrame
        Columns organization, province, period (quarters), is_received ("yes", "no") and n (always 1).

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     records = ctip.clean(ctip.read_reports(folder), definitions)
    >>> due = list_due_reports(records, definitions)
    >>> due.query("organization == 'CSO-07'")["is_received"].tolist()
    ['yes', 'no']
    """
    received = _list_received(records)
    rows = [
        {
            "organization": row["organization"],
            "province": province,
            "period": period,
            "is_received": "yes" if (row["organization"], period) in received else "no",
            "n": 1,
        }
        for row in definitions.organizations.to_dict("records")
        if row["expected_from"] and row["expected_to"]
        for province in row["provinces"].split(";")
        for period in list_periods(row["expected_from"], row["expected_to"])
    ]
    return pd.DataFrame(rows, columns=["organization", "province", "period", "is_received", "n"])


def count_reporting(due: pd.DataFrame) -> pd.DataFrame:
    """Count, for each unit and period, the organizations due, those complete, and the reports due and received.

    Parameters
    ----------
    due : pandas.DataFrame
        As `list_due_reports`, with a column unit, and periods already those wanted.

    Returns
    -------
    pandas.DataFrame
        Indexed by unit and period: organizations_expected, organizations_reporting (those that sent every
        report due from them), reports_expected, reports_received.
    """
    came = due["is_received"].eq("yes")
    by_organization = (
        due.assign(came=came)
        .groupby(["unit", "period", "organization"], observed=True)["came"]
        .agg(["all", "sum", "size"])
        .reset_index()
    )
    return by_organization.groupby(["unit", "period"], observed=True).agg(
        organizations_expected=("organization", "size"),
        organizations_reporting=("all", "sum"),
        reports_expected=("size", "sum"),
        reports_received=("sum", "sum"),
    )
