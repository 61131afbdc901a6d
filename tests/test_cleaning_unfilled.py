"""Zeros that a form's formulas write into total rows are no report; zeros that somebody typed are. All SYNTHETIC."""

import pytest

HEADER = ["№", "Дата", "Мероприятие", "Район", "Участников", "Ж", "М"]


def report(*rows):
    return [["SYNTHETIC CSO-19, 2 квартал 2020"], HEADER, *rows]


@pytest.mark.parametrize(
    "rows",
    [
        [[1], [2], [3], ["Итого", "", "", "", 0, 0, 0]],
        [[1, "", "", "", 0], [2, "", "", "", 0], ["Итого", "", "", "", 0, 0, 0]],
        [[], [], ["Бардыгы", "", "", "", 0, 0, 0]],
        [["Всего за квартал", "", "", "", 0, 0, 0]],
    ],
)
def test_an_unfilled_form_with_zeros_in_its_total_row_is_no_report(records_of, rows):
    records = records_of(report(*rows))
    assert records.figures.empty and records.activities.empty
    assert records.submissions["fate"].tolist() == ["rejected"]
    assert "empty_report" in set(records.issues["rule"])
    assert records.submissions["rows_set_aside"].tolist() == [0]


def test_zeros_of_rows_that_name_something_are_a_report(records_of):
    rows = [["Область", "Кол-во мероприятий", "Участников"], ["Чуйская", 0, 0], ["Итого", 0, 0]]
    records = records_of([["SYNTHETIC CSO-19, 2 квартал 2020"], *rows])
    assert records.activities["n_events"].tolist() == [0]


def test_a_number_in_the_total_row_alone_is_kept(records_of):
    records = records_of(report([1], [2], ["Итого", "", "", "", 5, 3, 2]))
    assert records.figures["value"].tolist() == [5, 3, 2]
