"""The whole journey on one page, and the only place that knows its order."""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ctip_analysis.checking import check, list_letters
from ctip_analysis.cleaning import Records, clean
from ctip_analysis.definitions import (
    KEY_VARIABLE,
    REGISTRY_NAME,
    Definitions,
    add_organizations,
    find_key,
    load_definitions,
    load_received,
    merge_decisions,
    period_bounds,
    read_corrections,
    read_decisions,
    say,
    write_decisions,
)
from ctip_analysis.disclosure import ProtectedValues, protect
from ctip_analysis.errors import DisclosureError, InputError, OutputError
from ctip_analysis.frames import make_issues
from ctip_analysis.indicators import check_plausibility, compute_indicators
from ctip_analysis.presenting import list_overflow
from ctip_analysis.reading import list_report_files, read_reports
from ctip_analysis.releasing import (
    find_leaks,
    read_ledger_file,
    read_registry,
    require_writable,
    swap_folders,
    write_internal,
    write_registry,
    write_release,
)

__all__ = ["Run", "describe_run", "run"]


@dataclass(frozen=True)
class Run:
    """What a run made, and where it stands.

    Attributes
    ----------
    out : pathlib.Path
    records : Records
    issues, values : pandas.DataFrame
    protected : ProtectedValues
    """

    out: Path
    records: Records
    issues: pd.DataFrame
    values: pd.DataFrame
    protected: ProtectedValues


def _require_reports(raw: Path, out: Path) -> None:
    if not raw.is_dir():
        raise InputError(
            f"There is no folder {raw}. Make it and put the reports into it, or name another: ctip run RAW OUT.",
            word="error_no_folder",
            folder=raw,
        )
    if out.resolve().is_relative_to(raw.resolve()):
        raise InputError(
            f"The results ({out}) would lie among the reports ({raw}). Name a folder outside it for them.",
            word="error_out_in_raw",
            out=out,
            raw=raw,
        )
    if not list_report_files(raw):
        raise InputError(
            f"The folder {raw} holds no file. Put the organizations' workbooks into it and run again.",
            word="error_no_report",
            folder=raw,
        )


def _find_synthetic(records: Records, definitions: Definitions) -> bool:
    """Whether any organization whose report was accepted is a made-up one."""
    made_up = definitions.organizations.query("is_synthetic == 'yes'")["organization"]
    accepted = records.submissions[records.submissions["fate"].str.startswith("accepted")]
    return bool(accepted["organization"].isin(made_up).any())


def _find_last_days(records: Records) -> dict[str, str]:
    """Give for each source the last day of the last period of which its records speak: data have no other clock."""
    periods = {"organizations": records.activities["period"], "official": records.figures["period"]}
    days = {
        source: [period_bounds(p)[1].isoformat() for p in found.unique() if p]
        for source, found in periods.items()
    }
    return {source: max(found) for source, found in days.items() if found}


def _find_key_beside(beside: Path, out: Path) -> bytes | None:
    """Give the key of the hashes of cases; none where its file would lie among the results."""
    if beside.is_relative_to(out.resolve()) and not os.environ.get(KEY_VARIABLE):
        return None
    return find_key(beside / "ctip.key")


@contextlib.contextmanager
def _writing_beside(beside: Path, out: Path):
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"The results stand in {out}, but the questions (decisions.csv) and the classes of the maps (figures.toml) "
            f"could not be kept beside the reports, in {beside} ({error.strerror}). Close these files, or make the "
            "folder writable, and run again.",
            word="error_not_kept",
            out=out,
            beside=beside,
            reason=error.strerror,
        ) from error


def _keep_questions(decisions, records: Records, path: Path) -> None:
    """Write the open questions beside the reports, with the answers there were."""
    asked = merge_decisions(decisions, records.questions)
    if len(asked) or path.exists():
        write_decisions(asked, path)


def _require_tight(release: Path, values, protected: ProtectedValues, definitions: Definitions) -> None:
    leaks = find_leaks(release, values, protected, definitions=definitions)
    if leaks:
        raise DisclosureError(
            f"Hidden numbers stand in the release, so it was not written: {len(leaks)} places, the first in "
            f"{leaks[0].split(':')[0]}. This is a fault of the program; please report it.",
            word="error_leak",
            number=len(leaks),
            file=leaks[0].split(":")[0],
        )


def run(
    raw="data/raw",
    out="data/processed",
    *,
    definitions: Definitions | None = None,
    language: str = "en",
    with_figures: bool = True,
    progress: Callable = iter,
) -> Run:
    """Read a folder of reports and write records, issues, values, tables, maps and charts.

    Parameters
    ----------
    raw, out : path-like
        The reports, never changed; the results, in ``internal`` and ``release`` below ``out``.
    definitions : Definitions, optional
        The Kyrgyz pack when not given.
    language : str
        Of messages, tables and the report; maps and charts come in every language of the pack.
    with_figures : bool
        False for a quick look at issues and values: the folders of maps and charts then stay empty.
    progress : callable, optional
        Wraps the list of files, as a progress bar does.

    Returns
    -------
    Run

    Raises
    ------
    InputError
        If there is no folder of reports or nothing in it.
    OutputError
        If the results cannot be written; what was there before stands.
    DisclosureError
        If the protection cannot be proved; nothing is written then.

    Examples
    --------
    >>> import tempfile
    >>> import ctip_analysis as ctip
    >>> with ctip.example_reports() as raw, tempfile.TemporaryDirectory() as out:
    ...     result = ctip.run(raw, out, with_figures=False)
    >>> len(result.records.submissions)
    13
    """
    raw, out = Path(raw), Path(out)
    _require_reports(raw, out)
    require_writable(out)
    beside = raw.resolve().parent
    definitions = add_organizations(definitions or load_definitions(), beside / REGISTRY_NAME)
    reports = read_reports(raw, language=language, definitions=definitions, progress=progress)
    received = load_received(beside / "received.csv", definitions)
    decisions = read_decisions(beside / "decisions.csv")
    records = clean(
        reports,
        definitions,
        language=language,
        decisions=decisions,
        corrections=read_corrections(beside / "corrections.csv"),
        key=lambda: _find_key_beside(beside, out),
    )
    issues = check(records, definitions, language=language)
    values = compute_indicators(records, definitions, received=received)
    doubts = check_plausibility(values, definitions, language=language)
    issues = pd.concat([issues, doubts], ignore_index=True)
    protected = protect(values, definitions, ledger=read_ledger_file(beside / "ledger.csv"))
    registry = read_registry(beside / "figures.toml")
    overflow = list_overflow(protected, registry, definitions=definitions, language=language)
    issues = pd.concat([issues, make_issues(overflow)], ignore_index=True) if overflow else issues
    with swap_folders(out, "internal", "release") as fresh:
        write_internal(
            fresh / "internal",
            records=records,
            issues=issues,
            values=values,
            ledger=protected.ledger,
            annex=protected.annex,
            letters=list_letters(issues, records.submissions, definitions, language=language),
        )
        registry = write_release(
            protected,
            fresh / "release",
            definitions=definitions,
            language=language,
            is_synthetic=_find_synthetic(records, definitions),
            as_of=_find_last_days(records),
            inputs=list(reports.files["sha256"]),
            with_figures=with_figures,
            registry=registry,
        )
        _require_tight(fresh / "release", values, protected, definitions)
    with _writing_beside(beside, out):
        if registry:
            write_registry(registry, beside / "figures.toml")
        _keep_questions(decisions, records, beside / "decisions.csv")
    return Run(out=out, records=records, issues=issues, values=values, protected=protected)


def describe_run(result: Run, definitions: Definitions, language: str = "en") -> str:
    """Say in five lines what a run did: files, rows, issues, indicators, where to look.

    Examples
    --------
    >>> import tempfile
    >>> import ctip_analysis as ctip
    >>> from ctip_analysis.pipeline import describe_run
    >>> with ctip.example_reports() as raw, tempfile.TemporaryDirectory() as out:
    ...     result = ctip.run(raw, out, with_figures=False)
    >>> print(describe_run(result, ctip.load_definitions()).splitlines()[0])
    Files: 13 (... accepted, ... accepted with issues, 0 rejected, 0 duplicate or superseded)
    """
    submissions, released = result.records.submissions, result.protected.values
    fates = submissions["fate"].value_counts()
    sums = submissions.filter(like="rows_").sum()
    severities = result.issues["severity"].value_counts()
    counts = {
        "summary_files": {
            "files": len(submissions),
            "accepted": fates.get("accepted", 0),
            "doubtful": fates.get("accepted_with_issues", 0),
            "rejected": fates.get("rejected", 0),
            "other": fates.get("duplicate", 0) + fates.get("superseded", 0),
        },
        "summary_rows": {
            "seen": sums["rows_seen"],
            "recorded": sums["rows_recorded"],
            "total": sums["rows_total"],
            "note": sums["rows_note"],
            "blank": sums["rows_blank"],
            "aside": sums["rows_set_aside"],
        },
        "summary_issues": {
            severity: severities.get(severity, 0) for severity in ("blocking", "warning", "info")
        },
        "summary_values": {
            "indicators": released["indicator"].nunique(),
            "values": len(released),
            "suppressed": int(released["status"].eq("suppressed").sum()),
        },
        "summary_where": {"release": result.out / "release", "internal": result.out / "internal"},
    }
    return "\n".join(say(definitions, word, language, **parts) for word, parts in counts.items())
