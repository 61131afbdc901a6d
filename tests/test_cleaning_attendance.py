"""A list of participants with their names is one event with so many participants; no name is kept of it."""

import pytest

TITLE = "Ала Бел. Список участников тренинга для учителей 14.05.2019, Иссык-Кульская область"
HEAD = ["№", "ФИО", "Должность", "Телефон", "Пол"]
PEOPLE = [
    [1, "Асанова Айгуль", "учитель", 700111222, "ж"],
    [2, "Бакиров Нурлан", "завуч", 700111333, "м"],
    [3, "Токтогулова Гүлзат", "соцработник", 700111444, "ж"],
]


@pytest.fixture
def clean_book(records_of):
    """Give the records of a workbook of sheets, each by its name."""
    return lambda **sheets: records_of(*sheets.items(), name="CSO-21 2 кв 2019.xlsx")


def test_a_list_of_participants_is_one_event_with_so_many_women_and_men(clean_book):
    records = clean_book(Лист1=[[TITLE], HEAD, *PEOPLE])
    event = records.activities.iloc[0]
    assert len(records.activities) == 1
    assert (event["date"], event["province"], event["activity_type"]) == (
        "2019-05-14",
        "KG-Y",
        "training_officials",
    )
    assert event["participants_total"] == 3
    by_sex = dict(zip(records.participants["sex"], records.participants["n"], strict=True))
    assert by_sex == {"female": 2, "male": 1}
    assert records.submissions["rows_recorded"].tolist() == [3]


def test_no_name_of_a_list_of_participants_is_kept(clean_book):
    records = clean_book(Лист1=[[TITLE], HEAD, *PEOPLE])
    frames = [value for value in vars(records).values() if hasattr(value, "to_csv")]
    written = "".join(frame.to_csv() for frame in frames)
    assert not any(part in written for part in ("Асанова", "Бакиров", "Гүлзат", "700111"))
    assert "F11" in set(records.issues["rule"])


def test_a_list_of_participants_beside_its_list_of_activities_counts_no_second_time(clean_book):
    events = [
        ["Ала Бел, 2 квартал 2019"],
        ["Дата", "Область", "Вид мероприятия", "Участников"],
        ["14.05.2019", "Иссык-Кульская область", "тренинг", 3],
    ]
    records = clean_book(Отчет=events, Участники=[[TITLE], HEAD, *PEOPLE])
    assert records.activities["participants_total"].tolist() == [3]
    said = records.issues[records.issues["rule"].eq("attendance")]
    assert said["severity"].tolist() == ["warning"]


def test_a_list_of_staff_is_no_event(clean_book):
    staff = [["Ала Бел. Контакты сотрудников, 2 квартал 2019"], HEAD, *PEOPLE]
    records = clean_book(Контакты=staff)
    assert records.activities.empty
    assert "form_unknown" in set(records.issues["rule"])
