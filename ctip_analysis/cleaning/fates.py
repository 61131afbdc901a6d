"""The fate of each file among the others: counted, a duplicate of another, superseded by a later version."""

from collections import Counter
from functools import lru_cache
from itertools import compress

from ctip_analysis.cleaning.files import FileReading
from ctip_analysis.cleaning.tables import Cell
from ctip_analysis.cleaning.versions import Version, compare_versions
from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import fold_softly

__all__ = ["decide_fates", "find_versions"]


def find_versions(
    readings: dict[str, FileReading], vocabulary: Vocabulary, answers: dict
) -> dict[str, Version]:
    """Give what each file has to do with another of its organization, unless a person said that it is another report."""
    about = {file: (own.sender.organization, own.sender.period) for file, own in readings.items()}
    files_of = Counter(organization for organization, _ in about.values())
    contents = {
        file: _list_contents(own)
        for file, own in readings.items()
        if own.sender.organization and files_of[own.sender.organization] > 1
    }
    return {
        version.file: version
        for version in compare_versions(contents, about, vocabulary.matcher)
        if version.kind == "copied"
        or answers.get(("duplicate", f"{version.file}|{version.other}"), "") != "no"
    }


def _list_contents(reading: FileReading) -> dict[str, dict]:
    """Give the content of every data row of a file, as written, with and without its dates."""
    dated: dict[tuple, tuple] = {}
    undated: dict[tuple, tuple] = {}
    for table in reading.sheets.tables:
        names = _name_columns(table.layout)
        heads: dict[tuple[int, ...], tuple] = {}
        dates = reading.date_columns.get((table.sheet, table.number), ())
        for number, cells in table.rows_of_cells():
            if table.kind_of(number) != "data":
                continue
            parts = _labels_of(cells[0])
            filled = [cell for cell in cells if cell.text.strip()]
            if _is_telling(parts, filled):
                columns = tuple([cell.column for cell in filled])
                if columns not in heads:
                    heads[columns] = _describe_columns(columns, names, dates)
                named, kept, is_kept = heads[columns]
                texts = tuple([cell.text for cell in filled])
                dated[table.sheet, number] = (parts, named, texts)
                undated[table.sheet, number] = (parts, kept, tuple(compress(texts, is_kept)))
    return {"dated": dated, "undated": undated}


@lru_cache(maxsize=1000)
def _name_columns(layout: tuple[tuple[int, tuple[str, ...]], ...]) -> dict[int, str]:
    """Give the name of each column, its header cells as one; many tables have the same."""
    return {column: fold_softly(" ".join(labels)) for column, labels in layout}


def _describe_columns(columns: tuple[int, ...], names: dict[int, str], dates: tuple[int, ...]) -> tuple:
    """Give the names of columns, those that hold no dates, and which of them these are."""
    is_kept = tuple([column not in dates for column in columns])
    return tuple([names[column] for column in columns]), tuple(compress(columns, is_kept)), is_kept


def _labels_of(cell: Cell) -> tuple:
    return tuple([(cell.column_labels[-1:], fold_softly(label)) for label in cell.row_labels])


def _is_telling(parts: tuple, filled: list[Cell]) -> bool:
    """Whether a row says two things or more; a lone number beside nothing may stand in any row."""
    texts = [cell for cell in filled if not cell.text.strip().isdigit()] if len(filled) == 1 else filled
    return len(filled) > 1 or len(texts) + len(parts) >= 2


def decide_fates(
    copies: dict[str, str], versions: dict[str, Version], answers: dict[tuple[str, str], str]
) -> dict[str, str]:
    """Give the fate of the files that do not count: "duplicate" or "superseded"."""
    fates = dict.fromkeys(copies, "duplicate")
    for file, version in versions.items():
        is_confirmed = answers.get(("duplicate", f"{file}|{version.other}"), "") == "yes"
        if version.kind != "copied" or is_confirmed:
            fates[file] = "duplicate" if version.kind in ("duplicate", "copied") else "superseded"
    return fates
