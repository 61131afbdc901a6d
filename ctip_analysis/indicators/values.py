"""All indicators of the pack, each by its kind, in one frame of values."""

import pandas as pd

from ctip_analysis.definitions import Definitions
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE, require_columns
from ctip_analysis.indicators.due import list_due_reports
from ctip_analysis.indicators.population import find_population, prepare_population
from ctip_analysis.indicators.reported import compute_reported, prepare_calendar
from ctip_analysis.indicators.statistics_values import compute_official

__all__ = ["compute_indicators"]

NUMBERS = ("reported", "zero", "partial")


def _list_breakdowns(definitions: Definitions) -> list[str]:
    return sorted(
        {name for names in definitions.indicators["breakdowns"] for name in names.split(";") if name}
    )


def _is_referring(indicator: dict) -> bool:
    """Whether an indicator is put together from other indicators' values."""
    return not indicator["measure"]


def _compute_ratio(indicator: dict, values: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """Divide one indicator's values by another's, or by the population, in the same unit and period."""
    keys = ["unit", "territory", "period"]
    totals = values[values[_list_breakdowns(definitions)].eq("total").all(axis=1)]
    row = totals[totals["indicator"].eq(indicator["numerator"])].copy()
    if indicator["denominator"] == "population":
        population = prepare_population(definitions)
        found = [
            find_population(population, unit, territory, int(period[:4]))
            for unit, territory, period in row[keys].itertuples(index=False)
        ]
        row["denominator"] = [persons for persons, _ in found]
        row["denominator_source"] = [source for _, source in found]
    else:
        below = totals[totals["indicator"].eq(indicator["denominator"])].set_index(keys)["value"]
        row["denominator"] = below.reindex(pd.MultiIndex.from_frame(row[keys])).to_numpy()
    row["denominator"] = row["denominator"].astype(float)
    row["numerator"] = row["value"]
    over = row["denominator"].where(row["denominator"].gt(0))
    row["value"] = row["numerator"] / over * float(indicator["multiplier"])
    has_number = row["status"].isin(NUMBERS)
    row.loc[has_number & row["value"].isna(), "status"] = "not_applicable"
    return row


def _finish(values: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """Order the columns and rows as the contract says; only a value with a number keeps its parts."""
    values = values.rename(columns={"unit": "province"})
    no_number = ~values["status"].isin(NUMBERS)
    values.loc[no_number, "value"] = float("nan")
    values.loc[no_number & values["status"].ne("not_applicable"), ["numerator", "denominator"]] = float("nan")
    counts = ["organizations_reporting", "organizations_expected"]
    values[counts] = values[counts].astype(int)
    keys = [*VALUE_COLUMNS_BEFORE, *_list_breakdowns(definitions)]
    columns = [*keys, *VALUE_COLUMNS_AFTER, "denominator_source"]
    return values[columns].sort_values(keys, ignore_index=True)


def compute_indicators(records, definitions: Definitions) -> pd.DataFrame:
    """Compute every indicator of the pack for every unit, period and breakdown that was due.

    Parameters
    ----------
    records : Records
        From `clean`.
    definitions : Definitions

    Returns
    -------
    pandas.DataFrame
        Columns as in the contract: indicator, territory, province, period, a column for each breakdown, value,
        numerator, denominator, organizations_reporting, organizations_expected, status; last
        ``denominator_source``, which population a rate divides by. One row a combination, sorted. Unprotected.

    Notes
    -----
    A half-year or a year stands in the table only when each of its quarters lies in the span that was due.
    ``organizations_reporting`` are those that sent every report due from them in the period.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     values = ctip.compute_indicators(ctip.clean(ctip.read_reports(folder), definitions), definitions)
    >>> values.query("indicator == 'DQ-01' and province == 'KG' and period == '2019Q2'")["value"].round(
    ...     1
    ... ).tolist()
    [90.0]
    """
    for name, columns in {
        "activities": ("organization", "period", "province"),
        "figures": ("measure",),
    }.items():
        require_columns(getattr(records, name), columns, name)
    due = list_due_reports(records, definitions)
    tables = {
        "activities": records.activities,
        "participants": records.participants,
        "figures": records.figures,
        "due_reports": due,
    }
    calendar = prepare_calendar(due, definitions)
    breakdowns = _list_breakdowns(definitions)
    indicators = definitions.indicators.to_dict("records")
    # What refers to other indicators comes after them.
    values = pd.DataFrame()
    for indicator in sorted(indicators, key=_is_referring):
        if _is_referring(indicator):
            found = _compute_ratio(indicator, values, definitions) if len(values) else pd.DataFrame()
        elif indicator["source"] == "official":
            found = compute_official(tables["figures"], indicator, definitions)
        else:
            found = compute_reported(tables[indicator["table"]], calendar, indicator, definitions)
        if len(found):
            found = found.assign(indicator=indicator["indicator"])
            values = pd.concat([values, found], ignore_index=True)
            for name in breakdowns:
                values[name] = values[name].fillna("total") if name in values else "total"
    if values.empty:
        return pd.DataFrame(
            columns=[*VALUE_COLUMNS_BEFORE, *breakdowns, *VALUE_COLUMNS_AFTER, "denominator_source"]
        )
    if "denominator_source" not in values:
        values["denominator_source"] = ""
    return _finish(values.assign(denominator_source=values["denominator_source"].fillna("")), definitions)
