"""The kinds of indicators, a small function each: chosen records to numerators and denominators.

All arrays are of units by periods by codes of a breakdown. Sums are added over provinces and quarters; distinct
counts are counted again for each unit and period, never added; ratios are ratios of sums.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ctip_analysis.definitions.filters import allow_unknown, parse_filter
from ctip_analysis.definitions.record_columns import COUNTING_COLUMNS
from ctip_analysis.indicators.adding import add_over
from ctip_analysis.indicators.choosing import Rows
from ctip_analysis.indicators.counting_anew import count_anew
from ctip_analysis.indicators.encoding import mark_meeting, name_keys
from ctip_analysis.indicators.places import Places

__all__ = ["KINDS", "Grid", "Parts"]


@dataclass(frozen=True)
class Grid:
    """What the arrays are made of beside the periods: units, and the code of each record."""

    places: Places
    code: np.ndarray
    codes_n: int


@dataclass(frozen=True)
class Parts:
    """Numerators and denominators; a count that is missing has no record, or none that could be read.

    ``is_open`` marks where there may be more than was counted: records whose number is not known, or that cannot be
    told to lie in the period or to be of those that count.
    """

    numerator: np.ndarray
    denominator: np.ndarray | None
    is_open: np.ndarray


#: A measure, and which of the rows are meant where not all are.
Asked = tuple[str, np.ndarray | None]
#: For each measure that was asked: the numbers, missing where there are none, and where there may be more.
Found = list[tuple[np.ndarray, np.ndarray | bool]]


def _spread(
    rows: Rows, grid: Grid, weights: list[np.ndarray | None], *, inside: np.ndarray | None = None
) -> list[np.ndarray]:
    """Add weights up by province, slot and code, then over the provinces of a unit and the slots of a period."""
    shape = (len(grid.places.provinces) + 1, rows.within.shape[1], len(weights), grid.codes_n)
    size, cell = shape[0] * shape[1] * shape[3], (rows.province * shape[1] + rows.slot) * shape[3] + grid.code
    cells = np.empty((shape[0] * shape[1], *shape[2:]))
    for number, own in enumerate(weights):
        cells[:, number] = np.bincount(cell, weights=own, minlength=size).reshape(-1, shape[3])
    cells = cells.reshape(*shape[:2], shape[2] * shape[3])
    found = add_over(cells, grid.places.holds, rows.within if inside is None else inside)
    return list(np.moveaxis(found.reshape(*found.shape[:2], *shape[2:]), 2, 0))


def _sum(rows: Rows, grid: Grid, *asked: Asked) -> Found:
    """Add measures; where there are records and no number among them there is no sum.

    Where some state the number for which a row of the table stands, and others do not, there is more than the sum;
    a number that is told beside others may be left blank by who has none.
    """
    weights = []
    for measure, is_meant in asked:
        numbers = rows.table.numbers[measure][rows.rows]
        is_known, is_unread = ~np.isnan(numbers), np.isnan(numbers)
        if is_meant is not None:
            is_known, is_unread = is_known & is_meant, is_unread & is_meant
        weights += [np.where(is_known, numbers, 0.0), is_known, is_unread]
    held = [place for place, own in enumerate(weights) if place % 3 < 2 or own.any()]
    sums = dict(zip(held, _spread(rows, grid, [weights[place] for place in held]), strict=True))
    found: Found = []
    for number, (measure, _) in enumerate(asked):
        total, known, unread = (sums.get(3 * number + place) for place in range(3))
        is_more = unread is not None and ((known == 0) | (measure in COUNTING_COLUMNS)) & (unread > 0)
        found.append((np.where(known > 0, total, np.nan), is_more))
    return found


def _count(rows: Rows, grid: Grid, *asked: Asked) -> Found:
    """Count records."""
    totals = _spread(rows, grid, [is_meant for _, is_meant in asked])
    return [(np.where(total > 0, total, np.nan), False) for total in totals]


def _distinct(rows: Rows, grid: Grid, *asked: Asked) -> Found:
    """Count the different values of measures, anew in each unit and period; a row without one is its own."""
    if all(rows.alone_by == measure for measure, _ in asked):
        return _count(rows, grid, *asked)
    found: Found = []
    for measure, is_meant in asked:
        own, cells = (rows, grid) if is_meant is None else _keep(rows, grid, is_meant)
        total = _count_different(own, cells, measure, own.province, grid.places.holds, own.within)
        found.append((np.where(total > 0, total, np.nan), False))
    return found


def _count_different(rows: Rows, grid: Grid, measure: str, province, holds, inside) -> np.ndarray:
    """Count the different values of a measure in units that hold provinces, and periods that slots are inside of."""
    keys = name_keys(rows.table, measure, rows.rows)
    keys = np.where(keys < 0, keys.max(initial=0) + 1 + np.arange(len(keys)), keys)
    cell = province * inside.shape[1] + rows.slot
    return count_anew(keys * grid.codes_n + grid.code, cell, grid.codes_n, holds, inside)


def _count_most(rows: Rows, grid: Grid, measure: str, unplaced: np.ndarray) -> np.ndarray:
    """Count the different values of a measure as if records of no known province were wherever they may belong."""
    place, homes = _find_homes(rows.keep(unplaced), grid.places)
    homes[:, grid.places.country] = True
    province = rows.province.copy()
    province[unplaced] = grid.places.holds.shape[1] + place
    holds = np.column_stack([grid.places.holds, homes.T])
    return _count_different(rows, grid, measure, province, holds, rows.within | rows.touching)


AGGREGATES: dict[str, Callable] = {"sum": _sum, "count": _count, "distinct": _distinct}


def _find_homes(rows: Rows, places: Places) -> tuple[np.ndarray, np.ndarray]:
    """Give the place of each row's organization among those that occur, and for each of these the units of its work."""
    held, place = np.unique(rows.table.positions["organization"][rows.rows], return_inverse=True)
    labels = rows.table.labels["organization"][held]
    return place, np.array([places.homes.get(label, places.anywhere) for label in labels])


def _spread_unplaced(rows: Rows, grid: Grid, inside: np.ndarray) -> np.ndarray:
    """Count the records of no known province in each unit where their organization works."""
    place, units = _find_homes(rows, grid.places)
    shape = (len(units), rows.within.shape[1], grid.codes_n)
    cell = (place * shape[1] + rows.slot) * shape[2] + grid.code
    cells = np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)
    return add_over(cells, units.T, inside)


def _mark_unplaced(rows: Rows, places: Places) -> np.ndarray:
    """Mark the records of no known province whose organization is known."""
    return (rows.province == len(places.provinces)) & ("organization" in rows.table.positions)


def _open(rows: Rows, grid: Grid, *, with_unplaced: bool = True) -> np.ndarray:
    """Mark the cells to which records may belong of which that cannot be told.

    They lie only partly in the period, or in a province that is not known, or what would say whether they count is not
    known: these may be of any code.
    """
    is_open = np.zeros((len(grid.places.units), len(rows.within), grid.codes_n), dtype=bool)
    if rows.touching.any():
        is_open |= _spread(rows, grid, [None], inside=rows.touching)[0] > 0
    doubtful = rows.doubtful
    perhaps = [(rows, grid)] if with_unplaced else []
    if doubtful is not None:
        alone = Grid(grid.places, np.zeros(len(doubtful.rows), dtype=np.int64), 1)
        is_open |= _spread(doubtful, alone, [None], inside=rows.within | rows.touching)[0] > 0
        perhaps.append((doubtful, alone))
    for own, cells in perhaps:
        unplaced = _mark_unplaced(own, grid.places)
        if unplaced.any():
            kept, cells = _keep(own, cells, unplaced)
            is_open |= _spread_unplaced(kept, cells, rows.within | rows.touching) > 0
    return is_open


def _mark_subset(rows: Rows, text: str) -> np.ndarray | None:
    """Mark the rows that meet a further filter; None where there is none."""
    conditions = parse_filter(text)
    return mark_meeting(rows.table, conditions)[rows.rows] if conditions else None


def _keep(rows: Rows, grid: Grid, is_kept: np.ndarray) -> tuple[Rows, Grid]:
    """Keep some of the rows."""
    return rows.keep(is_kept), Grid(grid.places, grid.code[is_kept], grid.codes_n)


def _find_doubtful(rows: Rows, grid: Grid, text: str) -> np.ndarray:
    """Mark the cells with records of which is not known whether they stand above the line."""
    conditions = parse_filter(text)
    widened = allow_unknown(conditions, comparisons=True)
    above, perhaps = (mark_meeting(rows.table, own)[rows.rows] for own in (conditions, widened))
    doubtful = perhaps & ~above
    if widened == conditions or not doubtful.any():
        return np.zeros((len(grid.places.units), len(rows.within), grid.codes_n), dtype=bool)
    return _spread(rows, grid, [doubtful])[0] > 0


def compute_flow_sum(rows: Rows, indicator: dict, grid: Grid) -> Parts:
    """Add up, or count, what happened in the period."""
    ((numerator, unread),) = AGGREGATES[indicator["aggregate"]](rows, grid, (indicator["measure"], None))
    return Parts(numerator, None, unread | _open(rows, grid))


def compute_distinct_count(rows: Rows, indicator: dict, grid: Grid) -> Parts:
    """Count different persons, places or organizations, anew in each unit and period."""
    measure, unplaced = indicator["measure"], _mark_unplaced(rows, grid.places)
    ((numerator, _),) = _distinct(rows, grid, (measure, None))
    if rows.alone_by == measure or not unplaced.any():
        return Parts(numerator, None, _open(rows, grid))
    # What is counted in a unit already adds nothing there, wherever else it may have been.
    is_more = _count_most(rows, grid, measure, unplaced) > np.nan_to_num(numerator)
    return Parts(numerator, None, _open(rows, grid, with_unplaced=False) | is_more)


def compute_stock_end(rows: Rows, indicator: dict, grid: Grid) -> Parts:
    """Take the level on the last day of the period: the rows are those that held then."""
    return compute_flow_sum(rows, indicator, grid)


def _pair(rows: Rows, indicator: dict, grid: Grid) -> tuple[Rows, Grid]:
    """Keep the rows that state both measures of a ratio: a part without its whole says nothing."""
    below = indicator["denominator_measure"]
    if not below:
        return rows, grid
    numbers = rows.table.numbers
    return _keep(rows, grid, ~(np.isnan(numbers[indicator["measure"]]) | np.isnan(numbers[below]))[rows.rows])


def compute_ratio_of_sums(rows: Rows, indicator: dict, grid: Grid) -> Parts:
    """Add up above and below the line, each with its own condition; no mean of ratios anywhere."""
    aggregate = AGGREGATES[indicator["aggregate"]]
    is_open = _open(rows, grid)
    rows, grid = _pair(rows, indicator, grid)
    # What stands above the line is always a part of what stands below.
    if (is_below := _mark_subset(rows, indicator["denominator"])) is not None:
        rows, grid = _keep(rows, grid, is_below)
    (denominator, unread), (numerator, _) = aggregate(
        rows,
        grid,
        (indicator["denominator_measure"] or indicator["measure"], None),
        (indicator["measure"], _mark_subset(rows, indicator["numerator"])),
    )
    is_doubtful = _find_doubtful(rows, grid, indicator["numerator"])
    # Where something stands below the line, and nothing above nor perhaps above, nothing above is a true zero.
    numerator = np.where(np.isnan(numerator) & ~is_doubtful, 0.0, numerator)
    numerator = np.where(np.isnan(denominator), np.nan, numerator)
    return Parts(numerator, denominator, is_open | unread | is_doubtful)


def compute_cohort_ratio(rows: Rows, indicator: dict, grid: Grid) -> Parts:
    """Divide those of a cohort that reached an outcome by the cohort: what entered in the period."""
    return compute_ratio_of_sums(rows, indicator, grid)


#: A rate, and any indicator without an aggregate, is put together from other indicators' values instead.
KINDS: dict[str, Callable[[Rows, dict, Grid], Parts]] = {
    "flow_sum": compute_flow_sum,
    "distinct_count": compute_distinct_count,
    "ratio_of_sums": compute_ratio_of_sums,
    "stock_end": compute_stock_end,
    "cohort_ratio": compute_cohort_ratio,
}
