"""The participants of an event, each counted once: the total, the parts that add up to it, the breakdowns beside them.

The parts are by sex, crossed with age where the columns are, by age alone where sex is not given. A breakdown that
cannot be crossed with them stands beside them.
"""

from dataclasses import dataclass, field

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.reading_numbers import read_people

__all__ = ["WHOLE", "Participants", "settle_participants"]

WHOLE = ("total", "total", "total")
REST = ("unknown", "total")


@dataclass(frozen=True)
class Participants:
    """Those of one event.

    ``parts`` holds (n, status) by (sex, age) and adds up to ``total``; ``margins`` holds (n, status) by code for each
    breakdown that stands beside them.
    """

    total: int | None = None
    parts: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    margins: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Shape:
    """Which columns of people hold a number in a row, and what each is: a key by its code.

    ``parts`` are those that add up to the total, several for a sex that stands below groups, ``ages`` and ``groups`` the breakdowns of one kind alone;
    ``has_both`` says that more than one sex is counted: where only women are, the rest is no error.
    """

    parts: dict[tuple[str, str], tuple[tuple[str, str, str], ...]]
    ages: dict[str, tuple[str, str, str]]
    groups: dict[str, tuple[str, str, str]]
    has_both: bool


def settle_participants(block: Block) -> list[Participants]:
    """Give the participants of each row; issues where its numbers contradict each other (R01, R02)."""
    columns = read_people(block)
    if not columns:
        return [Participants()] * len(block)
    shapes: dict[tuple, Shape] = {}
    settled = []
    rows = zip(zip(*columns.values(), strict=True), zip(*block.people.values(), strict=True), strict=True)
    for row, (counts, cells) in enumerate(rows):
        filled = tuple((cell is not None, n is not None) for cell, (n, _) in zip(cells, counts, strict=True))
        if filled not in shapes:
            shapes[filled] = _find_shape(dict(zip(columns, filled, strict=True)), block)
        settled.append(_settle(block, row, dict(zip(columns, counts, strict=True)), shapes[filled]))
    return settled


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


def _settle(block: Block, row: int, counts: dict, shape: Shape) -> Participants:
    total, total_status = counts.get(WHOLE, (None, ""))
    parts = {code: _add_up([counts[key] for key in keys]) for code, keys in shape.parts.items()}
    known = sum(n for n, _ in parts.values())
    if total is not None and total < known:
        _raise_sum(block, row, "smaller", total, known)
        return Participants()
    unread = any(status == "unreadable" for _, status in counts.values())
    if total is not None and total > known:
        if parts and not unread and shape.has_both:
            _raise_sum(block, row, "larger", total, known)
        rest, status = parts.pop(REST, (0, ""))
        parts[REST] = (total - known + rest, total_status or status)
    if not parts and total == 0:
        parts[REST] = (0, total_status)
    stated = total if total is not None else (known if parts and not unread else None)
    ages, groups = ({code: counts[key] for code, key in own.items()} for own in (shape.ages, shape.groups))
    _check_ages(block, row, ages, stated)
    if total is None and parts and unread:
        _raise_sum(block, row, "unread", total, known)
    is_by_age = not shape.parts or any(age != "total" for _, age in shape.parts)
    return Participants(
        stated,
        dict(sorted(parts.items())),
        {"age_group": {} if is_by_age else ages, "participant_group": groups},
    )


def _raise_sum(block: Block, row: int, case: str, total: int | None, known: int) -> None:
    filled = [
        cells[row] for cells in (block.people.get(WHOLE), *block.people.values()) if cells and cells[row]
    ]
    cell = filled[0].cell if filled else ""
    parts = {} if case == "unread" else {"total": total, "parts": known}
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
