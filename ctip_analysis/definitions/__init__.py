"""A country pack, loaded and checked whole: places, words, codes, indicators, who is due, population.

Definitions are data. No province, indicator, form, header or spelling is named in code: another country is
another folder.
"""

from ctip_analysis.definitions.boundaries import load_boundaries
from ctip_analysis.definitions.breakdowns import Breakdown, parse_breakdowns
from ctip_analysis.definitions.filters import Condition, apply_filter, mark_rows, parse_filter
from ctip_analysis.definitions.folding import fold_text
from ctip_analysis.definitions.loading import DEFAULT_PACK, Definitions, load_definitions
from ctip_analysis.definitions.matching import Matcher, build_matcher, parse_age_band
from ctip_analysis.definitions.periods import (
    CALENDAR_KINDS,
    PERIOD_KINDS,
    find_period,
    list_periods,
    period_bounds,
    period_kind,
    period_of_date,
    period_within,
)
from ctip_analysis.definitions.received import load_received
from ctip_analysis.definitions.rules import make_issue
from ctip_analysis.definitions.territory import list_units, unit_of_province, units_parts
from ctip_analysis.definitions.words import describe_code, describe_indicator, describe_unit, say

__all__ = [
    "CALENDAR_KINDS",
    "DEFAULT_PACK",
    "PERIOD_KINDS",
    "Breakdown",
    "Condition",
    "Definitions",
    "Matcher",
    "apply_filter",
    "build_matcher",
    "describe_code",
    "describe_indicator",
    "describe_unit",
    "find_period",
    "fold_text",
    "list_periods",
    "list_units",
    "load_boundaries",
    "load_definitions",
    "load_received",
    "make_issue",
    "mark_rows",
    "parse_age_band",
    "parse_breakdowns",
    "parse_filter",
    "period_bounds",
    "period_kind",
    "period_of_date",
    "period_within",
    "say",
    "unit_of_province",
    "units_parts",
]
