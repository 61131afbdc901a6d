"""What the number of a value rests on, or why there is none; see the contract for the codes."""

import numpy as np

from ctip_analysis.indicators.due import Counts

__all__ = ["NUMBERS", "fill_nothing", "settle_status"]

NUMBERS = ("reported", "zero", "partial")


def fill_nothing(numerator: np.ndarray, is_unread: np.ndarray, counts: Counts) -> np.ndarray:
    """Where a report came and holds no such record, the count is a true nothing; elsewhere it stays missing."""
    came = (counts.came > 0)[:, :, None]
    return np.where(np.isnan(numerator) & came & ~is_unread, 0.0, numerator)


def settle_status(
    value: np.ndarray, counts: Counts, *, is_ratio: bool, is_calendar: bool, is_cut: np.ndarray
) -> np.ndarray:
    """Say of each value what it rests on.

    Parameters
    ----------
    value : numpy.ndarray
        Units by periods by codes; missing where there is no number.
    counts : Counts
    is_ratio : bool
        Whether a missing number means that there is nothing to divide by.
    is_calendar : bool
        Whether the indicator is about reporting itself, so that a missing report is a finding and no gap.
    is_cut : numpy.ndarray
        Where the number leaves something out that may belong to the period.

    Returns
    -------
    numpy.ndarray
        reported, zero or partial where there is a number; not_due, not_reported or not_applicable elsewhere.
    """
    due, came = counts.reports[:, :, None], counts.came[:, :, None]
    has_number = ~np.isnan(value)
    is_complete = ((due <= came) | is_calendar) & ~is_cut
    nothing = "not_applicable" if is_ratio else "not_reported"
    return np.select(
        [
            has_number & is_complete & (value == 0),
            has_number & is_complete,
            has_number,
            np.broadcast_to(due == 0, value.shape),
            np.broadcast_to((came == 0) & (not is_calendar), value.shape),
        ],
        ["zero", "reported", "partial", "not_due", "not_reported"],
        default=nothing,
    )
