"""Texts worth a closer look wherever they stand: of all texts of a run, each is asked once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.tables import Sheets
from ctip_analysis.cleaning.telling_words import is_total, says_nil, says_same

__all__ = ["Marks", "find_marks"]


@dataclass(frozen=True)
class Marks:
    """The texts of a run that say something of their own.

    ``nil`` says that there was nothing to report, ``same`` repeats the cell above, ``total`` names a total,
    ``personal`` may hold personal data.
    """

    nil: frozenset[str] = field(default_factory=frozenset)
    same: frozenset[str] = field(default_factory=frozenset)
    total: frozenset[str] = field(default_factory=frozenset)
    personal: frozenset[str] = field(default_factory=frozenset)


def find_marks(files: Iterable[Sheets], vocabulary, personal: PersonalData) -> Marks:
    """Ask of every text of some files what it says.

    Parameters
    ----------
    files : iterable of Sheets
    vocabulary : Vocabulary
    personal : PersonalData
    """
    said = frozenset().union(*(texts for sheets in files for texts in (sheets.said, sheets.unread)))
    questions = (*(partial(says, vocabulary) for says in (says_nil, says_same, is_total)), personal.find)
    return Marks(*(frozenset(filter(question, said)) for question in questions))
