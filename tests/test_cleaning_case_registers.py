"""Registers of cases in wordings of their own: closing and first contact, the own country's letters, ditto marks."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


@pytest.fixture
def clean(tmp_path, definitions):
    def run(head, *rows):
        grid = [["SYNTHETIC Ak Shumkar"], ["Register of victims, October-December 2019"], head, *rows]
        write_xlsx(tmp_path / "Ak Shumkar Q4 2019.xlsx", grid)
        return ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)

    return run


HEAD = ["Case No.", "Date of first contact", "Gender", "Age", "Nationality", "Region of origin"]
HEAD += ["Country of destination", "Type of exploitation", "Case closed on"]


def test_first_contact_and_closing_are_days_of_the_case(clean):
    row = ["AS-2", "15.11.2019", "M", 34, "Kyrgyz", "Osh oblast", "Turkey", "Sexual", "20.12.2019"]
    case = clean(HEAD, row).cases.iloc[0]
    assert (case["opened"], case["closed"]) == ("2019-11-15", "2019-12-20")


def test_the_letters_of_the_own_country_are_it_as_citizenship_and_asked_about_elsewhere(clean):
    row = ["AS-3", "01.12.2019", "F", 35, "KR", "Chuy", "KR", "Sexual", None]
    records = clean(HEAD, row)
    case = records.cases.iloc[0]
    assert (case["citizenship"], case["country_exploitation"]) == ("KG", "ZZ")
    assert {"E4", "G4"} <= set(records.issues.query("rule == 'F06'")["cell"])


@pytest.mark.parametrize("mark", ['"', "”", "-//-", '-"-'])
def test_a_ditto_mark_repeats_the_cell_above(clean, mark):
    first = ["AS-1", "03.10.2019", "F", 27, "Kyrgyz", "Chuy", "Turkey", "Sexual", None]
    second = ["AS-2", "15.11.2019", "M", 34, "Kyrgyz", "Chuy", mark, "Sexual", None]
    assert clean(HEAD, first, second).cases["country_exploitation"].tolist() == ["TR", "TR"]
