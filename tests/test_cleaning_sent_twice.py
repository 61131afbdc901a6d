"""Calls, places, services, proceedings, partnerships and figures that two files of an organization tell count once, and it is said."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


@pytest.fixture
def clean(tmp_path, definitions):
    def run(books, **options):
        for name, rows in books.items():
            write_xlsx(tmp_path / f"{name}.xlsx", rows)
        return ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32, **options)

    return run


def list_calls(title, head, months, last):
    rows = [[40, 5], [50, 6], last]
    return [[title], head, *([month, *row] for month, row in zip(months, rows, strict=True))]


RUSSIAN = ("SYNTHETIC Жолдош, горячая линия, 2 квартал 2019", ["Месяц", "Всего звонков", "Из них по ТЛ"])
ENGLISH = ("SYNTHETIC Zholdosh hotline, Q2 2019", ["Month", "Total calls", "Relevant calls"])
MONTHS, ENGLISH_MONTHS = ["Апрель", "Май", "Июнь"], ["April", "May", "June"]


def list_said(records):
    is_own = records.issues["rule"].isin(["same_event", "P08"])
    return records.issues.loc[is_own, ["rule", "cell"]].values.tolist()


def test_calls_sent_again_in_another_language_count_once(clean):
    books = {
        "Жолдош 2 кв 2019": list_calls(*RUSSIAN, MONTHS, [60, 7]),
        "Zholdosh Q2 2019": list_calls(*ENGLISH, ENGLISH_MONTHS, [60, 7]),
    }
    records = clean(books)
    assert records.hotline["calls_total"].sum() == 40 + 50 + 60
    assert records.hotline["calls_relevant"].sum() == 5 + 6 + 7
    assert list_said(records) == [["same_event", f"{row}:{row}"] for row in (3, 4, 5)]
    assert records.questions["question"].tolist() == ["duplicate"]
    accounts = records.submissions.set_index("period")
    assert not accounts["fate"].eq("rejected").any()
    parts = ["rows_recorded", "rows_total", "rows_note", "rows_blank", "rows_set_aside"]
    assert (accounts[parts].sum(axis=1) == accounts["rows_seen"]).all()
    again = clean(books, decisions=records.questions.assign(answer="no"))
    assert again.hotline["calls_total"].sum() == 2 * (40 + 50 + 60)


def test_calls_of_a_later_version_count_with_its_numbers(clean):
    books = {
        "Жолдош 2 кв 2019": list_calls(*RUSSIAN, MONTHS, [60, 7]),
        "Zholdosh Q2 2019 v2": list_calls(*ENGLISH, ENGLISH_MONTHS, [90, 9]),
    }
    records = clean(books)
    assert records.hotline["calls_total"].sum() == 40 + 50 + 90
    assert list_said(records) == [["same_event", "3:3"], ["same_event", "4:4"], ["P08", "5:5"]]


def test_calls_of_two_lines_that_differ_all_count(clean):
    books = {
        "Жолдош 2 кв 2019 а": list_calls(*RUSSIAN, MONTHS, [60, 7]),
        "Жолдош 2 кв 2019 б": [[RUSSIAN[0]], RUSSIAN[1], ["Апрель", 4, 1], ["Май", 9, 2], ["Июнь", 2, 0]],
    }
    records = clean(books)
    assert records.hotline["calls_total"].sum() == 40 + 50 + 60 + 4 + 9 + 2
    assert list_said(records) == []


def list_places(title, head, *rows):
    return [[title], head, *rows]


def test_nights_of_a_shelter_sent_twice_count_once_and_those_of_two_months_both(clean):
    head = ["Месяц", "Вместимость (мест)", "Койко-дней"]
    english = ["Month", "Beds", "Bed-days"]
    title = "SYNTHETIC Колдоо Борбору, {}"
    books = {
        "Колдоо Борбору 1 кв 2019": list_places(
            title.format("1 квартал 2019"), head, ["Январь", 12, 64], ["Февраль", 12, 28]
        ),
        "Koldoo Borboru Q1 2019": list_places(
            "SYNTHETIC Koldoo Borboru, Q1 2019", english, ["January", 12, 64], ["February", 12, 28]
        ),
        "Колдоо Борбору апрель 2019": list_places(title.format("апрель 2019"), head[1:], [12, 30]),
        "Koldoo Borboru May 2019": list_places("SYNTHETIC Koldoo Borboru, May 2019", english[1:], [12, 30]),
    }
    records = clean(books)
    assert records.shelters.groupby("period")["nights"].sum().to_dict() == {"2019Q1": 92, "2019Q2": 60}


def test_services_and_proceedings_sent_again_in_another_language_count_once(clean):
    books = {
        "Нур Булак услуги 1 кв 2020": [
            ["SYNTHETIC Нур Булак, 1 квартал 2020"],
            ["Код случая", "Дата", "Услуга"],
            ["НБ-01", "14.01.2020", "психолог"],
            ["НБ-02", "20.02.2020", "юрист"],
            ["НБ-02", "25.02.2020", "юрист"],
        ],
        "Nur Bulak services Q1 2020": [
            ["SYNTHETIC Nur Bulak, Q1 2020"],
            ["Case code", "Date", "Service"],
            ["НБ-01", "2020-01-14", "psychological"],
            ["НБ-02", "2020-02-20", "legal"],
        ],
        "Нур Булак дела 1 кв 2020": [
            ["SYNTHETIC Нур Булак, 1 квартал 2020"],
            ["Номер дела", "Дата", "Статья УК", "Стадия", "Кол-во лиц"],
            ["Д-1", "14.01.2020", "171", "возбуждено", 1],
        ],
        "Nur Bulak trials Q1 2020": [
            ["SYNTHETIC Nur Bulak, Q1 2020"],
            ["Case No", "Date", "Article", "Stage", "Persons"],
            ["Д-1", "2020-01-14", "171", "case opened", 1],
        ],
    }
    records = clean(books)
    assert sorted(records.services["start"]) == ["2020-01-14", "2020-02-20", "2020-02-25"]
    assert records.proceedings["persons_n"].tolist() == [1]


def test_figures_sent_again_in_another_language_count_once_and_one_like_number_alone_proves_nothing(clean):
    russian = [
        ["SYNTHETIC Нур Булак, количество жертв торговли людьми, 1 квартал 2020"],
        ["Вид эксплуатации", "Женщины", "Мужчины"],
        ["Сексуальная эксплуатация", 5, 1],
        ["Трудовая эксплуатация", 2, 7],
    ]
    english = [
        ["SYNTHETIC Nur Bulak, number of victims of trafficking, Q1 2020"],
        ["Form of exploitation", "Women", "Men"],
        ["Sexual exploitation", 5, 1],
        ["Forced labour", 2, 7],
    ]
    records = clean({"Нур Булак 1 кв 2020": russian, "Nur Bulak Q1 2020": english})
    assert sorted(records.figures["value"]) == [1, 2, 5, 7]
    other = [*english[:2], ["Sexual exploitation", 5, 3], ["Forced labour", 11, 0]]
    records = clean({"Нур Булак 1 кв 2020": russian, "Nur Bulak Q1 2020": other})
    assert sorted(records.figures["value"]) == [0, 1, 2, 3, 5, 5, 7, 11]


def test_what_stands_beside_an_event_that_counts_elsewhere_goes_with_it(clean):
    title, head = (
        "SYNTHETIC Сонун Доор, 4 квартал 2019",
        ["Дата", "Тема", "Место", "Участников", "Ж", "М", "Дети"],
    )
    rows = [["10.10.2019", "Семинар", "Сузак", 20, 12, 8, 3], ["15.11.2019", "Акция", "Аксы", 18, 10, 8, 4]]
    once = clean({"Сонун Доор 4 кв 2019": [[title], head, *rows]}).figures
    english = ["Date", "Topic", "Place", "Participants", "F", "M", "Children"]
    own = [["2019-10-10", "Seminar", "Suzak", *rows[0][3:]], ["2019-11-15", "Campaign", "Aksy", *rows[1][3:]]]
    books = {"Сонун Доор 4 кв 2019": [[title], head, *rows]}
    both = clean(books | {"Sonun Door Q4 2019": [["SYNTHETIC Sonun Door, Q4 2019"], english, *own]}).figures
    assert sorted(once["value"]) == sorted(both["value"]) == [3, 4]


def test_reports_of_two_months_with_the_same_numbers_are_two_reports(clean):
    head = ["Вместимость (мест)", "Койко-дней"]
    months = {"апрель": "Колдоо Борбору апрель 2019", "май": "Колдоо Борбору май 2019"}
    books = {
        name: [[f"SYNTHETIC Колдоо Борбору, {month} 2019"], head, [12, 30]] for month, name in months.items()
    }
    records = clean(books)
    assert records.submissions["fate"].eq("accepted").all()
    assert records.shelters["nights"].tolist() == [30, 30]


def test_a_list_without_dates_sent_again_for_the_next_quarter_is_asked_about(clean):
    head, kinds = ["Мероприятие", "Район", "Всего", "Ж", "М"], ["Семинар", "Акция", "Лекция в школе"]
    rows = [[kind, "Сузак", 20 + n, 12, 8 + n] for n, kind in enumerate(kinds)]
    books = {
        f"Сонун Доор {n} кв 2019": [[f"SYNTHETIC Сонун Доор, {n} квартал 2019"], head, *rows] for n in (1, 2)
    }
    records = clean(books)
    assert records.issues.loc[records.issues["rule"].eq("P02"), "file"].tolist() == [
        "Сонун Доор 2 кв 2019.xlsx"
    ]
    assert records.questions["question"].tolist() == ["duplicate"]
