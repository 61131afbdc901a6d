"""A first record all of words is no second row of the header; a header in two languages has two rows."""

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font
from written_files import write_csv, write_xlsx

import ctip_analysis as ctip

HEAD = ["Дата", "Мероприятие", "Место", "Участники"]
DATED = [
    ["12.05.2019", "лекция", "Ош", 25],
    ["13.06.2019", "акция", "Баткен", 30],
    ["14.06.2019", "сход", "Узген", 31],
]
WORDED = [
    ["обход дворов", "май", "Баткен", "24 человека, 20 из них женщины"],
    ["акция в сети", "июнь", "сеть", "15 тысяч"],
]
TWO_LANGUAGES = [
    ["Облус", "Баары", "Аялдар"],
    ["Область", "Всего", "Женщины"],
    ["Чуй", 10, 5],
    ["Ош", 20, 10],
]


def header_rows(path):
    (table,) = ctip.read_workbook(path).tables.to_dict("records")
    return list(table["header_rows"])


@pytest.mark.parametrize(
    ("head", "first", "rest"),
    [
        pytest.param(HEAD, ["весной", "семинар", "Ош", "по списку"], DATED, id="a place stands again"),
        pytest.param(HEAD, ["апрель", "семинар", "Талас", "по списку"], DATED, id="a month over dates"),
        pytest.param(
            ["Мероприятие", "Когда", "Место", "Охват"],
            ["3 урока в школах", "12.05.2019", "Токмок", "всего 156 (82 девочки)"],
            WORDED,
            id="numbers amid words",
        ),
    ],
)
def test_a_record_of_words_below_a_header_is_a_record(tmp_path, head, first, rest):
    assert header_rows(write_xlsx(tmp_path / "a.xlsx", [head, first, *rest])) == [1]
    assert header_rows(write_csv(tmp_path / "a.csv", [head, first, *rest])) == [1]


@pytest.mark.parametrize(("bold", "rows"), [([1], [1]), ([], [1, 2]), ([1, 2], [1, 2])])
def test_where_the_header_alone_is_bold_the_row_below_is_a_record(tmp_path, bold, rows):
    path = write_xlsx(tmp_path / "a.xlsx", [HEAD, ["весной", "семинар", "Талас", "по списку"], *DATED])
    workbook = load_workbook(path)
    for cell in (cell for row in bold for cell in workbook.active[row]):
        cell.font = Font(bold=True)
    workbook.save(path)
    assert header_rows(path) == rows


@pytest.mark.parametrize("bold", [[], [1]])
def test_a_header_in_two_languages_stays_one_though_one_row_is_bold(tmp_path, bold):
    path = write_xlsx(tmp_path / "a.xlsx", TWO_LANGUAGES)
    workbook = load_workbook(path)
    for cell in (cell for row in bold for cell in workbook.active[row]):
        cell.font = Font(bold=True)
    workbook.save(path)
    assert header_rows(path) == [1, 2]


def test_a_header_of_two_rows_that_a_page_repeats_stays_one(tmp_path):
    rows = [*TWO_LANGUAGES, *TWO_LANGUAGES[:2], ["Нарын", 3, 1], ["Талас", 5, 2]]
    tables = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows)).tables
    assert [list(found) for found in tables["header_rows"]] == [[1, 2], [5, 6]]


def test_a_first_record_of_words_is_counted(tmp_path, definitions):
    rows = [
        ["CSO-01, 2 квартал 2019"],
        HEAD,
        ["апрель", "семинар", "Ошская область", "по списку"],
        *DATED[1:],
    ]
    write_xlsx(tmp_path / "a.xlsx", rows)
    records = ctip.clean(ctip.read_reports(tmp_path), definitions)
    assert records.activities["date"].tolist()[0] == "2019-04-01"
    assert records.activities["source_row"].tolist() == [3, 4, 5]
