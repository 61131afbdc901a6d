"""The manifest of a release: every file with its hash, so that whoever receives it can tell that it is whole."""

import hashlib
import json
from pathlib import Path

from ctip_analysis.errors import InputError

__all__ = ["verify_release", "write_manifest"]

NAME = "manifest.json"


def _hash_files(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }


def write_manifest(
    folder: Path, *, definitions, version: str, inputs: list[str], as_of: dict[str, str], is_synthetic=False
) -> None:
    """Write the manifest of a release folder whose other files are all there.

    Parameters
    ----------
    folder : Path
    definitions : Definitions
    version : str
        Of the package.
    inputs : list of str
        SHA-256 of each file that was read; names stay inside.
    as_of : dict of str to str
        The last day that the data of each source speak of.
    is_synthetic : bool
        Whether organizations' data are made up: whoever draws from the release later must say so.
    """
    manifest = {
        "package": f"ctip_analysis {version}",
        "country_pack": f"{definitions.country} {definitions.settings['version']}",
        "as_of": as_of,
        "is_synthetic": is_synthetic,
        "inputs_sha256": sorted(inputs),
        "files_sha256": _hash_files(folder),
    }
    (folder / NAME).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8", newline="\n")


def verify_release(folder) -> list[str]:
    """Compare a release folder with its manifest.

    Parameters
    ----------
    folder : path-like

    Returns
    -------
    list of str
        A sentence for each file that is missing, changed or not listed; empty when the release is whole.

    Raises
    ------
    InputError
        If the folder has no readable manifest.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = (Path(name) / "manifest.json").write_text('{"files_sha256": {"values.csv": "00"}}')
    ...     verify_release(name)
    ['values.csv is missing.']
    """
    folder = Path(folder)
    try:
        listed = json.loads((folder / NAME).read_text(encoding="utf-8"))["files_sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            f"{folder} has no readable {NAME}. Expected a folder written by ctip run."
        ) from error
    found = _hash_files(folder)
    faults = [f"{name} is missing." for name in sorted(listed.keys() - found.keys())]
    faults += [
        f"{name} was changed." for name in sorted(listed.keys() & found.keys()) if listed[name] != found[name]
    ]
    return faults + [f"{name} is not listed." for name in sorted(found.keys() - listed.keys())]
