"""The counts of a matrix that are a form's: cells that share a row, a kind of activity, a place and a period together.

What several columns say alike and nobody can tell apart is not counted, and said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.events import record_events
from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import INCREMENTS, Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE, PLANNED, SHARE, Column
from ctip_analysis.cleaning.headings import (
    COUNTS_OF_A_CELL,
    FIELD_OF_COUNT,
    find_counting_label,
    find_kind,
    is_only_a_unit,
    read_counting,
)
from ctip_analysis.cleaning.labels import Meaning
from ctip_analysis.cleaning.logs import record_calls
from ctip_analysis.cleaning.longer_periods import record_longer
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.tables import Cell
from ctip_analysis.cleaning.total_columns import check_total_columns, find_total_columns
from ctip_analysis.cleaning.total_rows import leave_out_longer_rows
from ctip_analysis.cleaning.unnamed_counts import EVENTS, NAMELESS, decide_counts, find_fewest
from ctip_analysis.definitions import describe_code, describe_unit, fold_text, period_within

__all__ = ["record_counts"]

PLACELESS = {"hotline"}
#: What a column of calls is counted as is the topic of a row of calls.
SAYS_A_TOPIC = {"col.calls_on_trafficking"}
WHOLE = ("total", "total", "total")


class Key(NamedTuple):
    """What the cells of a group share."""

    row: int
    kind: str
    period: str
    provinces: tuple[str, ...]
    district: str


@dataclass
class Group:
    """The cells of one record: counts by field, people by (sex, age, group), and the rows that they stand in."""

    cells: dict[str, Cell] = field(default_factory=dict)
    people: dict[tuple[str, str, str], Cell] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)

    @property
    def first(self) -> str:
        """The address of its first cell."""
        return next(iter((*self.cells.values(), *self.people.values()))).cell


@dataclass
class Doubts:
    """What is said of columns: those that say the same twice, by group, those that count nothing known, those under a kind.

    Numbers under nothing but a kind of activity ("Seminars") are numbers of events.
    """

    twice: set[tuple[Key, int]] = field(default_factory=set)
    unread: set[int] = field(default_factory=set)
    events: set[int] = field(default_factory=set)


def record_counts(
    figures: list[Figure], form: str, counted: tuple[str, ...], place: Place, harvest: Harvest
) -> None:
    """Record each group of cells that share a row, a kind of activity, a place and a period.

    Parameters
    ----------
    figures : list of Figure
    form : str
        The code of the form.
    counted : tuple of str
        What the title says that columns count which do not say it themselves.
    place, harvest
    """
    groups, doubts = _gather(figures, form, counted, place, harvest)
    top = min((figure.row for figure in figures), default=1)
    twice = {column for _, column in doubts.twice}
    for case, columns in (("repeated", twice), ("unknown", doubts.unread), ("events", doubts.events)):
        for column in sorted(columns):
            harvest.raise_issue(place, "column", case=case, cell=f"{column_letter(column)}{top}")
    for key in {key for key, _ in doubts.twice}:
        groups.pop(key)
    settled = [
        (key, group, province)
        for key, group in groups.items()
        if (province := _settle_group(key, group, form, place, harvest)) is not None
    ]
    longer = [own for own in settled if not period_within(own[0].period, "quarter")]
    record_longer(longer, KINDS_OF[form], place, harvest)
    settled = [own for own in settled if own not in longer]
    block = _make_block(settled, form, place, harvest)
    for row in RECORD[form](block):
        harvest.counted |= {(place.file, place.sheet, number) for number in settled[row][1].rows}


def _gather(
    figures: list[Figure], form: str, counted: tuple[str, ...], place: Place, harvest: Harvest
) -> tuple[dict[Key, Group], Doubts]:
    """Put each cell that counts into its group."""
    groups: dict[Key, Group] = {}
    doubts = Doubts()
    asked: set[int] = set()
    fields = place.definitions.forms[form]["fields"]
    leaders = _lead_rows(figures, place)
    counting = _columns_of_numbers(figures, place) if form == "activities" else {}
    if form == "activities" and not counted:
        counting |= _columns_of_kinds(figures, place, harvest)
    counted_once = leave_out_longer_rows(list(_leave_out_totals(figures, place, harvest)), place, harvest)
    for figure in counted_once:
        if PLANNED in figure.column.concepts or figure.column.how == SHARE:
            # What was planned is nothing that was done, a share counts nobody, whatever the title says is counted.
            doubts.unread.add(figure.cell.column)
            continue
        if concept := counting.get(figure.cell.column):
            figure = replace(figure, column=replace(figure.column, concepts=(concept,)))
        elif counted and not COUNTS_OF_A_CELL & set(figure.column.concepts):
            figure = replace(figure, column=replace(figure.column, concepts=counted))
        meaning = figure.meaning
        kind = meaning.codes.get("activity_type", "")
        if not kind and form == "activities":
            kind = _kind_of_row(figure, asked, place, harvest)
        if not kind and form in PLACELESS:
            kind = _topic_of_row(figure, place)
        key = Key(
            leaders.get(figure.row, figure.row), kind, meaning.period, meaning.provinces, meaning.district
        )
        if _is_foreign(figure, fields):
            harvest.raise_issue(place, "not_counted", cell=figure.cell.cell)
            continue
        _put(figure, key, groups.setdefault(key, Group()), doubts)
    return groups, doubts


def _is_foreign(figure: Figure, fields: dict) -> bool:
    """Whether a cell counts what the form does not take ("Calls" in a matrix of activities)."""
    counted = {FIELD_OF_COUNT[concept] for concept in figure.column.concepts if concept in FIELD_OF_COUNT}
    return bool(counted) and not counted & fields.keys()


def _put(figure: Figure, key: Key, group: Group, doubts: Doubts) -> None:
    """Put a cell into its group, by the field or the people that its column counts."""
    column = figure.column
    group.rows.add(figure.row)
    name = next((FIELD_OF_COUNT[concept] for concept in column.concepts if concept in FIELD_OF_COUNT), "")
    codes = (column.sex, column.age, column.group)
    is_field = bool(name) and codes == WHOLE
    is_people = bool(name) or bool({PEOPLE, "col.total"} & set(column.concepts))
    if (name in group.cells) if is_field else (is_people and codes in group.people):
        doubts.twice.add((key, figure.cell.column))
    if is_field:
        group.cells.setdefault(name, figure.cell)
    elif is_people:
        sex = column.sex if column.sex != "total" else figure.meaning.codes.get("sex", "total")
        group.people.setdefault((sex, column.age, column.group), figure.cell)
    elif not column.concepts and "activity_type" in figure.head.codes and figure.number is not None:
        doubts.events.add(figure.cell.column)
        group.cells.setdefault("n_events", figure.cell)
    else:
        doubts.unread.add(figure.cell.column)


def _leave_out_totals(figures: list[Figure], place: Place, harvest: Harvest) -> Iterator[Figure]:
    """Give the cells that count: those of no total, and of no cumulative column of which nobody decided."""
    decided = _decide_cumulative(figures, place, harvest)
    summing = find_total_columns(figures, place)
    check_total_columns(figures, summing, place=place, harvest=harvest)
    left_out = {*summing.totals, *summing.held}
    for figure in figures:
        spot = (place.file, place.sheet, figure.row)
        if _is_in_total_row(figure, place):
            harvest.totals.add(spot)
            continue
        answer = decided.get(figure.cell.column, "")
        if figure.cell.column in left_out or (figure.column.is_cumulative and not answer):
            continue
        if answer == INCREMENTS:
            harvest.cumulative.add(spot)
        yield figure


def _kind_of_row(figure: Figure, asked: set[int], place: Place, harvest: Harvest) -> str:
    """Give the kind of activity that a row's own label names in words of its own, else ask; nothing where it says else."""
    vocabulary = place.vocabulary
    for label in figure.cell.row_labels:
        said = vocabulary.read_labels((label,))
        counted = place.tools.headers.read((label,))
        is_of_events = {PEOPLE, EVENTS} & {*counted.concepts, *figure.column.concepts}
        if is_of_events and said == Meaning() and (kind := find_kind(label, place)):
            # "Participants of seminars", "Were consulted" beside women and men.
            return kind
        if is_only_a_unit(label, place) or said != Meaning() or counted.concepts:
            continue
        if vocabulary.find_place(label)[0] or vocabulary.find_place(label)[1]:
            continue
        subject = fold_text(label)
        found = vocabulary.find_code("activity_type", label)
        if code := place.answer("activity_type", subject) or found.code:
            return code
        cell = f"{figure.row}:{figure.row}"
        if figure.row not in asked:
            unknown = describe_code(place.definitions, "activity_type", "unknown", place.language)
            harvest.raise_issue(place, "F06", cell=cell, code=unknown)
        asked.add(figure.row)
        harvest.ask(place, "activity_type", subject, cell=cell)
    return ""


def _topic_of_row(figure: Figure, place: Place) -> str:
    """Give the label by which a row names the topic of its calls; nothing where its labels say anything else."""
    for label in figure.cell.row_labels:
        says_else = place.vocabulary.read_labels((label,)) != Meaning() or any(
            place.vocabulary.find_place(label)[:2]
        )
        if label.strip() and not (label.strip().isdigit() or says_else):
            said = set(place.tools.headers.read((label,)).concepts)
            return "" if said - SAYS_A_TOPIC else label
    return ""


def _decide_cumulative(figures: list[Figure], place: Place, harvest: Harvest) -> dict[int, str]:
    """Give what a person decided of each cumulative column; without an answer it is said and asked."""
    counts = {figure.cell.column: figure.column for figure in figures}
    own = {column.counts for column in counts.values() if not column.is_cumulative}
    cumulative = sorted(number for number, column in counts.items() if column.is_cumulative)
    redundant = [number for number in cumulative if counts[number].counts in own]
    columns = [number for number in cumulative if number not in redundant]
    decided = {column: place.answer("cumulative", place.subject(column_letter(column))) for column in columns}
    top = min((figure.row for figure in figures), default=1)
    for number in redundant:
        harvest.raise_issue(place, "P03", case="redundant", cell=f"{column_letter(number)}{top}")
    for column, answer in decided.items():
        if not answer:
            cell = f"{column_letter(column)}{top}"
            harvest.raise_issue(place, "P03", cell=cell)
            harvest.ask(
                place, "cumulative", place.subject(column_letter(column)), cell=cell, suggestion=INCREMENTS
            )
    return decided


def _columns_of_kinds(figures: list[Figure], place: Place, harvest: Harvest) -> dict[int, str]:
    """Give what the columns of periods beside kinds of activities count where nothing says it: events, and it is said."""
    counted = [figure for figure in figures if not _is_in_total_row(figure, place)]
    are_bare = all(
        not figure.column.concepts
        and (figure.head.period or figure.head.quarter or figure.head.month or figure.head.half)
        and any(find_kind(label, place) for label in figure.cell.row_labels)
        and (figure.number is None or figure.number == int(figure.number))
        for figure in counted
    )
    columns = dict.fromkeys(sorted({figure.cell.column for figure in counted}), EVENTS) if are_bare else {}
    for column in columns:
        cell = f"{column_letter(column)}{min(figure.row for figure in figures)}"
        harvest.raise_issue(place, "column", case="kinds", cell=cell)
    return columns


def _columns_of_numbers(figures: list[Figure], place: Place) -> dict[int, str]:
    """Give what the columns of a bare "Number" count: the people that stand beside them by their parts, else events."""
    if not any(PEOPLE in figure.column.concepts for figure in figures):
        return {}
    columns = {figure.cell.column: figure.column for figure in figures}
    bare = {
        figure.cell.column
        for figure in figures
        if figure.column.concepts in NAMELESS
        and place.vocabulary.match_labels(figure.cell.column_labels[-1:], "unit.count")
    }
    numbers: dict[int, dict[int, float]] = {}
    for figure in figures:
        if figure.number is not None and not _is_in_total_row(figure, place):
            numbers.setdefault(figure.cell.column, {})[figure.row] = figure.number
    decided = decide_counts(numbers, columns, bare, is_dated=False, fewest=find_fewest(place)) if bare else {}
    return {column: decided.get(column) or EVENTS for column in bare}


def _lead_rows(figures: list[Figure], place: Place) -> dict[int, int]:
    """Give the first row of each block of rows whose labels say what is counted ("Events", "Participants", "Women").

    The rows of a block are one event's, column by column: they share what stands left of their own label and above
    them, and no two of them count the same.
    """
    leaders: dict[int, int] = {}
    block, counted = None, set()
    for figure in {figure.row: figure for figure in reversed(figures)}.values().__reversed__():
        labels = figure.cell.row_labels
        counting = find_counting_label(labels, place)
        own = read_counting(labels[counting], place) if counting is not None else Column()
        if own != figure.column or not own.concepts:
            block = None
            continue
        beside = (*labels[:counting], *labels[counting + 1 :])
        others = tuple(label for label in beside if not is_only_a_unit(label, place))
        what, shared = (own.concepts, own.sex, own.age, own.group), (others, figure.cell.sections)
        if block is None or block[1] != shared or what in counted:
            block, counted = (figure.row, shared), set()
        counted.add(what)
        leaders[figure.row] = block[0]
    return leaders


def _is_in_total_row(figure: Figure, place: Place) -> bool:
    """Whether a cell stands in a row that calls itself a total."""
    # "Of which women" names women, "of which on trafficking" calls, whatever they are a part of.
    read = place.tools.headers.read
    return any(
        place.vocabulary.is_total(label)
        and read((label,)).sex == "total"
        and not FIELD_OF_COUNT.keys() & set(read((label,)).concepts)
        for label in figure.cell.row_labels
        if label
    )


def _settle_group(key: Key, group: Group, form: str, place: Place, harvest: Harvest) -> str | None:
    """Give the province of a group, "" where its form needs none; None and an issue where it cannot be recorded."""
    if not (group.cells or group.people):
        return None
    if not key.period:
        harvest.raise_issue(place, "F02", cell=group.first)
        return None
    if not period_within(key.period, "quarter"):
        if key.period.endswith("YTD"):
            harvest.raise_issue(place, "P03", case="year_to_date", cell=group.first, period=key.period)
            return _settle(key.provinces, place, harvest, group.first) or None
        harvest.raise_issue(place, "F02", case="coarse", cell=group.first, period=key.period)
    if form in PLACELESS and not (key.provinces or place.province):
        return ""
    return _settle(key.provinces, place, harvest, group.first) or None


def _make_block(settled: list[tuple[Key, Group, str]], form: str, place: Place, harvest: Harvest) -> Block:
    """Make a block of groups, one a row; their labels say where, when and what they are."""
    keys, groups = [key for key, _, _ in settled], [group for _, group, _ in settled]
    provinces = [province for _, _, province in settled]
    cells = {name: [group.cells.get(name) for group in groups] for group in groups for name in group.cells}
    people = {code: [group.people.get(code) for group in groups] for group in groups for code in group.people}
    given = {"province": provinces}
    if form == "activities":
        given |= {
            "district": [key.district for key in keys],
            "activity_type": [key.kind or "unknown" for key in keys],
            "period": [key.period for key in keys],
            "part": [
                f"{key.kind}|{key.period}|{province}|{key.district}"
                for key, province in zip(keys, provinces, strict=True)
            ],
        }
        # A matrix that gives no number of events does not say that each row is one.
        events = cells.get("n_events", [None] * len(keys))
        cells["n_events"] = [
            cell or _say("", "not_available", group) for cell, group in zip(events, groups, strict=True)
        ]
    else:
        for name, texts in (("topic", [k.kind for k in keys]), ("period", [k.period for k in keys])):
            said = zip(texts, groups, strict=True)
            cells[name] = [_say(text, "reported", group) if text else None for text, group in said]
    return Block(
        harvest,
        place.tools,
        place.definitions.forms[form],
        [place] * len(keys),
        [key.row for key in keys],
        [()] * len(keys),
        cells,
        people,
        given=given,
    )


def _say(text: str, status: str, group: Group) -> Cell:
    """Give a cell that says what the labels of a group say, or that they do not say it."""
    return Cell(0, 0, group.first, text or None, text, status, (), (), ())


def _settle(provinces: tuple[str, ...], place: Place, harvest: Harvest, cell: str) -> str:
    """Give the one province that labels mean, the organization's in the last place; an issue where none remains."""
    known = set(provinces) - {place.definitions.country} or {place.province} - {""}
    if len(known) > 1:
        own = set(place.vocabulary.provinces_of_organization.get(place.sender.organization, ())) & known
        known = own if len(own) == 1 else known
    if len(known) == 1:
        return known.pop()
    if len(known) > 1:
        named = ", ".join(describe_unit(place.definitions, code, place.language) for code in sorted(known))
        harvest.raise_issue(place, "F03", case="ambiguous", cell=cell, choices=named)
    else:
        harvest.raise_issue(place, "F03", cell=cell, count=len(place.definitions.provinces))
    return ""


RECORD = {"activities": record_events, "hotline": record_calls}
#: What the kinds of a form's matrix are.
KINDS_OF = {"activities": "activity_type", "hotline": "topic"}
