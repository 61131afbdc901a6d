"""Sheets of one shape share a layout, and only as long as their contents answer what the layout rests on alike."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tables import draw_table

import ctip_analysis as ctip
from ctip_analysis.reading import inspection_document, plans, totals
from ctip_analysis.reading.gridding import make_grid
from ctip_analysis.reading.questions import Layouts, question
from ctip_analysis.reading.sheets import Sheet

NAMES = ["Region", "2018", "2019"]


@pytest.fixture
def laid_out(monkeypatch):
    """Let plans be found anew, and list the grids for which one was made."""
    made = []

    def plan(grid):
        made.append(grid)
        return plans.plan_sheet(grid)

    monkeypatch.setattr(plans.PLANS, "lay_out", plan)
    monkeypatch.setattr(plans.PLANS, "known", {})
    return made


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def read(path):
    return inspection_document(ctip.read_workbook(path, name="report"))["tables"]


def test_a_second_sheet_of_the_same_shape_is_not_laid_out_again_and_gives_its_own_contents(
    laid_out, tmp_path
):
    first = write(tmp_path / "first.csv", [NAMES, ["Chuy", 5, 9], ["Talas", 7, 11]])
    second = write(tmp_path / "second.csv", [["Place", "2020", "2021"], ["Osh", 50, 91], ["Naryn", 72, 14]])
    read(first)
    (table,) = read(second)
    assert len(laid_out) == 1
    found = {
        cell["cell"]: (cell["value"], cell["row_labels"], cell["column_labels"]) for cell in table["cells"]
    }
    assert found == {
        "B2": (50, ["Osh"], ["2020"]),
        "C2": (91, ["Osh"], ["2021"]),
        "B3": (72, ["Naryn"], ["2020"]),
        "C3": (14, ["Naryn"], ["2021"]),
    }


def test_a_row_is_a_total_only_where_its_own_numbers_are_sums(laid_out, tmp_path):
    rows = [NAMES, ["a", 5, 9], ["b", 7, 11], ["c", 3, 4]]
    for last, expected in ([15, 24], [5]), ([15, 25], []), ([15, 24], [5]):
        (table,) = read(write(tmp_path / "report.csv", [*rows, ["d", *last]]))
        assert table["rows"]["total"] == expected
    assert len(laid_out) == 2


def test_a_column_of_numbers_counts_the_rows_only_where_it_does(laid_out, tmp_path):
    for numbers, labels in ((1, 2, 3), ["A", "B"]), ((4, 9, 2), []):
        rows = [[number, f"place {number}", number * 7] for number in numbers]
        (table,) = read(write(tmp_path / "report.csv", [["No", "Place", "Found"], *rows]))
        assert table["label_columns"] == labels


def test_no_table_reads_otherwise_because_of_the_tables_before_it(monkeypatch, tmp_path):
    drawn = [draw_table(seed, can_merge=False).rows for seed in range(60)]
    # The same shapes again with other words and numbers: each word shifted, each number one more.
    others = [[[_change(cell) for cell in row] for row in rows] for rows in drawn]
    paths = [write(tmp_path / f"{n}.csv", rows) for n, rows in enumerate([*drawn, *others, *drawn])]
    remembered = [read(path) for path in paths]
    monkeypatch.setattr(plans.PLANS, "find", plans.plan_sheet)
    assert remembered == [read(path) for path in paths]


def _change(cell):
    return cell + 1 if isinstance(cell, int) else f"{cell[1:]}{cell[:1]}" if isinstance(cell, str) else cell


def make(rows):
    return make_grid(Sheet("sheet", rows))


def test_a_layout_that_looks_at_contents_outside_of_a_question_is_not_kept():
    layouts = Layouts(lambda grid: grid.text(0, 0), 1000)
    assert [layouts.find(make([[text]])) for text in "aba"] == ["a", "b", "a"]


def test_an_answer_found_within_another_question_does_not_stand_for_one_outside_of_it():
    inner = question(lambda grid: grid.text(0, 0) == "a")
    outer = question(lambda grid: inner(grid) or grid.text(0, 0) == "b")
    layouts = Layouts(lambda grid: (outer(grid), inner(grid)), 1000)
    expected = {"a": (True, True), "b": (True, False), "c": (False, False)}
    assert [layouts.find(make([[text]])) for text in "abcacb"] == [expected[text] for text in "abcacb"]


def test_no_more_cells_are_remembered_than_may_be():
    layouts = Layouts(lambda grid: grid.shape, 100)
    for width in range(1, 30):
        layouts.find(make([["a"] * width]))
        assert layouts.cells <= 100
    assert not any(len(codes) > 10 for codes, *_ in layouts.known)


@given(
    st.lists(st.lists(st.sampled_from([*range(7), "", 0.5]), min_size=3, max_size=3), min_size=3, max_size=8),
    st.integers(0, 3),
)
def test_the_look_before_the_sums_misses_no_total(rows, summed):
    if summed:
        rows.append(
            [sum(own for own in column if own != "") for column in list(zip(*rows, strict=True))[:summed]]
        )
    grid = make([["names", "a", "b", "c"], *([f"row {n}", *row] for n, row in enumerate(rows))])
    data, values = np.arange(1, len(rows) + 1), [1, 2, 3]
    asked = (grid, data, values, [(0, len(rows))], (), (0,), (0, 1, 2, 3))
    found = totals._find_sums(*asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(totals, "_may_be_summed", lambda *_: True)
        assert found == totals._find_sums(*asked)
