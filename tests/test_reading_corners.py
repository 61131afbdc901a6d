"""What the corner of a table says: how high its header is, which rows are its first records, which labels are numbers."""

import pytest
from read_cases import check_case

N = None

#: As in test_reading_publishers.
CASES = {
    "years with marks of footnotes beside a corner that is merged down": (
        [
            ["Brasil e UFs", "Ns. Absolutos", N, "Taxas (1)", N],
            [N, "2019 (2)", "2020", "2019 (2)", "2020"],
            ["Brasil", 300, 330, 0.14, 0.16],
            ["Acre", 100, 110, 11.3, 12.4],
            ["Alagoas", 200, 221, 6.0, 6.3],
        ],
        ["A1:A2", "B1:C1", "D1:E1"],
        [([1, 2], ["A"], [3, 4, 5])],
        {"D4": (["Taxas (1)", "2019 (2)"], ["Acre"], [])},
    ),
    "years with marks of footnotes beside a corner that is not merged": (
        [
            ["Brasil e UFs", "Ns. Absolutos", N, "Taxas (1)", N],
            [N, "2019 (2)", "2020", "2019 (2)", "2020"],
            ["Acre", 100, 110, 11.3, 12.4],
            ["Alagoas", 200, 221, 6.0, 6.3],
        ],
        ["B1:C1", "D1:E1"],
        [([1, 2], ["A"], [3, 4])],
        {"E3": (["Taxas (1)", "2020"], ["Acre"], [])},
    ),
    "units across some columns beside a corner that is merged down, over years and names": (
        [
            ["LATA / WOJEWÓDZTWA", "Ogółem", "W tym", N, "Na 100 tys."],
            [N, N, "kobiety", "mężczyźni", N],
            [N, "w osobach", N, N, N],
            [2018, 233, 121, 112, 0.6],
            [2019, 220, 120, 100, 0.57],
            ["Dolnośląskie", 30, 16, 14, 1.03],
            ["Lubelskie", 12, 6, 6, 0.4],
        ],
        ["A1:A3", "B1:B2", "C1:D1", "E1:E3", "B3:D3"],
        [([1, 2, 3], ["A"], [4, 5, 6, 7])],
        {
            "C5": (["W tym", "kobiety", "w osobach"], ["2019"], []),
            "B6": (["Ogółem", "w osobach"], ["Dolnośląskie"], []),
            "E4": (["Na 100 tys."], ["2018"], []),
        },
    ),
    "a first record of words that is counted": (
        [
            ["№", "Мероприятие", "Сроки", "Охват", "Результат"],
            [1, "Беседы с населением", "15-17 января", "45 чел.", "повышена осведомленность"],
            [2, "Встреча с учащимися", "20.02", "86 уч-ся", "розданы буклеты"],
            [3, "Рейд", "март", "12", N],
        ],
        [],
        [([1], [], [2, 3, 4])],
        {"D2": (["Охват"], [], [])},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_corner_says(tmp_path, name):
    check_case(tmp_path, *CASES[name])
