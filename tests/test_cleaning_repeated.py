"""What stands in two tables of an organization counts once; several numbers in one cell are read as their header names them."""

import pandas as pd
import pytest
from openpyxl import Workbook

import ctip_analysis as ctip


@pytest.fixture
def clean(records_of_books):
    """Give the records of workbooks of sheets, each by its name."""

    def run(books, **options):
        written = {f"{name}.xlsx": list(sheets.items()) for name, sheets in books.items()}
        return records_of_books(written, **options)

    return run


TITLE = ["SYNTHETIC Сонун Доор, 4 квартал 2019"]
TRAININGS = [
    TITLE,
    ["Дата", "Тема", "Место", "Участников", "Ж", "М"],
    ["10.10.2019", "Идентификация жертв", "Сузак", 20, 12, 8],
    ["15.11.2019", "Перенаправление", "Аксы", 18, 10, 8],
]
ALL = [
    TITLE,
    ["Дата", "Мероприятие", "Место", "Участников", "Ж", "М"],
    ["10.10.2019", 'Тренинг "Идентификация жертв"', "Сузак", 20, 12, 8],
    ["25.10.2019", "Круглый стол", "Ноокен", 15, 7, 8],
    ["15.11.2019", 'Тренинг "Перенаправление"', "Аксы", 18, 10, 8],
]
UNDATED = [
    TITLE,
    ["Район", "Мероприятие", "Участников", "Женщин", "Мужчин"],
    ["Сузак", "Семинар", 20, 12, 8],
    ["Аксы", "Акция", 90, 50, 40],
]
AGAIN = [
    TITLE,
    ["№", "Вид мероприятия", "Район", "Ж", "М", "Всего"],
    [1, "Акция", "Аксы", 50, 40, 90],
    [2, "Семинар", "Сузак", 12, 8, 20],
]


def count(records):
    counted = records.activities[records.activities["status"].eq("completed")]
    return len(counted), counted["participants_total"].sum()


def list_rules(records, rule):
    return records.issues.loc[records.issues["rule"].eq(rule), ["sheet", "cell"]].values.tolist()


def test_an_event_on_two_sheets_counts_once_and_is_said(clean):
    records = clean({"Сонун Доор 4 кв 2019": {"Тренинги": TRAININGS, "Все": ALL}})
    assert count(records) == (3, 53)
    people = records.participants
    assert people.loc[people["status"].eq("completed"), "n"].sum() == 53
    assert len(list_rules(records, "same_event")) == 2


LIST_HEAD = ["Дата", "Мероприятие", "Район", "Всего", "Ж", "М"]
FIRST = [
    ["SYNTHETIC Сонун Доор, 1 квартал 2019"],
    LIST_HEAD,
    ["20.01.2019", "Семинар", "Сузак", 25, 20, 5],
    ["21.02.2019", "Семинар", "Аксы", 22, 15, 7],
]
REVISED = [
    ["SYNTHETIC Сонун Доор, 1 квартал 2019"],
    LIST_HEAD,
    ["20.01.2019", "Семинар", "Сузак", 28, 22, 6],
    ["21.02.2019", "Семинар", "Аксы", 22, 15, 7],
]
SECOND = [
    ["SYNTHETIC Сонун Доор, 2 квартал 2019"],
    LIST_HEAD,
    ["20.04.2019", "Семинар", "Сузак", 30, 20, 10],
]
IN_ENGLISH = [
    ["SYNTHETIC Sonun Door, Q1 2019"],
    ["Date", "Activity", "District", "Total", "Women", "Men"],
    ["2019-01-20", "Seminar", "Suzak", 28, 22, 6],
    ["2019-02-21", "Seminar", "Aksy", 22, 15, 7],
    ["2019-03-01", "Campaign", "Aksy", 90, 50, 40],
]


@pytest.mark.parametrize("sheet", ["1 квартал (уточн.)", "1 квартал"])
def test_a_sheet_of_the_next_report_that_revises_a_quarter_counts_for_it(clean, sheet):
    later = {"2 квартал": SECOND, sheet: REVISED}
    records = clean({"Сонун Доор 1 кв 2019": {"Лист1": FIRST}, "Сонун Доор 2 кв 2019": later})
    assert count(records) == (3, 28 + 22 + 30)
    assert list_rules(records, "P08") == [["Лист1", "3:3"]]
    assert len(records.questions) == 1


def test_a_report_again_in_another_language_counts_once_with_its_corrections(clean):
    books = {"Сонун Доор 1 кв 2019": {"Лист1": FIRST}, "Sonun Door Q1 2019 v2": {"Q1": IN_ENGLISH}}
    records = clean(books)
    assert count(records) == (3, 28 + 22 + 90)
    counted = records.activities["status"].eq("completed")
    assert records.activities.loc[counted, "source_sheet"].unique().tolist() == ["Q1"]
    answers = records.questions.assign(answer="no")
    assert count(clean(books, decisions=answers)) == (5, 28 + 22 + 90 + 25 + 22)


def test_a_draft_of_a_list_counts_for_nothing(clean):
    draft = [REVISED[0], LIST_HEAD, ["20.01.2019", "Семинар", "Сузак", 12, 7, 5]]
    assert count(clean({"Сонун Доор 1 кв 2019": {"Черновик": draft, "Отчет": FIRST}})) == (2, 47)


def test_a_hidden_sheet_gives_way_to_one_that_is_shown(tmp_path, definitions):
    workbook = Workbook()
    for title, people in (("Отчет", 20), ("А", 18)):
        sheet = workbook.create_sheet(title)
        for row in [FIRST[0], LIST_HEAD, ["20.01.2019", "Семинар", "Сузак", people, 12, people - 12]]:
            sheet.append(row)
    workbook["А"].sheet_state = "hidden"
    workbook.remove(workbook.worksheets[0])
    workbook.save(tmp_path / "Сонун Доор 1 кв 2019.xlsx")
    assert count(ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)) == (1, 20)


def test_events_of_one_day_on_two_sheets_with_nothing_else_in_common_count_both(clean):
    other = [FIRST[0], LIST_HEAD, ["20.01.2019", "Семинар", "Сузак", 60, 30, 30]]
    assert count(clean({"Сонун Доор 1 кв 2019": {"А": FIRST, "Б": other}})) == (3, 107)


def summary(*rows):
    head = ["Квартал", "Мероприятий", "Участников", "Ж", "М"]
    return [["SYNTHETIC Сонун Доор, годовой отчет за 2019 год"], head, *rows]


def test_a_year_by_quarters_counts_only_for_those_without_lists(clean):
    year = summary([1, 2, 47, 35, 12], [2, 1, 30, 20, 10], [3, 2, 40, 20, 20])
    books = {"Сонун Доор 1 кв 2019": {"Л": FIRST}, "Сонун Доор 2 кв 2019": {"Л": SECOND}}
    records = clean(books | {"Сонун Доор 2019 год": {"Год": year}})
    counted = records.activities[records.activities["status"].eq("completed")]
    assert counted["participants_total"].sum() == 47 + 30 + 40
    assert list_rules(records, "same_event") == [["Год", "3:3"], ["Год", "4:4"]]


def test_a_year_that_states_other_numbers_than_the_lists_is_told_of_both(clean):
    year = summary([1, 2, 49, 36, 13], [2, 1, 35, 20, 15])
    books = {"Сонун Доор 1 кв 2019": {"Л": FIRST}, "Сонун Доор 2 кв 2019": {"Л": SECOND}}
    records = clean(books | {"Сонун Доор 2019 год": {"Год": year}})
    assert count(records) == (3, 77)
    told = records.issues[records.issues["rule"].eq("F08")]
    assert told["cell"].tolist() == ["3:3", "4:4"]
    assert "49" in told["message"].iloc[0]
    assert "47" in told["message"].iloc[0]


def test_an_event_that_a_person_calls_another_counts(clean):
    books = {"Сонун Доор 4 кв 2019": {"Тренинги": TRAININGS, "Все": ALL}}
    asked = clean(books).questions
    asked = asked[asked["question"].eq("duplicate")]
    assert len(asked) == 1
    assert count(clean(books, decisions=asked.assign(answer="нет"))) == (5, 91)


def test_another_event_of_the_same_day_and_size_counts(clean):
    other = [*TRAININGS[:2], ["10.10.2019", "Безопасная миграция", "Сузак", 20, 12, 8]]
    records = clean({"Сонун Доор 4 кв 2019": {"Тренинги": TRAININGS, "Еще": other}})
    assert count(records) == (3, 58)
    assert list_rules(records, "same_event") == []


@pytest.mark.parametrize("is_one_file", [True, False])
def test_two_lists_without_dates_of_the_same_events_count_once(clean, is_one_file):
    names = ("a", "b") if is_one_file else ("Лист1", "Лист1")
    books = (
        {"Сонун Доор 4 кв 2019": dict(zip(names, (UNDATED, AGAIN), strict=True))}
        if is_one_file
        else {"Сонун Доор 4 кв 2019": {"Л": UNDATED}, "Сонун Доор виды 4 кв 2019": {"Л": AGAIN}}
    )
    records = clean(books)
    assert count(records) == (2, 110)
    assert len(list_rules(records, "same_event")) == 2


def test_a_list_without_dates_with_an_event_of_its_own_counts(clean):
    other = [*AGAIN, [3, "Круглый стол", "Ноокен", 7, 8, 15]]
    more = [*UNDATED, ["Аксы", "Семинар", 33, 20, 13]]
    records = clean({"Сонун Доор 4 кв 2019": {"a": more, "b": other}})
    assert count(records) == (6, 110 + 33 + 110 + 15)


def test_a_summary_by_district_in_another_file_counts_once(clean):
    districts = [
        TITLE,
        ["Район", "Мероприятий", "Участников", "Женщин", "Мужчин"],
        ["Сузак", 1, 20, 12, 8],
        ["Ноокен", 1, 15, 7, 8],
        ["Аксы", 1, 18, 10, 8],
    ]
    records = clean({"Сонун Доор 4 кв 2019": {"Л": ALL}, "Сонун Доор районы 4 кв 2019": {"Л": districts}})
    assert count(records) == (3, 53)


def test_the_name_of_a_sheet_that_names_somebody_is_in_no_message(clean):
    records = clean({"Сонун Доор 4 кв 2019": {"Тренинги": TRAININGS, "Асанова Айнура": ALL}})
    assert len(list_rules(records, "same_event")) == 2
    assert not records.issues.astype(str).apply(lambda own: own.str.contains("Асанова|Айнура")).any(axis=None)


def by_sex(records):
    people = records.participants.groupby(["source_row", "sex"])["n"].sum()
    return {key: int(n) for key, n in people.items()}


def test_numbers_parted_by_a_slash_are_read_as_their_header_names_them(clean):
    rows = [
        ["SYNTHETIC Ак Жол, 2 квартал 2019"],
        ["Дата", "Район", "Мероприятие", "Участники (ж/м)", "Всего"],
        ["10.04.2019", "Алай", "Семинар", "12/8", 20],
        ["10.05.2019", "Узген", "Акция", "10 ж, 5 м", 15],
        ["10.06.2019", "Ноокат", "Круглый стол", "- / 40", 40],
        ["11.06.2019", "Ноокат", "Семинар", 30, 30],
    ]
    records = clean({"Ак Жол 2 кв 2019": {"Л": rows}})
    assert records.activities["participants_total"].tolist() == [20, 15, 40, 30]
    assert by_sex(records) == {
        (3, "female"): 12, (3, "male"): 8, (4, "female"): 10, (4, "male"): 5, (5, "female"): 0, (5, "male"): 40,
        (6, "unknown"): 30,
    }  # fmt: skip
    assert list_rules(records, "F05") == [["Л", "D6"]]


def test_a_date_whose_header_spells_its_order_is_one_date(clean):
    rows = [
        ["SYNTHETIC Jash Kanat, quarter 2 of 2020"],
        ["Date (DD/MM/YYYY)", "District", "Activity type", "Participants"],
        ["05/04/2020", "Alay", "Webinar", 35],
        ["30/06/2020", "Alay", "Seminar", 12],
    ]
    assert clean({"Jash Kanat Q2 2020": {"R": rows}}).activities["date"].tolist() == [
        "2020-04-05",
        "2020-06-30",
    ]


def test_numbers_of_one_thing_parted_by_a_slash_are_its_parts(clean):
    rows = [
        ["SYNTHETIC Эне Керези, 3 квартал 2020"],
        ["Дата", "Район", "Вид", "Всего", "Роздано материалов (брошюры/плакаты)"],
        ["03.07.2020", "Алай", "Семинар", 30, "30/5"],
        ["08.09.2020", "Алай", "Семинар", 25, "25/0"],
        ["09.09.2020", "Алай", "Семинар", 25, "-"],
    ]
    events = clean({"Эне Керези 3 кв 2020": {"Л": rows}}).activities
    assert events["materials_n"].tolist() == [35, 25, 0]


def test_a_row_that_counts_all_above_its_parts_is_no_total_of_other_rows(clean):
    rows = [
        ["SYNTHETIC Zholdosh, Osh city, quarter 4 of 2019"],
        ["Indicator", "Oct", "Nov", "Dec"],
        ["Incoming calls", 40, 35, 50],
        ["of which women", 25, 20, 30],
        ["of which men", 15, 15, 20],
        ["Calls on trafficking", 4, 3, 6],
    ]
    records = clean({"Zholdosh Q4 2019": {"Calls": rows}})
    assert records.hotline["calls_total"].sum() == 125
    assert records.hotline["calls_relevant"].sum() == 13
    assert list_rules(records, "F08") == []


def test_two_counts_in_each_cell_are_those_of_the_title(clean):
    rows = [
        ["SYNTHETIC Ала Бел"],
        ["Проведено мероприятий / охвачено людей, 2019 год"],
        ["Район", "I кв.", "II кв."],
        ["Ак-Суйский", "2/45", "1/20"],
        ["Тюпский", "1/30", "-"],
        ["Итого", "3/75", "1/20"],
    ]
    events = clean({"Ала Бел 2019": {"Л": rows}}).activities
    counts = events[["source_row", "period", "n_events", "participants_total"]].values.tolist()
    assert counts == [[4, "2019Q1", 2, 45], [4, "2019Q2", 1, 20], [5, "2019Q1", 1, 30], [5, "2019Q2", 0, 0]]


def test_girls_and_boys_beside_grown_women_and_men_are_all_the_others_where_the_total_shows_it(clean):
    rows = [
        ["SYNTHETIC Улут Келечеги, 2 квартал 2019"],
        ["Дата", "Вид", "Место", "Девушки", "Юноши", "Взрослые женщины", "Взрослые мужчины", "Всего"],
        ["10.04.2019", "Форум-театр", "г. Бишкек", 20, 15, 5, 2, 42],
    ]
    records = clean({"Улут Келечеги 2 кв 2019": {"Л": rows}})
    assert by_sex(records) == {(3, "female"): 25, (3, "male"): 17}


def test_services_that_are_ticked_or_dated_in_columns_of_their_own_are_services(clean):
    rows = [
        ["SYNTHETIC Нур Булак, 1 квартал 2020"],
        ["Код случая", "Дата обращения", "Пол", "Вид эксплуатации", "Услуги", None, None],
        [None, None, None, None, "Психолог", "Юрист", "Приют"],
        ["НБ-01", "14.01.2020", "ж", "сексуальная", "16.01.2020", "да", "нет"],
        ["НБ-02", "20.02.2020", "м", "трудовая", None, "-", "+"],
    ]
    services = clean({"Нур Булак 1 кв 2020": {"Реестр": rows}}).services
    told = services[["source_row", "service_type", "start"]].values.tolist()
    assert sorted(told) == [
        [4, "legal", "2020-01-14"],
        [4, "psychological", "2020-01-16"],
        [5, "shelter", "2020-02-20"],
    ]


def test_places_of_a_shelter_never_add_up_to_a_total(clean):
    rows = [
        ["SYNTHETIC Колдоо Борбору, 1 квартал 2019"],
        ["Месяц", "Вместимость (мест)", "Заселено (чел.)", "Койко-дней"],
        ["Январь", 12, 3, 64],
        ["Февраль", 12, 2, 28],
        ["Итого", 12, 5, 92],
    ]
    records = clean({"Колдоо Борбору приют 1 кв 2019": {"Приют": rows}})
    assert records.shelters["nights"].tolist() == [64, 28]
    stated = records.issues[records.issues["rule"].eq("F08")]
    assert stated["severity"].eq("info").all()
    assert pd.notna(records.shelters["beds"]).all()


def list_plan(records):
    figures = records.figures
    return sorted(figures[["source_row", "measure", "value"]].values.tolist())


def test_expected_results_of_a_plan_are_no_results(clean):
    rows = [
        ["SYNTHETIC Birim Kol, отчёт по плану за 2 полугодие 2020"],
        ["№", "Мера", "Срок", "Ответственные", "Ожидаемые результаты", "Исполнение"],
        [1, "Информационные кампании", "III кв.", "НПО", 50, 4],
        [2, "Обучение специалистов", "IV кв.", "НПО", 20, 1],
    ]
    records = clean({"Birim Kol план 2020 H2": {"План": rows}})
    assert list_plan(records) == [
        [3, "plan_measure_done", 4],
        [3, "plan_measure_target", 50],
        [4, "plan_measure_done", 1],
        [4, "plan_measure_target", 20],
    ]


def test_a_donors_table_of_indicators_gives_what_was_achieved_in_the_period(clean):
    rows = [
        ["SYNTHETIC Bereke, Q1 2020"],
        [
            "Indicator #",
            "Indicator",
            "Unit",
            "Annual target",
            "Achieved this quarter",
            "Achieved to date (cumulative)",
        ],
        ["1.1", "People reached", "persons", 1000, 230, 430],
        ["1.2", "Trainings held", "events", 10, 3, 5],
    ]
    records = clean({"Bereke PMP 2020 Q1": {"PMP": rows}})
    assert list_plan(records) == [
        [3, "plan_measure_done", 230],
        [3, "plan_measure_target", 1000],
        [4, "plan_measure_done", 3],
        [4, "plan_measure_target", 10],
    ]
    assert "P03" in set(records.issues["rule"])


def test_a_verdict_is_a_stage_and_a_registration_alone_tells_the_quarter(clean):
    rows = [
        ["SYNTHETIC Чуйская правовая клиника, 2 полугодие 2019"],
        ["№ ЕРПП", "Дата регистрации", "Квалификация", "Ход расследования", "Дата решения"],
        ["05-1", "04.07.2019", "ст.171 ч.2 УК КР", "направлено в суд", "15.10.2019"],
        ["05-2", "01.10.2019", "ст. 171", "расследование", None],
    ]
    proceedings = clean({"Чуйская правовая клиника дела 2019 H2": {"Дела": rows}}).proceedings
    told = proceedings[["source_row", "article", "stage", "date", "period"]].values.tolist()
    assert [3, "171", "sent_to_court", "2019-10-15", "2019Q4"] in told
    assert [3, "171", "registered", "2019-07-04", "2019Q3"] in told
    assert [4, "171", "investigation", "", "2019Q4"] in told
    assert [4, "171", "registered", "2019-10-01", "2019Q4"] in told


def test_the_term_of_an_agreement_is_no_impossible_date(clean):
    rows = [
        ["SYNTHETIC Талас Умут: реестр соглашений о сотрудничестве, 1 квартал 2019"],
        ["№", "С кем заключен", "Вид документа", "Дата подписания", "Срок действия"],
        [1, "РОВД", "меморандум", "12.02.2019", "до 31.12.2020"],
        [2, "Айыл өкмөтү", "меморандум", "13.02.2019", "2 года"],
        [3, "РУО", "меморандум", "14.02.2019", "бессрочный"],
    ]
    records = clean({"Талас Умут соглашения 1 кв 2019": {"МОВ": rows}})
    assert records.partnerships["kind"].tolist() == ["mou", "mou", "mou"]
    assert records.partnerships["valid_to"].tolist() == ["2020-12-31", "", ""]
    assert "blocking" not in set(records.issues["severity"])
