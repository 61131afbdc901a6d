"""Load a country pack whole, or say everything that is wrong with it in one message."""

import tomllib
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from ctip_analysis.definitions.checks import find_faults
from ctip_analysis.definitions.matching import Matcher, build_matcher
from ctip_analysis.definitions.spelled_places import PlaceFinder, build_place_finder
from ctip_analysis.definitions.stems import StemMatcher, build_stem_matcher
from ctip_analysis.definitions.tables import find_cell_faults, list_records, read_table
from ctip_analysis.errors import DefinitionsError

__all__ = ["DEFAULT_PACK", "Definitions", "load_definitions"]

DEFAULT_PACK = Path(__file__).parent / "kyrgyzstan"

COLUMNS = {
    "provinces": ("province", "pcode", "soate", "kind", "label_longitude", "label_latitude"),
    "districts": ("district", "province", "kind"),
    "glossary": ("concept", "language", "variant", "sure"),
    "stems": ("concept", "words", "unless"),
    "codes": ("list", "code", "parent", "order", "range", "concept"),
    "measures": ("measure", "unit", "is_additive", "source"),
    "indicators": (
        "indicator",
        "unit",
        "pillar",
        "tier",
        "level",
        "source",
        "kind",
        "table",
        "filter",
        "aggregate",
        "measure",
        "deduplicate_on",
        "numerator",
        "denominator",
        "denominator_measure",
        "multiplier",
        "decimals",
        "date",
        "moment",
        "window_days",
        "period",
        "views",
        "breakdowns",
        "direction",
        "interval",
        "protection",
        "people",
        "subject",
    ),
    "organizations": (
        "organization",
        "aliases",
        "provinces",
        "expected_from",
        "expected_to",
        "forms",
        "is_synthetic",
    ),
    "population": ("province", "year", "sex", "age_group", "population", "version", "source"),
    "published": ("indicator", "period", "province", "value", "source", "note"),
    "targets": ("indicator", "year", "province", "target", "baseline", "baseline_year", "source"),
    "rules": ("rule", "case", "severity", "threshold"),
    "words": ("word",),
}
NAMED = {
    "provinces": ("name", "short"),
    "districts": ("name",),
    "codes": ("name",),
    "measures": ("name",),
    "indicators": ("name", "definition", "caveat"),
    "organizations": ("name",),
    "rules": ("message", "suggestion"),
    "words": ("",),
}
KEYS = {
    "words": ("word",),
    "codes": ("list", "code"),
    "provinces": ("province",),
    "districts": ("district",),
    "indicators": ("indicator",),
    "rules": ("rule", "case"),
}
#: Tables that a pack may do without, and columns that a table may lack: they are then empty.
OPTIONAL_TABLES = ("published", "targets", "stems")
OPTIONAL_COLUMNS = {"population": ("series",)}
#: What holds where ``pack.toml`` is silent.
DEFAULT_SETTINGS = {
    "plan": {"from": "", "to": ""},
    "values": {"periods": ["quarter", "half", "year"], "first_breakdowns": []},
    "reporting": {"due_days": 10, "due": {}},
    "targets": {"green_percent": 90, "amber_percent": 70},
    "plausibility": {"published_factor": 3},
}
EXCEL_MAY_DATE = {
    "codes": ("code", "range"),
    "glossary": ("variant",),
    "provinces": ("province", "pcode", "soate"),
}


@dataclass(frozen=True, repr=False)
class Definitions:
    """A country pack, checked; every table is a frame of texts with the columns of its CSV.

    Attributes
    ----------
    folder : pathlib.Path
    country : str
        The code of the whole country ("KG").
    languages : tuple of str
    views : dict of str to str
        Territory view ("9", "8", "7") to the column of ``provinces`` that holds its units.
    settings : dict
        ``pack.toml`` as read.
    forms : dict of str to dict
        A form's code to its TOML.
    provinces, districts, glossary, stems, codes, measures, indicators, organizations, population,
    published, targets, rules, words : DataFrame
    """

    folder: Path
    country: str
    languages: tuple[str, ...]
    views: dict[str, str]
    settings: dict
    forms: dict[str, dict]
    provinces: pd.DataFrame
    districts: pd.DataFrame
    glossary: pd.DataFrame
    stems: pd.DataFrame
    codes: pd.DataFrame
    measures: pd.DataFrame
    indicators: pd.DataFrame
    organizations: pd.DataFrame
    population: pd.DataFrame
    published: pd.DataFrame
    targets: pd.DataFrame
    rules: pd.DataFrame
    words: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Definitions {self.country} {self.settings.get('version', '')}: {len(self.indicators)} indicators>"

    @cached_property
    def rows(self) -> dict[str, dict[tuple[str, ...], dict[str, str]]]:
        """The rows of the tables that are looked up by a key (``KEYS``), as dictionaries."""
        return {
            table: {tuple(row[key] for key in keys): row for row in list_records(getattr(self, table))}
            for table, keys in KEYS.items()
        }

    @cached_property
    def matcher(self) -> Matcher:
        """The glossary, folded and ready to look up."""
        return build_matcher(self)

    @cached_property
    def stem_matcher(self) -> StemMatcher:
        """The rules of ``stems``, ready to look up."""
        return build_stem_matcher(self)

    @cached_property
    def place_finder(self) -> PlaceFinder:
        """The places by their reduced words."""
        return build_place_finder(self)

    @property
    def unit_names(self) -> dict[str, dict[str, str]]:
        """The names of the units of the views that are no provinces, by unit."""
        views = self.settings["views"].values()
        return {unit: names for view in views for unit, names in view.get("units", {}).items()}

    @property
    def boundaries_path(self) -> Path:
        """The file of the embedded boundaries."""
        return self.folder / self.settings["boundaries"]["file"]


def _read_toml(path: Path, faults: list[str]) -> dict:
    """Read a TOML file; what is wrong with it is added to the faults."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        faults.append(f"{path.name}: the file is missing.")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: not valid TOML ({error}).")
    return {}


def _require_settings(settings: dict, faults: list[str]) -> None:
    """Tell which settings pack.toml lacks."""
    needed = ("country", "languages", "views", "name", "population", "disclosure", "boundaries")
    faults += [f"pack.toml: lacks {key}." for key in needed if key not in settings]


def _columns_of(table: str, languages) -> tuple[str, ...]:
    """Give the columns of a table, names in every language among them."""
    named = tuple(f"{stem}_{language}".strip("_") for stem in NAMED.get(table, ()) for language in languages)
    return COLUMNS[table] + named


def _read_pack_table(folder: Path, name: str, languages, faults: list[str]) -> pd.DataFrame:
    """Read a table of a pack; one that may be missing is empty."""
    path, columns = folder / f"{name}.csv", _columns_of(name, languages)
    if name in OPTIONAL_TABLES and not path.exists():
        return pd.DataFrame(columns=list(columns), dtype=str)
    frame = read_table(path, columns, faults)
    return frame.assign(**{name: "" for name in OPTIONAL_COLUMNS.get(name, ()) if name not in frame})


def _raise_faults(folder: Path, faults: list[str]) -> None:
    """Tell all faults of a pack in one message."""
    if faults:
        listing = "\n".join(f"  - {fault}" for fault in faults)
        raise DefinitionsError(f"The country pack {folder.name!r} has {len(faults)} fault(s):\n{listing}")


def load_definitions(folder=None) -> Definitions:
    """Load a country pack and check it whole.

    Parameters
    ----------
    folder : path-like, optional
        The pack; that of the Kyrgyz Republic, which comes with the package, when not given.

    Returns
    -------
    Definitions

    Raises
    ------
    DefinitionsError
        If the pack is missing or contradicts itself. The message lists every fault with its file and row.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> definitions.country, len(definitions.provinces)
    ('KG', 9)
    """
    folder = Path(folder) if folder is not None else DEFAULT_PACK
    if not folder.is_dir():
        raise DefinitionsError(
            f"There is no country pack at {folder}. Expected a folder with a pack.toml in it."
        )
    return _copy(_load_checked(folder, _sign(folder)))


def _sign(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Tell by its files whether a pack is as it was: their names, sizes and times."""
    files = ((path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return tuple((str(path), found.st_size, found.st_mtime_ns) for path, found in files)


def _copy(pack: Definitions) -> Definitions:
    """Give a pack of one's own: what is done to its tables or settings touches no other."""
    tables = {name: getattr(pack, name).copy() for name in COLUMNS}
    apart = deepcopy((pack.views, pack.settings, pack.forms))
    return replace(pack, **tables, **dict(zip(("views", "settings", "forms"), apart, strict=True)))


@lru_cache(maxsize=4)
def _load_checked(folder: Path, signature: tuple) -> Definitions:
    """Load and check a pack: once for as long as its files are those of its signature."""
    faults: list[str] = []
    settings = _read_toml(folder / "pack.toml", faults)
    settings = settings | {
        part: default | settings.get(part, {}) for part, default in DEFAULT_SETTINGS.items()
    }
    _require_settings(settings, faults)
    _raise_faults(folder, faults)
    languages = tuple(settings["languages"])
    tables = {name: _read_pack_table(folder, name, languages, faults) for name in COLUMNS}
    for name, columns in EXCEL_MAY_DATE.items():
        faults += find_cell_faults(tables[name], f"{name}.csv", columns)
    forms = {path.stem: _read_toml(path, faults) for path in sorted((folder / "forms").glob("*.toml"))}
    _raise_faults(folder, faults)
    definitions = Definitions(
        folder=folder,
        country=settings["country"],
        languages=languages,
        views={view: entry["column"] for view, entry in settings["views"].items()},
        settings=settings,
        forms=forms,
        **tables,
    )
    _raise_faults(folder, find_faults(definitions))
    return definitions
