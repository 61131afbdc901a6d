"""Label columns at the right end of a table: labels once more in another language, or the only ones."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip

YEARS = [2018, 2019, 2020]
NUMBERS = [[11, 2, 31], [14, 5, 6], [7, 18, 9]]


def read(tmp_path, header, left, right, numbers=NUMBERS):
    rows = [header, *([*a, *n, *b] for a, n, b in zip(left, numbers, right, strict=True))]
    return ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))


#: header, labels on the left, labels on the right
BILINGUAL = {
    "two alphabets": (
        ["Область", *YEARS, "Region"],
        [["Баткенская"], ["Ошская"], ["Таласская"]],
        [["Batken"], ["Osh"], ["Talas"]],
    ),
    "two alphabets, no years and no name over the last column": (
        ["Область", "Жен", "Муж", "Всего", None],
        [["Баткенская"], ["Ошская"], ["Таласская"]],
        [["Batken"], ["Osh"], ["Talas"]],
    ),
    "one alphabet, names alike": (
        ["Región", *YEARS, "Region"],
        [["Lima"], ["Cusco"], ["Todo el país"]],
        [["Lima"], ["Cuzco"], ["Whole country"]],
    ),
    "ages": (
        ["Возраст", *YEARS, "Жаш курагы"],
        [["15-19"], ["20-24"], ["25 и старше"]],
        [["15-19"], ["20-24"], ["25 жана андан улуу"]],
    ),
}


@pytest.mark.parametrize("name", BILINGUAL)
def test_labels_repeated_in_another_language_at_the_right_end_are_labels(tmp_path, name):
    header, left, right = BILINGUAL[name]
    workbook = read(tmp_path, header, left, right)
    assert workbook.tables["label_columns"].tolist() == [("A", "E")]
    assert workbook.cells["column"].isin([2, 3, 4]).all()
    assert workbook.cells.iloc[0]["row_labels"] == (left[0][0], right[0][0])


def test_a_section_is_named_at_both_ends(tmp_path):
    rows = [
        ["Көрсөткүч", *YEARS, "Indicator"],
        ["Полу боюнча", None, None, None, "By sex"],
        ["Аялдар", 1, 2, 4, "Women"],
        ["Эркектер", 3, 2, 9, "Men"],
    ]
    cells = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows)).cells
    assert set(cells["sections"]) == {("Полу боюнча", "By sex")}


def test_labels_written_from_the_right_stand_right_of_their_numbers_alone(tmp_path):
    workbook = read(
        tmp_path, ["2018", "2019", "2020", "المحافظة"], [[]] * 3, [["القاهرة"], ["الجيزة"], ["أسوان"]]
    )
    assert workbook.tables["label_columns"].tolist() == [("D",)]
    assert workbook.cells.iloc[0]["row_labels"] == ("القاهرة",)


#: What stands behind the numbers of these is no label.
OTHERS = {
    "remarks": ["checked", "sent late", "by phone"],
    "a word that repeats": ["рост", "спад", "рост"],
    "addresses": ["batken@example.org", "osh@example.org", "talas@example.org"],
    "sentences": [
        "Batken oblast: the report came a week late, by telephone only",
        "Osh oblast: the report came in time, and was corrected twice afterwards",
        "Talas oblast: no report came at all, so the figures are those of last year",
    ],
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_texts_behind_the_numbers_stay_cells(tmp_path, name):
    left = [["Баткенская"], ["Ошская"], ["Таласская"]]
    workbook = read(tmp_path, ["Область", *YEARS, "Remark"], left, [[text] for text in OTHERS[name]])
    assert workbook.cells["column"].eq(5).sum() == 3


def test_a_list_of_people_with_their_towns_stays_a_list(tmp_path):
    rows = [
        ["Name", "Age", "Fee", "Town"],
        ["Ann", 31, 2, "Batken"],
        ["Bea", 24, 5, "Osh"],
        ["Cia", 47, 8, "Uzgen"],
    ]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert workbook.tables["is_list"].tolist() == [True]
