"""What a program wrote as a number and is none (NaN, 1e400) is an error at its cell, and ends neither file nor run."""

import pytest
from written_files import edit_part, write_csv, write_xlsx

import ctip_analysis as ctip

ROWS = [
    ["SYNTHETIC Кенч"],
    ["1 квартал 2019"],
    ["Дата", "Мероприятие", "Район", "Участников", "Ж", "М"],
    ["10.01.2019", "Семинар", "Сокулук", 20, 12, 8],
    ["11.02.2019", "Акция", "Сокулук", 100, 60, 40],
]


@pytest.mark.parametrize("written", ["NaN", "1e400", "-1e999", "INF"])
def test_a_number_that_is_none_is_said_and_the_other_rows_are_recorded(tmp_path, written):
    path = write_xlsx(tmp_path / "Кенч 1 кв 2019.xlsx", ROWS)
    edit_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<v>20</v>", f"<v>{written}</v>".encode()),
    )
    reports = ctip.read_reports(tmp_path)
    assert reports.problems[["code", "cell"]].values.tolist() == [["error_cell", "D4"]]
    assert reports.cells.query("cell == 'D4'")["status"].tolist() == ["unreadable"]
    records = ctip.clean(reports, ctip.load_definitions(), key=b"k" * 32)
    totals = dict(
        zip(records.activities["source_row"], records.activities["participants_total"], strict=True)
    )
    assert totals[5] == 100


def test_a_text_beyond_every_number_is_no_number(tmp_path):
    rows = [*ROWS[:3], ["10.01.2019", "Семинар", "Сокулук", "1e400", 12, 8], *ROWS[4:]]
    write_csv(tmp_path / "Кенч 1 кв 2019.csv", rows, delimiter=";")
    cells = ctip.read_reports(tmp_path).cells.set_index("cell")
    assert (cells["value"]["D4"], cells["status"]["D4"]) == (None, "unreadable")
    assert cells["value"]["D5"] == 100
