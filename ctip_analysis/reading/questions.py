"""Sheets of one shape laid out once: what a layout asks of the contents of cells is noted, and asked anew of the next.

Where the tables of a sheet lie follows from the kinds of its cells, from its merges, and from the answers to a few
questions about contents, such as "do these numbers count the rows?". A layout is kept with the answers it rests on, and
given again to a sheet of the same kinds and merges whose contents answer every question alike: the same steps would
lead to it. Whatever looks at contents outside a question gives a layout that is not kept.
"""

from collections.abc import Callable, Hashable
from functools import wraps

__all__ = ["Layouts", "Notes", "question"]


class Notes:
    """The questions that were asked of a grid since it is watched.

    Attributes
    ----------
    asked : list of (function, arguments, answer), or None
        None while nothing is noted: the grid is not watched, or a question is being answered.
    is_complete : bool
        Whether contents were looked at within questions only.
    """

    __slots__ = ("asked", "is_complete")

    def __init__(self):
        self.asked: list[tuple] | None = None
        self.is_complete = True

    def look(self) -> None:
        """Note that contents are looked at."""
        if self.asked is not None:
            self.is_complete = False


def question(find: Callable) -> Callable:
    """Let the answers of a function of a grid and of a place in it be noted; they must be hashable.

    Lists among the arguments are handed on as tuples, since they are kept.
    """

    @wraps(find)
    def ask(grid, *place):
        notes = grid.notes
        asked = notes.asked
        if asked is None:
            return find(grid, *place)
        place = tuple([tuple(part) if type(part) is list else part for part in place])
        notes.asked = None
        answer = find(grid, *place)
        notes.asked = asked
        asked.append((find, place, answer))
        return answer

    return ask


class _Step:
    """A question, and what follows from each answer: the next step or a layout."""

    __slots__ = ("find", "follows", "place")

    def __init__(self, find: Callable, place: tuple):
        self.find, self.place = find, place
        self.follows: dict[Hashable, object] = {}


class Layouts:
    """The layouts of sheets, by shape and by what was asked.

    Parameters
    ----------
    lay_out : callable
        Gives the layout of a grid.
    maximum_cells : int
        So many cells of remembered sheets are kept at once; a larger sheet is not remembered.
    """

    def __init__(self, lay_out: Callable, maximum_cells: int):
        self.lay_out, self.maximum_cells = lay_out, maximum_cells
        self.known: dict[tuple, object] = {}
        self.cells = 0

    def find(self, grid):
        """Give the layout of a grid, remembered or made."""
        size = len(grid.codes)
        if size * 10 > self.maximum_cells:
            return self.lay_out(grid)
        shape = (grid.codes, grid.shape, grid.merges)
        step = self.known.get(shape)
        while type(step) is _Step:
            step = step.follows.get(step.find(grid, *step.place))
        if step is not None:
            return step
        grid.notes.asked, grid.notes.is_complete = [], True
        try:
            layout = self.lay_out(grid)
        finally:
            asked, grid.notes.asked = grid.notes.asked, None
        if grid.notes.is_complete:
            self._keep(shape, asked, layout, size)
        return layout

    def _keep(self, shape: tuple, asked: list[tuple], layout, size: int) -> None:
        if self.cells + size > self.maximum_cells:
            self.known.clear()
            self.cells = 0
        self.cells += size
        follows, answer = self.known, shape
        for find, place, following in asked:
            step = follows.get(answer)
            if step is None:
                step = follows[answer] = _Step(find, place)
            follows, answer = step.follows, following
        follows[answer] = layout
