"""Totals that a summary sheet states, compared with what the other sheets of its file hold (F08)."""

from dataclasses import dataclass

from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE
from ctip_analysis.cleaning.headings import read_figures
from ctip_analysis.cleaning.tables import Table
from ctip_analysis.definitions import period_within

__all__ = ["check_summaries"]

FIELD_OF = {"col.n_events": "n_events", "col.materials": "materials_n"}


@dataclass(frozen=True)
class Told:
    """What the sheets of a file tell of one activity."""

    province: str
    district: str
    activity_type: str
    period: str
    month: str
    numbers: dict[str, int | None]


def check_summaries(summaries: list[tuple[Table, Place]], harvest: Harvest) -> None:
    """Raise F08 at each cell of a summary whose number differs from the sum of the records that it sums up.

    Parameters
    ----------
    summaries : list of (Table, Place)
        The tables of summary sheets.
    harvest : Harvest
        With the records of all files.
    """
    told = _list_told(harvest, {place.file for _, place in summaries}) if summaries else {}
    for table, place in summaries:
        if not table.cells or place.file not in told:
            continue
        figures = read_figures(table.as_matrix() if table.is_list else table, place)
        # "Total" beside "women" and "men" is of people.
        counted = {PEOPLE, "col.total"} if any(f.column.sex != "total" for f in figures) else {PEOPLE}
        for figure in figures:
            summed = _sum_up(figure, counted, told[place.file], place)
            if summed is not None and figure.number not in (None, summed):
                numbers = {"stated": f"{figure.number:g}", "summed": f"{summed:g}"}
                harvest.raise_issue(place, "F08", case="differs", cell=figure.cell.cell, **numbers)


def _list_told(harvest: Harvest, files: set[str]) -> dict[str, list[Told]]:
    by_sex: dict[tuple[str, str], int] = {}
    for batch in harvest.tables["participants"]:
        for activity, sex, n in zip(batch["activity"], batch["sex"], batch["n"], strict=True):
            by_sex[activity, sex] = by_sex.get((activity, sex), 0) + (n or 0)
    told: dict[str, list[Told]] = {}
    names = (
        "source_file",
        "activity",
        "province",
        "district",
        "activity_type",
        "period",
        "date",
        "date_precision",
    )
    for batch in harvest.tables["activities"]:
        counts = zip(batch["n_events"], batch["materials_n"], batch["participants_total"], strict=True)
        rows = zip(*(batch[name] for name in names), counts, strict=True)
        for file, activity, province, district, kind, period, date, precision, own in rows:
            if file not in files:
                continue
            numbers = dict(zip(("n_events", "materials_n", "total"), own, strict=True))
            numbers |= {sex: by_sex.get((activity, sex), 0) for sex in ("female", "male", "unknown")}
            month = date[:7] if precision in ("day", "month") else ""
            told.setdefault(file, []).append(Told(province, district, kind, period, month, numbers))
    return told


def _sum_up(figure: Figure, counted: set[str], told: list[Told], place: Place) -> int | None:
    """Give the sum that a cell states, where it is known what it counts and every number is known."""
    column, meaning = figure.column, figure.meaning
    field = next((FIELD_OF[concept] for concept in column.concepts if concept in FIELD_OF), "")
    if not field and counted & set(column.concepts):
        field = "total" if column.sex == "total" else column.sex
    if not field or column.age != "total" or column.group != "total":
        return None
    kind = meaning.codes.get("activity_type", "")
    numbers = [
        own.numbers.get(field)
        for own in told
        if (not kind or own.activity_type == kind)
        and (not meaning.provinces or own.province in meaning.provinces)
        and (not meaning.district or own.district == meaning.district)
        and _is_within(own, meaning.period, place.sender.period)
    ]
    return None if None in numbers or not numbers else sum(numbers)


def _is_within(own: Told, period: str, reported: str) -> bool:
    if period in ("", reported):
        return True
    return (
        own.month == period if len(period) == 7 else period in (own.period, period_within(own.period, "half"))
    )
