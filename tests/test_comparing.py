"""Values beside others: other periods, the same reporters, targets, sources, due days."""

import dataclasses

import pandas as pd
import pytest
from record_builders import make_pack, make_records, pick

from ctip_analysis.errors import InputError
from ctip_analysis.indicators import (
    check_plausibility,
    compare_periods,
    compare_sources,
    compare_with_targets,
    compute_indicators,
    list_due_reports,
    list_received_reports,
)

ORGANIZATIONS = [
    ("A", "KG-C", "2019Q1", "2019Q4"),
    ("B", "KG-C", "2019Q1", "2019Q4"),
    ("C", "KG-T", "2019Q2", "2019Q4"),
]


@pytest.fixture(scope="module")
def pack(definitions):
    return make_pack(definitions, ORGANIZATIONS)


def event(organization, quarter, n, province="KG-C"):
    return {"activity": f"{organization}{quarter}{n}", "organization": organization, "period": quarter} | {
        "province": province,
        "n_events": n,
    }


def compare(pack, records, *codes):
    values = compute_indicators(records, pack, indicators=codes)
    return compare_periods(values, "2019Q1", "2019Q2", records=records, definitions=pack)


def totals(found, indicator, province):
    own = found[
        found["indicator"].eq(indicator) & found["province"].eq(province) & found["territory"].eq("9")
    ]
    return own[own["activity_type"].eq("total")].iloc[0]


def test_a_report_that_is_still_missing_is_no_fall_on_the_same_reporters(pack):
    events = [
        event("A", "2019Q1", 4),
        event("B", "2019Q1", 6),
        event("A", "2019Q2", 5),
        event("C", "2019Q2", 9, "KG-T"),
    ]
    received = [("A", "2019Q1"), ("B", "2019Q1"), ("A", "2019Q2"), ("C", "2019Q2")]
    row = totals(
        compare(pack, make_records(received=received, activities=events), "PREV-01"), "PREV-01", "KG-C"
    )
    assert (row["value_earlier"], row["value_later"], row["change"], row["change_percent"]) == (
        10,
        5,
        -5,
        -50,
    )
    assert (row["organizations_reporting_later"], row["organizations_expected_later"]) == (1, 2)
    assert (row["same_value_earlier"], row["same_value_later"], row["same_change"]) == (4, 5, 1)
    assert (row["same_change_percent"], row["same_organizations"]) == (25, 1)


def test_same_reporters_are_counted_for_each_place_and_for_the_table_that_is_counted(pack):
    events = [event(o, q, 3, p) for o, p in (("A", "KG-C"), ("D", "KG-T")) for q in ("2019Q1", "2019Q2")]
    call = {"organization": "A", "period": "2019Q1", "province": "KG-C", "calls_relevant": 8}
    own = make_pack(pack, [*ORGANIZATIONS, ("D", "KG-T", "2019Q1", "2019Q4")])
    received = [(f"{o} {q}", o, q, "form_activities") for o in "AD" for q in ("2019Q1", "2019Q2")]
    received += [("A calls", "A", "2019Q1", "form_hotline")]
    records = make_records(received=received, activities=events, hotline=[{**call, "source_file": "A calls"}])
    found = compare(own, records, "PREV-01", "PREV-10")
    found = found[found["activity_type"].eq("total") & found["territory"].eq("9")]
    counts = found.set_index(["indicator", "province"])["same_organizations"]
    assert counts[("PREV-01", "KG")] == 2
    assert [counts[("PREV-01", place)] for place in ("KG-C", "KG-T", "KG-N")] == [1, 1, 0]
    # A's calls of the second quarter are missing: that is no fall.
    calls = found.set_index(["indicator", "province"]).loc[("PREV-10", "KG")]
    assert (calls["value_earlier"], calls["same_organizations"]) == (8, 0)
    assert pd.isna(calls["same_change"])


def test_where_a_side_has_no_number_there_is_no_change(pack):
    received = [("A", "2019Q1"), ("B", "2019Q1")]
    records = make_records(received=received, activities=[event("A", "2019Q1", 4)])
    row = totals(compare(pack, records, "PREV-01"), "PREV-01", "KG-C")
    assert row["status_later"] == "not_reported"
    assert pd.isna(row["change"])
    assert pd.isna(row["same_change"])
    assert row["same_organizations"] == 0


def test_a_change_from_nothing_has_no_percent(pack):
    received = [(o, q) for o in "AB" for q in ("2019Q1", "2019Q2")]
    records = make_records(received=received, activities=[event("A", "2019Q2", 4)])
    row = totals(compare(pack, records, "PREV-01"), "PREV-01", "KG-C")
    assert row["change"] == 4
    assert pd.isna(row["change_percent"])


def test_comparing_a_period_that_is_not_there_says_what_is(pack):
    values = compute_indicators(make_records(received=[("A", "2019Q1")]), pack, indicators=["PREV-01"])
    with pytest.raises(InputError, match=r"nothing of '2021Q1'.*2019Q1"):
        compare_periods(values, "2021Q1", "2019Q1")
    with pytest.raises(InputError, match="definitions"):
        compare_periods(values, "2019Q1", "2019Q2", records=make_records())


def test_completeness_and_timeliness_come_from_the_days_that_were_noted(pack):
    records = make_records(received=[("A", "2019Q1"), ("B", "2019Q1"), ("A", "2019Q2"), ("C", "2019Q2")])
    noted = pd.DataFrame(
        [
            ("", "A", "2019Q1", "2019-04-10"),
            ("", "A", "2019Q1", "2019-06-01"),  # a corrected version makes nobody late
            ("", "B", "2019Q1", "2019-04-11"),
            ("C 2019Q2", "", "", "2019-07-10"),
            ("", "B", "2019Q2", "2019-07-01"),  # noted, and yet there is no such report
        ],
        columns=["file", "organization", "period", "received"],
    )
    due = list_due_reports(records, pack, received=noted)
    reports = list_received_reports(due).set_index(["organization", "period"])
    assert reports.loc[("A", "2019Q1")].tolist() == ["yes", "yes"]
    assert reports.loc[("B", "2019Q1")].tolist() == ["yes", "no"]
    assert reports.loc[("A", "2019Q2")].tolist() == ["yes", "unknown"]
    assert reports.loc[("B", "2019Q2")].tolist() == ["no", "unknown"]
    assert reports.loc[("C", "2019Q2")].tolist() == ["yes", "yes"]
    values = compute_indicators(records, pack, indicators=["DQ-01", "DQ-03"], received=noted)
    assert pick(values, "DQ-01", "KG", "2019H1")["value"] == 100 * 4 / 5
    assert pick(values, "DQ-01", "KG-C", "2019Q2")["value"] == 50
    late = pick(values, "DQ-03", "KG", "2019Q1")
    assert (late["numerator"], late["denominator"]) == (1, 2)
    assert pick(values, "DQ-03", "KG", "2019Q1", organization="B")["value"] == 0
    without = compute_indicators(records, pack, indicators=["DQ-03"])
    assert set(without.query("period == '2019Q1'")["status"]) == {"not_applicable", "not_due"}


def test_a_quarter_may_have_a_due_day_of_its_own(pack):
    settings = pack.settings | {"reporting": {"due_days": 10, "due": {"2019Q1": "2019-05-15"}}}
    own = dataclasses.replace(pack, settings=settings)
    noted = pd.DataFrame(
        [("", "A", "2019Q1", "2019-05-15")], columns=["file", "organization", "period", "received"]
    )
    due = list_due_reports(make_records(received=[("A", "2019Q1")]), own, received=noted)
    assert due.query("organization == 'A' and period == '2019Q1'")["is_on_time"].tolist() == ["yes"]


def with_targets(pack, *rows):
    columns = ["indicator", "year", "province", "target", "baseline", "baseline_year", "source"]
    return dataclasses.replace(pack, targets=pd.DataFrame(rows, columns=columns))


YEAR = [(o, f"2019Q{q}") for o in "ABC" for q in (1, 2, 3, 4)]


def test_values_are_held_against_the_targets_of_their_year_and_place(pack):
    own = with_targets(
        pack,
        ("PREV-01", "2019", "KG", "20", "5", "2018", "plan"),
        ("PREV-01", "2019", "KG-C", "10", "", "", "plan"),
        ("PREV-01", "2018", "KG", "1", "", "", "plan"),
        ("DQ-02", "2019", "KG", "10", "40", "2018", "plan"),
        ("PREV-04", "2019", "KG", "25", "", "", "plan"),
    )
    people = {"organization": "A", "period": "2019Q1", "province": "KG-C", "activity": "A2019Q116", "n": 100}
    records = make_records(
        received=YEAR,
        activities=[event("A", "2019Q1", 16)],
        participants=[{**people, "sex": "female", "n": 80}, {**people, "sex": "unknown", "n": 20}],
    )
    found = compare_with_targets(compute_indicators(records, own), own)
    row = found.set_index(["indicator", "province"])
    assert row.loc[("PREV-01", "KG"), ["percent_of_target", "distance", "light"]].tolist() == [
        80,
        -4,
        "amber",
    ]
    assert row.loc[("PREV-01", "KG-C"), ["percent_of_target", "light"]].tolist() == [160, "green"]
    # From 40 to 20 percent is two thirds of the way from 40 to 10.
    assert row.loc[("DQ-02", "KG"), "percent_of_target"] == pytest.approx(100 * 20 / 30)
    assert row.loc[("DQ-02", "KG"), "light"] == "red"
    assert row.loc[("PREV-04", "KG"), "light"] == ""
    assert len(found) == 4


@pytest.mark.parametrize(
    ("indicator", "target", "baseline", "value", "percent", "light"),
    [
        ("PREV-01", "0", "", 0, None, "green"),
        ("PREV-01", "0", "", 7, None, "green"),
        ("PREV-01", "10", "0", 0, 0, "red"),
        ("DQ-02", "0", "0", 0, None, "green"),
        ("DQ-02", "0", "0", 3, None, "red"),
        ("DQ-02", "0", "20", 1, 95, "green"),
        ("DQ-02", "10", "", 12, None, "red"),
        ("DQ-02", "10", "", 10, None, "green"),
        ("DQ-02", "10", "5", 12, None, "red"),
        ("DQ-02", "10", "40", 40, 0, "red"),
        ("PREV-04", "0", "", 5, None, ""),
        ("PREV-01", "10", "", float("nan"), None, ""),
    ],
)
def test_targets_and_baselines_of_zero_and_aims_in_either_direction(
    pack, indicator, target, baseline, value, percent, light
):
    own = with_targets(pack, (indicator, "2019", "KG", target, baseline, "2018", "plan"))
    keys = {"indicator": indicator, "territory": "9", "province": "KG", "period": "2019", "sex": "total"}
    status = "not_reported" if value != value else "zero" if value == 0 else "reported"
    row = compare_with_targets(pd.DataFrame([keys | {"value": value, "status": status}]), own).iloc[0]
    assert row["light"] == light
    assert row["percent_of_target"] == percent or (percent is None and pd.isna(row["percent_of_target"]))


def test_a_sum_to_date_is_held_against_the_part_of_the_target_that_the_time_asks_for(pack):
    own = with_targets(
        pack, ("PREV-01", "2019", "", "20", "", "", "x"), ("PREV-01", "plan", "KG", "100", "", "", "x")
    )
    records = make_records(received=YEAR, activities=[event("A", "2019Q1", 6), event("A", "2019Q4", 14)])
    values = compute_indicators(records, own, periods=["YTD", "PTD"], indicators=["PREV-01"])
    row = compare_with_targets(values, own).set_index("period")
    assert row.loc["2019Q1YTD", ["percent_of_target", "light"]].tolist() == [30, "green"]
    assert row.loc["2019Q3YTD", ["percent_of_target", "light"]].tolist() == [30, "red"]
    assert row.loc["2019Q4YTD", ["percent_of_target", "light"]].tolist() == [100, "green"]
    assert row.loc["2019Q4PTD", "percent_of_target"] == 20
    assert row.loc["2019Q4PTD", "elapsed_percent"] == pytest.approx(100 * 1095 / 1461)


def test_sources_of_the_same_thing_stand_beside_each_other_and_are_not_added(pack):
    case = {"organization": "A", "period": "2019Q1", "province": "KG-C", "identified": "2019-02-02"}
    figure = {
        "organization": "NSC",
        "measure": "tip_victims_registered",
        "province": "KG",
        "period": "2019",
        "value": 11,
    }
    figure |= {"sex": "total", "age_group": "total", "exploitation": "total", "status": "reported"}
    records = make_records(
        received=YEAR,
        cases=[{**case, "person": who, "case": who} for who in ("p1", "p2", "p3")],
        figures=[figure],
    )
    found = compare_sources(compute_indicators(records, pack), pack)
    own = found.query("subject == 'identified_victims' and province == 'KG' and period == '2019'")
    assert dict(zip(own["source"], own["value"], strict=True)) == {"organizations": 3, "official": 11}
    before = found.query("subject == 'identified_victims' and province == 'KG' and period == '2018'")
    assert before["status"].tolist() == ["published"]


def test_a_value_far_above_the_published_is_doubted_and_stands(pack):
    stages = [
        {
            "proceeding": str(n),
            "stage": "registered",
            "date": "2019-02-02",
            "organization": "A",
            "period": "2019Q1",
        }
        | {"province": "KG-C", "article_group": "tip"}
        for n in range(25)
    ]
    values = compute_indicators(make_records(received=YEAR, proceedings=stages), pack)
    before = values.copy()
    issues = check_plausibility(values, pack)
    assert issues["rule"].tolist() == ["O06"]
    assert "PROS-02: 25" in issues["message"].iloc[0]
    pd.testing.assert_frame_equal(values, before)
    few = compute_indicators(make_records(received=YEAR, proceedings=stages[:24]), pack)
    assert check_plausibility(few, pack).empty
