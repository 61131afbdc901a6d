"""What the country counts, over random records: each joint event and person once, and stocks that carry over."""

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_builders import make_pack, make_records, pick

from ctip_analysis.indicators import compute_indicators

ORGANIZATIONS = [
    ("A", "KG-C;KG-GB", "2019Q1", "2019Q4"),
    ("B", "KG-O;KG-GO", "2019Q1", "2019Q4"),
    ("C", "KG-T", "2019Q2", "2019Q4"),
]
QUARTERS = [f"2019Q{quarter}" for quarter in (1, 2, 3, 4)]
PROVINCES = ["KG-C", "KG-GB", "KG-O", "KG-GO", "KG-T"]
CODES = ["PREV-01", "PREV-02", "PREV-05", "PROT-01", "PROT-11"]

reports = st.sets(st.tuples(st.sampled_from("ABC"), st.sampled_from(QUARTERS)), max_size=12)
events = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(QUARTERS),
        st.sampled_from(PROVINCES),
        st.integers(1, 3),
        st.integers(0, 50),
        st.integers(0, 50),
        st.sampled_from(["", "", "", "J1", "J2"]),
    ),
    max_size=10,
)
persons = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2", "p3", "p4"]),
        st.sampled_from("ABC"),
        st.sampled_from(PROVINCES),
        st.sampled_from(["2019-01-15", "2019-03-31", "2019-05-05", "2019-09-09", "2019-12-31"]),
        st.sampled_from(["", "2019-06-30", "2019-10-01", "2019-12-31"]),
    ),
    max_size=8,
)
SETTINGS = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def pack(definitions):
    pack = make_pack(definitions, ORGANIZATIONS)
    return dataclasses.replace(pack, indicators=pack.indicators[pack.indicators["indicator"].isin(CODES)])


def build(reports, events, persons=()):
    activities, participants = [], []
    for number, (organization, quarter, province, n, women, men, joint) in enumerate(events):
        event = {
            "activity": str(number),
            "organization": organization,
            "period": quarter,
            "province": province,
        }
        event["joint_event"] = joint
        activities.append({**event, "n_events": n})
        participants += [{**event, "sex": "female", "n": women}, {**event, "sex": "male", "n": men}]
    cases = [
        {
            "person": who,
            "case": f"{who} {n}",
            "organization": organization,
            "period": f"2019Q{(int(day[5:7]) + 2) // 3}",
            "province": province,
            "identified": day,
            "opened": day,
            "closed": closed if closed > day else "",
        }
        for n, (who, organization, province, day, closed) in enumerate(persons)
    ]
    services = [{**case, "service_type": "legal"} for case in cases]
    return make_records(
        received=sorted(reports),
        activities=activities,
        participants=participants,
        cases=cases,
        services=services,
    )


def index_totals(values):
    """Give the values that are not broken down, by indicator, view, unit and period."""
    columns = list(values.columns)
    breakdowns = columns[columns.index("period") + 1 : columns.index("value")]
    own = values[values[breakdowns].eq("total").all(axis=1)]
    return own.set_index(["indicator", "territory", "province", "period"])["value"].fillna(0).to_dict()


def series(totals, indicator, province, periods, territory="9"):
    return np.array([totals[indicator, territory, province, period] for period in periods])


@SETTINGS
@given(reports, events, persons)
def test_the_country_counts_each_joint_event_and_person_once(pack, reports, events, persons):
    values = index_totals(compute_indicators(build(reports, events, persons), pack))
    alone = sum(event[3] for event in events if not event[6])
    joint = {}
    for event in events:
        if event[6]:
            joint.setdefault(event[6], []).append((event[1], -event[3]))
    truth = alone + sum(-min(accounts)[1] for accounts in joint.values())
    assert series(values, "PREV-01", "KG", ["2019"])[0] == truth
    assert series(values, "PROT-01", "KG", ["2019"])[0] == len({person[0] for person in persons})


@SETTINGS
@given(persons)
def test_the_closing_stock_is_the_opening_stock_and_the_new_less_the_closed(pack, persons):
    whole = [(organization, quarter) for organization in "ABC" for quarter in QUARTERS]
    values = index_totals(compute_indicators(build(whole, [], persons), pack))
    stocks = series(values, "PROT-11", "KG", QUARTERS)
    quarter_of = [f"2019Q{(int(day[5:7]) + 2) // 3}" for *_, day, _ in persons]
    closed_in = [f"2019Q{(int(c[5:7]) + 2) // 3}" if c > day else "" for *_, day, c in persons]
    opening = 0
    for quarter, closing in zip(QUARTERS, stocks, strict=True):
        assert closing == opening + quarter_of.count(quarter) - closed_in.count(quarter)
        opening = closing


def test_a_ratio_of_sums_is_not_the_mean_of_ratios(pack):
    events = [("A", "2019Q1", "KG-C", 1, 90, 10, ""), ("B", "2019Q1", "KG-O", 1, 1, 9, "")]
    values = compute_indicators(build([("A", "2019Q1"), ("B", "2019Q1")], events), pack)
    assert pick(values, "PREV-05", "KG", "2019Q1")["value"] == pytest.approx(100 * 91 / 110)
    assert pick(values, "PREV-05", "KG-C", "2019Q1")["value"] == 90
    assert pick(values, "PREV-05", "KG-O", "2019Q1")["value"] == 10
