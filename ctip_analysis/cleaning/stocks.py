"""Numbers at the beginning and at the end of a period ("open at the start", "residents at the end"), as figures."""

from ctip_analysis.cleaning.blocks import Block, pick, read_texts
from ctip_analysis.cleaning.cases import settle_provinces
from ctip_analysis.cleaning.reading_dates import quarters_of, read_dates
from ctip_analysis.cleaning.reading_numbers import count_cells

__all__ = ["record_caseload", "record_stocks"]


def record_caseload(block: Block) -> list[int]:
    """Add the open cases of periods: at the beginning, new, closed, at the end; give the rows that were recorded."""
    quarters = quarters_of(block, read_dates(block, "period"), "period", is_dated=False)
    provinces = settle_provinces(block)
    kept = [row for row, place in enumerate(block.places) if quarters[row] and place.sender.organization]
    own = block.take(kept)
    categories = read_texts(own, "for_whom")
    record_stocks(own, pick(quarters, kept), pick(provinces, kept), categories=categories)
    return kept


def record_stocks(block: Block, quarters: list[str], provinces: list[str], *, categories: list[str]) -> None:
    """Add the fields of rows that their form calls a stock or a flow, as figures.

    Parameters
    ----------
    block : Block
    quarters, provinces : list of str
        Of each row.
    categories : list of str
        Tell apart several stocks of one place ("women", "children"); empty texts where there is one.
    """
    for name, entry in block.form["fields"].items():
        if "measure" not in entry or name not in block.cells:
            continue
        cells = block.cells[name]
        rows = [row for row, cell in enumerate(cells) if cell is not None]
        counts = pick(count_cells(block, cells), rows)
        about = {
            "organization": block.organizations(),
            "province": provinces,
            "period": quarters,
            "category_of": ["for_whom" if category else "" for category in categories],
            "category": categories,
            **block.sources(),
        }
        block.harvest.add(
            "figures",
            {
                **{column: pick(values, rows) for column, values in about.items()},
                "measure": [entry["measure"]] * len(rows),
                "unit": ["persons"] * len(rows),
                **{column: [""] * len(rows) for column in ("measure_label", "district")},
                **{column: ["total"] * len(rows) for column in ("sex", "age_group", "exploitation")},
                "value": [n for n, _ in counts],
                "status": [status for _, status in counts],
                "source_cell": [cells[row].cell for row in rows],
            },
        )
