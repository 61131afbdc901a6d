"""Large systems: a pattern of moves that proves itself, in bounded work."""

import itertools

import numpy as np
import pandas as pd
import pytest
from attacker import Cell, attack
from scipy import sparse
from test_disclosure_tables import count, find_learnt
from test_disclosure_values import COLUMNS, make_population, make_row, make_values

import ctip_analysis as ctip
from ctip_analysis.disclosure import attacking, auditing, limiting, protected_counts, solving, working


def make_cube(size, dimensions=3, seed=0, mean=25):
    """Make a complete table of made-up counts over some dimensions of one size."""
    rng = np.random.default_rng(seed)
    names = list("abcd")[:dimensions]
    known = {name: {"total": [f"{name}{k}" for k in range(size)]} for name in names}
    population = rng.negative_binomial(0.6, 0.6 / (0.6 + mean), size=(size,) * dimensions)
    population[rng.random(population.shape) < 0.3] = 0
    return {"t": count(population, known, names)}, known


@pytest.fixture
def no_search(monkeypatch):
    """Take every system for a large one, and let no table of whole numbers be searched for afterwards."""

    def refuse(*_):
        raise AssertionError("a search was made for what the moves were to prove")

    monkeypatch.setattr(solving, "LARGE", 0)
    monkeypatch.setattr(auditing._Search, "find", refuse)


@pytest.mark.parametrize("size", [5, 7])
def test_a_pattern_of_moves_is_proved_by_its_own_moves(no_search, size):
    tables, dimensions = make_cube(size)
    protected = ctip.protect_tables(tables, dimensions, value="n")
    assert ctip.verify_audit(protected)["proved"] == protected.audit["small_counts_proved"] > 20
    if size == 5:
        assert find_learnt(tables, dimensions, protected) == []


def _tells(detail, row):
    """Whether a row is of a detail that was left out."""
    return {
        "periods: quarter": "Q" in row.period,
        "breakdowns": row.sex != "total",
        "provinces": row.province != "KG",
    }[detail]


def test_periods_that_cut_quarters_tell_no_small_count_together(definitions):
    """Quarters, year to date, twelve months and a project from May to February, over months that nobody publishes."""
    population = np.random.default_rng(4).poisson(1.5, size=(24, 3))
    base = np.arange(population.size).reshape(population.shape)
    periods = {"2019": range(12), "2020": range(12, 24), "2019-05/2020-02": range(4, 14)}
    for last in range(3, 27, 3):
        name, start = f"{2019 + (last - 1) // 12}Q{(last - 1) % 12 // 3 + 1}", (last - 1) // 12 * 12
        periods |= {name: range(last - 3, last), f"{name}YTD": range(start, last)}
        periods |= {f"{name}R12": range(last - 12, last)} if last >= 12 else {}
    units = {"KG": [0, 1, 2]} | {own: [k] for k, own in enumerate(definitions.provinces["province"][:3])}
    rows, covers = [], []
    for (period, months), (unit, own) in itertools.product(periods.items(), units.items()):
        covers.append(base[np.ix_(list(months), own)].ravel())
        rows.append(make_row("PROT-01", "9", unit, period, int(population.ravel()[covers[-1]].sum())))
    protected = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions)
    cells = [
        Cell(row[1:4], members, row[7], None if is_hidden else row[7], 1)
        for row, members, is_hidden in zip(
            rows, covers, protected.values["status"].eq("suppressed"), strict=True
        )
    ]
    assert protected.audit["left_out"] == [] and any(cell.shown is None for cell in cells)
    assert attack(cells, population.size, is_whole=False) == []


@pytest.fixture
def crossing_periods(definitions):
    """Values of quarters and of the year to date, twelve months and a project's period that cross them."""
    rng = np.random.default_rng(4)
    months = pd.period_range("2019-01", "2020-12", freq="M")
    population = rng.poisson(3, size=(len(months), 9))
    periods = {str(month): [k] for k, month in enumerate(months)}
    for year in (2019, 2020):
        for quarter in range(4):
            first = (year - 2019) * 12 + 3 * quarter
            name, last = f"{year}Q{quarter + 1}", first + 3
            periods[name] = list(range(first, last))
            periods[f"{name}YTD"] = list(range((year - 2019) * 12, last))
            if last >= 12:
                periods[f"{name}R12"] = list(range(last - 12, last))
    periods["2019-05/2020-02"] = list(range(4, 14))
    view = next(iter(definitions.views))
    rows = [
        make_row("PROT-01", view, unit, period, population[own][:, units].sum())
        for period, own in periods.items()
        for unit, units in [
            ("KG", list(range(9))),
            *((u, [k]) for k, u in enumerate(definitions.provinces["province"])),
        ]
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_counts_that_take_too_much_work_lose_detail_kind_after_kind_and_the_rest_is_proved(
    definitions, monkeypatch, crossing_periods
):
    monkeypatch.setattr(protected_counts, "ALLOWED", 100_000)
    protected = ctip.protect(crossing_periods, definitions)
    again = ctip.protect(crossing_periods.sample(frac=1, random_state=1), definitions)
    told = [one["detail"] for one in protected.audit["left_out"]]
    assert told and set(told[:1]) <= {"periods: YTD", "periods: R12", "periods: project"}
    assert ctip.verify_audit(protected)["proved"] == protected.audit["small_counts_proved"]
    assert (
        protected.values["status"]
        .eq("suppressed")
        .equals(again.values["status"].eq("suppressed").sort_index())
    )


def test_no_work_at_all_leaves_counts_that_need_no_protection_and_ends(
    definitions, monkeypatch, crossing_periods
):
    monkeypatch.setattr(protected_counts, "ALLOWED", 0)
    protected = ctip.protect(crossing_periods, definitions)
    assert protected.audit["left_out"][-1]["detail"] == "provinces"
    out = protected.values
    assert set(out.loc[out["status"].eq("reported"), "province"]) == {"KG"}
    assert out["value"].min() >= 11


def test_work_is_counted_in_steps_and_ends_where_it_is_more_than_allowed():
    solver = attacking.make_solver()
    attacking.pass_model(
        solver,
        cost=np.array([-1.0, -2.0]),
        lower=np.zeros(2),
        upper=np.full(2, 9.0),
        matrix=sparse.csr_array([[1.0, 1.0], [1.0, 3.0]]),
        row_lower=np.full(2, -np.inf),
        row_upper=np.array([4.0, 6.0]),
    )
    solver.setOptionValue("presolve", "off")
    solver.run()
    steps = solver.getInfo().simplex_iteration_count
    work = working.Work(allowed=steps * 2)
    assert work.take(solver, 2) == steps > 0
    with pytest.raises(working.TooMuchWork, match="coarser"):
        work.take(solver, 2)


@pytest.mark.parametrize(
    ("most", "details"),
    [
        (30, ["periods: quarter"]),
        (10, ["periods: quarter", "breakdowns"]),
        (0, ["periods: quarter", "breakdowns", "provinces"]),
    ],
)
def test_detail_that_ties_too_many_counts_together_is_hidden_whole_and_said(
    definitions, monkeypatch, most, details
):
    monkeypatch.setattr(limiting, "MOST_CELLS", most)
    values, covers = make_values(definitions, make_population(1, 2))
    protected = ctip.protect(values, definitions)
    assert [one["detail"] for one in protected.audit["left_out"]] == details
    out = protected.values
    assert out.loc[out["period"].isin(["2019Q1", "2019Q2"]), "status"].eq("suppressed").all()
    assert ctip.verify_audit(protected)["proved"] == protected.audit["small_counts_proved"]
    cells = []
    for row, members, is_hidden in zip(
        values.itertuples(), covers, out["status"].eq("suppressed"), strict=True
    ):
        is_zero_told = not any(_tells(detail, row) for detail in details)
        shown = None if is_hidden else int(row.numerator)
        cells.append(Cell(tuple(row[1:8]), members, int(row.numerator), shown, int(is_zero_told)))
    # That a part of nothing is nothing is no secret.
    assert [one for one in attack(cells, 2 * 9 * 3, is_whole=False) if one[1] > 0] == []


def test_a_count_that_is_hidden_with_all_of_its_kind_is_explained_so(definitions, monkeypatch):
    monkeypatch.setattr(limiting, "MOST_CELLS", 30)
    values, _ = make_values(definitions, make_population(2, 6))
    protected = ctip.protect(values, definitions)
    large = values[values["period"].eq("2019Q1") & values["numerator"].gt(10) & values["sex"].eq("total")]
    row = large[large["indicator"].eq("STAT-01")].iloc[0]
    told = ctip.explain(
        protected, "STAT-01", province=row["province"], territory=row["territory"], period="2019Q1"
    )
    assert "with all of its kind" in told


def test_nothing_is_left_out_of_an_ordinary_run(definitions):
    values, _ = make_values(definitions, make_population(2, 6))
    assert ctip.protect(values, definitions).audit["left_out"] == []
