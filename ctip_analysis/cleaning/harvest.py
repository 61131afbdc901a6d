"""What the tables of a file give: records, questions, and issues with their place."""

import hashlib
from dataclasses import dataclass, field

from ctip_analysis.cleaning.headers import Headers
from ctip_analysis.cleaning.marks import Marks
from ctip_analysis.cleaning.submissions import Sender
from ctip_analysis.cleaning.vocabulary import Vocabulary
from ctip_analysis.definitions import fold_text, make_issue
from ctip_analysis.frames import RECORD_COLUMNS

__all__ = ["INCREMENTS", "NOTHING_DONE", "Harvest", "Place", "Tools"]

#: The answer by which a cumulative column is turned into each quarter's own numbers.
INCREMENTS = "increments"
#: The answer by which a form that came back empty is a report that nothing was done.
NOTHING_DONE = "nil"
#: The order of what is said of a file as a whole.
LAST = 1_000_000_000


@dataclass(frozen=True)
class Tools:
    """What a run reads with: the pack's words, the person's answers, the language of issues.

    ``marks`` holds the texts of the run that say something of their own. ``levels`` remembers for the run what the levels of a matrix's header mean, ``shapes`` whether headers are a
    matrix's, ``fits`` the forms that they fit, ``readings`` what cells say.
    """

    vocabulary: Vocabulary
    headers: Headers
    answers: dict[tuple[str, str], str]
    language: str
    marks: Marks = field(default_factory=Marks)
    levels: dict[tuple[str, ...], tuple] = field(default_factory=dict)
    shapes: dict[tuple, bool] = field(default_factory=dict)
    fits: dict[tuple, list] = field(default_factory=dict)
    readings: dict[tuple, dict] = field(default_factory=dict)

    def fold(self, *texts: str) -> str:
        """Fold texts as one, each by itself: what stands above many tables is folded once."""
        return " ".join(filter(None, map(fold_text, texts)))

    def known(self, *way: object) -> dict:
        """Give what was read in one way before, to look up and to add to."""
        return self.readings.setdefault(way, {})


@dataclass(frozen=True)
class Place:
    """Where a table stands, and who sent it.

    ``titles`` stand above the table; ``province`` and ``district`` are those that they name where its rows name none; ``side`` tells
    a table from another one beside it, on the same rows; ``order`` counts the tables in the order of reading.
    """

    file: str
    sheet: str
    sha256: str
    sender: Sender
    tools: Tools
    date_order: str = ""
    titles: tuple[str, ...] = ()
    province: str = ""
    district: str = ""
    side: str = ""
    order: int = LAST

    @property
    def vocabulary(self) -> Vocabulary:
        """The pack's words."""
        return self.tools.vocabulary

    @property
    def definitions(self):
        """The pack."""
        return self.tools.vocabulary.definitions

    @property
    def language(self) -> str:
        """The language of the messages."""
        return self.tools.language

    def name_record(self, row: int, part: str = "") -> str:
        """Name a record by its content's place, so that the name is the same in every run."""
        seed = f"{self.sha256}|{self.sheet}{self.side}|{row}|{part}"
        return hashlib.blake2s(seed.encode(), digest_size=6).hexdigest()

    def subject(self, *parts: str) -> str:
        """Name something of this sheet as the subject of a question."""
        return "|".join((self.file, self.sheet, *parts))

    def answer(self, question: str, subject: str) -> str:
        """Give what a person answered to a question about a subject, or an empty text."""
        return self.tools.answers.get((question, subject), "")


@dataclass
class Harvest:
    """Records, issues and questions, gathered table by table.

    ``tables`` holds batches of records, each a column by its name; ``questions`` each question with the place in the
    order of reading where it came up. ``noted`` holds the rows that turned out to be notes or headers, ``totals`` those that are totals, ``headed`` those of them that sum up the rows below, ``counted`` those of which
    a cell went into the record of another row; ``cumulative`` those whose numbers are since the beginning of the year; ``spots``
    where the fields of a form stand; ``extras`` the cells of columns that no form knows; ``row_codes`` the number
    by which the reporter names a row; ``changes`` the rows of sheets of changes; ``outdated`` the files
    of which a row gave way to one of a later report.
    """

    tables: dict[str, list[dict[str, list]]] = field(
        default_factory=lambda: {table: [] for table in RECORD_COLUMNS}
    )
    issues: list[dict] = field(default_factory=list)
    questions: dict[tuple[str, str], tuple[tuple[int, int], dict]] = field(default_factory=dict)
    noted: set[tuple[str, str, int]] = field(default_factory=set)
    totals: set[tuple[str, str, int]] = field(default_factory=set)
    headed: set[tuple[str, str, int]] = field(default_factory=set)
    cumulative: set[tuple[str, str, int]] = field(default_factory=set)
    counted: set[tuple[str, str, int]] = field(default_factory=set)
    spots: list[tuple] = field(default_factory=list)
    extras: list[tuple] = field(default_factory=list)
    row_codes: dict[tuple[str, str, int], str] = field(default_factory=dict)
    titles: dict[tuple[str, str, int], str] = field(default_factory=dict)
    changes: list[dict] = field(default_factory=list)
    outdated: set[str] = field(default_factory=set)

    def add(self, table: str, columns: dict[str, list]) -> None:
        """Add records, column by column; a column that is not given says nothing."""
        if columns["source_row"]:
            self.tables[table].append(columns)

    def files(self) -> set[str]:
        """Give the files of which there are records."""
        return {
            file for batches in self.tables.values() for batch in batches for file in batch["source_file"]
        }

    def sheets(self) -> set[tuple[str, str]]:
        """Give the sheets of which there are records, each with its file."""
        return {
            spot
            for batches in self.tables.values()
            for batch in batches
            for spot in zip(batch["source_file"], batch["source_sheet"], strict=True)
        }

    def raise_issue(
        self, place: Place, rule: str, *, cell: str = "", case: str = "", text: str = "", **parts
    ) -> None:
        """Add an issue at a cell ("C14") or a row ("14:14") of the place's sheet."""
        where = {
            "organization": place.sender.organization,
            "file": place.file,
            "sheet": place.sheet,
            "cell": cell,
            "text": text,
        }
        self.issues.append(
            make_issue(place.definitions, rule, case=case, language=place.language, place=where, **parts)
        )

    def ask(
        self, place: Place, question: str, subject: str, *, cell: str = "", row: int = 0, suggestion: str = ""
    ) -> None:
        """Add a question for a person, once for a subject; the first place where it came up is kept."""
        former = self.questions.get((question, subject))
        if former is not None and former[0] <= (place.order, row):
            return
        asked = {
            "question": question,
            "subject": subject,
            "organization": place.sender.organization,
            "file": place.file,
            "sheet": place.sheet,
            "cell": cell,
            "suggestion": suggestion,
        }
        self.questions[question, subject] = ((place.order, row), asked)
