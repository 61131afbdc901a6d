"""Sources of the same thing side by side, never added; and values that published figures make doubtful."""

import pandas as pd

from ctip_analysis.definitions import Definitions, describe_unit, make_issue
from ctip_analysis.frames import make_issues
from ctip_analysis.indicators.places import find_own_views
from ctip_analysis.indicators.statuses import NUMBERS

__all__ = ["check_plausibility", "compare_sources"]

PUBLISHED = "published"


def _list_published(definitions: Definitions) -> pd.DataFrame:
    """List the published figures of an indicator as values."""
    published = definitions.published
    province = published["province"].replace("", definitions.country)
    return published.assign(
        province=province,
        territory=province.map(find_own_views(definitions)),
        value=pd.to_numeric(published["value"]).astype(float),
    )


def _keep_totals(values: pd.DataFrame) -> pd.DataFrame:
    """Keep the values that are not broken down."""
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
    published = published.assign(status=PUBLISHED)
    found = [frame[columns] for frame in (own, published) if len(frame)]
    if not found:
        return pd.DataFrame(columns=columns)
    keys = ["subject", "territory", "province", "period"]
    return pd.concat(found, ignore_index=True).sort_values([*keys, "indicator", "source"], ignore_index=True)


def check_plausibility(
    values: pd.DataFrame, definitions: Definitions, *, language: str = "en"
) -> pd.DataFrame:
    """Raise O06 where a value is many times a published figure of the same; the value itself is never changed.

    Parameters
    ----------
    values : pandas.DataFrame
        From `compute_indicators`.
    definitions : Definitions
        Figures in ``published.csv``, how many times in ``pack.toml [plausibility]``. Of several figures of the same the
        largest counts: sources disagree.
    language : str

    Returns
    -------
    pandas.DataFrame
        Issues; see `frames.ISSUE_COLUMNS`. They name true counts and stay inside.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> row = ["PROS-02", "9", "KG", "2019", 25.0, "reported", "organizations"]
    >>> values = pd.DataFrame(
    ...     [row], columns=["indicator", "territory", "province", "period", "value", "status", "source"]
    ... )
    >>> check_plausibility(values, load_definitions())["message"].tolist()
    ['PROS-02: 25 for Kyrgyz Republic in 2019 is more than 3 times the published 8 (TIP report 2021).']
    """
    own = _keep_totals(values)
    own = own[own["status"].isin(NUMBERS) & own["source"].eq("organizations")]
    factor = definitions.settings["plausibility"]["published_factor"]
    published = _list_published(definitions).sort_values("value")
    published = published.drop_duplicates(["indicator", "period", "province"], keep="last")
    pairs = own.merge(
        published, on=["indicator", "period", "territory", "province"], suffixes=("", "_published")
    )
    doubtful = pairs[pairs["value"] > factor * pairs["value_published"]]
    return make_issues(
        [
            make_issue(
                definitions,
                "O06",
                case=PUBLISHED,
                language=language,
                place={},
                indicator=row.indicator,
                value=f"{row.value:,.0f}",
                place_name=describe_unit(definitions, row.province, language),
                period=row.period,
                factor=factor,
                published=f"{row.value_published:,.0f}",
                source=row.source_published,
            )
            for row in doubtful.itertuples(index=False)
        ]
    )
