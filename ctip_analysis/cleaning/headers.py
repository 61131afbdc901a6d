"""What a column's header means: a field of a form, and for a column of people their sex, age and group.

A header may have several levels ("Participants" over "Women"), a unit in brackets, a number before it, the same words
in three languages. The lowest level counts first, then all levels read as one; a spelling of the glossary before the
stems of the words.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from ctip_analysis.cleaning.ages import find_age_group
from ctip_analysis.definitions import fold_text

__all__ = ["ACTUAL", "COUNTS", "PEOPLE", "PLANNED", "SHARE", "Column", "Headers", "header_subject"]

PEOPLE = "col.people"
#: How like a known header another must be to be suggested, of 100.
LIKENESS = 75
#: Concepts of the glossary that name people of a kind: their breakdown, read as a column of people.
BREAKDOWN_OF = {
    "col.participants_total": {},
    "col.participants_f": {"sex": "female"},
    "col.participants_m": {"sex": "male"},
    "col.participants_unknown": {"sex": "unknown"},
    "col.participants_children": {"age": "child"},
    "col.participants_youth": {"age": "youth"},
}
NUMBERING = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*[.)]\s*")
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
UNIT_AT_THE_END = re.compile(r"[,;:]?\s*(?:чел|шт|экз|ед|сом|kgs|pers|pcs)\.?\s*$", re.IGNORECASE)
PERCENT = re.compile(r"%|(?<!\w)(?:процент|percent|пайыз|доля|share)", re.IGNORECASE)
# A word that is parted at the end of a line.
HYPHENATED = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])")
# "Ж14-28": a letter and an age without a space between them.
LETTER_THEN_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
UNIT = re.compile(r"[(\[,]\s*([^()\[\],]+?)\s*[)\]]?\s*$")
#: What a header may say is planned or done: people and things that are counted.
COUNTED_OR_PLANNED = {*BREAKDOWN_OF, PEOPLE, "col.n_events", "col.materials", "col.result"}
PLANNED, ACTUAL = "col.target", "col.actual"
#: How a header of shares is understood: its numbers count nothing, whatever its rows say.
SHARE = "share"
#: Times that a header may say beside what it counts ("Events of the quarter").
TIMES = ("col.period", "col.quarter", "col.month")
#: What one level of a header says beside another that says what is counted.
SAYS_NO_COUNT = (("col.total",), ("col.year",), ("col.quarter",), ("col.month",))
COUNTS = (
    "col.calls",
    "col.calls_relevant",
    "col.victims_n",
    "col.beds",
    "col.referred_n",
    "col.first_time",
    "col.post_test",
    "col.post_test_pass",
    "col.n_events",
    "col.materials",
    "col.target",
)


@dataclass(frozen=True)
class Column:
    """What a header means; ``how`` is "exact", "words" or `SHARE`; of several concepts any may be meant."""

    concepts: tuple[str, ...] = ()
    sex: str = "total"
    age: str = "total"
    group: str = "total"
    is_cumulative: bool = False
    how: str = ""

    @property
    def counts(self) -> tuple:
        """What the column counts, of the period or since the beginning of the year."""
        concepts = (PEOPLE,) if PEOPLE in self.concepts else self.concepts
        return concepts, self.sex, self.age, self.group

    @property
    def is_personal(self) -> bool:
        """Whether the column holds names, telephones, addresses or numbers of persons."""
        return any(concept.startswith("personal.") for concept in self.concepts)


def header_subject(labels: tuple[str, ...]) -> str:
    """Name a header as the subject of a question."""
    return fold_text(" ".join(dict.fromkeys(label for label in labels if label.strip())))


class Headers:
    """Reads headers with a vocabulary and what people answered; what was read once is remembered for the run."""

    def __init__(self, vocabulary, answers: dict[tuple[str, str], str] | None = None):
        self.vocabulary = vocabulary
        self._answers = {
            subject: answer for (question, subject), answer in (answers or {}).items() if question == "header"
        }
        self._concepts = {
            concept
            for form in vocabulary.definitions.forms.values()
            for entry in form["fields"].values()
            for concept in entry.get("concepts", ())
        }
        self._columns: dict[tuple[str, ...], Column] = {}
        self._suggested: dict[str, str] = {}
        self._machine_names = {
            fold_text(name): concept
            for form in vocabulary.definitions.forms.values()
            for field, entry in form["fields"].items()
            for name in (field, *entry.get("names", ()))
            for concept in entry.get("concepts", ())[:1]
        }

    def read(self, labels: tuple[str, ...]) -> Column:
        """Say what the header cells of a column, from top to bottom, mean."""
        if labels not in self._columns:
            own = tuple(dict.fromkeys(HYPHENATED.sub("", label) for label in labels if label.strip()))
            answer = self._answers.get(header_subject(labels)) if self._answers else None
            self._columns[labels] = self.read_answer(answer) if answer else self._read(own)
        return self._columns[labels]

    def read_answer(self, answer: str) -> Column:
        """Read an answer: a concept ("col.people"), a field's name ("calls_relevant") or a header that is known."""
        concept = answer if answer in self._concepts else f"col.{answer}"
        return Column((concept,), how="exact") if concept in self._concepts else self._read((answer,))

    def means_alike(self, labels: tuple[str, ...], others: tuple[str, ...]) -> bool:
        """Whether two headers can name the same column: their concepts, or a field of a form that both mean, are shared."""
        own, other = self.read(labels), self.read(others)
        if (own.sex, own.age) != (other.sex, other.age):
            return False
        fields = [{f for c in column.concepts for f in self._fields_of.get(c, ())} for column in (own, other)]
        return bool(set(own.concepts) & set(other.concepts) or fields[0] & fields[1])

    @cached_property
    def _fields_of(self) -> dict[str, set[tuple[str, str]]]:
        fields: dict[str, set[tuple[str, str]]] = {}
        for code, form in self.vocabulary.definitions.forms.items():
            for name, entry in form["fields"].items():
                # A total without a word for whom it counts is one of people.
                also = ("col.total",) if entry["type"] == "people" else ()
                for concept in (*entry.get("concepts", ()), *also):
                    fields.setdefault(concept, set()).add((code, name))
        return fields

    def suggest(self, subject: str) -> str:
        """Give the concept whose spelling is most like a header: a suggestion to a person, never applied."""
        if subject not in self._suggested:
            spelled = self._spelled
            best = process.extractOne(subject, spelled.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
            self._suggested[subject] = spelled[best[0]] if best else ""
        return self._suggested[subject]

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {
            spelling: concept
            for spelling, concepts in sorted(self.vocabulary.matcher.concepts_of.items())
            for concept in concepts
            if concept in self._concepts and len(spelling) >= 5
        }

    def _read(self, labels: tuple[str, ...]) -> Column:
        if not labels:
            return Column()
        joined = " ".join(labels)
        matcher = self.vocabulary.matcher
        if self._is_share(labels):
            # A share counts nobody.
            return Column(how=SHARE)
        is_cumulative = bool(matcher.find_within(fold_text(joined), "period.cumulative"))
        concepts, how = self._find_concepts(labels, joined)
        concepts = self._tell_planned(concepts, joined)
        if concepts == (PLANNED,):
            return Column(concepts, is_cumulative=is_cumulative, how=how)
        sex, age, group = self._find_breakdown(labels, concepts)
        if any(concept.startswith("personal.") for concept in concepts):
            return Column(concepts, how=how)
        if how == "words" and concepts == ("col.age",) and age != "total":
            concepts = (PEOPLE,)
        if set(concepts) & {"col.actual", "col.result"} and self._has_unit_of_people(labels):
            concepts = (PEOPLE,)
        people = [concept for concept in concepts if concept in BREAKDOWN_OF]
        if people:
            extra = BREAKDOWN_OF[people[0]]
            sex, age = extra.get("sex", sex), extra.get("age", age) if age == "total" else age
            concepts = self._find_counted(labels) or (PEOPLE, *(c for c in concepts if c not in BREAKDOWN_OF))
        elif (sex != "total" or age != "total") and not set(concepts) & {
            "col.sex",
            "col.age",
            "col.age_group",
        }:
            concepts = tuple(c for c in concepts if c in COUNTS) or (PEOPLE,)
        return Column(
            concepts, sex or "total", age or "total", group or "total", is_cumulative, how or "words"
        )

    def _is_share(self, labels: tuple[str, ...]) -> bool:
        """Whether a header names percents or a mean; of "women (pers./%)" over "pers." and "%" the lowest level decides."""
        if self.vocabulary.stems.match(labels[-1], "word.average"):
            return True
        shares = [bool(PERCENT.search(label)) for label in labels]
        lowest = labels[-1].strip(" .")
        return any(shares) and (shares[-1] or not self.vocabulary.matcher.match(lowest, "unit.people"))

    def _find_concepts(self, labels: tuple[str, ...], joined: str) -> tuple[tuple[str, ...], str]:
        lowest_first = (*labels[::-1], joined) if len(labels) > 1 else labels
        for label in lowest_first:
            if concept := self._machine_names.get(fold_text(label)):
                return (concept,), "exact"
        total = ()
        for label in lowest_first:
            for text in dict.fromkeys((label, *_clean(label))):
                if found := self.vocabulary.matcher.match(text, "col.", "personal."):
                    if found in SAYS_NO_COUNT and len(labels) > 1:
                        total = found
                        continue
                    return self._without_double(found), "exact"
        for label in (joined, *labels[::-1]):
            if found := self.vocabulary.stems.match(label, "col.", "personal."):
                is_counted = bool({*BREAKDOWN_OF, PEOPLE, ACTUAL, *COUNTS} & {*found})
                return tuple(c for c in found if not (is_counted and c in TIMES)), "words"
        return total, "exact" if total else ""

    def _has_unit_of_people(self, labels: tuple[str, ...]) -> bool:
        """Whether a header gives people as its unit ("Done (pers.)", "Факт, чел.")."""
        units = [unit for label in labels for unit in UNIT.findall(label)]
        matcher, stems = self.vocabulary.matcher, self.vocabulary.stems
        return any(matcher.match(u, "unit.people") or stems.match(u, "col.") == (PEOPLE,) for u in units)

    def _tell_planned(self, concepts: tuple[str, ...], joined: str) -> tuple[str, ...]:
        """Give what a header counts that says "planned" or "actual" too: who was planned was not reached, who came was."""
        stems = self.vocabulary.stems
        is_counted = bool(COUNTED_OR_PLANNED & set(concepts))
        if is_counted and stems.match(joined, "word.planned") and not stems.match(joined, "word.actual"):
            return (PLANNED,)
        if concepts == (ACTUAL,) and stems.match(joined, PEOPLE):
            return (PEOPLE,)
        return concepts

    def _find_counted(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        """Give what an upper level says is counted ("Calls" over "Women"), where it is not people."""
        for label in labels[-2::-1]:
            hits = self.vocabulary.matcher.match(label, "col.") or self.vocabulary.stems.match(label, "col.")
            if counted := tuple(hit for hit in hits if hit in COUNTS):
                return counted
        return ()

    @staticmethod
    def _without_double(found: tuple[str, ...]) -> tuple[str, ...]:
        # A total of people is a total; the glossary spells "Всего" as both.
        return tuple(c for c in found if c != "col.total") or found

    def _find_breakdown(self, labels: tuple[str, ...], concepts) -> tuple[str, str, str]:
        if set(concepts) & {"col.sex", "col.group", "col.exploitation_type", "col.case_code"}:
            return "total", "total", "total"
        sex = self._one_code("sex", "sex.", labels)
        age = find_age_group(self.vocabulary, labels[::-1]) or self._one_code("age_group", "age.", labels)
        is_people = not concepts or PEOPLE in concepts or set(concepts) & set(BREAKDOWN_OF)
        # "Pupils" over "girls", "boys", "total": the upper level says the group.
        is_below = bool(sex or age) or tuple(concepts) == ("col.total",)
        upper = (
            tuple(label for label in labels[:-1] if not self._names_sex_or_age(label)) if is_below else labels
        )
        group = self._one_code("participant_group", "group.", upper) if is_people or upper != labels else ""
        return sex or "total", age or "total", group or "total"

    def _names_sex_or_age(self, label: str) -> bool:
        return bool(self._one_code("sex", "sex.", (label,)) or self._one_code("age_group", "age.", (label,)))

    def _one_code(self, code_list: str, namespace: str, labels: tuple[str, ...]) -> str:
        for label in labels[::-1]:
            for text in (label, *_clean(label), LETTER_THEN_DIGIT.sub(" ", label)):
                hits = self.vocabulary.matcher.match(text, namespace) or self.vocabulary.stems.match(
                    text, namespace
                )
                codes = {
                    self.vocabulary.code_of_concept.get((code_list, hit)) or _own_code(hit) for hit in hits
                }
                if codes:
                    return self.vocabulary.find_widest(code_list, codes)
        return ""


def _own_code(concept: str) -> str:
    return concept.split(".", 1)[1]


def _clean(label: str) -> tuple[str, ...]:
    """Give a header without its numbering, what stands in brackets, its unit; and what stands in brackets alone."""
    bare = UNIT_AT_THE_END.sub("", IN_BRACKETS.sub(" ", NUMBERING.sub("", label))).strip(" *.:;,-")
    return (bare,) if bare and bare != label else ()
