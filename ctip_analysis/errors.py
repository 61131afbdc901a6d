"""The errors that the package raises on purpose.

A messy report never raises: it becomes an issue. What raises is a broken promise: a pack that
contradicts itself, a folder that cannot be written, a figure asked from unprotected values.
"""

__all__ = [
    "CtipError",
    "DefinitionsError",
    "DisclosureError",
    "InputError",
    "MissingColumnsError",
    "OutputError",
]


class CtipError(Exception):
    """Say what was wrong, where, what was expected and how to mend it.

    Parameters
    ----------
    text : str
        In English.
    word : str
        The key of the same sentence in the pack's ``words.csv``, for errors that an M&E officer meets in a run: the
        command says them in her language.
    **parts
        What stands for the names in braces there.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> issubclass(ctip.DisclosureError, ctip.CtipError)
    True
    """

    def __init__(self, text: str = "", *, word: str = "", **parts):
        super().__init__(text)
        self.word, self.parts = word, parts


class DefinitionsError(CtipError):
    """A country pack is missing, unreadable or contradicts itself; the message lists every fault."""


class InputError(CtipError):
    """What was asked for cannot be found or read: a folder, a file, an indicator, a period."""


class OutputError(CtipError):
    """The folder for the results cannot be written; nothing in it was changed."""


class DisclosureError(CtipError):
    """A value was about to leave without its protection, or the protection could not be proved."""


class MissingColumnsError(CtipError):
    """A frame lacks columns that a function needs; the message names all of them."""
