"""What became of each file: its fate, its row account, and what is said of it as a whole."""

import pandas as pd

from ctip_analysis.cleaning.accounts import count_rows, name_account
from ctip_analysis.cleaning.harvest import NOTHING_DONE, Harvest, Place, Tools
from ctip_analysis.cleaning.submissions import Sender
from ctip_analysis.frames import SOURCE_COLUMNS, SUBMISSION_COLUMNS

__all__ = ["list_submissions", "raise_outcomes"]

MOST_DIFFERENCES = 12


def raise_outcomes(harvest: Harvest, readings, copies, versions, fates, hashes, tools: Tools) -> None:
    """Say which files repeat others, which give way to a later version and how they differ, which are empty."""

    def place_of(file: str) -> Place:
        sender = (
            readings[file].sender
            if file in readings
            else readings[copies[file]].sender
            if file in copies
            else Sender()
        )
        return Place(file, "", hashes[file], sender, tools)

    for file, other in copies.items():
        harvest.raise_issue(place_of(file), "duplicate_file", other=other)
    for file, version in versions.items():
        place = place_of(file)
        subject = f"{file}|{version.other}"
        if version.kind == "duplicate":
            harvest.raise_issue(place, "duplicate_file", other=version.other)
        elif version.kind == "superseded":
            for case, rows in (("superseded", version.differences), ("withdrawn", version.withdrawn)):
                if rows or case == "superseded":
                    shown = ", ".join(rows[:MOST_DIFFERENCES]) or "-"
                    harvest.raise_issue(
                        place, "P08", case=case, other=version.other, count=len(rows), rows=shown
                    )
            harvest.ask(place, "duplicate", subject, suggestion="yes")
        else:
            harvest.raise_issue(place, "P02", other=version.other)
            harvest.ask(place, "duplicate", subject, suggestion="yes")
    with_records = harvest.files()
    said = {issue["file"] for issue in harvest.issues if issue["severity"] != "info"}
    for file, reading in readings.items():
        if fates.get(file) is None and file not in with_records:
            case = "nil" if reading.is_nil else "template" if _is_template(reading) else ""
            if case:
                harvest.raise_issue(place_of(file), "empty_report", case=case)
            elif file not in said and (reading.sheets.tables or reading.sheets.texts):
                harvest.raise_issue(place_of(file), "no_records")
            if case == "template":
                harvest.ask(place_of(file), "empty_report", file, suggestion=NOTHING_DONE)


def _is_template(reading) -> bool:
    """Whether the file has the headers of a form and no row is filled but its number."""
    return bool(reading.sheets.tables) and not any(
        isinstance(cell.value, str) or (cell.column > 2 and cell.value != 0)
        for table in reading.sheets.tables
        for cell in table.cells
        if table.kind_of(cell.row) == "data"
    )


def list_submissions(
    reports, harvest: Harvest, frames, readings, fates, issues: pd.DataFrame
) -> pd.DataFrame:
    """List every file with its fate and the account of its rows."""
    recorded = {
        spot
        for frame in frames.values()
        for spot in zip(*(frame[name].tolist() for name in SOURCE_COLUMNS), strict=True)
    }
    with_records = {file for file, _, _ in recorded}
    recorded |= {spot for spot in harvest.counted if spot[0] in with_records}
    accounts = count_rows(reports.rows, recorded, harvest.noted, harvest.totals)
    troubled = set(issues.loc[issues["severity"].ne("info"), "file"])
    submissions = []
    for file, sha256 in zip(reports.files["file"], reports.files["sha256"], strict=True):
        reading = readings.get(file)
        sender = reading.sender if reading else Sender()
        account = accounts.get(file) or name_account({})
        submissions.append(
            {
                "file": file,
                "sha256": sha256,
                "organization": sender.organization,
                "period": sender.period,
                "language": sender.language,
                "form": reading.form if reading else "",
                "fate": _decide_fate(
                    file, fates, account, reading, file in troubled, file in harvest.outdated
                ),
                **account,
            }
        )
    return pd.DataFrame(submissions, columns=list(SUBMISSION_COLUMNS))


def _decide_fate(file: str, fates, account, reading, has_problems: bool, is_outdated: bool) -> str:
    if file in fates:
        return fates[file]
    is_nil = reading is not None and reading.is_nil and reading.sender.organization and reading.sender.period
    # A report all of whose rows gave way to later ones came all the same.
    if not account["rows_recorded"] and not (is_nil or is_outdated):
        return "rejected"
    return "accepted_with_issues" if has_problems else "accepted"
