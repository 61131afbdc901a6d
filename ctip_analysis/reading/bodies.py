"""The body of a table: which of its rows are records, sections, totals, notes and blanks.

A section is a row of labels without a value that stands above rows with values; behind the last of these it is a
note. A row that holds nothing but its own number is as good as blank: a form waiting to be filled in.
"""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.reading.drafts import Draft
from ctip_analysis.reading.grid import Grid, cross
from ctip_analysis.reading.heads import label_heads
from ctip_analysis.reading.labels import choose_labels
from ctip_analysis.reading.marks import (
    BLANK,
    DATE,
    LOOSE,
    MARK,
    NUMBER,
    RANGE,
    TEXT,
    TEXTUAL,
    is_among,
)
from ctip_analysis.reading.number_rows import is_year_cell
from ctip_analysis.reading.questions import question
from ctip_analysis.reading.row_labels import cells_under_merges, label_rows
from ctip_analysis.reading.totals import find_totals
from ctip_analysis.reading.value_columns import find_value_columns

__all__ = ["Body", "read_body"]


@dataclass(frozen=True)
class Body:
    """What the rows and columns of a table are for; counted from 0.

    Attributes
    ----------
    columns, label_columns : tuple of int
        Columns that hold anything; those of them that are labels, none in a list.
    is_list : bool
    rows : list of int
        The rows of the body.
    kinds : list of str
        What each of them is: data, total, section, note or blank.
    sections : list of tuple of (row, column)
        The cells that govern each row.
    labels : list of list of int
        Of each label column: the row in which the label of each row stands, -1 where there is none.
    heads : dict of int to tuple of (row, column), or None
        The header cells above each column; None where it is not certain which columns a group governs.
    doubtful : list of int
        Rows that are the sum of others, perhaps by chance.
    filled_down : dict
        Cells under a merge that goes down, to the cell that holds its content.
    """

    columns: tuple[int, ...]
    label_columns: tuple[int, ...]
    is_list: bool
    rows: list[int]
    kinds: list[str]
    sections: list[tuple[tuple[int, int], ...]]
    labels: list[list[int]]
    heads: dict[int, tuple[tuple[int, int], ...]] | None
    doubtful: list[int]
    filled_down: dict[tuple[int, int], tuple[int, int]]


def _find_label_rows(
    grid: Grid, kinds: np.ndarray, rows: np.ndarray, columns, labels, is_list: bool
) -> np.ndarray:
    """Mark the rows that hold labels and no value."""
    filled = kinds != BLANK
    counts = filled.sum(axis=1)
    is_text = is_among(kinds, TEXTUAL)
    has_only_texts = (counts > 0) & (~filled | is_text).all(axis=1)
    if is_list:
        return (has_only_texts & (counts == 1)) | _find_headings(kinds, filled, counts)
    is_label = np.array([column in labels for column in columns], dtype=bool)
    found = ~filled[:, ~is_label].any(axis=1) & is_text[:, is_label].any(axis=1)
    found &= ~_find_unfilled(grid, kinds, rows, columns, found)
    found |= _find_years_alone(grid, kinds, rows, columns, labels)
    wide = {top for top, left, _, right in grid.merges if right > left}
    if not wide:
        return found
    merged = np.fromiter((row in wide for row in rows.tolist()), dtype=bool, count=len(rows))
    return found | (has_only_texts & (counts == 1) & merged)


def _find_years_alone(grid: Grid, kinds: np.ndarray, rows: np.ndarray, columns, labels) -> np.ndarray:
    """Mark the rows that hold nothing but a year: it heads those below it.

    It stands in the first label column, where rows are named by texts there or in another one; or lies across columns.
    """
    found = np.zeros(len(rows), dtype=bool)
    filled = kinds != BLANK
    alone = np.flatnonzero(filled.sum(axis=1) == 1).tolist()
    if not alone:
        return found
    own = kinds[:, [place for place, column in enumerate(columns) if column in labels]]
    is_named = ((own == TEXT).sum(axis=0) * 2 > (own != BLANK).sum(axis=0)).any()
    across = {(top, left) for top, left, _, right in grid.merges if right > left}
    for at in alone:
        column, row = columns[int(filled[at].argmax())], int(rows[at])
        is_placed = (is_named and column == labels[0]) or (row, column) in across
        found[at] = is_placed and grid.kind(row, column) in (NUMBER, DATE) and is_year_cell(grid, row, column)
    return found


def _find_unfilled(grid: Grid, kinds: np.ndarray, rows: np.ndarray, columns, found: np.ndarray) -> np.ndarray:
    """Mark rows of labels that are records left blank rather than sections.

    They carry on the numbers of the rows around them; or hardly more than one record follows each of them.
    """
    if not found.any():
        return found
    carries_on = found & np.array(_find_counted(grid, rows, columns[0])) & (kinds[:, 0] == NUMBER)
    has_values = (kinds != BLANK).any(axis=1) & ~found
    starts = np.flatnonzero(found & ~np.roll(found, -1))
    followed = sum(
        bool(has_values[start + 1 : start + 3].all()) for start in starts.tolist() if start + 2 < len(found)
    )
    ends_open = _ends_open(grid, rows[found][:50], columns[0])
    is_rare = len(starts) >= 3 and followed == 0 and not ends_open
    return found if is_rare else carries_on


@question
def _find_counted(grid: Grid, rows: np.ndarray, column: int) -> tuple[bool, ...]:
    """Tell of each row whether its number goes on from the row above, or the row below from it."""
    steps = np.diff(grid.numbers(rows, [column])[:, 0], prepend=np.nan, append=np.nan)
    return tuple(((steps[:-1] == 1) | (steps[1:] == 1)).tolist())


@question
def _ends_open(grid: Grid, rows: np.ndarray, column: int) -> bool:
    """Tell whether some cell ends in a colon."""
    return any(grid.text(row, column).endswith(":") for row in rows.tolist())


def _find_headings(kinds: np.ndarray, filled: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Mark the rows of a list whose first cell is filled where every record leaves it blank: they head the records."""
    first = filled[:, 0] & (kinds[:, 0] == TEXT)
    alone = first & (counts == 1)
    records = ~filled[:, 0] & (counts > 1)
    is_heading_column = alone.sum() >= 2 and alone.sum() >= 0.7 * first.sum() and records.sum() > first.sum()
    return first if is_heading_column else np.zeros(len(kinds), dtype=bool)


def _find_legend(kinds: np.ndarray, is_label: np.ndarray) -> np.ndarray:
    """Mark the rows below the last row with a value that say in one text what a mark or a code stands for.

    They hold a label and a text, or a mark and a text, and leave blank at least half of the columns of values.
    """
    counts = (kinds != BLANK).sum(axis=1)
    has_value = is_among(kinds[:, ~is_label], (NUMBER, DATE, MARK, LOOSE, RANGE)).any(axis=1)
    below = np.arange(len(kinds)) > (int(has_value.nonzero()[0][-1]) if has_value.any() else len(kinds))
    return below & (counts <= 2) & ((kinds[:, ~is_label] == TEXT).sum(axis=1) == 1) & ((~is_label).sum() > 1)


def _classify(grid: Grid, rows: np.ndarray, columns: list[int], counters, labels, is_list: bool) -> list[str]:
    kinds = grid.kinds[cross(rows, columns)]
    filled = kinds != BLANK
    is_blank = ~filled.any(axis=1)
    if counters:
        place = columns.index(counters[0])
        others = np.delete(filled, place, axis=1).any(axis=1)
        is_blank |= (kinds[:, place] == NUMBER) & ~others
    is_label = _find_label_rows(grid, kinds, rows, columns, labels, is_list) & ~is_blank
    is_data = ~is_label & ~is_blank
    if not is_list:
        is_data &= ~_find_legend(kinds, np.array([column in labels for column in columns], dtype=bool))
    last = int(is_data.nonzero()[0][-1]) if is_data.any() else -1
    found = ["data"] * len(rows)
    for place in (~is_data).nonzero()[0].tolist():
        found[place] = "blank" if is_blank[place] else "section" if place < last else "note"
    return found


def _find_named(grid: Grid, row: int, columns: list[int], everything: list[int]) -> tuple:
    """Give the cells that name a section: texts among the labels, or a year; else what stands over the values."""
    own = [c for c in columns if grid.kind(row, c) in TEXTUAL]
    own = own or [c for c in columns if grid.kind(row, c) != BLANK]
    return tuple((row, c) for c in own or everything if grid.kind(row, c) != BLANK)


def _govern(
    grid: Grid, rows: list[int], kinds: list[str], columns: list[int], everything: list[int]
) -> list[tuple]:
    """Give each row the cells of the sections above it.

    A section is named in the columns of labels, or centered over the values. Sections one below the other are levels; those that follow replace as many of the innermost ones.
    """
    if "section" not in kinds:
        return [()] * len(rows)
    levels: list[tuple] = []
    governing: tuple = ()
    found, in_run = [], False
    for place, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
        if kind == "section":
            if not in_run:
                levels = levels[: -_count_run(kinds, place)]
            levels.append(_find_named(grid, row, columns, everything))
            governing = tuple(place for level in levels for place in level)
        in_run = kind == "section" or (in_run and kind == "blank")
        found.append(governing)
    return found


def _count_run(kinds: list[str], place: int) -> int:
    """Count the sections that stand one below the other from a place on, blank rows between them or not."""
    count = 0
    for kind in kinds[place:]:
        if kind not in ("section", "blank"):
            break
        count += kind == "section"
    return count


def read_body(grid: Grid, draft: Draft) -> Body:
    """Read what the rows and columns of a table are for.

    Parameters
    ----------
    grid : Grid
    draft : Draft

    Returns
    -------
    Body
    """
    everything = [*draft.header, *draft.body]
    filled = (grid.kinds[everything, draft.left : draft.right + 1] != BLANK).any(axis=0)
    columns = [draft.left + int(c) for c in np.flatnonzero(filled)]
    values, counters = find_value_columns(grid, min(everything), max(everything), draft.left, draft.right)
    rows = np.array(draft.body, dtype=int)
    labels, is_list = choose_labels(grid, draft, rows, columns, values)
    kinds = _classify(grid, rows, columns, counters, labels, is_list)
    figures = [c for c in values if c not in labels]
    totals, doubtful = find_totals(
        grid, rows, kinds, values=figures, labels=labels, columns=columns, is_list=is_list
    )
    for place in totals:
        kinds[place] = "total"
    under = cells_under_merges(grid, rows)
    return Body(
        columns=tuple(columns),
        label_columns=labels,
        is_list=is_list,
        rows=draft.body,
        kinds=kinds,
        sections=_govern(
            grid,
            draft.body,
            kinds,
            list(labels) if labels else columns[:1] if is_list else columns,
            columns,
        ),
        labels=label_rows(grid, draft.body, kinds, labels, under),
        heads=label_heads(
            grid,
            draft.header,
            columns,
            labels=labels,
            values=values,
            rows=[row for row, kind in zip(draft.body, kinds, strict=True) if kind in ("data", "total")],
        ),
        doubtful=[draft.body[place] for place in doubtful],
        filled_down={
            at: source
            for at, source in under.items()
            if at[1] == source[1] and grid.kinds[source] in (TEXT, DATE)
        },
    )
