"""What cells of dates say, and the quarter in which a row counts: its date's, else the report's."""

from ctip_analysis.cleaning.blocks import Block, Doubt
from ctip_analysis.cleaning.dates import CYRILLIC_ROMAN, Dates, read_date
from ctip_analysis.definitions import period_bounds, period_of_date, period_within

__all__ = ["first_day", "quarter_of_report", "quarters_of", "read_dates", "read_days"]

NO_DATE = ("nil", "not_available", "suppressed_at_source")
QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
FIRST_YEAR, LAST_YEAR = 2000, 2079


def read_dates(block: Block, name: str, *, otherwise: str = "") -> list[Dates | None]:
    """Give a field's dates, None where a cell is blank; an impossible date is one without a precision.

    Parameters
    ----------
    block : Block
    name : str
    otherwise : str
        The field to read in the rows where the first is blank.
    """
    dates = _read_column(block, name)
    if otherwise in block.cells:
        blank = [row for row, cell in enumerate(block.column(name)) if cell is None]
        for row, found in zip(blank, _read_column(block.take(blank), otherwise), strict=True):
            dates[row] = found
    return dates


def _read_column(block: Block, name: str) -> list[Dates | None]:
    found: list[Dates | None] = []
    matcher = block.tools.vocabulary.matcher
    is_quarter = block.form["fields"].get(name, {}).get("type") == "quarter"
    before, below = None, ()
    for row, (cell, place) in enumerate(zip(block.column(name), block.places, strict=True)):
        if cell is None or cell.status in NO_DATE:
            found.append(None)
            continue
        section = block.sections[row][-1:]
        if place is not before or section != below:
            before, below, order = place, section, place.date_order
            report = _narrow_report(place, section)
            known = block.tools.known("date", report, order, is_quarter)
        said = (cell.value, cell.text)
        if said not in known:
            alone = _quarter_alone(cell.text, report) if is_quarter else None
            known[said] = alone or read_date(*said, matcher=matcher, report=report, order=order)
        dates = known[said]
        if not dates.precision:
            block.raise_issue(row, "F04", case="impossible", cell=cell.cell)
        elif dates.is_repaired:
            block.raise_doubt(row, Doubt("F07", text=dates.start), cell.cell)
        elif dates.others:
            dates = _settle_order(block, row, cell.cell, dates)
        found.append(dates)
    return found


def _narrow_report(place, section: tuple[str, ...]) -> str:
    """Give the report's period, or the month of it that a row's section or the nearest title names ("October")."""
    report, vocabulary = place.sender.period, place.vocabulary
    texts = (*section, *place.titles[::-1])
    for text in texts:
        months = vocabulary.match_labels((text,), "month.")
        if report and len(months) == 1:
            return f"{report[:4]}-{months[0][-2:]}"
        period = vocabulary.find_period(text)
        if len(period) == 7 and period[:4] == (report[:4] or period[:4]):
            return period
        if period:
            break
    return report


def _quarter_alone(text: str, report: str) -> Dates | None:
    """Read "II" or 2 in a column of quarters: of the report's year."""
    said = QUARTERS.get(text.strip(" .").upper().translate(CYRILLIC_ROMAN))
    if not said or not report:
        return None
    start, end = period_bounds(f"{report[:4]}Q{said}")
    return Dates(start.isoformat(), end.isoformat(), "quarter")


def _settle_order(block: Block, row: int, cell: str, found: Dates) -> Dates:
    """Take the one of two readings that lies in the report's period; else ask, and keep only what both say."""
    place = block.places[row]
    reported = place.sender.period
    first, second = found.start, found.others
    if reported:
        bounds = [day.isoformat() for day in period_bounds(reported)]
        within = [day for day in (first, second) if bounds[0] <= day <= bounds[1]]
        if len(within) == 1:
            block.raise_issue(row, "F04", case="settled", cell=cell, first=within[0], period=reported)
            return Dates(within[0], within[0], "day")
    doubt = Doubt(
        "F04",
        "ambiguous",
        parts={"first": first, "second": second},
        question="date_order",
        subject=place.file,
        suggestion="day_first",
    )
    block.raise_doubt(row, doubt, cell)
    earlier, later = sorted((first, second))
    if period_of_date(earlier, "quarter") == period_of_date(later, "quarter"):
        return Dates(earlier, later, "quarter")
    return Dates()


def first_day(found: Dates | None) -> str:
    """Give the day of a date that says one, or an empty text."""
    return found.start if found is not None and found.precision == "day" else ""


def read_days(block: Block, name: str) -> list[str]:
    """Give a field's first days as ISO dates, or empty texts."""
    return [first_day(found) for found in read_dates(block, name)]


def quarter_of_report(reported: str) -> str:
    """Give the quarter that a report is about, or an empty text where it says none or a longer period."""
    return (period_within(reported, "quarter") or "") if reported else ""


def quarters_of(
    block: Block, dates: list[Dates | None], name: str = "date", *, is_dated: bool = True
) -> list[str]:
    """Give the quarter in which each row counts, with the issues this takes; an empty text where there is none."""
    known = block.tools.known("quarter", is_dated)
    quarters = []
    for row, (place, found) in enumerate(zip(block.places, dates, strict=True)):
        said = (place.sender.period, found)
        if said not in known:
            known[said] = _find_quarter(*said, is_dated)
        quarter, doubt = known[said]
        if doubt is not None:
            # What a date says is said at its cell, what a report lacks at the row.
            at = name if found is not None and doubt.rule == "F04" else ""
            block.raise_doubt(row, doubt, block.where(row, at))
        quarters.append(quarter)
    return quarters


def _find_quarter(reported: str, found: Dates | None, is_dated: bool) -> tuple[str, Doubt | None]:
    quarter = quarter_of_report(reported)
    if found is not None and not found.precision:
        return "", None
    if found is not None and (own := _quarter_of_date(found, quarter)):
        return _check_distance(own, quarter)
    if not quarter:
        return "", Doubt("F02")
    if is_dated and found is None:
        return quarter, Doubt("F04", "missing", parts={"period": reported})
    return quarter, None


def _quarter_of_date(found: Dates, quarter: str) -> str:
    """Give the quarter of a date; the report's where a longer span begins before it and ends within or after."""
    own = period_of_date(found.start, "quarter")
    if period_of_date(found.end, "quarter") == own or found.precision == "day":
        return own
    is_within = quarter and found.start <= period_bounds(quarter)[0].isoformat() <= found.end
    return quarter if is_within else ""


def _check_distance(own: str, quarter: str) -> tuple[str, Doubt | None]:
    """Say where a date lies outside the report's quarter; more than a year off it cannot be right."""
    if own == quarter or (not quarter and FIRST_YEAR <= int(own[:4]) <= LAST_YEAR):
        return own, None
    if not quarter:
        return "", Doubt("F04", "far", parts={"period": ""})
    distance = abs((int(own[:4]) - int(quarter[:4])) * 4 + int(own[-1]) - int(quarter[-1]))
    if distance > 4:
        return "", Doubt("F04", "far", parts={"period": quarter})
    return own, Doubt("F04", "outside", parts={"period": quarter, "quarter": own})
