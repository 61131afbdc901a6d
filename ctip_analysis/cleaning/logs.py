"""Rows of the other logs to records: coordination, the hotline, shelter places, the plan, changes."""

import re
from dataclasses import replace

from ctip_analysis.cleaning.blocks import Block, add_by_sex, pick, read_texts
from ctip_analysis.cleaning.cases import settle_provinces
from ctip_analysis.cleaning.reading_codes import read_code
from ctip_analysis.cleaning.reading_dates import first_day, quarters_of, read_dates, read_days
from ctip_analysis.cleaning.reading_numbers import read_amounts, read_counts, read_people
from ctip_analysis.cleaning.settling import settle_places
from ctip_analysis.cleaning.stocks import record_stocks
from ctip_analysis.definitions import find_period, fold_text, period_of_date

__all__ = ["record_calls", "record_changes", "record_partnerships", "record_plan_measures", "record_shelters"]

MEASURE_OF = {
    "target": "plan_measure_target",
    "done": "plan_measure_done",
    "events_held": "plan_measure_events",
    "people_reached": "plan_measure_people",
}
CHARACTERS_OF_A_NUMBER = 12
SAYS_A_DAY = re.compile(r"\d{4}|\d\s*[./-]\s*\d")


def _complete_rows(block: Block, periods: list[str]) -> list[int]:
    """Give the rows that have a period and an organization."""
    return [row for row, place in enumerate(block.places) if periods[row] and place.sender.organization]


def record_partnerships(block: Block) -> list[int]:
    """Add meetings, agreements and joint activities; give the rows that were recorded."""
    dates = read_dates(block, "date", otherwise="valid_from")
    quarters = quarters_of(block, dates)
    provinces = settle_provinces(block)
    kept = _complete_rows(block, quarters)
    block = block.take(kept)
    provinces, days = pick(provinces, kept), [first_day(dates[row]) for row in kept]
    kinds = _kinds_of(block)
    dated = _without_terms(block)
    decisions = ("decisions_n", "decisions_due_n", "decisions_done_n")
    block.harvest.add(
        "partnerships",
        {
            "partnership": [
                place.name_record(number) for place, number in zip(block.places, block.numbers, strict=True)
            ],
            "organization": block.organizations(),
            "period": pick(quarters, kept),
            "province": provinces,
            "kind": kinds,
            "date": days,
            "level": read_code(block, "level", "level", otherwise="", blank=""),
            "meeting": [
                f"{kind}|{province}|{day}" if kind == "council_meeting" and day else ""
                for kind, province, day in zip(kinds, provinces, days, strict=True)
            ],
            "partners": read_texts(block, "partners"),
            **{name: read_counts(block, name) for name in decisions},
            **{name: read_days(dated, name) for name in ("valid_from", "valid_to")},
            "funding_source": read_code(block, "funding_source", "funding_source", otherwise="", blank=""),
            "amount_kgs": read_amounts(block, "amount_kgs"),
            **block.sources(),
        },
    )
    return kept


def _without_terms(block: Block) -> Block:
    """Give a block without what says no day of an agreement's end, but its term ("2 years", "бессрочный")."""
    ends = [cell if cell and SAYS_A_DAY.search(cell.text) else None for cell in block.column("valid_to")]
    return replace(block, cells=block.cells | {"valid_to": ends}) if "valid_to" in block.cells else block


def _kinds_of(block: Block) -> list[str]:
    """Give the kind that each row's column says, else what its body or subject says, else unknown."""
    stated = read_code(block, "kind", "kind", otherwise="other", blank="")
    return [
        kind if cell is not None else _kind_of_words(block, row)
        for row, (kind, cell) in enumerate(zip(stated, block.column("kind"), strict=True))
    ]


def _kind_of_words(block: Block, row: int) -> str:
    for name in ("meeting", "agenda", "note"):
        if (cell := block.column(name)[row]) is not None:
            found = block.tools.vocabulary.find_code("kind", cell.text)
            if found.code:
                block.raise_issue(row, "F06", case="understood", cell=cell.cell, code=found.code)
                return found.code
    block.raise_issue(row, "F06", case="untyped")
    return "unknown"


def _months_or_quarters(block: Block) -> list[str]:
    """Give the month of rows that say their month, else their quarter."""
    dates = read_dates(block, "period")
    quarters = quarters_of(block, dates, "period", is_dated=False)
    return [
        period_of_date(found.start, "month")
        if quarter and found and found.precision in ("day", "month")
        else quarter
        for quarter, found in zip(quarters, dates, strict=True)
    ]


def _provinces_of_calls(block: Block) -> list[str]:
    """Give the province that a row's columns, else its table's title, name; a hotline may have none."""
    if "province" in block.given:
        return block.given["province"]
    own = [row for row, has_place in enumerate(block.has("province", "district")) if has_place]
    settled = dict(zip(own, settle_places(block.take(own))[0], strict=True))
    return [settled.get(row, place.province) for row, place in enumerate(block.places)]


def record_calls(block: Block) -> list[int]:
    """Add the calls of months or quarters, by sex where the columns say it: parts that add up to the total."""
    periods = _months_or_quarters(block)
    provinces = _provinces_of_calls(block)
    kept = _complete_rows(block, periods)
    block = block.take(kept)
    topics = read_code(block, "topic", "topic", otherwise="other", blank="total")
    once = {name: read_counts(block, name) for name in ("calls_relevant", "referred_n")}
    if "relevant_topics" in block.form.get("defaults", {}):
        once["calls_relevant"] = [_is_relevant(topic, block) for topic in topics]
    about = {
        "organization": block.organizations(),
        "period": pick(periods, kept),
        "province": pick(provinces, kept),
        "line": read_code(block, "line", "line", otherwise="cso", blank=""),
        "topic": topics,
        **block.sources(),
    }
    by_sex = [_with_rest_first(row, own, once) for row, own in enumerate(_calls_by_sex(block))]
    add_by_sex(block, "hotline", record=about, once=once, by_sex=by_sex, measure="calls_total")
    return kept


def _is_relevant(topic: str, block: Block) -> int | None:
    """Give 1 for a single call about trafficking, 0 for one about something else, nothing where nobody knows."""
    if topic in ("total", "unknown"):
        return None
    return int(topic in block.form["defaults"]["relevant_topics"])


def _with_rest_first(
    row: int, by_sex: list[tuple[str, int | None]], once: dict
) -> list[tuple[str, int | None]]:
    """Give the calls by sex with those of unknown sex first, where something is told of all callers together."""
    is_told = any(column[row] is not None for column in once.values())
    if len(by_sex) == 1 or not is_told:
        return by_sex
    counts = dict(by_sex)
    return [("unknown", counts.pop("unknown", None)), *counts.items()]


def _total_calls(block: Block) -> list[int | None]:
    """Give the calls of each row; a log of single calls says in its form how many one row is."""
    if "calls_total" in block.form["fields"]:
        return read_counts(block, "calls_total")
    return [int(block.form["defaults"]["calls_total"])] * len(block)


def _calls_by_sex(block: Block) -> list[list[tuple[str, int | None]]]:
    """Give the calls of each row by sex; issues where they contradict the total (R01)."""
    totals, columns = _total_calls(block), read_people(block)
    sexes = read_code(block, "sex", "sex", blank="")
    counted = zip(*columns.values(), strict=True) if columns else [()] * len(block)
    found = []
    for row, (total, sex, counts) in enumerate(zip(totals, sexes, counted, strict=True)):
        by_sex = {
            key[0]: n
            for key, (n, _) in zip(columns, counts, strict=True)
            if key[0] != "total" and n is not None and not sex
        }
        known = sum(by_sex.values())
        if total is not None and total < known:
            block.raise_issue(row, "R01", "calls_total", case="smaller", total=total, parts=known)
            by_sex = {}
        elif total is not None and total > known and by_sex:
            if {"female", "male"} <= by_sex.keys():
                block.raise_issue(row, "R01", "calls_total", case="larger", total=total, parts=known)
            by_sex["unknown"] = by_sex.get("unknown", 0) + total - known
        otherwise = sex or ("unknown" if total is not None else "total")
        found.append(sorted(by_sex.items()) or [(otherwise, total)])
    return found


def record_shelters(block: Block) -> list[int]:
    """Add the places of shelters of quarters; give the rows that were recorded."""
    quarters = quarters_of(block, read_dates(block, "period"), "period", is_dated=False)
    provinces = settle_provinces(block)
    kept = _complete_rows(block, quarters)
    block = block.take(kept)
    quarters, provinces = pick(quarters, kept), pick(provinces, kept)
    for_whom = read_code(block, "for_whom", "for_whom", otherwise="", blank="")
    _raise_places_by_month(block, quarters, provinces, for_whom)
    block.harvest.add(
        "shelters",
        {
            "organization": block.organizations(),
            "period": quarters,
            "province": provinces,
            "for_whom": for_whom,
            **{name: read_counts(block, name) for name in ("beds", "bed_days", "nights")},
            **block.sources(),
        },
    )
    record_stocks(block, quarters, provinces, for_whom)
    return kept


def _raise_places_by_month(
    block: Block, quarters: list[str], provinces: list[str], for_whom: list[str]
) -> None:
    """Say where a table tells the same places of a quarter more than once, as month by month: its records add up."""
    seen: set[tuple] = set()
    places, numbers = block.places, block.column("beds")
    for row, (place, cell) in enumerate(zip(places, numbers, strict=True)):
        stand = (place.file, place.sheet, quarters[row], provinces[row], for_whom[row])
        if cell is not None and stand in seen:
            block.raise_issue(row, "column", "beds", case="places_again")
        seen |= {stand} if cell is not None else set()


def record_plan_measures(block: Block) -> list[int]:
    """Add what is planned and done on the measures of the action plan, as figures; give the rows with any."""
    measures = read_texts(block, "measure")
    labels = [own or other for own, other in zip(read_texts(block, "indicator"), measures, strict=True)]
    numbers = [
        number or measure[:CHARACTERS_OF_A_NUMBER]
        for number, measure in zip(read_texts(block, "number"), measures, strict=True)
    ]
    stated = [
        (row, name, block.cells[name][row])
        for row in range(len(block))
        for name in MEASURE_OF
        if name in block.cells and block.cells[name][row] is not None
    ]
    rows = [row for row, _, _ in stated]
    read = [_read_progress(block, row, cell) for row, _, cell in stated]
    whole = ("sex", "age_group", "exploitation")
    block.harvest.add(
        "figures",
        {
            "organization": pick(block.organizations(), rows),
            "measure": [MEASURE_OF[name] for _, name, _ in stated],
            "measure_label": pick(labels, rows),
            "unit": ["count"] * len(rows),
            "province": [block.tools.vocabulary.definitions.country] * len(rows),
            "district": [""] * len(rows),
            "period": [block.places[row].sender.period for row in rows],
            **{name: ["total"] * len(rows) for name in whole},
            "category_of": ["plan_measure"] * len(rows),
            "category": pick(numbers, rows),
            "value": [value for value, _ in read],
            "status": [status for _, status in read],
            "source_cell": [cell.cell for _, _, cell in stated],
            **{name: pick(column, rows) for name, column in block.sources().items()},
        },
    )
    return sorted(set(rows))


def _read_progress(block: Block, row: int, cell) -> tuple[float | None, str]:
    """Give the number and status of what is planned or done; a narrative has no number, which is said."""
    if cell.status == "nil":
        return 0, "nil"
    if isinstance(cell.value, (int, float)) and cell.status in ("reported", "estimated"):
        return cell.value, cell.status
    if cell.status in ("reported", "unreadable"):
        block.raise_issue(row, "F05", case="narrative", cell=cell.cell)
        return None, "unreadable"
    return None, cell.status


def record_changes(block: Block) -> list[int]:
    """Note what sheets of changes say of rows of earlier reports; give the rows that say it clearly."""
    actions = read_code(block, "action", "action", otherwise="", blank="")
    columns = (read_texts(block, name) for name in ("period", "sheet", "row_code"))
    noted = []
    for row, (action, said, sheet, code) in enumerate(zip(actions, *columns, strict=True)):
        place, number = block.places[row], block.numbers[row]
        period = find_period(said, block.tools.vocabulary.matcher) or ""
        if not (action and action != "unknown" and period and code):
            block.raise_issue(row, "P08", case="unclear")
            continue
        change = {"place": place, "row": number, "period": period, "row_code": code, "action": action}
        block.harvest.changes.append(change | {"sheet": fold_text(sheet)})
        block.harvest.noted.add((place.file, place.sheet, number))
        noted.append(row)
    return noted
