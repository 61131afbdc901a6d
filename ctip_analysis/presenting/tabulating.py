"""Protected values of an indicator as a table for people: names, numbers, marks of their own meaning."""

import pandas as pd

from ctip_analysis.definitions import describe_code, period_kind, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.map_content import name_place
from ctip_analysis.presenting.selecting import NUMBERED, list_breakdowns, require_values
from ctip_analysis.presenting.wording import decimals_of, format_number, format_period, unit_of

__all__ = ["MARK_OF_STATUS", "format_for", "tabulate_indicator"]

#: The shorthand in the cell where the number would stand. One mark for all that is hidden, whatever the reason.
MARK_OF_STATUS = {
    "not_reported": "[x]",
    "not_due": "[w]",
    "not_applicable": "[z]",
    "suppressed": "[c]",
}
KIND_ORDER = {"year": 0, "half": 1, "quarter": 2, "month": 3}


def format_for(definitions, indicator: str) -> str:
    """Give the number format of a spreadsheet for an indicator; Excel itself writes it as the country does.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> format_for(load_definitions(), "PREV-05")
    '#,##0.0'
    """
    decimals = decimals_of(definitions, indicator)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _sort_rows(rows: pd.DataFrame, definitions, breakdowns: list[str]) -> pd.DataFrame:
    """Sort by view, kind of period, period, then total before parts, the country before provinces."""
    orders = {
        name: {code: place for place, code in enumerate(codes["code"], start=1)}
        for name, codes in definitions.codes.groupby("list", sort=False)
    }
    keys = pd.DataFrame(
        {
            "view": rows["territory"].astype(int) * -1,
            "kind": rows["period"].map(period_kind).map(KIND_ORDER),
            "period": rows["period"],
            **{
                name: rows[name].map(lambda code, name=name: orders.get(name, {}).get(code, 0))
                for name in breakdowns
            },
            "is_part": rows["province"].ne(definitions.country),
            "province": rows["province"],
        }
    )
    return rows.loc[keys.sort_values(list(keys.columns), kind="stable").index]


def _say_column(definitions, name: str, language: str) -> str:
    """Name a breakdown: the pack's word, or the code where a pack has a breakdown of its own."""
    known = set(definitions.words["word"])
    return say(definitions, f"column_{name}", language) if f"column_{name}" in known else name


def _write_value(value, status: str, decimals: int):
    """Give the cell of a value: a number, or its mark."""
    if status not in NUMBERED:
        return MARK_OF_STATUS[status]
    return round(value) if decimals == 0 else round(float(value), decimals)


def _write_count(count):
    return "[z]" if pd.isna(count) else int(count)


def tabulate_indicator(
    protected, *, definitions, indicator: str, language: str = "en", territory: str | None = None
) -> pd.DataFrame:
    """Tabulate all values of an indicator for people.

    Parameters
    ----------
    protected : ProtectedValues
    definitions : Definitions
    indicator : str
    language : str
    territory : {"9", "8", "7"}, optional
        One view only; all views when not given.

    Returns
    -------
    pandas.DataFrame
        Place, code, view (where there are several), period, the breakdowns that are in use, the value (a number or
        a mark: ``[x]`` not reported, ``[w]`` not due, ``[z]`` not applicable, ``[c]`` suppressed), its status in
        words, reports received and due; titled in the language.

    Raises
    ------
    DisclosureError
        If the values are not protected.
    InputError
        If the values hold nothing of the indicator.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> tabulate_indicator(protected, definitions=definitions, indicator="PREV-01").columns.tolist()[-4:]
    ['Value (events)', 'Status', 'Reports received', 'Reports due']
    """
    values = require_values(protected)
    rows = values[values["indicator"].astype(str).eq(indicator)]
    if territory is not None:
        rows = rows[rows["territory"].astype(str).eq(territory)]
    if rows.empty:
        held = ", ".join(dict.fromkeys(values["indicator"].astype(str)))
        raise InputError(f"The values hold nothing of {indicator!r}. They hold {held or 'nothing'}.")
    rows = rows.astype({"territory": str, "province": str, "period": str, "status": str})
    used = [name for name in list_breakdowns(rows) if rows[name].astype(str).ne("total").any()]
    rows = _sort_rows(rows.astype(dict.fromkeys(used, str)), definitions, used)
    decimals = decimals_of(definitions, indicator)
    columns = {
        say(definitions, "column_place", language): [
            name_place(definitions, u, language) for u in rows["province"]
        ]
    }
    columns[say(definitions, "column_code", language)] = rows["province"].tolist()
    if len(set(rows["territory"])) > 1:
        columns[say(definitions, "column_view", language)] = [
            say(definitions, "view_units", language, value=format_number(int(view), language))
            for view in rows["territory"]
        ]
    columns[say(definitions, "column_period", language)] = [
        format_period(definitions, period, language) for period in rows["period"]
    ]
    for name in used:
        columns[_say_column(definitions, name, language)] = [
            describe_code(definitions, name, code, language) for code in rows[name]
        ]
    value = f"{say(definitions, 'column_value', language)} ({unit_of(definitions, indicator, language)})"
    columns[value] = [
        _write_value(number, status, decimals)
        for number, status in zip(rows["value"], rows["status"], strict=True)
    ]
    columns[say(definitions, "column_status", language)] = [
        say(definitions, status, language) for status in rows["status"]
    ]
    for word, column in (
        ("column_received", "organizations_reporting"),
        ("column_expected", "organizations_expected"),
    ):
        columns[say(definitions, word, language)] = [_write_count(count) for count in rows[column]]
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})
