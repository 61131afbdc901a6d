"""An event's row to its records: one activity, and its participants, each counted once.

The participants of one event are parts that add up to its total: by sex, crossed with age where the columns are, by
age alone where sex is not given. A breakdown that stands beside them and cannot be crossed with them is kept as figures.
"""

from ctip_analysis.cleaning.reading_cells import Reading, Row, quarter_of, read_count
from ctip_analysis.definitions import period_within

__all__ = ["WHOLE", "record_event"]

WHOLE = ("total", "total", "total")


def _read_people(row: Row) -> dict[tuple[str, str, str], tuple[int | None, str]]:
    return {key: read_count(reading, row.place, row.harvest) for key, reading in row.people.items()}


def _margin(counts: dict, axis: int) -> dict[str, tuple[int, str]]:
    """Give the counts of one breakdown alone, by code."""
    return {
        key[axis]: (n, status)
        for key, (n, status) in counts.items()
        if n is not None
        and key[axis] != "total"
        and all(key[other] == "total" for other in range(3) if other != axis)
    }


def _sum_of_sexes(counts: dict) -> dict[str, tuple[int, str]]:
    """Add up the sexes that stand below groups ("Pupils: girls, boys; adults: women, men"), where no column sums them."""
    if not any(sex != "total" and group != "total" for sex, _, group in counts):
        return {}
    sums: dict[str, tuple[int, str]] = {}
    for (sex, _, _), (n, status) in counts.items():
        if sex != "total" and n is not None:
            known, former = sums.get(sex, (0, ""))
            sums[sex] = (known + n, status if former in ("", "reported", "nil") else former)
    return sums


def _crossed(counts: dict) -> dict[tuple[str, str], tuple[int, str]]:
    return {
        (key[0], key[1]): (n, status)
        for key, (n, status) in counts.items()
        if n is not None and key[0] != "total" and key[1] != "total"
    }


def _disjoint_ages(ages: dict, parent_of: dict) -> dict:
    """Leave out the age groups whose own parts stand beside them ("children" beside "0-13" and "14-17")."""
    holders = {parent_of.get(("age_group", code), "") for code in ages}
    return {code: found for code, found in ages.items() if code not in holders}


def _cell_of(row: Row, key=WHOLE) -> str:
    reading = row.people.get(key) or next(iter(row.people.values()), None)
    return reading.cell if reading else row.where


def _settle_participants(row: Row) -> tuple[int | None, list[dict], dict[str, dict]]:
    """Give the total, the parts that add up to it, and the margins that stand beside them."""
    counts = _read_people(row)
    total, total_status = counts.get(WHOLE, (None, ""))
    parent_of = row.place.vocabulary.parent_of_code
    sexes, ages, groups = (
        _margin(counts, 0),
        _disjoint_ages(_margin(counts, 1), parent_of),
        _margin(counts, 2),
    )
    crossed = _crossed(counts)
    sexes = sexes or _sum_of_sexes(counts)
    if crossed and not sexes:
        parts = {(sex, age): found for (sex, age), found in crossed.items()}
    elif sexes:
        parts = {(sex, "total"): found for sex, found in sexes.items()}
    elif ages and not row.people.keys() & {WHOLE}:
        parts = {("unknown", age): found for age, found in ages.items()}
    else:
        parts = {}
    known = sum(n for n, _ in parts.values())
    margins = {
        "age_group": ages if parts and not any(age != "total" for _, age in parts) else {},
        "participant_group": groups,
    }
    if total is not None and total < known:
        row.raise_issue("R01", case="smaller", cell=_cell_of(row), total=total, parts=known)
        return None, [], {}
    unread = any(n is None and status == "unreadable" for n, status in counts.values())
    if total is not None and total > known:
        if parts and not unread and _counts_both(row):
            row.raise_issue("R01", case="larger", cell=_cell_of(row), total=total, parts=known)
        rest, status = parts.pop(("unknown", "total"), (0, ""))
        parts[("unknown", "total")] = (total - known + rest, total_status or status)
    if not parts and total == 0:
        parts[("unknown", "total")] = (0, total_status)
    stated = total if total is not None else (known if parts and not unread else None)
    _check_ages(row, ages, stated)
    if total is None and parts and unread:
        row.raise_issue("R01", case="unread", cell=_cell_of(row))
    rows = [
        {"sex": sex, "age_group": age, "n": n, "value_status": status}
        for (sex, age), (n, status) in sorted(parts.items())
    ]
    return stated, rows, margins


def _counts_both(row: Row) -> bool:
    """Whether the table has a column for more than one sex; where only women are counted the rest is no error."""
    return len({sex for sex, _, _ in row.counted or row.people} - {"total", "unknown"}) > 1


def _check_ages(row: Row, ages: dict, total: int | None) -> None:
    """R02: the age bands do not add up to the total; fewer is said only where the bands cover all ages."""
    if not ages or total is None:
        return
    known = sum(n for n, _ in ages.values())
    covers = len(ages) >= 3 or {"child", "adult"} <= set(ages)
    if known > total or (covers and known != total):
        cells = [row.people[("total", age, "total")].cell for age in ages]
        row.raise_issue("R02", case="ages", cell=cells[0], total=total, parts=known)


def _settle_type(row: Row, given: str) -> str:
    if given:
        return given
    if "activity_type" in row.cells:
        return row.code("activity_type", "activity_type", otherwise="other")
    if default := row.form.get("defaults", {}).get("activity_type"):
        return default
    title = row.cells.get("title")
    if title is None:
        return "unknown"
    found = row.place.vocabulary.find_code("activity_type", title.text)
    if not found.code:
        row.raise_issue("F06", "title", case="untyped")
        return "unknown"
    if found.how != "exact":
        row.raise_issue("F06", "title", case="understood", code=found.code)
    return found.code


def _main_group(row: Row) -> str:
    """Give the one group of people that a row names, or "total"."""
    for name in ("participants_group", "body"):
        if name in row.cells:
            found = row.place.vocabulary.find_code("participant_group", row.cells[name].text)
            return found.code or "other"
    return "total"


def record_event(
    row: Row,
    *,
    province: str = "",
    district: str = "",
    activity_type: str = "",
    period: str = "",
    part: str = "",
) -> bool:
    """Add an event's records to the harvest, or the issues that set it aside.

    Parameters
    ----------
    row : Row
    province, district, activity_type, period : str
        Where the labels of a matrix already say so.
    part : str
        Tells apart several events of one row.

    Returns
    -------
    bool
        Whether it was recorded.
    """
    place = row.place
    if not province:
        province, district = row.settle_place()
    date = row.date("date" if "date" in row.cells else "quarter") if not period else None
    end = row.date("date_end") if not period else None
    quarter = (period_within(period, "quarter") or "") if period else quarter_of(row, date)
    if period and not quarter:
        row.raise_issue("F02", case="coarse", period=period)
    if date and end and date.precision and end.precision and end.end < date.start:
        row.raise_issue("R07", "date_end")
        return False
    if not (province and quarter and place.sender.organization):
        return False
    kind = _settle_type(row, activity_type)
    total, parts, margins = _settle_participants(row)
    n_events, events_status = row.count("n_events")
    tested, passed = row.count("post_test_n")[0], row.count("post_test_pass_n")[0]
    if tested is not None and passed is not None and passed > tested:
        row.raise_issue("R09", "post_test_pass_n")
        tested = passed = None
    event = {
        "activity": place.name_record(row.number, part),
        "organization": place.sender.organization,
        "period": quarter,
        "province": province,
        "district": district,
        "activity_type": kind,
        "activity_class": place.vocabulary.parent_of_code.get(("activity_type", kind), "") or "other",
        "status": row.code("status", "status", otherwise="completed")
        if "status" in row.cells
        else "completed",
    }
    first_time = row.count("first_time_n")[0]
    own = {
        **_date_columns(date, end),
        # A row of a list that gives no number of events is one event.
        "n_events": 1 if "n_events" not in row.cells else n_events,
        "participants_total": total,
        "materials_n": row.count("materials_n")[0],
        "post_test_n": tested,
        "post_test_pass_n": passed,
        "partners": row.text("partners"),
        "has_state_partner": row.flag("has_state_partner"),
        "donor": row.text("donor"),
        "plan_measure": row.text("plan_measure"),
        "budget_kgs": row.amount("budget_kgs"),
        "joint_event": "",
        "value_status": events_status or "reported",
    }
    row.harvest.tables["activities"].append({**event, **own, **place.source(row.number)})
    _record_people(row, event, parts, margins, first_time)
    row.harvest.titles[place.file, place.sheet, row.number] = row.text("title") or row.text("settlement")
    return True


def _date_columns(date, end) -> dict:
    if date is None:
        return {"date": "", "date_end": "", "date_precision": "quarter"}
    last = end.end if end and end.precision else date.end
    return {
        "date": date.start,
        "date_end": last if last != date.start else "",
        "date_precision": date.precision,
    }


def _record_people(row: Row, event: dict, parts: list[dict], margins: dict, first_time: int | None) -> None:
    group = _main_group(row)
    source = row.place.source(row.number)
    row.harvest.tables["participants"].extend(
        {
            **event,
            "joint_event": "",
            "participant_group": group,
            **part,
            "first_time_n": first_time if len(parts) == 1 else None,
            **source,
        }
        for part in parts
    )
    for dimension, counts in margins.items():
        for code, (n, status) in sorted(counts.items()):
            key = ("total", code, "total") if dimension == "age_group" else ("total", "total", code)
            row.harvest.tables["figures"].append(
                _margin_figure(row, event, dimension, code, n, status, row.people[key])
            )


def _margin_figure(
    row: Row, event: dict, dimension: str, code: str, n: int, status: str, reading: Reading
) -> dict:
    return {
        "organization": event["organization"],
        "measure": f"participants_by_{dimension}",
        "measure_label": "",
        "unit": "attendances",
        "province": event["province"],
        "district": event["district"],
        "period": event["period"],
        "sex": "total",
        "age_group": code if dimension == "age_group" else "total",
        "exploitation": "total",
        "category_of": "" if dimension == "age_group" else dimension,
        "category": "" if dimension == "age_group" else code,
        "value": n,
        "status": status,
        "source_cell": reading.cell,
        **row.place.source(row.number),
    }
