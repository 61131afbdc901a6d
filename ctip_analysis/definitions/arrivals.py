"""Which reports came whole, for each table of records, and of which provinces they speak."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from ctip_analysis.definitions.loading import Definitions
from ctip_analysis.definitions.periods import list_periods, period_bounds, period_of_date
from ctip_analysis.frames import RECORD_COLUMNS

__all__ = [
    "ANY",
    "Arrivals",
    "find_arrivals",
    "find_months",
    "gather_arrivals",
    "list_tables_due",
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


@dataclass(frozen=True)
class Arrivals:
    """Which reports came whole, and of what their rows speak; a result of `gather_arrivals`.

    ``tables`` holds for each organization and quarter of which a report came the tables that came whole, and "" for any
    at all; ``spoken`` marks by table the organizations, quarters and provinces of which rows speak, in the order of
    these lists.
    """

    tables: dict[tuple[str, str], frozenset[str]]
    organizations: list[str]
    quarters: list[str]
    provinces: list[str]
    spoken: dict[str, np.ndarray]

    def list_provinces(self, table: str = ANY) -> dict[tuple[str, str], frozenset[str]]:
        """List the reports that came whole with a table, each with the provinces of which its rows speak."""
        found = {key: NOWHERE for key, tables in self.tables.items() if table in tables}
        if table not in self.spoken:
            return found
        places = (place.tolist() for place in self.spoken[table].nonzero())
        told: dict[tuple[str, str], list[str]] = {}
        for organization, quarter, province in zip(*places, strict=True):
            key = (self.organizations[organization], self.quarters[quarter])
            told.setdefault(key, []).append(self.provinces[province])
        return found | {key: frozenset(own) for key, own in told.items() if key in found}


#: What says of which report a row is, and of where it speaks.
SPEAKING = ("source_file", "organization", "period", "province")


def _read_speaking(records, read) -> dict[str, list[tuple[np.ndarray, np.ndarray]]]:
    """Read by table the columns that say of which report a row is; one that is lacking is unknown."""
    found = {}
    for table in RECORD_COLUMNS:
        frame = getattr(records, table, None)
        if frame is not None and not frame.empty and table != "figures":
            nothing = np.zeros(len(frame), dtype=np.int64), np.array([""], dtype=object)
            found[table] = [read(table, name) if name in frame else nothing for name in SPEAKING]
    return found


def _mark_spoken(columns: dict, names: list[list[str]], quarters: list[str]) -> dict[str, np.ndarray]:
    """Mark by table, and for any at all, the organizations, quarters and provinces of which rows speak."""
    numbers = [{name: place for place, name in enumerate(own)} for own in (*names, quarters)]
    spoken: dict[str, np.ndarray] = {}
    for table, (_, *own) in columns.items():
        places = [
            np.array([number[label] for label in labels], dtype=np.int64)[positions]
            for (positions, labels), number in zip(own, numbers, strict=False)
        ]
        cells = np.zeros([len(number) for number in numbers[:3]], dtype=bool)
        cells[tuple(places)] = True
        in_quarters = np.zeros((len(numbers[0]), len(quarters), len(numbers[2])), dtype=bool)
        for period, place in numbers[1].items():
            for quarter in months_by_quarter(period) if period else ():
                in_quarters[:, numbers[3][quarter]] |= cells[:, place]
        for name in (ANY, *TABLES_WITH.get(table, (table,))):
            spoken[name] = spoken[name] | in_quarters if name in spoken else in_quarters
    return spoken


def _list_filled(columns: dict) -> dict[str, tuple[str, ...]]:
    """List the tables that each file filled."""
    filled: dict[str, tuple[str, ...]] = {}
    for table, ((file, files), *_) in columns.items():
        for name in files[np.bincount(file, minlength=len(files)) > 0].tolist():
            filled[name] = (*filled.get(name, ()), table)
    return filled


def _list_periods(columns: dict, file: str) -> list[str]:
    """List the periods of which the rows of a file speak."""
    found: set[str] = set()
    for (own, files), _, (period, periods), _ in columns.values():
        found.update(periods[period[(files == file)[own]]].tolist())
    return sorted(found - {""})


def _cover_tables(definitions: Definitions):
    """Give a function to the tables that a report covers: those that it filled, and those of its form or of who sent it."""
    forms, owed = _tables_of_forms(definitions), list_tables_due(definitions)

    @cache
    def cover(filled: tuple[str, ...], form: str, organization: str) -> frozenset[str]:
        """Give the tables that a report covers, any at all among them; for an organization, those due from it."""
        tables = {*filled}.union(*(forms.get(name, ()) for name in form.split(";")))
        if not tables and organization:
            tables = owed.get(organization) or {*RECORD_COLUMNS}
        return frozenset({ANY, *tables})

    return cover


def _list_months(
    records, definitions: Definitions, columns: dict
) -> dict[tuple[str, str], dict[str, frozenset]]:
    """List by organization and quarter the months of which reports speak, each with the tables that they cover."""
    filled, cover = _list_filled(columns), _cover_tables(definitions)
    listed: dict[tuple[str, str], dict[str, frozenset]] = {}
    submissions = records.submissions
    named = ("fate", "file", "organization", "period", "form", "rows_recorded")
    for fate, file, organization, period, form, recorded in zip(
        *(submissions[name].tolist() if name in submissions else [""] * len(submissions) for name in named),
        strict=True,
    ):
        if fate not in RECEIVED or not organization:
            continue
        # One that has rows, and tells its form, covers nothing else.
        tables = cover(filled.get(file, ()), form, organization if recorded == 0 or not form else "")
        for own in [period] if period else _list_periods(columns, file):
            for quarter, months in months_by_quarter(own).items():
                known = listed.setdefault((organization, quarter), {})
                for month in months:
                    known[month] = known[month] | tables if month in known else tables
    return listed


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
    listed = _list_months(records, definitions, _read_speaking(records, _read_of(records)))
    found: dict[str, dict[tuple[str, str], frozenset[str]]] = {ANY: {}}
    for key, months in listed.items():
        for table in set().union(*months.values()):
            own = (month for month, tables in months.items() if table in tables)
            found.setdefault(table, {})[key] = frozenset(own)
    return found


def gather_arrivals(records, definitions: Definitions, *, read=None) -> Arrivals:
    """Gather which reports came whole, for each table, and of what their rows speak.

    Parameters
    ----------
    records : Records
    definitions : Definitions
    read : callable, optional
        Gives positions and labels of the texts of a table and column, where they are encoded already.
    """
    columns = _read_speaking(records, read or _read_of(records))
    organizations, periods, provinces = (
        list(dict.fromkeys(label for own in columns.values() for label in own[place][1].tolist()))
        for place in (1, 2, 3)
    )
    quarters = sorted({quarter for period in periods if period for quarter in months_by_quarter(period)})
    whole = {
        key: frozenset.intersection(*months.values())
        for key, months in _list_months(records, definitions, columns).items()
        if len(months) == MONTHS_OF_A_QUARTER
    }
    spoken = _mark_spoken(columns, [organizations, periods, provinces], quarters)
    return Arrivals(whole, organizations, quarters, provinces, spoken)


def find_arrivals(records, definitions: Definitions) -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """Find the reports that came whole: for each table, and for any at all (""), organization and quarter.

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
    arrivals = gather_arrivals(records, definitions)
    return {table: arrivals.list_provinces(table) for table in {ANY}.union(*arrivals.tables.values())}
