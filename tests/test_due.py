"""Who is due: the project's own list beside the reports, and reports that came though none was due."""

import shutil

import pandas as pd
import pytest
from record_builders import make_pack, make_records, pick

import ctip_analysis as ctip
from ctip_analysis.checking.periods import PERIOD_RULES
from ctip_analysis.definitions import add_organizations, load_definitions
from ctip_analysis.errors import DefinitionsError, InputError
from ctip_analysis.frames import make_issues
from ctip_analysis.indicators import compute_indicators, list_due_reports

A, B = ("A", "KG-C", "2019Q1", "2019Q2"), ("B", "KG-T", "", "")
HEAD = "organization,provinces,expected_from,expected_to,forms"


def event(organization, period, province, **more):
    row = {"activity": f"{organization} {period} {province}", "organization": organization, "period": period}
    return {**row, "province": province, "source_file": f"{organization} {period}", **more}


def counts(values, indicator, province, period):
    row = pick(values, indicator, province, period)
    return row["organizations_reporting"], row["organizations_expected"], row["status"]


def write_list(folder, *rows, head=HEAD):
    path = folder / "organizations.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8-sig")
    return path


def test_an_organization_that_reports_though_it_is_not_due_counts_as_due_and_reporting(definitions):
    pack = make_pack(definitions, [A, B])
    records = make_records(
        received=[("A", "2019Q1"), ("A", "2019Q2"), ("B", "2019Q1")],
        activities=[event("A", "2019Q1", "KG-C"), event("B", "2019Q1", "KG-T")],
    )
    values = compute_indicators(records, pack, indicators=["PREV-01", "DQ-01"])
    assert counts(values, "PREV-01", "KG-T", "2019Q1") == (1, 1, "reported")
    assert counts(values, "PREV-01", "KG", "2019Q1") == (2, 2, "reported")
    assert counts(values, "PREV-01", "KG", "2019Q2") == (1, 1, "zero")
    assert pick(values, "DQ-01", "KG", "2019Q1")["denominator"] == 2


def test_a_row_in_a_wrong_place_adds_nobody_to_those_who_are_due_there(definitions):
    pack = make_pack(definitions, [A, ("C", "KG-O", "2019Q1", "2019Q2")])
    records = make_records(
        received=[("A", "2019Q1")],
        activities=[event("A", "2019Q1", "KG-C"), event("A", "2019Q1", "KG-O"), event("A", "2019Q1", "KG-N")],
    )
    values = compute_indicators(records, pack, indicators=["PREV-01"])
    assert counts(values, "PREV-01", "KG-O", "2019Q1") == (0, 1, "partial")
    assert counts(values, "PREV-01", "KG-N", "2019Q1") == (1, 1, "reported")


def test_a_table_that_no_form_of_the_organization_owes_counts_once_it_is_reported(definitions):
    pack = make_pack(definitions, [A])
    pack.organizations["forms"] = "activities"
    cases = {"case": "1", "person": "p", "province": "KG-C", "period": "2019Q1", "organization": "A"}
    received = [("f", "A", "2019Q1", "activities;cases"), ("g", "A", "2019Q2", "activities")]
    silent = compute_indicators(make_records(received=received), pack)
    assert "PROT-01" not in set(silent["indicator"])
    records = make_records(
        received=received, cases=[{**cases, "identified": "2019-02-01", "source_file": "f"}]
    )
    values = compute_indicators(records, pack, indicators=["PROT-01"])
    assert counts(values, "PROT-01", "KG", "2019Q1") == (1, 1, "reported")
    assert counts(values, "PROT-01", "KG", "2019Q2") == (0, 0, "not_due")


def test_a_report_without_rows_speaks_only_for_the_tables_of_its_form(definitions):
    pack = make_pack(definitions, [A])
    pack.organizations["forms"] = "activities;cases"
    values = {}
    for form in ("activities", ""):
        records = make_records(
            received=[("f", "A", "2019Q1", form), ("g", "A", "2019Q2", "activities;cases")]
        )
        values[form] = compute_indicators(records, pack, indicators=["PREV-01", "PROT-01", "PREV-10"])
    assert counts(values["activities"], "PREV-01", "KG", "2019Q1") == (1, 1, "zero")
    assert counts(values["activities"], "PROT-01", "KG", "2019Q1") == (0, 1, "not_reported")
    assert counts(values[""], "PROT-01", "KG", "2019Q1") == (1, 1, "zero")
    assert "PREV-10" not in set(values[""]["indicator"])


def test_half_years_stand_where_each_quarter_was_reported_though_nothing_was_listed(definitions):
    pack = make_pack(definitions, [B])
    events = [event("B", quarter, "KG-T") for quarter in ("2019Q1", "2019Q2", "2019Q4")]
    received = [("B", own["period"]) for own in events]
    values = compute_indicators(make_records(received=received, activities=events), pack)
    periods = set(values.loc[values["indicator"].eq("PREV-01"), "period"])
    assert periods == {"2019Q1", "2019Q2", "2019Q4", "2019H1"}


def test_who_has_no_last_quarter_is_due_until_the_last_that_any_report_speaks_of(definitions):
    pack = make_pack(definitions, [("A", "KG-C", "2019Q1", ""), ("S", "KG-C", "2019Q1", "")])
    sent = [("A", "2019Q1"), ("A", "2019Q2")]
    records = make_records(received=sent, activities=[event("A", "2019Q2", "KG-C")])
    values = compute_indicators(records, pack)
    assert counts(values, "PREV-01", "KG", "2019Q2") == (1, 2, "partial")
    assert counts(values, "PREV-01", "KG", "2019H1") == (1, 2, "partial")
    missing = [issue["message"] for issue in PERIOD_RULES["P01"](records, pack, "en")]
    assert missing == ["No report for 2019Q1.", "No report for 2019Q2."]


def test_a_pack_in_which_nobody_is_ever_due_makes_no_traceback(definitions):
    pack = make_pack(definitions, [("A", "KG-C", "", "")])
    values = compute_indicators(make_records(received=[("A", "2019Q1")]), pack)
    assert values["status"].isin(["not_due", "not_applicable"]).all()
    records = make_records(received=[("A", "2019Q1")], activities=[event("Z", "2019Q1", "KG-C")])
    assert pick(compute_indicators(records, pack), "PREV-01", "KG", "2019Q1")["value"] == 1


def test_due_reports_say_which_were_listed(definitions):
    pack = make_pack(definitions, [A, B])
    records = make_records(received=[("B", "2019Q1")], activities=[event("B", "2019Q1", "KG-T")])
    due = list_due_reports(records, pack)
    assert due[["organization", "period", "is_received", "is_listed"]].values.tolist() == [
        ["A", "2019Q1", "no", "yes"],
        ["A", "2019Q2", "no", "yes"],
        ["B", "2019Q1", "yes", "no"],
    ]


def test_issues_name_reports_that_were_not_due_and_months_that_are_missing(definitions):
    pack = make_pack(definitions, [A, B])
    calls = [
        {
            "organization": "A",
            "period": f"2019-0{month}",
            "source_file": "f",
            "calls_relevant": 3,
            "line": "189",
        }
        for month in (1, 2)
    ]
    records = make_records(
        received=[("f", "A", "", "form_hotline"), ("A", "2019Q2"), ("B", "2019Q1")],
        hotline=calls,
        activities=[event("B", "2019Q1", "KG-T")],
    )
    told = make_issues(
        [issue for rule in ("P01", "O07 period") for issue in PERIOD_RULES[rule](records, pack, "en")]
    )
    assert told[["rule", "severity", "organization", "message"]].values.tolist() == [
        ["P01", "warning", "A", "The report for 2019Q1 came only in part: nothing of 2019-03."],
        [
            "O07",
            "info",
            "B",
            "The organization reported for 2019Q1, when none of its reports was due; it counts as due for that quarter.",
        ],
    ]


def test_a_list_beside_the_reports_replaces_and_adds_to_the_list_of_the_pack(tmp_path):
    definitions = load_definitions()
    path = write_list(
        tmp_path,
        "CSO-09,KG-J,2020Q1,2020Q4,activities;cases,,,",
        "NEW,KG-N;KG-Y,2020Q1,2020Q2,,New One,Новая,Жаңы",
        head=HEAD + ",name_en,name_ru,name_ky",
    )
    path.write_text(
        path.read_text(encoding="utf-8-sig").replace(",,,\n", ",Bereke,Береке,Береке\n"), encoding="utf-8"
    )
    merged = add_organizations(definitions, path)
    rows = merged.organizations.set_index("organization")
    assert rows.loc["CSO-09", ["expected_from", "expected_to", "forms", "is_synthetic"]].tolist() == [
        "2020Q1",
        "2020Q4",
        "activities;cases",
        "yes",
    ]
    assert rows.loc["NEW", ["provinces", "name_ky", "kind"]].tolist() == ["KG-N;KG-Y", "Жаңы", ""]
    untouched = [code for code in rows.index if code not in ("CSO-09", "NEW")]
    pack = definitions.organizations.set_index("organization")
    pd.testing.assert_frame_equal(
        rows.loc[untouched].drop(columns=["expected_from", "expected_to"]),
        pack.loc[untouched].drop(columns=["expected_from", "expected_to"]),
    )
    assert len(rows) == len(pack) + 1


def test_who_is_due_only_the_list_beside_the_reports_says(tmp_path):
    path = write_list(
        tmp_path, "N1,KG-N,2019Q1,2019Q1,,New,Новая,Жаңы", head=HEAD + ",name_en,name_ru,name_ky"
    )
    merged = add_organizations(load_definitions(), path)
    assert list_due_reports(make_records(), merged)["organization"].unique().tolist() == ["N1"]
    assert merged.organizations["organization"].isin(["CSO-01", "CSO-09"]).sum() == 2


def test_a_made_up_organization_gives_way_to_one_of_the_list_with_its_name(tmp_path):
    path = write_list(
        tmp_path, "N1,KG-N,2019Q1,2019Q1,,Bereke,ОФ Береке,Береке КФ", head=HEAD + ",name_en,name_ru,name_ky"
    )
    merged = add_organizations(load_definitions(), path)
    assert not merged.organizations["organization"].eq("CSO-09").any()


def test_all_faults_of_a_list_are_said_at_once_with_row_and_column(tmp_path):
    path = write_list(
        tmp_path,
        "CSO-01,KG-X,2019Q1,2019Q2,activities",
        "CSO-01,KG-C,2019,2019Q2,activities",
        "CSO-02,KG-C,2019Q3,2019Q2,reports",
        "CSO-03,KG-C,,2019Q3,activities",
        "CSO-04,,2019Q1,2019Q2,activities",
        "NEW,KG-C,2019Q1,2019Q2,activities",
        ",KG-C,,,",
    )
    with pytest.raises(DefinitionsError) as caught:
        add_organizations(load_definitions(), path)
    lines = str(caught.value).splitlines()
    for row, column, text in (
        (2, "provinces", "'KG-X' is no province"),
        (3, "", "CSO-01 stands twice"),
        (3, "expected_from", "'2019' is no quarter"),
        (4, "expected_to", "2019Q2 lies before 2019Q3"),
        (4, "forms", "'reports' is no form"),
        (5, "expected_from", "blank. Write the first quarter"),
        (6, "provinces", "blank"),
        (7, "name_ky", "NEW is not in the pack"),
        (8, "organization", "blank"),
    ):
        where = f"organizations.csv, row {row}" + (f", column {column}" if column else "")
        assert any(line.strip().startswith(f"- {where}: {text}") for line in lines), (row, column, lines)


def test_a_pack_whose_organizations_are_due_in_no_span_is_refused(tmp_path):
    pack = shutil.copytree(load_definitions().folder, tmp_path / "pack")
    path = pack / "organizations.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("KG-J,2019Q1,2019Q2", "KG-J,2019Q3,2019Q2"), encoding="utf-8")
    with pytest.raises(DefinitionsError, match=r"row 4, column expected_to: 2019Q2 lies before 2019Q3"):
        load_definitions(pack)


def test_a_run_of_written_examples_expects_just_those_who_were_written(tmp_path):
    ctip.write_example_reports(tmp_path / "raw", organizations=9, quarters=("2020Q1", "2020Q2"), seed=3)
    result = ctip.run(tmp_path / "raw", tmp_path / "out", with_figures=False)
    assert not result.records.submissions["file"].eq("organizations.csv").any()
    assert not result.issues["rule"].isin(["P01", "O07"]).any()
    assert counts(result.values, "PREV-01", "KG", "2020H1") == (9, 9, "reported")
    assert counts(result.values, "PROT-01", "KG", "2020Q2") == (3, 3, "reported")
    assert (result.values["organizations_reporting"] <= result.values["organizations_expected"]).all()


def test_no_list_of_real_organizations_is_written_over(tmp_path):
    path = write_list(tmp_path, "REAL,KG-C,2019Q1,2019Q2,activities")
    before = path.read_bytes()
    with pytest.raises(InputError, match="lists real organizations"):
        ctip.write_example_reports(tmp_path / "raw", organizations=2, quarters=("2019Q1", "2019Q1"))
    assert path.read_bytes() == before
