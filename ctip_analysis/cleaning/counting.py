"""The counts of a matrix that are a form's: cells that share a row, a kind of activity, a place and a period together.

What several columns say alike and nobody can tell apart is not counted, and said.
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.counted_cells import leave_out_totals
from ctip_analysis.cleaning.counted_subjects import (
    find_columns_of_kinds,
    find_columns_of_numbers,
    find_kind_of_row,
    find_topic_of_row,
    lead_rows,
)
from ctip_analysis.cleaning.events import record_events
from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE, PLANNED, SHARE
from ctip_analysis.cleaning.headings import COUNTS_OF_A_CELL, FIELD_OF_COUNT
from ctip_analysis.cleaning.logs import record_calls
from ctip_analysis.cleaning.longer_periods import record_longer
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.tables import Cell
from ctip_analysis.cleaning.total_rows import leave_out_longer_rows
from ctip_analysis.definitions import describe_unit, period_within

__all__ = ["record_counts"]

PLACELESS = {"hotline"}
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
    def listed(self) -> list[Cell]:
        """Its cells."""
        return [*self.cells.values(), *self.people.values()]

    @property
    def first(self) -> str:
        """The address of its first cell."""
        return self.listed[0].cell


@dataclass
class Doubts:
    """What is said of columns: those that say the same twice, by group, those that count nothing known, those under a kind.

    ``unread`` holds the cells of each column that count nothing known.
    Numbers under nothing but a kind of activity ("Seminars") are numbers of events.
    """

    twice: set[tuple[Key, int]] = field(default_factory=set)
    unread: dict[int, list[Cell]] = field(default_factory=dict)
    events: set[int] = field(default_factory=set)

    def add_unread(self, cell: Cell) -> None:
        """Add a cell of which nobody can say what it counts."""
        self.unread.setdefault(cell.column, []).append(cell)


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
    read = {cell.column for group in groups.values() for cell in group.listed}
    unknown = doubts.unread.keys() - read
    for case, columns in (("repeated", twice), ("unknown", unknown), ("events", doubts.events)):
        for column in sorted(columns):
            harvest.raise_issue(place, "column", case=case, cell=f"{column_letter(column)}{top}")
    _raise_not_counted(
        [cell for column in doubts.unread.keys() & read for cell in doubts.unread[column]], place, harvest
    )
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
    kinds: dict[tuple[int, int], str] = {}
    fields = place.definitions.forms[form]["fields"]
    leaders = lead_rows(figures, place)
    counting = find_columns_of_numbers(figures, place) if form == "activities" else {}
    if form == "activities" and not counted:
        counting |= find_columns_of_kinds(figures, place, harvest)
    counted_once = leave_out_longer_rows(list(leave_out_totals(figures, place, harvest)), place, harvest)
    for figure in counted_once:
        if PLANNED in figure.column.concepts or figure.column.how == SHARE:
            # What was planned is nothing that was done, a share counts nobody, whatever the title says is counted.
            doubts.add_unread(figure.cell)
            continue
        if concept := counting.get(figure.cell.column):
            figure = replace(figure, column=replace(figure.column, concepts=(concept,)))
        elif counted and not COUNTS_OF_A_CELL & set(figure.column.concepts):
            figure = replace(figure, column=replace(figure.column, concepts=counted))
        meaning, lead = figure.meaning, leaders.get(figure.row, figure.row)
        kind = _find_kind(figure, form, asked, place, harvest)
        if figure.row in leaders:
            # "Participants" below "Seminars held" took part in these.
            kind = kinds[lead, figure.cell.column] = kind or kinds.get((lead, figure.cell.column), "")
        key = Key(lead, kind, meaning.period, meaning.provinces, meaning.district)
        if _is_foreign(figure, fields):
            harvest.raise_issue(place, "not_counted", cell=figure.cell.cell)
            continue
        _put(figure, key, groups.setdefault(key, Group()), doubts)
    return groups, doubts


def _find_kind(figure: Figure, form: str, asked: set[int], place: Place, harvest: Harvest) -> str:
    """Give the kind of activity, or the topic of calls, that a cell's labels name."""
    kind = figure.meaning.codes.get("activity_type", "")
    if not kind and form == "activities":
        kind = find_kind_of_row(figure, asked, place, harvest)
    if not kind and form in PLACELESS:
        kind = find_topic_of_row(figure, place)
    return kind


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
        doubts.add_unread(figure.cell)


def _raise_not_counted(cells: list[Cell], place: Place, harvest: Harvest) -> None:
    """Say of which cells nobody can tell what they count, below headers that count in other rows; several are a row."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell.cell)
    for row, own in sorted(rows.items()):
        is_row = len(own) > 1
        harvest.raise_issue(
            place, "not_counted", case="row" if is_row else "", cell=f"{row}:{row}" if is_row else own[0]
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
