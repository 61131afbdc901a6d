"""What counts of the same place and time say of each other: the same people, some of them, or several kinds of them."""

import itertools
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ctip_analysis.definitions import Condition, Definitions
from ctip_analysis.disclosure.counting import Meaning, tell_meaning
from ctip_analysis.disclosure.sums import Sum

__all__ = ["list_chains", "list_nestings"]


class _Meanings:
    """The meaning of each count, and which lies within which; counts of one meaning have one number."""

    def __init__(self, counts: pd.DataFrame, known: dict[str, dict], breakdowns: list[str]):
        self.distinct: list[Meaning] = []
        self.within: dict[tuple[int, int], bool] = {}
        number: dict[Meaning, int] = {}
        keys = counts[["indicator", "part", *breakdowns]]
        places, rows = pd.factorize(pd.MultiIndex.from_frame(keys))
        of_key = []
        for code, part, *codes in rows:
            broken = {name: own for name, own in zip(breakdowns, codes, strict=True) if own != "total"}
            meaning = tell_meaning(known[code], part, broken)
            of_key.append(number.setdefault(meaning, len(number)))
        self.distinct = list(number)
        self.of = np.array(of_key, dtype=int)[places]
        self.by_meaning = number

    def is_part(self, small: int, large: int) -> bool:
        """Whether what the one counts is never more than what the other counts."""
        if (small, large) not in self.within:
            one, other = self.distinct[small], self.distinct[large]
            self.within[small, large] = _compares(one, other) and one.is_within(other)
        return self.within[small, large]

    def is_of_people(self, small: int, large: int) -> bool:
        """Whether the difference of two counts counts the same kind of thing."""
        one, other = self.distinct[small], self.distinct[large]
        return (one.how, one.counted) == (other.how, other.counted)


def _compares(one: Meaning, other: Meaning) -> bool:
    """Whether the one counts the same as the other, or something of which there are never more."""
    if (one.how, one.counted) == (other.how, other.counted):
        return True
    *setting, aggregate, once = one.how
    *other_setting, other_aggregate, other_once = other.how
    if setting != other_setting or once or other_once or aggregate != "distinct":
        return False
    return other_aggregate == "count" or (other_aggregate == "distinct" and one.counted < other.counted)


def _list_same(numbers: list[int], meaning: np.ndarray) -> tuple[dict[int, int], list[Sum]]:
    """Give each meaning one count that stands for it, and say that the others are the same, or some of it."""
    stands: dict[int, int] = {}
    found = []
    for number, own in zip(numbers, meaning.tolist(), strict=True):
        first = stands.setdefault(own, number)
        if first != number:
            found += [Sum(first, (number,)), Sum(number, (first,))]
    return stands, found


def _list_unions(stands: dict[int, int], meanings: _Meanings) -> Iterator[Sum]:
    """List counts of several codes with the counts of each: children and adults, of whom both are counted."""
    for large, number in stands.items():
        meaning = meanings.distinct[large]
        for condition in meaning.conditions:
            if condition.is_negated or len(condition.codes) < 2:
                continue
            others = meaning.conditions - {condition}
            singles = [
                Meaning(meaning.how, meaning.counted, others | {Condition(condition.column, (code,))})
                for code in condition.codes
            ]
            parts = [meanings.by_meaning[one] for one in singles if one in meanings.by_meaning]
            own = tuple(stands[part] for part in parts if part in stands)
            if own:
                yield Sum(number, own)


def _list_covers(
    stands: dict[int, int], meanings: _Meanings, is_summed: set, denominators: set[int]
) -> Iterator[Sum]:
    """List each count with the narrowest counts that hold it, but those that it adds up to with others.

    Whoever reads a share takes its denominator for all of those that hold it: where it is, that is known.
    """
    for small, number in stands.items():
        above = [large for large in stands if large != small and meanings.is_part(small, large)]
        for large in above:
            if (large, small) in is_summed or any(
                other != large and meanings.is_part(other, large) for other in above
            ):
                continue
            of_people = meanings.is_of_people(small, large)
            yield Sum(stands[large], (number,), of_people and number in denominators, of_people)


def list_chains(counts: pd.DataFrame, definitions: Definitions, breakdowns: list[str]) -> Iterator[Sum]:
    """List what the pack says of nested indicators, in the same place, time and breakdown.

    Parameters
    ----------
    counts : pandas.DataFrame
        From `list_counts`.
    definitions : Definitions
    breakdowns : list of str
    """
    for chain in definitions.settings["disclosure"].get("nested", ()):
        own = counts[counts["indicator"].isin(chain) & counts["part"].eq("")]
        keys = ["territory", "province", "period", *breakdowns]
        for _, group in own.groupby(keys, sort=False):
            place = {code: int(number) for number, code in group["indicator"].items()}
            present = [place[code] for code in chain if code in place]
            yield from (
                Sum(large, (small,), False, is_assumed=True) for large, small in itertools.pairwise(present)
            )


def list_nestings(
    counts: pd.DataFrame,
    known: dict[str, dict],
    breakdowns: list[str],
    sums: list[Sum],
) -> list[Sum]:
    """List the counts that hold others, by what the pack says that they count.

    Parameters
    ----------
    counts : pandas.DataFrame
        From `list_counts`, without those that are nothing.
    known : dict
        Rows of ``indicators.csv`` by code.
    breakdowns : list of str
    sums : list of Sum
        Those within each indicator.

    Returns
    -------
    list of Sum
    """
    found = []
    shares = counts[counts["part"].ne("")]
    for _, pair in shares.groupby(["indicator", "territory", "province", "period", *breakdowns], sort=False):
        place = {part: int(number) for number, part in pair["part"].items()}
        if len(place) == 2:
            found.append(Sum(place["denominator"], (place["numerator"],), is_whole=False))
    meanings = _Meanings(counts, known, breakdowns)
    denominators = set(counts.index[counts["part"].eq("denominator")])
    groups = counts.groupby(["territory", "province", "period"], sort=False)
    group = groups.ngroup().to_numpy()
    is_summed = _find_summed(sums, counts.index, meanings.of, group)
    for places in groups.indices.values():
        stands, same = _list_same(counts.index[places].tolist(), meanings.of[places])
        found += same
        if len(stands) > 1:
            found += _list_unions(stands, meanings)
            adds_up = is_summed.get(int(group[places[0]]), set())
            found += _list_covers(stands, meanings, adds_up, denominators)
    return found


def _find_summed(sums: list[Sum], index, meaning: np.ndarray, group: np.ndarray) -> dict[int, set]:
    """Find for each place and time which counts add up, with others, to which."""
    place = {int(number): at for at, number in enumerate(index)}
    found: dict[int, set] = {}
    for one in sums:
        for total, part in ((place.get(one.total), place.get(part)) for part in one.parts):
            if total is not None and part is not None and group[total] == group[part]:
                found.setdefault(int(group[total]), set()).add((int(meaning[total]), int(meaning[part])))
    return found
