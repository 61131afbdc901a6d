"""Rows that are the sum of others: totals where chance is ruled out or the row looks like one, records else."""

import numpy as np
import pytest
from binary_workbooks import BOLD, INDENTED, write_xls, write_xlsb
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, Side
from written_files import write_csv, write_xlsx

import ctip_analysis as ctip
from ctip_analysis.reading.chance import is_beyond_chance
from ctip_analysis.reading.subtotals import find_heads, is_proved

SMALL = [["Region", "F", "M"], ["Chuy", 1, 2], ["Osh", 2, 3], ["Naryn", 3, 5]]
SAID = ["total_unclear"]


def totals_of(workbook):
    return workbook.rows.loc[workbook.rows["kind"].eq("total"), "row"].tolist()


def test_a_sum_of_small_numbers_without_a_word_or_a_look_is_a_record_and_that_is_said(tmp_path):
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", SMALL))
    assert totals_of(workbook) == []
    assert workbook.problems[["code", "severity", "cell"]].to_numpy().tolist() == [[*SAID, "info", "4:4"]]
    assert workbook.cells["row"].eq(4).sum() == 2


#: name: the rows, and the row that is a total.
TOTALS = {
    "a word of the pack": ([*SMALL[:3], ["Итого по стране", 3, 5]], 4),
    "large numbers, in any language": (
        [["Oblast", "n", "m"], ["a", 41, 17], ["b", 52, 29], ["Ogółem", 93, 46]],
        4,
    ),
    "one column of large numbers": ([["Oblast", "n"], ["a", 104], ["b", 237], ["c", 18], ["d", 359]], 5),
    "the first row, of large numbers": ([["Oblast", "n"], ["d", 359], ["a", 104], ["b", 237], ["c", 18]], 2),
    "capitals": ([["Name", "F", "M"], ["Aral", 1, 2], ["Bala", 2, 3], ["KOKKU", 3, 5]], 4),
    "a text below years": ([["Year", "F", "M"], [2017, 1, 2], [2018, 2, 3], ["Kokku", 3, 5]], 4),
    "sums beside shares, which add up to nothing": (
        [["Provincia", "n", "m", "%"], ["a", 41, 17, 60], ["b", 52, 29, 50], ["Suma", 93, 46, 55]],
        4,
    ),
    "the first row, above the sections of which it is the sum": (
        [
            ["Região", "n", "m"],
            ["Total", 60, 66],
            ["Continente"],
            ["a", 20, 22],
            ["b", 25, 27],
            ["Ilhas"],
            ["c", 10, 11],
            ["d", 5, 6],
        ],
        2,
    ),
    "no label": ([["Name", "F", "M"], ["Aral", 1, 2], ["Bala", 2, 3], [None, 3, 5]], 4),
}


@pytest.mark.parametrize("name", TOTALS)
def test_what_tells_a_total(tmp_path, name):
    rows, total = TOTALS[name]
    for path in (write_xlsx(tmp_path / "a.xlsx", rows), write_csv(tmp_path / "a.csv", rows)):
        workbook = ctip.read_workbook(path)
        assert (totals_of(workbook), workbook.problems["code"].tolist()) == ([total], [])


LOOKS = {
    "bold letters": {"font": Font(bold=True)},
    "a line above": {"border": Border(top=Side(style="thin"))},
}


@pytest.mark.parametrize("look", LOOKS)
def test_the_look_of_a_row_tells_a_total_unless_all_rows_have_it(tmp_path, look):
    path = write_xlsx(tmp_path / "a.xlsx", SMALL)
    for dressed, expected in (((4,), [4]), ((2, 3, 4), [])):
        book = load_workbook(path)
        for row in dressed:
            for cell in book.active[row]:
                for part, style in LOOKS[look].items():
                    setattr(cell, part, style)
        book.save(tmp_path / "b.xlsx")
        assert totals_of(ctip.read_workbook(tmp_path / "b.xlsx")) == expected


def test_a_column_that_follows_from_others_is_no_further_evidence():
    rows = np.array([[1, 2, 3], [2, 3, 5], [3, 5, 8]], dtype=float)
    assert not is_beyond_chance(rows, [2])
    # Twelve of each sex and their sum: two independent columns of two digits.
    assert is_beyond_chance(np.array([[5, 6, 11], [7, 3, 10], [12, 9, 21]], dtype=float), [2])


# --- totals above their parts -------------------------------------------------------------------------------------

H = ["Region", "n", "m"]
A, B = (
    [["A", 260, 212], ["a1", 120, 100], ["a2", 140, 112]],
    [["B", 300, 160], ["b1", 100, 60], ["b2", 200, 100]],
)
SMALL_A, SMALL_B = [["A", 6, 2], ["a1", 2, 1], ["a2", 4, 1]], [["B", 7, 6], ["b1", 3, 4], ["b2", 4, 2]]
#: name: the rows, and those that are totals.
ABOVE = {
    "each above its parts": ([H, *A, *B], [2, 5]),
    "the whole above them": ([H, ["T", 560, 372], *A, *B], [2, 3, 6]),
    "a part without parts of its own": ([H, ["T", 610, 402], *A, ["City", 50, 30], *B], [2, 3, 7]),
    "the whole below them": ([H, *A, *B, ["T", 560, 372]], [2, 5, 8]),
    "the whole above, each below its parts": ([H, ["T", 560, 372], *A[1:], A[0], *B[1:], B[0]], [2, 5, 8]),
    "beside shares": (
        [
            ["R", "n", "%"],
            *[["A", 260, 50.5], ["x", 120, 48.5], ["y", 140, 52.5]],
            *[["B", 300, 30.1], ["v", 100, 20.4], ["w", 200, 35.5]],
        ],
        [2, 5],
    ),
    "small numbers, set in by blanks": (
        [H, *([("  " if row[0][1:] else "") + row[0], *row[1:]] for row in [*SMALL_A, *SMALL_B])],
        [2, 5],
    ),
    "rounded numbers": (
        [
            ["R", "2018", "2019"],
            ["T", 438.3, 183.2],
            ["a", 120.4, 90.3],
            ["b", 240.4, 60.4],
            ["c", 77.4, 32.6],
        ],
        [2],
    ),
}


@pytest.mark.parametrize("name", ABOVE)
def test_rows_that_sum_up_those_below_them_are_totals(tmp_path, name):
    rows, totals = ABOVE[name]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert totals_of(workbook) == totals
    assert workbook.problems.empty
    data = workbook.rows.loc[workbook.rows["kind"].eq("data"), "row"].tolist()
    assert data == [row for row in range(2, len(rows) + 1) if row not in totals]


def test_small_sums_above_their_parts_are_records_and_that_is_said(tmp_path):
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", [H, *SMALL_A, *SMALL_B]))
    assert totals_of(workbook) == []
    assert workbook.problems[["code", "cell"]].to_numpy().tolist() == [
        ["total_unclear", "2:2"],
        ["total_unclear", "5:5"],
    ]


def test_numbers_that_do_not_add_up_in_all_columns_of_counts_are_records(tmp_path):
    rows = [H, *A, ["B", 300, 161], *B[1:]]
    assert totals_of(ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))) == [2]


@pytest.mark.parametrize("look", ["bold", "indent", "outline"])
def test_the_look_of_small_sums_above_their_parts_tells_totals(tmp_path, look):
    path = write_xlsx(tmp_path / "a.xlsx", [H, *SMALL_A, *SMALL_B])
    book = load_workbook(path)
    for row in (2, 5):
        if look == "bold":
            book.active.cell(row, 1).font = Font(bold=True)
        for part in (row + 1, row + 2):
            if look == "indent":
                book.active.cell(part, 1).alignment = Alignment(indent=1)
            elif look == "outline":
                book.active.row_dimensions[part].outlineLevel = 1
    book.save(path)
    assert totals_of(ctip.read_workbook(path)) == [2, 5]


def test_hardly_a_table_of_random_numbers_has_a_sum_above_its_parts():
    chance = np.random.default_rng(7)
    tables = [chance.integers(0, 60, size=(20, 1)).astype(float) for _ in range(400)]
    proved = sum(bool(heads := find_heads(table)) and is_proved(table, heads) for table in tables)
    assert proved <= 8


@pytest.mark.parametrize("write", [write_xls, write_xlsb])
@pytest.mark.parametrize("look", [BOLD, INDENTED])
def test_the_look_of_a_binary_workbook_tells_totals_above_their_parts(tmp_path, write, look):
    rows = [2, 5] if look == BOLD else [3, 4, 6, 7]
    looks = {(row - 1, 0): look for row in rows}
    assert totals_of(ctip.read_workbook(write(tmp_path / "a.bin", [H, *SMALL_A, *SMALL_B], looks=looks))) == [
        2,
        5,
    ]


#: name: the rows of a table that parts into groups of small numbers, and its totals.
COVERED = {
    "a chance sum within a group does not hide its total": (
        [
            ["Quarter", "Month", "F", "M"],
            ["Q1", "Jan", 4, 5],
            ["Q1", "Feb", 2, 4],
            ["Q1", "Mar", 3, 3],
            ["Total Q1", None, 9, 12],
            ["Q2", "Apr", 1, 1],
            ["Q2", "May", 2, 2],
            ["Q2", "Jun", 3, 3],
            ["Total Q2", None, 6, 6],
            ["Total H1", None, 15, 18],
        ],
        [5, 9, 10],
    ),
    "a first word that only the totals have": (
        [["Gruppo", "N"], ["a", 1], ["b", 2], ["Razem Osh", 3], ["c", 2], ["d", 1], ["Razem Chuy", 3]],
        [4, 7],
    ),
    "totals above, and one of all below": (
        [["Gruppo", "N"], ["x", 9], ["a", 7], ["b", 2], ["y", 8], ["c", 3], ["d", 5], ["z", 17]],
        [2, 5, 8],
    ),
    "the label of the row heads a column too": (
        [["Έτος", "F", "M", "Σύνολο"], ["Αθήνα", 1, 2, 3], ["Πάτρα", 2, 1, 3], ["Σύνολο", 3, 3, 6]],
        [4],
    ),
}


@pytest.mark.parametrize("name", COVERED)
def test_totals_by_which_all_rows_stand_in_groups_are_totals(tmp_path, name):
    rows, totals = COVERED[name]
    assert totals_of(ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))) == totals


def test_hardly_a_table_of_random_small_numbers_parts_into_groups_by_chance(tmp_path):
    random = np.random.default_rng(0)
    found = 0
    for number in range(60):
        body = random.integers(0, random.choice([3, 6, 12]), size=(9, 2)).tolist()
        rows = [["Town", "F", "M"], *([f"{'ABCDEFGHI'[at]}lar", *own] for at, own in enumerate(body))]
        found += bool(totals_of(ctip.read_workbook(write_csv(tmp_path / f"{number}.csv", rows))))
    assert found <= 1


#: The town lies in the province above it: 1004 + 3000 + 6000 + 15000 is 25004 without it.
PROVINCES = [
    ["Area", 2019, 2020],
    ["Republic", 25004, 20133],
    ["North", 1004, 933],
    ["South", 3000, 2200],
    ["East", 6000, 5000],
    ["of which the town", 700, 600],
    ["Capital", 15000, 12000],
]


@pytest.mark.parametrize("blanks", [0, 3])
@pytest.mark.parametrize("is_last", [False, True])
def test_a_part_of_a_part_that_stands_further_in_is_left_out_of_the_total(tmp_path, blanks, is_last):
    head, total, *parts = [list(row) for row in PROVINCES]
    parts[3][0] = " " * blanks + parts[3][0]
    rows = [head, *parts, total] if is_last else [head, total, *parts]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert totals_of(workbook) == ([7 if is_last else 2] if blanks else [])


@pytest.mark.parametrize("place", [2, 3])
def test_no_total_leaves_out_what_is_no_part_of_the_row_above_or_does_not_add_up(tmp_path, place):
    rows = [list(row) for row in PROVINCES]
    rows[5][0] = "  " + rows[5][0]
    if place == 2:
        rows.insert(2, rows.pop(5))
    else:
        rows[3][2] += 1
    assert totals_of(ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))) == []
