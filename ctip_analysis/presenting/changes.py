"""How far the units moved between two periods: the numbers that the map and the dot plot of change show."""

import pandas as pd

from ctip_analysis.definitions import period_kind
from ctip_analysis.errors import InputError
from ctip_analysis.presenting.selecting import NUMBERED, find_last_day, select_units

__all__ = ["compute_changes"]

#: Of two reasons why there is no change, the one that weighs more is told.
WEIGHT = {"suppressed": 0, "not_reported": 1, "not_due": 2, "not_applicable": 3}


def compute_changes(
    request, indicator: str, *, period: str, compared_with: str, territory: str, is_relative=False
):
    """Compute the change of each unit, from numbers that are shown in both periods only.

    Returns
    -------
    pandas.DataFrame
        Columns province, period, value (the change; in percent of the earlier number where relative), earlier,
        later, numerator, organizations_reporting, organizations_expected, status: ``partial`` where either is.
    """
    _require_order(period, compared_with)
    chosen = request.chosen(indicator) | {"territory": territory}
    before = select_units(request.checked, periods=[compared_with], **chosen).set_index("province")
    after = select_units(request.checked, periods=[period], **chosen)
    if after.empty or before.empty:
        return after.iloc[:0].assign(earlier=pd.Series(dtype=float), later=pd.Series(dtype=float))
    before = before.reindex(after["province"])
    earlier = before["value"].astype(float).where(before["status"].isin(NUMBERED)).to_numpy()
    later = after["value"].astype(float).where(after["status"].isin(NUMBERED))
    change = later - earlier
    status = [_join(*pair) for pair in zip(before["status"], after["status"], strict=True)]
    rows = after.assign(earlier=earlier, later=later, status=status)
    if is_relative:
        base = rows["earlier"].where(rows["earlier"].gt(0))
        change = 100 * change / base
        rows["status"] = rows["status"].mask(base.isna() & rows["earlier"].notna(), "not_applicable")
    return rows.assign(value=change.where(rows["status"].isin(("reported", "partial"))))


def _require_order(period: str, compared_with: str) -> None:
    """Refuse periods of two kinds, and a comparison with the same or a later one."""
    are_alike = period_kind(period) == period_kind(compared_with)
    if not are_alike or find_last_day(compared_with) >= find_last_day(period):
        raise InputError(
            f"{period} cannot be compared with {compared_with}. Expected an earlier period of the same kind."
        )


def _join(before, after) -> str:
    """Join the statuses of two periods into that of their change."""
    lacking = [status for status in (before, after) if status not in NUMBERED]
    if lacking:
        return min(map(str, lacking), key=lambda status: WEIGHT.get(status, len(WEIGHT)))
    return "partial" if "partial" in (before, after) else "reported"
