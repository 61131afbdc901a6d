"""A register of cases whose columns "M", "F", "minors" are ticked tells the sex and the age of each person."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip

HEAD = ["Код", "Дата", "М", "Ж", "Несоверш.", "Откуда", "Куда", "Вид"]


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


@pytest.fixture
def clean(tmp_path, definitions):
    def run(*rows):
        sheet = [["SYNTHETIC Арашан Нуру"], ["4 кв 2019"], HEAD, *rows]
        write_xlsx(tmp_path / "Арашан Нуру 4 кв 2019.xlsx", sheet)
        return ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)

    return run


@pytest.mark.parametrize("tick", [1, "+"])
def test_ticks_below_sexes_and_minors_are_the_sex_and_the_age(clean, tick):
    records = clean(
        ["A1", "01.10.2019", None, tick, None, "Баткен", "Россия", "СЭ"],
        ["A2", "15.11.2019", tick, None, None, "Баткен", "Казахстан", "ТЭ"],
        ["A3", "20.12.2019", None, tick, tick, "Баткен", None, "попрош."],
    )
    told = records.cases[["source_row", "sex", "age_group", "exploitation", "country_exploitation"]]
    assert told.values.tolist() == [
        [4, "female", "unknown", "sexual", "RU"],
        [5, "male", "unknown", "forced_labour", "KZ"],
        [6, "female", "child", "forced_begging", ""],
    ]
    assert not records.issues["severity"].eq("blocking").any()
    assert not records.issues["rule"].isin(["column", "form_unknown"]).any()


def test_a_person_ticked_as_man_and_woman_is_of_no_known_sex_and_that_is_said(clean):
    records = clean(
        ["A1", "01.10.2019", None, 1, None, "Баткен", "Россия", "СЭ"],
        ["A2", "15.11.2019", 1, 1, None, "Баткен", "Казахстан", "ТЭ"],
    )
    assert records.cases["sex"].tolist() == ["female", "unknown"]
    assert records.issues.loc[records.issues["rule"].eq("F06"), "cell"].tolist() == ["5:5"]


def test_numbers_of_people_below_sexes_are_no_ticks(clean):
    records = clean(
        ["A1", "01.10.2019", 2, 3, 1, "Баткен", "Россия", "СЭ"],
        ["A2", "15.11.2019", 1, None, None, "Баткен", "Казахстан", "ТЭ"],
    )
    assert records.cases.empty
    assert records.issues["rule"].eq("form_unknown").any()
