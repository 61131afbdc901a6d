"""Which form a table is, by what its headers mean; and which column is which of the form's fields."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ctip_analysis.cleaning.headers import PEOPLE, Column
from ctip_analysis.definitions import fold_text

__all__ = ["Fit", "choose_form", "fit_columns", "is_hinted", "list_fits"]


@dataclass(frozen=True)
class Fit:
    """A form and what each column of a table is in it.

    ``fields`` and ``people`` hold column numbers; ``unknown`` the columns that are no field of the form;
    ``repeated`` those that say the same as a column before; ``personal`` those that hold personal data; ``cumulative``
    those that count since the beginning of the year, ``redundant`` the ones of them beside the period's own numbers;
    ``firsts`` says how many fields have a column that means just them; ``unclear`` those of numbers of which nobody can tell what they count, ``inferred`` those of which the numbers beside
    them told it; ``marked`` those headed as a code of a field ("Lawyer" of services), with the field and the code: a
    cell says yes or no to it.
    """

    code: str
    form: dict
    fields: dict[int, str] = field(default_factory=dict)
    people: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    personal: tuple[int, ...] = ()
    cumulative: tuple[int, ...] = ()
    redundant: tuple[int, ...] = ()
    firsts: int = 0
    unclear: tuple[int, ...] = ()
    inferred: tuple[int, ...] = ()
    marked: dict[int, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple:
        """What lists have in common whose rows are read alike, whatever the words and the language of their headers."""
        kept = (self.unknown, self.repeated, self.unclear)
        return (self.code, tuple(self.fields.items()), tuple(self.people.items()), *kept)


def _meets(form: dict, said: set[str]) -> bool:
    recognize = form["recognize"]
    return all(
        said.intersection(group) for group in recognize.get("one_of_each", ())
    ) and not said.intersection(recognize.get("not_with", ()))


def is_hinted(form: dict, texts: str) -> bool:
    """Whether the folded name of a sheet and titles of a table hold a word by which people name a form."""
    return bool(_spell_hints(tuple(form["recognize"].get("sheets", ()))).search(texts))


def _is_titled(form: dict, texts: str) -> bool:
    """Whether the sheet or title says what a form asks them to say, if it does."""
    asked = tuple(form["recognize"].get("titles", ()))
    return not asked or bool(_spell_hints(asked).search(texts))


@lru_cache(maxsize=1000)
def _spell_hints(hints: tuple[str, ...]) -> re.Pattern:
    """Give a pattern of words that begin like one of several."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold_text(hint)) for hint in hints) or '(?!)'})")


def list_fits(columns: dict[int, Column], vocabulary) -> list[Fit]:
    """List the forms of which each group of columns is there and none that rules it out."""
    said = {concept for column in columns.values() for concept in column.concepts}
    return [
        fit_columns(columns, code, form)
        for code, form in vocabulary.definitions.forms.items()
        if form["recognize"].get("one_of_each") and _meets(form, said)
    ]


def choose_form(fits: list[Fit], texts: str) -> Fit | None:
    """Give the form that fits best: the sheet or title that names it, then the most columns that are its fields.

    Parameters
    ----------
    fits : list of Fit
        From `list_fits`.
    texts : str
        The folded name of the sheet and titles of the table.
    """

    def rank(fit: Fit) -> tuple:
        # What people wrote above the table says most; else the form that knows most of the columns.
        beside = sum(bool(fit.form["fields"][name].get("is_beside")) for name in fit.fields.values())
        known = len(fit.fields) + len(fit.people) + len(fit.marked) - beside
        return (known + 2 * is_hinted(fit.form, texts), known, fit.firsts, fit.code)

    titled = [fit for fit in fits if _is_titled(fit.form, texts)]
    return max(titled, key=rank) if titled else None


def fit_columns(columns: dict[int, Column], code: str, form: dict) -> Fit:
    """Give each field of a form the first column that means it, in the order in which the field lists its concepts."""
    own = {column.counts for column in columns.values() if not column.is_cumulative}
    redundant = tuple(n for n in sorted(columns) if columns[n].is_cumulative and columns[n].counts in own)
    columns = {n: column for n, column in columns.items() if n not in redundant}
    free = dict(columns)
    fields: dict[int, str] = {}
    people, repeated = _fit_people(columns, form)
    for number in (*people, *repeated):
        free.pop(number, None)
    for name, entry in form["fields"].items():
        if entry["type"] == "people":
            continue
        for concept in entry["concepts"]:
            number = next((n for n in sorted(free) if concept in free[n].concepts and _is_own(free[n])), None)
            if number is not None:
                fields[number] = name
                del free[number]
                break
    cumulative = tuple(n for n in sorted({*fields, *people}) if columns[n].is_cumulative)
    # A cumulative column is never read as the period's own.
    fields = {n: name for n, name in fields.items() if n not in cumulative}
    people = {n: key for n, key in people.items() if n not in cumulative}
    known = {c for entry in form["fields"].values() for c in entry["concepts"]}
    again = tuple(n for n in sorted(free) if set(free[n].concepts) & known and not free[n].is_personal)
    return Fit(
        code,
        form,
        fields,
        people,
        tuple(
            n for n in sorted(free) if n not in again and not free[n].is_personal and not _is_number(free[n])
        ),
        (*repeated, *(n for n in again if not _is_number(free[n]))),
        tuple(n for n in sorted(columns) if columns[n].is_personal and _is_never_kept(form, fields.get(n))),
        cumulative,
        redundant,
        sum(form["fields"][name]["concepts"][0] in columns[n].concepts for n, name in fields.items()),
    )


def _is_own(column: Column) -> bool:
    """Whether a column says the whole of what it counts, not a part of it ("Calls, women")."""
    return column.sex == "total" and column.age == "total"


def _is_never_kept(form: dict, name: str | None) -> bool:
    """Whether what a personal column holds is kept nowhere: it is no field, or a birth, of which only the age is told."""
    return name is None or form["fields"][name]["type"] == "birth"


def _is_number(column: Column) -> bool:
    return column.concepts == ("col.row_no",)


def _fit_people(
    columns: dict[int, Column], form: dict
) -> tuple[dict[int, tuple[str, str, str]], tuple[int, ...]]:
    """Give the columns of people by (sex, age, group); of two that say the same none, for nobody can tell which counts."""
    if not any(entry["type"] == "people" for entry in form["fields"].values()):
        return {}, ()
    counted = {
        c
        for name, entry in form["fields"].items()
        for c in entry["concepts"]
        if name.startswith(("calls_total", "calls"))
    }
    found: dict[tuple[str, str, str], list[int]] = {}
    for number, column in sorted(columns.items()):
        is_part_of_counted = bool(counted & set(column.concepts)) and not _is_own(column)
        is_group = column.concepts in ((), ("col.total",)) and column.group != "total"
        if PEOPLE in column.concepts or is_part_of_counted or is_group:
            found.setdefault((column.sex, column.age, column.group), []).append(number)
    if found and len({group for _, _, group in found}) == 1:
        # One group above all columns says who takes part; it tells none of them from another.
        found = {(sex, age, "total"): numbers for (sex, age, _), numbers in found.items()}
    whole = ("total", "total", "total")
    bare = [n for n, c in columns.items() if c.concepts == ("col.total",) and c.group == "total"]
    if whole not in found and len(bare) == 1:
        found[whole] = bare
    done = [n for n, c in columns.items() if c.concepts == ("col.actual",)]
    if whole not in found and len(done) == 1 and any(sex != "total" for sex, _, _ in found):
        # "Done" beside "of which women" counts people.
        found[whole] = done
    people = {numbers[0]: key for key, numbers in found.items() if len(numbers) == 1}
    repeated = tuple(sorted(n for numbers in found.values() if len(numbers) > 1 for n in numbers))
    return people, repeated
