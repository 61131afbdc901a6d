"""Tables as offices of several countries make them: each is read as a person reads it."""

import datetime as dt

import pytest
from read_cases import check_case
from written_files import write_xlsx

import ctip_analysis as ctip

N = None

#: name: rows, merges, then for each table its header rows, label columns, rows of data and cells: the header cells
#: above, the labels to the left, the sections.
CASES = {
    "years written as texts below groups, and a blank row before the values": (
        [
            ["TABLE 1.2 Number of Households and Average Income"],
            ["by Region: 2015 and 2018"],
            [],
            ["Region", "Households (thousands)", N, N, "Average income", N],
            [N, "2015", "2018", N, "2015", "2018"],
            [],
            ["Philippines", 22730, 24745, N, 267, 313],
            ["NCR", 3085, 3453, N, 425, 460],
            ["CAR", 397, 421, N, 282, 354],
        ],
        ["B4:C4", "E4:F4"],
        [([4, 5], ["A"], [7, 8, 9])],
        {
            "C8": (["Households (thousands)", "2018"], ["NCR"], []),
            "E9": (["Average income", "2015"], ["CAR"], []),
        },
    ),
    "what is counted stands once, over the first of the years": (
        [
            ["Region", "Registered crimes"],
            [N, 2015, 2016, 2017],
            ["A", 1, 2, 3],
            ["B", 5, 6, 7],
            ["C", 9, 10, 11],
        ],
        [],
        [([1, 2], ["A"], [3, 4, 5])],
        {"C4": (["Registered crimes", "2016"], ["B"], [])},
    ),
    "an organization's name above a table without a corner is a title": (
        [["Organization:", "NGO Hope"], [N, "Women", "Men"], ["Shelter", 1, 2], ["Legal aid", 3, 5]],
        [],
        [([2], ["A"], [3, 4])],
        {"B3": (["Women"], ["Shelter"], [])},
    ),
    "pairs of a form above a table are no table": (
        [
            ["Monthly report"],
            ["Organization", "NGO Hope"],
            ["Province", "Osh"],
            ["Period", "June 2019"],
            [],
            ["Service", "Women", "Men"],
            ["Shelter", 3, 1],
            ["Legal aid", 4, 2],
            ["Medical", 1, 6],
        ],
        [],
        [([6], ["A"], [7, 8, 9])],
        {"C8": (["Men"], ["Legal aid"], [])},
    ),
    "single years of age down the side": (
        [["Age", "Women", "Men"], [0, 5, 4], [1, 10, 3], [2, 7, 2], [3, 8, 8]],
        [],
        [([1], ["A"], [2, 3, 4, 5])],
        {"B3": (["Women"], ["1"], [])},
    ),
    "letters head the columns": (
        [[N, "a", "b", "c"], ["x", 1.5, 2.5, 3.5], ["y", 0.1, 0.2, 0.3], ["z", 9.1, 9.2, 9.3]],
        [],
        [([1], ["A"], [2, 3, 4])],
        {"C3": (["b"], ["y"], [])},
    ),
    "notes right below rows that are named by years": (
        [
            ["Year", "Cases", "Convicted"],
            [2016, 3, 1],
            [2017, 4, 2],
            [2018, 2, 2],
            ["Note: the figures of 2018 are provisional and may change."],
        ],
        [],
        [([1], ["A"], [2, 3, 4])],
        {"B3": (["Cases"], ["2017"], [])},
    ),
    "a summary stands beside a log": (
        [
            ["Date", "Event", "People", N, "Events in all", 3],
            [dt.date(2019, 1, 1), "A", 10, N, "People in all", 60],
            [dt.date(2019, 1, 5), "B", 20],
            [dt.date(2019, 2, 1), "C", 31],
        ],
        [],
        [([1], [], [2, 3, 4])],
        {"C3": (["People"], [], [])},
    ),
    "a school's three-level header over unequal groups": (
        [
            ["O‘zbekiston Respublikasi hududlari bo‘yicha"],
            ["Hududlar", "2019/2020", N, N, "2020/2021", N, N],
            [N, "Jami", "shundan", N, "Jami", "shundan", N],
            [N, N, "qizlar", "o‘g‘il", N, "qizlar", "o‘g‘il"],
            ["Toshkent", 100, 40, 60, 110, 45, 65],
            ["Samarqand", 200, 90, 110, 210, 95, 115],
            ["Buxoro", 50, 20, 30, 55, "-", 30],
        ],
        ["A2:A4", "B2:D2", "E2:G2", "B3:B4", "C3:D3", "E3:E4", "F3:G3"],
        [([2, 3, 4], ["A"], [5, 6, 7])],
        {
            "C5": (["2019/2020", "shundan", "qizlar"], ["Toshkent"], []),
            "E6": (["2020/2021", "Jami"], ["Samarqand"], []),
        },
    ),
    "sections and subsections govern until the next of their level": (
        [
            ["Показатель", "Ж", "М"],
            ["I. Предупреждение"],
            ["1.1 Обучение"],
            ["Тренинги", 1, 2],
            ["Семинары", 3, 4],
            ["1.2 Кампании"],
            ["Акции", 5, 6],
            ["II. Защита"],
            ["2.1 Приют"],
            ["Койко-дни", 7, 8],
        ],
        [],
        [([1], ["A"], [4, 5, 7, 10])],
        {
            "B7": (["Ж"], ["Акции"], ["I. Предупреждение", "1.2 Кампании"]),
            "C10": (["М"], ["Койко-дни"], ["II. Защита", "2.1 Приют"]),
        },
    ),
    "blocks with their names above their headers, no blank row between": (
        [
            ["Баткенская область"],
            ["Показатель", "Ж", "М"],
            ["Тренинги", 1, 2],
            ["Кампании", 3, 4],
            ["Ошская область"],
            ["Показатель", "Ж", "М"],
            ["Тренинги", 9, 1],
            ["Кампании", 2, 3],
        ],
        [],
        [([2], ["A"], [3, 4]), ([6], ["A"], [7, 8])],
        {"B8": (["Ж"], ["Кампании"], [])},
    ),
    "labels are named beside the units": (
        [
            [N, "Population", "Area"],
            ["Region", "persons", "km2"],
            ["A", 100, 20.5],
            ["B", 200, 30.5],
            ["C", 50, 1.5],
        ],
        [],
        [([1, 2], ["A"], [3, 4, 5])],
        {"C4": (["Area", "km2"], ["B"], [])},
    ),
    "a blank row and numbers of the columns below a header of groups": (
        [
            ["Region", "Total", "of which", N],
            [N, N, "women", "men"],
            [],
            [1, 2, 3, 4],
            ["A", 10, 4, 6],
            ["B", 20, 9, 11],
            ["C", 7, 3, 4],
        ],
        ["A1:A2", "B1:B2", "C1:D1"],
        [([1, 2], ["A"], [5, 6, 7])],
        {"D6": (["of which", "men"], ["B"], []), "B5": (["Total"], ["A"], [])},
    ),
    "the last row of a merged province is no total": (
        [
            ["Province", "District", "2018", "2019"],
            ["Osh", "Alai", 1, 2],
            ["Chuy", "Kemin", 5, 6],
            [N, "Panfilov", 7, 9],
        ],
        ["A3:A4"],
        [([1], ["A", "B"], [2, 3, 4])],
        {"D4": (["2019"], ["Chuy", "Panfilov"], [])},
    ),
    "two outer labels are given once": (
        [
            ["Province", "District", "Village", "2018"],
            ["Osh", "Alai", "a", 1],
            ["Osh", "Uzgen", "b", 2],
            ["Chuy", "Kemin", "c", 5],
            ["Chuy", "Panfilov", "d", 7],
            [N, N, "e", 9],
        ],
        [],
        [([1], ["A", "B", "C"], [2, 3, 4, 5, 6])],
        {"D6": (["2018"], ["Chuy", "Panfilov", "e"], [])},
    ),
    "two tables abreast, one of blocks and one with groups above its columns": (
        [
            ["Men", N, N, N, N, "Women"],
            ["Province", "District", "2018", "2019", N, "Age", "Labour", N, "Sexual", N],
            [N, N, N, N, N, N, "2018", "2019", "2018", "2019"],
            ["Osh", "Alai", 1, 2, N, "0-17", 3, 4, 5, 6],
            [N, "Uzgen", 5, 6, N, "18-29", 4, 4, 1, 2],
            ["Chuy", "Kemin", 7, 9, N, "30+", 0, 1, 1, 1],
            [N, "Panfilov", 8, 3],
        ],
        ["A2:A3", "B2:B3", "C2:C3", "D2:D3"],
        [([2, 3], ["A", "B"], [4, 5, 6, 7]), ([2, 3], ["F"], [4, 5, 6])],
        {
            "D5": (["2019"], ["Osh", "Uzgen"], []),
            "H5": (["Labour", "2019"], ["18-29"], []),
            "I6": (["Sexual", "2018"], ["30+"], []),
        },
    ),
    "three titled tables abreast, the last of years written as texts": (
        [
            ["Tab. 1", N, N, N, "Tab. 2", N, N, N, "Tab. 3"],
            ["Woj.", "K", "M", N, "Wiek", "K", "M", N, "Rok", "N"],
            ["Łódź", 1, 2, N, "0-17", 3, 4, N, "2018", 10],
            ["Gdańsk", 3, 4, N, "18+", 5, 6, N, "2019", 11],
        ],
        [],
        [([2], ["A"], [3, 4]), ([2], ["E"], [3, 4]), ([2], ["I"], [3, 4])],
        {"J3": (["N"], ["2018"], []), "G4": (["M"], ["18+"], [])},
    ),
    "one table of two groups abreast, the year of the first event in the right one": (
        [
            ["Before", N, N, N, "After"],
            ["Woj.", "K", "M", N, "First year", "K"],
            ["Łódź", 1, 2, N, 3, 10],
            ["Gdańsk", 3, 4, N, 2019, 11],
        ],
        [],
        [([2], ["A"], [3, 4])],
        {"F4": (["K"], ["Gdańsk"], [])},
    ),
    "a header apart from its values below another table": (
        [
            ["Cases"],
            ["Region", "F", "M"],
            ["A", 1, 2],
            ["B", 3, 4],
            ["C", 5, 5],
            [],
            ["Years"],
            ["District", 2018, 2019],
            [],
            ["D", 5, 6],
            ["E", 7, 9],
        ],
        [],
        [([2], ["A"], [3, 4, 5]), ([8], ["A"], [10, 11])],
        {"C10": (["2019"], ["D"], [])},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_table_of_an_office_is_read_as_a_person_reads_it(tmp_path, name):
    check_case(tmp_path, *CASES[name])


def test_what_stands_beside_a_table_is_kept_as_a_text(tmp_path):
    rows = CASES["a summary stands beside a log"][0]
    texts = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows)).texts
    beside = texts[texts["table"].eq(-1)].set_index("cell")["text"].to_dict()
    assert beside == {"E1": "Events in all", "F1": "3", "E2": "People in all", "F2": "60"}


def test_numbers_with_units_are_numbers_beside_a_range(tmp_path):
    rows = [["Organization", "People"], ["A", "12 чел."], ["B", "120 (из них 80 ж)"], ["C", "30-40"]]
    cells = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows)).cells.set_index("cell")
    assert cells.loc[["B2", "B3", "B4"], "value"].tolist() == [12, 120, None]
    assert cells.loc["B4", "status"] == "unreadable"
