"""The ledger: what was published before. Later releases are protected together with it.

It holds no hidden count: of a hidden cell it says that it is hidden, whether it was small, and a fingerprint that
tells whether the count was revised since. It is confidential all the same: few numbers are quickly tried.
"""

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.errors import DisclosureError

__all__ = ["LEDGER_COLUMNS", "Entry", "describe_cover", "extend_ledger", "read_ledger", "renumber_base"]

#: One row is a published cell. ``cover`` is a JSON text: for each dimension the leaves that the cell adds up;
#: ``least`` what a reader knew a hidden cell to be at least; ``is_small`` "yes" or "".
LEDGER_COLUMNS = (
    "release",
    "cover",
    "value",
    "status",
    "is_small",
    "least",
    "threshold",
    "fingerprint",
)


@dataclass(frozen=True)
class Entry:
    """A cell of an earlier release.

    Attributes
    ----------
    release : int
    cover : dict of str to tuple of str
    value : float
        Missing where it was hidden.
    is_small : bool
    least : int
    fingerprint : str
    """

    release: int
    cover: dict
    value: float
    is_small: bool
    least: int
    fingerprint: str


def describe_cover(covers: dict) -> str:
    """Write a cover as text, the same whatever the order of its leaves.

    Examples
    --------
    >>> describe_cover({"sex": {"male", "female"}})
    '{"sex": ["female", "male"]}'
    """
    return json.dumps({name: sorted(leaves) for name, leaves in sorted(covers.items())}, ensure_ascii=False)


def fingerprint(cover: str, value: float) -> str:
    """Make the fingerprint by which a revised count is known again."""
    return hashlib.sha256(f"{cover}|{value:.6g}".encode()).hexdigest()[:20]


def read_ledger(ledger: pd.DataFrame | None, threshold: int) -> list[Entry]:
    """Read what was published before, oldest first.

    Raises
    ------
    DisclosureError
        If it is no ledger, or of another threshold.
    """
    if ledger is None or not len(ledger):
        return []
    missing = [column for column in LEDGER_COLUMNS if column not in getattr(ledger, "columns", ())]
    if missing:
        raise DisclosureError(
            f"The ledger lacks {', '.join(missing)}. Pass the ledger of the last result, or the file that it went to."
        )
    others = sorted(set(ledger["threshold"].astype(int)) - {threshold})
    if others:
        raise DisclosureError(
            f"Earlier releases were protected with a threshold of {', '.join(map(str, others))}, this one with "
            f"{threshold}. A reader has them all: keep to one threshold."
        )
    rows = ledger.drop_duplicates(["release", "cover"]).sort_values(["release", "cover"])
    return [
        Entry(
            int(row["release"]),
            {name: tuple(leaves) for name, leaves in json.loads(row["cover"]).items()},
            float(row["value"]) if row["status"] == "shown" else np.nan,
            row["is_small"] == "yes",
            int(row["least"]),
            row["fingerprint"],
        )
        for row in rows.to_dict("records")
    ]


def extend_ledger(
    ledger: pd.DataFrame | None, covers: list[str], values, hidden, is_small, least, threshold: int
) -> pd.DataFrame:
    """Append what a release publishes; a new frame."""
    is_first = ledger is None or ledger.empty
    before = pd.DataFrame(columns=list(LEDGER_COLUMNS)) if is_first else ledger[list(LEDGER_COLUMNS)]
    number = 1 if before.empty else int(before["release"].max()) + 1
    fresh = pd.DataFrame(
        {
            "release": number,
            "cover": covers,
            "value": np.where(hidden, np.nan, values),
            "status": np.where(hidden, "suppressed", "shown"),
            "is_small": np.where(is_small, "yes", ""),
            "least": least,
            "threshold": threshold,
            "fingerprint": [fingerprint(c, v) for c, v in zip(covers, values, strict=True)],
        },
        columns=list(LEDGER_COLUMNS),
    ).drop_duplicates("cover")
    return fresh if before.empty else pd.concat([before, fresh], ignore_index=True)


def renumber_base(releases: list[dict[str, tuple[np.ndarray, str]]], n_base: int):
    """Give base cells that were revised a new number, so that nothing is taken for unchanged that is not.

    A base cell counts as revised where a published cell around it was, and no smaller published cell tells better.

    Parameters
    ----------
    releases : list of dict
        For each release, oldest first, the base cells and the fingerprint of each cover.
    n_base : int

    Returns
    -------
    numbers : list of numpy.ndarray of int
        For each release the number of each base cell.
    n_base : int
    """
    numbers, current = [], np.arange(n_base)
    latest: dict[str, str] = {}
    for release in releases:
        common = {cover: members for cover, (members, _) in release.items() if cover in latest}
        revised = [cover for cover in common if release[cover][1] != latest[cover]]
        marked = np.zeros(n_base, dtype=bool)
        for cover in revised:
            inside = np.zeros(n_base, dtype=bool)
            inside[common[cover]] = True
            own = inside.copy()
            for members in common.values():
                if len(members) < len(common[cover]) and inside[members].all():
                    own[members] = False
            marked |= own
        current = current.copy()
        top = int(current.max(initial=-1)) + 1
        current[marked] = np.arange(top, top + int(marked.sum()))
        numbers.append(current)
        latest |= {cover: mark for cover, (_, mark) in release.items()}
    return numbers, int(max((own.max(initial=-1) for own in numbers), default=n_base - 1)) + 1
