"""A pause of Python's search for cycles while many small things are made that stay."""

import contextlib
import gc

__all__ = ["pausing_collection"]


@contextlib.contextmanager
def pausing_collection():
    """Put off the search for cycles: it would go over all cells again and again, and find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
