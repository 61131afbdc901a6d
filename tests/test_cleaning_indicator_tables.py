"""Tables of indicators with planned and actual numbers by quarter: what was done counts, a baseline and a target do not."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports

ROWS = [
    ["Number of awareness events", "events", 7, 4, 3, 5, 6],
    ["Number of people reached", "persons", 50, 100, 90, 120, 130],
]
LOST = ["Number of VoTs assisted", "persons", 2, 3, 2, 3, 4]


@pytest.fixture
def records_of(definitions, tmp_path):
    def build(*grid, title="Performance monitoring 2019"):
        write_xlsx(tmp_path / "Bereke.xlsx", [["SYNTHETIC Bereke"], [title], *grid])
        return clean(read_reports(tmp_path), definitions)

    return build


def counts_of(records):
    sums = records.activities.groupby("period")[["n_events", "participants_total"]].sum()
    return {period: tuple(own) for period, own in zip(sums.index, sums.values.tolist(), strict=True)}


@pytest.mark.parametrize(
    "head",
    [
        ["Indicator", "Unit", "Baseline", "Q1 Target", "Q1 Actual", "Q2 Target", "Q2 Actual"],
        ["Показатель", "Ед. изм.", "Исходное значение", "План 1 кв", "Факт 1 кв", "План 2 кв", "Факт 2 кв"],
    ],
)
def test_what_was_done_counts_in_the_quarter_that_its_header_names(records_of, head):
    records = records_of(head, *ROWS)
    assert counts_of(records) == {"2019Q1": (3, 90), "2019Q2": (6, 130)}
    assert records.figures.empty
    unknown = records.issues.loc[records.issues["rule"].eq("column"), "cell"].tolist()
    assert unknown == ["C4", "D4", "F4"]


def test_a_row_of_something_else_is_said_and_not_its_columns(records_of):
    head = ["Indicator", "Unit", "Baseline", "Q1 Target", "Q1 Actual", "Q2 Target", "Q2 Actual"]
    records = records_of(head, *ROWS, LOST)
    assert records.issues.loc[records.issues["rule"].eq("not_counted"), "cell"].tolist() == ["E6", "G6"]
    assert "E4" not in records.issues["cell"].tolist()


def test_rows_that_say_what_they_count_are_no_report_on_a_plan(records_of):
    rows = [["Проведено мероприятий", 4, 3], ["Охвачено человек", 100, 90]]
    records = records_of(["Показатель", "План", "Факт"], *rows, title="Отчет за 2 квартал 2019 г.")
    assert counts_of(records) == {"2019Q2": (3, 90)}


def test_a_report_on_a_plan_stays_one(records_of):
    rows = [["Число обученных сотрудников милиции", 4, 3], ["Охвачено человек", 100, 90]]
    title = "Отчет об исполнении плана мероприятий за 2 квартал 2019 г."
    records = records_of(["Показатель", "План", "Факт"], *rows, title=title)
    assert set(records.figures["measure"]) == {"plan_measure_target", "plan_measure_done"}
