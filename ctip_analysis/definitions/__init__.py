"""A country pack, loaded and checked whole: places, words, codes, indicators, who is due, population.

Definitions are data. No province, indicator, form, header or spelling is named in code: another country is
another folder.
"""

from ctip_analysis.definitions.arrivals import (
    ANY,
    Arrivals,
    find_arrivals,
    find_months,
    gather_arrivals,
    list_tables_due,
    months_by_quarter,
)
from ctip_analysis.definitions.boundaries import load_boundaries
from ctip_analysis.definitions.breakdowns import Breakdown, parse_breakdowns
from ctip_analysis.definitions.decisions import (
    CORRECTION_COLUMNS,
    DECISION_COLUMNS,
    merge_decisions,
    read_corrections,
    read_decisions,
    write_decisions,
)
from ctip_analysis.definitions.filters import Condition, apply_filter, mark_rows, parse_filter
from ctip_analysis.definitions.folding import fold_softly, fold_text
from ctip_analysis.definitions.keys import KEY_VARIABLE, find_key
from ctip_analysis.definitions.listed import list_listed, list_unlisted
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
from ctip_analysis.definitions.registry import REGISTRY_NAME, add_organizations
from ctip_analysis.definitions.remembering import remember
from ctip_analysis.definitions.rules import make_issue, read_thresholds
from ctip_analysis.definitions.spelled_places import PlaceFinder, build_place_finder
from ctip_analysis.definitions.stems import StemMatcher, build_stem_matcher
from ctip_analysis.definitions.tables import list_records, list_texts
from ctip_analysis.definitions.territory import list_units, unit_of_province, units_parts
from ctip_analysis.definitions.words import describe_code, describe_indicator, describe_unit, say, say_error

__all__ = [
    "ANY",
    "CALENDAR_KINDS",
    "CORRECTION_COLUMNS",
    "DECISION_COLUMNS",
    "DEFAULT_PACK",
    "KEY_VARIABLE",
    "PERIOD_KINDS",
    "REGISTRY_NAME",
    "Arrivals",
    "Breakdown",
    "Condition",
    "Definitions",
    "Matcher",
    "PlaceFinder",
    "StemMatcher",
    "add_organizations",
    "apply_filter",
    "build_matcher",
    "build_place_finder",
    "build_stem_matcher",
    "describe_code",
    "describe_indicator",
    "describe_unit",
    "find_arrivals",
    "find_key",
    "find_months",
    "find_period",
    "fold_softly",
    "fold_text",
    "gather_arrivals",
    "list_listed",
    "list_periods",
    "list_records",
    "list_tables_due",
    "list_texts",
    "list_units",
    "list_unlisted",
    "load_boundaries",
    "load_definitions",
    "load_received",
    "make_issue",
    "mark_rows",
    "merge_decisions",
    "months_by_quarter",
    "parse_age_band",
    "parse_breakdowns",
    "parse_filter",
    "period_bounds",
    "period_kind",
    "period_of_date",
    "period_within",
    "read_corrections",
    "read_decisions",
    "read_thresholds",
    "remember",
    "say",
    "say_error",
    "unit_of_province",
    "units_parts",
    "write_decisions",
]
