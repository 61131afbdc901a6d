"""Keep the break registry of the maps as ``figures.toml``: beside the reports, and a copy in each release."""

import json
import tomllib
from pathlib import Path

from ctip_analysis.errors import InputError

__all__ = ["read_registry", "write_registry"]

HEAD = (
    "# The classes and colors of the maps, kept so that the same value has the same color in every release.\n"
)


def read_registry(path) -> dict:
    """Read a break registry; an empty one where there is no file yet.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    dict

    Raises
    ------
    InputError
        If the file is no TOML, or an entry has no increasing breaks.

    Examples
    --------
    >>> read_registry("no/such/figures.toml")
    {}
    """
    path = Path(path)
    if not path.is_file():
        return {}
    try:
        registry = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path.name} is not valid TOML ({error}). Mend it, or delete it for new classes.",
            word="error_classes_no_toml",
            file=path.name,
            reason=error,
        ) from error
    faults = [name for name, entry in registry.items() if not _has_breaks(entry)]
    if faults:
        raise InputError(
            f"{path.name}: {', '.join(faults)} need breaks that increase. Mend the entries, or delete them.",
            word="error_classes_breaks",
            file=path.name,
            maps=", ".join(faults),
        )
    return registry


def _has_breaks(entry) -> bool:
    breaks = entry.get("breaks") if isinstance(entry, dict) else None
    are_numbers = isinstance(breaks, list) and all(isinstance(value, int | float) for value in breaks)
    return bool(breaks) and are_numbers and breaks == sorted(set(breaks))


def write_registry(registry: dict, path) -> None:
    """Write a break registry, the same bytes for the same registry.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     write_registry({"PREV-02.quarter.9": {"breaks": [10.0]}}, Path(name) / "figures.toml")
    ...     read_registry(Path(name) / "figures.toml")
    {'PREV-02.quarter.9': {'breaks': [10.0]}}
    """
    parts = [HEAD]
    for name, entry in sorted(registry.items()):
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
        parts.append("\n".join([f"\n[{json.dumps(name)}]", *lines]) + "\n")
    Path(path).write_text("".join(parts), encoding="utf-8", newline="\n")
