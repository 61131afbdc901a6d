"""Sources of the same thing side by side, never added; and values that published figures make doubtful."""

import pandas as pd

from ctip_analysis.definitions import (
    Definitions,
    describe_unit,
    make_issue,
    period_bounds,
    period_kind,
)
from ctip_analysis.frames import make_issues
from ctip_analysis.indicators.population import find_population, prepare_population
from ctip_analysis.indicators.statuses import NUMBERS

__all__ = ["check_plausibility", "compare_sources"]

PUBLISHED = "published"


def _list_published(definitions: Definitions) -> pd.DataFrame:
    published = definitions.published
    return published.assign(
        province=published["province"].replace("", definitions.country),
        value=pd.to_numeric(published["value"]).astype(float),
    )


def _keep_totals(values: pd.DataFrame) -> pd.DataFrame:
    names = list(values.columns)
    breakdowns = names[names.index("period") + 1 : names.index("value")]
    return values[values[breakdowns].eq("total").all(axis=1)]


def compare_sources(values: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """Put what organizations report, official statistics and published figures of the same thing side by side.

    Parameters
    ----------
    values : pandas.DataFrame
        From `compute_indicators`.
    definitions : Definitions
        Indicators with the same ``subject`` are of the same thing; ``published.csv`` holds single figures.

    Returns
    -------
    pandas.DataFrame
        Columns subject, territory, province, period, source ("organizations", "official", or where a figure was
        published), indicator, value, status, note. One row a source; none is the sum of others, and no row is
        ever filled from another.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> columns = ["indicator", "territory", "province", "period", "value", "status", "source"]
    >>> found = compare_sources(pd.DataFrame(columns=columns), load_definitions())
    >>> found.query("subject == 'identified_victims' and period == '2018'")["value"].tolist()
    [140.0]
    """
    columns = ["subject", "territory", "province", "period", "source", "indicator", "value", "status", "note"]
    subjects = definitions.indicators.query("subject != ''")[["indicator", "subject"]]
    own = _keep_totals(values).merge(subjects, on="indicator").assign(note="")
    published = _list_published(definitions).merge(subjects, on="indicator")
    published = published.assign(territory=next(iter(definitions.views)), status=PUBLISHED)
    found = [frame[columns] for frame in (own, published) if len(frame)]
    if not found:
        return pd.DataFrame(columns=columns)
    keys = ["subject", "territory", "province", "period"]
    return pd.concat(found, ignore_index=True).sort_values([*keys, "indicator", "source"], ignore_index=True)


def _find_limits(values: pd.DataFrame, definitions: Definitions) -> list[tuple]:
    """Find values above a limit of the pack: a number for the country, or a part of a unit's population."""
    population = prepare_population(definitions)
    found = []
    for limit in definitions.settings["plausibility"]["limits"]:
        kinds = {period: period_kind(period) for period in values["period"].unique()}
        own = values[
            values["indicator"].eq(limit["indicator"]) & values["period"].map(kinds).eq(limit["period"])
        ]
        if "maximum" in limit:
            own = own[own["province"].eq(definitions.country)]
        for row in own.itertuples(index=False):
            most = limit.get("maximum")
            if most is None:
                year = period_bounds(row.period)[0].year
                persons, _ = find_population(population, row.province, row.territory, year)
                most = None if persons is None else persons * limit["population_percent"] / 100
            if most is not None and row.value > most:
                found.append((row, "limit", {"limit": f"{most:,.0f}"}))
    return found


def _find_far_from_published(values: pd.DataFrame, definitions: Definitions) -> list[tuple]:
    factor = definitions.settings["plausibility"]["published_factor"]
    # Where several figures were published of the same, the largest: sources disagree.
    published = _list_published(definitions).sort_values("value")
    published = published.drop_duplicates(["indicator", "period", "province"], keep="last")
    pairs = values.merge(published, on=["indicator", "period", "province"], suffixes=("", "_published"))
    doubtful = pairs[pairs["value"] > factor * pairs["value_published"]]
    return [
        (
            row,
            PUBLISHED,
            {"factor": factor, "published": f"{row.value_published:,.0f}", "source": row.source_published},
        )
        for row in doubtful.itertuples(index=False)
    ]


def check_plausibility(
    values: pd.DataFrame, definitions: Definitions, *, language: str = "en"
) -> pd.DataFrame:
    """Raise O06 where a value is far above what is plausible; the value itself is never changed.

    Parameters
    ----------
    values : pandas.DataFrame
        From `compute_indicators`.
    definitions : Definitions
        Limits and the factor in ``pack.toml [plausibility]``, figures in ``published.csv``.
    language : str

    Returns
    -------
    pandas.DataFrame
        Issues; see `frames.ISSUE_COLUMNS`. They name true counts and stay inside.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> row = ["PROT-01", "9", "KG", "2019Q1", 151.0, "reported", "organizations"]
    >>> values = pd.DataFrame(
    ...     [row], columns=["indicator", "territory", "province", "period", "value", "status", "source"]
    ... )
    >>> check_plausibility(values, load_definitions())["message"].tolist()
    ['PROT-01: 151 for Kyrgyz Republic in 2019Q1 is above the plausible 150.']
    """
    own = _keep_totals(values)
    own = own[own["status"].isin(NUMBERS) & own["source"].eq("organizations")]
    found = [*_find_limits(own, definitions), *_find_far_from_published(own, definitions)]
    return make_issues(
        [
            make_issue(
                definitions,
                "O06",
                case=case,
                language=language,
                place={},
                indicator=row.indicator,
                value=f"{row.value:,.0f}",
                place_name=describe_unit(definitions, row.province, language),
                period=row.period,
                **parts,
            )
            for row, case, parts in found
        ]
    )
