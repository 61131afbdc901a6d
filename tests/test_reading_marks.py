"""What one cell says: numbers, dates and marks as people write them, each taken only where it is certain."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_analysis.reading.dates import decide_order, read_date
from ctip_analysis.reading.marks import parse_number, read_text
from ctip_analysis.reading.words import load_cell_words

# text, value, status: in a column of numbers
NUMBERS = [
    ("21", 21, "reported"),
    ("1 234,5", 1234.5, "reported"),
    ("1\u00a0234,5", 1234.5, "reported"),
    ("1\u202f234\u202f567", 1234567, "reported"),
    ("1,234.5", 1234.5, "reported"),
    ("1.234,5", 1234.5, "reported"),
    ("1,234,567", 1234567, "reported"),
    ("12,5", 12.5, "reported"),
    ("0,123", 0.123, "reported"),
    ("−5", -5, "reported"),
    ("12,5 %", 12.5, "reported"),
    ("78,8*", 78.8, "reported"),
    ("12¹", 12, "reported"),
    ("12 1)", 12, "reported"),
    ("12 чел.", 12, "reported"),
    ("120 (из них 80 ж)", 120, "reported"),
    ("(33,0)", 33.0, "estimated"),
    ("около 50", 50, "estimated"),
    ("~50", 50, "estimated"),
    ("свыше 100 человек", 100, "estimated"),
    ("болжол менен 16", 16, "estimated"),
    ("1.200", None, "unreadable"),
    ("1,234", None, "unreadable"),
    ("30-40", None, "unreadable"),
    ("О", None, "unreadable"),
    ("l0", None, "unreadable"),
    ("<5", None, "unreadable"),
]
MARKS = [
    ("-", "nil"),
    ("–", "nil"),
    ("—", "nil"),
    ("нет", "nil"),
    ("жок", "nil"),
    ("none", "nil"),
    ("…", "not_available"),
    ("...", "not_available"),
    ("..", "not_available"),
    ("н/д", "not_available"),
    ("N/A", "not_available"),
    ("(*)", "suppressed_at_source"),
    ("#DIV/0!", "unreadable"),
    ("=SUM(A1:A3)", "unreadable"),
]
DATES = [
    ("12.05.2018", "2018-05-12"),
    ("12.05.18", "2018-05-12"),
    ("12.05.2018г.", "2018-05-12"),
    ("2018-05-12", "2018-05-12"),
    ("2018-05-12T10:00:00", "2018-05-12"),
    ("12 мая 2018 г.", "2018-05-12"),
    ("5 March 2019", "2019-03-05"),
    ("March 5, 2019", "2019-03-05"),
    ("5-Mar-19", "2019-03-05"),
    ("май 2018", "2018-05"),
    ("05.2018", "2018-05"),
    ("12-14 мая 2018", "2018-05-12/2018-05-14"),
    ("12-14.05.2018", "2018-05-12/2018-05-14"),
    ("01.01.2019 - 31.03.2019", "2019-01-01/2019-03-31"),
    ("25/12/18", "2018-12-25"),
    ("12/25/18", "2018-12-25"),
    ("31.06.2018", ""),
    ("5/12/18", ""),
    ("12-14 мая", ""),
]


@pytest.mark.parametrize(("text", "value", "status"), NUMBERS)
def test_a_number_is_taken_only_where_it_is_certain(text, value, status):
    mark = read_text(text)
    assert (mark.value, mark.status) == (value, status)


@pytest.mark.parametrize(("text", "status"), MARKS)
def test_marks_are_four_different_things(text, status):
    mark = read_text(text)
    assert mark.status == status
    assert not isinstance(mark.value, (int, float))


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_dates_become_iso_with_the_precision_they_have(text, iso):
    assert read_date(text, load_cell_words()).iso == iso


@pytest.mark.parametrize(
    "text", ["007", "0555123456", "+996 555 123456", "2-чейрек", "65+", "15/20", "№5", "12:30"]
)
def test_what_looks_like_a_number_and_is_none_stays_text(text):
    assert (read_text(text).value, read_text(text).status) == (text, "reported")


def test_a_date_with_slashes_is_read_once_another_one_decides():
    assert read_date("5/12/18", load_cell_words()).is_two_ways
    assert decide_order(["5/12/18", "25/12/18"]) == "day"
    assert decide_order(["5/12/18", "12/25/18"]) == "month"
    assert decide_order(["5/12/18", "25/12/18", "12/25/18"]) == ""


@given(st.integers(-(10**12), 10**12), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_thousands_parted_by_any_space_are_read_back(number, space):
    assert parse_number(f"{number:,}".replace(",", space)) == number


@given(st.decimals(0, 999, places=2))
def test_a_decimal_comma_is_a_decimal_point(number):
    assert parse_number(str(number).replace(".", ",")) == pytest.approx(float(number))


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_every_day_is_read_back_from_every_certain_form(day):
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%Y/%m/%d"):
        assert read_date(day.strftime(form), load_cell_words()).iso == day.isoformat()


@given(st.text(max_size=70))
def test_any_text_is_read_without_a_failure(text):
    assert read_text(text).status in {
        "",
        "reported",
        "nil",
        "estimated",
        "not_available",
        "suppressed_at_source",
        "unreadable",
    }
