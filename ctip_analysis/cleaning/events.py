"""An event's values to its records: one activity, and its participants by sex.

The same for a row of a list and for a group of cells of a matrix. A blocking doubt sets the row aside, with
an issue that says why; nothing is chosen in silence.
"""

from dataclasses import dataclass

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.definitions import describe_code, describe_unit, period_of_date, period_within

__all__ = ["Reading", "record_event", "settle_province"]

SEX_OF_FIELD = {
    "participants_female": "female",
    "participants_male": "male",
    "participants_unknown": "unknown",
}


@dataclass(frozen=True)
class Reading:
    """One cell of an event: its value, status and address."""

    value: object
    text: str
    status: str
    cell: str


def settle_province(candidates: tuple[str, ...], place: Place, cell: str, harvest: Harvest) -> str:
    """Give the one province meant, or an empty text and an issue.

    A place that can be two provinces is settled only where the organization works in one of them alone.
    """
    definitions = place.vocabulary.definitions
    if len(candidates) == 1 and candidates[0] != definitions.country:
        return candidates[0]
    if len(candidates) > 1:
        own = definitions.organizations.set_index("organization")["provinces"].get(
            place.sender.organization, ""
        )
        within = [province for province in candidates if province in own.split(";")]
        if len(within) == 1:
            return within[0]
        choices = ", ".join(describe_unit(definitions, c, place.language) for c in candidates)
        harvest.raise_issue(place, "F03", case="ambiguous", cell=cell, choices=choices)
        return ""
    harvest.raise_issue(place, "F03", cell=cell, count=len(definitions.provinces))
    return ""


def _read_count(reading: Reading | None, place: Place, harvest: Harvest) -> tuple[int | None, str]:
    """Give the count of a cell and its status; an issue where there is something in it but no count."""
    if reading is None:
        return None, ""
    if reading.status == "nil":
        return 0, "nil"
    if reading.status in ("reported", "estimated") and isinstance(reading.value, (int, float)):
        if reading.value < 0 or reading.value != int(reading.value):
            harvest.raise_issue(place, "F05", cell=reading.cell, text=f"{reading.value:g}")
            return None, "unreadable"
        if reading.status == "estimated":
            harvest.raise_issue(place, "F05", case="estimated", cell=reading.cell, text=f"{reading.value:g}")
        return int(reading.value), reading.status
    if reading.status in ("not_available", "suppressed_at_source"):
        return None, reading.status
    harvest.raise_issue(place, "F05", case="unread", cell=reading.cell)
    return None, "unreadable"


def _settle_period(reading: Reading | None, place: Place, where: str, harvest: Harvest) -> tuple[str, str]:
    """Give the event's date and quarter; the quarter is the date's, else the report's."""
    reported = place.sender.period
    quarter = reported and (period_within(reported, "quarter") or "")
    if reading is not None and reading.status == "reported" and isinstance(reading.value, str):
        date = reading.value
        own = date if "Q" in date else period_of_date(date, "quarter") if len(date) >= 7 else ""
        if own and quarter and own != quarter:
            harvest.raise_issue(place, "F04", case="outside", cell=reading.cell, period=reported, quarter=own)
        if own:
            return date, own
    elif reading is not None and reading.status == "unreadable":
        harvest.raise_issue(place, "F04", case="impossible", cell=reading.cell)
        return "", ""
    if not quarter:
        harvest.raise_issue(place, "F02", cell=where)
        return "", ""
    harvest.raise_issue(place, "F04", case="missing", cell=where, period=reported)
    return "", quarter


def _settle_participants(readings: dict[str, Reading], place: Place, where: str, harvest: Harvest) -> dict:
    """Give participants by sex and their total; what a stated total leaves over has no known sex."""
    counts = {sex: _read_count(readings.get(name), place, harvest) for name, sex in SEX_OF_FIELD.items()}
    total, total_status = _read_count(readings.get("participants_total"), place, harvest)
    known = {sex: count for sex, (count, _) in counts.items() if count is not None}
    parts = sum(known.values())
    if total is not None and total < parts:
        harvest.raise_issue(place, "R01", case="smaller", cell=readings["participants_total"].cell)
        return {"total": None, "by_sex": {}}
    by_sex = {sex: (count, status) for sex, (count, status) in counts.items() if count is not None}
    if total is not None and total > parts:
        if parts:
            harvest.raise_issue(place, "R01", case="larger", cell=readings["participants_total"].cell)
        by_sex["unknown"] = (total - parts + known.get("unknown", 0), total_status)
    if not by_sex and total == 0:
        by_sex["unknown"] = (0, total_status)
    return {"total": total if total is not None else (parts if known else None), "by_sex": by_sex}


def _settle_type(reading: Reading | None, given: str, place: Place, harvest: Harvest) -> str:
    if given or reading is None:
        return given or "unknown"
    if code := place.vocabulary.find_code("activity_type", (reading.text,), "activity."):
        return code
    named = describe_code(place.vocabulary.definitions, "activity_type", "other", place.language)
    harvest.raise_issue(place, "F06", cell=reading.cell, code=named)
    return "other"


def _settle_status(reading: Reading | None, vocabulary) -> str:
    if reading is None:
        return "completed"
    return vocabulary.find_code("status", (reading.text,), "event.status_") or "completed"


def record_event(
    readings: dict[str, Reading],
    *,
    candidates: tuple[str, ...],
    row: int,
    place: Place,
    harvest: Harvest,
    district: str = "",
    activity_type: str = "",
    part: str = "",
) -> bool:
    """Add an event's records to the harvest, or the issues that set it aside.

    Parameters
    ----------
    readings : dict of str to Reading
        The form's fields that are not blank.
    candidates : tuple of str
        The provinces that its place can mean.
    row : int
        As Excel numbers it.
    place, harvest
    district, activity_type : str
        Where the labels already say so.
    part : str
        Tells apart several events of one row.

    Returns
    -------
    bool
        Whether it was recorded.
    """
    where = f"{row}:{row}"
    at = next((readings[name].cell for name in ("province", "district") if name in readings), where)
    province = settle_province(candidates, place, at, harvest)
    date, period = _settle_period(readings.get("date"), place, where, harvest)
    if not (province and period and place.sender.organization):
        return False
    kind = _settle_type(readings.get("activity_type"), activity_type, place, harvest)
    n_events, events_status = _read_count(readings.get("n_events"), place, harvest)
    materials, _ = _read_count(readings.get("materials_n"), place, harvest)
    people = _settle_participants(readings, place, where, harvest)
    event = {
        "activity": place.name_activity(row, part),
        "organization": place.sender.organization,
        "period": period,
        "province": province,
        "district": district,
        "activity_type": kind,
        "activity_class": place.vocabulary.parent_of_code.get(("activity_type", kind), "") or "other",
        "status": _settle_status(readings.get("status"), place.vocabulary),
    }
    own = {
        "date": date,
        # A row of a list that gives no number of events is one event.
        "n_events": 1 if "n_events" not in readings else n_events,
        "participants_total": people["total"],
        "materials_n": materials,
        "value_status": events_status or "reported",
    }
    harvest.activities.append({**event, **own, **place.source(row)})
    harvest.participants.extend(
        {**event, "sex": sex, "age_group": "total", "n": count, "value_status": status, **place.source(row)}
        for sex, (count, status) in sorted(people["by_sex"].items())
    )
    return True
