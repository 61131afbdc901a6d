"""Load the boundaries of a pack, or a user's own file, as one polygon a unit."""

from pathlib import Path

from ctip_analysis.definitions.territory import unit_of_province
from ctip_analysis.errors import InputError

__all__ = ["load_boundaries"]

PROVINCE_COLUMNS = ("province", "iso", "ISO", "iso_3166_2")
PCODE_COLUMNS = ("pcode", "ADM1_PCODE", "adm1_pcode", "admin1Pcode")
SOATE_COLUMNS = ("soate", "Adm1_Code")


def _find_codes(shapes, definitions):
    """Match the shapes to provinces by the first column whose every code the pack knows."""
    provinces = definitions.provinces
    own = provinces["province"]
    keys = [(PROVINCE_COLUMNS, own), (PCODE_COLUMNS, provinces["pcode"]), (SOATE_COLUMNS, provinces["soate"])]
    for columns, codes in keys:
        province_of = dict(zip(codes, own, strict=True))
        for column in columns:
            if column in shapes and shapes[column].astype(str).isin(province_of).all():
                return shapes[column].astype(str).map(province_of)
    return None


def load_boundaries(definitions, *, territory: str = "9", path=None):
    """Load the polygons of a view.

    Parameters
    ----------
    definitions : Definitions
    territory : {"9", "8", "7"}
        Provinces that a view merges are dissolved into one polygon.
    path : path-like, optional
        A user's own boundary file; the pack's own when not given. Matched by ISO 3166-2, P-code or SOATE.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns province, is_schematic, geometry (EPSG:4326); one row a unit, in the order of the codes.

    Raises
    ------
    InputError
        If the file cannot be read or its units are not those of the pack.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_boundaries, load_definitions
    >>> load_boundaries(load_definitions(), territory="7")["province"].tolist()
    ['KG-B', 'KG-C', 'KG-J', 'KG-N', 'KG-O', 'KG-T', 'KG-Y']
    """
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    source = Path(path) if path is not None else definitions.boundaries_path
    try:
        shapes = gpd.read_file(source)
    except DataSourceError as error:
        raise InputError(
            f"The boundaries {source.name} cannot be read. Expected a GeoJSON, GeoPackage or shapefile."
        ) from error
    codes = _find_codes(shapes, definitions)
    if codes is None or set(codes) != set(definitions.provinces["province"]):
        raise InputError(
            f"The boundaries {source.name} do not match the pack's {len(definitions.provinces)} provinces. Expected "
            f"each once, by one of the columns {', '.join(PROVINCE_COLUMNS + PCODE_COLUMNS + SOATE_COLUMNS)}."
        )
    schematic = shapes["schematic"].astype(bool) if "schematic" in shapes else False
    frame = gpd.GeoDataFrame(
        {"province": codes.map(unit_of_province(definitions, territory)), "is_schematic": schematic},
        geometry=shapes.geometry.to_numpy(),
        crs=shapes.crs or 4326,
    ).to_crs(4326)
    return frame.dissolve("province", aggfunc={"is_schematic": "all"}).reset_index()[
        ["province", "is_schematic", "geometry"]
    ]
