"""Rules over time: who did not report or was not due, what only grows, jumps or goes backwards (P01 to P09, O07)."""

import itertools
from collections.abc import Iterator

import pandas as pd

from ctip_analysis.checking.places import Spots
from ctip_analysis.definitions import (
    ANY,
    Definitions,
    describe_code,
    find_arrivals,
    find_months,
    list_listed,
    list_unlisted,
    make_issue,
    months_by_quarter,
    read_thresholds,
)

__all__ = ["PERIOD_RULES"]


def find_missing_reports(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """P01: an organization was due for a quarter and nothing of it was accepted, or not for each of its months."""
    came = find_months(records, definitions)[ANY]
    for organization, period in list_listed(came, definitions):
        months = came.get((organization, period), frozenset())
        missing = months_by_quarter(period)[period] - months
        if missing:
            case, place = "months" if months else "", {"organization": organization}
            parts = {"period": period, "months": ", ".join(sorted(missing))}
            yield make_issue(definitions, "P01", case=case, language=language, place=place, **parts)


def find_unlisted_reports(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """O07: an organization reported for a quarter for which none was due; it counts as due then."""
    came = find_arrivals(records, definitions)[ANY]
    for organization, period in list_unlisted(came, definitions):
        place = {"organization": organization, "text": period}
        yield make_issue(definitions, "O07", case="period", language=language, place=place, period=period)


def _by_quarter(records) -> pd.DataFrame:
    """Give the participants of each organization, province and type by quarter."""
    own = records.activities[records.activities["participants_total"].notna()]
    keys = ["organization", "province", "activity_type", "period"]
    return own.groupby(keys, as_index=False)["participants_total"].sum()


def find_cumulative_series(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """P03: within a year each quarter's number holds the former one, and the growth is steady."""
    limits = read_thresholds(definitions, "P03", case="series")
    keys = ["organization", "province", "activity_type"]
    counts = _by_quarter(records).sort_values([*keys, "period"], kind="stable")
    columns = (counts[name].tolist() for name in (*keys, "period", "participants_total"))
    series: dict[tuple, list[float]] = {}
    for *key, period, value in zip(*columns, strict=True):
        series.setdefault((*key, period[:4]), []).append(float(value))
    for (organization, _, _, year), values in series.items():
        if len(values) < max(limits["quarters"], 4) or values[0] < limits["fewest"]:
            continue
        steps = [later - former for former, later in itertools.pairwise(values)]
        if all(step >= 0 for step in steps) and values[-1] >= 3 * values[0] and max(steps) <= values[0] * 1.5:
            place = {"organization": organization}
            yield make_issue(definitions, "P03", case="series", language=language, place=place, year=year)


def find_jumps(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """P04: a quarter differs by more than 75 % and 30 units from the median of the four before it."""
    limits = read_thresholds(definitions, "P04")
    window = int(limits["quarters"])
    totals = (
        _by_quarter(records).groupby(["organization", "period"], as_index=False)["participants_total"].sum()
    )
    values = totals["participants_total"].astype(float)
    # A first year has three quarters before its last.
    quarters = values.groupby(totals["organization"]).rolling(window, min_periods=window - 1)
    medians = quarters.median().droplevel(0)
    usual = medians.groupby(totals["organization"]).shift()
    change = (values - usual).abs()
    found = totals.assign(value=values, usual=usual)[
        change.gt(limits["units"]) & change.gt(usual * limits["percent"] / 100)
    ]
    columns = (found[name].tolist() for name in ("organization", "period", "value", "usual"))
    for organization, period, *numbers in zip(*columns, strict=True):
        value, former = (f"{number:g}" for number in numbers)
        where = {"organization": organization, "text": period}
        yield make_issue(definitions, "P04", language=language, place=where, value=value, usual=former)


def find_stages_going_back(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """P07: a proceeding reaches an earlier stage after a later one, with no appeal or requalification between."""
    spots = Spots(records)
    settings = definitions.settings.get("proceedings", {})
    rank = {stage: place for place, stage in enumerate(settings.get("stages", ()))}
    own = records.proceedings[records.proceedings["date"].ne("")]
    keys = ["organization", "proceeding"]
    dated = own.sort_values([*keys, "date", "source_row"], kind="stable")
    stages = dated.drop_duplicates([*keys, "date", "stage"]).to_dict("records")
    for _, rows in itertools.groupby(stages, key=lambda row: tuple(row[key] for key in keys)):
        for former, later in itertools.pairwise(rows):
            known = former["stage"] in rank and later["stage"] in rank
            if (
                known
                and former["stage"] not in settings.get("explain", ())
                and rank[later["stage"]] < rank[former["stage"]]
            ):
                named = {
                    name: describe_code(definitions, "stage", row["stage"], language)
                    for name, row in (("former", former), ("stage", later))
                }
                yield make_issue(
                    definitions, "P07", language=language, place=spots.place(later, "stage"), **named
                )


def find_zero_reports(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """P09: every number of a report is zero and nothing says that there was nothing to report."""
    own = records.activities
    by_file = [own["organization"], own["source_file"]]
    # A row that says no number of events is one event: people and materials tell whether there was anything.
    sums = own[["participants_total", "materials_n"]].groupby(by_file).sum(min_count=1)
    is_zero = sums["participants_total"].eq(0).fillna(False) & sums["materials_n"].fillna(0).eq(0)
    for organization, file in sums.index[is_zero]:
        yield make_issue(
            definitions, "P09", language=language, place={"organization": organization, "file": file}
        )


PERIOD_RULES = {
    "P01": find_missing_reports,
    "O07 period": find_unlisted_reports,
    "P03": find_cumulative_series,
    "P04": find_jumps,
    "P07": find_stages_going_back,
    "P09": find_zero_reports,
}
