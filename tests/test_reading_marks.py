"""What one cell says: numbers, dates and marks as people write them, each taken only where it is certain."""

import datetime as dt
import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner
from written_files import write_csv, write_xlsx

import ctip_analysis as ctip
from ctip_analysis.cli import app
from ctip_analysis.reading.dates import decide_order, read_date
from ctip_analysis.reading.gridding import make_grid
from ctip_analysis.reading.marks import parse_number, read_text
from ctip_analysis.reading.sheets import Sheet
from ctip_analysis.reading.words import load_cell_words

# text, value, status: in a column of numbers
NUMBERS = [
    ("21", 21, "reported"),
    ("1 234,5", 1234.5, "reported"),
    ("1\u00a0234,5", 1234.5, "reported"),
    ("1\u202f234\u202f567", 1234567, "reported"),
    ("1,234.5", 1234.5, "reported"),
    ("1.234,5", 1234.5, "reported"),
    ("1,234,567", 1234567, "reported"),
    ("12,5", 12.5, "reported"),
    ("0,123", 0.123, "reported"),
    ("−5", -5, "reported"),
    ("12,5 %", 12.5, "reported"),
    ("78,8*", 78.8, "reported"),
    ("12¹", 12, "reported"),
    ("12 1)", 12, "reported"),
    ("12 чел.", 12, "reported"),
    ("120 (из них 80 ж)", 120, "reported"),
    ("(33,0)", 33.0, "estimated"),
    ("около 50", 50, "estimated"),
    ("~50", 50, "estimated"),
    ("свыше 100 человек", 100, "estimated"),
    ("болжол менен 16", 16, "estimated"),
    ("1.200", None, "unreadable"),
    ("1,234", None, "unreadable"),
    ("30-40", None, "unreadable"),
    ("О", None, "unreadable"),
    ("l0", None, "unreadable"),
    ("<5", None, "unreadable"),
]
MARKS = [
    ("-", "nil"),
    ("–", "nil"),
    ("—", "nil"),
    ("нет", "nil"),
    ("жок", "nil"),
    ("none", "nil"),
    ("…", "not_available"),
    ("...", "not_available"),
    ("..", "not_available"),
    ("н/д", "not_available"),
    ("N/A", "not_available"),
    ("(*)", "suppressed_at_source"),
    ("#DIV/0!", "unreadable"),
    ("=SUM(A1:A3)", "unreadable"),
]
DATES = [
    ("12.05.2018", "2018-05-12"),
    ("12.05.18", "2018-05-12"),
    ("12.05.2018г.", "2018-05-12"),
    ("2018-05-12", "2018-05-12"),
    ("2018-05-12T10:00:00", "2018-05-12"),
    ("12 мая 2018 г.", "2018-05-12"),
    ("5 March 2019", "2019-03-05"),
    ("March 5, 2019", "2019-03-05"),
    ("5-Mar-19", "2019-03-05"),
    ("май 2018", "2018-05"),
    ("05.2018", "2018-05"),
    ("12-14 мая 2018", "2018-05-12/2018-05-14"),
    ("12-14.05.2018", "2018-05-12/2018-05-14"),
    ("01.01.2019 - 31.03.2019", "2019-01-01/2019-03-31"),
    ("25/12/18", "2018-12-25"),
    ("12/25/18", "2018-12-25"),
    ("31.06.2018", ""),
    ("5/12/18", ""),
    ("12-14 мая", ""),
]


@pytest.mark.parametrize(("text", "value", "status"), NUMBERS)
def test_a_number_is_taken_only_where_it_is_certain(text, value, status):
    mark = read_text(text)
    assert (mark.value, mark.status) == (value, status)


@pytest.mark.parametrize(("text", "status"), MARKS)
def test_marks_are_four_different_things(text, status):
    mark = read_text(text)
    assert mark.status == status
    assert not isinstance(mark.value, (int, float))


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_dates_become_iso_with_the_precision_they_have(text, iso):
    assert read_date(text, load_cell_words()).iso == iso


@pytest.mark.parametrize(
    "text", ["007", "0555123456", "+996 555 123456", "2-чейрек", "65+", "15/20", "№5", "12:30"]
)
def test_what_looks_like_a_number_and_is_none_stays_text(text):
    assert (read_text(text).value, read_text(text).status) == (text, "reported")


COMMAS = [["1,234", "567"], ["2,345", "12"]]
UNREAD, READ = [None, 567, None, 12], [1234, 567, 2345, 12]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([], UNREAD),
        ([["1,234,567", "8"]], READ),
        ([["1,234.5", "8"]], READ),
        ([["7", "0.75"]], READ),
        # A day and a month, three digits behind a point, a number that is none: they decide nothing.
        ([["7", "12.05"]], UNREAD),
        ([["7", "1.250"]], UNREAD),
        ([["3,579", "8"]], UNREAD),
        # Another number with a comma says that commas part decimals, or may.
        ([["1,234,567", "12,5"]], UNREAD),
        ([["1,234,567", "0,125"]], UNREAD),
        ([["1,234,567", "1 234,567"]], UNREAD),
        ([["0.75", "12,5 kg"]], UNREAD),
    ],
)
def test_commas_part_thousands_where_the_whole_sheet_says_so(tmp_path, more, expected):
    rows = [["Region", "Women", "Men"], *([f"Region {n}", *row] for n, row in enumerate([*COMMAS, *more]))]
    cells = ctip.read_workbook(write_csv(tmp_path / "a.csv", rows, delimiter=";")).cells[:4]
    assert cells["value"].tolist() == expected
    assert cells["text"].tolist() == ["1,234", "567", "2,345", "12"]
    assert cells["status"].tolist() == ["unreadable" if v is None else "reported" for v in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\nKG,414.264\nKZ,181.2\nTJ,12.5\n", [414.264, 181.2, 12.5]),
        ("a;b\nKG;414,264\nKZ;181,2\nTJ;12\n", [414.264, 181.2, 12]),
        ("a;b\nKG;414.264\nKZ;12.5\nTJ;7\n", [None, 12.5, 7]),
        ('a,b\nKG,"1,020"\nKZ,650\nTJ,"1,138"\n', [1020, 650, 1138]),
        ("a;b\nKG;1,020\nKZ;650\nTJ;1,138\n", [None, 650, None]),
    ],
    ids=["decimals", "commas", "a day and month say nothing", "commas part the fields", "nothing says it"],
)
def test_a_number_of_two_readings_is_settled_by_its_column_or_by_the_delimiter(tmp_path, text, expected):
    path = tmp_path / "a.csv"
    path.write_text(text)
    workbook = ctip.read_workbook(path)
    assert workbook.cells["value"].tolist() == expected
    assert workbook.problems["code"].tolist() == ["number_two_ways"] * expected.count(None)


def test_a_sum_that_holds_with_thousands_only_decides_and_is_a_total(tmp_path):
    rows = [
        ["시도", "2018", "2019"],
        ["서울", "1,234", "2,345"],
        ["부산", "567", "111"],
        ["계", "1,801", "2,456"],
    ]
    workbook = ctip.read_workbook(write_csv(tmp_path / "a.csv", rows, delimiter=";"))
    assert workbook.cells["value"].tolist() == [1234, 2345, 567, 111, 1801, 2456]
    assert workbook.cells["column_labels"].tolist() == [("2018",), ("2019",)] * 3
    assert workbook.rows["kind"].tolist() == ["header", "data", "data", "total"]
    # With decimals this sum holds as well, and with thousands that one does not.
    for total in ("3,579", "3,580"):
        rows = [["Region", "N"], ["Osh", "1,234"], ["Talas", "2,345"], ["All", total]]
        path = write_csv(tmp_path / "b.csv", rows, delimiter=";")
        assert ctip.read_workbook(path).cells["value"].tolist() == [None] * 3


def test_numbers_of_texts_with_thousands_are_numbers_and_their_texts_stay_as_they_are_written():
    grid = make_grid(Sheet("a", [["Fee", "Cases"], [" 1,500", 5], ["less", "1,234,567"]]))
    assert grid.column_numbers([1, 2], 0)[0] == 1500
    assert grid.text(1, 0) == grid.column_texts(0)[1] == "1,500"
    assert grid.texts_of([(1, 0), (1, 1)]) == grid.row_texts(1, 0, 1) == ("1,500", "5")


def test_a_date_with_slashes_is_read_once_another_one_decides():
    assert read_date("5/12/18", load_cell_words()).is_two_ways
    assert decide_order(["5/12/18", "25/12/18"]) == "day"
    assert decide_order(["5/12/18", "12/25/18"]) == "month"
    assert decide_order(["5/12/18", "25/12/18", "12/25/18"]) == ""


@given(st.integers(-(10**12), 10**12), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_thousands_parted_by_any_space_are_read_back(number, space):
    assert parse_number(f"{number:,}".replace(",", space)) == number


@given(st.decimals(0, 999, places=2))
def test_a_decimal_comma_is_a_decimal_point(number):
    assert parse_number(str(number).replace(".", ",")) == pytest.approx(float(number))


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_every_day_is_read_back_from_every_certain_form(day):
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%Y/%m/%d"):
        assert read_date(day.strftime(form), load_cell_words()).iso == day.isoformat()


@given(st.text(max_size=70))
def test_any_text_is_read_without_a_failure(text):
    assert read_text(text).status in {
        "",
        "reported",
        "nil",
        "estimated",
        "not_available",
        "suppressed_at_source",
        "unreadable",
    }


@pytest.fixture(scope="module")
def finnish(tmp_path_factory):
    """A pack that knows "ei ole" for none, "noin" for about, "heinäkuu" for July, and no Russian word for none."""
    pack = shutil.copytree(ctip.load_definitions().folder, tmp_path_factory.mktemp("packs") / "finnish")
    path = pack / "glossary.csv"
    head, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in lines if not line.startswith("value.zero,ru,")]
    added = ["value.zero,en,ei ole,yes", "value.approx,en,noin,yes", "month.07,en,heinäkuu,yes"]
    path.write_text("\n".join([head, *sorted(kept + added)]) + "\n", encoding="utf-8")
    return pack


WORDS = [
    ["Region", "Cases", "Start"],
    ["A", 5, "heinäkuu 2018"],
    ["B", "ei ole", None],
    ["C", "noin 40", None],
]
RUSSIAN, MORE = ["D", "нет", "июль 2018"], [["E", 7], ["F", 8], ["G", 2]]


def read_words(path, **options):
    cells = ctip.read_workbook(write_xlsx(path / "a.xlsx", [*WORDS, RUSSIAN, *MORE]), **options).cells
    return cells.set_index("cell")


def test_the_words_of_the_given_pack_stand_for_values(tmp_path, finnish):
    cells = read_words(tmp_path, definitions=ctip.load_definitions(finnish))
    assert cells["status"].loc[["B3", "B4", "B5"]].tolist() == ["nil", "estimated", "unreadable"]
    assert (cells.loc["B4", "value"], cells.loc["C2", "value"]) == (40, "2018-07")


def test_without_a_pack_the_words_of_the_built_in_one_do(tmp_path, finnish):
    read_words(tmp_path, definitions=ctip.load_definitions(finnish))
    cells = read_words(tmp_path)
    assert cells["status"].loc[["B3", "B4", "B5"]].tolist() == ["unreadable", "unreadable", "nil"]
    assert cells.loc["C5", "value"] == "2018-07"


def test_folders_and_the_command_take_the_words_of_the_given_pack(tmp_path, finnish):
    write_xlsx(tmp_path / "a.xlsx", [*WORDS, RUSSIAN, *MORE])
    reports = ctip.read_reports(tmp_path, definitions=ctip.load_definitions(finnish))
    assert reports.cells.set_index("cell").loc["B3", "status"] == "nil"
    shown = CliRunner().invoke(
        app, ["inspect", str(tmp_path / "a.xlsx"), "--json", "--definitions", str(finnish)]
    )
    cells = {cell["cell"]: cell for cell in json.loads(shown.stdout)["tables"][0]["cells"]}
    assert (cells["B3"]["status"], cells["B5"]["status"]) == ("nil", "unreadable")
