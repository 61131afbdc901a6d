"""Who was due to report for which province and quarter, who did, and who did in time."""

import datetime as dt
from functools import cache

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions, list_periods, period_bounds, period_of_date
from ctip_analysis.definitions.indicator_checks import DUE_COLUMNS
from ctip_analysis.frames import RECORD_COLUMNS

__all__ = [
    "ANY",
    "due_day",
    "find_arrivals",
    "find_first_days",
    "list_due_reports",
    "list_received_reports",
    "list_reports_of",
    "list_tables_due",
]

RECEIVED = ("accepted", "accepted_with_issues")
#: A form that records the one records the other too.
TABLES_WITH = {"activities": ("activities", "participants")}
ANY = ""


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


@cache
def _months_by_quarter(period: str) -> dict[str, frozenset[str]]:
    """Give the months of a period by the quarters in which they lie."""
    months: dict[str, set[str]] = {}
    for month in list_periods(*(f"{day:%Y-%m}" for day in period_bounds(period))):
        months.setdefault(period_of_date(month, "quarter"), set()).add(month)
    return {quarter: frozenset(own) for quarter, own in months.items()}


def _tables_of_forms(definitions: Definitions) -> dict[str, set[str]]:
    found = {}
    for name, form in definitions.forms.items():
        stated = form.get("record", ())
        records = [stated] if isinstance(stated, str) else list(stated)
        found[name] = {table for record in records for table in TABLES_WITH.get(record, (record,))}
    return found


def _list_file_periods(records) -> dict[str, dict[str, list[str]]]:
    """Give for each file the tables that it filled, each with the periods of its rows."""
    filled: dict[str, dict[str, list[str]]] = {}
    for table in RECORD_COLUMNS:
        frame = getattr(records, table, None)
        if frame is None or frame.empty or table == "figures":
            continue
        (files, file_names), (periods, period_names) = (
            pd.factorize(frame[name], use_na_sentinel=False) for name in ("source_file", "period")
        )
        file_names, period_names = list(file_names), list(period_names)
        for pair in np.flatnonzero(np.bincount(files * len(period_names) + periods)):
            file, period = divmod(int(pair), len(period_names))
            filled.setdefault(file_names[file], {}).setdefault(table, []).append(period_names[period])
    return filled


def find_arrivals(records, definitions: Definitions) -> dict[str, set[tuple[str, str]]]:
    """Find the reports that came whole: for each table, and for any at all (""), organization and quarter.

    A report that states no period speaks for the quarters of its rows; one of a month for that month alone. A report
    that was accepted without a row says that there was nothing: it speaks for every table.
    """
    forms, filled = _tables_of_forms(definitions), _list_file_periods(records)
    months: dict[tuple[str, str, str], set[str]] = {}
    submissions = records.submissions
    received = submissions[submissions["fate"].isin(RECEIVED) & submissions["organization"].ne("")]
    columns = ["file", "organization", "period", "form", "rows_recorded"]
    for row in received.reindex(columns=columns, fill_value="").itertuples(index=False):
        own = filled.get(row.file, {})
        stated = [forms.get(name, set()) for name in row.form.split(";")]
        is_nil = not own and (row.rows_recorded == 0 or not row.form)
        tables = {*RECORD_COLUMNS} if is_nil else {*own}.union(*stated)
        spoken = [row.period] if row.period else [p for periods in own.values() for p in periods if p]
        for quarter, own_months in (
            pair for period in {*spoken} for pair in _months_by_quarter(period).items()
        ):
            for table in (ANY, *tables):
                months.setdefault((table, row.organization, quarter), set()).update(own_months)
    whole: dict[str, set[tuple[str, str]]] = {ANY: set()}
    for (table, organization, quarter), found in months.items():
        if len(found) == 3:
            whole.setdefault(table, set()).add((organization, quarter))
    return whole


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
        for quarter in _months_by_quarter(period) if period else ():
            key = (organization, quarter)
            days[key] = min(days.get(key, row.received), row.received)
    return days


def list_reports_of(
    came: set[tuple[str, str]], definitions: Definitions, *, days: dict[tuple[str, str], str]
) -> pd.DataFrame:
    """List every report that was due, from those that came and the days on which they did.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> found = list_reports_of({("CSO-07", "2019Q1")}, load_definitions(), days={})
    >>> found.query("organization == 'CSO-07'")["is_received"].tolist()
    ['yes', 'no']
    """
    rows = []
    for row in definitions.organizations.to_dict("records"):
        if not (row["expected_from"] and row["expected_to"]):
            continue
        for period in list_periods(row["expected_from"], row["expected_to"]):
            key = (row["organization"], period)
            day = days.get(key, "") if key in came else ""
            in_time = "yes" if day and day <= due_day(period, definitions).isoformat() else "no"
            rows += [
                {
                    "organization": row["organization"],
                    "province": province,
                    "period": period,
                    "report": f"{row['organization']} {period}",
                    "is_received": "yes" if key in came else "no",
                    "is_on_time": in_time if day else "unknown",
                    "n": 1,
                }
                for province in row["provinces"].split(";")
            ]
    return pd.DataFrame(rows, columns=list(DUE_COLUMNS))


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
        is_received ("yes", "no"), is_on_time ("yes", "no", "unknown") and n (always 1). A report that came late
        stays late, also when it was corrected or came in the end; one that did not come is neither.

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
    ...         ["A", "KG-C", "2019Q1", "A 2019Q1", "yes", "no", 1],
    ...         ["A", "KG-T", "2019Q1", "A 2019Q1", "yes", "no", 1],
    ...     ],
    ...     columns=list(DUE_COLUMNS),
    ... )
    >>> list_received_reports(due)["is_on_time"].tolist()
    ['no']
    """
    columns = ["organization", "period", "is_received", "is_on_time"]
    return due.drop_duplicates("report")[columns].reset_index(drop=True)


def list_tables_due(definitions: Definitions) -> dict[str, set[str] | None]:
    """Give the tables that each organization's forms record; None where nothing is said: then it is due for all.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> sorted(list_tables_due(load_definitions())["CSO-01"])
    ['activities', 'participants']
    """
    forms = _tables_of_forms(definitions)
    stated = definitions.organizations.set_index("organization")["forms"]
    return {
        organization: set().union(*(forms.get(name, ()) for name in names.split(";"))) if names else None
        for organization, names in stated.items()
    }
