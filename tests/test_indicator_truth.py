"""Indicators of synthetic reports against plain SQL over the same records: a second method, to the last digit."""

import dataclasses
import sqlite3

import pytest

import ctip_analysis as ctip

TABLES = "activities participants submissions cases services proceedings partnerships hotline shelters"
QUARTERS = ("2019Q1", "2019Q4")
DUE = 12
AWARENESS = "activity_class = 'awareness' and status = 'completed'"
VICTIMS = "trafficking_status in ('possible', 'actual')"
#: Joint events count once, by the largest account: the activities that stand for all.
EVENTS = """
    (select * from activities a where joint_event = '' or activity = (
        select activity from activities b where b.joint_event = a.joint_event
        order by period, n_events desc, province, organization, activity limit 1))
"""
#: Each victim where and when first identified. In SQLite the other columns come from the row of the minimum.
IDENTIFIED = f"""
    (select *, min(day) from (
        select *, case when person = '' then "case" else person end as who,
            case when identified = '' then substr(opened, 1, 10) else identified end as day,
            case when identified = '' then period
                else substr(identified, 1, 4) || 'Q' || ((substr(identified, 6, 2) + 2) / 3) end as quarter
        from cases where {VICTIMS}) group by who)
"""
ASSISTED = "(select *, case when person = '' then \"case\" else person end as who from services)"
#: A proceeding counts once at each stage, when it first reached it.
STAGES = """
    (select *, min(date) as day from proceedings where stage = '{stage}' group by proceeding)
"""
DATED = "substr({date}, 1, 4) || 'Q' || ((substr({date}, 6, 2) + 2) / 3)"
#: What counts: {place} and {period} are conditions on the columns province and quarter.
TRUTH = {
    "PREV-01": f"select sum(n_events) from {EVENTS} where {AWARENESS} and {{place}} and {{period}}",
    "PREV-02": f"select sum(n) from participants where {AWARENESS} and {{place}} and {{period}}",
    "PREV-03": f"""select 10000.0 * sum(n) / {{people}} from participants where {AWARENESS} and {{place}} and {{period}}""",
    "PREV-04": f"""select 1.0 * (select sum(n) from participants where {AWARENESS} and {{place}} and {{period}})
        / (select sum(n_events) from {EVENTS} where {AWARENESS} and {{place}} and {{period}})""",
    "PREV-05": f"""select 100.0 * sum(case sex when 'female' then n end) / sum(n) from participants
        where sex in ('female', 'male') and {AWARENESS} and {{place}} and {{period}}""",
    "PREV-08": "select sum(materials_n) from activities where status = 'completed' and {place} and {period}",
    "PREV-10": "select sum(calls_relevant) from hotline where {place} and {month}",
    "PREV-12": """select sum(n) from participants where activity_type = 'training_officials' and status = 'completed'
        and {place} and {period}""",
    "PREV-07": """select nullif(count(distinct district), 0) from activities where status = 'completed' and district != ''
        and activity_class in ('awareness', 'training', 'media', 'materials', 'consultation') and {place} and {period}""",
    "PART-01": f"""select nullif(count(distinct meeting), 0) from (select *, {DATED.format(date="date")} as quarter
        from partnerships where kind = 'council_meeting') where {{place}} and {{quarter}}""",
    "PROT-01": f"select nullif(count(*), 0) from {IDENTIFIED} where {{place}} and {{quarter}}",
    "PROT-02": f"select 100000.0 * nullif(count(*), 0) / {{people}} from {IDENTIFIED} where {{place}} and {{quarter}}",
    "PROT-03": f"""select nullif(count(distinct who), 0) from {ASSISTED}
        where service_type != 'one_off' and {{place}} and {{period}}""",
    "PROT-05": f"""select nullif(count(distinct who || service_type), 0) from {ASSISTED} where {{place}} and {{period}}""",
    "PROT-08": f"""select 100.0 * sum(age_group = 'child') / count(*) from {IDENTIFIED}
        where age_group in ('child', 'adult') and {{place}} and {{quarter}}""",
    "PROT-04": f"""select 100.0 * sum(julianday(first) - julianday(day) <= 90) / count(*) from
        (select v.*, (select min(start) from {ASSISTED} s where s.who = v.who and service_type != 'one_off') as first
         from {IDENTIFIED} v) where {{place}} and {{quarter}}""",
    "PROT-11": """select nullif(count(distinct "case"), 0) from cases where opened <= '{end}' and {place}
        and "case" not in (select "case" from cases where closed != '' and closed <= '{end}')""",
    "PROS-01": f"""select nullif(count(*), 0) from (select *, {DATED.format(date="day")} as quarter
        from {STAGES.format(stage="complaint_filed")}) where {{place}} and {{quarter}}""",
    "PROS-04": f"""select nullif(count(*), 0) from (select *, {DATED.format(date="day")} as quarter
        from {STAGES.format(stage="sent_to_court")}) where {{place}} and {{quarter}}""",
    "DQ-02": """select 100.0 * sum(case sex when 'unknown' then n else 0 end) / sum(n) from participants
        where status = 'completed' and {place} and {period}""",
}
#: The same, broken down: the column and a code stand in the condition on places.
BROKEN_DOWN = [
    ("PREV-01", {"activity_type": "campaign"}),
    ("PREV-02", {"sex": "female"}),
    ("PREV-02", {"activity_type": "school_session"}),
    ("PREV-04", {"activity_type": "campaign"}),
    ("PREV-05", {"activity_type": "awareness_event"}),
    ("PREV-12", {"sex": "male"}),
    ("PROT-01", {"sex": "female"}),
    ("PROT-01", {"exploitation": "forced_labour"}),
    ("PROT-01", {"sex": "male", "exploitation": "forced_labour"}),
    ("PROT-02", {"exploitation": "sexual"}),
    ("PROT-03", {"sex": "male"}),
    ("PROT-03", {"service_type": "legal"}),
    ("PROT-08", {"sex": "female"}),
]
PERIODS = {
    "2019Q1": ["2019Q1"],
    "2019Q3": ["2019Q3"],
    "2019H1": ["2019Q1", "2019Q2"],
    "2019": ["2019Q1", "2019Q2", "2019Q3", "2019Q4"],
}
ENDS = {"2019Q1": "2019-03-31", "2019Q3": "2019-09-30", "2019H1": "2019-06-30", "2019": "2019-12-31"}
PLACES = {
    ("9", "KG"): [],
    ("9", "KG-C"): ["KG-C"],
    ("9", "KG-GO"): ["KG-GO"],
    ("8", "KG-C"): ["KG-C", "KG-GB"],
    ("7", "KG-O"): ["KG-O", "KG-GO"],
    ("2", "KG-SOUTH"): ["KG-B", "KG-J", "KG-O", "KG-GO"],
}


@pytest.fixture(scope="module")
def example(definitions, tmp_path_factory):
    """The synthetic reports of twelve organizations over a year as records, as values, and as a database."""
    folder = tmp_path_factory.mktemp("example") / "raw"
    ctip.write_example_reports(folder, organizations=DUE, quarters=QUARTERS, mess=0.2)
    records = ctip.clean(ctip.read_reports(folder), definitions)
    due = {"expected_from": QUARTERS[0], "expected_to": QUARTERS[1], "forms": ""}
    organizations = definitions.organizations.query("is_synthetic == 'yes'").iloc[:DUE].assign(**due)
    pack = dataclasses.replace(definitions, organizations=organizations)
    database = sqlite3.connect(":memory:")
    for table in TABLES.split():
        frame = getattr(records, table)
        frame.astype(object).where(frame.notna(), None).to_sql(table, database, index=False)
    pack.population.assign(
        year=pack.population["year"].astype(int), population=pack.population["population"].astype(float)
    ).to_sql("people", database, index=False)
    values = ctip.compute_indicators(records, pack)
    columns = list(values.columns)
    breakdowns = columns[columns.index("period") + 1 : columns.index("value")]
    keys = values[["indicator", "territory", "province", "period", *breakdowns]].itertuples(index=False)
    return dict(zip(map(tuple, keys), values["value"], strict=True)), breakdowns, database


def count_people(provinces):
    """Say in SQL how many persons live in some provinces: of each the latest figure that is not after 2019."""
    places = ", ".join(f"'{name}'" for name in provinces or ["KG"])
    return f"""(select sum(population) from people p where province in ({places}) and year =
        (select max(year) from people q where q.province = p.province and q.year <= 2019))"""


def ask(database, indicator, period, provinces, codes=()):
    """Ask the database; where the period is finer than a year, what it holds by quarter."""
    quoted = {
        name: ", ".join(f"'{code}'" for code in values)
        for name, values in {"period": PERIODS[period], "place": provinces}.items()
    }
    place = f"province in ({quoted['place']})" if provinces else "1"
    months = ", ".join(f"'{q[:4]}-{3 * (int(q[5]) - 1) + n:02d}'" for q in PERIODS[period] for n in (1, 2, 3))
    (found,) = database.execute(
        TRUTH[indicator].format(
            place=" and ".join([place, *(f"{column} = '{code}'" for column, code in dict(codes).items())]),
            period=f"period in ({quoted['period']})",
            quarter=f"quarter in ({quoted['period']})",
            month=f"period in ({months}, {quoted['period']})",
            end=ENDS[period],
            people=count_people(provinces),
        )
    ).fetchone()
    return found


def compare(example, indicator, codes=()):
    """Compare all places and periods that are shown; give how many numbers were the same."""
    values, breakdowns, database = example
    broken = tuple(dict(codes).get(name, "total") for name in breakdowns)
    numbers = 0
    for (view, unit), provinces in PLACES.items():
        for period in PERIODS:
            value = values.get((indicator, view, unit, period, *broken))
            if value is None:
                # Not shown so finely.
                continue
            expected = ask(database, indicator, period, provinces, codes)
            if expected is None:
                assert not value > 0, (unit, period)
            else:
                assert value == expected, (unit, period)
                numbers += expected > 0
    return numbers


@pytest.mark.parametrize("indicator", TRUTH)
def test_values_are_what_plain_sql_counts(example, indicator):
    assert compare(example, indicator) > 0


@pytest.mark.parametrize(
    ("indicator", "codes"), BROKEN_DOWN, ids=[f"{code} {broken}" for code, broken in BROKEN_DOWN]
)
def test_values_of_a_breakdown_are_what_plain_sql_counts(example, indicator, codes):
    assert compare(example, indicator, codes) > 0


def test_the_indicators_counted_by_sql_are_of_every_kind(definitions):
    kinds = definitions.indicators.set_index("indicator").loc[list(TRUTH), "kind"]
    assert set(kinds) == set(definitions.indicators["kind"])
    assert len(TRUTH) >= 10


def test_completeness_is_what_the_files_say(example):
    values, breakdowns, database = example
    (came,) = database.execute(
        "select count(distinct organization) from submissions where fate like 'accepted%' and period = '2019Q2'"
    ).fetchone()
    assert values[("DQ-01", "9", "KG", "2019Q2", *["total"] * len(breakdowns))] == 100 * came / DUE
