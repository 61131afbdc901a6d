"""Indicators that no other test counts, against numbers worked out by hand; SYNTHETIC records."""

import pytest
from record_builders import make_pack, make_records, pick

from ctip_analysis.indicators import compute_indicators

RECEIVED = [(organization, f"2019Q{quarter}") for organization in "AB" for quarter in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def pack(definitions):
    return make_pack(
        definitions, [("A", "KG-C;KG-GB", "2019Q1", "2019Q4"), ("B", "KG-O", "2019Q1", "2019Q4")]
    )


def compute(pack, indicator, **tables):
    return compute_indicators(make_records(received=RECEIVED, **tables), pack, indicators=[indicator])


def country(values, indicator, period, *columns, **codes):
    found = pick(values, indicator, "KG", period, **codes)
    return [found[column] for column in columns]


def test_a_person_helped_to_return_counts_once_a_year_where_it_came_back(pack):
    def back(who, period, province, kind="return", **more):
        row = {"person": who, "case": f"c{who}", "organization": "A", "period": period, "province": province}
        return {**row, "service_type": kind, **more}

    services = [
        back("p1", "2019Q1", "KG-C", sex="female"),
        back("p1", "2019Q3", "KG-C", sex="female"),
        back("p2", "2019Q2", "KG-O", sex="male"),
        back("p3", "2019Q2", "KG-C", kind="shelter", sex="male"),
        back("", "2019Q4", "KG-GB", case="c9", sex="male"),
    ]
    cases = [
        {"case": "cp1", "organization": "A", "period": "2019Q1", "country_exploitation": "RU"},
        {"case": "cp2", "organization": "A", "period": "2019Q2", "country_exploitation": "KZ"},
    ]
    values = compute(pack, "PROT-09", services=services, cases=cases)
    # p1 twice is one, p2, and the case c9 whose person has no key; p3 was housed and not returned.
    assert country(values, "PROT-09", "2019", "value", "status") == [3, "reported"]
    assert country(values, "PROT-09", "2019", "value", sex="male") == [2]
    assert country(values, "PROT-09", "2019", "value", country_exploitation="RU") == [1]
    assert pick(values, "PROT-09", "KG-C", "2019")["value"] == 1
    assert pick(values, "PROT-09", "KG-C", "2019", territory="8")["value"] == 2


def test_the_share_of_public_money_is_state_and_local_budgets_over_all_that_is_told(pack):
    def funded(organization, source, amount, date):
        row = {"partnership": f"{organization}{source}", "organization": organization, "period": "2019Q2"}
        return {**row, "province": "KG-C", "funding_source": source, "amount_kgs": amount, "date": date}

    told = [
        funded("A", "state", 300_000, "2019-04-02"),
        funded("A", "local", 50_000, "2019-06-30"),
        funded("B", "donor", 1_000_000, "2019-05-01"),
        funded("B", "own", 50_000, "2019-05-02"),
    ]
    values = compute(pack, "PART-06", partnerships=told)
    found = country(values, "PART-06", "2019", "numerator", "denominator", "value", "status")
    assert found == [350_000, 1_400_000, 25, "reported"]
    unknown = [*told, funded("B", "", 600_000, "2019-05-03")]
    values = compute(pack, "PART-06", partnerships=unknown)
    assert country(values, "PART-06", "2019", "value", "status") == [17.5, "partial"]


def test_the_share_without_an_age_is_over_all_attendances_of_completed_events(pack):
    def people(activity, age, n, organization="A", **more):
        row = {"activity": activity, "organization": organization, "period": "2019Q1", "province": "KG-C"}
        return {**row, "sex": "female", "age_group": age, "n": n, **more}

    told = [
        people("1", "child", 30),
        people("1", "unknown", 10),
        people("2", "total", 35, "B"),
        people("3", "adult", 25, "B"),
        people("4", "unknown", 99, status="planned"),
    ]
    values = compute(pack, "DQ-02A", participants=told)
    # 10 and 35 of 30 + 10 + 35 + 25: what is not told apart by age has no age.
    assert country(values, "DQ-02A", "2019Q1", "numerator", "denominator", "value") == [45, 100, 45]
    assert country(values, "DQ-02A", "2019Q1", "value", organization="A") == [25]
    assert country(values, "DQ-02A", "2019Q1", "value", organization="B") == [pytest.approx(100 * 35 / 60)]


def test_the_share_of_rows_set_aside_is_over_the_rows_of_all_files_but_copies(pack):
    records = make_records(received=RECEIVED[:3])
    counts = {"rows_seen": [40, 10, 50], "rows_set_aside": [4, 0, 1]}
    files = records.submissions.assign(period="2019Q1", **counts)
    files["organization"], files["fate"] = list("AAB"), ["accepted_with_issues", "duplicate", "rejected"]
    records.submissions = files
    values = compute_indicators(records, pack, indicators=["DQ-04"])
    assert country(values, "DQ-04", "2019Q1", "numerator", "denominator") == [5, 90]
    assert country(values, "DQ-04", "2019Q1", "value") == [pytest.approx(100 * 5 / 90)]
    assert country(values, "DQ-04", "2019Q1", "value", organization="A") == [10]
