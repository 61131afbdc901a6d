"""Values of official statistics: one figure a cell, each with its own status, never added to anything else."""

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions, apply_filter, parse_breakdowns, units_parts
from ctip_analysis.indicators.blocks import Block, Texts, block_of_frame
from ctip_analysis.indicators.statuses import STATUSES

__all__ = ["compute_official"]

BREAKDOWNS = ("sex", "age_group", "exploitation")


def _one_figure_a_cell(figures: pd.DataFrame) -> pd.DataFrame:
    """Keep one figure for each combination: of the same figure in two files, that of the file that sorts last."""
    keys = ["province", "period", *BREAKDOWNS]
    return figures.drop_duplicates(keys, keep="last").set_index(keys)[["value", "status"]]


def _read_status(row: pd.DataFrame) -> pd.Series:
    """Read the status of each figure: reported, zero, or not reported."""
    status = pd.Series("not_reported", index=row.index, dtype=object)
    has_number = row["status"].isin(["reported", "estimated", "nil"]) & row["value"].notna()
    status[has_number] = "reported"
    status[has_number & row["value"].eq(0)] = "zero"
    return status


def _doubt_empty_breakdowns(row: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    """Take a year whose every category is a dash, under a total above zero, as not broken down: dashes there
    cannot mean "none", for the persons of the total are in some category."""
    keys = ["unit", "period"]
    total = row[row[breakdown].eq("total")].set_index(keys)["value"]
    parts = row[row[breakdown].ne("total")]
    sums = parts.groupby(keys)["value"].sum(min_count=1)
    empty = sums.index[sums.eq(0) & total.reindex(sums.index).gt(0)]
    doubtful = row[breakdown].ne("total") & row.set_index(keys).index.isin(empty)
    row.loc[doubtful, "value"] = float("nan")
    row.loc[doubtful, "status"] = "not_reported"
    return row


def _compute_breakdown(cells, provinces, periods, breakdown: str) -> pd.DataFrame:
    """Lay the figures of one breakdown out over all provinces, periods and codes."""
    others = [name for name in BREAKDOWNS if name != breakdown]
    found = cells.reset_index()
    found = found[found[others].eq("total").all(axis=1)]
    codes = sorted(found[breakdown].unique()) if breakdown else ["total"]
    if breakdown:
        provinces = sorted(found.loc[found[breakdown].ne("total"), "province"].unique())
    else:
        found = found[found[list(BREAKDOWNS)].eq("total").all(axis=1)].assign(none="total")
    column = breakdown or "none"
    grid = pd.MultiIndex.from_product([provinces, periods, codes], names=["province", "period", column])
    row = found.set_index(["province", "period", column])[["value", "status"]].reindex(grid).reset_index()
    row["value"] = row["value"].astype(float)
    row["status"] = _read_status(row)
    row.loc[row["status"].eq("not_reported"), "value"] = float("nan")
    row = row.rename(columns={"province": "unit"})
    if not breakdown:
        return row.drop(columns="none")
    row = _doubt_empty_breakdowns(row, breakdown)
    return row[row[breakdown].ne("total")]


def _merge_units(row: pd.DataFrame, definitions: Definitions, territory: str) -> pd.DataFrame:
    """Add up the provinces that a view merges; a unit of which a part is silent is partial."""
    merged = []
    for unit, parts in units_parts(definitions, territory).items():
        own = row[row["unit"].isin(parts)].groupby("period")
        sums = own["value"].sum(min_count=1)
        known = own["value"].count()
        status = pd.Series("reported", index=sums.index, dtype=object)
        status[sums.eq(0)] = "zero"
        status[known.lt(len(parts))] = "partial"
        status[known.eq(0)] = "not_reported"
        merged.append(pd.DataFrame({"unit": unit, "value": sums, "status": status}).reset_index())
    return pd.concat(merged, ignore_index=True)


def _make_block(row: pd.DataFrame, columns: tuple[str, ...]) -> Block:
    """Put figures into a block; who reports is the publisher."""
    is_silent = row["status"].eq("not_reported")
    numbers = {
        "value": row["value"],
        "numerator": row["value"],
        "denominator": float("nan"),
        "organizations_reporting": (~is_silent).astype(int),
        "organizations_expected": 1,
    }
    own = row.rename(columns={"unit": "province"}).assign(**numbers)
    texts = ["territory", "province", "period", *columns]
    status = np.array([STATUSES.index(code) for code in row["status"]], dtype=np.int64)
    block = block_of_frame(own[[*texts, *numbers]], columns, numbers)
    return block.with_columns({"status": Texts(status, STATUSES)})


def compute_official(figures: pd.DataFrame, indicator: dict, definitions: Definitions) -> list[Block]:
    """Compute an indicator from published figures.

    Parameters
    ----------
    figures : pandas.DataFrame
        The records of that name.
    indicator : dict
        A row of the pack's indicators.
    definitions : Definitions

    Returns
    -------
    list of Block
        As `compute_reported`; who reports is the publisher alone.
    """
    kept = apply_filter(figures, indicator["filter"])
    kept = kept[kept["category"].eq("") & kept["province"].ne("") & kept["period"].ne("")]
    if kept.empty:
        return []
    cells = _one_figure_a_cell(kept)
    provinces = sorted({*definitions.provinces["province"], definitions.country})
    periods = sorted(kept["period"].unique())
    whole = _compute_breakdown(cells, provinces, periods, "")
    first, *merged = definitions.views
    rows = [whole.assign(territory=first)]
    rows += [_merge_units(whole, definitions, view).assign(territory=view) for view in merged]
    blocks = [_make_block(pd.concat(rows, ignore_index=True), ())]
    for breakdown in parse_breakdowns(indicator["breakdowns"]):
        (name,) = breakdown.columns
        row = _compute_breakdown(cells, provinces, periods, name).assign(territory=first)
        if len(row):
            blocks.append(_make_block(row, (name,)))
    return blocks
