"""Lists of materials and of trainings in wordings of their own: what is a thing is no event, who passed is counted."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


@pytest.fixture
def clean(tmp_path, definitions):
    def run(title, *rows):
        write_xlsx(tmp_path / "Тилек Булагы 1 кв 2019.xlsx", [["SYNTHETIC Тилек Булагы"], [title], *rows])
        return ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)

    return run


@pytest.mark.parametrize(
    "head", ["Вид материала", "Наименование ИОМ", "Type of material", "Материалдын түрү"]
)
def test_a_row_of_a_list_of_materials_is_materials_whatever_is_written_on_them(clean, head):
    records = clean(
        "Распространение ИОМ за 1 квартал 2019 г.",
        [head, "Тираж", "Район"],
        ["Буклет", 1000, "Нарынский"],
        ["Визитки с номером 189", 3000, "Кочкорский"],
        ["Брошюра для школьников", 500, "Кочкорский"],
        ["Сборник для семинаров", 50, "Кочкорский"],
    )
    assert records.activities["activity_type"].tolist() == ["materials"] * 4
    assert records.activities["materials_n"].tolist() == [1000, 3000, 500, 50]


def test_events_at_which_materials_were_handed_out_keep_their_types(clean):
    records = clean(
        "Отчет за 1 квартал 2019 г.",
        ["Дата", "Мероприятие", "Роздано буклетов", "Район"],
        ["10.01.2019", "Акция", 1000, "Нарынский"],
        ["11.01.2019", "Лекция в школе", 100, "Нарынский"],
        ["12.01.2019", "Плакат с номером 189", 20, "Нарынский"],
    )
    assert records.activities["activity_type"].tolist() == ["campaign", "school_session", "materials"]


@pytest.mark.parametrize(
    ("trained", "tested", "passed"),
    [
        ("Всего обучено", "Прошли пост-тест", "Успешно"),
        ("Прошли обучение", "Сдавали тест", "Успешно прошли"),
        ("Total trained", "Tested", "of which successful"),
        ("Окутулгандар", "Тест тапшырды", "Ийгиликтүү"),
    ],
)
def test_who_was_trained_tested_and_passed_is_told_apart(clean, trained, tested, passed):
    records = clean(
        "Обучение, 1 квартал 2019",
        ["Дата", "Тема тренинга", trained, "жен", "муж", tested, passed],
        ["06.01.2019", "Выявление жертв ТЛ", 22, 5, 17, 22, 19],
        ["21.02.2019", "НПМ", 12, 6, 6, 10, 12],
    )
    activities = records.activities
    assert activities["participants_total"].tolist() == [22, 12]
    assert activities["post_test_n"].fillna(-1).tolist() == [22, -1]
    assert activities["post_test_pass_n"].fillna(-1).tolist() == [19, -1]
    assert records.issues.query("rule == 'R09'")["cell"].tolist() == ["G5"]


def test_a_former_quarter_is_still_one(definitions):
    assert definitions.stem_matcher.match("Прошлый квартал", "col.") == ("col.earlier_period",)
