"""Rules that need several reports, or a log of their own: each fires on a small workbook and is silent on its clean twin."""

import pytest

from ctip_analysis.checking import check


@pytest.fixture
def issues_of(definitions, records_of_books):
    def build(**books):
        records = records_of_books({f"{name}.xlsx": [grid] for name, grid in books.items()})
        return check(records, definitions)

    return build


def told(issues, rule):
    return sorted(issues.loc[issues["rule"].eq(rule), ["file", "cell"]].apply(tuple, axis=1))


def proceedings(*rows):
    head = ["№ дела", "Дата", "Статья УК", "Стадия", "Подозреваемых", "Заявлено (сом)", "Присуждено (сом)"]
    return [["CSO-01. Сопровождение дел, 2 квартал 2019"], [*head, "Выплачено (сом)"], *rows]


@pytest.mark.parametrize(
    ("article", "date", "fires"),
    [
        ("124", "11.04.2019", True),
        ("171", "11.04.2019", False),
        ("173", "11.04.2019", False),
        ("171", "11.04.2018", True),
        ("124", "11.04.2018", False),
        ("124 УК (1997)", "11.04.2019", False),
    ],
)
def test_f09_an_article_of_another_edition_of_the_code(issues_of, article, date, fires):
    issues = issues_of(a=proceedings(["D-1", date, article, "расследование", 1]))
    assert told(issues, "F09") == ([("a.xlsx", "C3")] if fires else [])


@pytest.mark.parametrize(
    ("sums", "cells"),
    [
        ((100000, 50000, 60000), ["H3"]),
        ((100000, 150000, 50000), ["G3"]),
        ((100000, 150000, 160000), ["H3"]),
        ((100000, 50000, 50000), []),
        ((100000, 100000, 0), []),
        ((100000, None, None), []),
        ((None, 50000, 60000), ["H3"]),
    ],
)
def test_r15_more_paid_than_awarded_or_awarded_than_claimed(issues_of, sums, cells):
    issues = issues_of(a=proceedings(["D-1", "11.04.2019", "171", "расследование", 1, *sums]))
    assert [cell for _, cell in told(issues, "R15")] == cells


def cases(organization, code, sex):
    head = [
        "Код случая",
        "Дата обращения",
        "Пол",
        "Вид эксплуатации",
        "Страна эксплуатации",
        "Область проживания",
    ]
    row = [code, "12.04.2019", sex, "трудовая эксплуатация", "Россия", "Ошская область"]
    return [[f"{organization}. Реестр случаев, 2 квартал 2019"], head, row]


@pytest.mark.parametrize(
    ("code", "sex", "fires"), [("K-17", "Ж", True), ("K-18", "Ж", False), ("K-17", "М", False)]
)
def test_o02_a_person_with_cases_in_two_organizations(issues_of, code, sex, fires):
    issues = issues_of(a=cases("CSO-01", "K-17", "Ж"), b=cases("CSO-02", code, sex))
    assert {file for file, _ in told(issues, "O02")} == ({"a.xlsx", "b.xlsx"} if fires else set())


def meeting(organization, date, province):
    head = ["Дата", "Вид", "Область", "Уровень", "Принято решений"]
    row = [date, "заседание координационного совета", province, "областной", 5]
    return [[f"{organization}. Координация, 2 квартал 2019"], head, row]


@pytest.mark.parametrize(
    ("date", "province", "fires"),
    [
        ("14.05.2019", "Баткенская область", True),
        ("15.06.2019", "Баткенская область", False),
        ("14.05.2019", "Нарынская область", False),
    ],
)
def test_o03_the_same_council_meeting_of_two_organizations(issues_of, date, province, fires):
    first, second = meeting("CSO-06", "14.05.2019", "Баткенская область"), meeting("CSO-13", date, province)
    issues = issues_of(a=first, b=second)
    assert {file for file, _ in told(issues, "O03")} == ({"a.xlsx", "b.xlsx"} if fires else set())


def victims(*provinces, total):
    return [
        ["National Statistical Committee of the Kyrgyz Republic"],
        ["Number of victims of human trafficking"],
        ["Territory", 2018],
        ["Кыргызская Республика", total],
        *provinces,
    ]


PROVINCES = [["Чуйская область", 5], ["Ошская область", 3], ["Нарынская область", 4]]


def test_o04_figures_of_the_state_beside_cases_of_organizations(issues_of):
    issues = issues_of(nsc=victims(*PROVINCES, total=12), a=cases("CSO-01", "K-17", "Ж"))
    assert [file for file, _ in told(issues, "O04")] == ["nsc.xlsx"]


def test_o04_is_silent_where_no_organization_reports_cases(issues_of):
    assert told(issues_of(nsc=victims(*PROVINCES, total=12)), "O04") == []


@pytest.mark.parametrize(("total", "fires"), [(13, True), (11, True), (12, False)])
def test_o05_provinces_that_do_not_add_up_to_the_country(issues_of, total, fires):
    issues = issues_of(nsc=victims(*PROVINCES, total=total))
    assert bool(told(issues, "O05")) is fires


def quarter(number, *counts, year=2019):
    month = 3 * number - 1
    head = ["Дата", "Область", "Вид мероприятия", "Участников", "Роздано буклетов"]
    rows = [
        [f"1{i}.{month:02d}.{year}", "Нарынская область", "тренинг", n, None] for i, n in enumerate(counts)
    ]
    return [[f"CSO-09, {number} квартал {year}"], head, *rows]


@pytest.mark.parametrize(
    ("last", "fires"), [((500, 420), True), ((60, 61), False), ((5, 6), True), ((90, 60), False)]
)
def test_p04_a_quarter_far_from_the_four_before_it(issues_of, last, fires):
    before = {f"q{n}": quarter(n, 50 + n, 50 - n) for n in (1, 2, 3, 4)}
    issues = issues_of(**before, q5=quarter(1, *last, year=2020))
    found = issues.loc[issues["rule"].eq("P04"), "text"].tolist()
    assert found == (["2020Q1"] if fires else [])


def with_materials(grid, n):
    return [*grid[:2], *[[*row[:-1], n] for row in grid[2:]]]


def test_p09_every_number_is_zero(issues_of):
    assert told(issues_of(a=quarter(2, 0, 0)), "P09") == [("a.xlsx", "")]


@pytest.mark.parametrize(
    "grid", [quarter(2, 0, 5), with_materials(quarter(2, 0, 0), 300)], ids=["people", "materials"]
)
def test_p09_is_silent_where_any_number_is_not_zero(issues_of, grid):
    assert told(issues_of(a=grid), "P09") == []
