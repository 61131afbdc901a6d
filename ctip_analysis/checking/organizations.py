"""Rules between organizations and against what is published: O02 to O07, and sums that a publisher states (R02)."""

from collections.abc import Iterator

import pandas as pd

from ctip_analysis.checking.places import Spots
from ctip_analysis.definitions import Definitions, make_issue, read_thresholds, say

__all__ = ["ORGANIZATION_RULES"]

BREAKDOWNS = ("sex", "age_group", "exploitation")


def _raise_shared(
    rule: str, own: pd.DataFrame, key: str, field: str, records, definitions: Definitions, language: str
) -> Iterator[dict]:
    """Raise a rule at every record whose key stands in records of other organizations too."""
    is_shared = own.groupby(key)["organization"].transform("nunique").gt(1)
    spots = Spots(records)
    for _, group in own[is_shared].groupby(key):
        organizations = sorted(group["organization"].unique())
        for record in group.to_dict("records"):
            others = ", ".join(name for name in organizations if name != record["organization"])
            place = spots.place(record, field)
            yield make_issue(definitions, rule, language=language, place=place, other=others)


def find_shared_persons(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """O02: one person has cases in two organizations."""
    known = records.cases[records.cases["person"].ne("") & records.cases["person"].ne(records.cases["case"])]
    yield from _raise_shared("O02", known, "person", "case", records, definitions, language)


def find_shared_meetings(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """O03: two organizations report the same council meeting."""
    named = records.partnerships[records.partnerships["meeting"].ne("")]
    yield from _raise_shared("O03", named, "meeting", "date", records, definitions, language)


def find_official_figures(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """O04: figures of a state body about what organizations report too stand beside theirs, never added."""
    if records.cases.empty:
        return
    states = set(
        definitions.organizations.loc[
            definitions.organizations.get("kind", "").eq("state_body"), "organization"
        ]
    )
    victims = records.figures[
        records.figures["organization"].isin(states) & records.figures["unit"].eq("persons")
    ]
    for (organization, file), _ in victims.groupby(["organization", "source_file"]):
        yield make_issue(
            definitions, "O04", language=language, place={"organization": organization, "file": file}
        )


def _compare_parts(figures: pd.DataFrame, by: str, total: str) -> pd.DataFrame:
    """Give the periods in which the parts by a column, where any is above zero, differ from the total."""
    # A district is compared with itself; the parts of a country are its provinces with their districts.
    places = ("province", "district") if by != "province" else ()
    others = [name for name in (*places, *BREAKDOWNS) if name != by]
    whole = figures[figures[by].eq(total)].set_index([*others, "period"])["value"]
    parts = figures[figures[by].ne(total)].groupby([*others, "period"])["value"].sum(min_count=1)
    both = pd.DataFrame({"parts": parts, "whole": whole[~whole.index.duplicated()]}).dropna()
    return both[both["parts"].gt(0) & both["parts"].ne(both["whole"])].reset_index()


def _additive_figures(records, definitions: Definitions) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    additive = definitions.measures.loc[definitions.measures["is_additive"].eq("yes"), "measure"]
    figures = records.figures[records.figures["measure"].isin(additive) & records.figures["category"].eq("")]
    yield from figures.groupby(["source_file", "source_sheet", "measure"])


def find_uneven_breakdowns(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """R02: the parts of a breakdown do not add up to the total that the publisher gives."""
    for (file, sheet, _), figures in _additive_figures(records, definitions):
        for breakdown in BREAKDOWNS:
            uneven = _compare_parts(figures, breakdown, "total")
            if len(uneven):
                place = {"organization": figures["organization"].iloc[0], "file": file, "sheet": sheet}
                named = say(definitions, f"breakdown_{breakdown}", language)
                yield make_issue(
                    definitions, "R02", language=language, place=place, breakdown=named, count=len(uneven)
                )


def find_uneven_provinces(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """O05: the provinces do not add up to the national total of the same file."""
    for (file, sheet, _), figures in _additive_figures(records, definitions):
        uneven = _compare_parts(figures, "province", definitions.country)
        if len(uneven):
            place = {"organization": figures["organization"].iloc[0], "file": file, "sheet": sheet}
            yield make_issue(definitions, "O05", language=language, place=place, count=len(uneven))


def _population(definitions: Definitions) -> dict[str, float]:
    own = definitions.population.query("sex == 'total' and age_group == 'total'")
    latest = own.assign(n=pd.to_numeric(own["population"])).sort_values("year", kind="stable")
    return latest.groupby("province")["n"].last().to_dict()


def find_impossible_reach(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """O06: attendances of a year over a tenth of the population, or over 150 victims identified in a quarter."""
    limits = read_thresholds(definitions, "O06")
    population = _population(definitions)
    own = records.activities
    yearly = own.groupby([own["organization"], own["province"], own["period"].str[:4]])[
        "participants_total"
    ].sum(min_count=1)
    for (organization, province, _), value in yearly.dropna().items():
        limit = population.get(province, float("inf")) * limits["share"]
        if value > limit:
            place = {"organization": organization, "text": province}
            yield make_issue(
                definitions, "O06", language=language, place=place, value=f"{value:g}", limit=f"{limit:.0f}"
            )
    for period, count in records.cases.groupby("period").size().items():
        if count > limits["victims"]:
            yield make_issue(
                definitions,
                "O06",
                language=language,
                place={"text": period},
                value=count,
                limit=f"{limits['victims']:g}",
            )


def find_unexpected_provinces(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """O07: an organization reports for a province where it is not expected."""
    expected = dict(definitions.organizations[["organization", "provinces"]].itertuples(index=False))
    columns = ["organization", "source_file", "source_sheet", "province"]
    tables = (records.activities, records.partnerships, records.shelters)
    found = pd.concat([table[columns] for table in tables], ignore_index=True).drop_duplicates()
    for organization, file, sheet, province in found.itertuples(index=False):
        provinces = expected.get(organization, "").split(";")
        if province and province not in provinces:
            place = {"organization": organization, "file": file, "sheet": sheet, "text": province}
            yield make_issue(definitions, "O07", language=language, place=place)


ORGANIZATION_RULES = {
    "O02": find_shared_persons,
    "O03": find_shared_meetings,
    "O04": find_official_figures,
    "R02": find_uneven_breakdowns,
    "O05": find_uneven_provinces,
    "O06": find_impossible_reach,
    "O07": find_unexpected_provinces,
}
