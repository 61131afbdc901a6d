"""The whole journey, as its three users see it: right, complete, protected, repeatable, safe from bad input."""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import ctip_analysis as ctip

ROOT = Path(__file__).parents[1]
OFFICIAL = ROOT / "data" / "raw" / "official"
EXAMPLES = ROOT / "data" / "raw" / "example-2019"
PUBLISHED_TOTALS = dict(
    zip(map(str, range(2010, 2024)), [21, 5, 6, 9, 19, 8, 10, 5, 7, 11, 9, 6, 3, 17], strict=True)
)
PUBLISHED_BY_PROVINCE = {
    "KG-B": 4,
    "KG-C": 39,
    "KG-GB": 37,
    "KG-GO": 28,
    "KG-J": 5,
    "KG-N": 2,
    "KG-O": 18,
    "KG-T": 0,
    "KG-Y": 3,
}


@pytest.fixture(scope="session")
def whole_run(tmp_path_factory):
    """A run over everything in data/raw, as ``ctip run`` does it."""
    out = tmp_path_factory.mktemp("out")
    return ctip.run(ROOT / "data" / "raw", out)


def read(path):
    return pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)


def persons(run):
    return run.records.figures.query("measure == 'tip_victims_registered'")


def test_the_published_victims_add_up_to_136_by_province(whole_run):
    by_province = persons(whole_run).query(
        "sex == 'total' and age_group == 'total' and exploitation == 'total'"
    )
    areas = by_province[by_province["province"].ne("KG")].groupby("province")["value"].sum().to_dict()
    assert areas == PUBLISHED_BY_PROVINCE
    assert sum(areas.values()) == 136
    national = by_province.query("province == 'KG'").set_index("period")["value"].to_dict()
    assert national == PUBLISHED_TOTALS


def test_a_dash_is_nil_and_a_blank_is_nothing(whole_run):
    own = persons(whole_run).set_index("source_cell")
    assert own.loc["D13", "status"] == "nil"
    for blank in ("N10", "M14", "N14", "O17", "P17", "Q17", "N24"):
        assert blank not in own.index
    assert len(whole_run.records.figures) == 23 * 14 - 7


def test_sex_age_and_form_of_exploitation_come_out_right(whole_run):
    own = persons(whole_run).query("period == '2023'")
    picked = {
        column: own[own[column].ne("total")].set_index(column)["value"].to_dict()
        for column in ("sex", "age_group", "exploitation")
    }
    assert picked["sex"] == {"male": 13, "female": 4, "unknown": 0}
    assert picked["age_group"] == {"child": 5, "18_29": 12, "30_49": 0, "50_69": 0, "70p": 0}
    assert picked["exploitation"] == {"forced_labour": 13, "sexual": 0, "forced_criminality": 0}


def test_rate_and_population_are_not_mixed_with_persons(whole_run):
    figures = whole_run.records.figures
    assert figures["measure"].value_counts().to_dict() == {
        "tip_victims_registered": 21 * 14 - 7,
        "tip_victims_rate": 14,
        "population": 14,
    }
    rate = figures.query("measure == 'tip_victims_rate' and period == '2010'")["value"].iloc[0]
    computed = whole_run.values.query("indicator == 'STAT-02' and province == 'KG' and period == '2010'")
    assert rate == pytest.approx(0.3816, abs=1e-4)
    assert computed["value"].iloc[0] == pytest.approx(rate)


def test_values_of_the_synthetic_reports_equal_their_truth(example_run):
    run, truth = example_run
    awareness = truth[truth["activity_type"].ne("training_officials")]
    people = awareness.assign(n=awareness["female"] + awareness["male"] + awareness["unknown"])
    values = run.values.query("territory == '9' and activity_type == 'total' and sex == 'total'")
    for indicator, column in (("PREV-01", "n_events"), ("PREV-02", "n")):
        expected = people.groupby(["province", "period"])[column].sum()
        found = values[values["indicator"].eq(indicator)].set_index(["province", "period"])["value"]
        assert found.reindex(expected.index).tolist() == expected.tolist()
    female = awareness.groupby(["province", "period"])["female"].sum()
    found = run.values.query("indicator == 'PREV-02' and territory == '9' and sex == 'female'")
    found = found.set_index(["province", "period"])["value"].reindex(female.index).fillna(0)
    assert found.tolist() == female.tolist()
    materials = truth.groupby("period")["materials_n"].sum()
    found = values.query("indicator == 'PREV-08' and province == 'KG'").set_index("period")["value"]
    assert found.reindex(materials.index).tolist() == materials.tolist()


def test_the_silent_organization_makes_its_provinces_partial(example_run):
    run, _ = example_run
    row = run.values.query(
        "indicator == 'PREV-01' and territory == '9' and province == 'KG-C' and period == '2019Q2'"
        " and activity_type == 'total'"
    ).iloc[0]
    assert (row["status"], row["organizations_reporting"], row["organizations_expected"]) == ("partial", 1, 2)


def test_the_account_of_every_file_adds_up(whole_run):
    submissions = whole_run.records.submissions
    parts = submissions[["rows_recorded", "rows_total", "rows_note", "rows_blank", "rows_set_aside"]].sum(
        axis=1
    )
    assert parts.tolist() == submissions["rows_seen"].tolist()
    assert submissions["rows_set_aside"].sum() == 0
    assert submissions["fate"].str.startswith("accepted").all()


def test_the_folders_are_those_of_the_contract(whole_run):
    out = whole_run.out
    assert {p.relative_to(out).as_posix() for p in out.rglob("*")} >= {
        "internal/README.txt",
        "internal/submissions.csv",
        "internal/issues.csv",
        "internal/values.csv",
        "internal/records/activities.csv",
        "internal/records/participants.csv",
        "internal/records/figures.csv",
        "release/values.csv",
        "release/tables.xlsx",
        "release/report.html",
        "release/maps",
        "release/charts",
        "release/audit.json",
        "release/manifest.json",
    }
    assert sorted(p.name for p in out.iterdir()) == ["internal", "release"]
    assert ctip.verify_release(out / "release") == []


def test_csv_files_begin_with_a_mark_and_have_the_contract_s_columns(whole_run):
    for path in whole_run.out.rglob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path.name
    header = read(whole_run.out / "release" / "values.csv").columns.tolist()
    assert header[:4] == ["indicator", "territory", "province", "period"]
    first = header.index("value")
    assert {"activity_type", "age_group", "exploitation", "sex"} <= set(header[4:first])
    assert header[first : first + 6] == [
        "value",
        "numerator",
        "denominator",
        "organizations_reporting",
        "organizations_expected",
        "status",
    ]
    keys = read(whole_run.out / "release" / "values.csv")[header[:first]]
    assert not keys.duplicated().any()
    assert keys.apply(tuple, axis=1).is_monotonic_increasing


def test_only_a_value_has_a_number(whole_run):
    for folder in ("internal", "release"):
        values = read(whole_run.out / folder / "values.csv")
        has_number = values["status"].isin(["reported", "zero", "partial"])
        assert values.loc[has_number, "value"].ne("").all()
        assert values.loc[~has_number, "value"].eq("").all()


def test_no_small_count_of_victims_stands_anywhere_in_the_release(whole_run):
    values = read(whole_run.out / "release" / "values.csv")
    victims = values[values["indicator"].str.startswith("STAT")]
    for column in ("value", "numerator"):
        counts = pd.to_numeric(
            victims.loc[victims["indicator"].eq("STAT-01") | (column == "numerator"), column]
        )
        assert counts.dropna().map(lambda n: n == 0 or n >= 11).all()


def hash_tree(folder):
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_running_twice_gives_the_same_bytes(whole_run, tmp_path):
    again = ctip.run(ROOT / "data" / "raw", tmp_path)
    assert hash_tree(again.out) == hash_tree(whole_run.out)


def test_the_committed_examples_are_those_that_the_package_writes(tmp_path):
    ctip.write_example_reports(tmp_path)
    assert hash_tree(tmp_path) == hash_tree(EXAMPLES)


def test_every_example_says_that_it_is_synthetic():
    for path in EXAMPLES.iterdir():
        assert "SYNTHETIC" in path.name
        assert ctip.read_workbook(path).tables["title"].astype(str).str.contains("SYNTHETIC").all()


# --- bad input -------------------------------------------------------------------------------------------------


def call(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "ctip_analysis", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd or ROOT,
        check=False,
    )


def test_a_missing_and_an_empty_folder_are_said_and_nothing_is_written(tmp_path):
    for raw in (tmp_path / "nowhere", tmp_path):
        answer = call("run", raw, tmp_path.parent / "results")
        assert answer.returncode == 1
        assert raw.name in answer.stderr
        assert "Traceback" not in answer.stderr
    assert not (tmp_path.parent / "results").exists()


def test_results_among_the_reports_are_refused(tmp_path):
    shutil.copytree(OFFICIAL, tmp_path / "raw")
    answer = call("run", tmp_path / "raw", tmp_path / "raw" / "out")
    assert answer.returncode == 1
    assert "outside" in answer.stderr


def test_what_is_no_workbook_becomes_an_issue_and_the_rest_goes_on(tmp_path):
    raw = tmp_path / "raw"
    shutil.copytree(OFFICIAL, raw)
    (raw / "letter.docx").write_bytes(b"PK\x03\x04 not a workbook")
    (raw / "empty.xlsx").write_bytes(b"")
    (raw / "photo.jpg").write_bytes(bytes(range(256)) * 4)
    whole = next(EXAMPLES.glob("*.xlsx")).read_bytes()
    (raw / "damaged.xlsx").write_bytes(whole[: len(whole) // 2])
    answer = call("run", raw, tmp_path / "out", "--no-figures")
    assert answer.returncode == 0, answer.stderr
    submissions = read(tmp_path / "out" / "internal" / "submissions.csv").set_index("file")
    assert submissions["fate"].value_counts().to_dict() == {"rejected": 4, "accepted_with_issues": 1} or (
        submissions["fate"].eq("rejected").sum() == 4
    )
    issues = read(tmp_path / "out" / "internal" / "issues.csv")
    for name in ("letter.docx", "empty.xlsx", "photo.jpg", "damaged.xlsx"):
        assert issues["file"].eq(name).any(), name


def test_an_out_that_is_a_file_is_said(tmp_path):
    blocked = tmp_path / "out"
    blocked.write_text("I am a file")
    answer = call("run", OFFICIAL, blocked)
    assert answer.returncode == 1
    assert "cannot be written" in answer.stderr
    assert blocked.read_text() == "I am a file"


def test_a_run_that_fails_while_writing_leaves_the_former_results(tmp_path, monkeypatch):
    raw = tmp_path / "raw"
    shutil.copytree(OFFICIAL, raw)
    out = tmp_path / "out"
    ctip.run(raw, out, with_figures=False)
    before = hash_tree(out)
    monkeypatch.setattr("ctip_analysis.releasing.release.write_manifest", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ctip.run(raw, out, with_figures=False)
    assert hash_tree(out) == before
    assert sorted(p.name for p in out.iterdir()) == ["internal", "release"]


def test_what_else_stands_in_out_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    ctip.run(OFFICIAL, tmp_path, with_figures=False)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_what_a_run_keeps_beside_its_reports_is_no_report_of_a_larger_folder(tmp_path):
    shutil.copytree(OFFICIAL, tmp_path / "raw" / "official")
    ctip.run(tmp_path / "raw" / "official", tmp_path / "first", with_figures=False)
    for name in ("figures.toml", "decisions.csv"):
        (tmp_path / "raw" / name).touch()
    assert ctip.read_reports(tmp_path / "raw").files["file"].tolist() == [
        "official/sdg_16.2.2_official_statistics.xlsx"
    ]


def test_an_unknown_language_and_a_wrong_option_are_wrong_usage(tmp_path):
    assert call("run", OFFICIAL, tmp_path, "--no-figures", "--language", "fr").returncode == 2
    assert call("run", "--nonsense").returncode == 2


def test_a_pack_with_faults_is_said(tmp_path):
    answer = call("run", OFFICIAL, tmp_path, "--no-figures", "--definitions", tmp_path)
    assert answer.returncode == 1
    assert "pack.toml" in answer.stderr


def test_quiet_says_nothing_and_the_summary_comes_in_three_languages(tmp_path):
    assert call("run", OFFICIAL, tmp_path, "--no-figures", "--quiet").stdout == ""
    said = {
        language: call("run", OFFICIAL, tmp_path, "--no-figures", "--language", language).stdout
        for language in ("ru", "ky")
    }
    assert said["ru"].startswith("Файлы: 1")
    assert said["ky"].startswith("Файлдар: 1")


def test_help_comes_without_the_heavy_libraries():
    code = "import sys, ctip_analysis.cli; print(sorted({'pandas', 'matplotlib', 'geopandas'} & set(sys.modules)))"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
        ).stdout.strip()
        == "[]"
    )
    for command in ((), ("run",), ("inspect",)):
        answer = call(*command, "--help")
        assert answer.returncode == 0
        assert "Example: ctip" in answer.stdout


# --- another country --------------------------------------------------------------------------------------------


def write_rows(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@pytest.fixture
def two_provinces(tmp_path):
    """A made-up country of two provinces, in one language, with one view."""
    pack = shutil.copytree(ctip.load_definitions().folder, tmp_path / "pack")
    (pack / "pack.toml").write_text(
        'version = "1"\ncountry = "ZZ"\nlanguages = ["en"]\n[name]\nen = "Zedland"\n[views.9]\ncolumn = "province"\n'
        '[population]\nmaximum_age_years = 5\n[disclosure]\nthreshold = 11\n[boundaries]\nfile = "boundaries.geojson"\n'
        'source_en = "made up"\n[cities]\ninset = []\n',
        encoding="utf-8",
    )
    write_rows(
        pack / "provinces.csv",
        [
            "province",
            "pcode",
            "soate",
            "kind",
            "name_en",
            "short_en",
            "label_longitude",
            "label_latitude",
            "area_km2",
        ],
        ["ZZ-A", "ZZ1", "1", "province", "Alpha", "Alpha", "0.5", "0.5", "100"],
        ["ZZ-B", "ZZ2", "2", "province", "Beta", "Beta", "1.5", "0.5", "100"],
    )
    write_rows(pack / "districts.csv", ["district", "province", "kind", "name_en"])
    write_rows(
        pack / "population.csv",
        ["province", "year", "sex", "age_group", "population", "version", "source"],
        ["ZZ-A", "2018", "total", "total", "1000", "made up", "test"],
        ["ZZ", "2018", "total", "total", "3000", "made up", "test"],
    )
    write_rows(
        pack / "organizations.csv",
        [
            "organization",
            "name_en",
            "aliases",
            "kind",
            "provinces",
            "expected_from",
            "expected_to",
            "forms",
            "is_synthetic",
        ],
        ["ORG", "Helping Hands", "", "", "ZZ-A;ZZ-B", "2018Q1", "2018Q1", "activities", "yes"],
    )
    with (pack / "indicators.csv").open(encoding="utf-8-sig") as file:
        indicators = list(csv.reader(file))
    views = indicators[0].index("views")
    write_rows(
        pack / "indicators.csv",
        *([*row[:views], row[views].replace("2", "country"), *row[views + 1 :]] for row in indicators),
    )
    write_rows(pack / "measures.csv", ["measure", "unit", "is_additive", "source", "name_en"])
    with (pack / "glossary.csv").open(encoding="utf-8") as file:
        glossary = [row for row in csv.reader(file) if row[1] in ("language", "en")]
    glossary = [row for row in glossary if not row[0].startswith(("adm1.", "measure."))]
    write_rows(
        pack / "glossary.csv",
        *glossary,
        ["adm1.ZZ-A", "en", "Alpha", "yes"],
        ["adm1.ZZ-B", "en", "Beta", "yes"],
    )
    squares = [
        {
            "type": "Feature",
            "properties": {"province": code, "schematic": False},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]],
            },
        }
        for code, x in (("ZZ-A", 0), ("ZZ-B", 1))
    ]
    (pack / "boundaries.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    raw = tmp_path / "raw"
    raw.mkdir()
    write_rows(
        raw / "helping hands Q1 2018.csv",
        ["Date", "Province", "Activity type", "Women", "Men"],
        ["2018-02-01", "Alpha", "campaign", "30", "10"],
        ["2018-02-02", "Alpha", "school session", "12", "9"],
        ["2018-03-05", "Beta", "campaign", "11", "14"],
    )
    return pack, raw


def test_the_journey_of_another_country_is_another_folder(two_provinces, tmp_path):
    pack, raw = two_provinces
    answer = call("run", raw, tmp_path / "out", "--definitions", pack)
    assert answer.returncode == 0, answer.stderr
    values = read(tmp_path / "out" / "release" / "values.csv")
    events = values.query("indicator == 'PREV-01' and activity_type == 'total' and period == '2018Q1'")
    assert dict(zip(events["province"], events["value"], strict=True)) == {
        "ZZ": "3",
        "ZZ-A": "2",
        "ZZ-B": "1",
    }
    rate = values.query("indicator == 'PREV-03' and period == '2018Q1'").set_index("province")
    assert rate.loc["ZZ-A", "value"] == "610"
    assert rate.loc["ZZ-B", "status"] == "not_applicable"
