"""A column headed as calls that holds words says what each call was about; one call is one row, and none is lost."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


@pytest.fixture
def clean(tmp_path, definitions):
    def run(head, *rows):
        grid = [["SYNTHETIC Жылдыз Нуру"], ["Журнал звонков, 2 квартал 2020"], head, *rows]
        write_xlsx(tmp_path / "Жылдыз Нуру 2 кв 2020.xlsx", grid)
        records = ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)
        return records.hotline, records.issues

    return run


@pytest.mark.parametrize(
    "head",
    [
        ["№", "Дата звонка", "Пол", "Суть обращения"],
        ["№", "Дата звонка", "Пол", "О чем обращение"],
        ["No", "Date of call", "Sex", "Call about"],
        ["№", "Чалуунун күнү", "Чалуучунун жынысы", "Чалуунун мазмуну"],
    ],
)
def test_each_row_is_a_call_about_what_its_words_say(clean, head):
    hotline, issues = clean(
        head,
        [1, "02.04.2020", "жен", "трудоустройство за границей"],
        [2, "20.04.2020", "муж", "торговля людьми"],
        [3, "05.05.2020", "жен", "семейное насилие"],
    )
    assert hotline["topic"].tolist() == ["migration", "trafficking", "violence"]
    assert hotline["calls_total"].tolist() == [1, 1, 1]
    assert hotline["calls_relevant"].tolist() == [0, 1, 0]
    assert hotline["sex"].tolist() == ["female", "male", "female"]
    assert not issues["rule"].eq("F05").any()


def test_the_hour_of_a_call_is_no_number_of_calls(clean):
    head = ["№", "Дата звонка", "Время звонка", "Пол", "Тема"]
    hotline, issues = clean(head, [1, "02.04.2020", "14:30", "жен", "торговля людьми"])
    assert hotline["calls_total"].tolist() == [1]
    assert not issues["rule"].eq("F05").any()


def test_numbers_in_words_stay_numbers_of_calls(clean):
    hotline, _ = clean(
        ["Месяц", "Обращения", "Из них по ТЛ"], ["Апрель", "5 звонков", 1], ["Май", "нет", "нет"]
    )
    assert hotline["topic"].tolist() == ["total", "total"]
    assert hotline["calls_relevant"].tolist() == [1, 0]
