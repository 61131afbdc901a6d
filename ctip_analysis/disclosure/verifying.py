"""Check a proof of protection by addition alone: numpy, no solver, nothing of the code that chose the pattern."""

from dataclasses import dataclass

import numpy as np

from ctip_analysis.errors import DisclosureError

__all__ = ["Publication", "keep_consistent", "verify_audit"]

NO_TIES = (np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Publication:
    """Everything a reader is given, and what must stay open to him. Holds no hidden count.

    Attributes
    ----------
    starts, members : numpy.ndarray of int
        Which base cells each published cell adds up: ``members[starts[i]:starts[i + 1]]``.
    shown : numpy.ndarray of float
        The published counts, missing where hidden.
    least : numpy.ndarray of int
        What a reader knows a hidden cell to be at least.
    is_small : numpy.ndarray of bool
        The hidden cells that hold a small count: confidential.
    floor : numpy.ndarray of int
        How low a small cell must still be able to be.
    threshold : int
    n_base : int
    ties : tuple of numpy.ndarray
        Equations over base cells besides: starts, members and signs; each adds up to zero. Empty for tables.
    """

    starts: np.ndarray
    members: np.ndarray
    shown: np.ndarray
    least: np.ndarray
    is_small: np.ndarray
    floor: np.ndarray
    threshold: int
    n_base: int
    ties: tuple = NO_TIES


def add_up(publication: Publication, witnesses: np.ndarray) -> np.ndarray:
    """Add up base cells to published cells, a row for each witness table."""
    sums = np.zeros((len(witnesses), len(publication.shown)), dtype=np.int64)
    filled = np.flatnonzero(np.diff(publication.starts) > 0)
    if len(filled):
        sums[:, filled] = np.add.reduceat(
            witnesses[:, publication.members], publication.starts[filled], axis=1
        )
    return sums


def _break_ties(publication: Publication, witnesses: np.ndarray) -> np.ndarray:
    starts, members, signs = publication.ties
    if len(starts) < 2:
        return np.zeros(len(witnesses), dtype=bool)
    return (np.add.reduceat(witnesses[:, members] * signs, starts[:-1], axis=1) != 0).any(axis=1)


def _find_faults(publication: Publication, tables: np.ndarray) -> dict[str, np.ndarray]:
    """Find in which tables something does not agree with what is published."""
    sums = add_up(publication, tables)
    is_shown = ~np.isnan(publication.shown)
    return {
        "holds a count below zero": (tables < 0).any(axis=1),
        "contradicts a published count": (sums[:, is_shown] != publication.shown[is_shown]).any(axis=1),
        "has a hidden cell below what its reader knows": (
            sums[:, ~is_shown] < publication.least[~is_shown]
        ).any(axis=1),
        "breaks an equation": _break_ties(publication, tables),
    }


def keep_consistent(publication: Publication, tables: np.ndarray) -> np.ndarray:
    """Keep the tables that agree with everything published."""
    return tables[~np.logical_or.reduce(list(_find_faults(publication, tables).values()))]


def verify_audit(protected, witnesses=None) -> dict:
    """Verify that witness tables prove what an audit says, by addition.

    A witness is a table of whole numbers, none below zero, that agrees with everything published. If in one
    witness a hidden count is as low as its floor and in another at least the threshold, no reader can tell.

    Parameters
    ----------
    protected : ProtectedTables, ProtectedValues, dict or Publication
        A dict is an annex, from `read_annex`.
    witnesses : array of int, optional
        A row for each table, a column for each base cell; those of the result's annex when not given.

    Returns
    -------
    dict
        ``witnesses``, ``small_counts``, ``proved``: how many.

    Raises
    ------
    DisclosureError
        If a witness contradicts what is published, or a small count is not proved.

    Examples
    --------
    >>> import pandas as pd
    >>> import ctip_analysis as ctip
    >>> counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [40, 37, 3]})
    >>> protected = ctip.protect_tables({"sex": counts}, {"sex": {"total": ["female", "male"]}}, value="n")
    >>> ctip.verify_audit(protected)
    {'witnesses': 2, 'small_counts': 1, 'proved': 1}
    """
    annex = protected if isinstance(protected, dict) else getattr(protected, "annex", None) or {}
    systems = annex.get("systems")
    if systems is not None:
        told = [verify_audit(publication, tables) for publication, tables in systems]
        return {name: sum(one[name] for one in told) for name in ("witnesses", "small_counts", "proved")}
    publication = protected if isinstance(protected, Publication) else annex["publication"]
    tables = np.asarray(annex["witnesses"] if witnesses is None else witnesses)
    small = np.flatnonzero(publication.is_small)
    if not len(tables) and not len(small):
        return {"witnesses": 0, "small_counts": 0, "proved": 0}
    if tables.ndim != 2 or tables.shape[1] != publication.n_base or tables.dtype.kind not in "iu":
        raise DisclosureError(
            f"Witnesses are to be whole numbers, {publication.n_base} in a row, a row for each table."
        )
    sums, faults = add_up(publication, tables), _find_faults(publication, tables)
    told = [f"table {row} {fault}" for fault, where in faults.items() for row in np.flatnonzero(where)]
    if told:
        raise DisclosureError(f"The witnesses prove nothing: {'; '.join(told[:10])}.")
    lowest, highest = sums[:, small].min(axis=0, initial=2**62), sums[:, small].max(axis=0, initial=-1)
    is_proved = (lowest <= publication.floor[small]) & (highest >= publication.threshold)
    if not is_proved.all():
        raise DisclosureError(
            f"Of {len(small)} small counts {int((~is_proved).sum())} are not proved to be open from their floor "
            f"to the threshold of {publication.threshold}."
        )
    return {"witnesses": len(tables), "small_counts": len(small), "proved": int(is_proved.sum())}
