"""Look through a finished release for what protection took out: no hidden number may stand where it would tell."""

import html
import re
import zipfile
import zlib
from pathlib import Path

import pandas as pd

from ctip_analysis.definitions import Definitions, describe_unit
from ctip_analysis.disclosure import ProtectedValues, require_protected

__all__ = ["find_leaks"]

#: Parts of a workbook that keep data beside its cells.
HIDING_PLACES = re.compile(r"comments|pivotCache|externalLink|vbaProject|docProps/custom|threadedComment")
CELL_NUMBER = re.compile(r"<c\b[^>]*?(?:/>|>(.*?)</c>)", re.DOTALL)
TABLE_CELL = re.compile(r"<td\b[^>]*>(.*?)</td>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
PNG_TEXT = (b"tEXt", b"zTXt", b"iTXt")


def _read_png_text(data: bytes) -> str:
    place, found = 8, []
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] in PNG_TEXT:
            found.append(data[place + 8 : place + 8 + length].decode("utf-8", "replace"))
        place += 12 + length
    return "\n".join(found)


def _read_pdf_text(data: bytes) -> str:
    found = [data.decode("latin-1")]
    for stream in PDF_STREAM.findall(data):
        try:
            found.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(found)


def _read_workbook_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            html.unescape(TAG.sub(" ", archive.read(name).decode("utf-8", "replace")))
            for name in archive.namelist()
            if name.endswith(".xml")
        )


def _read_markup(path: Path) -> str:
    """Read the text and the attributes (alt texts, descriptions) of HTML or SVG."""
    raw = path.read_text(encoding="utf-8")
    attributes = re.findall(r"\b(?:alt|title|aria-label|content|data-[\w-]+)=\"([^\"]{1,4000})\"", raw)
    raw = re.sub(r"<(style|script)\b.*?</\1>", " ", raw, flags=re.DOTALL)
    return html.unescape("\n".join([TAG.sub(" ", raw), *attributes]))


READERS = {
    ".html": _read_markup,
    ".svg": _read_markup,
    ".png": lambda path: _read_png_text(path.read_bytes()),
    ".pdf": lambda path: _read_pdf_text(path.read_bytes()),
    ".xlsx": _read_workbook_text,
    ".json": lambda path: path.read_text(encoding="utf-8"),
}


def _spell(value: float) -> str:
    return f"{value:.12g}"


def _scan_table(path: Path, hidden: pd.DataFrame, keys: list[str]) -> list[str]:
    """Find rows of a CSV that stand for a hidden row and carry a number."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    common = [key for key in keys if key in frame.columns]
    if "indicator" not in common or "province" not in common or "period" not in common:
        return []
    numbers = [name for name in ("value", "numerator") if name in frame.columns]
    secret = set(map(tuple, hidden[common].astype(str).to_numpy()))
    is_hidden = pd.Series([tuple(row) in secret for row in frame[common].to_numpy()], index=frame.index)
    leaking = frame[is_hidden & frame[numbers].ne("").any(axis=1)]
    if set(common) != set(keys):
        leaking = leaking[leaking.get("status", "suppressed").eq("suppressed")] if len(leaking) else leaking
    return [
        f"row {index + 2}: {' '.join(row)}"
        for index, row in zip(leaking.index, leaking[common].to_numpy(), strict=True)
    ]


def _scan_numbers(path: Path, secret: set[str]) -> list[str]:
    """Find table cells that hold a number which only hidden rows have."""
    if path.suffix == ".html":
        cells = TABLE_CELL.findall(path.read_text(encoding="utf-8"))
        texts = [
            html.unescape(TAG.sub("", cell)).strip().replace("\xa0", "").replace(" ", "") for cell in cells
        ]
        return [f"a table cell holds {text}" for text in sorted(set(texts) & secret)]
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if HIDING_PLACES.search(name):
                found.append(f"{name} keeps data beside the cells")
            if name.startswith("xl/worksheets/sheet"):
                sheet = archive.read(name).decode("utf-8", "replace")
                texts = {TAG.sub("", cell).strip() for cell in CELL_NUMBER.findall(sheet)}
                found += [f"{name}: a cell holds {text}" for text in sorted(texts & secret)]
    return found


def _list_labels(hidden: pd.DataFrame, shown: pd.DataFrame, definitions: Definitions) -> dict[str, str]:
    """List what would tell a hidden number in words: a unit's name with the number after it."""
    labels: dict[str, str] = {}
    numbers = {unit: set(map(_spell, own.dropna())) for unit, own in shown.groupby("province")["value"]}
    for unit, own in hidden.groupby("province")["value"]:
        told = set(map(_spell, own.dropna())) - numbers.get(unit, set())
        names = {
            describe_unit(definitions, unit, language, is_short=is_short)
            for language in definitions.languages
            for is_short in (False, True)
        }
        if told:
            pattern = rf"(?:{'|'.join(map(re.escape, sorted(names)))})\s?[:=(–—]\s?(?:{'|'.join(sorted(told))})(?![\d.,]?\d)"
            labels[unit] = pattern
    return labels


def find_leaks(
    folder, values: pd.DataFrame, protected: ProtectedValues, *, definitions: Definitions
) -> list[str]:
    """Find hidden numbers in the files of a release.

    Every CSV is compared row by row; workbooks and the report are searched for cells with a number that only hidden
    rows have, workbooks for places where data hide (comments, caches, properties); the text of every file, its alt
    texts and descriptions for a unit's name with such a number after it.

    Parameters
    ----------
    folder : path-like
        The release.
    values : pandas.DataFrame
        As they went into `protect`, with the true numbers.
    protected : ProtectedValues
    definitions : Definitions

    Returns
    -------
    list of str
        A sentence for each leak, with the file and the place; empty when there is none.

    Examples
    --------
    >>> import tempfile
    >>> import ctip_analysis as ctip
    >>> from ctip_analysis.releasing import find_leaks
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as raw, tempfile.TemporaryDirectory() as out:
    ...     run = ctip.run(raw, out, with_figures=False)
    ...     find_leaks(run.out / "release", run.values, run.protected, definitions=definitions)
    []
    """
    released = require_protected(protected).values
    columns = list(released.columns)
    keys = columns[: columns.index("value")]
    is_hidden = (released["value"].isna() & values["value"].notna()).to_numpy()
    hidden, shown = values[is_hidden], released[~is_hidden]
    known = {_spell(n) for name in ("value", "numerator", "denominator") for n in shown[name].dropna()}
    secret = {_spell(n) for n in hidden["value"].dropna()} - known - set(map(str, range(100)))
    labels = [re.compile(pattern) for pattern in _list_labels(hidden, shown, definitions).values()]
    told = []
    for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
        found = _scan_table(path, hidden, keys) if path.suffix == ".csv" else []
        if path.suffix in (".xlsx", ".html"):
            found += _scan_numbers(path, secret)
        if path.suffix in READERS:
            text = READERS[path.suffix](path)
            found += [f"it says {match.group(0)!r}" for label in labels for match in label.finditer(text)]
        told += [f"{path.relative_to(folder).as_posix()}: {place}" for place in found]
    return told
