"""Columns beside what is counted: repeated participants, differences, days; and what a title says is counted."""

import pytest

HEAD = ["Дата", "Мероприятие", "Район"]


@pytest.mark.parametrize(
    ("first", "repeated"),
    [("Первичные участники", "Повторные участники"), ("New participants", "Returning participants")],
)
def test_repeated_participants_are_never_the_total(records_of, first, repeated):
    rows = [[*HEAD, first, repeated, "Всего"], ["10.04.2019", "Семинар", "Кемин", 15, 5, 20]]
    records = records_of([["CSO-08, 2 квартал 2019"], *rows])
    assert records.activities["participants_total"].tolist() == [20]
    assert records.participants["first_time_n"].tolist() == [15]


@pytest.mark.parametrize("difference", ["+/-", "Динамика", "Отклонение"])
def test_a_column_of_differences_leaves_the_quarter_beside_it_counted(records_of, difference):
    head = ["Показатели", "3 квартал", "4 квартал", difference]
    rows = [["Проведено мероприятий", 6, 8, 2], ["Охвачено человек", 240, 310, 70]]
    records = records_of([["CSO-11. Чуйская область. Отчет за 4 квартал 2019 г."], head, *rows])
    counted = records.activities.set_index("period")[["n_events", "participants_total"]]
    assert counted.loc["2019Q4"].tolist() == [8, 310]
    assert counted.loc["2019Q3"].tolist() == [6, 240]


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Количество звонков по регионам", "calls_total"),
        ("Количество обращений на горячую линию", "calls_total"),
        ("Number of calls by province", "calls_total"),
        ("Количество звонков по торговле людьми", "calls_relevant"),
    ],
)
def test_calls_are_relevant_only_where_their_title_names_the_subject(records_of, title, column):
    rows = [["Область", "1 квартал", "2 квартал"], ["г. Бишкек", 20, 25], ["Чуйская область", 10, 8]]
    records = records_of([["CSO-05"], [f"{title}, 1 полугодие 2020"], *rows])
    assert sorted(records.hotline[column].dropna()) == [8, 10, 20, 25]
    other = ({"calls_total", "calls_relevant"} - {column}).pop()
    assert records.hotline[other].isna().all()


def test_a_list_with_days_keeps_the_types_that_its_titles_name(records_of):
    rows = [[*HEAD, "Всего участников", "Кол-во дней"], ["10.01.2019", "Круглый стол", "Сузак", 25, 1]]
    rows += [
        ["15.02.2019", "Акция", "Сузак", 60, 2],
        ["16.02.2019", "Выявление жертв", "Сузак", 20, 3],
        ["17.02.2019", "Сход", "Сузак", 9, 1],
    ]
    records = records_of([["CSO-09, 1 квартал 2019"], *rows])
    assert records.activities["activity_type"].tolist() == [
        "round_table",
        "campaign",
        "training_officials",
        "awareness_event",
    ]


def test_a_campaign_for_the_public_is_a_campaign_and_a_lecture_for_pupils_one_at_school(records_of):
    rows = [
        [*HEAD, "Целевая группа", "Участников"],
        ["12.04.2019", "Информационная кампания", "Сузак", "население", 150],
    ]
    rows += [["13.04.2019", "Лекция", "Сузак", "школьники", 30]]
    records = records_of([["CSO-09, 2 квартал 2019"], *rows])
    assert records.activities["activity_type"].tolist() == ["campaign", "school_session"]


@pytest.mark.parametrize("cost", ["На 1 участника", "Стоимость на 1 участника, сом", "Cost per participant"])
def test_the_cost_of_a_participant_counts_nobody(records_of, cost):
    rows = [[*HEAD, "Участники", cost], ["10.04.2019", "Тренинг", "Кемин", 25, 1800]]
    records = records_of([["CSO-12, 2 квартал 2019"], *rows])
    assert records.activities["participants_total"].tolist() == [25]


def test_places_of_a_shelter_told_month_by_month_are_said_to_add_up(records_of):
    rows = [
        ["Месяц", "Количество мест", "Койко-дни"],
        ["Апрель", 10, 120],
        ["Май", 10, 130],
        ["Июнь", 10, 135],
    ]
    records = records_of([["CSO-03. Приют, 2 квартал 2020"], *rows])
    said = records.issues.query("rule == 'column' and severity == 'warning'")
    assert said["cell"].tolist() == ["B4", "B5"]


def test_places_for_women_and_for_children_of_a_quarter_are_not_said(records_of):
    rows = [["Квартал", "Количество мест", "Для кого"], ["2020Q2", 10, "женщины"], ["2020Q2", 8, "дети"]]
    records = records_of([["CSO-03. Приют, 2 квартал 2020"], *rows])
    assert records.shelters["beds"].tolist() == [10, 8]
    assert records.issues.query("rule == 'column' and severity == 'warning'").empty
