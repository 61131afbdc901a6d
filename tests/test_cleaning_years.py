"""Years in a column of their own, stated once for several rows, belong to the quarters and months beside them."""

import pytest

BOOK = "Birim Kol.xlsx"
HEAD = ["Мероприятий", "Участников", "Ж", "М"]


def test_quarters_in_roman_numbers_take_the_merged_year_at_their_left(records_of):
    grid = [
        ["СИНТЕТИКА Birim Kol"],
        ["Год", "Квартал", *HEAD],
        [2018, "I", 2, 40, 25, 15],
        [None, "II", 3, 60, 30, 30],
        ["2018 итого", None, 5, 100, 55, 45],
        [2019, "I", 1, 30, 20, 10],
        [None, "II", 2, 50, 25, 25],
        ["2019 итого", None, 3, 80, 45, 35],
        ["Всего", None, 8, 180, 100, 80],
    ]
    records = records_of(grid, name=BOOK, merges=["A3:A4", "A6:A7"])
    events = records.activities
    assert events["period"].tolist() == ["2018Q1", "2018Q2", "2019Q1", "2019Q2"]
    assert events["n_events"].tolist() == [2, 3, 1, 2]
    assert not records.issues["rule"].isin(["F04", "column"]).any()
    assert records.submissions["rows_total"].tolist() == [3]


@pytest.mark.parametrize("months", [["январь", "апрель", "май"], [1, 4, 5], ["I", "IV", "V"]])
def test_months_take_the_year_beside_them(records_of, months):
    years = ["2018 г.", 2018, 2019]
    rows = [[y, m, "семинар", 1, 10, 5, 5] for y, m in zip(years, months, strict=True)]
    records = records_of(
        [["СИНТЕТИКА Birim Kol"], ["Год", "Месяц", "Вид мероприятия", *HEAD], *rows], name=BOOK
    )
    assert records.activities["date"].tolist() == ["2018-01-01", "2018-04-01", "2019-05-01"]
    assert records.activities["date_precision"].tolist() == ["month"] * 3


def test_a_quarter_with_its_own_year_is_not_changed(records_of):
    rows = [[2018, "1 кв. 2018", 1, 10, 5, 5], [2018, "2 кв. 2018", 1, 10, 5, 5]]
    records = records_of([["СИНТЕТИКА Birim Kol"], ["Год", "Квартал", *HEAD], *rows], name=BOOK)
    assert records.activities["period"].tolist() == ["2018Q1", "2018Q2"]
