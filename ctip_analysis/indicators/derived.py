"""Columns that indicators need and no report states: days from one date to another, where a proceeding stands."""

import pandas as pd

__all__ = ["DERIVED", "derive_columns"]


def _days(texts: pd.Series) -> pd.Series:
    """Read ISO dates; one that is not known to the day is unknown."""
    return pd.to_datetime(texts.fillna("").astype(str), format="%Y-%m-%d", errors="coerce")


def _count_days(first: pd.Series, last: pd.Series) -> pd.Series:
    return (last - first) / pd.Timedelta(days=1)


def _known_key(frame: pd.DataFrame) -> pd.Series:
    person = frame["person"].fillna("").astype(str)
    return ("p:" + person).where(person.ne(""), "c:" + frame["case"].fillna("").astype(str))


def derive_days_to_service(cases: pd.DataFrame, tables) -> pd.DataFrame:
    """Count the days from a person's identification to the start of the first service that is no one-off handout."""
    services = tables("services")
    services = services[services["service_type"].ne("one_off")]
    first = _days(services["start"]).groupby(_known_key(services)).min()
    start = pd.to_datetime(_known_key(cases).map(first.to_dict()))
    return cases.assign(days_to_service=_count_days(_days(cases["identified"]), start))


def derive_days_to_acceptance(services: pd.DataFrame, tables) -> pd.DataFrame:
    """Count the days from a service's start to the day on which it was accepted, where that day is known."""
    return services.assign(
        days_to_acceptance=_count_days(_days(services["start"]), _days(services["accepted"]))
    )


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


DERIVED = {
    "cases": derive_days_to_service,
    "services": derive_days_to_acceptance,
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
    >>> frame = pd.DataFrame({"start": ["2019-05-01"], "accepted": ["2019-05-11"]})
    >>> derive_columns("services", lambda name: frame)["days_to_acceptance"].tolist()
    [10.0]
    """
    frame = tables(table)
    return DERIVED[table](frame, tables) if table in DERIVED else frame
