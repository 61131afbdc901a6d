"""What the labels around a cell mean: a place, a period, a sex, an activity, a measure.

A label may stand in three languages side by side; what all of them can mean is what it means. Where two
readings remain, both are handed on: nothing is chosen here.
"""

from dataclasses import dataclass, field
from functools import cached_property

from ctip_analysis.definitions import (
    Definitions,
    Matcher,
    build_matcher,
    find_period,
    fold_text,
    parse_age_band,
)

__all__ = ["Meaning", "Vocabulary"]

DIMENSIONS = {"sex": "sex.", "exploitation": "exploitation.", "activity_type": "activity."}
COUNT_NAMESPACES = ("col.n_events", "col.participants_", "col.materials")


@dataclass(frozen=True)
class Meaning:
    """What a group of labels means; an empty text is "says nothing of it".

    ``provinces`` holds every province it can be; ``codes`` a code for each breakdown; ``count`` the concept of
    a count column; ``quarter`` a quarter without its year.
    """

    provinces: tuple[str, ...] = ()
    district: str = ""
    period: str = ""
    quarter: str = ""
    measure: str = ""
    count: str = ""
    dimension: str = ""
    is_total: bool = False
    codes: dict[str, str] = field(default_factory=dict)


class Vocabulary:
    """The pack's words, ready to look labels up; what was looked up once is remembered for the run."""

    def __init__(self, definitions: Definitions):
        self.definitions = definitions
        self.matcher: Matcher = build_matcher(definitions)
        self._meanings: dict[tuple, Meaning] = {}

    @cached_property
    def code_of_concept(self) -> dict[tuple[str, str], str]:
        """The code of a list that a concept stands for."""
        codes = self.definitions.codes
        return {
            (code_list, concept): code
            for code_list, code, concept in codes[["list", "code", "concept"]].itertuples(index=False)
            if concept
        }

    @cached_property
    def province_of_district(self) -> dict[str, str]:
        """The province of each district."""
        return dict(self.definitions.districts[["district", "province"]].itertuples(index=False))

    @cached_property
    def parent_of_code(self) -> dict[tuple[str, str], str]:
        """The parent of each code ("school_session" to "awareness")."""
        codes = self.definitions.codes
        return {
            (code_list, code): parent
            for code_list, code, parent in codes[["list", "code", "parent"]].itertuples(index=False)
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

    def match_labels(self, labels: tuple[str, ...], *namespaces: str) -> tuple[str, ...]:
        """Give the concepts that every label that says anything can mean."""
        found = [set(hits) for label in labels if (hits := self.matcher.match(label, *namespaces))]
        return tuple(sorted(set.intersection(*found) or set.union(*found))) if found else ()

    def find_provinces(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        """Give the provinces (or the country) that labels can mean."""
        return tuple(concept[5:] for concept in self.match_labels(labels, "adm1.") if "group_" not in concept)

    def find_district(self, labels: tuple[str, ...]) -> str:
        """Give the one district that labels mean, or an empty text."""
        found = self.match_labels(labels, "adm2.")
        return found[0][5:] if len(found) == 1 else ""

    def find_code(self, code_list: str, labels: tuple[str, ...], namespace: str) -> str:
        """Give the one code of a list that labels mean, or an empty text."""
        codes = {self.code_of_concept.get((code_list, c)) for c in self.match_labels(labels, namespace)} - {
            None
        }
        return codes.pop() if len(codes) == 1 else ""

    def find_age_group(self, labels: tuple[str, ...]) -> str:
        """Give the age group that labels mean; a band that the pack does not list gets a code of its own."""
        bands = {band for label in labels if (band := parse_age_band(label))}
        if len(bands) == 1:
            low, high = bands.pop()
            return self.age_code_of_band.get((low, high)) or (f"{low}p" if high is None else f"{low}_{high}")
        return self.find_code("age_group", labels, "age.")

    def read_labels(self, labels: tuple[str, ...], *, within: str = "") -> Meaning:
        """Say what a group of labels means.

        Parameters
        ----------
        labels : tuple of str
        within : str
            The dimension of the section that the labels stand in ("sex", "age_group", ...): they then mean
            one of its codes or nothing known.
        """
        key = (labels, within)
        if key not in self._meanings:
            self._meanings[key] = self._read_within(labels, within) if within else self._read_freely(labels)
        return self._meanings[key]

    def _read_within(self, labels: tuple[str, ...], within: str) -> Meaning:
        if within == "province":
            return Meaning(provinces=self.find_provinces(labels), district=self.find_district(labels))
        if within == "age_group":
            code = self.find_age_group(labels)
        else:
            code = self.find_code(within, labels, DIMENSIONS.get(within, within + "."))
        return Meaning(codes={within: code} if code else {})

    def _read_freely(self, labels: tuple[str, ...]) -> Meaning:
        codes = {
            name: code
            for name, prefix in DIMENSIONS.items()
            if (code := self.find_code(name, labels, prefix))
        }
        if age_group := self.find_age_group(labels):
            codes["age_group"] = age_group
        measures = self.match_labels(labels, "measure.")
        dimensions = self.match_labels(labels, "dimension.")
        quarters = self.match_labels(labels, "quarter.")
        periods = {period for label in labels if (period := find_period(label, self.matcher))}
        return Meaning(
            provinces=self.find_provinces(labels),
            district=self.find_district(labels),
            period=periods.pop() if len(periods) == 1 else "",
            quarter=quarters[0][-1] if len(quarters) == 1 else "",
            measure=measures[0].removeprefix("measure.") if len(measures) == 1 else "",
            count=self.find_count(labels),
            dimension=dimensions[0].removeprefix("dimension.") if len(dimensions) == 1 else "",
            is_total=bool(self.match_labels(labels, "row.total")),
            codes=codes,
        )

    def find_count(self, labels: tuple[str, ...]) -> str:
        """Give the concept of the count column that header labels name, the lowest label first."""
        for label in reversed(labels):
            found = self.matcher.match(label, *COUNT_NAMESPACES)
            if len(found) == 1:
                return found[0]
        return ""

    def find_columns(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        """Give the concepts of a list's column: of its lowest header cell, else of all its cells read as one."""
        for text in (labels[-1:] or ("",))[0], " ".join(labels), *labels[-2::-1]:
            if found := self.matcher.match(text, "col."):
                return found
        return ()

    def find_language(self, labels) -> str:
        """Tell the language of most labels; "mixed" where none has two thirds of them."""
        votes = [vote for label in labels if (vote := self._vote_language(label))]
        if not votes:
            return ""
        leader = max(sorted(set(votes)), key=votes.count)
        return leader if votes.count(leader) * 3 >= len(votes) * 2 else "mixed"

    def _vote_language(self, label: str) -> str:
        folded = fold_text(label)
        spoken = self.matcher.languages_of.get(folded, frozenset()) & set(self.definitions.languages)
        if len(spoken) == 1:
            return next(iter(spoken))
        if any(letter in "өүң" for letter in folded):
            return "ky"
        if len(spoken) > 1 or not any(letter.isalpha() for letter in folded):
            return ""
        return "ru" if any("а" <= letter <= "я" for letter in folded) else "en"
