"""The upper rows of a header: a row above it that groups its columns, or fills what it leaves blank, belongs to it."""

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.machine_rows import is_machine_row
from ctip_analysis.reading.marks import BLANK, DATE, NUMBER, TEXTUAL, count_among
from ctip_analysis.reading.number_rows import is_year_cell
from ctip_analysis.reading.questions import question

__all__ = ["grow_upwards", "is_short", "says_one_thing"]

MAXIMUM_HEADER_ROWS = 6
NUMBER_OR_DATE = bytes((NUMBER, DATE))


def grow_upwards(
    grid: Grid, rows: list[int], top: int, left: int, right: int, labels: list[int]
) -> list[int]:
    """Add to the lowest header row those above it that belong to the header."""
    while rows[0] > top and len(rows) < MAXIMUM_HEADER_ROWS:
        above = rows[0] - 1
        added = [above]
        if above > top and _goes_on_with_names(grid, above, left, right, labels):
            added = [above - 1, above]
        is_machine = is_machine_row(grid, above, left, right)
        if is_machine or not _is_group_row(grid, added[0], [*added[1:], *rows], left, right, labels):
            break
        rows = [*added, *rows]
    return rows


def _goes_on_with_names(grid: Grid, row: int, left: int, right: int, labels: list[int]) -> bool:
    """Tell whether a row goes on with the names of two or more label columns, broken into lines, and has nothing else."""
    filled = grid.filled_columns(row, left, right)
    above = grid.filled_columns(row - 1, left, right)
    return len(filled) > 1 and set(filled) <= set(labels).intersection(above) and len(above) > len(filled)


def _is_group_row(grid: Grid, row: int, lower: list[int], left: int, right: int, labels: list[int]) -> bool:
    """Tell whether a row above header rows belongs to the header: it groups columns, or fills what they leave blank."""
    filled = grid.filled_columns(row, left, right)
    if count_among(grid.pick_kinds(row, filled), NUMBER_OR_DATE) and not all(
        grid.kind(row, c) in TEXTUAL or is_year_cell(grid, row, c) for c in filled
    ):
        return False
    merges = [merge for merge in grid.merges_on(row) if left <= merge[1] <= right]
    across = [m for m in merges if m[3] > m[1] and m[0] == row]
    down = [m for m in merges if m[2] > row and m[2] >= min(lower)]
    own = [c for c in filled if c not in labels]
    if not own and not down:
        return False
    if not filled:
        # All that it has is merged down from above.
        return True
    # A lower row may hold nothing but what is merged down from above.
    used = sorted({c for r in lower for c in grid.filled_columns(r, left, right)} or filled)
    first, last = min(used), max(used)
    if len(filled) == 1:
        return _groups_alone(grid, row, filled[0], across, labels, (first, last), lower)
    if len(filled) >= 3 and says_one_thing(grid, row, filled):
        # Said over each column of values and over no label, it is what a merge said before it was lost.
        return bool(labels) and filled == own == [c for c in used if c not in labels]
    if down or any(m[1] in own for m in across):
        return True
    blank_below = [c for c in filled if all(grid.kind(r, c) == BLANK for r in lower)]
    if len([c for c in blank_below if c in own or len(blank_below) > 1]) > 0 and len(own) >= 1:
        return True
    if _is_same_header_again(grid, row, filled, lower):
        return True
    in_labels = [c for c in filled if c in labels]
    below = set(grid.filled_columns(lower[0], left, right))
    if labels and len(own) > 1 and not in_labels and set(own) == below - set(labels):
        # Units stand below the names of the columns; the labels are named beside the units, or not at all.
        return True
    if in_labels and set(in_labels) <= set(blank_below) and below <= set(own):
        # Units, or names in another language, stand below the names; the labels are named once.
        return True
    if in_labels and len(own) == 1:
        return _names_corner(grid, row, in_labels, own[0], sorted(below), labels)
    groups = [c for c in own if _span_of(c, filled, last) > 1]
    # "Organization: | ABC" stands above the first columns without a gap: a title, not a group of columns.
    is_pair = groups == [filled[-1]] and filled[-1] - first == len(filled) - 1
    return bool(groups) and not is_pair


@question
def _names_corner(grid: Grid, row: int, in_labels: list[int], column: int, below: list[int], labels) -> bool:
    """Tell whether a row names the labels, which the row below leaves blank, and all columns of values at once."""
    is_pair = any(grid.text(row, c).endswith(":") for c in in_labels)
    return not is_pair and len(below) > 1 and below[0] <= column < below[-1] and not set(below) & set(labels)


def _is_same_header_again(grid: Grid, row: int, filled: list[int], lower: list[int]) -> bool:
    """Tell whether a row heads the same columns as the row below, as a header in a second language does."""
    below = grid.filled_columns(lower[0], min(filled), max(filled))
    return (
        len(filled) >= 3
        and below == filled
        and not says_one_thing(grid, row, filled)
        and is_short(grid, row, filled, 80)
    )


@question
def says_one_thing(grid: Grid, row: int, columns: list[int]) -> bool:
    """Tell whether the cells of a row all say the same."""
    return len({grid.text(row, column) for column in columns}) == 1


@question
def is_short(grid: Grid, row: int, columns: list[int], letters: int) -> bool:
    """Tell whether no cell of a row has more letters."""
    return all(len(grid.text(row, column)) <= letters for column in columns)


def _span_of(column: int, filled: list[int], last: int) -> int:
    after = [c for c in filled if c > column]
    return (after[0] if after else last + 1) - column


def _groups_alone(grid, row, column, across, labels, used, lower) -> bool:
    """Tell whether a single text over the columns of values names their group rather than the table."""
    first, last = used
    if across:
        _, start, _, end = across[0]
        covers_labels = any(start <= c <= end for c in labels)
        is_part = bool(labels) or start > first or end < last
        return not covers_labels and is_part
    if row and grid.kind(row - 1, column) in TEXTUAL:
        # The second line of a title that begins in this column.
        return False
    corner_is_free = bool(labels) and column == max(labels) + 1
    return corner_is_free and last > column and is_short(grid, row, [column], 60)
