"""Rows of a prosecution log to the stages that proceedings reached."""

import re

from ctip_analysis.cleaning.blocks import Block, add_by_sex, pick, read_texts
from ctip_analysis.cleaning.cases import settle_provinces
from ctip_analysis.cleaning.dates import Dates
from ctip_analysis.cleaning.harvest import Harvest
from ctip_analysis.cleaning.participants import WHOLE
from ctip_analysis.cleaning.reached import Reached, find_latest, list_reached
from ctip_analysis.cleaning.reading_codes import read_code, read_codes, read_flags
from ctip_analysis.cleaning.reading_dates import first_day, quarters_of, read_dates
from ctip_analysis.cleaning.reading_numbers import read_amounts, read_counts, read_people
from ctip_analysis.cleaning.titled_dates import find_stage_dates
from ctip_analysis.definitions import list_texts, period_of_date

__all__ = ["record_proceedings", "settle_stage_counts"]

ARTICLE = re.compile(r"\d{2,3}(?:-\d{1,2})?")
YEAR = re.compile(r"(?:19|20)\d\d")
COMPENSATION = ("compensation_claimed_kgs", "compensation_awarded_kgs", "compensation_paid_kgs")
#: What stands around a proceeding and tells nothing of it; an article only where it has a number.
AROUND = {"proceeding", "case", "article", "date", "province", "district", "organization", "note"}
#: Counts of the proceeding itself: they stand once, on its first row.
ONCE = ("victims_n", "victims_represented_n", *COMPENSATION)


def record_proceedings(block: Block) -> list[int]:
    """Add the stages that proceedings reached; give the rows that were recorded."""
    reached = list_reached(block)
    latest = _find_told(block, reached)
    stated = read_dates(block, "date", otherwise="registered")
    found = find_stage_dates(block, stated)
    dates = [_day_of(latest[row]) if row in latest else own for row, own in enumerate(found)]
    quarters = quarters_of(block, dates)
    # The day of registration is none of the stage that a row tells beside it.
    sources = zip(dates, stated, block.column("date"), strict=True)
    dates = [own if cell is not None or own is not its else None for own, its, cell in sources]
    kept = [
        row
        for row, place in enumerate(block.places)
        if quarters[row] and place.sender.organization and _is_of_proceeding(block, row)
    ]
    place_of = {row: place for place, row in enumerate(kept)}
    reached = [own._replace(row=place_of[own.row]) for own in reached if own.row in place_of]
    latest = {place_of[row]: own for row, own in latest.items() if row in place_of}
    block = block.take(kept)
    days = [first_day(dates[row]) for row in kept]
    articles = [
        next(iter(ARTICLE.findall(cell.text)), "") if cell is not None else ""
        for cell in block.column("article")
    ]
    # A row cites one article, of the code that was in force at the last day it tells.
    last_days = {own.row: own.day for own in sorted(reached, key=lambda own: own.day)}
    editions = _find_editions(
        block, articles, [day or last_days.get(row, "") for row, day in enumerate(days)]
    )
    about = {
        "proceeding": read_texts(block, "proceeding"),
        "case": read_texts(block, "case"),
        "organization": block.organizations(),
        "period": pick(quarters, kept),
        "province": settle_provinces(block),
        "code_edition": editions,
        "article": articles,
        "article_group": _groups_of(block, articles, editions),
        "exploitation": [";".join(codes) for codes in read_codes(block, "exploitation", "exploitation")],
        "has_lawyer": read_flags(block, "has_lawyer"),
        **block.sources(),
    }
    _add_stage_counts(block, about)
    named = read_code(block, "stage", "stage")
    stages = [latest[row].stage if row in latest else stage for row, stage in enumerate(named)]
    _add_stage_days(block, about, [own for own in reached if own.stage != stages[own.row]])
    stages = {"stage": stages, "date": days}
    counts = {name: read_counts(block, name) for name in ("victims_n", "victims_represented_n")}
    counts |= {name: read_amounts(block, name) for name in COMPENSATION}
    parts = _persons_by_sex(block)
    add_by_sex(
        block, "proceedings", record={**about, **stages}, once=counts, by_sex=parts, measure="persons_n"
    )
    return kept


def _is_of_proceeding(block: Block, row: int) -> bool:
    """Whether a row tells anything of a proceeding: an article by its number, a stage, persons; else that is said."""
    article = block.column("article")[row]
    told = [name for name in block.cells if name not in AROUND and block.cells[name][row] is not None]
    told += [key for key, cells in block.people.items() if cells[row] is not None]
    if told or (article is not None and ARTICLE.search(article.text)):
        return True
    block.raise_issue(row, "not_counted", "article", case="proceeding")
    return False


def _find_editions(block: Block, articles: list[str], days: list[str]) -> list[str]:
    """Give the edition of the criminal code that each row names, else the one in force at its date."""
    editions = block.tools.vocabulary.definitions.settings.get("criminal_code", {})
    latest_first = sorted(editions.items(), reverse=True)
    found = []
    for row, stated in enumerate(read_texts(block, "code_edition")):
        article, day = articles[row], days[row]
        # "124 УК (1997)" says its edition itself.
        written = block.column("article")[row]
        named = YEAR.search(stated) or (written and YEAR.search(written.text))
        in_force = next((e for e, entry in latest_first if day and day >= entry["from"]), "")
        edition = named[0] if named and named[0] in editions else in_force
        entry = editions.get(edition, {})
        is_foreign = article and edition and article not in (*entry["tip"], *entry["related"])
        is_early = article and in_force and edition != in_force and day < entry["from"]
        if is_foreign or is_early:
            block.raise_issue(row, "F09", "article", article=article, edition=edition)
        found.append(edition)
    return found


def _groups_of(block: Block, articles: list[str], editions: list[str]) -> list[str]:
    """Tell of each article whether it is of trafficking proper or related to it."""
    code = block.tools.vocabulary.definitions.settings.get("criminal_code", {})
    return [
        next((group for group in ("tip", "related") if article in code.get(edition, {}).get(group, ())), "")
        for article, edition in zip(articles, editions, strict=True)
    ]


def _add_stage_counts(block: Block, about: dict) -> None:
    """Add the persons that columns name by stage ("Suspects").

    Their rows have no date, for the column does not say when the stage was reached. `settle_stage_counts` counts them
    once for a proceeding.
    """
    for name, entry in block.form["fields"].items():
        if "stage" not in entry or entry["type"] == "date" or name not in block.cells:
            continue
        counts = read_counts(block, name)
        rows = [row for row, n in enumerate(counts) if n is not None]
        block.harvest.add(
            "proceedings",
            {
                **{column: pick(values, rows) for column, values in about.items()},
                **{column: [None] * len(rows) for column in ONCE},
                "stage": [entry["stage"]] * len(rows),
                "date": [""] * len(rows),
                "sex": ["unknown"] * len(rows),
                "persons_n": pick(counts, rows),
                "stated_at": [(block.places[row], block.where(row, name)) for row in rows],
            },
        )


def _add_stage_days(block: Block, about: dict, reached: list[Reached]) -> None:
    """Add the days that columns name by stage ("Date of registration"): each is a stage that was reached on that day."""
    rows = [own.row for own in reached]
    block.harvest.add(
        "proceedings",
        {
            **{column: pick(values, rows) for column, values in about.items()},
            **{column: [None] * len(rows) for column in ONCE},
            "period": [period_of_date(own.day, "quarter") for own in reached],
            "stage": [own.stage for own in reached],
            "date": [own.day for own in reached],
            "sex": ["unknown"] * len(rows),
            "persons_n": [None] * len(rows),
            "stated_at": [(block.places[own.row], own.cell) for own in reached],
        },
    )


def _find_told(block: Block, reached: list[Reached]) -> dict[int, Reached]:
    """Give, for the rows that name no stage and no day of one, the last stage that their columns of days tell."""
    blank = [
        row
        for row, cells in enumerate(zip(block.column("stage"), block.column("date"), strict=True))
        if not any(cells)
    ]
    stages = list_texts(block.tools.vocabulary.definitions.codes.query("list == 'stage'"), "code")
    latest = find_latest(reached, [code for (code,) in stages])
    return {row: latest[row] for row in blank if row in latest}


def _day_of(reached: Reached) -> Dates:
    return Dates(reached.day, reached.day, "day")


def settle_stage_counts(proceedings: list[dict], harvest: Harvest) -> list[dict]:
    """Keep of what columns name by stage the first row of a proceeding, with the last number.

    Parameters
    ----------
    proceedings : list of dict
        In the order of reading; new rows are given.
    harvest : Harvest
        Takes the issues where a later report restates a number (R01).
    """
    kept: list[dict] = []
    undated: dict[tuple, dict] = {}
    reached = {_reached(row) for row in proceedings if not row.get("stated_at") and row["proceeding"]}
    for row in proceedings:
        key = (row["organization"], row["proceeding"], row["stage"])
        own = undated.get(key)
        at = row.get("stated_at")
        if at and row["date"]:
            # The day of a stage that a row of its own tells, or another report told before.
            if _reached(row) not in reached:
                kept.append(dict(row))
            reached |= {_reached(row)} if row["proceeding"] else set()
            continue
        if at and own is not None:
            place, cell = at
            if own["persons_n"] != row["persons_n"]:
                numbers = {"total": row["persons_n"], "parts": own["persons_n"]}
                harvest.raise_issue(place, "R01", case="restated", cell=cell, **numbers)
            own["persons_n"] = row["persons_n"]
            continue
        kept.append(dict(row))
        if own is None and not row["date"] and row["proceeding"]:
            undated[key] = kept[-1]
    return kept


def _reached(row: dict) -> tuple:
    return row["organization"], row["proceeding"], row["stage"]


def _persons_by_sex(block: Block) -> list[list[tuple[str, int | None]]]:
    columns = read_people(block)
    counted = zip(*columns.values(), strict=True) if columns else [()] * len(block)
    found = []
    for row, counts in enumerate(counted):
        own = dict(zip(columns, counts, strict=True))
        by_sex = {key[0]: n for key, (n, _) in own.items() if key[0] != "total" and n is not None}
        total, known = own.get(WHOLE, (None, ""))[0], sum(by_sex.values())
        if total is not None and total > known:
            by_sex["unknown"] = by_sex.get("unknown", 0) + total - known
        elif total is not None and total < known:
            cell = block.people[WHOLE][row].cell
            block.raise_issue(row, "R01", case="smaller", cell=cell, total=total, parts=known)
            by_sex = {}
        found.append([(sex, n) for sex, n in sorted(by_sex.items()) if n] or [("unknown", total)])
    return found
