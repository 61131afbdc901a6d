"""The kinds of indicators, a small function each: records of a group to a numerator and a denominator.

Ratios are ratios of sums; distinct counts are counted again for each group, never added.
"""

import pandas as pd

from ctip_analysis.definitions import apply_filter

__all__ = ["AGGREGATIONS"]


def _sum(frame: pd.DataFrame, measure: str, keys: list[str]) -> pd.Series:
    # An unread number is no zero: a group in which nothing could be read has no sum.
    return frame.groupby(keys, observed=True)[measure].sum(min_count=1).astype(float)


def aggregate_flow_sum(frame: pd.DataFrame, indicator: dict, keys: list[str]) -> pd.DataFrame:
    """Add the measure of the records that the filter keeps."""
    kept = apply_filter(frame, indicator["filter"])
    return _sum(kept, indicator["measure"], keys).to_frame("numerator").assign(denominator=float("nan"))


def aggregate_distinct_count(frame: pd.DataFrame, indicator: dict, keys: list[str]) -> pd.DataFrame:
    """Count the different values of the measure among the records that the filter keeps."""
    kept = apply_filter(frame, indicator["filter"])
    counted = kept.groupby(keys, observed=True)[indicator["measure"]].nunique().astype(float)
    return counted.to_frame("numerator").assign(denominator=float("nan"))


def aggregate_ratio_of_sums(frame: pd.DataFrame, indicator: dict, keys: list[str]) -> pd.DataFrame:
    """Add the measure above and below the line, each with its own condition; no mean of ratios anywhere."""
    kept = apply_filter(frame, indicator["filter"])
    below = _sum(apply_filter(kept, indicator["denominator"]), indicator["measure"], keys)
    above = _sum(apply_filter(kept, indicator["numerator"]), indicator["measure"], keys)
    # Where something stands below the line and nothing above, nothing above is a true zero.
    return pd.DataFrame({"numerator": above.reindex(below.index).fillna(0.0), "denominator": below})


AGGREGATIONS = {
    "flow_sum": aggregate_flow_sum,
    "distinct_count": aggregate_distinct_count,
    "ratio_of_sums": aggregate_ratio_of_sums,
}
