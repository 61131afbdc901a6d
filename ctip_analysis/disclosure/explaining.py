"""Why a cell is hidden, in words for the person who has to answer for it. Confidential."""

import numpy as np

from ctip_analysis.definitions import Definitions
from ctip_analysis.disclosure.dimensions import name_cell
from ctip_analysis.disclosure.explaining_values import explain_value
from ctip_analysis.disclosure.proof import ProtectedValues
from ctip_analysis.disclosure.tables import ProtectedTables
from ctip_analysis.errors import InputError

__all__ = ["explain"]


def _find_row(protected: ProtectedTables, table: str, cell: dict) -> int:
    if table not in protected.tables:
        raise InputError(
            f"There is no table {table!r}. Expected one of {', '.join(map(str, protected.tables))}."
        )
    names, keys = protected.annex["names"][table]
    wanted = {str(name): str(member) for name, member in cell.items()}
    rows = [
        row
        for row, key in enumerate(keys)
        if wanted.keys() == set(names) and all(wanted[n] == m for n, m in zip(names, key, strict=True))
    ]
    if not rows:
        raise InputError(f"{table} has no cell {cell}. Name a member of each of {', '.join(names)}.")
    return rows[0]


def explain(
    protected: ProtectedTables | ProtectedValues,
    table: str,
    *,
    definitions: Definitions | None = None,
    language: str = "en",
    **cell,
) -> str:
    """Say why a cell is hidden: the small count that it guards and the equation that would give that away.

    Parameters
    ----------
    protected : ProtectedTables or ProtectedValues
    table : str
        Of values, the indicator.
    definitions : Definitions, optional
        Of values: the pack whose names are used, the Kyrgyz one when not given.
    language : str
        Of values; cells of tables have no names but their codes.
    **cell
        A member of each dimension of the table; of values the territory, province, period and breakdowns.

    Returns
    -------
    str
        Confidential: it tells small counts from others, which no published mark does.

    Raises
    ------
    InputError
        If there is no such table or cell.

    Examples
    --------
    >>> import pandas as pd
    >>> import ctip_analysis as ctip
    >>> counts = pd.DataFrame({"sex": ["total", "female", "male"], "n": [40, 37, 3]})
    >>> protected = ctip.protect_tables({"t": counts}, {"sex": {"total": ["female", "male"]}}, value="n")
    >>> ctip.explain(protected, "t", sex="female")
    't: sex female is hidden to guard the small count t: sex male. Were it shown, whoever knows that
    t: sex total = t: sex female + t: sex male could work that out or narrow it below 11.'
    """
    if isinstance(protected, ProtectedValues):
        return explain_value(protected, table, cell, definitions=definitions, language=language)
    publication = protected.annex["publication"]
    named = {
        int(place): name_cell(other, names, key)
        for other, (names, keys) in protected.annex["names"].items()
        for place, key in zip(protected.annex["places"][other], keys, strict=True)
    }
    place = int(protected.annex["places"][table][_find_row(protected, table, cell)])
    if not np.isnan(publication.shown[place]):
        return f"{named[place]} is shown."
    if publication.is_small[place]:
        return f"{named[place]} is hidden because it is a small count: below {publication.threshold}."
    return f"{named[place]} is hidden {_tell_guarded(protected.annex, named, place)}"


def _tell_guarded(annex: dict, named: dict[int, str], place: int) -> str:
    """Tell which small count a cell guards, and the equation that would give that away."""
    publication = annex["publication"]
    is_hidden = np.isnan(publication.shown)
    guarded = [
        (int(is_hidden[[total, *parts]].sum()), total, parts)
        for total, parts in annex["lines"]
        if place in (total, *parts) and publication.is_small[[total, *parts]].any()
    ]
    if not guarded:
        return "because hidden counts elsewhere could be worked out through several equations together, were it shown."
    _, total, parts = min(guarded, key=lambda one: (one[0], one[1]))
    small = next(member for member in (total, *parts) if publication.is_small[member])
    return (
        f"to guard the small count {named[small]}. Were it shown, whoever knows that "
        f"{named[total]} = {' + '.join(named[part] for part in parts)} could work that out or narrow it below "
        f"{publication.threshold}."
    )
