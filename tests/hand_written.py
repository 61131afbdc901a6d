"""Reports written by hand, and beside each what a careful M&E officer would record of it, row by row; all SYNTHETIC."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import openpyxl

__all__ = ["BOOKS", "A", "Book", "D", "N", "S", "T", "book", "write_books"]

N, D = None, dt.date
SEXES = ("female", "male", "unknown")


@dataclass(frozen=True)
class Book:
    """A report: its sheets (name, grid, merged ranges) or its bytes, and what is to come of it."""

    name: str
    sheets: tuple
    truth: tuple = ()
    org: str = ""
    period: str = ""
    issues: tuple = ()
    fate: str = "accepted"
    raw: bytes | None = None


BOOKS: dict[str, Book] = {}


def book(name, *sheets, **about):
    """Register a report."""
    assert name not in BOOKS, name
    BOOKS[name] = Book(name, sheets, **about)


def S(title, grid, merges=()):
    """Give a sheet."""
    return title, grid, merges


def T(table, row, sheet=N, **fields):
    """Give a record that is to stand at a row; on the first sheet where none is named."""
    return {"table": table, "row": row, "sheet": sheet, **fields}


def A(row, province, kind, total=N, f=N, m=N, u=N, date=N, sheet=N, **more):
    """Give an activity with its participants by sex."""
    people = {"participants_total": total, "female": f, "male": m, "unknown": u}
    when = {"date": str(date)} if date is not N else {}
    return T("activities", row, sheet, province=province, activity_type=kind, **people, **when, **more)


def write_books(folder: Path) -> None:
    """Write every report that is registered."""
    for own in BOOKS.values():
        if own.raw is not None:
            (folder / own.name).write_bytes(own.raw)
            continue
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, grid, merges in own.sheets:
            sheet = workbook.create_sheet(title)
            for line in grid:
                sheet.append(line)
            for span in merges:
                sheet.merge_cells(span)
        workbook.save(folder / own.name)
