"""Read a folder of reports, file by file, in the order of their names; a broken file never stops the rest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ctip_analysis.errors import InputError
from ctip_analysis.frames import KEPT_BESIDE, TEXT_COLUMNS
from ctip_analysis.pausing import pausing_collection
from ctip_analysis.reading.framing import frame_tuples
from ctip_analysis.reading.workbook import Gathered, gather_workbook

__all__ = ["Reports", "list_report_files", "read_reports"]

FILE_COLUMNS = ("file", "sha256", "format")
#: Of Windows, and what Excel writes beside a workbook that somebody has open.
SYSTEM_NAMES = ("thumbs.db", "desktop.ini")
OPENED_MARK = "~$"


@dataclass(frozen=True)
class Reports:
    """What was read from a folder.

    Attributes
    ----------
    files : pandas.DataFrame
        One row a file: file (its path below the folder), sha256, format.
    cells, tables, rows, problems, texts : pandas.DataFrame
        As `read_workbook` gives them, of all files.
    """

    files: pd.DataFrame
    cells: pd.DataFrame
    tables: pd.DataFrame
    rows: pd.DataFrame
    problems: pd.DataFrame
    texts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(TEXT_COLUMNS)))


def list_report_files(folder: Path) -> list[Path]:
    """List the files below a folder by their names.

    What begins with a dot or is made by Windows or Excel beside a report is the system's, and what a run keeps beside
    its reports is its own: none of them is a report.
    """
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in KEPT_BESIDE)
    own = (path for path in found if not _is_of_system(path.relative_to(folder)))
    return sorted(own, key=lambda path: path.relative_to(folder).as_posix())


def _is_of_system(path: Path) -> bool:
    is_hidden = any(part.startswith(".") for part in path.parts)
    return is_hidden or path.name.startswith(OPENED_MARK) or path.name.lower() in SYSTEM_NAMES


def read_reports(
    folder, *, language: str = "en", definitions=None, progress: Callable[[list[Path]], object] = iter
) -> Reports:
    """Read every file below a folder.

    Parameters
    ----------
    folder : path-like
    language : str
        Of the messages of problems.
    definitions : Definitions, optional
        Whose words stand for a value ("none", "about") and name the months; the built-in pack where none are given.
    progress : callable, optional
        Wraps the list of files and gives them back one by one, as a progress bar does.

    Returns
    -------
    Reports

    Raises
    ------
    InputError
        If there is no such folder.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> with ctip.example_reports() as folder:
    ...     reports = ctip.read_reports(folder)
    >>> len(reports.files)
    13
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(
            f"There is no folder {folder}. Make it and put the reports into it, or name another: ctip run RAW OUT.",
            word="error_no_folder",
            folder=folder,
        )
    gathered, files = Gathered(language, definitions), []
    with pausing_collection():
        for path in progress(list_report_files(folder)):
            file, found, sha256 = gather_workbook(gathered, path, path.relative_to(folder).as_posix())
            files.append((file, sha256, found))
        return Reports(files=frame_tuples(files, FILE_COLUMNS), **gathered.frame())
