"""What was understood of a file: as the contract's document, and drawn for a person."""

import pandas as pd

from ctip_analysis.reading.workbook import Workbook

__all__ = ["draw_inspection", "inspection_document"]

KINDS_SHOWN = ("data", "section", "total", "note")


def _plain(value):
    """Give a value as JSON can hold it."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value


def _describe_table(table, cells: pd.DataFrame, rows: pd.DataFrame) -> dict:
    return {
        "sheet": table.sheet,
        "range": table.range,
        "header_rows": list(table.header_rows),
        "label_columns": list(table.label_columns),
        "rows": {kind: rows.loc[rows["kind"].eq(kind), "row"].tolist() for kind in KINDS_SHOWN},
        "cells": [
            {
                "cell": cell.cell,
                "value": _plain(cell.value),
                "text": cell.text,
                "status": cell.status,
                "row_labels": list(cell.row_labels),
                "column_labels": list(cell.column_labels),
                "sections": list(cell.sections),
            }
            for cell in cells.itertuples()
        ],
        "is_list": bool(table.is_list),
        "title": list(table.title),
        "notes": list(table.notes),
    }


def inspection_document(workbook: Workbook) -> dict:
    """Give what was understood as the document of ``ctip inspect --json``.

    Parameters
    ----------
    workbook : Workbook

    Returns
    -------
    dict
        file, format, problems and tables; see ``contract.md``.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> with ctip.example_reports() as folder:
    ...     document = inspection_document(ctip.read_workbook(sorted(folder.iterdir())[0]))
    >>> document["format"], document["tables"][0]["header_rows"]
    ('xlsx', [5])
    """
    cells, rows = workbook.cells, workbook.rows
    return {
        "file": workbook.file,
        "format": workbook.format,
        "problems": [
            {
                "code": problem.code,
                "message": problem.message,
                "sheet": problem.sheet or None,
                "cell": problem.cell or None,
                "severity": problem.severity,
                "suggestion": problem.suggestion,
            }
            for problem in workbook.problems.itertuples()
        ],
        "tables": [
            _describe_table(table, cells[cells["table"].eq(table.table)], rows[rows["table"].eq(table.table)])
            for table in workbook.tables.itertuples()
        ],
    }


def draw_inspection(workbook: Workbook, console) -> None:
    """Draw what was understood of a file on a terminal.

    Parameters
    ----------
    workbook : Workbook
    console : rich.console.Console
    """
    console.print(f"{workbook.file}: {workbook.format or '?'}")
    for problem in workbook.problems.itertuples():
        console.print(f"{problem.code} {problem.sheet} {problem.cell}: {problem.message}")
    for table in workbook.tables.itertuples():
        rows = workbook.rows[workbook.rows["table"].eq(table.table)]
        console.print(
            f"[{table.sheet}] {table.range} header {table.header_rows} labels {table.label_columns} list {table.is_list}",
            markup=False,
        )
        console.print(f"   title {table.title} notes {table.notes}", markup=False)
        console.print(
            "   " + " ".join(f"{r}{k[0]}" for r, k in rows[["row", "kind"]].itertuples(index=False)),
            markup=False,
        )
