"""What cells of numbers say: counts of people and things, amounts of money.

A blocking doubt gives no number, with an issue that says why; nothing is chosen in silence.
"""

import re

from ctip_analysis.cleaning.blocks import Block, Doubt, interpret
from ctip_analysis.cleaning.tables import LARGEST_COUNT
from ctip_analysis.cleaning.telling_words import find_estimated

__all__ = ["NOTHING", "count_cells", "read_amounts", "read_count", "read_counts", "read_people"]

PLAIN_NUMBER = re.compile(r"-?\d+(?:[.,]0+)?")
NUMBER_WITH_UNIT = re.compile(r"([OОoо\dlI|]{1,7}(?:[ \u00a0\u202f]\d{3})*)\s*([^\W\d]{0,12})\.?", re.UNICODE)
NUMBER_AND_WORD = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*([^\W\d]{1,12}\.?)(?:\s*(?:чел|экз|шт)\.?)?")
LOOK_LIKE_DIGITS = str.maketrans({"O": "0", "О": "0", "o": "0", "о": "0", "l": "1", "I": "1", "|": "1"})
# "20 чел. онлайн", "20 (online)": how they came changes no number.
NUMBER_AND_MODE = re.compile(r"(\d.*?)[\s,(]+([^\W\d]+)\)?")
# "20+" and "20?": at least, or perhaps, so many.
LOOSE = re.compile(r"(\d[\d \u00a0\u202f]*)\s*[+?]")
RANGE = re.compile(r"\d+\s*[-–—]\s*\d+")
# "1,200" people: of a count the comma or point can only part the thousands.
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+")
AROUND_NUMBERS = " \t\n\u00a0'`’"
NOTHING = (None, "")
UNREADABLE = (None, "unreadable")


def read_counts(block: Block, name: str) -> list[int | None]:
    """Give a field's whole numbers."""
    return [n for n, _ in count_cells(block, block.cells.get(name))]


def read_people(block: Block) -> dict[tuple[str, str, str], list[tuple[int | None, str]]]:
    """Give the counts of the columns of people, by (sex, age, group)."""
    return {key: count_cells(block, cells) for key, cells in block.people.items()}


def count_cells(block: Block, cells: list | None) -> list[tuple[int | None, str]]:
    """Give the count of each cell and its status; an issue where there is something in it but no count."""
    if cells is None:
        return [NOTHING] * len(block)
    vocabulary = block.tools.vocabulary

    def read(value, text: str, status: str):
        return _read_count(value, text, status, vocabulary)

    return interpret(block, cells, read, block.tools.known("count"), blank=NOTHING)


def read_count(cell, place, harvest) -> tuple[int | None, str]:
    """Give the count of one cell and its status; an issue where there is something in it but no count."""
    meaning, doubt = _read_count(cell.value, cell.text, cell.status, place.vocabulary)
    if doubt is not None:
        harvest.raise_issue(
            place, doubt.rule, case=doubt.case, text=doubt.text, cell=cell.cell, **doubt.parts
        )
    return meaning


def _read_count(value, text: str, status: str, vocabulary) -> tuple[tuple[int | None, str], Doubt | None]:
    if status == "nil":
        return (0, "nil"), None
    if status in ("not_available", "suppressed_at_source"):
        return (None, status), None
    if isinstance(value, str) and vocabulary.matcher.match(text, "value.zero"):
        # "нет", "жок" where a number is due.
        return (0, "nil"), None
    if THOUSANDS.fullmatch(text.strip()) and status in ("reported", "unreadable"):
        value, status = int(re.sub(r"\D", "", text)), "reported"
    elif (in_ones := _read_thousands(text, vocabulary.matcher)) is not None and status == "reported":
        value = in_ones
    elif status == "unreadable" or (isinstance(value, str) and status == "reported"):
        value, status = _read_words(text, status, vocabulary)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and status in ("reported", "estimated"):
        return _settle_number(value, text, status)
    return UNREADABLE, Doubt("F05", "range" if RANGE.fullmatch(text.strip()) else "unread")


def _read_words(text: str, status: str, vocabulary) -> tuple[int | None, str]:
    """Give the number that a text says exactly, or about; the given status where it says none."""
    if (exact := _repair_count(text, vocabulary.matcher)) is not None:
        return exact, "reported"
    loose = LOOSE.fullmatch(text.strip())
    about = next(filter(None, loose.groups())) if loose else find_estimated(vocabulary, text)
    value = _repair_count(about, vocabulary.matcher) if about else None
    return value, status if value is None else "estimated"


def _settle_number(value, text: str, status: str) -> tuple[tuple[int | None, str], Doubt | None]:
    if abs(value) >= LARGEST_COUNT:
        # So many people there are not: it is the number of a person, or a telephone, and is never repeated.
        return UNREADABLE, Doubt("F05", "unread")
    shown = f"{value:g}"
    if value < 0 or value != int(value):
        return UNREADABLE, Doubt("F05", text=shown)
    if "%" in text:
        return UNREADABLE, Doubt("F05", "percent")
    if status == "estimated":
        return (int(value), status), Doubt("F05", "estimated", text=shown)
    is_plain = PLAIN_NUMBER.fullmatch(text.strip())
    return (int(value), status), None if is_plain else Doubt("F07", text=shown)


def _repair_count(text: str, matcher) -> int | None:
    """Read "12 чел.", "1 200", "О" for 0 and "l0" for 10; a word that is no unit makes it no number."""
    if (in_ones := _read_thousands(text, matcher)) is not None:
        return in_ones
    text = text.strip(AROUND_NUMBERS)
    match = NUMBER_WITH_UNIT.fullmatch(text)
    if not match:
        mode = NUMBER_AND_MODE.fullmatch(text)
        is_known = mode and matcher.match(mode[2], "word.mode")
        return _repair_count(mode[1], matcher) if is_known else None
    unit = match[2]
    if unit and not matcher.match(unit, "unit.people", "unit.pieces", "unit.count", "word.mode"):
        return None
    digits = re.sub(r"\s", "", match[1]).translate(LOOK_LIKE_DIGITS)
    if not digits.isdigit() or (unit and not any(c.isdigit() for c in match[1])):
        return None
    return int(digits)


def _read_thousands(text: str, matcher) -> int | None:
    """Read "2 тыс." and "1,5 тыс. чел." in ones; None for anything else."""
    match = NUMBER_AND_WORD.fullmatch(text.strip(AROUND_NUMBERS))
    if not match or not matcher.match(match[2], "unit.thousand"):
        return None
    number = round(float(match[1].replace(",", ".")) * 1000, 6)
    return int(number) if number == int(number) else None


def read_amounts(block: Block, name: str) -> list[float | None]:
    """Give a field's numbers, whole or not."""
    if name not in block.cells:
        return [None] * len(block)
    return interpret(block, block.cells[name], _read_amount, block.tools.known("amount"))


def _read_amount(value, text: str, status: str) -> tuple[float | None, Doubt | None]:
    if status == "nil":
        return 0.0, None
    if isinstance(value, (int, float)) and status in ("reported", "estimated"):
        return float(value), None
    return None, Doubt("F05", "unread")
