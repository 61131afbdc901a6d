"""Rows of the other logs to records: proceedings, coordination, the hotline, shelter places, the plan, changes."""

import re

from ctip_analysis.cleaning.cases import settle_case_province
from ctip_analysis.cleaning.events import WHOLE
from ctip_analysis.cleaning.reading_cells import Row, quarter_of, read_count
from ctip_analysis.cleaning.stocks import record_stocks
from ctip_analysis.definitions import find_period, fold_text, period_of_date

__all__ = [
    "record_calls",
    "record_change",
    "record_partnership",
    "record_plan_measure",
    "record_proceeding",
    "record_shelter",
]

ARTICLE = re.compile(r"\d{2,3}(?:-\d{1,2})?")


def _edition_of(row: Row, article: str, day: str) -> str:
    """Give the edition of the criminal code that a row names, else the one in force at the date."""
    editions = row.place.definitions.settings.get("criminal_code", {})
    stated = re.search(r"(?:19|20)\d\d", row.text("code_edition"))
    in_force = next(
        (e for e, entry in sorted(editions.items(), reverse=True) if day and day >= entry["from"]), ""
    )
    edition = next((e for e in editions if stated and e == stated[0]), "") or in_force
    if (
        article and edition and article not in (*editions[edition]["tip"], *editions[edition]["related"])
    ) or (article and in_force and edition != in_force and day < editions[edition]["from"]):
        row.raise_issue("F09", "article", article=article, edition=edition)
    return edition


def _article_group(row: Row, edition: str, article: str) -> str:
    entry = row.place.definitions.settings.get("criminal_code", {}).get(edition, {})
    return next((group for group in ("tip", "related") if article in entry.get(group, ())), "")


def record_proceeding(row: Row) -> bool:
    """Add a stage that a proceeding reached."""
    place = row.place
    found = row.date("date")
    quarter = quarter_of(row, found)
    if not (quarter and place.sender.organization):
        return False
    day = found.start if found and found.precision == "day" else ""
    numbers = ARTICLE.findall(row.cells["article"].text) if "article" in row.cells else []
    article = numbers[0] if numbers else ""
    edition = _edition_of(row, article, day)
    record = {
        "proceeding": row.text("proceeding"),
        "case": row.text("case"),
        "organization": place.sender.organization,
        "period": quarter,
        "province": settle_case_province(row),
        "code_edition": edition,
        "article": article,
        "article_group": _article_group(row, edition, article),
        "exploitation": ";".join(row.codes("exploitation", "exploitation"))
        if "exploitation" in row.cells
        else "unknown",
        "stage": row.code("stage", "stage"),
        "date": day,
        "victims_n": row.count("victims_n")[0],
        "victims_represented_n": row.count("victims_represented_n")[0],
        "has_lawyer": row.flag("has_lawyer"),
        **{name: row.amount(name) for name in COMPENSATION},
        **place.source(row.number),
    }
    _record_persons_of_stages(row, record)
    # Counts of the proceeding itself stand once, on its first row; its persons on one row a sex.
    row.harvest.tables["proceedings"].extend({**record, **part} for part in _persons_by_sex(row, record))
    return True


def _record_persons_of_stages(row: Row, record: dict) -> None:
    """Count the persons that columns name by stage ("Suspects"), once for a proceeding; the last number counts.

    Their rows have no date, for the column does not say when the stage was reached.
    """
    known = row.harvest.tables["proceedings"]
    for name, entry in row.form["fields"].items():
        if "stage" not in entry or (persons := row.count(name)[0]) is None:
            continue
        key = (record["organization"], record["proceeding"], entry["stage"])
        own = next(
            (
                r
                for r in known
                if (r["organization"], r["proceeding"], r["stage"]) == key and not r["date"] and key[1]
            ),
            None,
        )
        if own is not None:
            if own["persons_n"] != persons:
                row.raise_issue("R01", name, case="restated", total=persons, parts=own["persons_n"])
            own["persons_n"] = persons
            continue
        once = dict.fromkeys(("victims_n", "victims_represented_n", *COMPENSATION))
        part = {"stage": entry["stage"], "date": "", "sex": "unknown", "persons_n": persons}
        known.append({**record, **once, **part})


COMPENSATION = ("compensation_claimed_kgs", "compensation_awarded_kgs", "compensation_paid_kgs")


def _persons_by_sex(row: Row, record: dict) -> list[dict]:
    counts = {key: read_count(reading, row.place, row.harvest)[0] for key, reading in row.people.items()}
    by_sex = {key[0]: n for key, n in counts.items() if key[0] != "total" and n is not None}
    total = counts.get(WHOLE)
    if total is not None and total > sum(by_sex.values()):
        by_sex["unknown"] = by_sex.get("unknown", 0) + total - sum(by_sex.values())
    elif total is not None and total < sum(by_sex.values()):
        row.raise_issue(
            "R01", case="smaller", cell=row.people[WHOLE].cell, total=total, parts=sum(by_sex.values())
        )
        by_sex = {}
    parts = [{"sex": sex, "persons_n": n} for sex, n in sorted(by_sex.items()) if n] or [
        {"sex": "unknown", "persons_n": total}
    ]
    once = dict.fromkeys(("victims_n", "victims_represented_n", *COMPENSATION))
    return [part if place == 0 else {**once, **part} for place, part in enumerate(parts)]


def record_partnership(row: Row) -> bool:
    """Add a meeting, an agreement or a joint activity."""
    place = row.place
    found = row.date("date")
    if found is None and "valid_from" in row.cells:
        found = row.date("valid_from")
    quarter = quarter_of(row, found)
    province = (
        row.settle_place()[0] if {"province", "district"} & row.cells.keys() else settle_case_province(row)
    )
    if not (quarter and place.sender.organization):
        return False
    day = found.start if found and found.precision == "day" else ""
    kind = _kind_of(row)
    record = {
        "partnership": place.name_record(row.number),
        "organization": place.sender.organization,
        "period": quarter,
        "province": province,
        "kind": kind,
        "date": day,
        "level": row.code("level", "level", otherwise="") if "level" in row.cells else "",
        "meeting": f"{kind}|{province}|{day}" if kind == "council_meeting" and day else "",
        "partners": row.text("partners"),
        **{name: row.count(name)[0] for name in ("decisions_n", "decisions_due_n", "decisions_done_n")},
        "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"),
        "funding_source": row.code("funding_source", "funding_source", otherwise="")
        if "funding_source" in row.cells
        else "",
        "amount_kgs": row.amount("amount_kgs"),
        **place.source(row.number),
    }
    row.harvest.tables["partnerships"].append(record)
    return True


def _kind_of(row: Row) -> str:
    """Give the kind that a row's column says, else what its body or subject says, else unknown."""
    if "kind" in row.cells:
        return row.code("kind", "kind", otherwise="other")
    for name in ("meeting", "agenda", "note"):
        if name in row.cells:
            found = row.place.vocabulary.find_code("kind", row.cells[name].text)
            if found.code:
                row.raise_issue("F06", name, case="understood", code=found.code)
                return found.code
    row.raise_issue("F06", case="untyped")
    return "unknown"


def _month_or_quarter(row: Row) -> str:
    """Give the month of a row that says its month, else its quarter."""
    found = row.date("period")
    if found is None and "period" not in row.cells:
        return quarter_of(row, None, "period", is_dated=False)
    quarter = quarter_of(row, found, "period")
    if quarter and found and found.precision in ("day", "month"):
        return period_of_date(found.start, "month")
    return quarter


def record_calls(row: Row) -> bool:
    """Add the calls of a month or quarter, by sex where the columns say it: parts that add up to the total."""
    place = row.place
    period = _month_or_quarter(row)
    province = row.settle_place()[0] if {"province", "district"} & row.cells.keys() else place.province
    if not (period and place.sender.organization):
        return False
    total, relevant, referred = (
        row.count(name)[0] for name in ("calls_total", "calls_relevant", "referred_n")
    )
    if "calls_total" not in row.form["fields"]:
        # A log of single calls says in its form how many one row is.
        total = int(row.form["defaults"]["calls_total"])
    record = {
        "organization": place.sender.organization,
        "period": period,
        "line": row.code("line", "line", otherwise="cso") if "line" in row.cells else "",
        "province": province,
        "topic": row.code("topic", "topic", otherwise="other") if "topic" in row.cells else "total",
        **place.source(row.number),
    }
    counts = {key: read_count(reading, place, row.harvest)[0] for key, reading in row.people.items()}
    by_sex = {key[0]: n for key, n in counts.items() if key[0] != "total" and n is not None}
    if "sex" in row.cells:
        by_sex = {}
    known = sum(by_sex.values())
    if total is not None and total < known:
        row.raise_issue("R01", "calls_total", case="smaller", total=total, parts=known)
        by_sex, known = {}, 0
    if total is not None and total > known and by_sex:
        if {"female", "male"} <= by_sex.keys():
            row.raise_issue("R01", "calls_total", case="larger", total=total, parts=known)
        by_sex["unknown"] = by_sex.get("unknown", 0) + total - known
    default = row.code("sex", "sex") if "sex" in row.cells else "unknown" if total is not None else "total"
    parts = [{"sex": sex, "calls_total": n} for sex, n in sorted(by_sex.items())] or [
        {"sex": default, "calls_total": total}
    ]
    once = {"calls_relevant": relevant, "referred_n": referred}
    row.harvest.tables["hotline"].extend(
        {**record, **(once if i == 0 else {}), **part} for i, part in enumerate(parts)
    )
    return True


def record_shelter(row: Row) -> bool:
    """Add the places of shelters of a quarter."""
    place = row.place
    quarter = quarter_of(row, row.date("period"), "period", is_dated=False)
    province = (
        row.settle_place()[0] if {"province", "district"} & row.cells.keys() else settle_case_province(row)
    )
    if not (quarter and place.sender.organization):
        return False
    record = {
        "organization": place.sender.organization,
        "period": quarter,
        "province": province,
        "for_whom": row.code("for_whom", "for_whom", otherwise="") if "for_whom" in row.cells else "",
        **{name: row.count(name)[0] for name in ("beds", "bed_days", "nights")},
        **place.source(row.number),
    }
    row.harvest.tables["shelters"].append(record)
    record_stocks(row, quarter, province, category=record["for_whom"])
    return True


def record_plan_measure(row: Row) -> bool:
    """Add what is planned and done on a measure of the action plan, as figures."""
    place = row.place
    number = row.text("number") or row.text("measure")[:12]
    added = False
    for name, measure in (("target", "plan_measure_target"), ("done", "plan_measure_done")):
        reading = row.cells.get(name)
        if reading is None:
            continue
        is_number = isinstance(reading.value, (int, float)) and reading.status in ("reported", "estimated")
        value = 0 if reading.status == "nil" else reading.value if is_number else None
        if value is None and reading.status == "reported":
            row.raise_issue("F05", name, case="narrative")
        row.harvest.tables["figures"].append(
            {
                "organization": place.sender.organization,
                "measure": measure,
                "measure_label": row.text("indicator") or row.text("measure"),
                "unit": "count",
                "province": place.definitions.country,
                "district": "",
                "period": place.sender.period,
                "sex": "total",
                "age_group": "total",
                "exploitation": "total",
                "category_of": "plan_measure",
                "category": number,
                "value": value,
                "status": reading.status
                if value is not None or reading.status != "reported"
                else "unreadable",
                "source_cell": reading.cell,
                **place.source(row.number),
            }
        )
        added = True
    return added


def record_change(row: Row) -> bool:
    """Note what a sheet of changes says of an earlier report's row."""
    action = row.code("action", "action", otherwise="") if "action" in row.cells else ""
    period = find_period(row.text("period"), row.place.vocabulary.matcher) or ""
    if not (action and action != "unknown" and period and row.text("row_code")):
        row.raise_issue("P08", case="unclear")
        return False
    row.harvest.changes.append(
        {
            "place": row.place,
            "row": row.number,
            "period": period,
            "sheet": fold_text(row.text("sheet")),
            "row_code": row.text("row_code"),
            "action": action,
        }
    )
    row.harvest.noted.add((row.place.file, row.place.sheet, row.number))
    return True
