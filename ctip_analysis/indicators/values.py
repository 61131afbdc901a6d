"""All indicators of the pack, each by its kind, in one frame of values."""

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions, parse_breakdowns
from ctip_analysis.errors import InputError
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE, require_columns
from ctip_analysis.indicators.blocks import Block, Texts
from ctip_analysis.indicators.choosing import pack_keys
from ctip_analysis.indicators.intervals import INTERVALS
from ctip_analysis.indicators.laying_out import lay_out
from ctip_analysis.indicators.preparing import give_tables, prepare_setting
from ctip_analysis.indicators.ratios import compute_referring, order_by_reference
from ctip_analysis.indicators.reported import count_reported
from ctip_analysis.indicators.setting import Setting
from ctip_analysis.indicators.statistics_values import compute_official
from ctip_analysis.indicators.statuses import NUMBERS

__all__ = ["VALUE_COLUMNS_EXTRA", "compute_indicators"]

#: What a value carries beyond the contract's columns.
VALUE_COLUMNS_EXTRA = ("source", "denominator_source", "interval_low", "interval_high", "is_provisional")
PARTS = ("numerator", "denominator")
INTERVAL = ("interval_low", "interval_high")
COUNTS = ("organizations_reporting", "organizations_expected")
#: What a text column holds where a block says nothing: the indicator's own, nothing, or else a total.
OWN, BLANK, TOTAL = ("indicator", "source"), ("denominator_source", "is_provisional"), "total"


def _list_breakdowns(definitions: Definitions, codes) -> list[str]:
    """List the columns of breakdowns: those that the pack puts first, then those that the indicators list."""
    listed = definitions.indicators.set_index("indicator")["breakdowns"]
    columns = {
        code: {name for part in parse_breakdowns(text) for name in part.columns}
        for code, text in listed.items()
    }
    every = set().union(*columns.values())
    first = [name for name in definitions.settings["values"]["first_breakdowns"] if name in every]
    return [*first, *sorted(set().union(*(columns[code] for code in codes)) - set(first))]


def _add_interval(block: Block, indicator: dict) -> Block:
    """Add the interval of a rate of rare events or of a share, by the method that the pack names."""
    if not indicator["interval"]:
        return block
    low, high = np.full(block.size, np.nan), np.full(block.size, np.nan)
    above, below = block.numbers["numerator"], block.numbers["denominator"]
    known = ~np.isnan(block.numbers["value"]) & (below > 0)
    bounds = INTERVALS[indicator["interval"]](above[known], below[known])
    low[known], high[known] = (bound * float(indicator["multiplier"]) for bound in bounds)
    return block.with_columns(numbers={"interval_low": low, "interval_high": high})


def _join_column(name: str, blocks: list[tuple[dict, Block]], starts: np.ndarray) -> Texts:
    """Join a column of texts over all blocks; what a block lacks is the indicator's own, a total or unknown."""
    if name in OWN:
        return _join_own([indicator[name] for indicator, _ in blocks], np.diff(starts))
    nothing = "" if name in BLANK else TOTAL
    held = [
        (start, block.texts[name])
        for (_, block), start in zip(blocks, starts.tolist(), strict=False)
        if name in block.texts
    ]
    # The names are sorted, so that the places of texts order the rows.
    names = sorted(set().union([nothing] * (len(held) < len(blocks)), *(texts.names for _, texts in held)))
    rank = {own: number for number, own in enumerate(names)}
    place = np.full(starts[-1], rank.get(nothing, 0), dtype=np.min_scalar_type(len(names)))
    for start, texts in held:
        ranks = np.array([rank[own] for own in texts.names], dtype=place.dtype)
        place[start : start + len(texts.place)] = ranks[texts.place]
    return Texts(place, names)


def _join_own(said: list[str], sizes: np.ndarray) -> Texts:
    """Join what the indicator of each block says."""
    names = sorted({*said})
    rank = {own: number for number, own in enumerate(names)}
    return Texts(np.repeat(np.array([rank[own] for own in said]), sizes), names)


def _join_numbers(
    blocks: list[tuple[dict, Block]], status: Texts, order: np.ndarray
) -> dict[str, np.ndarray]:
    """Join the columns of numbers over all blocks in an order; only a value with a number keeps its parts."""
    floats = dict(zip((*PARTS, "value", *INTERVAL), np.empty((5, len(order))), strict=True))
    counts = dict(zip(COUNTS, np.empty((2, len(order)), dtype=np.int64), strict=True))
    for name, room in (floats | counts).items():
        nothing = np.full(max(block.size for _, block in blocks), np.nan)
        own = [block.numbers.get(name, nothing[: block.size]) for _, block in blocks]
        room[:] = np.concatenate(own)[order]
    place = status.place[order]
    held, stays = (
        np.array([name in kept for name in status.names], dtype=bool)[place]
        for kept in (NUMBERS, (*NUMBERS, "not_applicable"))
    )
    floats["value"][~held] = np.nan
    for name in PARTS:
        floats[name][~stays] = np.nan
    return floats | counts


def _spell_out(texts: dict[str, Texts], order: np.ndarray) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Spell columns of texts out in an order: all from one list of names, in one piece of memory."""
    places = np.empty((len(texts), len(order)), dtype=np.intp)
    starts = np.cumsum([0, *(len(column.names) for column in texts.values())])
    for own, column, start in zip(places, texts.values(), starts.tolist(), strict=False):
        own[:] = column.place[order]
        own += start
    names = pd.Series([name for column in texts.values() for name in column.names], dtype="str").array
    spelled, size = names.take(places.ravel()), len(order)
    return {name: spelled[at * size : (at + 1) * size] for at, name in enumerate(texts)}


def _finish(blocks: list[tuple[dict, Block]], breakdowns: list[str]) -> pd.DataFrame:
    """Order the columns and rows as the contract says."""
    keys = [*VALUE_COLUMNS_BEFORE, *breakdowns]
    starts = np.cumsum([0, *(block.size for _, block in blocks)])
    texts = {name: _join_column(name, blocks, starts) for name in (*keys, "status", *OWN[1:], *BLANK)}
    packed = pack_keys([(texts[name].place, len(texts[name].names)) for name in keys])
    order = np.argsort(packed[0]) if len(packed) == 1 else np.lexsort(packed[::-1])
    columns = _join_numbers(blocks, texts["status"], order) | _spell_out(texts, order)
    names = (*keys, *VALUE_COLUMNS_AFTER, *VALUE_COLUMNS_EXTRA)
    return pd.DataFrame({name: columns[name] for name in names}, copy=False)


def _choose_indicators(definitions: Definitions, wanted) -> list[dict]:
    """Choose indicators, and those to which they refer."""
    rows = {code: row for (code,), row in definitions.rows["indicators"].items()}
    if wanted is None:
        return list(rows.values())
    unknown = [code for code in wanted if code not in rows]
    if unknown:
        raise InputError(f"The pack has no indicator {', '.join(unknown)}. It has {', '.join(rows)}.")
    chosen, waiting = {}, list(wanted)
    while waiting:
        code = waiting.pop()
        if code in rows and code not in chosen:
            chosen[code] = rows[code]
            waiting += [] if rows[code]["aggregate"] else [rows[code]["numerator"], rows[code]["denominator"]]
    return [row for code, row in rows.items() if code in chosen]


def compute_indicators(
    records,
    definitions: Definitions,
    *,
    periods=None,
    indicators=None,
    received: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compute every indicator of the pack for every unit, period and breakdown that was due.

    Parameters
    ----------
    records : Records
        From `clean`. A table that it does not have counts as empty.
    definitions : Definitions
    periods : sequence of str, optional
        Kinds of periods (month, quarter, half, year, R12, YTD, PTD) or single periods, also of a project that does
        not match the calendar ("2018-03/2019-08"); those of ``pack.toml`` when not given.
    indicators : sequence of str, optional
        Codes; all of the pack when not given.
    received : pandas.DataFrame, optional
        The days on which reports came, from `load_received`; without them nothing is known of timeliness.

    Returns
    -------
    pandas.DataFrame
        Columns as in the contract: indicator, territory, province, period, a column for each breakdown, value,
        numerator, denominator, organizations_reporting, organizations_expected, status; then source
        ("organizations", "official"), denominator_source (which population a rate divides by), interval_low and
        interval_high (95 %, in the unit of the value), is_provisional ("yes" while a cohort's follow-up is open).
        One row a combination, sorted. Unprotected.

    Notes
    -----
    A half-year or a year stands in the table only when each of its quarters lies in the span that was due.
    ``organizations_reporting`` are those that sent every report due from them in the period, with the table that the
    indicator counts. An indicator for whose table nobody was due and nothing came has no rows.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     values = ctip.compute_indicators(ctip.clean(ctip.read_reports(folder), definitions), definitions)
    >>> values.query(
    ...     "indicator == 'DQ-01' and province == 'KG' and period == '2019Q2' and organization == 'total'"
    ... )["value"].round(1).tolist()
    [85.7]
    """
    for name, columns in {
        "activities": ("organization", "period", "province"),
        "figures": ("measure",),
    }.items():
        require_columns(getattr(records, name), columns, name)
    entries = list(definitions.settings["values"]["periods"] if periods is None else periods)
    chosen = order_by_reference(_choose_indicators(definitions, indicators))
    setting = prepare_setting(records, definitions, chosen, entries, received)
    found = _compute_reported(chosen, setting)
    for indicator in chosen:
        code = indicator["indicator"]
        blocks = found[code] if code in found else _compute_one(indicator, setting, records, found)
        found[code] = [_add_interval(block, indicator) for block in blocks if block.size]
    every = [(indicator, block) for indicator in chosen for block in found[indicator["indicator"]]]
    breakdowns = _list_breakdowns(definitions, [code for code, blocks in found.items() if blocks])
    if not every:
        columns = [*VALUE_COLUMNS_BEFORE, *breakdowns, *VALUE_COLUMNS_AFTER]
        return pd.DataFrame(columns=[*columns, *VALUE_COLUMNS_EXTRA])
    return _finish(every, breakdowns)


def _compute_reported(chosen: list[dict], setting: Setting) -> dict[str, list[Block]]:
    """Compute the blocks of all indicators that count records of organizations."""
    own = [row for row in chosen if row["aggregate"] and row["source"] != "official"]
    parts = [part for indicator in own for part in count_reported(indicator, setting)]
    found: dict[str, list[Block]] = {row["indicator"]: [] for row in own}
    for part, block in zip(parts, lay_out(parts, setting), strict=True):
        found[part.indicator["indicator"]].append(block)
    return found


def _compute_one(indicator: dict, setting: Setting, records, found: dict[str, list[Block]]) -> list[Block]:
    """Compute the blocks of an indicator that rests on other indicators, or on official figures."""
    if not indicator["aggregate"]:
        return compute_referring(indicator, found, setting.definitions, setting.population)
    return compute_official(give_tables(records)("figures"), indicator, setting.definitions)
