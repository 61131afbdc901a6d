"""Numbers at the beginning and at the end of a period ("open at the start", "residents at the end"), as figures."""

from ctip_analysis.cleaning.cases import settle_case_province
from ctip_analysis.cleaning.reading_cells import Row, quarter_of

__all__ = ["record_caseload", "record_stocks"]


def record_caseload(row: Row) -> bool:
    """Add the open cases of a period: at its beginning, new, closed, at its end."""
    quarter = quarter_of(row, row.date("period"), "period", is_dated=False)
    if not (quarter and row.place.sender.organization):
        return False
    return record_stocks(row, quarter, settle_case_province(row), category=row.text("for_whom"))


def record_stocks(row: Row, quarter: str, province: str, *, category: str = "") -> bool:
    """Add the fields of a row that its form calls a stock or a flow; whether there was any.

    Parameters
    ----------
    row : Row
    quarter, province : str
    category : str
        Tells apart several stocks of one place ("women", "children").
    """
    place, added = row.place, False
    for name, entry in row.form["fields"].items():
        if "measure" not in entry or name not in row.cells:
            continue
        value, status = row.count(name)
        row.harvest.tables["figures"].append(
            {
                "organization": place.sender.organization,
                "measure": entry["measure"],
                "measure_label": "",
                "unit": "persons",
                "province": province,
                "district": "",
                "period": quarter,
                "sex": "total",
                "age_group": "total",
                "exploitation": "total",
                "category_of": "for_whom" if category else "",
                "category": category,
                "value": value,
                "status": status,
                "source_cell": row.cells[name].cell,
                **place.source(row.number),
            }
        )
        added = True
    return added
