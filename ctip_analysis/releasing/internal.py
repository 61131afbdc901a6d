"""The folder that stays inside: true counts, records, submissions, issues."""

import json
from pathlib import Path

import pandas as pd

from ctip_analysis.disclosure import pack_annex
from ctip_analysis.frames import RECORD_COLUMNS
from ctip_analysis.releasing.audit_file import write_audit
from ctip_analysis.releasing.csv_files import write_csv

__all__ = ["write_internal"]

README = """CONFIDENTIAL / КОНФИДЕНЦИАЛЬНО / КУПУЯ

en  This folder holds true counts, also those of few persons. It stays inside. What may be sent is in ../release.
ru  В этой папке подлинные числа, в том числе о немногих людях. Она не передаётся. Для передачи: ../release.
ky  Бул папкада чыныгы сандар, аз адам жөнүндөгүлөр да бар. Ал берилбейт. Берүү үчүн: ../release.

submissions.csv   one row a file received: who, which period, its fate, its row account
records/          one row a record (an event, a case, a service, a published figure); each leads back to its file and row
extras.csv        one row a cell under a column that no form knows: kept, not counted
issues.csv        one row a problem: where, what was expected, how to mend it
letters/          the same, one file an organization and in its own language: to be sent to it
values.csv        one row an indicator value, unprotected
audit.json        the audit in full: also how many of the hidden values are small counts
annex.json        what proves the protection: tables of whole numbers that agree with all that is published
ledger.csv        what this and the earlier releases publish: put it beside the reports when the release is sent
"""


def write_internal(
    folder: Path,
    *,
    records,
    issues: pd.DataFrame,
    values: pd.DataFrame,
    ledger: pd.DataFrame | None = None,
    audit: dict | None = None,
    annex: dict | None = None,
    letters: dict[str, pd.DataFrame] | None = None,
) -> None:
    """Write the confidential folder.

    Parameters
    ----------
    folder : Path
    records : Records
        From `clean`.
    issues : pandas.DataFrame
        From `check`.
    values : pandas.DataFrame
        From `compute_indicators`.
    ledger : pandas.DataFrame, optional
        From `protect`: what will have been published once this release is sent.
    audit : dict, optional
        From `protect`, in full.
    annex : dict, optional
        From `protect`: the witness tables, which `read_annex` reads back and `verify_audit` checks.
    letters : dict of str to pandas.DataFrame, optional
        From `list_letters`: what each organization must be told, in its language.
    """
    (folder / "README.txt").write_text(README, encoding="utf-8-sig", newline="\n")
    write_csv(records.submissions, folder / "submissions.csv")
    for table in RECORD_COLUMNS:
        if hasattr(records, table):
            write_csv(getattr(records, table), folder / "records" / f"{table}.csv")
    if hasattr(records, "extras"):
        write_csv(records.extras, folder / "extras.csv")
    write_csv(issues, folder / "issues.csv")
    for organization, own in (letters or {}).items():
        write_csv(own, folder / "letters" / f"{organization}.csv")
    write_csv(values, folder / "values.csv")
    if ledger is not None:
        write_csv(ledger, folder / "ledger.csv")
    if audit is not None:
        write_audit(audit, folder / "audit.json")
    if annex is not None:
        text = json.dumps(pack_annex(annex), ensure_ascii=False, separators=(",", ":"))
        (folder / "annex.json").write_text(text + "\n", encoding="utf-8", newline="\n")
