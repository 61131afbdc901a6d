"""Small literal values for the tests of figures, protected as they stand."""

import pandas as pd

from ctip_analysis.disclosure import ProtectedValues
from ctip_analysis.disclosure.proof import hash_frame

PROVINCES = ["KG-B", "KG-C", "KG-GB", "KG-GO", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y"]
#: One unit of each kind; KG-GO is hidden, KG-T and KG-Y have no number for other reasons.
STATUSES = dict(
    zip(
        PROVINCES,
        [
            "reported",
            "reported",
            "partial",
            "suppressed",
            "reported",
            "zero",
            "reported",
            "not_reported",
            "not_due",
        ],
        strict=True,
    )
)
NUMBERS = dict(zip(PROVINCES, [110, 220, 330, None, 440, 0, 550, None, None], strict=True))


def make_row(
    province, value, status, *, indicator="PREV-02", period="2019Q2", sex="total", age_group="total"
):
    return {
        "indicator": indicator,
        "territory": "9",
        "province": province,
        "period": period,
        "sex": sex,
        "age_group": age_group,
        "value": value,
        "numerator": value,
        "denominator": None,
        "organizations_reporting": 2,
        "organizations_expected": 3,
        "status": status,
    }


def seal(rows):
    """Give rows as protected values: what they hold is all that anybody may know."""
    frame = pd.DataFrame(rows)
    for name in ("value", "numerator", "denominator"):
        frame[name] = frame[name].astype(float)
    return ProtectedValues(frame, {"passed": True, "values_sha256": hash_frame(frame)})


def make_units(*, period="2019Q2", numbers=NUMBERS, statuses=STATUSES, indicator="PREV-02"):
    units = [make_row(p, numbers[p], statuses[p], period=period, indicator=indicator) for p in PROVINCES]
    return [*units, make_row("KG", None, "suppressed", period=period, indicator=indicator)]
