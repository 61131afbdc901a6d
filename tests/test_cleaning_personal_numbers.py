"""The number of a person, typed as a number where people are counted, is told of and written nowhere."""

import openpyxl
import pytest

import ctip_analysis as ctip

NUMBERS = (11509198800777, 996555123456)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("place", [2, 3])
def test_a_personal_number_among_the_participants_is_raised_and_written_nowhere(tmp_path, number, place):
    row = ["05.04.2019", "Семинар", 20, 12, 8]
    row[place] = number
    book = openpyxl.Workbook()
    for line in (
        ["Ала Бел, Иссык-Кульская область, 2 квартал 2019"],
        ["Дата", "Мероприятие", "Участники", "Ж", "М"],
        row,
        ["06.05.2019", "Круглый стол", 18, 10, 8],
    ):
        book.active.append(line)
    book.save(tmp_path / "CSO-21.xlsx")
    definitions = ctip.load_definitions()
    records = ctip.clean(ctip.read_reports(tmp_path), definitions)
    issues = ctip.check(records, definitions)
    at = f"{'ABCDE'[place]}3"
    assert at in set(issues.loc[issues["rule"].eq("F11"), "cell"])
    written = issues.to_csv() + "".join(
        frame.to_csv(float_format="%.0f") for frame in vars(records).values() if hasattr(frame, "to_csv")
    )
    assert str(number) not in written
    assert records.activities["participants_total"].sum() <= 38
