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
    """As issue 6 quotes it: "Hundepool's handbook example 3: X11 in [3, 6]". The interval is all that it quotes:
    the cells and margins below were chosen by us so that this is the interval of the first cell."""
    true = {
        ("A", "I"): 5, ("A", "II"): 2, ("B", "I"): 1, ("B", "II"): 2,
        ("A", "total"): 7, ("B", "total"): 3, ("total", "I"): 6, ("total", "II"): 4, ("total", "total"): 10,
    }  # fmt: skip
    frame = pd.DataFrame([(*cell, n) for cell, n in true.items()], columns=["row", "column", "n"])
    inside = frame["row"].ne("total") & frame["column"].ne("total")
    published = frame.assign(n=frame["n"].mask(inside), status=np.where(inside, "suppressed", "shown"))
    dimensions = {"row": {"total": ["A", "B"]}, "column": {"total": ["I", "II"]}}
    cells, base = list_cells({"t": frame}, {"t": published}, dimensions)
    assert find_interval(cells, len(base["of"]), 0) == pytest.approx((3, 6))


def add_totals(frame):
    row, column = frame.columns[:2]
    across = frame.groupby(row, as_index=False)["n"].sum().assign(**{column: "total"})
    down = frame.groupby(column, as_index=False)["n"].sum().assign(**{row: "total"})
    whole = pd.DataFrame([{row: "total", column: "total", "n": frame["n"].sum()}])
    return pd.concat([frame, across, down, whole], ignore_index=True)


def test_the_vignette_of_gausssuppression_hides_as_many_cells():
    """SuppressSmallCounts with maxN = 1 on a table of the package GaussSuppression, as remembered from its vignette
    on small counts, which was not at hand when this was written; that four cells are the fewest is checked here:
    zeros and ones are small; the zero of young in Portugal is hidden with three others of Iceland and Portugal."""
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
