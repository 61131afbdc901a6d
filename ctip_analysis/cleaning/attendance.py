"""A list of the participants of one event, with their names, to that event: how many came, by sex. No name is kept.

Where the event stands in a list of activities already, the list of its participants belongs to it and counts no second
time.
"""

import re
from collections import Counter

from ctip_analysis.cleaning.blocks import Block, pick
from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.cleaning.events import record_events
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.reading_codes import read_code
from ctip_analysis.cleaning.tables import Cell

__all__ = ["record_attendance"]

IN_NUMBERS = re.compile(r"(?<![\d.])\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)")
TOTAL = ("total", "total", "total")


def record_attendance(block: Block) -> list[int]:
    """Add an event for each list of participants and day, unless it is an annex; give the rows that were recorded."""
    sexes = read_code(block, "sex", "sex", blank="unknown")
    known = _known_events(block)
    recorded = []
    for day, rows in _group_rows(block):
        first, place = rows[0], block.places[rows[0]]
        organization = place.sender.organization
        is_annex = place.file in known or (day is not None and (organization, day) in known)
        case = "annex" if is_annex else ""
        block.raise_issue(first, "attendance", case=case, count=len(rows))
        if is_annex:
            block.harvest.noted |= {(place.file, place.sheet, block.numbers[row]) for row in rows}
            continue
        people = Counter(pick(sexes, rows))
        if record_events(_make_event(block, first, day, people)):
            recorded += rows
            block.harvest.counted |= {(place.file, place.sheet, block.numbers[row]) for row in rows}
    return recorded


def _known_events(block: Block) -> set:
    """Give the files that hold activities, and the (organization, day) of each."""
    known = set()
    for batch in block.harvest.tables["activities"]:
        known |= {*batch["source_file"], *zip(batch["organization"], batch.get("date", ()), strict=False)}
    return known


def _group_rows(block: Block) -> list[tuple[str | None, list[int]]]:
    """Give the rows of each list and day: the day of its rows, else of its title; None where neither says one."""
    groups: dict[tuple[int, str | None], list[int]] = {}
    titled: dict[int, str | None] = {}
    for row, (place, cell) in enumerate(zip(block.places, block.column("date"), strict=True)):
        if id(place) not in titled:
            titled[id(place)] = _day_of_titles(place)
        day = _read_day(cell.text, place) if cell is not None else None
        groups.setdefault((id(place), day or titled[id(place)]), []).append(row)
    return [(day, rows) for (_, day), rows in groups.items()]


def _day_of_titles(place: Place) -> str | None:
    return next(filter(None, (_read_day(text, place) for text in (*place.titles[::-1], place.sheet))), None)


def _read_day(text: str, place: Place) -> str | None:
    """Give the one day that a text says, in numbers or in words, or None."""
    numbers = IN_NUMBERS.findall(text)
    said = numbers[0] if len(numbers) == 1 else text
    found = read_date(said, said, matcher=place.vocabulary.matcher, report=place.sender.period)
    return found.start if found.precision == "day" and not found.others else None


def _make_event(block: Block, row: int, day: str | None, people: Counter) -> Block:
    """Give a block of one event: its day, what its title calls it, its participants by sex."""
    place, number = block.places[row], block.numbers[row]

    def say(value) -> list[Cell | None]:
        text = str(value or "")
        cell = Cell(number, 0, f"{number}:{number}", value, text, "reported", (), (), ())
        return [cell if text else None]

    cells = {"date": say(day), "title": say(" ".join((*place.titles, place.sheet)))}
    for name in ("province", "district"):
        cells[name] = [block.column(name)[row]]
    counts = {(sex, "total", "total"): say(n) for sex, n in sorted(people.items())}
    counts |= {TOTAL: say(people.total())}
    sections = [block.sections[row]]
    return Block(
        block.harvest, block.tools, block.form, [place], [number], sections, cells, counts, frozenset(counts)
    )
