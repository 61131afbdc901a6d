"""Columns of women and men by two ages, in letters: the older are none of the whole."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports

HEADS = [
    ["Ж 14-28", "М 14-28", "Ж 29+", "М 29+"],
    ["Ж14-28", "М14-28", "Ж29+", "М29+"],
    ["Ж до 28", "М до 28", "Ж старше 28", "М старше 28"],
    ["Жен. до 29", "Муж. до 29", "Жен. 29 и старше", "Муж. 29 и старше"],
    ["Women 14-28", "Men 14-28", "Women over 28", "Men over 28"],
]


@pytest.mark.parametrize("head", HEADS)
def test_women_and_men_of_two_ages_add_up_to_all(definitions, tmp_path, head):
    row = ["10.01.2019", "Семинар", "Кочкор", 10, 5, 3, 2, 20]
    grid = [
        ["СИНТЕТИКА Умут Жарыгы"],
        ["1 квартал 2019"],
        ["Дата", "Мероприятие", "Район", *head, "Итого"],
        row,
    ]
    write_xlsx(tmp_path / "Умут Жарыгы.xlsx", grid)
    records = clean(read_reports(tmp_path), definitions)
    by_sex = records.participants.groupby("sex")["n"].sum().to_dict()
    assert by_sex == {"female": 13, "male": 7}
    assert records.activities["participants_total"].tolist() == [20]
    assert "R01" not in set(records.issues["rule"])
    ages = records.participants.groupby("age_group")["n"].sum()
    assert sorted(ages) == [5, 15]


def test_a_number_of_people_in_a_header_is_no_age(definitions, tmp_path):
    grid = [
        ["СИНТЕТИКА Умут Жарыгы"],
        ["1 квартал 2019"],
        ["Дата", "Мероприятие", "Район", "Участники (более 20 человек)"],
    ]
    write_xlsx(tmp_path / "Умут Жарыгы.xlsx", [*grid, ["10.01.2019", "Семинар", "Кочкор", 25]])
    records = clean(read_reports(tmp_path), definitions)
    assert records.participants["age_group"].tolist() == ["total"]
