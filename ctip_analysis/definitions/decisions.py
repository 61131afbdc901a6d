"""What a person decided, kept beside the reports: answers to open questions, and corrections of single cells.

``decisions.csv`` is written by a run and filled in Excel; the next run reads the answers and never asks again.
``corrections.csv`` is written by people: the file, sheet and cell, the wrong value, the right one, why, and who.
"""

from pathlib import Path

import pandas as pd

from ctip_analysis.definitions.tables import read_table
from ctip_analysis.errors import InputError

__all__ = [
    "CORRECTION_COLUMNS",
    "DECISION_COLUMNS",
    "merge_decisions",
    "read_corrections",
    "read_decisions",
    "write_decisions",
]

DECISION_COLUMNS = (
    "question",
    "subject",
    "organization",
    "file",
    "sheet",
    "cell",
    "suggestion",
    "answer",
    "decided_by",
    "reason",
)
CORRECTION_COLUMNS = ("file", "sheet", "cell", "wrong", "right", "reason", "who")


def _read(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """Read a table that a person may have saved; none where there is no file."""
    if not path.exists():
        return pd.DataFrame(columns=list(columns), dtype=str)
    faults: list[str] = []
    frame = read_table(path, columns, faults, may_have_semicolons=True)
    if faults:
        raise InputError(" ".join(faults))
    # Excel leaves rows of nothing but separators; the others keep their numbers.
    return frame[frame[list(columns)].ne("").any(axis=1)]


def read_decisions(path) -> pd.DataFrame:
    """Read the decisions; none where the file is not there yet.

    Raises
    ------
    InputError
        If the file cannot be used as it is; the message says what to mend.

    Examples
    --------
    >>> read_decisions("no such file.csv").empty
    True
    """
    return _read(Path(path), DECISION_COLUMNS)


def read_corrections(path) -> pd.DataFrame:
    """Read the corrections; none where there is no such file.

    Raises
    ------
    InputError
        If the file cannot be used as it is, or a correction has no cell, reason or name.

    Examples
    --------
    >>> list(read_corrections("no such file.csv"))[:3]
    ['file', 'sheet', 'cell']
    """
    frame = _read(Path(path), CORRECTION_COLUMNS)
    for column in ("file", "cell", "reason", "who"):
        blank = frame.index[frame[column].eq("")]
        if len(blank):
            rows = ", ".join(str(position + 2) for position in blank)
            raise InputError(
                f"{Path(path).name}, row {rows}: {column} is blank. Every correction says where, why and who.",
                word="error_correction_blank",
                file=Path(path).name,
                rows=rows,
                column=column,
            )
    return frame


def merge_decisions(former: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Put the questions of a run beside the decisions there were: answers stay, new questions are added.

    A question without an answer that no longer comes up is dropped; an answered one stays.

    Examples
    --------
    >>> import pandas as pd
    >>> asked = pd.DataFrame(
    ...     [["place", "чуйка", "", "a.xlsx", "1", "B4", "KG-C", "", "", ""]], columns=list(DECISION_COLUMNS)
    ... )
    >>> answered = asked.assign(answer="KG-C")
    >>> merge_decisions(answered, asked)["answer"].tolist()
    ['KG-C']
    """
    key = ["question", "subject"]
    answered = former[former["answer"].ne("")]
    new = questions[~pd.MultiIndex.from_frame(questions[key]).isin(pd.MultiIndex.from_frame(answered[key]))]
    merged = pd.concat([answered, new], ignore_index=True)[list(DECISION_COLUMNS)].fillna("")
    return merged.sort_values(
        ["question", "organization", "file", "subject"], kind="stable", ignore_index=True
    )


def write_decisions(decisions: pd.DataFrame, path) -> None:
    """Write the decisions as a CSV that Excel opens; an unchanged file is left as it is.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_decisions(read_decisions("none"), pathlib.Path(folder) / "decisions.csv")
    ...     len(read_decisions(pathlib.Path(folder) / "decisions.csv"))
    0
    """
    path = Path(path)
    text = decisions.to_csv(index=False, lineterminator="\r\n")
    if not path.exists() or path.read_bytes() != text.encode("utf-8-sig"):
        path.write_bytes(text.encode("utf-8-sig"))
