"""Counts of this release and of the earlier ones -> one system of counts, with a count of its own for each revision."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from ctip_analysis.disclosure.counting import COUNT_KEYS
from ctip_analysis.disclosure.ledger import Entry, describe_cover, extend_ledger, fingerprint
from ctip_analysis.disclosure.linked_values import Line, LinkedCounts
from ctip_analysis.disclosure.sums import Sum

__all__ = ["extend_ledger_of_values", "join_releases"]


def _mark(names: list[str], total: int, parts) -> str:
    """Make the mark by which a sum of an earlier release is known again."""
    text = "|".join([names[total], *sorted(names[part] for part in parts)])
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _recall_counts(entries: list[Entry], breakdowns: list[str], known) -> pd.DataFrame:
    """Rebuild the counts of an earlier release from its names; those that were nothing are left out."""
    rows = []
    for entry in entries:
        if "sum" in entry.cover or entry.value == 0 or entry.cover["indicator"][0] not in known:
            continue
        named = {name: own[0] for name, own in entry.cover.items()}
        rows.append(
            {
                **dict.fromkeys(breakdowns, "total"),
                "part": "",
                **named,
                "count": entry.value,
                "name": describe_cover(entry.cover),
                "is_small": entry.is_small,
                "fingerprint": entry.fingerprint,
            }
        )
    columns = [*COUNT_KEYS, *breakdowns, "count", "name", "is_small", "fingerprint"]
    found = pd.DataFrame(rows, columns=columns)
    later = [column for column in breakdowns if column in found]
    return found.fillna(dict.fromkeys(later, "total"))


def _recall_lines(entries: list[Entry], counts: pd.DataFrame, sums: list[Sum]) -> list[Line]:
    """Find again what the sums of an earlier release said."""
    said = {e.cover["sum"][0]: (int(e.cover["sign"][0]), e.is_small) for e in entries if "sum" in e.cover}
    names, lines = counts["name"].tolist(), []
    for one in sums:
        own = said.get(_mark(names, one.total, one.parts))
        if own is None:
            continue
        sign, is_small = own
        lines.append(Line(one.total, one.parts, sign, one.of_people, is_small, one.is_assumed, one.is_late))
        if sign < 0:
            held = [part for part in one.parts if _mark(names, one.total, [part]) in said]
            lines += [Line(one.total, (part,), 1, of_people=False) for part in held]
    return lines


def join_releases(
    counts: pd.DataFrame,
    lines: list[Line],
    entries: list[Entry],
    *,
    known: dict[str, dict],
    breakdowns: list[str],
    list_all_sums: Callable[[pd.DataFrame, list[str]], list[Sum]],
) -> LinkedCounts:
    """Join this release's counts with those of the earlier ones; what was not revised is one and the same count.

    Parameters
    ----------
    counts : pandas.DataFrame
        From `list_counts`, with ``is_small`` and ``is_open``.
    lines : list of Line
        Of this release.
    entries : list of Entry
        From `read_ledger`.
    known : dict
        Rows of ``indicators.csv`` by code.
    breakdowns : list of str
    list_all_sums : callable
        From a frame of counts and its breakdowns to their sums.

    Returns
    -------
    LinkedCounts
        This release's counts come first.
    """
    prints = [fingerprint(name, n) for name, n in zip(counts["name"], counts["count"], strict=True)]
    frames = [counts.assign(fingerprint=prints, cost=1.0, was="")]
    lines = list(lines)
    by_release: dict[int, list[Entry]] = {}
    for entry in entries:
        by_release.setdefault(entry.release, []).append(entry)
    names = {name for e in entries for name in e.cover if name not in ("sum", "sign")}
    every = [*breakdowns, *sorted(names - set(COUNT_KEYS) - set(breakdowns))]
    start = len(counts)
    for own in by_release.values():
        found = _recall_counts(own, every, known)
        if found.empty:
            continue
        recalled = _recall_lines(own, found, list_all_sums(found, every))
        lines += [
            replace(one, total=start + one.total, parts=tuple(start + part for part in one.parts))
            for one in recalled
        ]
        was = np.where(found["count"].isna(), "hidden", "shown")
        frames.append(found.assign(cost=0.0, is_open=False, was=was))
        start += len(found)
    columns = ["name", "fingerprint", "count", "cost", "is_small", "is_open", "was"]
    every_count = pd.concat([frame[columns] for frame in frames], ignore_index=True)
    stands: dict[tuple, int] = {}
    for number, key in enumerate(zip(every_count["name"], every_count["fingerprint"], strict=True)):
        first = stands.setdefault(key, number)
        if first != number:
            lines.append(Line(first, (number,), 0))
    return LinkedCounts(
        values=every_count["count"].to_numpy(dtype=float),
        costs=every_count["cost"].to_numpy(dtype=float),
        must_show=every_count["was"].eq("shown").to_numpy(),
        must_hide=every_count["was"].eq("hidden").to_numpy(),
        is_small=every_count["is_small"].to_numpy(dtype=bool),
        is_open=every_count["is_open"].to_numpy(dtype=bool) | every_count["was"].eq("shown").to_numpy(),
        lines=lines,
    )


def extend_ledger_of_values(
    ledger: pd.DataFrame | None, counts: pd.DataFrame, lines: list[Line], threshold: int
) -> pd.DataFrame:
    """Append what a release of values publishes: its counts, and how they add up.

    Parameters
    ----------
    ledger : pandas.DataFrame or None
    counts : pandas.DataFrame
        With ``name``, ``count``, ``is_hidden`` and ``is_small``. What a hidden share has of nothing is left out.
    lines : list of Line
    threshold : int
    """
    names, numbers = counts["name"].tolist(), counts["count"].to_numpy()
    told = counts[~(counts["is_hidden"] & counts["count"].eq(0))].sort_values("is_hidden", kind="stable")
    told = told.drop_duplicates("name").sort_index()
    covers = [
        describe_cover({"sum": [_mark(names, line.total, line.parts)], "sign": [str(line.sign)]})
        for line in lines
    ]
    over = np.array([numbers[line.total] - numbers[list(line.parts)].sum() for line in lines])
    is_small = np.array([line.of_people for line in lines], dtype=bool) & (over > 0) & (over < threshold)
    return extend_ledger(
        ledger,
        [*told["name"], *covers],
        np.r_[told["count"].to_numpy(), np.zeros(len(lines))],
        np.r_[told["is_hidden"].to_numpy(dtype=bool), np.ones(len(lines), dtype=bool)],
        np.r_[told["is_small"].to_numpy(dtype=bool), is_small],
        np.ones(len(told) + len(lines), dtype=int),
        threshold,
    )
