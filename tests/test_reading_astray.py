"""Cells that claim places no sheet has, numbers that are none, errors in foreign words: said, and the rest is read."""

import json
import subprocess
import sys

import pytest
from written_files import edit_part, write_ods, write_xlsx

import ctip_analysis as ctip

ROWS = [["Область", "Всего"], ["Чуй", 5], ["Ош", 6], ["Нарын", 7]]
SHEET = "xl/worksheets/sheet1.xml"


def write_changed(path, old, new):
    write_xlsx(path, ROWS)
    edit_part(path, SHEET, lambda content: content.replace(old, new))
    return path


def problems_of(workbook):
    return list(zip(workbook.problems["code"], workbook.problems["cell"], strict=True))


@pytest.mark.parametrize("address", [b"B999999999", b"B1048577", b"B12", b"ZZZZ2", b"b999999999"])
def test_a_cell_that_claims_a_place_beyond_its_sheet_makes_it_corrupt(tmp_path, address):
    path = write_changed(tmp_path / "a.xlsx", b'r="B2"', b'r="' + address + b'"')
    workbook = ctip.read_workbook(path)
    assert problems_of(workbook) == [("corrupt", "")]
    assert workbook.cells.empty


def test_one_such_file_does_not_end_a_run(tmp_path):
    write_changed(tmp_path / "a.xlsx", b'r="B2"', b'r="B999999999"')
    code = "import sys, ctip_analysis as ctip; print(len(ctip.read_reports(sys.argv[1]).problems))"
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "1\n")


def test_rows_in_any_order_and_without_numbers_are_read(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [*ROWS, *[[f"место {n}", n] for n in range(8, 30)]])
    wanted = ctip.read_workbook(path).cells["value"].tolist()

    def turn(content):
        head, rest = content.split(b"<sheetData>")
        rows, tail = rest.split(b"</sheetData>")
        turned = b"".join(row + b"</row>" for row in rows.split(b"</row>")[-2::-1])
        return head + b"<sheetData>" + turned + b"</sheetData>" + tail

    edit_part(path, SHEET, turn)
    assert ctip.read_workbook(path).cells["value"].tolist() == wanted


@pytest.mark.parametrize("written", [b"NaN", b"INF", b"-INF", b"1e400"])
def test_a_number_that_is_none_is_an_error_at_its_address(tmp_path, written):
    path = write_changed(tmp_path / "a.xlsx", b"<v>5</v>", b"<v>" + written + b"</v>")
    workbook = ctip.read_workbook(path)
    assert problems_of(workbook) == [("error_cell", "B2")]
    cell = workbook.cells.set_index("cell").loc["B2"]
    assert (cell["value"], cell["status"]) == (None, "unreadable")
    told = subprocess.run(
        [sys.executable, "-m", "ctip_analysis", "inspect", path, "--json"], capture_output=True, check=True
    )
    json.loads(told.stdout, parse_constant=lambda word: pytest.fail(word))


def test_a_number_that_is_none_in_an_ods_is_an_error_too(tmp_path):
    path = write_ods(tmp_path / "a.ods", ROWS)
    edit_part(
        path, "content.xml", lambda content: content.replace(b'office:value="5"', b'office:value="NaN"')
    )
    assert ("error_cell", "B2") in problems_of(ctip.read_workbook(path))


def test_a_report_with_such_a_number_is_cleaned(tmp_path, definitions):
    rows = [
        ["CSO-01, 2 квартал 2019"],
        ["Дата", "Область", "Вид", "Всего"],
        ["12.05.2019", "Чуй", "акция", 25],
    ]
    write_xlsx(tmp_path / "a.xlsx", rows)
    edit_part(tmp_path / "a.xlsx", SHEET, lambda content: content.replace(b"<v>25</v>", b"<v>NaN</v>"))
    records = ctip.clean(ctip.read_reports(tmp_path), definitions)
    assert records.activities["participants_total"].isna().tolist() == [True]


def test_an_error_in_the_words_of_another_program_is_an_error_at_its_address(tmp_path):
    path = write_changed(tmp_path / "a.xlsx", b'r="B2" t="n"><v>5', b'r="B2" t="e"><v>#BUSY!')
    workbook = ctip.read_workbook(path)
    assert problems_of(workbook) == [("error_cell", "B2")]
    assert workbook.cells["value"].tolist()[1:] == [6, 7]


def test_a_sheet_in_two_bytes_a_letter_is_said(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    edit_part(path, SHEET, lambda content: b"\xff\xfe" + content.decode().encode("utf-16-le"))
    assert problems_of(ctip.read_workbook(path)) == [("corrupt", "")]
