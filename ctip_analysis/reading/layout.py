"""The tables of a sheet: each with its title, header, body and notes, found lane by lane from the top down.

A stretch of rows without a blank row begins a table where a header is found in it; without one it goes on with the
table above if its values stand in that table's columns, and is of the same kinds. What stays between tables are
titles of the next one or notes of the last.
"""

from dataclasses import dataclass, field

import numpy as np

from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.headers import Header, find_header, find_value_columns, is_number_row, is_year_cell
from ctip_analysis.reading.marks import (
    BLANK,
    DATE,
    NUMBER,
    TEXT,
    TEXTUAL,
    TYPED,
    count_among,
    count_filled,
    is_among,
    read_text,
)
from ctip_analysis.reading.regions import Lane, find_lanes, find_runs, mark_occupied

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


def _texts(grid: Grid, row: int, left: int, right: int) -> list[str]:
    kinds = grid.row_kinds(row, left, right)
    return [grid.text(row, column) if kind else "" for column, kind in enumerate(kinds, left)]


def _count_filled(grid: Grid, top: int, bottom: int, lane: Lane) -> np.ndarray:
    return grid.count_filled(top, bottom, lane.left, lane.right)


def _starts_anew(grid: Grid, row: int, bottom: int, columns: list[int], table: Draft) -> bool:
    """Tell whether a row within a body is a header again: different texts over the columns of numbers."""
    kinds = grid.pick_kinds(row, columns)
    if count_among(kinds, TYPED):
        return False
    texts = [grid.text(row, c) for c, kind in zip(columns, kinds, strict=True) if kind in TEXTUAL]
    if not any(not read_text(text).is_word for text in texts):
        return False
    if table.header and _texts(grid, row, table.left, table.right) == _texts(
        grid, table.header[-1], table.left, table.right
    ):
        return True
    if _narrows(grid, row, bottom, table):
        return True
    own = count_filled(kinds)
    return own >= 2 and own * 2 >= len(columns) and len(set(texts)) > 1 and TEXT in kinds


def _narrows(grid: Grid, row: int, bottom: int, table: Draft) -> bool:
    """Tell whether from a row of texts on, a table of fewer columns stands directly below a wider one."""
    filled = grid.kinds[row : bottom + 1, table.left : table.right + 1] != BLANK
    above = grid.kinds[table.header[-1], table.left : table.right + 1] != BLANK
    own = filled[0]
    is_headed = own.sum() >= 2 and is_among(grid.kinds[row, table.left : table.right + 1][own], TEXTUAL).all()
    return bool(
        is_headed
        and len(filled) > 2
        and above[own].all()
        and (above & ~own).any()
        and not filled[:, ~own].any()
    )


def _find_next_start(grid: Grid, lane: Lane, body: int, bottom: int, table: Draft) -> tuple[int, bool] | None:
    """Find where, within a stretch of rows, the next table begins, or the header is repeated."""
    height = bottom - body + 1
    stretches = {c: grid.column_kinds(c, body, bottom) for c in range(lane.left, lane.right + 1)}
    # A new header is a text in columns of numbers.
    numeric = [c for c, kinds in stretches.items() if kinds.count(NUMBER) >= 0.3 * height]
    if not any(count_among(stretches[c], TEXTUAL) for c in numeric):
        return None
    columns, _ = find_value_columns(grid, body, bottom, lane.left, lane.right)
    numeric = [c for c in columns if c in numeric]
    for row in _find_untyped(stretches, numeric, body):
        if row == bottom or not _starts_anew(grid, row, bottom, numeric, table):
            continue
        start = row
        while start - 1 > body and not count_among(grid.pick_kinds(start - 1, numeric), TYPED):
            start -= 1
        same = table.header and _texts(grid, row, lane.left, lane.right) == _texts(
            grid, table.header[-1], lane.left, lane.right
        )
        return start, bool(same and start == row)
    return None


def _find_untyped(stretches: dict[int, bytes], columns: list[int], first: int) -> list[int]:
    """Give the rows that have a text, and no value, in some of the columns."""
    if not any(count_among(stretches[column], TEXTUAL) for column in columns):
        return []
    kinds = np.array([np.frombuffer(stretches[column], dtype=np.int8) for column in columns])
    has_text, has_value = (is_among(kinds, wanted).any(axis=0) for wanted in (TEXTUAL, TYPED))
    return (first + np.flatnonzero(has_text & ~has_value)).tolist()


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


class _LaneReader:
    """Goes down a lane, table by table."""

    def __init__(self, grid: Grid, lane: Lane):
        self.grid, self.lane = grid, lane
        self.tables: list[Draft] = []
        self.pending: list[int] = []

    def read(self) -> list[Draft]:
        occupied = mark_occupied(self.grid)[
            self.lane.top : self.lane.bottom + 1, self.lane.left : self.lane.right + 1
        ]
        bands = [(a + self.lane.top, b + self.lane.top) for a, b in find_runs(occupied.any(axis=1))]
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
        self.tables[-1].notes += self.pending
        self.pending = []

    def _is_header_alone(self, top: int, bottom: int, following: tuple[int, int] | None) -> bool:
        """Tell whether a band is the header of the values that follow after a blank row."""
        if following is None:
            return False
        header = self._header(top, bottom, typed_only=True)
        if header is not None and not self._ends_in_years(bottom, header):
            return False
        filled = self.grid.filled_columns(bottom, self.lane.left, self.lane.right)
        if len(filled) < 2 or not all(
            self.grid.kind(bottom, c) in TEXTUAL or is_year_cell(self.grid, bottom, c) for c in filled
        ):
            return False
        is_numbered = is_number_row(self.grid, following[0], self.lane.left, self.lane.right, following[1])
        if self._header(*following) is not None and not is_numbered:
            return False
        columns, _ = find_value_columns(self.grid, *following, self.lane.left, self.lane.right)
        rows = range(top, bottom + 1)
        covered = [c for c in columns if any(self.grid.kind(row, c) != BLANK for row in rows)]
        if not columns or len(covered) * 2 < len(columns):
            return False
        goes_on = _goes_on(self.grid, self.lane, *following, self.tables[-1] if self.tables else None)
        return not goes_on or self._heads(top, bottom, following)

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
        if find_value_columns(self.grid, top, bottom, self.lane.left, self.lane.right)[0]:
            return False
        own, other = (
            _count_filled(self.grid, first, last, self.lane).max()
            for first, last in ((top, bottom), following)
        )
        return own < other and self._header(*following) is not None

    def _header(self, top: int, bottom: int, *, typed_only: bool = False) -> Header | None:
        columns, _ = find_value_columns(self.grid, top, bottom, self.lane.left, self.lane.right)
        if typed_only and not columns:
            return None
        return find_header(self.grid, top, bottom, self.lane.left, self.lane.right)

    def _read_band(self, top: int, bottom: int) -> None:
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
        """Tell whether a band of two columns is a form: most of its pairs stand above what would be its header."""
        if not _is_narrow(self.grid, self.lane, top, bottom):
            return False
        pairs = (top + np.flatnonzero(_count_filled(self.grid, top, bottom, self.lane) == 2)).tolist()
        keys = [self.grid.text(row, self.lane.left) for row in pairs if self.lane.left < self.grid.shape[1]]
        with_colon = sum(key.endswith(":") for key in keys)
        above = sum(row < header.rows[0] for row in pairs)
        below = sum(row >= header.body for row in pairs)
        return with_colon * 2 > len(pairs) or above >= max(below, 1)

    def _read_body(self, body: int, bottom: int, table: Draft) -> None:
        while body <= bottom:
            found = _find_next_start(self.grid, self.lane, body, bottom, table)
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
        if len(counts) < 3 or (counts != 2).any():
            return False
        return not any(self.grid.text(r, self.lane.left).endswith(":") for r in range(top, bottom + 1))

    def _read_without_header(self, top: int, bottom: int, open_table: Draft | None) -> None:
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
