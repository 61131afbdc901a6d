"""Lists of shelters whose place stands below another header; a place that names several provinces is asked about."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


def clean(folder, definitions, title, *rows):
    write_xlsx(folder / "Koldoo Borboru 2020.xlsx", [["SYNTHETIC Koldoo Borboru"], [title], *rows])
    return ctip.clean(ctip.read_reports(folder), definitions, key=b"k" * 32)


def test_a_list_of_shelters_by_quarters_with_their_location_is_read(tmp_path, definitions):
    head = ["Quarter", "Shelter location", "For whom", "Beds", "Occupied bed-days", "Nights"]
    rows = [
        ["Q1 2020", "Osh oblast", "women and children", 10, 900, 610],
        ["Q3 2020", "South", "men", 6, 552, 0],
    ]
    records = clean(tmp_path, definitions, "Shelter capacity and use, 2020", head, *rows)
    told = records.shelters[["period", "province", "beds", "bed_days", "nights"]].values.tolist()
    assert told[0] == ["2020Q1", "KG-O", 10, 900, 610]
    assert records.issues.query("rule == 'F03' and severity == 'blocking'")["cell"].tolist() == ["B5"]


@pytest.mark.parametrize("place", ["South", "Юг", "северные области", "southern regions", "Түндүк"])
def test_a_place_that_names_several_provinces_is_an_issue_and_ends_no_run(tmp_path, definitions, place):
    head = ["Date", "Activity", "Region", "Participants"]
    records = clean(tmp_path, definitions, "Q1 2020", head, ["15.01.2020", "Seminar", place, 20])
    assert "C4" in records.issues.query("rule == 'F03'")["cell"].tolist()
