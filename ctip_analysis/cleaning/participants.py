"""The participants of an event, each counted once: the total, the parts that add up to it, the breakdowns beside them.

The parts are by sex, crossed with age where the columns are, by age alone where sex is not given. A breakdown that
cannot be crossed with them stands beside them.
"""

from dataclasses import dataclass, field

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.reading_numbers import NOTHING, read_people

__all__ = ["WHOLE", "Participants", "settle_participants"]

WHOLE = ("total", "total", "total")
REST = ("unknown", "total")


@dataclass
class Participants:
    """Those of the events of a block, gathered row by row.

    ``totals`` holds the total of each row, ``statuses`` that of those written as no plain number; ``parts`` (row, sex, age, n, status), which add up to it; ``margins`` (row,
    breakdown, code, n, status) of the breakdowns that stand beside them.
    """

    totals: list[int | None]
    statuses: dict[int, str] = field(default_factory=dict)
    parts: list[tuple[int, str, str, int, str]] = field(default_factory=list)
    margins: list[tuple[int, str, str, int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Shape:
    """Which columns of people hold a number in a row, and what each is: a key by its code.

    ``parts`` are those that add up to the total, several for a sex that stands below groups, ``ages`` and ``groups``
    the breakdowns of one kind alone; ``has_both`` says that more than one sex is counted: where only women are, the
    rest is no error.
    """

    parts: dict[tuple[str, str], tuple[tuple[str, str, str], ...]]
    ages: dict[str, tuple[str, str, str]]
    groups: dict[str, tuple[str, str, str]]
    has_both: bool

    @property
    def ages_stand_beside(self) -> bool:
        """Whether the ages are a breakdown beside the parts, not the parts themselves."""
        return bool(self.parts) and all(age == "total" for _, age in self.parts)


def settle_participants(block: Block) -> Participants:
    """Give the participants of the events of a block; issues where numbers contradict each other (R01, R02)."""
    columns = _tell_ages_apart(read_people(block), block)
    people = Participants([None] * len(block), statuses=_statuses_of_totals(columns))
    alike: dict[tuple, list[int]] = {}
    for row, counts in enumerate(zip(*columns.values(), strict=True)):
        alike.setdefault(tuple([(status != "", n is not None) for n, status in counts]), []).append(row)
    for filled, rows in alike.items():
        shape = _find_shape(dict(zip(columns, filled, strict=True)), block)
        _settle_rows(block, rows, columns, shape, people)
    people.parts.sort()
    people.margins.sort(key=lambda margin: margin[0])
    return people


def _statuses_of_totals(columns: dict[tuple[str, str, str], list]) -> dict[int, str]:
    """Give the status of each row's total, of its parts where it has none, where it is not plainly reported."""
    whole = columns.get(WHOLE, ())
    stated = {row for row, (_, status) in enumerate(whole) if status}
    found: dict[int, str] = {}
    for column in (*list(columns.values())[::-1], whole):
        for row, (_, status) in enumerate(column):
            if status not in ("", "reported", "nil") and (column is whole or row not in stated):
                found[row] = status
    return found


def _tell_ages_apart(columns: dict[tuple, list], block: Block) -> dict[tuple, list]:
    """Give columns of women and men beside others of an age ("girls", "adult women") as those of all other ages.

    Where they and the others make the total, or the others are more than they, the others are not among them; where
    they make it alone, the others are. Where neither shows it is said, and they are taken as among them.
    """
    parent_of = block.tools.vocabulary.parent_of_code

    def has_age(key: tuple[str, str, str], age: str) -> bool:
        return (
            key[0] != "total" and key[2] == "total" and age in (key[1], parent_of.get(("age_group", key[1])))
        )

    children, adults = ([key for key in columns if has_age(key, age)] for age in ("child", "adult"))
    for beside, apart_from, rest in ((children, adults, "adult"), (adults, children, "unknown")):
        stated = {key[0] for key in apart_from}
        sexes = {key[0] for key in beside if (key[0], *WHOLE[1:]) in columns and key[0] not in stated}
        if sexes:
            return _part_ages(columns, beside, sexes, rest, block)
    return columns


def _part_ages(
    columns: dict[tuple, list], beside: list[tuple], sexes: set[str], rest: str, block: Block
) -> dict[tuple, list]:
    """Give the columns of some sexes as those of the rest of the ages, where the numbers show that they are."""
    plain = [columns[sex, "total", "total"] for sex in sexes]
    rows = [
        row
        for row in range(len(block))
        if any(columns[key][row][0] for key in beside) and any(own[row][0] is not None for own in plain)
    ]
    apart = {row for row in rows if _are_apart(columns, beside, row)}
    among = {row for row in rows if _make_the_total(columns, [], row)}
    if apart and not among:
        return {
            ((key[0], rest, "total") if key[0] in sexes and key[1:] == ("total", "total") else key): column
            for key, column in columns.items()
        }
    for row in [row for row in rows if row not in among]:
        _raise_sum(block, row, "children", None, 0)
    return columns


def _are_apart(columns: dict[tuple, list], children: list[tuple], row: int) -> bool:
    more = any(
        (columns[key][row][0] or 0) > (columns[key[0], "total", "total"][row][0] or 0)
        for key in children
        if (key[0], "total", "total") in columns
    )
    return more or _make_the_total(columns, children, row)


def _make_the_total(columns: dict[tuple, list], children: list[tuple], row: int) -> bool:
    """Whether women and men, and some columns of children, make the total of a row."""
    margins = [key for key in columns if key != WHOLE and key[1:] == ("total", "total")]
    total = columns[WHOLE][row][0] if WHOLE in columns else None
    return total is not None and total == sum(columns[key][row][0] or 0 for key in (*margins, *children))


def _find_shape(filled: dict[tuple[str, str, str], tuple[bool, bool]], block: Block) -> Shape:
    present = [key for key, (is_present, _) in filled.items() if is_present]
    stated = [key for key, (_, has_number) in filled.items() if has_number]
    sexes, ages, groups = ({key[axis]: key for key in stated if _is_margin(key, axis)} for axis in range(3))
    parent_of = block.tools.vocabulary.parent_of_code
    # "Children" beside "0-13" and "14-17" is left out.
    holders = {parent_of.get(("age_group", code), "") for code in ages}
    ages = {code: key for code, key in ages.items() if code not in holders}
    crossed = {key[:2]: key for key in stated if "total" not in key[:2]}
    by_sex = {sex: (key,) for sex, key in sexes.items()} or _below_groups(present, stated)
    if by_sex:
        parts = {(sex, "total"): keys for sex, keys in by_sex.items()}
    elif crossed:
        parts = {code: (key,) for code, key in crossed.items()}
    else:
        parts = {} if WHOLE in present else {("unknown", age): (key,) for age, key in ages.items()}
    has_both = len({sex for sex, _, _ in block.counted or present} - {"total", "unknown"}) > 1
    return Shape(parts, ages, groups, has_both)


def _below_groups(present: list[tuple], stated: list[tuple]) -> dict[str, tuple]:
    """Give the columns of each sex that stand below groups ("Pupils: girls, boys"), where no column sums them up."""
    if not any(sex != "total" and group != "total" for sex, _, group in present):
        return {}
    sexes = dict.fromkeys(sex for sex, _, _ in stated if sex != "total")
    return {sex: tuple(key for key in stated if key[0] == sex) for sex in sexes}


def _add_up(counts: list[tuple[int, str]]) -> tuple[int, str]:
    """Add counts up; of their statuses the first that is no plain number stands."""
    status = next((status for _, status in counts if status not in ("", "reported", "nil")), counts[-1][1])
    return sum(n for n, _ in counts), status


def _is_margin(key: tuple[str, str, str], axis: int) -> bool:
    return key[axis] != "total" and all(key[other] == "total" for other in range(3) if other != axis)


def _settle_rows(
    block: Block, rows: list[int], columns: dict[tuple, list], shape: Shape, people: Participants
) -> None:
    """Settle rows of one shape; most of them add up, the others are looked at one by one."""
    totals = [columns[WHOLE][row] for row in rows] if WHOLE in columns else [NOTHING] * len(rows)
    parts = [_add_columns([columns[key] for key in keys], rows) for keys in shape.parts.values()]
    for row, (total, _), *found in zip(rows, totals, *parts, strict=True):
        known = sum([n for n, _ in found])
        if total != known or shape.ages or shape.groups or not found:
            counts = {key: column[row] for key, column in columns.items()}
            own = dict(zip(shape.parts, found, strict=True))
            _settle(block, row, counts, own, known, shape, people)
            continue
        people.totals[row] = total
        people.parts += [(row, *code, *n) for code, n in zip(shape.parts, found, strict=True)]


def _add_columns(columns: list[list], rows: list[int]) -> list[tuple[int, str]]:
    if len(columns) == 1:
        return [columns[0][row] for row in rows]
    return [_add_up([column[row] for column in columns]) for row in rows]


def _settle(
    block: Block, row: int, counts: dict, parts: dict, known: int, shape: Shape, people: Participants
) -> None:
    total, total_status = counts.get(WHOLE, NOTHING)
    if total is not None and total < known:
        _raise_sum(block, row, "smaller", total, known)
        return
    unread = any(status == "unreadable" for _, status in counts.values())
    if total is not None and total > known:
        if parts and not unread and shape.has_both:
            _raise_sum(block, row, "larger", total, known)
        rest, status = parts.pop(REST, (0, ""))
        parts[REST] = (total - known + rest, total_status or status)
    if not parts and total == 0:
        parts[REST] = (0, total_status)
    is_half = total is None and not unread and _is_of_one_sex(parts)
    stated = total if total is not None else (known if parts and not (unread or is_half) else None)
    ages = {code: counts[key] for code, key in shape.ages.items()}
    _check_ages(block, row, ages, stated)
    if total is None and parts and unread:
        _raise_sum(block, row, "unread", total, known)
    if is_half:
        _raise_sum(block, row, "one_sex", total, known)
    people.totals[row] = stated
    people.parts += [(row, *code, *n) for code, n in parts.items()]
    if shape.ages_stand_beside:
        people.margins += [(row, "age_group", code, *n) for code, n in sorted(ages.items())]
    groups = sorted((code, counts[key]) for code, key in shape.groups.items())
    people.margins += [(row, "participant_group", code, *n) for code, n in groups]


def _is_of_one_sex(parts: dict) -> bool:
    """Whether some people are given of one sex alone: how many of the other came is not said, and not none."""
    return {sex for sex, _ in parts} in ({"female"}, {"male"}) and any(n for n, _ in parts.values())


def _raise_sum(block: Block, row: int, case: str, total: int | None, known: int) -> None:
    filled = [
        cells[row] for cells in (block.people.get(WHOLE), *block.people.values()) if cells and cells[row]
    ]
    cell = filled[0].cell if filled else ""
    parts = {} if case in ("unread", "one_sex", "children") else {"total": total, "parts": known}
    block.raise_issue(row, "R01", case=case, cell=cell, **parts)


def _check_ages(block: Block, row: int, ages: dict, total: int | None) -> None:
    """R02: the age bands do not add up to the total; fewer is said only where the bands cover all ages."""
    if not ages or total is None:
        return
    known = sum(n for n, _ in ages.values())
    covers = len(ages) >= 3 or {"child", "adult"} <= set(ages)
    if known > total or (covers and known != total):
        cell = block.people["total", next(iter(ages)), "total"][row].cell
        block.raise_issue(row, "R02", case="ages", cell=cell, total=total, parts=known)
