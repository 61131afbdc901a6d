"""The key of the hashes of cases: from the environment, else from a file of the owner's alone, never among the results."""

import os
import secrets
import stat
from pathlib import Path

from ctip_analysis.errors import InputError

__all__ = ["KEY_VARIABLE", "find_key"]

KEY_VARIABLE = "CTIP_KEY"
KEY_BYTES = 32
SHORTEST = 16


def find_key(path, *, outside_of=None) -> bytes | None:
    """Give the key: that of ``CTIP_KEY``, else that of a key file, which is made on first use.

    Parameters
    ----------
    path : path-like
        The key file; made with rights for its owner only where it does not exist.
    outside_of : path-like, optional
        The folder of results, in which a key must never lie.

    Returns
    -------
    bytes or None
        None where there is no key and none can be made.

    Raises
    ------
    InputError
        If the key is too short, lies among the results, or others may read it.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     first = find_key(pathlib.Path(folder) / "ctip.key")
    ...     first == find_key(pathlib.Path(folder) / "ctip.key")
    True
    """
    path = Path(path)
    if outside_of is not None and path.resolve().is_relative_to(Path(outside_of).resolve()):
        raise InputError(f"The key file {path.name} would lie among the results. Name another place for it.")
    stated = os.environ.get(KEY_VARIABLE, "")
    if stated:
        return _require_long(stated.encode(), f"The environment's {KEY_VARIABLE}")
    if path.exists():
        return _require_long(_read_own(path), f"The key file {path.name}")
    return _make_key(path)


def _require_long(key: bytes, what: str) -> bytes:
    """Refuse a key that could be guessed."""
    if len(key.strip()) < SHORTEST:
        raise InputError(f"{what} is shorter than {SHORTEST} characters. Use a longer secret.")
    return key.strip()


def _read_own(path: Path) -> bytes:
    """Read a key file that nobody but its owner may read."""
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError(
            f"Others may read the key file {path.name}. Let only its owner do so: chmod 600 {path.name}"
        )
    return path.read_bytes()


def _make_key(path: Path) -> bytes | None:
    """Make a key file; None where it cannot be written."""
    key = secrets.token_hex(KEY_BYTES).encode()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except OSError:
        return None
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    return key
