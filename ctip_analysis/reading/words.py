"""The words that a cell may hold in place of a number, and the names of months: data of the pack's glossary."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ctip_analysis.definitions import list_texts, load_definitions

__all__ = ["CellWords", "load_cell_words"]

ABOUT, TOTAL, MONTH = "value.approx", "row.total", "month."
STATUS_OF_CONCEPT = {"value.zero": "nil", "missing.no_data": "not_available"}


@dataclass(frozen=True, eq=False)
class CellWords:
    """Spellings, case-folded: of "none" and "not available", of "about" before and after a number, of months,
    of "total".

    The words of one pack are one object, by which what was read with them is remembered.
    """

    statuses: dict[str, str]
    approximate: re.Pattern
    approximate_after: re.Pattern
    months: dict[str, int]
    totals: re.Pattern

    def is_total(self, text: str) -> bool:
        """Tell whether a text is a word for a total, or begins with one."""
        return bool(self.totals.match(text.casefold()))


def _alternatives(spellings) -> str:
    ordered = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return "|".join(map(re.escape, ordered)) or "(?!)"


def load_cell_words(definitions=None) -> CellWords:
    """Gather the words from a pack; from the built-in one where none is given.

    Parameters
    ----------
    definitions : Definitions, optional

    Examples
    --------
    >>> load_cell_words().months["май"]
    5
    """
    return _load_default() if definitions is None else _gather(_spell(definitions))


@lru_cache(maxsize=1)
def _load_default() -> CellWords:
    return _gather(_spell(load_definitions()))


def _spell(definitions) -> tuple[tuple[str, str], ...]:
    """Give the concepts that cells may name, and how they are written."""
    spelled = list_texts(definitions.glossary, "concept", "variant")
    return tuple(
        (concept, variant.casefold())
        for concept, variant in spelled
        if (concept in STATUS_OF_CONCEPT or concept in (ABOUT, TOTAL) or concept.startswith(MONTH))
        and (any(letter.isalpha() for letter in variant) or concept == ABOUT)
    )


@lru_cache(maxsize=4)
def _gather(spelled: tuple[tuple[str, str], ...]) -> CellWords:
    about = [variant for concept, variant in spelled if concept == ABOUT]
    return CellWords(
        statuses={
            v.rstrip("."): STATUS_OF_CONCEPT[c] for c, v in reversed(spelled) if c in STATUS_OF_CONCEPT
        },
        approximate=re.compile(rf"(?:{_alternatives([*about, '≈', '±'])})\s*(?=\d)", re.IGNORECASE),
        approximate_after=re.compile(rf"(?<!\w)(?:{_alternatives(about)})(?!\w)", re.IGNORECASE),
        months={
            variant.rstrip("."): int(concept.removeprefix(MONTH))
            for concept, variant in spelled
            if concept.startswith(MONTH)
        },
        totals=re.compile(
            rf"\s*(?:{_alternatives(variant for concept, variant in spelled if concept == TOTAL)})(?!\w)"
        ),
    )
