"""Codes of cases and persons: keyed hashes, so that nobody outside the key can go back; without a key, plain numbers.

HMAC-SHA-256 of the case code and the agreed attributes, as in privacy-preserving record linkage with a shared secret
(Schnell, Bachteler and Reiher 2009, section 2). Without a key the same person in two organizations is not known.
"""

import hashlib
import hmac

from ctip_analysis.definitions import fold_text

__all__ = ["hash_codes"]

LENGTH = 16
CODES = {"cases": ("case",), "services": ("case",), "proceedings": ("proceeding", "case")}


def _hash(key: bytes, *parts: str) -> str:
    return hmac.new(key, "|".join(parts).encode(), hashlib.sha256).hexdigest()[:LENGTH]


def _plain_code(text: str) -> str:
    return fold_text(text).replace(" ", "").replace("-", "")


def hash_codes(
    tables: dict[str, list[dict]], key: bytes | None, attributes: tuple[str, ...]
) -> dict[str, list[dict]]:
    """Replace the codes of cases and proceedings, and add the persons'.

    Parameters
    ----------
    tables : dict of str to list of dict
        Rows of cases, services and proceedings with their codes as written, in the order of reading.
    key : bytes or None
    attributes : tuple of str
        Columns of a case that must be the same beside its code.

    Returns
    -------
    dict of str to list of dict
        New rows of these three tables.
    """
    about = {(row["organization"], _plain_code(row["case"])): row for row in tables["cases"]}
    numbers: dict[tuple, str] = {}
    hashed: dict[str, list[dict]] = {}
    for table, columns in CODES.items():
        hashed[table] = []
        for row in tables[table]:
            case = about.get((row["organization"], _plain_code(row["case"])), row)
            own = {column: _name_code(row, column, key, numbers) for column in columns}
            if table != "proceedings":
                own["person"] = _name_person(row["case"], case, key, attributes) or own["case"]
            hashed[table].append({**row, **own})
    return hashed


def _name_person(code: str, case: dict, key: bytes | None, attributes) -> str:
    agreed = [case.get(name) or "" for name in attributes]
    if key is None or not _plain_code(code) or "" in agreed or "unknown" in agreed:
        return ""
    return _hash(key, "person", _plain_code(code), *agreed)


def _name_code(row: dict, kind: str, key: bytes | None, numbers: dict) -> str:
    plain = _plain_code(row[kind])
    if not plain:
        if kind == "case" and "proceeding" in row:
            return ""
        # A row without a code is a case of its own.
        plain = f"row {row['source_file']} {row['source_sheet']} {row['source_row']}"
    if key is not None:
        return _hash(key, kind, row["organization"], plain)
    numbered = (row["organization"], kind, plain)
    return numbers.setdefault(numbered, f"{row['organization']}-{kind}-{len(numbers) + 1:04d}")
