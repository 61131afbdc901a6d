"""Read a release back as protected values, after everything that can be verified was verified."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ctip_analysis.disclosure import ProtectedValues
from ctip_analysis.disclosure.proof import hash_frame
from ctip_analysis.errors import DisclosureError, InputError
from ctip_analysis.releasing.manifest import verify_release

__all__ = ["Release", "read_release"]

NUMBERS = ("value", "numerator", "denominator", "interval_low", "interval_high")
COUNTS = ("organizations_reporting", "organizations_expected")


@dataclass(frozen=True)
class Release:
    """A release as it was written.

    Attributes
    ----------
    protected : ProtectedValues
    is_synthetic : bool
        Whether organizations' data in it are made up.
    as_of : dict of str to str
        The last day that the data of each source speak of.
    """

    protected: ProtectedValues
    is_synthetic: bool
    as_of: dict[str, str]


def _read_values(path: Path) -> pd.DataFrame:
    values = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    numbers = {
        name: pd.to_numeric(values[name].where(values[name].ne(""))) for name in NUMBERS if name in values
    }
    counts = {
        name: pd.to_numeric(values[name]) for name in COUNTS if name in values and values[name].ne("").all()
    }
    return values.assign(**numbers, **counts)


def _require_hidden(values: pd.DataFrame) -> None:
    """Refuse a frame in which a hidden row carries a number all the same."""
    hidden = values["status"].eq("suppressed")
    held = [name for name in NUMBERS if name in values and values.loc[hidden, name].notna().any()]
    if held:
        raise DisclosureError(
            f"Hidden rows have a number in {', '.join(held)}. Run ctip run again to write the release."
        )


def read_release(folder) -> Release:
    """Read the values of a release folder, verified by its manifest and its audit.

    Parameters
    ----------
    folder : path-like
        A release folder, or the folder of results that holds one.

    Returns
    -------
    Release

    Raises
    ------
    InputError
        If the folder is no release.
    DisclosureError
        If a file was changed, is missing or was added since the release was written, or its audit did not pass.

    Notes
    -----
    The audit proves the frame that was released; its CSV is bound to it by the manifest, which lists the SHA-256 of
    both files. Whoever rewrites the values, the audit and the manifest together is not found out by this.

    Examples
    --------
    >>> import tempfile
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> from ctip_analysis.releasing import write_release
    >>> definitions, protected = show_protected()
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = write_release(protected, Path(name) / "release", definitions=definitions, with_figures=False)
    ...     read = read_release(name)
    >>> len(read.protected.values) == len(protected.values)
    True
    """
    folder = Path(folder)
    if not (folder / "manifest.json").is_file() and (folder / "release").is_dir():
        folder = folder / "release"
    if not (folder / "manifest.json").is_file():
        raise InputError(
            f"{folder} holds no release. Run ctip run first, or name its folder of results.",
            word="error_no_release",
            folder=folder,
        )
    faults = verify_release(folder)
    if faults:
        raise DisclosureError(
            f"The release was changed since it was written: {' '.join(faults)} Run ctip run again.",
            word="error_release_changed",
            faults=" ".join(faults),
        )
    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    if audit.get("passed") is not True:
        raise DisclosureError("The audit of the release did not pass. Run ctip run again.")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    values = _read_values(folder / "values.csv")
    _require_hidden(values)
    bound = {
        **audit,
        "values_sha256": hash_frame(values),
        "released_values_sha256": audit.get("values_sha256"),
    }
    return Release(
        ProtectedValues(values, bound), bool(manifest.get("is_synthetic", False)), manifest.get("as_of", {})
    )
