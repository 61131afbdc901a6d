"""Indicators of the synthetic reports against plain SQL over the same records: a second method, to the last digit."""

import sqlite3

import pytest
from record_builders import pick

import ctip_analysis as ctip

SOURCES = "activities participants submissions cases services proceedings partnerships hotline shelters"
AWARENESS = "activity_class = 'awareness' and status = 'completed'"
#: Joint events count once, by the largest account: the activities that stand for all.
EVENTS = """
    select * from activities a where joint_event = '' or activity = (
        select activity from activities b where b.joint_event = a.joint_event
        order by period, n_events desc, province, organization, activity limit 1)
"""
TRUTH = {
    "PREV-01": f"select sum(n_events) from ({EVENTS}) where {AWARENESS} and {{place}} and {{time}}",
    "PREV-02": f"select sum(n) from participants where {AWARENESS} and {{place}} and {{time}}",
    "PREV-04": f"""select 1.0 * (select sum(n) from participants where {AWARENESS} and {{place}} and {{time}})
        / (select sum(n_events) from ({EVENTS}) where {AWARENESS} and {{place}} and {{time}})""",
    "PREV-05": f"""select 100.0 * sum(case sex when 'female' then n end) / sum(n) from participants
        where sex in ('female', 'male') and {AWARENESS} and {{place}} and {{time}}""",
    "PREV-06": """select sum(n) from participants where activity_type in ('school_session', 'university_session')
        and status = 'completed' and {place} and {time}""",
    "PREV-08": "select sum(materials_n) from activities where status = 'completed' and {place} and {time}",
    "PREV-12": """select sum(n) from participants where activity_type = 'training_officials' and status = 'completed'
        and {place} and {time}""",
    "PART-05": """select count(distinct organization) from activities where status = 'completed' and {place}
        and {time}""",
    "DQ-02": """select 100.0 * sum(case sex when 'unknown' then n else 0 end) / sum(n) from participants
        where status = 'completed' and {place} and {time}""",
    "PREV-07": """select count(distinct district) from activities where status = 'completed' and district != ''
        and activity_class in ('awareness', 'training', 'media', 'materials', 'consultation') and {place} and {time}""",
}
TIMES = {
    "2019Q1": "period = '2019Q1'",
    "2019Q2": "period = '2019Q2'",
    "2019H1": "period in ('2019Q1', '2019Q2')",
}
PLACES = {
    ("9", "KG"): "1",
    ("9", "KG-C"): "province = 'KG-C'",
    ("9", "KG-GO"): "province = 'KG-GO'",
    ("8", "KG-C"): "province in ('KG-C', 'KG-GB')",
    ("7", "KG-O"): "province in ('KG-O', 'KG-GO')",
    ("2", "KG-SOUTH"): "province in ('KG-B', 'KG-J', 'KG-O', 'KG-GO')",
}


@pytest.fixture(scope="module")
def example(definitions):
    """The synthetic reports as records, as values, and as a database."""
    with ctip.example_reports() as folder:
        records = ctip.clean(ctip.read_reports(folder), definitions)
    database = sqlite3.connect(":memory:")
    for table in SOURCES.split():
        frame = getattr(records, table)
        if len(frame.columns):
            frame.astype(object).where(frame.notna(), None).to_sql(table, database, index=False)
    return ctip.compute_indicators(records, definitions), database


@pytest.mark.parametrize("indicator", TRUTH)
def test_values_are_what_plain_sql_counts(example, indicator):
    values, database = example
    numbers = 0
    for period, time in TIMES.items():
        for (view, unit), place in PLACES.items():
            (expected,) = database.execute(TRUTH[indicator].format(place=place, time=time)).fetchone()
            row = pick(values, indicator, unit, period, territory=view)
            if expected is None:
                assert row["status"] in ("zero", "not_reported", "not_applicable", "partial"), (unit, period)
                assert not row["value"] > 0
            else:
                assert row["value"] == expected, (unit, period)
                numbers += 1
    assert numbers or indicator == "PREV-07"
