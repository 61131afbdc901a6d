"""The report's own numbers beside those since the beginning of the year, in columns that say nothing but their time."""

import pytest
from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports

ROWS = [["Проведено мероприятий", 5, 9], ["Охвачено человек", 210, 380], ["в том числе женщин", 120, 220]]


@pytest.fixture
def records_of(definitions, tmp_path):
    def build(*head, title="Отчет за 2 квартал 2019 г.", rows=ROWS):
        write_xlsx(tmp_path / "Береке.xlsx", [["СИНТЕТИКА Береке"], [title], ["Показатель", *head], *rows])
        return clean(read_reports(tmp_path), definitions)

    return build


def counts_of(records):
    own = records.activities
    women = records.participants.query("sex == 'female'")["n"].sum()
    return own["n_events"].sum(), own["participants_total"].sum(), women, set(own["period"])


@pytest.mark.parametrize(
    "head",
    [
        ("За 2 квартал", "С начала года"),
        ("За отчетный период", "Нарастающим итогом"),
        ("2 квартал", "Всего с начала года"),
        ("This quarter", "Cumulative"),
        ("2-чейректе", "Жылдын башынан"),
        ("За квартал", "За полугодие"),
        ("Во 2 кв.", "За год"),
        ("За отчетный квартал (апрель-июнь)", "С начала года (январь-июнь)"),
        ("Reporting period", "Since project start"),
    ],
)
def test_the_quarter_s_own_numbers_count_and_those_since_january_do_not(records_of, head):
    records = records_of(*head)
    assert counts_of(records) == (5, 210, 120, {"2019Q2"})
    own = records.issues[records.issues["rule"].eq("P03")]
    assert own[["cell", "severity"]].values.tolist() == [["C4", "info"]]


@pytest.mark.parametrize("head", [("2 квартал", "АППГ"), ("За отчетный период", "За прошлый период")])
def test_an_earlier_period_counts_nothing_of_this_one(records_of, head):
    records = records_of(*head)
    assert counts_of(records) == (5, 210, 120, {"2019Q2"})
    assert records.issues.loc[records.issues["rule"].eq("column"), "cell"].tolist() == ["C4"]


def test_two_quarters_behind_a_preposition_are_two_quarters(records_of):
    events = records_of("за 1 кв.", "за 2 кв.").activities.set_index("period")["n_events"]
    assert events.to_dict() == {"2019Q1": 5, "2019Q2": 9}


def test_a_half_year_beside_its_second_quarter_leaves_the_quarter_counted(records_of):
    records = records_of("2 квартал", "1 полугодие")
    assert counts_of(records) == (5, 210, 120, {"2019Q2"})
    assert set(records.figures["period"]) == {"2019H1"}


def test_bare_numbers_below_a_title_since_january_are_of_no_quarter(records_of):
    title = "Отчет за 2 квартал 2019 г. нарастающим итогом с начала года"
    records = records_of("Значение", title=title, rows=[row[:2] for row in ROWS])
    assert records.activities.empty
    assert set(records.figures["period"]) == {"2019Q2YTD"}
    assert "P03" in set(records.issues["rule"])


def test_columns_that_say_their_own_time_are_not_moved_by_the_title(records_of):
    title = "Отчет за 2 квартал 2019 г. и с начала года"
    assert counts_of(records_of("За квартал", "С начала года", title=title)) == (5, 210, 120, {"2019Q2"})
