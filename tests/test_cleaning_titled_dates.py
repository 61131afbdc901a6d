"""Events whose title says their date, and whose audience stands beside a bare number."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports


@pytest.fixture
def records_of(definitions, tmp_path):
    def build(*grid):
        write_xlsx(tmp_path / "Сонун Доор.xlsx", [["СИНТЕТИКА Сонун Доор"], ["4 квартал 2019"], *grid])
        return clean(read_reports(tmp_path), definitions)

    return build


HEAD = ["Мероприятие (тема, дата)", "Категория участников", "Кол-во"]


def test_a_full_date_of_the_period_in_a_title_is_the_event_s_and_the_number_counts_its_people(records_of):
    records = records_of(
        HEAD,
        ['Семинар "Безопасная миграция", 12.10.2019', "мигранты", 24],
        ["Круглый стол (10.12.2019)", "сотрудники милиции", 18],
    )
    assert records.activities["date"].tolist() == ["2019-10-12", "2019-12-10"]
    assert records.activities["participants_total"].tolist() == [24, 18]
    told = records.issues.query("rule == 'F04'")
    assert told[["severity", "cell"]].values.tolist() == [["info", "A4"], ["info", "A5"]]


@pytest.mark.parametrize(
    "title", ["Лекция о законе от 17.03.2005", "Лекция 01.10.2019 - 05.10.2019", "Лекция к 30 июля"]
)
def test_a_date_that_may_be_of_something_else_is_not_taken(records_of, title):
    records = records_of(HEAD, [title, "студенты", 24])
    assert records.activities["date"].tolist() == [""]


def test_who_came_tells_a_lecture_at_school_from_one_at_a_university(records_of):
    records = records_of(HEAD, ["Лекция", "школьники", 80], ["Лекция", "студенты", 30])
    assert records.activities["activity_type"].tolist() == ["school_session", "university_session"]


def test_calls_on_other_things_are_of_the_topic_other(definitions, tmp_path):
    grid = [["СИНТЕТИКА Сезим Плюс"], ["Статистика обращений на телефон доверия за 2 квартал 2019 г."]]
    rows = [["Тематика обращений", "жен", "муж"], ["Торговля людьми", 3, 1], ["Другое", 5, 2]]
    write_xlsx(tmp_path / "Сезим Плюс.xlsx", [*grid, *rows])
    calls = clean(read_reports(tmp_path), definitions).hotline
    assert calls.groupby("topic")["calls_total"].sum().to_dict() == {"trafficking": 4, "other": 7}
