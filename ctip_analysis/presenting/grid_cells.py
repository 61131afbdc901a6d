"""The cells of a grid of values: which codes, which numbers, which shade or hatch."""

import pandas as pd
from matplotlib.patches import Patch

from ctip_analysis.definitions import describe_code, say
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.classing import color_of, make_classes
from ctip_analysis.presenting.grids import Cell, Grid, mark_cell
from ctip_analysis.presenting.legends import list_entries
from ctip_analysis.presenting.selecting import (
    NUMBERED,
    SHADED,
    list_breakdowns,
    select_place,
)
from ctip_analysis.presenting.style import MARKS, ZERO_COLOR
from ctip_analysis.presenting.wording import (
    decimals_of,
    format_number,
)

__all__ = [
    "codes_of",
    "collect_periods",
    "find_peaks",
    "list_drawn_cells",
    "name_code",
    "require_breakdown",
    "shade_cells",
]


def require_breakdown(request, by: str) -> None:
    known = list_breakdowns(request.checked.values)
    if by not in known:
        raise InputError(f"The values have no breakdown {by!r}. They have {', '.join(known)}.")


def codes_of(request, indicator: str, by: str) -> list[str]:
    """List the codes of a breakdown that an indicator has rows of, in the pack's order."""
    values = request.checked.values
    found = set(values.loc[values["indicator"].eq(indicator), by]) - {"total"}
    listed = request.definitions.codes
    order = [code for code in listed.loc[listed["list"].eq(by), "code"] if code in found]
    return order + sorted(found - set(order))


def name_code(definitions, by: str, code: str, language: str) -> str:
    """Name a code; an organization by its name in the language."""
    organizations = definitions.organizations
    column = f"name_{language}"
    if by == "organization" and column in organizations:
        named = organizations.loc[organizations["organization"].eq(code), column]
        return named.iloc[0] if len(named) and named.iloc[0] else code
    return describe_code(definitions, by, code, language)


def shade_cells(request, indicator: str, cells: pd.DataFrame, rows, columns: dict, **classing) -> tuple:
    """Make the grid of values: shaded by class, hatched where there is no number."""
    definitions, language, decimals = (
        request.definitions,
        request.language,
        decimals_of(request.definitions, indicator),
    )
    shaded = cells["status"].isin(SHADED) & cells["value"].ne(0)
    classes = make_classes(cells.loc[shaded, "value"].tolist(), decimals=decimals, **classing)
    found = {}
    for row in cells.itertuples():
        place = (row.row, row.column)
        if row.status not in NUMBERED or pd.isna(row.value):
            found[place] = mark_cell(row.status)
            continue
        color = ZERO_COLOR if row.value == 0 else color_of(classes, [row.value])[0]
        found[place] = Cell(color, None, format_number(row.value, language, decimals=decimals))
    numbers = [0] if shaded.any() else []
    status = cells["status"].mask(cells["status"].eq("reported") & cells["value"].eq(0), "zero")
    entries = list_entries(definitions, classes, cells.assign(status=status), language, numbers=numbers)
    return Grid(rows=tuple(rows), cells=found, **columns), [e for e in entries if isinstance(e, Patch)]


def find_peaks(request, indicator: str, cells: pd.DataFrame, grid: Grid) -> list[str]:
    """Say which cells have the most of what is shown, and how many have no number and why."""
    definitions, language = request.definitions, request.language
    shown = cells[cells["status"].isin(SHADED) & cells["value"].gt(0)]
    found = []
    if len(shown):
        top = shown[shown["value"].eq(shown["value"].max())]
        named = [f"{grid.rows[row.row]}, {grid.columns[row.column]}" for row in top.itertuples()]
        value = format_number(shown["value"].max(), language, decimals=decimals_of(definitions, indicator))
        found.append(say(definitions, "highest", language, items=f"{'; '.join(named)} ({value})"))
    for status in MARKS:
        count = int(cells["status"].eq(status).sum())
        if count:
            found.append(f"{say(definitions, status, language)}: {format_number(count, language)}")
    return found


def list_drawn_cells(cells: pd.DataFrame, indicator: str) -> pd.DataFrame:
    kept = cells.drop(columns=["row", "column"])
    return kept.assign(indicator=indicator, value=cells["value"].where(cells["status"].isin(NUMBERED)))


def collect_periods(request, indicator, by, periods, province, territory) -> pd.DataFrame:
    """Collect a row a code and period; a code without any number in any of them is left out."""
    found = []
    for code in codes_of(request, indicator, by) if periods else ():
        rows = select_place(
            request.checked,
            province=province,
            territory=territory,
            periods=periods,
            **request.chosen(indicator, **{by: code}),
        )
        rows = rows.set_index("period").reindex(periods).rename_axis("period").reset_index()
        rows = rows.assign(status=rows["status"].fillna("not_applicable"), code=code)
        if rows["status"].ne("not_applicable").any():
            found.append(rows[["code", "period", "value", "status"]])
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()
