"""Load the boundaries of a pack, or a user's own, as one polygon a unit, or say which units are at fault."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ctip_analysis.definitions.territory import unit_of_province
from ctip_analysis.errors import InputError

__all__ = ["load_boundaries", "read_shapes"]

#: Columns of a user's file that may hold the code of a unit, each with the column of the pack it is matched to.
PROVINCE_KEYS = {
    "province": ("province", "iso", "ISO", "iso_3166_2"),
    "pcode": ("pcode", "ADM1_PCODE", "adm1_pcode", "admin1Pcode", "id"),
    "soate": ("soate", "SOATE", "Adm1_Code"),
}
DISTRICT_KEYS = {
    "district": ("district", "pcode", "ADM2_PCODE", "adm2_pcode", "admin2Pcode", "id"),
    "soate": ("soate", "SOATE", "Adm2_Code"),
}


@dataclass(frozen=True)
class Match:
    """How the rows of a file meet the units of a pack by one column."""

    column: str
    codes: pd.Series
    strange: tuple[str, ...]
    doubled: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def faults(self) -> int:
        """The number of units at fault."""
        return len(self.strange) + len(self.doubled) + len(self.lacking)


def read_shapes(source, what: str):
    """Read a file of shapes, or take those that are handed over, in degrees.

    Parameters
    ----------
    source : path-like or GeoDataFrame
    what : str
        What they are, for the message.

    Returns
    -------
    geopandas.GeoDataFrame
        In EPSG:4326.

    Raises
    ------
    InputError
        If the file cannot be read, or has no coordinate reference system, or a shape is empty.
    """
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    name = f"{what} {Path(source).name}" if not hasattr(source, "geometry") else what
    try:
        shapes = source if hasattr(source, "geometry") else gpd.read_file(Path(source))
    except DataSourceError as error:
        raise InputError(
            f"The {name} cannot be read. Expected a GeoJSON, GeoPackage or shapefile."
        ) from error
    if not hasattr(shapes, "geometry"):
        raise InputError(f"The {name} hold no shapes. Expected a file of polygons.")
    if shapes.crs is None:
        raise InputError(
            f"The {name} have no coordinate reference system. Add the .prj file, or say it: shapes.set_crs(4326)."
        )
    return shapes.to_crs(4326)


def _normalize(codes: pd.Series) -> pd.Series:
    """Write codes alike: a number of a shapefile has decimals, a SOATE may lack its last zeros."""
    texts = codes.astype(str).str.strip().str.replace(r"\.0$", "", regex=True)
    return texts.where(~texts.str.fullmatch(r"\d+"), texts.str.rstrip("0"))


def _list_matches(shapes, units: pd.DataFrame, own: str, keys: dict) -> list[Match]:
    """Match by every column that could hold the codes of the units."""
    every, matches = list(units[own]), []
    for target, columns in keys.items():
        if target not in units:
            continue
        unit_of = dict(zip(_normalize(units[target]), every, strict=True))
        for column in columns:
            if column not in shapes:
                continue
            codes = _normalize(shapes[column]).map(unit_of)
            found = codes.dropna()
            matches.append(
                Match(
                    column,
                    codes,
                    tuple(sorted(set(shapes.loc[codes.isna(), column].astype(str)))),
                    tuple(sorted(set(found[found.duplicated()]))),
                    tuple(sorted(set(every) - set(found))),
                )
            )
    return matches


def _explain(match: Match) -> str:
    """Say which units a match lacks, has twice or does not know."""
    parts = {"lack": match.lacking, "double": match.doubled, "have the unknown": match.strange}
    return "; ".join(f"they {verb} {', '.join(units)}" for verb, units in parts.items() if units)


def _match_shapes(shapes, definitions, name: str) -> tuple[Match, bool]:
    """Find the column by which the shapes are the provinces, or the districts, of the pack."""
    provinces = _list_matches(shapes, definitions.provinces, "province", PROVINCE_KEYS)
    districts = _list_matches(shapes, definitions.districts, "district", DISTRICT_KEYS)
    every = [(match, False) for match in provinces] + [(match, True) for match in districts]
    if not every:
        expected = [
            column for keys in (PROVINCE_KEYS, DISTRICT_KEYS) for part in keys.values() for column in part
        ]
        held = ", ".join(map(str, shapes.columns.drop("geometry", errors="ignore")))
        raise InputError(
            f"The boundaries{name} have no column of codes. Expected one of {', '.join(dict.fromkeys(expected))}; "
            f"they have {held}."
        )
    best, are_districts = min(every, key=lambda item: item[0].faults)
    if best.faults:
        raise InputError(
            f"The boundaries{name} are not those of the pack (by the column {best.column!r}): {_explain(best)}. "
            f"Expected each of {', '.join(definitions.provinces['province'])}, or each district, once."
        )
    return best, are_districts


def _require_polygons(shapes, codes, name: str) -> None:
    """Refuse shapes that are no areas."""
    are_areas = shapes.geom_type.isin(("Polygon", "MultiPolygon", "GeometryCollection"))
    if not are_areas.all():
        units = ", ".join(sorted(set(codes[~are_areas])))
        raise InputError(
            f"The boundaries{name} have no polygon of {units}: points or lines cannot be shaded."
        )


def _require_near(shapes, definitions, name: str) -> None:
    """Refuse shapes that lie elsewhere than the country: of another one, or in another system than they say."""
    provinces = definitions.provinces
    west, south, east, north = shapes.total_bounds
    longitude, latitude = (provinces[f"label_{axis}"].astype(float) for axis in ("longitude", "latitude"))
    if not (longitude.between(west, east) & latitude.between(south, north)).any():
        units = ", ".join(provinces["province"])
        raise InputError(
            f"The boundaries{name} lie elsewhere: none of {units} is between {west:.1f} and {east:.1f} degrees of "
            f"longitude, {south:.1f} and {north:.1f} of latitude. Check their coordinate reference system."
        )


def load_boundaries(definitions, *, territory: str | None = None, path=None, level: str = "province"):
    """Load the polygons of a view.

    Parameters
    ----------
    definitions : Definitions
    territory : str, optional
        A view of the pack ("9", "8", "7"), its first when not given: provinces that it merges are dissolved into one polygon.
    path : path-like or GeoDataFrame, optional
        A user's own boundaries, of provinces or of districts; the pack's own when not given. Matched by ISO 3166-2,
        P-code or SOATE.
    level : {"province", "district"}
        ``"district"`` gives a polygon a district, whatever the view; the boundaries must be of districts then.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns province (or district code), is_schematic, geometry (EPSG:4326); one row a unit, in the order of the
        codes.

    Raises
    ------
    InputError
        If the boundaries cannot be read, have no coordinate reference system, or lack, double or do not know a unit,
        have no polygon of it, or lie elsewhere; the message names the units.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_boundaries, load_definitions
    >>> load_boundaries(load_definitions(), territory="7")["province"].tolist()
    ['KG-B', 'KG-C', 'KG-J', 'KG-N', 'KG-O', 'KG-T', 'KG-Y']
    """
    import geopandas as gpd
    import shapely

    source = path if path is not None else definitions.boundaries_path
    shapes = read_shapes(source, "boundaries")
    name = "" if hasattr(source, "geometry") else f" {Path(source).name}"
    match, are_districts = _match_shapes(shapes, definitions, name)
    empty = sorted(match.codes[shapes.geometry.isna() | shapes.geometry.is_empty])
    if empty:
        raise InputError(f"The boundaries{name} have no shape of {', '.join(empty)}.")
    _require_polygons(shapes, match.codes, name)
    _require_near(shapes, definitions, name)
    units = match.codes
    if level == "district" and not are_districts:
        raise InputError(f"The boundaries{name} are of provinces. The values are of districts: pass theirs.")
    if level == "province":
        if are_districts:
            units = units.map(
                dict(zip(definitions.districts["district"], definitions.districts["province"], strict=True))
            )
        units = units.map(unit_of_province(definitions, territory or next(iter(definitions.views))))
    frame = gpd.GeoDataFrame(
        {
            "province": units,
            "is_schematic": shapes["schematic"].astype(bool) if "schematic" in shapes else False,
        },
        geometry=shapely.make_valid(shapes.geometry.to_numpy()),
        crs=4326,
    )
    return frame.dissolve("province", aggfunc={"is_schematic": "all"}).reset_index()[
        ["province", "is_schematic", "geometry"]
    ]
