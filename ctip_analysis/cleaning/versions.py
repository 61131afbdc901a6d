"""Files that say the same: the same content twice, a corrected version, last quarter's report sent again."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from ctip_analysis.cleaning.corrected_rows import pair_rows
from ctip_analysis.definitions import fold_text

__all__ = ["Version", "compare_versions", "find_copies", "mark_sheets", "rank_tables"]

DATE_IN_NAME = re.compile(
    r"(?<!\d)(20\d\d)[-._]?(\d\d)[-._]?(\d\d)(?!\d)|(?<!\d)(\d\d)[-._](\d\d)[-._](20\d\d)(?!\d)"
)
NUMBER_OF_VERSION = re.compile(r"(?:v|ver|вер|версия|final|испр|\()\s*\.?(\d{1,2})", re.IGNORECASE)
SHARE_THAT_IS_THE_SAME = 0.5
FEWEST_ROWS = 3
#: A short word ("new") stands in many a title.
SHORTEST_IN_TITLE = 6


@dataclass(frozen=True)
class Version:
    """What two files of an organization have to do with each other.

    ``kind`` is "duplicate" (the same content), "superseded" (a later version stands) or "copied" (the same rows
    for another period); ``differences`` the rows of the later file that the former does not hold, ``withdrawn`` those of
    the former that the later one tells nothing of.
    """

    file: str
    other: str
    kind: str
    differences: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def find_copies(files: pd.DataFrame) -> dict[str, str]:
    """Give, for each file whose bytes came before, the first file with the same bytes.

    Parameters
    ----------
    files : pandas.DataFrame
        Columns file, sha256, in the order of reading.

    Examples
    --------
    >>> import pandas as pd
    >>> find_copies(pd.DataFrame({"file": ["a.xlsx", "b.xlsx"], "sha256": ["1f", "1f"]}))
    {'b.xlsx': 'a.xlsx'}
    """
    first = files.groupby("sha256", sort=False)["file"].transform("first")
    is_copy = first.ne(files["file"])
    return dict(zip(files.loc[is_copy, "file"], first[is_copy], strict=True))


def _date_of_name(name: str) -> str:
    match = DATE_IN_NAME.search(name)
    if not match:
        return ""
    year, month, day = match.groups()[:3] if match[1] else match.groups()[:2:-1]
    return f"{year}-{month}-{day}"


def rank_version(file: str, rows: int, matcher) -> tuple:
    """Say how late a version is: by the words and numbers of its name, the date in it, its length, its name."""
    name = file.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
    return (_read_version([name], matcher), *_read_numbers(name), rows, file)


@lru_cache(maxsize=10_000)
def _read_numbers(name: str) -> tuple[int, str]:
    """Give the number of a version and the date that a file's name says; it is ranked among many others."""
    number = NUMBER_OF_VERSION.search(name)
    return int(number[1]) if number else 0, _date_of_name(name)


def _read_version(texts, matcher, *, shortest: int = 3) -> int:
    """Say whether words of texts name a later version (1), an earlier one (-1), or neither."""
    said = [
        bool(matcher.find_within(fold_text(text), "file.version_words", shortest=shortest))
        - bool(matcher.find_within(fold_text(text), "file.earlier_words", shortest=shortest))
        for text in texts
    ]
    return next((own for own in said if own), 0)


def mark_sheets(sheets: dict, problems: pd.DataFrame, matcher) -> dict[tuple[str, str], tuple[bool, int]]:
    """Say of sheets whether they are shown, and whether their names and titles name a later or an earlier version.

    Parameters
    ----------
    sheets : dict of str to Sheets
    problems : pandas.DataFrame
        What the reader met.
    matcher : Matcher
    """
    hidden = problems[problems["code"].eq("hidden_sheet")]
    hidden = set(zip(hidden["file"], hidden["sheet"], strict=True))
    titles: dict[tuple[str, str], list[str]] = {}
    for file, own in sheets.items():
        for table in own.tables:
            titles.setdefault((file, table.sheet), []).extend(table.title)
    return {
        key: (
            key not in hidden,
            _read_version([key[1]], matcher) or _read_version(own, matcher, shortest=SHORTEST_IN_TITLE),
        )
        for key, own in titles.items()
    }


def rank_tables(
    events, marks: dict[tuple[str, str], tuple[bool, int]], matcher
) -> dict[tuple[str, str], tuple]:
    """Say how late each table of events is: shown, by words, by its file's name, by what else the file tells, its length.

    Parameters
    ----------
    events : list of Event
    marks : dict of (file, sheet) to (bool, int)
        From `mark_sheets`.
    matcher : Matcher
    """
    last: dict[str, str] = {}
    rows = Counter(event.table for event in events)
    for event in events:
        last[event.table[0]] = max(last.get(event.table[0], ""), event.period)
    ranks = {}
    for (file, sheet), many in rows.items():
        is_shown, words = marks.get((file, sheet), (True, 0))
        of_name, number, date, *_ = rank_version(file, many, matcher)
        ranks[file, sheet] = (is_shown, words or of_name, number, date, last[file], many, file, sheet)
    return ranks


def compare_versions(rows_of: dict, about: dict, matcher) -> list[Version]:
    """Compare every two files of an organization.

    Parameters
    ----------
    rows_of : dict
        A file to its rows, where another file may hold the same: {"dated": {row: content with dates}, "undated": {...}}, contents hashable,
        the texts of the row's cells last in each.
    about : dict
        A file to (organization, period).
    matcher : Matcher
        Knows the words by which people name a version.

    Returns
    -------
    list of Version
        At most one a file.
    """
    found: dict[str, Version] = {}
    by_organization: dict[str, list[str]] = {}
    for file, (organization, _) in about.items():
        if organization and rows_of.get(file, {}).get("dated"):
            by_organization.setdefault(organization, []).append(file)
    contents = {
        file: {kind: frozenset(rows.values()) for kind, rows in rows_of[file].items()}
        for files in by_organization.values()
        for file in files
    }
    for files in by_organization.values():
        ranked = sorted(
            files, key=lambda file: rank_version(file, len(rows_of[file]["dated"]), matcher), reverse=True
        )
        for place, file in enumerate(ranked):
            for later in ranked[:place]:
                if later in found and found[later].kind != "copied":
                    continue
                is_marked = _rank_words(later, matcher) > _rank_words(file, matcher)
                version = _compare(file, later, rows_of, contents, about, is_marked=is_marked)
                if version and version.file not in found:
                    found[version.file] = version
                    break
    return list(found.values())


def _rank_words(file: str, matcher) -> int:
    return rank_version(file, 0, matcher)[0]


def _compare(
    file: str, later: str, rows_of: dict, contents: dict, about: dict, *, is_marked: bool
) -> Version | None:
    own, others = contents[file]["dated"], contents[later]["dated"]
    # The larger of the two shares that the rows of both have of either file.
    same = len(own & others) / min(len(own), len(others))
    periods = {about[file][1], about[later][1]}
    # Without dates the same numbers of two periods are no proof that one report came twice.
    is_of_one_time = "" in periods or len(periods) == 1 or _tell_dates(rows_of[file])
    if same == 1 and len(own) == len(others) and is_of_one_time:
        return Version(file, later, "duplicate")
    is_version = same > SHARE_THAT_IS_THE_SAME or (is_marked and _corrects(rows_of[file], rows_of[later]))
    if is_version and len(periods) == 1:
        missing = [row for row, content in rows_of[later]["dated"].items() if content not in own]
        told = set(pair_rows(rows_of[file], rows_of[later]).values())
        told |= {row for row, content in rows_of[file]["dated"].items() if content in others}
        withdrawn = [row for row in rows_of[file]["dated"] if row not in told]
        return Version(file, later, "superseded", _name_rows(missing), _name_rows(withdrawn))
    if "" in periods or len(periods) == 1:
        return None
    bare, bare_later = contents[file]["undated"], contents[later]["undated"]
    fewest = min(len(rows_of[name]["undated"]) for name in (file, later))
    if fewest < FEWEST_ROWS:
        return None
    # The smaller of the two shares: all but few rows of either file are the other's.
    if len(bare & bare_later) / max(len(bare), len(bare_later)) > SHARE_THAT_IS_THE_SAME:
        copy, original = sorted((file, later), key=lambda name: (about[name][1], name), reverse=True)
        return Version(copy, original, "copied")
    return None


def _corrects(former: dict[str, dict], later: dict[str, dict]) -> bool:
    """Whether most rows of a report that calls itself a later version tell rows of a former one again, and most of these."""
    pairs, longest = pair_rows(former, later), max(len(former["dated"]), len(later["dated"]))
    return len(pairs) > SHARE_THAT_IS_THE_SAME * longest


def _name_rows(rows: list[tuple]) -> tuple[str, ...]:
    return tuple(f"{sheet}!{number}" for sheet, number in rows)


def _tell_dates(rows: dict[str, dict]) -> bool:
    """Whether any row holds more cells with its dates than without them."""
    return any(len(content[-1]) > len(rows["undated"][row][-1]) for row, content in rows["dated"].items())
