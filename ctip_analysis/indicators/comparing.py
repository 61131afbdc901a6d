"""Two periods beside each other: all reporters, and only those that reported in both."""

from dataclasses import fields, is_dataclass, replace

import pandas as pd

from ctip_analysis.definitions import Definitions
from ctip_analysis.errors import InputError
from ctip_analysis.indicators.due import list_due_reports
from ctip_analysis.indicators.reported import CALENDAR_TABLES
from ctip_analysis.indicators.timeline import build_timeline
from ctip_analysis.indicators.values import compute_indicators

__all__ = ["compare_periods", "find_same_reporters"]


def find_same_reporters(due: pd.DataFrame, earlier: str, later: str, definitions: Definitions) -> list[str]:
    """List the organizations that sent every report due from them in both periods, and were due in both.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> due = pd.DataFrame({"organization": ["A", "A", "B", "B"], "period": ["2019Q1", "2019Q2"] * 2})
    >>> due = due.assign(report=due["organization"] + due["period"], is_received=["yes", "yes", "yes", "no"])
    >>> find_same_reporters(due, "2019Q1", "2019Q2", load_definitions())
    ['A']
    """
    timeline = build_timeline(set(due["period"]), set(), [earlier, later], definitions)
    complete = []
    for period in (earlier, later):
        spoken = [
            quarter
            for quarter, is_due in zip(
                timeline.quarters, timeline.due[timeline.periods.index(period)], strict=True
            )
            if is_due
        ]
        own = due[due["period"].isin(spoken)]
        came = own["is_received"].eq("yes").groupby(own["organization"]).all()
        complete.append(set(came.index[came]))
    return sorted(complete[0] & complete[1])


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
        ``same_organizations``, the number of organizations that it rests on.

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
    >>> set(found["same_organizations"])
    {6}
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
    due = list_due_reports(records, definitions)
    same = find_same_reporters(due, earlier, later, definitions)
    again = _compare_same(records, definitions, same, paired, earlier, later, keys)
    return paired.merge(again, on=keys, how="left").assign(same_organizations=len(same))


def _compare_same(records, definitions, same, paired, earlier, later, keys) -> pd.DataFrame:
    """Compute both periods again from some organizations alone, as if nobody else had ever been due."""
    organizations = definitions.organizations
    fewer = replace(definitions, organizations=organizations[organizations["organization"].isin(same)])
    wanted = [code for code in dict.fromkeys(paired["indicator"]) if _is_reported(definitions, code)]
    again = compute_indicators(
        _keep_organizations(records, same), fewer, periods=[earlier, later], indicators=wanted
    )
    own = again.reindex(
        columns=[*keys, "period", *(c for c in again.columns if c not in keys and c != "period")]
    )
    own[keys] = own[keys].fillna("total")
    found = _pair(own, earlier, later, keys)
    names = {name: f"same_{name}" for name in ("value_earlier", "value_later", "change", "change_percent")}
    return found[[*keys, *names]].rename(columns=names)


def _is_reported(definitions: Definitions, code: str) -> bool:
    """Whether an indicator counts what organizations report, and not their reporting itself."""
    row = definitions.rows["indicators"][(code,)]
    return row["source"] == "organizations" and row["table"] not in CALENDAR_TABLES
