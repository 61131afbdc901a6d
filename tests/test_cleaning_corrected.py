"""A report that calls itself corrected stands for the former one, also where it is short and every number changed."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports

HEAD = ["Дата", "Мероприятие", "Район", "Участников"]
FORMER = [["10.01.2020", "Семинар", "Кемин", 20], ["11.02.2020", "Акция", "Кемин", 100]]
LAST = ["12.03.2020", "Круглый стол", "Кемин", 15]


@pytest.fixture
def records_of(definitions, tmp_path):
    def build(former, later, name="Кенч 1 кв 2020 испр"):
        for file, rows in (("Кенч 1 кв 2020", former), (name, later)):
            write_xlsx(tmp_path / f"{file}.xlsx", [["СИНТЕТИКА Кенч"], ["1 квартал 2020"], HEAD, *rows])
        return clean(read_reports(tmp_path), definitions)

    return build


def people_of(records):
    return sorted(records.activities.query("status == 'completed'")["participants_total"])


def issues_of(records, rule):
    return records.issues.loc[records.issues["rule"].eq(rule), "message"].tolist()


def test_an_event_that_the_corrected_report_leaves_out_counts_no_more_and_is_said(records_of):
    records = records_of([*FORMER, LAST], [["10.01.2020", "Семинар", "Кемин", 22], LAST])
    assert people_of(records) == [15, 22]
    assert records.submissions["fate"].tolist().count("superseded") == 1
    assert any("5)" in message for message in issues_of(records, "P08"))
    assert records.questions["question"].tolist() == ["duplicate"]


def test_a_corrected_report_all_of_whose_numbers_changed_stands_for_the_former(records_of):
    later = [[*FORMER[0][:3], 25], [*FORMER[1][:3], 90]]
    assert people_of(records_of(FORMER, later)) == [25, 90]


def test_a_single_corrected_row_does_not_stand_for_a_long_report(records_of):
    former = [*FORMER, LAST, ["20.03.2020", "Лекция", "Кемин", 30]]
    records = records_of(former, [[*FORMER[0][:3], 22]])
    assert "superseded" not in set(records.submissions["fate"])
    assert people_of(records) == [15, 22, 30, 100]


def test_a_second_report_that_tells_of_other_days_is_no_version(records_of):
    later = [["20.01.2020", "Семинар", "Кемин", 20], ["21.02.2020", "Акция", "Кемин", 100]]
    records = records_of(FORMER, later)
    assert "superseded" not in set(records.submissions["fate"])
    assert len(records.activities) == 4
