"""The land of a map: one shape a unit in kilometres, lakes, label points, from the pack or a user's own file."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely

from ctip_analysis.definitions import load_boundaries, say, unit_of_province
from ctip_analysis.definitions.boundaries import read_shapes
from ctip_analysis.errors import InputError

__all__ = ["Land", "find_anchors", "load_land", "paths_of"]


@dataclass(frozen=True)
class Land:
    """The shapes of the units of a map, in kilometres of an equal-area projection centred on the country.

    Attributes
    ----------
    units : tuple of str
    shapes : tuple of shapely geometries
        In the order of the units.
    lakes : tuple of shapely geometries
    longitude, latitude : float
        The centre of the projection.
    source : str
        The file's name, or the empty text for the boundaries of the pack.
    fingerprint : str
        Tells these boundaries from others: 16 digits of a SHA-256.
    """

    units: tuple[str, ...]
    shapes: tuple
    lakes: tuple
    longitude: float
    latitude: float
    source: str
    fingerprint: str


def _project(geometries, longitude: float, latitude: float):
    from pyproj import Transformer

    target = f"+proj=laea +lat_0={latitude} +lon_0={longitude} +datum=WGS84 +units=km"
    transformer = Transformer.from_crs(4326, target, always_xy=True)

    def move(coordinates):
        return np.column_stack(transformer.transform(coordinates[:, 0], coordinates[:, 1]))

    return shapely.transform(np.asarray(geometries, dtype=object), move)


@lru_cache(maxsize=64)
def _project_points(points: tuple, longitude: float, latitude: float) -> tuple:
    moved = _project([shapely.Point(point) for point in points], longitude, latitude)
    return tuple((point.x, point.y) for point in moved)


def _read_lakes(lakes) -> list:
    return [] if lakes is None else list(read_shapes(lakes, "lakes").geometry)


def fingerprint_boundaries(definitions, boundaries=None) -> str:
    """Tell boundaries from others: the pack's own, a file's, or those of a frame.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> len(fingerprint_boundaries(load_definitions()))
    16
    """
    if hasattr(boundaries, "geometry"):
        content = b"".join(shapely.to_wkb(boundaries.geometry.to_numpy()))
    else:
        path = Path(boundaries or definitions.boundaries_path)
        # A shapefile may lie packed in an archive or a folder: of a folder the names alone are told apart.
        content = path.read_bytes() if path.is_file() else str(path.name).encode()
    return hashlib.sha256(content).hexdigest()[:16]


def _make_land(frame, lakes, source: str, fingerprint: str) -> Land:
    west, south, east, north = frame.total_bounds
    longitude, latitude = round((west + east) / 2, 1), round((south + north) / 2, 1)
    shapes = _project(frame.geometry.to_numpy(), longitude, latitude)
    water = tuple(_project(lakes, longitude, latitude)) if lakes else ()
    return Land(tuple(frame["province"]), tuple(shapes), water, longitude, latitude, source, fingerprint)


@lru_cache(maxsize=16)
def _load_cached(
    loader, territory: str, level: str, path: str, stamp: tuple, lakes_path: str, lakes_stamp: tuple
) -> Land:
    frame = load_boundaries(loader.definitions, territory=territory, path=path or None, level=level)
    fingerprint = fingerprint_boundaries(loader.definitions, path or None)
    return _make_land(frame, _read_lakes(lakes_path or None), Path(path).name if path else "", fingerprint)


@dataclass(frozen=True, eq=False)
class _Loader:
    """Carries a pack into the cache; two are equal where what decides the shapes is equal."""

    definitions: object
    key: tuple

    def __eq__(self, other) -> bool:
        return self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def _stamp(path) -> tuple:
    """Tell one version of a file from another, so that a cache never outlives it."""
    if not path or not Path(path).is_file():
        return ()
    facts = Path(path).stat()
    return facts.st_mtime_ns, facts.st_size


def load_land(
    definitions, *, territory: str | None = None, boundaries=None, lakes=None, level="province"
) -> Land:
    """Load the shapes of a view.

    Parameters
    ----------
    definitions : Definitions
    territory : str, optional
        A view of the pack; its first when not given.
    boundaries : path-like or GeoDataFrame, optional
        A user's own, matched by ISO 3166-2, P-code or SOATE; the pack's own when not given.
    lakes : path-like or GeoDataFrame, optional
        The pack's own, where it has them and the boundaries are its own too.
    level : {"province", "district"}
        What the values are of.

    Returns
    -------
    Land

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> land = load_land(load_definitions(), territory="7")
    >>> len(land.units), round(sum(shape.area for shape in land.shapes), -4)
    (7, 200000.0)
    """
    own, territory = definitions.boundaries_path, territory or next(iter(definitions.views))
    for given in (boundaries, lakes):
        _require_shapes(given)
    if boundaries is None and lakes is None and "lakes" in definitions.settings["boundaries"]:
        lakes = definitions.folder / definitions.settings["boundaries"]["lakes"]
    if hasattr(boundaries, "geometry") or hasattr(lakes, "geometry"):
        frame = load_boundaries(definitions, territory=territory, path=boundaries, level=level)
        name = Path(boundaries).name if isinstance(boundaries, str | Path) else ""
        fingerprint = fingerprint_boundaries(definitions, boundaries)
        return _make_land(frame, _read_lakes(lakes), say_frame_source(boundaries) or name, fingerprint)
    units = tuple(map(tuple, unit_of_province(definitions, territory).items()))
    loader = _Loader(definitions, (str(own), _stamp(own), units, tuple(definitions.districts["district"])))
    path, water = ("" if given is None else str(given) for given in (boundaries, lakes))
    return _load_cached(loader, territory, level, path, _stamp(path), water, _stamp(water))


def _require_shapes(given) -> None:
    """Refuse what is neither a path nor a frame of shapes."""
    if given is not None and not isinstance(given, str | Path) and not hasattr(given, "geometry"):
        raise InputError(
            f"Boundaries and lakes are a path or a GeoDataFrame, and this is a {type(given).__name__}."
        )


def say_frame_source(frame) -> str:
    """Name the source of polygons that are handed over; nothing for the pack's own."""
    if not hasattr(frame, "geometry"):
        return ""
    return str(frame["source"].iloc[0]) if "source" in frame else type(frame).__name__


def describe_source(definitions, land: Land, language: str) -> str:
    """Give the source line of the boundaries of a map."""
    if land.source:
        source = say(definitions, "boundaries_file", language, name=land.source)
    else:
        source = definitions.settings["boundaries"].get(
            f"source_{language}", definitions.boundaries_path.name
        )
    return say(definitions, "boundaries_source", language, source=source)


def find_anchors(definitions, land: Land) -> dict[str, tuple[float, float]]:
    """Find where each unit's label would stand: the pack's label point where it lies inside the shape.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> definitions = load_definitions()
    >>> sorted(find_anchors(definitions, load_land(definitions)))[:2]
    ['KG-B', 'KG-C']
    """
    provinces = definitions.provinces
    points = tuple(
        zip(
            provinces["label_longitude"].astype(float), provinces["label_latitude"].astype(float), strict=True
        )
    )
    given = dict(
        zip(provinces["province"], _project_points(points, land.longitude, land.latitude), strict=True)
    )
    anchors = {}
    for unit, shape in zip(land.units, land.shapes, strict=True):
        x, y = given.get(unit, (np.nan, np.nan))
        if not shapely.contains_xy(shape, x, y):
            x, y = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
        anchors[unit] = (float(x), float(y))
    return anchors


def paths_of(shapes) -> list:
    """Turn shapes into matplotlib paths, holes and islands included.

    Examples
    --------
    >>> len(paths_of([shapely.box(0, 0, 1, 1)])[0].vertices)
    5
    """
    from matplotlib.path import Path as MatplotlibPath

    paths = []
    for shape in shapes:
        rings = shapely.get_rings(shapely.get_parts(shape))
        pieces = [MatplotlibPath(shapely.get_coordinates(ring), closed=True) for ring in rings]
        paths.append(MatplotlibPath.make_compound_path(*pieces))
    return paths
