"""Rows of two versions of a report that are about the same, whatever their numbers: by their dates and words."""

from collections import Counter

__all__ = ["pair_rows"]


def pair_rows(former: dict[str, dict], later: dict[str, dict]) -> dict:
    """Give, for each row of a later report that tells again what a row of a former one does, that row; each row once.

    Two rows are about the same where their dates are, and a word beside them; without dates, where all their words are.

    Parameters
    ----------
    former, later : dict
        ``{"dated": {row: content}, "undated": {row: content}}``: of a content the labels come first, the texts last.

    Returns
    -------
    dict
        Row of the later report to row of the former one.

    Examples
    --------
    >>> old = {"dated": {3: ((), 0, ("1 May", "Talk", "20"))}, "undated": {3: ((), 0, ("Talk", "20"))}}
    >>> new = {"dated": {7: ((), 0, ("1 May", "Talk", "22"))}, "undated": {7: ((), 0, ("Talk", "22"))}}
    >>> pair_rows(old, new)
    {7: 3}
    """
    said_before = {row: _what_it_says(row, former) for row in former["dated"]}
    said_later = {row: _what_it_says(row, later) for row in later["dated"]}
    likely = [
        (-len(words & others), number, row, own)
        for row, (dates, words) in said_later.items()
        for number, (own, (its_dates, others)) in enumerate(said_before.items())
        if dates == its_dates and (words & others if dates else words and words == others)
    ]
    pairs: dict = {}
    taken = set()
    for _, _, row, own in sorted(likely, key=lambda pair: pair[:2]):
        if row not in pairs and own not in taken:
            pairs[row] = own
            taken.add(own)
    return pairs


def _what_it_says(row, contents: dict[str, dict]) -> tuple[tuple[str, ...], frozenset]:
    """Give the dates of a row, and its words: its labels and texts that are no numbers."""
    *_, texts = contents["dated"][row]
    labels, *_, others = contents["undated"][row]
    dates = Counter(texts) - Counter(others)
    words = {text.strip() for text in others if any(letter.isalpha() for letter in text)}
    return tuple(sorted(dates.elements())), frozenset({*words, *labels})
