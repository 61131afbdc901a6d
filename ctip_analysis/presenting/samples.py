"""A few protected values, made up by a formula, for the examples of docstrings, the tests and the gallery."""

import pandas as pd

from ctip_analysis.definitions import list_periods, list_units, load_definitions, units_parts
from ctip_analysis.disclosure import protect

__all__ = ["make_sample_values", "show_protected"]

QUARTERS = tuple(list_periods("2018Q1", "2019Q4"))
YEARS = tuple(list_periods("2014", "2019"))
#: One of each kind of no number, in one quarter, by the place of the province in the pack.
STORY = {
    (3, "2019Q2"): "not_reported",
    (5, "2019Q2"): "partial",
    (7, "2019Q2"): "zero",
    (8, "2019Q1"): "not_due",
    (8, "2018Q4"): "not_due",
    (2, "2018Q3"): "partial",
}
BREAKDOWNS = ("sex", "age_group", "exploitation", "activity_type")
NUMBERED = ("reported", "partial", "zero")


def _row(indicator, territory, province, period, value, status="reported", **codes) -> dict:
    has_number = status in NUMBERED
    value = 0.0 if status == "zero" else float(value)
    received = {"not_reported": 0, "partial": 2, "not_due": 0}.get(status, 3)
    return {
        "indicator": indicator,
        "territory": territory,
        "province": province,
        "period": period,
        **{name: codes.get(name, "total") for name in BREAKDOWNS},
        "value": value if has_number else None,
        "numerator": value if has_number else None,
        "denominator": None,
        "organizations_reporting": received,
        "organizations_expected": 0 if status == "not_due" else 3,
        "status": status,
    }


def _count(indicator: str, place: int, time: int) -> int:
    """Make up a count: some provinces are large, and all grow a little with a swing of seasons."""
    size = (41, 160, 230, 96, 120, 33, 87, 24, 58)[place % 9]
    return {"PREV-01": size // 6 + time % 4, "PREV-02": size * (6 + time % 3) + 7 * time * (place + 1)}[
        indicator
    ]


def _base_rows(definitions) -> list[dict]:
    rows = []
    provinces = list_units(definitions, next(iter(definitions.views)))
    for time, period in enumerate(QUARTERS):
        for place, province in enumerate(provinces):
            status = STORY.get((place, period), "reported")
            for indicator in ("PREV-01", "PREV-02"):
                count = _count(indicator, place, time)
                rows.append(_row(indicator, "9", province, period, count, status))
                if indicator == "PREV-02":
                    women = count * (52 + (place * 7 + time) % 20) // 100
                    for sex, part in (("female", women), ("male", count - women)):
                        rows.append(_row(indicator, "9", province, period, part, status, sex=sex))
                if indicator == "PREV-01":
                    parts = {"school_session": count // 2, "campaign": count // 3}
                    parts["awareness_event"] = count - sum(parts.values())
                    for kind, part in parts.items():
                        rows.append(_row(indicator, "9", province, period, part, status, activity_type=kind))
    rows += _pyramid_rows(provinces)
    for time, year in enumerate(YEARS):
        for place, province in enumerate(provinces):
            count = 4 * max(0, (place * 5 + time * 3) % 17 - 4)
            status = "reported" if count else "zero"
            rows.append(_row("STAT-01", "9", province, year, count, status))
    return rows


def _pyramid_rows(provinces) -> list[dict]:
    """Make up one year of attendances by sex and age, with their totals."""
    rows = []
    for place, province in enumerate(provinces):
        cells = {
            (sex, age): (place + 2) * weight * share // 100 + place
            for sex, share in (("female", 58), ("male", 42))
            for age, weight in (
                ("0_13", 40),
                ("14_17", 95),
                ("18_28", 120),
                ("29_59", 60 + share),
                ("60p", 15),
            )
        }
        rows += [
            _row("PREV-02", "9", province, "2019", count, sex=sex, age_group=age)
            for (sex, age), count in cells.items()
        ]
        for sex in ("female", "male"):
            count = sum(count for (own, _), count in cells.items() if own == sex)
            rows.append(_row("PREV-02", "9", province, "2019", count, sex=sex))
        rows.append(_row("PREV-02", "9", province, "2019", sum(cells.values())))
    return rows


def _national_rows(country: str) -> list[dict]:
    """Make up what is told of the whole country only: the headlines of three pillars, and the stages of two ways."""
    rows = []
    for time, period in enumerate(QUARTERS):
        swing = (0, 7, 3, -4)[time % 4]
        rows.append(_row("PROT-01", "9", country, period, 31 + 2 * time + swing))
        rows.append(_row("PROS-02", "9", country, period, 14 + time // 2))
        rows.append(_row("PART-05", "9", country, period, 33 + time, "partial" if time == 5 else "reported"))
    stages = {"PROT-01": 174, "PROT-06": 131, "PROT-03": 118, "PROS-01": 92, "PROS-02": 71, "PROS-04": 38}
    rows += [_row(indicator, "9", country, "2019", count) for indicator, count in stages.items()]
    rows.append(_row("PROS-05", "9", country, "2018", 19))
    share = _row("PROT-10", "9", country, "2019", 62.7)
    rows.append(share | {"numerator": 74.0, "denominator": 118.0})
    return [
        row | {"organizations_reporting": 9 * row["organizations_reporting"], "organizations_expected": 27}
        for row in rows
    ]


def _form_rows(country: str, base: pd.DataFrame) -> list[dict]:
    """Make up the forms of exploitation of the country's victims by year; they add up to all of them."""
    rows = []
    for time, year in enumerate(YEARS):
        left = int(base.loc[base["indicator"].eq("STAT-01") & base["period"].eq(year), "value"].sum())
        for form, share in (("sexual", 40 + 2 * time), ("forced_labour", 30), ("forced_begging", 4)):
            count = left * share // 100
            rows.append(_row("STAT-01", "9", country, year, count, exploitation=form))
        told = sum(row["value"] for row in rows if row["period"] == year)
        rows.append(_row("STAT-01", "9", country, year, left - told, exploitation="unknown"))
    return rows


def _add_up(rows: pd.DataFrame, territory: str, parts: dict[str, list[str]]) -> pd.DataFrame:
    """Add provinces up to larger units: what one part lacks makes the whole partial."""
    unit_of = {province: unit for unit, provinces in parts.items() for province in provinces}
    keys = ["indicator", "territory", "province", "period", *BREAKDOWNS]
    moved = rows.assign(province=rows["province"].map(unit_of), territory=territory)
    moved = moved.assign(
        is_whole=moved["status"].isin(["reported", "zero", "not_due"]), has=moved["status"].isin(NUMBERED)
    )
    added = moved.groupby(keys, sort=True).agg(
        value=("value", lambda column: column.sum(min_count=1)),
        organizations_reporting=("organizations_reporting", "sum"),
        organizations_expected=("organizations_expected", "sum"),
        is_whole=("is_whole", "all"),
        has=("has", "any"),
        first=("status", "first"),
    )
    status = (
        added["first"].where(~added["has"], "partial").where(~(added["has"] & added["is_whole"]), "reported")
    )
    status = status.mask(status.eq("reported") & added["value"].eq(0), "zero")
    added = added.assign(status=status, numerator=added["value"], denominator=None)
    return added.reset_index()[list(rows.columns)]


def make_sample_values(definitions) -> pd.DataFrame:
    """Make up values of a few indicators for every view of a pack; nothing in them is real.

    Parameters
    ----------
    definitions : Definitions

    Returns
    -------
    pandas.DataFrame
        With the columns of ``values.csv``: events and attendances by quarter, victims by year, headlines and stages
        of the whole country.

    Examples
    --------
    >>> sorted(set(make_sample_values(load_definitions())["indicator"]))[:3]
    ['PART-05', 'PREV-01', 'PREV-02']
    """
    base = pd.DataFrame(_base_rows(definitions))
    merged = [view for view in definitions.views if view != "9"]
    frames = [base, *(_add_up(base, view, units_parts(definitions, view)) for view in merged)]
    everyone = {definitions.country: list(definitions.provinces["province"])}
    frames += [_add_up(base, "9", everyone), pd.DataFrame(_form_rows(definitions.country, base))]
    frames.append(pd.DataFrame(_national_rows(definitions.country)))
    values = pd.concat([frame.astype({"denominator": float}) for frame in frames], ignore_index=True)
    return values.sort_values(list(values.columns[:8]), kind="stable", ignore_index=True)


def show_protected():
    """Give the pack of the Kyrgyz Republic and made-up protected values, for examples.

    Examples
    --------
    >>> definitions, protected = show_protected()
    >>> sorted(set(protected.values["status"]))[-1]
    'zero'
    """
    definitions = load_definitions()
    return definitions, protect(make_sample_values(definitions), definitions)
