"""Synthetic reports: realistic, the same from the same seed, with a truth that the records equal or an issue explains."""

import hashlib

import pandas as pd
import pytest
from examples_compared import find_differences, read_truth

import ctip_analysis as ctip
from ctip_analysis.errors import InputError

QUARTER = ("2019Q1", "2019Q1")


def run(tmp_path_factory, **options):
    folder = tmp_path_factory.mktemp("examples") / "raw"
    ctip.write_example_reports(folder, **options)
    definitions = ctip.load_definitions()
    records = ctip.clean(ctip.read_reports(folder), definitions)
    return folder, records, ctip.check(records, definitions)


@pytest.fixture(scope="module")
def clean_run(tmp_path_factory):
    return run(tmp_path_factory, organizations=18, quarters=QUARTER)


@pytest.fixture(scope="module", params=[1, 2])
def messy_run(request, tmp_path_factory):
    return run(tmp_path_factory, organizations=27, quarters=QUARTER, mess=1.0, seed=request.param)


def rows_of(frame):
    row = frame["cell"].str.extract(r"(\d+)")[0].fillna("")
    return set(zip(frame["file"], frame["sheet"], row, strict=True))


def test_without_mess_the_records_equal_the_truth(clean_run):
    folder, records, _ = clean_run
    assert find_differences(records, folder) == []
    assert len(records.activities) == len(read_truth(folder, "activities"))
    for table in ("cases", "services", "partnerships", "proceedings"):
        assert len(getattr(records, table)) == len(read_truth(folder, table)) > 0
    calls = read_truth(folder, "hotline")
    assert records.hotline["calls_total"].sum() == calls["calls_total"].astype(int).sum()


def test_without_mess_nothing_blocks(clean_run):
    assert clean_run[2].query("severity == 'blocking'").empty


def test_with_mess_no_value_is_silently_wrong(messy_run):
    folder, records, issues = messy_run
    said = rows_of(issues)
    silent = [
        found
        for found in find_differences(records, folder)
        if (found[1], found[2], str(found[3])) not in said
    ]
    assert silent == []


def test_every_planted_error_is_found_at_its_cell(messy_run):
    folder, _, issues = messy_run
    planted = read_truth(folder, "planted")
    found = set(zip(issues["rule"], issues["file"], issues["sheet"], issues["cell"], strict=True))
    missed = [
        error
        for error in planted.itertuples()
        if (error.rule, error.file, error.sheet, error.cell) not in found
    ]
    assert missed == []
    assert planted["kind"].nunique() >= 15


def test_with_mess_nothing_blocks_but_what_was_planted(messy_run):
    folder, records, issues = messy_run
    planted = rows_of(read_truth(folder, "planted"))
    counted = records.submissions.loc[records.submissions["fate"].str.startswith("accepted"), "file"]
    blocking = issues[issues["severity"].eq("blocking") & issues["file"].isin(counted)]
    assert rows_of(blocking) <= planted


def test_the_account_of_every_file_adds_up(messy_run):
    submissions = messy_run[1].submissions
    parts = submissions.filter(like="rows_").drop(columns="rows_seen").sum(axis=1)
    assert parts.tolist() == submissions["rows_seen"].tolist()


def test_no_planted_person_stands_in_anything_that_cleaning_hands_on(messy_run):
    _, records, issues = messy_run
    frames = [
        issues,
        records.extras,
        records.questions,
        records.submissions,
        records.activities,
        records.figures,
    ]
    written = " ".join(frame.to_csv() for frame in frames)
    for secret in ("Асанова", "Бекова", "Токтогулова", "0555", "12-34-56"):
        assert secret not in written


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    digests = []
    for name in ("a", "b"):
        ctip.write_example_reports(tmp_path / name, organizations=4, quarters=QUARTER, mess=0.5)
        files = sorted((tmp_path / name).iterdir())
        digests.append([(p.name, hashlib.sha256(p.read_bytes()).hexdigest()) for p in files])
    assert digests[0] == digests[1]


def test_reports_come_in_eight_layouts_and_three_languages(clean_run):
    _, records, _ = clean_run
    assert {"ru", "ky", "en"} <= set(records.submissions["language"])
    from ctip_analysis.examples.layouts import LAYOUTS

    assert len(LAYOUTS) >= 8


@pytest.mark.parametrize(
    "options", [{"organizations": 0}, {"organizations": 99}, {"organizations": 3, "mess": 2}]
)
def test_what_cannot_be_made_up_is_said(tmp_path, options):
    with pytest.raises(InputError, match="made up"):
        ctip.write_example_reports(tmp_path, **options)


def test_the_truth_lies_beside_the_reports_and_not_among_them(clean_run):
    folder, _, _ = clean_run
    assert not list(folder.glob("planted*"))
    assert isinstance(read_truth(folder, "planted"), pd.DataFrame)


def test_the_cells_outside_of_tables_are_handed_on_with_their_addresses(tmp_path):
    ctip.write_example_reports(tmp_path)
    texts = ctip.read_reports(tmp_path).texts
    assert {"A1", "A2", "A5", "B5"} <= set(texts["cell"])
    assert texts["text"].str.contains("SYNTHETIC").any()
