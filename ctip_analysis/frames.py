"""The frames that flow between the stages: their columns, and a check that they are there.

The frame is the contract: a stage knows these columns and nothing of the stage before it.
"""

import pandas as pd

from ctip_analysis.errors import MissingColumnsError

__all__ = [
    "CELL_COLUMNS",
    "CELL_STATUSES",
    "ISSUE_COLUMNS",
    "KEPT_BESIDE",
    "PROBLEM_COLUMNS",
    "RECORD_COLUMNS",
    "RECORD_STATUSES",
    "ROW_COLUMNS",
    "ROW_KINDS",
    "SOURCE_COLUMNS",
    "SUBMISSION_COLUMNS",
    "TABLE_COLUMNS",
    "TEXT_COLUMNS",
    "VALUE_COLUMNS_AFTER",
    "VALUE_COLUMNS_BEFORE",
    "VALUE_STATUSES",
    "make_issues",
    "require_columns",
]

#: One row is a non-blank body cell of a table. ``row`` and ``column`` are 1-based as in Excel, ``cell`` is the
#: address ("D6"), ``table`` numbers the tables of a file from 0. ``value`` is a float or int, a text, an ISO
#: date as text, or missing; ``text`` is the cell as shown; the three label columns hold tuples of texts.
CELL_COLUMNS = (
    "file",
    "sheet",
    "table",
    "row",
    "column",
    "cell",
    "value",
    "text",
    "status",
    "row_labels",
    "column_labels",
    "sections",
)

CELL_STATUSES = ("reported", "nil", "estimated", "not_available", "suppressed_at_source", "unreadable")
RECORD_STATUSES = CELL_STATUSES

#: One row is a table found on a sheet. ``title`` and ``notes`` are tuples of the texts above and below it.
TABLE_COLUMNS = (
    "file",
    "sheet",
    "table",
    "range",
    "header_rows",
    "label_columns",
    "is_list",
    "title",
    "notes",
)

#: One row is a row of a sheet (of its used range, blank rows too), as Excel numbers it. A row that crosses
#: two tables side by side stands once for each; ``table`` is -1 for a row outside every table.
ROW_COLUMNS = ("file", "sheet", "table", "row", "kind")
ROW_KINDS = ("title", "header", "section", "data", "total", "note", "blank")

#: One row is a non-blank cell outside the bodies of tables: of a title, a header, a section, a note.
TEXT_COLUMNS = ("file", "sheet", "table", "row", "column", "cell", "text")

#: One row is something that was wrong or uncertain while a file was read.
PROBLEM_COLUMNS = ("file", "sheet", "cell", "code", "severity", "message", "suggestion")

#: One row is a problem for people to act on; see ``contract.md``.
ISSUE_COLUMNS = (
    "rule",
    "severity",
    "organization",
    "file",
    "sheet",
    "cell",
    "text",
    "message",
    "suggestion",
)

SUBMISSION_COLUMNS = (
    "file",
    "sha256",
    "organization",
    "period",
    "language",
    "form",
    "fate",
    "rows_seen",
    "rows_recorded",
    "rows_total",
    "rows_note",
    "rows_blank",
    "rows_set_aside",
)

#: Files that a run and its people keep beside a folder of reports. Where that place is itself among the reports of a
#: larger folder, they are no reports.
KEPT_BESIDE = (
    "corrections.csv",
    "ctip.key",
    "decisions.csv",
    "figures.toml",
    "ledger.csv",
    "organizations.csv",
    "received.csv",
)

#: Where a record comes from; `source_cell` besides in ``figures``.
SOURCE_COLUMNS = ("source_file", "source_sheet", "source_row")
_EVENT = (
    "activity",
    "organization",
    "period",
    "province",
    "district",
    "activity_type",
    "activity_class",
    "status",
)

#: An activity that another organization reported too, and that counts there, has the status "joint".
#: The participants of one activity are parts that add up to its total; what is given beside them by age or by group
#: stands in ``figures`` (measures ``participants_by_age_group`` and ``participants_by_participant_group``).
#: The tables of records. ``period`` is the quarter in which a row counts (hotline: the month where it is known),
#: dates are ISO texts, sets of codes are joined by ";", an unknown text is "", an unknown number is missing.
#: ``case`` and ``proceeding`` are keyed hashes, ``person`` too: the same person in two organizations where the key
#: allows to know. In ``proceedings`` one row is one stage that was reached, in ``services`` one service of one case.
RECORD_COLUMNS = {
    "activities": (
        *_EVENT,
        "date",
        "date_end",
        "date_precision",
        "n_events",
        "participants_total",
        "materials_n",
        "post_test_n",
        "post_test_pass_n",
        "partners",
        "has_state_partner",
        "donor",
        "plan_measure",
        "budget_kgs",
        "joint_event",
        "value_status",
        *SOURCE_COLUMNS,
    ),
    "participants": (
        *_EVENT,
        "joint_event",
        "sex",
        "age_group",
        "participant_group",
        "n",
        "first_time_n",
        "value_status",
        *SOURCE_COLUMNS,
    ),
    "cases": (
        "case",
        "person",
        "organization",
        "period",
        "province",
        "opened",
        "identified",
        "closed",
        "trafficking_status",
        "decided_by",
        "identified_by",
        "referred_by",
        "sex",
        "age_group",
        "age_band",
        "citizenship",
        "province_origin",
        "country_exploitation",
        "exploitation",
        "industry",
        "case_status",
        "closure_reason",
        *SOURCE_COLUMNS,
    ),
    "services": (
        "case",
        "person",
        "organization",
        "period",
        "province",
        "sex",
        "age_group",
        "service_type",
        "start",
        "end",
        "nights",
        "referred_to",
        "accepted",
        *SOURCE_COLUMNS,
    ),
    "proceedings": (
        "proceeding",
        "case",
        "organization",
        "period",
        "province",
        "code_edition",
        "article",
        "article_group",
        "exploitation",
        "stage",
        "date",
        "sex",
        "persons_n",
        "victims_n",
        "victims_represented_n",
        "has_lawyer",
        "compensation_claimed_kgs",
        "compensation_awarded_kgs",
        "compensation_paid_kgs",
        *SOURCE_COLUMNS,
    ),
    "partnerships": (
        "partnership",
        "organization",
        "period",
        "province",
        "kind",
        "date",
        "level",
        "meeting",
        "partners",
        "decisions_n",
        "decisions_due_n",
        "decisions_done_n",
        "valid_from",
        "valid_to",
        "funding_source",
        "amount_kgs",
        *SOURCE_COLUMNS,
    ),
    "hotline": (
        "organization",
        "period",
        "line",
        "province",
        "topic",
        "sex",
        "calls_total",
        "calls_relevant",
        "referred_n",
        *SOURCE_COLUMNS,
    ),
    "shelters": (
        "organization",
        "period",
        "province",
        "for_whom",
        "beds",
        "bed_days",
        "nights",
        *SOURCE_COLUMNS,
    ),
    "figures": (
        "organization",
        "measure",
        "measure_label",
        "unit",
        "province",
        "district",
        "period",
        "sex",
        "age_group",
        "exploitation",
        "category_of",
        "category",
        "value",
        "status",
        *SOURCE_COLUMNS,
        "source_cell",
    ),
}

#: Values: these columns, then one per breakdown, then the columns after.
VALUE_COLUMNS_BEFORE = ("indicator", "territory", "province", "period")
VALUE_COLUMNS_AFTER = (
    "value",
    "numerator",
    "denominator",
    "organizations_reporting",
    "organizations_expected",
    "status",
)
VALUE_STATUSES = ("reported", "zero", "partial", "not_reported", "not_due", "not_applicable", "suppressed")


def require_columns(frame: pd.DataFrame, columns, name: str) -> None:
    """Raise if a frame lacks columns, naming all of them.

    Parameters
    ----------
    frame : pandas.DataFrame
    columns : iterable of str
        The columns that must be there, in any order.
    name : str
        What the frame is called in the message.

    Raises
    ------
    MissingColumnsError
        If any is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> require_columns(pd.DataFrame({"sheet": [], "row": []}), ["sheet", "row"], "rows")
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise MissingColumnsError(
            f"The frame of {name} lacks {', '.join(missing)}; it has {', '.join(map(str, frame.columns)) or 'no columns'}. "
            f"Pass the frame as the stage before returned it, or add these columns."
        )


def make_issues(rows: list[dict]) -> pd.DataFrame:
    """Make a frame of issues from dictionaries; what a row does not say stays an empty text.

    Examples
    --------
    >>> make_issues([{"rule": "F03", "severity": "blocking"}])[["rule", "severity", "cell"]].iloc[0].tolist()
    ['F03', 'blocking', '']
    """
    return pd.DataFrame(rows, columns=list(ISSUE_COLUMNS), dtype=object).fillna("").astype(str)
