"""Records to values, against numbers worked out by hand."""

import dataclasses

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_analysis.cleaning import Records
from ctip_analysis.frames import RECORD_COLUMNS, SUBMISSION_COLUMNS, make_issues
from ctip_analysis.indicators import compute_indicators, list_due_reports

ORGANIZATIONS = [
    # organization, provinces, first quarter, last quarter
    ("A", "KG-C;KG-GB", "2019Q1", "2019Q4"),
    ("B", "KG-C", "2019Q1", "2019Q2"),
    ("C", "KG-T", "2019Q2", "2019Q4"),
]


@pytest.fixture(scope="module")
def pack(definitions):
    organizations = pd.DataFrame(
        [
            {
                "organization": o,
                "provinces": p,
                "expected_from": first,
                "expected_to": last,
                "forms": "activities",
            }
            for o, p, first, last in ORGANIZATIONS
        ]
    )
    return dataclasses.replace(definitions, organizations=organizations)


def make_records(*, received=(), events=(), figures=()):
    """``received``: (organization, quarter); ``events``: (organization, quarter, province, type, n, female, male)."""
    common = {"district": "", "status": "completed", "source_file": "a", "source_sheet": "1", "source_row": 1}
    activities, participants = [], []
    for number, (organization, period, province, kind, n_events, female, male) in enumerate(events):
        event = {
            "activity": str(number),
            "organization": organization,
            "period": period,
            "province": province,
            "activity_type": kind,
            "activity_class": "training" if kind == "training_officials" else "awareness",
            **common,
        }
        activities.append(event | {"n_events": n_events, "materials_n": 0})
        participants += [event | {"sex": "female", "n": female}, event | {"sex": "male", "n": male}]
    rows = [
        {
            "measure": "tip_victims_registered",
            "sex": "total",
            "age_group": "total",
            "exploitation": "total",
            "category": "",
            **f,
        }
        for f in figures
    ]
    submissions = [
        {"file": f"{o}{q}", "organization": o, "period": q, "fate": "accepted", "form": "activities"}
        for o, q in received
    ]
    numbers = {"n_events": "Int64", "materials_n": "Int64"}
    return Records(
        activities=pd.DataFrame(activities, columns=list(RECORD_COLUMNS["activities"])).astype(numbers),
        participants=pd.DataFrame(participants, columns=list(RECORD_COLUMNS["participants"])).astype(
            {"n": "Int64"}
        ),
        figures=pd.DataFrame(rows, columns=list(RECORD_COLUMNS["figures"])).astype({"value": "Float64"}),
        submissions=pd.DataFrame(submissions, columns=list(SUBMISSION_COLUMNS), dtype=object).fillna(""),
        issues=make_issues([]),
    )


def pick(values, indicator, province, period, *, territory="9", **codes):
    breakdowns = values.columns[
        list(values.columns).index("period") + 1 : list(values.columns).index("value")
    ]
    keys = dict.fromkeys(breakdowns, "total") | codes
    found = values[
        values["indicator"].eq(indicator)
        & values["province"].eq(province)
        & values["period"].eq(period)
        & values["territory"].eq(territory)
    ]
    for column in keys:
        found = found[found[column].eq(keys[column])]
    assert len(found) == 1, (indicator, province, period, codes, len(found))
    return found.iloc[0]


EVENTS = [
    ("A", "2019Q1", "KG-C", "campaign", 2, 30, 10),
    ("A", "2019Q1", "KG-GB", "school_session", 1, 20, 20),
    ("B", "2019Q1", "KG-C", "campaign", 1, 5, 5),
    ("A", "2019Q2", "KG-C", "training_officials", 1, 7, 3),
]
RECEIVED = [("A", "2019Q1"), ("B", "2019Q1"), ("A", "2019Q2")]


@pytest.fixture(scope="module")
def values(pack):
    return compute_indicators(make_records(received=RECEIVED, events=EVENTS), pack)


def test_events_and_attendances_add_up_by_hand(values):
    assert pick(values, "PREV-01", "KG-C", "2019Q1")["value"] == 3
    assert pick(values, "PREV-01", "KG", "2019Q1")["value"] == 4
    assert pick(values, "PREV-02", "KG-C", "2019Q1")["value"] == 50
    assert pick(values, "PREV-02", "KG-C", "2019Q1", sex="female")["value"] == 35
    assert pick(values, "PREV-12", "KG-C", "2019Q2")["value"] == 10


def test_a_ratio_is_a_ratio_of_sums_not_a_mean_of_ratios(values):
    share = pick(values, "PREV-05", "KG", "2019Q1")
    assert (share["numerator"], share["denominator"]) == (55, 90)
    assert share["value"] == pytest.approx(100 * 55 / 90)
    assert pick(values, "PREV-04", "KG", "2019Q1")["value"] == pytest.approx(90 / 4)


def test_a_view_merges_the_city_into_its_province(values):
    assert pick(values, "PREV-01", "KG-C", "2019Q1", territory="8")["value"] == 4
    assert values.query("territory == '7' and province == 'KG-GB'").empty
    assert set(values.query("province == 'KG'")["territory"]) == {"9"}


def test_a_distinct_count_is_counted_again_for_a_longer_period(values):
    assert pick(values, "PART-05", "KG", "2019Q1")["value"] == 2
    assert pick(values, "PART-05", "KG", "2019Q2")["value"] == 1
    assert pick(values, "PART-05", "KG", "2019H1")["value"] == 2


def test_a_rate_divides_by_the_population_of_the_same_unit_and_says_which(values):
    rate = pick(values, "PREV-03", "KG-C", "2019Q1", territory="8")
    assert rate["denominator"] == 870300 + 937400
    assert rate["value"] == pytest.approx(10_000 * 90 / 1_807_700)
    assert rate["denominator_source"] == "population 2015 (estimate, date not stated); 4 years before 2019"
    # The country has a figure of the year itself.
    assert pick(values, "PREV-03", "KG", "2019Q1")["denominator_source"].startswith(
        "population 2019 (national"
    )


def test_silence_is_never_a_zero(values):
    # Everyone due came and none held a training.
    assert pick(values, "PREV-12", "KG-C", "2019Q1")[["value", "status"]].tolist() == [0, "zero"]
    # Of two due, one came.
    assert pick(values, "PREV-12", "KG-C", "2019Q2")[["value", "status"]].tolist() == [10, "partial"]
    # Due, and nothing came.
    silent = pick(values, "PREV-01", "KG-T", "2019Q2")
    assert pd.isna(silent["value"])
    assert silent["status"] == "not_reported"
    # Nobody is due there.
    assert pick(values, "PREV-01", "KG-T", "2019Q1")["status"] == "not_due"
    # No event, so no average.
    assert pick(values, "PREV-04", "KG-GB", "2019Q2")["status"] == "not_applicable"


def test_who_was_due_and_who_came_stands_beside_each_value(values):
    row = pick(values, "PREV-01", "KG-C", "2019Q2")
    assert (row["organizations_reporting"], row["organizations_expected"]) == (1, 2)
    # A, B and C were due with one report each, whatever the number of their provinces; A's came.
    assert pick(values, "DQ-01", "KG", "2019Q2")["value"] == pytest.approx(100 / 3)
    assert pick(values, "DQ-01", "KG", "2019Q2", organization="B")[["value", "status"]].tolist() == [
        0,
        "zero",
    ]


def test_a_year_of_which_quarters_were_not_due_is_not_shown(pack, definitions):
    half = dataclasses.replace(
        pack, organizations=pack.organizations.assign(expected_from="2019Q1", expected_to="2019Q2")
    )
    values = compute_indicators(make_records(received=RECEIVED, events=EVENTS), half)
    assert sorted(values.query("indicator == 'PREV-01'")["period"].unique()) == ["2019H1", "2019Q1", "2019Q2"]


def test_planned_events_are_not_counted(pack):
    records = make_records(received=RECEIVED, events=EVENTS)
    records.activities["status"] = "planned"
    assert pick(compute_indicators(records, pack), "PREV-01", "KG-C", "2019Q1")["value"] == 0


def figure(province, period, value, status="reported", **codes):
    return {
        "organization": "NSC",
        "province": province,
        "period": period,
        "value": value,
        "status": status,
        **codes,
    }


def test_official_figures_keep_a_dash_and_a_blank_apart(pack):
    figures = [
        figure("KG", "2018", 7),
        figure("KG-C", "2018", 6),
        figure("KG-GB", "2018", 0, "nil"),
        figure("KG-T", "2018", None, "not_available"),
    ]
    values = compute_indicators(make_records(figures=figures), pack)
    assert pick(values, "STAT-01", "KG-GB", "2018")[["value", "status"]].tolist() == [0, "zero"]
    assert pick(values, "STAT-01", "KG-T", "2018")["status"] == "not_reported"
    assert pick(values, "STAT-01", "KG-N", "2018")["status"] == "not_reported"
    assert pick(values, "STAT-01", "KG-C", "2018", territory="8")[["value", "status"]].tolist() == [
        6,
        "reported",
    ]
    assert pick(values, "STAT-02", "KG", "2018")["value"] == pytest.approx(100_000 * 7 / 6_516_830)


def test_a_rate_without_a_recent_population_is_not_applicable(pack):
    values = compute_indicators(
        make_records(figures=[figure("KG-J", "2023", 15), figure("KG-J", "2020", 4)]), pack
    )
    old = pick(values, "STAT-02", "KG-J", "2023")
    assert pd.isna(old["value"])
    assert old["status"] == "not_applicable"
    assert pick(values, "STAT-02", "KG-J", "2020")["value"] == pytest.approx(100_000 * 4 / 1_122_400)


def test_a_breakdown_of_dashes_under_a_total_is_no_breakdown(pack):
    figures = [
        figure("KG", "2016", 10),
        figure("KG", "2016", 0, "nil", sex="male"),
        figure("KG", "2016", 0, "nil", sex="female"),
        figure("KG", "2018", 7),
        figure("KG", "2018", 7, sex="male"),
        figure("KG", "2018", 0, "nil", sex="female"),
    ]
    values = compute_indicators(make_records(figures=figures), pack)
    assert pick(values, "STAT-01", "KG", "2016", sex="male")["status"] == "not_reported"
    assert pick(values, "STAT-01", "KG", "2018", sex="female")["status"] == "zero"


def test_official_and_reported_never_meet(pack):
    values = compute_indicators(
        make_records(received=RECEIVED, events=EVENTS, figures=[figure("KG", "2019", 11)]), pack
    )
    assert pick(values, "STAT-01", "KG", "2019")["value"] == 11
    assert values.query("indicator.str.startswith('STAT')")["organizations_expected"].eq(1).all()


DUE = [("A", f"2019Q{q}") for q in (1, 2, 3, 4)] + [("B", "2019Q1"), ("B", "2019Q2")]
DUE += [("C", f"2019Q{q}") for q in (2, 3, 4)]
histories = st.lists(st.tuples(st.sampled_from(DUE), st.integers(0, 3), st.integers(0, 50)), max_size=12)


@settings(max_examples=25, deadline=None)
@given(histories)
def test_over_random_histories_absence_is_no_number_and_sums_add(pack, history):
    home = {"A": "KG-C", "B": "KG-C", "C": "KG-T"}
    events = [(o, q, home[o], "campaign", n, people, 0) for (o, q), n, people in history]
    records = make_records(received=sorted({report for report, _, _ in history}), events=events)
    pack = dataclasses.replace(pack, indicators=pack.indicators.query("indicator in ('PREV-01', 'PREV-02')"))
    values = compute_indicators(records, pack)
    due = list_due_reports(records, pack)
    for indicator, truth in (("PREV-01", 1), ("PREV-02", 2)):
        own = values[values["indicator"].eq(indicator)].query("sex == 'total' and activity_type == 'total'")
        numbers = own[own["value"].notna()]
        assert set(numbers["status"]) <= {"reported", "zero", "partial"}
        assert own[~own["status"].isin(["reported", "zero", "partial"])]["value"].isna().all()
        year = own.query("province == 'KG' and period == '2019'")["value"].fillna(0).sum()
        assert year == sum(event[truth] for event in history)
        quarters = own.query("province == 'KG' and period.str.contains('Q')")["value"].fillna(0).sum()
        assert quarters == year
        for territory in ("9", "8", "7"):
            units = own[own["territory"].eq(territory)].query("province != 'KG' and period == '2019'")
            assert units["value"].fillna(0).sum() == year
    silent = due[due["is_received"].eq("no")].groupby(["province", "period"]).size()
    for (province, period), missing in silent.items():
        everyone = len(due.query("province == @province and period == @period"))
        row = pick(values, "PREV-01", province, period)
        assert row["status"] == ("not_reported" if missing == everyone else "partial")
