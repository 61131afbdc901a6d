"""How people came, in a cell of a number; all reports are SYNTHETIC."""

import pytest

HEADER = ["Дата", "Мероприятие", "Район", "Участников"]


def total(records_of, text):
    row = ["05.04.2019", "Семинар", "Сокулук"]
    others = [[f"0{day}.05.2019", "Семинар", "Сокулук", "15 очно, 5 онлайн"] for day in range(1, 4)]
    records = records_of([["SYNTHETIC CSO-16, 2 квартал 2019"], HEADER, [*row, text], *others])
    rules = set(records.issues.loc[records.issues["cell"].eq("D3"), "rule"])
    return records.activities["participants_total"].dropna().tolist(), rules


@pytest.mark.parametrize("text", ["20 чел. онлайн", "20 (онлайн)", "20 online", "20 чел. (очно)"])
def test_a_number_with_how_people_came_is_that_many(records_of, text):
    assert total(records_of, text) == ([20], {"F07"})


@pytest.mark.parametrize("text", ["20 (отменено)", "15 очно, 5 онлайн", "12+", "20 (2 группы)"])
def test_what_is_not_certain_is_never_counted_as_reported(records_of, text):
    held, rules = total(records_of, text)
    assert "F05" in rules
    assert held == ([12] if text == "12+" else [])
