"""Rules of one row: what within a record contradicts itself or is hard to believe (R03 to R15, F04, F08)."""

from collections.abc import Iterator

import pandas as pd

from ctip_analysis.checking.places import Spots
from ctip_analysis.definitions import Definitions, make_issue, read_thresholds, say

__all__ = ["ROW_RULES"]

PARTICIPANTS = ("people:total|total|total", "people:female|total|total", "n_events")


def _raise(
    rule: str, found: pd.DataFrame, records, definitions, language, *fields, case: str = "", **parts
) -> Iterator[dict]:
    if found.empty:
        return
    spots = Spots(records)
    for record in found.to_dict("records"):
        own = {name: record[column] for name, column in parts.items()}
        yield make_issue(
            definitions, rule, case=case, language=language, place=spots.place(record, *fields), **own
        )


def find_sessions_without_children(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R03: a session at a school whose numbers by age hold not one child."""
    ages = records.figures[records.figures["measure"].eq("participants_by_age_group")]
    parents = {
        code: row["parent"] or code
        for (name, code), row in definitions.rows["codes"].items()
        if name == "age_group"
    }
    keys = ["source_file", "source_sheet", "source_row"]
    children = (
        ages.assign(child=ages["value"].where(ages["age_group"].map(parents).eq("child"), 0))
        .groupby(keys)["child"]
        .sum()
    )
    stated = ages[ages["age_group"].map(parents).eq("child")].groupby(keys).size()
    none = children[children.eq(0) & children.index.isin(stated.index)]
    sessions = records.activities[
        records.activities["activity_type"].eq("school_session")
        & records.activities["participants_total"].gt(0)
    ]
    found = sessions[pd.MultiIndex.from_frame(sessions[keys]).isin(none.index)]
    yield from _raise("R03", found, records, definitions, language, "people:total|child|total")


def find_many_events_on_a_day(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R04: several events stand on a single day."""
    own = records.activities
    found = own[own["n_events"].gt(1) & own["date_precision"].eq("day") & own["date_end"].eq("")]
    yield from _raise("R04", found, records, definitions, language, "n_events")


def find_unusual_averages(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R05: participants an event over 500, under 3, or over three robust deviations of its type's logarithms.

    The deviation is 1.4826 times the median absolute deviation (Rousseeuw and Croux 1993), and 0.25 at least.
    """
    import numpy as np

    limits = read_thresholds(definitions, "R05")
    own = records.activities[
        records.activities["n_events"].gt(0) & records.activities["participants_total"].gt(0)
    ]
    own = own[~own["activity_class"].isin(["media", "materials"])]
    if own.empty:
        return
    average = (own["participants_total"] / own["n_events"]).astype(float)
    logs = np.log(average)
    groups = logs.groupby(own["activity_type"])
    center = groups.transform("median")
    spread = (1.4826 * (logs - center).abs().groupby(own["activity_type"]).transform("median")).clip(
        lower=0.25
    )
    is_far = (logs - center).abs().gt(limits["deviations"] * spread) & groups.transform("size").ge(
        limits["fewest"]
    )
    found = own.assign(average=average.round(0).astype(int))[
        average.gt(limits["largest"]) | average.lt(limits["smallest"]) | is_far
    ]
    yield from _raise("R05", found, records, definitions, language, *PARTICIPANTS, average="average")


def find_media_audiences(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R06: a media output with more participants than could be present."""
    own = records.activities
    found = own[
        own["activity_class"].eq("media")
        & own["participants_total"].gt(read_thresholds(definitions, "R06")["largest"])
    ]
    yield from _raise("R06", found, records, definitions, language, *PARTICIPANTS)


def find_planned_with_participants(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R08: an event that is planned or cancelled has participants."""
    own = records.activities
    found = own[own["status"].isin(["planned", "cancelled"]) & own["participants_total"].gt(0)]
    yield from _raise("R08", found, records, definitions, language, "status")


def find_victims_confirmed_by_organizations(
    records, definitions: Definitions, language: str
) -> Iterator[dict]:
    """R11: a victim is called confirmed by an organization alone."""
    own = records.cases
    found = own[own["trafficking_status"].eq("actual") & own["decided_by"].isin(["ngo"])]
    yield from _raise("R11", found, records, definitions, language, "decided_by", "trafficking_status")


def find_contradicting_dates(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R13: closed before opened or identified; a service before its case opened, or long after it was closed."""
    cases = records.cases
    is_early = [
        cases["closed"].ne("") & cases[day].ne("") & (cases["closed"] < cases[day])
        for day in ("opened", "identified")
    ]
    found = cases[is_early[0] | is_early[1]]
    yield from _raise("R13", found, records, definitions, language, "closed")
    days = read_thresholds(definitions, "R13")["days"]
    about = cases.drop_duplicates("case").set_index("case")[["opened", "closed"]]
    services = records.services.join(about, on="case", how="inner")
    start, opened, closed = (
        pd.to_datetime(services[name].where(services[name].ne(""))) for name in ("start", "opened", "closed")
    )
    late = (start - closed).dt.days.gt(days)
    end = pd.to_datetime(services["end"].where(services["end"].ne("")))
    yield from _raise(
        "R13",
        services[(start < opened) | late | (end < start)],
        records,
        definitions,
        language,
        "start",
        "end",
    )


def find_unplaced_exploitation(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R14: origin is known and exploited abroad, no country; or inside the country, no province."""
    own = records.cases
    abroad = own[own["country_exploitation"].eq("ZZ")]
    yield from _raise("R14", abroad, records, definitions, language, "country_exploitation")
    inside = own[own["country_exploitation"].eq(definitions.country) & own["province"].eq("")]
    yield from _raise(
        "R14", inside, records, definitions, language, "province", "country_exploitation", case="inside"
    )


def find_uneven_compensation(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R15: more was paid than awarded, or awarded than claimed."""
    own = records.proceedings
    claimed, awarded, paid = (own[f"compensation_{name}_kgs"] for name in ("claimed", "awarded", "paid"))
    is_overpaid, is_overawarded = (
        (more > less).fillna(False).astype(bool) for more, less in ((paid, awarded), (awarded, claimed))
    )
    fields = ("compensation_paid_kgs", "compensation_awarded_kgs")
    yield from _raise("R15", own[is_overpaid], records, definitions, language, *fields)
    yield from _raise("R15", own[is_overawarded & ~is_overpaid], records, definitions, language, fields[1])


def find_coarse_dates(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """F04: a date that says no day, only a month or a quarter."""
    own = records.activities
    found = own[own["date"].ne("") & own["date_precision"].isin(["month", "quarter", "half", "year"])]
    words = {
        code: say(definitions, f"period_kind_{code}", language)
        for code in ("month", "quarter", "half", "year")
    }
    # A date that can be read in two ways was told of; that only its quarter is known follows from it.
    spots = Spots(records)
    told = records.issues[records.issues["rule"].eq("F04")]
    known = set(zip(told["file"], told["sheet"], told["cell"], strict=True))
    cells = [
        (row["source_file"], row["source_sheet"], spots.cell(row, "date")) for row in found.to_dict("records")
    ]
    found = found[pd.Series([cell not in known for cell in cells], index=found.index, dtype=bool)]
    found = found.assign(said=found["date_precision"].map(words))
    yield from _raise("F04", found, records, definitions, language, "date", case="coarse", precision="said")


def find_unplaced_cases(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """F03: a case, a proceeding or a service without a known case, of which no province is known."""
    services = records.services[~records.services["case"].isin(records.cases["case"])]
    for table in (records.cases, records.proceedings, services):
        found = table[table["province"].eq("")]
        yield from _raise("F03", found, records, definitions, language, "province", case="unplaced")


ROW_RULES = {
    "R03": find_sessions_without_children,
    "R04": find_many_events_on_a_day,
    "R05": find_unusual_averages,
    "R06": find_media_audiences,
    "R08": find_planned_with_participants,
    "R11": find_victims_confirmed_by_organizations,
    "R13": find_contradicting_dates,
    "R14": find_unplaced_exploitation,
    "R15": find_uneven_compensation,
    "F04": find_coarse_dates,
    "F03": find_unplaced_cases,
}
