"""The corners of protect_tables: thresholds, zeros, weights, hierarchies of unequal depth, single cells, order."""

import itertools

import numpy as np
import pandas as pd
import pytest
from attacker import attack, list_cells

import ctip_analysis as ctip

SEX = {"sex": {"total": ["female", "male", "unknown"]}}


def tabulate_sex(*counts):
    return pd.DataFrame({"sex": ["total", "female", "male", "unknown"], "n": [sum(counts), *counts]})


def find_learnt(tables, dimensions, protected, **options):
    zeros_shown = options.pop("zeros_shown", True)
    cells, base = list_cells(tables, protected.tables, dimensions, zeros_shown=zeros_shown)
    return attack(cells, len(base["of"]), **options)


def draw_table(seed, sizes=(4, 3), mean=12):
    """Draw counts of two dimensions, the first with a group above some of its members, with all totals."""
    rng = np.random.default_rng(seed)
    leaves = [[f"{name}{k}" for k in range(size)] for name, size in zip("ab", sizes, strict=True)]
    dimensions = {
        "a": {"all": ["aA", *leaves[0][2:]], "aA": leaves[0][:2]},
        "b": {"all": leaves[1]},
    }
    inner = rng.negative_binomial(0.5, 0.5 / (0.5 + mean), size=sizes)
    members = [{leaf: [k] for k, leaf in enumerate(own)} | {"all": list(range(len(own)))} for own in leaves]
    members[0]["aA"] = [0, 1]
    rows = [
        (a, b, int(inner[np.ix_(members[0][a], members[1][b])].sum()))
        for a, b in itertools.product(members[0], members[1])
    ]
    return {"t": pd.DataFrame(rows, columns=["a", "b", "n"])}, dimensions


@pytest.mark.parametrize("threshold", [1, 2, 3, 5, 20, 50])
def test_any_threshold_is_kept_against_the_attacker(threshold):
    for seed in range(4):
        tables, dimensions = draw_table(seed)
        protected = ctip.protect_tables(tables, dimensions, value="n", threshold=threshold)
        assert find_learnt(tables, dimensions, protected, threshold=threshold) == []


def test_with_a_threshold_of_one_nothing_is_small():
    tables, dimensions = draw_table(1)
    assert ctip.protect_tables(tables, dimensions, value="n", threshold=1).tables["t"]["n"].notna().all()


@pytest.mark.parametrize("threshold", [0, -3, 2.5, True, "11", None])
def test_a_threshold_that_is_no_whole_number_from_one_is_refused(threshold):
    with pytest.raises(ctip.DisclosureError, match="threshold is to be a whole number"):
        ctip.protect_tables({"t": tabulate_sex(40, 30, 3)}, SEX, value="n", threshold=threshold)


@pytest.mark.parametrize("large", [2**31, 10**12, 10**15])
def test_counts_beyond_four_bytes_are_protected_and_proved(large):
    counts = pd.DataFrame(
        {"sex": ["total", "female", "male", "unknown"], "n": [2 * large + 3, large, 3, large]}
    )
    out = ctip.protect_tables({"t": counts}, SEX, value="n")
    assert out.tables["t"]["status"].eq("suppressed").sum() == 2
    assert out.tables["t"]["n"].iloc[0] == 2 * large + 3
    assert ctip.verify_audit(out)["proved"] == 1
    assert out.annex["witnesses"].max() >= large


def test_counts_that_a_number_cannot_hold_whole_are_one_clear_fault():
    counts = pd.DataFrame({"sex": ["total", "female", "male", "unknown"], "n": [2**60 + 3, 2**60, 3, 0]})
    with pytest.raises(ctip.DisclosureError, match=r"t: sex female has a count above 9007199254740992"):
        ctip.protect_tables({"t": counts}, SEX, value="n")


def test_hidden_zeros_may_be_zero_and_at_least_the_threshold():
    for seed in range(12):
        tables, dimensions = draw_table(seed)
        protected = ctip.protect_tables(tables, dimensions, value="n", zeros_shown=False)
        assert find_learnt(tables, dimensions, protected, zeros_shown=False) == [], seed
        hidden = protected.tables["t"]["status"].eq("suppressed")
        assert hidden[tables["t"]["n"] < 11].all()


def test_a_table_of_zeros_is_shown_whole():
    out = ctip.protect_tables({"t": tabulate_sex(0, 0, 0)}, SEX, value="n")
    assert out.tables["t"]["n"].tolist() == [0, 0, 0, 0]
    assert ctip.verify_audit(out) == {"witnesses": 0, "small_counts": 0, "proved": 0}


@pytest.mark.parametrize(("count", "status"), [(0, "shown"), (5, "suppressed"), (50, "shown")])
def test_a_table_of_one_cell_is_its_total(count, status):
    total = pd.DataFrame({"sex": ["total"], "n": [count]})
    assert ctip.protect_tables({"t": total}, SEX, value="n").tables["t"]["status"].tolist() == [status]


def test_a_table_without_totals_is_refused_by_name():
    leaves = tabulate_sex(40, 30, 3).iloc[1:]
    with pytest.raises(ctip.DisclosureError, match="t: sex has no total over female, male, unknown"):
        ctip.protect_tables({"t": leaves}, SEX, value="n")


def test_the_cost_decides_which_cell_is_hidden_beside_a_small_one():
    counts = tabulate_sex(300, 20, 3).assign(weight=[9.0, 1.0, 5.0, 1.0])
    by_cells = ctip.protect_tables({"t": counts.drop(columns="weight")}, SEX, value="n")
    by_values = ctip.protect_tables({"t": counts.drop(columns="weight")}, SEX, value="n", cost="values")
    by_weight = ctip.protect_tables({"t": counts}, SEX, value="n", cost="weight")
    assert by_cells.tables["t"]["status"].tolist() == ["shown", "shown", "suppressed", "suppressed"]
    assert by_values.tables["t"]["status"].tolist() == ["shown", "shown", "suppressed", "suppressed"]
    assert by_weight.tables["t"]["status"].tolist() == ["shown", "suppressed", "shown", "suppressed"]
    assert by_values.audit["cost"] == 23


def test_a_group_over_some_members_only_is_a_table_of_unequal_depth():
    for seed in range(20):
        tables, dimensions = draw_table(seed)
        protected = ctip.protect_tables(tables, dimensions, value="n")
        assert find_learnt(tables, dimensions, protected) == [], seed


def test_a_member_under_two_totals_is_the_same_count_in_both():
    """Nine provinces and seven: the city stands alone in one roll-up and inside a province in the other."""
    dimensions = {
        "p": {"KG": ["city", "north", "south"], "KG7": ["wide", "south"], "wide": ["city", "north"]}
    }
    counts = pd.DataFrame(
        {"p": ["KG", "city", "north", "south", "KG7", "wide"], "n": [96, 4, 42, 50, 96, 46]}
    )
    protected = ctip.protect_tables({"t": counts}, dimensions, value="n")
    out = protected.tables["t"].set_index("p")["status"]
    assert out["KG"] == out["KG7"] == "shown"
    assert find_learnt({"t": counts}, dimensions, protected) == []


def test_a_code_that_stands_twice_in_a_hierarchy_is_refused():
    counts = pd.DataFrame({"p": ["KG", "a", "b"], "n": [50, 20, 30]})
    with pytest.raises(ctip.DisclosureError, match="the parts of KG overlap"):
        ctip.protect_tables({"t": counts}, {"p": {"KG": ["a", "b", "b"]}}, value="n")


def test_missing_counts_and_missing_cells_are_named_together():
    counts = tabulate_sex(40, 30, 3).assign(n=[73, None, 30, 3])
    tables, dimensions = draw_table(0)
    with pytest.raises(ctip.DisclosureError) as caught:
        ctip.protect_tables({"s": counts, "t": tables["t"].iloc[:-1]}, SEX | dimensions, value="n")
    assert "s: sex female has no number" in str(caught.value)
    assert "t: a aA, b all is missing" in str(caught.value)


def test_what_is_hidden_does_not_depend_on_the_order_of_rows_or_tables():
    for seed in range(10):
        tables, dimensions = draw_table(seed)
        wide = tables["t"]
        margin = wide[wide["b"].eq("all")].drop(columns="b")
        one = ctip.protect_tables({"t": wide, "u": margin}, dimensions, value="n").tables
        other = ctip.protect_tables(
            {"u": margin.iloc[::-1], "t": wide.sample(frac=1, random_state=seed)}, dimensions, value="n"
        ).tables
        for name in ("t", "u"):
            pd.testing.assert_frame_equal(other[name].sort_index(), one[name].sort_index())


def test_every_witness_is_a_table_of_whole_numbers_that_adds_up():
    """By hand from the annex: no code of the package but the covers it names."""
    tables, dimensions = draw_table(3)
    protected = ctip.protect_tables(tables, dimensions, value="n")
    publication, witnesses = protected.annex["publication"], protected.annex["witnesses"]
    shown = protected.tables["t"]["n"].to_numpy()
    place = protected.annex["places"]["t"]
    for witness in witnesses:
        sums = [
            witness[publication.members[publication.starts[p] : publication.starts[p + 1]]].sum()
            for p in place
        ]
        assert (witness >= 0).all() and witness.dtype.kind == "i"
        assert all(total == n for total, n in zip(sums, shown, strict=True) if not np.isnan(n))


@pytest.mark.parametrize("never_hide", [{"sex": "total"}, ["sex"], "sex", 3, [None]])
def test_what_is_never_hidden_is_a_list_of_mappings_or_refused(never_hide):
    with pytest.raises(ctip.DisclosureError, match="never_hide is to be a list of mappings"):
        ctip.protect_tables({"t": tabulate_sex(40, 30, 3)}, SEX, value="n", never_hide=never_hide)


def test_faults_of_counts_sums_weights_and_options_are_told_together():
    counts = tabulate_sex(3.5, 4, 5).assign(n=[50, 3.5, 4, -5], w=[1.0, np.nan, -3.0, 2.0])
    with pytest.raises(ctip.DisclosureError) as caught:
        ctip.protect_tables({"t": counts}, SEX, value="n", cost="w", never_hide=[{"sex": "zz"}], threshold=0)
    for told in (
        "threshold is to be a whole number",
        "never_hide: sex zz is no member",
        "t: sex female has a count that is no whole number",
        "t: sex unknown has a negative count",
        "t: sex total is not the sum of its parts",
        "t: sex female has no weight",
        "t: sex male has a negative weight",
    ):
        assert told in str(caught.value)


def test_a_missing_column_of_weights_hides_no_other_fault():
    with pytest.raises(ctip.DisclosureError) as caught:
        ctip.protect_tables({"t": tabulate_sex(40, 30, -3)}, SEX, value="n", cost="zz")
    assert "t has no column zz" in str(caught.value)
    assert "t: sex unknown has a negative count" in str(caught.value)


def test_an_unknown_member_is_one_fault_and_brings_no_others():
    tables, dimensions = draw_table(0)
    counts = tables["t"]
    counts.loc[counts.index[-1], "b"] = "zz"
    with pytest.raises(ctip.DisclosureError) as caught:
        ctip.protect_tables({"t": counts}, dimensions, value="n")
    assert "b has no member zz" in str(caught.value)
    assert "zz is missing" not in str(caught.value)


def test_an_empty_ledger_is_no_ledger():
    counts = tabulate_sex(40, 30, 3)
    first = ctip.protect_tables({"t": counts}, SEX, value="n", ledger=pd.DataFrame())
    assert first.ledger["release"].unique().tolist() == [1]


def test_a_release_after_one_of_other_dimensions_is_shown_where_all_is_large():
    """What lies between the two is known in fractions only: no whole table of it is at hand before the proof."""
    quarters = {"time": {"all": ["q0", "q1"]}}
    one = pd.DataFrame([(m, t, n) for m, n in (("aT", 96), ("a0", 42), ("a1", 54)) for t in ("q0", "all")])
    two = pd.DataFrame(
        [
            (m, t, n)
            for m, n in (("bT", 96), ("bA", 54), ("b2", 42), ("b0", 14), ("b1", 40))
            for t in ("q0", "all")
        ]
    )
    dimensions = {
        "a": {"aT": ["a0", "a1"]},
        "b": {"bT": ["bA", "b2"], "bA": ["b0", "b1"]},
        "c": {"cT": ["c0", "cB"], "cB": ["c1", "c2"]},
    }
    first = ctip.protect_tables(
        {"1": one.set_axis(["a", "time", "n"], axis=1), "2": two.set_axis(["b", "time", "n"], axis=1)},
        dimensions | {"time": {"all": ["q0"]}},
    )
    counts = {"cT": (96, 130), "c0": (24, 55), "cB": (72, 75), "c1": (53, 28), "c2": (19, 47)}
    three = pd.DataFrame(
        [(m, t, n) for m, (x, y) in counts.items() for t, n in (("q0", x), ("q1", y), ("all", x + y))],
        columns=["c", "time", "n"],
    )
    second = ctip.protect_tables({"3": three}, dimensions | quarters, ledger=first.ledger)
    assert second.tables["3"]["status"].eq("shown").all()
