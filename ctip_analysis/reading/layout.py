"""The tables of a sheet: each with its title, header, body and notes, found lane by lane from the top down.

A stretch of rows without a blank row begins a table where a header is found in it; without one it goes on with the
table above if its values stand in that table's columns, and is of the same kinds. What stays between tables are
titles of the next one or notes of the last.
"""

from ctip_analysis.reading.bands import count_filled_cells, is_form, is_list_of_two, is_narrow, join_spaced
from ctip_analysis.reading.drafts import Draft, goes_on
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.headers import Header, find_header
from ctip_analysis.reading.leading_bands import find_band_header, is_header_alone, is_title_of
from ctip_analysis.reading.regions import Lane, find_lanes, find_runs, mark_occupied
from ctip_analysis.reading.restarts import find_next_start
from ctip_analysis.reading.value_columns import find_value_columns

__all__ = ["find_tables"]


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
        bands = join_spaced(self.grid, self.lane, bands)
        place = 0
        while place < len(bands):
            top, bottom = bands[place]
            following = bands[place + 1] if place + 1 < len(bands) else None
            if is_header_alone(self.grid, self.lane, top, bottom, following, self._open_table()):
                bands[place + 1] = (top, following[1])
                place += 1
                continue
            if is_title_of(self.grid, self.lane, top, bottom, following):
                self.pending += range(top, bottom + 1)
            else:
                self._read_band(top, bottom)
            place += 1
        if self.tables and self.pending:
            self._end_with_notes()
        for table in self.tables:
            table.shared_title = self.lane.above
        return self.tables

    def _open_table(self) -> Draft | None:
        return self.tables[-1] if self.tables else None

    def _end_with_notes(self) -> None:
        """Let what is left over be notes of the last table."""
        self.tables[-1].notes += self.pending
        self.pending = []

    def _read_band(self, top: int, bottom: int) -> None:
        """Read rows without a blank one between them: a table, the rest of one, or texts."""
        grid, lane = self.grid, self.lane
        open_table = self._open_table()
        columns, _ = find_value_columns(grid, top, bottom, lane.left, lane.right)
        if not columns:
            self._read_texts(top, bottom, open_table)
            return
        header = find_band_header(grid, lane, top, bottom)
        if header is None or self._is_of_section(header, top, bottom, columns):
            self._read_without_header(top, bottom, open_table)
            return
        if is_form(grid, lane, top, bottom, header):
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

    def _is_of_section(self, header: Header, top: int, bottom: int, columns: list[int]) -> bool:
        """Tell whether what seems a header is one cell over several columns of the table above, as a year over its rows."""
        own = self.grid.filled_columns(top, self.lane.left, self.lane.right)
        is_alone = header.rows == (top,) and len(own) == 1 and len(columns) > 1
        return is_alone and goes_on(self.grid, self.lane, top, bottom, self._open_table())

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
        if is_narrow(grid, lane, top, bottom) and not is_list_of_two(grid, lane, top, bottom):
            self.pending += range(top, bottom + 1)
            return
        if open_table is not None and goes_on(grid, lane, top, bottom, open_table):
            open_table.body += [*self.pending, *range(top, bottom + 1)]
            self.pending = []
            return
        header = find_header(grid, top, bottom, lane.left, lane.right)
        if header is None or (bottom == top and count_filled_cells(grid, lane, top, top)[0] < 3):
            self.pending += range(top, bottom + 1)
            return
        machine = list(header.machine_rows)
        title = [*self.pending, *(r for r in range(top, header.rows[0]) if r not in machine)]
        self.pending = []
        self.tables.append(
            Draft(lane.left, lane.right, header.rows, machine, title, list(range(header.body, bottom + 1)))
        )

    def _read_without_header(self, top: int, bottom: int, open_table: Draft | None) -> None:
        """Read values without a header: the rest of a table, a form's pairs, or an unclear table."""
        grid, lane = self.grid, self.lane
        if goes_on(grid, lane, top, bottom, open_table):
            open_table.body += [*self.pending, *range(top, bottom + 1)]
            self.pending = []
            return
        if is_narrow(grid, lane, top, bottom):
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
    return [draft for lane in find_lanes(grid) for draft in _LaneReader(grid, lane).read()]
