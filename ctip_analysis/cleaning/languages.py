"""The language that a report is written in, from its titles and headers."""

from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import fold_text, remember

__all__ = ["find_language"]


def find_language(vocabulary: Vocabulary, labels) -> str:
    """Tell the language of most labels; "mixed" where none has two thirds of them."""
    votes = [vote for label in labels if (vote := _vote_language(vocabulary, label))]
    if not votes:
        return ""
    leader = max(sorted(set(votes)), key=votes.count)
    return leader if votes.count(leader) * 3 >= len(votes) * 2 else "mixed"


@remember
def _vote_language(vocabulary: Vocabulary, label: str) -> str:
    folded = fold_text(label)
    spoken = vocabulary.matcher.languages_of.get(folded, frozenset()) & set(vocabulary.definitions.languages)
    if len(spoken) == 1:
        return next(iter(spoken))
    if any(letter in "өүң" for letter in folded):
        return "ky"
    words, known = set(folded.split()), vocabulary.definitions.settings.get("language_words", {})
    telling = [language for language, own in known.items() if words & set(own)]
    if len(telling) == 1:
        return telling[0]
    if len(spoken) > 1 or not any(letter.isalpha() for letter in folded):
        return ""
    return "ru" if any("а" <= letter <= "я" for letter in folded) else "en"
