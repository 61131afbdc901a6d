"""Reports as organizations send them: each row becomes what a careful reader makes of it, and each doubt is said."""

import hand_written_counts  # noqa: F401
import hand_written_lists  # noqa: F401
import hand_written_matrices  # noqa: F401
import hand_written_registers  # noqa: F401
import hand_written_unusual  # noqa: F401
import hand_written_versions  # noqa: F401
import pandas as pd
import pytest
from hand_written import BOOKS, SEXES, write_books

import ctip_analysis as ctip
from ctip_analysis.frames import RECORD_COLUMNS

NO_RECORD_OF_ITS_OWN = ("participants", "figures")
KEYS = ["source_file", "source_sheet", "source_row"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    write_books(folder)
    definitions = ctip.load_definitions()
    reports = ctip.read_reports(folder)
    records = ctip.clean(reports, definitions, key=b"k" * 32)
    return records, ctip.check(records, definitions), reports


def spell(value):
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    return str(value).removesuffix(".0")


def list_found(records, file):
    """Give the records of a file by (table, sheet, row), activities with their participants by sex."""
    found = {}
    people = records.participants[records.participants["source_file"].eq(file)]
    by_sex = people.groupby(["activity", "sex"])["n"].sum(min_count=1)
    for table in RECORD_COLUMNS:
        frame = getattr(records, table)
        for row in frame[frame["source_file"].eq(file)].to_dict("records"):
            if table == "activities":
                row |= {sex: by_sex.get((row["activity"], sex)) for sex in SEXES}
            key = (table, row["source_sheet"], int(row["source_row"]))
            found.setdefault(key, []).append({name: spell(value) for name, value in row.items()})
    return found


def is_as_wanted(record, wanted):
    return all(
        record[name] == spell(value) or (name in SEXES and {record[name], spell(value)} <= {"", "0"})
        for name, value in wanted.items()
        if name not in ("table", "row", "sheet")
    )


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_each_row_of_a_report_is_recorded_as_a_careful_reader_would(run, name):
    records, issues, _ = run
    book, found = BOOKS[name], list_found(records, name)
    for wanted in book.truth:
        sheet = wanted["sheet"] or (book.sheets[0][0] if book.sheets else name.rpartition(".")[0])
        here = found.get((wanted["table"], sheet, wanted["row"]), [])
        matching = next((record for record in here if is_as_wanted(record, wanted)), None)
        assert matching is not None, (wanted, here)
        here.remove(matching)
    left = {key: rows for key, rows in found.items() if rows and key[0] not in NO_RECORD_OF_ITS_OWN}
    assert not left
    own = issues[issues["file"].eq(name)]
    said = set(zip(own["rule"], own["cell"], strict=True))
    for issue in book.issues:
        assert issue in said if isinstance(issue, tuple) else issue in set(own["rule"]), (issue, said)


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_a_report_says_who_sent_it_for_which_period_and_its_rows_add_up(run, name):
    records, _, _ = run
    row = records.submissions.set_index("file").loc[name]
    assert (row["organization"], row["period"]) == (BOOKS[name].org, BOOKS[name].period)
    assert row["fate"].startswith(BOOKS[name].fate)
    assert row.filter(like="rows_").drop("rows_seen").sum() == row["rows_seen"]


def test_no_row_with_data_is_set_aside_without_a_word(run):
    records, issues, reports = run
    spans = issues["cell"].str.extract(r"^[A-Z]*(\d+)(?::(\d+))?$")
    first, last = spans[0], spans[1].fillna(spans[0])
    said = {
        (file, sheet, row)
        for file, sheet, a, b in zip(issues["file"], issues["sheet"], first, last, strict=True)
        if isinstance(a, str)
        for row in range(int(a), int(b) + 1)
    }
    recorded = {
        key
        for table in RECORD_COLUMNS
        for key in getattr(records, table)[KEYS].itertuples(index=False, name=None)
    }
    aside = records.submissions.query("rows_set_aside > 0 and fate.str.startswith('accepted')")["file"]
    rows = reports.rows[reports.rows["file"].isin(aside) & reports.rows["kind"].eq("data")]
    left = set(rows[["file", "sheet", "row"]].itertuples(index=False, name=None)) - recorded - said
    # What several rows of a matrix say together stands at the first of them.
    together = ("матриц", "верт", "сводка")
    assert [key for key in left if not any(word in key[0] for word in together)] == []
