"""How labels tell an age group: a band of years, "under 18", "60 and over", a word."""

import re

from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import parse_age_band

__all__ = ["find_age_group"]

AGE_UNDER = re.compile(
    r"(?:до|under|below|<|младше)\s*(\d{1,2})|(\d{1,2})\s*(?:ге|ке|га|ка|жашка)?\s*(?:жашка )?чейин"
)
AGE_OVER = re.compile(
    r"(?:старше|свыше|over|above|>)\s*(\d{1,2})|(\d{1,2})\s*(?:\+|ден|дан|жаштан|лет и|и старше|и выше|жана жогору|years and|and over|and older|and above)"
)
#: The lowest age at which a band of the older begins, where the pack lists none.
YOUNGEST = 10


def find_age_group(vocabulary: Vocabulary, labels: tuple[str, ...]) -> str:
    """Give the age group that labels mean; a band that the pack does not list gets a code of its own."""
    bands = {band for label in labels if (band := _find_band(vocabulary, label))}
    if len(bands) == 1:
        low, high = bands.pop()
        return vocabulary.age_code_of_band.get((low, high)) or (
            f"{low}p" if high is None else f"{low}_{high}"
        )
    return vocabulary.find_label_code("age_group", labels, "age.")


def _may_be_years(vocabulary: Vocabulary, low: int, behind: str) -> bool:
    """Whether "over 28" is an age: a number of years of the young or older, and behind it nothing that is counted."""
    counts = vocabulary.stems.match(behind, "col.") or vocabulary.matcher.match(behind.strip(" .,)"), "unit.")
    return low >= YOUNGEST and not counts


def _find_band(vocabulary: Vocabulary, label: str) -> tuple[int, int | None] | None:
    if not any(letter.isdigit() for letter in label):
        return None
    if band := parse_age_band(label):
        return band
    folded = label.casefold()
    if match := AGE_UNDER.search(folded):
        return (0, int(match[1] or match[2]) - 1)
    if match := AGE_OVER.search(folded):
        low = int(match[1] or match[2])
        is_known = (low, None) in vocabulary.age_code_of_band
        return (low, None) if is_known or _may_be_years(vocabulary, low, folded[match.end() :]) else None
    return None
