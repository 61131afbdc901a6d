"""Rows that are the sum of others: totals where chance is ruled out or the row looks like one, records else."""

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.styles import Border, Font, Side
from written_files import write_csv, write_xlsx

import ctip_analysis as ctip
from ctip_analysis.reading.chance import is_beyond_chance

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
