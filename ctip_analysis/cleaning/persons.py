"""Codes of cases and persons: keyed hashes, so that nobody outside the key can go back; without a key, plain numbers.

HMAC-SHA-256 of the case code and the agreed attributes, as in privacy-preserving record linkage with a shared secret
(Schnell, Bachteler and Reiher 2009, section 2). Without a key the same person in two organizations is not known.
"""

import hashlib
import hmac

from ctip_analysis.definitions import fold_text

__all__ = ["hash_codes"]

LENGTH = 16


def _hash(key: bytes, *parts: str) -> str:
    return hmac.new(key, "|".join(parts).encode(), hashlib.sha256).hexdigest()[:LENGTH]


def _plain_code(text: str) -> str:
    return fold_text(text).replace(" ", "").replace("-", "")


def hash_codes(tables: dict[str, list[dict]], key: bytes | None, attributes: tuple[str, ...]) -> None:
    """Replace the codes of cases and proceedings in freshly made rows, and add the persons'.

    Parameters
    ----------
    tables : dict of str to list of dict
        Rows of cases, services and proceedings with their codes as written; changed in place, before any frame is made.
    key : bytes or None
    attributes : tuple of str
        Columns of a case that must be the same beside its code.
    """
    about = {(row["organization"], _plain_code(row["case"])): row for row in tables["cases"]}
    numbers: dict[tuple, str] = {}
    for table, columns in (
        ("cases", ("case",)),
        ("services", ("case",)),
        ("proceedings", ("proceeding", "case")),
    ):
        for row in tables[table]:
            case = about.get((row["organization"], _plain_code(row.get("case") or "")), row)
            person = _name_person(row.get("case") or "", case, key, attributes)
            for column in columns:
                row[column] = _name_code(row[column], row["organization"], column, key, numbers, row)
            if table != "proceedings":
                row["person"] = person or row["case"]


def _name_person(code: str, case: dict, key: bytes | None, attributes) -> str:
    agreed = [case.get(name) or "" for name in attributes]
    if key is None or not _plain_code(code) or "" in agreed or "unknown" in agreed:
        return ""
    return _hash(key, "person", _plain_code(code), *agreed)


def _name_code(code: str, organization: str, kind: str, key: bytes | None, numbers: dict, row: dict) -> str:
    plain = _plain_code(code)
    if not plain:
        if kind == "case" and "proceeding" in row:
            return ""
        # A row without a code is a case of its own.
        plain = f"row {row['source_file']} {row['source_sheet']} {row['source_row']}"
    if key is not None:
        return _hash(key, kind, organization, plain)
    return numbers.setdefault((organization, kind, plain), f"{organization}-{kind}-{len(numbers) + 1:04d}")
