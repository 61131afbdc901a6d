"""Build what reading hands on, from a grid written out in the test: cleaning is tried without a workbook."""

import hashlib

import pandas as pd

from ctip_analysis.frames import CELL_COLUMNS, PROBLEM_COLUMNS, ROW_COLUMNS, TABLE_COLUMNS
from ctip_analysis.reading import Reports

MARKS = {"-": ("nil", None), "…": ("not_available", None), "(*)": ("suppressed_at_source", None)}


def read_cell(cell):
    """Give value, text and status of a cell as a reader would."""
    if isinstance(cell, (int, float)):
        return cell, f"{cell:g}", "reported"
    if cell in MARKS:
        status, value = MARKS[cell]
        return value, cell, status
    if cell.startswith("~"):
        return int(cell[1:]), f"около {cell[1:]}", "estimated"
    if cell.startswith("?"):
        return None, cell[1:], "unreadable"
    return cell, cell, "reported"


def address(column, row):
    return f"{chr(64 + column)}{row}"


def make_table(grid, *, header_rows, labels=0, kinds=None, file="a.xlsx", sheet="1", table=0):
    """Make the frames of one table.

    ``grid`` holds the sheet's rows from row 1, None for a blank; ``header_rows`` are 1-based; ``labels`` is the
    number of label columns (0 for a list); ``kinds`` names the rows that are no data.
    """
    kinds = kinds or {}
    first = min(header_rows)
    cells, rows, sections = [], [], ()
    for number, line in enumerate(grid, 1):
        blank = all(cell is None for cell in line)
        default = "title" if number < first else "header" if number in header_rows else "data"
        kind = kinds.get(number, "blank" if blank else default)
        rows.append((file, sheet, table, number, kind))
        if kind == "section":
            sections = tuple(cell for cell in line[:labels] if cell)
        if kind not in ("data", "total"):
            continue
        row_labels = tuple(cell or "" for cell in line[:labels])
        for place, cell in enumerate(line[labels:], labels + 1):
            if cell is None:
                continue
            head = tuple(h for r in header_rows if (h := grid[r - 1][place - 1]) is not None)
            value, text, status = read_cell(cell)
            cells.append(
                (
                    file,
                    sheet,
                    table,
                    number,
                    place,
                    address(place, number),
                    value,
                    text,
                    status,
                    row_labels,
                    tuple(map(str, head)),
                    sections,
                )
            )
    title = tuple(cell for line in grid[: first - 1] for cell in line if cell)
    columns = tuple("ABCDEFGH"[:labels])
    tables = [(file, sheet, table, f"A{first}", tuple(header_rows), columns, labels == 0, title, ())]
    return {
        "cells": pd.DataFrame(cells, columns=list(CELL_COLUMNS)).astype({"value": object}),
        "tables": pd.DataFrame(tables, columns=list(TABLE_COLUMNS)),
        "rows": pd.DataFrame(rows, columns=list(ROW_COLUMNS)),
    }


def make_reports(*tables):
    """Put tables of different files together as `read_reports` does."""
    frames = {
        name: pd.concat([t[name] for t in tables], ignore_index=True) for name in ("cells", "tables", "rows")
    }
    names = frames["tables"]["file"].unique()
    files = pd.DataFrame(
        {"file": names, "sha256": [hashlib.sha256(n.encode()).hexdigest() for n in names], "format": "xlsx"}
    )
    return Reports(files=files, problems=pd.DataFrame(columns=list(PROBLEM_COLUMNS)), **frames)
