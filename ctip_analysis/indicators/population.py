"""The population of a unit in a year: the latest known at or before it, never extrapolated."""

from dataclasses import dataclass, field

from ctip_analysis.definitions import Definitions, remember, units_parts

__all__ = ["Population", "find_population", "prepare_population"]


@dataclass(frozen=True)
class Population:
    """The pack's population, ready to look up; a result of `prepare_population`.

    ``years`` holds for each place, sex and age group its years in falling order, each with persons, version and
    series; ``parts`` the provinces of each unit of each view; ``known`` what was looked up before.
    """

    years: dict[tuple[str, str, str], list[tuple[int, float, str, str]]]
    parts: dict[tuple[str, str], list[str]]
    maximum_age_years: int
    known: dict = field(default_factory=dict)


def prepare_population(definitions: Definitions) -> Population:
    """Prepare the population for looking up: of all persons, and by sex and age where the pack gives them.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> prepare_population(load_definitions()).maximum_age_years
    5
    """
    years: dict[tuple[str, str, str], list[tuple[int, float, str, str]]] = {}
    names = ("province", "sex", "age_group", "year", "population", "version", "series")
    columns = (definitions.population[name].tolist() for name in names)
    for *key, year, persons, version, series in zip(*columns, strict=True):
        years.setdefault(tuple(key), []).append((int(year), float(persons), version, series))
    years = {key: sorted(rows, reverse=True) for key, rows in years.items()}
    parts = {
        (view, unit): own
        for view in definitions.views
        for unit, own in units_parts(definitions, view).items()
    }
    parts |= {(view, definitions.country): [definitions.country] for view in definitions.views}
    return Population(years, parts, int(definitions.settings["population"]["maximum_age_years"]))


def _find_latest(population: Population, part: str, year: int, group: tuple[str, str]):
    """Give the latest row of a place that is recent enough, or None."""
    oldest = year - population.maximum_age_years
    return next((row for row in population.years.get((part, *group), []) if oldest <= row[0] <= year), None)


@remember
def find_population(
    population: Population,
    unit: str,
    territory: str,
    year: int,
    *,
    sex: str = "total",
    age_group: str = "total",
) -> tuple[float | None, str]:
    """Give the population of a unit and the year and version that it is of.

    Parameters
    ----------
    population : Population
    unit : str
        A unit of the view, or the country.
    territory : str
        A view of the pack: "9", "8", "7" or "2".
    year : int
    sex, age_group : str
        Of all persons when not given.

    Returns
    -------
    persons : float or None
        None where any part of the unit has no figure that is recent enough.
    source : str
        For example "population 2015 (estimate, date not stated)"; it says so where the latest figure is of an earlier
        year, and where the figures of this year and of the year before are of different series, as after a census: a
        rate jumps there by itself.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> population = prepare_population(load_definitions())
    >>> find_population(population, "KG", "9", 2010)
    (5503086.0, 'population 2010 (national, average resident population)')
    >>> find_population(population, "KG-J", "9", 2019)
    (1122400.0, 'population 2015 (estimate, date not stated); 4 years before 2019')
    >>> find_population(population, "KG-J", "9", 2023)
    (None, '')
    """
    group = (sex, age_group)
    persons, years_old, versions, breaks = 0.0, 0, {}, {}
    for part in population.parts[territory, unit]:
        latest = _find_latest(population, part, year, group)
        if latest is None:
            return None, ""
        persons += latest[1]
        years_old = max(years_old, year - latest[0])
        versions[f"{latest[0]} ({latest[2]})"] = None
        before = _find_latest(population, part, year - 1, group)
        if before is not None and before[3] != latest[3]:
            breaks[f"; break of series: {before[3]} to {latest[3]}"] = None
    age = f"; {years_old} years before {year}" if years_old else ""
    return persons, "population " + ", ".join(versions) + age + "".join(breaks)
