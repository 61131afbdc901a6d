"""What the number of a value rests on, or why there is none; see the contract for the codes."""

import numpy as np

__all__ = ["NUMBERS", "STATUSES", "settle_status"]

NUMBERS = ("reported", "zero", "partial")
#: All codes in the order of their places.
STATUSES = [*NUMBERS, "not_due", "not_reported", "not_applicable"]


def settle_status(
    value: np.ndarray,
    due: np.ndarray,
    came: np.ndarray,
    *,
    is_ratio: bool | np.ndarray,
    is_calendar: bool | np.ndarray,
    is_cut: np.ndarray,
) -> np.ndarray:
    """Say of each value what it rests on, as the place of a code in ``STATUSES``.

    Parameters
    ----------
    value : numpy.ndarray
        Missing where there is no number.
    due, came : numpy.ndarray
        For each value the number of reports that were due, and of those that came.
    is_ratio : bool or numpy.ndarray
        Whether a missing number means that there is nothing to divide by.
    is_calendar : bool or numpy.ndarray
        Whether the indicator is about reporting itself, so that a missing report is a finding and no gap.
    is_cut : numpy.ndarray
        Where the number leaves something out that may belong to the period.

    Returns
    -------
    numpy.ndarray
        reported, zero or partial where there is a number; not_due, not_reported or not_applicable elsewhere.

    Examples
    --------
    >>> numbers = np.array([3.0, 0.0, 0.0, np.nan, np.nan])
    >>> due, came = np.array([2, 2, 2, 1, 0]), np.array([2, 2, 1, 0, 0])
    >>> found = settle_status(numbers, due, came, is_ratio=False, is_calendar=False, is_cut=np.zeros(5, bool))
    >>> [STATUSES[place] for place in found]
    ['reported', 'zero', 'partial', 'not_reported', 'not_due']
    """
    code = {name: place for place, name in enumerate(STATUSES)}
    is_complete = ((due <= came) | is_calendar) & ~is_cut
    numbered = np.where(is_complete, np.where(value == 0, code["zero"], code["reported"]), code["partial"])
    absent = np.where(is_ratio, code["not_applicable"], code["not_reported"])
    # A report that is missing is what an indicator about reporting tells; of others it leaves nothing to tell.
    silent = np.where((came == 0) & np.logical_not(is_calendar), code["not_reported"], absent)
    return np.where(np.isnan(value), np.where(due == 0, code["not_due"], silent), numbered)
