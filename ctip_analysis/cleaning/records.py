"""From what was read to the records, the submissions and the issues of cleaning."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from ctip_analysis.cleaning.answers import read_answers
from ctip_analysis.cleaning.assembling import gather_tables, make_frames
from ctip_analysis.cleaning.changes import apply_changes
from ctip_analysis.cleaning.corrections import apply_corrections
from ctip_analysis.cleaning.fates import decide_fates, find_versions
from ctip_analysis.cleaning.files import read_files
from ctip_analysis.cleaning.harvest import Harvest, Place, Tools
from ctip_analysis.cleaning.headers import Headers
from ctip_analysis.cleaning.increments import turn_into_increments
from ctip_analysis.cleaning.joining import join_and_ask
from ctip_analysis.cleaning.marks import find_marks
from ctip_analysis.cleaning.outcomes import list_submissions, raise_outcomes
from ctip_analysis.cleaning.personal import build_personal_data
from ctip_analysis.cleaning.registers import count_stages_once, has_cases, settle_registers
from ctip_analysis.cleaning.repeating import leave_out_repeated
from ctip_analysis.cleaning.screening import NameMask
from ctip_analysis.cleaning.sent_twice import leave_out_sent_twice
from ctip_analysis.cleaning.submissions import Sender
from ctip_analysis.cleaning.tables import Sheets, split_reports
from ctip_analysis.cleaning.versions import find_copies, mark_sheets
from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import DECISION_COLUMNS, Definitions
from ctip_analysis.frames import RECORD_COLUMNS, make_issues
from ctip_analysis.pausing import pausing_collection

__all__ = ["Records", "clean"]

SPOT_COLUMNS = ("source_file", "source_sheet", "first_row", "last_row", "field", "column")
EXTRA_COLUMNS = ("source_file", "source_sheet", "source_row", "source_cell", "header", "value")
DISCARDED = ("duplicate", "superseded")


def _empty(table: str) -> Callable[[], pd.DataFrame]:
    return lambda: pd.DataFrame(columns=list(RECORD_COLUMNS[table]))


@dataclass(frozen=True)
class Records:
    """What `clean` made.

    Attributes
    ----------
    activities, participants, cases, services, proceedings, partnerships, hotline, shelters, figures : pandas.DataFrame
        The tables of records; columns as ``frames.RECORD_COLUMNS``.
    submissions : pandas.DataFrame
        One row a file: who sent it, its fate, its row account.
    issues : pandas.DataFrame
        What was met on the way, from reading too.
    extras : pandas.DataFrame
        Cells of columns that no form knows, beside the record of their row: numbers, dates, texts that name nobody.
    questions : pandas.DataFrame
        What only a person can decide, with the tool's suggestion; columns as ``decisions.csv``.
    spots : pandas.DataFrame
        In which column of which sheet each field stands: a check names cells with it.
    """

    activities: pd.DataFrame
    participants: pd.DataFrame
    figures: pd.DataFrame
    submissions: pd.DataFrame
    issues: pd.DataFrame
    cases: pd.DataFrame = field(default_factory=_empty("cases"))
    services: pd.DataFrame = field(default_factory=_empty("services"))
    proceedings: pd.DataFrame = field(default_factory=_empty("proceedings"))
    partnerships: pd.DataFrame = field(default_factory=_empty("partnerships"))
    hotline: pd.DataFrame = field(default_factory=_empty("hotline"))
    shelters: pd.DataFrame = field(default_factory=_empty("shelters"))
    extras: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(EXTRA_COLUMNS)))
    questions: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(DECISION_COLUMNS), dtype=str)
    )
    spots: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(SPOT_COLUMNS)))

    @cached_property
    def columns_of_fields(self) -> dict[tuple[str, str, str], list[tuple[int, int, str]]]:
        """The first row, last row and column of each (file, sheet, field), from ``spots``."""
        found: dict[tuple[str, str, str], list[tuple[int, int, str]]] = {}
        names = ("source_file", "source_sheet", "field", "first_row", "last_row", "column")
        for file, sheet, name, *where in zip(*(self.spots[n].tolist() for n in names), strict=True):
            found.setdefault((file, sheet, name), []).append(tuple(where))
        return found


def clean(
    reports,
    definitions: Definitions,
    *,
    language: str = "en",
    decisions: pd.DataFrame | None = None,
    corrections: pd.DataFrame | None = None,
    key: bytes | Callable[[], bytes | None] | None = None,
) -> Records:
    """Turn labelled cells into records, and every doubt into an issue.

    Parameters
    ----------
    reports : Reports
        From `read_reports`.
    definitions : Definitions
    language : str
        Of the issues' messages.
    decisions, corrections : pandas.DataFrame, optional
        From `read_decisions` and `read_corrections`: what a person answered, and cells to read otherwise.
    key : bytes or callable, optional
        The secret of the hashes of cases, or how to get it when a case comes up; without one the same person in two
        organizations is not known.

    Returns
    -------
    Records

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> definitions = ctip.load_definitions()
    >>> with ctip.example_reports() as folder:
    ...     records = ctip.clean(ctip.read_reports(folder), definitions)
    >>> sorted(records.activities["period"].unique())
    ['2019Q1', '2019Q2']
    """
    with pausing_collection():
        return _clean(reports, definitions, language, decisions, corrections, key)


def _clean(reports, definitions: Definitions, language: str, decisions, corrections, key) -> Records:
    vocabulary = Vocabulary(definitions)
    personal = build_personal_data(definitions)
    answers, issues = read_answers(decisions, vocabulary, language)
    harvest = Harvest()
    if corrections is not None:
        cells, corrected = apply_corrections(reports.cells, corrections, definitions, language)
        issues += corrected
        reports = _with_cells(reports, cells)
    copies = find_copies(reports.files)
    sheets = {file: own for file, own in split_reports(reports).items() if file not in copies}
    marks = find_marks(sheets.values(), vocabulary, personal)
    tools = Tools(vocabulary, Headers(vocabulary, answers), answers, language, marks)
    hashes = dict(zip(reports.files["file"], reports.files["sha256"], strict=True))
    readings = read_files(sheets, hashes, tools, harvest, personal)
    versions = find_versions(readings, vocabulary, answers)
    fates = decide_fates(copies, versions, answers)
    raise_outcomes(harvest, readings, copies, versions, fates, hashes, tools)
    senders = {file: Place(file, "", hashes[file], found.sender, tools) for file, found in readings.items()}
    problems = _without_cards(_without_told(reports.problems, harvest), harvest)
    problems = _without_settled(problems, readings)
    sheet_marks = mark_sheets(sheets, reports.problems, vocabulary.matcher)
    # The cells are let go before the tables are made: of a large report they are as large.
    sheets.clear()
    readings = {file: replace(own, sheets=Sheets([])) for file, own in readings.items()}
    frames = _settle(harvest, fates, senders, key, personal, tools, sheet_marks)
    issues = [*_problems_as_issues(problems, personal), *issues]
    return _finish(reports, frames, harvest, readings, fates, issues, personal)


def _settle(
    harvest: Harvest, fates: dict[str, str], senders: dict[str, Place], key, personal, tools: Tools, marks
) -> dict[str, pd.DataFrame]:
    """Settle what only all files together say - changes, cases that come again, joint events - and make the tables."""
    discarded = {file for file, fate in fates.items() if fate in DISCARDED}
    tables = count_stages_once(gather_tables(harvest), harvest)
    tables = apply_changes(tables, harvest, discarded, senders)
    tables = turn_into_increments(tables, harvest, discarded)
    if has_cases(tables):
        secret = _get_key(key, harvest, tools)
        attributes = tools.vocabulary.definitions.settings.get("persons", {}).get("attributes", ())
        counted = {file: place for file, place in senders.items() if file not in discarded}
        tables = settle_registers(tables, harvest, counted, secret, tuple(attributes))
    frames = leave_out_repeated(make_frames(tables, discarded, personal), harvest, tools, personal, marks)
    periods = {file: place.sender.period for file, place in senders.items()}
    frames = leave_out_sent_twice(frames, harvest, tools, personal, marks, periods)
    return join_and_ask(frames, harvest, tools)


@dataclass(frozen=True)
class _Corrected:
    files: pd.DataFrame
    cells: pd.DataFrame
    tables: pd.DataFrame
    rows: pd.DataFrame
    problems: pd.DataFrame
    texts: pd.DataFrame


def _with_cells(reports, cells: pd.DataFrame) -> _Corrected:
    return _Corrected(reports.files, cells, reports.tables, reports.rows, reports.problems, reports.texts)


def _get_key(key, harvest: Harvest, tools: Tools) -> bytes | None:
    """Give the key of the hashes of cases; without one say what that means."""
    secret = key() if callable(key) else key
    if secret is None:
        harvest.raise_issue(Place("", "", "", Sender(), tools), "no_key")
    return secret


def _finish(reports, frames, harvest: Harvest, readings, fates, issues, personal) -> Records:
    """Put the records together, with no name of a file or sheet that holds personal data."""
    everything = make_issues([*issues, *harvest.issues])
    submissions = list_submissions(reports, harvest, frames, readings, fates, everything)
    names = NameMask(personal)
    asked = [question for _, question in sorted(harvest.questions.values(), key=lambda asked: asked[0])]
    questions = pd.DataFrame(asked, columns=list(DECISION_COLUMNS), dtype=object).fillna("")
    is_personal = questions["subject"].map(lambda text: bool(personal.find(text))) if len(questions) else []
    questions = questions[~pd.Series(is_personal, index=questions.index, dtype=bool)]
    masked = {
        table: names.mask_columns(frame, ("source_file", "source_sheet")) for table, frame in frames.items()
    }
    return Records(
        **masked,
        submissions=names.mask_columns(submissions, ("file",)),
        issues=names.mask_columns(everything, ("file", "sheet")),
        extras=names.mask_columns(_list_extras(harvest), ("source_file", "source_sheet")),
        questions=names.mask_columns(questions.reset_index(drop=True), ("file", "sheet")),
        spots=names.mask_columns(
            pd.DataFrame(harvest.spots, columns=list(SPOT_COLUMNS)), ("source_file", "source_sheet")
        ),
    )


def _without_told(problems: pd.DataFrame, harvest: Harvest) -> pd.DataFrame:
    """Leave out that a number can be read in two ways where its cell was read: it was counted, or told."""
    doubtful = problems["code"].eq("number_two_ways")
    if not doubtful.any():
        return problems
    told = {(issue["file"], issue["sheet"], issue["cell"]) for issue in harvest.issues}
    spots = zip(*(problems[name] for name in ("file", "sheet", "cell")), strict=True)
    return problems[[not own or spot not in told for own, spot in zip(doubtful, spots, strict=True)]]


def _without_cards(problems: pd.DataFrame, harvest: Harvest) -> pd.DataFrame:
    """Leave out that a sheet has no table where it gave records all the same: a card."""
    has_none = problems["code"].eq("no_table")
    if not has_none.any():
        return problems
    recorded = harvest.sheets()
    spots = zip(problems["file"], problems["sheet"], strict=True)
    return problems[[not own or spot not in recorded for own, spot in zip(has_none, spots, strict=True)]]


def _without_settled(problems: pd.DataFrame, readings) -> pd.DataFrame:
    """Leave out that a date can be read in two ways where its column was read: it was settled, or asked about."""
    doubtful = problems["code"].eq("date_two_ways")
    if not doubtful.any():
        return problems
    columns = ("file", "sheet", "cell")
    spots = list(zip(*(problems[name] for name in columns), strict=True))
    files = {spot[0] for spot, is_own in zip(spots, doubtful, strict=True) if is_own} & readings.keys()
    read = {
        (file, table.sheet, cell.cell)
        for file in files
        for table in readings[file].sheets.tables
        for cell in table.cells
        if cell.column in readings[file].date_columns.get((table.sheet, table.number), ())
    }
    return problems[[not own or spot not in read for own, spot in zip(doubtful, spots, strict=True)]]


def _list_extras(harvest: Harvest) -> pd.DataFrame:
    in_order = sorted(harvest.extras, key=lambda extra: extra[0])
    return pd.DataFrame([extra[1:] for extra in in_order], columns=list(EXTRA_COLUMNS))


def _problems_as_issues(problems: pd.DataFrame, personal) -> list[dict]:
    columns = ["file", "sheet", "cell", "code", "severity", "message", "suggestion"]
    return [
        {**problem, "rule": problem["code"], "message": personal.keep_text(problem["message"])}
        for problem in problems[columns].fillna("").to_dict("records")
    ]
