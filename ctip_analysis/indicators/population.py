"""The population of a unit in a year: the latest known at or before it, never extrapolated."""

from dataclasses import dataclass

import pandas as pd

from ctip_analysis.definitions import Definitions, units_parts

__all__ = ["Population", "find_population", "prepare_population"]


@dataclass(frozen=True)
class Population:
    """The pack's population, ready to look up; a result of `prepare_population`.

    ``years`` holds for each province and the country its years in falling order, each with persons and version;
    ``parts`` the provinces of each unit of each view.
    """

    years: dict[str, list[tuple[int, float, str]]]
    parts: dict[tuple[str, str], list[str]]
    maximum_age_years: int


def prepare_population(definitions: Definitions) -> Population:
    """Prepare the population of all persons for looking up.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> prepare_population(load_definitions()).maximum_age_years
    5
    """
    table = definitions.population.query("sex == 'total' and age_group == 'total'")
    table = table.assign(year=pd.to_numeric(table["year"]), population=pd.to_numeric(table["population"]))
    table = table.sort_values(["province", "year"], ascending=[True, False])
    years = {
        province: [tuple(row) for row in own[["year", "population", "version"]].itertuples(index=False)]
        for province, own in table.groupby("province")
    }
    parts = {
        (view, unit): own
        for view in definitions.views
        for unit, own in units_parts(definitions, view).items()
    }
    parts |= {(view, definitions.country): [definitions.country] for view in definitions.views}
    return Population(years, parts, int(definitions.settings["population"]["maximum_age_years"]))


def find_population(population: Population, unit: str, territory: str, year: int) -> tuple[float | None, str]:
    """Give the population of a unit and the year and version that it is of.

    Parameters
    ----------
    population : Population
    unit : str
        A unit of the view, or the country.
    territory : {"9", "8", "7"}
    year : int

    Returns
    -------
    persons : float or None
        None where any part of the unit has no figure that is recent enough.
    source : str
        For example "population 2015 (estimate, date not stated)".

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> population = prepare_population(load_definitions())
    >>> find_population(population, "KG", "9", 2010)
    (5503086.0, 'population 2010 (national, average resident population)')
    >>> find_population(population, "KG-J", "9", 2023)
    (None, '')
    """
    persons, versions = 0.0, {}
    for part in population.parts[territory, unit]:
        known = (
            row
            for row in population.years.get(part, [])
            if year - population.maximum_age_years <= row[0] <= year
        )
        latest = next(known, None)
        if latest is None:
            return None, ""
        persons += latest[1]
        versions[f"{latest[0]} ({latest[2]})"] = None
    return persons, "population " + ", ".join(versions)
