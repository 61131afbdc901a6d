"""Numbers at the beginning and at the end of a period ("open at the start", "residents at the end"), as figures."""

from ctip_analysis.cleaning.blocks import Block, pick, read_texts
from ctip_analysis.cleaning.cases import settle_provinces
from ctip_analysis.cleaning.reading_dates import quarters_of, read_dates
from ctip_analysis.cleaning.reading_numbers import count_cells
from ctip_analysis.definitions import period_bounds

__all__ = ["keep_latest", "list_starts", "record_caseloads", "record_stocks"]


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


def list_starts(block: Block, dates: list) -> list[str]:
    """Give the first day of which each row tells: its own, else its report's; an empty text where none is known.

    Parameters
    ----------
    block : Block
    dates : list of Dates or None
        What the columns of dates say.
    """
    periods = [place.sender.period for place in block.places]
    return [
        own.start if own else period_bounds(period)[0].isoformat() if period else ""
        for own, period in zip(dates, periods, strict=True)
    ]


def keep_latest(counts: list[int | None], stands: list[tuple], starts: list[str]) -> list[int | None]:
    """Give the counts of a stock without those that a later row of the same quarter and place replaces.

    Parameters
    ----------
    counts : list of int or None
    stands : list of tuple
        Quarter, place and whatever else tells one stock from another.
    starts : list of str
        The first day of each row.

    Examples
    --------
    >>> keep_latest([10, 12, 8], ["a", "a", "b"], ["2019-04-01", "2019-05-01", "2019-04-01"])
    [None, 12, 8]
    """
    latest: dict[tuple, str] = {}
    for count, stand, start in zip(counts, stands, starts, strict=True):
        if count is not None:
            latest[stand] = max(latest.get(stand, ""), start)
    return [
        count if count is not None and latest[stand] == start else None
        for count, stand, start in zip(counts, stands, starts, strict=True)
    ]
