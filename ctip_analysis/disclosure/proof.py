"""Values that carry their proof: they refuse to exist without a passed audit of exactly these values."""

import hashlib
from dataclasses import dataclass, field

import pandas as pd

from ctip_analysis.errors import DisclosureError

__all__ = ["ProtectedValues", "hash_frame", "require_protected"]


def hash_frame(frame: pd.DataFrame) -> str:
    """Compute the SHA-256 of a frame's rows as CSV, the same on every platform.

    Parameters
    ----------
    frame : pandas.DataFrame

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> import pandas as pd
    >>> hash_frame(pd.DataFrame({"n": [1, None]}))[:8]
    '2af673d8'
    """
    text = frame.to_csv(index=False, lineterminator="\n")
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def require_protected(values) -> "ProtectedValues":
    """Return protected values as they are, or raise if they are anything else or were changed since.

    Parameters
    ----------
    values : ProtectedValues

    Returns
    -------
    ProtectedValues
        The same object.

    Raises
    ------
    DisclosureError
        For a plain frame, or when the frame inside no longer is the one that was audited.

    Examples
    --------
    >>> import pandas as pd
    >>> require_protected(pd.DataFrame({"value": [3]}))
    Traceback (most recent call last):
    ctip_analysis.errors.DisclosureError: Protected values are needed, and this is a DataFrame. ...
    """
    if not isinstance(values, ProtectedValues):
        raise DisclosureError(
            f"Protected values are needed, and this is a {type(values).__name__}. "
            f"Pass the result of protect(), never the values themselves."
        )
    require_audit(values.values, values.audit)
    return values


def require_audit(frame: pd.DataFrame, audit: dict) -> None:
    """Raise unless the audit passed and is about exactly this frame."""
    if audit.get("passed") is not True:
        raise DisclosureError(
            "These values have no passed audit. Protect them with protect() before they leave."
        )
    if audit.get("values_sha256") != hash_frame(frame):
        raise DisclosureError(
            "The audit is about other values than these: the frame was changed after it was protected. "
            "Change the values before protect(), not after."
        )


@dataclass(frozen=True)
class ProtectedValues:
    """Indicator values of which the small counts cannot be worked out, with the proof.

    Parameters
    ----------
    values : pandas.DataFrame
        As the values that went in, same rows in the same order; where the status is ``suppressed``
        there is no value, numerator or denominator.
    audit : dict
        What was proved, how, and what was not; plain data, fit for JSON. In full it is confidential, for it says
        how many hidden values are small counts: a release holds what may be sent of it.
    ledger : pandas.DataFrame, optional
        Confidential: what is published with this release, to append to the ledger file.
    annex : dict, optional
        Confidential: the witness tables and the reasons. It stays in ``internal/``.

    Raises
    ------
    DisclosureError
        If the audit did not pass or is about another frame.

    Examples
    --------
    >>> import pandas as pd
    >>> ProtectedValues(pd.DataFrame({"value": [3]}), audit={})
    Traceback (most recent call last):
    ctip_analysis.errors.DisclosureError: These values have no passed audit. ...
    """

    values: pd.DataFrame
    audit: dict
    ledger: pd.DataFrame | None = field(default=None, repr=False)
    annex: dict | None = field(default=None, repr=False)

    def __post_init__(self):
        require_audit(self.values, self.audit)
