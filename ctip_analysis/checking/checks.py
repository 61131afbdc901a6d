"""Check records against the calendar, against each other and against the totals that their publisher gives."""

from collections.abc import Iterator

import pandas as pd

from ctip_analysis.definitions import Definitions, list_periods, make_issue, say
from ctip_analysis.frames import ISSUE_COLUMNS, make_issues

__all__ = ["RULES", "check"]

BREAKDOWNS = ("sex", "age_group", "exploitation")


def find_missing_reports(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """P01: an organization was due for a quarter and nothing of it was accepted."""
    submissions = records.submissions
    accepted = submissions[submissions["fate"].str.startswith("accepted")]
    by_title = set(zip(accepted["organization"], accepted["period"], strict=True))
    by_event = set(zip(records.activities["organization"], records.activities["period"], strict=True))
    for row in definitions.organizations.query("expected_from != '' and expected_to != ''").to_dict(
        "records"
    ):
        for period in list_periods(row["expected_from"], row["expected_to"]):
            if (row["organization"], period) not in by_title | by_event:
                place = {"organization": row["organization"]}
                yield make_issue(definitions, "P01", language=language, place=place, period=period)


def find_unexpected_provinces(records, definitions: Definitions, language: str) -> Iterator[dict]:
    """O07: an organization reports for a province where it is not expected."""
    expected = dict(definitions.organizations[["organization", "provinces"]].itertuples(index=False))
    columns = ["organization", "source_file", "source_sheet", "province"]
    for organization, file, sheet, province in (
        records.activities[columns].drop_duplicates().itertuples(index=False)
    ):
        if province not in expected.get(organization, "").split(";"):
            place = {"organization": organization, "file": file, "sheet": sheet, "text": province}
            yield make_issue(definitions, "O07", language=language, place=place)


def _compare_parts(figures: pd.DataFrame, by: str, total: str) -> pd.DataFrame:
    """Give the periods in which the parts by a column, where any is above zero, differ from the total."""
    others = [name for name in ("province", *BREAKDOWNS) if name != by]
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


RULES = {
    "P01": find_missing_reports,
    "O07": find_unexpected_provinces,
    "R02": find_uneven_breakdowns,
    "O05": find_uneven_provinces,
}


def check(records, definitions: Definitions, *, language: str = "en") -> pd.DataFrame:
    """Find the problems of records, and hand on those that reading and cleaning met.

    Parameters
    ----------
    records : Records
        From `clean`.
    definitions : Definitions
    language : str
        Of the messages.

    Returns
    -------
    pandas.DataFrame
        Columns rule, severity, organization, file, sheet, cell, text, message, suggestion; sorted by file and
        place, those without a file first.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     issues = ctip.check(ctip.clean(ctip.read_reports(folder), definitions), definitions)
    >>> issues.query("rule == 'P01'")["organization"].tolist()
    ['CSO-07']
    """
    found = [issue for rule in RULES.values() for issue in rule(records, definitions, language)]
    issues = pd.concat([make_issues(found), records.issues], ignore_index=True)[list(ISSUE_COLUMNS)]
    row = pd.to_numeric(issues["cell"].str.extract(r"(\d+)")[0], errors="coerce").fillna(0)
    ordered = issues.assign(row=row).sort_values(
        ["file", "sheet", "row", "cell", "rule", "organization"], kind="stable"
    )
    return ordered.drop(columns="row").drop_duplicates(ignore_index=True)
