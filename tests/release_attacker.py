"""A reader who has nothing but the ``values.csv`` of one release or of several, and attacks every hidden count.

Separate code: it shares nothing with the package but the columns of the file. It knows which counts add up to which,
and which are parts of others; it is told too where a sum is exact and where counts were not revised since the last
release, which no reader is. It asks integer programs how low and how high each hidden count can be.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

VIEWS = {
    "8": {"KG-C": ["KG-C", "KG-GB"]},
    "7": {"KG-O": ["KG-O", "KG-GO"], "KG-C": ["KG-C", "KG-GB"]},
    "2": {
        "KG-NORTH": ["KG-C", "KG-Y", "KG-N", "KG-T", "KG-GB"],
        "KG-SOUTH": ["KG-B", "KG-J", "KG-O", "KG-GO"],
    },
}
COUNTS = {
    *("PREV-10", "PROT-01", "PROT-03", "PROT-05", "PROT-06", "PROT-09", "PROT-11"),
    *("PROS-01", "PROS-02", "PROS-03", "PROS-04", "PROS-05", "STAT-01"),
}
RATES = {"PROT-02": "PROT-01", "STAT-02": "STAT-01"}
SHARES = {"PROT-04", "PROT-07", "PROT-08", "PROT-10", "PROS-06", "PROS-07"}
STOCKS = {"PROT-11", "PROS-07"}
NUMBERS = ("value", "numerator", "denominator")


@dataclass
class Puzzle:
    """Counts, what is known of each, and the equations between them."""

    name: list = field(default_factory=list)
    true: list = field(default_factory=list)
    shown: list = field(default_factory=list)
    least: list = field(default_factory=list)
    rows: list = field(default_factory=list)

    def add(self, name, true, shown, least=1):
        self.name.append(name)
        self.true.append(true)
        self.shown.append(shown)
        self.least.append(least)
        return len(self.name) - 1


def list_codes(frame):
    columns = list(frame.columns)
    return columns[columns.index("period") + 1 : columns.index("value")]


def tell_numbers(row):
    """Give the counts that a row tells: (indicator, part, column)."""
    if row["indicator"] in COUNTS:
        return [(row["indicator"], "", "value")]
    if row["indicator"] in RATES:
        return [(RATES[row["indicator"]], "", "numerator")]
    if row["indicator"] in SHARES:
        return [(row["indicator"], part, part) for part in ("numerator", "denominator")]
    return []


def read_cells(truth, released):
    """Give for each count its true number and what is shown of it; one shown anywhere is shown."""
    codes, cells = list_codes(truth), {}
    for row, out in zip(truth.to_dict("records"), released.to_dict("records"), strict=True):
        for indicator, part, column in tell_numbers(row):
            if row[column] != row[column]:
                assert out[column] != out[column]
                continue
            broken = tuple((code, row[code]) for code in codes if row[code] != "total")
            key = (indicator, part, row["territory"], row["province"], row["period"], broken)
            shown = out[column] if out[column] == out[column] else None
            assert shown is None or shown == row[column], "a shown count is not the true one"
            before = cells.get(key, (row[column], None))[1]
            cells[key] = (int(row[column]), shown if before is None else before)
    return cells


def cut_period(period, is_stock):
    year = period[:4]
    ways = {
        4: [[f"{year}H1", f"{year}H2"], [f"{year}Q{n}" for n in (1, 2, 3, 4)]],
        6: [[f"{year}Q{n}" for n in ((1, 2) if period.endswith("H1") else (3, 4))]],
    }.get(len(period) if "H" in period or len(period) == 4 else 0, [])
    return [way[-1:] for way in ways] if is_stock else ways


def list_candidates(cells):
    """List (total, parts) by structure: territory, time, breakdowns, the two numbers of a share, the same people."""
    by_place, by_view = defaultdict(dict), defaultdict(list)
    for key in cells:
        by_view[(*key[:3], *key[4:])].append(key)
    for key in cells:
        indicator, part, view, unit, period, broken = key
        if (view, unit) == ("9", "KG"):
            for other in ("9", *VIEWS):
                yield key, [k for k in by_view[indicator, part, other, period, broken] if k[3] != "KG"]
        elif view != "9":
            yield key, [(indicator, part, "9", own, period, broken) for own in VIEWS[view].get(unit, [unit])]
        for way in cut_period(period, indicator in STOCKS):
            yield key, [(indicator, part, view, unit, own, broken) for own in way]
        by_place[indicator, part, view, unit, period][broken] = key
        if part == "denominator":
            yield key, [(indicator, "numerator", *key[2:])], "some"
        yield from list_same_people(key)
    for own in by_place.values():
        groups = defaultdict(list)
        for broken, key in own.items():
            for over in broken:
                groups[tuple(one for one in broken if one != over), over[0]].append(key)
        yield from ((own[rest], keys) for (rest, _), keys in groups.items() if rest in own)


def add_code(key, indicator, part, **codes):
    broken = dict(key[5]) | codes
    return (indicator, part, *key[2:5], tuple(sorted(broken.items())))


def list_same_people(key):
    """What the definitions say: a child identified is a victim identified.

    "some" where the parts are some of the total, all of whom they may be or not; "more" where the total counts
    services and the part persons. Else the parts are all of the total: so a reader takes the denominator of a share.
    """
    indicator, part, *_, broken = key
    if indicator == "PROT-01":
        yield key, [("PROT-03", "", *key[2:])], "some"
        yield key, [("PROT-04", "denominator", *key[2:])]
        yield key, [("PROT-08", "denominator", *key[2:])]
    if (indicator, part) == ("PROT-08", "denominator"):
        yield key, [add_code(key, "PROT-01", "", age_group=age) for age in ("child", "adult")]
    if (indicator, part) == ("PROT-08", "numerator"):
        yield key, [add_code(key, "PROT-01", "", age_group="child")]
    if indicator == "PROT-03":
        yield key, [("PROT-09", "", *key[2:])], "some"
        if "service_type" in dict(broken):
            yield key, [("PROT-05", "", *key[2:])]
    if indicator == "PROT-09":
        yield key, [add_code(key, "PROT-03", "", service_type="return")]
    if indicator == "PROT-05" and "service_type" not in dict(broken):
        yield key, [("PROT-03", "", *key[2:])], "more"


def pose(releases):
    """Make the puzzle of all releases: a list of (truth, released)."""
    puzzle, latest = Puzzle(), {}
    for number, (truth, released) in enumerate(releases):
        cells, place = read_cells(truth, released), {}
        for key, (true, shown) in cells.items():
            if true == 0:
                continue
            before = latest.get(key)
            if before is not None and puzzle.true[before] == true:
                place[key] = before
                puzzle.shown[before] = puzzle.shown[before] if shown is None else shown
            else:
                place[key] = puzzle.add((number, *key), true, shown)
        latest |= place
        for total, parts, *kind in list_candidates(cells):
            own = [place[part] for part in parts if part in place]
            if total not in place or not own:
                continue
            over = puzzle.true[place[total]] - sum(puzzle.true[part] for part in own)
            if over >= 0 and "more" in kind:
                puzzle.rows.append((place[total], own, 1))
            elif over > 0 or (over == 0 and "some" in kind):
                rest = puzzle.add((number, "rest of", *total, parts[0]), over, None, 0)
                puzzle.rows.append((place[total], [*own, rest], 0))
            elif over == 0:
                puzzle.rows.append((place[total], own, 0))
            elif len(own) > 1:
                puzzle.rows.append((place[total], own, -1))
                whole = puzzle.true[place[total]]
                puzzle.rows += [(place[total], [part], 1) for part in own if puzzle.true[part] <= whole]
    return puzzle


class Solver:
    """Asks how low and how high counts can be, with some of them shown."""

    def __init__(self, puzzle, shown):
        ends = [(row, total, -1) for row, (total, _, _) in enumerate(puzzle.rows)]
        ends += [(row, part, 1) for row, (_, parts, _) in enumerate(puzzle.rows) for part in parts]
        rows, columns, signs = np.array(ends).T
        matrix = coo_array((signs, (rows, columns)), shape=(len(puzzle.rows), len(shown))).tocsr()
        self.hidden = np.flatnonzero(np.isnan(shown))
        self.free, fixed = matrix[:, self.hidden], matrix @ np.nan_to_num(shown)
        sign = np.array([sign for *_, sign in puzzle.rows])
        self.low, self.high = np.where(sign == 1, -np.inf, -fixed), np.where(sign == -1, np.inf, -fixed)
        self.least = np.array(puzzle.least)[self.hidden]
        # What is shown stands fixed: counts are tied only through hidden ones.
        self.group = connected_components(abs(self.free).T @ abs(self.free))[1]

    def find_extremes(self, counts, sign, goal):
        """Give the lowest (sign 1) or the highest (sign -1) that each count can be; at the goal it is far enough.

        Any table of whole numbers that agrees with all that is known settles every count that reaches its goal in it.
        """
        found = {}
        for number in np.unique(self.group[np.searchsorted(self.hidden, counts)]):
            own = np.flatnonzero(self.group == number)
            place = {int(self.hidden[at]): i for i, at in enumerate(own)}
            left = [count for count in counts if int(count) in place]
            part = self.free[:, own]
            used = np.flatnonzero(np.diff(part.indptr))
            sums = LinearConstraint(part[used], self.low[used], self.high[used]) if len(used) else ()
            alone = False
            while left:
                asked = [place[int(count)] for count in (left[:1] if alone else left)]
                target, most = np.zeros(len(own)), np.full(len(own), np.inf)
                target[asked] = sign
                most[asked] = max(goal.values()) if sign < 0 else np.inf
                answer = milp(
                    target,
                    constraints=sums,
                    bounds=Bounds(self.least[own], most),
                    integrality=np.ones(len(own)),
                    options={"mip_rel_gap": 0.0 if alone else 0.2},
                )
                assert answer.status == 0, answer.message
                table = {count: round(answer.x[place[int(count)]]) for count in left}
                done = [count for count in left if sign * (table[count] - goal[count]) <= 0]
                if alone and left[0] not in done:
                    done.append(left[0])
                found |= {count: table[count] for count in done}
                alone = not done or alone
                left = [count for count in left if count not in found]
        return found


def make_one_of_equals(puzzle):
    """Make one count of those that are the same: a total with one part and nothing over."""
    pairs = [(total, parts[0]) for total, parts, sign in puzzle.rows if sign == 0 and len(parts) == 1]
    n = len(puzzle.name)
    one, other = np.array(pairs, dtype=int).reshape(-1, 2).T
    same = connected_components(coo_array((np.ones(len(one)), (one, other)), shape=(n, n)))[1]
    merged = Puzzle()
    for number in np.unique(same, return_index=True)[1]:
        merged.add(puzzle.name[number], puzzle.true[number], None, 0)
    for number, own in enumerate(same):
        assert puzzle.true[number] == merged.true[own]
        shown = puzzle.shown[number]
        merged.shown[own] = merged.shown[own] if shown is None else shown
        merged.least[own] = max(merged.least[own], puzzle.least[number])
    rows = {
        (int(same[total]), tuple(int(same[part]) for part in parts), sign)
        for total, parts, sign in puzzle.rows
    }
    merged.rows = sorted(row for row in rows if row[1] != (row[0],))
    return merged


def attack_releases(releases, *, threshold=11):
    """Name every hidden small count that a reader of all releases recovers, or narrows below the threshold.

    The lowest that a count may be is what the zeros alone leave possible: 1, or for a margin more.
    """
    puzzle = make_one_of_equals(pose(releases))
    true = np.array(puzzle.true)
    is_small = (true > 0) & (true < threshold)
    shown = np.array([np.nan if s is None else s for s in puzzle.shown], dtype=float)
    learnt = [(puzzle.name[i], true[i], "shown") for i in np.flatnonzero(~np.isnan(shown) & is_small)]
    small = np.flatnonzero(np.isnan(shown) & is_small)
    solver, blank = Solver(puzzle, shown), Solver(puzzle, np.full(len(true), np.nan))
    floor = blank.find_extremes(small, 1, {count: puzzle.least[count] for count in small})
    lowest = solver.find_extremes(small, 1, floor)
    highest = solver.find_extremes(small, -1, dict.fromkeys(small, threshold))
    learnt += [
        (puzzle.name[count], int(true[count]), lowest[count], highest[count])
        for count in small
        if highest[count] < threshold or lowest[count] > floor[count]
    ]
    return learnt


def count_small(releases, *, threshold=11):
    """Count the hidden small counts that are attacked."""
    puzzle = pose(releases)
    return sum(0 < t < threshold and s is None for t, s in zip(puzzle.true, puzzle.shown, strict=True))
