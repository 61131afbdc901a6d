"""Which columns of a table of records the indicators of a pack use, and as what."""

from ctip_analysis.definitions import Condition, parse_breakdowns, parse_filter
from ctip_analysis.indicators.derived import derive_columns
from ctip_analysis.indicators.encoding import Table, encode_table

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


def encode_records(name: str, tables, indicators: list[dict]) -> Table:
    """Encode the columns of a table of records that indicators use.

    Parameters
    ----------
    name : str
    tables : callable
        Gives the frame of a table by its name.
    indicators : list of dict
    """
    columns, numbers = list_used_columns(indicators, name)
    frame = derive_columns(name, tables)
    spare = set(PLACING) - set(frame.columns) - {"period", "province"}
    used = [column for column in columns if column not in spare]
    # Rows are ordered by what places them; of all else it is enough to know what is the same.
    return encode_table(frame, used, numbers=numbers, keys=set(used) - set(PLACING))
