"""Where a table begins and ends: how high its header is, which rows are its first records, which labels are numbers."""

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
    "a value that looks like a year, below named columns": (
        [
            ["Biufzaktn", "Kftkj", "Cibmrmv"],
            ["Zupiffrtj", 1940, N],
            ["Misaugdegpk", 78.1, 4897],
            ["Pjhfmhe", 5, 66.2],
        ],
        [],
        [([1], ["A"], [2, 3, 4])],
        {"B2": (["Kftkj"], ["Zupiffrtj"], [])},
    ),
    "years below names that say the years": (
        [
            ["Аймак", "2018-жыл", "2019-жыл"],
            ["Область", 2018, 2019],
            ["Чуй", 78, 97],
            ["Талас", 5, 66],
        ],
        [],
        [([1, 2], ["A"], [3, 4])],
        {"B3": (["2018-жыл", "2018"], ["Чуй"], [])},
    ),
    "a code before the names, and columns that say the same right of an empty one": (
        [
            [N, N, "Cases", N, N, "Victims", N],
            [N, N, "Women", "Men", N, "Women", "Men"],
            [100, "Guria", 28, 14, N, 2, 25],
            [101, "Chuy", 3, 20, N, 18, 9],
            [102, "Osh", 7, 18, N, 22, 10],
        ],
        ["C1:D1", "F1:G1"],
        [([1, 2], ["A", "B"], [3, 4, 5])],
        {"F4": (["Victims", "Women"], ["101", "Chuy"], [])},
    ),
    "numbers of the columns, and columns that say the same right of an empty one": (
        [
            ["Region", 2019, N, N, 2020, N],
            [N, "number", "number", N, "number", "number"],
            [1, 2, 3, N, 4, 5],
            ["Talas", 15.5, 21.4, N, 92.7, 27.7],
            ["Guria", 91.7, 98.9, N, 53, 71.5],
        ],
        ["B1:C1", "E1:F1"],
        [([1, 2], ["A"], [4, 5])],
        {"E4": (["2020", "number"], ["Talas"], [])},
    ),
    "a year across the columns between blank rows is a section": (
        [
            ["Region", "Group", "Total", "Women"],
            [N, N, 2019, N],
            ["Osh", "Adults", 47112, 11072],
            ["Chuy", "Adults", 58910, 36739],
            [],
            [N, N, 2020, N],
            ["Osh", "Adults", 19434, 2687],
            ["Chuy", "Adults", 43154, 28045],
        ],
        ["C2:D2", "C6:D6"],
        [([1], ["A", "B"], [3, 4, 7, 8])],
        {"D7": (["Women"], ["Osh", "Adults"], ["2020"])},
    ),
    "letters number the label columns, codes of rows among them": (
        [
            ["Показатель", "№ стр.", "Всего", "Женщины", "Мужчины"],
            ["А", "Б", 1, 2, 3],
            ["Выявлено лиц", "1", 12, 5, 7],
            ["Направлено дел", "2", 30, 10, 20],
            ["Осуждено", "3", 10, 4, 6],
        ],
        [],
        [([1], ["A", "B"], [3, 4, 5])],
        {"D4": (["Женщины"], ["Направлено дел", "2"], [])},
    ),
    "the same years in each block of a merged label": (
        [
            ["Entidad", "Año", "Delitos", "Víctimas"],
            ["México", "2016", 300, 410],
            [N, "2017", 310, 402],
            ["Puebla", "2016", 20, 31],
            [N, "2017", 25, 33],
        ],
        ["A2:A3", "A4:A5"],
        [([1], ["A", "B"], [2, 3, 4, 5])],
        {"C5": (["Delitos"], ["Puebla", "2017"], [])},
    ),
    "years of birth in the blocks of a merged label are values": (
        [
            ["Group", "Year of birth", "Visits", "Calls"],
            ["One", "1986", 3, 4],
            [N, "1997", 1, 5],
            ["Two", "1976", 2, 3],
            [N, "1999", 5, 7],
        ],
        ["A2:A3", "A4:A5"],
        [([1], ["A"], [2, 3, 4, 5])],
        {"C5": (["Visits"], ["Two"], [])},
    ),
    "two lists beside an empty column, one of them longer": (
        [
            ["Дата", "Мероприятие", "Участники", N, "Месяц", "Звонки", "Женщины"],
            ["10.07.2019", "Семинар", 40, N, "Январь", 10, 6],
            ["12.08.2019", "Акция", 60, N, "Февраль", 12, 7],
            [N, N, N, N, "Март", 15, 9],
        ],
        [],
        [([1], [], [2, 3]), ([1], ["E"], [2, 3, 4])],
        {"C3": (["Участники"], [], []), "G4": (["Женщины"], ["Март"], [])},
    ),
    "one list with an empty column and a total below a part of it": (
        [
            ["Дата", "Мероприятие", "Участники", N, "Место", "Код"],
            ["10.07.2019", "Семинар", 40, N, "Ош", 10],
            ["12.08.2019", "Акция", 60, N, "Талас", 12],
            ["Итого", N, 100, N, N, N],
        ],
        [],
        [([1], [], [2, 3])],
        {"F3": (["Код"], [], [])},
    ),
    "a row that begins with a date is a record, though it has no plain number": (
        [
            ["Дата", "Вид", "СМИ", "Тема", "Охват"],
            ["10.07.2020", "Статья", "Газета", "Торговля людьми", "15 000"],
            ["20.08.2020", "Телепередача", "КТРК", "Миграция", "300 тыс."],
            ["01.09.2020", "Пост", "страница ОО", "189", "4 500 просмотров"],
        ],
        [],
        [([1], [], [2, 3, 4])],
        {"B3": (["Вид"], [], [])},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_corner_says(tmp_path, name):
    check_case(tmp_path, *CASES[name])
