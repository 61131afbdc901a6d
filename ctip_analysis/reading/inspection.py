"""What was understood of a file, as the document of ``ctip inspect --json``."""

import pandas as pd

from ctip_analysis.reading.workbook import Workbook

__all__ = ["inspection_document"]

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
