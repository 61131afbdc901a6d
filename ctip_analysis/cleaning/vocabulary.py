"""The names of the pack, ready to be looked up: places, periods, organizations, and the codes of its lists.

A label may stand in three languages side by side; what all of them can mean is what it means. Where two
readings remain, both are handed on: nothing is chosen here. What was looked up once is remembered for the run.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ctip_analysis.cleaning.organizations import spell_organizations
from ctip_analysis.definitions import (
    Definitions,
    Matcher,
    find_period,
    fold_text,
    list_records,
    list_texts,
    remember,
)

__all__ = ["IN_BRACKETS", "Found", "Vocabulary"]

IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
PARTS_OF_SET = re.compile(r"[;,+/\n]|\s+(?:и|жана|and|&)\s+")


@dataclass(frozen=True)
class Found:
    """A code, and how it was found: "exact", "within" a longer text, by "words"; an empty code is none."""

    code: str = ""
    how: str = ""


class Vocabulary:
    """The pack's words, ready to look labels up."""

    def __init__(self, definitions: Definitions):
        self.definitions = definitions
        self.matcher: Matcher = definitions.matcher
        self.stems = definitions.stem_matcher
        self.places = definitions.place_finder
        self.known: dict[tuple, object] = {}
        self.organizations = spell_organizations(definitions)

    @cached_property
    def code_of_concept(self) -> dict[tuple[str, str], str]:
        """The code of a list that a concept stands for."""
        codes = self.definitions.codes
        return {
            (code_list, concept): code
            for code_list, code, concept in list_texts(codes, "list", "code", "concept")
            if concept
        }

    @cached_property
    def code_of_name(self) -> dict[tuple[str, str], str]:
        """The code of a list by each of its own names, as the forms' lists offer them; none where two codes share one."""
        found: dict[tuple[str, str], set[str]] = {}
        for row in list_records(self.definitions.codes):
            for language in self.definitions.languages:
                found.setdefault((row["list"], fold_text(row[f"name_{language}"])), set()).add(row["code"])
        return {named: codes.pop() for named, codes in found.items() if len(codes) == 1 and named[1]}

    @cached_property
    def namespaces_of_list(self) -> dict[str, tuple[str, ...]]:
        """The concepts that the codes of a list stand for."""
        gathered: dict[str, set[str]] = {}
        for code_list, concept in self.code_of_concept:
            gathered.setdefault(code_list, set()).add(concept)
        return {code_list: tuple(sorted(concepts)) for code_list, concepts in gathered.items()}

    @cached_property
    def codes_of_list(self) -> dict[str, set[str]]:
        """The codes of each list."""
        return self.definitions.codes.groupby("list")["code"].agg(set).to_dict()

    @cached_property
    def parent_of_code(self) -> dict[tuple[str, str], str]:
        """The parent of each code ("school_session" to "awareness")."""
        codes = self.definitions.codes
        return {
            (code_list, code): parent
            for code_list, code, parent in list_texts(codes, "list", "code", "parent")
        }

    @cached_property
    def age_code_of_band(self) -> dict[tuple[int, int | None], str]:
        """The code of an age group for its first and last year of age."""
        ages = self.definitions.codes.query("list == 'age_group' and range != ''")
        bands = (range_.split("-") for range_ in ages["range"])
        return {
            (int(low), int(high) if high else None): code
            for (low, high), code in zip(bands, ages["code"], strict=True)
        }

    @cached_property
    def province_of_district(self) -> dict[str, str]:
        """The province of each district."""
        return dict(list_texts(self.definitions.districts, "district", "province"))

    @cached_property
    def province_of_spelling(self) -> dict[str, str]:
        """The province of each spelling of five letters or more that means one place alone, in order."""
        spelled = sorted(self.matcher.concepts_of.items())
        units = {unit for (unit,) in list_texts(self.definitions.provinces, "province")}
        units.add(self.definitions.country)
        return {
            spelling: concepts[0][5:]
            for spelling, concepts in spelled
            if len(concepts) == 1 and concepts[0].removeprefix("adm1.") in units and len(spelling) >= 5
        }

    @cached_property
    def province_of_district_spelling(self) -> dict[str, str]:
        """The province of each spelling of five letters or more that means one district alone, in order."""
        spelled = sorted(self.matcher.concepts_of.items())
        return {
            spelling: self.province_of_district[concepts[0][5:]]
            for spelling, concepts in spelled
            if len(concepts) == 1 and concepts[0].startswith("adm2.") and len(spelling) >= 5
        }

    @cached_property
    def provinces_of_organization(self) -> dict[str, tuple[str, ...]]:
        """The provinces where each organization works."""
        organizations = self.definitions.organizations
        return {
            organization: tuple(filter(None, provinces.split(";")))
            for organization, provinces in list_texts(organizations, "organization", "provinces")
        }

    @cached_property
    def source_of_measure(self) -> dict[str, str]:
        """The organization whose figures each measure is, where it is always the same."""
        return dict(list_texts(self.definitions.measures, "measure", "source"))

    @cached_property
    def unit_of_measure(self) -> dict[str, str]:
        """What each measure counts."""
        return dict(list_texts(self.definitions.measures, "measure", "unit"))

    @remember
    def find_organizations(self, text: str) -> frozenset[str]:
        """Give every organization that a text can name."""
        return self.organizations.find(fold_text(text))

    @remember
    def find_period(self, text: str) -> str:
        """Give the one period that a text speaks of, or an empty text."""
        return find_period(text, self.matcher) or ""

    def match_labels(self, labels: tuple[str, ...], *namespaces: str) -> tuple[str, ...]:
        """Give the concepts that every label that says anything can mean."""
        found = [set(hits) for label in labels if (hits := self.matcher.match(label, *namespaces))]
        return tuple(sorted(set.intersection(*found) or set.union(*found))) if found else ()

    @remember
    def find_place(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Give the provinces and the districts that a text can mean, and whether it is a spelling as it stands."""
        exact = self.matcher.match(text, "adm1.")
        found, is_whole = (exact, True) if exact else self.places.find(text)
        provinces = tuple(c[5:] for c in found if c.startswith("adm1.") and "group_" not in c)
        return provinces, tuple(c[5:] for c in found if c.startswith("adm2.")), is_whole

    def find_place_of_kind(
        self, text: str, *, is_district: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Give what `find_place` does; where it is known that a district is meant, the one of that name."""
        found = self.find_place(text)
        words = self.definitions.settings.get("place_words", {}).get("district", ())
        if not is_district or found[1] or not found[0]:
            return found
        named = [self.find_place(f"{text} {word}") for word in words]
        return next((own for own in named if len(own[1]) == 1 and own[2]), found)

    def find_provinces(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        """Give the provinces (or the country) that labels can mean; a district tells its province."""
        found = [set(hits) for label in labels if (hits := self._provinces_of(label))]
        return tuple(sorted(set.intersection(*found) or set.union(*found))) if found else ()

    def _provinces_of(self, label: str) -> set[str]:
        provinces, _, is_whole = self.find_place(label)
        return set(provinces) if is_whole else set()

    def find_district(self, labels: tuple[str, ...]) -> str:
        """Give the one district that labels mean, or an empty text."""
        found = {district for label in labels for district in self._districts_of(label)}
        return found.pop() if len(found) == 1 else ""

    def _districts_of(self, label: str) -> tuple[str, ...]:
        provinces, districts, is_whole = self.find_place(label)
        return districts if is_whole and not provinces else ()

    @remember
    def find_code(self, code_list: str, text: str) -> Found:
        """Give the one code of a list that a text means, and how it was found.

        Exactly, else by the spellings that stand in the text, else by the stems of its words; where these leave
        several codes, none.
        """
        folded = fold_text(text)
        if (plain := text.strip()) in self.codes_of_list.get(code_list, ()):
            return Found(plain, "exact")
        if code := self.code_of_name.get((code_list, folded)):
            return Found(code, "exact")
        concepts = self.namespaces_of_list.get(code_list, ())
        spaces = tuple(sorted({concept.split(".")[0] + "." for concept in concepts}))
        for how, hits in (
            ("exact", self.matcher.match(text, *spaces)),
            ("exact", self.matcher.match(IN_BRACKETS.sub(" ", text), *spaces)),
            ("words", self.stems.match(text, *spaces, fewest=2)),
            (
                "within",
                tuple(
                    {hit for space in spaces for hit in self.matcher.find_within(folded, space, shortest=4)}
                ),
            ),
            ("words", self.stems.match(text, *spaces)),
        ):
            codes = {self.code_of_concept.get((code_list, hit)) for hit in hits} - {None}
            if len(codes) == 1:
                return Found(codes.pop(), how)
            if len(codes) > 1 and how == "within":
                return Found()
        return Found()

    def find_codes(self, code_list: str, text: str) -> tuple[Found, ...]:
        """Give a code for each part of a text that holds several ("sexual; labour")."""
        whole = self.find_code(code_list, text)
        if whole.how == "exact":
            return (whole,)
        parts = [part for part in PARTS_OF_SET.split(text) if part.strip()]
        found = tuple(self.find_code(code_list, part) for part in parts) if len(parts) > 1 else (whole,)
        return found if all(part.code for part in found) else (whole,)

    def find_label_code(self, code_list: str, labels: tuple[str, ...], namespace: str) -> str:
        """Give the one code that labels spell exactly, or an empty text."""
        codes = {self.code_of_concept.get((code_list, c)) for c in self.match_labels(labels, namespace)}
        return self.find_widest(code_list, codes - {None})

    def find_widest(self, code_list: str, codes: set[str]) -> str:
        """Give the one of several codes that holds all others ("adult" holds "29_59"), or an empty text."""
        widest = {
            code
            for code in codes
            if all(code in (other, self.parent_of_code.get((code_list, other))) for other in codes)
        }
        return widest.pop() if len(widest) == 1 else ""
