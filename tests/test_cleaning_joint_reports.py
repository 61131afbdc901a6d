"""One report of several organizations, each named once for its rows: nothing is lost without a word."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports

HEAD = ["Организация", "Дата", "Мероприятие", "Участников"]
ONE, OTHER = "СИНТЕТИКА Жылдыз Нуру", "СИНТЕТИКА Эне Керези"


@pytest.fixture
def records_of(definitions, tmp_path):
    def build(*rows):
        grid = [["Сводный отчет ОО г. Бишкек за 3 квартал 2019 г."], HEAD, *rows]
        write_xlsx(tmp_path / "Бишкек 3 кв 2019.xlsx", grid)
        return clean(read_reports(tmp_path), definitions)

    return build


def told_of_senders(records):
    own = records.issues[records.issues["rule"].eq("F01")]
    return own[["severity", "cell"]].values.tolist()


def test_an_organization_given_once_is_that_of_the_rows_below(records_of):
    records = records_of(
        [ONE, "10.07.2019", "Семинар", 20],
        ["", "22.08.2019", "Акция", 100],
        [OTHER, "15.09.2019", "Лекция", 15],
    )
    senders = records.activities.sort_values("source_row")["organization"].tolist()
    assert senders[0] == senders[1] != senders[2]
    assert told_of_senders(records) == [["info", "4:4"]]


def test_a_blank_organization_where_each_row_names_its_own_is_asked_for(records_of):
    records = records_of(
        [ONE, "10.07.2019", "Семинар", 20],
        [ONE, "11.07.2019", "Семинар", 20],
        ["", "22.08.2019", "Акция", 100],
        [OTHER, "15.09.2019", "Лекция", 15],
    )
    assert records.activities["source_row"].tolist() == [3, 4, 6]
    assert told_of_senders(records) == [["blocking", "5:5"]]


def test_rows_below_an_organization_that_nobody_knows_are_said_too(records_of):
    records = records_of(
        ["Неведомый фонд", "10.07.2019", "Семинар", 20],
        ["", "22.08.2019", "Акция", 100],
        [OTHER, "15.09.2019", "Лекция", 15],
    )
    assert records.activities["source_row"].tolist() == [5]
    assert told_of_senders(records) == [["blocking", "A3"], ["blocking", "4:4"]]
