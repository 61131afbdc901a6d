"""Counts of a half-year or a year: no quarter can take them, so they are kept as figures of their own period."""

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.reading_numbers import read_count

__all__ = ["MEASURE_OF_FIELD", "record_longer"]

#: The measure as which a field of a matrix is kept, and its unit; people are attendances.
MEASURE_OF_FIELD = {
    "n_events": ("events", "count"),
    "materials_n": ("materials", "count"),
    "calls_total": ("calls", "count"),
    "calls_relevant": ("calls_relevant", "count"),
    "referred_n": ("referred", "count"),
}
ATTENDANCES = ("attendances", "attendances")


def record_longer(settled: list[tuple], category_of: str, place: Place, harvest: Harvest) -> None:
    """Add the cells of groups as figures, each with its place, period, kind, sex and age.

    Parameters
    ----------
    settled : list of (Key, Group, str)
        Groups with their province.
    category_of : str
        What their kinds are: "activity_type" or "topic".
    place, harvest
    """
    rows: dict[str, list] = {}
    for key, group, province in settled:
        about = {
            "organization": place.sender.organization,
            "measure_label": "",
            "province": province,
            "district": key.district,
            "period": key.period,
            "exploitation": "total",
            "category_of": category_of if key.kind else "",
            "category": key.kind,
            "source_file": place.file,
            "source_sheet": place.sheet,
            "order": place.order,
        }
        cells = [
            *((MEASURE_OF_FIELD[name], ("total", "total"), cell) for name, cell in group.cells.items()),
            *((ATTENDANCES, (sex, age), cell) for (sex, age, _), cell in group.people.items()),
        ]
        for (measure, unit), (sex, age), cell in cells:
            value, status = read_count(cell, place, harvest)
            own = {"measure": measure, "unit": unit, "sex": sex, "age_group": age, "value": value}
            own |= {"status": status, "source_row": cell.row, "source_cell": cell.cell}
            for name, said in (about | own).items():
                rows.setdefault(name, []).append(said)
    if rows:
        harvest.add("figures", rows)
