"""Rows for machines beside a header: tags (HXL), names of fields of a database, letters over the columns."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.marks import TEXT, count_filled
from ctip_analysis.reading.questions import question

__all__ = ["are_first_letters", "is_machine_row"]

MACHINE_NAME = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+")
TAG = re.compile(r"#[a-z]")


@question
def is_machine_row(grid: Grid, row: int, left: int, right: int) -> bool:
    """Tell whether a row holds tags or names for machines (HXL, database fields) rather than for people."""
    kinds = grid.row_kinds(row, left, right)
    if not kinds.count(TEXT) * 2 >= count_filled(kinds) > 0:
        return False
    return _are_for_machines(grid.row_texts(row, left, right))


@lru_cache(maxsize=20_000)
def _are_for_machines(texts: tuple[str, ...]) -> bool:
    """Tell whether texts are tags or names for machines."""
    if len(texts) > 2 and are_first_letters(texts):
        return True
    if sum(bool(TAG.match(text)) for text in texts) * 2 >= len(texts):
        return True
    return len(texts) >= 2 and sum(bool(MACHINE_NAME.fullmatch(t)) for t in texts) >= 0.8 * len(texts)


def are_first_letters(letters: Sequence[str]) -> bool:
    """Tell whether texts are the first letters of an alphabet, in their order."""
    codes = [ord(letter) if len(letter) == 1 else -1 for letter in letters]
    return codes[0] in map(ord, "AaАа") and codes == list(range(codes[0], codes[0] + len(codes)))
