"""What labels and cells mean: a place, a period, a sex, a column of a form, a code of a list.

A label may stand in three languages side by side; what all of them can mean is what it means. Where two
readings remain, both are handed on: nothing is chosen here. What was looked up once is remembered for the run.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from ctip_analysis.cleaning.submissions import spell_organizations
from ctip_analysis.definitions import (
    Definitions,
    Matcher,
    find_period,
    fold_text,
    list_records,
    list_texts,
    parse_age_band,
    remember,
)

__all__ = ["Found", "Meaning", "Vocabulary"]

DIMENSIONS = {"sex": "sex.", "exploitation": "exploitation.", "activity_type": "activity."}
AGE_UNDER = re.compile(
    r"(?:до|under|below|<|младше)\s*(\d{1,2})|(\d{1,2})\s*(?:ге|ке|га|ка|жашка)?\s*(?:жашка )?чейин"
)
AGE_OVER = re.compile(
    r"(?:старше|свыше|over|above|>)\s*(\d{1,2})|(\d{1,2})\s*(?:\+|ден|дан|жаштан|лет и|years and|and over)"
)
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
PARTS_OF_SET = re.compile(r"[;,+/\n]|\s+(?:и|жана|and|&)\s+")


@dataclass(frozen=True)
class Found:
    """A code, and how it was found: "exact", "within" a longer text, by "words"; an empty code is none."""

    code: str = ""
    how: str = ""


@dataclass(frozen=True)
class Meaning:
    """What a group of labels means; an empty text is "says nothing of it".

    ``provinces`` holds every province it can be; ``codes`` a code for each breakdown; ``quarter``,
    ``month`` and ``half`` stand without their year.
    """

    provinces: tuple[str, ...] = ()
    district: str = ""
    period: str = ""
    quarter: str = ""
    month: str = ""
    half: str = ""
    measure: str = ""
    dimension: str = ""
    is_total: bool = False
    codes: dict[str, str] = field(default_factory=dict)


class Vocabulary:
    """The pack's words, ready to look labels up."""

    def __init__(self, definitions: Definitions):
        self.definitions = definitions
        self.matcher: Matcher = definitions.matcher
        self.stems = definitions.stem_matcher
        self.places = definitions.place_finder
        self.known: dict[tuple, object] = {}
        self.organizations = spell_organizations(definitions)

    @remember
    def find_organizations(self, text: str) -> frozenset[str]:
        """Give every organization that a text can name."""
        return self.organizations.find(fold_text(text))

    @remember
    def find_period(self, text: str) -> str:
        """Give the one period that a text speaks of, or an empty text."""
        return find_period(text, self.matcher) or ""

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
    def _words_for_totals(self) -> tuple[str, ...]:
        """Words, each with a space after it, with which the label of a total, or of a part of one, begins."""
        spelled = self.matcher.concepts_of.items()
        named = {"row.total", "row.including"}
        return tuple(f"{word} " for word, concepts in spelled if len(word) > 3 and named & set(concepts))

    @cached_property
    def words_for_parts(self) -> tuple[str, ...]:
        """Words beside those that say who is counted ("из них", "и", "все"), long ones first."""
        own = self._spell("row.including", "word.and", "word.all")
        return tuple(sorted(own, key=lambda word: (-len(word), word)))

    def _spell(self, *concepts: str) -> set[str]:
        spelled = list_texts(self.definitions.glossary, "concept", "variant")
        return {variant for concept, variant in spelled if concept in concepts}

    @cached_property
    def estimate(self) -> re.Pattern:
        """A folded number with a word for "about" before or behind it."""
        words = [word for word, concepts in self.matcher.concepts_of.items() if "value.approx" in concepts]
        any_word = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"
        return re.compile(rf"(?:{any_word})\s*(\d.*)|(\d.*?)\s*(?:{any_word})")

    @remember
    def is_total(self, text: str) -> bool:
        """Whether a text is a word for a total or for a part of one, or begins with it ("Итого по области")."""
        is_word = bool(self.matcher.match(text, "row.total", "row.including"))
        begins = fold_text(text).startswith(self._words_for_totals)
        return is_word or begins or self._is_total_of_a_name(text)

    def is_part(self, text: str) -> bool:
        """Whether a text announces a part of the row above ("в т.ч. молодежь")."""
        return bool(self._part.match(fold_text(text)))

    def names_a_part(self, text: str) -> bool:
        """Whether a text says anywhere that what follows is a part of what stands before ("45, из них 20")."""
        return bool(self._part.search(fold_text(text)))

    def says_all(self, text: str) -> bool:
        """Whether a text says that all who were counted are such ("25, все женщины")."""
        return not self._spell("word.all").isdisjoint(re.findall(r"\w+", fold_text(text)))

    @cached_property
    def _part(self) -> re.Pattern:
        own = {fold_text(word) for word in self._spell("row.including") if len(word) > 2}
        words = sorted(own, key=lambda word: (-len(word), word))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")

    def _is_total_of_a_name(self, text: str) -> bool:
        """Whether a text is the name of a place, a time or a kind of activity with a word for a total behind it."""
        folded = fold_text(text)
        if not folded.endswith(self._words_behind_names):
            return False
        word = next(word for word in self._words_behind_names if folded.endswith(word))
        name = folded[: -len(word)].rstrip(" :-")
        if not name:
            return False
        if self.matcher.match(name, "month.", "quarter.") or self.find_period(f"{name} 2000"):
            return True
        return any(self.find_place(name)[:2]) or self.find_code("activity_type", name).how == "exact"

    @cached_property
    def _words_behind_names(self) -> tuple[str, ...]:
        own = {f" {fold_text(word)}" for word in self._spell("row.total") if len(word) > 3}
        return tuple(sorted(own, key=lambda word: (-len(word), word)))

    @remember
    def says_nil(self, text: str) -> bool:
        """Whether a text says that there was nothing to report."""
        return bool(self.matcher.find_within(fold_text(text), "file.nil"))

    @cached_property
    def _words_for_same(self) -> frozenset[str]:
        return frozenset("".join(word.casefold().split()) for word in self._spell("word.same"))

    @remember
    def says_same(self, text: str) -> bool:
        """Whether a cell says that it repeats the one above ("-//-", "то же")."""
        return len(text) <= 16 and "".join(text.casefold().split()).strip(".") in self._words_for_same

    @cached_property
    def province_of_district(self) -> dict[str, str]:
        """The province of each district."""
        return dict(list_texts(self.definitions.districts, "district", "province"))

    @cached_property
    def province_of_spelling(self) -> dict[str, str]:
        """The province of each spelling of five letters or more that means one place alone, in order."""
        spelled = sorted(self.matcher.concepts_of.items())
        return {
            spelling: concepts[0][5:]
            for spelling, concepts in spelled
            if len(concepts) == 1 and concepts[0].startswith("adm1.") and len(spelling) >= 5
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
    def parent_of_code(self) -> dict[tuple[str, str], str]:
        """The parent of each code ("school_session" to "awareness")."""
        codes = self.definitions.codes
        return {
            (code_list, code): parent
            for code_list, code, parent in list_texts(codes, "list", "code", "parent")
        }

    @cached_property
    def source_of_measure(self) -> dict[str, str]:
        """The organization whose figures each measure is, where it is always the same."""
        return dict(list_texts(self.definitions.measures, "measure", "source"))

    @cached_property
    def unit_of_measure(self) -> dict[str, str]:
        """What each measure counts."""
        return dict(list_texts(self.definitions.measures, "measure", "unit"))

    @cached_property
    def age_code_of_band(self) -> dict[tuple[int, int | None], str]:
        """The code of an age group for its first and last year of age."""
        ages = self.definitions.codes.query("list == 'age_group' and range != ''")
        bands = (range_.split("-") for range_ in ages["range"])
        return {
            (int(low), int(high) if high else None): code
            for (low, high), code in zip(bands, ages["code"], strict=True)
        }

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

    def find_age_group(self, labels: tuple[str, ...]) -> str:
        """Give the age group that labels mean; a band that the pack does not list gets a code of its own."""
        bands = {band for label in labels if (band := self._find_band(label))}
        if len(bands) == 1:
            low, high = bands.pop()
            return self.age_code_of_band.get((low, high)) or (f"{low}p" if high is None else f"{low}_{high}")
        return self.find_label_code("age_group", labels, "age.")

    def _find_band(self, label: str) -> tuple[int, int | None] | None:
        if not any(letter.isdigit() for letter in label):
            return None
        if band := parse_age_band(label):
            return band
        folded = label.casefold()
        if match := AGE_UNDER.search(folded):
            return (0, int(match[1] or match[2]) - 1)
        if match := AGE_OVER.search(folded):
            low = int(match[1] or match[2])
            return (low, None) if (low, None) in self.age_code_of_band else None
        return None

    def read_district(self, label: str) -> Meaning:
        """Say what a label in a column of districts means."""
        provinces, districts, _ = self.find_place_of_kind(label, is_district=True)
        if len(districts) != 1 or provinces:
            return self.read_labels((label,))
        return Meaning(provinces=(self.province_of_district[districts[0]],), district=districts[0])

    @remember
    def read_labels(self, labels: tuple[str, ...], *, within: str = "") -> Meaning:
        """Say what a group of labels means.

        Parameters
        ----------
        labels : tuple of str
        within : str
            The dimension of the section that the labels stand in ("sex", "age_group", ...): they then mean
            one of its codes or nothing known.
        """
        return self._read_within(labels, within) if within else self._read_freely(labels)

    def _read_within(self, labels: tuple[str, ...], within: str) -> Meaning:
        if within == "province":
            return Meaning(provinces=self.find_provinces(labels), district=self.find_district(labels))
        if within == "age_group":
            code = self.find_age_group(labels)
        else:
            code = self.find_label_code(within, labels, DIMENSIONS.get(within, within + "."))
        return Meaning(codes={within: code} if code else {})

    def _read_freely(self, labels: tuple[str, ...]) -> Meaning:
        codes = {
            name: code
            for name, prefix in DIMENSIONS.items()
            if (code := self.find_label_code(name, labels, prefix))
        }
        if age_group := self.find_age_group(labels):
            codes["age_group"] = age_group
        measures = self.match_labels(labels, "measure.")
        dimensions = self.match_labels(labels, "dimension.")
        quarters = self.match_labels(labels, "quarter.")
        months = self.match_labels(labels, "month.")
        periods = {period for label in labels if (period := self.find_period(label))}
        return Meaning(
            provinces=self.find_provinces(labels),
            district=self.find_district(labels),
            period=periods.pop() if len(periods) == 1 else "",
            quarter=quarters[0][-1] if len(quarters) == 1 else "",
            month=months[0][-2:] if len(months) == 1 else "",
            half=self._find_half(labels) if not (periods or quarters or months) else "",
            measure=measures[0].removeprefix("measure.") if len(measures) == 1 else "",
            dimension=dimensions[0].removeprefix("dimension.") if len(dimensions) == 1 else "",
            is_total=bool(self.match_labels(labels, "row.total")),
            codes=codes,
        )

    def _find_half(self, labels: tuple[str, ...]) -> str:
        """Give the half-year that a label without a year means ("2 полугодие"), as 1 or 2."""
        found = {self.find_period(f"{label} 2000") for label in labels if len(label) <= 20} - {"", "2000"}
        return next(iter(found))[5:] if len(found) == 1 and found <= {"2000H1", "2000H2"} else ""

    def find_language(self, labels) -> str:
        """Tell the language of most labels; "mixed" where none has two thirds of them."""
        votes = [vote for label in labels if (vote := self._vote_language(label))]
        if not votes:
            return ""
        leader = max(sorted(set(votes)), key=votes.count)
        return leader if votes.count(leader) * 3 >= len(votes) * 2 else "mixed"

    @remember
    def _vote_language(self, label: str) -> str:
        folded = fold_text(label)
        spoken = self.matcher.languages_of.get(folded, frozenset()) & set(self.definitions.languages)
        if len(spoken) == 1:
            return next(iter(spoken))
        if any(letter in "өүң" for letter in folded):
            return "ky"
        words, known = set(folded.split()), self.definitions.settings.get("language_words", {})
        telling = [language for language, own in known.items() if words & set(own)]
        if len(telling) == 1:
            return telling[0]
        if len(spoken) > 1 or not any(letter.isalpha() for letter in folded):
            return ""
        return "ru" if any("а" <= letter <= "я" for letter in folded) else "en"
