"""The folder that may be sent: everything in it comes from protected values."""

from pathlib import Path

from ctip_analysis.definitions import Definitions
from ctip_analysis.disclosure import ProtectedValues, publish_audit, require_protected
from ctip_analysis.presenting import build_report, build_tables_workbook, fill_registry
from ctip_analysis.releasing.audit_file import write_audit
from ctip_analysis.releasing.csv_files import write_csv
from ctip_analysis.releasing.figures import list_figures, write_figures
from ctip_analysis.releasing.manifest import write_manifest
from ctip_analysis.releasing.registry_file import write_registry
from ctip_analysis.version import __version__

__all__ = ["write_release"]


def write_release(
    protected: ProtectedValues,
    folder: Path,
    *,
    definitions: Definitions,
    language: str = "en",
    is_synthetic: bool = False,
    as_of: dict[str, str] | None = None,
    inputs: list[str] = (),
    with_figures: bool = True,
    registry: dict | None = None,
) -> dict:
    """Write a release: values, workbook, report, maps, charts, audit and manifest.

    Parameters
    ----------
    protected : ProtectedValues
        From `protect`; anything else is refused.
    folder : Path
    definitions : Definitions
    language : str
        Of the workbook and the report.
    is_synthetic : bool
        Whether the organizations' data are made up; every table and figure of them then says so.
    as_of : dict of str to str, optional
        For each source ("organizations", "official") the last day that its data speak of, as an ISO date.
    inputs : list of str
        SHA-256 of the files that were read.
    with_figures : bool
        Whether maps and charts are drawn.
    registry : dict, optional
        The break registry of former releases: its maps keep their classes and colors.

    Returns
    -------
    dict
        The registry with the maps of this release, as ``figures.toml`` in the folder keeps it.

    Raises
    ------
    DisclosureError
        If the values are not protected or were changed since.

    Examples
    --------
    >>> import tempfile
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = write_release(protected, Path(name) / "release", definitions=definitions, with_figures=False)
    ...     sorted(path.name for path in (Path(name) / "release").iterdir())
    ['audit.json', 'charts', 'figures.toml', 'manifest.json', 'maps', 'report.html', 'tables.xlsx', 'values.csv']
    """
    require_protected(protected)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(protected.values, folder / "values.csv")
    options = {"definitions": definitions, "language": language, "is_synthetic": is_synthetic}
    for kind in ("maps", "charts"):
        (folder / kind).mkdir()
    maps = [(*found, next(iter(definitions.views))) for found in list_figures(protected, definitions)]
    registry = fill_registry(protected, registry, definitions=definitions, maps=maps)
    write_registry(registry, folder / "figures.toml")
    figures = {}
    if with_figures:
        figures = write_figures(protected, folder, as_of=as_of or {}, registry=registry, **options)
    report = build_report(protected, figures=figures, **options)
    (folder / "report.html").write_text(report, encoding="utf-8", newline="\n")
    metadata = {"ctip_analysis": __version__, definitions.country: definitions.settings["version"]}
    (folder / "tables.xlsx").write_bytes(build_tables_workbook(protected, metadata=metadata, **options))
    write_audit(publish_audit(protected.audit), folder / "audit.json")
    write_manifest(
        folder,
        definitions=definitions,
        version=__version__,
        inputs=list(inputs),
        as_of=as_of or {},
        is_synthetic=is_synthetic,
    )
    return registry
