"""Which reports came whole, for each table of records, and of which provinces they speak."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from ctip_analysis.definitions.loading import Definitions
from ctip_analysis.definitions.periods import list_periods, period_bounds, period_of_date
from ctip_analysis.frames import RECORD_COLUMNS

__all__ = [
    "ANY",
    "find_arrivals",
    "find_months",
    "list_listed",
    "list_tables_due",
    "list_unlisted",
    "months_by_quarter",
]

RECEIVED = ("accepted", "accepted_with_issues")
#: A form that records the one records the other too.
TABLES_WITH = {"activities": ("activities", "participants")}
#: The table of any report at all.
ANY = ""
MONTHS_OF_A_QUARTER = 3
NOWHERE: frozenset[str] = frozenset()


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
    """Give the tables that each form records."""
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


def _read_of(records):
    """Give a function from a table and a column to the positions and labels of its texts."""

    def read(table: str, column: str):
        """Give positions and labels of a column."""
        places, names = pd.factorize(getattr(records, table)[column], use_na_sentinel=False)
        return places, np.array(["" if pd.isna(name) else str(name) for name in names], dtype=object)

    return read


def _list_combinations(columns: list[tuple[np.ndarray, np.ndarray]]) -> zip:
    """List the different combinations of some columns of texts."""
    joint = np.zeros(len(columns[0][0]), dtype=np.int64)
    for positions, labels in columns:
        joint = joint * len(labels) + positions
    places = np.unravel_index(pd.unique(joint), [len(labels) for _, labels in columns])
    named = (labels[place].tolist() for place, (_, labels) in zip(places, columns, strict=True))
    return zip(*named, strict=True)


def _gather_provinces(columns: list[tuple[np.ndarray, np.ndarray]]) -> dict[tuple[str, str], frozenset[str]]:
    """Give the provinces that rows name, by organization and period."""
    (organization, organizations), (period, periods), (province, provinces) = columns
    joint = (organization * len(periods) + period) * len(provinces) + province
    report, place = np.divmod(np.sort(pd.unique(joint)), len(provinces))
    starts = np.flatnonzero(np.diff(report, prepend=-1)).tolist()
    names, ends = provinces[place].tolist(), [*starts[1:], len(report)]
    return {
        (organizations[own // len(periods)], periods[own % len(periods)]): frozenset(names[start:end])
        for own, start, end in zip(report[starts].tolist(), starts, ends, strict=True)
    }


def _read_tables(records, read, *columns: str) -> Iterator[tuple[str, list[tuple[np.ndarray, np.ndarray]]]]:
    """Give for each table of records positions and labels of some columns; one that it has not says nothing."""
    for table in RECORD_COLUMNS:
        frame = getattr(records, table, None)
        if frame is None or frame.empty or table == "figures":
            continue
        yield (
            table,
            [
                read(table, column)
                if column in frame
                else (np.zeros(len(frame), dtype=np.int64), np.array([""], dtype=object))
                for column in columns
            ],
        )


def _list_filled(records, read) -> dict[str, dict[str, set[str]]]:
    """Give for each file the tables that it filled, each with its periods."""
    filled: dict[str, dict[str, set[str]]] = {}
    for table, columns in _read_tables(records, read, "source_file", "period"):
        for file, period in _list_combinations(columns):
            filled.setdefault(file, {}).setdefault(table, set()).add(period)
    return filled


def _list_spoken(records, read) -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """Give by table, organization and quarter the provinces that rows speak of."""
    spoken: dict[str, dict[tuple[str, str], frozenset[str]]] = {}
    for table, columns in _read_tables(records, read, "organization", "period", "province"):
        for (organization, period), provinces in _gather_provinces(columns).items():
            for quarter in months_by_quarter(period) if period else ():
                key = (organization, quarter)
                for name in (ANY, *TABLES_WITH.get(table, (table,))):
                    own = spoken.setdefault(name, {})
                    own[key] = own[key] | provinces if key in own else provinces
    return spoken


def find_months(records, definitions: Definitions) -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """Find the months of which reports speak: for each table, and for any at all (""), organization and quarter.

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
    >>> sorted(find_months(records, definitions)["activities"]["CSO-01", "2019Q2"])
    ['2019-04', '2019-05', '2019-06']
    """
    return _find_months(records, definitions, _list_filled(records, _read_of(records)))


def _find_months(
    records, definitions: Definitions, filled: dict
) -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """Find the months of which reports speak, from what their files filled."""
    forms, owed = _tables_of_forms(definitions), list_tables_due(definitions)
    months: dict[str, dict[tuple[str, str], frozenset[str]]] = {ANY: {}}
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
            key = (organization, quarter)
            for table in (ANY, *tables):
                known = months.setdefault(table, {})
                known[key] = known[key] | own_months if key in known else own_months
    return months


def find_arrivals(
    records, definitions: Definitions, *, read=None
) -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """Find the reports that came whole: for each table, and for any at all (""), organization and quarter.

    Parameters
    ----------
    records : Records
    definitions : Definitions
    read : callable, optional
        Gives positions and labels of the texts of a table and column, where they are encoded already.

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
    read = read or _read_of(records)
    filled, spoken = _list_filled(records, read), _list_spoken(records, read)
    return {
        table: {
            key: spoken.get(table, {}).get(key, NOWHERE)
            for key, found in months.items()
            if len(found) == MONTHS_OF_A_QUARTER
        }
        for table, months in _find_months(records, definitions, filled).items()
    }


def list_listed(came, definitions: Definitions) -> dict[tuple[str, str], tuple[str, ...]]:
    """List organization and quarter of the reports that the pack lists as due, each with its provinces.

    Parameters
    ----------
    came : collection of tuple of str
        Organization and quarter of the reports that came.
    definitions : Definitions
        An organization without a last quarter is due until the last of which any list or report speaks: no clock is
        asked.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> sorted(list_listed({}, load_definitions()))[-1]
    ('CSO-07', '2019Q2')
    """
    rows = [row for row in definitions.organizations.to_dict("records") if row["expected_from"]]
    ends = {row["expected_to"] for row in rows} | {quarter for _, quarter in came}
    latest = max(ends, default="")
    return {
        (row["organization"], quarter): tuple(row["provinces"].split(";"))
        for row in rows
        if row["expected_to"] or row["expected_from"] <= latest
        for quarter in list_periods(row["expected_from"], row["expected_to"] or latest)
    }


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
    listed = list_listed(came, definitions)
    return sorted(key for key, provinces in came.items() if provinces and key not in listed)
