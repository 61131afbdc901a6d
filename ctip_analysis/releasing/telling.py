"""Does a number beside some words stand for a hidden value? Words name indicators, places, times and categories."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Definitions, describe_code, describe_unit
from ctip_analysis.presenting.wording import format_period

__all__ = ["Teller", "read_number"]

NUMBERS = ("value", "numerator", "denominator")
NUMBER = re.compile(r"[-−]?\d+(?:[  ,]\d{3})*(?:[.,]\d+)?")
DECIMALS = (0, 1, 2, 3)


def read_number(text: str) -> str:
    """Bring a number as people write it to one spelling; "" where it is none.

    Examples
    --------
    >>> read_number("1 234,50"), read_number("n/a")
    ('1234.5', '')
    """
    text = text.strip().replace("\xa0", "").replace("\u202f", "").replace(" ", "").replace("−", "-")
    text = re.sub(r",(?=\d{3}(\D|$))", "", text).replace(",", ".").rstrip("%")
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return ""


def _spell(value: float) -> set[str]:
    return {f"{value:.12g}", *(f"{round(value, places):.12g}" for places in DECIMALS if value != int(value))}


def _pair(frame: pd.DataFrame) -> set[frozenset[str]]:
    """List the numerators with their denominators."""
    numbers = frame[["numerator", "denominator"]].dropna().drop_duplicates().to_numpy()
    return {frozenset((f"{above:.12g}", f"{below:.12g}")) for above, below in numbers}


@dataclass(frozen=True)
class Row:
    """What a value is of."""

    indicator: str
    unit: str
    period: str
    codes: tuple[tuple[str, str], ...]


class Teller:
    """Knows which numbers are hidden and which are shown, and by which words each is called.

    Parameters
    ----------
    values : pandas.DataFrame
        With the true numbers.
    is_hidden : numpy.ndarray of bool
    definitions : Definitions

    Attributes
    ----------
    hidden_ratios : set of frozenset of str
        The numerator and the denominator of each hidden ratio that no shown one is made of.
    """

    def __init__(self, values: pd.DataFrame, is_hidden: np.ndarray, definitions: Definitions):
        self.definitions = definitions
        columns = list(values.columns)
        self.breakdowns = columns[columns.index("period") + 1 : columns.index("value")]
        self.hidden: dict[str, list[Row]] = {}
        self.hidden = self._index(values[is_hidden])
        self.shown = self._index(values[~is_hidden])
        self.indicators = set(values.loc[is_hidden, "indicator"])
        self.hidden_ratios = _pair(values[is_hidden]) - _pair(values[~is_hidden])
        self.names = self._list_names(values)
        texts = sorted((name for name in self.names if len(name) > 1), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, texts))})(?!\w)") if texts else None
        self.read: dict[str, frozenset] = {}

    def _index(self, frame: pd.DataFrame) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in frame.to_dict("records"):
            codes = tuple((name, row[name]) for name in self.breakdowns if row[name] != "total")
            own = Row(row["indicator"], row["province"], row["period"], codes)
            for number in {n for name in NUMBERS if np.isfinite(row[name]) for n in _spell(row[name])}:
                if not self.hidden or number in self.hidden:
                    found.setdefault(number, []).append(own)
        return found

    def _list_names(self, values: pd.DataFrame) -> dict[str, set[tuple]]:
        """List what each word or code names, in every language."""
        found: dict[str, set[tuple]] = {}

        def add(text: str, *named: str) -> None:
            found.setdefault(text.casefold().strip(), set()).add(named)

        languages, definitions = self.definitions.languages, self.definitions
        for row in definitions.indicators.to_dict("records"):
            add(row["indicator"], "indicator", row["indicator"])
            for language in languages:
                add(row[f"name_{language}"], "indicator", row["indicator"])
        for unit in values["province"].unique():
            add(unit, "unit", unit)
            for language in languages:
                for is_short in (False, True):
                    add(describe_unit(definitions, unit, language, is_short=is_short), "unit", unit)
        for period in values["period"].unique():
            add(period, "period", period)
            for language in languages:
                for is_short in (False, True):
                    add(format_period(definitions, period, language, is_short=is_short), "period", period)
        for column in self.breakdowns:
            for code in set(values[column]) - {"total"}:
                add(code, column, code)
                for language in languages:
                    add(describe_code(definitions, column, code, language), column, code)
        return found

    def name(self, text: str) -> frozenset:
        """Tell what a text names."""
        key = text.casefold().strip()
        if key not in self.read:
            found = self.names.get(key)
            if found is None and self.pattern is not None:
                found = {named for match in self.pattern.findall(key) for named in self.names[match]}
            self.read[key] = frozenset(found or ())
        return self.read[key]

    def tells(self, number: str, near: frozenset, around: frozenset) -> bool:
        """Whether a number stands for a hidden value and for no shown one.

        Parameters
        ----------
        number : str
            From `read_number`.
        near, around : frozenset
            What the words beside it name, as those of its row, and what those over all of it name, as a title. Where no
            indicator or no time is named it may be any; where an indicator and a time are but no place, it is of the whole country.
        """
        if number not in self.hidden:
            return False
        own = {kind: {code for other, code in near if other == kind} for kind, _ in near}
        title = {kind: {code for other, code in around if other == kind} for kind, _ in around}
        return any(self._fits(row, own, title) for row in self.hidden[number]) and not any(
            self._fits(row, own, title) for row in self.shown.get(number, ())
        )

    def _fits(self, row: Row, near: dict[str, set], around: dict[str, set]) -> bool:
        def named(kind: str) -> set:
            return near.get(kind) or around.get(kind, set())

        is_whole = bool(near.get("period") and named("indicator"))
        units = named("unit") or ({self.definitions.country} if is_whole else set())
        periods, indicators = named("period") or {row.period}, named("indicator") or {row.indicator}
        if row.unit not in units or row.period not in periods or row.indicator not in indicators:
            return False
        codes = dict(row.codes)
        return all(
            codes[column] in named(column) if column in codes else not near.get(column)
            for column in self.breakdowns
        )
