"""Choose the rows that a figure shows, and say what exists where the choice is impossible."""

import pandas as pd

from ctip_analysis.definitions import list_units, period_kind
from ctip_analysis.disclosure import require_protected
from ctip_analysis.errors import InputError
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE

__all__ = ["list_breakdowns", "list_shown_periods", "select_country", "select_units", "split_options"]

NUMBERED = ("reported", "zero", "partial")
EXTRA_COLUMNS = ("denominator_source",)


def list_breakdowns(values: pd.DataFrame) -> list[str]:
    """List the breakdown columns of a frame of values.

    Examples
    --------
    >>> list_breakdowns(pd.DataFrame(columns=["indicator", "period", "sex", "value", "status"]))
    ['sex']
    """
    known = {*VALUE_COLUMNS_BEFORE, *VALUE_COLUMNS_AFTER, *EXTRA_COLUMNS}
    return [column for column in values.columns if column not in known]


def split_options(values: pd.DataFrame, options: dict) -> tuple[dict[str, str], dict]:
    """Part keywords into breakdowns of the values (all of them, ``total`` unless given) and the rest."""
    breakdowns = {name: options.get(name, "total") for name in list_breakdowns(values)}
    return breakdowns, {name: option for name, option in options.items() if name not in breakdowns}


def _require_known(definitions, values: pd.DataFrame, breakdowns: dict[str, str]) -> None:
    codes = definitions.codes
    for name, code in breakdowns.items():
        known = ["total", *codes.loc[codes["list"].eq(name), "code"]]
        known += [found for found in sorted(set(values[name].astype(str))) if found not in known]
        if code not in known:
            raise InputError(f"There is no {name} {code!r}. There are {', '.join(known)}.")


def _require_indicator(values: pd.DataFrame, definitions, indicator: str) -> pd.DataFrame:
    known = definitions.indicators["indicator"]
    if indicator not in set(known):
        raise InputError(f"There is no indicator {indicator!r}. The pack has {', '.join(known)}.")
    return values[values["indicator"].astype(str).eq(indicator)]


def _sort_periods(periods) -> list[str]:
    order = {"month": 0, "quarter": 1, "half": 2, "year": 3}
    return sorted(
        {str(period) for period in periods}, key=lambda period: (order[period_kind(period)], period)
    )


def list_shown_periods(protected, *, definitions, indicator: str, like: str | None = None) -> list[str]:
    """List the periods for which an indicator has values, of the kind of ``like`` where it is given."""
    values = _require_indicator(require_values(protected), definitions, indicator)
    periods = _sort_periods(values["period"])
    if like is None:
        return periods
    return [period for period in periods if period_kind(period) == period_kind(like)]


def require_values(protected) -> pd.DataFrame:
    """Give the frame of protected values, or refuse what is not protected."""
    require_protected(protected)
    return protected.values


def _narrow(protected, definitions, indicator, periods, breakdowns) -> pd.DataFrame:
    values = require_values(protected)
    _require_known(definitions, values, breakdowns)
    rows = _require_indicator(values, definitions, indicator)
    known = _sort_periods(rows["period"])
    for period in periods or ():
        period_kind(period)
        if known and period not in known:
            raise InputError(f"{indicator} has no values for {period!r}. It has {', '.join(known)}.")
    if periods is not None:
        rows = rows[rows["period"].astype(str).isin(list(periods))]
    for name, code in breakdowns.items():
        rows = rows[rows[name].astype(str).eq(code)]
    return rows


def select_units(
    protected, *, definitions, indicator: str, territory: str, periods, breakdowns: dict[str, str]
) -> pd.DataFrame:
    """Choose the rows of the units of a view, one a unit and period; nothing at all where nothing matches.

    Returns
    -------
    pandas.DataFrame
        Columns province, period and those after the breakdowns. A unit without a row stands as
        ``not_applicable``, as long as another has one.
    """
    if territory not in definitions.views:
        raise InputError(
            f"There is no territory view {territory!r}. The pack has {', '.join(definitions.views)}."
        )
    rows = _narrow(protected, definitions, indicator, periods, breakdowns)
    rows = rows[rows["territory"].astype(str).eq(territory) & rows["province"].ne(definitions.country)]
    columns = ["province", "period", *VALUE_COLUMNS_AFTER]
    if rows.empty:
        return rows[columns].reset_index(drop=True)
    shown = _sort_periods(rows["period"]) if periods is None else list(periods)
    every = pd.MultiIndex.from_product(
        [shown, find_units(definitions, rows, territory)], names=["period", "province"]
    )
    found = rows[columns].astype({"province": str, "period": str, "status": str})
    full = found.set_index(["period", "province"]).reindex(every).reset_index()
    return full.assign(status=full["status"].fillna("not_applicable"))[columns]


def find_units(definitions, rows: pd.DataFrame, territory: str) -> list[str]:
    """List the units of the rows: those of the view, or districts where the rows are of districts."""
    units = list_units(definitions, territory)
    found = set(rows["province"].astype(str))
    districts = list(definitions.districts["district"])
    if found <= set(units):
        return units
    if found <= set(districts):
        return sorted(districts)
    strange = sorted(found - set(units) - set(districts))
    raise InputError(f"There is no province {', '.join(strange)}. The pack has {', '.join(units)}.")


def select_country(protected, *, definitions, indicator: str, periods, breakdowns: dict[str, str]):
    """Choose the rows of the whole country, in the order of the periods."""
    rows = _narrow(protected, definitions, indicator, periods, breakdowns)
    rows = rows[rows["province"].astype(str).eq(definitions.country)]
    order = _sort_periods(rows["period"]) if periods is None else list(periods)
    rows = rows.astype({"period": str, "status": str}).drop_duplicates("period").set_index("period")
    return rows.reindex([period for period in order if period in rows.index]).reset_index()[
        ["province", "period", *VALUE_COLUMNS_AFTER]
    ]
