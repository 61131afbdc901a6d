"""One row of a form: its cells by field, and what each type of field makes of its cell.

A blocking doubt gives nothing, with an issue that says why; nothing is chosen in silence.
"""

import re
from dataclasses import dataclass, field

from rapidfuzz import process

from ctip_analysis.cleaning.dates import CYRILLIC_ROMAN, Dates, read_date
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.titles import own_province, titled_province
from ctip_analysis.definitions import (
    describe_code,
    describe_unit,
    fold_text,
    period_bounds,
    period_of_date,
    period_within,
)

__all__ = ["Reading", "Row", "quarter_of"]

PLAIN_NUMBER = re.compile(r"-?\d+(?:[.,]0+)?")
NUMBER_WITH_UNIT = re.compile(r"([OОoо\dlI|]{1,7}(?:[ \u00a0\u202f]\d{3})*)\s*([^\W\d]{0,12})\.?", re.UNICODE)
LOOK_LIKE_DIGITS = str.maketrans({"O": "0", "О": "0", "o": "0", "о": "0", "l": "1", "I": "1", "|": "1"})
RANGE = re.compile(r"\d+\s*[-–—]\s*\d+")
# "1,200" people: of a count the comma or point can only part the thousands.
QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+")
LIKENESS = 82


@dataclass(frozen=True)
class Reading:
    """One cell: its value, text, status and address."""

    value: object
    text: str
    status: str
    cell: str


@dataclass(frozen=True)
class Row:
    """The cells of a row by the form's fields, and those of its columns of people by (sex, age, group).

    ``counted`` holds the (sex, age, group) of all columns of people that the table has, filled in this row or not.
    """

    number: int
    place: Place
    harvest: Harvest
    cells: dict[str, Reading]
    people: dict[tuple[str, str, str], Reading] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    form: dict = field(default_factory=dict)
    counted: frozenset = frozenset()

    @property
    def where(self) -> str:
        """The row's address ("14:14")."""
        return f"{self.number}:{self.number}"

    def raise_issue(self, rule: str, name: str = "", **parts) -> None:
        """Add an issue at a field's cell, or at the row."""
        cell = self.cells[name].cell if name in self.cells else self.where
        self.harvest.raise_issue(self.place, rule, cell=parts.pop("cell", cell), **parts)

    def text(self, name: str) -> str:
        """Give a field's text as written, or an empty text."""
        reading = self.cells.get(name)
        return " ".join(reading.text.split()) if reading is not None and reading.status == "reported" else ""

    def count(self, name: str) -> tuple[int | None, str]:
        """Give a field's whole number and its status."""
        return read_count(self.cells.get(name), self.place, self.harvest)

    def amount(self, name: str) -> float | None:
        """Give a field's number, whole or not."""
        reading = self.cells.get(name)
        if reading is None:
            return None
        if reading.status == "nil":
            return 0.0
        if isinstance(reading.value, (int, float)) and reading.status in ("reported", "estimated"):
            return float(reading.value)
        self.raise_issue("F05", name, case="unread")
        return None

    def flag(self, name: str) -> str:
        """Give "yes", "no" or an empty text."""
        reading = self.cells.get(name)
        if reading is None:
            return ""
        if reading.status == "nil":
            return "no"
        found = set(self.place.vocabulary.matcher.match(reading.text, "value.yes", "value.no"))
        answer = {"value.yes": "yes", "value.no": "no"}.get(found.pop(), "") if len(found) == 1 else ""
        # A name instead of yes is a yes with its name.
        return answer or ("yes" if self.text(name) else "")

    def code(self, name: str, code_list: str, *, otherwise: str = "unknown") -> str:
        """Give the code of a field's text; where there is none the given one, and an issue."""
        codes = self.codes(name, code_list, otherwise=otherwise)
        return (
            codes[0]
            if len(codes) == 1
            else "mixed"
            if "mixed" in self.place.vocabulary.codes_of_list[code_list]
            else codes[0]
        )

    def codes(self, name: str, code_list: str, *, otherwise: str = "unknown") -> tuple[str, ...]:
        """Give the codes of a field's text, one or several."""
        reading = self.cells.get(name)
        if reading is None:
            return ("unknown",)
        if reading.status in ("nil", "not_available", "suppressed_at_source"):
            return ("unknown",)
        subject = fold_text(reading.text)
        if answered := self.place.answer(code_list, subject):
            return tuple(answered.split(";"))
        found = self.place.vocabulary.find_codes(code_list, reading.text)
        if all(part.code for part in found):
            if any(part.how != "exact" for part in found):
                named = "; ".join(self._describe(code_list, part.code) for part in found)
                self.raise_issue("F06", name, case="understood", code=named)
            return tuple(dict.fromkeys(part.code for part in found))
        self.raise_issue("F06", name, code=self._describe(code_list, otherwise))
        self.harvest.ask(
            self.place,
            code_list,
            subject,
            cell=reading.cell,
            suggestion=self._suggest_code(code_list, subject),
        )
        return (otherwise,)

    def _describe(self, code_list: str, code: str) -> str:
        return describe_code(self.place.definitions, code_list, code, self.place.language)

    def _suggest_code(self, code_list: str, subject: str) -> str:
        """Give the code whose spelling is most like a text: a suggestion to a person, never applied."""
        vocabulary = self.place.vocabulary
        concepts = set(vocabulary.namespaces_of_list.get(code_list, ()))
        spelled = {s: c for s, cs in vocabulary.matcher.concepts_of.items() for c in cs if c in concepts}
        best = process.extractOne(subject, sorted(spelled), score_cutoff=LIKENESS)
        return vocabulary.code_of_concept[(code_list, spelled[best[0]])] if best else ""

    def country(self, name: str) -> str:
        """Give ISO codes of countries, joined by ";"; ZZ where the text names none, and an issue."""
        reading = self.cells.get(name)
        if reading is None or reading.status != "reported":
            return ""
        parts = [p for p in re.split(r"[;,/]", reading.text) if p.strip()]
        found = [self.place.vocabulary.matcher.match(part, "country.") for part in parts]
        if not all(len(hits) == 1 for hits in found):
            self.raise_issue("F06", name, code="ZZ")
            return "ZZ"
        return ";".join(dict.fromkeys(hits[0][8:] for hits in found))

    def age(self, name: str) -> tuple[str, str]:
        """Give (child, adult or unknown) and the age band of a cell that holds an age, a band or a word."""
        reading = self.cells.get(name)
        if reading is None or reading.status in ("nil", "not_available"):
            return "unknown", ""
        vocabulary = self.place.vocabulary
        if isinstance(reading.value, (int, float)):
            years = reading.value
            if years <= 0 or years > 90:
                self.raise_issue("F10", name)
                return "unknown", ""
            return ("child" if years < 18 else "adult"), _band_of(years, vocabulary)
        code = (
            vocabulary.find_age_group((reading.text,)) or vocabulary.find_code("age_group", reading.text).code
        )
        parent = vocabulary.parent_of_code.get(("age_group", code), "") or code
        if parent in ("child", "adult"):
            return parent, "" if code == parent else code
        if code not in ("", "unknown"):
            return _side_of_band(code), code
        if not code:
            self.raise_issue("F06", name, code=self._describe("age_group", "unknown"))
        return "unknown", ""

    def date(self, name: str) -> Dates | None:
        """Give a field's date, None where the cell is blank; an impossible date is one without a precision."""
        reading = self.cells.get(name)
        if reading is None or reading.status in ("nil", "not_available", "suppressed_at_source"):
            return None
        place = self.place
        if self.form["fields"].get(name, {}).get("type") == "quarter" and (
            quarter := _quarter_alone(reading, place)
        ):
            return quarter
        found = read_date(
            reading.value,
            reading.text,
            matcher=place.vocabulary.matcher,
            report=place.sender.period,
            order=place.date_order,
        )
        if not found.precision:
            self.raise_issue("F04", name, case="impossible")
        elif found.others:
            return self._settle_order(found, name)
        return found

    def _settle_order(self, found: Dates, name: str) -> Dates:
        """Take the one of two readings that lies in the report's period; else ask, and keep only what both say."""
        reported = self.place.sender.period
        first, second = found.start, found.others
        if reported:
            bounds = [day.isoformat() for day in period_bounds(reported)]
            within = [day for day in (first, second) if bounds[0] <= day <= bounds[1]]
            if len(within) == 1:
                self.raise_issue("F04", name, case="settled", first=within[0], period=reported)
                return Dates(within[0], within[0], "day")
        self.raise_issue("F04", name, case="ambiguous", first=first, second=second)
        self.harvest.ask(
            self.place, "date_order", self.place.file, cell=self.cells[name].cell, suggestion="day_first"
        )
        earlier, later = sorted((first, second))
        if period_of_date(earlier, "quarter") == period_of_date(later, "quarter"):
            return Dates(earlier, later, "quarter")
        return Dates()

    def day(self, name: str) -> str:
        """Give a field's first day as an ISO date, or an empty text."""
        found = self.date(name)
        return found.start if found and found.precision == "day" else ""

    def settle_place(self, *, is_needed: bool = True) -> tuple[str, str]:
        """Give the one province and the district that a row means; issues where it means none or several."""
        province, district = self.cells.get("province"), self.cells.get("district")
        texts = [
            reading for reading in (province, district, self.cells.get("settlement")) if reading is not None
        ]
        found = [(reading, *self._read_place(reading)) for reading in texts]
        at = texts[0].cell if texts else self.where
        return _settle(self, found, at, is_needed)

    def _read_place(self, reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        if answered := self.place.answer("place", fold_text(reading.text)):
            return (answered,), (), True
        return self.place.vocabulary.find_place(reading.text)


def _quarter_alone(reading: Reading, place: Place) -> Dates | None:
    """Read "II" or 2 in a column of quarters: of the report's year."""
    said = QUARTERS.get(reading.text.strip(" .").upper().translate(CYRILLIC_ROMAN))
    if not said or not place.sender.period:
        return None
    start, end = period_bounds(f"{place.sender.period[:4]}Q{said}")
    return Dates(start.isoformat(), end.isoformat(), "quarter")


def _side_of_band(code: str) -> str:
    """Give child or adult for a band of ages of a reporter's own ("30p", "10_15"), unknown where it holds both."""
    low, _, high = code.rstrip("p").partition("_")
    if not low.isdigit() or not (high or code.endswith("p")):
        return "unknown"
    return "adult" if int(low) >= 18 else "child" if high.isdigit() and int(high) < 18 else "unknown"


def _band_of(years: float, vocabulary) -> str:
    order = vocabulary.definitions.settings.get("age_bands", {}).get("cases", ())
    for code in order:
        for (low, high), band in vocabulary.age_code_of_band.items():
            if band == code and low <= years and (high is None or years <= high):
                return code
    return ""


def _settle(row: Row, found, at: str, is_needed: bool) -> tuple[str, str]:
    """Choose the province that all a row's texts allow, its sections and the organization's provinces in the last place."""
    place, vocabulary = row.place, row.place.vocabulary
    country = place.definitions.country
    explicit = [set(p) - {country} for _, p, _, _ in found[:1] if p]
    candidates = set.intersection(*explicit) if explicit else set()
    if not candidates and not found and row.sections:
        candidates = set(vocabulary.find_provinces(row.sections[-1:])) - {country}
    if not candidates and not found:
        candidates = {place.province} - {""}
    towns = [d for _, _, districts, _ in found for d in districts if len(districts) == 1]
    town = next((t for t in towns if not candidates or vocabulary.province_of_district[t] in candidates), "")
    stray = next(
        (t for t in towns if candidates and vocabulary.province_of_district[t] not in candidates), ""
    )
    if stray and "district" in row.cells and not town:
        row.raise_issue("R10", "district")
        return "", ""
    if town:
        candidates = {vocabulary.province_of_district[town]}
    elif len(candidates) > 1 or not candidates:
        others = [set(p) - {country} for _, p, _, _ in found[1:] if p]
        narrowed = [c & candidates if candidates else c for c in others]
        candidates = next((c for c in narrowed if len(c) == 1), candidates or next(iter(narrowed), set()))
    if len(candidates) > 1:
        candidates = _settle_by_sender(row, candidates) or candidates
    if not candidates and found and "province" not in row.cells and (known := _province_around(row)):
        row.raise_issue(
            "F03", case="unlisted", cell=at, choices=describe_unit(place.definitions, known, place.language)
        )
        _ask_about(row, found, at)
        return known, ""
    if len(candidates) == 1:
        if found and not found[0][3] and found[0][1]:
            row.raise_issue(
                "F03",
                case="repaired",
                cell=at,
                choices=describe_unit(place.definitions, next(iter(candidates)), place.language),
            )
        return next(iter(candidates)), town if place.definitions.country != town else ""
    if is_needed:
        _ask_place(row, found, candidates, at)
    return "", ""


def _settle_by_sender(row: Row, candidates: set[str]) -> set[str]:
    """A place that can be two provinces is settled by the sheet, or where the organization works in one of them alone."""
    sheet = set(row.place.vocabulary.find_provinces((row.place.sheet,))) & candidates
    own = (
        set(row.place.vocabulary.provinces_of_organization.get(row.place.sender.organization, ()))
        & candidates
    )
    return next((within for within in (sheet, own) if len(within) == 1), set())


def _province_around(row: Row) -> str:
    """Give the province of a village that the pack does not list: the section's, the title's, the organization's only one."""
    section = set(row.place.vocabulary.find_provinces(row.sections[-1:])) - {row.place.definitions.country}
    if len(section) == 1:
        return section.pop()
    return titled_province(row.place) or own_province(row.place)


def _ask_about(row: Row, found, at: str) -> None:
    subject = fold_text(found[0][0].text)
    row.harvest.ask(
        row.place, "place", subject, cell=at, suggestion=_suggest_place(subject, row.place.vocabulary)
    )


def _ask_place(row: Row, found, candidates: set[str], at: str) -> None:
    definitions, language = row.place.definitions, row.place.language
    subject = fold_text(found[0][0].text) if found else ""
    if candidates:
        choices = ", ".join(describe_unit(definitions, c, language) for c in sorted(candidates))
        row.raise_issue("F03", case="ambiguous", cell=at, choices=choices)
        suggestion = " | ".join(sorted(candidates))
    else:
        suggestion = _suggest_place(subject, row.place.vocabulary)
        row.raise_issue("F03", cell=at, count=len(definitions.provinces))
    if subject:
        row.harvest.ask(row.place, "place", subject, cell=at, suggestion=suggestion)


def _suggest_place(subject: str, vocabulary) -> str:
    """Give the province whose spelling is most like a text; never for a province under five letters."""
    spelled = {
        spelling: concept[5:]
        for spelling, concepts in vocabulary.matcher.concepts_of.items()
        for concept in concepts
        if concept.startswith("adm1.") and len(spelling) >= 5 and len(concepts) == 1
    }
    best = process.extractOne(subject, sorted(spelled), score_cutoff=LIKENESS) if len(subject) >= 5 else None
    return spelled[best[0]] if best else ""


def read_count(reading: Reading | None, place: Place, harvest: Harvest) -> tuple[int | None, str]:
    """Give the count of a cell and its status; an issue where there is something in it but no count."""
    if reading is None:
        return None, ""
    if reading.status == "nil":
        return 0, "nil"
    if reading.status in ("not_available", "suppressed_at_source"):
        return None, reading.status
    value, status = reading.value, reading.status
    if THOUSANDS.fullmatch(reading.text.strip()) and status in ("reported", "unreadable"):
        value, status = int(re.sub(r"\D", "", reading.text)), "reported"
    elif status == "unreadable" or (isinstance(value, str) and status == "reported"):
        value = _repair_count(reading.text, place.vocabulary)
        status = "reported" if value is not None else status
        if value is None and (about := place.vocabulary.estimate.fullmatch(fold_text(reading.text))):
            value = _repair_count(about[1] or about[2], place.vocabulary)
            status = "estimated" if value is not None else status
    if (
        status in ("reported", "estimated")
        and isinstance(value, (int, float))
        and not isinstance(value, bool)
    ):
        if value < 0 or value != int(value):
            harvest.raise_issue(place, "F05", cell=reading.cell, text=f"{value:g}")
            return None, "unreadable"
        if "%" in reading.text:
            harvest.raise_issue(place, "F05", case="percent", cell=reading.cell)
            return None, "unreadable"
        if status == "estimated":
            harvest.raise_issue(place, "F05", case="estimated", cell=reading.cell, text=f"{value:g}")
        elif not PLAIN_NUMBER.fullmatch(reading.text.strip()):
            harvest.raise_issue(place, "F07", cell=reading.cell, text=f"{value:g}")
        return int(value), status
    case = "range" if RANGE.fullmatch(reading.text.strip()) else "unread"
    harvest.raise_issue(place, "F05", case=case, cell=reading.cell)
    return None, "unreadable"


def _repair_count(text: str, vocabulary) -> int | None:
    """Read "12 чел.", "1 200", "О" for 0 and "l0" for 10; a word that is no unit makes it no number."""
    match = NUMBER_WITH_UNIT.fullmatch(text.strip(" \t\n\u00a0'`’"))
    if not match:
        return None
    unit = match[2]
    if unit and not vocabulary.matcher.match(unit, "unit.people", "unit.pieces", "unit.count"):
        return None
    digits = re.sub(r"\s", "", match[1]).translate(LOOK_LIKE_DIGITS)
    if not digits.isdigit() or (unit and not any(c.isdigit() for c in match[1])):
        return None
    return int(digits)


def quarter_of(row: Row, found: Dates | None, name: str = "date", *, is_dated: bool = True) -> str:
    """Give the quarter in which a row counts: its date's, else the report's; with the issues this takes."""
    place = row.place
    reported = place.sender.period
    quarter = (period_within(reported, "quarter") or "") if reported else ""
    if found is not None and not found.precision:
        return ""
    if found is not None:
        own = period_of_date(found.start, "quarter")
        if period_of_date(found.end, "quarter") != own and found.precision != "day":
            own = (
                quarter
                if quarter and found.start <= period_bounds(quarter)[0].isoformat() <= found.end
                else ""
            )
        if own:
            return own if _is_near(row, own, quarter, name) else ""
    if not quarter:
        row.raise_issue("F02")
        return ""
    if is_dated and found is None:
        row.raise_issue("F04", case="missing", period=reported)
    return quarter


def _is_near(row: Row, own: str, quarter: str, name: str) -> bool:
    """Say where a date lies outside the report's quarter; more than a year off it cannot be right."""
    if not quarter or own == quarter:
        year = int(own[:4])
        if quarter or 2000 <= year <= 2079:
            return True
        row.raise_issue("F04", name, case="far", period="")
        return False
    distance = abs((int(own[:4]) - int(quarter[:4])) * 4 + int(own[-1]) - int(quarter[-1]))
    if distance > 4:
        row.raise_issue("F04", name, case="far", period=quarter)
        return False
    row.raise_issue("F04", name, case="outside", period=quarter, quarter=own)
    return True
