"""Personal data: found by pattern in any text, raised with the address, never handed on.

Personal numbers, telephones, e-mails, passports and addresses have a shape. Names are found by the endings of family
names and patronymics, by initials, and by the names that the pack lists.
"""

import re
from dataclasses import dataclass, field

from ctip_analysis.definitions import list_texts

__all__ = ["PersonalData", "build_personal_data"]

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
PERSONAL_NUMBER = re.compile(r"(?<!\d)[0-2]\d{13}(?!\d)|(?<!\d)[0-2](?:[ -]?\d){13}(?!\d)")
TELEPHONE = re.compile(
    r"(?<![\d.,])(?:\+?996|\+7|\+90|\+998|\+992)(?:[\s().-]*\d){9,10}(?!\d)"
    r"|(?<![\d.,])0\s?\(?[3579]\d{2}(?:[\s().-]*\d){6}(?!\d)"
)
PASSPORT = re.compile(r"(?<!\w)(?:AN|AC|ID|АН|АС)[\s№#-]*\d{7}(?!\d)", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?<!\w)(?:ул\.|улица|пр\.|проспект|мкр\.?|көч\.|көчөсү|street|st\.)\s*[«\"]?[\w-]+[^;\n]{0,30}?\d+"
    r"|(?<!\w)[\w-]+\s+(?:көчөсү|көч\.)\s*,?\s*\d+|(?<!\w)(?:кв\.|д\.)\s*\d+\s*,?\s*(?:кв\.|д\.)\s*\d+",
    re.IGNORECASE,
)
# A family name before or behind the initials, or on both sides ("named after").
_CYRILLIC = (r"[А-ЯӨҮҢЁ][а-яөүңё]{2,}(?:-[А-Я][а-я]+)?", r"[А-ЯӨҮҢЁ]\.")
_LATIN = (r"[A-Z][a-z]{3,}", r"[A-Z]\.")
INITIALS, LATIN_INITIALS = (
    re.compile(
        rf"(?<!\w){name}\s+{initial}(?:\s?{initial})?(?:\s?{name})?(?!\w)|(?<!\w){initial}\s?(?:{initial}\s?)?{name}"
    )
    for name, initial in (_CYRILLIC, _LATIN)
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Whatever has a shape holds a digit or this sign.
HAS_SHAPE = re.compile(r"[\d@]")
LETTER, DIGIT = re.compile(r"[^\W\d_]|@"), re.compile(r"\d")
#: No telephone and no personal number has fewer digits; all else that has a shape has letters too.
FEWEST_DIGITS = 10
#: So many digits has each shape at least.
DIGITS_OF = {"personal_number": 14, "email": 0, "phone": FEWEST_DIGITS, "passport": 7, "address": 1}
#: No address is without one of these.
WORDS_OF_ADDRESSES = ("ул.", "улица", "пр.", "проспект", "мкр", "көч", "street", "st.", "кв.", "д.")
MASK = "***"
NEVER = re.compile("(?!)")
#: A shorter word that ends like a family name is a word like another.
SHORTEST_FAMILY_NAME = 6


@dataclass(frozen=True)
class PersonalData:
    """Patterns and names of a pack; a result of `build_personal_data`."""

    family: re.Pattern
    patronymic: re.Pattern
    given: frozenset[str]
    innocent: frozenset[str]
    endings: tuple[str, ...] = ()
    alone: re.Pattern = NEVER
    _found: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _likely: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def find(self, text: str) -> str:
        """Give the kind of personal datum that a text holds, or an empty text.

        Examples
        --------
        >>> from ctip_analysis.cleaning.personal import build_personal_data
        >>> from ctip_analysis.definitions import load_definitions
        >>> personal = build_personal_data(load_definitions())
        >>> personal.find("тел. 0555 12 34 56"), personal.find("Семинар в Бишкеке")
        ('phone', '')
        """
        if text not in self._found:
            self._found[text] = _find(self, text)
        return self._found[text]

    def is_one_word_name(self, text: str) -> bool:
        """Whether all that is personal in a text is one word that is a name; beside it no initials, no number.

        Examples
        --------
        >>> from ctip_analysis.cleaning.personal import build_personal_data
        >>> from ctip_analysis.definitions import load_definitions
        >>> personal = build_personal_data(load_definitions())
        >>> personal.is_one_word_name("с. Чолпон"), personal.is_one_word_name("Асанова Айнура")
        (True, False)
        """
        spans = self._find_names(text)
        is_one = len(spans) == 1 and len(WORD.findall(text[slice(*spans[0])])) == 1
        return is_one and not (_find_shape(text) or _has_initials(self, text))

    def find_in_name(self, name: str) -> str:
        """Give the kind of personal datum that the name of a file or sheet holds; one that is a given name alone is one."""
        plain = name.replace("_", " ")
        return self.find(plain) or ("name" if self._is_alone(plain) else "")

    def mask_name(self, name: str) -> str:
        """Give the name of a file or sheet with a mask in the place of every personal datum."""
        plain = name.replace("_", " ")
        folder, slash, own = plain.rpartition("/")
        return self.mask(folder + slash + (WORD.sub(MASK, own, count=1) if self._is_alone(plain) else own))

    def show_name(self, name: str) -> str:
        """Give the name of a file or sheet as it may stand in a message."""
        return self.mask_name(name) if self.find_in_name(name) else name

    def _is_alone(self, plain: str) -> bool:
        """Whether the name of a file or sheet has one word, which ends like a given name and is none that names nobody."""
        own = plain.rpartition("/")[2]
        words = WORD.findall(own.rpartition(".")[0] or own)
        if len(words) != 1 or not words[0][0].isupper() or len(words[0]) < SHORTEST_FAMILY_NAME:
            return False
        folded = words[0].casefold().replace("ё", "е")
        return folded not in self.innocent and bool(self.alone.search(folded))

    def mask(self, text: str) -> str:
        """Give a text with a mask in the place of every personal datum."""
        for pattern in SHAPES.values():
            text = pattern.sub(MASK, text)
        for pattern in (INITIALS, LATIN_INITIALS):
            text = pattern.sub(
                lambda match: match.group() if self._is_innocent(match.group()) else MASK, text
            )
        return self._mask_names(text)

    def _is_innocent(self, text: str) -> bool:
        return any(len(word) > 2 and word.casefold() in self.innocent for word in WORD.findall(text))

    def _mask_names(self, text: str) -> str:
        for start, end in reversed(self._find_names(text)):
            text = text[:start] + MASK + text[end:]
        return text

    def _find_names(self, text: str) -> list[tuple[int, int]]:
        """Find runs of capitalized words of which one is a family name, a patronymic or a listed name beside another."""
        if not any(map(self._is_likely, WORD.findall(text))):
            return []
        spans, run = [], []
        for match in [*WORD.finditer(text), None]:
            is_next = match and match.group()[0].isupper() and match.group().casefold() not in self.innocent
            is_tail = match and run and match.group().casefold() in ("кызы", "уулу", "kyzy", "uulu")
            touches = match and (not run or not text[run[-1].end() : match.start()].strip(" \u00a0_"))
            if (is_next or is_tail) and touches:
                run.append(match)
                continue
            if self._is_name([m.group() for m in run]):
                spans.append((run[0].start(), run[-1].end()))
            run = [match] if is_next else []
        return spans

    def _is_likely(self, word: str) -> bool:
        """Whether a word is like a part of a name, so that it and those beside it are worth a closer look."""
        if word not in self._likely:
            folded = word.casefold().replace("ё", "е")
            is_like_a_name = self.family.search(folded) or self.patronymic.search(folded)
            self._likely[word] = bool(is_like_a_name) or self._is_given(folded)
        return self._likely[word]

    def _is_name(self, words: list[str]) -> bool:
        folded = [word.casefold().replace("ё", "е") for word in words]
        has_given = any(self._is_given(word) for word in folded)
        has_family = any(self.family.search(word) for word in folded)
        has_patronymic = any(self.patronymic.search(word) for word in folded)
        return (
            has_patronymic
            or (len(words) > 1 and (has_family or has_given))
            or (len(words) == 1 and (has_given or (has_family and len(words[0]) >= SHORTEST_FAMILY_NAME)))
        )

    def _is_given(self, word: str) -> bool:
        """Whether a word is a listed given name, in whatever case of the language."""
        return word in self.given or any(
            word.endswith(ending) and word[: -len(ending)] in self.given for ending in self.endings
        )

    def keep_text(self, text: str) -> str:
        """Give a text that may stand in a result: masked where it holds personal data."""
        return self.mask(text) if self.find(text) else text

    def keep(self, cell, *, is_confidential: bool):
        """Give what of a cell may be kept beside a record: its number or date; its text only where nobody is in it."""
        if isinstance(cell.value, (int, float)):
            return cell.value if abs(cell.value) < 1e8 else None
        if not isinstance(cell.value, str) or cell.status != "reported":
            return None
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell.value):
            return None if is_confidential else cell.value
        if is_confidential:
            return None
        return None if self.find(cell.text) else cell.text


SHAPES = {
    "personal_number": PERSONAL_NUMBER,
    "email": EMAIL,
    "phone": TELEPHONE,
    "passport": PASSPORT,
    "address": ADDRESS,
}


def _find_shape(text: str) -> str:
    if not HAS_SHAPE.search(text):
        return ""
    digits = len(DIGIT.findall(text))
    if digits < FEWEST_DIGITS and not LETTER.search(text):
        return ""
    likely = [kind for kind, fewest in DIGITS_OF.items() if digits >= fewest]
    if likely[-1] == "address" and not any(map(text.casefold().__contains__, WORDS_OF_ADDRESSES)):
        likely.pop()
    return next((kind for kind in likely if SHAPES[kind].search(text)), "")


def _find(personal: PersonalData, text: str) -> str:
    if shape := _find_shape(text):
        return shape
    return "name" if _has_initials(personal, text) or personal._find_names(text) else ""


def _has_initials(personal: PersonalData, text: str) -> bool:
    patterns = (INITIALS, LATIN_INITIALS) if "." in text else ()
    return any(not personal._is_innocent(found.group()) for own in patterns for found in own.finditer(text))


def build_personal_data(definitions) -> PersonalData:
    """Compile the names and endings of a pack's ``[personal]`` settings.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> build_personal_data(load_definitions()).find("Асанова А.Б.")
    'name'
    """
    settings = definitions.settings.get("personal", {})
    innocent = {word.casefold() for word in settings.get("innocent", ())}
    names = [f"{stem}_{language}" for stem in ("name", "short") for language in definitions.languages]
    for table in ("provinces", "districts", "organizations"):
        frame = getattr(definitions, table)
        for name in [name for name in names if name in frame]:
            innocent |= {
                word.casefold() for (text,) in list_texts(frame, name) for word in WORD.findall(text)
            }
    for (text,) in list_texts(definitions.glossary, "variant"):
        innocent |= {word.casefold() for word in WORD.findall(text)}
    given = (
        frozenset(name.casefold().replace("ё", "е") for name in settings.get("given_names", ())) - innocent
    )
    return PersonalData(
        re.compile(f"(?:{'|'.join(settings.get('family_endings', ['(?!)']))})$"),
        re.compile(f"(?:{'|'.join(settings.get('patronymic_endings', ['(?!)']))})$"),
        frozenset(given),
        frozenset(innocent),
        tuple(settings.get("case_endings", ())),
        re.compile(f"(?:{'|'.join(settings.get('given_endings', ['(?!)']))})$"),
    )
