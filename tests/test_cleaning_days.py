"""Days, months and years in columns of their own make one date; all reports are SYNTHETIC."""

import pytest


@pytest.mark.parametrize(
    ("heads", "when"),
    [
        (["День", "Месяц"], [[12, "апрель"], [3, "май"]]),
        (["Число", "Месяц", "Год"], [[12, "апрель", 2019], [3, "май", 2019]]),
        (["Day", "Month", "Year"], [[12, "April", "2019"], [3, "May", ""]]),
        (["Жыл", "Ай", "Күнү"], [[2019, 4, 12], [2019, 5, 3]]),
    ],
)
def test_days_beside_months_are_dates(records_of, heads, when):
    header = [*heads, "Мероприятие", "Район", "Всего"]
    rows = [[*own, "Семинар", "Сузак", 20] for own in when]
    total = ["Итого", *[""] * (len(header) - 2), 40]
    records = records_of([["SYNTHETIC CSO-09, 2 квартал 2019"], header, *rows, total])
    assert records.activities["date"].astype(str).str[:10].tolist() == ["2019-04-12", "2019-05-03"]
    assert records.activities["date_precision"].tolist() == ["day", "day"]


def test_whole_dates_beside_months_stay_as_they_are(records_of):
    header = ["Дата", "Месяц", "Мероприятие", "Район", "Всего"]
    row = ["12.04.2019", "апрель", "Семинар", "Сузак", 20]
    records = records_of([["SYNTHETIC CSO-09, 2 квартал 2019"], header, row])
    assert records.activities["date"].astype(str).str[:10].tolist() == ["2019-04-12"]
