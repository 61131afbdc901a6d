"""What all indicators of a run share: encoded records, periods, units, who was due and who came."""

import datetime as dt
from functools import cache

import pandas as pd

from ctip_analysis.definitions import (
    Definitions,
    gather_arrivals,
    list_tables_due,
    period_bounds,
    period_within,
)
from ctip_analysis.frames import RECORD_COLUMNS
from ctip_analysis.indicators.choosing import Rows, choose_rows
from ctip_analysis.indicators.coding import code_rows
from ctip_analysis.indicators.counts import count_due, count_own_reports, spread_due
from ctip_analysis.indicators.derived import list_reported_rows
from ctip_analysis.indicators.due import find_first_days, list_quarters_due, list_reports_of
from ctip_analysis.indicators.encoding import encode_texts
from ctip_analysis.indicators.margins import find_accounts, order_accounts, settle_margins
from ctip_analysis.indicators.places import list_places
from ctip_analysis.indicators.population import prepare_population
from ctip_analysis.indicators.setting import Setting
from ctip_analysis.indicators.slots import place_table
from ctip_analysis.indicators.timeline import build_timeline, needs_months
from ctip_analysis.indicators.used_columns import encode_records

__all__ = ["give_tables", "prepare_setting"]

#: What says which rows an indicator counts: those that agree in it share them.
CHOOSING = ("filter", "deduplicate_on", "date", "moment", "measure", "denominator_measure")


def give_tables(records):
    """Give a function from a table's name to its frame; one that the records lack is empty.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> len(give_tables(SimpleNamespace())("hotline"))
    0
    """

    @cache
    def give(name: str) -> pd.DataFrame:
        """Give the frame of a table."""
        frame = getattr(records, name, None)
        columns = RECORD_COLUMNS.get(name, ())
        if frame is None:
            return pd.DataFrame(columns=list(columns), dtype=object)
        lacking = [column for column in columns if column not in frame]
        return frame.assign(**dict.fromkeys(lacking)) if lacking else frame

    return give


def _give_columns(tables):
    """Give a function from a table and a column to its texts as positions and labels; each is encoded once."""

    @cache
    def read(table: str, column: str):
        """Give positions and labels of a column."""
        return encode_texts(tables(table)[column])

    return read


def _with_reports(tables, read, due: pd.DataFrame):
    """Give a function as `give_tables`, with the tables that are about reporting itself."""

    @cache
    def give(name: str) -> pd.DataFrame:
        """Give the frame of a table."""
        if name == "due_reports":
            return due
        if name == "reported_rows":
            # What others publish is no work of theirs; participants are those of activities.
            own = [table for table in RECORD_COLUMNS if table not in ("figures", "participants")]
            return list_reported_rows(read, [table for table in own if len(tables(table))])
        return tables(name)

    return give


def _list_quarters(tables, read) -> set[str]:
    """List the quarters of which records of organizations speak."""
    names = [name for name in RECORD_COLUMNS if name != "figures" and len(tables(name))]
    periods = {period for name in names for period in read(name, "period")[1] if period}
    return {quarter for period in periods if (quarter := period_within(period, "quarter"))}


def _find_data_end(arrivals) -> dt.date:
    """Give the last day of which a received report speaks: data have no other clock."""
    quarters = [quarter for _, quarter in arrivals.tables]
    return max((period_bounds(quarter)[1] for quarter in quarters), default=dt.date.min)


def prepare_setting(records, definitions: Definitions, chosen: list[dict], entries, received) -> Setting:
    """Find what all indicators of a run share.

    Parameters
    ----------
    records : Records
    definitions : Definitions
    chosen : list of dict
        The indicators.
    entries : list of str
        The periods that are asked for.
    received : pandas.DataFrame or None
        The days on which reports came.
    """
    frames = give_tables(records)
    read = _give_columns(frames)
    arrivals = gather_arrivals(records, definitions, read=read)
    days = find_first_days(records, received)
    due = list_reports_of(arrivals.list_provinces(), definitions, days=days)
    timeline = build_timeline(*list_quarters_due(due), _list_quarters(frames, read), entries, definitions)
    places = list_places(definitions)
    grid = spread_due(due, arrivals, list_tables_due(definitions), timeline, places)

    @cache
    def count(table: str, at_end: bool):
        """Count who was due with a table, and who came."""
        return count_due(grid, table, timeline, at_end=at_end)

    tables, with_months = _with_reports(frames, read, due), needs_months(entries)
    place = _give_sheets(tables, read, chosen, timeline, places, with_months)
    return Setting(
        definitions,
        timeline,
        places,
        _find_data_end(arrivals),
        count,
        place,
        *_share_rows(place, timeline, definitions),
        grid.organizations,
        count_own_reports(grid, timeline),
        prepare_population(definitions),
    )


def _give_sheets(tables, read, chosen: list[dict], timeline, places, with_months: bool):
    """Give a function from a table's name and the columns that tell its people apart to its placed records."""

    @cache
    def encode(name: str):
        """Encode and place a table of records, once for all indicators; with the accounts that it holds of the same people."""
        own = read if name in RECORD_COLUMNS else lambda _, column: encode_texts(tables(name)[column])
        table = encode_records(name, tables, own, chosen)
        dates = {row["date"] for row in chosen if row["table"] == name and row["aggregate"]}
        sheet = place_table(table, dates, timeline, places, with_months=with_months)
        return sheet, find_accounts(table)

    @cache
    def place_in(name: str, order: tuple):
        """Give the placed table with each event's people once, for an order of its accounts."""
        sheet, accounts = encode(name)
        return sheet.keep(*settle_margins(sheet.table, accounts, order))

    return lambda name, used: place_in(name, order_accounts(encode(name)[1], used))


def _share_rows(place, timeline, definitions: Definitions):
    """Give a function to the rows that an indicator counts, and one to their codes; both are found once for its like."""
    chosen: dict[tuple, Rows] = {}
    coded: dict[tuple, tuple | None] = {}

    def choose(indicator: dict, used: frozenset) -> Rows:
        """Give the rows of all indicators that say the same of which they count."""
        sheet = place(indicator["table"], used)
        key = (id(sheet), *(indicator[name] for name in CHOOSING))
        if key not in chosen:
            chosen[key] = choose_rows(sheet, indicator, timeline)
        return chosen[key]

    def code(rows: Rows, columns: tuple):
        """Give the codes of a breakdown that rows have."""
        key = (id(rows), columns)
        if key not in coded:
            coded[key] = code_rows(rows, columns, definitions)
        return coded[key]

    return choose, code
