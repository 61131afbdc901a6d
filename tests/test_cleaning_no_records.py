"""Rows that are no records - labels, averages, parts, splits - stay out of the records and block nothing."""

import pytest


def blocking(records):
    is_blocking = records.issues["severity"].eq("blocking")
    return records.issues.loc[is_blocking, ["rule", "cell"]].apply(tuple, axis=1).tolist()


def adds_up(records):
    rows = records.submissions.filter(like="rows_")
    return bool(rows["rows_seen"].eq(rows.drop(columns="rows_seen").sum(axis=1)).all())


@pytest.mark.parametrize(
    "labels",
    [
        ["Дата начала", "Область", "Тип мероприятия", "Всего", "Женщины", "Мужчины"],
        ["Башталган күнү", "Облус", "Иш-чаранын түрү", "Бардыгы", "Аялдар", "Эркектер"],
        ["Start date", "Oblast", "Type of activity", "Total", "Female", "Male"],
    ],
)
def test_labels_under_machine_names_on_a_form_without_rows_are_no_record(records_of, labels):
    cover = ("0_Cover", [["Код организации", "CSO-33"], ["Период", "2019Q4"]])
    names = ["date_start", "adm1", "activity_type", "total", "women", "men"]
    records = records_of(cover, ("1_Activities", [["Мероприятия"], names, labels, ["дд.мм.гггг"]]))
    assert records.activities.empty
    assert blocking(records) == []
    assert records.submissions["rows_set_aside"].tolist() == [0]
    assert adds_up(records)


ACTIVITIES = ["Дата", "Область", "Айыл", "Вид мероприятия", "Участников"]


@pytest.mark.parametrize("village", ["Чолпон", "Бөкөнбаев", "с. Токтогул", "Жээнбеков"])
def test_a_village_that_bears_a_name_is_a_place_under_a_header_of_places(records_of, village):
    row = ["12.04.2019", "Нарынская область", village, "тренинг", 20]
    records = records_of([["CSO-09, 2 квартал 2019"], ACTIVITIES, row])
    assert records.activities["participants_total"].tolist() == [20]
    assert "F11" not in set(records.issues["rule"])


@pytest.mark.parametrize("village", ["Асанова Айнура", "Чолпон, 0555 12 34 56", "Бөкөнбаев А.Б."])
def test_a_whole_name_under_a_header_of_places_is_still_personal(records_of, village):
    row = ["12.04.2019", "Нарынская область", village, "тренинг", 20]
    records = records_of([["CSO-09, 2 квартал 2019"], ACTIVITIES, row])
    assert ("F11", "C3") in blocking(records)


def test_one_word_that_is_a_name_is_personal_under_another_header(records_of):
    grid = [["CSO-09, 2 квартал 2019"], [*ACTIVITIES, "Тренер"]]
    row = ["12.04.2019", "Нарынская область", "Кочкор", "тренинг", 20, "Жээнбеков"]
    assert ("F11", "F3") in blocking(records_of([*grid, row]))


LIST = [["CSO-09, 2 квартал 2019"], ["Дата", "Мероприятие", "Район", "Участников", "Ж", "М"]]
EVENTS = [["10.04.2019", "Семинар", "Сузак", 20, 15, 5], ["11.05.2019", "Семинар", "Аксы", 30, 20, 10]]


@pytest.mark.parametrize(
    "row",
    [
        ["В среднем на мероприятие", "", "", 25, 17.5, 7.5],
        ["", "Доля женщин, %", "", "", 70, ""],
        ["Изменение", "", "", 6, 5, 1],
        ["Average per event", "", "", 25, 17.5, 7.5],
        ["", "", "Аялдардын үлүшү, %", "", 70, ""],
    ],
)
def test_an_average_a_share_or_a_change_below_a_list_is_a_note(records_of, row):
    records = records_of([*LIST, *EVENTS, row])
    assert records.activities["participants_total"].tolist() == [20, 30]
    assert blocking(records) == []
    assert ("F08", "5:5") in records.issues[["rule", "cell"]].apply(tuple, axis=1).tolist()
    assert records.submissions["rows_note"].tolist() == [3]
    assert adds_up(records)


def test_an_event_about_a_change_with_its_own_date_and_place_is_an_event(records_of):
    row = ["12.06.2019", "Семинар: изменение закона", "Сузак", 12, 6, 6]
    assert records_of([*LIST, *EVENTS, row]).activities["participants_total"].tolist() == [20, 30, 12]


def test_the_people_of_an_event_split_below_it_count_once(records_of):
    below = [["", "в том числе:"], ["", "сотрудники милиции", "", 12, 7, 5], ["", "учителя", "", 8, 8, 0]]
    records = records_of([*LIST, EVENTS[0], *below, EVENTS[1], ["Всего:", "", "", 50, 35, 15]])
    assert records.activities["participants_total"].tolist() == [20, 30]
    assert blocking(records) == []
    assert not records.issues["message"].str.contains("differs").any()
    assert adds_up(records)


def test_a_total_of_another_year_is_not_compared_with_the_rows_above(records_of):
    totals = [["Итого за 2 кв 2019", "", "", 50, 35, 15], ["Итого за 2 кв 2018", "", "", 44, 30, 14]]
    records = records_of([*LIST, *EVENTS, *totals])
    assert records.submissions["rows_total"].tolist() == [2]
    assert not records.issues["message"].str.contains("differs").any()


def test_a_total_of_the_same_year_that_is_wrong_is_still_told(records_of):
    records = records_of([*LIST, *EVENTS, ["Итого за 2 кв 2019", "", "", 51, 35, 15]])
    assert records.issues["message"].str.contains("differs").sum() == 1


@pytest.mark.parametrize(("stated", "differs"), [(49, True), (50, False), (60, False)])
def test_a_total_below_the_rows_that_can_be_read_is_wrong_whatever_the_others_say(
    records_of, stated, differs
):
    unread = ["12.05.2019", "Семинар", "Аксы", "много", "", ""]
    records = records_of([*LIST, *EVENTS, unread, ["Итого", "", "", stated, 35, 15]])
    told = records.issues.loc[records.issues["message"].str.contains("differs"), "cell"].tolist()
    assert told == (["D6"] if differs else [])
