"""Why an indicator value is hidden, in the words and the language of the figures. Confidential."""

import json

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions, describe_code, describe_unit, load_definitions, say
from ctip_analysis.disclosure.counting import COUNT_KEYS, list_breakdowns
from ctip_analysis.errors import InputError
from ctip_analysis.frames import VALUE_COLUMNS_BEFORE

__all__ = ["explain_value"]

#: Of a chain of sums from a hidden count to the small one that it guards no more are written out.
WRITTEN = 3


class _Words:
    """Names counts in one language."""

    def __init__(self, definitions: Definitions, language: str):
        self.definitions, self.language = definitions, language

    def say(self, word: str, **parts) -> str:
        return say(self.definitions, word, self.language, **parts)

    def name(self, text: str) -> str:
        """Name a count, or those whom no published part holds."""
        if not text:
            return self.say("protection_rest")
        named = {key: own[0] for key, own in json.loads(text).items()}
        codes = {column: code for column, code in named.items() if column not in COUNT_KEYS}
        part = [self.say(f"protection_{named['part']}")] if "part" in named else []
        return self.describe(named["indicator"], named["province"], named["period"], codes, part)

    def describe(self, indicator: str, province: str, period: str, codes: dict[str, str], more=()) -> str:
        """Describe a value by its indicator, place, time and breakdowns."""
        told = [
            describe_code(self.definitions, column, code, self.language)
            for column, code in codes.items()
            if code != "total"
        ]
        unit = describe_unit(self.definitions, province, self.language)
        return f"{indicator} ({', '.join([unit, period, *told, *more])})"

    def write_sum(self, total: str, parts: list[str], sign: int) -> str:
        """Write a sum: equal, at least, or at most."""
        return f"{total} {'≤=≥'[sign + 1]} {' + '.join(parts)}"


def _find_row(protected, indicator: str, cell: dict) -> int:
    values = protected.values
    keys = [*VALUE_COLUMNS_BEFORE, *list_breakdowns(values)]
    unknown = sorted(set(cell) - set(keys))
    if unknown:
        raise InputError(f"Values have no column {', '.join(unknown)}. Name some of {', '.join(keys[1:])}.")
    wanted = dict.fromkeys(keys[4:], "total") | {name: str(code) for name, code in cell.items()}
    found = values["indicator"].eq(indicator)
    for name, code in wanted.items():
        found &= values[name].eq(code)
    rows = np.flatnonzero(found)
    if not len(rows):
        told = ", ".join(f"{name} {code}" for name, code in cell.items())
        raise InputError(f"There is no value of {indicator} with {told}.")
    return int(rows[0])


def _find_path(lines: list[tuple], start: int, goal: int) -> list[tuple]:
    """Find the shortest chain of sums from one cell to another."""
    by_cell: dict[int, list[tuple]] = {}
    for line in lines:
        for cell in (line[0], *line[1]):
            by_cell.setdefault(cell, []).append(line)
    came: dict[int, tuple | None] = {start: None}
    waiting = [start]
    while waiting and goal not in came:
        cell = waiting.pop(0)
        for line in by_cell.get(cell, []):
            for other in (line[0], *line[1]):
                if other not in came:
                    came[other] = (cell, line)
                    waiting.append(other)
    path, cell = [], goal
    while came.get(cell):
        cell, line = came[cell]
        path.insert(0, line)
    return path


def _tell_guarded(words: _Words, annex: dict, system: int, cell: int, named: str) -> str:
    """Say which small count a cell guards, and which sums would give that away."""
    guards, names = annex["guards"][system], annex["cells"][system]
    if cell not in guards:
        return words.say("protection_earlier", cell=named)
    small = guards[cell]
    path = _find_path(annex["lines"][system], cell, small)
    sums = [
        words.write_sum(words.name(names[total]), [words.name(names[part]) for part in parts], sign)
        for total, parts, sign in path[:WRITTEN]
    ]
    return words.say("protection_guards", cell=named, small=words.name(names[small]), sums="; ".join(sums))


def explain_value(
    protected, indicator: str, cell: dict, *, definitions: Definitions | None = None, language: str = "en"
) -> str:
    """Say why a value is hidden: its own small count, or the one that it guards and the sums that give it away.

    Parameters
    ----------
    protected : ProtectedValues
        With its annex.
    indicator : str
    cell : dict of str to str
        ``territory``, ``province``, ``period`` and breakdowns; a breakdown that is not named is its total.
    definitions : Definitions, optional
        The Kyrgyz pack when not given.
    language : str

    Raises
    ------
    InputError
        If there is no such value.
    """
    words = _Words(definitions or load_definitions(), language)
    row = _find_row(protected, indicator, cell)
    values, annex = protected.values, protected.annex
    own = values.iloc[row]
    named = words.describe(indicator, own["province"], own["period"], own[list_breakdowns(values)].to_dict())
    if own["status"] != "suppressed":
        word = "protection_shown" if pd.notna(own["value"]) else "protection_absent"
        return words.say(word, cell=named)
    counts = annex["counts"][annex["counts"]["row"].eq(row)]
    if counts.empty:
        return words.say("protection_amount", cell=named)
    if counts["is_small"].any():
        return words.say("protection_small", cell=named, below=protected.audit["threshold"] - 1)
    if counts["is_closed"].any():
        return words.say("protection_difference", cell=named, below=protected.audit["threshold"] - 1)
    linked = counts[counts["is_hidden"] & counts["system"].ge(0)]
    if linked.empty:
        return words.say("protection_left_out", cell=named)
    first = linked.iloc[0]
    return _tell_guarded(words, annex, int(first["system"]), int(first["cell"]), named)
