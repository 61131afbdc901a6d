"""What the titles of two organizations' events tell, so that one event that both report is found in any wording."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ctip_analysis.cleaning.harvest import Harvest
from ctip_analysis.cleaning.told_events import UNTOLD, are_of_one_title
from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import fold_softly
from ctip_analysis.frames import SOURCE_COLUMNS

__all__ = ["Told", "tell_events"]


@dataclass(frozen=True)
class Told:
    """What a row tells of its event: title or settlement, partners, whether its province is one place and its type is known."""

    text: str
    partners: str
    is_in_city: bool
    has_type: bool
    vocabulary: Vocabulary

    @cached_property
    def title(self) -> str:
        """The title, folded."""
        return fold_softly(self.text)

    @cached_property
    def organizations(self) -> frozenset[str]:
        """Whom the title or the partners name."""
        find = self.vocabulary.find_organizations
        return find(self.text) | find(self.partners)

    @cached_property
    def names_a_type(self) -> bool:
        """Whether the title is the name of a type of events and nothing more."""
        return self.vocabulary.find_code("activity_type", self.text).how == "exact"

    def is_like(self, other: "Told") -> bool:
        """Whether both titles can be of one event: one holds the other, or says no more than the type, in any language."""
        is_bare = self.names_a_type or other.names_a_type
        return is_bare or are_of_one_title(self.title, other.title)


def tell_events(activities: pd.DataFrame, harvest: Harvest, vocabulary: Vocabulary) -> dict[int, Told]:
    """Give what each activity tells, by its index; a province of one district alone (a city) is the place itself."""
    districts = Counter(vocabulary.province_of_district.values())
    names = (*SOURCE_COLUMNS, "partners", "province", "activity_type")
    rows = zip(activities.index, *(activities[name].tolist() for name in names), strict=True)
    return {
        index: Told(
            harvest.titles.get(tuple(spot), ""),
            partners,
            districts[province] == 1,
            kind not in UNTOLD,
            vocabulary,
        )
        for index, *spot, partners, province, kind in rows
    }
