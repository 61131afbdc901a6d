"""The columns of records, and of tables made from them, that an indicator may name."""

from ctip_analysis.frames import RECORD_COLUMNS, SUBMISSION_COLUMNS

__all__ = [
    "COUNTING_COLUMNS",
    "DATE_COLUMNS",
    "DERIVED_COLUMNS",
    "DUE_COLUMNS",
    "REPORTED_COLUMNS",
    "TABLE_COLUMNS_OF_INDICATORS",
    "is_number_column",
]

#: What the indicators stage works out beside the columns of the records.
DERIVED_COLUMNS = {
    "cases": ("days_to_service",),
    "services": ("days_to_acceptance", "exploitation", "country_exploitation"),
    "proceedings": ("current_stage", "edition_article"),
}
#: One row is a report that was due from an organization for a province and a quarter.
DUE_COLUMNS = ("organization", "province", "period", "report", "is_received", "is_on_time", "is_listed", "n")
#: One row says that an organization reported anything for a province and a period; ``status`` is that of activities.
REPORTED_COLUMNS = ("organization", "period", "province", "status")
#: The columns that a filter, a measure, a date or a breakdown of an indicator may name.
TABLE_COLUMNS_OF_INDICATORS = {
    **{table: {*columns, *DERIVED_COLUMNS.get(table, ())} for table, columns in RECORD_COLUMNS.items()},
    "due_reports": set(DUE_COLUMNS),
    "reported_rows": set(REPORTED_COLUMNS),
    "submissions": set(SUBMISSION_COLUMNS),
}
#: The columns of records that hold days.
DATE_COLUMNS = ("date", "identified", "opened", "closed", "start", "accepted", "valid_from", "valid_to")
#: The columns of records that hold numbers, and what the names of others end with.
NUMBERS = {
    "n",
    "n_events",
    "participants_total",
    "calls_total",
    "calls_relevant",
    "nights",
    "beds",
    "bed_days",
    "value",
}
#: The numbers for which a row of a table stands: one without it tells of something, and not of how many.
COUNTING_COLUMNS = ("n", "n_events", "persons_n", "beds")
ENDS_OF_NUMBERS = ("_n", "_kgs", "_row")
STARTS_OF_NUMBERS = ("days_to_", "rows_")


def is_number_column(column: str) -> bool:
    """Whether a column of records holds numbers.

    Examples
    --------
    >>> is_number_column("materials_n"), is_number_column("sex")
    (True, False)
    """
    return column in NUMBERS or column.endswith(ENDS_OF_NUMBERS) or column.startswith(STARTS_OF_NUMBERS)
