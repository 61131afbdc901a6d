"""Below a title "since the beginning of the year" only the first quarter is a quarter; what is longer is kept as what it is."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports

KINDS = ["Семинары", "Лекции в школах", "Акции"]


@pytest.fixture
def records_of(definitions, tmp_path):
    def build(title, head, *columns):
        rows = [list(row) for row in zip(KINDS, *columns, strict=True)]
        grid = [["СИНТЕТИКА Умут Жарыгы"], [title], ["Вид мероприятия", *head], *rows]
        write_xlsx(tmp_path / "Умут Жарыгы.xlsx", grid)
        return clean(read_reports(tmp_path), definitions)

    return build


def events_of(records):
    return records.activities.groupby("period")["n_events"].apply(list).to_dict()


def test_a_half_year_since_january_counts_in_no_quarter_and_is_said(records_of):
    title = "Отчет за 1 полугодие 2019 г. (нарастающим итогом)"
    records = records_of(title, ["1 квартал", "1 полугодие"], [3, 5, 1], [8, 5, 3])
    assert events_of(records) == {"2019Q1": [3, 5, 1]}
    assert records.figures[["period", "value"]].values.tolist() == [["2019Q2YTD", n] for n in (8, 5, 3)]
    assert records.issues.loc[records.issues["rule"].eq("P03"), "cell"].tolist() == ["C4", "C5", "C6"]
    assert records.issues.loc[records.issues["rule"].eq("column"), "severity"].tolist() == ["warning"] * 2


def test_later_quarters_below_such_a_title_are_no_quarters(records_of):
    title = "Количество мероприятий нарастающим итогом, 2019 год"
    records = records_of(title, ["1 квартал", "2 квартал", "3 квартал"], [3, 5, 1], [8, 5, 3], [9, 7, 4])
    assert events_of(records) == {"2019Q1": [3, 5, 1]}
    assert set(records.figures["period"]) == {"2019Q2YTD", "2019Q3YTD"}


def test_below_another_title_each_quarter_counts(records_of):
    title = "Количество мероприятий, 2019 год"
    records = records_of(title, ["1 квартал", "2 квартал"], [3, 5, 1], [8, 5, 3])
    assert events_of(records) == {"2019Q1": [3, 5, 1], "2019Q2": [8, 5, 3]}


def test_bare_numbers_of_rows_that_name_no_kind_are_not_taken_for_events(records_of, monkeypatch):
    monkeypatch.setattr(f"{__name__}.KINDS", ["Семинары", "Бла-бла", "Акции"])
    records = records_of("Отчет за 2019 год", ["1 квартал", "2 квартал"], [3, 5, 1], [8, 5, 3])
    assert records.activities.empty
