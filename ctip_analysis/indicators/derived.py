"""Columns that indicators need and no report states: days from one date to another, where a proceeding stands."""

import pandas as pd

from ctip_analysis.definitions.indicator_checks import REPORTED_COLUMNS
from ctip_analysis.frames import SOURCE_COLUMNS

__all__ = ["DERIVED", "derive_columns", "list_reported_rows"]

#: Figures of this name, with the column at its end, count an event's people by another dimension than sex.
MARGIN_MEASURE = "participants_by_"
#: What only the case of a service tells.
FROM_CASES = ("exploitation", "country_exploitation")


def _days(texts: pd.Series) -> pd.Series:
    """Read ISO dates; one that is not known to the day is unknown."""
    return pd.to_datetime(texts.fillna("").astype(str), format="%Y-%m-%d", errors="coerce")


def _count_days(first: pd.Series, last: pd.Series) -> pd.Series:
    return (last - first) / pd.Timedelta(days=1)


def _known_key(frame: pd.DataFrame) -> pd.Series:
    person = frame["person"].fillna("").astype(str)
    return ("p:" + person).where(person.ne(""), "c:" + frame["case"].fillna("").astype(str))


def derive_days_to_service(cases: pd.DataFrame, tables) -> pd.DataFrame:
    """Count the days from a person's identification to the start of the first service that is no one-off handout.

    Where the day of identification is not given, the day on which the case was opened stands for it. A service that
    began before counts as at once; who got none is never served; of services without a day nothing is known.
    """
    services = tables("services")
    services = services[services["service_type"].ne("one_off")]
    first = _days(services["start"]).groupby(_known_key(services)).min()
    key = _known_key(cases)
    start = pd.Series(first.reindex(key).to_numpy(), index=cases.index)
    entered = _days(cases["identified"]).fillna(_days(cases["opened"]))
    days = _count_days(entered, start).clip(lower=0)
    is_never = entered.notna() & ~key.isin(first.index)
    return cases.assign(days_to_service=days.mask(is_never, float("inf")))


def _fill_unmarked(frame: pd.DataFrame, column: str) -> pd.Series:
    """Read a blank as "no" in a report that fills the column anywhere; where nobody does, nothing is known."""
    flag = frame[column].astype(object).fillna("").astype(str)
    using = frame.loc[flag.ne(""), "source_file"].unique()
    return flag.mask(flag.eq("") & frame["source_file"].isin(using), "no")


def _take_from_cases(services: pd.DataFrame, cases: pd.DataFrame, column: str) -> pd.Series:
    """Take what is known of each service's case, from the last row of it that tells it."""
    is_told = ~cases[column].isin(["", "unknown"]) & cases[column].notna() & cases["case"].fillna("").ne("")
    told = cases.loc[is_told, ["case", "period", column]]
    last = told.astype(object).sort_values(["period", column]).drop_duplicates("case", keep="last")
    known = last.set_index("case")[column].reindex(services["case"].astype(object))
    return pd.Series(known.to_numpy(dtype=object), index=services.index, dtype=object).fillna("")


def derive_services(services: pd.DataFrame, tables) -> pd.DataFrame:
    """Count the days from a service's start to its acceptance, and take the exploitation from its case.

    A report that says "yes" and no day counts as at once, one that says "no" as never; what no report says is unknown.
    """
    told = {name: _take_from_cases(services, tables("cases"), name) for name in FROM_CASES}
    services = services.assign(**told)
    accepted = _fill_unmarked(services, "accepted")
    days = _count_days(_days(services["start"]), _days(accepted))
    stated = accepted.map({"yes": 0.0, "no": float("inf")})
    return services.assign(days_to_acceptance=days.fillna(stated))


def derive_partners(activities: pd.DataFrame, tables) -> pd.DataFrame:
    """Say of each activity whether it had a state partner, as far as its report tells partners at all."""
    return activities.assign(has_state_partner=_fill_unmarked(activities, "has_state_partner"))


def _one_activity_a_row(activities: pd.DataFrame) -> pd.DataFrame:
    """Give the activities that are alone on their row of a sheet."""
    return activities.drop_duplicates(list(SOURCE_COLUMNS), keep=False)


def derive_margins(participants: pd.DataFrame, tables) -> pd.DataFrame:
    """Add the people of an event by age and by group, where a form counts them apart from the sexes.

    Such counts are figures of the same row of the same sheet. What they leave over of the event's people is unknown;
    `settle_margins` later takes one account of each event.
    """
    figures = tables("figures")
    measure = figures["measure"].astype(str)
    margins = figures[measure.str.startswith(MARGIN_MEASURE)]
    if margins.empty:
        return participants
    keys = list(SOURCE_COLUMNS)
    shared = ["activity", "status", "activity_type", "activity_class", "joint_event", *keys]
    found = margins.drop(columns="status").merge(_one_activity_a_row(tables("activities"))[shared], on=keys)
    column = found["measure"].str.removeprefix(MARGIN_MEASURE)
    told = found["age_group"].where(column.eq("age_group"), found["category"])
    found = found.assign(
        n=found["value"].astype("float64"), sex="total", age_group="total", participant_group="total"
    )
    blocks = [participants]
    for name in ("age_group", "participant_group"):
        own = found[column.eq(name)].assign(**{name: told[column.eq(name)]})
        whole = participants.groupby("activity", observed=True)["n"].sum().astype("float64")
        rest = whole.reindex(own["activity"].unique()) - own.groupby("activity")["n"].sum()
        left = own.drop_duplicates("activity").set_index("activity", drop=False)
        left = left.loc[rest.index[rest.gt(0)]].assign(n=rest[rest.gt(0)], **{name: "unknown"})
        blocks += [block.reindex(columns=participants.columns) for block in (own, left) if len(block)]
    return pd.concat(blocks, ignore_index=True)


def derive_stages(proceedings: pd.DataFrame, tables) -> pd.DataFrame:
    """Say where each proceeding stands by its last dated stage, and name articles with their edition of the code."""
    order = ["date", "period", "stage"]
    ordered = proceedings.assign(**{name: proceedings[name].fillna("").astype(str) for name in order})
    current = ordered.sort_values(order).drop_duplicates("proceeding", keep="last")
    edition, article = (proceedings[name].fillna("").astype(str) for name in ("code_edition", "article"))
    return proceedings.assign(
        current_stage=proceedings["proceeding"].map(current.set_index("proceeding")["stage"]),
        edition_article=(edition + "-" + article).where(edition.ne("") & article.ne(""), ""),
    )


def list_reported_rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """List which organization reported anything for which province and period.

    Examples
    --------
    >>> frame = pd.DataFrame({"organization": ["A"], "period": ["2019Q1"], "province": ["KG-C"]})
    >>> list_reported_rows({"cases": frame, "hotline": frame})["status"].tolist()
    ['completed']
    """
    found = []
    for name, frame in tables.items():
        # What others publish is no work of theirs; participants are those of activities.
        if name not in ("figures", "participants") and len(frame):
            columns = [column for column in REPORTED_COLUMNS if column in frame]
            rows = frame[columns].drop_duplicates().astype(object)
            found.append(rows if "status" in rows else rows.assign(status="completed"))
    if not found:
        return pd.DataFrame(columns=list(REPORTED_COLUMNS), dtype=object)
    return pd.concat(found, ignore_index=True).drop_duplicates(ignore_index=True)


DERIVED = {
    "activities": derive_partners,
    "participants": derive_margins,
    "cases": derive_days_to_service,
    "services": derive_services,
    "proceedings": derive_stages,
}


def derive_columns(table: str, tables) -> pd.DataFrame:
    """Give a table of records with its derived columns.

    Parameters
    ----------
    table : str
    tables : callable
        Gives the frame of a table by its name.

    Examples
    --------
    >>> frame = pd.DataFrame({"organization": ["A", "B"], "provinces": ["KG-C", "KG-T"]})
    >>> derive_columns("shelters", lambda name: frame)["organization"].tolist()
    ['A', 'B']
    """
    frame = tables(table)
    return DERIVED[table](frame, tables) if table in DERIVED else frame
