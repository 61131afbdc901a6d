"""Totals that are told by what they share, however small their numbers."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip

N = None

#: rows, and the totals among them
TABLES = {
    "one unknown word begins the totals": (
        [
            ["Parte", "N"],
            ["a", 7],
            ["b", 2],
            ["Razem c", 9],
            ["d", 4],
            ["e", 1],
            ["Razem f", 5],
            ["g", 7],
        ],
        [4, 7],
    ),
    "one word ends the totals of two levels and of the whole": (
        [
            ["Region", "District", "Form", "F", "M"],
            ["Batken", "Leilek", "Labour", 3, 8],
            [N, N, "Sexual", 6, 1],
            [N, "Leilek Total", N, 9, 9],
            [N, "Kadamjai", "Labour", 2, 2],
            [N, "Kadamjai Total", N, 2, 2],
            ["Batken Total", N, N, 11, 11],
            ["Osh", "Nookat", "Labour", 1, 4],
            [N, N, "Sexual", 5, N],
            [N, "Nookat Total", N, 6, 4],
            ["Osh Total", N, N, 6, 4],
            ["Grand Total", N, N, 17, 15],
        ],
        [4, 6, 7, 10, 11, 12],
    ),
    "one word names totals above their parts, and the last row adds them up": (
        [
            ["Region", "Events", "People"],
            ["Osh province", 8, 330],
            ["Alay", 3, 120],
            ["Uzgen", 5, 210],
            ["Batken province", 3, 90],
            ["Leilek", 1, 30],
            ["Kadamjay", 2, 60],
            ["Razem", 11, 420],
        ],
        [2, 5, 8],
    ),
    "a month is no total although it is the sum of the months before it": (
        [
            ["Quarter", "Month", "F", "M"],
            ["Q1", "Jan", 1, 2],
            [N, "Feb", 3, 3],
            [N, "Mar", 5, 4],
            ["Total Q1", N, 9, 9],
            ["Q2", "Apr", 1, 1],
            [N, "May", 2, 2],
            [N, "Jun", 3, 3],
            ["Total Q2", N, 6, 6],
            ["Total H1", N, 15, 15],
        ],
        [5, 9, 10],
    ),
    "a group stands alone in its row above its parts": (
        [
            ["Group", "Part", "I", "II"],
            ["a", N, 3, 8],
            [N, "b", 0, 3],
            [N, "c", 3, 5],
            ["d", N, 4, 1],
            [N, "e", 3, 0],
            [N, "f", 1, 1],
            ["g", N, 7, 9],
        ],
        [2, 5, 8],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_that_share_a_trait_and_add_up_are_totals(tmp_path, name):
    rows, totals = TABLES[name]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    found = workbook.rows.loc[workbook.rows["kind"].eq("total"), "row"].tolist()
    assert found == totals
    assert workbook.problems.empty


@pytest.mark.parametrize(("place", "number"), [(3, 8), (6, 4)])
def test_one_row_of_the_trait_that_does_not_add_up_leaves_all_of_them_records(tmp_path, place, number):
    rows = [list(row) for row in TABLES["one unknown word begins the totals"][0]]
    rows[place][1] = number
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert not workbook.rows["kind"].eq("total").any()


def test_rows_of_zeros_prove_nothing(tmp_path):
    rows = [["Part", "N"], ["a", 0], ["All b", 1], ["c", 0], ["All d", 0], ["e", 1], ["f", 2]]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert not workbook.rows["kind"].eq("total").any()


def test_small_totals_above_their_parts_are_told_by_the_total_of_the_whole(tmp_path):
    rows = [
        ["Part", "N"],
        ["a", 26],
        ["b", 8],
        ["c", 18],
        ["d", 60],
        ["e", 31],
        ["f", 14],
        ["g", 15],
        ["h", 86],
    ]
    kinds = {}
    for last in (86, 87):
        rows[-1][1] = last
        workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
        kinds[last] = workbook.rows.loc[workbook.rows["kind"].eq("total"), "row"].tolist()
    assert kinds == {86: [2, 5, 9], 87: []}


def test_a_row_that_repeats_the_one_above_it_is_no_total_whatever_word_it_shares(tmp_path):
    rows = [["Case", "N"], ["Aral", 1], ["among them women", 1], ["Uzgen", 2], ["among them women", 2]]
    rows += [["Talas", 4], ["among them women", 4]]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert not workbook.rows["kind"].eq("total").any()
