"""Do many independent pieces of work on all processors that there are, in the order in which they were given."""

import gc
import multiprocessing
import os
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

__all__ = ["run_jobs"]

#: Fewer jobs are done before a second process has begun.
WORTH_A_PROCESS = 8
_work: dict = {}


def _hold(function: Callable, jobs: Sequence) -> None:
    _work.update(function=function, jobs=jobs)
    # What came with the fork never dies here: without it the collector has a tenth of the objects to look through.
    gc.freeze()


def _do(number: int):
    return _work["function"](_work["jobs"][number])


def count_processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_jobs(function: Callable, jobs: Sequence) -> list:
    """Call a function with each job.

    Where the system can fork (Linux), the work is shared out among processes: they see the jobs without a copy, and
    a script needs no ``if __name__ == "__main__"``. Elsewhere it is done one by one; the results are the same.

    Parameters
    ----------
    function : callable
        Its result must be one that can be pickled.
    jobs : sequence

    Returns
    -------
    list
        The results, in the order of the jobs.

    Examples
    --------
    >>> run_jobs(abs, [-1, 2])
    [1, 2]
    """
    processes = min(count_processors(), len(jobs) // (WORTH_A_PROCESS // 2))
    if processes < 2 or len(jobs) < WORTH_A_PROCESS or not _can_fork():
        return [function(job) for job in jobs]
    with warnings.catch_warnings():
        # Python 3.12 warns of forking beside threads; those of numpy stand still here.
        warnings.simplefilter("ignore", DeprecationWarning)
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(processes, context, initializer=_hold, initargs=(function, jobs)) as pool:
            return list(pool.map(_do, range(len(jobs))))


def _can_fork() -> bool:
    """Tell whether to fork: macOS can, but its frameworks do not outlive it."""
    return os.name == "posix" and os.uname().sysname == "Linux"
