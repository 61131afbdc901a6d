"""A sheet named by a rayon says the district of rows that name no place, as it says their province."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


@pytest.mark.parametrize(
    ("sheet", "province", "district"),
    [
        ("Сузак", "KG-J", "Suzak"),
        ("Аксыйский район", "KG-J", "Aksy"),
        ("Джалал-Абадская область", "KG-J", ""),
        ("Лист1", "KG-J", ""),
    ],
)
def test_the_name_of_a_sheet_says_district_and_province(tmp_path, definitions, sheet, province, district):
    rows = [["SYNTHETIC Jany Door"], ["1 квартал 2019"], ["Дата", "Мероприятие", "Участников"]]
    rows += [["14.02.2019", "Круглый стол", 28]]
    write_xlsx(tmp_path / "Jany Door 1 кв 2019.xlsx", (sheet, rows))
    records = ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)
    found = records.activities.iloc[0]
    names = definitions.districts.set_index("district")["name_en"].to_dict()
    assert found["province"] == province
    assert names.get(found["district"], "").startswith(district) and bool(found["district"]) == bool(district)
