"""Calls, places, services, proceedings, partnerships and figures that an organization sends in two files: they count once.

A report that comes again in another language or corrected is no copy of the former cell by cell. Its rows are found by
what they tell: of whom, when, where; with the same numbers, or with others in a later version. Events are compared in
`repeating`, cases in `registers`.
"""

import itertools
from typing import NamedTuple

import pandas as pd

from ctip_analysis.cleaning.harvest import Harvest, Tools
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.repeating import COUNTED_IN_ANOTHER_TABLE, Repeated, name_pair, say_repeated
from ctip_analysis.cleaning.revising import CLOSE
from ctip_analysis.cleaning.told_events import are_of_one_title
from ctip_analysis.cleaning.told_in_parts import find_wholes
from ctip_analysis.cleaning.versions import rank_tables
from ctip_analysis.definitions import period_kind
from ctip_analysis.frames import SOURCE_COLUMNS

__all__ = ["leave_out_sent_twice"]


class Compared(NamedTuple):
    """What is compared of a table's rows: what they are about, what they count, what names one thing alone, its label.

    Where nothing names one thing, rows are alike only by a number above zero. ``of_tables`` says that they are only where
    most of a table's rows are; ``may_be_parted`` that a row may sum up several of another file.
    """

    about: tuple[str, ...]
    numbers: tuple[str, ...]
    named_by: str = ""
    label: str = ""
    of_tables: bool = False
    may_be_parted: bool = False


COMPARED = {
    "hotline": Compared(
        ("period", "line", "province", "topic", "sex"),
        ("calls_total", "calls_relevant", "referred_n"),
        may_be_parted=True,
    ),
    "shelters": Compared(("period", "province", "for_whom"), ("beds", "bed_days", "nights")),
    "services": Compared(("period", "case", "service_type", "start", "end"), ("nights",), "case"),
    "proceedings": Compared(
        ("period", "proceeding", "stage", "date", "sex"), ("persons_n", "victims_n"), "proceeding"
    ),
    "partnerships": Compared(
        ("period", "province", "kind", "date"), ("decisions_n", "decisions_done_n", "amount_kgs"), "date"
    ),
    "figures": Compared(
        (
            *("measure", "unit", "province", "district", "period", "sex", "age_group", "exploitation"),
            *("category_of", "category"),
        ),
        ("value",),
        label="measure_label",
        of_tables=True,
    ),
}


class Told(NamedTuple):
    """What is compared of one row; ``table`` is its file and sheet."""

    index: int
    table: tuple[str, str]
    organization: str
    period: str
    about: tuple
    numbers: tuple
    is_named: bool
    label: str

    def is_like(self, other: "Told") -> bool:
        """Whether both count the same where both tell it, and that is not nothing."""
        both = [(n, its) for n, its in zip(self.numbers, other.numbers, strict=True) if None not in (n, its)]
        is_same = all(n == its for n, its in both)
        return (
            is_same
            and (self.is_named or any(n for n, _ in both))
            and are_of_one_title(self.label, other.label)
        )

    def differs(self, other: "Told") -> bool:
        """Whether a number that both tell is another."""
        both = [(n, its) for n, its in zip(self.numbers, other.numbers, strict=True) if None not in (n, its)]
        return any(n != its for n, its in both) and are_of_one_title(self.label, other.label)

    def is_close(self, other: "Told") -> bool:
        """Whether all numbers that both tell are nearly the same."""
        both = [(n, its) for n, its in zip(self.numbers, other.numbers, strict=True) if None not in (n, its)]
        return all(abs(n - its) <= CLOSE * max(n, its) for n, its in both)

    @property
    def said(self) -> int:
        """How many numbers it tells."""
        return sum(number is not None for number in self.numbers)


def leave_out_sent_twice(
    frames: dict[str, pd.DataFrame],
    harvest: Harvest,
    tools: Tools,
    personal: PersonalData,
    marks: dict[tuple[str, str], tuple],
    periods: dict[str, str],
) -> dict[str, pd.DataFrame]:
    """Give the records without the rows that another file of the organization tells too.

    Parameters
    ----------
    frames : dict of str to pandas.DataFrame
        The tables of records; what the rows of repeated activities tell beside their event goes with it.
    harvest : Harvest
        Takes an issue for each of these rows and a question for each pair of tables.
    tools : Tools
    personal : PersonalData
        Says which names of files and sheets may be written.
    marks : dict of (file, sheet) to tuple
        What says that a sheet is an earlier or a later version, from `mark_sheets`.
    periods : dict of str to str
        The period of each file's report.
    """
    frames = frames | {"figures": _without_repeated_events(frames["figures"], frames["activities"])}
    return frames | {
        name: _keep_once(
            frames[name], frames, compared, harvest, tools, personal=personal, marks=marks, periods=periods
        )
        for name, compared in COMPARED.items()
    }


def _without_repeated_events(figures: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """Give the figures without those that stand on the rows of activities that count elsewhere."""
    repeated = activities[activities["status"].eq(COUNTED_IN_ANOTHER_TABLE)]
    spots = set(_list_spots(repeated))
    is_own = pd.Series([spot not in spots for spot in _list_spots(figures)], index=figures.index, dtype=bool)
    return figures[is_own] if spots else figures


def _list_spots(frame: pd.DataFrame) -> list[tuple[str, str, int]]:
    return list(zip(*(frame[name].tolist() for name in SOURCE_COLUMNS), strict=True))


def _keep_once(
    frame: pd.DataFrame,
    frames: dict[str, pd.DataFrame],
    compared: Compared,
    harvest: Harvest,
    tools: Tools,
    *,
    personal: PersonalData,
    marks: dict[tuple[str, str], tuple],
    periods: dict[str, str],
) -> pd.DataFrame:
    """Give a table of records in which what two files tell stands once; the others are said."""
    frame = frame.reset_index(drop=True)
    if frame.empty or frame.groupby("organization")["source_file"].nunique().max() < 2:
        return frame
    rows = _list_told(frame, frames["activities"], compared)
    ranks = rank_tables(rows, marks, tools.vocabulary.matcher)
    twice = _find_twice(rows, compared, ranks, periods)
    if compared.may_be_parted:
        wholes = find_wholes([row for row in rows if row.index not in twice])
        twice |= {index: Repeated(part, "same_event", "whole") for index, part in wholes.items()}
    found = {
        index: own
        for index, own in twice.items()
        if tools.answers.get(("duplicate", name_pair(frame, index, own.other)), "") != "no"
    }
    said = set()
    for index, own in sorted(found.items()):
        spot = tuple(frame.loc[index, list(SOURCE_COLUMNS)])
        harvest.outdated.add(spot[0])
        harvest.noted.discard(spot)
        if spot not in said:
            say_repeated(frame, index, own, harvest, tools, personal)
        said.add(spot)
    return frame.drop(index=list(found)).reset_index(drop=True)


def _list_told(frame: pd.DataFrame, activities: pd.DataFrame, compared: Compared) -> list[Told]:
    """List the rows of a table that may be compared: not those that tell more of an event, and none of no organization."""
    events = set(_list_spots(activities))
    spots = _list_spots(frame)
    about = list(zip(*(frame[name].tolist() for name in compared.about), strict=True))
    numbers = zip(*(_list_numbers(frame[name]) for name in compared.numbers), strict=True)
    blank = [""] * len(frame)
    named = frame[compared.named_by].tolist() if compared.named_by else blank
    labels = frame[compared.label].str.casefold().tolist() if compared.label else blank
    owners, periods = frame["organization"].tolist(), frame["period"].tolist()
    told = zip(spots, owners, periods, about, numbers, named, labels, strict=True)
    return [
        Told(index, spot[:2], owner, period, own, counts, bool(name), label)
        for index, (spot, owner, period, own, counts, name, label) in enumerate(told)
        if owner and spot not in events and (name or not compared.named_by)
    ]


def _list_numbers(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(number) else float(number) for number in column]


def _find_twice(rows: list[Told], compared: Compared, ranks, periods) -> dict[int, Repeated]:
    """Give the rows that another file tells too, each with the one that counts."""
    tables: dict[str, dict[tuple[str, str], list[Told]]] = {}
    for row in rows:
        tables.setdefault(row.organization, {}).setdefault(row.table, []).append(row)
    found: dict[int, Repeated] = {}
    for own in tables.values():
        about = {table: frozenset([row.about for row in told]) for table, told in own.items()}
        for former, later in itertools.combinations(sorted(own, key=ranks.__getitem__), 2):
            if former[0] == later[0] or not _may_tell_alike(former[0], later[0], periods):
                continue
            if about[former].isdisjoint(about[later]):
                continue
            free = [[row for row in own[table] if row.index not in found] for table in (former, later)]
            same, changed = _pair_up(*free)
            is_version = _is_version(*free, same, changed, is_marked=ranks[former][:2] != ranks[later][:2])
            if is_version or not compared.of_tables:
                found |= {row.index: Repeated(other.index, "same_event", "record") for row, other in same}
            if is_version:
                found |= {row.index: Repeated(other.index, "P08", "record") for row, other in changed}
    return found


def _is_version(former: list[Told], later: list[Told], same: list, changed: list, *, is_marked: bool) -> bool:
    """Whether most rows of one of two tables stand in the other, and something shows that this is no chance."""
    if 2 * len(same + changed) <= min(len(former), len(later)):
        return False
    return is_marked or len(same) >= len(changed) or all(row.is_close(other) for row, other in changed)


def _may_tell_alike(file: str, other: str, periods: dict[str, str]) -> bool:
    """Whether two files may tell of the same time: not the reports of two months, whose rows say only the quarter."""
    own, its = periods.get(file, ""), periods.get(other, "")
    are_months = bool(own and its) and period_kind(own) == period_kind(its) == "month"
    return own == its or not are_months


def _pair_up(
    former: list[Told], later: list[Told]
) -> tuple[list[tuple[Told, Told]], list[tuple[Told, Told]]]:
    """Give the rows of two tables that are about the same, each once: those alike, the fuller one last; those that differ."""
    left: dict[tuple, list[Told]] = {}
    for row in later:
        left.setdefault(row.about, []).append(row)
    same, rest = [], []
    for row in former:
        likely = left.get(row.about, [])
        if other := next((own for own in likely if row.is_like(own)), None):
            likely.remove(other)
            same.append((row, other) if row.said <= other.said else (other, row))
        else:
            rest.append(row)
    changed = []
    for row in rest:
        likely = left.get(row.about, [])
        if other := next((own for own in likely if row.differs(own)), None):
            likely.remove(other)
            changed.append((row, other))
    return same, changed
