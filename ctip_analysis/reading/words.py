"""The words that a cell may hold in place of a number, and the names of months: data of the pack's glossary."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ctip_analysis.definitions import load_definitions

__all__ = ["CellWords", "load_cell_words"]

STATUS_OF_CONCEPT = {"value.zero": "nil", "missing.no_data": "not_available"}


@dataclass(frozen=True)
class CellWords:
    """Spellings, case-folded: of "none" and "not available", of "about" before and after a number, of months."""

    statuses: dict[str, str]
    approximate: re.Pattern
    approximate_after: re.Pattern
    months: dict[str, int]


def _alternatives(spellings) -> str:
    ordered = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return "|".join(map(re.escape, ordered)) or "(?!)"


@lru_cache(maxsize=1)
def load_cell_words() -> CellWords:
    """Gather the words from the built-in pack, once.

    Examples
    --------
    >>> load_cell_words().months["май"]
    5
    """
    glossary = load_definitions().glossary
    spelled = [
        (concept, variant.casefold())
        for concept, variant in glossary[["concept", "variant"]].itertuples(index=False)
        if any(letter.isalpha() for letter in variant) or concept == "value.approx"
    ]
    about = [variant for concept, variant in spelled if concept == "value.approx"]
    return CellWords(
        statuses={
            v.rstrip("."): STATUS_OF_CONCEPT[c] for c, v in reversed(spelled) if c in STATUS_OF_CONCEPT
        },
        approximate=re.compile(rf"(?:{_alternatives([*about, '≈', '±'])})\s*(?=\d)", re.IGNORECASE),
        approximate_after=re.compile(rf"(?<!\w)(?:{_alternatives(about)})(?!\w)", re.IGNORECASE),
        months={
            variant.rstrip("."): int(concept.split(".")[1])
            for concept, variant in spelled
            if concept.startswith("month.")
        },
    )
