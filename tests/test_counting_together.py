"""Numbers added up and things counted over units and periods, against the plainest way to do it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ctip_analysis.indicators.adding import add_over, add_sets
from ctip_analysis.indicators.counting_anew import count_anew

PROVINCES, SLOTS = 5, 6
MARKS = st.integers(0, 4).flatmap(lambda size: arrays(bool, (size, PROVINCES)))
SPANS = st.integers(0, 4).flatmap(lambda size: arrays(bool, (size, SLOTS)))
#: The number of a thing, its code, province and slot.
RECORDS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, PROVINCES - 1), st.integers(0, SLOTS - 1)),
    max_size=25,
)


@given(arrays("int64", (PROVINCES, 3), elements=st.integers(-99, 99)), MARKS)
def test_sums_over_sets_equal_those_of_their_members_and_an_empty_set_has_none(cells, sets):
    found = add_sets(cells.astype("float64"), sets)
    plain = [[sum(cells[n, k] for n in np.flatnonzero(own)) for k in range(3)] for own in sets]
    assert found.tolist() == np.array(plain, dtype=float).reshape(len(sets), 3).tolist()
    assert add_sets(cells.T.astype("float64"), sets, axis=1).tolist() == found.T.tolist()


@given(arrays(bool, (PROVINCES, 2)), MARKS)
def test_marks_are_counted(cells, sets):
    found = add_sets(cells, sets)
    assert found.tolist() == [[int((own & cells[:, k]).sum()) for k in range(2)] for own in sets]


def test_a_sum_is_made_in_the_order_of_its_members_whatever_else_is_added_up_beside_it():
    # In floating point 0.1 + 0.2 + 0.3 is another number than 0.3 + 0.2 + 0.1.
    amounts, whole = np.array([0.1, 0.2, 0.3]), np.ones((1, 3), dtype=bool)
    beside = np.array([[False, True, True], [True, True, True], [False, False, True]])
    assert add_sets(amounts, whole)[0] == add_sets(amounts, beside)[1] == 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1


@given(arrays("int64", (PROVINCES, SLOTS, 2), elements=st.integers(0, 9)), MARKS, SPANS)
def test_units_and_periods_add_up_alike_in_either_order(cells, units, periods):
    found = add_over(cells.astype("float64"), units, periods)
    other = np.einsum("up,psc,ts->utc", units.astype("int64"), cells, periods.astype("int64"))
    assert found.tolist() == other.tolist()


@settings(max_examples=200)
@given(RECORDS, MARKS, SPANS)
def test_each_thing_counts_once_in_every_unit_and_period_however_often_it_stands_there(
    records, units, periods
):
    table = np.array(records, dtype=np.int64).reshape(-1, 4)
    thing, code, province, slot = table.T
    found = count_anew(thing * 3 + code, province * SLOTS + slot, 3, units, periods)
    for u, unit in enumerate(units):
        for t, period in enumerate(periods):
            there = [(a, b) for a, b, p, s in records if unit[p] and period[s]]
            assert found[u, t].tolist() == [len({a for a, b in there if b == k}) for k in range(3)]
