"""A reader with separate code attacks the values of whole releases: nothing hidden is recovered or narrowed."""

import pandas as pd
import pytest
from case_builders import make_case_records, make_victims, revise
from release_attacker import attack_releases, count_small

import ctip_analysis as ctip
from ctip_analysis.disclosure import joining

FEW = ("KG-C", "KG-GB", "KG-GO")
PEOPLE = ["PROT-01", "PROT-02", "PROT-03", "PROT-04", "PROT-05", "PROT-08", "PROT-09", "PROT-11"]


def count_victims(victims, definitions, first, last, indicators=PEOPLE):
    records, pack = make_case_records(victims, definitions, first, last)
    return ctip.compute_indicators(records, pack, indicators=indicators)


@pytest.mark.parametrize(("seed", "per_quarter", "provinces"), [(1, 2, FEW), (2, 5, FEW), (3, 50, FEW[:2])])
def test_indicators_of_the_same_victims_tell_no_small_count_together(
    definitions, seed, per_quarter, provinces
):
    victims = make_victims(seed, "2018Q1", "2018Q4", per_quarter, provinces=provinces)
    values = count_victims(victims, definitions, "2018Q1", "2018Q4")
    assert set(PEOPLE) == set(values["indicator"])
    protected = ctip.protect(values, definitions)
    release = [(values, protected.values)]
    assert count_small(release) > 50
    assert attack_releases(release) == []
    assert protected.audit["hidden_for_nothing"] == 0
    shares = protected.values[protected.values["indicator"].isin(["PROT-04", "PROT-08"])]
    assert shares["value"].gt(0).any() == (seed == 3)


@pytest.mark.parametrize(("most_alone", "factor"), [(1_800, 1.25), (0, 1.5)])
def test_systems_too_large_to_be_searched_are_protected_at_some_cost_more(
    definitions, monkeypatch, most_alone, factor
):
    victims = make_victims(3, "2018Q1", "2018Q4", 50, provinces=FEW[:2])
    values = count_victims(victims, definitions, "2018Q1", "2018Q4")
    searched = ctip.protect(values, definitions).audit
    monkeypatch.setattr(joining, "MOST_SEARCHED", {False: most_alone, True: 0})
    protected = ctip.protect(values, definitions)
    assert attack_releases([(values, protected.values)]) == []
    assert protected.audit["passed"]
    assert (
        protected.audit["bound"] <= searched["cost"] <= protected.audit["cost"] <= searched["cost"] * factor
    )
    assert protected.audit["hidden_for_nothing"] == 0


def test_a_share_of_all_who_were_identified_tells_no_hidden_count_of_them(definitions):
    victims = make_victims(6, "2018Q1", "2018Q4", 30, provinces=FEW[:2])
    who = ("case", "person", "organization", "province", "sex", "age_group", "period")
    victims["services"] += [
        {name: case[name] for name in who} | {"service_type": "legal", "start": case["identified"]}
        for case in victims["cases"]
    ]
    values = count_victims(victims, definitions, "2018Q1", "2018Q4", ["PROT-01", "PROT-04"])
    release = [(values, ctip.protect(values, definitions).values)]
    shares = values[values["indicator"].eq("PROT-04") & values["period"].eq("2018")]
    everyone = values[values["indicator"].eq("PROT-01") & values["period"].eq("2018")]
    assert shares["denominator"].max() == everyone["value"].max()
    assert count_small(release) > 50
    assert attack_releases(release) == []


def test_the_attacker_finds_what_indicators_protected_one_by_one_leave_open(definitions):
    victims = make_victims(3, "2018Q1", "2018Q4", 50, provinces=FEW[:2])
    values = count_victims(victims, definitions, "2018Q1", "2018Q4")
    alone = [ctip.protect(own, definitions).values for _, own in values.groupby("indicator")]
    assert attack_releases([(values, pd.concat(alone).loc[values.index])]) != []


def test_six_quarterly_releases_with_revisions_tell_no_small_count(definitions):
    quarters = ["2018Q1", "2018Q2", "2018Q3", "2018Q4", "2019Q1", "2019Q2"]
    victims, ledger, releases = make_victims(5, "2018Q1", "2019Q2", 6, provinces=FEW[:2]), None, []
    for number, last in enumerate(quarters):
        victims = revise(victims, number, 0.03)
        known = {table: [row for row in rows if row["period"] <= last] for table, rows in victims.items()}
        values = count_victims(known, definitions, "2018Q1", last, ["PROT-01", "PROT-03"])
        protected = ctip.protect(values, definitions, ledger=ledger)
        ledger = protected.ledger
        assert protected.audit["earlier_releases"] == number
        releases.append((values, protected.values))
    assert count_small(releases) > 100
    learnt = attack_releases(releases)
    # What lies between two indicators may be given up where nothing protects it; it is never recovered.
    assert all(name[1] == "rest of" and low < high for name, _, low, high in learnt)
    assert bool(learnt) == bool(protected.audit["differences_not_protected"])
