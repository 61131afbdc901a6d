"""Numbers at the beginning and at the end of a period ("open at the start", "residents at the end"), as figures."""

from ctip_analysis.cleaning.blocks import Block, pick, read_texts
from ctip_analysis.cleaning.cases import settle_provinces
from ctip_analysis.cleaning.reading_dates import quarters_of, read_dates
from ctip_analysis.cleaning.reading_numbers import count_cells

__all__ = ["record_caseloads", "record_stocks"]


def record_caseloads(block: Block) -> list[int]:
    """Add the open cases of periods: at their beginning, new, closed, at their end; give the rows with any."""
    quarters = quarters_of(block, read_dates(block, "period"), "period", is_dated=False)
    kept = [row for row, place in enumerate(block.places) if quarters[row] and place.sender.organization]
    block = block.take(kept)
    recorded = record_stocks(
        block, pick(quarters, kept), settle_provinces(block), read_texts(block, "for_whom")
    )
    return pick(kept, recorded)


def record_stocks(
    block: Block, quarters: list[str], provinces: list[str], categories: list[str]
) -> list[int]:
    """Add the fields that a form calls a stock or a flow; give the rows with any.

    Parameters
    ----------
    block : Block
    quarters, provinces : list of str
    categories : list of str
        Tells apart several stocks of one place ("women", "children").
    """
    recorded: set[int] = set()
    about = {
        "organization": block.organizations(),
        "period": quarters,
        "province": provinces,
        "category": categories,
        "category_of": ["for_whom" if category else "" for category in categories],
        **block.sources(),
    }
    for name, entry in block.form["fields"].items():
        if "measure" not in entry or name not in block.cells:
            continue
        cells = block.cells[name]
        rows = [row for row, cell in enumerate(cells) if cell is not None]
        counts = count_cells(block, cells)
        block.harvest.add(
            "figures",
            {
                **{column: pick(values, rows) for column, values in about.items()},
                "measure": [entry["measure"]] * len(rows),
                "unit": ["persons"] * len(rows),
                **{whole: ["total"] * len(rows) for whole in ("sex", "age_group", "exploitation")},
                "value": [counts[row][0] for row in rows],
                "status": [counts[row][1] for row in rows],
                "source_cell": [cells[row].cell for row in rows],
            },
        )
        recorded.update(rows)
    return sorted(recorded)
