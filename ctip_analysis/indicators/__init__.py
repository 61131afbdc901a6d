"""Records to values: an indicator for a unit, a period and a combination of breakdowns."""

from ctip_analysis.indicators.due import list_due_reports
from ctip_analysis.indicators.values import compute_indicators

__all__ = ["compute_indicators", "list_due_reports"]
