"""From what was read to the records, the submissions and the issues of cleaning."""

from dataclasses import dataclass

import pandas as pd

from ctip_analysis.cleaning.accounts import count_rows
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.labels import Vocabulary
from ctip_analysis.cleaning.lists import record_list
from ctip_analysis.cleaning.matrices import record_matrix
from ctip_analysis.cleaning.submissions import Sender, find_sender
from ctip_analysis.cleaning.versions import find_copies, find_superseded
from ctip_analysis.definitions import Definitions, make_issue
from ctip_analysis.frames import SUBMISSION_COLUMNS, make_issues

__all__ = ["Records", "clean"]

SOURCE = ("source_file", "source_sheet", "source_row")
EVENT = (
    "activity",
    "organization",
    "period",
    "province",
    "district",
    "activity_type",
    "activity_class",
    "status",
)
COLUMNS = {
    "activities": (*EVENT, "date", "n_events", "participants_total", "materials_n", "value_status", *SOURCE),
    "participants": (*EVENT, "sex", "age_group", "n", "value_status", *SOURCE),
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
        *SOURCE,
        "source_cell",
    ),
}
WHOLE_NUMBERS = ("n_events", "participants_total", "materials_n", "n", "source_row")


@dataclass(frozen=True)
class Records:
    """What `clean` made.

    Attributes
    ----------
    activities, participants, figures : pandas.DataFrame
        One row an event; an event's participants of one sex; a figure of a matrix.
    submissions : pandas.DataFrame
        One row a file: who sent it, its fate, its row account.
    issues : pandas.DataFrame
        What was met on the way, from reading too.
    """

    activities: pd.DataFrame
    participants: pd.DataFrame
    figures: pd.DataFrame
    submissions: pd.DataFrame
    issues: pd.DataFrame


def _frame(rows: list[dict], table: str) -> pd.DataFrame:
    columns = list(COLUMNS[table])
    frame = pd.DataFrame(rows, columns=columns)
    for column in columns:
        if column in WHOLE_NUMBERS:
            frame[column] = frame[column].astype("Int64")
        elif column == "value":
            frame[column] = frame[column].astype("Float64")
        else:
            frame[column] = frame[column].fillna("").astype(str)
    return frame.sort_values(["source_file", "source_sheet", "source_row"], kind="stable", ignore_index=True)


def _describe_sender(file: str, cells: pd.DataFrame, tables: pd.DataFrame, vocabulary: Vocabulary) -> Sender:
    titles = [text for title in tables["title"] for text in title]
    labels = {
        label
        for column in ("column_labels", "row_labels")
        for found in cells[column].unique()
        for label in found
    }
    return find_sender(file, tables["sheet"].unique(), titles, sorted(labels), vocabulary)


def _record_tables(cells, tables, rows, place_of, harvest: Harvest) -> str:
    """Record every table of a file and give the form that most say."""
    forms = []
    for table in tables.itertuples():
        own = cells[cells["table"].eq(table.table)]
        if own.empty:
            continue
        place = place_of(table.sheet)
        if table.is_list:
            is_data = rows["table"].eq(table.table) & rows["kind"].eq("data")
            forms.append(record_list(own, set(rows.loc[is_data, "row"]), place=place, harvest=harvest))
        else:
            forms.append(record_matrix(own, table.title, place=place, harvest=harvest))
        for row in rows.loc[rows["table"].eq(table.table) & rows["kind"].eq("total"), "row"]:
            if forms[-1] not in ("", "statistics"):
                harvest.raise_issue(place, "F08", cell=f"{row}:{row}")
    found = [form for form in forms if form]
    return max(sorted(set(found)), key=found.count) if found else ""


def _keep_rows(harvest: Harvest, dropped: dict[str, str]) -> dict[str, pd.DataFrame]:
    frames = {table: _frame(getattr(harvest, table), table) for table in COLUMNS}
    return {
        table: frame[~frame["source_file"].isin(dropped)].reset_index(drop=True)
        for table, frame in frames.items()
    }


def _decide_fate(file: str, copies, superseded, account, has_problems: bool) -> str:
    if file in copies:
        return "duplicate"
    if file in superseded:
        return "superseded"
    if not account["rows_recorded"]:
        return "rejected"
    return "accepted_with_issues" if has_problems else "accepted"


def _problems_as_issues(problems: pd.DataFrame) -> list[dict]:
    return [
        {**problem, "rule": problem["code"]}
        for problem in problems[["file", "sheet", "cell", "code", "severity", "message", "suggestion"]]
        .fillna("")
        .to_dict("records")
    ]


def _raise_versions(definitions, language, copies, superseded, senders) -> list[dict]:
    issues = []
    for rule, found in (("duplicate_file", copies), ("P02", superseded)):
        for file, other in found.items():
            place = {"organization": senders[file].organization, "file": file}
            issues.append(make_issue(definitions, rule, language=language, place=place, other=other))
    return issues


def _list_submissions(reports, harvest, frames, senders, forms, copies, superseded) -> pd.DataFrame:
    recorded: dict[str, set] = {}
    for frame in frames.values():
        for file, sheet, row in frame[list(SOURCE)].drop_duplicates().itertuples(index=False):
            recorded.setdefault(file, set()).add((sheet, row))
    troubled = {i["file"] for i in harvest.issues if i["severity"] != "info"}
    troubled |= set(reports.problems.loc[reports.problems["severity"].ne("info"), "file"])
    rows_of = dict(tuple(reports.rows.groupby("file")))
    submissions = []
    for file, sha256 in reports.files[["file", "sha256"]].itertuples(index=False):
        sender = senders[file]
        account = count_rows(rows_of.get(file, reports.rows.iloc[:0]), recorded.get(file, set()))
        submissions.append(
            {
                "file": file,
                "sha256": sha256,
                "organization": sender.organization,
                "period": sender.period,
                "language": sender.language,
                "form": forms.get(file, ""),
                "fate": _decide_fate(file, copies, superseded, account, file in troubled),
                **account,
            }
        )
    return pd.DataFrame(submissions, columns=list(SUBMISSION_COLUMNS))


def clean(reports, definitions: Definitions, *, language: str = "en") -> Records:
    """Turn labelled cells into records, and every doubt into an issue.

    Parameters
    ----------
    reports : Reports
        From `read_reports`.
    definitions : Definitions
    language : str
        Of the issues' messages.

    Returns
    -------
    Records

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     records = ctip.clean(ctip.read_reports(folder), definitions)
    >>> sorted(records.activities["period"].unique())
    ['2019Q1', '2019Q2']
    """
    vocabulary = Vocabulary(definitions)
    harvest = Harvest()
    copies = find_copies(reports.files)
    senders: dict[str, Sender] = {}
    forms: dict[str, str] = {}
    parts = {
        name: dict(tuple(getattr(reports, name).groupby("file"))) for name in ("cells", "tables", "rows")
    }
    for file, sha256 in reports.files[["file", "sha256"]].itertuples(index=False):
        cells, tables, rows = (
            parts[name].get(file, getattr(reports, name).iloc[:0]) for name in ("cells", "tables", "rows")
        )
        senders[file] = sender = _describe_sender(file, cells, tables, vocabulary)
        if file in copies or cells.empty:
            continue

        def place_of(sheet, file=file, sha256=sha256, sender=sender):
            return Place(file, sheet, sha256, sender, vocabulary, language)

        forms[file] = form = _record_tables(cells, tables, rows, place_of, harvest)
        if form not in ("", "statistics") and not sender.organization:
            harvest.raise_issue(place_of(""), "F01")
    superseded = find_superseded(_frame(harvest.activities, "activities"))
    frames = _keep_rows(harvest, superseded)
    submissions = _list_submissions(reports, harvest, frames, senders, forms, copies, superseded)
    issues = [
        *_problems_as_issues(reports.problems),
        *harvest.issues,
        *_raise_versions(definitions, language, copies, superseded, senders),
    ]
    return Records(**frames, submissions=submissions, issues=make_issues(issues))
