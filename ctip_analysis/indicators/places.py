"""The units of all views as one list, and which provinces each holds."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ctip_analysis.definitions import Definitions, list_units, units_parts

__all__ = ["Places", "find_own_views", "list_places"]


@dataclass(frozen=True)
class Places:
    """Units against provinces.

    ``units`` holds (view, unit), the country once under the first view; ``holds`` for each unit and province whether
    it does, with a last column for records of no known province, which only the country holds. ``homes`` marks for each
    organization the units, but the country, in which its records of no known province may belong.
    """

    provinces: list[str]
    units: list[tuple[str, str]]
    holds: np.ndarray
    country: int
    homes: dict[str, np.ndarray]

    @cached_property
    def anywhere(self) -> np.ndarray:
        """Mark all units but the country."""
        return np.arange(len(self.units)) != self.country

    @cached_property
    def _of_view(self) -> dict[str, np.ndarray]:
        """Mark the units of each view."""
        views = np.array([view for view, _ in self.units], dtype=object)
        return {view: views == view for view in dict.fromkeys(views)}

    def mark_views(self, views: str) -> np.ndarray:
        """Mark the units of some views ("9;2"), of all of them (""), or the country alone ("country"), which all have."""
        if not views:
            return np.ones(len(self.units), dtype=bool)
        marks = ~self.anywhere
        for view in views.split(";"):
            marks = marks | self._of_view.get(view, False)
        return marks

    def narrow(self, units: np.ndarray) -> "Places":
        """Give some of the units alone, the country among them."""
        if len(units) == len(self.units):
            return self
        return Places(
            self.provinces,
            [self.units[unit] for unit in units],
            self.holds[units],
            int(np.searchsorted(units, self.country)),
            {name: homes[units] for name, homes in self.homes.items()},
        )

    def find_provinces(self, labels) -> np.ndarray:
        """Give the places of provinces by their codes; what is no province has the last place."""
        place = {province: number for number, province in enumerate(self.provinces)}
        return np.array([place.get(label, len(self.provinces)) for label in labels], dtype=np.int64)


def list_places(definitions: Definitions) -> Places:
    """List the units of every view of a pack.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> places = list_places(load_definitions())
    >>> len(places.units), int(places.holds[places.country].sum())
    (27, 10)
    """
    provinces = sorted(definitions.provinces["province"])
    units = [(next(iter(definitions.views)), definitions.country)]
    parts = [provinces]
    for view in definitions.views:
        own = units_parts(definitions, view)
        units += [(view, unit) for unit in list_units(definitions, view)]
        parts += [own[unit] for unit in list_units(definitions, view)]
    holds = np.array([[*(province in own for province in provinces), False] for own in parts], dtype=bool)
    holds[0, -1] = True
    return Places(provinces, units, holds, 0, _find_homes(definitions, provinces, holds))


def _find_homes(definitions: Definitions, provinces: list[str], holds: np.ndarray) -> dict[str, np.ndarray]:
    """Mark for each organization whose provinces are listed the units, but the country, that hold any of them."""
    homes = {}
    columns = (definitions.organizations[name].tolist() for name in ("organization", "provinces"))
    for organization, text in zip(*columns, strict=True):
        own = {*text.split(";")} & {*provinces}
        if own:
            held = holds[:, [provinces.index(name) for name in own]].any(axis=1)
            homes[organization] = held & (np.arange(len(holds)) != 0)
    return homes


def find_own_views(definitions: Definitions) -> dict[str, str]:
    """Give for each unit the first view that has it: what is said of a unit without a view is said of it there.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> views = find_own_views(load_definitions())
    >>> views["KG-C"], views["KG-SOUTH"]
    ('9', '2')
    """
    found: dict[str, str] = {}
    for view, unit in list_places(definitions).units:
        found.setdefault(unit, view)
    return found
