"""Fold a text so that spellings that mean the same compare equal; the original is always kept beside it."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold_softly", "fold_text"]

# Letters that look alike. Which side is right is decided by the script of the rest of the word.
LATIN_OF_CYRILLIC = dict(zip("аеосрхукмтвніј", "aeocpxykmtbhij", strict=True))
CYRILLIC_OF_LATIN = {latin: cyrillic for cyrillic, latin in LATIN_OF_CYRILLIC.items() if latin not in "ij"}
# Fonts made before Unicode put Ukrainian letters in the place of the Kyrgyz ones.
LEGACY_KYRGYZ = str.maketrans({"є": "ө", "ѳ": "ө", "ї": "ү"})
# A typist without a Kyrgyz keyboard writes the nearest Russian letter.
WITHOUT_KYRGYZ_KEYBOARD = str.maketrans({"ө": "о", "ү": "у", "ң": "н"})
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
HYPHENS = re.compile("[‐‑‒–—―−]")
BETWEEN_WORDS = re.compile(r"[\s.,:;!?()\[\]{}/\\|_*]+")
QUOTES = re.compile("[\"'«»“”„‘’`´]")
HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d])\s*-|-\s*(?=[^\W\d])")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LATIN = re.compile("[a-z]")
BEYOND_CYRILLIC = re.compile("[^\x00-\x7f\u0400-\u04ff]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
#: Most texts: in small letters of the keyboard, without quotes.
COMMON = re.compile(r"[a-z0-9а-яөүң\s.,:;!?()\[\]{}/\\|_*%+<>=&#@-]*")


def _repair_mojibake(text: str) -> str:
    """Read a text again that was read in another encoding."""
    if "Ã" not in text and "Ð" not in text:
        return text
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _unify_script(match: re.Match) -> str:
    """Write a word of two scripts in the one that it was meant in."""
    word = match.group()
    latin, cyrillic = len(LATIN.findall(word)), len(CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    has_own_latin = any(letter not in CYRILLIC_OF_LATIN for letter in LATIN.findall(word))
    has_own_cyrillic = any(letter not in LATIN_OF_CYRILLIC for letter in CYRILLIC.findall(word))
    if has_own_latin != has_own_cyrillic:
        # A letter that looks like none of the other script says in which the word was meant.
        table = CYRILLIC_OF_LATIN if has_own_cyrillic else LATIN_OF_CYRILLIC
    else:
        table = CYRILLIC_OF_LATIN if cyrillic >= latin else LATIN_OF_CYRILLIC
    return "".join(table.get(letter, letter) for letter in word)


def _drop_latin_accents(text: str) -> str:
    """Drop the accents of Latin letters alone: й and ё are letters of their own."""
    if not BEYOND_CYRILLIC.search(text):
        return text
    return "".join(
        unicodedata.normalize("NFD", letter)[0]
        if unicodedata.name(letter, "").startswith("LATIN") and letter != "ı"
        else ("i" if letter == "ı" else letter)
        for letter in text
    )


@lru_cache(maxsize=100_000)
def fold_text(text: str) -> str:
    """Fold case, width, punctuation, accents, look-alike letters and old Kyrgyz fonts.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        For comparison only; never shown.

    Notes
    -----
    The order: mojibake, NFKC, case, ё, invisible characters, old Kyrgyz letters, look-alike letters by the
    majority script of each word, Latin accents, quotes, punctuation and hyphens between words.

    Examples
    --------
    >>> fold_text("  Жалал–Абад  облусу ") == fold_text("ЖАЛАЛ-АБАД облусу")
    True
    >>> fold_text("Ысык-Кєл") == fold_text("Ысык-Көл")
    True
    >>> fold_text("Ysyk-KÃ¶l")
    'ysyk kol'
    >>> fold_text("14-17 лет")
    '14-17 лет'
    """
    folded = unicodedata.normalize("NFKC", _repair_mojibake(text)).casefold().replace("ё", "е")
    is_common = COMMON.fullmatch(folded) is not None
    if not is_common:
        folded = INVISIBLE.sub("", folded).translate(LEGACY_KYRGYZ)
    if LATIN.search(folded) and CYRILLIC.search(folded):
        folded = WORD.sub(_unify_script, folded)
    if not is_common:
        folded = HYPHENS.sub("-", QUOTES.sub("", _drop_latin_accents(folded)))
    folded = BETWEEN_WORDS.sub(" ", folded)
    return " ".join((HYPHEN_IN_WORD.sub(" ", folded) if "-" in folded else folded).split())


@lru_cache(maxsize=100_000)
def fold_softly(text: str) -> str:
    """Fold a text once more as if it had been typed without the Kyrgyz letters.

    Examples
    --------
    >>> fold_softly("Чүй облусу") == fold_softly("Чуй облусу")
    True
    """
    return fold_text(text).translate(WITHOUT_KYRGYZ_KEYBOARD)
