"""Questions that only a person can decide, and what the next run does with the answers."""

import pandas as pd
import pytest

from ctip_analysis.definitions import DECISION_COLUMNS

HOTLINE = [
    ["CSO-04 Hotline log, 2nd quarter 2019"],
    ["Month", "Total calls", "Zzyzx of them", "Referred"],
    ["April 2019", 40, 5, 2],
    ["May 2019", 38, 4, 1],
]
EMPTY = [["CSO-07. Отчет за 2 квартал 2019"], ["Дата", "Область", "Тип мероприятия", "Участников"]]
PROCEEDINGS = [
    ["CSO-01. Сопровождение дел, 2 квартал 2019"],
    ["№ дела", "Дата", "Статья УК", "Стадия", "Подозреваемых", "Осуждено"],
    ["D-1", "11.04.2019", "171", "заявление подано", 2, None],
    ["D-1", "20.05.2019", "171", "зарегистрировано", 2, None],
    ["D-2", "03.06.2019", "171", "передано в суд", 1, None],
    ["D-2", "13.06.2019", "171", "приговор", 3, 1],
]


@pytest.fixture
def records_with(records_of):
    """Give the records of a workbook with a person's answers."""

    def build(grid, *answers):
        rows = [
            dict.fromkeys(DECISION_COLUMNS, "") | {"question": question, "subject": subject, "answer": answer}
            for question, subject, answer in answers
        ]
        return records_of(grid, decisions=pd.DataFrame(rows, columns=list(DECISION_COLUMNS)))

    return build


def questions(records):
    return records.questions[["question", "subject", "suggestion"]].apply(tuple, axis=1).tolist()


def test_an_unknown_header_is_asked(records_with):
    records = records_with(HOTLINE)
    assert ("header", "zzyzx of them", "") in questions(records)
    assert records.hotline["calls_relevant"].isna().all()


@pytest.mark.parametrize("answer", ["col.calls_relevant", "calls_relevant", "Of which on trafficking"])
def test_an_answer_to_a_header_is_a_concept_a_field_or_a_known_header(records_with, answer):
    records = records_with(HOTLINE, ("header", "zzyzx of them", answer))
    assert records.hotline["calls_relevant"].tolist() == [5, 4]
    assert "column" not in set(records.issues["rule"])
    assert "header" not in set(records.questions["question"])


def test_a_header_that_is_nearly_known_has_a_suggestion_that_is_not_applied(records_with):
    grid = [row[:] for row in HOTLINE]
    grid[1][3] = "Refferedd n"
    grid[1][2] = "Numbr of victms"
    asked = {subject: suggestion for question, subject, suggestion in questions(records_with(grid))}
    assert asked["numbr of victms"] != ""


def test_an_empty_form_is_asked_about_and_an_answer_makes_it_a_report_of_nothing(records_with):
    records = records_with(EMPTY)
    assert questions(records) == [("empty_report", "a.xlsx", "nil")]
    assert records.submissions["fate"].tolist() == ["rejected"]
    records = records_with(EMPTY, ("empty_report", "a.xlsx", "nil"))
    assert records.submissions["fate"].tolist() != ["rejected"]
    assert records.questions.empty


def test_persons_of_a_stage_count_once_for_a_proceeding_and_a_change_is_said(records_with):
    records = records_with(PROCEEDINGS)
    persons = records.proceedings.groupby("stage")["persons_n"].sum().to_dict()
    assert persons["suspect"] == 2 + 3
    assert persons["convicted_first_instance"] == 1
    assert records.issues.query("rule == 'R01'")["cell"].tolist() == ["E6"]
    assert len(records.proceedings.query("date != ''")) == 4


PLACED = [
    ["CSO-02, 2 квартал 2019"],
    ["Дата", "Область", "Вид мероприятия", "Участников"],
    ["11.05.2019", "Ош", "Невиданное", 30],
]


@pytest.mark.parametrize(
    ("answer", "province"),
    [
        ("KG-O", "KG-O"),
        ("kg-go", "KG-GO"),
        ("Ошская область", "KG-O"),
        ("г. Ош", "KG-GO"),
        ("Араван району", "KG-O"),
    ],
)
def test_a_place_is_answered_with_a_code_a_name_or_a_district(records_with, answer, province):
    assert records_with(PLACED, ("place", "ош", answer)).activities["province"].tolist() == [province]


@pytest.mark.parametrize("answer", ["campaign", "Акция", "Өнөктүк"])
def test_a_code_is_answered_in_the_words_of_any_language(records_with, answer):
    answers = (("place", "ош", "KG-O"), ("activity_type", "невиданное", answer))
    assert records_with(PLACED, *answers).activities["activity_type"].tolist() == ["campaign"]


def test_an_answer_that_is_not_understood_is_said_and_not_applied(records_with):
    records = records_with(PLACED, ("place", "ош", "где-то на юге"))
    assert records.activities.empty
    assert "decision_unclear" in set(records.issues["rule"])


@pytest.mark.parametrize(("answer", "fate"), [("да", "accepted"), ("жок", "rejected"), ("nil", "accepted")])
def test_an_empty_form_is_a_report_of_nothing_where_a_person_says_yes(records_with, answer, fate):
    records = records_with(EMPTY, ("empty_report", "a.xlsx", answer))
    assert records.submissions["fate"].tolist() == [fate]


BESIDE = [
    ["CSO-03, 2 квартал 2019"],
    ["Дата", "Вид мероприятия", "Участников за квартал", "Участников с начала года"],
    ["11.05.2019", "Акция", 30, 90],
]


def test_a_cumulative_column_beside_the_periods_own_is_said_and_not_asked(records_with):
    records = records_with(BESIDE, ("cumulative", "a.xlsx|Sheet|D", "increments"))
    assert records.activities["participants_total"].tolist() == [30]
    assert "cumulative" not in set(records.questions["question"])
    assert records.issues.query("rule == 'P03'")["severity"].tolist() == ["info"]
