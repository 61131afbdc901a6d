"""What a map shows before it has a place on paper: units, values, classes, names."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions, describe_unit
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.classing import Classes, class_of, color_of
from ctip_analysis.presenting.geometry import Land
from ctip_analysis.presenting.legends import list_entries, mark_partial
from ctip_analysis.presenting.style import ZERO_COLOR
from ctip_analysis.presenting.wording import format_number

__all__ = ["MapContent", "label_units", "list_drawn", "list_ladder", "list_small_units"]

SHADED = ("reported", "partial")


@dataclass(frozen=True)
class MapContent:
    """The units of a map with their rows (one a unit, in the order of the land) and classes."""

    definitions: Definitions
    indicator: str
    language: str
    land: Land
    rows: pd.DataFrame
    classes: Classes
    is_signed: bool = False
    is_percent: bool = False
    missing_kwds: dict = field(default_factory=dict)

    @cached_property
    def colors(self) -> list[str | None]:
        """The color of each unit that has a number, in the order of the land; None for the others."""
        statuses, values = self.rows["status"].to_numpy(), self.rows["value"].to_numpy(dtype=float)
        shaded = np.isin(statuses.astype(str), SHADED)
        colors = np.full(len(statuses), None, dtype=object)
        colors[shaded] = color_of(self.classes, values[shaded])
        if not self.is_signed:
            colors[(statuses == "zero") | (shaded & (values == 0))] = ZERO_COLOR
        return colors.tolist()


def make_content(definitions, indicator: str, language: str, land, rows, classes, **options) -> MapContent:
    """Bring the rows into the order of the land, or say which units have no shape or no row."""
    lacking = sorted(set(rows["province"]) - set(land.units))
    if lacking:
        raise InputError(
            f"The boundaries have no polygon of {', '.join(lacking)}. They have {', '.join(land.units)}. "
            "Pass boundaries with one polygon a unit of the values."
        )
    ordered = rows.set_index("province").reindex(list(land.units)).rename_axis("province").reset_index()
    return MapContent(definitions, indicator, language, land, ordered, classes, **options)


def list_map_entries(content: MapContent, rows=None) -> list:
    """List the handles of the legend for what is on the map (or on all maps, whose rows are given)."""
    rows = content.rows if rows is None else rows
    shaded = rows[rows["status"].isin(SHADED) & (rows["value"].ne(0) | content.is_signed)]
    nothing = rows[rows["status"].isin(SHADED) & rows["value"].eq(0) & (not content.is_signed)]
    statuses = pd.concat([rows[["status"]], nothing[["status"]].assign(status="zero")])
    return list_entries(
        content.definitions,
        content.classes,
        statuses,
        content.language,
        numbers=list(class_of(content.classes, shaded["value"])),
        missing_kwds=content.missing_kwds,
    )


def list_ladder(content: MapContent, entries) -> tuple[tuple[str, str], ...]:
    """List the plain areas of the legend in their order, zero first, for the check of colours."""
    plain = [
        (entry.get_label(), entry.get_facecolor())
        for entry in entries
        if hasattr(entry, "get_hatch") and not entry.get_hatch()
    ]
    zero = [item for item in plain if _is_color(item[1], ZERO_COLOR)]
    return tuple(zero + [item for item in plain if item not in zero])


def _is_color(color, wanted: str) -> bool:
    from matplotlib.colors import to_hex

    return to_hex(color) == wanted


def list_small_units(content: MapContent) -> list[str]:
    """List the units that are drawn in an inset: those of the pack, as long as the view keeps them apart."""
    cities = content.definitions.settings.get("cities", {}).get("inset", [])
    return [unit for unit in content.land.units if unit in cities]


def label_units(content: MapContent, *, labels: bool = True, value_labels: bool = False) -> dict:
    """Give the lines of each unit's label: its name, and its value on request; the mark of partial reporting."""
    lines = {}
    for row in content.rows.itertuples():
        found = [name_unit(content, row.province)] if labels else []
        if value_labels and row.status in (*SHADED, "zero"):
            found.append(
                format_number(
                    row.value,
                    content.language,
                    decimals=content.classes.decimals,
                    is_signed=content.is_signed,
                )
            )
        if not found and row.status == "partial":
            found = [""]
        if found:
            found[-1] = mark_partial(found[-1], row.status).strip()
        lines[row.province] = tuple(found)
    return lines


def name_unit(content: MapContent, unit: str, *, is_short: bool = True) -> str:
    """Name a province or a district."""
    return name_place(content.definitions, unit, content.language, is_short=is_short)


def name_place(definitions, unit: str, language: str, *, is_short: bool = False) -> str:
    """Name a unit of a view, or a district.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> name_place(load_definitions(), "KG02205000000", "en")
    'Ak-Suu'
    """
    found = definitions.rows["districts"].get((unit,))
    return (
        found[f"name_{language}"] if found else describe_unit(definitions, unit, language, is_short=is_short)
    )


def describe_place(definitions, province: str | None, language: str) -> str:
    """Name a unit, or the country where none is asked for.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> describe_place(load_definitions(), None, "en")
    'Kyrgyz Republic'
    """
    return name_place(definitions, province or definitions.country, language)


def list_drawn(content: MapContent, **codes) -> pd.DataFrame:
    """List what is drawn and nothing more: a row a unit, a number only where it is shown."""
    rows = content.rows
    shown = rows["status"].isin((*SHADED, "zero"))
    return pd.DataFrame(
        {
            **dict.fromkeys(codes),
            "province": rows["province"],
            "period": rows["period"],
            "value": rows["value"].where(shown),
            "status": rows["status"],
        }
    ).assign(**codes)
