"""Who was due to report for which province and quarter, who did, and who did in time."""

import datetime as dt

import pandas as pd

from ctip_analysis.definitions import (
    ANY,
    Definitions,
    find_arrivals,
    list_listed,
    months_by_quarter,
    period_bounds,
)
from ctip_analysis.definitions.record_columns import DUE_COLUMNS

__all__ = [
    "due_day",
    "find_first_days",
    "list_due_reports",
    "list_quarters_due",
    "list_received_reports",
    "list_reports_of",
]


def due_day(quarter: str, definitions: Definitions) -> dt.date:
    """Give the last day on which the report of a quarter is in time.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> due_day("2019Q2", load_definitions()).isoformat()
    '2019-07-10'
    """
    reporting = definitions.settings["reporting"]
    own = reporting.get("due", {}).get(quarter)
    if own is not None:
        return dt.date.fromisoformat(str(own))
    return period_bounds(quarter)[1] + dt.timedelta(days=int(reporting["due_days"]))


def find_first_days(records, received: pd.DataFrame | None) -> dict[tuple[str, str], str]:
    """Give the day on which the first version of each report came, where it was noted.

    Examples
    --------
    >>> find_first_days(None, None)
    {}
    """
    if received is None or received.empty:
        return {}
    days: dict[tuple[str, str], str] = {}
    noted = received[received["received"].ne("")]
    of_file = {
        row.file: (row.organization, row.period)
        for row in records.submissions[["file", "organization", "period"]].itertuples(index=False)
    }
    for row in noted[["file", "organization", "period", "received"]].itertuples(index=False):
        organization, period = of_file.get(row.file, ("", "")) if row.file else (row.organization, row.period)
        for quarter in months_by_quarter(period) if period else ():
            key = (organization, quarter)
            days[key] = min(days.get(key, row.received), row.received)
    return days


def _list_due(came: dict[tuple[str, str], frozenset[str]], definitions: Definitions) -> dict[tuple, str]:
    """Give organization, quarter and province of each report that counts as due, and whether it was listed as such."""
    due = {
        (*key, province): "yes"
        for key, provinces in list_listed(came, definitions).items()
        for province in provinces
    }
    listed, held = {key[:2] for key in due}, {key[1:] for key in due}
    for key, provinces in came.items():
        # Of one that was due, only places where nobody was: a row in a wrong place adds nobody to those due there.
        added = {p for p in provinces - {""} if key not in listed or (key[1], p) not in held}
        for province in sorted(added) or ([""] if provinces and key not in listed else []):
            due[(*key, province)] = "no"
    return due


def list_reports_of(
    came: dict[tuple[str, str], frozenset[str]],
    definitions: Definitions,
    *,
    days: dict[tuple[str, str], str],
) -> pd.DataFrame:
    """List every report that was due, from those that came and the days on which they did.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> came = {("CSO-07", "2019Q1"): frozenset()}
    >>> found = list_reports_of(came, load_definitions(), days={})
    >>> found.query("organization == 'CSO-07'")["is_received"].tolist()
    ['yes', 'no']
    """
    columns: dict[str, list] = {name: [] for name in DUE_COLUMNS}
    for (organization, period, province), is_listed in _list_due(came, definitions).items():
        key = (organization, period)
        day = days.get(key, "") if key in came else ""
        in_time = day and ("yes" if day <= due_day(period, definitions).isoformat() else "no")
        row = {
            "organization": organization,
            "province": province,
            "period": period,
            "report": f"{organization} {period}",
            "is_received": "yes" if key in came else "no",
            "is_on_time": in_time or "unknown",
            "is_listed": is_listed,
            "n": 1,
        }
        for name, told in row.items():
            columns[name].append(told)
    return pd.DataFrame(columns)


def list_due_reports(
    records, definitions: Definitions, *, received: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List every report that was due, whether it came, and whether in time.

    Parameters
    ----------
    records : Records
    definitions : Definitions
        Its ``organizations`` say who is due from which quarter to which, and for which provinces; its settings when.
    received : pandas.DataFrame, optional
        The days on which reports came, as `load_received` gives them. No clock and no date of a file is asked.

    Returns
    -------
    pandas.DataFrame
        Columns organization, province, period (quarters), report (the same for all provinces of a report),
        is_received ("yes", "no"), is_on_time ("yes", "no", "unknown"), is_listed ("yes", "no") and n (always 1). A
        report that came late stays late, also when it was corrected or came in the end; one that did not come is
        neither. A report that came though none was due, or that speaks of a province for which none was, counts as
        due and received: it is not listed.

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
    came = find_arrivals(records, definitions)[ANY]
    return list_reports_of(came, definitions, days=find_first_days(records, received))


def list_received_reports(due: pd.DataFrame) -> pd.DataFrame:
    """Measure completeness and timeliness for each organization and quarter.

    Parameters
    ----------
    due : pandas.DataFrame
        From `list_due_reports`.

    Returns
    -------
    pandas.DataFrame
        Columns organization, period, is_received, is_on_time; one row a report.

    Examples
    --------
    >>> due = pd.DataFrame(
    ...     [
    ...         ["A", "KG-C", "2019Q1", "A 2019Q1", "yes", "no", "yes", 1],
    ...         ["A", "KG-T", "2019Q1", "A 2019Q1", "yes", "no", "yes", 1],
    ...     ],
    ...     columns=list(DUE_COLUMNS),
    ... )
    >>> list_received_reports(due)["is_on_time"].tolist()
    ['no']
    """
    columns = ["organization", "period", "is_received", "is_on_time"]
    return due.drop_duplicates("report")[columns].reset_index(drop=True)


def list_quarters_due(due: pd.DataFrame) -> tuple[set[str], set[str]]:
    """List the quarters for which reports are listed as due, and those for which reports came without being due.

    Examples
    --------
    >>> due = pd.DataFrame({"period": ["2019Q1", "2019Q3"], "is_listed": ["yes", "no"]})
    >>> list_quarters_due(due)
    ({'2019Q1'}, {'2019Q3'})
    """
    found: dict[str, set[str]] = {"yes": set(), "no": set()}
    for period, is_listed in zip(due["period"].tolist(), due["is_listed"].tolist(), strict=True):
        found[is_listed].add(period)
    return found["yes"], found["no"]
