"""What the labels around a cell mean together: a place, a period, a sex, an age, a measure, a code of a list."""

from dataclasses import dataclass, field

from ctip_analysis.cleaning.ages import find_age_group
from ctip_analysis.cleaning.bare_times import drop_words_around
from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import remember

__all__ = ["Meaning", "read_district", "read_labels"]

DIMENSIONS = {"sex": "sex.", "exploitation": "exploitation.", "activity_type": "activity."}


@dataclass(frozen=True)
class Meaning:
    """What a group of labels means; an empty text is "says nothing of it".

    ``provinces`` holds every province it can be; ``codes`` a code for each breakdown; ``quarter``,
    ``month`` and ``half`` stand without their year.
    """

    provinces: tuple[str, ...] = ()
    district: str = ""
    period: str = ""
    quarter: str = ""
    month: str = ""
    half: str = ""
    measure: str = ""
    dimension: str = ""
    is_total: bool = False
    codes: dict[str, str] = field(default_factory=dict)


@remember
def read_labels(vocabulary: Vocabulary, labels: tuple[str, ...], *, within: str = "") -> Meaning:
    """Say what a group of labels means.

    Parameters
    ----------
    labels : tuple of str
    within : str
        The dimension of the section that the labels stand in ("sex", "age_group", ...): they then mean
        one of its codes or nothing known.
    """
    return _read_within(vocabulary, labels, within) if within else _read_freely(vocabulary, labels)


def _read_within(vocabulary: Vocabulary, labels: tuple[str, ...], within: str) -> Meaning:
    if within == "province":
        return Meaning(provinces=vocabulary.find_provinces(labels), district=vocabulary.find_district(labels))
    if within == "age_group":
        code = find_age_group(vocabulary, labels)
    else:
        code = vocabulary.find_label_code(within, labels, DIMENSIONS.get(within, within + "."))
    return Meaning(codes={within: code} if code else {})


def _read_freely(vocabulary: Vocabulary, labels: tuple[str, ...]) -> Meaning:
    codes = {
        name: code
        for name, prefix in DIMENSIONS.items()
        if (code := vocabulary.find_label_code(name, labels, prefix))
    }
    if age_group := find_age_group(vocabulary, labels):
        codes["age_group"] = age_group
    measures = vocabulary.match_labels(labels, "measure.")
    dimensions = vocabulary.match_labels(labels, "dimension.")
    quarters = vocabulary.match_labels(labels, "quarter.") or vocabulary.match_labels(
        tuple(drop_words_around(vocabulary, label) for label in labels), "quarter."
    )
    months = vocabulary.match_labels(labels, "month.")
    periods = {period for label in labels if (period := vocabulary.find_period(label))}
    return Meaning(
        provinces=vocabulary.find_provinces(labels),
        district=vocabulary.find_district(labels),
        period=periods.pop() if len(periods) == 1 else "",
        quarter=quarters[0][-1] if len(quarters) == 1 else "",
        month=months[0][-2:] if len(months) == 1 else "",
        half=_find_half(vocabulary, labels) if not (periods or quarters or months) else "",
        measure=measures[0].removeprefix("measure.") if len(measures) == 1 else "",
        dimension=dimensions[0].removeprefix("dimension.") if len(dimensions) == 1 else "",
        is_total=bool(vocabulary.match_labels(labels, "row.total")),
        codes=codes,
    )


def _find_half(vocabulary: Vocabulary, labels: tuple[str, ...]) -> str:
    """Give the half-year that a label without a year means ("2 полугодие"), as 1 or 2."""
    found = {vocabulary.find_period(f"{label} 2000") for label in labels if len(label) <= 20} - {"", "2000"}
    return next(iter(found))[5:] if len(found) == 1 and found <= {"2000H1", "2000H2"} else ""


def read_district(vocabulary: Vocabulary, label: str) -> Meaning:
    """Say what a label in a column of districts means."""
    provinces, districts, _ = vocabulary.find_place_of_kind(label, is_district=True)
    if len(districts) != 1 or provinces:
        return read_labels(vocabulary, (label,))
    return Meaning(provinces=(vocabulary.province_of_district[districts[0]],), district=districts[0])
