"""What cells of words say: a code of a list, several of them, yes or no, a country, an age.

What is understood by a part of its words is said; what is not understood is asked, with the nearest spelling as a
suggestion that is never applied.
"""

import re

from rapidfuzz import process

from ctip_analysis.cleaning.ages import find_age_group
from ctip_analysis.cleaning.blocks import Block, Doubt, interpret
from ctip_analysis.cleaning.vocabulary import IN_BRACKETS, Found
from ctip_analysis.definitions import describe_code, fold_text

__all__ = ["LIKENESS", "find_band", "read_ages", "read_code", "read_codes", "read_countries", "read_flags"]

#: How like a known spelling another must be to be suggested, of 100.
LIKENESS = 82
UNKNOWN = ("unknown",)
#: The list of which a row about one person holds one code: "2 мужчин" are two persons.
OF_ONE_PERSON = "sex"
SEVERAL = re.compile(r"\s*(?:[2-9]|\d\d+)\s+[^\W\d]")
BETWEEN_COUNTRIES = re.compile(r"[;,/]")


def read_codes(
    block: Block, name: str, code_list: str, *, otherwise: str = "unknown", blank: tuple[str, ...] = UNKNOWN
) -> list[tuple[str, ...]]:
    """Give the codes of a field's texts, one or several each; ``otherwise`` and an issue where there is none."""
    if name not in block.cells:
        return [blank] * len(block)

    def read(value, text: str, status: str):
        return _read_codes(text, status, code_list, otherwise, block.tools)

    known = block.tools.known("codes", code_list, otherwise)
    return interpret(block, block.cells[name], read, known, blank=blank)


def read_code(
    block: Block, name: str, code_list: str, *, otherwise: str = "unknown", blank: str = "unknown"
) -> list[str]:
    """Give the one code of each of a field's texts; "mixed" for several, where the list has it."""
    has_mixed = "mixed" in block.tools.vocabulary.codes_of_list[code_list]
    found = read_codes(block, name, code_list, otherwise=otherwise, blank=(blank,))
    return ["mixed" if has_mixed and len(codes) > 1 else codes[0] for codes in found]


def _read_codes(text: str, status: str, code_list: str, otherwise: str, tools):
    if status in ("nil", "not_available", "suppressed_at_source"):
        return UNKNOWN, None
    subject = fold_text(text)
    if answered := tools.answers.get((code_list, subject), ""):
        return tuple(answered.split(";")), None
    found = tools.vocabulary.find_codes(code_list, text)
    if code_list == OF_ONE_PERSON and SEVERAL.match(text):
        found = (Found(),)
    if all(part.code for part in found):
        codes = tuple(dict.fromkeys(part.code for part in found))
        if all(part.how == "exact" for part in found):
            return codes, None
        named = "; ".join(_describe(tools, code_list, part.code) for part in found)
        return codes, Doubt("F06", "understood", parts={"code": named})
    like = _suggest_code(code_list, subject, tools.vocabulary)
    parts = {"code": _describe(tools, code_list, otherwise)}
    if like:
        parts |= {"like": _describe(tools, code_list, like)}
    return (otherwise,), Doubt("F06", "like" if like else "", "", parts, code_list, subject, like)


def _describe(tools, code_list: str, code: str) -> str:
    return describe_code(tools.vocabulary.definitions, code_list, code, tools.language)


def _suggest_code(code_list: str, subject: str, vocabulary) -> str:
    """Give the code whose spelling is most like a text: a suggestion to a person, never applied."""
    concepts = set(vocabulary.namespaces_of_list.get(code_list, ()))
    spelled = {s: c for s, cs in vocabulary.matcher.concepts_of.items() for c in cs if c in concepts}
    best = process.extractOne(subject, sorted(spelled), score_cutoff=LIKENESS)
    return vocabulary.code_of_concept[(code_list, spelled[best[0]])] if best else ""


def read_flags(block: Block, name: str) -> list[str]:
    """Give "yes", "no" or an empty text."""
    if name not in block.cells:
        return [""] * len(block)
    matcher = block.tools.vocabulary.matcher

    def read(value, text: str, status: str):
        if status == "nil":
            return "no", None
        found = set(matcher.match(text, "value.yes", "value.no"))
        answer = {"value.yes": "yes", "value.no": "no"}.get(found.pop(), "") if len(found) == 1 else ""
        # A name instead of yes is a yes with its name.
        return answer or ("yes" if status == "reported" and text.strip() else ""), None

    return interpret(block, block.cells[name], read, block.tools.known("flag"), blank="")


def read_countries(block: Block, name: str) -> list[str]:
    """Give ISO codes of countries, joined by ";"; ZZ where a text names none, and an issue.

    What the form says is written for the own country (`as_home`), or nobody can tell of which (`in_doubt`), is so read.
    """
    if name not in block.cells:
        return [""] * len(block)
    vocabulary = block.tools.vocabulary
    home = vocabulary.definitions.country
    as_home, in_doubt = (tuple(block.form["fields"][name].get(key, ())) for key in ("as_home", "in_doubt"))

    def find(part: str) -> tuple[str, bool]:
        """Give the code of a country, and whether the text names it itself."""
        if part in in_doubt:
            return "", True
        code = "" if part in as_home else _find_country(part, vocabulary)
        is_home = part in as_home or _is_at_home(part, vocabulary)
        return code or (home if is_home else ""), bool(code)

    def read(value, text: str, status: str):
        if status != "reported":
            return "", None
        found = [find(part.strip()) for part in BETWEEN_COUNTRIES.split(text) if part.strip()]
        codes = [code for code, _ in found]
        if not all(codes):
            return "ZZ", Doubt("F06", parts={"code": "ZZ"})
        is_named = all(named for _, named in found)
        doubt = None if is_named else Doubt("F06", "understood", parts={"code": home})
        return ";".join(dict.fromkeys(codes)), doubt

    return interpret(
        block, block.cells[name], read, block.tools.known("country", as_home, in_doubt), blank=""
    )


def _find_country(text: str, vocabulary) -> str:
    """Give the code of the one country that a text names, with or without a city in brackets, or an empty text."""
    for spelling in (text, IN_BRACKETS.sub(" ", text)):
        hits = vocabulary.matcher.match(spelling, "country.")
        if len(hits) == 1:
            return hits[0].removeprefix("country.")
    return ""


def _is_at_home(text: str, vocabulary) -> bool:
    """Whether a text names a province of the pack, or a district as it is spelled: a district's name may be a region's abroad."""
    provinces, districts, is_whole = vocabulary.find_place(text)
    return bool(provinces or (districts and is_whole))


def read_ages(block: Block, name: str) -> list[tuple[str, str]]:
    """Give (child, adult or unknown) and the age band of cells that hold an age, a band or a word."""
    if name not in block.cells:
        return [("unknown", "")] * len(block)

    def read(value, text: str, status: str):
        return _read_age(value, text, status, block.tools)

    return interpret(block, block.cells[name], read, block.tools.known("age"), blank=("unknown", ""))


def _read_age(value, text: str, status: str, tools) -> tuple[tuple[str, str], Doubt | None]:
    if status in ("nil", "not_available"):
        return ("unknown", ""), None
    vocabulary = tools.vocabulary
    if isinstance(value, (int, float)):
        if value <= 0 or value > 90:
            return ("unknown", ""), Doubt("F10")
        return ("child" if value < 18 else "adult", find_band(value, vocabulary)), None
    code = find_age_group(vocabulary, (text,)) or vocabulary.find_code("age_group", text).code
    parent = vocabulary.parent_of_code.get(("age_group", code), "") or code
    if parent in ("child", "adult"):
        return (parent, "" if code == parent else code), None
    if code:
        return (("unknown", "") if code == "unknown" else (_side_of_band(code), code)), None
    return ("unknown", ""), Doubt("F06", parts={"code": _describe(tools, "age_group", "unknown")})


def _side_of_band(code: str) -> str:
    """Give child or adult for a band of ages of a reporter's own ("30p", "10_15"), unknown where it holds both."""
    low, _, high = code.rstrip("p").partition("_")
    if not low.isdigit() or not (high or code.endswith("p")):
        return "unknown"
    return "adult" if int(low) >= 18 else "child" if high.isdigit() and int(high) < 18 else "unknown"


def find_band(years: float, vocabulary) -> str:
    """Give the band of a register into which an age in years falls, or an empty text."""
    order = vocabulary.definitions.settings.get("age_bands", {}).get("cases", ())
    for code in order:
        for (low, high), band in vocabulary.age_code_of_band.items():
            if band == code and low <= years and (high is None or years <= high):
                return code
    return ""
