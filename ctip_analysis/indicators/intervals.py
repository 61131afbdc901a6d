"""Confidence intervals of rare events, each by a method with a name."""

import numpy as np
from scipy.special import gammaincinv, ndtri

__all__ = ["INTERVALS"]

LEVEL = 0.95


def compute_garwood(numerator: np.ndarray, denominator: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the exact 95 % interval of a rate of Poisson events: Garwood, Biometrika 28 (1936), 437-442.

    Parameters
    ----------
    numerator, denominator : numpy.ndarray
        Events, and what they are divided by.

    Returns
    -------
    low, high : numpy.ndarray

    Examples
    --------
    >>> [round(float(bound[0]), 3) for bound in compute_garwood(np.array([10.0]), np.array([1.0]))]
    [4.795, 18.39]
    """
    tail = (1 - LEVEL) / 2
    low = np.where(numerator > 0, gammaincinv(np.maximum(numerator, 0.5), tail), 0.0)
    high = gammaincinv(numerator + 1, 1 - tail)
    return low / denominator, high / denominator


def compute_wilson(numerator: np.ndarray, denominator: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the 95 % score interval of a share: Wilson, JASA 22 (1927), 209-212.

    Examples
    --------
    >>> [round(float(bound[0]), 4) for bound in compute_wilson(np.array([10.0]), np.array([20.0]))]
    [0.2993, 0.7007]
    """
    z = ndtri(1 - (1 - LEVEL) / 2)
    share = numerator / denominator
    middle = (share + z**2 / (2 * denominator)) / (1 + z**2 / denominator)
    reach = (
        z
        / (1 + z**2 / denominator)
        * np.sqrt(share * (1 - share) / denominator + z**2 / (4 * denominator**2))
    )
    return np.clip(middle - reach, 0, 1), np.clip(middle + reach, 0, 1)


INTERVALS = {"garwood": compute_garwood, "wilson": compute_wilson}
