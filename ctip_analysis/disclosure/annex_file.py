"""The confidential annex as plain data: witness tables, and how far each hidden cell is seen to be open."""

import json
from pathlib import Path

import numpy as np

from ctip_analysis.disclosure.verifying import Publication, add_up
from ctip_analysis.errors import DisclosureError

__all__ = ["pack_annex", "read_annex"]

WHOLE_FIELDS = ("starts", "members", "least", "floor")


def _list_systems(annex: dict) -> list[tuple[Publication, np.ndarray]]:
    if "systems" in annex:
        return annex["systems"]
    return [(annex["publication"], annex["witnesses"])]


def _pack_system(publication: Publication, witnesses: np.ndarray, names: list[str]) -> dict:
    hidden = np.flatnonzero(np.isnan(publication.shown))
    sums = add_up(publication, witnesses)[:, hidden]
    return {
        **{field: np.asarray(getattr(publication, field)).tolist() for field in WHOLE_FIELDS},
        "shown": [None if np.isnan(count) else int(count) for count in publication.shown],
        "is_small": np.flatnonzero(publication.is_small).tolist(),
        "threshold": int(publication.threshold),
        "n_base": int(publication.n_base),
        "ties": [part.tolist() for part in publication.ties],
        "names": names,
        "witnesses": witnesses.tolist(),
        "open_between": [
            [int(cell), int(own.min()), int(own.max())]
            for cell, own in zip(hidden, sums.T, strict=True)
            if len(own)
        ],
    }


def pack_annex(annex: dict) -> dict:
    """Bring the annex of a result to plain data, fit for JSON. Confidential: it tells which cells are small.

    Parameters
    ----------
    annex : dict
        Of `ProtectedValues` or `ProtectedTables`.

    Returns
    -------
    dict
        ``systems``: for each what a reader is given, the witness tables, and ``open_between``: for each hidden cell its
        number (in the order of the codes: here female, male, total) and its lowest and highest count among the
        witnesses. A reader's interval holds at least these.

    Examples
    --------
    >>> import pandas as pd
    >>> import ctip_analysis as ctip
    >>> counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [40, 37, 3]})
    >>> protected = ctip.protect_tables({"t": counts}, {"sex": {"total": ["female", "male"]}}, value="n")
    >>> pack_annex(protected.annex)["systems"][0]["open_between"]
    [[0, 29, 39], [1, 1, 11]]
    """
    systems = _list_systems(annex)
    names = annex.get("cells", [[]] * len(systems))
    return {
        "confidential": True,
        "systems": [_pack_system(*system, own) for system, own in zip(systems, names, strict=True)],
    }


def _unpack_system(packed: dict) -> tuple[Publication, np.ndarray]:
    n = len(packed["shown"])
    is_small = np.zeros(n, dtype=bool)
    is_small[packed["is_small"]] = True
    publication = Publication(
        **{field: np.array(packed[field], dtype=np.int64) for field in WHOLE_FIELDS},
        shown=np.array([np.nan if count is None else count for count in packed["shown"]], dtype=float),
        is_small=is_small,
        threshold=packed["threshold"],
        n_base=packed["n_base"],
        ties=tuple(np.array(part, dtype=np.int64) for part in packed["ties"]),
    )
    witnesses = np.array(packed["witnesses"], dtype=np.int64)
    return publication, witnesses.reshape(-1, publication.n_base)


def read_annex(path) -> dict:
    """Read the ``annex.json`` of a run; `verify_audit` takes what comes out.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    dict

    Raises
    ------
    DisclosureError
        If the file is no annex.

    Examples
    --------
    >>> import json, tempfile, pathlib
    >>> import pandas as pd
    >>> import ctip_analysis as ctip
    >>> counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [40, 37, 3]})
    >>> protected = ctip.protect_tables({"t": counts}, {"sex": {"total": ["female", "male"]}}, value="n")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "annex.json")
    ...     _ = path.write_text(json.dumps(pack_annex(protected.annex)))
    ...     ctip.verify_audit(read_annex(path))
    {'witnesses': 2, 'small_counts': 1, 'proved': 1}
    """
    try:
        packed = json.loads(Path(path).read_text(encoding="utf-8"))
        return {
            "systems": [_unpack_system(system) for system in packed["systems"]],
            "cells": [system["names"] for system in packed["systems"]],
        }
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DisclosureError(
            f"{Path(path).name} is no annex of a release. It is written to internal/annex.json by a run."
        ) from error
