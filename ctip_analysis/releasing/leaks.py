"""Look through a finished release for what protection took out: no hidden number may stand where it would tell."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd

from ctip_analysis.definitions import Definitions, say
from ctip_analysis.disclosure import ProtectedValues, require_protected
from ctip_analysis.releasing.telling import NUMBER, Teller, read_number
from ctip_analysis.releasing.texts_of_files import list_texts

__all__ = ["find_leaks"]

#: Parts of a workbook that keep data beside its cells, and files that never leave.
HIDING_PLACES = re.compile(r"comments|pivotCache|externalLink|vbaProject|docProps/custom|threadedComment")
CONFIDENTIAL = re.compile(r"(?:^|/)(?:ledger|annex|decisions|corrections|submissions|issues)\b.*|.*\.key$")
CELL = re.compile(r"<c r=\"([A-Z]+)\d+\"([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
ROW = re.compile(r"<row\b[^>]*>(.*?)</row>", re.DOTALL)
CONTENT = re.compile(r"<v>([^<]*)</v>|<t[^>]*>([^<]*)</t>")
SHARED = re.compile(r"<si>(.*?)</si>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
#: A row with so many texts is the head of a table.
HEAD = 3
#: Where one statement ends and the next begins.
CLAUSE = re.compile(r"[;\n]|(?<=[^\d])\.\s|\.\s(?=\D)")
#: A number that follows a colon, alone or before a word; not the beginning of a hash or of a date.
STATED = re.compile(rf"\s*({NUMBER.pattern})(?![\w/–-]|[.,:]\d)")
#: A number that follows a name, as in "Batken (3), Osh city (0)", and where the name begins.
GIVEN = re.compile(rf"[=(–—]\s?({NUMBER.pattern})(?![\d.,–-]?\d)")
BEFORE_NAME = re.compile(r"[:=(–—,;.\n]")
LONGEST_NAME = 200
#: What a ratio is made of, as in "20 % (2 of 10)".
RATIO = re.compile(rf"\(({NUMBER.pattern}) \w+ ({NUMBER.pattern})\)")
#: The words over a figure: so many of its first letters are its title.
TITLE = 300

Table = list[list[str]]


def _scan_csv(path: Path, hidden: pd.DataFrame, keys: list[str]) -> list[str]:
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


class _Tables(HTMLParser):
    """Reads the tables of a page with their captions."""

    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, Table]] = []
        self.text: list[str] | None = None

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.found.append(("", []))
        elif tag == "tr" and self.found:
            self.found[-1][1].append([])
        elif tag in ("td", "th", "caption"):
            self.text = []

    def handle_endtag(self, tag):
        if tag not in ("td", "th", "caption") or self.text is None or not self.found:
            return
        text, self.text = " ".join("".join(self.text).split()), None
        if tag == "caption":
            self.found[-1] = (text, self.found[-1][1])
        elif self.found[-1][1]:
            self.found[-1][1][-1].append(text)

    def handle_data(self, data):
        if self.text is not None:
            self.text.append(data)


def _read_pages(data: bytes) -> Iterator[tuple[str, str, Table]]:
    parser = _Tables()
    parser.feed(data.decode("utf-8", "replace"))
    yield from (("a table", caption, rows) for caption, rows in parser.found)


def _read_sheets(data: bytes, teller: Teller) -> Iterator[tuple[str, str, Table]]:
    """Read the sheets that are about indicators with hidden values."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        shared = (
            archive.read("xl/sharedStrings.xml").decode("utf-8") if "xl/sharedStrings.xml" in names else ""
        )
        texts = [html.unescape(TAG.sub("", own)) for own in SHARED.findall(shared)]
        for name in sorted(name for name in names if name.startswith("xl/worksheets/sheet")):
            rows = ROW.findall(archive.read(name).decode("utf-8", "replace"))
            table = [[_read_cell(*cell, texts) for cell in CELL.findall(row)] for row in rows[:10]]
            title = " ".join(text for row in table for text in row if len(row) < HEAD)
            if teller.indicators & {code for kind, code in teller.name(title) if kind == "indicator"}:
                table += [[_read_cell(*cell, texts) for cell in CELL.findall(row)] for row in rows[10:]]
                yield name, title, table


def _read_cell(column: str, attributes: str, content: str, texts: list[str]) -> str:
    found = CONTENT.search(content)
    if found is None:
        return ""
    text = found.group(1) if found.group(1) is not None else found.group(2)
    is_shared = 't="s"' in attributes
    return texts[int(text)] if is_shared else html.unescape(text)


def _scan_table(title: str, rows: Table, teller: Teller, other: set[str]) -> Iterator[str]:
    """Find cells with a number that stands for a hidden value, by the words of its row, column and table."""
    around, head = teller.name(title), []
    for row in rows:
        if not head:
            head = row if len([cell for cell in row if cell and not read_number(cell)]) >= 2 else []
            continue
        named = [teller.name(cell) for cell in row]
        words = frozenset().union(*(own for own, cell in zip(named, row, strict=True) if cell))
        for place, cell in enumerate(row):
            title_of_column = head[place] if place < len(head) else ""
            number = read_number(cell)
            if not number or title_of_column in other or (named[place] and place < len(row) - 1):
                continue
            near = words | teller.name(title_of_column)
            if teller.tells(number, near, around):
                yield f"a cell holds {cell} for {' '.join(filter(None, row[:place]))}"


def _scan_text(text: str, around: frozenset, teller: Teller) -> Iterator[str]:
    """Find statements such as "Batken, 2019: 3", "Batken (3)" or "30 % (3 of 10)"."""
    around = around | teller.name(text[:TITLE])
    for clause in CLAUSE.split(text):
        words, colon, last = clause.rpartition(":")
        number = STATED.match(last)
        if colon and number and teller.tells(read_number(number.group(1)), teller.name(words), around):
            yield f"it says {clause.strip()!r}"
    for ratio in RATIO.finditer(text):
        if frozenset(map(read_number, ratio.groups())) in teller.hidden_ratios:
            yield f"it says {ratio.group()!r}"
    text = RATIO.sub("", text)
    for given in GIVEN.finditer(text):
        words = BEFORE_NAME.split(text[max(given.start() - LONGEST_NAME, 0) : given.start()].rstrip())[-1]
        if words and teller.tells(read_number(given.group(1)), teller.name(words), around):
            yield f"it says {words.strip()!r} with {given.group(1)}"


def find_leaks(
    folder, values: pd.DataFrame, protected: ProtectedValues, *, definitions: Definitions
) -> list[str]:
    """Find hidden numbers in the files of a release.

    Every CSV is compared row by row. In each table of the workbook and the report a number is compared with the
    hidden values that the words of its row, its column and its title name. The text of every file is read, with alt
    texts, comments, properties, metadata of pictures and pages and what is packed inside, for statements that name a
    place or a time and then such a number. Files that are to stay inside are named too.

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
    teller = Teller(values, is_hidden, definitions)
    other = {
        say(definitions, word, language)
        for word in ("column_received", "column_expected")
        for language in definitions.languages
    }
    told = []
    for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        found = ["it is confidential and stays inside"] if CONFIDENTIAL.search(name) else []
        if path.suffix == ".csv":
            found += _scan_csv(path, values[is_hidden], keys)
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                parts = [part for part in archive.namelist() if HIDING_PLACES.search(part)]
            found += [f"{part} keeps data beside the cells" for part in parts]
        readers = {".xlsx": lambda data: _read_sheets(data, teller), ".html": _read_pages}
        for where, title, rows in readers[path.suffix](data) if path.suffix in readers else ():
            found += [f"{where}: {place}" for place in _scan_table(title, rows, teller, other)]
        if path.suffix != ".csv":
            around = teller.name(path.stem.replace("_", " "))
            found += [place for text in list_texts(name, data) for place in _scan_text(text, around, teller)]
        told += [f"{name}: {place}" for place in found]
    return told
