"""Verify a run's folders by addition alone: the witness tables against the audit and against what is published."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from ctip_analysis.disclosure import hash_witnesses, read_annex, verify_audit
from ctip_analysis.errors import DisclosureError, InputError
from ctip_analysis.releasing.manifest import verify_release

__all__ = ["verify_run"]

NUMBERS = ("value", "numerator", "denominator")


def _read_published(path: Path) -> dict[tuple, list[dict]]:
    """Read the rows of a release by indicator, place, time and breakdowns."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    columns = list(frame.columns)
    keys = columns[: columns.index("value")]
    found: dict[tuple, list[dict]] = {}
    for row in frame.to_dict("records"):
        cell = tuple(sorted((key, row[key]) for key in keys if row[key] != "total"))
        found.setdefault(cell, []).append(row)
    return found


def _compare(name: str, count: float, published: dict) -> str | None:
    """Compare a count of the annex with the row that publishes it; rows of shares and rates bear other names."""
    named = {key: own[0] for key, own in json.loads(name).items()}
    column = named.pop("part", "value")
    for row in published.get(tuple(sorted(named.items())), ()):
        text = row[column]
        if np.isnan(count) and text != "":
            return f"{name} is hidden in the annex and shown in the release"
        if row["status"] != "suppressed" and not np.isnan(count) and (text == "" or float(text) != count):
            return f"{name} has another number in the release than in the annex"
    return None


def verify_run(out) -> dict:
    """Verify by addition that what a run released is protected as its audit says.

    Parameters
    ----------
    out : path-like
        The folder of results, with ``release`` and ``internal``.

    Returns
    -------
    dict
        ``witnesses``, ``small_counts``, ``proved`` (how many), and ``compared``: counts found again in the release.

    Raises
    ------
    InputError
        If a file is missing.
    DisclosureError
        If a file was changed, a witness contradicts what is published, or a small count is not proved.

    Examples
    --------
    >>> import tempfile
    >>> import ctip_analysis as ctip
    >>> from ctip_analysis.releasing import verify_run
    >>> with ctip.example_reports() as raw, tempfile.TemporaryDirectory() as out:
    ...     _ = ctip.run(raw, out, with_figures=False)
    ...     told = verify_run(out)
    >>> told["proved"] == told["small_counts"]
    True
    """
    release, internal = Path(out) / "release", Path(out) / "internal"
    for path in (release / "audit.json", release / "values.csv", internal / "annex.json"):
        if not path.is_file():
            raise InputError(f"{path} is missing. Name the folder of results that ctip run wrote.")
    faults = verify_release(release)
    audit = json.loads((release / "audit.json").read_text(encoding="utf-8"))
    annex = read_annex(internal / "annex.json")
    told = verify_audit(annex)
    if audit.get("passed") is not True:
        faults.append("The audit did not pass.")
    if audit.get("witnesses_sha256") != hash_witnesses(witnesses for _, witnesses in annex["systems"]):
        faults.append("The audit is about other witness tables than those of the annex.")
    published, compared = _read_published(release / "values.csv"), 0
    for (publication, _), names in zip(annex["systems"], annex["cells"], strict=True):
        for name, count in zip(names, publication.shown, strict=False):
            if name:
                fault = _compare(name, count, published)
                faults += [fault] if fault else []
                compared += 1
    if faults:
        raise DisclosureError("The release is not what was proved: " + " ".join(faults[:10]))
    return {**told, "compared": compared}
