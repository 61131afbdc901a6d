"""A last row known as the total of its table, where no other row is a sum: a list with its total, seen at a glance.

Most lists end so. Nested totals, totals above their parts and groups all begin with a row other than the last that is
the sum of rows right above or right below it; where there is none, they need not be looked for.
"""

from itertools import accumulate

from ctip_analysis.reading.covering import WIDE

__all__ = ["is_only_total"]

#: Every row is compared with all runs beside it: a longer table is summed up in all ways instead.
MAXIMUM_ROWS = 60


def is_only_total(columns: list[list[float]]) -> bool:
    """Tell whether the last row is the sum of all above it, and no other row that of a run right above or below it.

    Parameters
    ----------
    columns : list of list of float
        The numbers of each column; nan where there is none.

    Examples
    --------
    >>> is_only_total([[3.0, 9.0, 4.0, 16.0], [1.0, 2.0, 5.0, 8.0]])
    True
    >>> is_only_total([[3.0, 9.0, 12.0, 24.0], [1.0, 2.0, 3.0, 6.0]])
    False
    """
    count = len(columns[0])
    if not 3 <= count <= MAXIMUM_ROWS or any(n < 0 for column in columns for n in column):
        return False
    sums = [[0.0, *accumulate([n if n == n else 0.0 for n in column])] for column in columns]
    close = 2 * WIDE + 2e-9 * max(own[-1] for own in sums)
    return _is_sum_of_all(columns, sums) and not any(
        _may_sum_a_run(columns, sums, at, close) for at in range(count - 1)
    )


def _is_sum_of_all(columns: list[list[float]], sums: list[list[float]]) -> bool:
    """Tell whether the last row is a running total of all above it, as `running_totals` has it."""
    several: list[int] = []
    for column, own in zip(columns, sums, strict=True):
        total, above = column[-1], own[-2]
        if total != total:
            continue
        if not abs(above - total) <= 1e-6 + 1e-9 * above:
            return False
        if total:
            several.append(sum(1 for n in column[:-1] if n == n and n))
    strong = [parts for parts in several if parts > 1]
    return len(strong) > 1 or (len(strong) == 1 and strong[0] > 2)


def _may_sum_a_run(columns: list[list[float]], sums: list[list[float]], at: int, close: float) -> bool:
    """Tell whether all known numbers of a row may be the sums of a run right above it or right below it."""
    known = [(column[at], own) for column, own in zip(columns, sums, strict=True) if column[at] == column[at]]
    if not any(number for number, _ in known):
        return False
    (number, own), *others = known
    below, last = own[at + 1] + number, len(own)
    ends = [(start, at) for start in range(at) if abs(own[at] - own[start] - number) <= close]
    ends += [(at + 1, end) for end in range(at + 2, last) if abs(own[end] - below) <= close]
    return any(all(abs(s[end] - s[start] - n) <= close for n, s in others) for start, end in ends)
