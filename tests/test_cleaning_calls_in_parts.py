"""Calls that one file tells by weeks or months and another as their sum count once."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports

TITLE = [["СИНТЕТИКА Сезим Плюс"], ["Телефон доверия"]]
HEAD = ["Месяц", "Всего звонков"]


@pytest.fixture
def records_of(definitions, tmp_path):
    def build(files):
        for name, rows in files.items():
            write_xlsx(tmp_path / f"Сезим Плюс {name}.xlsx", [*TITLE, [name], HEAD, *rows])
        return clean(read_reports(tmp_path), definitions)

    return build


QUARTER = [["Январь", 11], ["Февраль", 9], ["Март", 10]]


def test_the_weeks_of_a_month_are_not_counted_beside_the_month(records_of):
    records = records_of({"январь 2020": [["Январь", 5], ["Январь", 6]], "1 квартал 2020": QUARTER})
    assert records.hotline["calls_total"].sum() == 30
    told = records.issues.query("rule == 'same_event'")
    assert told[["severity", "cell"]].values.tolist() == [["warning", "5:5"]]
    assert records.questions["question"].tolist() == ["duplicate"]


def test_numbers_that_do_not_add_up_are_left_alone(records_of):
    records = records_of({"январь 2020": [["Январь", 5], ["Январь", 7]], "1 квартал 2020": QUARTER})
    assert records.hotline["calls_total"].sum() == 42


def test_a_quarter_is_not_counted_beside_the_reports_of_its_months(records_of):
    months = {f"{name.lower()} 2020": [[name, calls]] for name, calls in QUARTER}
    records = records_of(months | {"1 квартал 2020": [["1 квартал 2020", 30]]})
    assert records.hotline["calls_total"].sum() == 30
