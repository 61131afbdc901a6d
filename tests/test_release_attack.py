"""A reader with separate code attacks the values of whole releases: nothing hidden is recovered or narrowed."""

import pandas as pd
import pytest
from case_builders import make_case_records, make_victims, revise
from release_attacker import attack_releases, count_small

import ctip_analysis as ctip


def count_victims(victims, definitions, first, last):
    records, pack = make_case_records(victims, definitions, first, last)
    return ctip.compute_indicators(records, pack)


@pytest.mark.parametrize(("seed", "per_quarter"), [(1, 6), (2, 25), (3, 70), (4, 160)])
def test_indicators_of_the_same_victims_tell_no_small_count_together(definitions, seed, per_quarter):
    values = count_victims(
        make_victims(seed, "2018Q1", "2018Q4", per_quarter), definitions, "2018Q1", "2018Q4"
    )
    assert {"PROT-01", "PROT-03", "PROT-04", "PROT-05", "PROT-08", "PROT-09"} <= set(values["indicator"])
    release = [(values, ctip.protect(values, definitions).values)]
    assert count_small(release) > 50
    assert attack_releases(release) == []


def test_the_attacker_finds_what_indicator_by_indicator_protection_leaves_open(definitions):
    """Each indicator protected alone, as if no reader saw two of them."""
    values = count_victims(make_victims(2, "2018Q1", "2018Q4", 25), definitions, "2018Q1", "2018Q4")
    parts = [ctip.protect(own, definitions).values for _, own in values.groupby("indicator")]
    alone = pd.concat(parts).loc[values.index]
    assert attack_releases([(values, alone)]) != []


def test_six_quarterly_releases_with_revisions_tell_no_small_count(definitions):
    quarters = ["2018Q1", "2018Q2", "2018Q3", "2018Q4", "2019Q1", "2019Q2"]
    victims, ledger, releases = make_victims(5, "2018Q1", "2019Q2", 30), None, []
    for number, last in enumerate(quarters):
        victims = revise(victims, number, 0.03)
        known = {table: [row for row in rows if row["period"] <= last] for table, rows in victims.items()}
        values = count_victims(known, definitions, "2018Q1", last)
        protected = ctip.protect(values, definitions, ledger=ledger)
        ledger = protected.ledger
        assert protected.audit["earlier_releases"] == number
        releases.append((values, protected.values))
    assert count_small(releases) > 100
    assert attack_releases(releases) == []
    without = [(values, ctip.protect(values, definitions).values) for values, _ in releases]
    assert attack_releases(without) != []
