"""Rules over what is open: stocks that do not follow from those before, cases that vanish (P05, P06)."""

import itertools
from collections.abc import Iterator

import pandas as pd

from ctip_analysis.checking.places import Spots
from ctip_analysis.definitions import Definitions, make_issue, period_bounds

__all__ = ["STOCK_RULES"]

OPENING, CLOSING, NEW, CLOSED = "_opening", "_closing", "_new", "_closed"
KEYS = ["organization", "province", "category", "kind"]


def _list_stocks(records) -> pd.DataFrame:
    """Give the stocks and flows of each organization, place, category and period, side by side, with their cells."""
    figures = records.figures[records.figures["measure"].str.contains(r"_(?:opening|closing|new|closed)$")]
    figures = figures[figures["value"].notna()]
    parts = figures["measure"].str.extract(r"^(?P<kind>.*)(?P<part>_[a-z]+)$")
    own = figures.assign(**parts).sort_values(["source_file", "source_sheet", "source_row"], kind="stable")
    return own.drop_duplicates([*KEYS, "period", "part"], keep="last")


def find_uneven_stocks(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """P05: what was open at the beginning is not what was open at the end before, or opening + new - closed is not closing."""
    own = _list_stocks(records)
    for _, series in own.groupby(KEYS):
        periods = {
            period: {row["part"]: row for row in rows.to_dict("records")}
            for period, rows in series.groupby("period")
        }
        for former, later in itertools.pairwise(sorted(periods)):
            closing, opening = periods[former].get(CLOSING), periods[later].get(OPENING)
            is_next = period_bounds(former)[1].toordinal() + 1 == period_bounds(later)[0].toordinal()
            if closing and opening and is_next and closing["value"] != opening["value"]:
                numbers = {"opening": f"{opening['value']:g}", "closing": f"{closing['value']:g}"}
                yield make_issue(definitions, "P05", language=language, place=_at(opening), **numbers)
        for stated in periods.values():
            if {OPENING, CLOSING, NEW, CLOSED} <= stated.keys():
                expected = stated[OPENING]["value"] + stated[NEW]["value"] - stated[CLOSED]["value"]
                if expected != stated[CLOSING]["value"]:
                    numbers = {"stated": f"{stated[CLOSING]['value']:g}", "expected": f"{expected:g}"}
                    at = _at(stated[CLOSING])
                    yield make_issue(
                        definitions, "P05", case="balance", language=language, place=at, **numbers
                    )


def _at(figure: dict) -> dict:
    return {
        "organization": figure["organization"],
        "file": figure["source_file"],
        "sheet": figure["source_sheet"],
        "cell": figure["source_cell"],
        "text": figure["period"],
    }


def _registered(records) -> pd.DataFrame:
    """Give the cases with the period of the register that holds them, and the first day of its organization's latest."""
    periods = dict(zip(records.submissions["file"], records.submissions["period"], strict=True))
    cases = records.cases.assign(reported=records.cases["source_file"].map(periods).fillna(""))
    cases = cases[cases["reported"].ne("")]
    latest = cases.groupby("organization")["reported"].transform("max")
    days = {period: period_bounds(period)[0].isoformat() for period in latest.unique()}
    return cases.assign(latest=latest, begins=latest.map(days))


def find_lost_cases(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """P06: open cases of a register are missing in the latest one, which repeats others of them."""
    spots = Spots(records)
    cases = _registered(records)
    is_open = cases["closed"].eq("") & cases["case_status"].isin(["active", "follow_up", "unknown", ""])
    left = cases[is_open & (cases["reported"] < cases["latest"])]
    # Cases that came again stand in the latest register: whoever repeats none sends only new cases.
    again = (
        cases["reported"].eq(cases["latest"]) & cases["opened"].ne("") & (cases["opened"] < cases["begins"])
    )
    left = left[left["organization"].isin(cases.loc[again, "organization"])]
    for case in left.to_dict("records"):
        place = spots.place(case, "case")
        yield make_issue(definitions, "P06", language=language, place=place, period=case["latest"])


STOCK_RULES = {"P05": find_uneven_stocks, "P06": find_lost_cases}
