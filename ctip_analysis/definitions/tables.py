"""Read the CSV files of a pack as an M&E officer leaves them after editing in Excel."""

import io
import re
from pathlib import Path

import pandas as pd

__all__ = ["find_cell_faults", "list_records", "list_texts", "read_table"]

#: What Excel saves with a Russian or Kyrgyz region.
LOCAL_ENCODING = "cp1251"
DATE_MADE_BY_EXCEL = re.compile(
    r"\d{1,2}[./-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек)\w*\.?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек)\w*[./-]\d{2,4}",
    re.IGNORECASE,
)


def read_table(
    path: Path, columns: tuple[str, ...], faults: list[str], *, may_have_semicolons: bool = False
) -> pd.DataFrame:
    """Read a CSV with everything as text; what is wrong is added to the faults.

    Parameters
    ----------
    path : Path
    columns : tuple of str
        The columns that must be there; others are kept.
    faults : list of str
        Grows by a sentence a fault.
    may_have_semicolons : bool
        Whether Excel's other way to separate and to encode is read too: in files that people fill in every quarter.

    Returns
    -------
    pandas.DataFrame
        All texts, blanks as empty texts; empty where the file cannot be used.
    """
    empty = pd.DataFrame(columns=list(columns), dtype=str)
    try:
        text = _read_text(path, may_be_local=may_have_semicolons)
    except FileNotFoundError:
        faults.append(
            f"{path.name}: the file is missing. Expected a CSV with the columns {', '.join(columns)}."
        )
        return empty
    except UnicodeDecodeError:
        faults.append(f"{path.name}: not UTF-8. Save it in Excel as 'CSV UTF-8'.")
        return empty
    header = text.partition("\n")[0]
    has_semicolons = ";" in header and "," not in header
    if has_semicolons and not may_have_semicolons:
        faults.append(
            f"{path.name}: separated by semicolons. Save it with commas: Excel does so with an English region."
        )
        return empty
    try:
        separator = ";" if has_semicolons else ","
        frame = pd.read_csv(
            io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, skip_blank_lines=True
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        faults.append(
            f"{path.name}: rows of different length, or no rows. Check quotes around texts with commas."
        )
        return empty
    missing = [column for column in columns if column not in frame]
    if missing:
        faults.append(f"{path.name}: lacks the columns {', '.join(missing)}.")
        return empty
    return frame.assign(**{name: _strip(frame[name]) for name in frame})


def list_texts(frame: pd.DataFrame, *names: str) -> list[tuple[str, ...]]:
    """List some columns of a table row by row: its texts as plain Python, many times faster than pandas gives them.

    Examples
    --------
    >>> list_texts(pd.DataFrame({"code": ["KG-C"], "kind": ["province"]}, dtype=str), "code")
    [('KG-C',)]
    """
    return list(zip(*(frame[name].to_numpy(dtype=object).tolist() for name in names), strict=True))


def list_records(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Give the rows of a table as dictionaries.

    Examples
    --------
    >>> list_records(pd.DataFrame({"code": ["KG-C"], "kind": ["province"]}, dtype=str))
    [{'code': 'KG-C', 'kind': 'province'}]
    """
    names = list(frame)
    return [dict(zip(names, row, strict=True)) for row in list_texts(frame, *names)]


def _strip(column: pd.Series) -> pd.Series:
    """Give texts without blanks around them, and an empty text for none."""
    texts = column.to_numpy(dtype=object).tolist()
    stripped = [text.strip() if type(text) is str else "" for text in texts]
    return column if stripped == texts else pd.Series(stripped, index=column.index, dtype=column.dtype)


def _read_text(path: Path, *, may_be_local: bool) -> str:
    """Read a text; where people fill it in Excel, also in the encoding in which a Russian Excel saves a plain CSV."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        if not may_be_local:
            raise
        return path.read_text(encoding=LOCAL_ENCODING)


def find_cell_faults(frame: pd.DataFrame, name: str, date_columns: tuple[str, ...]) -> list[str]:
    """Find codes that Excel turned into dates ("14-17" into "14-Jul").

    Examples
    --------
    >>> import pandas as pd
    >>> find_cell_faults(pd.DataFrame({"range": ["0-13", "14-июл"]}), "codes.csv", ("range",))
    ["codes.csv, row 3, column range: '14-июл' looks like a date made by Excel. Format the column as Text and type it again."]
    """
    return [
        f"{name}, row {position + 2}, column {column}: {cell!r} looks like a date made by Excel. "
        "Format the column as Text and type it again."
        for column in date_columns
        if column in frame
        for position, cell in enumerate(frame[column])
        if DATE_MADE_BY_EXCEL.fullmatch(cell)
    ]
