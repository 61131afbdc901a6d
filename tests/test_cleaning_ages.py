"""Ages: child or adult from a year or day of birth, of which nothing else is kept."""

import datetime as dt

import pytest
from openpyxl import Workbook

import ctip_analysis as ctip


@pytest.fixture
def read_case(tmp_path, definitions):
    """Write the register of one case, and give its records and issues."""

    def read(born, opened, header="Год рождения", **more):
        workbook = Workbook()
        workbook.active.title = "Реестр"
        headers = ["Код", "Пол", header, "Дата обращения", "Область", "Страна", "Вид эксплуатации", *more]
        row = ["A-1", "ж", born, opened, "Джалал-Абадская", "РФ", "трудовая", *more.values()]
        for cells in (["СИНТЕТИКА Сонун Доор"], ["1 квартал 2019"], headers, row):
            workbook.active.append(cells)
        workbook.save(tmp_path / "Сонун Доор случаи 1 кв 2019 SYNTHETIC.xlsx")
        records = ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)
        return records, ctip.check(records, definitions)

    return read


# By hand: on 10 January 2019 whoever was born in 2004 is 14 or 15, in 2001 17 or 18, in 1989 29 or 30, in 1990 28 or 29.
@pytest.mark.parametrize(
    ("born", "group", "band"),
    [
        (2004, "child", "14_17"),
        ("2004 г.", "child", "14_17"),
        (2001, "unknown", ""),
        (2000, "adult", "18_28"),
        (1990, "adult", ""),
        (1989, "adult", "29_59"),
        (dt.date(2001, 1, 10), "adult", "18_28"),
        (dt.date(2001, 1, 11), "child", "14_17"),
        ("11.01.2001", "child", "14_17"),
        (2020, "unknown", ""),
        ("не помнит", "unknown", ""),
    ],
)
def test_a_birth_says_child_or_adult_only_where_both_ages_it_leaves_open_do(read_case, born, group, band):
    records, _ = read_case(born, "10.01.2019")
    assert records.cases[["age_group", "age_band"]].values.tolist() == [[group, band]]


def test_without_a_day_the_age_is_told_by_all_days_of_the_quarter(read_case):
    records, _ = read_case("15.02.2001", None)
    assert records.cases["age_group"].tolist() == ["unknown"]


def test_of_a_birth_nothing_is_kept_and_the_column_is_raised_as_personal(read_case):
    records, issues = read_case("23.07.1987", "10.01.2019", header="Дата рождения")
    assert set(issues.loc[issues["rule"] == "F11", "cell"]) == {"C3", "C4"}
    kept = "\n".join(
        frame.to_csv() for frame in (records.cases, records.services, records.submissions, issues)
    )
    assert "1987" not in kept
    assert "23.07" not in kept


def test_an_age_and_a_birth_that_contradict_each_other_are_told_and_neither_counts(read_case):
    records, issues = read_case(2004, "10.01.2019", **{"Возраст": 25})
    assert records.cases["age_group"].tolist() == ["unknown"]
    assert issues.loc[issues["rule"] == "R12", "cell"].tolist() == ["C4"]
