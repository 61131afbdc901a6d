"""A matrix (labels on the left and on top, numbers inside) to labelled figures, or to events.

A figure's meaning is put together from its row's labels, the sections above it, its column's headers and the
table's title. What several of them say alike is taken; what they leave open stays open.
"""

from dataclasses import replace

from ctip_analysis.cleaning.events import record_event
from ctip_analysis.cleaning.figures import Figure, record_figures, section_dimension
from ctip_analysis.cleaning.harvest import INCREMENTS, Harvest, Place
from ctip_analysis.cleaning.headers import PEOPLE, Column
from ctip_analysis.cleaning.labels import Meaning
from ctip_analysis.cleaning.logs import record_calls
from ctip_analysis.cleaning.numbering import column_letter
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.reading_cells import Reading, Row
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.cleaning.titles import (
    counted_by_title,
    own_province,
    speaks_of_activities,
    titled_province,
)
from ctip_analysis.cleaning.total_columns import check_total_columns, find_total_columns
from ctip_analysis.definitions import describe_code, describe_unit, fold_text, period_within

__all__ = ["has_varying_headers", "record_matrix"]

FIELD_OF_COUNT = {
    "col.n_events": "n_events",
    "col.materials": "materials_n",
    "col.calls": "calls_total",
    "col.calls_relevant": "calls_relevant",
    "col.referred_n": "referred_n",
}
COUNTS_OF_A_CELL = {PEOPLE, "col.total", *FIELD_OF_COUNT}
OF_A_LIST = {"col.date", "col.date_start", "col.event_type", "col.event_name", "col.case_code"}
COUNTED_PER_KIND = {PEOPLE, "col.n_events", "col.participants_total"}
TITLE_COUNTS = {"col.total": PEOPLE}
PLACELESS = {"hotline"}
RECORD = {"activities": record_event, "hotline": record_calls}


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
    heads = tuple(table.headers().values())
    known = place.tools.shapes
    if heads not in known:
        known[heads] = _do_vary(heads, place)
    return known[heads]


def _do_vary(heads: tuple[tuple[str, ...], ...], place: Place) -> bool:
    said = {name: set() for name in ("time", "kind", "province")}
    for labels in heads:
        if set(place.tools.headers.read(labels).concepts) & OF_A_LIST:
            return False
        meaning, _ = _read_header(labels, place)
        said["time"].add((meaning.period, meaning.quarter, meaning.month, meaning.half))
        said["kind"].add(meaning.codes.get("activity_type", ""))
        said["province"].add(meaning.provinces)
    empty = {("", "", "", ""), "", ()}
    return any(len(found - empty) > 1 for found in said.values())


def _read_figures(table: Table, place: Place) -> list[Figure]:
    vocabulary = place.vocabulary
    title = replace(vocabulary.read_labels(table.title), provinces=(), codes={})
    if not title.period or place.sender.period.startswith(title.period):
        title = replace(title, period=place.sender.period)
    heads = {
        labels: _read_header(labels, place) for labels in dict.fromkeys(c.column_labels for c in table.cells)
    }
    joined: dict[tuple, tuple[Meaning, Column, Meaning]] = {}
    figures = []
    for cell in table.cells:
        key = (cell.row_labels, cell.sections, cell.column_labels)
        if key not in joined:
            head, column = heads[cell.column_labels]
            if not column.concepts and not head.codes.get("activity_type"):
                beside = place.tools.headers.read(cell.row_labels[-1:]) if cell.row_labels else column
                # "Osh province" names a place; "Participants, women" says what its row counts.
                column = beside if COUNTS_OF_A_CELL & set(beside.concepts) else column
            joined[key] = (_join(*_read_side(cell, vocabulary), head, title), column, head)
        reading = Reading(cell.value, cell.text, cell.status, cell.cell)
        figures.append(Figure(cell, reading, *joined[key]))
    return figures


def _read_side(cell: Cell, vocabulary) -> tuple[Meaning, Meaning]:
    """Read what stands left of a cell and above its row: its row's labels and its section."""
    dimension = section_dimension(cell.sections, vocabulary)
    section = vocabulary.read_labels(cell.sections[-1:]) if cell.sections and not dimension else Meaning()
    return _read_row(cell.row_labels, dimension, vocabulary), section


def _read_row(labels: tuple[str, ...], within: str, vocabulary) -> Meaning:
    meaning = vocabulary.read_labels(labels, within=within)
    if within:
        return meaning
    # Each label column says a thing of its own: a province, a district in it, a kind of activity.
    parts = [vocabulary.read_labels((label,)) for label in labels if label]
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
    levels = place.tools.levels
    if labels not in levels:
        levels[labels] = _read_levels(labels, place)
    return levels[labels]


def _read_levels(labels: tuple[str, ...], place: Place) -> tuple[Meaning, Column]:
    """Read the levels of a header one by one, for each says a different thing, and what they count together."""
    vocabulary = place.vocabulary
    meaning = Meaning()
    counted = []
    for label in labels:
        level = vocabulary.read_labels((label,))
        is_time = bool(level.period or level.quarter or level.month or level.half)
        spelled = level.codes.get("activity_type")
        alone = place.tools.headers.read((label,))
        own = set() if spelled and alone.how != "exact" else set(alone.concepts)
        names_kind = not is_time and own <= COUNTED_PER_KIND
        kind = _kind_of(label, vocabulary) if names_kind else ""
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
    if "col.event_name" in column.concepts:
        # Numbers below a name of events count them.
        column = replace(column, concepts=("col.n_events",))
    if not column.concepts and "activity_type" in meaning.codes:
        # "Number" below a kind of activity counts activities.
        counts_events = bool(vocabulary.match_labels(tuple(counted), "unit.count"))
        column = Column(("col.n_events",), how="exact") if counts_events else column
    return meaning, column


def _kind_of(label: str, vocabulary) -> str:
    found = vocabulary.find_code("activity_type", label)
    return found.code


def _has_places(figures: list[Figure]) -> bool:
    return any(figure.meaning.provinces or figure.meaning.district for figure in figures)


def _find_form(figures: list[Figure], titles: tuple[str, ...], place: Place) -> str:
    """Give the form whose matrix this is: provinces and counts of events, of their participants, of calls."""
    vocabulary = place.vocabulary
    has_places = bool(place.province) or _has_places(figures)
    says = {concept for figure in figures for concept in figure.column.concepts}
    says |= {"activity." for figure in figures if "activity_type" in figure.meaning.codes}
    says |= {TITLE_COUNTS.get(concept, concept) for concept in counted_by_title(titles, vocabulary)}
    if speaks_of_activities(titles, vocabulary) or "activity." in says:
        says |= {"activity."}
    for code, form in vocabulary.definitions.forms.items():
        groups = form["recognize"].get("matrix", ())
        needs_places = form["record"] == "activities"
        if groups and (has_places or not needs_places) and all(says.intersection(group) for group in groups):
            return code
    return ""


def _record_rows(
    figures: list[Figure], form: str, counted: tuple[str, ...], place: Place, harvest: Harvest
) -> None:
    """Record each group of cells that share a row, a kind of activity, a place and a period.

    ``counted`` is what the title says that columns count which do not say it themselves.
    """
    rows: dict[tuple, dict] = {}
    decided = _decide_cumulative(figures, place, harvest)
    leaders = _lead_rows(figures, place)
    summing = find_total_columns(figures, place)
    counting = _columns_of_numbers(figures, place) if form == "activities" else frozenset()
    check_total_columns(figures, summing, place=place, harvest=harvest)
    twice: set[tuple] = set()
    asked: set[int] = set()
    unread: set[int] = set()
    rows_of: dict[tuple, set[int]] = {}
    for figure in figures:
        if figure.cell.column in counting:
            figure = replace(figure, column=replace(figure.column, concepts=("col.n_events",)))
        elif not COUNTS_OF_A_CELL & set(figure.column.concepts) and counted:
            figure = replace(figure, column=replace(figure.column, concepts=counted))
        meaning, column = figure.meaning, figure.column
        if _is_in_total_row(figure, place):
            harvest.totals.add((place.file, place.sheet, figure.row))
            continue
        if figure.cell.column in summing or (column.is_cumulative and not decided[figure.cell.column]):
            continue
        if decided.get(figure.cell.column) == INCREMENTS:
            harvest.cumulative.add((place.file, place.sheet, figure.row))
        kind = meaning.codes.get("activity_type", "")
        if not kind and form == "activities":
            kind = _kind_of_row(figure, asked, place, harvest)
        if form in PLACELESS and not kind:
            kind = _topic_of_row(figure, place)
        row = leaders.get(figure.row, figure.row)
        key = (row, kind, meaning.period, meaning.provinces, meaning.district)
        cells, people = rows.setdefault(key, ({}, {}))
        field = next((FIELD_OF_COUNT[c] for c in column.concepts if c in FIELD_OF_COUNT), "")
        codes = (column.sex, column.age, column.group)
        target, name = (cells, field) if field and codes == ("total", "total", "total") else (people, codes)
        rows_of.setdefault(key, set()).add(figure.row)
        if name in target and target[name] is not figure.reading:
            twice.add((key, figure.cell.column))
        if target is cells:
            cells.setdefault(field, figure.reading)
        elif {PEOPLE, "col.total"} & set(column.concepts) or field:
            sex = column.sex if column.sex != "total" else meaning.codes.get("sex", "total")
            people.setdefault((sex, column.age, column.group), figure.reading)
        else:
            unread.add(figure.cell.column)
    top = min((figure.row for figure in figures), default=1)
    for case, columns in (("repeated", {column for _, column in twice}), ("unknown", unread)):
        for column in sorted(columns):
            harvest.raise_issue(place, "column", case=case, cell=f"{column_letter(column)}{top}")
    for key in {key for key, _ in twice}:
        # What two columns say and nobody can tell apart is not counted.
        rows.pop(key)
    for key, (cells, people) in rows.items():
        if _record_group(*key, cells, people, form=form, place=place, harvest=harvest):
            harvest.counted |= {(place.file, place.sheet, row) for row in rows_of[key]}


def _kind_of_row(figure: Figure, asked: set[int], place: Place, harvest: Harvest) -> str:
    """Give the kind of activity that a row's own label names in words of its own, else ask; nothing where it says else."""
    vocabulary = place.vocabulary
    for label in figure.cell.row_labels:
        said = vocabulary.read_labels((label,))
        counted = place.tools.headers.read((label,))
        if not label or label.strip().isdigit() or said != Meaning() or counted.concepts:
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
            return "" if place.tools.headers.read((label,)).concepts else label
    return ""


def _decide_cumulative(figures: list[Figure], place: Place, harvest: Harvest) -> dict[int, str]:
    """Give what a person decided of each cumulative column; without an answer it is said and asked."""
    columns = sorted({figure.cell.column for figure in figures if figure.column.is_cumulative})
    decided = {column: place.answer("cumulative", place.subject(column_letter(column))) for column in columns}
    top = min((figure.row for figure in figures), default=1)
    for column, answer in decided.items():
        if not answer:
            cell = f"{column_letter(column)}{top}"
            harvest.raise_issue(place, "P03", cell=cell)
            harvest.ask(
                place, "cumulative", place.subject(column_letter(column)), cell=cell, suggestion=INCREMENTS
            )
    return decided


def _columns_of_numbers(figures: list[Figure], place: Place) -> frozenset[int]:
    """Find the columns of a bare "Number" beside others that count people: they count events."""
    if not any(PEOPLE in figure.column.concepts for figure in figures):
        return frozenset()
    return frozenset(
        figure.cell.column
        for figure in figures
        if not figure.column.concepts
        and place.vocabulary.match_labels(figure.cell.column_labels[-1:], "unit.count")
    )


def _lead_rows(figures: list[Figure], place: Place) -> dict[int, int]:
    """Give the first row of each block of rows whose labels say what is counted ("Events", "Participants", "Women").

    The rows of a block are one event's, column by column: they share what stands left of their own label and above
    them, and no two of them count the same.
    """
    leaders: dict[int, int] = {}
    block, counted = None, set()
    for figure in {figure.row: figure for figure in reversed(figures)}.values().__reversed__():
        labels = figure.cell.row_labels
        own = place.tools.headers.read(labels[-1:]) if labels else Column()
        if not labels or own != figure.column or not own.concepts:
            block = None
            continue
        what, shared = (own.concepts, own.sex, own.age, own.group), (labels[:-1], figure.cell.sections)
        if block is None or block[1] != shared or what in counted:
            block, counted = (figure.row, shared), set()
        counted.add(what)
        leaders[figure.row] = block[0]
    return leaders


def _is_in_total_row(figure: Figure, place: Place) -> bool:
    """Whether a cell stands in a row that calls itself a total."""
    # "Of which women" names women, whatever it is a part of.
    return any(
        place.vocabulary.is_total(label) and place.tools.headers.read((label,)).sex == "total"
        for label in figure.cell.row_labels
        if label
    )


def _record_group(number, kind, period, provinces, district, cells, people, *, form, place, harvest) -> bool:
    readings = [*cells.values(), *people.values()]
    if not readings:
        return False
    quarter = period_within(period, "quarter") if period else None
    if not quarter:
        harvest.raise_issue(place, "F02", case="coarse", cell=readings[0].cell, period=period)
        return False
    has_place = bool(provinces or place.province)
    province = (
        _settle(provinces, place, harvest, readings[0].cell) if has_place or form not in PLACELESS else ""
    )
    if not province and (has_place or form not in PLACELESS):
        return False
    row = Row(number, place, harvest, cells, people, (), place.definitions.forms[form])
    part = f"{kind}|{period}|{province}|{district}"
    if form == "activities":
        if "n_events" not in cells:
            row = replace(
                row, cells={**cells, "n_events": Reading(None, "", "not_available", readings[0].cell)}
            )
        return record_event(
            row,
            province=province,
            district=district,
            activity_type=kind or "unknown",
            period=period,
            part=part,
        )
    where = {
        **({"topic": Reading(kind, kind, "reported", readings[0].cell)} if kind else {}),
        **({"province": Reading(province, province, "reported", readings[0].cell)} if province else {}),
        "period": Reading(period, period, "reported", readings[0].cell),
    }
    return RECORD[form](replace(row, cells={**cells, **where}))


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


def record_matrix(table: Table, *, place: Place, harvest: Harvest, personal: PersonalData) -> str:
    """Record each cell of a matrix, as events where its labels are a form's, as figures otherwise.

    Parameters
    ----------
    table : Table
        With the cells of its totals too.
    place, harvest, personal

    Returns
    -------
    str
        The form's code, or "statistics".
    """
    figures = _read_figures(table, place)
    titles = (table.sheet, *table.title)
    titled = titled_province(place)
    named = {province for figure in figures for province in figure.meaning.provinces}
    if not _has_places(figures) or (titled and named <= {titled}):
        place = replace(place, province=titled or own_province(place))
    if form := _find_form(figures, titles, place):
        if place.province:
            case = "titled" if titled else "own_rows"
            harvest.raise_issue(place, "F03", case=case, cell=figures[0].cell.cell)
        kept = [figure for figure in figures if table.kind_of(figure.row) != "total"]
        counted = counted_by_title(titles, place.vocabulary)
        _record_rows(kept, form, counted, place, harvest)
        return form
    # What no form knows is a figure of the place that its own labels and titles name.
    record_figures(figures, table.title, replace(place, province=titled), harvest, personal)
    return "statistics"
