"""Errors that an M&E officer meets in a run are said in her language, in the sentence that the code says in English."""

import re
import subprocess
import sys

import pytest

import ctip_analysis as ctip
from ctip_analysis.definitions import load_definitions, read_corrections, say_error
from ctip_analysis.errors import CtipError
from ctip_analysis.pipeline import _require_tight, _writing_beside
from ctip_analysis.reading import read_workbook
from ctip_analysis.releasing import swap_folders
from ctip_analysis.releasing.ledger_file import read_ledger_file
from ctip_analysis.releasing.reading_back import read_release
from ctip_analysis.releasing.registry_file import read_registry

CYRILLIC = re.compile("[А-Яа-яЁёҢңӨөҮү]{3}")


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run_without_folder(tmp_path):
    ctip.run(tmp_path / "raw", tmp_path / "out")


def read_without_folder(tmp_path):
    ctip.read_reports(tmp_path / "raw")


def run_into_the_reports(tmp_path):
    _write(tmp_path / "raw" / "a.csv", "a")
    ctip.run(tmp_path / "raw", tmp_path / "raw" / "out")


def run_an_empty_folder(tmp_path):
    (tmp_path / "raw").mkdir()
    ctip.run(tmp_path / "raw", tmp_path / "out")


def run_into_a_file(tmp_path):
    _write(tmp_path / "raw" / "a.csv", "a")
    ctip.run(tmp_path / "raw", _write(tmp_path / "out", "a file"))


def inspect_no_file(tmp_path):
    read_workbook(tmp_path / "a.xlsx")


def replace_a_folder_in_use(tmp_path):
    with swap_folders(tmp_path, "release") as fresh:
        (fresh / "release").rmdir()


def keep_questions_nowhere(tmp_path):
    with _writing_beside(tmp_path, tmp_path):
        (tmp_path / "none" / "decisions.csv").write_text("")


def draw_from_nothing(tmp_path):
    read_release(tmp_path)


def draw_from_a_changed_release(tmp_path):
    _write(tmp_path / "manifest.json", '{"files_sha256": {"values.csv": "0"}}')
    read_release(tmp_path)


def correct_without_a_reason(tmp_path):
    text = "file,sheet,cell,wrong,right,reason,who\na.xlsx,1,B2,3,4,,M&E\n"
    read_corrections(_write(tmp_path / "corrections.csv", text))


def keep_classes_that_are_no_toml(tmp_path):
    read_registry(_write(tmp_path / "figures.toml", "a = ="))


def keep_classes_that_fall(tmp_path):
    read_registry(_write(tmp_path / "figures.toml", "[a]\nbreaks = [3, 2]\n"))


def go_on_from_an_empty_ledger(tmp_path):
    read_ledger_file(_write(tmp_path / "ledger.csv", ""))


CASES = (
    run_without_folder,
    read_without_folder,
    run_into_the_reports,
    run_an_empty_folder,
    run_into_a_file,
    inspect_no_file,
    replace_a_folder_in_use,
    keep_questions_nowhere,
    draw_from_nothing,
    draw_from_a_changed_release,
    correct_without_a_reason,
    keep_classes_that_are_no_toml,
    keep_classes_that_fall,
    go_on_from_an_empty_ledger,
)


@pytest.mark.parametrize("fail", CASES, ids=lambda case: case.__name__)
def test_an_error_says_the_same_in_three_languages(fail, tmp_path):
    definitions = load_definitions()
    with pytest.raises(CtipError) as caught:
        fail(tmp_path)
    error = caught.value
    said = {language: say_error(error, definitions, language) for language in definitions.languages}
    assert said["en"] == str(error)
    assert all(CYRILLIC.search(said[language]) for language in ("ru", "ky"))
    assert said["ru"] != said["ky"]
    # What is named in one language is named in all: folders, files, commands.
    assert all(str(part) in text for part in error.parts.values() for text in said.values())


def test_a_leak_is_said_in_three_languages(monkeypatch, tmp_path):
    definitions = load_definitions()
    monkeypatch.setattr(
        "ctip_analysis.pipeline.find_leaks", lambda *given, **options: ["values.csv: a", "b: c"]
    )
    with pytest.raises(ctip.DisclosureError) as caught:
        _require_tight(tmp_path, None, None, definitions)
    assert say_error(caught.value, definitions, "en") == str(caught.value)
    assert "values.csv" in say_error(caught.value, definitions, "ky")


def test_an_error_without_a_sentence_in_the_pack_is_said_in_english():
    assert say_error(ctip.InputError("No such thing."), load_definitions(), "ru") == "No such thing."
    assert say_error(ctip.InputError("No.", word="unheard"), load_definitions(), "ru") == "No."


def test_the_command_says_an_error_in_the_language_asked_for(tmp_path):
    command = [sys.executable, "-m", "ctip_analysis", "run", str(tmp_path / "нет"), "--language", "ru"]
    asked = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert asked.returncode == 1
    assert asked.stdout == ""
    assert asked.stderr.startswith("ctip: Нет папки")
    assert "Traceback" not in asked.stderr
