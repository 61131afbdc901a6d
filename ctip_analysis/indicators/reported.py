"""What organizations report, counted for every unit and period that was due, by every breakdown of an indicator."""

import numpy as np

from ctip_analysis.definitions import Breakdown, parse_breakdowns
from ctip_analysis.indicators.choosing import Rows
from ctip_analysis.indicators.coding import UNKNOWN
from ctip_analysis.indicators.kinds import KINDS, Grid
from ctip_analysis.indicators.laying_out import Part
from ctip_analysis.indicators.margins import MARGINS
from ctip_analysis.indicators.places import Places
from ctip_analysis.indicators.setting import Setting
from ctip_analysis.indicators.timeline import Timeline
from ctip_analysis.indicators.used_columns import list_conditions

__all__ = ["count_reported"]

#: Months are cut from quarters where they are asked for; no indicator asks for them itself.
FINENESS = {"month": 0, "quarter": 0, "half": 1, "year": 2}


def _choose_periods(indicator: dict, rows: Rows, timeline: Timeline, finest: str) -> np.ndarray:
    """Choose the periods of an indicator: not finer than its own, and whole, asked for by name or spoken of."""
    least = max(FINENESS[indicator["period"]], FINENESS.get(finest, 0))
    is_coarse = ~timeline.mark_kinds(*(kind for kind, fineness in FINENESS.items() if fineness < least))
    if timeline.is_shown.all():
        return is_coarse
    return is_coarse & (timeline.is_shown | (rows.is_spoken & timeline.mark_kinds("quarter")))


def _mark_wanted(indicator: dict, rows: Rows, listed: list[Breakdown], setting: Setting) -> np.ndarray:
    """Mark the units and periods of one breakdown, which may be listed twice: by quarter for the country, by year below."""
    return np.logical_or.reduce(
        [
            setting.places.mark_views("country" if breakdown.is_country_only else indicator["views"])[:, None]
            & _choose_periods(indicator, rows, setting.timeline, breakdown.period)
            for breakdown in listed
        ]
    )


def _mark_told(numerator: np.ndarray, is_open: np.ndarray, codes: list[tuple]) -> np.ndarray:
    """Mark the codes of which something is known in a cell: not where all that was counted is of an unknown code."""
    is_unknown = np.array([UNKNOWN in code for code in codes], dtype=bool)
    if not is_unknown.any():
        return np.ones(numerator.shape, dtype=bool)
    has_unknown = ((numerator[:, is_unknown] > 0) | is_open[:, is_unknown]).any(axis=1)
    has_known = ~np.isnan(numerator[:, ~is_unknown]).all(axis=1)
    return ~(has_unknown & ~has_known)[:, None] | is_unknown


def _count_parts(
    indicator: dict, rows: Rows, wanted: list[tuple], is_wanted: np.ndarray, places: Places
) -> list[Part]:
    """Count the rows of an indicator by the codes of some breakdowns in the same units and periods, all at once.

    ``wanted`` holds of each breakdown its columns, the place of each row's code, and the codes.
    """
    unit, period = is_wanted.nonzero()
    units, periods = (np.flatnonzero(is_wanted.any(axis=axis)) for axis in (1, 0))
    ends = np.cumsum([len(codes) for *_, codes in wanted])
    code = np.concatenate([own + end - len(codes) for (_, own, codes), end in zip(wanted, ends, strict=True)])
    grid = Grid(places.narrow(units), code, int(ends[-1]))
    found = KINDS[indicator["kind"]](rows.narrow(periods).repeat(len(wanted)), indicator, grid)
    # Of the units and periods that any part of the breakdown wants, some may be wanted by none.
    is_own = (
        slice(None) if len(unit) == len(units) * len(periods) else is_wanted[np.ix_(units, periods)].ravel()
    )
    parts = []
    for (columns, _, codes), end in zip(wanted, ends.tolist(), strict=True):
        numerator, denominator, is_open = (
            None if cells is None else cells.reshape(-1, grid.codes_n)[is_own, end - len(codes) : end]
            for cells in (found.numerator, found.denominator, found.is_open)
        )
        if denominator is None:
            denominator = np.full(numerator.shape, np.nan)
        numbers = numerator, denominator, is_open, _mark_told(numerator, is_open, codes)
        parts.append(Part(indicator, columns, codes, unit, period, *(own.ravel() for own in numbers)))
    return parts


def _list_rows(indicator: dict, setting: Setting):
    """List for each breakdown of an indicator its columns, its rows, their codes, and the units and periods wanted."""
    conditions = {condition.column for condition in list_conditions(indicator)}
    listed: dict[tuple, list[Breakdown]] = {}
    for breakdown in (Breakdown(), *parse_breakdowns(indicator["breakdowns"])):
        listed.setdefault(breakdown.columns, []).append(breakdown)
    for columns, breakdowns in listed.items():
        rows = setting.choose(indicator, frozenset({*columns, *conditions} & {*MARGINS}))
        coded = setting.code(rows, columns)
        is_wanted = _mark_wanted(indicator, rows, breakdowns, setting)
        if coded is not None and is_wanted.any():
            yield columns, rows, coded, is_wanted


def count_reported(indicator: dict, setting: Setting) -> list[Part]:
    """Count what organizations' records hold of an indicator.

    Parameters
    ----------
    indicator : dict
        A row of the pack's indicators with an aggregate.
    setting : Setting

    Returns
    -------
    list of Part
        One for each breakdown; none where nobody was due and nothing came.
    """
    has_records = bool(setting.place(indicator["table"], frozenset()).table.size)
    if not has_records and not setting.count_reports(indicator).expected.any():
        return []
    together: dict[tuple, tuple[Rows, np.ndarray, list]] = {}
    for columns, rows, coded, is_wanted in _list_rows(indicator, setting):
        key = (id(rows), is_wanted.tobytes())
        together.setdefault(key, (rows, is_wanted, []))[2].append((columns, *coded))
    return [
        part
        for rows, is_wanted, wanted in together.values()
        for part in _count_parts(indicator, rows, wanted, is_wanted, setting.places)
    ]
