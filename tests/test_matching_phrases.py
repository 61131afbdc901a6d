"""Spellings are found within a text as a pattern of all of them, the longest first, would find them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ctip_analysis.definitions.matching import _find_phrases, _sort_phrases

WORDS = st.sampled_from(
    ["кв", "2 кв", "ii", "%", "<18", "- -", "-", "а", "а-б", "новый отчет", "отчет", "5", "_"]
)
SEPARATORS = st.sampled_from(["", " ", "-", ". ", "%", "  "])


@given(
    spellings=st.sets(WORDS.filter(lambda word: word != "_")),
    parts=st.lists(st.tuples(WORDS, SEPARATORS), max_size=6),
)
def test_phrases_are_found_as_a_pattern_of_all_spellings_finds_them(spellings, parts):
    text = "".join(part for pair in parts for part in pair)
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)"
    assert list(_find_phrases(text, _sort_phrases(spellings))) == re.findall(pattern, text)
