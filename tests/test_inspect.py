"""What is shown of a file as it was understood: the contract's document, the drawing on a terminal and in a notebook."""

import io
import json
import subprocess
import sys

import pytest
from rich.console import Console
from written_files import write_xlsx

import ctip_analysis as ctip
from ctip_analysis.reading import draw_inspection

ROWS = [
    ["Таблица 1"],
    [],
    ["Показатель", "2018", "2019"],
    ["По полу"],
    ["Мужчины", 3, "-"],
    ["Женщины", 4, "(33,0)"],
    ["Всего", 7, "…"],
    ["Источник: СИНТЕТИКА"],
]


@pytest.fixture
def path(tmp_path):
    return write_xlsx(tmp_path / "report.xlsx", ("Лист1", ROWS), ("Заметки", [["text only"]]))


def call(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "ctip_analysis", "inspect", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_document_is_that_of_the_contract(path):
    document = json.loads(call(path, "--json").stdout)
    assert list(document)[:4] == ["file", "format", "problems", "tables"]
    assert (document["file"], document["format"], document["problems"]) == ("report.xlsx", "xlsx", [])
    (table,) = document["tables"]
    assert (table["sheet"], table["range"]) == ("Лист1", "A3:C7")
    assert (table["header_rows"], table["label_columns"]) == ([3], ["A"])
    assert table["rows"] == {"data": [5, 6, 7], "section": [4], "total": [], "note": [8]}
    assert table["cells"][1] == {
        "cell": "C5",
        "value": None,
        "text": "-",
        "status": "nil",
        "row_labels": ["Мужчины"],
        "column_labels": ["2019"],
        "sections": ["По полу"],
    }
    assert [cell["status"] for cell in table["cells"]][3:] == ["estimated", "reported", "not_available"]


def test_a_broken_file_is_a_problem_and_no_failure(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    answer = call(tmp_path / "a.xlsx", "--json")
    assert answer.returncode == 0
    document = json.loads(answer.stdout)
    problem = document["problems"][0]
    assert (problem["code"], problem["sheet"], problem["cell"]) == ("corrupt", None, None)
    assert document["tables"] == []


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path):
    answer = call(tmp_path / "nowhere.xlsx")
    assert answer.returncode == 1
    assert "There is no file" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("language", "word"), [("en", "header rows 3"), ("ru", "строки шапки 3"), ("ky", "баш саптар 3")]
)
def test_the_drawing_names_every_part_in_three_languages(path, language, word):
    console = Console(file=io.StringIO(), width=120, force_terminal=True, color_system="truecolor")
    draw_inspection(ctip.read_workbook(path), console, language=language)
    drawn = console.file.getvalue()
    assert word in drawn
    assert "Женщины" in drawn
    assert "\x1b[" in drawn


def test_what_is_unsure_is_drawn_with_its_reason(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["Chuy", 12, 15, 20], ["Osh", 13, 4, 33], ["Naryn", 1, 2, 3]])
    console = Console(file=io.StringIO(), width=160)
    draw_inspection(ctip.read_workbook(path), console)
    assert "header_unclear" in console.file.getvalue()
    assert "candidates: rows 1" in console.file.getvalue()


def test_a_notebook_shows_each_part_on_its_own_ground(path):
    styled = ctip.show_sheet(ctip.read_workbook(path), "Лист1")
    html = styled.to_html()
    assert styled.data.loc[6, "A"] == "Женщины"
    assert (
        len({ground for ground in ("#bcd9ee", "#dcefe8", "#fbe7c2", "#f3e3ee", "#ececec") if ground in html})
        == 5
    )
    with pytest.raises(ctip.InputError, match="Заметки"):
        ctip.show_sheet(ctip.read_workbook(path), "нет такого")


def test_inspecting_writes_nothing(path):
    before = sorted(path.parent.iterdir())
    call(path)
    assert sorted(path.parent.iterdir()) == before
