"""Choose the rows that a figure shows, and say what exists where the choice is impossible."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ctip_analysis.definitions import list_units, period_bounds, period_kind
from ctip_analysis.disclosure import ProtectedValues, require_protected
from ctip_analysis.errors import InputError
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE

__all__ = [
    "Checked",
    "check_values",
    "find_last_day",
    "list_breakdowns",
    "list_own_periods",
    "list_shown_periods",
    "pool_values",
    "require_values",
    "select_country",
    "select_place",
    "select_units",
    "sort_periods",
    "split_options",
]

NUMBERED = ("reported", "zero", "partial")
SHADED = ("reported", "partial")
NUMBER_COLUMNS = ("value", "numerator", "denominator", "interval_low", "interval_high")
KIND_ORDER = {"month": 0, "quarter": 1, "half": 2, "year": 3}


@dataclass(frozen=True, eq=False)
class Checked:
    """Protected values whose proof was checked once, for as long as one figure, or one set of figures, takes.

    Raises
    ------
    DisclosureError
        If the values are not protected or were changed since.
    """

    protected: ProtectedValues
    values: pd.DataFrame = field(init=False, repr=False)
    parts: dict = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self):
        require_protected(self.protected)
        values = self.protected.values.copy()
        names = ("indicator", "territory", "province", "period", "status", *list_breakdowns(values))
        values = values.assign(**{name: values[name].astype(str) for name in names if name in values})
        # What has no number by its status has none in any column: no figure can come to depend on one.
        has_number = values["status"].isin(NUMBERED)
        values = values.assign(
            **{name: values[name].where(has_number) for name in NUMBER_COLUMNS if name in values}
        )
        object.__setattr__(self, "values", values)


def check_values(protected) -> Checked:
    """Check the proof of protected values; what was checked already is given back as it is.

    Examples
    --------
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> checked = check_values(show_protected()[1])
    >>> check_values(checked) is checked
    True
    """
    return protected if isinstance(protected, Checked) else Checked(protected)


def require_values(protected) -> pd.DataFrame:
    """Give the frame of protected values, or refuse what is not protected."""
    return check_values(protected).values


def list_breakdowns(values: pd.DataFrame) -> list[str]:
    """List the breakdown columns of a frame of values: those between the period and the value.

    Examples
    --------
    >>> list_breakdowns(pd.DataFrame(columns=["indicator", "period", "sex", "value", "status", "source"]))
    ['sex']
    """
    columns = list(values.columns)
    before = columns[: columns.index("value")] if "value" in columns else columns
    return [column for column in before if column not in {*VALUE_COLUMNS_BEFORE, *VALUE_COLUMNS_AFTER}]


def split_options(values: pd.DataFrame, options: dict) -> tuple[dict[str, str], dict]:
    """Part keywords into breakdowns of the values (all of them, ``total`` unless given) and the rest."""
    breakdowns = {name: options.get(name, "total") for name in list_breakdowns(values)}
    return breakdowns, {name: option for name, option in options.items() if name not in breakdowns}


def _require_known(definitions, values: pd.DataFrame, breakdowns: dict[str, str]) -> None:
    codes = definitions.codes
    for name, code in breakdowns.items():
        if code == "total":
            continue
        known = ["total", *codes.loc[codes["list"].eq(name), "code"]]
        known += [found for found in sorted(set(values[name])) if found not in known]
        if code not in known:
            raise InputError(f"There is no {name} {code!r}. There are {', '.join(known)}.")


def _rows_of(protected, definitions, indicator: str) -> pd.DataFrame:
    """Give the rows of an indicator, or say which indicators there are."""
    known = definitions.indicators["indicator"]
    if indicator not in set(known):
        raise InputError(f"There is no indicator {indicator!r}. The pack has {', '.join(known)}.")
    checked = check_values(protected)
    if indicator not in checked.parts:
        checked.parts[indicator] = checked.values[checked.values["indicator"].eq(indicator)]
    return checked.parts[indicator]


def sort_periods(periods) -> list[str]:
    """Sort periods: the shorter kinds first, then in the order of time.

    Examples
    --------
    >>> sort_periods(["2019", "2019Q2", "2018Q4"])
    ['2018Q4', '2019Q2', '2019']
    """

    def place(period: str) -> tuple:
        return KIND_ORDER.get(period_kind(period), len(KIND_ORDER)), find_last_day(period), period

    return sorted({str(period) for period in periods}, key=place)


def find_last_day(period: str) -> dt.date:
    """Give the last day of a period of any kind: it is the same whenever the plan began.

    Examples
    --------
    >>> find_last_day("2019Q2PTD").isoformat()
    '2019-06-30'
    """
    return period_bounds(period, plan_start="0001-01")[1]


def list_shown_periods(protected, *, definitions, indicator: str, like: str | None = None) -> list[str]:
    """List the periods for which an indicator has values, of the kind of ``like`` where it is given."""
    periods = sort_periods(_rows_of(protected, definitions, indicator)["period"].unique())
    if like is None:
        return periods
    return [period for period in periods if period_kind(period) == period_kind(like)]


def list_own_periods(protected, *, definitions, indicator: str) -> list[str]:
    """List the periods of the kind in which an indicator is told, else of the shortest kind that it has."""
    every = list_shown_periods(protected, definitions=definitions, indicator=indicator)
    own = definitions.rows["indicators"][(indicator,)]["period"]
    kinds = [period_kind(period) for period in every]
    wanted = own if own in kinds else next(iter(kinds), own)
    return [period for period, kind in zip(every, kinds, strict=True) if kind == wanted]


def _narrow(protected, definitions, indicator, periods, breakdowns) -> pd.DataFrame:
    checked = check_values(protected)
    rows = _rows_of(checked, definitions, indicator)
    _require_known(definitions, checked.values, breakdowns)
    part = (indicator, *breakdowns.items())
    if part not in checked.parts:
        chosen = np.ones(len(rows), dtype=bool)
        for name, code in breakdowns.items():
            chosen &= rows[name].eq(code).to_numpy()
        checked.parts[part] = rows[chosen]
    if periods is None:
        return checked.parts[part]
    known = set(rows["period"].unique())
    for period in periods:
        period_kind(period)
        if known and period not in known:
            listed = ", ".join(sort_periods(known))
            raise InputError(f"{indicator} has no values for {period!r}. It has {listed}.")
    return checked.parts[part][checked.parts[part]["period"].isin(list(periods))]


def _require_view(definitions, territory: str) -> None:
    if territory not in definitions.views:
        raise InputError(
            f"There is no territory view {territory!r}. The pack has {', '.join(definitions.views)}."
        )


def pool_values(
    protected, *, definitions, indicator: str, territory: str, periods, breakdowns, column="value"
) -> list:
    """List the numbers of the units of a view in some periods; the country is never among them."""
    _require_view(definitions, territory)
    rows = _narrow(protected, definitions, indicator, periods, breakdowns)
    chosen = rows["territory"].eq(territory) & rows["province"].ne(definitions.country)
    return rows.loc[chosen & rows["status"].isin(SHADED), column].dropna().tolist()


def select_units(
    protected, *, definitions, indicator: str, territory: str, periods, breakdowns: dict[str, str]
) -> pd.DataFrame:
    """Choose the rows of the units of a view, one a unit and period; nothing at all where nothing matches.

    Returns
    -------
    pandas.DataFrame
        Columns province, period and those after the breakdowns. A unit without a row stands as
        ``not_applicable``, as long as another has one. The same frame for the same question: change a copy.
    """
    checked, asked = check_values(protected), None if periods is None else tuple(periods)
    key = ("units", indicator, territory, asked, *breakdowns.items())
    if key not in checked.parts:
        checked.parts[key] = _find_units_rows(checked, definitions, indicator, territory, periods, breakdowns)
    return checked.parts[key]


def _find_units_rows(checked, definitions, indicator, territory, periods, breakdowns) -> pd.DataFrame:
    _require_view(definitions, territory)
    rows = _narrow(checked, definitions, indicator, periods, breakdowns)
    rows = rows[rows["territory"].eq(territory) & rows["province"].ne(definitions.country)]
    columns = ["province", "period", *VALUE_COLUMNS_AFTER]
    if rows.empty:
        return rows[columns].reset_index(drop=True)
    shown = sort_periods(rows["period"]) if periods is None else list(periods)
    every = pd.MultiIndex.from_product(
        [shown, find_units(definitions, rows, territory)], names=["period", "province"]
    )
    full = rows[columns].set_index(["period", "province"]).reindex(every).reset_index()
    return full.assign(status=full["status"].fillna("not_applicable"))[columns]


def find_units(definitions, rows: pd.DataFrame, territory: str) -> list[str]:
    """List the units of the rows: those of the view, or districts where the rows are of districts."""
    units = list_units(definitions, territory)
    found = set(rows["province"])
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
    rows = rows[rows["province"].eq(definitions.country)]
    order = sort_periods(rows["period"]) if periods is None else list(periods)
    rows = rows.drop_duplicates("period").set_index("period")
    return rows.reindex([period for period in order if period in rows.index]).reset_index()[
        ["province", "period", *VALUE_COLUMNS_AFTER]
    ]


def select_place(
    protected,
    *,
    definitions,
    indicator: str,
    territory: str,
    periods,
    breakdowns,
    province: str | None = None,
) -> pd.DataFrame:
    """Choose the rows of one unit of a view, or of the whole country, in the order of the periods.

    Raises
    ------
    InputError
        If the view has no such unit; the message says which it has.
    """
    chosen = {"definitions": definitions, "indicator": indicator, "breakdowns": breakdowns}
    if province is None or province == definitions.country:
        return select_country(protected, periods=periods, **chosen)
    rows = select_units(protected, territory=territory, periods=periods, **chosen)
    known = sorted(set(rows["province"]))
    if known and province not in known:
        raise InputError(f"There is no province {province!r}. There are {', '.join(known)}.")
    return rows[rows["province"].eq(province)].reset_index(drop=True)
