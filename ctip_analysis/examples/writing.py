"""Write synthetic reports with their truth beside them: the small committed set, or a network of any size and mess."""

import contextlib
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ctip_analysis.definitions import list_periods, load_definitions
from ctip_analysis.errors import InputError
from ctip_analysis.examples.drawing import Truth, draw_truth
from ctip_analysis.examples.layouts import LAYOUTS, SheetPlan, plan_case_file, plan_report
from ctip_analysis.examples.mess import plant_errors
from ctip_analysis.examples.registry import require_made_up, write_registry_of_examples
from ctip_analysis.examples.sample import SEED, TRUTH_COLUMNS, write_sample
from ctip_analysis.examples.wording import TITLES, VALUES
from ctip_analysis.examples.workbooks import write_csv_report, write_workbook

__all__ = ["example_reports", "write_example_reports"]

QUARTERS = ("2019Q1", "2019Q4")
PLANTED_COLUMNS = ["kind", "rule", "file", "sheet", "cell"]
LANGUAGES = ("ru", "ky", "en")
#: The shares of files at full mess.
SHARE_OF_FILES = {"sent twice": 0.06, "corrected later": 0.08, "nothing to report": 0.05}
FEWEST_ROWS_OF_A_VERSION = 4


class _Book:
    """Gathers what is written: files, true records, planted errors."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.records: dict[str, list[dict]] = {}
        self.planted: list[dict] = []

    def add_truth(
        self, truth: Truth, plans: list[SheetPlan], file: str, found: list[dict], errors: list[list]
    ) -> None:
        for plan, addresses, own in zip(plans, found, errors, strict=True):
            for number, record in enumerate(plan.truths):
                row = next(iter(cell for (n, _), cell in addresses.items() if n == number))
                self.records.setdefault(plan.table, []).append(
                    {"organization": truth.organization, "quarter": truth.period, **record, "file": file,
                     "sheet": plan.name, "row": int("".join(filter(str.isdigit, row)))}
                )  # fmt: skip
            self.planted += [
                {
                    "kind": error.kind,
                    "rule": error.rule,
                    "file": file,
                    "sheet": plan.name,
                    "cell": addresses[error.row, error.field],
                }
                for error in own
            ]

    def write_truth(self) -> None:
        beside = self.folder.parent / f"{self.folder.name}-truth"
        beside.mkdir(parents=True, exist_ok=True)
        for table, rows in self.records.items():
            pd.DataFrame(rows).to_csv(beside / f"{table}.csv", index=False, encoding="utf-8-sig")
        pd.DataFrame(self.planted, columns=PLANTED_COLUMNS).to_csv(
            beside / "planted.csv", index=False, encoding="utf-8-sig"
        )


def _name_file(truth: Truth, language: str, part: str, suffix: str) -> str:
    quarter, year = truth.period[-1], truth.period[:4]
    stem = {
        "ru": f"Отчет_{truth.organization}_{quarter}кв_{year}",
        "ky": f"Отчет_{truth.organization}_{year}_{quarter}-чейрек",
        "en": f"{truth.organization} report Q{quarter} {year}",
    }[language]
    return f"{stem}{part}_SYNTHETIC.{suffix}"


def _write_report(book: _Book, truth: Truth, plans: list[SheetPlan], name: str, errors: list[list]) -> bytes:
    write = write_csv_report if name.endswith(".csv") else None
    content, found = write(plans[0]) if write else write_workbook(plans)
    (book.folder / name).write_bytes(content)
    book.add_truth(truth, plans, name, found, errors)
    return content


def _spoil_file(
    book: _Book, chance: random.Random, mess: float, name: str, content: bytes, plans: list[SheetPlan]
) -> None:
    """Send a file once more now and then: the same, or with a row mended and without a word."""
    drawn = chance.random()
    stem, _, suffix = name.rpartition(".")
    if drawn < SHARE_OF_FILES["sent twice"] * mess:
        again = f"{stem}_копия.{suffix}"
        (book.folder / again).write_bytes(content)
        book.planted.append(
            {"kind": "sent twice", "rule": "duplicate_file", "file": again, "sheet": "", "cell": ""}
        )
    elif (
        drawn < (SHARE_OF_FILES["sent twice"] + SHARE_OF_FILES["corrected later"]) * mess and suffix == "xlsx"
    ):
        plan = next(plan for plan in plans if plan.table == "activities")
        if len(plan.rows) >= FEWEST_ROWS_OF_A_VERSION:
            former = f"{stem}_черновик.{suffix}"
            plan.rows[0]["total"] = None
            (book.folder / former).write_bytes(write_workbook(plans)[0])
            corrected = f"{stem}_испр.{suffix}"
            (book.folder / name).rename(book.folder / corrected)
            for record in (*book.planted, *(row for rows in book.records.values() for row in rows)):
                record["file"] = corrected if record["file"] == name else record["file"]
            book.planted.append(
                {"kind": "corrected later", "rule": "P08", "file": former, "sheet": "", "cell": ""}
            )


def _write_nil(book: _Book, truth: Truth, language: str, definitions) -> None:
    names = definitions.organizations.set_index("organization")[f"name_{language}"]
    title = TITLES[language][1].format(quarter=truth.period[-1], year=truth.period[:4])
    plan = SheetPlan(
        "SYNTHETIC",
        "cover",
        (),
        [],
        [],
        [],
        [names[truth.organization], title, TITLES[language][0], VALUES["nil"][language]],
    )
    name = _name_file(truth, language, "", "xlsx")
    (book.folder / name).write_bytes(write_workbook([plan])[0])
    book.planted.append(
        {"kind": "nothing to report", "rule": "empty_report", "file": name, "sheet": "", "cell": ""}
    )


def _keeps_cases(number: int) -> bool:
    return number % 3 == 0


def _write_quarter(
    book: _Book, organization: str, number: int, period: str, seed: int, mess: float, definitions
) -> None:
    chance = random.Random(f"{seed}|{organization}|{period}|{mess}")
    # Each layout comes in every language.
    language = LANGUAGES[(number + number // len(LAYOUTS)) % len(LANGUAGES)]
    layout = sorted(LAYOUTS)[number % len(LAYOUTS)]
    provinces = definitions.organizations.set_index("organization")["provinces"][organization].split(";")
    rayons = definitions.districts.query("kind == 'rayon'")
    districts = {p: rayons.loc[rayons["province"].eq(p), "district"].tolist() for p in provinces}
    truth = draw_truth(organization, period, provinces, districts, chance, has_cases=_keeps_cases(number))
    if chance.random() < SHARE_OF_FILES["nothing to report"] * mess:
        _write_nil(book, truth, language, definitions)
        return
    plans = plan_report(layout, truth, language, definitions, chance)
    options = {"language": language, "organization": organization, "definitions": definitions}
    errors = [plant_errors(plan, chance, 0.5 * mess, **options) for plan in plans]
    name = _name_file(truth, language, "", "csv" if layout == "csv" else "xlsx")
    if layout == "csv":
        plans[0].name = name.removesuffix(".csv")
    content = _write_report(book, truth, plans, name, errors)
    _spoil_file(book, chance, mess, name, content, plans)
    if truth.cases and layout != "agreed form":
        cases = plan_case_file(truth, language, definitions)
        _write_report(book, truth, cases, _name_file(truth, language, "_2", "xlsx"), [[] for _ in cases])


def write_example_reports(
    folder, *, organizations: int | None = None, quarters=QUARTERS, seed: int = SEED, mess: float = 0.0
) -> pd.DataFrame:
    """Write the synthetic reports of a made-up network, in several layouts and three languages.

    Parameters
    ----------
    folder : path-like
        Made where it does not exist. The truth is written beside it, in ``<folder>-truth``: true records by table, and
        ``planted.csv`` with every planted error, its rule and its cell. ``organizations.csv`` beside it says who is
        due, where, when and with which forms.
    organizations : int, optional
        How many, up to those of the pack; without it the thirteen reports of seven organizations that come with the
        package are written, and no truth beside them.
    quarters : pair of str
        The first and the last quarter.
    seed : int
        Another seed, other numbers.
    mess : float
        From 0 (as reports should be) to 1 (half of the rows are spoiled).

    Returns
    -------
    pandas.DataFrame
        The truth of the activities: organization, period, province, activity_type, n_events, female, male, unknown,
        materials_n; one row an event or a cell group of a matrix.

    Raises
    ------
    InputError
        If there are not so many organizations, the mess is not from 0 to 1, or a list of real organizations lies
        beside the folder.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as name:
    ...     truth = write_example_reports(
    ...         pathlib.Path(name) / "raw", organizations=3, quarters=("2019Q1", "2019Q1")
    ...     )
    >>> truth["organization"].nunique()
    3
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    definitions = load_definitions()
    if organizations is None:
        return write_sample(folder, definitions, seed=seed)
    made_up = definitions.organizations.query("is_synthetic == 'yes'")["organization"].tolist()
    if not 0 < organizations <= len(made_up) or not 0 <= mess <= 1:
        raise InputError(
            f"{organizations} organizations with a mess of {mess} cannot be made up. Expected 1 to {len(made_up)} "
            "organizations and a mess from 0 to 1."
        )
    require_made_up(folder)
    book = _Book(folder)
    for number, organization in enumerate(made_up[:organizations]):
        for period in list_periods(*quarters):
            _write_quarter(book, organization, number, period, seed, mess, definitions)
    book.write_truth()
    keeps_cases = {name: _keeps_cases(number) for number, name in enumerate(made_up[:organizations])}
    write_registry_of_examples(folder, keeps_cases, quarters, definitions)
    return _as_truth(book.records.get("activities", []))


def _as_truth(records: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(records)
    if frame.empty:
        return pd.DataFrame(columns=TRUTH_COLUMNS)
    return frame.rename(columns={"quarter": "period"}).assign(unknown=0)[TRUTH_COLUMNS]


@contextlib.contextmanager
def example_reports(*, seed: int = SEED) -> Iterator[Path]:
    """Give a temporary folder with the thirteen synthetic reports; it is gone afterwards.

    Examples
    --------
    >>> with example_reports() as folder:
    ...     len(list(folder.glob("*.xlsx")))
    13
    """
    with tempfile.TemporaryDirectory() as name:
        write_example_reports(name, seed=seed)
        yield Path(name)
