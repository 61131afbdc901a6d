"""Each rule finds what it is for, at the cell where it stands, and is silent where nothing is wrong."""

import re

import pytest
from builders import make_reports, make_table

from ctip_analysis.checking import check
from ctip_analysis.cleaning import clean

CODES = {
    f"{letter}{number:02d}"
    for letter, last in (("F", 11), ("R", 15), ("P", 9), ("O", 7))
    for number in range(1, last + 1)
}
HEAD = [
    "Дата", "Дата окончания", "Область", "Вид мероприятия", "Кол-во мероприятий", "Всего участников", "Женщины", "Мужчины",
    "До 18 лет", "18-28 лет", "29-59 лет", "Статус", "Прошли пост-тест", "Сдали",
]  # fmt: skip
EVENT = ["2019-02-12", None, "Чүй облусу", "Классный час", 1, 30, 18, 12, 26, 2, 2, "проведено", None, None]


def event(**changes):
    names = [
        "date",
        "end",
        "province",
        "kind",
        "events",
        "total",
        "women",
        "men",
        "child",
        "young",
        "older",
        "status",
        "tested",
        "passed",
    ]
    return [changes.get(name, value) for name, value in zip(names, EVENT, strict=True)]


def issues_of(
    definitions, *rows, head=HEAD, title="CSO-01, 1 квартал 2019", file="a.xlsx", others=(), **options
):
    width = len(head)
    grid = [[title] + [None] * (width - 1), head, *rows]
    tables = [make_table(grid, header_rows=(2,), file=file), *others]
    return check(clean(make_reports(*tables), definitions, **options), definitions)


def found(issues, rule):
    return issues.loc[issues["rule"].eq(rule), "cell"].tolist()


def test_a_row_as_it_should_be_raises_nothing(definitions):
    assert issues_of(definitions, EVENT).query("rule != 'P01'").empty


RULES_OF_A_ROW = [
    ("R01", {"total": 25}, ["F3"]),
    ("R01", {"total": 40, "older": 12}, ["F3"]),
    ("R02", {"older": 9}, ["I3"]),
    ("R03", {"child": 0, "young": 28}, ["I3"]),
    ("R04", {"events": 3}, ["E3"]),
    ("R05", {"total": 600, "women": 400, "men": 200, "child": 596}, ["F3"]),
    ("R05", {"total": 2, "women": 1, "men": 1, "child": 2, "young": 0, "older": 0}, ["F3"]),
    ("R06", {"kind": "Радио", "total": 900, "women": 500, "men": 400, "child": 896}, ["F3"]),
    ("R07", {"end": "2019-02-10"}, ["B3"]),
    ("R08", {"status": "запланировано"}, ["L3"]),
    ("R09", {"tested": 10, "passed": 12}, ["N3"]),
    ("F03", {"province": "Атлантида"}, ["C3"]),
    ("F04", {"date": "?31.06.2019"}, ["A3"]),
    ("F05", {"total": "?30-40"}, ["F3"]),
    ("F06", {"kind": "Парад"}, ["D3"]),
    ("F07", {"total": "?3О"}, ["F3"]),
]


@pytest.mark.parametrize(("rule", "changes", "cells"), RULES_OF_A_ROW)
def test_a_rule_of_the_row_names_the_cell(definitions, rule, changes, cells):
    assert found(issues_of(definitions, event(**changes)), rule) == cells


def test_a_district_of_another_province_is_said(definitions):
    head = ["Дата", "Область", "Район", "Вид мероприятия", "Всего участников"]
    issues = issues_of(definitions, ["2019-02-12", "Чүй облусу", "Манас району", "Акция", 60], head=head)
    assert found(issues, "R10") == ["C3"]


def test_a_stated_total_that_differs_from_its_rows_is_said_with_both_numbers(definitions):
    total = ["Итого", None, None, None, 2, 61, 36, 24, None, None, None, None, None, None]
    issues = issues_of(definitions, EVENT, EVENT, total)
    assert found(issues, "F08") == ["5:5", "F5"]
    (message,) = issues.query("rule == 'F08' and cell == 'F5'")["message"]
    assert re.findall(r"\d+", message) == ["61", "60"]


CASES = ["Код случая", "Дата обращения", "Дата закрытия", "Пол", "Возраст", "Взрослый/ребенок", "Вид эксплуатации", "Страна эксплуатации",
         "Статус жертвы", "Кем признан"]  # fmt: skip
CASE = ["К-1", "2019-02-01", None, "ж", 24, "взрослый", "сексуальная", "Турция", "возможная", None]


@pytest.mark.parametrize(
    ("rule", "changes", "cells"),
    [
        ("R11", {8: "подтвержденная", 9: "НПО"}, ["J3"]),
        ("R12", {5: "ребенок"}, ["E3"]),
        ("R13", {2: "2019-01-01"}, ["C3"]),
        ("R14", {7: "неизвестно"}, ["H3"]),
        ("F10", {4: 99}, ["E3"]),
    ],
)
def test_a_rule_of_a_case_names_the_cell(definitions, rule, changes, cells):
    row = [changes.get(place, value) for place, value in enumerate(CASE)]
    assert found(issues_of(definitions, row, head=CASES), rule) == cells


def test_a_proceeding_that_goes_back_without_an_appeal_is_said(definitions):
    head = ["№ дела", "Статья УК", "Стадия", "Дата"]
    back = [["1", "171", "направлено в суд", "2019-02-01"], ["1", "171", "расследование", "2019-03-01"]]
    assert found(issues_of(definitions, *back, head=head), "P07") == ["C4"]
    explained = [["1", "171", "апелляция", "2019-02-01"], back[1]]
    assert found(issues_of(definitions, *explained, head=head), "P07") == []


def test_a_report_of_zeros_that_does_not_say_so_is_asked_about(definitions):
    zero = event(events=0, total=0, women=0, men=0, child=0, young=0, older=0)
    assert issues_of(definitions, zero).query("rule == 'P09'")["file"].tolist() == ["a.xlsx"]


def test_every_rule_has_its_words_in_three_languages(definitions):
    rules = definitions.rules
    assert set(rules["rule"]) >= CODES
    for language in definitions.languages:
        assert rules[f"message_{language}"].ne("").all()
        assert rules[f"suggestion_{language}"].ne("").all()


def test_the_issues_of_an_organization_stand_together(definitions):
    grid = [["CSO-07, 1 квартал 2019"] + [None] * 13, HEAD, event(kind="Парад")]
    other = make_table(grid, header_rows=(2,), file="0.xlsx")
    issues = issues_of(definitions, event(kind="Парад"), others=(other,))
    named = issues["organization"].tolist()
    assert named == sorted(named)
