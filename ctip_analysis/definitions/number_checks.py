"""Find where the numbers beside the indicators contradict the pack: population, targets, published figures, periods."""

from collections.abc import Iterator

import pandas as pd

from ctip_analysis.definitions.periods import PERIOD_KINDS, period_bounds, period_kind
from ctip_analysis.definitions.record_columns import TABLE_COLUMNS_OF_INDICATORS
from ctip_analysis.errors import InputError

__all__ = ["find_number_faults"]


def _check_places_and_numbers(
    pack, frame: pd.DataFrame, name: str, numbers, *, blank=(), blank_places=()
) -> Iterator[str]:
    """Check a table of numbers by province: population, targets, published figures."""
    places = {*pack.provinces["province"], pack.country, *pack.unit_names, *blank_places}
    for position in frame.index[~frame["province"].isin(places)]:
        yield f"{name}.csv, row {position + 2}, column province: {frame.loc[position, 'province']!r} is no province."
    for column in numbers:
        bad = pd.to_numeric(frame[column], errors="coerce").isna() & ~(
            frame[column].eq("") & (column in blank)
        )
        for position in frame.index[bad]:
            yield f"{name}.csv, row {position + 2}, column {column}: {frame.loc[position, column]!r} is no number."


def _check_tables(pack) -> Iterator[str]:
    """Check population, targets and published figures."""
    yield from _check_places_and_numbers(pack, pack.population, "population", ("population", "year"))
    keys = ["province", "year", "sex", "age_group"]
    for position in pack.population.index[pack.population.duplicated(keys)]:
        key = ", ".join(pack.population.loc[position, keys])
        yield f"population.csv, row {position + 2}: {key} stands twice. Keep the version that rates are to use."
    numbers = ("target", "baseline")
    yield from _check_places_and_numbers(pack, pack.targets, "targets", numbers, blank=("baseline",))
    yield from _check_places_and_numbers(pack, pack.published, "published", ("value",), blank_places=("",))
    codes = set(pack.indicators["indicator"])
    for name, frame in (("targets", pack.targets), ("published", pack.published)):
        for position in frame.index[~frame["indicator"].isin(codes)]:
            yield f"{name}.csv, row {position + 2}: there is no indicator {frame.loc[position, 'indicator']!r}."
    for position in pack.targets.index[~pack.targets["year"].str.fullmatch(r"\d{4}|plan")]:
        yield f"targets.csv, row {position + 2}, column year: {pack.targets.loc[position, 'year']!r} is neither a year nor 'plan'."
    for position, period in pack.published["period"].items():
        try:
            period_bounds(period)
        except InputError as error:
            yield f"published.csv, row {position + 2}, column period: {error}"


def _check_settings(pack) -> Iterator[str]:
    """Check the periods and due days of pack.toml."""
    for entry in pack.settings["values"].get("periods", []):
        try:
            if entry not in PERIOD_KINDS:
                period_kind(entry)
        except InputError as error:
            yield f"pack.toml, values.periods: {error}"
    known = set().union(*TABLE_COLUMNS_OF_INDICATORS.values())
    for column in pack.settings["values"].get("first_breakdowns", []):
        if column not in known:
            yield f"pack.toml, values.first_breakdowns: no table has a column {column!r}."
    for period, day in pack.settings["reporting"].get("due", {}).items():
        if pd.isna(pd.to_datetime(str(day), format="%Y-%m-%d", errors="coerce")):
            yield f"pack.toml, reporting.due.{period}: {day!r} is no day. Expected for example 2020-05-15."


def find_number_faults(pack) -> Iterator[str]:
    """Find every fault of the population, targets, published figures, periods and due days of a pack.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> list(find_number_faults(load_definitions()))
    []
    """
    yield from _check_tables(pack)
    yield from _check_settings(pack)
