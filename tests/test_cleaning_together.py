"""Files that are cleaned together give what each of them gives alone, however their tables are put together."""

import shutil

import pandas as pd
import pytest

import ctip_analysis as ctip
from ctip_analysis.frames import RECORD_COLUMNS, SOURCE_COLUMNS

#: What only all files together settle: the numbers of cases, joint events, cases that come again.
SETTLED_TOGETHER = ("case", "proceeding", "person", "joint_event", "status")
EVENTS = ("activities", "participants", "figures", "hotline", "partnerships")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("together") / "raw"
    ctip.write_example_reports(folder, organizations=8, quarters=("2019Q1", "2019Q1"), mess=0, seed=5)
    return folder


def _clean_each(reports, folder, definitions):
    for path in sorted(path for path in reports.iterdir() if path.is_file()):
        own = folder / path.stem
        own.mkdir()
        shutil.copy(path, own)
        yield ctip.clean(ctip.read_reports(own), definitions)


def test_files_cleaned_together_give_the_records_of_each_alone(reports, tmp_path):
    definitions = ctip.load_definitions()
    together = ctip.clean(ctip.read_reports(reports), definitions)
    alone = list(_clean_each(reports, tmp_path, definitions))
    for table in EVENTS:
        columns = [name for name in RECORD_COLUMNS[table] if name not in SETTLED_TOGETHER]
        each = pd.concat([getattr(records, table)[columns] for records in alone], ignore_index=True)
        each = each.sort_values(list(SOURCE_COLUMNS), kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(getattr(together, table)[columns], each, check_dtype=False)
    assert len(together.activities) > 30
    seen = sum(records.submissions["rows_seen"].sum() for records in alone)
    assert together.submissions["rows_seen"].sum() == seen


def test_no_row_is_counted_twice_or_lost_when_lists_with_the_same_headers_are_read_as_one(reports):
    records = ctip.clean(ctip.read_reports(reports), ctip.load_definitions())
    accounts = records.submissions.filter(like="rows_")
    assert accounts["rows_seen"].eq(accounts.drop(columns="rows_seen").sum(axis=1)).all()
    assert not records.activities["activity"].duplicated().any()
