"""Figures below "women" and "children" are parts, never totals; what cannot be told from a total is not counted."""

import pytest

TITLE = ["Число зарегистрированных жертв торговли людьми по областям, 2019 г."]


def counted(records, **parts):
    """Give the value of each counted figure of the parts asked for, by its cell."""
    figures = records.figures[records.figures["measure"].ne("")]
    for name, code in parts.items():
        figures = figures[figures[name].eq(code)]
    return dict(zip(figures["source_cell"], figures["value"], strict=True))


@pytest.mark.parametrize(
    "head",
    [
        ["Область", "Всего", "женщины", "мужчины", "дети"],
        ["Область", "Всего", "в том числе женщин", "мужчин", "детей"],
        ["Province", "Total", "of them women", "men", "children"],
    ],
)
def test_a_number_of_women_is_no_total_in_whatever_case_the_word_stands(records_of, head):
    records = records_of([TITLE, head, ["Чуйская область", 5, 3, 2, 1], ["Ошская область", 4, 4, 0, 2]])
    assert counted(records, sex="total", age_group="total") == {"B3": 5, "B4": 4}
    assert counted(records, sex="female") == {"C3": 3, "C4": 4}
    assert counted(records, sex="male") == {"D3": 2, "D4": 0}
    assert counted(records, age_group="child") == {"E3": 1, "E4": 2}


@pytest.mark.parametrize("unclear", ["из них из группы риска", "% от общего числа"])
def test_a_column_that_is_not_understood_counts_not_beside_the_total_and_is_said(records_of, unclear):
    records = records_of([TITLE, ["Область", "Всего", unclear], ["Чуйская область", 5, 3], ["Нарын", 4, 1]])
    assert counted(records) == {"B3": 5, "B4": 4}
    assert records.figures["value"].tolist() == [5, 3, 4, 1]
    said = records.issues.query("rule == 'column' and severity == 'warning'")
    assert said["cell"].tolist() == ["C3"]


def test_a_row_that_is_not_understood_counts_not_beside_rows_of_forms_of_exploitation(records_of):
    rows = [
        ["сексуальная эксплуатация", 6],
        ["трудовая эксплуатация", 3],
        ["жертвы из приюта", 2],
        ["Всего", 9],
    ]
    records = records_of([["Число зарегистрированных жертв торговли людьми"], ["Показатель", 2019], *rows])
    assert counted(records, exploitation="total") == {"B6": 9}
    assert counted(records, exploitation="sexual") == {"B3": 6}
    assert records.issues.query("rule == 'column' and severity == 'warning'")["cell"].tolist() == ["B5"]


def test_a_column_without_a_measure_is_said_where_others_have_one(records_of):
    head = ["Область", "Зарегистрировано", "Направлено в суд", "Прекращено", "Осуждено лиц"]
    title = ["Сведения по уголовным делам за 1 полугодие 2019 года"]
    records = records_of([title, head, ["Чуйская", 3, 2, 1, 1], ["Ошская", 1, 0, 0, 0]])
    assert sorted(counted(records)) == ["C3", "C4", "E3", "E4"]
    assert sorted(records.issues.query("rule == 'measure_unknown'")["cell"]) == ["B3", "D3"]
    labels = dict(zip(records.figures["source_cell"], records.figures["measure_label"], strict=True))
    assert (labels["B3"], labels["D4"]) == ("Зарегистрировано", "Прекращено")


def test_a_shelter_s_log_without_a_column_of_beds_is_read(records_of):
    head = ["Месяц", "Поступило (чел.)", "Койко-дни", "Выбыло"]
    months = [["Апрель", 5, 75, 2], ["Май", 2, 60, 1], ["Июнь", 4, 88, 3], ["Итого", 11, 223, 6]]
    records = records_of([["CSO-03. Журнал приюта за 2 квартал 2019 г."], head, *months])
    assert records.shelters["nights"].tolist() == [75, 60, 88]
    new = records.figures.query("measure == 'residents_new'")
    assert new["value"].tolist() == [5, 2, 4]
    assert records.submissions["rows_total"].tolist() == [1]
