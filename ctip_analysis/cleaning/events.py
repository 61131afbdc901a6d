"""Rows of events to their records: one activity each, and its participants.

A breakdown of participants that stands beside them and cannot be crossed with them is kept as figures.
"""

from collections import Counter
from collections.abc import Iterator

from ctip_analysis.cleaning.blocks import Block, pick, read_texts, unzip
from ctip_analysis.cleaning.dates import Dates
from ctip_analysis.cleaning.event_types import list_classes, settle_types
from ctip_analysis.cleaning.participants import Participants, settle_participants
from ctip_analysis.cleaning.reading_codes import read_code, read_flags
from ctip_analysis.cleaning.reading_dates import quarter_of_report, quarters_of, read_dates
from ctip_analysis.cleaning.reading_numbers import count_cells, read_amounts, read_counts
from ctip_analysis.cleaning.settling import settle_places
from ctip_analysis.cleaning.titled_dates import find_titled_dates

__all__ = ["record_events"]

#: The key of the column of people by which a margin's figure is found, by its dimension and code.
KEY_OF_MARGIN = {
    "age_group": lambda code: ("total", code, "total"),
    "participant_group": lambda code: ("total", "total", code),
}
#: The fields in which people write that an event was put off.
SAYS_THAT_IT_FELL_OUT = ("activity_type", "title", "note")


def record_events(block: Block) -> list[int]:
    """Add the records of events to the harvest, or the issues that set them aside.

    Parameters
    ----------
    block : Block

    Returns
    -------
    list of int
        The rows that were recorded.
    """
    provinces, districts = (
        (block.given["province"], block.given["district"])
        if "province" in block.given
        else settle_places(block)
    )
    dates, ends, quarters = _read_times(block)
    kept = []
    for row, (date, end) in enumerate(zip(dates, ends, strict=True)):
        if date and end and date.precision and end.precision and end.end < date.start:
            block.raise_issue(row, "R07", "date_end")
        elif provinces[row] and quarters[row] and block.places[row].sender.organization:
            kept.append(row)
    # Who sends a row that is set aside for its place is told of its numbers too.
    aside = block.take(sorted({*range(len(block))} - {*kept}))
    settle_participants(aside)
    _read_tests(aside)
    block = block.take(kept)
    provinces, districts, dates, ends, quarters = (
        pick(column, kept) for column in (provinces, districts, dates, ends, quarters)
    )
    kinds = settle_types(block)
    people = settle_participants(block)
    event = {
        "activity": _name_records(block),
        "organization": block.organizations(),
        "period": quarters,
        "province": provinces,
        "district": districts,
        "activity_type": kinds,
        "activity_class": list_classes(kinds, block),
        "status": _settle_statuses(block, people),
    }
    _add_activities(block, event, people, dates, ends)
    _add_participants(block, event, people)
    _add_margins(block, event, people)
    _note_titles(block)
    return kept


def _read_times(block: Block) -> tuple[list[Dates | None], list[Dates | None], list[str]]:
    """Give the first and last dates of rows, and their quarters; those of a matrix have a period alone."""
    if "period" not in block.given:
        dates, ends = read_dates(block, "date", otherwise="quarter"), read_dates(block, "date_end")
        dates = find_titled_dates(block, dates)
        return dates, ends, quarters_of(block, dates)
    none = [None] * len(block)
    return none, none, [quarter_of_report(period) for period in block.given["period"]]


def _settle_statuses(block: Block, people: Participants) -> list[str]:
    """Give the status of each event; one with a plan and nothing done beside it is planned, one put off is cancelled."""
    statuses = read_code(block, "status", "status", otherwise="completed", blank="completed")
    events = block.column("n_events")
    for row, cell in enumerate(block.column("planned")):
        is_undone = people.totals[row] is None and row not in people.statuses and events[row] is None
        if cell is not None and is_undone and statuses[row] == "completed":
            block.raise_issue(row, "R08", "planned", case="only_planned")
            statuses[row] = "planned"
    for row, name in _find_cancelled(block, people):
        if statuses[row] == "completed" and block.column("status")[row] is None:
            block.raise_issue(row, "R08", name, case="said")
            statuses[row] = "cancelled"
    return statuses


def _find_cancelled(block: Block, people: Participants) -> Iterator[tuple[int, str]]:
    """Give the rows whose own words say that the event did not take place, and where; a note beside people says it of others."""
    stems, known = block.tools.vocabulary.stems, block.tools.known("cancelled")
    for name in [name for name in SAYS_THAT_IT_FELL_OUT if name in block.cells]:
        for row, cell in enumerate(block.cells[name]):
            if cell is None or (name == "note" and people.totals[row]):
                continue
            if cell.text not in known:
                known[cell.text] = bool(stems.match(cell.text, "word.cancelled"))
            if known[cell.text]:
                yield row, name


def _name_records(block: Block) -> list[str]:
    parts = block.given.get("part") or [""] * len(block)
    rows = zip(block.places, block.numbers, parts, strict=True)
    return [place.name_record(number, part) for place, number, part in rows]


def _read_tests(block: Block) -> dict[str, list[int | None]]:
    """Give how many took a test and passed; neither where more passed than took it."""
    names = ("post_test_n", "post_test_pass_n")
    tested, passed = (read_counts(block, name) for name in names)
    for row, (n, n_passed) in enumerate(zip(tested, passed, strict=True)):
        if n is not None and n_passed is not None and n_passed > n:
            block.raise_issue(row, "R09", names[1])
            tested[row] = passed[row] = None
    return dict(zip(names, (tested, passed), strict=True))


def _add_activities(block: Block, event: dict, people: Participants, dates, ends) -> None:
    events = count_cells(block, block.cells.get("n_events"))
    # A row of a list that gives no number of events is one event.
    n_events = [
        1 if cell is None else n for cell, (n, _) in zip(block.column("n_events"), events, strict=True)
    ]
    block.harvest.add(
        "activities",
        {
            **event,
            **_date_columns(dates, ends),
            "n_events": n_events,
            "participants_total": people.totals,
            **_read_tests(block),
            "materials_n": read_counts(block, "materials_n"),
            **{name: read_texts(block, name) for name in ("partners", "donor", "plan_measure")},
            "has_state_partner": read_flags(block, "has_state_partner"),
            "budget_kgs": read_amounts(block, "budget_kgs"),
            "joint_event": [""] * len(block),
            "value_status": _statuses_of(events, people),
            **block.sources(),
        },
    )


def _statuses_of(events: list[tuple[int | None, str]], people: Participants) -> list[str]:
    """Give how well the numbers of each event are known: that of its total where it is worse than its number of events."""
    statuses = []
    for row, (n, status) in enumerate(events):
        of_total = people.statuses.get(row, "reported" if people.totals[row] is not None else "")
        if n is None and of_total:
            statuses.append(of_total)
        else:
            statuses.append(of_total if of_total not in ("", "nil", "reported") else status or "reported")
    return statuses


def _date_columns(dates: list[Dates | None], ends: list[Dates | None]) -> dict[str, list[str]]:
    spans = [
        (date.start, (end.end if end and end.precision else date.end), date.precision)
        if date
        else ("", "", "quarter")
        for date, end in zip(dates, ends, strict=True)
    ]
    return {
        "date": [start for start, _, _ in spans],
        "date_end": [last if last != start else "" for start, last, _ in spans],
        "date_precision": [precision for _, _, precision in spans],
    }


def _main_groups(block: Block) -> list[str]:
    """Give the one group of people that each row names, "other" and an issue for one that no list has, or "total"."""
    groups = ["total"] * len(block)
    for name in ("body", "participants_group"):
        codes = read_code(block, name, "participant_group", otherwise="other", blank="")
        groups = [code or group for code, group in zip(codes, groups, strict=True)]
    return groups


def _add_participants(block: Block, event: dict, people: Participants) -> None:
    rows, sexes, ages, counts, statuses = unzip(people.parts, 5)
    parts_of = Counter(rows)
    first_time = read_counts(block, "first_time_n")
    about = {**event, "participant_group": _main_groups(block), **block.sources()}
    block.harvest.add(
        "participants",
        {
            **{name: pick(column, rows) for name, column in about.items()},
            "joint_event": [""] * len(rows),
            "sex": sexes,
            "age_group": ages,
            "n": counts,
            "value_status": statuses,
            "first_time_n": [first_time[row] if parts_of[row] == 1 else None for row in rows],
        },
    )


def _add_margins(block: Block, event: dict, people: Participants) -> None:
    """Add the breakdowns that stand beside the participants as figures."""
    rows, dimensions, codes, counts, statuses = unzip(people.margins, 5)
    same = ("organization", "period", "province", "district")
    about = {**{name: event[name] for name in same}, **block.sources()}
    is_age = [dimension == "age_group" for dimension in dimensions]
    block.harvest.add(
        "figures",
        {
            **{name: pick(column, rows) for name, column in about.items()},
            "measure": [f"participants_by_{dimension}" for dimension in dimensions],
            "measure_label": [""] * len(rows),
            "unit": ["attendances"] * len(rows),
            **{name: ["total"] * len(rows) for name in ("sex", "exploitation")},
            "age_group": [code if own else "total" for code, own in zip(codes, is_age, strict=True)],
            "category_of": [
                "" if own else dimension for dimension, own in zip(dimensions, is_age, strict=True)
            ],
            "category": ["" if own else code for code, own in zip(codes, is_age, strict=True)],
            "value": counts,
            "status": statuses,
            "source_cell": [
                block.people[KEY_OF_MARGIN[dimension](code)][row].cell
                for row, dimension, code in zip(rows, dimensions, codes, strict=True)
            ],
        },
    )


def _note_titles(block: Block) -> None:
    """Note the title, else the settlement, of each event: the same event of two organizations is found by it."""
    titles = zip(*(read_texts(block, name) for name in ("title", "material_type", "settlement")), strict=True)
    for place, number, own in zip(block.places, block.numbers, titles, strict=True):
        block.harvest.titles[place.file, place.sheet, number] = next(filter(None, own), "")
