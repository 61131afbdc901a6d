"""Run every rule over the records, and hand on what reading and cleaning met, sorted so that a list can be cut out."""

import pandas as pd

from ctip_analysis.checking.organizations import ORGANIZATION_RULES
from ctip_analysis.checking.periods import PERIOD_RULES
from ctip_analysis.checking.rows import ROW_RULES
from ctip_analysis.checking.stocks import STOCK_RULES
from ctip_analysis.definitions import Definitions
from ctip_analysis.frames import ISSUE_COLUMNS, make_issues

__all__ = ["RULES", "check"]

RULES = (*ROW_RULES.values(), *PERIOD_RULES.values(), *STOCK_RULES.values(), *ORGANIZATION_RULES.values())


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
        Columns rule, severity, organization, file, sheet, cell, text, message, suggestion; grouped by organization,
        then by file and place, so that one organization's list can be cut out and sent.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     issues = ctip.check(ctip.clean(ctip.read_reports(folder), definitions), definitions)
    >>> issues.query("rule == 'P01'")["organization"].tolist()
    ['CSO-07']
    """
    found = [issue for rule in RULES for issue in rule(records, definitions, language)]
    issues = pd.concat([make_issues(found), records.issues], ignore_index=True)[list(ISSUE_COLUMNS)]
    senders = dict(zip(records.submissions["file"], records.submissions["organization"], strict=True))
    named = issues["organization"].where(
        issues["organization"].ne(""), issues["file"].map(senders).fillna("")
    )
    row = pd.to_numeric(issues["cell"].str.extract(r"(\d+)")[0], errors="coerce").fillna(0)
    ordered = issues.assign(organization=named, row=row).sort_values(
        ["organization", "file", "sheet", "row", "cell", "rule"], kind="stable"
    )
    return ordered.drop(columns="row").drop_duplicates(ignore_index=True)
