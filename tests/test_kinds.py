"""Each kind of indicator, against numbers worked out by hand from a handful of records."""

import pandas as pd
import pytest
from record_builders import make_pack, make_records, pick

from ctip_analysis.indicators import compute_indicators

YEAR = [("A", f"2019Q{q}") for q in (1, 2, 3, 4)] + [("B", f"2019Q{q}") for q in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def pack(definitions):
    return make_pack(
        definitions, [("A", "KG-C;KG-GB", "2019Q1", "2019Q4"), ("B", "KG-C;KG-O", "2019Q1", "2019Q4")]
    )


def compute(pack, *codes, received=YEAR, periods=None, **tables):
    return compute_indicators(
        make_records(received=received, **tables), pack, indicators=list(codes), periods=periods
    )


def person(who, province, identified, **more):
    case = f"case of {who}"
    return {
        "person": who,
        "case": case,
        "organization": "A",
        "period": f"{identified[:4]}Q{(int(identified[5:7]) + 2) // 3}",
        "province": province,
        "identified": identified,
        "opened": identified,
        **more,
    }


def test_a_joint_event_counts_once_and_its_largest_account_is_kept(pack):
    def told(organization, event, n):
        common = {"organization": organization, "period": "2019Q1", "province": "KG-C"}
        return {"activity": event, "joint_event": "J", **common}, n

    tellings = [told("A", "1", 30), told("B", "2", 50)]
    alone = {"activity": "3", "organization": "B", "period": "2019Q1", "province": "KG-C"}
    activities = [event for event, _ in tellings] + [alone]
    participants = [{**event, "sex": sex, "n": n} for event, n in tellings for sex in ("female", "male")] + [
        {**alone, "sex": "female", "n": 7}
    ]
    for order in (1, -1):
        values = compute(
            pack, "PREV-01", "PREV-02", activities=activities[::order], participants=participants[::order]
        )
        assert pick(values, "PREV-01", "KG", "2019Q1")["value"] == 2
        assert pick(values, "PREV-02", "KG", "2019Q1")["value"] == 2 * 50 + 7
        assert pick(values, "PREV-02", "KG", "2019Q1", sex="female")["value"] == 57


def test_a_person_is_identified_once_at_the_first_time_whoever_tells_it(pack):
    cases = [
        person("p1", "KG-C", "2019-02-01", sex="female", age_group="child"),
        person("p1", "KG-O", "2019-05-01", organization="B", sex="female", age_group="child"),
        person("p2", "KG-O", "2019-05-03", sex="male", age_group="adult", trafficking_status="possible"),
        person("p3", "KG-O", "2019-05-04", trafficking_status="not_a_victim"),
    ]
    values = compute(pack, "PROT-01", "PROT-08", cases=cases)
    assert pick(values, "PROT-01", "KG", "2019Q1")["value"] == 1
    assert pick(values, "PROT-01", "KG", "2019Q2")["value"] == 1
    assert pick(values, "PROT-01", "KG", "2019")["value"] == 2
    assert pick(values, "PROT-01", "KG-O", "2019")["value"] == 1
    assert pick(values, "PROT-01", "KG-SOUTH", "2019", territory="2")["value"] == 1
    assert pick(values, "PROT-01", "KG", "2019", trafficking_status="possible")["value"] == 1
    assert pick(values, "PROT-01", "KG", "2019", sex="female", age_group="child")["value"] == 1
    share = pick(values, "PROT-08", "KG", "2019")
    assert (share["numerator"], share["denominator"], share["value"]) == (1, 2, 50)


def test_a_person_is_counted_where_first_identified_though_a_later_case_gives_its_opening_alone(pack):
    first = person("p1", "KG-C", "2019-01-20", case="c1", sex="female")
    later = person("p1", "KG-O", "2019-03-11", case="c0", sex="male") | {"identified": ""}
    for cases in ([first, later], [later, first]):
        values = compute(pack, "PROT-01", cases=cases)
        found = values.query("period == '2019Q1' and territory == '9' and sex == 'total'")
        found = found[found["value"].gt(0)].set_index("province")["value"]
        assert found.to_dict() == {"KG": 1, "KG-C": 1}
    opened = [later, later | {"opened": "2019-02-11", "case": "c9", "province": "KG-GB"}]
    values = compute(pack, "PROT-01", cases=opened)
    assert pick(values, "PROT-01", "KG-GB", "2019Q1")["value"] == 1


def test_two_persons_without_a_key_are_not_one(pack):
    cases = [person("", "KG-C", "2019-02-01", case=case) for case in ("c1", "c2")]
    assert pick(compute(pack, "PROT-01", cases=cases), "PROT-01", "KG", "2019Q1")["value"] == 2


def test_a_person_assisted_in_two_quarters_and_provinces_counts_once_in_the_year_and_country(pack):
    def service(who, quarter, province, kind="legal"):
        return {
            "person": who,
            "case": who,
            "organization": "A",
            "period": quarter,
            "province": province,
            "service_type": kind,
        }

    services = [
        service("p1", "2019Q1", "KG-C"),
        service("p1", "2019Q2", "KG-O"),
        service("p1", "2019Q2", "KG-GB", "shelter"),
        service("p2", "2019Q2", "KG-C", "one_off"),
    ]
    values = compute(pack, "PROT-03", "PROT-05", services=services)
    assert [pick(values, "PROT-03", "KG", p)["value"] for p in ("2019Q1", "2019Q2", "2019H1", "2019")] == [
        1,
        1,
        1,
        1,
    ]
    assert pick(values, "PROT-03", "KG-C", "2019", territory="8")["value"] == 1
    assert pick(values, "PROT-05", "KG", "2019")["value"] == 3
    assert pick(values, "PROT-05", "KG", "2019", service_type="legal")["value"] == 1


def test_open_cases_are_those_opened_and_not_yet_closed_on_the_last_day(pack):
    cases = [
        person("p1", "KG-C", "2019-01-10", closed="2019-06-30"),
        person("p2", "KG-C", "2019-02-10", closed="2019-07-01"),
        person("p3", "KG-C", "2019-05-10"),
        person("p4", "KG-O", "2018-05-10", period="2019Q1"),
    ]
    values = compute(pack, "PROT-11", cases=cases)
    found = [pick(values, "PROT-11", "KG", f"2019Q{q}")["value"] for q in (1, 2, 3, 4)]
    assert found == [3, 3, 2, 2]
    assert pick(values, "PROT-11", "KG", "2019H1")["value"] == 3
    assert pick(values, "PROT-11", "KG", "2019")["value"] == 2


def test_a_later_report_of_a_case_says_how_it_stands(pack):
    told = [
        person("p1", "KG-C", "2019-01-10"),
        person("p1", "KG-C", "2019-01-10", period="2019Q2", closed="2019-05-01"),
    ]
    for order in (1, -1):
        values = compute(pack, "PROT-11", cases=told[::order])
        assert [pick(values, "PROT-11", "KG", f"2019Q{q}")["value"] for q in (1, 2)] == [1, 0]


def test_a_stock_rests_on_the_reports_of_the_last_quarter_alone(pack):
    received = [r for r in YEAR if r != ("A", "2019Q1")]
    values = compute(pack, "PROT-11", received=received, cases=[person("p1", "KG-C", "2019-04-10")])
    assert pick(values, "PROT-11", "KG-C", "2019Q1")["status"] == "partial"
    assert pick(values, "PROT-11", "KG-C", "2019")["status"] == "reported"
    assert pick(values, "PROT-11", "KG-GB", "2019Q1")["status"] == "not_reported"


def test_beds_are_those_of_the_last_quarter_and_stay_above_the_province(pack):
    def beds(quarter, n):
        return {"organization": "B", "period": quarter, "province": "KG-O", "beds": n, "for_whom": "women"}

    values = compute(pack, "PROT-12", shelters=[beds("2019Q1", 10), beds("2019Q2", 14)])
    assert pick(values, "PROT-12", "KG-SOUTH", "2019H1", territory="2")["value"] == 14
    assert pick(values, "PROT-12", "KG", "2019Q1")["value"] == 10
    assert pick(values, "PROT-12", "KG", "2019")["value"] == 0
    assert set(values["province"]) == {"KG", "KG-NORTH", "KG-SOUTH"}


def test_an_agreement_is_in_force_on_its_last_day(pack):
    agreement = {
        "partnership": "m1",
        "organization": "A",
        "period": "2019Q1",
        "province": "KG-C",
        "kind": "mou",
        "valid_from": "2019-01-15",
        "valid_to": "2019-06-30",
    }
    values = compute(pack, "PART-03", partnerships=[agreement])
    assert pick(values, "PART-03", "KG", "2019H1")["value"] == 1
    assert pick(values, "PART-03", "KG", "2019H2")["value"] == 0


def test_a_cohort_is_followed_for_its_window_and_provisional_until_then(pack):
    cases = [
        person("p1", "KG-C", "2019-03-01"),
        person("p2", "KG-C", "2019-03-02"),
        person("p3", "KG-C", "2019-12-01"),
    ]
    starts = {"p1": "2019-05-30", "p2": "2019-05-31", "p3": "2019-12-02"}
    services = [
        {
            "person": who,
            "case": f"case of {who}",
            "organization": "A",
            "period": "2019Q2",
            "province": "KG-O",
            "service_type": "legal",
            "start": start,
        }
        for who, start in starts.items()
    ]
    services.append({**services[1], "service_type": "one_off", "start": "2019-03-02"})
    values = compute(pack, "PROT-04", cases=cases, services=services)
    first, second = (pick(values, "PROT-04", "KG", period) for period in ("2019H1", "2019H2"))
    # 90 days after 1 March is 30 May; p2's first service that counts began 90 days after 2 March as well.
    assert (first["numerator"], first["denominator"], first["is_provisional"]) == (2, 2, "")
    assert (second["value"], second["is_provisional"]) == (100, "yes")


def test_a_service_one_day_after_the_window_does_not_count(pack):
    service = {
        "person": "p1",
        "case": "case of p1",
        "organization": "A",
        "period": "2019Q2",
        "province": "KG-C",
        "service_type": "legal",
        "start": "2019-05-31",
    }
    values = compute(pack, "PROT-04", cases=[person("p1", "KG-C", "2019-03-01")], services=[service])
    assert pick(values, "PROT-04", "KG", "2019H1")["value"] == 0


def stage(proceeding, stage, date, **more):
    quarter = f"{date[:4]}Q{(int(date[5:7]) + 2) // 3}"
    return {
        "proceeding": proceeding,
        "stage": stage,
        "date": date,
        "organization": "A",
        "period": quarter,
        "province": "KG-C",
        "code_edition": "2017",
        "article": "171",
        "article_group": "tip",
        **more,
    }


STAGES = [
    stage("x", "registered", "2019-01-20", victims_n=2, victims_represented_n=1),
    stage("x", "registered", "2019-04-20", victims_n=2, victims_represented_n=1, organization="B"),
    stage("x", "suspect", "2019-02-20", persons_n=3, sex="male", victims_n=2, victims_represented_n=1),
    stage("x", "sent_to_court", "2019-05-20", victims_n=2, victims_represented_n=2),
    stage("y", "registered", "2019-02-20", victims_n=4, victims_represented_n=0),
    stage("y", "terminated", "2019-08-20", victims_n=4, victims_represented_n=0),
    stage("z", "registered", "2019-02-20", article_group="related", article="173"),
    stage(
        "x",
        "convicted_first_instance",
        "2019-10-02",
        persons_n=2,
        sex="male",
        victims_n=2,
        victims_represented_n=2,
    ),
]


def test_proceedings_count_once_at_each_stage(pack):
    values = compute(
        pack, "PROS-02", "PROS-03", "PROS-04", "PROS-05", "PROS-06", "PROS-07", proceedings=STAGES
    )
    assert [pick(values, "PROS-02", "KG", p)["value"] for p in ("2019Q1", "2019Q2", "2019")] == [2, 0, 2]
    assert pick(values, "PROS-02", "KG", "2019", edition_article="2017-171")["value"] == 2
    assert pick(values, "PROS-03", "KG", "2019", sex="male")["value"] == 3
    assert pick(values, "PROS-04", "KG", "2019Q2")["value"] == 1
    assert pick(values, "PROS-05", "KG", "2019")["value"] == 2
    ended = pick(values, "PROS-06", "KG", "2019")
    assert (ended["numerator"], ended["denominator"], ended["is_provisional"]) == (1, 3, "yes")
    # On 30 June x (2 victims, 2 with a lawyer) and y (4 and 0) are open; z states no victims.
    half = pick(values, "PROS-07", "KG", "2019H1")
    assert (half["numerator"], half["denominator"]) == (2, 6)
    assert pick(values, "PROS-07", "KG", "2019H2")["value"] == 100


def test_a_ratio_of_two_measures_takes_records_that_state_both(pack):
    def tested(n, passed):
        return {"activity": str(n), "organization": "A", "period": "2019Q1", "province": "KG-C"} | {
            "post_test_n": n,
            "post_test_pass_n": passed,
        }

    values = compute(pack, "PREV-11", activities=[tested(20, 15), tested(None, 9), tested(30, None)])
    assert pick(values, "PREV-11", "KG", "2019H1")["value"] == 75
    assert pick(values, "PREV-11", "KG", "2019H2")["status"] == "not_applicable"


def test_a_meeting_told_by_two_organizations_is_one(pack):
    def meeting(organization, due, done):
        return {
            "partnership": organization,
            "organization": organization,
            "period": "2019Q1",
            "province": "KG-C",
            "kind": "council_meeting",
            "date": "2019-02-02",
            "meeting": "m",
            "decisions_due_n": due,
            "decisions_done_n": done,
        }

    values = compute(pack, "PART-01", "PART-02", partnerships=[meeting("A", 4, 1), meeting("B", 4, 3)])
    assert pick(values, "PART-01", "KG", "2019Q1")["value"] == 1
    assert pick(values, "PART-02", "KG", "2019H1")["value"] == 75


def test_people_told_by_sex_and_again_by_age_are_counted_once(pack):
    event = {"activity": "1", "organization": "A", "period": "2019Q1", "province": "KG-C"}
    by_sex = [{**event, "sex": "female", "n": 6}, {**event, "sex": "male", "n": 4}]
    by_age = [
        {**event, "sex": "total", "age_group": "child", "n": 7},
        {**event, "sex": "total", "age_group": "adult", "n": 3},
    ]
    other = {
        "activity": "2",
        "organization": "A",
        "period": "2019Q1",
        "province": "KG-C",
        "sex": "female",
        "n": 5,
    }
    values = compute(pack, "PREV-02", "PREV-05", participants=[*by_age, *by_sex, other])
    assert pick(values, "PREV-02", "KG", "2019Q1")["value"] == 15
    assert pick(values, "PREV-02", "KG", "2019Q1", sex="female")["value"] == 11
    assert pick(values, "PREV-02", "KG", "2019Q1", age_group="child")["value"] == 7
    assert pick(values, "PREV-02", "KG", "2019Q1", age_group="unknown")["value"] == 5
    assert pick(values, "PREV-05", "KG", "2019Q1")["value"] == pytest.approx(100 * 11 / 15)


def test_men_by_age_beside_the_women_as_one_number_are_all_counted(pack):
    event = {"activity": "1", "organization": "A", "period": "2019Q1", "province": "KG-C"}
    people = [
        {**event, "sex": "female", "n": 10},
        {**event, "sex": "male", "age_group": "child", "n": 5},
        {**event, "sex": "male", "age_group": "adult", "n": 7},
    ]
    for order in (1, -1):
        values = compute(pack, "PREV-02", participants=people[::order])
        found = [
            pick(values, "PREV-02", "KG", "2019Q1", sex=code)["value"] for code in ("total", "male", "female")
        ]
        assert found == [22, 12, 10]
        ages = [
            pick(values, "PREV-02", "KG", "2019Q1", age_group=code)["value"]
            for code in ("child", "adult", "unknown")
        ]
        assert ages == [5, 7, 10]


def test_events_that_tell_of_no_people_make_no_zero_of_attendances(pack):
    def event(activity, quarter, **more):
        return {"activity": activity, "organization": "A", "period": quarter, "province": "KG-C", **more}

    activities = [event("1", "2019Q1"), event("2", "2019Q2"), event("3", "2019Q2", participants_total=0)]
    people = [event("4", "2019Q3", n=30, sex="female")]
    activities += [event("4", "2019Q3"), event("5", "2019Q3")]
    values = compute(pack, "PREV-01", "PREV-02", "PREV-04", activities=activities, participants=people)
    attended = [pick(values, "PREV-02", "KG", f"2019Q{quarter}") for quarter in (1, 2, 3, 4)]
    assert [row["status"] for row in attended] == ["not_reported", "partial", "partial", "zero"]
    assert attended[2]["value"] == 30
    assert pick(values, "PREV-01", "KG", "2019Q1")["value"] == 1
    assert pick(values, "PREV-04", "KG", "2019Q1")["status"] == "not_reported"
    untold = pick(values, "PREV-02", "KG", "2019Q3", sex="unknown")
    assert untold["status"] == "not_reported"


def test_where_nobody_tells_an_age_no_age_is_zero(pack):
    def event(activity, quarter, age, n):
        row = {"activity": activity, "organization": "A", "period": quarter, "province": "KG-C"}
        return {**row, "sex": "female", "age_group": age, "n": n}

    people = [
        event("1", "2019Q1", "child", 5),
        event("2", "2019Q2", "unknown", 7),
        event("3", "2019Q3", "adult", 2),
    ]
    values = compute(pack, "PREV-02", participants=people)
    found = [pick(values, "PREV-02", "KG", f"2019Q{q}", age_group="child")["status"] for q in (1, 2, 3, 4)]
    assert found == ["reported", "not_reported", "zero", "zero"]
    assert pick(values, "PREV-02", "KG", "2019Q2", age_group="unknown")["value"] == 7
    assert pick(values, "PREV-02", "KG", "2019Q1", age_group="unknown")["status"] == "zero"


def test_age_bands_are_rolled_up_to_what_all_data_share(pack):
    event = {"organization": "A", "period": "2019Q1", "province": "KG-C", "sex": "female"}
    bands = {"0_13": 1, "14_17": 2, "child": 4, "18_28": 8, "29_59": 16, "unknown": 32}
    participants = [{**event, "activity": band, "age_group": band, "n": n} for band, n in bands.items()]
    values = compute(pack, "PREV-02", participants=participants)
    found = values.query(
        "province == 'KG' and period == '2019Q1' and sex == 'total' and age_group != 'total'"
    )
    assert dict(zip(found["age_group"], found["value"], strict=True)) == {
        "child": 7,
        "18_28": 8,
        "29_59": 16,
        "unknown": 32,
    }


def test_persons_of_several_forms_of_exploitation_are_mixed_and_add_up(pack):
    cases = [
        person("p1", "KG-C", "2019-02-01", exploitation="sexual;forced_labour"),
        person("p2", "KG-C", "2019-02-01", exploitation="sexual"),
        person("p3", "KG-C", "2019-02-01"),
    ]
    values = compute(pack, "PROT-01", cases=cases)
    found = [
        pick(values, "PROT-01", "KG", "2019", exploitation=code)["value"]
        for code in ("mixed", "sexual", "unknown")
    ]
    assert found == [1, 1, 1]


def test_rare_events_carry_an_exact_interval(pack):
    cases = [person(f"p{n}", "KG-C", "2019-02-01") for n in range(10)]
    rate = pick(compute(pack, "PROT-02", cases=cases), "PROT-02", "KG", "2019")
    # Garwood's table for 10 events: 4.795 to 18.390.
    scale = 100_000 / 6_663_592
    assert rate["value"] == pytest.approx(10 * scale)
    assert (rate["interval_low"], rate["interval_high"]) == pytest.approx(
        (4.7954 * scale, 18.3904 * scale), rel=1e-4
    )


def test_a_rate_of_a_sex_divides_by_the_population_of_that_sex(pack, definitions):
    import dataclasses

    women = {"province": "KG", "year": "2019", "sex": "female", "age_group": "total", "population": "3000000"}
    population = pd.concat([definitions.population, pd.DataFrame([women])], ignore_index=True).fillna(
        "made up"
    )
    own = dataclasses.replace(pack, population=population)
    cases = [person("p1", "KG-C", "2019-02-01", sex="female"), person("p2", "KG-C", "2019-02-01", sex="male")]
    values = compute(own, "PROT-02", cases=cases)
    assert pick(values, "PROT-02", "KG", "2019", sex="female")["denominator"] == 3_000_000
    assert pick(values, "PROT-02", "KG", "2019", sex="male")["status"] == "not_applicable"


def test_a_break_of_the_population_series_is_marked(pack, definitions):
    import dataclasses

    population = definitions.population.copy()
    population.loc[population["year"].ge("2019"), "series"] = "census 2022"
    own = dataclasses.replace(pack, population=population)
    rate = pick(compute(own, "PROT-02", cases=[person("p1", "KG-C", "2019-02-01")]), "PROT-02", "KG", "2019")
    assert "break of series: NSC resident population to census 2022" in rate["denominator_source"]


def test_rolling_cumulative_and_project_periods_recount(pack):
    def event(date, n):
        return {"activity": date, "organization": "A", "province": "KG-C", "date": date, "n_events": n} | {
            "period": f"2019Q{(int(date[5:7]) + 2) // 3}"
        }

    events = [event("2019-01-10", 1), event("2019-03-10", 2), event("2019-04-10", 4), event("2019-12-10", 8)]
    values = compute(
        pack, "PREV-01", activities=events, periods=["R12", "YTD", "PTD", "month", "2019-03/2019-11"]
    )
    assert pick(values, "PREV-01", "KG", "2019Q4R12")["value"] == 15
    assert "2019Q3R12" not in set(values["period"])
    assert [pick(values, "PREV-01", "KG", f"2019Q{q}YTD")["value"] for q in (1, 2, 3, 4)] == [3, 7, 7, 15]
    assert pick(values, "PREV-01", "KG", "2019-03/2019-11")["value"] == 6
    assert pick(values, "PREV-01", "KG", "2019-03")["value"] == 2
    # The plan began in 2017, when nobody was due: what is counted is a part.
    assert pick(values, "PREV-01", "KG", "2019Q2PTD")[["value", "status"]].tolist() == [7, "partial"]


def test_a_record_known_only_to_the_quarter_makes_its_months_partial_and_never_a_zero(pack):
    event = {"activity": "1", "organization": "A", "province": "KG-C", "period": "2019Q1"}
    dated = event | {"activity": "2", "date": "2019-03-05"}
    values = compute(pack, "PREV-01", activities=[event, dated], periods=["month", "quarter"])
    assert pick(values, "PREV-01", "KG", "2019Q1")[["value", "status"]].tolist() == [2, "reported"]
    assert pick(values, "PREV-01", "KG", "2019-03")[["value", "status"]].tolist() == [1, "partial"]
    assert pick(values, "PREV-01", "KG", "2019-02")["status"] == "not_reported"
    assert pick(values, "PREV-01", "KG", "2019-04")[["value", "status"]].tolist() == [0, "zero"]


def test_people_of_events_and_services_fall_in_the_months_of_their_days(pack):
    def event(activity, date, n, **more):
        row = {
            "activity": activity,
            "organization": "A",
            "province": "KG-C",
            "period": "2019Q1",
            "date": date,
        }
        return row, {**row, "sex": "female", "n": n, **more}

    told = [event("1", "2019-01-20", 30), event("2", "2019-02-05", 7), event("3", "", 4)]
    kinds = [("p1", "2019-01-10"), ("p1", "2019-03-02"), ("p2", "2019-03-03")]
    services = [service(who, start, period="2019Q1") for who, start in kinds]
    values = compute(
        pack,
        "PREV-02",
        "PREV-04",
        "PROT-03",
        "PROT-06",
        activities=[own for own, _ in told],
        participants=[own for _, own in told],
        services=[*services, service("p3", "", service_type="referral", period="2019Q1")],
        periods=["month", "quarter", "2019-01/2019-02"],
    )
    attended = [row_of(values, "PREV-02", period, "value", "status") for period in ("2019-01", "2019-02")]
    assert attended == [[30, "partial"], [7, "partial"]]
    assert row_of(values, "PREV-02", "2019-03", "status") == ["not_reported"]
    assert row_of(values, "PREV-02", "2019-04", "status") == ["zero"]
    assert row_of(values, "PREV-02", "2019-01/2019-02", "value", "status") == [37, "partial"]
    assert row_of(values, "PREV-02", "2019Q1", "value", "status") == [41, "reported"]
    assert row_of(values, "PREV-04", "2019-01", "numerator", "denominator") == [30, 1]
    assert [row_of(values, "PROT-03", f"2019-0{month}")[0] for month in (1, 3)] == [1, 2]
    assert row_of(values, "PROT-06", "2019-01", "status") == ["not_reported"]
    assert row_of(values, "PROT-06", "2019Q1", "value", "status") == [1, "reported"]


def test_a_level_told_for_a_quarter_is_that_of_its_last_month_alone(pack):
    beds = [{"organization": "A", "period": "2019Q2", "province": "KG-C", "for_whom": "women", "beds": 12}]
    values = compute(pack, "PROT-12", shelters=beds, periods=["month"])
    assert row_of(values, "PROT-12", "2019-06", "value", "status") == [12, "reported"]
    assert row_of(values, "PROT-12", "2019-05", "status") == ["not_reported"]
    half = [beds[0] | {"period": "2019H1"}]
    values = compute(pack, "PROT-12", shelters=half, periods=["quarter"])
    assert row_of(values, "PROT-12", "2019Q2") == [12]
    assert row_of(values, "PROT-12", "2019Q1", "status") == ["not_reported"]


def test_events_of_which_the_type_is_not_known_are_no_zero_of_any_type(pack):
    def event(activity, quarter, n, **more):
        row = {"activity": activity, "organization": "A", "period": quarter, "province": "KG-C"}
        return {**row, "n_events": n, **more}

    unknown = {"activity_type": "unknown", "activity_class": ""}
    events = [
        event("1", "2019Q1", 2, **unknown),
        event("2", "2019Q2", 2, **unknown),
        event("3", "2019Q2", 5),
        event("4", "2019Q3", 4, activity_type="media", activity_class="media"),
    ]
    people = [events[0] | {"n": 40}, events[1] | {"n": 40}, events[2] | {"n": 60}]
    values = compute(pack, "PREV-01", "PREV-02", "PREV-09", activities=events, participants=people)
    assert row_of(values, "PREV-01", "2019Q1", "status") == ["not_reported"]
    assert row_of(values, "PREV-01", "2019Q2", "value", "status") == [5, "partial"]
    assert row_of(values, "PREV-01", "2019Q3", "value", "status") == [0, "zero"]
    assert row_of(values, "PREV-02", "2019Q1", "status") == ["not_reported"]
    assert row_of(values, "PREV-02", "2019Q2", "value", "status") == [60, "partial"]
    assert row_of(values, "PREV-09", "2019Q1", "status") == ["not_reported"]
    assert row_of(values, "PREV-09", "2019Q3", "value", "status") == [4, "reported"]


def test_records_of_no_known_province_are_no_zero_where_their_organization_works(pack):
    def event(activity, province, organization="A"):
        return {"activity": activity, "organization": organization, "period": "2019Q1", "province": province}

    values = compute(pack, "PREV-01", activities=[event("1", ""), event("2", "KG-C", "B")])
    assert row_of(values, "PREV-01", "2019Q1", "value", "status") == [2, "reported"]
    # A works in Chuy and Bishkek, B in Chuy and Osh; which of the two the event of A was in is not known.
    found = {
        place: pick(values, "PREV-01", place, "2019Q1")[["value", "status"]].tolist()
        for place in ("KG-C", "KG-O")
    }
    assert found == {"KG-C": [1, "partial"], "KG-O": [0, "zero"]}
    assert pick(values, "PREV-01", "KG-GB", "2019Q1")["status"] == "not_reported"
    assert pick(values, "PREV-01", "KG-NORTH", "2019Q1", territory="2")["status"] == "partial"


def test_who_is_counted_in_a_province_adds_nothing_there_by_records_of_no_known_province(pack):
    def event(activity, province):
        return {"activity": activity, "organization": "A", "period": "2019Q1", "province": province}

    values = compute(pack, "PART-05", activities=[event("1", "KG-C"), event("2", "")])
    found = [pick(values, "PART-05", place, "2019Q1")["status"] for place in ("KG", "KG-C", "KG-GB", "KG-O")]
    assert found == ["reported", "reported", "not_reported", "zero"]


def test_settlements_are_no_zero_where_no_event_names_its_district(pack):
    def event(activity, quarter, district):
        row = {"activity": activity, "organization": "A", "period": quarter, "province": "KG-C"}
        return {**row, "district": district}

    events = [event("1", "2019Q1", ""), event("2", "2019Q2", ""), event("3", "2019Q2", "KG08213000000")]
    values = compute(pack, "PREV-07", activities=events)
    assert row_of(values, "PREV-07", "2019Q1", "status") == ["not_reported"]
    assert row_of(values, "PREV-07", "2019Q2", "value", "status") == [1, "partial"]
    assert row_of(values, "PREV-07", "2019Q3", "value", "status") == [0, "zero"]


def test_pupils_and_youth_are_those_whose_age_is_told_and_under_29(pack):
    def people(activity, quarter, age, n):
        row = {"activity": activity, "organization": "A", "period": quarter, "province": "KG-C"}
        return {**row, "activity_type": "school_session", "sex": "female", "age_group": age, "n": n}

    told = [
        people("1", "2019Q1", age, n) for age, n in (("14_17", 20), ("18_28", 4), ("adult", 3), ("60p", 1))
    ]
    told += [
        people("2", "2019Q2", "14_17", 9),
        people("3", "2019Q2", "total", 30),
        people("4", "2019Q3", "total", 30),
    ]
    values = compute(pack, "PREV-06", participants=told)
    assert row_of(values, "PREV-06", "2019Q1", "value", "status") == [24, "reported"]
    assert row_of(values, "PREV-06", "2019Q2", "value", "status") == [9, "partial"]
    assert row_of(values, "PREV-06", "2019Q3", "status") == ["not_reported"]
    assert row_of(values, "PREV-06", "2019Q4", "value", "status") == [0, "zero"]


def test_calls_are_told_apart_by_sex_for_the_country(pack):
    calls = [
        {"organization": "A", "period": "2019Q1", "province": place, "sex": sex, "calls_relevant": n}
        for place, sex, n in (
            ("KG-C", "female", 12),
            ("KG-GB", "female", 5),
            ("KG-C", "male", 8),
            ("", "unknown", 2),
        )
    ]
    values = compute(pack, "PREV-10", hotline=calls)
    found = [
        pick(values, "PREV-10", "KG", "2019Q1", sex=sex)["value"] for sex in ("female", "male", "unknown")
    ]
    assert found == [17, 8, 2]
    assert pick(values, "PREV-10", "KG", "2019Q1")["value"] == 27


def test_a_proceeding_of_an_unknown_article_is_no_zero_of_trafficking(pack):
    def stage(proceeding, group, quarter):
        row = {"proceeding": proceeding, "organization": "A", "period": quarter, "province": "KG-C"}
        return {**row, "stage": "registered", "article_group": group}

    told = [stage("x", "", "2019Q1"), stage("y", "related", "2019Q2")]
    values = compute(pack, "PROS-02", proceedings=told)
    assert row_of(values, "PROS-02", "2019Q1", "status") == ["not_reported"]
    assert row_of(values, "PROS-02", "2019Q2", "value", "status") == [0, "zero"]


def test_cases_closed_for_an_unknown_reason_make_no_share_of_nothing(pack):
    def closed(who, reason):
        more = {"case_status": "closed", "closed": "2019-05-05", "closure_reason": reason}
        return person(who, "KG-C", "2019-02-01", **more)

    values = compute(pack, "PROT-10", cases=[closed("p1", ""), closed("p2", "")])
    assert row_of(values, "PROT-10", "2019", "status") == ["not_reported"]
    cases = [closed("p1", ""), closed("p2", "reintegrated"), closed("p3", "withdrew"), closed("p4", "died")]
    values = compute(pack, "PROT-10", cases=cases)
    assert row_of(values, "PROT-10", "2019", "value", "status") == [25, "partial"]
    values = compute(pack, "PROT-10", cases=cases[2:])
    assert row_of(values, "PROT-10", "2019", "value", "status") == [0, "zero"]


def test_who_sent_activities_alone_has_not_reported_its_cases(pack):
    received = [("f", "A", "2019Q1", "form_activities"), ("g", "B", "2019Q1", "form_activities;form_cases")]
    values = compute(pack, "PREV-01", "PROT-01", received=received)
    assert pick(values, "PREV-01", "KG", "2019Q1")["status"] == "zero"
    assert pick(values, "PROT-01", "KG-GB", "2019Q1")["status"] == "not_reported"
    assert pick(values, "PROT-01", "KG-O", "2019Q1")["status"] == "zero"
    assert pick(values, "PROT-01", "KG", "2019Q1")[["value", "status"]].tolist() == [0, "partial"]


def test_one_month_of_three_is_no_whole_report(pack):
    received = [("f", "A", "2019-01", "form_hotline"), ("g", "B", "2019Q1", "form_hotline")]
    calls = [{"organization": "A", "period": "2019-01", "province": "KG-GB", "calls_relevant": 9}]
    row = pick(compute(pack, "PREV-10", received=received, hotline=calls), "PREV-10", "KG-GB", "2019Q1")
    assert row[["value", "status"]].tolist() == [9, "partial"]


def test_a_number_that_could_not_be_read_is_no_zero(pack):
    event = {
        "activity": "1",
        "organization": "A",
        "period": "2019Q1",
        "province": "KG-GB",
        "materials_n": None,
    }
    row = pick(compute(pack, "PREV-08", activities=[event]), "PREV-08", "KG-GB", "2019Q1")
    assert pd.isna(row["value"])
    assert row["status"] == "not_reported"


def test_an_indicator_for_which_nobody_is_due_and_nothing_came_has_no_rows(definitions):
    values = compute_indicators(make_records(received=[]), definitions)
    assert "PROT-01" not in set(values["indicator"])


@pytest.mark.parametrize("status", ["reported", "zero", "partial"])
def test_a_value_with_a_number_says_so(pack, status):
    values = compute_indicators(make_records(received=YEAR[:3], proceedings=STAGES), pack)
    assert values.loc[values["status"].eq(status), "value"].notna().all()
    silent = values[~values["status"].isin(["reported", "zero", "partial"])]
    assert silent[["value", "interval_low", "interval_high"]].isna().all(axis=None)


def test_a_blank_partner_is_no_partner_only_where_the_report_tells_partners(pack):
    def event(number, file, flag):
        return {"activity": number, "organization": "A", "period": "2019Q1", "province": "KG-C"} | {
            "source_file": file,
            "has_state_partner": flag,
        }

    told = [event("1", "a", "yes"), event("2", "a", ""), event("3", "b", "")]
    row = pick(compute(pack, "PART-04", activities=told), "PART-04", "KG", "2019Q1")
    assert (row["numerator"], row["denominator"]) == (1, 2)
    silent = pick(compute(pack, "PART-04", activities=told[2:]), "PART-04", "KG", "2019Q1")
    assert silent["status"] == "not_applicable"


def test_ages_that_a_form_counts_beside_the_sexes_are_a_breakdown_and_no_more_people(pack):
    source = {"source_file": "a", "source_sheet": "1", "source_row": 7}
    event = {"activity": "1", "organization": "A", "period": "2019Q1", "province": "KG-C", **source}
    by_sex = [{**event, "sex": "female", "n": 6}, {**event, "sex": "male", "n": 4}]
    by_age = [
        {
            "measure": "participants_by_age_group",
            "age_group": age,
            "value": n,
            "period": "2019Q1",
            "province": "KG-C",
        }
        | {"organization": "A", "sex": "total", "category": "", "status": "reported", **source}
        for age, n in (("child", 5), ("adult", 3))
    ]
    values = compute(pack, "PREV-02", activities=[event], participants=by_sex, figures=by_age)
    assert pick(values, "PREV-02", "KG", "2019Q1")["value"] == 10
    found = [
        pick(values, "PREV-02", "KG", "2019Q1", age_group=code)["value"]
        for code in ("child", "adult", "unknown")
    ]
    assert found == [5, 3, 2]


def test_a_referral_is_accepted_in_time_late_or_never(pack):
    def referral(number, accepted):
        return {
            "case": number,
            "organization": "A",
            "period": "2019Q1",
            "province": "KG-C",
            "source_file": "a",
        } | {
            "service_type": "referral",
            "start": "2019-01-10",
            "accepted": accepted,
        }

    services = [referral(str(n), a) for n, a in enumerate(["2019-02-09", "2019-02-10", "yes", ""])]
    values = compute(pack, "PROT-06", "PROT-07", services=services)
    assert pick(values, "PROT-06", "KG", "2019Q1")["value"] == 4
    row = pick(values, "PROT-07", "KG", "2019H1")
    assert (row["numerator"], row["denominator"]) == (2, 4)


def test_victims_are_broken_down_by_quarter_for_the_country_and_by_year_below_it(pack):
    values = compute(pack, "PROT-01", cases=[person("p1", "KG-C", "2019-02-01", sex="female")])
    women = values[values["sex"].eq("female")]
    assert set(women.loc[women["province"].eq("KG"), "period"]) == {"2019", "2019H1", "2019H2"} | {
        f"2019Q{quarter}" for quarter in (1, 2, 3, 4)
    }
    assert set(women.loc[women["province"].ne("KG"), "period"]) == {"2019"}
    columns = list(values.columns)
    assert not values.duplicated(columns[: columns.index("value")]).any()


def test_what_stands_above_a_line_is_a_part_of_what_stands_below(pack):
    early = {"case": "1", "organization": "A", "period": "2019Q1", "province": "KG-C", "source_file": "a"}
    early |= {"service_type": "referral", "start": "2019-01-10", "accepted": "2019-01-05"}
    services = [early, {**early, "case": "2", "accepted": "2019-01-12"}]
    row = pick(compute(pack, "PROT-07", services=services), "PROT-07", "KG", "2019H1")
    assert (row["numerator"], row["denominator"]) == (1, 1)


def test_a_report_that_there_was_nothing_is_a_zero_of_everything(pack):
    records = make_records(received=[("nil", "A", "2019Q1", "")])
    records.submissions["rows_recorded"] = 0
    values = compute_indicators(records, pack, indicators=["PREV-01", "PROT-01"])
    for code in ("PREV-01", "PROT-01"):
        assert pick(values, code, "KG-GB", "2019Q1")[["value", "status"]].tolist() == [0, "zero"]
        assert pick(values, code, "KG-O", "2019Q1")["status"] == "not_reported"


def service(who, start, **more):
    return person(who, "KG-C", "2019-01-02") | {"service_type": "legal", "start": start, **more}


def test_the_day_of_opening_stands_for_a_day_of_identification_that_is_not_given(pack):
    cases = [
        person("p1", "KG-C", "2019-01-02") | {"identified": ""},
        person("p2", "KG-C", "2019-01-02") | {"identified": ""},
        person("p3", "KG-C", "2019-01-02") | {"identified": "", "opened": ""},
        person("p4", "KG-C", "2019-01-02"),
        person("p5", "KG-C", "2019-01-02"),
        person("p6", "KG-C", "2019-01-02"),
    ]
    services = [
        service("p1", "2019-04-02"),
        service("p2", "2019-04-03"),
        service("p3", "2019-01-03"),
        service("p4", ""),
        service("p6", "2018-12-30"),
    ]
    row = pick(compute(pack, "PROT-04", cases=cases, services=services), "PROT-04", "KG", "2019H1")
    # p1 after 90 days, p2 after 91; of p3 no day is known, nor of p4's service; p5 got none, p6 already had one.
    assert (row["numerator"], row["denominator"]) == (2, 4)


def test_occupancy_is_nights_over_beds_times_days_and_stays_above_the_province(pack):
    def shelter(quarter, beds, bed_days, nights):
        place = {"organization": "A", "period": quarter, "province": "KG-C"}
        return place | {"beds": beds, "bed_days": bed_days, "nights": nights}

    shelters = [
        shelter("2019Q1", 10, 900, 450),
        shelter("2019Q2", 20, 1820, 182),
        shelter("2019Q2", 5, None, 400),
    ]
    values = compute(pack, "PROT-12A", shelters=shelters)
    assert pick(values, "PROT-12A", "KG-NORTH", "2019Q1", territory="2")["value"] == 50
    half = pick(values, "PROT-12A", "KG", "2019H1")
    assert (half["numerator"], half["denominator"]) == (632, 2720)
    assert set(values["territory"]) == {"9", "2"}
    assert set(values.query("territory == '9'")["province"]) == {"KG"}


def test_the_same_persons_told_by_two_organizations_at_one_stage_count_once(pack):
    told = stage("x", "convicted_first_instance", "2019-10-02", persons_n=2, sex="male")
    final = stage("x", "final", "2019-12-02", persons_n=2, sex="male")
    others = [told | {"sex": "female", "persons_n": 1}, told | {"date": "2019-11-02", "persons_n": 4}]
    proceedings = [told, told | {"organization": "B", "persons_n": 3}, *others, final]
    values = compute(pack, "PROS-05", "PROS-05A", proceedings=proceedings)
    assert pick(values, "PROS-05", "KG", "2019")["value"] == 3 + 1 + 4
    assert pick(values, "PROS-05A", "KG", "2019")["value"] == 2


def test_compensation_is_counted_by_proceedings_beside_the_amounts(pack):
    def award(proceeding, awarded, paid):
        amounts = {"compensation_awarded_kgs": awarded, "compensation_paid_kgs": paid}
        return stage(proceeding, "convicted_first_instance", "2019-03-02") | amounts

    proceedings = [award("x", 100, 40), award("y", 300, 0), award("z", 50, None), award("w", None, None)]
    values = compute(pack, "PROS-08", "PROS-08A", proceedings=proceedings)
    assert pick(values, "PROS-08", "KG", "2019")["value"] == 10
    row = pick(values, "PROS-08A", "KG", "2019")
    assert (row["numerator"], row["denominator"]) == (1, 3)


def test_amounts_that_each_stage_of_a_proceeding_repeats_count_once_as_last_told(pack):
    def award(proceeding, name, date, awarded, paid, **more):
        amounts = {"compensation_awarded_kgs": awarded, "compensation_paid_kgs": paid}
        return stage(proceeding, name, date) | amounts | more

    proceedings = [
        award("x", "convicted_first_instance", "2019-03-02", 100, 0),
        award("x", "final", "2019-08-02", 100, 60),
        award("x", "final", "2019-08-02", 100, 60, organization="B"),
        award("x", "appeal", "2019-09-02", None, None),
        award("y", "final", "2019-11-02", 300, 40),
    ]
    for order in (1, -1):
        values = compute(pack, "PROS-08", proceedings=proceedings[::order])
        row = pick(values, "PROS-08", "KG", "2019")
        assert (row["numerator"], row["denominator"], row["value"]) == (100, 400, 25)


def test_a_case_that_is_closed_on_no_stated_day_is_open_no_longer(pack):
    cases = [
        person("p1", "KG-C", "2019-01-10", case_status="closed"),
        person("p2", "KG-C", "2019-01-10", case_status="active"),
        person("p3", "KG-C", "2019-05-10", case_status="closed_referred", period="2019Q3"),
    ]
    values = compute(pack, "PROT-11", cases=cases)
    assert [pick(values, "PROT-11", "KG", f"2019Q{q}")["value"] for q in (1, 2, 3, 4)] == [1, 2, 1, 1]


def test_an_organization_that_reports_victims_alone_is_active(pack):
    events = [{"activity": "1", "organization": "B", "period": "2019Q1", "province": "KG-O"}]
    planned = [{**events[0], "activity": "2", "province": "KG-C", "status": "planned"}]
    cases = [person("p1", "KG-C", "2019-02-01"), person("p2", "KG-GB", "2019-02-01")]
    values = compute(pack, "PART-05", activities=events + planned, cases=cases)
    assert pick(values, "PART-05", "KG", "2019Q1")["value"] == 2
    assert pick(values, "PART-05", "KG-C", "2019Q1")["value"] == 1
    assert pick(values, "PART-05", "KG-C", "2019Q1", territory="8")["value"] == 1


def test_the_exploitation_of_a_service_is_that_of_its_case(pack):
    cases = [
        person("p1", "KG-C", "2019-02-01", exploitation="sexual"),
        person("p2", "KG-C", "2019-02-01", exploitation="sexual;forced_labour"),
    ]
    services = [service("p1", "2019-02-02"), service("p2", "2019-02-02"), service("p3", "2019-02-02")]
    values = compute(pack, "PROT-03", cases=cases, services=services)
    found = {
        code: pick(values, "PROT-03", "KG", "2019", exploitation=code)["value"]
        for code in ("sexual", "mixed", "unknown")
    }
    assert found == {"sexual": 1, "mixed": 1, "unknown": 1}


ODD_PERIODS = ["R12", "YTD", "2019-02/2019-08", "2019-05/2019-06"]


def row_of(values, indicator, period, *columns):
    found = pick(values, indicator, "KG", period)
    return [found[column] for column in columns or ("value",)]


def test_persons_are_counted_anew_in_twelve_months_a_year_to_date_and_a_project(pack):
    # One person is assisted in February, May and November; another in June alone.
    months = [("p1", 2), ("p1", 5), ("p1", 11), ("p2", 6)]
    services = [
        service(who, f"2019-{month:02d}-10", period=f"2019Q{(month + 2) // 3}") for who, month in months
    ]
    values = compute(pack, "PROT-03", services=services, periods=ODD_PERIODS)
    assert row_of(values, "PROT-03", "2019Q4R12") == [2]
    assert [row_of(values, "PROT-03", f"2019Q{q}YTD")[0] for q in (1, 2, 3, 4)] == [1, 2, 2, 2]
    assert row_of(values, "PROT-03", "2019-02/2019-08", "value", "status") == [2, "reported"]
    # Services that are told by quarters alone: the second lies in the project whole, the first and the third are cut.
    undated = [row | {"start": ""} for row in services]
    values = compute(pack, "PROT-03", services=undated, periods=["2019-02/2019-08", "2019-02/2019-02"])
    assert row_of(values, "PROT-03", "2019-02/2019-08", "value", "status") == [2, "partial"]
    assert row_of(values, "PROT-03", "2019-02/2019-02", "status") == ["not_reported"]


def test_ratios_are_computed_anew_and_stocks_are_the_last_in_every_kind_of_period(pack):
    cases = [
        person("p1", "KG-C", "2019-02-10", age_group="child", closed="2019-06-15"),
        person("p2", "KG-C", "2019-05-10", age_group="adult"),
        person("p3", "KG-C", "2019-08-10", age_group="adult"),
        person("p4", "KG-C", "2019-11-10", age_group="child"),
    ]
    values = compute(pack, "PROT-08", "PROT-11", cases=cases, periods=ODD_PERIODS)
    assert row_of(values, "PROT-08", "2019Q4R12", "numerator", "denominator", "value") == [2, 4, 50]
    assert row_of(values, "PROT-08", "2019Q3YTD", "numerator", "denominator") == [1, 3]
    assert row_of(values, "PROT-08", "2019-02/2019-08", "numerator", "denominator") == [1, 3]
    assert row_of(values, "PROT-08", "2019-05/2019-06", "numerator", "denominator") == [0, 1]
    # Open on the last day: p1 until June, p2 from May, p3 from August, p4 from November.
    assert [row_of(values, "PROT-11", f"2019Q{q}YTD")[0] for q in (1, 2, 3, 4)] == [1, 1, 2, 3]
    assert row_of(values, "PROT-11", "2019Q4R12") == [3]
    assert row_of(values, "PROT-11", "2019-02/2019-08") == [2]
    assert row_of(values, "PROT-11", "2019-05/2019-06") == [1]


def test_a_cohort_is_provisional_until_its_window_closes_whatever_the_period(pack):
    received = [(o, f"2019Q{q}") for o in "AB" for q in (1, 2, 3)]
    cases = [person("p1", "KG-C", "2019-02-10"), person("p2", "KG-C", "2019-05-10")]
    values = compute(
        pack,
        "PROT-04",
        cases=cases,
        services=[service("p1", "2019-02-11")],
        received=received,
        periods=ODD_PERIODS,
    )
    # The data end on 30 September, 92 days after June and 30 after August.
    columns = ("numerator", "denominator", "is_provisional")
    assert row_of(values, "PROT-04", "2019Q2YTD", *columns) == [1, 2, ""]
    assert row_of(values, "PROT-04", "2019-05/2019-06", *columns) == [0, 1, ""]
    assert row_of(values, "PROT-04", "2019-02/2019-08", *columns) == [1, 2, "yes"]
    assert row_of(values, "PROT-04", "2019Q3YTD", *columns) == [1, 2, "yes"]
    assert row_of(values, "PROT-04", "2019Q4R12", "value", "status")[1] == "partial"


def test_a_rate_of_any_period_divides_by_the_population_of_the_year_of_its_middle(pack, definitions):
    cases = [person("p1", "KG-C", "2019-02-10")]
    values = compute(
        pack, "PROT-02", cases=cases, periods=["R12", "year", "2018-03/2019-02", "2018-09/2019-08"]
    )
    people = definitions.population.query("province == 'KG'").set_index("year")["population"].astype(float)
    for period, year in {"2019Q4R12": "2019", "2018-03/2019-02": "2018", "2018-09/2019-08": "2019"}.items():
        row = pick(values, "PROT-02", "KG", period)
        assert (row["numerator"], row["denominator"]) == (1, people[year]), period
        assert row["denominator_source"].startswith(f"population {year} ")
