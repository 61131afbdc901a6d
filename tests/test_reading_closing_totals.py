"""What is told of sums at a glance is what trying all ways to sum would tell."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ctip_analysis.reading import totals
from ctip_analysis.reading.closing_totals import is_only_total
from ctip_analysis.reading.gridding import make_grid
from ctip_analysis.reading.sheets import Sheet

NUMBERS = st.one_of(st.just(""), st.integers(0, 6), st.sampled_from([20, 100.5, -3]))


@st.composite
def draw_tables(draw):
    """Draw rows of a name and numbers; most end with the sum of all above, some hold one more row that is a sum."""
    width = draw(st.integers(1, 3))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=width, max_size=width), min_size=3, max_size=9))
    if draw(st.booleans()):
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(rows))] * 2)))
        at = draw(st.sampled_from([first, last]))
        rows.insert(at, add_up(rows[first:last], width))
    if draw(st.integers(0, 3)):
        rows.append(add_up(rows, width))
    return rows


def add_up(rows, width):
    return [sum(row[place] or 0 for row in rows) for place in range(width)]


def find_sums(rows):
    """Find the sums of a table whose last row is known as a total."""
    width = len(rows[0])
    names = [
        "Osh",
        "Chuy",
        "Osh total",
        "Talas",
        "Naryn",
        "Batken total",
        "Osh",
        "Jalal",
        "Kara",
        "a",
        "b",
        "c",
    ]
    body = [[name, *row] for name, row in zip(names, rows, strict=False)]
    grid = make_grid(Sheet("s", [["Region", *"abc"[:width]], *body]))
    places, columns = list(range(1, len(rows) + 1)), list(range(1, width + 1))
    return totals._find_sums(
        grid, totals.np.array(places), columns, [(0, len(rows))], (len(rows) - 1,), (0,), (0, *columns)
    )


@settings(max_examples=400, deadline=None)
@given(rows=draw_tables())
@example(rows=[[0, 0], [3, 1], [4, 2], [7, 3]])
@example(rows=[[5, 1], [5, 1], [2, 3], [12, 5]])
@example(rows=[[3, 4], ["", 4], [2, 3], [5, 11]])
def test_a_list_with_its_total_has_the_totals_that_all_ways_to_sum_find(rows):
    at_a_glance = find_sums(rows)
    limit, totals.MAXIMUM_LOOKED_AT = totals.MAXIMUM_LOOKED_AT, 0
    try:
        assert find_sums(rows) == at_a_glance
    finally:
        totals.MAXIMUM_LOOKED_AT = limit


def test_a_list_with_its_total_is_seen_at_a_glance_and_nested_totals_are_not():
    assert is_only_total([[30.0, 12.0, 9.0, 51.0], [3.0, 8.0, 2.0, 13.0]])
    assert is_only_total([[30.0, 12.0, 9.0, 51.0], [float("nan")] * 4])
    assert not is_only_total([[30.0, 12.0, 42.0, 84.0], [3.0, 8.0, 11.0, 22.0]])
    assert not is_only_total([[30.0, 12.0, 9.0, 50.0], [3.0, 8.0, 2.0, 13.0]])
    assert not is_only_total([[30.0, 12.0, 18.0, 60.0], [3.0, 8.0, -5.0, 6.0]])
