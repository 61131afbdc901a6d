"""What stands before a table, parted from it by a blank row: its header alone, or a title of several lines."""

from ctip_analysis.reading.bands import count_filled_cells, is_narrow
from ctip_analysis.reading.drafts import Draft, goes_on
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.headers import Header, find_header
from ctip_analysis.reading.marks import BLANK, NUMBER, TEXT, TEXTUAL, TYPED, count_among
from ctip_analysis.reading.number_rows import is_number_row, is_year_cell
from ctip_analysis.reading.regions import Lane
from ctip_analysis.reading.value_columns import find_value_columns

__all__ = ["find_band_header", "is_header_alone", "is_title_of"]

MAXIMUM_TITLE_ROWS = 8


def _end_of_names(grid: Grid, lane: Lane, top: int, bottom: int, last: int) -> int:
    """Give the last row of a header that names its columns: they may be numbered below, or share a unit."""
    if top == bottom:
        return bottom
    across = {merge[1] for merge in grid.merges_on(bottom) if merge[1] > lane.left and merge[3] > merge[1]}
    is_unit = grid.filled_columns(bottom, lane.left, lane.right) == list(across)
    if is_unit or is_number_row(grid, bottom, lane.left, lane.right, last):
        return bottom - 1
    return bottom


def _is_of_numbers(grid: Grid, lane: Lane, header: Header) -> bool:
    """Tell whether a header is a row of numbers in even steps, which may as well be values."""
    columns = grid.filled_columns(header.rows[0], lane.left, lane.right)[1:]
    return len(header.rows) == 1 and all(
        grid.kind(header.rows[0], c) == NUMBER and not is_year_cell(grid, header.rows[0], c) for c in columns
    )


def _heads(grid: Grid, lane: Lane, top: int, bottom: int, following: tuple[int, int]) -> bool:
    """Tell whether a band ends in a header of what follows, and has nothing but titles above it."""
    header = find_band_header(grid, lane, top, following[1])
    return (
        header is not None
        and header.rows[-1] == bottom
        and (header.rows[0] == top or is_narrow(grid, lane, top, header.rows[0] - 1))
    )


def _ends_in_years(grid: Grid, lane: Lane, bottom: int, header: Header) -> bool:
    """Tell whether all that stands below a band's header is a row of years: it belongs to the header."""
    own = grid.filled_columns(bottom, lane.left, lane.right)
    years = [c for c in own if is_year_cell(grid, bottom, c)]
    rest = grid.pick_kinds(bottom, set(own) - set(years))
    return header.body == bottom and len(years) > 1 and rest.count(TEXT) == len(rest)


def _has_value_alone(grid: Grid, lane: Lane, top: int, bottom: int) -> bool:
    """Tell whether rows of one or two cells hold but one value, and that alone in its row: the year of a title."""
    counts = count_filled_cells(grid, lane, top, bottom)
    kinds = [grid.row_kinds(row, lane.left, lane.right) for row in range(top, bottom + 1)]
    values = [count_among(own, TYPED) for own in kinds]
    return counts.max() <= 2 and sum(values) == 1 and counts[values.index(1)] == 1


def find_band_header(
    grid: Grid, lane: Lane, top: int, bottom: int, *, typed_only: bool = False
) -> Header | None:
    """Find the header within a band; with ``typed_only``, where it has values.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    top, bottom : int
        Its first and last row.
    typed_only : bool
    """
    columns, _ = find_value_columns(grid, top, bottom, lane.left, lane.right)
    if typed_only and not columns:
        return None
    return find_header(grid, top, bottom, lane.left, lane.right)


def is_header_alone(
    grid: Grid, lane: Lane, top: int, bottom: int, following: tuple[int, int] | None, table: Draft | None
) -> bool:
    """Tell whether a band is the header of the values that follow after a blank row.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    top, bottom : int
        Its first and last row.
    following : tuple of (first row, last row), or None
        The next band.
    table : Draft or None
        The table above.
    """
    if following is None:
        return False
    bottom = _end_of_names(grid, lane, top, bottom, following[1])
    header = find_band_header(grid, lane, top, bottom, typed_only=True)
    if header is not None and not _ends_in_years(grid, lane, bottom, header):
        return False
    filled = grid.filled_columns(bottom, lane.left, lane.right)
    if len(filled) < 2 or not all(
        grid.kind(bottom, c) in TEXTUAL or is_year_cell(grid, bottom, c) for c in filled
    ):
        return False
    is_numbered = is_number_row(grid, following[0], lane.left, lane.right, following[1])
    below = find_band_header(grid, lane, *following)
    if below is not None and not is_numbered and not _is_of_numbers(grid, lane, below):
        return False
    if following[0] == following[1] and is_narrow(grid, lane, top, following[1]):
        # A pair below a pair is a form.
        return False
    columns, _ = find_value_columns(grid, *following, lane.left, lane.right)
    rows = range(top, bottom + 1)
    covered = [c for c in columns if any(grid.kind(row, c) != BLANK for row in rows)]
    if not columns or len(covered) * 2 < len(columns):
        return False
    return not goes_on(grid, lane, *following, table) or _heads(grid, lane, top, bottom, following)


def is_title_of(grid: Grid, lane: Lane, top: int, bottom: int, following: tuple[int, int] | None) -> bool:
    """Tell whether a few rows without values stand above a wider table: a title in several languages.

    Parameters
    ----------
    grid : Grid
    lane : Lane
    top, bottom : int
        Its first and last row.
    following : tuple of (first row, last row), or None
        The next band.
    """
    if following is None or bottom - top >= MAXIMUM_TITLE_ROWS:
        return False
    stretch = (top, bottom, lane.left, lane.right)
    if find_value_columns(grid, *stretch)[0] and not _has_value_alone(grid, lane, top, bottom):
        return False
    own, other = (
        count_filled_cells(grid, lane, first, last).max() for first, last in ((top, bottom), following)
    )
    return own < other and find_band_header(grid, lane, *following) is not None
