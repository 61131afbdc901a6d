"""What was looked up in the words of a pack is remembered: reports write the same few thousand things again and again."""

from collections.abc import Callable
from functools import wraps

__all__ = ["remember"]

#: So many things are remembered by one object.
MAXIMUM_KNOWN = 100_000


def remember(look_up: Callable) -> Callable:
    """Let a method of an object that keeps a dict ``known`` work once for each of its arguments, which are hashable.

    What it gives is shared, and not to be changed.

    Examples
    --------
    >>> class Words:
    ...     known, asked = {}, []
    ...
    ...     @remember
    ...     def fold(self, text):
    ...         self.asked.append(text)
    ...         return text.casefold()
    >>> words = Words()
    >>> [words.fold("ОШ"), words.fold("ОШ")], words.asked
    (['ош', 'ош'], ['ОШ'])
    """
    name = look_up.__name__

    @wraps(look_up)
    def recall(self, *asked, **how):
        """Give what was found before, or find it."""
        key = (name, asked, *how.items()) if how else (name, asked)
        known = self.known
        try:
            return known[key]
        except KeyError:
            found = look_up(self, *asked, **how)
        if len(known) >= MAXIMUM_KNOWN:
            known.clear()
        known[key] = found
        return found

    return recall
