"""What an explanation says is counted and what is not, tried: a row more, and the number it leaves."""

import pytest
from record_builders import make_pack, make_records, pick

import ctip_analysis as ctip

FILE = {"organization": "CSO-01", "period": "2019Q1", "province": "KG-C"}
LATER = {"period": "2019Q2"}
FEBRUARY, MAY = {"date": "2019-02-01"}, {"date": "2019-05-01", **LATER}
EVENT, FOUND = {"activity": "a", "n_events": 1}, {"identified": "2019-02-01"}
TRAFFICKING = {"stage": "registered", "article_group": "tip"}
COUNCIL, AGREEMENT = {"kind": "council_meeting"} | FEBRUARY, {"kind": "mou", "valid_from": "2019-01-01"}
#: What is tried: the indicator, the period, the table, its rows, and the value.
TRIED = {
    "a training is no awareness event": (
        "PREV-01", "2019Q1", "activities",
        [EVENT, {"activity": "b", "activity_class": "training", "activity_type": "training_officials"}], 1,
    ),
    "a planned event was not held": (
        "PREV-01", "2019Q1", "activities", [EVENT, {"activity": "b", "status": "planned"}], 1,
    ),
    "a joint event told by two is one": (
        "PREV-01", "2019Q1", "activities", [EVENT | {"joint_event": "j"}, {"activity": "b", "joint_event": "j"}], 1,
    ),
    "an event without final tests is in neither part": (
        "PREV-11", "2019H1", "activities",
        [EVENT | {"post_test_n": 10, "post_test_pass_n": 5}, {"activity": "b", "post_test_n": 10}], 50,
    ),
    "who is no victim is not counted": (
        "PROT-01", "2019Q1", "cases",
        [FOUND | {"person": "p"}, FOUND | {"person": "q", "trafficking_status": "not_a_victim"}], 1,
    ),
    "a person counts when first identified": (
        "PROT-01", "2019Q2", "cases",
        [FOUND | {"person": "p"}, {"person": "p", "identified": "2019-05-01"} | LATER], 0,
    ),
    "the day of identification says the period, not the report": (
        "PROT-01", "2019Q1", "cases", [FOUND | {"person": "p"} | LATER], 1,
    ),
    "where no person is known the case stands for it": (
        "PROT-01", "2019Q1", "cases", [FOUND | {"case": "1"}, FOUND | {"case": "2"}], 2,
    ),
    "a handout is no assistance": (
        "PROT-03", "2019Q1", "services",
        [{"person": "p", "service_type": "legal"}, {"person": "q", "service_type": "one_off"}], 1,
    ),
    "the same service again is the same": (
        "PROT-05", "2019Q1", "services",
        [{"person": "p", "service_type": name} for name in ("legal", "shelter", "legal")], 2,
    ),
    "an unknown age is in neither part": (
        "PROT-08", "2019", "cases",
        [FOUND | {"person": name, "age_group": name} for name in ("child", "adult", "unknown")], 50,
    ),
    "a case closed on the last day is not open, one opened later not yet": (
        "PROT-11", "2019Q1", "cases",
        [
            {"case": "1", "opened": "2019-02-01"},
            {"case": "2", "opened": "2019-02-01", "closed": "2019-03-31", "case_status": "closed"},
            {"case": "3", "opened": "2019-04-01"} | LATER,
        ],
        1,
    ),
    "a linked crime is no trafficking": (
        "PROS-02", "2019Q1", "proceedings",
        [TRAFFICKING | FEBRUARY | {"proceeding": "1"}, TRAFFICKING | FEBRUARY | {"proceeding": "2", "article_group": "related"}],
        1,
    ),
    "a stage told again later counts when it was reached": (
        "PROS-02", "2019Q2", "proceedings",
        [TRAFFICKING | FEBRUARY | {"proceeding": "1"}, TRAFFICKING | MAY | {"proceeding": "1"}], 0,
    ),
    "one number of two is in neither part, nor is a closed proceeding": (
        "PROS-07", "2019H1", "proceedings",
        [
            FEBRUARY | {"proceeding": "1", "stage": "registered", "victims_n": 4, "victims_represented_n": 1},
            FEBRUARY | {"proceeding": "2", "stage": "registered", "victims_n": 4},
            FEBRUARY | {"proceeding": "3", "stage": "final", "victims_n": 4, "victims_represented_n": 4},
        ],
        25,
    ),
    "of amounts told twice the last of the period stands": (
        "PROS-08", "2019", "proceedings",
        [
            FEBRUARY | {"proceeding": "1", "compensation_awarded_kgs": 100, "compensation_paid_kgs": 0},
            MAY | {"proceeding": "1", "compensation_awarded_kgs": 100, "compensation_paid_kgs": 60},
        ],
        60,
    ),
    "a meeting told by two is one, and an agreement none": (
        "PART-01", "2019Q1", "partnerships",
        [COUNCIL | {"meeting": "m"}, COUNCIL | {"meeting": "m"}, AGREEMENT | FEBRUARY], 1,
    ),
    "an agreement until the last day is in force on it": (
        "PART-03", "2019H1", "partnerships",
        [AGREEMENT | {"partnership": day, "valid_to": f"2019-06-{day}"} for day in ("29", "30")], 1,
    ),
    "funding by donors is below the line alone": (
        "PART-06", "2019", "partnerships",
        [FEBRUARY | {"funding_source": name, "amount_kgs": 50} for name in ("state", "donor")], 50,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def pack(definitions):
    return make_pack(definitions, [("CSO-01", "KG-C", "2019Q1", "2019Q4")])


@pytest.mark.parametrize(("code", "period", "table", "rows", "value"), TRIED.values(), ids=TRIED)
def test_a_row_counts_as_the_explanation_says(pack, code, period, table, rows, value):
    received = [("CSO-01", f"2019Q{number}") for number in range(1, 5)]
    records = make_records(received=received, **{table: [FILE | row for row in rows]})
    found = pick(ctip.compute_indicators(records, pack, indicators=[code]), code, "KG", period)
    assert found["value"] == value
