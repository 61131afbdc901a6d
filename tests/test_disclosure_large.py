"""Large systems: a pattern of moves that proves itself, in bounded work."""

import numpy as np
import pytest
from test_disclosure_tables import count, find_learnt

import ctip_analysis as ctip
from ctip_analysis.disclosure import auditing, solving


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
