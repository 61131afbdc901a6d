"""Age bands that reports mix, brought to the finest level that all of them can be said in."""

__all__ = ["roll_up_bands"]


def _read_bands(found, definitions, code_list: str) -> dict[str, tuple[str, float, float]]:
    """Give parent, first and last year of each band of a code list that has ranges, as far as codes need them."""
    rows, bands, waiting = definitions.rows["codes"], {}, list(found)
    while waiting:
        code = waiting.pop()
        row = rows.get((code_list, code))
        if code in bands or row is None or not row["range"]:
            continue
        low, _, high = row["range"].partition("-")
        bands[code] = (row["parent"], float(low), float(high) if high else float("inf"))
        waiting.append(row["parent"])
    return bands


def _list_ancestors(code: str, bands: dict) -> list[str]:
    """List a band and those that hold it, from the narrowest."""
    ancestors = [code]
    while (parent := bands[ancestors[-1]][0]) in bands and parent not in ancestors:
        ancestors.append(parent)
    return ancestors


def _find_overlap(held: list[str], bands: dict) -> tuple[str, str] | None:
    """Find two bands that overlap."""
    ordered = sorted(held, key=lambda code: (bands[code][1], -bands[code][2], code))
    widest = None
    for code in ordered:
        if widest is not None and bands[code][1] <= bands[widest][2]:
            return widest, code
        if widest is None or bands[code][2] > bands[widest][2]:
            widest = code
    return None


def roll_up_bands(found, definitions, code_list: str) -> dict[str, str]:
    """Map codes to the finest bands of the tree that do not overlap; what has no band in common is ``unknown``.

    Parameters
    ----------
    found : iterable of str
        The codes that the data hold.
    definitions : Definitions
        Its ``codes`` hold each band's ``parent`` and ``range`` of years.
    code_list : str
        "age_group"; a list without ranges stays as it is.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> roll_up_bands(["0_13", "14_17", "child", "unknown"], load_definitions(), "age_group")
    {'0_13': 'child', '14_17': 'child', 'child': 'child', 'unknown': 'unknown'}
    >>> roll_up_bands(["18_28", "18_29", "60p"], load_definitions(), "age_group")
    {'18_28': 'adult', '18_29': 'adult', '60p': 'adult'}
    """
    bands = _read_bands(found, definitions, code_list)
    mapping = {code: code for code in found}
    while overlap := _find_overlap(sorted({code for code in mapping.values() if code in bands}), bands):
        first, second = (_list_ancestors(code, bands) for code in overlap)
        common = next((code for code in first if code in second), "unknown")
        covered = set(overlap) if common == "unknown" else set()
        for code, band in mapping.items():
            if band in covered or (band in bands and common in _list_ancestors(band, bands)):
                mapping[code] = common
    return mapping
