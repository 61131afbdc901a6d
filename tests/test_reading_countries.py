"""Tables of many kinds and countries: each is read as a person reads it, and alike from xlsx, ods and csv."""

import pytest
from written_files import write_csv, write_ods, write_xlsx

import ctip_analysis as ctip

N = None
WRITERS = {"xlsx": write_xlsx, "ods": write_ods, "csv": write_csv}

#: name: rows, then for each table its header rows, label columns and rows by kind, and cells: what heads them, their
#: labels, their sections.
CASES = {
    "letters over the labels and numbers over the values, below a header": (
        [
            ["№ п/п", "Территория", "Число участников", N],
            [N, N, "женщины", "мужчины"],
            ["А", "Б", 1, 2],
            [1, "Баткен", 60, 30],
            [2, "Нарын", 50, 20],
            [N, "Итого", 110, 50],
        ],
        [([1, 2], ["A", "B"], {"data": [4, 5], "total": [6]})],
        {"D5": (["Число участников", "мужчины"], ["2", "Нарын"], [])},
    ),
    "counts that look like years below years": (
        [
            ["Oblast", 2016, 2017, 2018, 2019],
            ["Osh", 1980, 2001, 2010, 2019],
            ["Naryn", 1500, 1600, 1700, 1800],
        ],
        [([1], ["A"], {"data": [2, 3]})],
        {"C2": (["2017"], ["Osh"], [])},
    ),
    "two panels abreast without a gap": (
        [
            ["Region", "Women", "Men", "Region", "Women", "Men"],
            ["A", 1, 2, "D", 3, 4],
            ["B", 5, 6, "E", 7, 8],
            ["C", 9, 10, "F", 11, 13],
        ],
        [([1], ["A"], {"data": [2, 3, 4]}), ([1], ["D"], {"data": [2, 3, 4]})],
        {"F3": (["Men"], ["E"], [])},
    ),
    "long codes beside names, and a total with a name alone": (
        [
            ["Code", "जिला", "पुरुष", "महिला"],
            ["41700000000000", "आगरा", 139, 420],
            ["41700001000000", "मेरठ", 495, 482],
            ["41700002000000", "कानपुर", 214, 82],
            ["कुल योग", N, 848, 984],
        ],
        [([1], ["A", "B"], {"data": [2, 3, 4], "total": [5]})],
        {"D3": (["महिला"], ["41700001000000", "मेरठ"], [])},
    ),
    "numbers of the columns in brackets, numbered rows with gaps, sections and their totals": (
        [
            ["Table 4A.2 Crime"],
            ["S. No", "State", "2016", "2017", "Rate"],
            ["[1]", "[2]", "[3]", "[4]", "[5]=[4]/[3]"],
            ["STATES:"],
            [1, "Andhra Pradesh", 16362, 17909, 4.3],
            [2, "Bihar", 13400, 14711, 4.5],
            [N, "TOTAL STATE(S)", 29762, 32620, 4.4],
            ["UNION TERRITORIES:"],
            [29, "Delhi", 15310, 13076, 3.6],
            [30, "Goa", 400, 300, 0.1],
            [N, "TOTAL UT(S)", 15710, 13376, 3.7],
        ],
        [([2], ["A", "B"], {"data": [5, 6, 9, 10], "section": [4, 8], "total": [7, 11]})],
        {
            "C9": (["2016"], ["29", "Delhi"], ["UNION TERRITORIES:"]),
            "E11": (["Rate"], ["", "TOTAL UT(S)"], ["UNION TERRITORIES:"]),
        },
    ),
    "pairs of words above a table, apart from each other": (
        [
            ["Data Source", "World Development Indicators"],
            [],
            ["Last Updated Date", "2021-05-25"],
            [],
            ["Country", "Code", "2016", "2017"],
            ["Aruba", "ABW", 104872, 105366],
            ["Angola", "AGO", 28842484, 29816748],
        ],
        [([5], ["A", "B"], {"data": [6, 7]})],
        {"C7": (["2016"], ["Angola", "AGO"], [])},
    ),
    "a form of pairs without colons": (
        [
            ["ОТЧЕТ"],
            ["Организация", "ОФ Надежда"],
            ["Период", "2 квартал 2019"],
            ["Количество мероприятий", 5],
            ["Количество участников", 120],
            ["Подпись", "____"],
        ],
        [],
        {},
    ),
    "a list of persons with numbered rows left blank": (
        [
            ["Тренинг"],
            ["№", "Участник", "Организация"],
            [1, "А", "Мэрия"],
            [2, "Б", "Школа"],
            [3, "В", "Суд"],
            [4],
            [5],
        ],
        [([2], [], {"data": [3, 4, 5]})],
        {"C4": (["Организация"], [], [])},
    ),
    "a statistical office's marks": (
        [["Country", "2016", "2017"], ["Belgium", 100, ":"], ["Bulgaria", ":", 60], ["Croatia", 12, "–"]],
        [([1], ["A"], {"data": [2, 3, 4]})],
        {"C2": (["2017"], ["Belgium"], [])},
    ),
    "years alone in the column of labels head the rows below them": (
        [["Region", "F", "M"], [2018], ["Osh", 1, 2], ["Chuy", 3, 4], [2019], ["Osh", 5, 6], ["Chuy", 7, 8]],
        [([1], ["A"], {"data": [3, 4, 6, 7], "section": [2, 5]})],
        {"C7": (["M"], ["Chuy"], ["2019"])},
    ),
    "the first value has its unit": (
        [["Месяц", "Количество"], ["январь", "5 чел."], ["февраль", "(33,0)"], ["март", 12], ["апрель", "…"]],
        [([1], ["A"], {"data": [2, 3, 4, 5]})],
        {"B2": (["Количество"], ["январь"], [])},
    ),
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", CASES)
def test_a_table_is_read_as_a_person_reads_it(tmp_path, name, kind):
    rows, tables, expected = CASES[name]
    workbook = ctip.read_workbook(WRITERS[kind](tmp_path / f"a.{kind}", rows))
    # A form of pairs with numbers is no table, and that is said.
    assert workbook.problems["code"].tolist() == ([] if tables else ["no_table"])
    assert "unreadable" not in set(workbook.cells["status"])
    assert len(workbook.tables) == len(tables)
    for (header, labels, kinds), table in zip(tables, workbook.tables.itertuples(), strict=True):
        assert (list(table.header_rows), list(table.label_columns)) == (header, labels)
        own = workbook.rows[workbook.rows["table"].eq(table.table)]
        found = {
            name: own.loc[own["kind"].eq(name), "row"].tolist()
            for name in ("data", "section", "total", "note")
        }
        assert {name: own_rows for name, own_rows in found.items() if own_rows} == kinds
    cells = workbook.cells.set_index("cell")[["column_labels", "row_labels", "sections"]]
    for cell, parts in expected.items():
        assert tuple(map(list, cells.loc[cell])) == parts, cell
