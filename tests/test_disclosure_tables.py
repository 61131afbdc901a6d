"""Linked tables: no reader learns a small count, no total changes, no more is hidden than it takes."""

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from attacker import attack, list_all_leaves, list_cells, list_leaves

import ctip_analysis as ctip
from ctip_analysis.disclosure import boxing, moving, solving
from ctip_analysis.disclosure.attacking import Attacker
from ctip_analysis.disclosure.auditing import find_witnesses
from ctip_analysis.disclosure.collecting import collect
from ctip_analysis.disclosure.cutting import Cuts
from ctip_analysis.disclosure.dimensions import read_dimensions, require_tables
from ctip_analysis.disclosure.examining import Examiner
from ctip_analysis.disclosure.improving import show_proved
from ctip_analysis.disclosure.linking import link_cells
from ctip_analysis.disclosure.moving import Mover
from ctip_analysis.disclosure.needing import show_needless
from ctip_analysis.disclosure.requiring import find_least, require_of
from ctip_analysis.disclosure.solving import publish_cells

SEX = {"sex": {"total": ["female", "male"]}}


def make_dimension(rng, name, size, *, is_deep):
    leaves = [f"{name}{number}" for number in range(size)]
    if is_deep and size > 2:
        cut = int(rng.integers(1, size))
        groups = {f"{name}A": leaves[:cut], f"{name}B": leaves[cut:]}
        return {"total": list(groups), **groups}
    return {"total": leaves}


def count(population, dimensions, names):
    """Tabulate base cells over some dimensions: every member of each, totals too."""
    members = [[*dimensions[n], *list_all_leaves(dimensions[n])] for n in names]
    leaves = {name: list_all_leaves(dimensions[name]) for name in dimensions}
    rows = []
    for cell in itertools.product(*members):
        axes = [
            [leaves[n].index(leaf) for leaf in list_leaves(dimensions[n], cell[names.index(n)])]
            if n in names
            else list(range(len(leaves[n])))
            for n in dimensions
        ]
        rows.append((*cell, int(population[np.ix_(*axes)].sum())))
    return pd.DataFrame(rows, columns=[*names, "n"])


def make_tables(seed):
    """Make linked tables of one made-up population: 1 to 5 dimensions, hierarchies, up to 10 tables."""
    rng = np.random.default_rng(seed)
    count_of_dimensions = int(rng.integers(1, 6))
    sizes = rng.integers(2, {1: 9, 2: 6, 3: 4, 4: 3, 5: 3}[count_of_dimensions], size=count_of_dimensions)
    dimensions = {
        name: make_dimension(rng, name, int(size), is_deep=bool(rng.random() < 0.3))
        for name, size in zip("abcde", sizes, strict=False)
    }
    mean = rng.choice([2, 8, 30])
    population = rng.negative_binomial(0.5, 0.5 / (0.5 + mean), size=sizes)
    population[rng.random(sizes) < 0.25] = 0
    names = list(dimensions)
    chosen = [c for k in range(1, len(names) + 1) for c in itertools.combinations(names, k)]
    picked = rng.permutation(len(chosen))[: int(rng.integers(1, 11 if seed % 4 == 0 else 5))]
    tables = {f"table{k}": count(population, dimensions, list(chosen[k])) for k in picked}
    used = {name for frame in tables.values() for name in frame.columns}
    return tables, {name: dimensions[name] for name in names if name in used}


def find_learnt(tables, dimensions, protected, *, threshold=11, **options):
    cells, base = list_cells(tables, protected.tables, dimensions, **options)
    return attack(cells, len(base["of"]), threshold=threshold)


@pytest.mark.parametrize("start", range(0, 240, 20))
def test_an_attacker_of_other_code_learns_no_small_count_of_linked_tables(start):
    for seed in range(start, start + 20):
        tables, dimensions = make_tables(seed)
        protected = ctip.protect_tables(tables, dimensions, value="n")
        assert find_learnt(tables, dimensions, protected) == [], seed
        told = ctip.verify_audit(protected)
        assert told["proved"] == told["small_counts"]


@pytest.mark.parametrize(("seed", "whole", "size"), [(0, "abcde", 2), (1, "acde", 3)])
def test_an_attacker_learns_nothing_of_ten_linked_tables_over_five_dimensions(seed, whole, size):
    rng = np.random.default_rng(seed)
    sizes = (size, 2, 2, 2, 2)
    dimensions = {
        name: make_dimension(rng, name, own, is_deep=True) for name, own in zip("abcde", sizes, strict=True)
    }
    population = rng.negative_binomial(0.5, 0.5 / (0.5 + 12), size=sizes)
    population[rng.random(sizes) < 0.3] = 0
    chosen = [list(c) for k in (1, 2, 3) for c in itertools.combinations("abcde", k)]
    picked = rng.permutation(len(chosen))[:9]
    tables = {f"table{k}": count(population, dimensions, chosen[k]) for k in picked}
    tables["whole"] = count(population, dimensions, list(whole))
    used = {name for frame in tables.values() for name in frame.columns} - {"n"}
    assert (len(tables), len(used)) == (10, 5)
    assert find_learnt(tables, dimensions, ctip.protect_tables(tables, dimensions, value="n")) == []


@pytest.mark.parametrize("seed", [4, 8, 13, 21, 34])
def test_each_cell_hidden_for_others_would_tell_a_small_count_were_it_shown(seed):
    """What the audit calls hidden for nothing, measured by the attacker: showing any one of them teaches something."""
    tables, dimensions = make_tables(seed)
    protected = ctip.protect_tables(tables, dimensions, value="n")
    cells, base = list_cells(tables, protected.tables, dimensions)
    for place, cell in enumerate(cells):
        if cell.shown is None and cell.true > 10:
            with_it = [*cells[:place], replace(cell, shown=cell.true), *cells[place + 1 :]]
            assert attack(with_it, len(base["of"])), cell.name
    assert protected.audit["hidden_for_nothing"] == protected.audit["not_tested_in_whole_numbers"] == 0


def test_a_cell_hidden_for_nothing_is_found_and_shown_again():
    counts = pd.DataFrame({"sex": ["total", "f", "m", "u"], "n": [200, 97, 3, 100]})
    known = read_dimensions({"sex": {"total": ["f", "m", "u"]}}, [])
    read = require_tables({"t": counts}, known, value="n", weights=None, faults=[])
    found = collect(
        read,
        known,
        {"t": np.ones(4)},
        threshold=11,
        zeros_shown=True,
        entries=[],
        must_show={"t": np.zeros(4, dtype=bool)},
    )
    system = link_cells(found.published)
    attacker = Attacker(system, find_least(system))
    asked = require_of(attacker.system, attacker, 11)
    examiner = Examiner(attacker, asked, Cuts(system.size))

    def publish(pattern, asked):
        return publish_cells(found.published, pattern[system.cells], asked.floor[system.cells], 11)

    everything = publish(np.ones(4, dtype=bool), asked)
    proof = (everything, find_witnesses(everything)[0])
    hidden, (publication, witnesses), needs = show_needless(
        examiner, np.ones(4, dtype=bool), publish, proof, {}, system.cells
    )
    assert (needs.tested, needs.shown_again, needs.untried) == (3, 2, 0)
    assert hidden.sum() == 2 and np.isnan(publication.shown).sum() == 2
    assert ctip.verify_audit(publication, witnesses)["proved"] == 1


def test_the_attacker_of_these_tests_sees_through_primary_suppression_alone():
    tables, dimensions = make_tables(3)
    masked = {
        name: frame.assign(
            status=np.where(frame["n"].between(1, 10), "suppressed", "shown"),
            n=frame["n"].where(~frame["n"].between(1, 10)),
        )
        for name, frame in tables.items()
    }
    cells, base = list_cells(tables, masked, dimensions)
    assert len(attack(cells, len(base["of"]))) > 0


def test_the_rows_stay_in_order_with_their_index_and_totals_are_the_true_ones():
    counts = pd.DataFrame(
        {"sex": ["male", "total", "female"], "n": [3, 60, 57]}, index=["third", "first", "second"]
    )
    out = ctip.protect_tables({"t": counts}, SEX, value="n").tables["t"]
    assert list(out.index) == ["third", "first", "second"]
    assert list(out.columns) == ["sex", "n", "status"]
    assert out["status"].tolist().count("suppressed") == 2
    assert out.loc["third", "status"] == "suppressed" and np.isnan(out.loc["third", "n"])
    shown = out["status"].eq("shown")
    assert (out.loc[shown, "n"] == counts.loc[shown, "n"]).all()


def test_what_went_in_is_not_changed():
    counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [60, 57, 3]})
    before = counts.copy()
    ctip.protect_tables({"t": counts}, SEX, value="n")
    pd.testing.assert_frame_equal(counts, before)


def test_nothing_is_hidden_where_no_count_is_small_and_zeros_stay_shown():
    counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [57, 57, 0]})
    out = ctip.protect_tables({"t": counts}, SEX, value="n")
    assert out.tables["t"]["status"].tolist() == ["shown"] * 3
    assert out.audit["cells_primary"] == out.audit["cells_complementary"] == 0


def test_zeros_are_hidden_as_small_counts_where_the_policy_says_so():
    counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [57, 57, 0]})
    out = ctip.protect_tables({"t": counts}, SEX, value="n", zeros_shown=False)
    assert out.tables["t"].loc[2, "status"] == "suppressed"
    assert find_learnt({"t": counts}, SEX, out, zeros_shown=False) == []


def test_a_margin_whose_only_part_that_is_not_zero_is_small_hides_with_it():
    dimensions = {"province": {"KG": ["KG-B", "KG-C"], "KG-B": ["d1", "d2"]}}
    counts = pd.DataFrame({"province": ["KG", "KG-B", "KG-C", "d1", "d2"], "n": [90, 4, 86, 4, 0]})
    out = ctip.protect_tables({"t": counts}, dimensions, value="n").tables["t"].set_index("province")
    assert out.loc[["KG-B", "d1"], "status"].tolist() == ["suppressed"] * 2
    assert out.loc["d2", "n"] == 0


def test_the_threshold_is_that_of_the_owner():
    counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [60, 53, 7]})
    assert ctip.protect_tables({"t": counts}, SEX, value="n", threshold=5).audit["cells_primary"] == 0
    assert ctip.protect_tables({"t": counts}, SEX, value="n", threshold=8).audit["cells_primary"] == 1


def test_the_pattern_is_the_same_for_any_order_of_tables_rows_columns_and_categories():
    rng = np.random.default_rng(0)
    for seed in (2, 5, 11, 17):
        tables, dimensions = make_tables(seed)
        expected = ctip.protect_tables(tables, dimensions, value="n").tables
        shuffled = {
            name: frame.sample(frac=1, random_state=seed)[
                [frame.columns[k] for k in rng.permutation(len(frame.columns))]
            ]
            for name, frame in reversed(tables.items())
        }
        turned = {
            name: {total: parts[::-1] for total, parts in reversed(own.items())}
            for name, own in reversed(dimensions.items())
        }
        found = ctip.protect_tables(shuffled, turned, value="n").tables
        for name, frame in expected.items():
            pd.testing.assert_series_equal(found[name]["status"].sort_index(), frame["status"])


def test_every_fault_of_the_input_is_named_at_once():
    good = pd.DataFrame({"sex": ["total", "female", "male"], "n": [40, 37, 3]})
    tables = {
        "sum": good.assign(n=[41, 37, 3]),
        "twice": pd.concat([good, good.iloc[[1]]]),
        "missing": good.iloc[:2],
        "unknown": good.replace("male", "mail"),
        "negative": good.assign(n=[40, 43, -3]),
        "fraction": good.assign(n=[40, 36.5, 3.5]),
        "text": good.assign(n=[40, "many", 3]),
        "column": good.assign(age="total"),
        "headless": good.iloc[1:],
    }
    with pytest.raises(ctip.DisclosureError) as caught:
        ctip.protect_tables(tables, SEX, value="n")
    for told in (
        "sum: sex total is not the sum of its parts",
        "twice: sex female stands twice",
        "missing: sex male, a part of total, is missing",
        "unknown: sex has no member mail",
        "negative: sex male has a negative count",
        "fraction: sex male has a count that is no whole number",
        "text: sex female has no number",
        "column: the column age is no dimension with a total",
        "headless: sex has no total",
    ):
        assert told in str(caught.value)


@pytest.mark.parametrize(
    ("dimension", "told"),
    [
        ({}, "has no total"),
        (["female", "male"], "has no total"),
        ({"women": ["female"], "men": ["male"]}, "has no total"),
        ({"total": ["female", "total"]}, "is among its own parts"),
        ({"total": ["female", "female"]}, "overlap"),
        ({"total": "female"}, "to be a list"),
    ],
)
def test_a_dimension_that_is_no_hierarchy_is_refused(dimension, told):
    counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [40, 37, 3]})
    with pytest.raises(ctip.DisclosureError, match=told):
        ctip.protect_tables({"t": counts}, {"sex": dimension}, value="n")


def test_a_cell_that_two_tables_count_differently_is_refused():
    one = pd.DataFrame({"sex": ["total", "female", "male"], "n": [40, 37, 3]})
    with pytest.raises(ctip.DisclosureError, match="is another count than in one"):
        ctip.protect_tables({"one": one, "two": one.assign(n=[41, 37, 4])}, SEX, value="n")


def test_witnesses_that_contradict_what_is_published_prove_nothing():
    tables, dimensions = make_tables(3)
    protected = ctip.protect_tables(tables, dimensions, value="n")
    witnesses = protected.annex["witnesses"].copy()
    witnesses[0] += 1
    with pytest.raises(ctip.DisclosureError, match="contradicts a published count"):
        ctip.verify_audit(protected, witnesses)
    with pytest.raises(ctip.DisclosureError, match="not proved"):
        ctip.verify_audit(protected, protected.annex["witnesses"][:1])


def test_why_a_cell_is_hidden_is_said_in_words():
    counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [60, 57, 3]})
    protected = ctip.protect_tables({"t": counts}, SEX, value="n")
    assert "small count: below 11" in ctip.explain(protected, "t", sex="male")
    assert "to guard the small count t: sex male" in ctip.explain(protected, "t", sex="female")
    assert ctip.explain(protected, "t", sex="total") == "t: sex total is shown."
    with pytest.raises(ctip.InputError, match="has no cell"):
        ctip.explain(protected, "t", sex="other")


def test_a_table_of_which_nothing_can_be_shown_is_said_to_be_so():
    small = pd.DataFrame({"sex": ["total", "female", "male"], "n": [9, 6, 3]})
    assert ctip.protect_tables({"t": small}, SEX, value="n").audit["nothing_shown"] == ["t"]


def test_the_optimum_is_proved_where_it_is_asked_for():
    rng = np.random.default_rng(2)
    dimensions = {name: {"total": [f"{name}{k}" for k in range(3)]} for name in "abc"}
    population = rng.negative_binomial(0.6, 0.6 / 30.6, size=(3, 3, 3))
    population[rng.random((3, 3, 3)) < 0.2] = 0
    tables = {"t": count(population, dimensions, list("abc"))}
    protected = ctip.protect_tables(tables, dimensions, value="n", optimal=True)
    assert protected.audit["cost"] == protected.audit["bound"] == 31
    assert find_learnt(tables, dimensions, protected) == []


@pytest.mark.parametrize("start", [0, 8, 16])
def test_an_attacker_learns_nothing_of_a_pattern_made_of_moves(monkeypatch, start):
    """As large systems are protected; here small ones, which the attacker takes apart."""
    monkeypatch.setattr(solving, "LARGE", 0)
    untested = []
    for seed in range(start, start + 8):
        tables, dimensions = make_tables(seed)
        protected = ctip.protect_tables(tables, dimensions, value="n")
        assert find_learnt(tables, dimensions, protected) == [], seed
        assert ctip.verify_audit(protected)["proved"] == protected.audit["small_counts_proved"]
        untested.append(protected.audit["not_tested"])
        assert ("moves" in protected.audit["method"]) == (untested[-1] > 0)
    assert max(untested) > 0


@pytest.mark.parametrize("start", [0, 8])
def test_an_attacker_learns_nothing_of_a_pattern_made_of_boxes(monkeypatch, start):
    """As tables of thousands of cells are protected: hierarchies, linked tables, thresholds, zeros hidden and weights."""
    monkeypatch.setattr(solving, "LARGE", 0)
    monkeypatch.setattr(moving, "WIDE", 0)
    planned = []
    plan_boxes = moving.plan_boxes

    def plan(*given, **more):
        planned.append(plan_boxes(*given, **more))
        return planned[-1]

    monkeypatch.setattr(moving, "plan_boxes", plan)
    for seed in range(start, start + 8):
        tables, dimensions = make_tables(seed)
        options = {"threshold": (11, 5, 3)[seed % 3], "zeros_shown": seed % 4 > 0}
        protected = ctip.protect_tables(
            tables, dimensions, value="n", cost=("cells", "values")[seed % 2], **options
        )
        assert find_learnt(tables, dimensions, protected, **options) == [], seed
        assert ctip.verify_audit(protected)["proved"] == protected.audit["small_counts_proved"]
    assert sum(map(len, planned)) > 50


def _link(tables, dimensions):
    known = read_dimensions(dimensions, [])
    read = require_tables(tables, known, value="n", weights=None, faults=[])
    costs = {name: np.ones(len(keys)) for name, (_, keys, _) in read.items()}
    never = {name: np.zeros(len(keys), dtype=bool) for name, (_, keys, _) in read.items()}
    found = collect(read, known, costs, threshold=11, zeros_shown=True, entries=[], must_show=never)
    return link_cells(found.published), found


def test_the_cheapest_box_around_a_cell_is_the_one_that_is_seen_by_hand():
    """Where b1 in c2, b3 in c1 and b3 in c2 are cheap, 5 more of b1 in c1 are made up there."""
    counts = np.array([[2, 30, 40], [50, 60, 70], [80, 90, 7]])
    known = {name: {"total": [f"{name}{k}" for k in (1, 2, 3)]} for name in "bc"}
    system, found = _link({"t": count(counts, known, ["b", "c"])}, known)
    keys = list(zip(*found.published.places.T.tolist(), strict=True))
    names = {name: at for at, name in enumerate(["1", "2", "3", "total"])}
    cells = {(b, c): int(system.cells[keys.index((names[b], names[c]))]) for b in names for c in names}
    prices = np.ones(system.size)
    prices[[cells["1", "2"], cells["3", "1"], cells["3", "2"]]] = 0.1
    room = system.values - 1
    boxer = boxing.Boxer(system.crossing, room, system.size)
    columns, steps = boxer.find(cells["1", "1"], 5, prices)
    found = dict(zip(columns.tolist(), steps.tolist(), strict=True))
    assert found == {cells["1", "1"]: 5, cells["1", "2"]: -5, cells["3", "1"]: -5, cells["3", "2"]: 5}
    # b1 in c1 is 2, and 1 at least: it cannot fall by 2.
    assert boxer.find(cells["1", "1"], -2, prices) is None
    prices[:] = np.inf
    assert boxer.find(cells["1", "1"], 5, prices) is None


def test_what_known_tables_prove_to_be_hidden_for_nothing_is_shown_without_another_program():
    """Two tables move the four inner counts of 2 x 2 around the 3: whoever has them needs no hidden total."""
    known = {name: {"total": [f"{name}1", f"{name}2"]} for name in "ab"}
    system, _ = _link({"t": count(np.array([[3, 30], [40, 50]]), known, ["a", "b"])}, known)
    attacker = Attacker(system, find_least(system))
    examiner = Examiner(attacker, require_of(system, attacker, 11), Cuts(system.size))
    sign = {3: 1, 30: -1, 40: -1, 50: 1}
    box = np.array([sign.get(int(value), 0) for value in system.values])
    for step in (8, -2):
        examiner.tables.add(system.values + step * box)
    before = attacker.spent
    left = show_proved(examiner, np.ones(system.size, dtype=bool))
    assert attacker.spent == before
    assert sorted(system.values[left]) == [3, 30, 40, 50]


def test_a_move_changes_few_cells_and_no_total_that_is_shown():
    tables, dimensions = make_tables(2)
    system, _ = _link(tables, dimensions)
    attacker = Attacker(system, find_least(system))
    start = np.r_[attacker.system.values, attacker.loose]
    low = np.r_[attacker.low, np.zeros(len(attacker.loose))]
    mover = Mover(attacker.system, start, low)
    for cell in np.flatnonzero(system.is_small):
        columns, steps = mover.find(system.must_hide, int(cell), 5)
        table = start.copy()
        table[columns] += steps
        assert table[cell] == start[cell] + 5
        assert (table >= low).all() and not (system.ties @ table).any()
