"""How much work a protection may take: steps of linear programs are counted, the same on every machine, and never seconds."""

import numpy as np

from ctip_analysis.errors import DisclosureError

__all__ = ["ALLOWED", "TooMuchWork", "Work"]

#: Steps of the simplex method times equations that all systems of one release may take together.
ALLOWED = 6_000_000_000


class TooMuchWork(DisclosureError):
    """A protection was given up, for it took more work than it may.

    Attributes
    ----------
    inside : numpy.ndarray of bool
        The counts that stand in the system that was being settled.
    """

    def __init__(self, inside: np.ndarray | None = None):
        super().__init__(
            "These counts are tied together too closely to be protected. Publish coarser tables.",
            word="error_too_much_work",
        )
        self.inside = inside


class Work:
    """Counts the work of a protection, and ends it where it is more than allowed.

    Parameters
    ----------
    allowed : float
        Steps times equations.
    """

    def __init__(self, allowed: float = np.inf):
        self.allowed, self.spent = allowed, 0

    def take(self, solver, n_equations: int) -> int:
        """Count the steps of a solver's last answer, and return them."""
        steps = max(int(solver.getInfo().simplex_iteration_count), 0)
        self.spent += steps * n_equations
        if self.spent > self.allowed:
            raise TooMuchWork
        return steps
