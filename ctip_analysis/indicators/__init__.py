"""Records to values: an indicator for a unit, a period and a combination of breakdowns."""

from ctip_analysis.indicators.comparing import compare_periods
from ctip_analysis.indicators.due import list_due_reports, list_received_reports
from ctip_analysis.indicators.explaining import explain_indicator, list_indicators
from ctip_analysis.indicators.sources import check_plausibility, compare_sources
from ctip_analysis.indicators.targets import compare_with_targets
from ctip_analysis.indicators.values import compute_indicators

__all__ = [
    "check_plausibility",
    "compare_periods",
    "compare_sources",
    "compare_with_targets",
    "compute_indicators",
    "explain_indicator",
    "list_due_reports",
    "list_indicators",
    "list_received_reports",
]
