"""Several numbers of people in one cell: "25 (18 ж)", "30 человек, из них 12 женщин", "Ж-15; М-10"."""

import re
from dataclasses import replace

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.headers import PEOPLE
from ctip_analysis.cleaning.telling_words import find_estimated, list_words_for_parts, names_a_part, says_all
from ctip_analysis.definitions import describe_code

__all__ = ["split_people", "split_wholes"]

NUMBER = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d)|(?<!\d)(?<!\d[.,])\d+(?![.,]?\d)"
)
NOT_SO_MANY = re.compile(r"[%/]|\d\s*[-–—]\s*\d|\d[.,]\d")
AROUND_WORDS = " \t\n()[]{}.,:;-–—=+"
MOST_WORDS = 4
WHOLE = ("total", "total", "total")
SAID = ("reported", "unreadable", "estimated")


def split_people(text: str, tools) -> dict[tuple[str, str, str], int]:
    """Give the numbers of a text by (sex, age, group), where the words beside each say whom it counts.

    Nothing where any number stays without a meaning, two say the same, words are left over behind the last ("45 pupils
    and 3 teachers took part"), or the text holds a range, a share or a sum.

    Parameters
    ----------
    text : str
    tools : Tools
    """
    numbers = list(NUMBER.finditer(text))
    if not numbers or len(text) > 120 or NOT_SO_MANY.search(text) or len(re.findall(r"\d+", text)) > 12:
        return {}
    if len(re.findall(r"\d", text)) != sum(len(re.findall(r"\d", match.group())) for match in numbers):
        return {}
    edges = [0, *(edge for match in numbers for edge in match.span()), len(text)]
    between = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    values = [int(re.sub(r"\D", "", match.group())) for match in numbers]
    after = {} if between[0].strip(AROUND_WORDS) else _name(between[1:], tools)
    before = _name(between[:-1], tools) if _read_words(between[-1], tools) == WHOLE else {}
    for keys in (after, before):
        if len(keys) == len(values) and (len(values) > 1 or WHOLE not in keys):
            return dict(zip(keys, values, strict=True))
    return {}


def _name(texts: list[str], tools) -> dict[tuple[str, str, str], None]:
    """Give what each of several texts names, in their order; fewer where one names nothing or what another names."""
    found = [_read_words(text, tools) for text in texts]
    return dict.fromkeys(key for key in found if key)


def _read_words(text: str, tools) -> tuple[str, str, str] | None:
    """Give whom words count; nothing beside a number counts everybody."""
    vocabulary = tools.vocabulary
    words = text.strip(AROUND_WORDS)
    for part in list_words_for_parts(vocabulary):
        words = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", words, flags=re.IGNORECASE)
    words = words.strip(AROUND_WORDS)
    if not words or vocabulary.matcher.match(words, "unit.people"):
        return WHOLE
    if len(words.split()) > MOST_WORDS:
        return None
    column = tools.headers.read((words,))
    key = (column.sex, column.age, column.group)
    is_whole = bool({PEOPLE, "col.total"} & set(column.concepts))
    is_group = not column.concepts and column.group != "total"
    return key if is_whole or is_group else None


def split_wholes(block: Block) -> Block:
    """Give a block with the numbers of cells that name a total and its parts beside the rows' own; each is said."""
    wholes = block.people.get(WHOLE, ())
    split = {
        row: found
        for row, cell in enumerate(wholes)
        if cell is not None and cell.status in SAID and (found := _split(cell.text, block.tools))[0]
    }
    if not split:
        return block
    people = {key: list(cells) for key, cells in block.people.items()}
    for row, (numbers, status) in split.items():
        whole = wholes[row]
        people[WHOLE][row] = None
        for key, n in numbers.items():
            own = people.setdefault(key, [None] * len(block))
            own[row] = own[row] or whole._replace(value=n, text=str(n), status=status)
        said = ", ".join(f"{_name_people(key, block.tools)} {n}" for key, n in numbers.items())
        block.raise_issue(row, "F05", case="several", cell=whole.cell, parts=said)
    return replace(block, people=people)


def _split(text: str, tools) -> tuple[dict[tuple[str, str, str], int], str]:
    """Give the numbers that a text names and their status: of "about 70 men" estimated."""
    known = tools.known("several numbers")
    if text not in known:
        about = find_estimated(tools.vocabulary, text)
        words = about or text
        numbers = split_people(words, tools) if any(map(str.isalpha, words)) else {}
        known[text] = (_with_whole(numbers, text, tools), "estimated" if about else "reported")
    return known[text]


def _with_whole(
    numbers: dict[tuple[str, str, str], int], text: str, tools
) -> dict[tuple[str, str, str], int]:
    """Give the numbers with their total: the first where the others are parts of it, all together where none is of another."""
    keys, vocabulary = list(numbers), tools.vocabulary
    if not keys or WHOLE in numbers:
        return numbers
    if len(keys) > 1 and names_a_part(vocabulary, text):
        first = keys[0][0] == "total"
        return {WHOLE: numbers[keys[0]], **numbers} if first else numbers
    # Ages, and women beside men, are added up with those of columns.
    is_beside = all(age == "total" and (sex == "total" or len(keys) == 1) for sex, age, _ in keys)
    if not is_beside or (keys[0][0] != "total" and not says_all(vocabulary, text)):
        return numbers
    return {WHOLE: sum(numbers.values()), **numbers}


def _name_people(key: tuple[str, str, str], tools) -> str:
    definitions, language = tools.vocabulary.definitions, tools.language
    named = [
        describe_code(definitions, code_list, code, language)
        for code_list, code in zip(("sex", "age_group", "participant_group"), key, strict=True)
        if code != "total"
    ]
    return " ".join(named) or describe_code(definitions, "sex", "total", language)
