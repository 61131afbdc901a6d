"""Which reports came whole, for each table of records, and of which provinces they speak."""

from functools import cache

import numpy as np
import pandas as pd

from ctip_analysis.definitions.loading import Definitions
from ctip_analysis.definitions.periods import list_periods, period_bounds, period_of_date
from ctip_analysis.frames import RECORD_COLUMNS

__all__ = ["ANY", "find_arrivals", "find_months", "list_tables_due", "list_unlisted", "months_by_quarter"]

RECEIVED = ("accepted", "accepted_with_issues")
#: A form that records the one records the other too.
TABLES_WITH = {"activities": ("activities", "participants")}
#: The table of any report at all.
ANY = ""
MONTHS_OF_A_QUARTER = 3


@cache
def months_by_quarter(period: str) -> dict[str, frozenset[str]]:
    """Give the months of a period by the quarters in which they lie.

    Examples
    --------
    >>> {quarter: sorted(months) for quarter, months in months_by_quarter("2019-04").items()}
    {'2019Q2': ['2019-04']}
    """
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


def _list_combinations(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[tuple]:
    """List the different combinations of some columns of texts."""
    joint, names = np.zeros(len(frame), dtype=np.int64), []
    for column in columns:
        place, own = pd.factorize(frame[column], use_na_sentinel=False)
        joint = joint * len(own) + place
        names.append(["" if pd.isna(name) else str(name) for name in own])
    places = np.unravel_index(pd.unique(joint), [len(own) for own in names])
    return list(
        zip(*([own[p] for p in place] for own, place in zip(names, places, strict=True)), strict=True)
    )


def _list_filled(records) -> tuple[dict, dict]:
    """Give for each file the tables that it filled, each with its periods; and who spoke of which provinces in each."""
    filled: dict[str, dict[str, set[str]]] = {}
    spoken: dict[tuple[str, str, str], set[str]] = {}
    for table in RECORD_COLUMNS:
        frame = getattr(records, table, None)
        if frame is None or frame.empty or table == "figures":
            continue
        columns = ("source_file", "organization", "period", "province")
        lacking = [column for column in columns if column not in frame]
        for file, organization, period, province in _list_combinations(
            frame.assign(**dict.fromkeys(lacking, "")), columns
        ):
            filled.setdefault(file, {}).setdefault(table, set()).add(period)
            for quarter in months_by_quarter(period) if period else ():
                for own in (ANY, *TABLES_WITH.get(table, (table,))):
                    spoken.setdefault((own, organization, quarter), set()).add(province)
    return filled, spoken


def find_months(records, definitions: Definitions) -> dict[tuple[str, str, str], set[str]]:
    """Find the months of which reports speak, for each table ("" for any), organization and quarter.

    Parameters
    ----------
    records : Records
    definitions : Definitions
        Its forms say which tables a report covers. One that states no period speaks for the quarters of its rows; one
        without a row says that there was nothing: it speaks for the tables of its form, or else of the forms that
        are due from its organization.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     records = ctip.clean(ctip.read_reports(folder), definitions)
    >>> sorted(find_months(records, definitions)["activities", "CSO-01", "2019Q2"])
    ['2019-04', '2019-05', '2019-06']
    """
    return _find_months(records, definitions, _list_filled(records)[0])


def _find_months(records, definitions: Definitions, filled: dict) -> dict[tuple[str, str, str], set[str]]:
    forms, owed = _tables_of_forms(definitions), list_tables_due(definitions)
    months: dict[tuple[str, str, str], set[str]] = {}
    submissions = records.submissions
    received = submissions[submissions["fate"].isin(RECEIVED) & submissions["organization"].ne("")]
    columns = ["file", "organization", "period", "form", "rows_recorded"]
    for file, organization, period, form, recorded in zip(
        *(received[name].tolist() if name in received else [""] * len(received) for name in columns),
        strict=True,
    ):
        own = filled.get(file, {})
        tables = {*own}.union(*(forms.get(name, ()) for name in form.split(";")))
        if not tables and (recorded == 0 or not form):
            tables = owed.get(organization) or {*RECORD_COLUMNS}
        periods = {period} if period else {p for found in own.values() for p in found if p}
        for quarter, own_months in (pair for p in periods for pair in months_by_quarter(p).items()):
            for table in (ANY, *tables):
                months.setdefault((table, organization, quarter), set()).update(own_months)
    return months


def find_arrivals(records, definitions: Definitions) -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """Find the reports that came whole: for each table, and for any at all (""), organization and quarter.

    Parameters
    ----------
    records : Records
    definitions : Definitions

    Returns
    -------
    dict
        By table a dictionary from organization and quarter to the provinces of which the report has rows: empty where
        it only covers the table, "" where a row names no province. A report of one month alone is not whole.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     records = ctip.clean(ctip.read_reports(folder), definitions)
    >>> sorted(find_arrivals(records, definitions)["activities"]["CSO-01", "2019Q2"])
    ['KG-C', 'KG-GB']
    """
    filled, spoken = _list_filled(records)
    whole: dict[str, dict[tuple[str, str], frozenset[str]]] = {ANY: {}}
    for (table, organization, quarter), found in _find_months(records, definitions, filled).items():
        if len(found) == MONTHS_OF_A_QUARTER:
            provinces = spoken.get((table, organization, quarter), ())
            whole.setdefault(table, {})[organization, quarter] = frozenset(provinces)
    return whole


def list_unlisted(came: dict[tuple[str, str], frozenset[str]], definitions: Definitions) -> list[tuple]:
    """List organization and quarter of the reports with rows that came though none was due.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> definitions = load_definitions()
    >>> came = {("CSO-01", "2019Q1"): frozenset(["KG-C"]), ("CSO-01", "2019Q4"): frozenset(["KG-C"])}
    >>> list_unlisted(came, definitions)
    [('CSO-01', '2019Q4')]
    """
    listed = {
        (row["organization"], quarter)
        for row in definitions.organizations.to_dict("records")
        if row["expected_from"] and row["expected_to"]
        for quarter in list_periods(row["expected_from"], row["expected_to"])
    }
    return sorted(key for key, provinces in came.items() if provinces and key not in listed)
