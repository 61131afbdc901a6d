"""Rows that are no records - labels, averages, parts, splits - stay out of the records and block nothing."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports


@pytest.fixture
def records_of(definitions, tmp_path):
    def build(*sheets, name="a.xlsx", merges=()):
        write_xlsx(tmp_path / name, *sheets, merges=merges)
        return clean(read_reports(tmp_path), definitions)

    return build


def blocking(records):
    is_blocking = records.issues["severity"].eq("blocking")
    return records.issues.loc[is_blocking, ["rule", "cell"]].apply(tuple, axis=1).tolist()


def adds_up(records):
    rows = records.submissions.filter(like="rows_")
    return bool(rows["rows_seen"].eq(rows.drop(columns="rows_seen").sum(axis=1)).all())


@pytest.mark.parametrize(
    "labels",
    [
        ["Дата начала", "Область", "Тип мероприятия", "Всего", "Женщины", "Мужчины"],
        ["Башталган күнү", "Облус", "Иш-чаранын түрү", "Бардыгы", "Аялдар", "Эркектер"],
        ["Start date", "Oblast", "Type of activity", "Total", "Female", "Male"],
    ],
)
def test_labels_under_machine_names_on_a_form_without_rows_are_no_record(records_of, labels):
    cover = ("0_Cover", [["Код организации", "CSO-33"], ["Период", "2019Q4"]])
    names = ["date_start", "adm1", "activity_type", "total", "women", "men"]
    records = records_of(cover, ("1_Activities", [["Мероприятия"], names, labels, ["дд.мм.гггг"]]))
    assert records.activities.empty
    assert blocking(records) == []
    assert records.submissions["rows_set_aside"].tolist() == [0]
    assert adds_up(records)
