"""What the cells of a matrix mean: put together from a row's labels, its section, its column's headers, the title.

What several of them say alike is taken; what they leave open stays open.
"""

import re
from dataclasses import replace

from ctip_analysis.cleaning.bare_times import BareTime, drop_words_of_plan, read_bare_time
from ctip_analysis.cleaning.figures import Figure, section_dimension
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headers import ACTUAL, PEOPLE, PLANNED, SHARE, Column
from ctip_analysis.cleaning.labels import Meaning, read_district, read_labels
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.definitions import fold_text, period_kind

__all__ = [
    "COUNTS_OF_A_CELL",
    "FIELD_OF_COUNT",
    "find_counting_label",
    "find_kind",
    "has_varying_headers",
    "is_only_a_unit",
    "read_counting",
    "read_figures",
]

FIELD_OF_COUNT = {
    "col.n_events": "n_events",
    "col.materials": "materials_n",
    "col.calls": "calls_total",
    "col.calls_relevant": "calls_relevant",
    "col.referred_n": "referred_n",
}
COUNTS_OF_A_CELL = {PEOPLE, "col.total", *FIELD_OF_COUNT}
MONTHS_OF_A_YEAR = re.compile(r"\s*(?:за|for)?\s*(3|6|9|12)\s*[-–]?\s*(?:мес|month|ай)", re.IGNORECASE)
OF_A_LIST = {"col.date", "col.date_start", "col.event_type", "col.event_name", "col.case_code"}
NAMES_EVENTS = {"col.event_name", "col.measure_text", "col.n_events"}
COUNTED_PER_KIND = {PEOPLE, "col.n_events", "col.participants_total"}


def _join(row: Meaning, section: Meaning, column: Meaning, title: Meaning) -> Meaning:
    """Join what a cell's row, column, section and title say; the row's word goes before the column's."""
    period = row.period or column.period or section.period or title.period
    own = row.period or column.period
    quarter = row.quarter or column.quarter or section.quarter
    month = row.month or column.month or section.month
    half = row.half or column.half or section.half
    part = f"-{month}" if month else f"Q{quarter}" if quarter else f"H{half}" if half else ""
    if len(period) >= 4 and not own:
        period = period[:4] + part if part else period
    elif len(period) == 4:
        period += part
    return Meaning(
        provinces=row.provinces or column.provinces or section.provinces,
        district=row.district or column.district or section.district,
        period=period,
        measure=row.measure or column.measure,
        is_total=row.is_total or column.is_total,
        codes={**column.codes, **row.codes},
    )


def has_varying_headers(table: Table, place: Place) -> bool:
    """Whether the columns of a table differ in their period, kind of activity or province: it is then a matrix.

    A table with a column of dates, kinds or codes of its own has one record a row, whatever its other headers say.
    """
    known = place.tools.shapes
    if table.layout not in known:
        known[table.layout] = _do_vary(tuple(table.headers().values()), place)
    return known[table.layout]


def _do_vary(heads: tuple[tuple[str, ...], ...], place: Place) -> bool:
    said = {name: set() for name in ("time", "kind", "province")}
    for labels in heads:
        if set(place.tools.headers.read(labels).concepts) & OF_A_LIST:
            return False
        meaning, _ = _read_header(labels, place)
        said["time"].add((meaning.period, meaning.quarter, meaning.month, meaning.half))
        said["kind"].add(meaning.codes.get("activity_type", ""))
        said["province"].add((meaning.provinces, meaning.district))
    empty = {("", "", "", ""), "", ((), "")}
    return any(len(found - empty) > 1 for found in said.values())


def read_figures(table: Table, place: Place) -> list[Figure]:
    """Give the cells of a matrix with the meaning of their labels."""
    vocabulary = place.vocabulary
    title = replace(read_labels(vocabulary, table.title), provinces=(), codes={})
    if not title.period or place.sender.period.startswith(title.period):
        title = replace(title, period=place.sender.period)
    heads = {
        labels: _read_header(labels, place) for labels in dict.fromkeys(c.column_labels for c in table.cells)
    }
    if any(_is_cumulative(text, place) for text in (table.sheet, *table.title)):
        heads = {labels: (_to_its_end(head), column) for labels, (head, column) in heads.items()}
        if not any(_tells_time(labels, head, column, place) for labels, (head, column) in heads.items()):
            title = replace(title, period=_since_january_to(title.period))
    sides = place.tools.known("sides", table.district_labels)
    joined: dict[tuple, tuple[Meaning, Column, Meaning, Meaning]] = {}
    figures = []
    for cell in table.cells:
        key = (cell.row_labels, cell.sections, cell.column_labels)
        if key not in joined:
            head, column = heads[cell.column_labels]
            if not head.codes.get("activity_type") and _says_no_count(cell.column_labels, column, place):
                # "Osh province" names a place; "Participants, women" says what its row counts.
                counting = find_counting_label(cell.row_labels, place)
                column = _with_time_of(column, cell.row_labels, counting, place)
            if (named := (cell.row_labels, cell.sections)) not in sides:
                sides[named] = _read_side(cell, vocabulary, table.district_labels)
            side = sides[named]
            joined[key] = (_join(*side, head, title), column, head, side[0])
        figures.append(Figure(cell, *joined[key]))
    return figures


def _with_time_of(head: Column, labels: tuple[str, ...], counting: int | None, place: Place) -> Column:
    """Give what a row counts, since the beginning of the year where its column or a label of its own says so."""
    if counting is None:
        return head
    own = read_counting(labels[counting], place)
    return replace(own, is_cumulative=True) if head.is_cumulative else own


def _is_cumulative(text: str, place: Place) -> bool:
    return bool(place.vocabulary.matcher.find_within(fold_text(text), "period.cumulative"))


def _to_its_end(head: Meaning) -> Meaning:
    """Give what a quarter or half-year means below a title "since the beginning of the year": all until its end."""
    quarter = (
        int(head.quarter) if head.quarter.isdigit() else 2 * int(head.half) if head.half.isdigit() else 0
    )
    return replace(head, quarter=f"{quarter}YTD", half="") if quarter > 1 else head


def _tells_time(labels: tuple[str, ...], head: Meaning, column: Column, place: Place) -> bool:
    """Whether a column says of which time it is: what the title says of the time is then of some of them."""
    is_timed = bool(head.period or head.quarter or head.month or head.half or column.is_cumulative)
    own = place.sender.period
    return is_timed or any(
        read_bare_time(place.vocabulary, label, own) is not BareTime.NONE for label in labels
    )


def _since_january_to(period: str) -> str:
    """Give a quarter or half-year as all of its year until its end; the first quarter, a month and a year stay."""
    kind = period_kind(period) if period else ""
    quarter = int(period[-1]) * (2 if kind == "half" else 1) if kind in ("quarter", "half") else 1
    return f"{period[:4]}Q{quarter}YTD" if quarter > 1 else period


def find_counting_label(labels: tuple[str, ...], place: Place) -> int | None:
    """Give the place of the label that says what its row counts: the last one, but for its unit behind it."""
    telling = [number for number, label in enumerate(labels) if not is_only_a_unit(label, place)]
    number = telling[-1] if telling else len(labels) - 1
    if number < 0 or not COUNTS_OF_A_CELL & set(read_counting(labels[number], place).concepts):
        return None
    return number


def find_kind(label: str, place: Place) -> str:
    """Give the kind of activity that a label names, or nothing."""
    return place.vocabulary.find_code("activity_type", label).code


def read_counting(label: str, place: Place) -> Column:
    """Say what a row's label counts: "Events" beside numbers counts them."""
    column = place.tools.headers.read((label,))
    is_of_events = "col.event_name" in column.concepts and set(column.concepts) <= NAMES_EVENTS
    if is_of_events and len(label.split()) <= 2 and not find_kind(label, place):
        return replace(column, concepts=("col.n_events",))
    return column


def _says_no_count(labels: tuple[str, ...], column: Column, place: Place) -> bool:
    """Whether a header leaves it to the rows what its numbers count: it says nothing, "actual" or "total"."""
    if column.how == SHARE:
        return False
    return column.concepts in ((), (ACTUAL,)) or _is_only_a_total(labels, place)


def _is_only_a_total(labels: tuple[str, ...], place: Place) -> bool:
    """Whether a header says nothing but that it sums up: what it sums up its row says."""
    return len(labels) == 1 and bool(place.vocabulary.match_labels(labels, "row.total"))


def is_only_a_unit(label: str, place: Place) -> bool:
    """Whether a label says nothing but a unit or a number of its row ("чел.", "2.1")."""
    bare = label.strip(" .")
    return not bare or bare.replace(".", "").isdigit() or bool(place.vocabulary.matcher.match(label, "unit."))


def _read_side(cell: Cell, vocabulary, districts: frozenset[int]) -> tuple[Meaning, Meaning]:
    """Read what stands left of a cell and above its row: its row's labels and its section."""
    dimension = section_dimension(cell.sections, vocabulary)
    section = read_labels(vocabulary, cell.sections[-1:]) if cell.sections and not dimension else Meaning()
    return _read_row(cell.row_labels, dimension, vocabulary, districts), section


def _read_row(labels: tuple[str, ...], within: str, vocabulary, districts: frozenset[int]) -> Meaning:
    meaning = read_labels(vocabulary, labels, within=within)
    if within:
        return meaning
    # Each label column says a thing of its own: a province, a district in it, a kind of activity.
    parts = [
        read_district(vocabulary, label) if number in districts else read_labels(vocabulary, (label,))
        for number, label in enumerate(labels)
        if label
    ]
    provinces = [set(part.provinces) for part in parts if part.provinces]
    district = next((part.district for part in parts if part.district), "")
    joined = set.intersection(*provinces) if provinces else set()
    if district and (not joined or vocabulary.province_of_district[district] in joined):
        joined = {vocabulary.province_of_district[district]}
    codes = {name: code for part in parts for name, code in part.codes.items()}
    return replace(
        meaning,
        provinces=tuple(sorted(joined)) or meaning.provinces,
        district=district,
        is_total=meaning.is_total or any(part.is_total for part in parts),
        codes={**codes, **meaning.codes},
    )


def _read_header(labels: tuple[str, ...], place: Place) -> tuple[Meaning, Column]:
    levels, key = place.tools.levels, (labels, place.sender.period)
    if key not in levels:
        levels[key] = _read_levels(labels, place)
    return levels[key]


def _read_levels(labels: tuple[str, ...], place: Place) -> tuple[Meaning, Column]:
    """Read the levels of a header one by one, for each says a different thing, and what they count together."""
    vocabulary = place.vocabulary
    meaning = Meaning()
    counted, times = [], set()
    for label in labels:
        bare = read_bare_time(vocabulary, label, place.sender.period)
        if bare is not BareTime.NONE:
            times.add(bare)
            continue
        level = _since_january(_with_its_province(read_labels(vocabulary, (label,)), vocabulary), label)
        is_time = bool(level.period or level.quarter or level.month or level.half)
        spelled = level.codes.get("activity_type")
        alone = place.tools.headers.read((label,))
        if alone.concepts in ((ACTUAL,), (PLANNED,)) and not is_time:
            level = read_labels(vocabulary, (drop_words_of_plan(vocabulary, label),))
        own = set() if spelled and alone.how != "exact" else set(alone.concepts)
        names_kind = not is_time and own <= COUNTED_PER_KIND
        kind = find_kind(label, place) if names_kind else ""
        codes = {name: code for name, code in level.codes.items() if name != "activity_type"}
        codes |= {"activity_type": kind} if kind else {}
        if not (is_time or level.provinces or (kind and not own)):
            counted.append(label)
        meaning = Meaning(
            provinces=level.provinces or meaning.provinces,
            district=level.district or meaning.district,
            period=level.period or meaning.period,
            quarter=level.quarter or meaning.quarter,
            month=level.month or meaning.month,
            half=level.half or meaning.half,
            is_total=bool(vocabulary.match_labels((label,), "row.total")) and len(labels) == 1,
            measure=level.measure or meaning.measure,
            codes={**meaning.codes, **codes},
        )
    column = place.tools.headers.read(tuple(counted)) if counted else Column()
    if times & {BareTime.EARLIER, BareTime.UNCLEAR}:
        # What was counted at another time is nothing of this report's.
        return meaning, Column(("col.earlier_period",), how="words")
    if BareTime.CUMULATIVE in times:
        column = replace(column, is_cumulative=True)
    if "col.event_name" in column.concepts:
        # Numbers below a name of events count them.
        column = replace(column, concepts=("col.n_events",))
    if not column.concepts and "activity_type" in meaning.codes:
        # "Number" below a kind of activity counts activities.
        counts_events = bool(vocabulary.match_labels(tuple(counted), "unit.count"))
        column = Column(("col.n_events",), how="exact") if counts_events else column
    return meaning, column


def _since_january(level: Meaning, label: str) -> Meaning:
    """Give what "6 мес. 2019" means: all since the beginning of the year, to the end of its second quarter."""
    months = MONTHS_OF_A_YEAR.match(label)
    if not months or len(level.period) > 4:
        return level
    quarter = int(months[1]) // 3
    return replace(level, quarter=f"{quarter}YTD" if quarter > 1 else "1", month="", half="")


def _with_its_province(level: Meaning, vocabulary) -> Meaning:
    """Give what a label means with the province of the district that it names."""
    if not level.district or level.provinces:
        return level
    return replace(level, provinces=(vocabulary.province_of_district[level.district],))
