"""Matrices of whole workbooks: what is counted, where and when may stand in a title, a sheet's name or any header."""

import pytest

SEXES_BY_QUARTER = [
    ["Регион", "1 квартал", None, None, "2 квартал", None, None],
    [None, "ж", "м", "всего", "ж", "м", "всего"],
    ["Ошская область", 100, 50, 150, 80, 40, 120],
    ["г. Ош", 60, 40, 100, 70, 30, 105],
    ["ИТОГО", 160, 90, 250, 150, 70, 225],
]
BY_SEX = ["Вид мероприятия", "Женщины", "Мужчины"]


def people(records):
    keys = ["province", "period", "sex"]
    return records.participants.groupby(keys)["n"].sum().to_dict()


def cells(records, rule, case_words=""):
    issues = records.issues[records.issues["rule"].eq(rule)]
    return issues[issues["message"].str.contains(case_words)]["cell"].tolist()


@pytest.mark.parametrize(
    "title",
    [
        "CSO-02. Количество участников мероприятий по регионам, 2019 год",
        "CSO-02: Number of participants by province, 2019",
        "CSO-02. Катышуучулардын саны облустар боюнча, 2019-жыл",
        "CSO-02. Общая численность участников встреч, 2019",
    ],
)
def test_a_title_says_what_is_counted_where_the_headers_say_only_quarter_and_sex(records_of, title):
    records = records_of([[title], *SEXES_BY_QUARTER], merges=("A2:A3", "B2:D2", "E2:G2"))
    assert people(records) == {
        ("KG-O", "2019Q1", "female"): 100,
        ("KG-O", "2019Q1", "male"): 50,
        ("KG-O", "2019Q2", "female"): 80,
        ("KG-O", "2019Q2", "male"): 40,
        ("KG-GO", "2019Q1", "female"): 60,
        ("KG-GO", "2019Q1", "male"): 40,
        ("KG-GO", "2019Q2", "female"): 70,
        ("KG-GO", "2019Q2", "male"): 30,
        ("KG-GO", "2019Q2", "unknown"): 5,
    }
    assert cells(records, "R01") == ["G5"]
    assert cells(records, "F08") == ["6:6"]


def test_the_name_of_a_sheet_says_what_is_counted(records_of):
    records = records_of(("Число мероприятий", SEXES_BY_QUARTER_OF_EVENTS), name="CSO-02 2019.xlsx")
    assert records.activities.groupby(["province", "period"])["n_events"].sum().to_dict() == {
        ("KG-T", "2019Q1"): 1,
        ("KG-T", "2019Q2"): 2,
        ("KG-B", "2019Q1"): 3,
        ("KG-B", "2019Q2"): 4,
    }


SEXES_BY_QUARTER_OF_EVENTS = [
    ["Область", "1 квартал", "2 квартал"],
    ["Таласская область", 1, 2],
    ["Баткенская область", 3, 4],
]


def test_a_title_that_counts_victims_or_several_things_counts_no_participants(records_of):
    for title in ("Количество пострадавших лиц по регионам", "Количество мероприятий и участников"):
        records = records_of([[f"CSO-02. {title}, 2019"], *SEXES_BY_QUARTER_OF_EVENTS])
        assert records.participants.empty
        assert records.activities.empty or records.activities["participants_total"].isna().all()


def test_a_table_whose_measure_stays_unknown_is_labelled_by_its_title_and_never_by_its_total(records_of):
    grid = [*SEXES_BY_QUARTER_OF_EVENTS, ["Итого", 4, 6]]
    records = records_of([["CSO-02. Уровень осведомленности, 2019"], *grid])
    assert set(records.figures["measure_label"]) == {"CSO-02. Уровень осведомленности, 2019"}
    assert "measure_unknown" in set(records.issues["rule"])


def test_a_province_stands_in_the_name_of_each_sheet(records_of):
    head = ["CSO-02. Количество участников, 2 квартал 2019"]
    records = records_of(
        ("Чуйская область", [head, BY_SEX, ["тренинг", 10, 5], ["акция", 20, 10]]),
        ("Талас", [head, BY_SEX, ["тренинг", 1, 2], ["акция", 3, 4]]),
    )
    assert people(records) == {
        ("KG-C", "2019Q2", "female"): 30,
        ("KG-C", "2019Q2", "male"): 15,
        ("KG-T", "2019Q2", "female"): 4,
        ("KG-T", "2019Q2", "male"): 6,
    }
    assert len(cells(records, "F03", "title or the sheet's name")) == 2


def test_a_province_stands_above_each_block(records_of):
    blocks = [["CSO-03. Количество участников мероприятий за 2 квартал 2019"], []]
    for place, (women, men) in {"Ошская область": (5, 6), "Нарынская область": (7, 8)}.items():
        blocks += [[place], BY_SEX, ["семинар", women, men], ["акция", 1, 1], []]
    assert people(records_of(blocks)) == {
        ("KG-O", "2019Q2", "female"): 6,
        ("KG-O", "2019Q2", "male"): 7,
        ("KG-N", "2019Q2", "female"): 8,
        ("KG-N", "2019Q2", "male"): 9,
    }


def test_a_list_takes_the_province_of_its_title_where_it_has_no_column_of_places(records_of):
    rows = [["Дата", "Мероприятие", "Участников"], ["12.04.2019", "тренинг", 20], ["15.05.2019", "акция", 30]]
    records = records_of([["CSO-03. Нарынская область, 2 квартал 2019"], *rows])
    assert records.activities["province"].tolist() == ["KG-N", "KG-N"]
    assert cells(records, "F03") == ["A3"]


def test_kinds_of_activities_in_words_of_their_own_and_subtotals_of_rayons(records_of):
    kinds = [["Вид", "1 кв.", "2 кв."], ["тренинги", 1, 2], ["флешмобы и акции", 3, 4], ["хакатоны", 5, 6]]
    records = records_of([["CSO-09. Чуйская область. Количество мероприятий по кварталам 2019 года"], *kinds])
    assert records.activities.groupby("activity_type")["n_events"].sum().to_dict() == {
        "training_officials": 3,
        "campaign": 7,
        "unknown": 11,
    }
    assert cells(records, "F06") == ["5:5"]
    assert records.questions["subject"].tolist() == ["хакатоны"]
    rayons = [
        ["CSO-07. Охват участников по районам, 2 квартал 2019"],
        ["Район", "Женщины", "Мужчины"],
        ["Аламудунский район", 1, 2],
        ["Сокулукский район", 3, 4],
        ["Итого Чуйская область", 4, 6],
        ["Ноокенский район", 5, 5],
        ["Итого Джалал-Абадская область", 5, 5],
    ]
    records = records_of(rayons)
    assert people(records)["KG-C", "2019Q2", "female"] == 4
    assert people(records)["KG-J", "2019Q2", "male"] == 5
    assert records.submissions["rows_total"].tolist() == [2]


def test_half_years_are_named_as_too_long_for_a_quarter(records_of):
    grid = [["Область", "1 полугодие", "2 полугодие"], ["Ошская", 1, 2], ["Таласская", 3, 4]]
    records = records_of([["CSO-12. Количество мероприятий за 2019 год"], *grid])
    assert records.activities.empty
    assert cells(records, "F02", "2019H2") == ["C3", "C4"]


def test_calls_by_month_and_sex_need_no_province(records_of):
    grid = [["Месяц", "ж", "м", "всего"], ["январь", 5, 6, 11], ["февраль", 7, 8, 15], ["Итого", 12, 14, 26]]
    records = records_of([["CSO-10. Количество звонков на горячую линию, 2019"], *grid])
    assert records.hotline.groupby("period")["calls_total"].sum().to_dict() == {"2019-01": 11, "2019-02": 15}


@pytest.mark.parametrize("header", ["Проведено мероприятий", "Мероприятия", "Activities held"])
def test_a_column_of_numbers_under_a_name_of_events_counts_them(records_of, header):
    grid = [
        ["Область", header, "Охвачено человек"],
        ["Чуйская", 3, 60],
        ["Таласская", 2, 30],
        ["Итого", 5, 90],
    ]
    records = records_of([["CSO-05. Информация за 2 квартал 2019 года"], *grid])
    assert records.activities["n_events"].tolist() == [3, 2]
    assert records.activities["participants_total"].tolist() == [60, 30]


def test_of_which_women_is_a_part_and_no_total(records_of):
    head = ["Область", "Число мероприятий", "Охвачено человек", "в т.ч. женщин", "из них мужчин"]
    grid = [head, ["Чуйская", 3, 60, 40, 20], ["Таласская", 2, 30, 20, 10], ["Итого", 5, 90, 60, 30]]
    records = records_of([["CSO-05. Информация за 2 квартал 2019 года"], *grid])
    assert people(records)["KG-C", "2019Q2", "female"] == 40
    assert people(records)["KG-T", "2019Q2", "male"] == 10


def test_a_list_of_events_without_dates_has_one_event_a_row(records_of):
    rows = [["Область", "Мероприятие", "Женщины", "Мужчины"], ["Ошская", "Тренинг для учителей", 10, 5]]
    records = records_of([["CSO-02. Отчет за 2 квартал 2019"], *rows, ["Чуйская", "Акция", 1, 2]])
    events = records.activities[["province", "activity_type", "n_events", "participants_total"]]
    assert events.values.tolist() == [
        ["KG-O", "training_officials", 1, 15],
        ["KG-C", "campaign", 1, 3],
    ]


MONTHS_BELOW_EACH_OTHER = [
    ["Айлар", "Иш-чаралардын саны", "Катышуучулар"],
    ["Январь", 2, 40],
    ["Февраль", 1, 20],
    ["Март", 0, 0],
    ["1-чейрек", 3, 60],
    ["Апрель", "-", "-"],
    ["Май", "-", "-"],
    ["Июнь", 1, 15],
    ["2-чейрек", 1, 15],
    ["Жарым жылдык", 4, 75],
]


def test_a_quarter_and_a_half_year_below_their_months_count_nothing_again(records_of):
    records = records_of(
        [["SYNTHETIC, 2020-жылдын 1-жарым жылдыгы"], *MONTHS_BELOW_EACH_OTHER],
        name="CSO-09 2020.xlsx",
    )
    events = records.activities.groupby("period")[["n_events", "participants_total"]].sum()
    assert events.values.tolist() == [[3, 60], [1, 15]]
    assert records.figures.empty
    assert cells(records, "F08") == ["6:6", "10:10", "11:11"]
    account = records.submissions.iloc[0]
    assert account[["rows_recorded", "rows_total", "rows_set_aside"]].tolist() == [6, 3, 0]


def test_a_quarter_that_holds_more_than_its_only_month_counts_itself(records_of):
    grid = [MONTHS_BELOW_EACH_OTHER[0], ["Март", 1, 20], ["1-чейрек", 3, 60], ["2-чейрек", 1, 15]]
    records = records_of([["SYNTHETIC, 2020-жыл"], *grid], name="CSO-09 2020.xlsx")
    assert records.activities.groupby("period")["participants_total"].sum().to_dict() == {
        "2020Q1": 60,
        "2020Q2": 15,
    }
    assert cells(records, "F08", "part of row 4") == ["3:3"]


def test_of_planned_done_and_percent_what_was_done_counts_as_the_rows_say(records_of):
    grid = [
        ["Вид деятельности", "Ед. изм.", "План", "Факт", "%"],
        ["Семинары", "меропр.", 4, 3, 75],
        ["Участники встреч", "чел.", 100, 84, 84],
        ["Буклеты", "шт.", 500, 450, 90],
    ]
    records = records_of([["SYNTHETIC, 3 кв. 2019"], *grid], name="CSO-13.xlsx")
    assert records.activities["n_events"].dropna().tolist() == [3]
    assert records.activities["materials_n"].dropna().tolist() == [450]
    assert records.activities["participants_total"].dropna().tolist() == [84]


def test_rows_that_count_participants_of_a_kind_say_the_kind(records_of):
    grid = [
        ["Показатели", "Ак-Суу", None, "Тюп", None, "ИТОГО", None],
        [None, "ж", "м", "ж", "м", "ж", "м"],
        ["Участники семинаров", 12, 8, 10, 5, 22, 13],
        ["Участники лекций в школах", 40, 35, 30, 28, 70, 63],
        ["Получили консультации", 5, 2, 3, 1, 8, 3],
    ]
    merges = ("A2:A3", "B2:C2", "D2:E2", "F2:G2")
    records = records_of([["SYNTHETIC, 1 кв. 2020"], *grid], merges=merges, name="CSO-22.xlsx")
    people = records.activities.groupby("activity_type")["participants_total"].sum().to_dict()
    assert people == {"training_officials": 35, "school_session": 133, "consultation": 11}
    assert records.activities["district"].nunique() == 2


@pytest.mark.parametrize("parts", [("жен", "муж"), ("взрослые", "дети")])
@pytest.mark.parametrize("heads", [("Семинары", "Круглые столы"), ("Июль", "Август")])
@pytest.mark.parametrize("total", ["Всего", "Баары", "Всего участников"])
def test_a_total_beside_parts_of_kinds_or_months_counts_nobody_again(records_of, heads, parts, total):
    grid = [
        ["CSO-09. Участники мероприятий, 3 квартал 2019"],
        ["Район", heads[0], None, heads[1], None, total],
        [None, *parts, *parts, None],
        ["Сузак", 20, 10, 5, 6, 41],
        ["Ноокен", 15, 12, 0, 0, 28],
    ]
    records = records_of(grid, merges=("A2:A3", "B2:C2", "D2:E2", "F2:F3"))
    assert sorted(records.activities["participants_total"]) == [0, 11, 27, 30]
    assert cells(records, "F08", "sums up") == ["F4"]
    assert cells(records, "F08", "28") == ["F5"]
