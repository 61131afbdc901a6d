"""Totals among rows that no section parts: from the top down, each the sum of the rows since the last total.

A last row may be the sum of all totals or of all rows, one with a slip in it, or one beside shares and means; a first
row the sum of all below it. At least two columns, or one with three parts, must say so.
"""

import numpy as np

from ctip_analysis.reading.chance import NEARLY, is_rounded_sum

__all__ = ["check_sums", "find_running_totals", "is_grand"]


def check_sums(total: np.ndarray, sums: np.ndarray, nonzero: np.ndarray) -> np.ndarray:
    """Mark rows whose known numbers are sums, with two columns, or one of three parts, that say so.

    Parameters
    ----------
    total : numpy.ndarray
        Rows by columns; nan where there is no number.
    sums, nonzero : numpy.ndarray
        The sums of the parts of each row, and how many parts are not zero.
    """
    known = total == total
    agrees = ((np.abs(sums - total) <= 1e-6 + 1e-9 * np.abs(sums)) | ~known).all(axis=-1)
    if not agrees.any():
        return agrees
    strong = known & (nonzero >= 2) & (total != 0)
    n_strong = strong.sum(axis=-1)
    is_sure = (n_strong >= 2) | ((n_strong == 1) & ((strong & (nonzero >= 3)).any(axis=-1)))
    return known.any(axis=-1) & agrees & is_sure


def find_running_totals(numbers: np.ndarray) -> list[int]:
    """Find the totals among rows that no section parts.

    Parameters
    ----------
    numbers : numpy.ndarray
        Rows by columns; nan where there is no number.

    Returns
    -------
    list of int
        Places among the rows.

    Examples
    --------
    >>> find_running_totals(
    ...     np.array([[1.0, 5.0], [2.0, 4.0], [3.0, 9.0], [4.0, 1.0], [5.0, 1.0], [9.0, 2.0]])
    ... )
    [2, 5]
    """
    plain = np.where(np.isfinite(numbers), numbers, 0)
    sums, nonzero = np.cumsum(plain, axis=0), np.cumsum(plain != 0, axis=0)
    totals: list[int] = []
    start = 0
    while start < len(numbers):
        if totals and is_grand(numbers, plain, totals, start):
            totals.append(start)
            start += 1
            continue
        base, base_n = (sums[start - 1], nonzero[start - 1]) if start else (0, 0)
        if start + 2 >= len(numbers):
            break
        above = slice(start + 1, -1)
        hits = np.flatnonzero(check_sums(numbers[start + 2 :], sums[above] - base, nonzero[above] - base_n))
        if not len(hits):
            later = [
                r for r in range(start + 1, len(numbers)) if totals and is_grand(numbers, plain, totals, r)
            ]
            totals += later[-1:]
            break
        totals.append(start + 2 + int(hits[0]))
        start = totals[-1] + 1
    if not totals and len(numbers) > 2 and _is_mostly_sum(numbers[-1], numbers[:-1]):
        totals.append(len(numbers) - 1)
    if not totals and len(numbers) > 2:
        below = plain[1:]
        is_sum = check_sums(numbers[0], below.sum(axis=0), (below != 0).sum(axis=0))
        if is_sum or _is_sum_beside_shares(numbers[0], numbers[1:]):
            totals.append(0)
        elif _counts_thrice(plain):
            totals += _find_below_whole(numbers)
    if not totals and len(numbers) > 2:
        totals += [at for at in (len(numbers) - 1, 0) if _is_rounded(numbers, plain, at)][:1]
    return totals


def _is_rounded(numbers: np.ndarray, plain: np.ndarray, at: int) -> bool:
    """Tell whether a row is the sum of all others, all of them rounded."""
    own = np.abs(plain[at])
    is_near = (np.abs(plain.sum(axis=0) - 2 * plain[at]) <= NEARLY * own) & (own > 0)
    return bool(is_near.any()) and is_rounded_sum(numbers[at], np.delete(numbers, at, axis=0))


def _counts_thrice(plain: np.ndarray) -> bool:
    """Tell whether a first row, totals and their parts each add up to it, in most columns."""
    agrees = np.abs(plain.sum(axis=0) - 3 * plain[0]) <= 1e-6
    return bool(2 * (agrees & (plain[0] > 0)).sum() > (plain[0] > 0).sum())


def _find_below_whole(numbers: np.ndarray) -> list[int]:
    """Find totals below their parts where the first row is the total of the whole."""
    later = [1 + at for at in find_running_totals(numbers[1:])]
    parts = np.nan_to_num(np.delete(numbers, [0, *later], axis=0))
    is_whole = len(later) > 1 and check_sums(numbers[0], parts.sum(axis=0), (parts != 0).sum(axis=0))
    return [0, *later] if is_whole else []


def _is_mostly_sum(total: np.ndarray, parts: np.ndarray) -> bool:
    """Tell whether a last row is a total with a slip in it, or one beside shares: most of its numbers are sums."""
    known, agrees = ~np.isnan(total), _find_sums_of(total, parts)
    has_slip = len(parts) > 2 and agrees.sum() >= 3 and agrees.sum() * 2 > known.sum()
    return bool(has_slip) or _is_sum_beside_shares(total, parts)


def _find_sums_of(total: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Mark the numbers of a row that are sums of several parts."""
    plain = np.nan_to_num(parts)
    agrees = np.abs(plain.sum(axis=0) - np.nan_to_num(total)) <= 1e-6
    return agrees & ((plain != 0).sum(axis=0) >= 2) & (np.nan_to_num(total) != 0)


def _is_sum_beside_shares(total: np.ndarray, parts: np.ndarray) -> bool:
    """Tell whether two or more numbers of a row are sums, and the others lie among their parts, as shares and means do."""
    known, agrees = ~np.isnan(total), _find_sums_of(total, parts)
    if agrees.sum() < 2 or agrees.sum() * 2 <= known.sum():
        return False
    rest = known & ~agrees
    has_parts = np.isfinite(parts[:, rest]).all()
    return bool(has_parts) and bool(
        ((parts[:, rest].min(axis=0) <= total[rest]) & (total[rest] <= parts[:, rest].max(axis=0))).all()
    )


def is_grand(numbers: np.ndarray, plain: np.ndarray, totals: list[int], row: int) -> bool:
    """Tell whether a row is the sum of the totals above it, or of all that are none.

    Parameters
    ----------
    numbers, plain : numpy.ndarray
        Rows by columns, with nan where there is no number, and with zero.
    totals : list of int
    row : int
    """
    others = np.setdiff1d(np.arange(row), totals)
    return any(
        len(parts) > 1
        and bool(check_sums(numbers[row], plain[parts].sum(axis=0), (plain[parts] != 0).sum(axis=0)))
        for parts in (totals, others)
    )
