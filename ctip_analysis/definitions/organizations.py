"""Find what is wrong with rows that say which organization is due, where, from when to when, and with what."""

from collections.abc import Iterator

import pandas as pd

from ctip_analysis.definitions.periods import period_kind
from ctip_analysis.definitions.tables import list_records
from ctip_analysis.errors import InputError

__all__ = ["find_organization_faults"]


def _is_quarter(text: str) -> bool:
    """Whether a text is the code of a quarter."""
    try:
        return period_kind(text) == "quarter"
    except InputError:
        return False


def _check_span(first: str, last: str) -> Iterator[tuple[str, str]]:
    """Give the column and the sentence of each fault of a span of quarters."""
    for column, quarter in (("expected_from", first), ("expected_to", last)):
        if quarter and not _is_quarter(quarter):
            yield column, f"{quarter!r} is no quarter. Expected 2019Q1."
    if last and not first:
        yield "expected_from", "blank. Write the first quarter, or leave both blank."
    elif first and _is_quarter(first) and _is_quarter(last) and last < first:
        yield "expected_to", f"{last} lies before {first}."


def find_organization_faults(organizations: pd.DataFrame, name: str, *, provinces, forms) -> list[str]:
    """List the faults of rows of organizations, each with its file, row and column.

    Parameters
    ----------
    organizations : pandas.DataFrame
        Texts, with the columns organization, provinces, expected_from, expected_to and forms.
    name : str
        The file, as the faults name it.
    provinces, forms : collection of str
        The codes of the pack.

    Examples
    --------
    >>> row = pd.DataFrame([["A", "KG-C", "2019Q2", "2019Q1", ""]])
    >>> row.columns = ["organization", "provinces", "expected_from", "expected_to", "forms"]
    >>> find_organization_faults(row, "organizations.csv", provinces=["KG-C"], forms=[])
    ['organizations.csv, row 2, column expected_to: 2019Q1 lies before 2019Q2.']
    """
    faults, seen = [], set()
    known = {"provinces": (set(provinces), "province"), "forms": (set(forms), "form")}
    for position, row in enumerate(list_records(organizations), start=2):
        where = f"{name}, row {position}"
        if not row["organization"]:
            faults.append(f"{where}, column organization: blank. Write the organization's code.")
        elif row["organization"] in seen:
            faults.append(f"{where}: {row['organization']} stands twice. Keep one row.")
        seen.add(row["organization"])
        for column, (codes, what) in known.items():
            faults += [
                f"{where}, column {column}: {part!r} is no {what}."
                for part in filter(None, row[column].split(";"))
                if part not in codes
            ]
        faults += [
            f"{where}, column {column}: {fault}"
            for column, fault in _check_span(row["expected_from"], row["expected_to"])
        ]
        if row["expected_from"] and not row["provinces"]:
            faults.append(f"{where}, column provinces: blank. Write where {row['organization']} is due.")
    return faults
