"""Worked examples: intervals and patterns that are known from elsewhere or worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from attacker import list_cells
from scipy.optimize import linprog

import ctip_analysis as ctip


def find_interval(cells, n_base, place):
    """Find the bounds that a reader computes for a hidden cell."""
    rows = [cell for cell in cells if cell.shown is not None]
    matrix = np.zeros((len(rows), n_base))
    for row, cell in enumerate(rows):
        matrix[row, cell.members] = 1
    target = np.zeros(n_base)
    target[cells[place].members] = 1
    totals = [cell.shown for cell in rows]
    return tuple(
        sign * linprog(sign * target, A_eq=matrix, b_eq=totals, bounds=(0, None)).fun for sign in (1, -1)
    )


def test_the_attacker_finds_the_interval_of_the_handbook():
    """Example 3 of Hundepool et al., Handbook on Statistical Disclosure Control, section 4.2.2 (after Geurts 1992,
    table 10): four cells hidden, the margins 7, 3, 6 and 9, 7, 6 shown; "X11 min = 3 and X11 max = 6".
    The four counts are ours, as the handbook does not print them."""
    true = {
        ("1", "1"): 5, ("1", "2"): 2, ("1", "total"): 7,
        ("2", "1"): 1, ("2", "2"): 2, ("2", "total"): 3,
        ("3", "1"): 3, ("3", "2"): 3, ("3", "total"): 6,
        ("total", "1"): 9, ("total", "2"): 7, ("total", "total"): 16,
    }  # fmt: skip
    frame = pd.DataFrame([(*cell, n) for cell, n in true.items()], columns=["row", "column", "n"])
    inside = frame["row"].isin(["1", "2"]) & frame["column"].ne("total")
    published = frame.assign(n=frame["n"].mask(inside), status=np.where(inside, "suppressed", "shown"))
    dimensions = {"row": {"total": ["1", "2", "3"]}, "column": {"total": ["1", "2"]}}
    cells, base = list_cells({"t": frame}, {"t": published}, dimensions)
    assert find_interval(cells, len(base["of"]), 0) == pytest.approx((3, 6))


def add_totals(frame):
    row, column = frame.columns[:2]
    across = frame.groupby(row, as_index=False)["n"].sum().assign(**{column: "total"})
    down = frame.groupby(column, as_index=False)["n"].sum().assign(**{row: "total"})
    whole = pd.DataFrame([{row: "total", column: "total", "n": frame["n"].sum()}])
    return pd.concat([frame, across, down, whole], ignore_index=True)


def test_the_vignette_of_gausssuppression_hides_the_same_cells():
    """The first example of the vignette "Small count frequency table suppression" of the R package GaussSuppression
    (https://cran.r-project.org/package=GaussSuppression): maxN = 1, so zeros and ones are primary; it suppresses
    young and old in Iceland and Portugal, and so do we."""
    frame = pd.DataFrame(
        [
            ("young", "Spain", 5),
            ("young", "Iceland", 2),
            ("young", "Portugal", 0),
            ("old", "Spain", 6),
            ("old", "Iceland", 3),
            ("old", "Portugal", 4),
        ],
        columns=["age", "geo", "n"],
    )
    dimensions = {"age": {"total": ["young", "old"]}, "geo": {"total": ["Spain", "Iceland", "Portugal"]}}
    out = ctip.protect_tables({"t": add_totals(frame)}, dimensions, value="n", threshold=2, zeros_shown=False)
    hidden = out.tables["t"].query("status == 'suppressed'")
    assert set(zip(hidden["age"], hidden["geo"], strict=True)) == {
        ("young", "Iceland"),
        ("young", "Portugal"),
        ("old", "Iceland"),
        ("old", "Portugal"),
    }
    assert out.audit["bound"] == 4


def test_two_small_cells_in_a_row_need_six_hidden_cells_as_worked_out_by_hand():
    """The 3 must be able to be 11. Its neighbor of 4 gives 3 at most, so a third cell of the row (or its total)
    gives way too; each of the three columns then holds a second hidden cell: six, and six do."""
    rows = [("A", [3, 4, 53]), ("B", [40, 50, 60]), ("C", [30, 20, 90])]
    frame = pd.DataFrame(
        [(r, c, n) for r, own in rows for c, n in zip("xyz", own, strict=True)],
        columns=["row", "column", "n"],
    )
    dimensions = {"row": {"total": list("ABC")}, "column": {"total": list("xyz")}}
    out = ctip.protect_tables({"t": add_totals(frame)}, dimensions, value="n")
    assert out.audit["cost"] == out.audit["bound"] == 6


def test_the_documented_example_of_sdctable_hides_the_same_cells_at_the_same_cost():
    """The example of `protectTable` in the reference of the R package sdcTable 0.28 (data `microData1`, 100 persons by
    region and gender): of one primary cell, 2 women in A, "3 cells need to be additionally suppressed", "obj_val of 42":
    the men of A (18) and both cells of C (12 and 10)."""
    counts = {"A": (18, 2), "B": (14, 19), "C": (12, 10), "D": (11, 14)}
    frame = pd.DataFrame(
        [(r, g, n) for r, own in counts.items() for g, n in zip(("male", "female"), own, strict=True)],
        columns=["region", "gender", "n"],
    )
    dimensions = {"region": {"total": list("ABCD")}, "gender": {"total": ["male", "female"]}}
    out = ctip.protect_tables({"t": add_totals(frame)}, dimensions, value="n", threshold=3, cost="values")
    hidden = out.tables["t"].query("status == 'suppressed'")
    assert set(zip(hidden["region"], hidden["gender"], strict=True)) == {
        ("A", "male"),
        ("A", "female"),
        ("C", "male"),
        ("C", "female"),
    }
    assert out.audit["cost"] == out.audit["bound"] == 42
