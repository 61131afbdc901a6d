"""Write beside, then swap: whoever looks into a folder sees the last whole run or the new whole run."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ctip_analysis.errors import OutputError

__all__ = ["require_writable", "swap_folders"]

PREFIX = ".ctip-unfinished-"


def require_writable(out: Path) -> None:
    """Make a folder if need be and make sure that it takes files, before any work is done.

    Raises
    ------
    OutputError
        If it cannot be made or written to.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"The folder {out} cannot be written ({reason}). Nothing was changed. Expected a folder that you may "
            "write to: close what is open from it, or name another: ctip run RAW OUT.",
            word="error_not_writable",
            folder=out,
            reason=reason,
        ) from error


def _swap(new: Path, old: Path, aside: Path) -> None:
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        if aside.exists():
            aside.rename(old)
        raise


@contextlib.contextmanager
def swap_folders(out: Path, *names: str) -> Iterator[Path]:
    """Give a fresh folder to write the named subfolders in; they take the place of the old ones at the end.

    Parameters
    ----------
    out : Path
        What else stands in it is left alone.
    *names : str
        The subfolders. Where writing fails, or swapping any of them, all stay as they were.

    Raises
    ------
    OutputError
        If the old folders cannot be moved (on Windows: while a file in them is open).

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     out = Path(name)
    ...     with swap_folders(out, "release") as fresh:
    ...         _ = (fresh / "release" / "values.csv").write_text("n")
    ...     [path.name for path in out.iterdir()]
    ['release']
    """
    require_writable(out)
    for left in out.glob(PREFIX + "*"):
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=PREFIX, dir=out))
    try:
        for name in names:
            (work / "new" / name).mkdir(parents=True)
        (work / "old").mkdir()
        yield work / "new"
        _swap_all(work, out, names)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _swap_all(work: Path, out: Path, names: tuple[str, ...]) -> None:
    swapped = []
    try:
        for name in names:
            _swap(work / "new" / name, out / name, work / "old" / name)
            swapped.append(name)
    except OSError as error:
        for name in reversed(swapped):
            (out / name).rename(work / "new" / name)
            if (work / "old" / name).exists():
                (work / "old" / name).rename(out / name)
        raise OutputError(
            f"A folder in {out} is in use and could not be replaced ({error.strerror}); the former results stand. "
            "Close the files that are open from it and run again.",
            word="error_in_use",
            folder=out,
            reason=error.strerror,
        ) from error
