"""Find where the indicators of a pack contradict themselves or the tables of records."""

from collections.abc import Iterator

import pandas as pd

from ctip_analysis.definitions.breakdowns import parse_breakdowns
from ctip_analysis.definitions.filters import parse_filter
from ctip_analysis.definitions.periods import CALENDAR_KINDS
from ctip_analysis.definitions.record_columns import (
    DATE_COLUMNS,
    TABLE_COLUMNS_OF_INDICATORS,
    is_number_column,
)
from ctip_analysis.errors import DefinitionsError

__all__ = ["CODE_LISTS", "find_indicator_faults"]

CHOICES = {
    "kind": ("flow_sum", "distinct_count", "ratio_of_sums", "rate", "stock_end", "cohort_ratio"),
    "aggregate": ("sum", "count", "distinct", ""),
    "moment": ("during", "end", "last"),
    "period": CALENDAR_KINDS,
    "protection": ("none", "victims"),
    "direction": ("up", "down", "context"),
    "tier": ("core", "extended", "companion", "context"),
    "level": ("output", "outcome", "process", "context"),
    "table": tuple(TABLE_COLUMNS_OF_INDICATORS),
    "source": ("organizations", "official"),
    "interval": ("", "garwood", "wilson"),
}
#: The kinds that have something below a line.
RATIOS = ("ratio_of_sums", "cohort_ratio")
COUNTRY = "country"
#: Columns whose codes are those of a list of another name, and codes that every list has.
CODE_LISTS = {"current_stage": "stage"}
FREE_CODES = {"", "unknown", "total", "joint"}


def _where(position: int, column: str = "") -> str:
    """Name the row, and the column, of indicators.csv."""
    return f"indicators.csv, row {position + 2}" + (f", column {column}" if column else "")


def _check_choices(indicators: pd.DataFrame) -> Iterator[str]:
    """Check the columns that hold one of a few words, or a number."""
    for column, known in CHOICES.items():
        for position in indicators.index[~indicators[column].isin(known)]:
            choices = ", ".join(filter(None, known))
            yield f"{_where(position, column)}: {indicators.loc[position, column]!r} is none of {choices}."
    for column in ("multiplier", "decimals"):
        numbers = pd.to_numeric(indicators[column], errors="coerce")
        for position in indicators.index[numbers.isna() | numbers.abs().eq(float("inf"))]:
            yield f"{_where(position, column)}: {indicators.loc[position, column]!r} is no number."
    for position, multiplier in pd.to_numeric(indicators["multiplier"], errors="coerce").items():
        if multiplier <= 0:
            yield f"{_where(position, 'multiplier')}: {indicators.loc[position, 'multiplier']!r} is not above zero."
    decimals = pd.to_numeric(indicators["decimals"], errors="coerce")
    for position in indicators.index[decimals.lt(0) | decimals.mod(1).gt(0)]:
        yield f"{_where(position, 'decimals')}: {indicators.loc[position, 'decimals']!r} is no whole number."
    windows = indicators["window_days"]
    for position in indicators.index[windows.ne("") & ~windows.str.fullmatch(r"\d+")]:
        yield f"{_where(position, 'window_days')}: {windows[position]!r} is no number of days."


def _check_identity(indicators: pd.DataFrame) -> Iterator[str]:
    """Check that each indicator has a code and stands once, and that a protected one says whom it counts."""
    for position in indicators.index[~indicators["indicator"].str.fullmatch(r"[A-Za-z0-9._-]+")]:
        code = indicators.loc[position, "indicator"]
        yield f"{_where(position, 'indicator')}: {code!r} is no code. Expected letters, digits, '-', '.' and '_'."
    for position in indicators.index[indicators.duplicated("indicator")]:
        yield f"{_where(position)}: {indicators.loc[position, 'indicator']} stands twice. Keep one row."
    for position in indicators.index[indicators["protection"].ne("none") & indicators["people"].eq("")]:
        yield f"{_where(position, 'people')}: protected, but nothing says whom it counts."


def _check_translations(pack, indicators: pd.DataFrame) -> Iterator[str]:
    """Check that names, definitions and caveats are there in every language."""
    for language in pack.languages:
        for part in ("name", "definition"):
            for position in indicators.index[indicators[f"{part}_{language}"].eq("")]:
                yield f"{_where(position, f'{part}_{language}')}: the translation is missing."
        stated = indicators[[f"caveat_{other}" for other in pack.languages]].ne("").any(axis=1)
        for position in indicators.index[stated & indicators[f"caveat_{language}"].eq("")]:
            yield f"{_where(position, f'caveat_{language}')}: the translation is missing."


def _check_views(pack, indicators: pd.DataFrame) -> Iterator[str]:
    """Check the views in which an indicator is shown."""
    known = {*pack.views, COUNTRY}
    if len(pack.views) == 1:
        # A country with one view has no other to show: what is not shown finely is shown for the country.
        return
    for position, text in indicators["views"].items():
        for view in sorted({name for name in text.split(";") if name} - known):
            yield f"{_where(position, 'views')}: {view!r} is none of {', '.join(sorted(known))}."


def _check_words(pack, indicators: pd.DataFrame) -> Iterator[str]:
    """Check that whatever an indicator names has a word by which it is explained."""
    words = set(pack.words["word"])
    for position, row in zip(indicators.index, indicators.to_dict("records"), strict=True):
        if f"unit_{row['unit']}" not in words:
            yield f"{_where(position, 'unit')}: words.csv has no word 'unit_{row['unit']}'."
        if f"pillar_{row['pillar']}" not in words:
            yield f"{_where(position, 'pillar')}: words.csv has no word 'pillar_{row['pillar']}'."
        named = _list_columns(row) if row["aggregate"] else {}
        for column, names in named.items():
            for name in sorted({*names} - {""}):
                if not {f"field_{name}", f"breakdown_{name}"} & words:
                    yield f"{_where(position, column)}: words.csv has no word 'field_{name}'."


def _check_codes(codes_of: dict[str, set[str]], position: int, row: dict) -> Iterator[str]:
    """Check the codes of filters against the code lists of the pack: a misspelled code would count nothing."""
    for column, text in _list_filters(row).items():
        try:
            conditions = parse_filter(text)
        except DefinitionsError:
            continue
        for condition in conditions:
            known = codes_of.get(CODE_LISTS.get(condition.column, condition.column), set())
            for code in sorted({*condition.codes} - known - FREE_CODES) if known else ():
                yield f"{_where(position, column)}: {code!r} is no code of {condition.column!r}."


def _list_filters(row: dict) -> dict[str, str]:
    """List the filters of an indicator by their columns."""
    parts = ("numerator", "denominator") if row["kind"] in RATIOS else ()
    return {column: row[column] for column in ("filter", *parts)}


def _list_columns(row: dict) -> dict[str, list[str]]:
    """List the columns of the records that a row of indicators.csv names, by its own columns."""
    named = {
        column: [name for part in row[column].split(";") for name in part.split("|")]
        for column in ("measure", "denominator_measure", "deduplicate_on", "date")
    }
    try:
        named["breakdowns"] = [name for part in parse_breakdowns(row["breakdowns"]) for name in part.columns]
    except DefinitionsError:
        named["breakdowns"] = []
    return named


def _find_comparison_faults(conditions, known: set[str]) -> Iterator[str]:
    """Find conditions that hold a text against a number, or against what is no day."""
    for condition in conditions:
        if condition.column not in known:
            continue
        is_number, bound = is_number_column(condition.column), condition.bound
        if is_number and not isinstance(bound, float):
            yield f"{condition.column!r} holds numbers. Compare it with one, as {condition.column} > 0."
        elif not is_number and isinstance(bound, float):
            yield f"{condition.column!r} holds texts, and cannot be compared with a number."
        elif isinstance(bound, str) and not condition.names_period and not _is_day(bound):
            yield f"{bound!r} is no day. Expected for example '2019-01-31'."


def _find_day_faults(conditions, moment: str) -> Iterator[str]:
    """Find conditions that name a day of the period where there is none to compare with."""
    if moment != "end" and any(condition.names_period for condition in conditions):
        yield "only an indicator of the moment 'end' may name days of the period."
    elif any(condition.bound == "period_start" for condition in conditions):
        yield "a stock holds on the last day of a period. Compare with period_end, not with period_start."


def _is_day(text: str) -> bool:
    """Whether a text is an ISO day."""
    return not pd.isna(pd.to_datetime(text, format="%Y-%m-%d", errors="coerce"))


def _check_own_columns(position: int, row: dict) -> Iterator[str]:
    """Check an indicator that counts records itself, against the columns of its table."""
    known = TABLE_COLUMNS_OF_INDICATORS.get(row["table"], set())
    for column, text in _list_filters(row).items():
        try:
            conditions = parse_filter(text)
        except DefinitionsError as error:
            yield f"{_where(position, column)}: {error}"
            continue
        for unknown in sorted({condition.column for condition in conditions} - known):
            yield f"{_where(position, column)}: the table {row['table']} has no column {unknown!r}."
        for fault in _find_comparison_faults(conditions, known):
            yield f"{_where(position, column)}: {fault}"
        yield from (
            f"{_where(position, column)}: {fault}" for fault in _find_day_faults(conditions, row["moment"])
        )
    for column, names in _list_columns(row).items():
        for unknown in sorted({*names} - known - {""}):
            yield f"{_where(position, column)}: the table {row['table']} has no column {unknown!r}."
    for column in ("measure", "denominator_measure") if row["aggregate"] == "sum" else ():
        if row[column] in known and not is_number_column(row[column]):
            yield f"{_where(position, column)}: {row[column]!r} holds no numbers to add up."
    if row["aggregate"] != "count" and not row["measure"]:
        yield f"{_where(position, 'measure')}: what {row['aggregate']!r} is to be taken of is missing."
    if row["source"] == "official" and any("*" in part for part in row["breakdowns"].split(";")):
        yield f"{_where(position, 'breakdowns')}: official figures are broken down one way at a time."
    if row["moment"] == "last" and not row["deduplicate_on"]:
        yield f"{_where(position, 'deduplicate_on')}: the last of what? The moment 'last' needs a key."
    if row["kind"] == "stock_end" and row["moment"] != "end":
        yield f"{_where(position, 'moment')}: a stock is of the moment 'end'."


def _check_line(position: int, row: dict) -> Iterator[str]:
    """Check that only a ratio says what stands above and below its line, and that an interval fits its kind."""
    if row["aggregate"] and row["kind"] not in RATIOS:
        for column in ("numerator", "denominator", "denominator_measure"):
            if row[column]:
                yield f"{_where(position, column)}: a {row['kind']} has no line. Only {' and '.join(RATIOS)} do."
    is_share = row["aggregate"] and row["kind"] in RATIOS and not row["denominator_measure"]
    fits = {"": True, "wilson": is_share, "garwood": row["kind"] == "rate"}
    if not fits.get(row["interval"], True):
        wanted = {"wilson": "a share of what was counted", "garwood": "a rate"}[row["interval"]]
        yield f"{_where(position, 'interval')}: {row['interval']} is the interval of {wanted}."
    if row["date"] and row["date"] not in DATE_COLUMNS:
        yield f"{_where(position, 'date')}: {row['date']!r} holds no dates."


def _check_references(position: int, row: dict, indicators: pd.DataFrame) -> Iterator[str]:
    """Check an indicator that is put together from others."""
    codes = set(indicators["indicator"])
    denominators = {"population"} if row["kind"] == "rate" else codes
    for column, known in (("numerator", codes), ("denominator", denominators)):
        if row[column] not in known:
            wanted = "population" if denominators == known else "indicator"
            yield f"{_where(position, column)}: {row[column]!r} is no {wanted}. An indicator without an aggregate refers to others."
    for breakdown in _list_columns(row)["breakdowns"]:
        for column in ("numerator", "denominator"):
            own = indicators.loc[indicators["indicator"].eq(row[column]), "breakdowns"]
            if len(own) and f";{breakdown};" not in f";{own.iloc[0].replace('@', ';')};":
                yield f"{_where(position, 'breakdowns')}: {row[column]} is not broken down by {breakdown!r}."


def _find_cycles(indicators: pd.DataFrame) -> Iterator[str]:
    """Find indicators that refer to themselves, directly or through others."""
    referring = indicators[indicators["aggregate"].eq("")]
    targets = {
        row["indicator"]: [row["numerator"], row["denominator"]] for row in referring.to_dict("records")
    }
    for position, code in referring["indicator"].items():
        reached, waiting = set(), list(targets[code])
        while waiting:
            target = waiting.pop()
            if target not in reached:
                reached.add(target)
                waiting += targets.get(target, [])
        if code in reached:
            yield f"{_where(position)}: {code} refers to itself, directly or through others."


def _check_rows(pack, indicators: pd.DataFrame) -> Iterator[str]:
    """Check each indicator against its table, or against those to which it refers."""
    codes_of = pack.codes.groupby("list")["code"].agg(set).to_dict()
    for position, row in zip(indicators.index, indicators.to_dict("records"), strict=True):
        try:
            parse_breakdowns(row["breakdowns"])
        except DefinitionsError as error:
            yield f"{_where(position, 'breakdowns')}: {error}"
        yield from _check_line(position, row)
        if row["aggregate"]:
            yield from _check_own_columns(position, row)
            yield from _check_codes(codes_of, position, row)
        else:
            yield from _check_references(position, row, indicators)


def find_indicator_faults(pack) -> Iterator[str]:
    """Find every fault of the indicators of a pack.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> list(find_indicator_faults(load_definitions()))
    []
    """
    yield from _check_identity(pack.indicators)
    yield from _check_choices(pack.indicators)
    yield from _check_translations(pack, pack.indicators)
    yield from _check_views(pack, pack.indicators)
    yield from _check_words(pack, pack.indicators)
    yield from _check_rows(pack, pack.indicators)
    yield from _find_cycles(pack.indicators)
