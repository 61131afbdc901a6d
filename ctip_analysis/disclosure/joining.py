"""Solve linked systems of counts; where a late line joins several, settle these one by one, and then prove the whole.

One pattern for two large systems that few lines join takes many times the work of two patterns. So each is settled
alone; what is hidden then stays so; and for the whole only what the joining lines ask for is hidden besides. The proof
is of the whole.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ctip_analysis.disclosure.linked_values import Line, LinkedCounts, link_counts, publish_counts
from ctip_analysis.disclosure.linking import System
from ctip_analysis.disclosure.needing import Needs
from ctip_analysis.disclosure.solving import Solution, solve_system
from ctip_analysis.disclosure.working import TooMuchWork, Work

__all__ = ["solve_in_turns"]

#: Distinct cells of a system, and of one that joins others, from which on what is asked for is hidden without a search
#: for something cheaper.
MOST_SEARCHED = {False: 1_800, True: 3_000}

Solved = tuple[System, list[Line], Solution, int]


def _solve(
    system: System, said: list[Line], threshold: int, work: Work, *, is_searched: bool = True
) -> tuple[Solution, int]:
    """Protect a linked system; give up differences that a reader only assumes, one after another, where none can.

    Returns
    -------
    Solution
    int
        How many differences were given up.
    """
    assumed = {line.parts[-1] for line in said if line.is_assumed}
    given_up = 0
    while True:
        solution = solve_system(
            system,
            lambda pattern, asked, system=system: publish_counts(system, pattern, asked, threshold),
            np.arange(system.size),
            threshold,
            is_searched=is_searched,
            work=work,
        )
        left = sorted(assumed.intersection(solution.open_cells))
        if not left:
            return solution, given_up
        given_up += len(left)
        is_small = system.is_small.copy()
        is_small[left] = False
        system = replace(system, is_small=is_small)


def _solve_all(linked: LinkedCounts, threshold: int, work: Work, is_wanted) -> Iterator[Solved]:
    for system, said in link_counts(linked, threshold):
        if is_wanted(system, said):
            is_joined = any(line.is_late for line in said)
            is_searched = system.size <= MOST_SEARCHED[is_joined]
            try:
                found = _solve(system, said, threshold, work, is_searched=is_searched)
            except TooMuchWork:
                raise TooMuchWork(system.cells >= 0) from None
            yield system, said, *found


def _list_rests(said: list[Line], n_counts: int, place: np.ndarray) -> dict[tuple, int]:
    """Name what each total has over its parts by them: it has no count of its own to be known by."""
    found = {}
    for line in said:
        *parts, last = line.parts
        if last >= n_counts and (own := [place[cell] for cell in (line.total, *parts)]) and min(own) >= 0:
            found[(int(own[0]), tuple(sorted(int(cell) for cell in own[1:])))] = last
    return found


def _bring_guards(before: Solved, after: Solved) -> dict[int, int]:
    """Bring what each cell guarded alone to the cells of the whole."""
    (system, said, solution, _), (whole, told, *_) = before, after
    place = np.full(system.size, -1)
    both = (system.cells >= 0) & (whole.cells >= 0)
    place[system.cells[both]] = whole.cells[both]
    rests = _list_rests(told, int(whole.cells.max(initial=-1)) + 1, np.arange(whole.size))
    for key, cell in _list_rests(said, int(system.cells.max(initial=-1)) + 1, place).items():
        place[cell] = rests.get(key, -1)
    guards = solution.needs.guards if solution.needs else {}
    return {
        int(place[cell]): int(place[small])
        for cell, small in guards.items()
        if place[cell] >= 0 and place[small] >= 0
    }


def _add_needs(parts: list[Solved], whole: Solved) -> Solution:
    """Say of the whole what the tests of its parts found, and the bound that holds for both."""
    solution = whole[2]
    told = [solution.needs, *(part[2].needs for part in parts)]
    if None in told:
        return solution
    guards = {cell: small for part in parts for cell, small in _bring_guards(part, whole).items()}
    guards |= solution.needs.guards
    names = ("tested", "shown_again", "held_by_whole_numbers", "untried", "untested")
    sums = {name: sum(getattr(one, name) for one in told) for name in names}
    # Cells of several parts can be one cell of the whole: it is needed, and was tested, once.
    sums["tested"] -= sum(len(one.guards) for one in told) - len(guards)
    pattern = replace(solution.pattern, bound=sum(part[2].pattern.bound for part in parts))
    return replace(solution, pattern=pattern, needs=Needs(guards=guards, **sums))


def solve_in_turns(linked: LinkedCounts, threshold: int, work: Work) -> Iterator[Solved]:
    """Solve each linked system of counts.

    Parameters
    ----------
    linked : LinkedCounts
    threshold : int
    work : Work
        Counts the steps that all systems take together.

    Yields
    ------
    tuple of System, list of Line, Solution and int
        The last is how many differences that a reader only assumes were given up.

    Raises
    ------
    TooMuchWork
        With the counts of the system that was being settled.
    """
    joined = np.zeros(len(linked.values), dtype=bool)
    for system, said in link_counts(linked, threshold):
        if any(line.is_late for line in said):
            joined |= system.cells >= 0
    early = replace(linked, lines=[line for line in linked.lines if not line.is_late])
    parts = (
        list(_solve_all(early, threshold, work, lambda system, said: joined[system.cells >= 0].any()))
        if joined.any()
        else []
    )
    hidden = linked.must_hide.copy()
    for system, _, solution, _ in parts:
        inside = system.cells >= 0
        hidden[inside] |= solution.hidden[system.cells[inside]]
    for system, said, solution, given_up in _solve_all(
        replace(linked, must_hide=hidden), threshold, work, lambda system, said: True
    ):
        own = [part for part in parts if ((part[0].cells >= 0) & (system.cells >= 0)).any()]
        found = (system, said, solution, given_up)
        yield system, said, _add_needs(own, found) if own else solution, given_up
