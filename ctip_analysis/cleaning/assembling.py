"""From batches of records to the tables of records: in the order of reading, typed, free texts without names."""

import numpy as np
import pandas as pd

from ctip_analysis.cleaning.harvest import Harvest
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.frames import RECORD_COLUMNS, SOURCE_COLUMNS

__all__ = ["AMOUNTS", "WHOLE_NUMBERS", "gather_tables", "list_columns", "list_rows", "make_frames"]

WHOLE_NUMBERS = {
    "n_events", "participants_total", "materials_n", "post_test_n", "post_test_pass_n", "n", "first_time_n", "nights",
    "persons_n", "victims_n", "victims_represented_n", "decisions_n", "decisions_due_n", "decisions_done_n",
    "calls_total", "calls_relevant", "referred_n", "beds", "bed_days", "source_row",
}  # fmt: skip
AMOUNTS = {
    "value",
    "budget_kgs",
    "amount_kgs",
    "compensation_claimed_kgs",
    "compensation_awarded_kgs",
    "compensation_paid_kgs",
}
FREE_TEXTS = ("partners", "donor", "plan_measure", "measure_label", "category", "category_of")
DTYPE_OF_NUMBERS = dict.fromkeys(WHOLE_NUMBERS, (pd.arrays.IntegerArray, np.int64)) | dict.fromkeys(
    AMOUNTS, (pd.arrays.FloatingArray, np.float64)
)
#: Columns that are needed until the records are made: the order of reading, and where a count of persons stands.
PASSING = {"order": None, "stated_at": None}


def gather_tables(harvest: Harvest) -> dict[str, dict[str, list]]:
    """Give the columns of each table of records; what nobody said is missing or ""."""
    return {table: _gather(batches, table) for table, batches in harvest.tables.items()}


def _gather(batches: list[dict[str, list]], table: str) -> dict[str, list]:
    blanks = {name: None if name in DTYPE_OF_NUMBERS else "" for name in RECORD_COLUMNS[table]} | PASSING
    lengths = [len(batch["source_row"]) for batch in batches]
    columns: dict[str, list] = {name: [] for name in blanks}
    for batch, length in zip(batches, lengths, strict=True):
        for name, blank in blanks.items():
            columns[name] += batch[name] if name in batch else [blank] * length
    return columns


def list_rows(columns: dict[str, list]) -> list[dict]:
    """Give columns as rows, in the order of reading."""
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return sorted(rows, key=lambda row: (row["order"], row["source_row"]))


def list_columns(rows: list[dict], names) -> dict[str, list]:
    """Give rows as columns."""
    return {name: [row[name] for row in rows] for name in names}


def make_frames(
    tables: dict[str, dict[str, list]], discarded: set[str], personal: PersonalData
) -> dict[str, pd.DataFrame]:
    """Make the tables of records of the files that count, sorted by where the records come from."""
    return {table: _frame(columns, table, discarded, personal) for table, columns in tables.items()}


def _frame(columns: dict[str, list], table: str, discarded: set[str], personal: PersonalData) -> pd.DataFrame:
    for name in FREE_TEXTS:
        if name in columns:
            kept = {text: personal.keep_text(text) for text in set(columns[name])}
            columns = columns | {name: [kept[text] for text in columns[name]]}
    rows = _order_rows(columns, discarded)
    if rows != list(range(len(columns["order"]))):
        columns = {name: [columns[name][row] for row in rows] for name in RECORD_COLUMNS[table]}
    return pd.DataFrame({name: _make_column(name, columns[name]) for name in RECORD_COLUMNS[table]})


def _order_rows(columns: dict[str, list], discarded: set[str]) -> list[int]:
    """Give the rows of the files that count, by where they come from; those of one row in the order of reading."""
    spots = list(zip(*(columns[name] for name in (*SOURCE_COLUMNS, "order")), strict=True))
    rows = sorted(range(len(spots)), key=spots.__getitem__)
    return [row for row in rows if spots[row][0] not in discarded] if discarded else rows


def _make_column(name: str, column: list) -> pd.Series:
    """Give a column of texts as they are, of numbers with what is missing apart from them."""
    if name not in DTYPE_OF_NUMBERS:
        return pd.Series(column, dtype=object)
    numbers, dtype = DTYPE_OF_NUMBERS[name]
    missing = [value is None or value != value for value in column]
    known = [0 if is_missing else value for value, is_missing in zip(column, missing, strict=True)]
    return pd.Series(numbers(np.array(known, dtype=dtype), np.array(missing, dtype=bool)))
