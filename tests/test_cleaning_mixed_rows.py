"""Questions and indicators of several forms one below another: each is counted as what it is; all are SYNTHETIC."""

import pytest

RUSSIAN = [
    ["Сколько информационных мероприятий Вы провели?", 6],
    ["Сколько человек приняли в них участие?", "240 чел."],
    ["в том числе женщин", 150],
    ["в том числе мужчин", 90],
    ["Сколько звонков поступило на телефон доверия?", 17],
]
ENGLISH = [
    ["How many information events did you hold?", 6],
    ["How many people took part?", "240 people"],
    ["of whom women", 150],
    ["of whom men", 90],
    ["How many calls did you receive?", 17],
]
KYRGYZ = [
    ["Канча маалыматтык иш-чара өткөрдүңүз?", 6],
    ["Канча адам катышты?", "240 адам"],
    ["анын ичинде аялдар", 150],
    ["анын ичинде эркектер", 90],
    ["Канча чалуу түштү?", 17],
]
INDICATORS = [
    ["Количество информационных мероприятий", 6],
    ["Количество участников", 240],
    ["в том числе женщин", 150],
    ["в том числе мужчин", 90],
    ["Количество звонков", 17],
]


def answers(records_of, rows, heads=("Вопрос", "Ответ"), above=()):
    return records_of([["SYNTHETIC CSO-28, 4 квартал 2019"], [*heads], *above, *rows])


@pytest.mark.parametrize("rows", [RUSSIAN, ENGLISH, KYRGYZ, INDICATORS])
def test_answers_about_events_people_and_calls_are_each_counted(records_of, rows):
    records = answers(records_of, rows)
    held = records.activities[["activity_type", "n_events", "participants_total"]]
    assert held.values.tolist() == [["awareness_event", 6, 240]]
    assert records.participants.groupby("sex")["n"].sum().to_dict() == {"female": 150, "male": 90}
    assert records.hotline["calls_total"].tolist() == [17]
    assert not {"R01", "not_counted"} & set(records.issues["rule"])


def test_women_below_calls_called_and_took_no_part(records_of):
    records = answers(records_of, [*RUSSIAN, ["из них женщин", 11], ["из них мужчин", 6]])
    assert records.participants.groupby("sex")["n"].sum().to_dict() == {"female": 150, "male": 90}
    assert records.hotline.groupby("sex")["calls_total"].sum().to_dict() == {"female": 11, "male": 6}


def test_a_questionnaire_that_names_its_sender_is_no_card_of_one_record(records_of):
    above = [["Название организации", "SYNTHETIC CSO-28"], ["Отчетный период", "4 квартал 2019"]]
    records = answers(records_of, RUSSIAN, above=above)
    assert records.activities["n_events"].tolist() == [6]
    assert records.hotline["calls_total"].tolist() == [17]


def test_an_answer_that_no_form_takes_is_said_at_its_cell(records_of):
    records = answers(records_of, [*RUSSIAN, ["Сколько страниц в отчете?", 4]])
    issues = records.issues[records.issues["rule"].eq("not_counted")]
    assert issues["cell"].tolist() == ["B8"]


def test_people_below_each_kind_of_event_took_part_in_it(records_of):
    rows = [
        ["Количество информационных мероприятий", 6],
        ["Количество участников", 240],
        ["Количество круглых столов", 2],
        ["Количество участников", 35],
    ]
    held = answers(records_of, rows).activities
    assert held[["activity_type", "n_events", "participants_total"]].values.tolist() == [
        ["awareness_event", 6, 240],
        ["round_table", 2, 35],
    ]


def test_consultations_beside_other_kinds_of_events_are_no_calls(records_of):
    grid = [["Направление", "Единица", "1 кв", "2 кв"], ["Лекции в школах", "мероприятий", 3, 1]]
    grid += [["", "участников", 90, 25], ["Консультации", "человек", 12, 8]]
    assert records_of([["SYNTHETIC CSO-36, итоги 2020 года"], *grid]).hotline.empty
