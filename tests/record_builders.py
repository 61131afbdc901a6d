"""Build the tables of records that indicators count, from rows written out in the test."""

import dataclasses
from types import SimpleNamespace

import pandas as pd

from ctip_analysis.frames import RECORD_COLUMNS, SUBMISSION_COLUMNS, make_issues

FORMS_OF_TABLE = {
    "activities": "activities",
    "participants": "activities",
}
DEFAULTS = {
    "activities": {
        "status": "completed",
        "activity_class": "awareness",
        "activity_type": "campaign",
        "n_events": 1,
    },
    "participants": {
        "status": "completed",
        "activity_class": "awareness",
        "activity_type": "campaign",
        "sex": "unknown",
        "age_group": "total",
        "participant_group": "total",
    },
    "cases": {"trafficking_status": "actual", "case_status": "active"},
}


def make_records(*, received=(), **tables):
    """Make records: ``received`` holds (organization, period) or (file, organization, period, form); a table's rows
    are dictionaries, and what they leave out is unknown."""
    made = {}
    for table, columns in RECORD_COLUMNS.items():
        rows = [{**DEFAULTS.get(table, {}), **row} for row in tables.get(table, [])]
        frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
        texts = [c for c in columns if not is_number(c)]
        frame[texts] = frame[texts].fillna("").astype(str)
        for column in set(columns) - set(texts):
            frame[column] = pd.to_numeric(frame[column]).astype("Float64")
        made[table] = frame
    submissions = [
        dict(zip(("file", "organization", "period", "form"), row, strict=True))
        if len(row) == 4
        else {"file": " ".join(row), "organization": row[0], "period": row[1], "form": ";".join(EVERY_FORM)}
        for row in received
    ]
    submissions = [{"fate": "accepted", **row} for row in submissions]
    frame = pd.DataFrame(submissions, columns=list(SUBMISSION_COLUMNS), dtype=object).fillna("")
    return SimpleNamespace(**made, submissions=frame, issues=make_issues([]))


NUMBERS = {
    "n",
    "beds",
    "bed_days",
    "nights",
    "calls_total",
    "calls_relevant",
    "value",
    "amount_kgs",
    "participants_total",
    "source_row",
}
EVERY_FORM = tuple(f"form_{table}" for table in RECORD_COLUMNS if table not in ("participants", "figures"))


def is_number(column):
    return column in NUMBERS or column.endswith("_n") or column.startswith("n_") or column.endswith("_kgs")


def make_pack(definitions, organizations, **changes):
    """Give the pack with other organizations, each (code, provinces, first quarter, last quarter), due with all forms."""
    forms = {f"form_{table}": {"record": table} for table in RECORD_COLUMNS} | dict(definitions.forms)
    frame = pd.DataFrame(
        [
            {
                "organization": code,
                "provinces": provinces,
                "expected_from": first,
                "expected_to": last,
                "forms": ";".join(EVERY_FORM),
                "is_synthetic": "yes",
            }
            for code, provinces, first, last in organizations
        ],
        columns=["organization", "provinces", "expected_from", "expected_to", "forms", "is_synthetic"],
    )
    return dataclasses.replace(definitions, organizations=frame, forms=forms, **changes)


def pick(values, indicator, province, period, *, territory="9", **codes):
    """Give the one row of a value; breakdowns that are not named are totals."""
    columns = list(values.columns)
    keys = dict.fromkeys(columns[columns.index("period") + 1 : columns.index("value")], "total") | codes
    keys |= {"indicator": indicator, "province": province, "period": period, "territory": territory}
    found = values
    for column, code in keys.items():
        found = found[found[column].eq(code)]
    assert len(found) == 1, (keys, len(found))
    return found.iloc[0]
