"""What the rows and columns of a matrix of counts are about, where its headers alone do not say it."""

from ctip_analysis.cleaning.counted_cells import is_in_total_row
from ctip_analysis.cleaning.figures import Figure
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE, Column
from ctip_analysis.cleaning.headings import find_counting_label, find_kind, is_only_a_unit, read_counting
from ctip_analysis.cleaning.labels import Meaning, read_labels
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.unnamed_counts import EVENTS, NAMELESS, decide_counts, find_fewest
from ctip_analysis.definitions import describe_code, fold_text

__all__ = [
    "find_columns_of_kinds",
    "find_columns_of_numbers",
    "find_kind_of_row",
    "find_topic_of_row",
    "lead_rows",
]

#: What a column of calls is counted as is the topic of a row of calls.
SAYS_A_TOPIC = {"col.calls_on_trafficking"}


def find_kind_of_row(figure: Figure, asked: set[int], place: Place, harvest: Harvest) -> str:
    """Give the kind of activity that a row's own label names in words of its own, else ask; nothing where it says else."""
    vocabulary = place.vocabulary
    for label in figure.cell.row_labels:
        said = read_labels(vocabulary, (label,))
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


def find_topic_of_row(figure: Figure, place: Place) -> str:
    """Give the label by which a row names the topic of its calls; nothing where its labels say anything else."""
    for label in figure.cell.row_labels:
        if place.vocabulary.find_code("topic", label).how == "exact":
            # "Other" may be other things too; where calls stand it is their topic.
            return label
        says_else = read_labels(place.vocabulary, (label,)) != Meaning() or any(
            place.vocabulary.find_place(label)[:2]
        )
        if label.strip() and not (label.strip().isdigit() or says_else):
            said = set(place.tools.headers.read((label,)).concepts)
            return "" if said - SAYS_A_TOPIC else label
    return ""


def find_columns_of_kinds(figures: list[Figure], place: Place, harvest: Harvest) -> dict[int, str]:
    """Give what the columns of periods beside kinds of activities count where nothing says it: events, and it is said."""
    counted = [figure for figure in figures if not is_in_total_row(figure, place)]
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


def find_columns_of_numbers(figures: list[Figure], place: Place) -> dict[int, str]:
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
        if figure.number is not None and not is_in_total_row(figure, place):
            numbers.setdefault(figure.cell.column, {})[figure.row] = figure.number
    decided = decide_counts(numbers, columns, bare, is_dated=False, fewest=find_fewest(place)) if bare else {}
    return {column: decided.get(column) or EVENTS for column in bare}


def lead_rows(figures: list[Figure], place: Place) -> dict[int, int]:
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
