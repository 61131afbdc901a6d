"""Successive releases: what was published before is part of what a reader knows."""

import itertools

import numpy as np
import pandas as pd
import pytest
from attacker import Cell, attack

import ctip_analysis as ctip

PROVINCES, SEXES = ["p1", "p2", "p3", "p4"], ["f", "m"]


def tabulate_quarters(population, quarters):
    """Tabulate quarters by province and sex with all totals; ``population`` is (quarter, province, sex)."""
    rows = []
    for quarter, province, sex in itertools.product(
        ["all", *quarters], ["KG", *PROVINCES], ["total", *SEXES]
    ):
        q = [quarters.index(quarter)] if quarter != "all" else list(range(len(quarters)))
        p = [PROVINCES.index(province)] if province != "KG" else list(range(4))
        s = [SEXES.index(sex)] if sex != "total" else [0, 1]
        rows.append((quarter, province, sex, int(population[np.ix_(q, p, s)].sum())))
    return pd.DataFrame(rows, columns=["quarter", "province", "sex", "n"])


def make_releases(seed, number):
    """Make quarterly releases of one population; each adds a quarter and revises a few earlier counts."""
    rng = np.random.default_rng(seed)
    population = rng.negative_binomial(0.6, 0.6 / 12.6, size=(number, 4, 2))
    for release in range(1, number + 1):
        if release > 1:
            for _ in range(2):
                q, p, s = rng.integers(0, release - 1), rng.integers(0, 4), rng.integers(0, 2)
                population[q, p, s] = max(0, population[q, p, s] + rng.integers(-1, 3))
        yield population.copy(), [f"q{k}" for k in range(1, release + 1)]


def publish_all(seed, number, *, with_ledger):
    """Protect each release and list for the attacker every cell of every release over versions of base cells."""
    numbers, cells, ledger, before, top = np.full((number, 4, 2), -1), [], None, None, 0
    for population, quarters in make_releases(seed, number):
        k = len(quarters)
        for place in np.ndindex(k, 4, 2):
            if before is None or place[0] >= before.shape[0] or before[place] != population[place]:
                numbers[place], top = top, top + 1
        frame = tabulate_quarters(population, quarters)
        dimensions = {"quarter": {"all": quarters}, "province": {"KG": PROVINCES}, "sex": {"total": SEXES}}
        protected = ctip.protect_tables(
            {"t": frame}, dimensions, value="n", ledger=ledger if with_ledger else None
        )
        ledger = protected.ledger
        for row, out in zip(frame.itertuples(), protected.tables["t"].itertuples(), strict=True):
            q = [quarters.index(row.quarter)] if row.quarter != "all" else list(range(k))
            p = [PROVINCES.index(row.province)] if row.province != "KG" else list(range(4))
            s = [SEXES.index(row.sex)] if row.sex != "total" else [0, 1]
            shown = None if out.status == "suppressed" else int(out.n)
            members = np.sort(numbers[np.ix_(q, p, s)].ravel())
            cells.append(Cell((k, row.quarter, row.province, row.sex), members, int(row.n), shown, 1))
        before = population[:k].copy()
    return cells, top, ledger


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_six_quarterly_releases_with_revisions_tell_no_small_count_together(seed):
    cells, n_base, _ = publish_all(seed, 6, with_ledger=True)
    assert attack(cells, n_base, is_whole=False) == []


def test_eight_quarterly_releases_tell_no_small_count_together():
    cells, n_base, _ = publish_all(4, 8, with_ledger=True)
    assert attack(cells, n_base, is_whole=False) == []


def test_without_a_ledger_the_same_releases_give_small_counts_away():
    cells, n_base, _ = publish_all(1, 4, with_ledger=False)
    assert len(attack(cells, n_base, is_whole=False)) > 0


def test_the_ledger_grows_and_holds_no_hidden_count():
    _, _, ledger = publish_all(2, 3, with_ledger=True)
    assert sorted(ledger["release"].unique()) == [1, 2, 3]
    assert ledger.loc[ledger["status"].eq("suppressed"), "value"].isna().all()
    assert ledger.loc[ledger["status"].eq("shown"), "value"].notna().all()


def test_a_breakdown_that_an_earlier_total_gives_away_is_refused_by_name():
    sex = {"sex": {"total": ["f", "m"]}}
    total = pd.DataFrame({"province": ["KG"], "n": [11]})
    first = ctip.protect_tables({"t": total}, {"province": {"KG": ["p1", "p2"]}}, value="n")
    counts = pd.DataFrame({"sex": ["total", "f", "m"], "n": [11, 5, 6]})
    # 11 less the other, which is 1 at least, leaves 10 at most.
    with pytest.raises(
        ctip.DisclosureError, match=r"t: sex f \(narrowed by t: sex m, t: sex total together\)"
    ):
        ctip.protect_tables(
            {"t": counts}, sex | {"province": {"KG": ["p1", "p2"]}}, value="n", ledger=first.ledger
        )


def test_the_same_release_twice_adds_nothing_to_what_is_known():
    frame = tabulate_quarters(next(make_releases(3, 1))[0], ["q1"])
    dimensions = {"quarter": {"all": ["q1"]}, "province": {"KG": PROVINCES}, "sex": {"total": SEXES}}
    first = ctip.protect_tables({"t": frame}, dimensions, value="n")
    second = ctip.protect_tables({"t": frame}, dimensions, value="n", ledger=first.ledger)
    pd.testing.assert_frame_equal(first.tables["t"], second.tables["t"])


def test_another_threshold_than_before_is_refused():
    counts = pd.DataFrame({"sex": ["total", "f", "m"], "n": [40, 37, 3]})
    sex = {"sex": {"total": ["f", "m"]}}
    first = ctip.protect_tables({"t": counts}, sex, value="n")
    with pytest.raises(ctip.DisclosureError, match="threshold of 11"):
        ctip.protect_tables({"t": counts}, sex, value="n", ledger=first.ledger, threshold=5)


def test_what_is_never_to_be_hidden_is_shown_or_refused():
    counts = pd.DataFrame({"sex": ["total", "f", "m", "u"], "n": [140, 77, 3, 60]})
    sex = {"sex": {"total": ["f", "m", "u"]}}
    shown = ctip.protect_tables({"t": counts}, sex, value="n", never_hide=[{"sex": "u"}, {"sex": "total"}])
    assert shown.tables["t"]["status"].tolist() == ["shown", "suppressed", "suppressed", "shown"]
    with pytest.raises(ctip.DisclosureError, match="sex m is a small count"):
        ctip.protect_tables({"t": counts}, sex, value="n", never_hide=[{"sex": "m"}])
    everything = [{"sex": member} for member in ("total", "f", "u")]
    with pytest.raises(ctip.DisclosureError, match="No pattern protects"):
        ctip.protect_tables({"t": counts}, sex, value="n", never_hide=everything)
