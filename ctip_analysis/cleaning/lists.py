"""A list (one event a row, one field a column) to records, by the form that its headers mean."""

import pandas as pd

from ctip_analysis.cleaning.events import Reading, record_event
from ctip_analysis.cleaning.harvest import Harvest, Place

__all__ = ["find_form", "map_columns", "record_list"]


def find_form(concepts: set[str], vocabulary) -> str:
    """Give the first form of which each group of columns has one, or an empty text."""
    for code, form in vocabulary.definitions.forms.items():
        if all(concepts.intersection(group) for group in form["recognize"]["one_of_each"]):
            return code
    return ""


def map_columns(headers: dict[int, tuple[str, ...]], vocabulary) -> dict[int, tuple[str, ...]]:
    """Give what each column's header can mean.

    Parameters
    ----------
    headers : dict of int to tuple of str
        A column's number to its header cells from top to bottom.
    """
    return {column: vocabulary.find_columns(labels) for column, labels in headers.items()}


def _assign_fields(concepts: dict[int, tuple[str, ...]], form: dict) -> dict[int, str]:
    """Give each field of the form the first column that means it."""
    fields: dict[int, str] = {}
    for name, entry in form["fields"].items():
        for column in sorted(concepts):
            if column not in fields and set(concepts[column]).intersection(entry["concepts"]):
                fields[column] = name
                break
    return fields


def _find_places(
    readings: dict[str, Reading], sections: tuple[str, ...], vocabulary
) -> tuple[tuple[str, ...], str]:
    """Give the provinces a row can mean and its district; a district tells its province."""
    province, district = readings.get("province"), readings.get("district")
    candidates = (
        vocabulary.find_provinces((province.text,)) if province else vocabulary.find_provinces(sections[-1:])
    )
    town = ""
    for reading in (district, province):
        if reading is not None and not town:
            town = vocabulary.find_district((reading.text,))
    if town and (not candidates or vocabulary.province_of_district[town] in candidates):
        candidates = (vocabulary.province_of_district[town],)
    return candidates, town


def record_list(cells: pd.DataFrame, data_rows, *, place: Place, harvest: Harvest) -> str:
    """Record each row of a list.

    Parameters
    ----------
    cells : pandas.DataFrame
        The cells of one table.
    data_rows : set of int
        Rows that are data; totals are not.
    place : Place
    harvest : Harvest

    Returns
    -------
    str
        The form's code; an empty text, and an issue, where no form fits.
    """
    vocabulary = place.vocabulary
    headers = dict(zip(cells["column"], cells["column_labels"], strict=True))
    concepts = map_columns(headers, vocabulary)
    form = find_form({concept for found in concepts.values() for concept in found}, vocabulary)
    if not form:
        harvest.raise_issue(place, "form_unknown", cell=f"{cells['row'].min()}:{cells['row'].max()}")
        return ""
    fields = _assign_fields(concepts, vocabulary.definitions.forms[form])
    used = cells[cells["column"].isin(fields) & cells["row"].isin(data_rows)]
    for row, group in used.groupby("row"):
        readings = {
            fields[column]: Reading(value, text, status, cell)
            for column, value, text, status, cell in group[
                ["column", "value", "text", "status", "cell"]
            ].itertuples(index=False)
        }
        candidates, district = _find_places(readings, group["sections"].iloc[0], vocabulary)
        record_event(
            readings, candidates=candidates, district=district, row=int(row), place=place, harvest=harvest
        )
    return form
