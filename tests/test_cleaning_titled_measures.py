"""A table's title that names a measure says what its figures are, where they can be it and their sender has it."""

import pytest


@pytest.fixture
def measures_of(records_of):
    def build(title, *rows, name="nsc.xlsx", head=("Территория", 2018)):
        figures = records_of([[title], list(head), *rows], name=name).figures
        return set(zip(figures["measure"], figures["organization"], strict=True))

    return build


ROWS = [["Чуйская область", 5], ["Ошская область", 3]]


@pytest.mark.parametrize(
    "title",
    [
        "Количество жертв торговли людьми",
        "16.2.2 Количество жертв торговли людьми по территории, человек",
        "Number of victims of human trafficking",
        "Адам сатуунун курмандыктарынын саны, 2018-ж.",
    ],
)
def test_a_title_that_names_a_measure_gives_it_to_its_figures(measures_of, title):
    assert measures_of(title, *ROWS) == {("tip_victims_registered", "NSC")}


def test_numbers_that_are_no_counts_are_not_those_of_a_count_in_the_title(measures_of):
    rows = [["Чуйская область", 0.2], ["Ошская область", 0.1]]
    assert {measure for measure, _ in measures_of("Количество жертв торговли людьми", *rows)} == {""}


def test_an_organization_s_table_is_not_the_state_s_measure(measures_of):
    named = measures_of("Количество жертв торговли людьми", *ROWS, name="CSO-09 отчет 2018.xlsx")
    assert named == {("", "CSO-09")}
