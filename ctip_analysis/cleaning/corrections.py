"""Corrections of single cells, applied to what was read and never to a file; one that no longer fits says so."""

import re

import pandas as pd

from ctip_analysis.definitions import make_issue

__all__ = ["apply_corrections"]

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def _value_of(text: str) -> tuple[object, str]:
    """Give the value and status of a corrected cell."""
    if text in ("-", "—"):
        return None, "nil"
    if NUMBER.fullmatch(text):
        number = float(text)
        return int(number) if number == int(number) else number, "reported"
    return text, "reported"


def _says(row, text: str) -> bool:
    value = row["value"]
    shown = f"{value:g}" if isinstance(value, (int, float)) and not pd.isna(value) else str(value)
    return text in (row["text"].strip(), shown)


def apply_corrections(
    cells: pd.DataFrame, corrections: pd.DataFrame, definitions, language: str
) -> tuple[pd.DataFrame, list[dict]]:
    """Correct cells, and say of each correction whether it was applied.

    Parameters
    ----------
    cells : pandas.DataFrame
        The reader's; a new frame is given.
    corrections : pandas.DataFrame
        Columns as ``corrections.csv``.
    definitions : Definitions
    language : str
        Of the messages.

    Returns
    -------
    tuple of (pandas.DataFrame, list of dict)
        The cells, and issues: ``correction_applied``, or ``correction_stale`` where the wrong value is not there.
    """
    if corrections.empty:
        return cells, []
    cells = cells.copy()
    cells["value"] = cells["value"].astype(object)
    at = {}
    for index, key in zip(
        cells.index, zip(cells["file"], cells["sheet"], cells["cell"], strict=True), strict=True
    ):
        at.setdefault(key, index)
        at.setdefault((key[0], "", key[2]), index)
    issues, added, dropped = [], [], []
    for row in corrections.to_dict("records"):
        place = {"file": row["file"], "sheet": row["sheet"], "cell": row["cell"]}
        index = at.get((row["file"], row["sheet"], row["cell"]))
        if index is not None and _says(cells.loc[index], row["wrong"]):
            if row["right"]:
                value, status = _value_of(row["right"])
                cells.loc[[index], "value"] = pd.Series([value], index=[index], dtype=object)
                cells.loc[index, ["text", "status"]] = [row["right"], status]
            else:
                dropped.append(index)
        elif index is None and not row["wrong"] and (new := _new_cell(cells, row)):
            added.append(new)
        else:
            issues.append(make_issue(definitions, "correction_stale", language=language, place=place))
            continue
        issues.append(
            make_issue(definitions, "correction_applied", language=language, place=place, who=row["who"])
        )
    cells = cells.drop(index=dropped)
    if added:
        cells = pd.concat(
            [cells, pd.DataFrame(added, columns=cells.columns).astype({"value": object})], ignore_index=True
        )
        cells = cells.sort_values(
            ["file", "sheet", "table", "row", "column"], kind="stable", ignore_index=True
        )
    return cells, issues


def _new_cell(cells: pd.DataFrame, row: dict) -> dict | None:
    """Give a cell where there was a blank: with the labels of its column and of its row."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", row["cell"])
    own = cells[cells["file"].eq(row["file"]) & cells["sheet"].eq(row["sheet"])]
    if not match or own.empty:
        return None
    number = int(match[2])
    beside = own[own["row"].eq(number)]
    above = own[own["cell"].str.fullmatch(rf"{match[1]}\d+") & own["table"].isin(beside["table"])]
    if beside.empty or above.empty:
        return None
    value, status = _value_of(row["right"])
    return {
        **beside.iloc[0].to_dict(),
        "column": above.iloc[0]["column"],
        "cell": row["cell"],
        "value": value,
        "text": row["right"],
        "status": status,
        "column_labels": above.iloc[0]["column_labels"],
    }
