"""Which columns of a table of records the indicators of a pack use, and as what."""

from ctip_analysis.definitions import Condition, parse_breakdowns, parse_filter
from ctip_analysis.indicators.derived import DERIVED
from ctip_analysis.indicators.encoding import Table, encode_numbers, encode_table, make_table
from ctip_analysis.indicators.event_margins import add_margins, add_untold_events, find_margins

__all__ = ["RATIOS", "encode_records", "list_conditions", "list_used_columns"]

#: The kinds whose numerator and denominator are filters.
RATIOS = ("ratio_of_sums", "cohort_ratio")
#: What every table is placed and ordered by, as far as it has it.
PLACING = (
    "organization",
    "period",
    "province",
    "date",
    "activity",
    "source_file",
    "source_sheet",
    "source_row",
)


def list_conditions(indicator: dict) -> list[Condition]:
    """List the conditions of an indicator: of its filter, and of the parts of a ratio."""
    parts = ("filter", "numerator", "denominator") if indicator["kind"] in RATIOS else ("filter",)
    return [condition for part in parts for condition in parse_filter(indicator[part])]


def _split_names(*specs: str) -> list[str]:
    """Split "person|case;service_type" and its like into the columns that they name."""
    return [name for spec in specs for part in spec.split(";") for name in part.split("|") if name]


def list_used_columns(indicators: list[dict], table: str) -> tuple[list[str], set[str]]:
    """List the columns of a table that indicators use, and those of them that hold numbers.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> list_used_columns(load_definitions().indicators.to_dict("records"), "hotline")[1]
    {'calls_relevant'}
    """
    used, numbers = dict.fromkeys(PLACING), set()
    for indicator in indicators:
        if indicator["table"] != table or not indicator["aggregate"]:
            continue
        measures = _split_names(indicator["measure"], indicator["denominator_measure"])
        conditions = list_conditions(indicator)
        if indicator["aggregate"] == "sum":
            numbers |= {*measures}
        numbers |= {condition.column for condition in conditions if isinstance(condition.bound, float)}
        broken = [name for part in parse_breakdowns(indicator["breakdowns"]) for name in part.columns]
        keys = _split_names(indicator["deduplicate_on"], indicator["date"])
        used |= dict.fromkeys([*broken, *keys, *measures, *(condition.column for condition in conditions)])
    return list(used), numbers


def _complete_people(table: Table, tables, read) -> Table:
    """Add to the people by sex those that forms count by age or by group, and events that tell of none."""

    def read_numbers(own: str, column: str):
        """Give the numbers of a column of a table."""
        return encode_numbers(tables(own)[column])

    table = add_untold_events(table, set(tables("activities")), read, read_numbers)
    margins = find_margins(read, read_numbers)
    return table if margins is None else add_margins(table, margins, set(tables("figures")), read)


def _derive_columns(table: Table, derived: dict, read) -> Table:
    """Give the table with the columns that are worked out."""

    def read_texts(column: str):
        """Give a column of texts: derived, or as the records have it."""
        if column in derived:
            return derived[column](read)
        return table.positions[column], table.labels[column]

    def read_numbers(column: str):
        """Give a column of numbers: derived, or as the records have it."""
        return derived[column](read) if column in derived else table.numbers[column]

    return make_table(table.size, table.positions, table.numbers, read_texts, read_numbers)


def encode_records(name: str, tables, read, indicators: list[dict]) -> Table:
    """Encode the columns of a table of records that indicators use.

    Parameters
    ----------
    name : str
    tables : callable
        Gives the frame of a table by its name.
    read : callable
        Gives positions and labels of a text column of a table by their names.
    indicators : list of dict
    """
    columns, numbers = list_used_columns(indicators, name)
    frame, derived = tables(name), DERIVED.get(name, {})
    spare = set(PLACING) - {*frame.columns, *derived, "period", "province"}
    used = [column for column in columns if column not in spare]
    table = encode_table(frame, used, numbers=numbers, encode=lambda column: read(name, column))
    if derived:
        table = _derive_columns(table, derived, read)
    return _complete_people(table, tables, read) if name == "participants" else table
