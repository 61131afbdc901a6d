"""Two periods beside each other: all reporters, and only those that reported in both."""

from dataclasses import fields, is_dataclass, replace

import pandas as pd

from ctip_analysis.definitions import ANY, Definitions, gather_arrivals, list_tables_due
from ctip_analysis.errors import InputError
from ctip_analysis.indicators.counts import count_own_reports, spread_due
from ctip_analysis.indicators.due import list_quarters_due, list_reports_of
from ctip_analysis.indicators.places import list_places
from ctip_analysis.indicators.setting import CALENDAR_TABLES, TABLES_OF_ANY
from ctip_analysis.indicators.timeline import build_timeline
from ctip_analysis.indicators.values import compute_indicators

__all__ = ["compare_periods", "find_same_reporters"]


def find_same_reporters(
    records, earlier: str, later: str, definitions: Definitions, *, table: str = ANY
) -> list[str]:
    """List the organizations that were due in both periods and sent every report due from them, with a table.

    Parameters
    ----------
    records : Records
    earlier, later : str
        Periods.
    definitions : Definitions
    table : str
        The table of records that the reports must hold; any report at all when not given.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     records = ctip.clean(ctip.read_reports(folder), definitions)
    >>> find_same_reporters(records, "2019Q1", "2019Q2", definitions)
    ['CSO-01', 'CSO-02', 'CSO-03', 'CSO-04', 'CSO-05', 'CSO-06']
    """
    arrivals = gather_arrivals(records, definitions)
    due = list_reports_of(arrivals.list_provinces(), definitions, days={})
    timeline = build_timeline(*list_quarters_due(due), set(), [earlier, later], definitions)
    grid = spread_due(due, arrivals, list_tables_due(definitions), timeline, list_places(definitions))
    is_due, is_whole = count_own_reports(grid, timeline, table=table)
    return [
        name for name, both in zip(grid.organizations, (is_due & is_whole).all(axis=1), strict=True) if both
    ]


def _keep_organizations(records, organizations: list[str]):
    """Give the records of some organizations alone."""
    names = [field.name for field in fields(records)] if is_dataclass(records) else list(vars(records))
    kept = {}
    for name in names:
        frame = getattr(records, name)
        if isinstance(frame, pd.DataFrame) and "organization" in frame and name not in ("figures", "issues"):
            kept[name] = frame[frame["organization"].isin(organizations)]
    if is_dataclass(records):
        return replace(records, **kept)
    return type(records)(**(vars(records) | kept))


def _pair(values: pd.DataFrame, earlier: str, later: str, keys: list[str]) -> pd.DataFrame:
    """Put the values of two periods side by side, with their change."""
    numbers = ["value", "status", "organizations_reporting", "organizations_expected"]
    sides = [
        values.loc[values["period"].eq(period), [*keys, *numbers]].rename(
            columns={name: f"{name}_{side}" for name in numbers}
        )
        for period, side in ((earlier, "earlier"), (later, "later"))
    ]
    paired = sides[0].merge(sides[1], on=keys, how="outer")
    before = paired["value_earlier"].astype(float)
    change = paired["value_later"].astype(float) - before
    return paired.assign(change=change, change_percent=100 * change / before.where(before.ne(0)))


def compare_periods(
    values: pd.DataFrame, earlier: str, later: str, *, records=None, definitions: Definitions | None = None
) -> pd.DataFrame:
    """Compare every value of two periods; with the records, also on the same reporters.

    Parameters
    ----------
    values : pandas.DataFrame
        From `compute_indicators`.
    earlier, later : str
        Two of its periods.
    records : Records, optional
        What the values were computed from. The values are then computed again from the organizations alone that
        sent every report due from them in both periods.
    definitions : Definitions, optional
        Needed with ``records``.

    Returns
    -------
    pandas.DataFrame
        One row a value: indicator, territory, province, the breakdowns, then value, status,
        organizations_reporting and organizations_expected with the endings ``_earlier`` and ``_later``, ``change``
        and ``change_percent`` (missing where either side is, or the earlier is 0); with records also
        ``same_value_earlier``, ``same_value_later``, ``same_change``, ``same_change_percent`` and
        ``same_organizations``, the number of organizations of that unit that it rests on: those that reported the
        indicator's table in both periods.

    Raises
    ------
    InputError
        If the values hold nothing of a period, or records come without definitions.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     records = ctip.clean(ctip.read_reports(folder), definitions)
    >>> values = ctip.compute_indicators(records, definitions, indicators=["PREV-01"])
    >>> found = compare_periods(values, "2019Q1", "2019Q2", records=records, definitions=definitions)
    >>> found.query("activity_type == 'total' and territory == '7'").set_index("province")[
    ...     "same_organizations"
    ... ].to_dict()
    {'KG-B': 1, 'KG-C': 1, 'KG-J': 1, 'KG-N': 1, 'KG-O': 1, 'KG-T': 1, 'KG-Y': 1}
    """
    for period in (earlier, later):
        if period not in set(values["period"]):
            held = ", ".join(sorted(set(values["period"])))
            raise InputError(f"The values hold nothing of {period!r}. They hold {held or 'nothing'}.")
    columns = list(values.columns)
    keys = [name for name in columns[: columns.index("value")] if name != "period"]
    paired = _pair(values, earlier, later, keys)
    if records is None:
        return paired
    if definitions is None:
        raise InputError("To compare the same reporters, give the definitions with the records.")
    again = _compare_same(records, definitions, paired, earlier, later, keys)
    found = paired.merge(again, on=keys, how="left")
    return found.assign(same_organizations=found["same_organizations"].fillna(0).astype(int))


def _compare_same(records, definitions: Definitions, paired, earlier, later, keys) -> pd.DataFrame:
    """Compare both periods again, each indicator on those alone that reported its table in both."""
    of_table: dict[str, list[str]] = {}
    for code in dict.fromkeys(paired["indicator"]):
        table = _find_table(definitions, code)
        if table is not None:
            of_table.setdefault(table, []).append(code)
    found = [
        _compare_table(records, definitions, table, codes, (earlier, later), keys)
        for table, codes in of_table.items()
    ]
    numbers = ["same_value_earlier", "same_value_later", "same_change", "same_change_percent"]
    filled = [frame for frame in found if len(frame)]
    nothing = pd.DataFrame(columns=[*keys, *numbers, "same_organizations"])
    return pd.concat(filled, ignore_index=True) if filled else nothing


def _compare_table(records, definitions: Definitions, table, codes, periods, keys) -> pd.DataFrame:
    """Compute both periods again from the same reporters of a table alone, as if nobody else had ever been due."""
    same = find_same_reporters(records, *periods, definitions, table=table)
    organizations = definitions.organizations
    fewer = replace(definitions, organizations=organizations[organizations["organization"].isin(same)])
    again = compute_indicators(
        _keep_organizations(records, same), fewer, periods=[*periods], indicators=codes
    )
    again = again[again["indicator"].isin(codes)]
    own = again.assign(**{name: "total" for name in keys if name not in again})
    found = _pair(own, *periods, keys)
    names = {name: f"same_{name}" for name in ("value_earlier", "value_later", "change", "change_percent")}
    names["organizations_reporting_later"] = "same_organizations"
    return found[[*keys, *names]].rename(columns=names)


def _find_table(definitions: Definitions, code: str) -> str | None:
    """Give the table that an indicator, or the one above its line, counts; None where it is no work of organizations."""
    row = definitions.rows["indicators"][(code,)]
    if row["source"] != "organizations" or row["table"] in CALENDAR_TABLES:
        return None
    if not row["aggregate"]:
        return _find_table(definitions, row["numerator"])
    return ANY if row["table"] in TABLES_OF_ANY else row["table"]
