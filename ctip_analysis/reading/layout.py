"""The tables of a sheet: each with its title, header, body and notes, found lane by lane from the top down.

A stretch of rows without a blank row begins a table where a header is found in it; without one it goes on with the
table above if its values stand in that table's columns, and is of the same kinds. What stays between tables are
titles of the next one or notes of the last.
"""

from dataclasses import dataclass, field

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.headers import Header, find_header
from ctip_analysis.reading.marks import BLANK, DATE, NUMBER, TEXT, TEXTUAL, TYPED, count_among, is_among
from ctip_analysis.reading.number_rows import is_number_row, is_year_cell
from ctip_analysis.reading.questions import question
from ctip_analysis.reading.regions import Lane, find_lanes, find_runs, mark_occupied
from ctip_analysis.reading.restarts import find_next_start
from ctip_analysis.reading.value_columns import find_value_columns

__all__ = ["Draft", "find_tables"]

MAXIMUM_TITLE_ROWS = 8


@dataclass
class Draft:
    """A table in the making: rows counted from 0, by what they are for."""

    left: int
    right: int
    header: tuple[int, ...] = ()
    machine: list[int] = field(default_factory=list)
    title: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    is_clear: bool = True
    candidates: tuple[int, ...] = ()
    shared_title: tuple[int, ...] = ()


def _count_filled(grid: Grid, top: int, bottom: int, lane: Lane) -> np.ndarray:
    return grid.count_filled(top, bottom, lane.left, lane.right)


def _goes_on(grid: Grid, lane: Lane, top: int, bottom: int, table: Draft | None) -> bool:
    """Tell whether rows without a header go on with a table: in its columns, of its kinds."""
    if table is None or not table.is_clear:
        return False
    filled = (
        np.flatnonzero((grid.kinds[top : bottom + 1, lane.left : lane.right + 1] != BLANK).any(axis=0))
        + lane.left
    )
    body = table.body or list(table.header)
    known = {
        c for c in range(lane.left, lane.right + 1) if (grid.kinds[[*table.header, *body], c] != BLANK).any()
    }
    if not set(filled.tolist()) <= known:
        return False
    if not table.body:
        return True
    for column in filled.tolist():
        old = grid.kinds[table.body, column]
        new = grid.kinds[top : bottom + 1, column]
        old_typed, new_typed = old[is_among(old, (NUMBER, DATE))], new[is_among(new, (NUMBER, DATE))]
        if len(new_typed) and not len(old_typed) and (old == TEXT).any():
            return False
        if len(new_typed) and len(old_typed) and not np.isin(new_typed, old_typed).any():
            return False
    return True


def _is_narrow(grid: Grid, lane: Lane, top: int, bottom: int) -> bool:
    """Tell whether rows hold a text or two each, as titles, notes and signatures do."""
    return bool((_count_filled(grid, top, bottom, lane) <= 2).all())


def _join_spaced(grid: Grid, lane: Lane, bands: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join single rows with one blank row between each two of them: it is how the table is spaced.

    So it is where four rows or more stand like that, three of them with several cells.
    """
    joined: list[tuple[int, int]] = []
    place = 0
    while place < len(bands):
        end = place
        while end + 1 < len(bands) and bands[end + 1][0] == bands[end + 1][1] == bands[end][0] + 2:
            end += 1
        rows = [top for top, _ in bands[place : end + 1]]
        several = sum(_count_filled(grid, row, row, lane)[0] > 1 for row in rows)
        if len(rows) < 4 or several < 3:
            end = place
        joined.append((bands[place][0], bands[end][1]))
        place = end + 1
    return joined


@question
def _count_colons(grid: Grid, rows: list[int], column: int) -> int:
    """Count the cells of a column that end in a colon, as the questions of a form do."""
    return sum(grid.text(row, column).endswith(":") for row in rows) if column < grid.shape[1] else 0


class _LaneReader:
    """Goes down a lane, table by table."""

    def __init__(self, grid: Grid, lane: Lane):
        self.grid, self.lane = grid, lane
        self.tables: list[Draft] = []
        self.pending: list[int] = []

    def read(self) -> list[Draft]:
        """Give the tables of the lane."""
        occupied = mark_occupied(self.grid)[
            self.lane.top : self.lane.bottom + 1, self.lane.left : self.lane.right + 1
        ]
        bands = [(a + self.lane.top, b + self.lane.top) for a, b in find_runs(occupied.any(axis=1))]
        bands = _join_spaced(self.grid, self.lane, bands)
        place = 0
        while place < len(bands):
            top, bottom = bands[place]
            following = bands[place + 1] if place + 1 < len(bands) else None
            if self._is_header_alone(top, bottom, following):
                bands[place + 1] = (top, following[1])
                place += 1
                continue
            if self._is_title_of(top, bottom, following):
                self.pending += range(top, bottom + 1)
            else:
                self._read_band(top, bottom)
            place += 1
        if self.tables and self.pending:
            self._end_with_notes()
        for table in self.tables:
            table.shared_title = self.lane.above
        return self.tables

    def _end_with_notes(self) -> None:
        """Let what is left over be notes of the last table."""
        self.tables[-1].notes += self.pending
        self.pending = []

    def _is_header_alone(self, top: int, bottom: int, following: tuple[int, int] | None) -> bool:
        """Tell whether a band is the header of the values that follow after a blank row."""
        if following is None:
            return False
        bottom = self._end_of_names(top, bottom, following[1])
        header = self._header(top, bottom, typed_only=True)
        if header is not None and not self._ends_in_years(bottom, header):
            return False
        filled = self.grid.filled_columns(bottom, self.lane.left, self.lane.right)
        if len(filled) < 2 or not all(
            self.grid.kind(bottom, c) in TEXTUAL or is_year_cell(self.grid, bottom, c) for c in filled
        ):
            return False
        is_numbered = is_number_row(self.grid, following[0], self.lane.left, self.lane.right, following[1])
        below = self._header(*following)
        if below is not None and not is_numbered and not self._is_of_numbers(below):
            return False
        if following[0] == following[1] and _is_narrow(self.grid, self.lane, top, following[1]):
            # A pair below a pair is a form.
            return False
        columns, _ = find_value_columns(self.grid, *following, self.lane.left, self.lane.right)
        rows = range(top, bottom + 1)
        covered = [c for c in columns if any(self.grid.kind(row, c) != BLANK for row in rows)]
        if not columns or len(covered) * 2 < len(columns):
            return False
        goes_on = _goes_on(self.grid, self.lane, *following, self.tables[-1] if self.tables else None)
        return not goes_on or self._heads(top, bottom, following)

    def _end_of_names(self, top: int, bottom: int, last: int) -> int:
        """Give the last row of a header that names its columns: they may be numbered below, or share a unit."""
        if top == bottom:
            return bottom
        across = {
            merge[1]
            for merge in self.grid.merges_on(bottom)
            if merge[1] > self.lane.left and merge[3] > merge[1]
        }
        is_unit = self.grid.filled_columns(bottom, self.lane.left, self.lane.right) == list(across)
        if is_unit or is_number_row(self.grid, bottom, self.lane.left, self.lane.right, last):
            return bottom - 1
        return bottom

    def _is_of_numbers(self, header: Header) -> bool:
        """Tell whether a header is a row of numbers in even steps, which may as well be values."""
        columns = self.grid.filled_columns(header.rows[0], self.lane.left, self.lane.right)[1:]
        return len(header.rows) == 1 and all(
            self.grid.kind(header.rows[0], c) == NUMBER and not is_year_cell(self.grid, header.rows[0], c)
            for c in columns
        )

    def _heads(self, top: int, bottom: int, following: tuple[int, int]) -> bool:
        """Tell whether a band ends in a header of what follows, and has nothing but titles above it."""
        header = self._header(top, following[1])
        return (
            header is not None
            and header.rows[-1] == bottom
            and (header.rows[0] == top or _is_narrow(self.grid, self.lane, top, header.rows[0] - 1))
        )

    def _ends_in_years(self, bottom: int, header: Header) -> bool:
        """Tell whether all that stands below a band's header is a row of years: it belongs to the header."""
        own = self.grid.filled_columns(bottom, self.lane.left, self.lane.right)
        years = [c for c in own if is_year_cell(self.grid, bottom, c)]
        rest = self.grid.pick_kinds(bottom, set(own) - set(years))
        return header.body == bottom and len(years) > 1 and rest.count(TEXT) == len(rest)

    def _is_title_of(self, top: int, bottom: int, following: tuple[int, int] | None) -> bool:
        """Tell whether a few rows without values stand above a wider table: a title in several languages."""
        if following is None or bottom - top >= MAXIMUM_TITLE_ROWS:
            return False
        stretch = (top, bottom, self.lane.left, self.lane.right)
        if find_value_columns(self.grid, *stretch)[0] and not self._has_value_alone(top, bottom):
            return False
        own, other = (
            _count_filled(self.grid, first, last, self.lane).max()
            for first, last in ((top, bottom), following)
        )
        return own < other and self._header(*following) is not None

    def _has_value_alone(self, top: int, bottom: int) -> bool:
        """Tell whether rows of one or two cells hold but one value, and that alone in its row: the year of a title."""
        counts = _count_filled(self.grid, top, bottom, self.lane)
        kinds = [self.grid.row_kinds(row, self.lane.left, self.lane.right) for row in range(top, bottom + 1)]
        values = [count_among(own, TYPED) for own in kinds]
        return counts.max() <= 2 and sum(values) == 1 and counts[values.index(1)] == 1

    def _header(self, top: int, bottom: int, *, typed_only: bool = False) -> Header | None:
        """Find the header within a band; with ``typed_only``, where it has values."""
        columns, _ = find_value_columns(self.grid, top, bottom, self.lane.left, self.lane.right)
        if typed_only and not columns:
            return None
        return find_header(self.grid, top, bottom, self.lane.left, self.lane.right)

    def _read_band(self, top: int, bottom: int) -> None:
        """Read rows without a blank one between them: a table, the rest of one, or texts."""
        grid, lane = self.grid, self.lane
        open_table = self.tables[-1] if self.tables else None
        columns, _ = find_value_columns(grid, top, bottom, lane.left, lane.right)
        if not columns:
            self._read_texts(top, bottom, open_table)
            return
        header = self._header(top, bottom)
        if header is None:
            self._read_without_header(top, bottom, open_table)
            return
        if self._is_form(top, bottom, header):
            self.pending += range(top, bottom + 1)
            return
        table = Draft(
            lane.left,
            lane.right,
            header.rows,
            list(header.machine_rows),
            title=[*self.pending, *(r for r in range(top, header.rows[0]) if r not in header.machine_rows)],
        )
        self.pending = []
        self.tables.append(table)
        self._read_body(header.body, bottom, table)

    def _is_form(self, top: int, bottom: int, header: Header) -> bool:
        """Tell whether a band of two columns is a form: most of its pairs stand above what would be its header.

        Or else pairs of texts stand above and below it, as many as there are numbers.
        """
        if not _is_narrow(self.grid, self.lane, top, bottom):
            return False
        pairs = (top + np.flatnonzero(_count_filled(self.grid, top, bottom, self.lane) == 2)).tolist()
        with_colon = _count_colons(self.grid, pairs, self.lane.left)
        above = sum(row < header.rows[0] for row in pairs)
        below = sum(row >= header.body for row in pairs)
        ends = [self.grid.filled_columns(row, self.lane.left, self.lane.right)[-1] for row in pairs]
        texts = sum(self.grid.kind(row, c) == TEXT for row, c in zip(pairs, ends, strict=True))
        has_texts = above > 0 and texts > above + 1 and texts * 2 >= len(pairs)
        return with_colon * 2 > len(pairs) or above >= max(below, 1) or has_texts

    def _read_body(self, body: int, bottom: int, table: Draft) -> None:
        """Give a table its rows down to the next header, and read on from there."""
        while body <= bottom:
            found = find_next_start(self.grid, self.lane, body, bottom, table.header[-1])
            if found is None:
                table.body += range(body, bottom + 1)
                return
            start, is_repeated = found
            table.body += range(body, start)
            if is_repeated:
                table.machine.append(start)
                body = start + 1
                continue
            self._read_band(start, bottom)
            return

    def _read_texts(self, top: int, bottom: int, open_table: Draft | None) -> None:
        """Read a band of texts alone: titles or notes, the rest of a table, or a table of texts."""
        grid, lane = self.grid, self.lane
        if _is_narrow(grid, lane, top, bottom) and not self._is_list_of_two(top, bottom):
            self.pending += range(top, bottom + 1)
            return
        if open_table is not None and _goes_on(grid, lane, top, bottom, open_table):
            open_table.body += [*self.pending, *range(top, bottom + 1)]
            self.pending = []
            return
        header = find_header(grid, top, bottom, lane.left, lane.right)
        if header is None or (bottom == top and _count_filled(grid, top, top, lane)[0] < 3):
            self.pending += range(top, bottom + 1)
            return
        machine = list(header.machine_rows)
        title = [*self.pending, *(r for r in range(top, header.rows[0]) if r not in machine)]
        self.pending = []
        self.tables.append(
            Draft(lane.left, lane.right, header.rows, machine, title, list(range(header.body, bottom + 1)))
        )

    def _is_list_of_two(self, top: int, bottom: int) -> bool:
        """Tell whether two columns of texts are a list: both filled in each row, under different words."""
        counts = _count_filled(self.grid, top, bottom, self.lane)
        counters = find_value_columns(self.grid, top, bottom, self.lane.left, self.lane.right)[1]
        if counters and len(counts) > 3:
            # Titles may stand above the header of numbered rows.
            counts = counts[int((counts > 1).argmax()) :]
        if len(counts) < 3 or (counts != 2).any():
            return False
        return not _count_colons(self.grid, list(range(top, bottom + 1)), self.lane.left)

    def _read_without_header(self, top: int, bottom: int, open_table: Draft | None) -> None:
        """Read values without a header: the rest of a table, a form's pairs, or an unclear table."""
        grid, lane = self.grid, self.lane
        if _goes_on(grid, lane, top, bottom, open_table):
            open_table.body += [*self.pending, *range(top, bottom + 1)]
            self.pending = []
            return
        if _is_narrow(grid, lane, top, bottom):
            self.pending += range(top, bottom + 1)
            return
        self.tables.append(
            Draft(
                lane.left,
                lane.right,
                title=self.pending,
                body=list(range(top, bottom + 1)),
                is_clear=False,
                candidates=(top,),
            )
        )
        self.pending = []


def find_tables(grid: Grid) -> list[Draft]:
    """Find the tables of a sheet.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    list of Draft
        From the top down and from the left to the right.
    """
    if not grid.kinds.size:
        return []
    drafts = [draft for lane in find_lanes(grid) for draft in _LaneReader(grid, lane).read()]
    return drafts
