"""Dates as people type them in a hurry: read where they can mean one day alone, refused where they cannot."""

import pytest

from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.definitions import build_matcher


@pytest.fixture(scope="module")
def read(definitions):
    matcher = build_matcher(definitions)
    return lambda text, report="2019Q2": read_date(text, text, matcher=matcher, report=report)


@pytest.mark.parametrize(
    "text", ["12 .04. 2019", "12,04,2019", "12. 04.2019 г.", "12 . 04 . 2019", "12,04.2019", "12, 4, 2019 ж."]
)
def test_blanks_and_commas_between_day_month_and_year_change_nothing(read, text):
    found = read(text)
    assert (found.start, found.precision, found.is_repaired) == ("2019-04-12", "day", False)


@pytest.mark.parametrize("text", ["12.О4.2019", "12.O4.2019", "l2.04.2019", "12,о4,2019"])
def test_letters_that_look_like_digits_are_repaired_and_it_is_told(read, text):
    found = read(text)
    assert (found.start, found.is_repaired) == ("2019-04-12", True)


@pytest.mark.parametrize("text", ["12,13,2019", "OО.04.2019", "31,04,2019"])
def test_a_hurried_date_that_does_not_exist_is_none(read, text):
    assert read(text).precision == ""


@pytest.mark.parametrize(
    ("text", "report", "start", "precision"),
    [
        ("IV.2019", "2019Q2", "2019-04-01", "month"),
        ("IV.2019", "2019Q4", "2019-10-01", "quarter"),
        ("VI. 2019", "", "2019-06-01", "month"),
        ("ІV/2019", "2019-04", "2019-04-01", "month"),
    ],
)
def test_a_roman_number_with_a_year_is_the_month_or_quarter_that_the_report_is_about(
    read, text, report, start, precision
):
    found = read(text, report)
    assert (found.start, found.precision) == (start, precision)


def test_a_roman_number_that_can_be_month_and_quarter_is_not_a_year(read):
    assert read("IV.2019", "").precision == ""
